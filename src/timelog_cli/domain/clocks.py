"""What the clocks of a zone show at an instant, as text; without ``datetime``, see ``offsets``."""

from __future__ import annotations

from time import gmtime, strftime

from timelog_cli.domain.offsets import content, stretch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.offsets import Stretch

_DAY = 86_400

_latest: dict[str, Stretch] = {}


def is_zone(name: str) -> bool:
    """Whether the zone is known.

    :raises Unreadable: it is not
    """
    if content(name):
        return True
    from timelog_cli.domain.zones import zone_info

    return bool(zone_info(name))


def ahead(instant: int, zone: str) -> int:
    """By how many seconds the clocks of the zone are ahead of UTC."""
    found = _latest.get(zone)
    if found is None or not found[0] <= instant < found[1]:
        found = _latest[zone] = stretch(content(zone), instant) or _asked(instant, zone)
    return found[2]


def _asked(instant: int, zone: str) -> Stretch:
    from timelog_cli.domain.zones import local

    offset = local(instant, zone).utcoffset()
    assert offset is not None  # noqa: S101 - it is aware
    return instant, instant + 1, int(offset.total_seconds())


def steady(start: int, end: int, zone: str) -> bool:
    """Whether the clocks go on as ever from a day before ``start`` to a day after ``end``.

    Then no time between the two is shown twice, and their offsets are the same.
    """
    ahead(start, zone)
    since, until, _ = _latest[zone]
    return since + _DAY <= start <= end < until - _DAY


def day_number(instant: int, zone: str) -> int:
    """Which day it is: the days since 1970 on the calendar of the zone."""
    return (instant + ahead(instant, zone)) // _DAY


def written(instant: int, zone: str) -> str:
    """``2026-11-02 09:00:00``."""
    return strftime("%Y-%m-%d %H:%M:%S", gmtime(instant + ahead(instant, zone)))


def iso(instant: int, zone: str) -> str:
    """ISO 8601 with the zone's offset at that instant, as in ``2026-11-02T09:00:00+01:00``."""
    offset = ahead(instant, zone)
    sign, (minutes, seconds) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
    shown = strftime("%Y-%m-%dT%H:%M:%S", gmtime(instant + offset))
    exact = f":{seconds:02}" if seconds else ""
    return f"{shown}{sign}{minutes // 60:02}:{minutes % 60:02}{exact}"
