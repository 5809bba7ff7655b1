"""``billing quote``, ``quotes``, ``accept`` and ``decline``: before the work."""

from __future__ import annotations

from timelog_cli.cli.billing import (
    app,
    date_warnings,
    day,
    day_or_days,
    formats,
    issuer,
    money,
    seller_warning,
    terms,
    to_mail,
)
from timelog_cli.cli.billing.issue import folder_lock, output_failure
from timelog_cli.cli.billing.overview import wanted_of
from timelog_cli.cli.billing.printing import (
    archive,
    file_mode,
    logo_of_seller,
    printing,
    tried,
    writer_of,
)
from timelog_cli.cli.billing.showing import asked, check_terminal, previewed, printed
from timelog_cli.domain.money.terms import due_date
from timelog_cli.render.documents.invoices import invoice_shape, view_shape
from timelog_cli.render.headers import header
from timelog_cli.render.listing import CURRENCY, Column, Listing
from timelog_cli.render.plain.billing import status_style
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import files, lifecycle, quotes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, filled
    from timelog_cli.cli.options.billing import (
        AsOfDay,
        DocumentLocale,
        DocumentNote,
        DocumentTemplate,
        IssueDate,
        IssuedIn,
        NoSeller,
        OnDay,
        OnlyCurrency,
        OnlyCustomer,
        OutFolder,
        OwnOptions,
        QuoteFormats,
        QuoteNumber,
        QuoteStatus,
    )
    from timelog_cli.domain.documents.invoices import Document, Written


@app.command("quote")
def quote(
    context: Context,
    refs: Annotated[
        list[str],
        typer.Argument(
            metavar="REF",
            help="The records, such as case-12, 12, their keys or titles.",
            autocompletion=complete.refs,
        ),
    ],
    *,
    valid_until: Annotated[
        str | None,
        typer.Option(
            "--valid-until",
            "--valid",
            metavar="30d|DAY",
            help="How long the quote is valid, or until which date. Default: the setting"
            " billing.quote_validity.",
            callback=filled,
        ),
    ] = None,
    date: IssueDate = None,
    discount: Annotated[
        str | None,
        typer.Option(
            metavar="10%|100.00",
            help="Discount on the whole quote, such as 5% or 50.00.",
            callback=filled,
        ),
    ] = None,
    with_notes: Annotated[
        bool, typer.Option("--with-notes", help="Print the descriptions of the records.")
    ] = False,
    locale: DocumentLocale = None,
    note: DocumentNote = None,
    template: DocumentTemplate = None,
    no_seller: NoSeller = False,
    out: OutFolder = None,
    format: QuoteFormats = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show the quote without issuing it.")
    ] = False,
) -> Outcome:
    """Issue quotes from the estimates of records.

    Creates one quote per customer and currency, with a line for each record: its estimate at its
    rate. Without --out, prints the document, or of several their numbers.

    Examples:
        timelog billing quote case-1 --out quotes
        timelog billing quote case-1 case-3 --valid-until 14d --discount 5%
        timelog billing quote case-1 --with-notes --preview
    """
    own: OwnOptions = {"note": note}
    wanted = terms(context, date, discount, None, None, with_notes, locale, own=own)
    chosen = formats(format)
    if out is None or preview:
        check_terminal(context, format)
    with (printing if preview else tried)(context, template) as printer:
        sender = issuer(context, printer)
        sender = sender._replace(anonymous=no_seller, logo=logo_of_seller(context))
        until = _valid_until(context, valid_until, wanted.day, sender.quote_days)
        if preview:
            found = quotes.preview(context.work, refs, sender, wanted, until)
            shown = previewed(context, found, printer, template, format, sender.logo)
            return _preview(context, found, shown)
        with folder_lock(context, out):
            writer = writer_of(printer, chosen)
            made = quotes.issue(context.work, refs, sender, wanted, until, writer)
            numbers = [document.number for document in made]
            to_write = archive(context, chosen), numbers, file_mode(context)
            written = files.write(context.work, out, *to_write) if out else None
    return _issued(context, made, written, out, asked(format))


def _valid_until(context: Context, text: str | None, issued: date, days: int) -> date:
    """The last day of a quote: so many days after its date, or the day that is typed.

    :raises UsageError: neither a number of days nor a day
    """
    if text is None:
        return due_date(issued, days)
    return day_or_days(context, text, issued, "--valid-until")


def _preview(context: Context, documents: Sequence[Document], shown: dict[str, Any]) -> Outcome:
    return Outcome(
        warned=(*seller_warning(context, "quote"), *date_warnings(context, documents)),
        data=[invoice_shape(document, "preview") for document in documents],
        **shown,
    )


def _issued(
    context: Context,
    documents: Sequence[Document],
    written: Written | None,
    out: str | None,
    format_name: str | None,
) -> Outcome:
    numbers = [document.number for document in documents]
    said = [
        f"Issued quote {document.number} to {document.buyer.name}:"
        f" {money(document.totals.total, document)}, valid until {document.due_date}."
        for document in documents
    ]
    return Outcome(
        said=(*said, *to_mail(context, numbers)),
        warned=date_warnings(context, documents),
        failed=output_failure(written, out),
        **printed(context, numbers, written, format_name),
    )


@app.command("quotes", reads=True)
def list_quotes(
    context: Context,
    period: IssuedIn = None,
    *,
    customer: OnlyCustomer = None,
    status: QuoteStatus = None,
    currency: OnlyCurrency = None,
    as_of: AsOfDay = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List quotes with their status.

    Examples:
        timelog billing quotes
        timelog billing quotes --status open
    """
    columns = (
        Column("number", "NUMBER", names=True, style="reference"),
        Column("issue_date", "DATE", spare=True),
        Column("customer", "CUSTOMER", names=True, shrink=True),
        Column("total", "TOTAL", right=True),
        CURRENCY,
        Column("status", "STATUS", style=status_style),
        Column("valid_until", "VALID UNTIL", spare=True),
        Column("sent_on", "SENT", spare=True),
        Column("answered_on", "ANSWERED", spare=True),
    )
    wanted = wanted_of(context, period, customer, currency, as_of)
    wanted = wanted._replace(status=status, quotes=True)
    views = lifecycle.views(context.work, wanted, day(context, None))
    rows = (view_shape(*view) for view in views)
    empty = "No quotes. To make one: timelog billing quote REF"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, columns, empty, shown, header("billing quotes")))


@app.command("accept")
def accept(context: Context, number: QuoteNumber, *, date: OnDay = None) -> Outcome:
    """Mark a quote as accepted.

    Later invoices show the quoted amount next to the billed amount.

    A record can have only one accepted quote at a time.

    Examples:
        timelog billing accept Q2026-0001
    """
    done = quotes.accept(context.work, number, day(context, date))
    document, standing = done.view.document, done.view.standing
    refs = ", ".join(document.refs)
    edit = "timelog record edit {0} --billable"
    return Outcome(
        said=(f"Marked {document.number} as accepted on {standing.answered_on}: {refs}.",),
        warned=tuple(
            f"{ref} is not billable yet; to change that: {edit.format(ref)}"
            for ref in done.not_billable
        ),
        data=view_shape(*done.view),
    )


@app.command("decline")
def decline(context: Context, number: QuoteNumber, *, date: OnDay = None) -> Outcome:
    """Mark a quote as declined or withdrawn.

    Examples:
        timelog billing decline Q2026-0001
    """
    view = quotes.decline(context.work, number, day(context, date)).view
    return Outcome(
        said=(f"Marked {view.document.number} as declined on {view.standing.answered_on}.",),
        data=view_shape(*view),
    )
