"""When the rows of a table were worked: from the cells with their dates, times and durations."""

from __future__ import annotations

from contextlib import suppress

from timelog_cli.domain.foreign import Pause, Unreadable
from timelog_cli.exchange.trackers.clock import DAY, Clock
from timelog_cli.exchange.trackers.dates import LONGEST, Dates, length, proven_order, time_of_day
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.columns import Columns

    Value = TypeVar("Value")
    Length = tuple[int, int]
    LocalTime = tuple[int, int, int, int]

_HOUR = 3600
_MOST_DIGITS = 8
_MOST_SEEN = 100_000


class Span(Frozen):
    """When a row was worked.

    :param start: in UTC seconds; ``None`` where only hours of a day are known
    :param end: in UTC seconds; ``None`` while a timer runs, and for hours of a day
    :param day: of hours without a start, as ``2026-03-28``
    :param seconds: how long these are
    """

    start: int | None
    end: int | None
    day: str | None = None
    seconds: int = 0
    pauses: tuple[Pause, ...] = ()


class Spans:
    """When rows were worked, by the columns ``date``, ``time``, ``end_date``, ``end_time``,
    ``duration``, ``break`` and ``decimal``, which is used where there is no other duration.

    :param order: of day, month and year, as ``order_of`` finds it
    :param counts_seconds: whether durations without a fraction can be seconds, if the times agree
    """

    def __init__(
        self, columns: Columns, reading: Reading, order: str | None, *, counts_seconds: bool = False
    ) -> None:
        self._date, self._time = columns.at("date"), columns.at("time")
        self._end_date, self._end_time = columns.at("end_date"), columns.at("end_time")
        self._duration, self._decimal = columns.at("duration"), columns.at("decimal")
        self._break = columns.at("break")
        self._clock, self._dates = Clock(reading.zone), Dates(order)
        self._counts_seconds = counts_seconds

    def of(self, cells: list[str]) -> Span:
        """When a row was worked.

        A break, whose times no table tells, is put at the end.

        :raises Unreadable: a cell is no date, time or duration, or they contradict each other
        """
        try:
            if not cells[self._break]:
                return self._without(0, cells)
            return self._with_break(cells)
        except Unreadable as error:
            if error.column is None:
                error.column = self._wrong(cells)
            raise

    def _wrong(self, cells: list[str]) -> int | None:
        """The column of the first cell that cannot be read; ``None`` if each by itself can."""
        duration = self._duration if cells[self._duration] else self._decimal
        for at, read in (
            (self._date, self._dates.day),
            (self._time, time_of_day),
            (self._end_date, self._dates.day),
            (self._end_time, time_of_day),
            (duration, length),
            (self._break, length),
        ):
            try:
                if cells[at]:
                    read(cells[at])
            except Unreadable:
                return at + 1
        return None

    def _with_break(self, cells: list[str]) -> Span:
        away, _ = length(cells[self._break])
        span = self._without(away, cells)
        if not away or span.start is None or span.end is None:
            return span
        if away > span.end - span.start:
            raise Unreadable("the break is longer than the entry", column=self._break + 1)
        return span._replace(pauses=(Pause(span.end - away, span.end),))

    def _without(self, away: int, cells: list[str]) -> Span:
        """From start to end, if the duration leaves out so many seconds."""
        if not cells[self._date]:
            raise Unreadable("the date is missing", column=self._date + 1)
        first = self._dates.day(cells[self._date])
        lengths = self._lengths(cells, away)
        if not cells[self._time]:
            return self._of_a_day(first, lengths)
        seconds, exact = time_of_day(cells[self._time])
        if cells[self._end_time]:
            return self._until((*first, seconds), cells, lengths, exact)
        if cells[self._end_date]:
            self._dates.day(cells[self._end_date])
            raise Unreadable("the end time is missing", column=self._end_time + 1)
        begin = self._clock.instant(*first, seconds)
        return Span(begin, begin + lengths[0][0] if lengths and lengths[0][0] else None)

    def _of_a_day(self, day: tuple[int, int, int], lengths: list[Length]) -> Span:
        if not lengths:
            raise Unreadable("there is neither a start nor a duration")
        self._clock.instants(*day, DAY // 2)  # refuses a day out of range
        year, month, number = day
        return Span(None, None, f"{year}-{month:02}-{number:02}", lengths[0][0])

    def _until(self, start: LocalTime, cells: list[str], lengths: list[Length], exact: int) -> Span:
        seconds, end_exact = time_of_day(cells[self._end_time])
        if cells[self._end_date]:
            day = self._dates.day(cells[self._end_date])
        else:
            day = start[:3]
            seconds += DAY * _days_between(start[3], seconds, lengths)
        coarse = max(exact, end_exact) - 1
        for one in lengths[1:]:
            with suppress(Unreadable):
                return self._lasting(start, (*day, seconds), one, coarse)
        if lengths:
            return self._lasting(start, (*day, seconds), lengths[0], coarse)
        return Span(*self._clock.span(start, (*day, seconds)), None, 0, ())

    def _lasting(self, start: LocalTime, end: LocalTime, length: Length, coarse: int) -> Span:
        """Where times have no seconds and the duration has some, these are the duration's."""
        seconds, tolerance = length
        first, last = self._clock.span(start, end, seconds, tolerance + coarse)
        until = first + seconds if coarse and not tolerance else last
        return Span(first, until, None, 0, ())

    def _lengths(self, cells: list[str], away: int) -> list[Length]:
        """What the duration can mean, with its tolerance; what is likely comes first."""
        at = self._duration if cells[self._duration] else self._decimal
        if not cells[at]:
            return []
        if self._counts_seconds and len(cells[at]) <= _MOST_DIGITS and _is_whole(cells[at]):
            number = int(cells[at])
            return [(number + away, 0), (number * _HOUR + away, _HOUR // 100)]
        seconds, tolerance = length(cells[at])
        return [(seconds + away, tolerance)]


def read_cell(read: Callable[[str], Value], cells: list[str], at: int) -> Value:
    """What a cell says, read in some way.

    :raises Unreadable: with the column
    """
    try:
        return read(cells[at])
    except Unreadable as error:
        raise Unreadable(error.message, error.hint, at + 1) from None


def order_of(
    rows: Iterable[list[str]], columns: Columns, reading: Reading, file: str
) -> str | None:
    """The order of day, month and year that the user gives, or else the dates of all rows prove.

    :raises UsageError: it is not proven
    """
    if reading.date_order:
        return reading.date_order
    return proven_order(_dates(rows, (columns.at("date"), columns.at("end_date"))), file)


def _dates(rows: Iterable[list[str]], columns: tuple[int, int]) -> Iterator[str]:
    """The dates of rows; each may come more than once."""
    seen: set[str] = set()
    for cells in rows:
        for at in columns:
            text = cells[at]
            if text not in seen and len(text) <= LONGEST:
                if len(seen) > _MOST_SEEN:
                    seen.clear()
                seen.add(text)
                yield text


def _days_between(start: int, end: int, lengths: list[Length]) -> int:
    """How many midnights are between two times without dates, by the duration if there is one."""
    if lengths:
        return max(0, round((lengths[0][0] - (end - start)) / DAY))
    return int(end < start)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()
