"""Split a log in two, and join several into one."""

from __future__ import annotations

from itertools import combinations

from timelog_cli.domain.segments import cut, end_of, pauses, welded, without
from timelog_cli.domain.text import many_lines, typed
from timelog_cli.domain.time.zones import as_typed, day_and_time, pieces, span
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import imports
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.logs import check_length, check_may_change, check_takes_logs
from timelog_cli.usecases.logs.adding import again
from timelog_cli.usecases.logs.edits import found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log
    from timelog_cli.usecases import Work


class Joined(Frozen):
    """The log that several became, and the others, which are in it now."""

    log: Log
    others: tuple[Log, ...]


def split(work: Work, text: str, at: int | None = None) -> tuple[Log, Log]:
    """Split a log in two; the later part gets its own number.

    If it is split in a pause, the parts end and start where the work did.

    :param at: in the middle of the time worked, at a full minute if it has one, without it
    """
    with work.writing():
        log = lookup.log(work.store, text)
        check_may_change(work, log)
        check_takes_logs(lookup.record(work.store, log.ref))
        where = _middle(log) if at is None else at
        early, late = cut(log.segments, (log.start, where, log.end))
        if not (early and late):
            raise _no_cut(work, log, where)
        owner_id = queries.ensure_owner(work.store, log.owner)
        stored.clear_segments(work.store, log.id)
        stored.change(work.store, log.id, end_at=early[-1].end)
        stored.put_segments(work.store, log.id, owner_id, early)
        late_id = stored.add(
            work.store,
            record_id=log.record_id,
            owner_id=owner_id,
            start=late[0].start,
            end=log.end,
            zone=log.zone,
            segments=late,
            note=log.note,
            tags=log.tags,
            billable=log.billable,
            timed=log.timed,
            rate=log.rate,
        )
        if log.billed_elsewhere or log.laid_out:
            flags = {"billed_elsewhere": log.billed_elsewhere, "laid_out": log.laid_out}
            stored.change(work.store, late_id, **flags)
        return again(work, log.id), again(work, late_id)


def _middle(log: Log) -> int:
    """Where half of the time is worked, at the full minute before if that is in the log."""
    paused = pauses(log.segments, log.start, log.end)
    at = end_of(log.start, log.worked_seconds // 2, paused)
    return at - at % 60 if at - at % 60 > log.start else at


def _no_cut(work: Work, log: Log, at: int) -> Refused:
    lies = span(log.start, log.end, work.zone)
    if log.worked_seconds <= 1:
        return Refused(f"log {log.id} is too short to split ({lies})")
    return Refused(
        f"{day_and_time(at, work.zone)} is not within log {log.id} ({lies})",
        f"timelog log split {log.id} --at {as_typed(_middle(log), work.zone)}",
    )


def join(work: Work, texts: Sequence[str]) -> Joined:
    """Join logs into one; the earliest keeps its number, the time between becomes a pause."""
    with work.writing():
        first, *others = parts = sorted(found(work, texts), key=lambda log: (log.start, log.id))
        if not others:
            raise UsageError(
                f"give at least two logs to join, not only log {first.id}",
                f"timelog log join {first.id} ID",
            )
        _check_alike(work, parts)
        end = max(part.end for part in parts)
        check_length(work, first.start, end)
        segments = welded(*(part.segments for part in parts))
        for part in others:
            imports.follow(work.store, part.id, first.id)
            stored.drop(work.store, part.id)
        stored.clear_segments(work.store, first.id)
        stored.change(
            work.store,
            first.id,
            end_at=end,
            note=_notes(parts),
            timed=int(all(part.timed for part in parts)),
            laid_out=int(any(part.laid_out for part in parts)),
        )
        owner_id = queries.ensure_owner(work.store, first.owner)
        stored.put_segments(work.store, first.id, owner_id, segments)
        for part in others:
            stored.put_tags(work.store, first.id, part.tags)
        return Joined(again(work, first.id), tuple(others))


def _notes(parts: Sequence[Log]) -> str:
    """The notes in order of time, the same one once."""
    notes = dict.fromkeys(part.note for part in parts if part.note)
    return many_lines("\n".join(notes), "the note of the joined log")


def _check_alike(work: Work, parts: Sequence[Log]) -> None:
    first = parts[0]
    check_may_change(work, *parts)
    _check_one_record(parts)
    check_takes_logs(lookup.record(work.store, first.ref))
    for part in parts:
        if part.owner != first.owner:
            raise Refused(
                f"cannot join: log {first.id} belongs to {first.owner},"
                f" log {part.id} to {part.owner}",
                f"timelog log edit {part.id} --owner {typed(first.owner)}",
            )
        if part.billable != first.billable:
            yes, no = (first, part) if first.billable else (part, first)
            flag = "--billable" if first.billable else "--no-billable"
            raise Refused(
                f"cannot join: log {yes.id} is billable, log {no.id} is not",
                f"timelog log edit {part.id} {flag}",
            )
        if part.billed_elsewhere != first.billed_elsewhere:
            yes, no = (first, part) if first.billed_elsewhere else (part, first)
            raise Refused(
                f"cannot join: log {yes.id} was invoiced by the program it was imported from,"
                f" log {no.id} was not",
                f"timelog log show {yes.id}",
            )
        if part.rate != first.rate:
            raise Refused(
                f"cannot join: log {first.id} and log {part.id} have different rates",
                f"timelog log edit {part.id} "
                + ("--no-rate" if first.rate is None else f"--rate {first.rate:f}"),
            )
    for early, late in combinations(parts, 2):
        _check_apart(work, early, late)


def _check_one_record(parts: Sequence[Log]) -> None:
    first = parts[0]
    strays = [part for part in parts if part.record_id != first.record_id]
    if strays:
        raise Refused(
            f"cannot join logs of different records: log {first.id} is on {first.ref},"
            f" log {strays[0].id} on {strays[0].ref}",
            f"timelog log move {' '.join(str(part.id) for part in strays)} --to {first.ref}",
        )


def _check_apart(work: Work, early: Log, late: Log) -> None:
    """Refuse two logs that have time in common: in one log it would count once."""
    alone = without(late.segments, early.segments)
    common = without(late.segments, alone)
    if not common:
        return
    day = day_and_time(common[0].start, work.zone)[: len("2026-11-02 ")]
    start = as_typed(late.start, work.zone)
    trimmed = f"timelog log edit {late.id} --start {start} --on-overlap trim"
    raise Refused(
        f"cannot join: log {early.id} and log {late.id} overlap at"
        f" {day}{pieces(common, work.zone)}, and that time would count only once",
        trimmed if alone else f"timelog log delete {late.id}",
    )
