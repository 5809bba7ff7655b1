"""The times of a log as words on one line: several ranges, and in brackets a pause at an end.

What is written is always read back before it is shown: a form that would be read to anything
else, as in an hour that comes twice, gives way to a longer one.
"""

from __future__ import annotations

from datetime import date, timedelta

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import impossible, today
from timelog_cli.domain.time.zones import local, time_of_day
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.time.scan import Moment

    Bounds = tuple[int, int]

_DASHES = str.maketrans("‐‑‒–—−", "------")
_CLOCK = frozenset("0123456789:-")
_DATE = "9999-99-99"
_DIGITS = str.maketrans("012345678", "999999999")


class Times(Frozen):
    """From start to end; worked in the segments."""

    start: int
    end: int
    segments: tuple[Segment, ...]


def write_times(times: Times, day: date, moment: Moment) -> str:
    """The words that ``read_times`` reads to these times, on the page of a day."""
    words: list[str] = []
    on: date | None = None
    for start, end, worked in _stretches(times):
        named, written = _written((start, end), day, on, moment)
        if named is not None:
            words.append(named.isoformat())
            on = named
        words.append(written if worked else f"({written})")
    if not any(" " in one for one in words):
        return " ".join(words)
    return ", ".join(words)


def _stretches(times: Times) -> Iterator[tuple[int, int, bool]]:
    """The segments, and the pauses before and after them."""
    if not times.segments:
        yield times.start, times.end, False
        return
    first, last = times.segments[0].start, times.segments[-1].end
    if times.start < first:
        yield times.start, first, False
    for segment in times.segments:
        yield segment.start, segment.end, True
    if last < times.end:
        yield last, times.end, False


def _written(bounds: Bounds, day: date, on: date | None, moment: Moment) -> tuple[date | None, str]:
    """The shortest form that is read back, and the day that has to be named before it."""
    clocks = [time_of_day(one, moment.zone) for one in bounds]
    whole = [_iso(one, moment.zone) for one in bounds]
    its_day = local(bounds[0], moment.zone).date()
    short = _joined(clocks, "-")
    if _reads(short, day, on, moment) == bounds:
        return None, short
    if _reads(short, day, its_day, moment) == bounds:
        return its_day, short
    offset = len("+hh:mm")
    plain = _joined([one[:-offset] for one in whole], " to ")
    if _reads(plain, day, on, moment) == bounds:
        return None, plain
    return None, _joined(whole, " to ")


def _joined(ends: list[str], by: str) -> str:
    return ends[0] if ends[0] == ends[1] else by.join(ends)


def _iso(instant: int, zone: str) -> str:
    shown = local(instant, zone)
    return shown.isoformat(timespec="seconds" if shown.second else "minutes")


def _reads(text: str, day: date, on: date | None, moment: Moment) -> Bounds | None:
    try:
        return _read(text, day, on, moment, True)
    except UsageError:
        return None


def read_times(text: str, day: date, moment: Moment) -> Times:
    """The times that words on the page of a day mean.

    Ranges stand apart by blanks, or by commas where they hold blanks themselves. A day before
    them is theirs; else they are on the day of the page.

    :raises UsageError: they cannot be read, or are not in order
    """
    found: list[Segment] = []
    segments = []
    on: date | None = None
    for one in _pieces(text.translate(_DASHES)):
        if one.translate(_DIGITS) == _DATE:
            on = _date(one)
            continue
        pause = one.startswith("(") and one.endswith(")")
        stretch = Segment(*_read(one.strip("() ") if pause else one, day, on, moment, pause))
        if not pause and stretch.start >= stretch.end:
            raise impossible(one, "the end must be after the start", "use times such as 9:30-10:30")
        _check_order(one, found, stretch)
        found.append(stretch)
        if not pause:
            segments.append(stretch)
    if not found:
        raise UsageError("the times are missing", "add its times, such as 9:00-11:30")
    return Times(found[0].start, found[-1].end, tuple(segments))


