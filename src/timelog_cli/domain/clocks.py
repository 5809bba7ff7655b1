"""What the clocks of a zone show at an instant, as text."""

from __future__ import annotations

from time import strftime

from timelog_cli.domain.zones import DAY, candidates, local
from timelog_cli.local_time import local_time, utc_offset


def day_number(instant: int, zone: str) -> int:
    """Which day it is: the days since 1970 on the calendar of the zone."""
    return (instant + utc_offset(instant, zone)) // DAY


def written(instant: int, zone: str) -> str:
    """``2026-11-02 09:00:00``."""
    return strftime("%Y-%m-%d %H:%M:%S", local_time(instant, zone))


def iso(instant: int, zone: str) -> str:
    """ISO 8601 with the zone's offset at that instant, as in ``2026-11-02T09:00:00+01:00``."""
    return local(instant, zone).isoformat()


def is_shown_twice(instant: int, zone: str) -> bool:
    """Whether the clocks show the same time at another instant too, as they go back in between."""
    return len(candidates(local(instant, zone).replace(tzinfo=None), zone)) > 1
