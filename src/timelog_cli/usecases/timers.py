"""Start, pause, resume, stop and cancel the timer."""

from __future__ import annotations

from timelog_cli.domain.text import many_lines
from timelog_cli.domain.timers import check_moment, check_not_future
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import logs as stored_logs
from timelog_cli.store import owners, records
from timelog_cli.store import timers as stored
from timelog_cli.usecases import finding
from timelog_cli.usecases.checks import check_billable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log, Taken
    from timelog_cli.domain.records import Head
    from timelog_cli.domain.timers import Timer
    from timelog_cli.usecases.work import Work


class Changed(Frozen):
    """A timer after a change, and what the change did to another one."""

    timer: Timer
    at: int
    paused: Timer | None = None
    stopped: Log | None = None


class Stopped(Frozen):
    """The log that a stopped timer became, and the log of the same owner it overlaps, if any."""

    log: Log
    overlap: Taken | None = None


def start(
    work: Work,
    ref: str,
    *,
    at: int | None = None,
    note: str = "",
    tags: Sequence[str] = (),
    billable: bool = False,
    on_running: str = "refuse",
) -> Changed:
    """Start the user's timer on a record, at ``at`` or now.

    :param on_running: what to do with a timer that runs: ``refuse``, ``pause`` or ``stop``
    """
    moment = work.now if at is None else at
    with work.writing():
        head = finding.record(work.store, ref)
        _check_startable(work, head, billable)
        check_not_future(moment, work.now, work.written)
        paused, stopped = _make_room(work, moment, on_running, f"timer start {head.ref}")
        owner_id = owners.ensure(work.store, work.user)
        _check_free(work, owner_id, moment)
        stored.start(
            work.store,
            record_id=head.id,
            owner_id=owner_id,
            at=moment,
            zone=work.zone,
            note=many_lines(note, "the note"),
            tags=tags,
            billable=billable,
        )
        records.open_if_new(work.store, head.id)
        return Changed(_on(work, head), moment, paused, stopped)


def pause(work: Work, ref: str | None = None, *, at: int | None = None) -> Changed:
    """Pause the running timer, or the user's timer on ``ref``."""
    moment = work.now if at is None else at
    with work.writing():
        timer = _target(work, ref, "pause", "running")
        if timer.running_since is None:
            raise Refused(
                f"the timer on {timer.ref} is paused already", f"timelog timer resume {timer.ref}"
            )
        _check_change(work, timer, moment, explicit=at is not None)
        stored.pause(work.store, timer, moment)
        return Changed(_again(work, timer), moment)


def resume(
    work: Work, ref: str | None = None, *, at: int | None = None, on_running: str = "refuse"
) -> Changed:
    """Let a paused timer run again."""
    moment = work.now if at is None else at
    with work.writing():
        timer = _target(work, ref, "resume", "paused")
        if timer.running_since is not None:
            raise Refused(
                f"the timer on {timer.ref} is running already", f"timelog timer pause {timer.ref}"
            )
        _check_change(work, timer, moment, explicit=at is not None)
        paused, stopped = _make_room(work, moment, on_running, f"timer resume {timer.ref}")
        _check_free(work, owners.ensure(work.store, work.user), moment, but_timer=timer.id)
        stored.resume(work.store, timer, moment)
        return Changed(_again(work, timer), moment, paused, stopped)


def stop(
    work: Work,
    ref: str | None = None,
    *,
    at: int | None = None,
    note: str = "",
    tags: Sequence[str] = (),
    billable: bool | None = None,
) -> Stopped:
    """Stop a timer, running or paused; it becomes one log that ends at ``at`` or now."""
    moment = work.now if at is None else at
    with work.writing():
        timer = _target(work, ref, "stop", None)
        _check_change(work, timer, moment, explicit=at is not None)
        return stop_timer(work, timer, moment, note=note, tags=tags, billable=billable)


def stop_timer(
    work: Work,
    timer: Timer,
    at: int,
    *,
    note: str = "",
    tags: Sequence[str] = (),
    billable: bool | None = None,
) -> Stopped:
    """Turn a timer into its log, inside the transaction of the caller."""
    store = work.store
    owner_id = owners.ensure(store, timer.owner)
    marked = timer.billable if billable is None else billable
    if marked and not timer.billable:
        check_billable(store_head(work, timer.record_id))
    segments = timer.segments_until(at)
    overlap = _first_overlap(work, timer, owner_id, at)
    log_id = stored_logs.add(
        store,
        record_id=timer.record_id,
        owner_id=owner_id,
        start=timer.started_at,
        end=at,
        zone=timer.zone,
        segments=segments,
        note="\n".join(filter(None, (timer.note, many_lines(note, "the note")))),
        tags=(*timer.tags, *tags),
        billable=marked,
        timed=True,
    )
    stored.drop(store, timer)
    log = stored_logs.find(store, log_id)
    assert log is not None  # noqa: S101 - inserted just now
    return Stopped(log, overlap)