def _pieces(text: str) -> Iterator[str]:
    """Days, and ranges with their brackets."""
    for part in text.split(","):
        words = part.split()
        while words and words[0].translate(_DIGITS) == _DATE:
            yield words.pop(0)
        if all(_is_whole(word) for word in words):
            yield from words
        else:
            yield " ".join(words)


def _is_whole(word: str) -> bool:
    """Whether a word is a day or a range by itself."""
    if word.startswith("(") and word.endswith(")"):
        return True
    return word.translate(_DIGITS) == _DATE or (
        word[0].isdigit() and 0 < word.find("-") < len(word) - 1
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text} is not a date", "use a date such as 2026-06-09") from error


def _check_order(text: str, before: list[Segment], stretch: Segment) -> None:
    if before and stretch.start < before[-1].end:
        raise UsageError(
            f"{text} starts before the previous time ends",
            "put the times in order; for another day, put the date first: 2026-06-09 0:30-2:00",
        )


def _read(text: str, day: date, on: date | None, moment: Moment, pause: bool) -> Bounds:
    """A range; a pause may also be one time, where a timer never ran.

    It is of the day that it says itself, or that is named before it, or else of the page's.
    """
    clocks = _CLOCK.issuperset(text)
    own = None if clocks else _with_own_day(text, moment, pause)
    if own is not None:
        return own
    try:
        return _of_page(text, day, moment, pause) if on is None else _on(text, on, moment, pause)
    except UsageError:
        now = None if clocks or on else _by_the_clock(text, day, moment)
        if now is None:
            raise
        return now


def _of_page(text: str, day: date, moment: Moment, pause: bool) -> Bounds:
    """With days that begin at 4:00, 1:30 is in the night after the day of the page."""
    if not moment.day_start:
        return _on(text, day, moment, pause)
    refusal = None
    try:
        late = _on(text, day + timedelta(days=1), moment, pause)
        if _before_day(late, moment):
            return late
    except UsageError as error:
        refusal = error
    early = _on(text, day, moment, pause)
    if refusal is not None and _before_day(early, moment):
        raise refusal
    return early


def _before_day(bounds: Bounds, moment: Moment) -> bool:
    shown = local(bounds[0], moment.zone)
    return shown.hour * 3600 + shown.minute * 60 + shown.second < moment.day_start


def _on(text: str, day: date, moment: Moment, pause: bool) -> Bounds:
    """The reading of words that are said of a day."""
    if pause and "-" not in text and _CLOCK.issuperset(text):
        at = read_instant(f"{day} {text}", moment).instant
        return at, at
    for word in (" before ", " after "):
        so_long, found, time = text.partition(word)
        if found:
            return _bounds(f"{so_long}{word}{day} {time}", moment)
    return _bounds(f"{day} {text}", moment)


def _bounds(text: str, moment: Moment) -> Bounds:
    found = read_range(text, moment)
    return found.start, found.end


def _with_own_day(text: str, moment: Moment, pause: bool) -> Bounds | None:
    """A reading that depends on no clock: its days are written out."""
    ends = text.split(" to ") if not pause or " " in text else [text, text]
    try:
        if len(ends) == len(("start", "end")) and all("T" in end for end in ends):
            start, end = (read_instant(end, moment) for end in ends)
            relative = start.relative or end.relative
            return None if relative else (start.instant, end.instant)
        found = read_range(text, moment)
    except UsageError:
        return None
    return None if found.relative else (found.start, found.end)


def _by_the_clock(text: str, day: date, moment: Moment) -> Bounds | None:
    """``1h30m``, ``yesterday 9-11``: not where it could be meant of the page and is of today."""
    try:
        found = read_range(text, moment)
    except UsageError:
        return None
    now = today(moment)
    is_now = local(found.end, moment.zone).date() == local(moment.now, moment.zone).date()
    return None if is_now and day != now else (found.start, found.end)
