"""Ranges: what the words after ``log add REF`` mean, from one instant until another."""

from __future__ import annotations

from timelog_cli.domain.time.clock import (
    TIMES,
    bare_hour,
    check_one_reading,
    clock_of,
    pair_of_clocks,
    splits,
    time_of,
)
from timelog_cli.domain.time.days import DAYS
from timelog_cli.domain.time.durations import bare_number, length
from timelog_cli.domain.time.instants import INSTANTS, calendar_day, placed, read_instant
from timelog_cli.domain.time.reading import reading
from timelog_cli.domain.time.scan import (
    DayOnly,
    InstantReading,
    Moment,
    RangeReading,
    at,
    day_for,
    digits,
    first,
    impossible,
    named,
    tidied,
    today,
)
from timelog_cli.domain.time.zones import DAY, local
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from timelog_cli.domain.time.clock import Clocks
    from timelog_cli.domain.time.scan import Rows

_LONGEST_DAYS = 366
_LAST_HOUR = 24


def read_range(text: str, moment: Moment) -> RangeReading:
    """The start and end a text names.

    :raises UsageError: no form fits, it has no length, or the clocks never or twice show an end
    """
    return reading("time range", RANGES, text, moment, explain=_explain)


def read_ends(start: str, end: str, moment: Moment) -> RangeReading:
    """The start and end that two texts name; a time of day alone follows the start.

    :raises UsageError: one of them is no time, or the clocks never or twice show it
    """
    try:
        return read_range(f"{start} to {end}", moment)
    except UsageError:
        begun, last = read_instant(start, moment), read_instant(end, moment)
        if _is_clock(end) and local(begun.instant, moment.zone).date() != today(moment):
            raise  # today's, which is not meant
    return RangeReading(begun.instant, last.instant, begun.relative or last.relative)


def _is_clock(text: str) -> bool:
    return first(TIMES, tidied(text).removeprefix("at ")) is not None


def only_clocks(text: str) -> bool:
    """Whether a text names times of day without their day: ``12:00-12:30``, ``12:00 for 30m``.

    :raises UsageError: no clock shows one of them
    """
    plain = tidied(text)
    if pair_of_clocks(plain) is not None:
        return True
    start, _, so_long = plain.partition(" for ")
    if so_long:
        return clock_of(start.removeprefix("from ")) is not None
    return any(clock_of(plain.partition(word)[2]) is not None for word in (" before ", " after "))


def is_time(text: str, moment: Moment) -> bool:
    """Whether a text is a day, a time or a range by the forms of the grammar."""
    plain = tidied(text)
    if not plain:
        return False
    try:
        found = [first(rows, plain, moment) for rows in (DAYS, INSTANTS, RANGES)]
    except UsageError:
        return True
    return any(one is not None for one in found)


def _explain(text: str, moment: Moment) -> UsageError | None:
    whole = first(DAYS, text, moment)
    if whole is not None:
        hint = f"add times, such as {text} 9:00-11:30"
        return DayOnly(f"{named(text)} is a day, not a time range", hint, whole.day)
    found = _day_and_length(text, moment)
    if found is not None:
        day, so_long, read = found
        hint = f"add a time, such as {day} 9:00 for {so_long}"
        return DayOnly(f"{named(text)} says no time of day", hint, read)
    if bare_hour(text) is not None:
        return UsageError(f"{named(text)} needs a unit", f"use {_with_unit(text)}")
    if first(INSTANTS, text, moment) is not None:
        return UsageError(
            f"{named(text)} is a single time, not a time range",
            "add an end or a duration, such as 9:30-10:30 or 9:30 for 1h",
        )
    return None


def _day_and_length(text: str, moment: Moment) -> tuple[str, str, date] | None:
    """The day and the duration in a text that is only these, and the date."""
    words = text.split()
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        for day, so_long in ((left, right), (right, left)):
            found = first(DAYS, day, moment)
            if found is None or first(TIMES, so_long) is not None:
                continue
            if length(so_long) is not None:
                return day, so_long, found.day
    return None


def _with_unit(number: str) -> str:
    """What a number could mean: ``9m, 9h or 9-11``."""
    if int(number) >= _LAST_HOUR:
        return f"{number}m or {number}h"
    return f"{number}m, {number}h or {number}-{min(int(number) + 2, _LAST_HOUR)}"


def _spanned(start: int, end: int, text: str, *, relative: bool) -> RangeReading:
    if end == start:
        raise impossible(
            text, "the start and end are the same", "use times such as 9:30-10:30 or 9:30 for 1h"
        )
    if end < start:
        raise impossible(text, "it ends before it starts", "put the earlier time first")
    if end - start > _LONGEST_DAYS * DAY:
        raise impossible(
            text,
            f"it is longer than {_LONGEST_DAYS} days",
            "log it in parts, or check for a typing mistake",
        )
    return RangeReading(start, end, relative)


