"""Log time by hand: on a record, or on one that is created for it."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment, Unlogged, clipped, worked
from timelog_cli.domain.money import read_rate
from timelog_cli.domain.text import many_lines, owner_name, typed
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs as stored
from timelog_cli.store.queries import records, timers
from timelog_cli.usecases import lookup, names
from timelog_cli.usecases.logs import (
    check_billable,
    check_bounds,
    check_takes_logs,
    made_free,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from timelog_cli.domain.logs import Filters, Log, RecordSummary, Taken
    from timelog_cli.domain.records import Price, Record
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.records.quick_create import New


def read_own(
    work: Work, text: str, head: RecordSummary, *, billable: bool, command: str
) -> Decimal:
    """The rate that is typed for a log.

    :param command: the one that hints begin with, such as ``timelog log edit 3``
    :raises Refused: the log is not billable, or its record has a fixed price
    """
    if not billable:
        raise Refused(
            "a non-billable log cannot have a rate", f"{command} --billable --rate {typed(text)}"
        )
    price = _price(work, head.id)
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
    here, there = _price(work, log.record_id), _price(work, to.id)
    if log.rate is None or here is None or there is None:
        return
    if here._replace(amount=there.amount) != there:
        raise Refused(
            f"cannot move log {log.id} to {to.ref}: it has its own rate in {here.measure},"
            f" but the record is billed in {there.measure}",
            f"timelog log edit {log.id} --no-rate",
        )


def _price(work: Work, record_id: int) -> Price | None:
    record = records.find(work.store, record_id)
    return record and record.price


class NewLog(Frozen):
    """Time to log, by the user unless an owner is given.

    :param earlier: what to type for the same time a day earlier, if that may be meant
    :param segments: the worked time from start to end, if there are pauses
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


class Added(Frozen):
    """A new log, the record created for it, and the overlapping time that was left out."""

    log: Log
    made: Record | None = None
    left_out: tuple[Taken, ...] = ()


def add(work: Work, ref: str, entry: NewLog) -> Added:
    """Log time on a record."""
    with work.writing():
        return add_on(work, lookup.record(work.store, ref), entry)


def add_anywhere(work: Work, ref_or_title: str, new: New, entry: NewLog) -> Added:
    """Log time on a record, or create a record with that title and log on it."""
    from timelog_cli.usecases.records.quick_create import found_or_made

    with work.writing():
        head, made = found_or_made(work, ref_or_title, new)
        return add_on(work, head, entry)._replace(made=made)


def add_on(work: Work, head: RecordSummary, entry: NewLog) -> Added:
    """Log time on a record, inside the transaction of the caller."""
    check_takes_logs(head)
    start, end, earlier = entry.start, entry.end, entry.earlier
    check_bounds(work, start, end, allow_future=entry.allow_future, earlier=earlier)
    if entry.billable:
        check_billable(head)
    if entry.billable is None:
        entry = entry._replace(billable=head.marks_logs(work.log_billable))
    rate = None if entry.rate is None else _rate(work, head, entry)
    owner = work.user if entry.owner is None else owner_name(entry.owner)
    owner_id = queries.ensure_owner(work.store, owner)
    whole = entry.segments or (Segment(entry.start, entry.end),)
    segments, left_out = made_free(work, owner_id, whole, entry.on_overlap)
    log_id = stored.add(
        work.store,
        record_id=head.id,
        owner_id=owner_id,
        start=segments[0].start,
        end=segments[-1].end,
        zone=work.zone,
        segments=segments,
        note=many_lines(entry.note, "the note"),
        tags=entry.tags,
        billable=bool(entry.billable),
        rate=rate,
    )
    queries.open_if_new(work.store, head)
    return Added(again(work, log_id), left_out=tuple(left_out))


def _rate(work: Work, head: RecordSummary, entry: NewLog) -> Decimal:

    command = f"timelog log add {head.ref} WHEN"
    return read_own(work, entry.rate or "", head, billable=bool(entry.billable), command=command)


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
