"""What every reader of times shares: the moment, tidy text, tables of forms, refusals that help."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from timelog_cli.domain.text import TWINS, shown
from timelog_cli.domain.time.zones import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    day_of,
    instant_of,
    local,
    start_of_day,
)
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")
    Row = tuple[str, str, str, Callable[..., T | None]]
    Rows = tuple[Row[T], ...]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SHORT = 3
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:_SHORT]: number for name, number in _MONTH_NUMBERS.items()} | {"sept": 9}
WEEKDAY_NAMES = tuple(name.capitalize() for name in WEEKDAYS)  # as they are shown
_WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBERS |= {name[:_SHORT]: number for name, number in _WEEKDAY_NUMBERS.items()}
_WEEKDAY_NUMBERS |= {"tues": 1, "thur": 3, "thurs": 3}


def month_named(text: str) -> int | None:
    """The month, 1 to 12, of a lower-case name."""
    return _MONTH_NUMBERS.get(text.removesuffix("."))


def weekday_named(text: str) -> int | None:
    """The weekday, 0 for Monday, of a lower-case name."""
    return _WEEKDAY_NUMBERS.get(text.removesuffix("."))


_EPOCH = date(1970, 1, 1).toordinal()
_HALF_DAY = DAY // 2
_EARLIEST = -14 * 3600  # 1970 begins that much sooner in the easternmost zone
_LATEST = (date(LAST_YEAR + 1, 1, 1).toordinal() - _EPOCH) * DAY + _HALF_DAY


class Moment(Frozen):
    """When and where a text is read: the clock, the zone and the settings that matter.

    :param ahead: from which day on a day without a year is sought, where it is not the most recent
    """

    now: int
    zone: str
    day_start: int = 0
    date_order: str | None = None
    ahead: date | None = None


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

    :raises UsageError: it is not
    """
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise impossible(
        text,
        f"the year must be from {FIRST_YEAR} to {LAST_YEAR}, not {year}",
        "use a date such as 2026-06-09",
    )


def checked_instant(instant: int, text: str) -> int:
    """The instant, if it is in the years that time is tracked in.

    :raises UsageError: it is not
    """
    if _EARLIEST <= instant < _LATEST:
        return instant
    raise impossible(
        text,
        f"the year must be from {FIRST_YEAR} to {LAST_YEAR}",
        "use a time such as 2026-06-09 9:30",
    )


def day_from_ordinal(ordinal: int, text: str) -> date:
    """The day of a proleptic Gregorian ordinal, if it is in the years time is tracked in.

    :raises UsageError: it is not
    """
    if date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 12, 31).toordinal():
        return date.fromordinal(ordinal)
    raise impossible(
        text,
        f"the year must be from {FIRST_YEAR} to {LAST_YEAR}",
        "use a date such as 2026-06-09",
    )


LONGEST = 120
_NAMED = 40
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def named(text: str) -> str:
    """The text in quotes for a message: safe for a terminal, and cut when it is long."""
    return f"'{shown(text[:_NAMED])}{'…' if len(text) > _NAMED else ''}'"


class Impossible(UsageError):
    """Something that is written well and cannot exist; ``why`` says so in a clause of its own."""

    def __init__(self, text: str, why: str, hint: str | None) -> None:
        super().__init__(f"{named(text)} is not valid: {why}", hint)
        self.why = f"{why} ({named(text)})"


class DayOnly(UsageError):
    """A day where a time is needed."""

    def __init__(self, message: str, hint: str, day: date) -> None:
        super().__init__(message, hint)
        self.day = day


def impossible(text: str, why: str, hint: str | None = None) -> UsageError:
    """The refusal of something that is written well and cannot exist."""
    return Impossible(text, why, hint)


def digits(text: str, *lengths: int) -> bool:
    """Whether a tidied text is only digits, as many as one of ``lengths``."""
    return len(text) in lengths and text.isdigit()


def tidied(text: str) -> str:
    """Lower case, single blanks, plain dashes; empty when it cannot be any form."""
    if len(text) > LONGEST:
        return ""
    plain = " ".join(text.translate(TWINS).translate(_DASHES).split())
    return plain.lower() if plain.isascii() else ""


def first(rows: Rows[T], text: str, *rest: object) -> T | None:
    """What the first row that knows the text reads it to."""
    tried = None
    for _, _, _, recognise in rows:
        if recognise is tried:
            continue
        found = recognise(text, *rest)
        if found is not None:
            return found
        tried = recognise
    return None
