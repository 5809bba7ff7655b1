"""The times of a log, from the words of the command line."""

from __future__ import annotations

from timelog_cli.cli.common import instant
from timelog_cli.domain.written import day_and_time, span
from timelog_cli.domain.zones import local
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from timelog_cli.context import Context

    Found = TypeVar("Found")


def read_when(
    context: Context,
    words: list[str] | None,
    start: str | None,
    end: str | None,
    duration: str | None,
) -> tuple[int, int]:
    """Start and end: as a range in words, or by two of start, end and duration.

    A duration alone ends now. The command says the absolute times of the log it makes.

    :raises Unreadable: nothing is given, something lacks, or is said twice
    """
    given = {"--start": start, "--end": end, "--duration": duration}
    options = [name for name, value in given.items() if value is not None]
    if words and options:
        raise Unreadable(
            f"the time is given twice: {' '.join(words)[:60]!r} and {options[0]}",
            "leave one of them out",
        )
    if words:
        return _range(context, " ".join(words))
    if len(options) == len(given):
        raise Unreadable(
            "--start, --end and --duration are one too many", "leave any one of them out"
        )
    if start is not None and end is not None:
        return _from_to(context, start, end)
    if duration is not None:
        return _so_long(context, start, end, duration)
    if options:
        raise Unreadable(
            f"{options[0]} alone is no time range", f"{options[0]} {start or end} --duration 1h"
        )
    raise Unreadable("it is not said when", "9:00-11:30, 1h30m, or --start 9:00 --end 11:30")


def _range(context: Context, text: str) -> tuple[int, int]:
    from timelog_cli.domain.times import read_range

    reading = read_range(text, context.moment)
    return reading.start, reading.end


def _from_to(context: Context, start: str, end: str) -> tuple[int, int]:
    """An end that is only a time of day follows its start, as it does in a range."""
    try:
        return _range(context, f"{start} to {end}")
    except Unreadable:
        return _known(context, start), _known(context, end)


def _so_long(
    context: Context, start: str | None, end: str | None, duration: str
) -> tuple[int, int]:
    from timelog_cli.domain.times import read_duration

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
    assert found is not None  # noqa: S101 - the text is not None
    return found


def read_near(context: Context, text: str | None, *near: int) -> int | None:
    """An instant; a time of day alone is on a day of ``near``, and is echoed.

    :param near: an instant, or two that it should lie between
    """
    if text is None or not _is_time_of_day(text):
        return instant(context, text)
    chosen = _fitting(
        near, lambda one: _on_day(context, text, one), lambda instant: near[0] < instant < near[-1]
    )
    context.notices.append(f"{text} is {day_and_time(chosen, context.zone)}.")
    return chosen


def read_range_near(context: Context, text: str, start: int, end: int) -> tuple[int, int]:
    """A range; times of day alone are on a day of ``start`` or ``end``, and are echoed.

    :raises Unreadable: no range, or the clocks never or twice show an end
    """
    from timelog_cli.domain.times import Moment, only_clocks, read_range

    clocks = only_clocks(text)
    reading = _fitting(
        (start, end) if clocks else (context.now,),
        lambda near: read_range(text, Moment(near, context.zone) if clocks else context.moment),
        lambda found: start <= found.start and found.end <= end,
    )
    if clocks or reading.relative:
        context.notices.append(f"{text} is {span(reading.start, reading.end, context.zone)}.")
    return reading.start, reading.end


def _fitting(
    near: Sequence[int], read: Callable[[int], Found], fits: Callable[[Found], bool]
) -> Found:
    """What fits of the readings near some instants, or else the first of them."""
    found, refusals = [], []
    for one in near:
        try:
            found.append(read(one))
        except Unreadable as error:
            refusals.append(error)
    fitting = next(filter(fits, found), None)
    if fitting is None and refusals:
        raise refusals[0]
    return found[0] if fitting is None else fitting


def _on_day(context: Context, text: str, near: int) -> int:
    from timelog_cli.domain.times import read_instant

    return read_instant(f"{local(near, context.zone).date()} {text}", context.moment).instant


def _is_time_of_day(text: str) -> bool:
    from timelog_cli.domain.times import read_time_of_day

    try:
        read_time_of_day(text)
    except Unreadable:
        return False
    return True
