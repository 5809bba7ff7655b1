"""``billing …``: which records and logs its commands mean, and the terms of its documents."""

from __future__ import annotations

from datetime import timedelta

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.fields import settings_rounding
from timelog_cli.domain.documents.billable import Issuer, Terms
from timelog_cli.domain.documents.invoices import INVOICE, Party
from timelog_cli.domain.money import with_currency
from timelog_cli.domain.records import TREATMENTS
from timelog_cli.domain.text import shown, typed
from timelog_cli.domain.time.zones import start_of_day
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.usecases.billing.previews import BillingSelection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from decimal import Decimal
    from typing import Any

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import OwnOptions
    from timelog_cli.domain.documents.comparison import Quoted
    from timelog_cli.domain.documents.invoices import Document, Made
    from timelog_cli.render.documents.templates import Documents

PARTS = (
    *(
        "issue",
        "checking",
        "sending",
        "lifecycle",
        "payments",
        "overview",
        "quotes",
        "items",
        "numbers",
        "retainers",
        "locks",
    ),
    "templates",
)

_MOST_NUMBERS = 3

app = Commands("billing", help="Invoice billable time, and track invoices until they are paid.")


def day(context: Context, text: str | None) -> date:
    """The day that is typed, or today."""
    from timelog_cli.domain.time.periods import read_day

    return read_day("today" if text is None else text, context.moment)


def formats(text: str | None) -> tuple[str, ...]:
    """The formats of ``md,csv``, each once; none where none are asked for.

    :raises UsageError: there is no such format
    """
    from timelog_cli.domain.documents.formats import read_formats

    return () if text is None else read_formats(text)


def terms(
    context: Context,
    date_text: str | None,
    discount: str | None,
    prepaid: str | None,
    group_by: str | None,
    with_notes: bool,
    locale: str | None = None,
    compare: bool | None = None,
    own: OwnOptions | None = None,
) -> Terms:
    """What the options say of the invoices."""
    from timelog_cli.domain.documents.wording import read_locale

    named = None if locale is None else read_locale(locale)
    group_by = group_by or "record"
    if compare is None:
        compare = context.settings["billing.compare_quotes"] != "no"
    issued_on = day(context, date_text)
    said = Terms(issued_on, discount, prepaid, group_by, with_notes, named, compare)
    return said._replace(**_own(context, issued_on, own)) if own else said


def _own(context: Context, issued: date, own: OwnOptions) -> dict[str, Any]:
    """What the options say of one document, as far as they were given.

    :raises UsageError: too long, a character that is no text, or no due date
    """
    from timelog_cli.domain.documents.texts import read_note, read_order_reference, read_reference

    reading: dict[str, Callable[[str], object]] = {
        "order_reference": read_order_reference,
        "buyer_reference": read_reference,
        "note": read_note,
        "due": lambda text: day_or_days(context, text, issued, "--due"),
    }
    given: dict[str, Any] = {key: own.get(key) for key in reading}
    return {key: reading[key](text) for key, text in given.items() if text is not None}


def day_or_days(context: Context, text: str, start: date, option: str) -> date:
    """So many days after a day, or the day that is typed.

    :raises UsageError: neither a number of days nor a day
    """
    from timelog_cli.domain.money.terms import due_date, read_days

    try:
        return due_date(start, read_days(text))
    except UsageError:
        pass
    try:
        return day(context, text)
    except UsageError as error:
        raise UsageError(
            f"{option} {text[:40]!r} is not a number of days or a date",
            f"use {option} 30d, or {option} 2026-12-31",
        ) from error


def issuer(context: Context, documents: Documents | None = None) -> Issuer:
    """What the settings say of invoices, and with which template they are written."""
    from timelog_cli.domain.money.terms import read_days, read_terms
    from timelog_cli.domain.money.totals import read_charge

    settings = context.settings
    return Issuer(
        seller=Party(*(settings.text(f"seller.{field}") for field in Party._fields)),
        number=settings.text("billing.number"),
        credit_number=settings.text("billing.credit_number"),
        quote_number=settings.text("billing.quote_number"),
        quote_days=read_days(settings.text("billing.quote_validity")),
        terms=read_terms(settings.text("billing.terms")),
        rounding=settings_rounding(context),
        locale=settings.text("billing.locale"),
        zone=context.zone,
        day_start=context.day_start,
        surcharge=read_charge(settings.text("billing.surcharge"), "the surcharge"),
        withholding=read_charge(settings.text("billing.withholding"), "the withholding"),
        withheld_on_surcharge=settings.text("billing.withholding_base") == "net-and-surcharge",
        tax_notes={one: settings.text(_note_key(one)) for one in TREATMENTS[1:]},
        template=documents.template.stamp if documents else "",
    )


def _note_key(treatment: str) -> str:
    """The setting of what is said instead of the usual sentence."""
    return f"billing.{treatment.replace('-', '_')}_note"


