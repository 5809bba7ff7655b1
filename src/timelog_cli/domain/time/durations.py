"""Lengths of time in seconds, read and written."""

from __future__ import annotations

from timelog_cli.domain.time.reading import reading
from timelog_cli.domain.time.scan import digits, first, impossible, named
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.time.scan import Rows

_HOUR = 3600
_MINUTE = 60
_HOUR_DIGITS = 7
_LONGEST = 10**_HOUR_DIGITS * _HOUR - 1
_FRACTION_DIGITS = range(1, 10)
_DIGITS = "0123456789.,"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_NAMES = {
    604_800: "w wk wks week weeks",
    86_400: "d day days",
    _HOUR: "h hr hrs hour hours",
    _MINUTE: "m min mins minute minutes",
    1: "s sec secs second seconds",
}
_UNITS = {name: seconds for seconds, names in _NAMES.items() for name in names.split()}
_CALENDAR = ("mo", "month", "months", "y", "yr", "year", "years")
_ISO_DATE = ("w", "d")
_ISO_TIME = ("h", "m", "s")


def read_duration(text: str) -> int:
    """Seconds, more than none.

    :raises UsageError: no form fits, it has no unit, or it is nothing
    """
    return reading("duration", DURATIONS, text, explain=_explain)


def write_duration(seconds: int) -> str:
    """Hours and minutes, as in ``1:30``, with the seconds where there are any: ``1:30:15``."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    written = f"{sign}{hours}:{minutes:02}"
    return f"{written}:{rest:02}" if rest else written


def bare_number(text: str) -> bool:
    """Whether a tidied text is a number, perhaps with a fraction, and nothing else."""
    whole, _, fraction = text.replace(",", ".").partition(".")
    return (whole + fraction).isdigit()


def length(text: str) -> int | None:
    """Seconds of a tidied text, where only a duration can stand.

    :raises UsageError: it is a number without a unit
    """
    if bare_number(text):
        raise _no_unit(text)
    return first(DURATIONS, text)


def terms(text: str) -> list[tuple[str, str]]:
    """Numbers and their units: ``1h 30m`` is ``[("1", "h"), ("30", "m")]``; empty when not so."""
    found = []
    while text:
        number, text = _leading(text, _DIGITS)
        unit, text = _leading(text.lstrip(), _LETTERS)
        if not number:
            return []
        found.append((number, unit))
        text = text.lstrip()
    return found


def _leading(text: str, alphabet: str) -> tuple[str, str]:
    rest = text.lstrip(alphabet)
    return text[: len(text) - len(rest)], rest


def _explain(text: str) -> UsageError | None:
    if bare_number(text):
        return _no_unit(text)
    if text[0] in "+-":
        return UsageError(
            f"a duration cannot have a sign: {named(text)}", "use a duration such as 1h30m"
        )
    return None


def _no_unit(text: str) -> UsageError:
    return UsageError(f"{named(text)} needs a unit", f"use {text}m or {text}h")


def _units(text: str) -> int | None:
    return _total(text, terms(text))


def _iso(text: str) -> int | None:
    if not text.startswith("p"):
        return None
    days, separator, times = text[1:].partition("t")
    if " " in text or (separator and not times):
        return None
    if any(unit in ("m", "y") for _, unit in terms(days)):
        raise _no_fixed_length(text)
    of_days, of_times = terms(days), terms(times)
    if (days and not of_days) or (times and not of_times):
        return None
    known = all(unit in _ISO_DATE for _, unit in of_days)
    known = known and all(unit in _ISO_TIME for _, unit in of_times)
    return _total(text, of_days + of_times) if known else None


def _total(text: str, parts: list[tuple[str, str]]) -> int | None:
    parts = _with_minutes_after_hours(parts)
    if not parts:
        return None
    if not all(unit in _UNITS or unit in _CALENDAR for _, unit in parts):
        return None
    if any(unit in _CALENDAR for _, unit in parts):
        raise _no_fixed_length(text)
    units = [_UNITS[unit] for _, unit in parts]
    lengths = [_seconds(number, _UNITS[unit]) for number, unit in parts]
    known = [seconds for seconds in lengths if seconds is not None]
    if len(known) < len(parts) or not all(number.isdigit() for number, _ in parts[:-1]):
        return None
    _check_order(text, units, known)
    return _checked(text, sum(known))


def _with_minutes_after_hours(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    match parts:
        case [*_, (_, "h"), (minutes, "")] if digits(minutes, 2):
            return [*parts[:-1], (minutes, "m")]
        case _:
            return parts


def _seconds(number: str, unit: int) -> int | None:
    whole, dot, fraction = number.replace(",", ".").partition(".")
    if number[0] == "," or not (whole + fraction).isdigit() or len(whole) > _HOUR_DIGITS:
        return None
    if dot and len(fraction) not in _FRACTION_DIGITS:
        return None
    scale = int("1" + "0" * len(fraction))
    return (2 * int(whole + fraction) * unit + scale) // (2 * scale)


def _check_order(text: str, units: list[int], lengths: list[int]) -> None:
    for larger, unit, length in zip(units, units[1:], lengths[1:], strict=False):
        if unit >= larger:
            raise impossible(
                text,
                "larger units must come first, and each unit only once",
                "use a duration such as 1h30m",
            )
        if length >= larger:
            total = write_duration(sum(lengths))
            raise impossible(
                text, "the smaller unit is as long as the larger one, or longer", f"use {total}"
            )


def _hours_minutes(text: str) -> int | None:
    match text.split(":"):
        case [hours, minutes] if _clocklike(hours, minutes):
            return _of_clock(text, int(hours), int(minutes), 0)
        case _:
            return None


def _hours_minutes_seconds(text: str) -> int | None:
    match text.split(":"):
        case [hours, minutes, seconds] if _clocklike(hours, minutes, seconds):
            return _of_clock(text, int(hours), int(minutes), int(seconds))
        case _:
            return None


def _clocklike(hours: str, *rest: str) -> bool:
    return digits(hours, *range(1, _HOUR_DIGITS + 1)) and all(digits(part, 2) for part in rest)


def _of_clock(text: str, hours: int, minutes: int, seconds: int) -> int:
    for unit, value in (("minute", minutes), ("second", seconds)):
        if value >= _MINUTE:
            raise impossible(
                text, f"there is no {unit} {value}", "use a duration such as 1:30 or 90m"
            )
    return _checked(text, hours * _HOUR + minutes * _MINUTE + seconds)


def _checked(text: str, seconds: int) -> int:
    if seconds == 0:
        raise UsageError(f"{named(text)} is zero", "use 1m or more")
    if seconds > _LONGEST:
        raise impossible(
            text, "a duration cannot exceed 1,000 years", "use a duration such as 1h30m"
        )
    return seconds


def _no_fixed_length(text: str) -> UsageError:
    return UsageError(
        f"{named(text)} has no fixed length: months and years vary", "use days, such as 30d"
    )


DURATIONS: Rows[int] = (
    ("hours and minutes", "1h30m", "1:30", _units),
    ("hours and minutes with a space", "1h 30m", "1:30", _units),
    ("hours and two digits", "1h30", "1:30", _units),
    ("h:mm", "1:30", "1:30", _hours_minutes),
    ("h:mm:ss", "1:30:15", "1:30:15", _hours_minutes_seconds),
    ("hours with a decimal point", "1.5h", "1:30", _units),
    ("hours with a decimal comma", "1,5h", "1:30", _units),
    ("minutes, m", "90m", "1:30", _units),
    ("minutes, min", "90min", "1:30", _units),
    ("seconds", "45s", "0:00:45", _units),
    ("days of 24 hours", "2d", "48:00", _units),
    ("weeks of seven days", "1w", "168:00", _units),
    ("units spelled out", "2 hours 15 minutes", "2:15", _units),
    ("ISO 8601", "PT1H30M", "1:30", _iso),
)
