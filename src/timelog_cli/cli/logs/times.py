"""The times of a log, from the words of the command line."""

from __future__ import annotations

from datetime import date

from timelog_cli.cli.context import instant
from timelog_cli.domain.time.zones import day_and_time, local, span, start_of_day
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from timelog_cli.cli.context import Context
    from timelog_cli.domain.time.scan import RangeReading

    Stretch = tuple[int, int]
    Found = TypeVar("Found")


_HALF_DAY = 43_200
_ALL_OPTIONS = 3


def read_when(
    context: Context,
    words: list[str] | None,
    start: str | None,
    end: str | None,
    duration: str | None,
) -> tuple[int, int]:
    """Start and end: as a range in words, or by two of start, end and duration.

    A duration alone ends now. The command says the absolute times of the log it makes.

    :raises UsageError: nothing is given, something lacks, or is said twice
    """
    given = {"--start": start, "--end": end, "--duration": duration}
    options = [name for name, value in given.items() if value is not None]
    if words and options:
        raise UsageError(
            f"the time is given twice: as {' '.join(words)[:60]!r} and with {options[0]}",
            "use only one of them",
        )
    try:
        if words:
            return _range(context, " ".join(words))
        return _by_options(context, start, end, duration, options)
    except UsageError as error:
        raise _typable(context, error, "1h30m" if words else "-30m") from None


def _by_options(
    context: Context, start: str | None, end: str | None, duration: str | None, options: list[str]
) -> tuple[int, int]:
    if len(options) == _ALL_OPTIONS:
        raise UsageError(
            "--start, --end and --duration cannot all be given", "use only two of them"
        )
    if start is not None and end is not None:
        return _from_to(context, start, end)
    if duration is not None:
        return _so_long(context, start, end, duration)
    if options:
        raise UsageError(
            f"{options[0]} alone is not a time range",
            f"add a duration, such as {options[0]} {start or end} --duration 1h",
        )
    raise UsageError(
        "the time is missing", "add a time, such as 9:00-11:30, 1h30m, or --start 9:00 --end 11:30"
    )


def _typable(context: Context, error: UsageError, example: str) -> UsageError:
    """A refusal with a hint that can be typed, where a day is to come or not over."""
    from timelog_cli.domain.time.scan import DayOnly

    if not isinstance(error, DayOnly):
        return error
    from timelog_cli.cli.past import allowing_future

    return allowing_future(context, error, example)


def _inside(context: Context, error: UsageError, middle: int) -> UsageError:
    """A refusal with a hint that can be typed, where a log is to be cut."""
    from timelog_cli.domain.time.scan import DayOnly

    if isinstance(error, DayOnly):
        time = day_and_time(middle, context.zone).replace(" ", "T")
        error.hint = f"give a time inside the log, such as {time}"
    return error


def check_no_time(context: Context, text: str, rest: str) -> None:
    """Refuse a time where a record is expected.

    :raises UsageError: the record was left out
    """
    from timelog_cli.domain.logs import looks_like_ref
    from timelog_cli.domain.time.ranges import is_time

    if not looks_like_ref(text) and is_time(text, context.moment):
        raise UsageError(
            f"{text[:60]!r} is a time, not a record",
            f"give the record first: timelog add REF {text} {rest}",
        )


def ends_unsaid(words: list[str] | None, end: str | None) -> bool:
    """Whether the time of a log ends at a time of day without its day: ``22:00-1:30``."""
    from timelog_cli.domain.time.ranges import only_clocks

    if end is not None:
        return _is_time_of_day(end)
    rest = " ".join(words or ()).split()
    try:
        return any(only_clocks(" ".join(rest[at:])) for at in range(len(rest)))
    except UsageError:
        return False


def day_earlier(context: Context, words: list[str] | None, start: int) -> str | None:
    """The words for a time of yesterday, where those for today are far in the future."""
    from timelog_cli.domain.time.ranges import only_clocks, read_range

    text = " ".join(words or ())
    night = local(start, context.zone).toordinal() > local(context.now, context.zone).toordinal()
    if not (text and start > context.now + (0 if night else _HALF_DAY)):
        return None
    earlier = f"yesterday {text}" if only_clocks(text) else text.replace("today", "yesterday")
    try:
        return earlier if read_range(earlier, context.moment).end <= context.now else None
    except UsageError:
        return None


