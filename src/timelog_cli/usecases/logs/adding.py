"""Log time by hand: on a record, or on one that is created for it."""

from __future__ import annotations

from timelog_cli.domain.filters import Unlogged
from timelog_cli.domain.logs import Segment, worked
from timelog_cli.domain.money import read_rate
from timelog_cli.domain.segments import clipped
from timelog_cli.domain.text import many_lines, owner_name, typed
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import locks, records, timers
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import lookup, names
from timelog_cli.usecases.logs import (
    Calendar,
    check_billable,
    check_bounds,
    check_not_locked,
    check_takes_logs,
    made_free,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.logs import Log, RecordSummary, Taken
    from timelog_cli.domain.records import Price, Record
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.records.quick_create import New


def read_own(
    price: Price | None, text: str, head: RecordSummary, *, billable: bool, command: str
) -> Decimal:
    """The rate that is typed for a log.

    :param price: that of its record
    :param command: the one that hints begin with, such as ``timelog log edit 3``
    :raises Refused: the log is not billable, or its record has a fixed price
    """
    if not billable:
        raise Refused(
            "a non-billable log cannot have a rate", f"{command} --billable --rate {typed(text)}"
        )
    if price is not None and price.flat:
        raise Refused(
            f"{head.ref} has a fixed price, so its logs cannot have rates",
            f"timelog billing item add {head.ref} DESCRIPTION {typed(text)}",
        )
    return read_rate(text, price.currency if price else "")


def check_fits(work: Work, log: Log, to: RecordSummary) -> None:
    """Refuse to move a log to a record whose rates are in another unit or currency.

    :raises Refused: the log has its own rate, which would mean something else there
    """
    here, there = price_of(work, log.record_id), price_of(work, to.id)
    if log.rate is None or here is None or there is None:
        return
    if here._replace(amount=there.amount) != there:
        raise Refused(
            f"cannot move log {log.id} to {to.ref}: it has its own rate in {here.measure},"
            f" but the record is billed in {there.measure}",
            f"timelog log edit {log.id} --no-rate",
        )


def price_of(work: Work, record_id: int) -> Price | None:
    """The price of a record."""
    record = records.find(work.store, record_id)
    return record and record.price


class NewLog(Frozen):
    """Time to log, by the user unless an owner is given.

    :param earlier: what to type for the same time a day earlier, if that may be meant
    :param segments: the worked time from start to end, if there are pauses
    :param timed: whether a timer made it elsewhere; then it may have no segments
    :param billable: whether it is; ``None`` leaves it to the record, then to the settings
    :param rate: its own rate, as typed
    :param on_overlap: what to do about overlaps: ``refuse``, ``trim``, ``allow``
    """

    start: int
    end: int
    note: str = ""
    tags: tuple[str, ...] = ()
    billable: bool | None = None
    rate: str | None = None
    owner: str | None = None
    on_overlap: str = "refuse"
    allow_future: bool = False
    earlier: str | None = None
    segments: tuple[Segment, ...] = ()
    timed: bool = False


class Added(Frozen):
    """A new log, the record created for it, and the overlapping time that was left out."""

    log: Log
    made: Record | None = None
    left_out: tuple[Taken, ...] = ()


def add(work: Work, ref: str, entry: NewLog) -> Added:
    """Log time on a record."""
    with work.writing():
        return add_on(work, lookup.named(work, ref), entry)


def add_anywhere(work: Work, ref_or_title: str, new: New, entry: NewLog) -> Added:
    """Log time on a record, or create a record with that title and log on it."""
    from timelog_cli.usecases.records.quick_create import found_or_made

    with work.writing():
        head, made = found_or_made(work, ref_or_title, new)
        return add_on(work, head, entry)._replace(made=made)


def add_on(work: Work, head: RecordSummary, entry: NewLog) -> Added:
    """Log time on a record, inside the transaction of the caller."""
    new = Batch(work).add(head, entry)
    return Added(again(work, new.log_id), left_out=tuple(new.left_out))


class Placed(Frozen):
    """The number of a new log, its segments, and the overlapping time that was left out."""

    log_id: int
    segments: Sequence[Segment]
    left_out: Sequence[Taken]


class Batch:
    """Logs that are added in the transaction of the caller; what they share is looked up once.

    :param many: whether to read taken time some days at a time, and to write many logs at once
    """

    def __init__(self, work: Work, *, many: bool = False) -> None:
        self._work = work
        self._queue = stored.Queue(work.store) if many else None
        self._calendar = Calendar(work, self._queue) if self._queue else None
        self._owners: dict[str, int] = {}
        self._prices: dict[int, Price | None] = {}
        self._opened: set[int] = set()
        self._lock = locks.find(work.store)

    def add(self, head: RecordSummary, entry: NewLog, line: int = 0) -> Placed:
        """Log time on a record.

        :param line: where it comes from, if several are added
        """
        work = self._work
        check_takes_logs(head)
        start, end, earlier, future = entry.start, entry.end, entry.earlier, entry.allow_future
        check_not_locked(work, start, self._lock)
        never_ran = entry.timed and not entry.segments
        check_bounds(work, start, end, allow_future=future, earlier=earlier, may_be_empty=never_ran)
        if entry.billable:
            check_billable(head)
        billable = entry.billable
        if billable is None:
            billable = head.marks_logs(work.log_billable)
        rate = None if entry.rate is None else self._rate(head, entry.rate, billable)
        owner_id = self._owner(entry.owner)
        new = self._store(head, entry, owner_id, billable, rate)
        if self._calendar is not None:
            self._calendar.add(owner_id, new.log_id, head.ref, line, new.segments)
        if head.id not in self._opened:
            self._opened.add(head.id)
            queries.open_if_new(work.store, head)
        return new

    def write(self, *, only_full: bool = False) -> None:
        """Write the logs that wait; with ``only_full`` not a few."""
        queue = self._queue
        if queue is not None and (queue.is_full or not only_full):
            queue.write()

    def _store(
        self,
        head: RecordSummary,
        entry: NewLog,
        owner_id: int,
        billable: bool,
        rate: Decimal | None,
    ) -> Placed:
        work, start, end = self._work, entry.start, entry.end
        whole = entry.segments or (() if entry.timed else (Segment(start, end),))
        segments, left_out = made_free(
            work, owner_id, whole, entry.on_overlap, calendar=self._calendar
        )
        if any(not one.given for one in left_out):
            start, end = segments[0].start, segments[-1].end
        log_id = stored.add(
            work.store,
            record_id=head.id,
            owner_id=owner_id,
            start=start,
            end=end,
            zone=work.zone,
            segments=segments,
            note=many_lines(entry.note, "the note"),
            tags=entry.tags,
            billable=billable,
            timed=entry.timed,
            rate=rate,
            queue=self._queue,
        )
        return Placed(log_id, segments, left_out)

    def _owner(self, name: str | None) -> int:
        name = self._work.user if name is None else name
        if name not in self._owners:
            known = name if name == self._work.user else owner_name(name)
            self._owners[name] = queries.ensure_owner(self._work.store, known)
        return self._owners[name]

    def _rate(self, head: RecordSummary, text: str, billable: bool) -> Decimal:
        if head.id not in self._prices:
            self._prices[head.id] = price_of(self._work, head.id)
        command = f"timelog log add {head.ref} WHEN"
        return read_own(self._prices[head.id], text, head, billable=billable, command=command)


def show(work: Work, log: str) -> Log:
    """The log of a number."""
    return lookup.log(work.store, log)


def matching(work: Work, filters: Filters) -> Iterator[Log]:
    """The logs that filters select, oldest first, read as they are asked for."""
    return stored.matching(work.store, names.resolved(work, filters))


def unlogged(work: Work, filters: Filters) -> list[Unlogged]:
    """The live timers that filters would select if they were logs, with their time so far."""
    if not timers.everybody(work.store):
        return []
    found = timers.matching(work.store, names.resolved(work, filters))
    times = (clipped(timer.segments_until(work.now), filters.start, filters.end) for timer in found)
    every = (Unlogged(timer, worked(its)) for timer, its in zip(found, times, strict=True))
    return [one for one in every if one.seconds]


def again(work: Work, log_id: int) -> Log:
    """A log that is known to exist, as it is now."""
    log = stored.find(work.store, log_id)
    assert log is not None
    return log
