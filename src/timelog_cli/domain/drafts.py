"""From lines to an invoice: who it is from and for, what it comes to, what is in its way."""

from __future__ import annotations

from timelog_cli.domain.billable import Draft
from timelog_cli.domain.billing import due_date
from timelog_cli.domain.charges import Charges, nearest_charge
from timelog_cli.domain.draft_lines import lines_left
from timelog_cli.domain.invoices import INVOICE, Document, Party
from timelog_cli.domain.money import ZERO, read_money
from timelog_cli.domain.totals import read_discount, totals
from timelog_cli.domain.wording import sentences
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.billable import BillableRecord, DraftLine, Issuer, Terms, Unbilled
    from timelog_cli.domain.records import Customer
    from timelog_cli.domain.totals import Discount


def draft(
    customer: Customer,
    records: Sequence[BillableRecord],
    found: Unbilled,
    issuer: Issuer,
    terms: Terms,
) -> Draft:
    """The invoice of a customer over records of one currency.

    :param found: what is left to bill of the records
    :raises Refused: the tax treatment needs a tax number, a price includes tax where none is
        due, or the discount or the pre-payment is too high
    """
    check_buyer(customer)
    lines = lines_left(customer, records, found, issuer, terms)
    due = due_date(terms.day, _terms_days(customer, issuer))
    return drafted(customer, records, lines, issuer, terms, INVOICE, due)


def drafted(
    customer: Customer,
    records: Sequence[BillableRecord],
    lines: Sequence[DraftLine],
    issuer: Issuer,
    terms: Terms,
    kind: str,
    due: date,
) -> Draft:
    """A document of these lines, whose records are of one currency and way of prices.

    :raises Refused: the discount or the pre-payment is too high
    """
    prices = [record.price for record in records if record.price]
    currency, includes_tax = prices[0].currency, prices[0].includes_tax
    locale = terms.locale or customer.locale or issuer.locale
    discount = None if terms.discount is None else read_discount(terms.discount, currency)
    charges = _charges(customer, issuer, terms, currency)
    document = Document(
        kind=kind,
        number="",
        credits=None,
        seller=issuer.seller,
        buyer=_buyer(customer),
        currency=currency,
        issue_date=terms.day,
        due_date=due,
        treatment=customer.tax_treatment,
        sentences=_sentences(customer, issuer, locale),
        items=tuple(line.item for line in lines),
        prices_include_tax=includes_tax,
        discount_percent=_percent(discount),
        surcharge=charges.surcharge,
        withholding=charges.withholding,
        totals=totals(
            [line.item.line for line in lines],
            currency,
            discount,
            charges,
            includes_tax=includes_tax,
        ),
        locale=locale,
        template=issuer.template,
    )
    return Draft(customer.id, document, tuple(lines))


def _charges(customer: Customer, issuer: Issuer, terms: Terms, currency: str) -> Charges:
    prepaid = terms.prepaid
    return Charges(
        nearest_charge(customer.surcharge, issuer.surcharge, "the surcharge"),
        nearest_charge(customer.withholding, issuer.withholding, "the withholding"),
        issuer.withheld_on_surcharge,
        ZERO if prepaid is None else read_money(prepaid, "the pre-payment", currency),
    )


def _sentences(customer: Customer, issuer: Issuer, locale: str) -> tuple[str, ...]:
    """What the law wants to be said: of the customer, else of the settings, else what is usual."""
    own = customer.tax_note or issuer.tax_notes.get(customer.tax_treatment, "")
    return (own,) if own else sentences(customer.tax_treatment, locale)


def _percent(discount: Discount | None) -> Decimal | None:
    return None if discount is None else discount.percent


def _buyer(customer: Customer) -> Party:
    email = customer.emails[0] if customer.emails else ""
    return Party(customer.name, customer.address, customer.vat_id, email)


def _terms_days(customer: Customer, issuer: Issuer) -> int:
    return issuer.terms_days if customer.terms_days is None else customer.terms_days


def check_buyer(customer: Customer) -> None:
    """Refuse a customer that an invoice must name the tax number of, and cannot.

    :raises Refused: reverse charge without a tax number
    """
    if customer.tax_treatment == "reverse-charge" and not customer.vat_id:
        from timelog_cli.domain.text import typed

        raise Refused(
            f"the customer {customer.name!r} has no tax number, which reverse charge needs",
            f"timelog customer edit {typed(customer.name)} --vat-id NUMBER",
        )
