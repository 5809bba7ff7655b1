"""Dates and times of day as tables write them, and lengths of time with how exact they are.

The order of day and month is never guessed: either a date of the file reads in one order only, or
the user gives it.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from itertools import combinations
from math import ceil

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Day = tuple[int, int, int]

ORDERS = ("YMD", "DMY", "MDY")
LONGEST = 60  # of a text that can be a date, a time or a duration
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_CENTURY = 2000
_MOST_DAYS = 100_000
_NOON = 12
# Some round to hundredths of an hour, some cut off; some leave out zeros at the end.
_HUNDREDTH = 36
_LAST = 7_258_118_400  # the year 2200
_MOST_HOURS = 1_000_000
_DATE = re.compile(r"([0-9]{1,4})([-/.] ?)([0-9]{1,2})\2([0-9]{1,4})\.?")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?\s?(?:([ap])\.?\s?m\.?)?",
    re.IGNORECASE,
)
_CLOCKED = re.compile(r"([0-9]{1,7}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?")
_NUMBER = re.compile(r"[0-9]{0,9}(?:[.,][0-9]{1,9})?")
_THOUSANDS = re.compile(
    r"[0-9]{1,3}([.'\u2019 \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3}){0,2},[0-9]{1,9}"
    r"|[0-9]{1,3}([,'\u2019 \u00a0\u202f])[0-9]{3}(?:\2[0-9]{3}){0,2}\.[0-9]{1,9}"
)


class Dates:
    """Dates in one order. Dates that begin with a year of four digits have their own.

    :param order: one of ``ORDERS``; ``None`` where all dates of the file read alike in each
    """

    def __init__(self, order: str | None) -> None:
        self._order = order
        self._known: dict[str, Day] = {}

    def day(self, text: str) -> Day:
        """Year, month and day.

        :raises Unreadable: it is no date, or none in the order
        """
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _MOST_DAYS:
                self._known.clear()
            found = self._known[text] = self._read(text)
        return found

    def _read(self, text: str) -> Day:
        found = readings(text)
        if not found:
            raise Unreadable(f"{named(text)} is not a date")
        if self._order in found:
            return found[self._order]
        if "" in found or self._order is None:
            return next(iter(found.values()))
        raise Unreadable(f"{named(text)} is not a date in the order {self._order}")


def readings(text: str) -> dict[str, Day]:
    """What a date can mean, by the order it is then read in.

    A year of four digits at its beginning leaves nothing open, and has the order ``""``.
    """
    found = _DATE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return {}
    first, _, second, third = found.groups()
    one, two, three = int(first), int(second), int(third)
    if len(first) > 2:
        return _days({"": (one, two, three)} if len(first) == 4 and len(third) < 3 else {})
    if len(third) > 2:
        orders = {"DMY": (three, two, one), "MDY": (three, one, two)}
        return _days(orders if len(third) == 4 else {})
    last = _CENTURY + three
    return _days(
        {"YMD": (_CENTURY + one, two, three), "DMY": (last, two, one), "MDY": (last, one, two)}
    )


def _days(found: dict[str, Day]) -> dict[str, Day]:
    return {order: day for order, day in found.items() if _exists(*day)}


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def proven_order(texts: Iterable[str], file: str) -> str | None:
    """The order in which all dates of a file can be read; ``None`` where each order reads alike.

    :param texts: each date, some perhaps more than once; what is no date proves nothing
    :raises UsageError: they can be read in several orders, or in none together
    """
    left = set(ORDERS)
    narrowing: list[str] = []  # the dates that left fewer orders
    doubtful: dict[tuple[str, str], str] = {}  # by two orders, a date that differs in them
    for text in texts:
        found = readings(text)
        if not found or "" in found:
            continue
        for pair in combinations(found, 2):
            if pair not in doubtful and found[pair[0]] != found[pair[1]]:
                doubtful[pair] = text
        if not left <= found.keys():
            left &= found.keys()
            narrowing.append(text)
        if not left:
            raise _contradicting(file, narrowing)
    for orders, text in doubtful.items():
        if left.issuperset(orders):
            raise _ambiguous(file, text, left)
    return left.pop() if len(left) == 1 else None


def _contradicting(file: str, texts: list[str]) -> UsageError:
    dates = " and ".join(named(text) for text in texts[-2:])
    return UsageError(
        f"{shown(file)}: no order of day, month and year fits all dates, such as {dates}",
        "add the order that is right, as in --date-order DMY; dates in another are then refused",
    )


def _ambiguous(file: str, text: str, orders: set[str]) -> UsageError:
    found = {order: day for order, day in readings(text).items() if order in orders}
    every = " or ".join(f"{y}-{m:02}-{d:02} ({order})" for order, (y, m, d) in found.items())
    return UsageError(
        f"{shown(file)}: the order of day and month is ambiguous: {named(text)} is {every}",
        "add the order that is right, as in --date-order DMY",
    )


@lru_cache(100_000)
def time_of_day(text: str) -> tuple[int, int]:
    """Seconds since midnight of a time on a clock of 12 or 24 hours, and how exact it is.

    :raises Unreadable: it is no time
    """
    found = _TIME.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        raise Unreadable(f"{named(text)} is not a time of day")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if hour > _NOON or (hour == 0 and found[4] in "pP"):
            raise Unreadable(f"{named(text)} is not a time of day")
        hour = hour % _NOON + (_NOON if found[4] in "pP" else 0)
    seconds = hour * _HOUR + minute * _MINUTE + second
    if minute >= _MINUTE or second >= _MINUTE or seconds > _DAY:
        raise Unreadable(f"{named(text)} is not a time of day")
    return seconds, 1 if found[3] else _MINUTE


@lru_cache(100_000)
def length(text: str) -> tuple[int, int]:
    """Seconds of hours with a fraction, ``H:MM`` or ``H:MM:SS``; by how many they can be wrong.

    :raises Unreadable: it is no length of time
    """
    if len(text) > LONGEST:  # nor is it kept
        raise Unreadable(f"{named(text)} is not a length of time")
    written = text.strip()
    found = _CLOCKED.fullmatch(written)
    if found is None:
        return _hours(written)
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    if minutes >= _MINUTE or seconds >= _MINUTE:
        raise Unreadable(f"{named(text)} is not a length of time")
    return hours * _HOUR + minutes * _MINUTE + seconds, 0 if found[3] else _MINUTE - 1


def _hours(text: str) -> tuple[int, int]:
    written = text
    grouped = _THOUSANDS.fullmatch(text)
    if grouped is not None:
        written = text.replace(grouped[1] or grouped[2], "")
    if not written or not _NUMBER.fullmatch(written):
        raise Unreadable(f"{named(text)} is not a length of time")
    whole, _, fraction = written.replace(",", ".").partition(".")
    scale = 10 ** len(fraction)
    seconds = (2 * int(whole + fraction) * _HOUR + scale) // (2 * scale)
    if seconds > _MOST_HOURS * _HOUR:
        raise Unreadable(f"{named(text)} is not a length of time")
    return seconds, min(_HUNDREDTH, max(1, ceil(_HOUR / scale)))


def named(text: str) -> str:
    """A text in quotation marks, cut where it is long."""
    return f"'{shown(text[:40])}{'…' if len(text) > 40 else ''}'"


def instant(text: str) -> int:
    """The instant of a date and time with an offset, as ISO 8601 has it; fractions are cut off.

    :raises Unreadable: it is none, or has no offset
    """
    try:
        found = datetime.fromisoformat(text) if len(text) <= LONGEST else None
        seconds = int(found.timestamp()) if found is not None and found.tzinfo else None
    except (ValueError, OverflowError):
        seconds = None
    if seconds is None or not 0 <= seconds < _LAST:
        raise Unreadable(f"{named(text)} is not a date and time with an offset from UTC")
    return seconds
