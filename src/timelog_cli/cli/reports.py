"""``report``: where the time went."""

from __future__ import annotations

from itertools import chain

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.filters import nothing, read_filters
from timelog_cli.domain.reports import KEYS, by_currency, with_empty
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.reports import columns, flat, shape, side_by_side, with_bars
from timelog_cli.render.plain.timers import unlogged_lines
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import reports
from timelog_cli.usecases.logs import adding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import one_of
    from timelog_cli.cli.options.logs import LogListOptions, OnlyBillable, Period
    from timelog_cli.domain.reports import Report
    from timelog_cli.render.listing import Layout

app = Commands()


@app.command("report", reads=True)
def report(
    context: Context,
    period: Period = None,
    *,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Group by this; can be repeated.", callback=one_of(KEYS)),
    ] = None,
    chart: Annotated[
        bool, typer.Option("--chart", help="Draw a bar in each row of the table.")
    ] = False,
    skip_empty: Annotated[
        bool,
        typer.Option("--skip-empty", help="With --chart: leave out days or weeks without time."),
    ] = False,
    billable: OnlyBillable = None,
    **options: Unpack[LogListOptions],
) -> Outcome:
    """Report time worked and billable time, by record by default.

    Default period: this week. Time is split at the start and end of the period and of each day,
    week or month, so that rows add up to the total. By tag, a log counts under each of its
    tags, but only once in the total.

    On a terminal, a chart by day, week or month has a row for each one in the period, also where
    there is no time; --skip-empty leaves these out.

    Amounts are billable time at the records' rates, before billing increments, discounts and
    tax. Each row and the total are rounded once.

    Examples:
        timelog report
        timelog report last-month --by customer --by record
        timelog report 2026-06 --by day --chart
        timelog report all --by week --customer Acme --format csv
    """
    if skip_empty and not chart:
        raise UsageError("--skip-empty needs --chart", "add --chart")
    layout = context.layout(options)
    chosen = read_filters(context, period, options, billable)
    keys = tuple(dict.fromkeys(by or ())) or ("record",)
    found = reports.report(context.work, chosen, keys, context.day_start)
    empty = nothing("time", chosen, "report")
    said = unlogged_lines(adding.unlogged(context.work, chosen), context.user)
    drawn = chart and layout.is_plain and layout.format == "table" and bool(context.world.screen())
    if drawn and not skip_empty:
        every = reports.every_time(context.work, chosen, keys, context.day_start)
        found = found._replace(rows=with_empty(found.rows, every))
    rows = _rows(context, found, layout, chart, drawn)
    once = "Logs with several tags count under each tag, but only once in the total."
    said = (once, *said) if found.counts_twice and not layout.is_nested else said
    shown, head = columns(found, chart=chart, drawn=drawn), header("report", keys)
    return Outcome(said=said, listing=Listing(rows, shown, empty, layout, head))


def _rows(
    context: Context, found: Report, layout: Layout, chart: bool, drawn: bool
) -> Iterable[dict[str, Any]]:
    """The rows: for JSON a group each, for people a group with its amounts side by side.

    All others have a row for each group and currency, unless neither currency nor amount is
    among their columns.
    """
    if layout.is_nested:
        return (shape(found, row) for row in found.rows)
    if not layout.is_plain:
        split = not layout.columns or not {"currency", "amount"}.isdisjoint(layout.columns)
        parts = (by_currency(row) if split else (row,) for row in found.rows)
        return (flat(found, row) for row in chain.from_iterable(parts))
    rows = (side_by_side(found, row) for row in found.rows)
    if not chart:
        return rows
    beside = columns(found, chart=False, drawn=drawn)
    return with_bars(list(rows), beside, context.world.width())
