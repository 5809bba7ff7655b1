"""The times of an event that repeats: by a rule, by dates that are added, without others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from heapq import merge

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.domain.time.recurrences import days, read_rule
from timelog_cli.errors import UsageError
from timelog_cli.exchange.ical import BROKEN
from timelog_cli.exchange.trackers.calendar_values import When, all_times, seconds, values
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from timelog_cli.domain.time.recurrences import Rule

    Instant = Callable[[When], int]

_YEAR = 366
_LAST_YEAR = 2199


class Time(Frozen):
    """One time of an event: start and end in UTC seconds, and the start as the file has it."""

    start: int
    end: int
    at: When


def times(event: Any, start: When, length: int, instant: Instant, now: int) -> Iterator[Time]:
    """The times of an event, in order, each once, up to a year after ``now``.

    :param length: in seconds
    :param instant: when a point in time is, in UTC seconds
    :raises Unreadable: its rule, or one of its dates, is not read
    """
    instants, whole_days = _left_out(event, instant)
    added = sorted(_added(event, length, instant))
    before = None
    for one in merge(_by_rule(event, start, length, instant, now), added):
        if (
            one.start != before
            and one.start not in instants
            and one.at.wall.date() not in whole_days
        ):
            yield one
        before = one.start


def _by_rule(event: Any, start: When, length: int, instant: Instant, now: int) -> Iterator[Time]:
    """The times by the rule; without one the first time alone."""
    first = start.wall.date()
    if "RRULE" not in event:
        yield _time(start, length, instant)
        return
    rule = _rule(event, first)
    is_over = _end(rule, instant, start)
    last = datetime.fromtimestamp(now, UTC).date() + timedelta(days=_YEAR)
    for count, day in enumerate(days(rule, first, last), 1):
        at = start._replace(wall=datetime.combine(day, start.wall.time()))
        found = _time(at, length, instant)
        if (rule.times is not None and count > rule.times) or is_over(found):
            return
        yield found


def _time(at: When, length: int, instant: Instant) -> Time:
    begin = instant(at)
    return Time(begin, begin + length, at)


def _rule(event: Any, first: date) -> Rule:
    found = values(event, "RRULE")
    if len(found) > 1:
        raise Unreadable("it has several rules by which it repeats, which is not read")
    try:
        text = found[0].to_ical()
        return read_rule(text.decode() if isinstance(text, bytes) else str(text), first)
    except UsageError as error:
        raise Unreadable(error.message) from None
    except BROKEN:
        raise Unreadable("the rule by which it repeats is broken") from None


def _end(rule: Rule, instant: Instant, start: When) -> Callable[[Time], bool]:
    """Whether a time is after the end of a rule, which is a day, an instant or a local time."""
    text = rule.until
    if not text:
        return _never
    try:
        if "T" not in text:
            day = datetime.strptime(text, "%Y%m%d").date()
            return lambda found: found.at.wall.date() > day
        wall = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        raise Unreadable("the rule by which it repeats has an end that cannot be read") from None
    if wall.year > _LAST_YEAR:  # some programs mean no end by it
        return _never
    latest = instant(When(wall, "UTC" if text.endswith("Z") else start.zone))
    return lambda found: found.start > latest


def _never(_: Time) -> bool:
    return False


def _added(event: Any, length: int, instant: Instant) -> Iterator[Time]:
    for at, end in all_times(event, "RDATE"):
        begin = instant(at)
        if isinstance(end, timedelta):
            yield Time(begin, begin + seconds(end), at)
        else:
            yield Time(begin, begin + length if end is None else instant(end), at)


def _left_out(event: Any, instant: Instant) -> tuple[set[int], set[date]]:
    """The instants and the whole days of ``EXDATE``."""
    every = [at for at, _ in all_times(event, "EXDATE")]
    return (
        {instant(at) for at in every if not at.is_day},
        {at.wall.date() for at in every if at.is_day},
    )
