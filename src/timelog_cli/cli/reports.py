"""``report``: where the time went."""

from __future__ import annotations

from timelog_cli.cli.filters import FILTERS, PERIOD, nothing, read_filters
from timelog_cli.cli.spec import Group, flag, opt
from timelog_cli.domain.reports import KEYS
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.reports import columns, flat, shape, with_bars
from timelog_cli.usecases import reports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from timelog_cli.context import Context

group = Group("report", "See where the time went.")


@group.command(
    "report",
    PERIOD,
    opt("--by", "KEY", "A row for each of these; repeated: of each pair.", many=True, choices=KEYS),
    flag("--chart", "Draw a bar in each row of the table."),
    *FILTERS,
    listing=True,
    examples=(
        "timelog report",
        "timelog report last-month --by customer --by record",
        "timelog report 2026-06 --by day --chart",
        "timelog report all --by week --customer Acme --format csv",
    ),
)
def report(context: Context, by: list[str], chart: bool, **given: Any) -> Outcome:
    """Sum worked and billable time in a period, by record unless said otherwise.

    Without a period it is this week. Time is cut at the bounds of the period and of each day, week
    or month, so the rows add up to the total. By tag, a log counts under each of its tags, and
    once in the total.

    Amounts are the billable time at the rates of the records, before billing increments,
    discounts and taxes, rounded once in each row and once in the total.
    """
    filters = read_filters(context, given)
    keys = tuple(dict.fromkeys(by)) or ("record",)
    found = reports.report(context.work, filters, keys, context.day_start)
    options = context.options
    said: tuple[str, ...] = ()
    rows: Iterator[dict[str, Any]]
    if options.json or options.format in {"json", "jsonl"}:
        rows = (shape(found, row) for row in found.rows)
    else:
        rows = (flat(found, row) for row in found.rows)
        if chart and options.format in {None, "table", "md"}:
            wide = context.world.width()
            rows = iter(with_bars(list(rows), columns(found, chart=False), wide))
        if found.counts_twice:
            said = ("A log with several tags counts under each, and once in the total.",)
    empty = nothing("time", filters, "report")
    return Outcome(said=said, listing=Listing(rows, columns(found, chart=chart), empty))
