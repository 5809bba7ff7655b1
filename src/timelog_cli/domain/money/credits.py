"""Credit notes: taking back an invoice whole or line by line, to the last cent of it.

Amounts are positive, in the invoice's currency: what is given back.
"""

from __future__ import annotations

from timelog_cli.domain.money import (
    ZERO,
    allocate,
    product,
    ratio_bounds,
    rounded_ratio,
    sum_of,
)
from timelog_cli.domain.money.totals import TaxLine, Totals, added_up, lines_by_rate, tax_ratio
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from timelog_cli.domain.money.lines import PricedLine


_HINTED = 10
_HUNDRED = 100


class Invoiced(Frozen):
    """The invoice that is credited; ``withholding`` is the percentage that was withheld.

    ``name`` is what messages call it, its number.
    """

    lines: Sequence[PricedLine]
    totals: Totals
    currency: str
    includes_tax: bool = False
    withholding: Decimal | None = None
    name: str = "the invoice"


class Credit(Frozen):
    """What one credit note takes back: the positions of the lines, and their totals."""

    positions: tuple[int, ...]
    totals: Totals


class Shares(Frozen):
    """The parts of a document's discount and surcharge that a line carries."""

    discount: Decimal
    surcharge: Decimal


def credit(invoice: Invoiced, credited: Sequence[Credit], chosen: Collection[int] | None) -> Credit:
    """The next credit note of an invoice, for the lines at the ``chosen`` positions.

    ``credited`` are its credit notes so far; ``None`` chooses every line that is left. Each line
    carries its share of the document's discount and surcharge. Tax is rounded on each credit
    note, kept less than a cent from the exact tax of all of them so far; the note that takes the
    last of a rate takes what is left of its tax. What is withheld goes the same way. So the notes
    end on the invoice's figures, in any order. What was prepaid is a payment like others, and on
    no note: with the invoice, the notes and the payments it comes to what is owed.

    :raises Refused: a line that the invoice has not, or that was credited; nothing left
    """
    positions = _chosen(invoice, credited, chosen)
    shares = line_shares(invoice)
    before = [note.totals for note in credited]
    taken = [line for line in invoice.lines if line.position in positions]
    taxes = [
        _step(invoice, _of_rate(invoice.totals, rate), before, group, shares)
        for rate, group in lines_by_rate(taken).items()
    ]
    currency = invoice.currency
    figures = added_up(
        sum_of([line.amount for line in taken], currency),
        sum_of([tax.discount for tax in taxes], currency),
        sum_of([tax.surcharge for tax in taxes], currency),
        taxes,
        currency,
    )
    return Credit(positions, _with_withheld(invoice, figures, before, taken))


def _chosen(
    invoice: Invoiced, credited: Sequence[Credit], chosen: Collection[int] | None
) -> tuple[int, ...]:
    gone = {position for note in credited for position in note.positions}
    left = [line.position for line in invoice.lines if line.position not in gone]
    if not left:
        raise Refused(
            f"every line of {invoice.name} has already been credited",
            "timelog billing list",
        )
    wanted = left if chosen is None else sorted(set(chosen))
    lines = " ".join(f"--line {position}" for position in left[:_HINTED])
    hint = f"choose the lines to credit, such as {lines}"
    if not wanted:
        raise Refused("no line to credit was given", hint)
    for position in wanted:
        if position in gone:
            raise Refused(f"line {position} of {invoice.name} has already been credited", hint)
        if position not in left:
            raise Refused(f"{invoice.name} has no line {position}", hint)
    return tuple(wanted)


def line_shares(invoice: Invoiced) -> dict[int, Shares]:
    """The parts of the document's discount and surcharge that each line carries, by position.

    Within a tax rate they are spread over the lines in proportion, leftover cents by largest
    remainder, ties to the earliest line.
    """
    shares: dict[int, Shares] = {}
    for rate, group in lines_by_rate(invoice.lines).items():
        whole, even = _of_rate(invoice.totals, rate), [0 for _ in group]
        amounts = [line.amount for line in group]
        discounts = allocate(whole.discount, amounts, invoice.currency, even)
        left = [amount - share for amount, share in zip(amounts, discounts, strict=True)]
        surcharges = allocate(whole.surcharge, left, invoice.currency, even)
        for line, *parts in zip(group, discounts, surcharges, strict=True):
            shares[line.position] = Shares(*parts)
    return shares


