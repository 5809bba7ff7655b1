"""Instants: a time of day on a day, or so long before or after now."""

from __future__ import annotations

from datetime import datetime, timedelta

from timelog_cli.domain.text import typed
from timelog_cli.domain.time.clock import MINUTE, TIMES, bare_hour, time_of
from timelog_cli.domain.time.dates import WRITTEN_DAYS
from timelog_cli.domain.time.days import DAYS
from timelog_cli.domain.time.durations import DURATIONS, length
from timelog_cli.domain.time.reading import reading
from timelog_cli.domain.time.scan import (
    DayOnly,
    InstantReading,
    Moment,
    at,
    at_offset,
    checked_instant,
    day_for,
    day_from_ordinal,
    digits,
    first,
    impossible,
    named,
)
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from timelog_cli.domain.time.scan import DayReading, Rows

_ISO_LENGTHS = (len("2026-11-02T09:00:00Z"), len("2026-11-02T09:00:00+01:00"))
_WIDEST = timedelta(hours=15)
_EPOCH_DIGITS = range(1, 16)
_FRACTION_DIGITS = range(1, 10)
_WIDEST_OFFSET = 15
_WEEK = 7


def from_iso(text: str) -> int | None:
    """The instant of what ``zones.iso`` writes, or with ``Z``; ``None`` for any other form.

    ``read_instant`` reads it to the same, in many times as long.
    """
    if len(text) not in _ISO_LENGTHS or text[4:17:3] != "--T::" or text[19] not in "Z+-":
        return None
    if not "1970" < text[:4] < "2200":
        return None
    if text[22:23] not in {"", ":"} or text[23:24] > "5":  # an offset of +01.00 or of 90 minutes
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = found.utcoffset()
    if offset is None or abs(offset) > _WIDEST:
        return None
    return int(found.timestamp())


def read_instant(text: str, moment: Moment) -> InstantReading:
    """The instant a text names.

    :raises UsageError: no form fits, or the clocks of the zone never or twice show it
    """
    return reading("time", INSTANTS_AND_LAST_RESORT, text, moment, explain=_explain)


def _explain(text: str, *_: object) -> UsageError | None:
    if first(DURATIONS, text) is not None:
        return UsageError(f"{named(text)} is a duration, not a time", f"use -{text} or {text} ago")
    return bare_hour(text)


def _now(text: str, moment: Moment) -> InstantReading | None:
    return InstantReading(moment.now, relative=True) if text == "now" else None


def _epoch(text: str, _: Moment) -> InstantReading | None:
    if not (text.startswith("@") and digits(text[1:], *_EPOCH_DIGITS)):
        return None
    return InstantReading(checked_instant(int(text[1:]), text), relative=False)


def _today_at(text: str, moment: Moment) -> InstantReading | None:
    seconds = first(TIMES, text.removeprefix("at "))
    if seconds is None:
        return None
    return InstantReading(at(day_for(seconds, moment), seconds, moment.zone), relative=True)


def _minus(text: str, moment: Moment) -> InstantReading | None:
    return _from_now(-1, text[1:].lstrip(), moment) if text.startswith("-") else None


def _plus(text: str, moment: Moment) -> InstantReading | None:
    return _from_now(1, text[1:].lstrip(), moment) if text.startswith("+") else None


def _ago(text: str, moment: Moment) -> InstantReading | None:
    return _from_now(-1, text.removesuffix(" ago"), moment) if text.endswith(" ago") else None


def _in(text: str, moment: Moment) -> InstantReading | None:
    return _from_now(1, text.removeprefix("in "), moment) if text.startswith("in ") else None


def _from_now(sign: int, text: str, moment: Moment) -> InstantReading | None:
    seconds = length(text)
    if seconds is None:
        return None
    return InstantReading(checked_instant(moment.now + sign * seconds, text), relative=True)


def _iso(text: str, moment: Moment) -> InstantReading | None:
    return _dated(*_parted(text, "t"), text, moment)


def _iso_apart(text: str, moment: Moment) -> InstantReading | None:
    return _dated(*_parted(text, " "), text, moment)


def _parted(text: str, separator: str) -> tuple[str, str]:
    day, _, clock = text.partition(separator)
    return day, clock


def _dated(day: str, clock: str, text: str, moment: Moment) -> InstantReading | None:
    if not clock or not day[:1].isdigit():
        return None
    time, offset = _without_offset(clock, text)
    seconds = _iso_clock(time)
    found = first(WRITTEN_DAYS, day, moment) if seconds is not None else None
    if seconds is None or found is None:
        return None
    if offset is None:
        return placed(found, seconds, moment)
    instant = at_offset(found.day, seconds, offset)
    return InstantReading(checked_instant(instant, text), found.relative)


def _without_offset(clock: str, text: str) -> tuple[str, int | None]:
    if clock.endswith("z"):
        return clock[:-1].rstrip(), 0
    start = max(clock.rfind("+"), clock.rfind("-"))
    if start <= 0 or clock[start:] == f"-{clock[-2:]}":
        return clock, None  # 9:00-11 looks like a range, 2026-06-16 is a day
    offset = _offset(clock[start + 1 :], text)
    if offset is None:
        return clock, None
    return clock[:start].rstrip(), -offset if clock[start] == "-" else offset