def issued_today(context: Context) -> tuple[Issuer, Terms]:
    """Who makes an invoice, and on which terms, if it is made now."""
    return issuer(context), Terms(context.day)


def seller_warning(context: Context, what: str = "invoice") -> tuple[str, ...]:
    """Whether an invoice, or another document, would not say who sends it."""
    if context.settings["seller.name"]:
        return ()
    return (f"the {what} has no sender; to set it: timelog config set seller.name NAME",)


def date_warnings(context: Context, documents: Sequence[Document | Made]) -> tuple[str, ...]:
    """Whether documents are dated after today, which holds up the numbers after theirs.

    Or an invoice before work that it bills.
    """
    today = day(context, None)
    late = [document.issue_date for document in documents if document.issue_date > today]
    return (
        *(
            (f"{date} is in the future; later documents in this series cannot have an earlier date")
            for date in dict.fromkeys(late)
        ),
        *(
            (
                f"the invoice to {document.customer} is dated {document.issue_date}, but it bills"
                f" work up to {document.last_day}"
            )
            for document in documents
            if document.kind == INVOICE
            and document.last_day
            and document.last_day > document.issue_date
        ),
    )


def quote_warnings(
    found: Iterable[tuple[Sequence[Quoted], Document | Made]],
) -> tuple[str, ...]:
    """Which records of documents come to more than the quote that was accepted for them."""
    return tuple(
        (
            f"{one.record} is billed at {money(one.billed_amount, document)}, which exceeds the"
            f" {money(one.quoted_amount, document)} quoted in {one.quote}"
        )
        for quoted, document in found
        for one in quoted
        if one.above
    )


def money(amount: Decimal, document: Document | Made) -> str:
    """An amount with the currency of the document."""
    return with_currency(amount, document.currency)


def to_mail(context: Context, numbers: Sequence[str]) -> tuple[str, ...]:
    """How to send new documents by email, for who sees it and has set that up."""
    settings = context.settings
    if not numbers or context.options.json or not context.world.stdout.isatty():
        return ()
    if not (settings["mail.command"] or settings["mail.host"]):
        return ()
    what = "it" if len(numbers) == 1 else "them"
    named = " ".join(map(typed, numbers)) if len(numbers) <= _MOST_NUMBERS else "NUMBER…"
    return (f"To send {what} by email: timelog billing send {named} --mail",)


def future_payment(day: date, what: str = "payment") -> str:
    """The warning about a payment, or its reversal, of a day that is still to come."""
    return f"{day} is in the future, but the {what} counts from now on"


class Cutoff(Frozen):
    """The day something is looked at, and the instant by which a log has to begin."""

    day: date
    before: int


def cutoff(context: Context, text: str | None) -> Cutoff | None:
    """What ``--as-of`` means: a day to its end, a period to its last day, a time to the second.

    :raises UsageError: none of these
    """
    if text is None:
        return None
    day = last_day(context, text)
    if day is None:
        from timelog_cli.cli.context import instant
        from timelog_cli.domain.time.zones import day_of

        before = instant(context, text) or 0
        return Cutoff(day_of(before, context.zone, context.day_start), before)
    return Cutoff(day, start_of_day(day + timedelta(1), context.zone, context.day_start))


def last_day(context: Context, text: str) -> date | None:
    """The day that is typed, or the last one of the period; ``None`` for what is neither."""
    from timelog_cli.domain.time.periods import read_day, read_period

    try:
        return read_day(text, context.moment)
    except UsageError:
        try:
            return read_period(text, context.moment).last_day
        except UsageError:
            return None


def choice(
    context: Context,
    refs: Sequence[str] | None,
    customer: str | None,
    period: str | None,
    until: Cutoff | None,
    *,
    all: bool = False,
) -> BillingSelection:
    """The records that are named, and of them the logs of the period that began by then.

    :raises UsageError: records are named and all are asked for, or the period begins after it
    """
    if all and refs:
        raise UsageError(f"--all cannot be used with {shown(refs[0][:40])}", "use only one of them")
    end = until.before if until else None
    if period is None:
        return BillingSelection(tuple(refs or ()), customer, None, end, None, until and until.day)
    from timelog_cli.cli.filters import named_period

    reading = named_period(context, [period])
    if until and reading.start is not None and reading.start >= until.before:
        raise UsageError(
            f"--period {reading.label} starts after --as-of {until.day}", "change one of them"
        )
    ends = [one for one in (reading.end, end) if one is not None]
    lasts = [one for one in (reading.last_day, until and until.day) if one is not None]
    span = (reading.start, min(ends, default=None), reading.first_day, min(lasts, default=None))
    return BillingSelection(tuple(refs or ()), customer, *span)


def dated(date: str | None, until: Cutoff | None) -> str | None:
    """The date of issue as it is typed, else the day that is looked at."""
    return until.day.isoformat() if until and date is None else date