def _of_rate(figures: Totals, rate: Decimal | None) -> TaxLine:
    return next((line for line in figures.taxes if line.rate == rate), TaxLine(rate, ZERO, ZERO))


def _step(
    invoice: Invoiced,
    whole: TaxLine,
    before: Sequence[Totals],
    group: Sequence[PricedLine],
    shares: dict[int, Shares],
) -> TaxLine:
    """What one note takes back of a tax rate."""
    currency, includes_tax = invoice.currency, invoice.includes_tax
    discount = sum_of([shares[line.position].discount for line in group], currency)
    surcharge = sum_of([shares[line.position].surcharge for line in group], currency)
    charged = sum_of([line.amount for line in group], currency) - discount + surcharge
    past = [_of_rate(note, whole.rate) for note in before]
    tax = _running(
        (charged, sum_of([part.charged(includes_tax) for part in past], currency)),
        sum_of([part.tax for part in past], currency),
        (whole.charged(includes_tax), whole.tax),
        tax_ratio(whole.rate, includes_tax),
        currency,
    )
    base = charged - tax if includes_tax else charged
    return TaxLine(whole.rate, base, tax, discount, surcharge)


def _running(
    on: tuple[Decimal, Decimal],
    taken: Decimal,
    whole: tuple[Decimal, Decimal],
    ratio: tuple[Decimal, int],
    currency: str,
) -> Decimal:
    """The next part of ``whole``, an amount and its share, so that the parts end on the share.

    :param on: the amount now, and that of the parts before
    :param taken: the sum of the parts before
    :param ratio: numerator and denominator of the share in an amount
    """
    now, before = on
    if now + before == whole[0]:
        return whole[1] - taken
    numerator, denominator = ratio
    sum_so_far = taken + rounded_ratio(product(now, numerator), denominator, currency)
    least, most = ratio_bounds(product(now + before, numerator), denominator, currency)
    return min(max(sum_so_far, least), most, whole[1]) - taken


def _with_withheld(
    invoice: Invoiced, figures: Totals, before: Sequence[Totals], taken: Sequence[PricedLine]
) -> Totals:
    if invoice.withholding is None:
        return figures
    currency, issued = invoice.currency, invoice.totals
    on = _withheld_on(invoice, figures, taken)
    withheld = _running(
        (on, sum_of([note.withheld_on for note in before], currency)),
        sum_of([note.withheld for note in before], currency),
        (issued.withheld_on, issued.withheld),
        (invoice.withholding, _HUNDRED),
        currency,
    )
    return figures._replace(withheld_on=on, withheld=withheld)


def _withheld_on(invoice: Invoiced, figures: Totals, taken: Sequence[PricedLine]) -> Decimal:
    """What of the note the withholding is on: all that is net, or that without the surcharge."""
    issued = invoice.totals
    if issued.withheld_on == issued.net_total:
        return figures.net_total
    if not invoice.includes_tax:
        return figures.subtotal - figures.discount
    nets = [line.net for line in invoice.lines]
    parts = allocate(issued.withheld_on, nets, invoice.currency, [0 for _ in nets])
    of_line = {line.position: part for line, part in zip(invoice.lines, parts, strict=True)}
    return sum_of([of_line[line.position] for line in taken], invoice.currency)


def negated(figures: Totals) -> Totals:
    """The same totals with the other sign, for a document that writes credits below zero."""
    taxes = tuple(
        TaxLine(line.rate, *(_minus(amount) for amount in line[1:])) for line in figures.taxes
    )
    return Totals(
        *(taxes if isinstance(value, tuple) else _minus(value) for value in figures)  # type: ignore[arg-type]
    )


def _minus(amount: Decimal) -> Decimal:
    return amount.copy_negate() if amount else amount
