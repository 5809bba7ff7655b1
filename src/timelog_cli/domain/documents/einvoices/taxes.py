"""The amounts of a document without tax, for each tax category and rate.

The figures are those of the document. Where its prices include tax, the nets of its lines, of
discount and surcharge are made to add up to the base that the document states.
"""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices.semantics import TaxCategory
from timelog_cli.domain.documents.invoices import CREDIT_NOTE
from timelog_cli.domain.money import ZERO, allocate, sum_of
from timelog_cli.domain.money.credits import negated
from timelog_cli.domain.money.totals import lines_by_rate, tax_of
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from timelog_cli.domain.documents.invoices import Document, Item
    from timelog_cli.domain.money.lines import PricedLine
    from timelog_cli.domain.money.totals import TaxLine

STANDARD_RATE, ZERO_RATED, EXEMPT, OUT_OF_SCOPE = "S", "Z", "E", "O"
INTRA_COMMUNITY = "K"
_OF_TREATMENT = {
    "reverse-charge": "AE",
    "exempt": EXEMPT,
    "intra-community": INTRA_COMMUNITY,
    "export": "G",
    "out-of-scope": OUT_OF_SCOPE,
}
_OF_ZERO = {"zero-rated": ZERO_RATED, "exempt": EXEMPT}


class CategoryLines(Frozen):
    """The lines of a tax category, and what the document says of them.

    ``discount`` and ``surcharge`` are the net parts of the document's, ``nets`` those of the lines
    by position: ``base = sum of nets - discount + surcharge``, to the digit.
    """

    category: TaxCategory
    items: tuple[Item, ...]
    base: Decimal
    tax: Decimal
    discount: Decimal
    surcharge: Decimal
    nets: dict[int, Decimal]


def positive(document: Document) -> Document:
    """The document with its amounts as those of an invoice: a credit note has them below zero."""
    if document.kind != CREDIT_NOTE:
        return document
    items = tuple(item._replace(line=_positive(item)) for item in document.items)
    return document._replace(items=items, totals=negated(document.totals))


def _positive(item: Item) -> PricedLine:
    line = item.line
    return line._replace(
        quantity=-line.quantity, gross=-line.gross, discount=-line.discount, net=-line.net
    )


def category_code(document: Document, item: Item) -> str:
    """The tax category of a line; empty where the document does not say what a zero rate is."""
    if document.treatment != "standard":
        return _OF_TREATMENT.get(document.treatment, "")
    if item.line.tax_rate:
        return STANDARD_RATE
    return "" if item.line.tax_rate is None else _OF_ZERO.get(item.tax_category, "")


def by_category(document: Document) -> list[CategoryLines]:
    """The lines of each category and rate, in the order of the document's taxes.

    :param document: as ``positive`` gives it
    """
    found: list[CategoryLines] = []
    of_line = {item.line.position: item for item in document.items}
    for rate, lines in lines_by_rate(document.lines).items():
        whole = next(tax for tax in document.totals.taxes if tax.rate == rate)
        groups: dict[str, list[Item]] = {}
        for line in lines:
            item = of_line[line.position]
            groups.setdefault(category_code(document, item), []).append(item)
        parts = _split(whole, list(groups.values()), document.currency)
        found.extend(
            _with_nets(document, code, items, part)
            for (code, items), part in zip(groups.items(), parts, strict=True)
        )
    return found


def _split(whole: TaxLine, groups: Sequence[Sequence[Item]], currency: str) -> list[TaxLine]:
    """The parts of a rate that its categories carry; only a rate of zero has several."""
    if len(groups) == 1:
        return [whole]
    ties = [0 for _ in groups]
    sums = [sum_of([item.line.amount for item in items], currency) for items in groups]
    discounts = allocate(whole.discount, [max(one, ZERO) for one in sums], currency, ties)
    left = [one - discount for one, discount in zip(sums, discounts, strict=True)]
    surcharges = allocate(whole.surcharge, [max(one, ZERO) for one in left], currency, ties)
    return [
        whole._replace(base=rest + surcharge, tax=ZERO, discount=discount, surcharge=surcharge)
        for rest, discount, surcharge in zip(left, discounts, surcharges, strict=True)
    ]


def _with_nets(
    document: Document, code: str, items: Sequence[Item], part: TaxLine
) -> CategoryLines:
    """The group with its discount, surcharge and lines without tax, adding up to its base."""
    discount = net_of(document, part.discount, part.rate)
    surcharge = net_of(document, part.surcharge, part.rate)
    nets = {item.line.position: item.line.net for item in items}
    over = sum_of([*nets.values()], document.currency) - discount + surcharge - part.base
    if part.discount and discount + over >= ZERO:
        discount += over
    elif part.surcharge and surcharge - over >= ZERO:
        surcharge -= over
    elif over:
        largest = max(nets, key=lambda position: nets[position])
        nets[largest] -= over
    rate = None if code == OUT_OF_SCOPE else part.rate or ZERO
    category = TaxCategory(code, rate)
    return CategoryLines(category, tuple(items), part.base, part.tax, discount, surcharge, nets)


def net_of(document: Document, amount: Decimal, rate: Decimal | None) -> Decimal:
    """What of an amount is not tax, rounded by itself."""
    if not document.prices_include_tax:
        return amount
    return amount - tax_of(amount, rate, document.currency, includes_tax=True)