def _lone(text: str, moment: Moment) -> RangeReading | None:
    if ":" in text or bare_number(text):
        return None  # 9:30 alone is rather a time of day
    return _until_now(text, text, moment)


def _for_now(text: str, moment: Moment) -> RangeReading | None:
    return _until_now(text.removeprefix("for "), text, moment) if text.startswith("for ") else None


def _ago(text: str, moment: Moment) -> RangeReading | None:
    if not text.endswith(" ago") or first(DAYS, text, moment) is not None:
        return None
    return _until_now(text.removesuffix(" ago"), text, moment)


def _minus(text: str, moment: Moment) -> RangeReading | None:
    return _until_now(text[1:].lstrip(), text, moment) if text.startswith("-") else None


def _until_now(so_long: str, text: str, moment: Moment) -> RangeReading | None:
    seconds = length(so_long)
    if seconds is None:
        return None
    return _spanned(moment.now - seconds, moment.now, text, relative=True)


def _before(text: str, moment: Moment) -> RangeReading | None:
    so_long, _, end = text.partition(" before ")
    seconds = length(so_long) if end else None
    found = _point(end, moment) if seconds is not None else None
    if seconds is None or found is None:
        return None
    return _spanned(found.instant - seconds, found.instant, text, relative=found.relative)


def _after(text: str, moment: Moment) -> RangeReading | None:
    so_long, _, start = text.partition(" after ")
    return _for_length(start, so_long, text, moment) if start else None


def _for(text: str, moment: Moment) -> RangeReading | None:
    start, _, so_long = text.partition(" for ")
    return _for_length(start.removeprefix("from "), so_long, text, moment) if so_long else None


def _for_length(start: str, so_long: str, text: str, moment: Moment) -> RangeReading | None:
    seconds = length(so_long)
    whole = first(DAYS, start, moment) if seconds is not None else None
    if whole is not None:
        hint = f"add a time, such as {start} 9:00 for {so_long}"
        raise DayOnly(f"{named(start)} is a day, not a time", hint, whole.day)
    found = _point(start, moment) if seconds is not None else None
    if seconds is None or found is None:
        return None
    return _spanned(found.instant, found.instant + seconds, text, relative=found.relative)


def _point(text: str, moment: Moment) -> InstantReading | None:
    """An instant, or an hour that is only a number, today's or after a day."""
    day, _, hour = text.rpartition(" ")
    if not digits(hour, 1, 2) or first(DAYS, text, moment) is not None:
        return first(INSTANTS, text, moment)
    seconds = time_of(hour, int(hour))
    if not day:
        return InstantReading(at(day_for(seconds, moment), seconds, moment.zone), relative=True)
    found = first(DAYS, day, moment)
    return placed(found, seconds, moment) if found is not None else None


def _clocks(text: str, moment: Moment) -> RangeReading | None:
    pair = pair_of_clocks(text)
    if pair is None:
        return None
    check_one_reading(pair, text)
    return _on_day(day_for(pair[0], moment), pair, text, moment, relative=True)


def _day_and_clocks(text: str, moment: Moment) -> RangeReading | None:
    words = [word for word in text.split() if word != "on"]
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        for day, clocks in ((left, right), (right, left)):
            pair = pair_of_clocks(clocks)
            found = first(DAYS, day, moment) if pair else None
            if found and day is left and _is_year(clocks[:4], day, moment):
                continue
            if pair and found:
                check_one_reading(pair, clocks)
                start = calendar_day(found, pair[0], moment)
                return _on_day(start, pair, text, moment, relative=found.relative)
    return None


def _is_year(figures: str, day: str, moment: Moment) -> bool:
    """Whether four figures after a day belong to it: ``9 june 2026-9:30`` is not 20:26."""
    return digits(figures, 4) and first(DAYS, f"{day} {figures}", moment) is not None


def _on_day(day: date, pair: Clocks, text: str, moment: Moment, *, relative: bool) -> RangeReading:
    start, end, _ = pair
    if end < start:
        end += DAY
    return _spanned(at(day, start, moment.zone), at(day, end, moment.zone), text, relative=relative)


def _instants(text: str, moment: Moment) -> RangeReading | None:
    _check_offset(text, moment)
    refusal = None
    for start, end in splits(text.removeprefix("from ")):
        try:
            found = _between(start, end, text, moment)
        except UsageError as error:
            refusal = refusal or error
            continue
        if found is not None:
            return found
    if refusal is not None:
        raise refusal
    return None


