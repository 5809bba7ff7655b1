"""``log mark``."""

from __future__ import annotations

from timelog_cli.cli.filters import FILTERS_WITHOUT_BILLABLE, PERIOD, read_filters
from timelog_cli.cli.spec import flag
from timelog_cli.errors import Unreadable
from timelog_cli.render.outcome import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.render.text import clock
from timelog_cli.usecases import log_marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.cli.spec import Group
    from timelog_cli.context import Context


def register(group: Group) -> None:
    """Add the command to the group of logs."""
    group.command(
        "log mark",
        PERIOD,
        flag("--billable/--no-billable", "Mark them billable, or not."),
        flag("--dry-run", "Only say what would be marked."),
        *FILTERS_WITHOUT_BILLABLE,
        examples=(
            "timelog log mark last-month --record case-3 --billable",
            "timelog log mark 2026-06 --tag internal --no-billable --dry-run",
        ),
    )(mark)


def mark(context: Context, billable: bool | None, dry_run: bool, **given: Any) -> Outcome:
    """Mark all logs that the filters select billable, or not; without a period those of this week.

    None is marked if one of them cannot be: it is on an invoice, or its record is not billable.
    """
    if billable is None:
        raise Unreadable("it is not said what to mark them", "--billable or --no-billable")
    filters = read_filters(context, given)
    done = log_marks.mark(context.work, filters, billable=billable, dry_run=dry_run)
    count = len(done.logs)
    worked = clock(sum(log.worked_seconds for log in done.logs))
    how = "billable" if billable else "not billable"
    verb = "Would mark" if dry_run else "Marked"
    logs = f"{count} log{'' if count == 1 else 's'}"
    line = f"{verb} {logs} {how}: {worked}." if count else f"No log to mark {how}."
    already = f" {done.already} {'was' if done.already == 1 else 'were'} so already."
    data = [log_shape(log, context.zone) for log in done.logs]
    return Outcome(said=(line + (already if done.already else ""),), data=data)
