"""Times of day, alone or in pairs: seconds after midnight of a day, 24:00 being its end."""

from __future__ import annotations

from timelog_cli.domain.time.reading import reading
from timelog_cli.domain.time.scan import digits, first, impossible, named, tidied
from timelog_cli.domain.time.zones import DAY
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.time.scan import Rows

HOUR = 3600
MINUTE = 60
_LAST_HOUR = 24
_HALF = 12


def read_time_of_day(text: str) -> int:
    """Seconds after midnight, 0 to 86400.

    :raises UsageError: no form fits, or there is no such time
    """
    return reading("time of day", TIMES, text, explain=bare_hour)


def bare_hour(text: str, *_: object) -> UsageError | None:
    """The refusal of a number that could be an hour, where only a range makes it one."""
    if not digits(text, 1, 2):
        return None
    likely = text if int(text) <= _LAST_HOUR else "9"
    return UsageError(f"{named(text)} is a number, not a time of day", f"use {likely}:00")


def time_of(text: str, hours: int, minutes: int = 0, seconds: int = 0) -> int:
    """Seconds after midnight.

    :raises UsageError: no clock shows that
    """
    for unit, value in (("minute", minutes), ("second", seconds)):
        if value >= MINUTE:
            raise impossible(text, f"there is no {unit} {value}", "use a time such as 9:30")
    if hours > _LAST_HOUR or (hours == _LAST_HOUR and minutes + seconds):
        raise impossible(
            text, "a time of day cannot be later than 24:00", "use a time such as 9:30 or 23:59"
        )
    return hours * HOUR + minutes * MINUTE + seconds


def short_clock(seconds: int) -> str:
    """Seconds after midnight as a time of day: ``9:00``, with seconds where there are some."""
    minutes, left = divmod(seconds, MINUTE)
    return f"{minutes // MINUTE}:{minutes % MINUTE:02}" + (f":{left:02}" if left else "")


def _colons(text: str) -> int | None:
    match text.split(":"):
        case [hours, minutes] if digits(hours, 1, 2) and digits(minutes, 2):
            return time_of(text, int(hours), int(minutes))
        case _:
            return None


def _colons_with_seconds(text: str) -> int | None:
    match text.split(":"):
        case [hours, *rest] if digits(hours, 1, 2) and [len(part) for part in rest] == [2, 2]:
            if all(part.isdigit() for part in rest):
                return time_of(text, int(hours), *map(int, rest))
    return None


def _dotted(text: str) -> int | None:
    match text.split("."):
        case [hours, minutes] if digits(hours, 1, 2) and digits(minutes, 2):
            return time_of(text, int(hours), int(minutes))
        case _:
            return None


def _compact(text: str) -> int | None:
    return time_of(text, int(text[:2]), int(text[2:])) if digits(text, 4) else None


def _hour_of_half(text: str) -> int | None:
    number, half = _halved(text)
    if half is None or not digits(number, 1, 2):
        return None
    return _in_half(text, int(number) * HOUR, half)


def _time_of_half(text: str) -> int | None:
    number, half = _halved(text)
    if half is None:
        return None
    for recognise in (_colons, _colons_with_seconds, _dotted):
        seconds = recognise(number)
        if seconds is not None:
            return _in_half(text, seconds, half)
    return None


def _halved(text: str) -> tuple[str, int | None]:
    for half, endings in enumerate((("am", "a.m."), ("pm", "p.m."))):
        for ending in endings:
            if text.endswith(ending):
                return text.removesuffix(ending).rstrip(), half
    return text, None


def _in_half(text: str, seconds: int, half: int) -> int:
    if not HOUR <= seconds < (_HALF + 1) * HOUR:
        raise impossible(
            text, "am and pm need an hour from 1 to 12", "use a time such as 9am or 21:00"
        )
    return seconds % (_HALF * HOUR) + half * _HALF * HOUR


def _noon(text: str) -> int | None:
    return _HALF * HOUR if text == "noon" else None


def _midnight(text: str) -> int | None:
    return 0 if text == "midnight" else None


TIMES: Rows[int] = (
    ("h:mm", "9:30", "9:30", _colons),
    ("24:00, the end of the day", "24:00", "24:00", _colons),
    ("hh:mm:ss", "09:30:15", "9:30:15", _colons_with_seconds),
    ("hhmm", "0930", "9:30", _compact),
    ("h am, h pm", "9am", "9:00", _hour_of_half),
    ("h:mm am, h:mm pm", "9:30pm", "21:30", _time_of_half),
    ("h.mm", "9.30", "9:30", _dotted),
    ("noon", "noon", "12:00", _noon),
    ("midnight, the start of the day", "midnight", "0:00", _midnight),
)


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

    :raises UsageError: no clock shows one of them
    """
    return pair_of_clocks(tidied(text))


def check_one_reading(pair: Clocks, text: str) -> None:
    """Refuse hours that end before they start where somebody who counts to twelve means a day.

    :raises UsageError: naming both readings
    """
    if not pair.twelve_hour:
        return
    start, late, early = map(short_clock, (pair.start, pair.end + _HALF_DAY, pair.end))
    raise UsageError(
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
        except UsageError:
            if not _looks_like_clock(end):
                continue  # 1990-06-09 begins with a year, not with a minute 90
            raise
        ends = None if begins is None else clock_of(end)
        if begins is not None and ends is not None:
            return _in_one_half(start, begins, end, ends)
    return None


def clock_of(text: str) -> int | None:
    """A time of day in seconds after midnight; an hour may be only a number.

    :raises UsageError: no clock shows it
    """
    return time_of(text, int(text)) if digits(text, 1, 2) else first(TIMES, text)


def _looks_like_clock(text: str) -> bool:
    try:
        return clock_of(text) is not None
    except UsageError:
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
