"""Two times of day as a range names them: ``9-17``, ``9:00 to 11:30``, ``1-3pm``."""

from __future__ import annotations

from timelog_cli.domain.times.clock import TIMES, short_clock, time_of
from timelog_cli.domain.times.scan import digits, first, named, tidied
from timelog_cli.domain.times.values import DAY
from timelog_cli.errors import Unreadable
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = (" to ", " until ", " till ", "..", " - ", "-")
_HALF_DAY = DAY // 2
_HALF_HOURS = range(1, 13)


class Clocks(Frozen):
    """Two times of day, in seconds after midnight; the second may be the smaller.

    ``twelve_hour`` says that the end could be meant in the afternoon: ``9-5``.
    """

    start: int
    end: int
    twelve_hour: bool = False


def clock_pair(text: str) -> Clocks | None:
    """The two times of day of ``9-17``.

    :raises Unreadable: no clock shows one of them
    """
    return pair_of_clocks(tidied(text))


def check_one_reading(pair: Clocks, text: str) -> None:
    """Refuse hours that end before they start where somebody who counts to twelve means a day.

    :raises Unreadable: naming both readings
    """
    if not pair.twelve_hour:
        return
    start, late, early = map(short_clock, (pair.start, pair.end + _HALF_DAY, pair.end))
    raise Unreadable(
        f"{named(text)} is ambiguous: {start}-{late}, or {start}-{early} on the next day",
        f"use {start}-{late} or {start}-{early}",
    )


def splits(text: str) -> Iterator[tuple[str, str]]:
    """Every start and end that a text may be made of."""
    for separator in _SEPARATORS:
        where = text.find(separator, 1)
        while where > 0:
            start, end = text[:where].rstrip(), text[where + len(separator) :].lstrip()
            if not (digits(start, 4) and digits(end, 1, 2)):  # 2026-06 is a month
                yield start, end
            where = text.find(separator, where + 1)


def pair_of_clocks(text: str) -> Clocks | None:
    """The two times of day of a tidied text."""
    for start, end in splits(text.removeprefix("from ")):
        try:
            begins = clock_of(start)
        except Unreadable:
            if not _looks_like_clock(end):
                continue  # 1990-06-09 begins with a year, not with a minute 90
            raise
        ends = None if begins is None else clock_of(end)
        if begins is not None and ends is not None:
            return _in_one_half(start, begins, end, ends)
    return None


def clock_of(text: str) -> int | None:
    """A time of day in seconds after midnight; an hour may be only a number.

    :raises Unreadable: no clock shows it
    """
    return time_of(text, int(text)) if digits(text, 1, 2) else first(TIMES, text)


def _looks_like_clock(text: str) -> bool:
    try:
        return clock_of(text) is not None
    except Unreadable:
        return True


def _in_one_half(start: str, begins: int, end: str, ends: int) -> Clocks:
    """Where only one end says am or pm, the other is the nearest it can be: ``1-3pm``."""
    if _says_half(end) and _could_have_half(start):
        begins = min(_halves(begins), key=lambda option: (ends - option - 1) % DAY)
    elif _says_half(start) and _could_have_half(end):
        ends = min(_halves(ends), key=lambda option: (option - begins - 1) % DAY)
    elif _could_be_twelve_hour(start, end) and ends < begins < ends + _HALF_DAY:
        return Clocks(begins, ends, twelve_hour=True)
    return Clocks(begins, ends)


def _could_be_twelve_hour(start: str, end: str) -> bool:
    """Whether one of two times is only an hour, and both could be of either half of the day."""
    bare = digits(start, 1, 2) or digits(end, 1, 2)
    return bare and _could_have_half(start) and _could_have_half(end)


def _says_half(text: str) -> bool:
    return text.replace(".", "").endswith(("am", "pm"))


def _could_have_half(text: str) -> bool:
    hour = text.replace(".", ":").partition(":")[0]
    return (
        digits(hour, 1, 2) and hour[0] != "0" and int(hour) in _HALF_HOURS and (text[-1].isdigit())
    )


def _halves(seconds: int) -> tuple[int, int]:
    early = seconds % _HALF_DAY
    return early, early + _HALF_DAY