def _check_offset(text: str, moment: Moment) -> None:
    """``2026-06-09T08:12-09:00`` is one instant by ISO 8601, and looks like two."""
    day, _, clock = text.partition("t")
    start, dash, end = clock.partition("-")
    if not (dash and digits(end.replace(":", ""), 4)):
        return
    one = first(INSTANTS, text, moment)
    if one is not None:
        raise UsageError(
            f"{named(text)} could be a time range, or one time with a UTC offset",
            f"use {day} {start} to {end}, or add a duration such as for 1h",
        )


def _between(start: str, end: str, text: str, moment: Moment) -> RangeReading | None:
    first_point = _point(start, moment)
    if first_point is None:
        return None
    seconds = clock_of(end)
    if seconds is not None:
        pair = pair_of_clocks(f"{start.replace('t', ' ').rpartition(' ')[2]}-{end}")
        if pair is not None:
            check_one_reading(pair, text)
        ends = _next_time(first_point.instant, seconds, moment)
        return _spanned(first_point.instant, ends, text, relative=first_point.relative)
    last_point = _clock_at_offset(end, first_point.instant, moment) or first(INSTANTS, end, moment)
    if last_point is None:
        return None
    relative = first_point.relative or last_point.relative
    return _spanned(first_point.instant, last_point.instant, text, relative=relative)


def _clock_at_offset(text: str, start: int, moment: Moment) -> InstantReading | None:
    """An end that is a time and its offset only, ``02:30+0200``: on the day of the start."""
    clock = text.removesuffix("z").partition("+")[0].partition("-")[0].rstrip()
    if clock == text or ":" not in clock or clock_of(clock) is None:
        return None
    return first(INSTANTS, f"{local(start, moment.zone):%Y-%m-%d} {text}", moment)


def _next_time(start: int, seconds: int, moment: Moment) -> int:
    shown = local(start, moment.zone)
    if seconds < shown.hour * 3600 + shown.minute * 60 + shown.second:
        seconds += DAY
    return at(shown.date(), seconds, moment.zone)


RANGES: Rows[RangeReading] = (
    ("duration, ending now", "1h30m", "2026-06-10 13:30 to 15:00", _lone),
    ("for + duration, ending now", "for 2h", "2026-06-10 13:00 to 15:00", _for_now),
    ("from duration ago until now", "2h ago", "2026-06-10 13:00 to 15:00", _ago),
    ("-duration, ending now", "-2h", "2026-06-10 13:00 to 15:00", _minus),
    ("hours, today", "9-11", "2026-06-10 09:00 to 11:00", _clocks),
    ("times, today", "9:00-11:30", "2026-06-10 09:00 to 11:30", _clocks),
    ("times with am or pm", "9am - 11am", "2026-06-10 09:00 to 11:00", _clocks),
    ("one am or pm for both", "1-3pm", "2026-06-10 13:00 to 15:00", _clocks),
    ("time to time", "9:00 to 11:00", "2026-06-10 09:00 to 11:00", _clocks),
    ("from time to time", "from 9 to 11", "2026-06-10 09:00 to 11:00", _clocks),
    ("time and duration", "9:00 for 2h", "2026-06-10 09:00 to 11:00", _for),
    (
        *("day, time and duration", "monday 14:00 for 1h30m"),
        *("2026-06-08 14:00 to 15:30", _for),
    ),
    ("duration ending at a time", "2h before 11:00", "2026-06-10 09:00 to 11:00", _before),
    ("duration starting at a time", "2h after 9:00", "2026-06-10 09:00 to 11:00", _after),
    (
        *("a day, then times", "yesterday 9:00-11:30"),
        *("2026-06-09 09:00 to 11:30", _day_and_clocks),
    ),
    (
        *("an end on the next day", "2026-06-09 22:00-1:30"),
        *("2026-06-09 22:00 to 2026-06-10 01:30", _day_and_clocks),
    ),
    ("times, then a day", "9-11 june 9", "2026-06-09 09:00 to 11:00", _day_and_clocks),
    (
        *("instant to instant", "2026-06-09 8:12 to 2026-06-09 9:00"),
        *("2026-06-09 08:12 to 09:00", _instants),
    ),
    (
        *("instants with Z or an offset", "2026-06-09T08:12Z - 2026-06-09T09:00Z"),
        *("2026-06-09 10:12 to 11:00", _instants),
    ),
    (
        *("a day and times with offsets", "2026-06-09 9:00+0200-11:00+0200"),
        *("2026-06-09 09:00 to 11:00", _instants),
    ),
    ("a time until now", "9:30 to now", "2026-06-10 09:30 to 15:00", _instants),
)
