"""``billing list``, ``ageing`` and ``totals``: what was invoiced, and what of it is open."""

from __future__ import annotations

from timelog_cli.cli.billing_choice import cutoff
from timelog_cli.cli.billing_common import day
from timelog_cli.cli.commands import Commands
from timelog_cli.domain.receivables import ageing, sums
from timelog_cli.errors import Unreadable
from timelog_cli.render.invoices import view_shape
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.receivables import (
    ageing_columns,
    ageing_shape,
    list_columns,
    sums_columns,
    sums_flat,
    sums_shape,
)
from timelog_cli.usecases import billing_life

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Annotated, Any

    import typer

    from timelog_cli.cli.options.billing import (
        AsOfDay,
        InvoiceStatus,
        IssuedIn,
        OnlyCurrency,
        OnlyCustomer,
        TotalsBy,
    )
    from timelog_cli.cli.options.checks import one_of
    from timelog_cli.cli.options.shared import Format
    from timelog_cli.context import Context
    from timelog_cli.usecases.billing_life import View

app = Commands()


@app.command("list")
def list_invoices(
    context: Context,
    period: IssuedIn = None,
    *,
    customer: OnlyCustomer = None,
    status: InvoiceStatus = None,
    currency: OnlyCurrency = None,
    open: Annotated[
        bool, typer.Option("--open", help="Only those with something left to pay, or to pay back.")
    ] = False,
    overdue: Annotated[
        bool,
        typer.Option(
            "--overdue", help="Only those past their due date; the same as --status overdue."
        ),
    ] = False,
    as_of: AsOfDay = None,
    format: Format = None,
) -> Outcome:
    """List the invoices and credit notes with what has become of them.

    WHEN says in how many days what is open is due, or for how many it is overdue.

    Examples:
        timelog billing list 2026
        timelog billing list --status overdue
        timelog billing list --open --as-of 2026-12-31
    """
    if overdue and status not in {None, "overdue"}:
        raise Unreadable(
            f"--overdue and --status {status} contradict each other", "leave one of them out"
        )
    wanted = wanted_of(context, period, customer, currency, as_of)
    wanted = wanted._replace(status="overdue" if overdue else status, open=open)
    rows = listed(billing_life.views(context.work, wanted, day(context, None)), format)
    empty = "no invoices; timelog billing preview"
    return Outcome(listing=Listing(rows, list_columns(), empty, format))


def wanted_of(
    context: Context,
    period: list[str] | None,
    customer: str | None,
    currency: str | None,
    as_of: str | None,
) -> billing_life.Wanted:
    """Which documents the options of a list ask for."""
    first, last = _days(context, " ".join(period or ()))
    until = cutoff(context, as_of)
    return billing_life.Wanted(
        customer,
        first=first,
        last=last,
        currency=_code(currency),
        as_of=until.day if until else None,
    )


def _days(context: Context, period: str) -> tuple[date | None, date | None]:
    if not period:
        return None, None
    from timelog_cli.cli.filters import named_period

    reading = named_period(context, [period])
    return reading.first_day, reading.last_day


def _code(currency: str | None) -> str | None:
    if currency is None:
        return None
    from timelog_cli.domain.money import read_currency

    return read_currency(currency)


def listed(views: Iterator[View], format: str | None) -> Iterator[dict[str, Any]]:
    """The JSON shape; what is nested has no place in a table of CSV."""
    flat = format in {"csv", "tsv"}
    for view in views:
        shape = view_shape(*view)
        yield {
            key: value
            for key, value in shape.items()
            if not (flat and isinstance(value, list | dict))
        }


@app.command("ageing")
def age(
    context: Context,
    *,
    customer: OnlyCustomer = None,
    currency: OnlyCurrency = None,
    as_of: AsOfDay = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="KEY",
            help="A row for each customer and currency, or for each currency;"
            " customer if not given.",
            callback=one_of(("customer", "currency")),
        ),
    ] = None,
    format: Format = None,
) -> Outcome:
    """Sum what is open by how many days it is overdue.

    What is owed to a customer counts as not due. Two currencies are never added.

    Examples:
        timelog billing ageing
        timelog billing ageing --as-of 2026-12-31 --by currency
    """
    wanted = wanted_of(context, None, customer, currency, as_of)._replace(open=True)
    by_customer = by != "currency"
    named = billing_life.views_by_customer(context.work, wanted, day(context, None))
    owed = ((name, view.document, view.standing, view.due_in_days) for name, view in named)
    found = ageing(owed, by_customer=by_customer)
    rows = [ageing_shape(row) for row in found]
    columns = ageing_columns(found, by_customer=by_customer)
    return Outcome(listing=Listing(rows, columns, "nothing is open; timelog billing list", format))


@app.command("totals")
def totals(
    context: Context,
    period: IssuedIn = None,
    *,
    customer: OnlyCustomer = None,
    currency: OnlyCurrency = None,
    as_of: AsOfDay = None,
    by: TotalsBy = None,
    format: Format = None,
) -> Outcome:
    """Sum the invoices that are dated in a period, by customer and month unless said otherwise.

    Credit notes and payments count with the invoice they are for, whenever they were made. Every
    row is of one currency.

    Examples:
        timelog billing totals 2026
        timelog billing totals last-year --by currency
        timelog billing totals --by month --currency USD --format csv
    """
    keys = tuple(dict.fromkeys(by or ("customer", "month")))
    wanted = wanted_of(context, period, customer, currency, as_of)
    named = billing_life.views_by_customer(context.work, wanted, day(context, None))
    found = sums(((name, view.document, view.standing) for name, view in named), keys)
    nested = context.options.json or format in {"json", "jsonl"}
    rows = [(sums_shape if nested else sums_flat)(row, keys) for row in found]
    empty = "no invoices; timelog billing list"
    return Outcome(listing=Listing(rows, sums_columns(found, keys), empty, format))
