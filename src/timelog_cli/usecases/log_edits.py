"""Change and delete logs."""

from __future__ import annotations

from timelog_cli.domain.logs import around, end_of, pauses, start_of, welded
from timelog_cli.domain.text import many_lines, owner_name
from timelog_cli.domain.written import span
from timelog_cli.errors import Refused, Unreadable
from timelog_cli.frozen import Frozen
from timelog_cli.store import heads, owners
from timelog_cli.store import logs as stored
from timelog_cli.usecases import finding, log_pieces, log_rates
from timelog_cli.usecases.checks import (
    check_billable,
    check_bounds,
    check_not_invoiced,
    check_takes_logs,
)
from timelog_cli.usecases.log_pieces import Pieces
from timelog_cli.usecases.logs import again
from timelog_cli.usecases.overlaps import made_free

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.heads import Head
    from timelog_cli.domain.logs import Log, Segment, Taken
    from timelog_cli.usecases.work import Work


class Change(Frozen):
    """What a log is to become; ``None`` leaves it as it is.

    :param duration: the worked seconds; the end moves, or the start if the end is given
    :param pieces: what becomes of single segments and pauses
    :param rate: a rate of its own, as typed; an empty one takes it away
    """

    start: int | None = None
    end: int | None = None
    duration: int | None = None
    pieces: Pieces = log_pieces.NONE
    ref: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    no_tags: tuple[str, ...] = ()
    billable: bool | None = None
    rate: str | None = None
    owner: str | None = None
    on_overlap: str = "refuse"
    allow_future: bool = False


class Edited(Frozen):
    """A log before and after a change, and the taken time that was left out of it."""

    before: Log
    after: Log
    left_out: tuple[Taken, ...]


def edit(work: Work, text: str, change: Change) -> Edited:
    """Change a log; pauses that still fit stay pauses."""
    if change == Change(on_overlap=change.on_overlap, allow_future=change.allow_future):
        raise Unreadable("nothing is named that is to change", "timelog log edit --help")
    with work.writing():
        return edit_found(work, finding.log(work.store, text), change)


def edit_found(work: Work, log: Log, change: Change) -> Edited:
    """Change a log, inside the transaction of the caller."""
    check_not_invoiced(log)
    columns = _columns(work, log, change)
    left_out = _move(work, log, change) if _moves(log, change) else []
    if columns:
        stored.change(work.store, log.id, **columns)
    stored.put_tags(work.store, log.id, change.tags)
    stored.remove_tags(work.store, log.id, change.no_tags)
    return Edited(log, again(work, log.id), tuple(left_out))


def _columns(work: Work, log: Log, change: Change) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if change.note is not None:
        columns["note"] = many_lines(change.note, "the note")
    if change.billable is not None:
        columns["billable"] = int(change.billable)
    head = finding.record(work.store, log.ref if change.ref is None else change.ref)
    if head.id != log.record_id:
        check_takes_logs(head)
        columns["record_id"] = head.id
        if log.billable and change.billable is None and not head.billable:
            raise Refused(
                f"{head.ref} is not billable, and log {log.id} is",
                f"timelog log edit {log.id} --record {head.ref} --no-billable",
            )
        heads.open_if_new(work.store, head)
    if change.billable:
        check_billable(head)
    return columns | _rate_column(work, log, change, head)


def _rate_column(work: Work, log: Log, change: Change, head: Head) -> dict[str, Any]:
    """The rate of its own, which goes with the flag."""
    billable = log.billable if change.billable is None else change.billable
    if change.rate:
        command = f"timelog log edit {log.id}"
        rate = log_rates.read_own(work, change.rate, head, billable=billable, command=command)
        return {"rate": f"{rate:f}"}
    if change.rate is not None or not billable:
        return {"rate": None} if log.rate is not None else {}
    if head.id != log.record_id:
        log_rates.check_fits(work, log, head)
    return {}


def _moves(log: Log, change: Change) -> bool:
    timed = (change.start, change.end, change.duration) != (None, None, None)
    pieces = change.pieces != log_pieces.NONE
    return timed or pieces or change.owner not in {None, log.owner}


def _move(work: Work, log: Log, change: Change) -> list[Taken]:
    """Give the log its time anew; what another log has of it is left out if so wanted."""
    whole = _spanned(work, log, change)
    owner = log.owner if change.owner is None else owner_name(change.owner)
    owner_id = owners.ensure(work.store, owner)
    kept, added = _parts(work, log, whole, change, new_owner=owner != log.owner)
    free, left_out = made_free(work, owner_id, added, change.on_overlap, log.id)
    segments = welded(kept, free)
    start, end = log_pieces.bounds(whole, segments)
    after = log._replace(start=start, end=end, segments=tuple(segments), owner=owner)
    if after != log:
        stored.clear_segments(work.store, log.id)
        stored.change(work.store, log.id, start_at=start, end_at=end, owner_id=owner_id)
        stored.put_segments(work.store, log.id, owner_id, segments)
    return left_out


def _spanned(work: Work, log: Log, change: Change) -> Log:
    """The log from its new start to its new end."""
    start, end = _bounds(log, change)
    if (start, end) == (log.start, log.end):
        return log
    check_bounds(work, start, end, allow_future=change.allow_future)
    segments = around(start, end, pauses(log.segments, log.start, log.end))
    if not segments:
        raise Refused(
            f"nothing of log {log.id} was worked in {span(start, end, work.zone)}",
            f"timelog log delete {log.id}",
        )
    return log._replace(start=start, end=end, segments=tuple(segments))


def _parts(
    work: Work, log: Log, whole: Log, change: Change, *, new_owner: bool
) -> tuple[Sequence[Segment], Sequence[Segment]]:
    """What the owner has already, and what must be free: all of it where a log moves."""
    if change.pieces == log_pieces.NONE:
        return [], whole.segments
    kept, added = log_pieces.changed(work, whole, change.pieces, allow_future=change.allow_future)
    moved = new_owner or whole != log
    return ([], welded(kept, added)) if moved else (kept, added)


def _bounds(log: Log, change: Change) -> tuple[int, int]:
    start = log.start if change.start is None else change.start
    end = log.end if change.end is None else change.end
    if change.duration is None:
        return start, end
    paused = pauses(log.segments, log.start, log.end)
    if change.end is None:
        return start, end_of(start, change.duration, paused)
    return start_of(end, change.duration, paused), end


def found(work: Work, texts: Sequence[str]) -> list[Log]:
    """The logs of some numbers, each once."""
    logs = (finding.log(work.store, text) for text in texts)
    return list({log.id: log for log in logs}.values())


def delete(work: Work, texts: Sequence[str]) -> list[Log]:
    """Delete logs."""
    with work.writing():
        logs = found(work, texts)
        for log in logs:
            check_not_invoiced(log)
        for log in logs:
            stored.drop(work.store, log.id)
        return logs
