"""Change and delete logs, whole or by segments and pauses."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.segments import (
    around,
    bounds,
    clipped,
    end_of,
    pauses,
    start_of,
    welded,
    without,
)
from timelog_cli.domain.text import many_lines, owner_name, untwinned
from timelog_cli.domain.time.zones import as_typed, span
from timelog_cli.errors import NotFound, Refused, TimelogError, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.logs import (
    adding,
    check_billable,
    check_bounds,
    check_length,
    check_may_change,
    check_not_billed_elsewhere,
    check_takes_logs,
    made_free,
)
from timelog_cli.usecases.logs.adding import again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

    Parts = tuple[Sequence[Segment], Sequence[Segment]]
    from typing import Any

    from timelog_cli.domain.logs import RecordSummary, Taken


class SegmentChanges(Frozen):
    """Changes of the segments and pauses of a log, which are numbered from 1.

    :param pauses: time that was not worked
    :param closed: the pauses that were worked
    :param segment: the segment that starts at ``start`` or ends at ``end``, or both
    :param dropped: the segments to remove
    """

    pauses: tuple[Segment, ...] = ()
    closed: tuple[int, ...] = ()
    segment: int | None = None
    start: int | None = None
    end: int | None = None
    dropped: tuple[int, ...] = ()


NONE = SegmentChanges()


def segment(log: Log, number: int) -> Segment:
    """The segment of that number.

    :raises NotFound: there is none
    """
    return _numbered(log, log.segments, number, "segment")


def changed(work: Work, log: Log, wanted: SegmentChanges, *, allow_future: bool) -> Parts:
    """The time of a log that stays, and the time that is added."""
    if wanted.segment is not None:
        return _with_bounds(work, log, wanted, allow_future)
    if wanted.closed:
        paused = pauses(log.segments, log.start, log.end)
        closed = {_numbered(log, paused, number, "pause") for number in wanted.closed}
        return log.segments, sorted(closed)
    dropped = {segment(log, number) for number in wanted.dropped}
    for pause in wanted.pauses:
        _check_inside(work, log, pause)
    kept = [one for one in without(log.segments, wanted.pauses) if one not in dropped]
    if log.segments and not kept:
        raise Refused(
            f"cannot change log {log.id}: no time would be left", f"timelog log delete {log.id}"
        )
    return kept, []


def _with_bounds(work: Work, log: Log, wanted: SegmentChanges, allow_future: bool) -> Parts:
    assert wanted.segment is not None
    old = segment(log, wanted.segment)
    new = Segment(
        old.start if wanted.start is None else wanted.start,
        old.end if wanted.end is None else wanted.end,
    )
    check_bounds(work, new.start, new.end, allow_future=allow_future)
    check_length(work, min(log.start, new.start), max(log.end, new.end))
    _check_apart(work, log, wanted.segment, new)
    others = [one for one in log.segments if one != old]
    return welded(others, clipped([old], *new)), without([new], [old])


def _check_apart(work: Work, log: Log, number: int, new: Segment) -> None:
    for at, other in enumerate(log.segments, 1):
        if at != number and other.start < new.end and other.end > new.start:
            free = ("--end", other.start) if at > number else ("--start", other.end)
            raise Refused(
                f"segment {number} of log {log.id} would overlap segment {at}"
                f" ({span(other.start, other.end, work.zone)})",
                f"use {free[0]} {as_typed(free[1], work.zone)}",
            )


def _check_inside(work: Work, log: Log, pause: Segment) -> None:
    """Refuse a pause that is not in the log; one that reaches over its end makes it shorter."""
    if log.start <= pause.start and pause.end <= log.end:
        return
    whole = pause.start <= log.start and log.end <= pause.end
    way_out = f"timelog log {'delete' if whole else 'show'} {log.id}"
    if log.start < pause.start < log.end:
        way_out = f"timelog log edit {log.id} --end {as_typed(pause.start, work.zone)}"
    elif log.start < pause.end < log.end:
        way_out = f"timelog log edit {log.id} --start {as_typed(pause.end, work.zone)}"
    raise Refused(
        f"the pause {span(pause.start, pause.end, work.zone)} is not within log {log.id}"
        f" ({span(log.start, log.end, work.zone)})",
        way_out,
    )


def _numbered(log: Log, pieces: Sequence[Segment], number: int, what: str) -> Segment:
    if not 1 <= number <= len(pieces):
        raise NotFound(f"log {log.id} has no {what} {number}", f"timelog log show {log.id}")
    return pieces[number - 1]


class LogChange(Frozen):
    """The changes of a log; ``None`` changes nothing.

    :param duration: the worked seconds; the end moves, or the start if the end is given
    :param pieces: the changes of single segments and pauses
    :param rate: its own rate, as typed; an empty one removes it
    """

    start: int | None = None
    end: int | None = None
    duration: int | None = None
    pieces: SegmentChanges = NONE
    ref: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    no_tags: tuple[str, ...] = ()
    billable: bool | None = None
    rate: str | None = None
    owner: str | None = None
    on_overlap: str = "refuse"
    allow_future: bool = False


class EditedLog(Frozen):
    """A log before and after a change, and the overlapping time that was left out of it."""

    before: Log
    after: Log
    left_out: tuple[Taken, ...]


def edit(work: Work, text: str, change: LogChange) -> EditedLog:
    """Change a log; pauses that still fit stay pauses."""
    if change == LogChange(on_overlap=change.on_overlap, allow_future=change.allow_future):
        raise UsageError("no changes given", "timelog log edit --help")
    with work.writing():
        return edit_found(work, lookup.log(work.store, text), change)


def edit_found(work: Work, log: Log, change: LogChange) -> EditedLog:
    """Change a log, inside the transaction of the caller."""
    check_may_change(work, log)
    columns = _columns(work, log, change)
    left_out = _move(work, log, change) if _moves(log, change) else []
    if columns:
        stored.change(work.store, log.id, **columns)
    has = {untwinned(tag): tag for tag in log.tags}
    stored.put_tags(work.store, log.id, [tag for tag in change.tags if tag not in has])
    stored.remove_tags(work.store, log.id, [has.get(untwinned(tag), tag) for tag in change.no_tags])
    return EditedLog(log, again(work, log.id), tuple(left_out))


def _columns(work: Work, log: Log, change: LogChange) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if change.note is not None:
        columns["note"] = many_lines(change.note, "the note")
    if change.billable is not None:
        columns["billable"] = int(change.billable)
    head = lookup.named(work, log.ref if change.ref is None else change.ref)
    if head.id != log.record_id:
        check_takes_logs(head)
        columns["record_id"] = head.id
        if log.billable and change.billable is None and not head.billable:
            raise Refused(
                f"cannot move log {log.id} to {head.ref}: the log is billable, the record is not",
                f"timelog log edit {log.id} --record {head.ref} --no-billable",
            )
        queries.open_if_new(work.store, head)
    if change.billable:
        check_billable(head)
        check_not_billed_elsewhere(log)
    return columns | _rate_column(work, log, change, head)


def _rate_column(work: Work, log: Log, change: LogChange, head: RecordSummary) -> dict[str, Any]:
    """Its own rate, which only a billable log has."""
    billable = log.billable if change.billable is None else change.billable
    if change.rate:
        command = f"timelog log edit {log.id}"
        price = adding.price_of(work, head.id)
        rate = adding.read_own(price, change.rate, head, billable=billable, command=command)
        return {"rate": f"{rate:f}"}
    if change.rate is not None or not billable:
        return {"rate": None} if log.rate is not None else {}
    if head.id != log.record_id:
        adding.check_fits(work, log, head)
    return {}


def _moves(log: Log, change: LogChange) -> bool:
    timed = (change.start, change.end, change.duration) != (None, None, None)
    pieces = change.pieces != NONE
    return timed or pieces or change.owner not in {None, log.owner}


def _move(work: Work, log: Log, change: LogChange) -> list[Taken]:
    """Set the new time of the log; with ``trim``, time of other logs is left out."""
    whole = _spanned(work, log, change)
    owner = log.owner if change.owner is None else owner_name(change.owner)
    owner_id = queries.ensure_owner(work.store, owner)
    kept, added = _parts(work, log, whole, change, new_owner=owner != log.owner)
    free, left_out = made_free(work, owner_id, added, change.on_overlap, log.id)
    segments = welded(kept, free)
    start, end = bounds(whole, segments)
    after = log._replace(start=start, end=end, segments=tuple(segments), owner=owner)
    if after != log:
        stored.clear_segments(work.store, log.id)
        moved = {"start_at": start, "end_at": end, "owner_id": owner_id, "laid_out": 0}
        stored.change(work.store, log.id, **moved)
        stored.put_segments(work.store, log.id, owner_id, segments)
    return left_out


def _spanned(work: Work, log: Log, change: LogChange) -> Log:
    """The log from its new start to its new end."""
    start, end = _bounds(log, change)
    if (start, end) == (log.start, log.end):
        return log
    check_bounds(work, start, end, allow_future=change.allow_future)
    segments = around(start, end, pauses(log.segments, log.start, log.end))
    if not segments:
        raise Refused(
            f"cannot change log {log.id}: no time was worked within {span(start, end, work.zone)}",
            f"timelog log delete {log.id}",
        )
    return log._replace(start=start, end=end, segments=tuple(segments))


def _parts(
    work: Work, log: Log, whole: Log, change: LogChange, *, new_owner: bool
) -> tuple[Sequence[Segment], Sequence[Segment]]:
    """The time the log keeps, and the time that must be free: all of it if the log moves."""
    if change.pieces == NONE:
        return [], whole.segments
    kept, added = changed(work, whole, change.pieces, allow_future=change.allow_future)
    moved = new_owner or whole != log
    return ([], welded(kept, added)) if moved else (kept, added)


def _bounds(log: Log, change: LogChange) -> tuple[int, int]:
    start = log.start if change.start is None else change.start
    end = log.end if change.end is None else change.end
    if change.duration is None:
        return start, end
    paused = pauses(log.segments, log.start, log.end)
    if change.end is None:
        return start, end_of(start, change.duration, paused)
    return start_of(end, change.duration, paused), end


def found(work: Work, texts: Sequence[str], verb: str = "") -> list[Log]:
    """The logs of some numbers, each once.

    :param verb: of the command that does the same to a record, for who names one instead
    """
    logs = (_found(work.store, text, verb) for text in texts)
    return list({log.id: log for log in logs}.values())


def _found(store: Store, text: str, verb: str) -> Log:
    try:
        return lookup.log(store, text)
    except UsageError as error:
        ref = _ref(store, text) if verb else None
        if ref is not None:
            error.hint = f"to {verb} the record: timelog record {verb} {ref}"
        raise


def _ref(store: Store, text: str) -> str | None:
    """The reference of the record that a text names, if it names one."""
    try:
        return lookup.record(store, text).ref
    except TimelogError:
        return None


def delete(work: Work, texts: Sequence[str]) -> list[Log]:
    """Delete logs."""
    with work.writing():
        logs = found(work, texts)
        check_may_change(work, *logs, verb="delete")
        for log in logs:
            stored.drop(work.store, log.id)
        return logs
