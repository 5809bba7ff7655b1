"""The hours of a week in which somebody works, as people write them.

``mon-fri 9:00-13:00 14:00-18:00`` or ``mon-thu 9-17; fri 9-15``. A span whose end is not after its
start, ``22:00-6:00``, belongs to the day it begins on and ends on the next.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.segments import clipped
from timelog_cli.domain.time.clock import check_one_reading, clock_pair, short_clock
from timelog_cli.domain.time.scan import WEEKDAYS, impossible, named, tidied, weekday_named
from timelog_cli.domain.time.zones import DAY, local, start_of_day
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Span = tuple[int, int]

EXAMPLE = "mon-fri 9:00-13:00 14:00-18:00"
_LONGEST_NIGHT = 16 * 3600  # 9-5 is rather a slip
_LONGEST = 1000
_WEEK = 7
_GROUPS = {"daily": (0, 6), "weekdays": (0, 4), "weekend": (5, 6), "weekends": (5, 6)}
_MONDAY_TO_FRIDAY = range(5)
_TWO_LETTERS = {name[:2]: day for day, name in enumerate(WEEKDAYS)}
_FILLING = {"and", "from"}
_DASHED = (" to ", " until ", " till ", " - ", "- ", " -")
_HALVES = ("am", "pm", "a.m.", "p.m.")


class WorkingHours(Frozen):
    """For each weekday from Monday the spans that begin on it, in order and apart.

    A span is in seconds after midnight; an end beyond 24:00 is on the next day.
    """

    week: tuple[tuple[Span, ...], ...]


def read_working_hours(text: str) -> WorkingHours:
    """The working hours of a text; a part without days is Monday to Friday.

    :raises UsageError: naming the part that is no day and no hours, or that overlaps another
    """
    if len(text) > _LONGEST:
        raise _unreadable(text, f"is too long for working hours: {len(text):,} characters")
    week: list[list[Span]] = [[] for _ in range(_WEEK)]
    for days, spans in _parts(text):
        for day in days:
            week[day] += spans
    if not any(week):
        raise UsageError("the working hours are empty", f"use hours such as {EXAMPLE}")
    _check_apart(week)
    return WorkingHours(tuple(tuple(_joined(spans)) for spans in week))


def write_working_hours(hours: WorkingHours) -> str:
    """The hours in the one form that is shown; it reads back to them."""
    days_of: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in enumerate(hours.week):
        if spans:
            days_of.setdefault(spans, []).append(day)
    return "; ".join(
        f"{_written_days(days)} {' '.join(map(_written_span, spans))}"
        for spans, days in days_of.items()
    )


def working_times(hours: WorkingHours, start: int, end: int, zone: str) -> list[Segment]:
    """When work is to be done between two instants, a segment for each span, in order.

    A time of day that the clocks skip is the first instant after the gap, one that they show
    twice is the first of the two: so what follows on each other on the clock does so in time.
    """
    found = []
    day, last = local(start, zone).date() - timedelta(days=1), local(end, zone).date()
    while day <= last:
        for begins, ends in hours.week[day.weekday()]:
            found.append(Segment(start_of_day(day, zone, begins), start_of_day(day, zone, ends)))
        day += timedelta(days=1)
    return clipped(found, start, end)


def _parts(text: str) -> Iterator[tuple[Sequence[int], list[Span]]]:
    for part in text.replace("\n", ";").split(";"):
        if part.strip():
            yield from _days_and_spans(part.strip())


def _days_and_spans(part: str) -> Iterator[tuple[Sequence[int], list[Span]]]:
    """Days and their hours; a day after hours begins anew."""
    days: set[int] = set()
    spans: list[Span] = []
    for word in _words(part):
        some = _days(word)
        if some is None:
            spans.append(_span(word))
            continue
        if spans:
            yield sorted(days) or _MONDAY_TO_FRIDAY, spans
            days, spans = set(), []
        days.update(some)
    if not spans:
        raise _unreadable(part, "does not include any hours")
    yield sorted(days) or _MONDAY_TO_FRIDAY, spans


def _words(part: str) -> list[str]:
    plain = tidied(part)
    if not plain:
        raise _unreadable(part, "cannot be read as working hours")
    for spelled in _DASHED:
        plain = plain.replace(spelled, "-")
    for half in _HALVES:
        plain = plain.replace(f" {half}", half)
    return [word for word in plain.replace(",", " ").split() if word not in _FILLING]


def _days(word: str) -> list[int] | None:
    word = word.removesuffix(":")
    left, dash, right = word.partition("-")
    first = _weekday(left)
    last = _weekday(right) if dash else first
    if word in _GROUPS:
        first, last = _GROUPS[word]
    if first is None or last is None:
        return None
    return [day % _WEEK for day in range(first, last + 1 if last >= first else last + 1 + _WEEK)]


def _weekday(name: str) -> int | None:
    """The weekday of a name, also of two letters, as in ``Mo-Fr``."""
    return _TWO_LETTERS.get(name, weekday_named(name))


def _span(word: str) -> Span:
    pair = clock_pair(word)
    if pair is None:
        raise _unreadable(word, "is neither a day nor hours")
    start, end, _ = pair
    if start == end:
        raise impossible(
            word, "the start and end are the same", "use hours such as 9:00-17:00 or 0:00-24:00"
        )
    if start == DAY:
        raise impossible(word, "24:00 is the end of a day", f"use 0:00-{short_clock(end)}")
    if end > start:
        return start, end
    if end + DAY - start > _LONGEST_NIGHT:
        raise impossible(
            word,
            f"it runs into the next day and lasts {(end + DAY - start) // 3600} hours",
            "use hours such as 9:00-17:00 or 9am-5pm",
        )
    check_one_reading(pair, word)
    return start, end + DAY


def _check_apart(week: Sequence[Sequence[Span]]) -> None:
    """Refuse hours that are named twice, also where a night runs into the next day."""
    every = sorted(
        (day * DAY + start, day * DAY + end, day, (start, end))
        for day, spans in enumerate(week)
        for start, end in spans
    )
    start, end, day, span = every[0]
    around = [*every, (start + _WEEK * DAY, end + _WEEK * DAY, day, span)]
    for one, other in pairwise(around):
        if other[0] < one[1]:
            earlier, later = (
                f"{_written_days([it[2]])} {_written_span(it[3])}" for it in (one, other)
            )
            raise UsageError(f"{later} overlaps {earlier}", "list each hour of the week only once")


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans in order; what follows on each other on one day is one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and found[-1][1] == start and end <= DAY:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _written_days(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [[WEEKDAYS[day][:3] for day in run] for run in runs]
    return ",".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in names)


def _written_span(span: Span) -> str:
    start, end = span
    return f"{short_clock(start)}-{short_clock(end - DAY if end > DAY else end)}"


def _unreadable(text: str, why: str) -> UsageError:
    return UsageError(f"{named(text)} {why}", f"use hours such as {EXAMPLE}")
