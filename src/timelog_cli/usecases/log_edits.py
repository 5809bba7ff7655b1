"""Change, delete, split and mark logs."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment, around, clipped, end_of, pauses, start_of
from timelog_cli.domain.text import many_lines
from timelog_cli.domain.written import day_and_time, span
from timelog_cli.errors import Refused, Unreadable
from timelog_cli.frozen import Frozen
from timelog_cli.store import logs as stored
from timelog_cli.store import owners, records
from timelog_cli.usecases import filtering, finding
from timelog_cli.usecases.checks import (
    check_billable,
    check_bounds,
    check_not_invoiced,
    check_takes_logs,
)
from timelog_cli.usecases.logs import again
from timelog_cli.usecases.overlaps import made_free

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.logs import Log, Taken
    from timelog_cli.usecases.work import Work

_MOST_NAMED = 8


class Change(Frozen):
    """What a log is to become; ``None`` leaves it as it is.

    :param duration: the worked seconds; the end moves, or the start if the end is given
    """

    start: int | None = None
    end: int | None = None
    duration: int | None = None
    ref: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    no_tags: tuple[str, ...] = ()
    billable: bool | None = None
    owner: str | None = None
    on_overlap: str = "refuse"
    allow_future: bool = False


class Edited(Frozen):
    """A log before and after a change, and the taken time that was left out of it."""

    before: Log
    after: Log
    left_out: tuple[Taken, ...]


class Marked(Frozen):
    """The logs that a bulk change concerned, and how many others were so already."""

    logs: list[Log]
    already: int


def edit(work: Work, text: str, change: Change) -> Edited:
    """Change a log; pauses that still fit stay pauses."""
    if change == Change(on_overlap=change.on_overlap, allow_future=change.allow_future):
        raise Unreadable("nothing is named that is to change", "timelog log edit --help")
    with work.writing():
        log = finding.log(work.store, text)
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
        records.open_if_new(work.store, head.id)
    if change.billable:
        check_billable(head)
    return columns


def _moves(log: Log, change: Change) -> bool:
    timed = (change.start, change.end, change.duration) != (None, None, None)
    return timed or change.owner not in {None, log.owner}


def _move(work: Work, log: Log, change: Change) -> list[Taken]:
    """Give the log its time anew; what another log has of it is left out if so wanted."""
    start, end = _bounds(log, change)
    if (start, end) == (log.start, log.end):
        segments: Sequence[Segment] = log.segments
    else:
        check_bounds(work, start, end, allow_future=change.allow_future)
        segments = around(start, end, pauses(log.segments, log.start, log.end))
        if not segments:
            raise Refused(
                f"nothing of log {log.id} was worked in {span(start, end, work.zone)}",
                f"timelog log delete {log.id}",
            )
    owner = log.owner if change.owner is None else finding.owner_name(change.owner)
    owner_id = owners.ensure(work.store, owner)
    segments, left_out = made_free(work, owner_id, segments, change.on_overlap, log.id)
    if (tuple(segments), owner) == (tuple(log.segments), log.owner):
        return left_out
    if left_out:
        start, end = segments[0].start, segments[-1].end
    stored.clear_segments(work.store, log.id)
    stored.change(work.store, log.id, start_at=start, end_at=end, owner_id=owner_id)
    stored.put_segments(work.store, log.id, owner_id, segments)
    return left_out


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


def split(work: Work, text: str, at: int) -> tuple[Log, Log]:
    """Cut a log in two; the later part gets a number of its own.

    Where the cut lies in a pause, the parts end and begin where the work did.
    """
    with work.writing():
        log = finding.log(work.store, text)
        check_not_invoiced(log)
        check_takes_logs(finding.record(work.store, log.ref))
        early, late = clipped(log.segments, None, at), clipped(log.segments, at, None)
        if not (early and late):
            raise _no_cut(work, log, at)
        owner_id = owners.ensure(work.store, log.owner)
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
        )
        return again(work, log.id), again(work, late_id)


def _no_cut(work: Work, log: Log, at: int) -> Refused:
    lies = span(log.start, log.end, work.zone)
    seconds = log.worked_seconds
    if seconds <= 1:
        return Refused(f"log {log.id} is too short to be split ({lies})")
    paused = pauses(log.segments, log.start, log.end)
    middle = day_and_time(end_of(log.start, seconds // 2, paused), work.zone)
    return Refused(
        f"{day_and_time(at, work.zone)} does not lie inside log {log.id} ({lies})",
        f"timelog log split {log.id} --at {middle.replace(' ', 'T')}",
    )


def mark(work: Work, filters: Filters, *, billable: bool, dry_run: bool = False) -> Marked:
    """Mark the logs that filters select billable, or not; none of them if one cannot be.

    :param dry_run: whether to stop short of writing
    """
    if dry_run:
        return _to_mark(work, filters, billable)
    with work.writing():
        marked = _to_mark(work, filters, billable)
        stored.set_billable(work.store, [log.id for log in marked.logs], billable)
        return marked._replace(logs=[log._replace(billable=billable) for log in marked.logs])


def _to_mark(work: Work, filters: Filters, billable: bool) -> Marked:
    logs = list(stored.matching(work.store, filtering.resolved(work.store, filters)))
    changing = [log for log in logs if log.billable != billable]
    if billable:
        _check_all_billable(work, changing)
    else:
        _check_none_invoiced(changing)
    return Marked(changing, len(logs) - len(changing))


def _check_all_billable(work: Work, logs: Sequence[Log]) -> None:
    fit = {head.id for head in records.heads(work.store) if head.billable}
    unfit = [log for log in logs if log.record_id not in fit]
    if unfit:
        refs = list(dict.fromkeys(log.ref for log in unfit))
        raise Refused(
            f"{_numbers(unfit)} cannot be billable, because {_listed(refs)}"
            f" {'is' if len(refs) == 1 else 'are'} not",
            " ".join(f"--not-record {ref}" for ref in refs[:_MOST_NAMED]) + " leaves them out",
        )


def _check_none_invoiced(logs: Sequence[Log]) -> None:
    invoiced = [log for log in logs if log.invoice is not None]
    if invoiced:
        numbers = list(dict.fromkeys(str(log.invoice) for log in invoiced))
        stay = "stays as it is" if len(invoiced) == 1 else "stay as they are"
        raise Refused(
            f"{_numbers(invoiced)} {stay}, on invoice {_listed(numbers)}",
            "--uninvoiced leaves them out",
        )


def _numbers(logs: Sequence[Log]) -> str:
    return f"log{'s' * (len(logs) > 1)} " + _listed(
        [str(number) for number in sorted(log.id for log in logs)]
    )


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _MOST_NAMED
    return ", ".join(words[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