def _range(context: Context, text: str) -> tuple[int, int]:
    from timelog_cli.domain.time.ranges import read_range

    reading = read_range(text, context.moment)
    return reading.start, reading.end


def _from_to(context: Context, start: str, end: str) -> tuple[int, int]:
    from timelog_cli.domain.time.ranges import read_ends

    reading = read_ends(start, end, context.moment)
    return reading.start, reading.end


def _so_long(
    context: Context, start: str | None, end: str | None, duration: str
) -> tuple[int, int]:
    from timelog_cli.domain.time.durations import read_duration

    seconds = read_duration(duration)
    if start is not None:
        first = _known(context, start)
        return first, first + seconds
    if end is not None:
        last = _known(context, end)
        return last - seconds, last
    return context.now - seconds, context.now


def _known(context: Context, text: str) -> int:
    found = instant(context, text)
    assert found is not None
    return found


def read_near(
    context: Context, text: str | None, log: Stretch, near: int | None = None, beyond: int = 0
) -> int | None:
    """An instant; a time of day alone is on a day of the log, and is echoed.

    Of several days it is the one that puts it inside the log, or else nearest.

    :param log: from start to end
    :param near: which of the two it is to replace; ``None`` cuts between them
    :param beyond: 1 where it may also be on the day after the log, -1 for the day before
    """
    start, end = log
    if text is None or not _is_time_of_day(text):
        try:
            return instant(context, text)
        except UsageError as error:
            if near is None:
                raise _inside(context, error, (start + end) // 2) from None
            raise _typable(context, error, "-30m") from None
    chosen = _nearest(
        _days_of(context, start, end, beyond),
        lambda day: _on_day(context, text, day),
        lambda at: (_outside(at, start, end, near), abs(at - (near or start))),
    )
    context.notices.append(f"Read {text} as {day_and_time(chosen, context.zone)}.")
    return chosen


def read_range_near(context: Context, text: str, start: int, end: int) -> tuple[int, int]:
    """A range; times of day alone are on a day of ``start`` or ``end``, and are echoed.

    :raises UsageError: no range, or the clocks never or twice show an end
    """
    from timelog_cli.domain.time.ranges import only_clocks, read_range

    clocks = only_clocks(text)
    if not clocks:
        reading = read_range(text, context.moment)
    else:
        reading = _nearest(
            _days_of(context, start, end),
            lambda day: _range_on_day(context, text, day),
            lambda found: (int(found.start < start or found.end > end), found.start),
        )
    if clocks or reading.relative:
        context.notices.append(f"Read {text} as {span(reading.start, reading.end, context.zone)}.")
    return reading.start, reading.end


def _days_of(context: Context, start: int, end: int, beyond: int = 0) -> list[date]:
    """The days of a log, in order; the night ends the day before it. Then one more."""
    first, last = (local(at, context.zone).toordinal() for at in (start, max(start, end - 1)))
    more = {1: [last + 1], -1: [first - 1]}.get(beyond, [])
    return [date.fromordinal(day) for day in (*range(first, last + 1), *more)]


def _outside(at: int, start: int, end: int, near: int | None) -> int:
    """How far an instant is from a log, 0 if it is inside; the end that it replaces is."""
    if start < at < end or at == near:
        return 0
    return max(start - at, at - end) + 1


def _nearest(
    days: Sequence[date], read: Callable[[date], Found], off: Callable[[Found], tuple[int, int]]
) -> Found:
    """The reading that is least off, where ``(0, …)`` fits.

    :raises UsageError: none fits, and the clocks never or twice show one of them
    """
    found, refusals = [], []
    for day in days:
        try:
            found.append(read(day))
        except UsageError as error:
            refusals.append(error)
    best = min(found, key=off, default=None)
    if refusals and (best is None or off(best)[0]):
        raise refusals[0]
    assert best is not None
    return best


def _on_day(context: Context, text: str, day: date) -> int:
    from timelog_cli.domain.time.instants import read_instant

    return read_instant(f"{day} {text}", context.moment).instant


def _range_on_day(context: Context, text: str, day: date) -> RangeReading:
    from timelog_cli.domain.time.ranges import read_range
    from timelog_cli.domain.time.scan import Moment

    return read_range(text, Moment(start_of_day(day, context.zone), context.zone))


def _is_time_of_day(text: str) -> bool:
    from timelog_cli.domain.time.clock import read_time_of_day

    try:
        read_time_of_day(text)
    except UsageError:
        return False
    return True
