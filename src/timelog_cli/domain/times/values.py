"""The moment a text is read at, and what it can be read to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from timelog_cli.domain.times.scan import impossible
from timelog_cli.domain.zones import day_of, instant_of, local, start_of_day
from timelog_cli.frozen import Frozen

FIRST_YEAR = 1970
LAST_YEAR = 2200
DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_HALF_DAY = DAY // 2
_EARLIEST = -14 * 3600  # 1970 begins that much sooner in the easternmost zone
_LATEST = (date(LAST_YEAR + 1, 1, 1).toordinal() - _EPOCH) * DAY + _HALF_DAY


class Moment(Frozen):
    """When and where a text is read: the clock, the zone and the settings that matter."""

    now: int
    zone: str
    day_start: int = 0
    date_order: str | None = None


class InstantReading(Frozen):
    """An instant; ``relative`` when it depends on the clock and deserves an echo."""

    instant: int
    relative: bool


class RangeReading(Frozen):
    """From ``start`` until ``end``; ``relative`` when either depends on the clock."""

    start: int
    end: int
    relative: bool


class Period(Frozen):
    """Whole days as half-open instants; ``None`` is no bound. The label reads back to it."""

    start: int | None
    end: int | None
    label: str
    first_day: date | None
    last_day: date | None


class DayReading(Frozen):
    """A day.

    :param weekly: whether a weekday's name stands for the last one that is not to come
    :param counted: whether it is counted from today, and so starts and ends as today does
    """

    day: date
    relative: bool
    weekly: bool = False
    counted: bool = False


def today(moment: Moment) -> date:
    """The day that ``moment`` belongs to."""
    return day_of(moment.now, moment.zone, moment.day_start)


def day_for(seconds: int, moment: Moment) -> date:
    """The day of a time of day that is written without one.

    That is today; in the night, before ``day_start``, the small hours are those of this night.
    """
    if seconds < moment.day_start:
        return local(moment.now, moment.zone).date()
    return today(moment)


def at(day: date, seconds: int, zone: str) -> int:
    """The instant at which the clocks of ``zone`` show a time of day on a calendar day.

    24:00 is the one end of the day, also where the next has no midnight, or two.
    """
    if seconds == DAY:
        return start_of_day(day + timedelta(days=1), zone)
    return instant_of(datetime(day.year, day.month, day.day) + timedelta(seconds=seconds), zone)


def at_offset(day: date, seconds: int, offset: int) -> int:
    """The instant of a time of day that is written with its offset from UTC."""
    return (day.toordinal() - _EPOCH) * DAY + seconds - offset


def checked_year(year: int, text: str) -> int:
    """The year, if it is one that time is tracked in.

    :raises Unreadable: it is not
    """
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise impossible(
        text, f"the year {year} is outside {FIRST_YEAR} to {LAST_YEAR}", "write 2026-06-09"
    )


def checked_instant(instant: int, text: str) -> int:
    """The instant, if it is in the years that time is tracked in.

    :raises Unreadable: it is not
    """
    if _EARLIEST <= instant < _LATEST:
        return instant
    raise impossible(
        text, f"that is outside the years {FIRST_YEAR} to {LAST_YEAR}", "write 2026-06-09 9:30"
    )


def day_from_ordinal(ordinal: int, text: str) -> date:
    """The day of a proleptic Gregorian ordinal, if it is in the years time is tracked in.

    :raises Unreadable: it is not
    """
    if date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 12, 31).toordinal():
        return date.fromordinal(ordinal)
    raise impossible(
        text, f"that is outside the years {FIRST_YEAR} to {LAST_YEAR}", "write 2026-06-09"
    )
