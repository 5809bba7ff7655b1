"""Cut a log in two, and join several to one."""

from __future__ import annotations

from timelog_cli.domain.logs import clipped, end_of, pauses
from timelog_cli.domain.written import day_and_time, span
from timelog_cli.errors import Refused
from timelog_cli.store import logs as stored
from timelog_cli.store import owners
from timelog_cli.usecases import finding
from timelog_cli.usecases.checks import check_not_invoiced, check_takes_logs
from timelog_cli.usecases.logs import again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.logs import Log
    from timelog_cli.usecases.work import Work


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
