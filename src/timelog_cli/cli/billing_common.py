"""What several of the billing commands read and say."""

from __future__ import annotations

from timelog_cli.cli.fields import settings_rounding
from timelog_cli.domain.billable import Issuer, Terms
from timelog_cli.domain.invoices import FORMATS, INVOICE, Party
from timelog_cli.domain.money import with_currency
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.context import Context
    from timelog_cli.domain.invoices import Document
    from timelog_cli.render.documents import Documents
    from timelog_cli.usecases.billing_issue import Made

_NOTES = {"reverse-charge": "reverse_charge", "exempt": "exempt", "out-of-scope": "out_of_scope"}


def day(context: Context, text: str | None) -> date:
    """The day that is typed, or today."""
    from timelog_cli.domain.times import read_day

    return read_day("today" if text is None else text, context.moment)


def formats(text: str | None) -> tuple[str, ...]:
    """The formats of ``md,csv``, each once.

    :raises Unreadable: there is no such format
    """
    names = [name.strip().lower() for name in (text or "md").split(",")]
    for name in names:
        if name not in FORMATS:
            raise Unreadable(
                f"there is no format {name[:40]!r} of invoices",
                f"one or more of {','.join(FORMATS)}",
            )
    return tuple(dict.fromkeys(names))


def terms(
    context: Context,
    date_text: str | None,
    discount: str | None,
    prepaid: str | None,
    group_by: str | None,
    with_notes: bool,
    locale: str | None = None,
) -> Terms:
    """What the options say of the invoices."""
    from timelog_cli.locales import read_locale

    named = None if locale is None else read_locale(locale)
    group_by = group_by or "record"
    return Terms(day(context, date_text), discount, prepaid, group_by, with_notes, named)


def issuer(context: Context, documents: Documents | None = None) -> Issuer:
    """What the settings say of invoices, and with which template they are written."""
    from timelog_cli.domain.charges import read_charge
    from timelog_cli.settings_checks import read_days

    settings = context.settings
    fields = ("name", "address", "vat_id", "email", "iban")
    return Issuer(
        seller=Party(*(settings.text(f"seller.{field}") for field in fields)),
        number=settings.text("billing.number"),
        credit_number=settings.text("billing.credit_number"),
        quote_number=settings.text("billing.quote_number"),
        quote_days=read_days(settings.text("billing.quote_valid")),
        terms_days=read_days(settings.text("billing.terms")),
        rounding=settings_rounding(context),
        locale=settings.text("billing.locale"),
        zone=context.zone,
        day_start=context.day_start,
        surcharge=read_charge(settings.text("billing.surcharge"), "the surcharge"),
        withholding=read_charge(settings.text("billing.withholding"), "the withholding"),
        withheld_on_surcharge=settings.text("billing.withholding_on") == "net-and-surcharge",
        tax_notes={one: settings.text(f"billing.{key}_note") for one, key in _NOTES.items()},
        template=documents.template.stamp if documents else "",
    )


def issued_today(context: Context) -> tuple[Issuer, Terms]:
    """Who makes an invoice, and on which terms, if it is made now."""
    from timelog_cli.domain.zones import day_of

    return issuer(context), Terms(day_of(context.now, context.zone, context.day_start))


def seller_warning(context: Context, what: str = "invoice") -> tuple[str, ...]:
    """Whether an invoice, or another document, would not say who sends it."""
    if context.settings["seller.name"]:
        return ()
    return (f"the {what} does not say who sends it: timelog config set seller.name NAME",)


def date_warnings(context: Context, documents: Sequence[Document | Made]) -> tuple[str, ...]:
    """Whether documents are dated after today, which holds up the numbers after theirs.

    Or an invoice before work that it bills.
    """
    today = day(context, None)
    late = [document.issue_date for document in documents if document.issue_date > today]
    return (
        *(
            f"{date} is in the future; nothing later in the series can be dated before it"
            for date in dict.fromkeys(late)
        ),
        *(
            f"the invoice to {document.customer} is dated {document.issue_date}, and bills what"
            f" was done until {document.last_day}"
            for document in documents
            if document.kind == INVOICE
            and document.last_day
            and document.last_day > document.issue_date
        ),
    )


def quote_warnings(documents: Sequence[Document | Made]) -> tuple[str, ...]:
    """Which records come to more than the quote that was accepted for them."""
    return tuple(
        f"{one.record} comes to {money(one.billed_amount, document)}, above the"
        f" {money(one.quoted_amount, document)} of its quote {one.quote}"
        for document in documents
        for one in document.quoted
        if one.above
    )


def money(amount: Decimal, document: Document | Made) -> str:
    """An amount with the currency of the document."""
    return with_currency(amount, document.currency)
