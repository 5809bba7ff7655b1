"""Stop a timer, which makes it a log, or cancel it; the one it interrupted resumes."""

from __future__ import annotations

from timelog_cli.domain.logs import Log
from timelog_cli.domain.text import many_lines
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs
from timelog_cli.store.queries import timers as stored
from timelog_cli.usecases.timers import check_change, taken, target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import RecordSummary, Taken, Timer
    from timelog_cli.usecases import Work


class ResumeResult(Frozen):
    """The timer to resume, and since when it runs, or why it is still paused."""

    timer: Timer
    at: int
    obstacle: str | None = None


def resume_interrupted(work: Work, timer_id: int, owner: str, at: int) -> ResumeResult:
    """Resume the interrupted timer at ``at``, inside the transaction of the caller.

    An obstacle never stops the interruption from ending.
    """
    timers = {timer.id: timer for timer in stored.of_owner(work.store, owner)}
    timer = timers[timer_id]
    obstacle = _obstacle(work, timer, list(timers.values()), at)
    if obstacle is not None:
        return ResumeResult(timer, at, obstacle)
    stored.resume(work.store, timer, at)
    return ResumeResult(timer._replace(running_since=at, changed_at=at), at)


def _obstacle(work: Work, timer: Timer, timers: list[Timer], at: int) -> str | None:
    for other in timers:
        if other.running_since is not None:
            return f"the timer on {other.ref} is running"
    if at < timer.changed_at:
        return "the system clock has gone back"
    owner_id = queries.ensure_owner(work.store, timer.owner)
    for one in taken(work, owner_id, at, max(work.now, at + 1), but_timer=timer.id):
        from timelog_cli.domain.time.zones import span

        return f"the time is already covered by {one.named} ({span(one.start, one.end, work.zone)})"
    return None


class Stopped(Frozen):
    """The log that a stopped timer became.

    :param overlap: a log of the same owner that it overlaps
    :param back: what happened to the timer that it had interrupted
    """

    log: Log
    overlap: Taken | None = None
    back: ResumeResult | None = None


def stop(
    work: Work,
    ref: str | None = None,
    *,
    at: int | None = None,
    note: str = "",
    tags: Sequence[str] = (),
    billable: bool | None = None,
    go_back: bool = True,
) -> Stopped:
    """Stop a timer, running or paused; it becomes one log that ends at ``at`` or now.

    :param go_back: whether the timer that it interrupted resumes
    """
    moment = work.now if at is None else at
    with work.writing():
        timer = target(work, ref, "stop", None)
        check_change(work, timer, moment, explicit=at is not None)
        return stop_timer(work, timer, moment, note, tags, billable, go_back=go_back)


def stop_timer(
    work: Work,
    timer: Timer,
    at: int,
    note: str = "",
    tags: Sequence[str] = (),
    billable: bool | None = None,
    *,
    go_back: bool = True,
) -> Stopped:
    """Turn a timer into its log, inside the transaction of the caller."""
    store = work.store
    owner_id = queries.ensure_owner(store, timer.owner)
    marked = timer.billable if billable is None else billable
    if marked and not timer.billable:
        from timelog_cli.usecases.logs import check_billable

        check_billable(_head(work, timer.record_id))
    overlap = _first_overlap(work, timer, owner_id, at)
    log = _log_of(timer, at, note, tags, marked, store.at)
    log_id = logs.add(
        store,
        record_id=log.record_id,
        owner_id=owner_id,
        start=log.start,
        end=log.end,
        zone=log.zone,
        segments=log.segments,
        note=log.note,
        tags=log.tags,
        billable=log.billable,
        timed=log.timed,
        uuid=timer.uuid,
    )
    back = _end(work, timer, at, go_back=go_back)
    return Stopped(log._replace(id=log_id), overlap, back)


def _log_of(timer: Timer, at: int, note: str, tags: Sequence[str], billable: bool, now: int) -> Log:
    """The log that a timer becomes, as it is then read; it has no number yet."""
    return Log(
        id=0,
        record_id=timer.record_id,
        ref=timer.ref,
        title=timer.title,
        owner=timer.owner,
        start=timer.started_at,
        end=at,
        zone=timer.zone,
        note="\n".join(filter(None, (timer.note, many_lines(note, "the note")))),
        billable=billable,
        timed=True,
        invoice=None,
        segments=timer.segments_until(at),
        tags=tuple(sorted({*timer.tags, *tags})),
        created_at=now,
        changed_at=now,
        budgeted=timer.budgeted,
    )


def cancel(work: Work, ref: str | None = None, *, go_back: bool = True) -> ResumeResult | None:
    """Discard an active timer without creating a log.

    What happened to the timer that it had interrupted, if it had.
    """
    with work.writing():
        timer = target(work, ref, "cancel", None)
        return _end(work, timer, work.now, go_back=go_back)


def _end(work: Work, timer: Timer, at: int, *, go_back: bool) -> ResumeResult | None:
    """Remove a timer; the one that it interrupted resumes, if ``go_back``."""
    if not go_back:
        timer = timer._replace(resumes_id=None)
    stored.drop(work.store, timer)
    if timer.resumes_id is None:
        return None

    return resume_interrupted(work, timer.resumes_id, timer.owner, at)


def _first_overlap(work: Work, timer: Timer, owner_id: int, at: int) -> Taken | None:
    for segment in timer.segments_until(at):
        found = taken(work, owner_id, segment.start, segment.end, but_timer=timer.id)
        if found:
            return found[0]
    return None


def _head(work: Work, record_id: int) -> RecordSummary:
    """The record of a number that is known to exist."""
    head = queries.summary(work.store, record_id)
    assert head is not None
    return head
