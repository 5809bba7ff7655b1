"""The values of an event as the library ``icalendar`` gives them, any of which may be broken."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.exchange.ical import BROKEN
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_LONGEST = 3660 * 86_400


class When(Frozen):
    """A point in time as an event says it.

    :param zone: as the file names it, ``UTC``, or ``None`` without one
    :param is_day: whether it is a day, which no clock shows
    """

    wall: datetime
    zone: str | None
    is_day: bool = False

    @property
    def property(self) -> str:
        """Its text behind the name of a property."""
        zone = f';TZID="{self.zone}"' if self.zone not in {None, "UTC"} else ""
        return f"{zone}:{self.wall:%Y%m%dT%H%M%S}{'Z' if self.zone == 'UTC' else ''}"


def values(event: Any, name: str) -> list[Any]:
    """The values of a property, in order."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _part(value: Any, name: str, default: Any) -> Any:
    """A part of a value; asked for one, a broken value may raise what it is broken by."""
    try:
        return getattr(value, name, default)
    except BROKEN:
        return default


def text(event: Any, name: str) -> str:
    """The text of a property; empty where there is none."""
    return next((str(one) for one in values(event, name)), "")


def when(event: Any, name: str) -> When:
    """The point in time of a property.

    :raises Unreadable: there is none, or it is broken
    """
    for one in values(event, name):
        found = _when(_part(one, "dt", None), _part(one, "params", {}))
        if found is not None:
            return found
    raise Unreadable(f"its {name} is not a time" if name in event else f"it has no {name}")


def _when(value: Any, params: Any) -> When | None:
    if isinstance(value, datetime):
        name = params.get("TZID")
        zone = "UTC" if value.tzinfo is not None and str(value.tzinfo) == "UTC" else name
        return When(value.replace(tzinfo=None), None if zone is None else str(zone))
    if isinstance(value, date):
        return When(datetime.combine(value, time()), None, is_day=True)
    return None


def all_times(event: Any, name: str) -> Iterator[tuple[When, When | timedelta | None]]:
    """The points in time of ``RDATE`` or ``EXDATE``; a period has its end or length too.

    :raises Unreadable: one of them is broken
    """
    for some in values(event, name):
        params = _part(some, "params", {})
        for one in _part(some, "dts", None) or (None,):
            value = _part(one, "dt", None)
            start, end = value if isinstance(value, tuple) else (value, None)
            found = _when(start, params)
            if found is None:
                raise Unreadable(f"its {name} cannot be read as a time")
            yield found, end if isinstance(end, timedelta) else _when(end, params)


def length(event: Any) -> int:
    """``DURATION`` in seconds; 0 without it.

    :raises Unreadable: it is none that an event can have
    """
    if "DURATION" not in event:
        return 0
    return seconds(next((_part(one, "dt", None) for one in values(event, "DURATION")), None))


def seconds(value: Any) -> int:
    """The seconds of a length.

    :raises Unreadable: it is none that an event can have
    """
    if not isinstance(value, timedelta) or abs(value.total_seconds()) > _LONGEST:
        raise Unreadable("its duration is longer than that of any event")
    return int(value.total_seconds())


def reason(event: Any) -> str:
    """Why the time of an event was not worked; empty if it can have been."""
    if text(event, "STATUS").upper() == "CANCELLED":
        return "a cancelled event"
    return "an event shown as free" if text(event, "TRANSP").upper() == "TRANSPARENT" else ""


def is_for_all_later(event: Any) -> bool:
    """Whether it changes an event that repeats from a time on."""
    found = values(event, "RECURRENCE-ID")
    return any(str(_part(one, "params", {}).get("RANGE", "")) for one in found)
