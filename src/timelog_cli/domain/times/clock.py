"""Times of day: seconds after midnight of a calendar day, 24:00 being its end."""

from __future__ import annotations

from timelog_cli.domain.times.scan import digits, impossible, named, reading
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.times.scan import Rows

HOUR = 3600
MINUTE = 60
_LAST_HOUR = 24
_HALF = 12


def read_time_of_day(text: str) -> int:
    """Seconds after midnight, 0 to 86400.

    :raises Unreadable: no form fits, or there is no such time
    """
    return reading("time of day", TIMES, text, explain=bare_hour)


def bare_hour(text: str, *_: object) -> Unreadable | None:
    """The refusal of a number that could be an hour, where only a range makes it one."""
    if not digits(text, 1, 2):
        return None
    likely = text if int(text) <= _LAST_HOUR else "9"
    return Unreadable(f"{named(text)} is a number, not a time of day", f"write {likely}:00")


def time_of(text: str, hours: int, minutes: int = 0, seconds: int = 0) -> int:
    """Seconds after midnight.

    :raises Unreadable: no clock shows that
    """
    for unit, value in (("minute", minutes), ("second", seconds)):
        if value >= MINUTE:
            raise impossible(text, f"there is no {unit} {value}", "write 9:30")
    if hours > _LAST_HOUR or (hours == _LAST_HOUR and minutes + seconds):
        raise impossible(text, "the last time of a day is 24:00", "write 9:30 or 23:59")
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
        raise impossible(text, "am and pm go with the hours 1 to 12", "write 9am or 21:00")
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
