"""How a document treats tax: rates and categories of lines, what is said, what is refused."""

from __future__ import annotations

from timelog_cli.domain.documents.wording import sentences
from timelog_cli.domain.money import ZERO
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import BillableRecord, Issuer, Unbilled
    from timelog_cli.domain.documents.invoices import Item
    from timelog_cli.domain.records import Customer

_EXEMPT = "exempt"
_NEEDS_VAT_ID = {
    "reverse-charge": "reverse charge",
    "intra-community": "an intra-Community supply",
}


def tax_rate(record: BillableRecord, customer: Customer) -> Decimal | None:
    """The rate of a line. Only what is out of scope has none at all; other treatments show zero."""
    if customer.tax_treatment == "standard":
        return record.tax_rate
    return None if customer.tax_treatment == "out-of-scope" else ZERO


def tax_category(record: BillableRecord, customer: Customer) -> str:
    """What a rate of zero is where tax is due in principle; empty elsewhere, or where unknown."""
    is_zero = record.tax_rate is not None and not record.tax_rate
    standard = customer.tax_treatment == "standard"
    return (record.tax_category or "") if standard and is_zero else ""


def said_of_tax(
    customer: Customer, items: Sequence[Item], issuer: Issuer, locale: str
) -> tuple[str, ...]:
    """What the law wants to be said: of the customer, else of the settings, else what is usual.

    Where only some lines are exempt, the usual sentence would be wrong: their tax says it.
    """
    treatment = customer.tax_treatment
    exempt = [item.tax_category == _EXEMPT for item in items]
    if treatment == "standard" and any(exempt):
        treatment = _EXEMPT
    own = customer.tax_note or issuer.tax_notes.get(treatment, "")
    if own:
        return (own,)
    some = treatment != customer.tax_treatment and not all(exempt)
    return () if some else sentences(treatment, locale)


def exemption_code(customer: Customer, items: Sequence[Item]) -> str:
    """Why what is exempt is so, where something is: other treatments have their own codes."""
    exempt = customer.tax_treatment == _EXEMPT
    exempt = exempt or any(item.tax_category == _EXEMPT for item in items)
    return customer.exemption_code if exempt else ""


def check_prices(customer: Customer, records: Sequence[BillableRecord], found: Unbilled) -> None:
    """Refuse a price that includes a tax that is not due: nobody can say what the price is then.

    :raises Refused: prices include tax, and the treatment of the customer is without tax
    """
    if customer.tax_treatment == "standard":
        return
    for record in records:
        if record.price and record.price.includes_tax and record.tax_rate:
            raise Refused(
                f"cannot invoice {record.ref}: its price includes tax, but {customer.name} is not"
                f" charged tax ({customer.tax_treatment})",
                f"timelog record edit {record.ref} --prices-exclude-tax --rate RATE",
            )
    _check_item_prices(customer, records, found)


def _check_item_prices(
    customer: Customer, records: Sequence[BillableRecord], found: Unbilled
) -> None:
    for record in records:
        for item in found.items.get(record.id, ()):
            if record.price and record.price.includes_tax and item.tax_rate:
                raise Refused(
                    f"cannot invoice item {item.id}: its price includes tax, but {customer.name} is"
                    f" not charged tax ({customer.tax_treatment})",
                    f"timelog billing item edit {item.id} --tax-rate 0 --price PRICE",
                )


def check_buyer(customer: Customer) -> None:
    """Refuse a customer that an invoice must name the VAT id or the country of, and cannot.

    :raises Refused: reverse charge or an intra-Community supply without a VAT id, or the latter
        without a country
    """
    what = _NEEDS_VAT_ID.get(customer.tax_treatment)
    if what and not customer.vat_id:
        raise _needed(customer, f"{what} needs the VAT id", "--vat-id NUMBER")
    if customer.tax_treatment == "intra-community" and not customer.details.country:
        raise _needed(customer, f"{what} needs the country", "--country COUNTRY")


def _needed(customer: Customer, needs: str, option: str) -> Refused:
    from timelog_cli.domain.text import typed

    return Refused(
        f"{needs} of the customer {customer.name!r}",
        f"timelog customer edit {typed(customer.name)} {option}",
    )
