"""``report``: where the time went."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.filters import nothing, read_filters
from timelog_cli.domain.reports import KEYS
from timelog_cli.render.plain.reports import columns, flat, shape, with_bars
from timelog_cli.render.plain.timers import unlogged_lines
from timelog_cli.render.result import Listing, Outcome
from timelog_cli.usecases import reports
from timelog_cli.usecases.logs import adding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import Format, one_of
    from timelog_cli.cli.options.logs import FilterOptions, OnlyBillable, Period

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
    billable: OnlyBillable = None,
    format: Format = None,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Report time worked and billable time, by record by default.

    Default period: this week. Time is split at the start and end of the period and of each day,
    week or month, so that rows add up to the total. By tag, a log counts under each of its
    tags, but only once in the total.

    Amounts are billable time at the records' rates, before billing increments, discounts and
    tax. Each row and the total are rounded once.

    Examples:
        timelog report
        timelog report last-month --by customer --by record
        timelog report 2026-06 --by day --chart
        timelog report all --by week --customer Acme --format csv
    """
    chosen = read_filters(context, period, filters, billable)
    keys = tuple(dict.fromkeys(by or ())) or ("record",)
    found = reports.report(context.work, chosen, keys, context.day_start)
    empty = nothing("time", chosen, "report")
    said = unlogged_lines(adding.unlogged(context.work, chosen), context.user)
    if context.options.json or format in {"json", "jsonl"}:
        shapes = (shape(found, row) for row in found.rows)
        return Outcome(
            said=said, listing=Listing(shapes, columns(found, chart=chart), empty, format)
        )
    rows: Iterator[dict[str, Any]] = (flat(found, row) for row in found.rows)
    if chart and format in {None, "table", "md"}:
        wide = context.world.width()
        rows = iter(with_bars(list(rows), columns(found, chart=False), wide))
    once = "Logs with several tags count under each tag, but only once in the total."
    said = (once, *said) if found.counts_twice else said
    return Outcome(said=said, listing=Listing(rows, columns(found, chart=chart), empty, format))
