"""``billing retainer …``."""

from __future__ import annotations

from timelog_cli.cli.billing import app as billing
from timelog_cli.cli.billing import date_warnings, formats, issuer, money, terms, to_mail
from timelog_cli.cli.billing.issue import folder_lock, output_failure
from timelog_cli.cli.billing.printing import archive, file_mode, tried, writer_of
from timelog_cli.cli.billing.showing import asked, check_terminal, output
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.fields import put, read_tax_rate
from timelog_cli.domain.budgets import read_budget
from timelog_cli.render.documents.invoices import invoice_shape
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.retainers import RETAINER_COLUMNS, retainer_shape
from timelog_cli.render.result import Event, Outcome
from timelog_cli.usecases.billing import files, retainers
from timelog_cli.usecases.billing.retainers import RetainerTerms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, filled
    from timelog_cli.cli.options.billing import (
        DocumentFormats,
        DocumentLocale,
        DocumentTemplate,
        IssueDate,
        NoSeller,
        OutFolder,
        OwnOptions,
    )
    from timelog_cli.cli.options.customers import CustomerName
    from timelog_cli.domain.documents.invoices import Document, Written

app = Commands("retainer", help="Time or money paid in advance by a customer.")
billing.add_typer(app)


@app.command("add")
def add(
    context: Context,
    customer: CustomerName,
    size: Annotated[
        str,
        typer.Argument(metavar="40h|4000.00", help="Time such as 40h, or an amount before tax."),
    ],
    *,
    service: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Price, currency and tax rate of this service.",
            autocompletion=complete.services,
            callback=filled,
        ),
    ] = None,
    rate: Annotated[
        str | None,
        typer.Option(metavar="AMOUNT", help="Price of an hour, such as 95.", callback=filled),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Currency, such as EUR. Default: the customer's, or the setting billing.currency.",
            autocompletion=complete.currencies,
            callback=filled,
        ),
    ] = None,
    tax_rate: Annotated[
        str | None,
        typer.Option(metavar="PERCENT", help="Tax rate in percent, such as 22.", callback=filled),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Description on the invoice. Default: Retainer.", callback=filled
        ),
    ] = None,
    date: IssueDate = None,
    locale: DocumentLocale = None,
    template: DocumentTemplate = None,
    no_seller: NoSeller = False,
    out: OutFolder = None,
    format: DocumentFormats = None,
    **own: Unpack[OwnOptions],
) -> Outcome:
    """Issue an invoice in advance, for time or money that later invoices draw on.

    Later invoices to the customer draw on it, for lines with the same tax rate, tax category and
    currency. A retainer of hours pays for time only, a retainer of money for everything. customer
    show shows what is left. To issue an invoice without it, add --no-retainer to billing issue.

    Examples:
        timelog billing retainer add Northwind 40h --service Consulting
        timelog billing retainer add Northwind 4000.00 --service Consulting --out invoices
        timelog billing retainer add Northwind 40h --service Consulting --order-reference PO-4711
    """
    chosen = formats(format)
    if out is None:
        check_terminal(context, format)
    asked_for = _wanted(context, size, service, rate, currency, tax_rate, title)
    look = terms(context, date, None, None, None, False, locale, own=own)
    with tried(context, template) as printer, folder_lock(context, out):
        sender = issuer(context, printer)._replace(anonymous=no_seller)
        document = retainers.add(
            context.work, customer, asked_for, sender, look, writer_of(printer, chosen)
        )
        to_write = archive(context, chosen), [document.number], file_mode(context)
        written = files.write(context.work, out, *to_write) if out else None
    return _added(context, document, written, out, asked(format))


def _wanted(
    context: Context,
    size: str,
    service: str | None,
    rate: str | None,
    currency: str | None,
    tax_rate: str | None,
    title: str | None,
) -> RetainerTerms:
    from timelog_cli.domain.money import read_currency

    fields: dict[str, Any] = {"service": service, "rate": rate, "title": title}
    put(fields, "currency", currency, read_currency)
    put(fields, "tax_rate", tax_rate, read_tax_rate)
    usual = context.settings["billing.currency"]
    return RetainerTerms(read_budget(size, "retainer"), usual_currency=usual, **fields)


def _added(
    context: Context,
    document: Document,
    written: Written | None,
    out: str | None,
    format_name: str | None,
) -> Outcome:
    data = invoice_shape(document)
    return Outcome(
        said=(
            f"Issued invoice {document.number} to {document.customer} for a retainer:"
            f" {money(document.totals.total, document)}, due {document.due_date}.",
            *to_mail(context, [document.number]),
        ),
        warned=date_warnings(context, [document]),
        name=document.number,
        data=data,
        events=(Event("issue", [data]),),
        failed=output_failure(written, out),
        **output(context, [document.number], written, format_name),
    )


@app.command("list", reads=True)
def list_retainers(
    context: Context,
    customer: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="Only those of this customer.",
            autocompletion=complete.customers,
        ),
    ] = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List retainers and what is left of them.

    Examples:
        timelog billing retainer list
        timelog billing retainer list Northwind --json
    """
    rows = [retainer_shape(one) for one in retainers.everything(context.work, customer)]
    empty = "No retainers. To add one: timelog billing retainer add NAME 40h --service SERVICE"
    listing = Listing(
        rows, RETAINER_COLUMNS, empty, context.layout(layout), header("billing retainer list")
    )
    return Outcome(listing=listing)
