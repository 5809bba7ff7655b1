"""What is not logged in the working hours, and logs that are stretched to close it."""

from __future__ import annotations

from timelog_cli.domain.gaps import Edge, Filled, Gaps, edge_after, edge_before, unlogged
from timelog_cli.domain.segments import touching
from timelog_cli.domain.targets import whole_days
from timelog_cli.domain.time.working_hours import working_times
from timelog_cli.domain.time.zones import day_of, start_of_day
from timelog_cli.store import queries
from timelog_cli.store.queries import daysoff
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import lookup, names
from timelog_cli.usecases.logs import check_may_change, check_takes_logs
from timelog_cli.usecases.logs.edits import LogChange, edit_found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.logs import Log, Segment, Taken
    from timelog_cli.domain.time.working_hours import WorkingHours
    from timelog_cli.usecases import Work

_DAY = 86_400


def gaps(
    work: Work,
    owner: str | None,
    start: int | None,
    end: int | None,
    *,
    hours: WorkingHours,
    least: int,
    day_start: int = 0,
) -> Gaps:
    """The gaps of an owner, or of the user, from one instant up to another, and at most to now.

    :param start: ``None`` begins with the day of the owner's first log
    :param least: gaps of less seconds are too short to count
    """
    name, number = names.owner(work, owner)
    if start is None:
        first = stored.first_taken(work.store, number)
        if first is None:
            return Gaps(name, [], [], [], later=False, never=True)
        start = _day(work, first, day_start)[0]
    until = work.now if end is None else min(end, work.now)
    times = _working_times(work, number, hours, start, until) if start < until else []
    taken = stored.taken(work.store, number, start, until, now=work.now) if times else []
    every = unlogged(times, taken)
    timed = [one for one in taken if one.by == "timer"]
    return Gaps(
        name,
        [gap for gap in every if gap.seconds >= least],
        [gap for gap in every if gap.seconds < least],
        times,
        end is not None and _works(work, hours, max(start, work.now), end),
        timed=bool(touching(times, timed)),
    )


def _working_times(
    work: Work, number: int, hours: WorkingHours, start: int, end: int
) -> list[Segment]:
    """When an owner works between two instants, without the days that are off as a whole."""
    zone = work.zone
    first, last = (day_of(at, zone) for at in (start, end))
    off = whole_days(daysoff.between(work.store, first, last, (number,), everybody=True))
    times = working_times(hours, start, end, zone)
    return [one for one in times if day_of(one.start, zone) not in off] if off else times


def _works(work: Work, hours: WorkingHours, start: int, end: int) -> bool:
    """Whether work is to be done between two instants; every week is the same."""
    return bool(working_times(hours, start, min(end, start + 8 * _DAY), work.zone))


def _day(work: Work, instant: int, day_start: int) -> tuple[int, int]:
    day = day_of(instant, work.zone, day_start)
    after = day.fromordinal(day.toordinal() + 1)
    return (
        start_of_day(day, work.zone, day_start),
        start_of_day(after, work.zone, day_start),
    )


def fill(
    work: Work, text: str, *, start: bool, end: bool, hours: WorkingHours, day_start: int = 0
) -> Filled:
    """Extend a log to the next logs of the same day, or else to the working hours around it.

    :param start: whether it is extended back
    :param end: whether it is extended forward, never beyond now
    """
    with work.writing():
        log = lookup.log(work.store, text)
        check_may_change(work, log)
        check_takes_logs(lookup.record(work.store, log.ref))
        low, high = _days_of(work, log, day_start)
        taken = _others(work, log, low, high)
        times = working_times(hours, low - _DAY, high + _DAY, work.zone)
        first = edge_before(log.start, low, taken, times) if start else None
        last = _up_to_now(work, log, edge_after(log.end, high, taken, times)) if end else None
        change = LogChange(
            start=first.at if first and first.at < log.start else None,
            end=last.at if last and last.at > log.end else None,
            on_overlap="allow" if touching(log.segments, taken) else "refuse",
        )
        if (change.start, change.end) == (None, None):
            return Filled(log, log, first, last)
        return Filled(log, edit_found(work, log, change).after, first, last)


def _days_of(work: Work, log: Log, day_start: int) -> tuple[int, int]:
    """From the start of its first day to the end of its last day."""
    low, _ = _day(work, log.start, day_start)
    _, high = _day(work, max(log.start, log.end - 1), day_start)
    return low, high


def _others(work: Work, log: Log, low: int, high: int) -> list[Taken]:
    number = queries.ensure_owner(work.store, log.owner)
    return stored.taken(work.store, number, low, high, now=work.now, but_log=log.id)


def _up_to_now(work: Work, log: Log, edge: Edge) -> Edge:
    return Edge(max(log.end, work.now), "now") if edge.at > work.now else edge