def _offset(text: str, whole: str) -> int | None:
    match text.split(":") if ":" in text else [text[i : i + 2] for i in range(0, len(text), 2)]:
        case [hours, *rest] if len(hours) == len("hh") and len(rest) <= len(("mm", "ss")):
            if not all(digits(part, 2) for part in (hours, *rest)):
                return None
            if int(hours) > _WIDEST_OFFSET or any(int(part) >= MINUTE for part in rest):
                raise impossible(
                    whole, f"no time zone is {text} from UTC", "use an offset such as +02:00 or Z"
                )
            return time_of(whole, int(hours), *map(int, rest))
    return None


def _iso_clock(text: str) -> int | None:
    if digits(text, 6):
        return time_of(text, int(text[:2]), int(text[2:4]), int(text[4:]))
    time, separator, fraction = text.replace(",", ".").partition(".")
    if separator and time.count(":") == len("::"):
        return first(TIMES, time) if digits(fraction, *_FRACTION_DIGITS) else None
    return first(TIMES, text)


def _day_and_time(text: str, moment: Moment) -> InstantReading | None:
    words = [word for word in text.split() if word not in ("at", "on")]
    whole = first(DAYS, " ".join(words), moment)
    if whole is not None:
        hint = f"add a time, such as {typed(f'{text} 9:30')}"
        raise DayOnly(f"{named(text)} is a day, not a time", hint, whole.day)
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        for day, clock in ((left, right), (right, left)):
            seconds = first(TIMES, clock)
            found = first(DAYS, day, moment) if seconds is not None else None
            if seconds is not None and found is not None:
                return placed(found, seconds, moment)
    return None


def placed(found: DayReading, seconds: int, moment: Moment) -> InstantReading:
    """The instant of a time of day on a day that was read."""
    return InstantReading(
        at(calendar_day(found, seconds, moment), seconds, moment.zone), found.relative
    )


def calendar_day(found: DayReading, seconds: int, moment: Moment) -> date:
    """The calendar day of a time of day on a day that was read.

    With days that start at 4:00, the 1:30 of ``yesterday`` is in the night after it. A weekday
    is the one of a week earlier when the time is to come.
    """
    night = found.counted and seconds < moment.day_start
    day = day_from_ordinal(found.day.toordinal() + night, found.day.isoformat())
    if found.weekly and at(day, seconds, moment.zone) > moment.now:
        return day_from_ordinal(day.toordinal() - _WEEK, day.isoformat())
    return day


def _last_resort(text: str, moment: Moment) -> InstantReading | None:
    if _explain(text) is not None:
        return None
    from timelog_cli.domain.time.last_resort import instant

    return instant(text, moment)


INSTANTS: Rows[InstantReading] = (
    ("a time of day, today's", "9:30", "2026-06-10T09:30:00+02:00", _today_at),
    ("now", "now", "2026-06-10T15:00:00+02:00", _now),
    ("duration before now", "-30m", "2026-06-10T14:30:00+02:00", _minus),
    ("duration ago", "30m ago", "2026-06-10T14:30:00+02:00", _ago),
    ("duration from now", "+10m", "2026-06-10T15:10:00+02:00", _plus),
    ("in + duration", "in 10m", "2026-06-10T15:10:00+02:00", _in),
    ("seconds since 1970", "@1780000000", "2026-05-28T22:26:40+02:00", _epoch),
    ("ISO 8601", "2026-06-09T08:12", "2026-06-09T08:12:00+02:00", _iso),
    ("ISO 8601 with Z", "2026-06-09T08:12Z", "2026-06-09T10:12:00+02:00", _iso),
    ("ISO 8601 with an offset", "2026-06-09T08:12-04:00", "2026-06-09T14:12:00+02:00", _iso),
    ("ISO 8601, compact", "20260609T081200Z", "2026-06-09T10:12:00+02:00", _iso),
    ("date and time", "2026-06-09 8:12", "2026-06-09T08:12:00+02:00", _iso_apart),
    (
        *("date, time and offset", "2026-06-09 08:12:00 +0100"),
        *("2026-06-09T09:12:00+02:00", _iso_apart),
    ),
    ("a day, then a time", "yesterday 9:30", "2026-06-09T09:30:00+02:00", _day_and_time),
    ("a weekday, then a time", "monday 14:00", "2026-06-08T14:00:00+02:00", _day_and_time),
    ("day and month, then a time", "9 Jun 10:30", "2026-06-09T10:30:00+02:00", _day_and_time),
    ("a time, then a day", "9:30 tomorrow", "2026-06-11T09:30:00+02:00", _day_and_time),
)
LAST_RESORT: Rows[InstantReading] = (
    (
        *("a full date and time that python-dateutil reads", "Tue, 9 Jun 2026 08:12:00 +0200"),
        *("2026-06-09T08:12:00+02:00", _last_resort),
    ),
)
INSTANTS_AND_LAST_RESORT: Rows[InstantReading] = (*INSTANTS, *LAST_RESORT)
