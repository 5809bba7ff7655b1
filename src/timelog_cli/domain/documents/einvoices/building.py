"""From a document to the terms of EN 16931."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.documents.einvoices import payment
from timelog_cli.domain.documents.einvoices.semantics import (
    DISCOUNT_CODE,
    Address,
    AllowanceOrCharge,
    Line,
    Price,
    StructuredInvoice,
    Sums,
    TaxBreakdown,
    Trader,
)
from timelog_cli.domain.documents.einvoices.taxes import (
    EXEMPT,
    INTRA_COMMUNITY,
    OUT_OF_SCOPE,
    by_category,
    net_of,
    positive,
)
from timelog_cli.domain.documents.invoices import CREDIT_NOTE
from timelog_cli.domain.documents.units import coded
from timelog_cli.domain.documents.wording import words
from timelog_cli.domain.money import ZERO, percent_of, product, sum_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.documents.einvoices import Profile
    from timelog_cli.domain.documents.einvoices.taxes import CategoryLines
    from timelog_cli.domain.documents.invoices import Document, Item, Party

_SURCHARGE_CODE = "ABK"  # UNTDID 7161: miscellaneous
_EXEMPTION_CODES = {
    "AE": "VATEX-EU-AE",
    "K": "VATEX-EU-IC",
    "G": "VATEX-EU-G",
    "O": "VATEX-EU-O",
}
_PRICE_PLACES = Decimal("0.000001")
_NEAR = Decimal("0.01")
_HUNDRED = 100


def structured(document: Document, profile: Profile) -> StructuredInvoice:
    """The invoice or credit note as the norm sees it, with what the profile wants in places."""
    whole = positive(document)
    groups = by_category(whole)
    untaxed = any(group.category.code == OUT_OF_SCOPE for group in groups)
    goods_abroad = any(group.category.code == INTRA_COMMUNITY for group in groups)
    buyer = _trader(document.buyer, untaxed=untaxed)._replace(tax_number="")
    is_credit_note = document.kind == CREDIT_NOTE
    return StructuredInvoice(
        number=document.number or words(document.locale)["preview"],
        is_credit_note=is_credit_note,
        issue_date=document.issue_date,
        due_date=None if is_credit_note else document.due_date,
        currency=document.currency,
        note=document.note,
        buyer_reference=document.buyer_reference,
        order_reference=document.order_reference,
        first_day=document.first_day,
        last_day=document.last_day or (document.issue_date if goods_abroad else None),
        credits=document.credits or "",
        credits_date=document.credits_date,
        seller=_identified(_trader(document.seller, untaxed=untaxed), document.seller),
        buyer=buyer,
        deliver_to=buyer.address if goods_abroad else None,
        payment=payment.means(document, profile),
        terms=payment.terms(document, profile),
        lines=_lines(whole, groups),
        adjustments=tuple(_adjustments(whole, groups)),
        taxes=tuple(_tax(document, group) for group in groups),
        sums=_sums(whole, groups),
    )


def _trader(party: Party, *, untaxed: bool) -> Trader:
    """What the norm says of a party; where nothing is subject to tax, it has no VAT id."""
    return Trader(
        name=party.name,
        address=_address(party),
        vat_id="" if untaxed else "".join(party.vat_id.split()),
        tax_number=party.tax_number,
        legal_id=party.legal_id,
        legal_scheme=party.legal_scheme,
        electronic_address=party.electronic_address,
        electronic_scheme=party.electronic_scheme,
        contact=party.contact,
        phone=party.phone,
        email=party.email,
    )


def _identified(seller: Trader, party: Party) -> Trader:
    """The seller with a number by which the buyer knows it, where it has none of those for that."""
    if seller.vat_id or seller.legal_id:
        return seller
    return seller._replace(identifier=party.tax_number or party.vat_id)


def _address(party: Party) -> Address:
    """The parts of the address, or the lines of one that has none."""
    parts = (party.street, party.street2, party.city, party.postcode, party.region)
    if any(parts):
        street, street2, city, postcode, region = parts
        return Address(street, street2, "", city, postcode, region, party.country)
    lines = [line.strip() for line in party.address.splitlines() if line.strip()]
    first, second, *rest = [*lines, "", ""]
    return Address(first, second, ", ".join(filter(None, rest)), country=party.country)


def _lines(document: Document, groups: Sequence[CategoryLines]) -> tuple[Line, ...]:
    found = [
        _line(document, item, group, group.nets[item.line.position])
        for group in groups
        for item in group.items
    ]
    return tuple(sorted(found, key=lambda line: line.position))


def _line(document: Document, item: Item, group: CategoryLines, net: Decimal) -> Line:
    line, unit = item.line, coded(item.line.unit, item.unit_code)
    discount = net_of(document, line.gross, line.tax_rate) - net if line.discount else ZERO
    discount = max(discount, ZERO)
    return Line(
        position=line.position,
        name=item.title or line.description,
        description=item.note,
        quantity=product(line.quantity, unit.multiple),
        unit_code=unit.code,
        price=_price(document, item, net + discount, unit.multiple),
        discount=discount,
        net=net,
        category=group.category,
        first_day=item.first_day,
        last_day=item.last_day,
    )


def _price(document: Document, item: Item, gross: Decimal, multiple: Decimal) -> Price:
    """The price of a unit where it gives the amount, else that of all of them.

    :param gross: what all of them cost without tax, before the discount of the line
    :param multiple: how many of the coded unit the unit is
    """
    line, amount = item.line, item.line.unit_price
    if document.prices_include_tax:
        whole = _HUNDRED + (line.tax_rate or ZERO)
        amount = (product(amount, _HUNDRED) / whole).quantize(_PRICE_PLACES)
    off = abs(product(line.quantity, amount) - gross)
    if off < _NEAR:
        return Price(amount, multiple)
    return Price(abs(gross), abs(product(line.quantity, multiple)))


def _adjustments(document: Document, groups: Sequence[CategoryLines]) -> list[AllowanceOrCharge]:
    """The document's discount and surcharge, for each category that carries a part of them."""
    said, currency = words(document.locale), document.currency
    surcharge = document.surcharge
    found = []
    for group in groups:
        whole = sum_of([*group.nets.values()], currency)
        if group.discount:
            percent = _percent(document.discount_percent, whole, group.discount)
            reason = DISCOUNT_CODE, said["discount"], group.category
            found.append(AllowanceOrCharge(False, group.discount, *reason, *percent))
        if group.surcharge:
            left = whole - group.discount
            percent = _percent(surcharge and surcharge.percent, left, group.surcharge)
            name = surcharge.name if surcharge else said["amount"]
            reason = _SURCHARGE_CODE, name, group.category
            found.append(AllowanceOrCharge(True, group.surcharge, *reason, *percent))
    return found


def _percent(
    percent: Decimal | None, base: Decimal, amount: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """A percentage and what it is of, where it gives the amount by itself."""
    if percent is None or abs(percent_of(percent, base) - amount) >= _NEAR:
        return None, None
    return percent, base


def _tax(document: Document, group: CategoryLines) -> TaxBreakdown:
    code = group.category.code
    if code not in {*_EXEMPTION_CODES, EXEMPT}:
        return TaxBreakdown(group.category, group.base, group.tax)
    reason = " ".join(document.sentences) or words(document.locale)["exempt"]
    reason_code = _EXEMPTION_CODES.get(code) or document.exemption_code
    return TaxBreakdown(group.category, group.base, group.tax, reason, reason_code)


def _sums(document: Document, groups: Sequence[CategoryLines]) -> Sums:
    totals, currency = document.totals, document.currency
    nets = [net for group in groups for net in group.nets.values()]
    return Sums(
        lines=sum_of(nets, currency),
        allowances=sum_of([group.discount for group in groups], currency),
        charges=sum_of([group.surcharge for group in groups], currency),
        net=totals.net_total,
        tax=totals.tax_total,
        total=totals.total,
        prepaid=totals.prepaid,
        payable=totals.total - totals.prepaid,
    )
