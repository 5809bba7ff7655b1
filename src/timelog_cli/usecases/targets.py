"""Targets, and how the time that was worked compares with them."""

from __future__ import annotations

from timelog_cli.domain.filters import Filters, LogSelection
from timelog_cli.domain.reports import intervals, label
from timelog_cli.domain.targets import Balance, BalanceRow, Targets, days
from timelog_cli.domain.time.zones import day_of, start_of_day
from timelog_cli.store.queries import daysoff
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import names, reports
from timelog_cli.usecases.logs import adding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from timelog_cli.domain.time.scan import Period
    from timelog_cli.domain.time.working_hours import WorkingHours
    from timelog_cli.usecases import Work


def targets(
    work: Work, hours: WorkingHours, first: date, last: date, owner: str | None = None
) -> Targets:
    """The targets of an owner, or of the user, from one day to another.

    :raises NotFound: no such owner
    """
    number = names.owner(work, owner)[1]
    off = daysoff.between(work.store, first, last, (number,), everybody=True)
    return Targets(hours, work.zone, off)


def balance(
    work: Work,
    period: Period,
    *,
    owner: str | None,
    hours: WorkingHours,
    by: str,
    since: date | None,
    opening_seconds: int,
    day_start: int = 0,
) -> Balance:
    """What was worked against the targets, up to today, which counts as a whole.

    :param period: of whole days; without a start it begins at ``since``, or with the first log
    :param by: ``day``, ``week`` or ``month``
    :param since: the first day of the sum, which begins with ``opening_seconds``; ``None`` for
        that of the period
    :raises NotFound: no such owner
    """
    name, number = names.owner(work, owner)
    today = day_of(work.now, work.zone, day_start)
    last = min(period.last_day or today, today)
    first = period.first_day or since or _first_day(work, number, day_start) or today
    low = min(first, since or first)
    if last < first:
        return Balance(name, [], since or first)
    worked, live = _times(work, name, low, last, day_start)
    wanted = targets(work, hours, low, last, owner)
    rows: dict[str, BalanceRow] = {}
    total = opening_seconds
    for day in days(low, last):
        target = wanted.of(day)
        one = BalanceRow(
            *(label(by, day), day, day, worked.get(day, 0), live.get(day, 0)),
            *(target.seconds, target.off_seconds, None),
        )
        if since is None or day >= since:
            total += one.balance_seconds
            one = one._replace(sum_seconds=total)
        if day >= first:
            rows[one.label] = rows[one.label].joined(one) if one.label in rows else one
    return Balance(name, list(rows.values()), since or first)


def _first_day(work: Work, number: int, day_start: int) -> date | None:
    """The day of the first log of an owner."""
    at = stored.first_taken(work.store, number)
    return None if at is None else day_of(at, work.zone, day_start)


def _times(
    work: Work, name: str, first: date, last: date, day_start: int
) -> tuple[Mapping[date, int], Mapping[date, int]]:
    """The seconds of each day: logged, as reports have them, and on timers up to now."""
    start = start_of_day(first, work.zone, day_start)
    end = start_of_day(last.fromordinal(last.toordinal() + 1), work.zone, day_start)
    filters = Filters(start, end, "", owner=LogSelection((name,), ()))
    rows = reports.report(work, filters, ("day",), day_start).rows
    worked = {first.fromisoformat(str(row.group[0])): row.worked_seconds for row in rows}
    live: dict[date, int] = {}
    for timer, _ in adding.unlogged(work, filters):
        for segment in timer.segments_until(work.now):
            for low, high, day in intervals(("day",), *segment, work.zone, day_start):
                live[day] = live.get(day, 0) + high - low
    return worked, live
