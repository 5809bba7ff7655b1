"""Days to look at: their logs and timers, with the same sums as a report."""

from __future__ import annotations

from timelog_cli.domain import calendar as days
from timelog_cli.domain.calendar import Calendar, Day, Sums
from timelog_cli.domain.reports import intervals
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import names, reports, targets
from timelog_cli.usecases.logs import adding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.targets import DayOff
    from timelog_cli.domain.time.working_hours import WorkingHours
    from timelog_cli.usecases import Work


def calendar(work: Work, filters: Filters, day_start: int, hours: WorkingHours | None) -> Calendar:
    """The days of a period that has both bounds.

    :param day_start: seconds after midnight at which days begin
    :param hours: the user's working hours; ``None`` for no targets
    :raises NotFound: a name that nothing has
    """
    assert filters.start is not None
    assert filters.end is not None
    sure = names.resolved(work, filters)
    logs = list(stored.matching(work.store, sure))
    timers = [one.timer for one in adding.unlogged(work, sure)]
    cut = list(intervals(("day",), filters.start, filters.end, work.zone, day_start))
    wanted = hours and targets.targets(work, hours, cut[0].day, cut[-1].day)
    return days.calendar(cut, logs, timers, work.now, wanted)


def totals(work: Work, filters: Filters, day_start: int, hours: WorkingHours | None) -> Calendar:
    """The days of a period that has both bounds, each only with its sums, as a report has them.

    :param day_start: seconds after midnight at which days begin
    :param hours: the user's working hours; ``None`` for no days off
    :raises NotFound: a name that nothing has
    """
    assert filters.start is not None
    assert filters.end is not None
    rows = reports.report(work, filters, ("day",), day_start).rows
    found = {row.group[0]: (row.worked_seconds, row.billable_seconds) for row in rows}
    cut = list(intervals(("day",), filters.start, filters.end, work.zone, day_start))
    wanted = hours and targets.targets(work, hours, cut[0].day, cut[-1].day)

    def off(day: date) -> list[DayOff]:
        return wanted.off(day) if wanted else []

    every = [
        Day(day, low, high, [], Sums(*found.get(day.isoformat(), (0, 0)), 0), None, off(day))
        for low, high, day in cut
    ]
    return Calendar(every, [], [])
