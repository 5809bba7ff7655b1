"""Working hours minute by minute, as a clock on the wall tells them; and random ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.time.working_hours import WorkingHours

DAY = 86_400
# A zone, and a day near which its clocks change: by an hour, by half of one, or at midnight.
CHANGES = (
    ("Europe/Rome", "2026-03-29"),
    ("Europe/Rome", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Cairo", "2026-04-24"),
    ("Africa/Cairo", "2026-10-30"),
    ("Asia/Kathmandu", "2026-06-10"),
)


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def working_minutes(hours: WorkingHours, start: int, end: int, zone: str) -> set[int]:
    """The instants of whole minutes at which the clock shows working hours.

    What the clock shows a second time counts as the last minute before, until it goes on.
    """
    found, shown = set(), datetime.min
    for at in range(start - 2 * DAY, end, 60):
        wall = datetime.fromtimestamp(at, ZoneInfo(zone)).replace(tzinfo=None)
        shown = max(shown, wall)
        if at >= start and _works(hours, shown):
            found.add(at)
    return found


def _works(hours: WorkingHours, shown: datetime) -> bool:
    for days in (0, 1):
        midnight = datetime.combine(shown.date(), datetime.min.time()) - timedelta(days=days)
        seconds = (shown - midnight).total_seconds()
        if any(low <= seconds < high for low, high in hours.week[midnight.weekday()]):
            return True
    return False


def minutes(stretches: Iterable[Segment]) -> set[int]:
    return {at for one in stretches for at in range(one.start, one.end, 60)}


@st.composite
def some_hours(draw: st.DrawFn) -> WorkingHours:
    """Hours of every kind: none on a day, several spans, nights that end before the next day's."""
    week: list[tuple[tuple[int, int], ...]] = []
    for _ in range(7):
        marks = draw(
            st.lists(st.integers(6 * 60, 24 * 60), max_size=6, unique=True).filter(
                lambda marks: len(marks) % 2 == 0
            )
        )
        ordered = [mark * 60 for mark in sorted(marks)]
        spans = list(zip(ordered[::2], ordered[1::2], strict=True))
        if spans and draw(st.booleans()):
            start, _ = spans[-1]
            night = DAY + 60 * draw(st.integers(1, 6 * 60))
            if night - start <= 16 * 3600:
                spans[-1] = (start, night)
        week.append(tuple(spans))
    if not any(week):
        week[0] = ((9 * 3600, 17 * 3600),)
    return WorkingHours(tuple(week))
