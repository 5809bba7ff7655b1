"""Instants and wall clocks: UTC integer seconds on one side, a zone's local time on the other.

An instant is a whole number of seconds since 1970-01-01T00:00:00Z. Zones are IANA names.
Differences are never taken between local times.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from timelog_cli.errors import Unreadable
from timelog_cli.local_time import utc_offset

DAY = 86_400


def check_zone(name: str) -> None:
    """Refuse a name that no zone has.

    :raises Unreadable: no such zone
    """
    utc_offset(0, name)


def local(instant: int, zone: str) -> datetime:
    """The wall clock of ``zone`` at an instant, with the offset it has then."""
    offset = timedelta(seconds=utc_offset(instant, zone))
    return datetime.fromtimestamp(instant, timezone(offset))


def candidates(naive: datetime, zone: str) -> tuple[int, ...]:
    """The instants at which the clocks of ``zone`` show ``naive``: none, one or two, in order."""
    as_utc = _as_utc(naive)
    offsets = {utc_offset(near, zone) for near in (as_utc - DAY, as_utc + DAY)}
    found = (as_utc - offset for offset in offsets if utc_offset(as_utc - offset, zone) == offset)
    return tuple(sorted(found))


def _as_utc(naive: datetime) -> int:
    """The instant at which the clocks of UTC show ``naive``."""
    return int(naive.replace(tzinfo=UTC).timestamp())


def instant_of(naive: datetime, zone: str) -> int:
    """The one instant at which the clocks of ``zone`` show ``naive``.

    :raises Unreadable: the clocks skipped that time, or showed it twice
    """
    found = candidates(naive, zone)
    if len(found) == 1:
        return found[0]
    written = naive.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if found:
        first, second = (local(instant, zone).isoformat() for instant in found)
        raise Unreadable(
            f"{written} exists twice in {zone}, the clocks go back", f"write {first} or {second}"
        )
    before, after = (local(instant, zone) for instant in _around_gap(naive, zone))
    raise Unreadable(
        f"{written} does not exist in {zone}, the clocks go forward",
        f"the times around it are {before:%Y-%m-%d %H:%M:%S} and {after:%Y-%m-%d %H:%M:%S}",
    )


def _around_gap(naive: datetime, zone: str) -> tuple[int, int]:
    """The last instant before the clocks skip ``naive``, and the first after that."""
    as_utc = _as_utc(naive)
    low, high = as_utc - DAY, as_utc + DAY
    while high - low > 1:
        middle = (low + high) // 2
        if middle + utc_offset(middle, zone) < as_utc:
            low = middle
        else:
            high = middle
    return low, high


def start_of_day(day: date, zone: str, day_start: int = 0) -> int:
    """The instant at which ``day`` begins: ``day_start`` seconds of wall clock after midnight.

    Where the clocks skip that time the day begins at the first instant after the gap; where
    they show it twice, at the first of the two.
    """
    naive = datetime(day.year, day.month, day.day) + timedelta(seconds=day_start)
    found = candidates(naive, zone)
    if found:
        return found[0]
    return _around_gap(naive, zone)[1]


def day_of(instant: int, zone: str, day_start: int = 0) -> date:
    """The day an instant belongs to, with days that begin ``day_start`` seconds after midnight."""
    day = local(instant, zone).date()
    while instant < start_of_day(day, zone, day_start):
        day -= timedelta(days=1)
    return day
