"""``billing list``, ``ageing``, ``totals`` and ``unbilled``."""

from __future__ import annotations

from timelog_cli.cli.billing import (
    app,
    choice,
    cutoff,
    dated,
    day,
    issuer,
    terms,
)
from timelog_cli.cli.budgets import budgets_of
from timelog_cli.domain.documents.receivables import ageing, sums
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import view_shape
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.billing import (
    ageing_columns,
    ageing_shape,
    aside_lines,
    columns,
    list_columns,
    shape,
    sums_columns,
    sums_flat,
    sums_shape,
    ways_out,
    with_currencies,
)
from timelog_cli.render.plain.budgets import by_owner, warnings
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import lifecycle
from timelog_cli.usecases.billing.previews import left_aside
from timelog_cli.usecases.billing.unbilled import all_unbilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, one_of
    from timelog_cli.cli.options.billing import (
        AsOfDay,
        BegunBy,
        InPeriod,
        InvoiceStatus,
        IssuedIn,
        OnlyCurrency,
        OnlyCustomer,
        TotalsBy,
    )


@app.command("unbilled", reads=True)
def unbilled(
    context: Context,
    *,
    customer: OnlyCustomer = None,
    period: InPeriod = None,
    as_of: BegunBy = None,
    ready: Annotated[
        bool | None,
        typer.Option(
            "--ready/--not-ready",
            help="Only records ready to invoice, or only those with something missing.",
        ),
    ] = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List records with unbilled time or items.

    Also lists what is missing before they can be invoiced.

    WORKED is all time worked, UNBILLED its billable part that is on no invoice yet, and ROUNDED
    that part after rounding and minimums. The amount is before tax, and includes items, discounts
    and fixed prices. MISSING shows what to fix first.

    Examples:
        timelog billing unbilled
        timelog billing unbilled --not-ready
        timelog billing unbilled --customer Northwind --as-of last-month --format csv
    """
    until = cutoff(context, as_of)
    wanted = choice(context, (), customer, period, until)
    conditions = terms(context, dated(None, until), None, None, None, False)
    found = all_unbilled(context.work, wanted, issuer(context), conditions)
    ids = [row.record.id for row in found if row.non_billable_seconds]
    aside = left_aside(context.work, ids, wanted, forgotten=True)
    rows = [row for row in found if ready is None or ready is not bool(row.missing)]
    refs = [row.record.id for row in rows]
    uses = budgets_of(context, refs)
    used = by_owner(uses)
    shown = context.layout(layout)
    empty = "Nothing to bill. To see unbilled logs: timelog log list all --billable --uninvoiced"
    cells = [(with_currencies if shown.is_plain else shape)(row, used) for row in rows]
    return Outcome(
        warned=warnings(uses) if shown.is_plain else (),
        said=(*ways_out(rows), *aside_lines(aside)) if shown.is_plain else (),
        listing=Listing(cells, columns(rows, used), empty, shown, header("billing unbilled")),
    )


@app.command("list", reads=True)
def list_invoices(
    context: Context,
    period: IssuedIn = None,
    *,
    customer: OnlyCustomer = None,
    status: InvoiceStatus = None,
    currency: OnlyCurrency = None,
    open: Annotated[
        bool, typer.Option("--open", help="Only those with an amount outstanding or to refund.")
    ] = False,
    overdue: Annotated[
        bool,
        typer.Option("--overdue", help="Only overdue invoices; the same as --status overdue."),
    ] = False,
    as_of: AsOfDay = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List invoices and credit notes with their status.

    The last column shows when an outstanding amount is due, or how long it is overdue.

    Examples:
        timelog billing list 2026
        timelog billing list --status overdue
        timelog billing list --open --as-of 2026-12-31
    """
    if overdue and status not in {None, "overdue"}:
        raise UsageError(f"--overdue cannot be used with --status {status}", "use only one of them")
    wanted = wanted_of(context, period, customer, currency, as_of)
    wanted = wanted._replace(status="overdue" if overdue else status, open=open)
    views = lifecycle.views(context.work, wanted, day(context, None))
    rows = (view_shape(*view) for view in views)
    empty = "No invoices. To see what can be billed: timelog billing preview"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, list_columns(), empty, shown, header("billing list")))


def wanted_of(
    context: Context,
    period: list[str] | None,
    customer: str | None,
    currency: str | None,
    as_of: str | None,
) -> lifecycle.InvoiceFilters:
    """Which documents the options of a list ask for."""
    first, last = _days(context, " ".join(period or ()))
    until = cutoff(context, as_of)
    return lifecycle.InvoiceFilters(
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


@app.command("aging", hidden=True)
@app.command("ageing", reads=True)
def age(
    context: Context,
    *,
    customer: OnlyCustomer = None,
    currency: OnlyCurrency = None,
    as_of: AsOfDay = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="One row for each customer and currency, or each currency. Default: customer.",
            callback=one_of(("customer", "currency")),
        ),
    ] = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """Show outstanding amounts by how long they are overdue.

    Amounts owed to a customer count as not due. Currencies are never added together.

    Examples:
        timelog billing ageing
        timelog billing ageing --as-of 2026-12-31 --by currency
    """
    wanted = wanted_of(context, None, customer, currency, as_of)._replace(open=True)
    by_customer = by != "currency"
    named = lifecycle.views_by_customer(context.work, wanted, day(context, None))
    owed = ((name, view.document, view.standing, view.due_in_days) for name, view in named)
    found = ageing(owed, by_customer=by_customer)
    rows = [ageing_shape(row) for row in found]
    columns = ageing_columns(found, by_customer=by_customer)
    empty = "Nothing is outstanding. To list all invoices: timelog billing list"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, columns, empty, shown, header("billing ageing")))


@app.command("totals", reads=True)
def totals(
    context: Context,
    period: IssuedIn = None,
    *,
    customer: OnlyCustomer = None,
    currency: OnlyCurrency = None,
    as_of: AsOfDay = None,
    by: TotalsBy = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """Show invoice totals for a period, by customer and month by default.

    Credit notes and payments count towards their invoice, whatever their date. Each row has one
    currency.

    Examples:
        timelog billing totals 2026
        timelog billing totals last-year --by currency
        timelog billing totals --by month --currency USD --format csv
    """
    keys = tuple(dict.fromkeys(by or ("customer", "month")))
    wanted = wanted_of(context, period, customer, currency, as_of)
    named = lifecycle.views_by_customer(context.work, wanted, day(context, None))
    found = sums(((name, view.document, view.standing) for name, view in named), keys)
    shown = context.layout(layout)
    rows = [(sums_shape if shown.is_nested else sums_flat)(row, keys) for row in found]
    empty = "No invoices. To list all of them: timelog billing list"
    head = header("billing totals", keys)
    return Outcome(listing=Listing(rows, sums_columns(found, keys), empty, shown, head))