def cancel(work: Work, ref: str | None = None) -> Timer:
    """Drop a live timer without making a log."""
    with work.writing():
        timer = _target(work, ref, "cancel", None)
        stored.drop(work.store, timer)
        return timer


def mine(work: Work) -> list[Timer]:
    """The user's live timers, the running one first."""
    return stored.of_owner(work.store, work.user)


def status(work: Work, ref: str | None = None) -> list[Timer]:
    """The user's live timers, or everybody's on one record."""
    if ref is None:
        return mine(work)
    return stored.on_record(work.store, finding.record(work.store, ref).id)


def everybody(work: Work) -> list[Timer]:
    """The live timers of all users."""
    return stored.everybody(work.store)


def target(work: Work, ref: str | None, verb: str) -> Timer:
    """The timer that a command without or with a reference means."""
    return _target(work, ref, verb, None)


def store_head(work: Work, record_id: int) -> Head:
    """The record of a number that is known to exist."""
    head = records.head(work.store, record_id)
    assert head is not None  # noqa: S101 - kept by a foreign key
    return head


def _check_startable(work: Work, head: Head, billable: bool) -> None:
    if head.done:
        raise Refused(f"{head.ref} is {head.status}", f"timelog record reopen {head.ref}")
    for timer in mine(work):
        if timer.record_id == head.id:
            verb = "stop" if timer.state == "running" else "resume"
            raise Refused(
                f"a timer on {head.ref} is {timer.state} already",
                f"timelog timer {verb} {head.ref}",
            )
    if billable:
        check_billable(head)


def _make_room(
    work: Work, at: int, on_running: str, command: str
) -> tuple[Timer | None, Log | None]:
    running = next((timer for timer in mine(work) if timer.state == "running"), None)
    if running is None:
        return None, None
    if on_running == "refuse":
        raise Refused(
            f"the timer on {running.ref} is running", f"timelog {command} --switch pauses it"
        )
    check_moment(running, at, work.now, work.written)
    if on_running == "stop":
        return None, stop_timer(work, running, at).log
    stored.pause(work.store, running, at)
    return _again(work, running), None


def _check_change(work: Work, timer: Timer, at: int, *, explicit: bool) -> None:
    check_moment(timer, at, work.now, work.written)
    if explicit:
        owner_id = owners.ensure(work.store, timer.owner)
        _refuse_taken(work, at, _taken(work, owner_id, at, at, but_timer=timer.id))


def _check_free(work: Work, owner_id: int, at: int, but_timer: int = 0) -> None:
    until = max(work.now, at + 1)
    _refuse_taken(work, at, _taken(work, owner_id, at, until, but_timer=but_timer))


def _taken(work: Work, owner_id: int, start: int, end: int, *, but_timer: int) -> list[Taken]:
    return stored_logs.taken(work.store, owner_id, start, end, now=work.now, but_timer=but_timer)


def _refuse_taken(work: Work, at: int, taken: list[Taken]) -> None:
    if not taken:
        return
    other = taken[0]
    between = f"{work.written(other.start)} to {work.written(other.end)}"
    latest = max(piece.end for piece in taken)
    raise Refused(
        f"{work.written(at)} runs into {other.by} on {other.ref} ({between})",
        f"--at {work.written(latest).replace(' ', 'T')} is free",
    )


def _first_overlap(work: Work, timer: Timer, owner_id: int, at: int) -> Taken | None:
    for segment in timer.segments_until(at):
        found = _taken(work, owner_id, segment.start, segment.end, but_timer=timer.id)
        if found:
            return found[0]
    return None


def _target(work: Work, ref: str | None, verb: str, state: str | None) -> Timer:
    """The timer a verb means: the one on ``ref``, or the only one in the state it needs."""
    timers = mine(work)
    if ref is not None:
        return _own_timer_on(work, finding.record(work.store, ref), timers)
    fitting = [timer for timer in timers if state is None or timer.state == state]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _none_to(verb, timers)
    listed = ", ".join(f"{timer.ref} ({timer.state})" for timer in fitting)
    raise Refused(
        f"there are several timers to {verb}: {listed}",
        f"timelog timer {verb} {fitting[0].ref}",
    )


def _own_timer_on(work: Work, head: Head, timers: list[Timer]) -> Timer:
    for timer in timers:
        if timer.record_id == head.id:
            return timer
    raise Refused(f"{work.user} has no timer on {head.ref}", f"timelog timer start {head.ref}")


def _none_to(verb: str, timers: list[Timer]) -> Refused:
    if not timers:
        return Refused(f"there is no timer to {verb}", "timelog timer start REF")
    other = timers[0]
    way_out = {"pause": "resume", "resume": "pause"}.get(verb, "status")
    return Refused(
        f"there is no timer to {verb}; the one on {other.ref} is {other.state}",
        f"timelog timer {way_out} {other.ref}",
    )


def _on(work: Work, head: Head) -> Timer:
    for timer in mine(work):
        if timer.record_id == head.id:
            return timer
    raise NotFound(f"the timer on {head.ref} has gone")


def _again(work: Work, timer: Timer) -> Timer:
    return next(again for again in mine(work) if again.id == timer.id)
