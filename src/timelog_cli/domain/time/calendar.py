"""Days, weeks and months as stretches of instants, for sums that always add up.

A day has the hours that its zone gives it, 23 or 25 when the clocks change, and begins at
``day_start``. Weeks are ISO weeks, from Monday.
"""

from __future__ import annotations

from datetime import date, timedelta

from timelog_cli.domain.time.zones import day_of, start_of_day
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNITS = ("day", "week", "month")


class Interval(Frozen):
    """From ``low`` up to ``high``, within one unit of the calendar; ``day`` is its first day."""

    low: int
    high: int
    day: date


def intervals(
    units: Iterable[str], start: int, end: int, zone: str, day_start: int = 0
) -> Iterator[Interval]:
    """The time between two instants, cut wherever one of the units begins.

    They lie side by side: together they are exactly that time.
    """
    wanted = tuple(units)
    low, day = start, day_of(start, zone, day_start)
    while low < end:
        after = min(_next(unit, day) for unit in wanted)
        high = min(start_of_day(after, zone, day_start), end)
        if high > low:
            yield Interval(low, high, day)
        low, day = high, after


def _next(unit: str, day: date) -> date:
    if unit == "day":
        return day + timedelta(days=1)
    if unit == "week":
        return day + timedelta(days=7 - day.weekday())
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def label(unit: str, day: date) -> str:
    """The day, the ISO week or the month that a day lies in: ``2026-11-02``, ``2026-W45``, …"""
    if unit == "day":
        return day.isoformat()
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day.year}-{day.month:02}"
