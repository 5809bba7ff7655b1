"""A record of klog, whether it is text or JSON: the day, its entries, and what is deducted from it.

klog deducts a negative duration such as ``-30m`` from the whole record and does not say when that
pause was. It is put in the middle of the entry before it, or of another one that is long enough.
"""

from __future__ import annotations

from timelog_cli.domain.foreign import Entry, Pause, Unreadable
from timelog_cli.exchange.trackers.clock import written_day
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from timelog_cli.exchange.trackers.clock import Clock

    Day = tuple[int, int, int]


class Item(Frozen):
    """An entry of a record as it is written.

    :param line: where it begins in the file
    :param raw: its own text, without that of the record
    :param text: its summary, or that of the record if it has none
    :param tags: those of the record, and its own
    :param start: minutes after midnight, negative on the day before; ``None`` for a duration
    :param end: minutes after midnight; ``None`` while it is open, and for a duration
    :param minutes: how long a duration is; negative if it is deducted
    """

    line: int
    raw: str
    text: str
    tags: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    minutes: int = 0


def entries_of(
    day: Day, items: Sequence[Item], clock: Clock, refuse: Callable[[Item, Unreadable], None]
) -> Iterator[tuple[Entry, list[str]]]:
    """The entries of a record, each with the texts that it is made from.

    :param refuse: is told what cannot be read
    """
    found: dict[int, tuple[Entry, list[str]]] = {}
    for at, item in enumerate(items):
        try:
            if item.minutes >= 0:
                found[at] = _entry(day, item, clock), [item.raw]
        except Unreadable as error:
            refuse(item, error)
    for at, item in enumerate(items):
        if item.minutes < 0:
            place = _place(found, at, -60 * item.minutes)
            if place is None:
                refuse(item, Unreadable("no entry of the record is longer than this pause"))
            else:
                entry, raws = found[place]
                found[place] = _paused(entry, -60 * item.minutes), [*raws, item.raw]
    yield from found.values()


def _entry(day: Day, item: Item, clock: Clock) -> Entry:
    line, _, text, tags, first, last, minutes = item
    if first is None:
        seconds = 60 * minutes
        return Entry(line, None, None, "", text, tags, day=written_day(*day), seconds=seconds)
    if last is None:
        return Entry(line, clock.instant(*day, 60 * first), None, "", text, tags)
    start, end = clock.span((*day, 60 * first), (*day, 60 * last))
    return Entry(line, start, end, "", text, tags)


def _place(found: Mapping[int, tuple[Entry, list[str]]], at: int, seconds: int) -> int | None:
    """Which entry a pause is deducted from: the last one before it, or one behind it."""
    fitting = [other for other, (entry, _) in found.items() if _free(entry) > seconds]
    before = [other for other in fitting if other < at]
    return next(iter([*before[-1:], *fitting]), None)


def _free(entry: Entry) -> int:
    """How many seconds can be deducted from an entry, and one more."""
    if entry.start is None:
        return entry.seconds + 1
    if entry.end is None:
        return 0
    return entry.end - entry.start - sum(pause.end - pause.start for pause in entry.pauses)


def _paused(entry: Entry, seconds: int) -> Entry:
    if entry.start is None or entry.end is None:
        return entry._replace(seconds=entry.seconds - seconds)
    seconds += sum(pause.end - pause.start for pause in entry.pauses)
    begin = entry.start + (entry.end - entry.start - seconds) // 2
    return entry._replace(pauses=(Pause(begin, begin + seconds),))
