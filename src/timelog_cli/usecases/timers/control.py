"""Start, pause and resume the timer."""

from __future__ import annotations

from timelog_cli.domain.text import many_lines
from timelog_cli.domain.time.zones import iso
from timelog_cli.domain.timers import check_moment, check_not_future
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import references
from timelog_cli.store.queries import timers as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log, RecordSummary, Taken
    from timelog_cli.domain.records import Record
    from timelog_cli.domain.timers import Timer
    from timelog_cli.usecases.records.quick_create import New
    from timelog_cli.usecases.work import Work


class Changed(Frozen):
    """A timer after a change, what the change did to another one, and the record made for it."""

    timer: Timer
    at: int
    paused: Timer | None = None
    stopped: Log | None = None
    made: Record | None = None


class Run(Frozen):
    """How a timer is started.

    :param at: when, if not now
    :param billable: whether it is; ``None`` leaves it to the record, then to the settings
    :param on_running: what to do with a timer that runs: ``refuse``, ``pause`` or ``stop``
    :param interrupts: whether one that is paused for it runs again when it ends
    :param since_last: start where the last log ended, unless that was before this instant
    :param new: the fields of the record, if it may be created
    """

    at: int | None = None
    note: str = ""
    tags: Sequence[str] = ()
    billable: bool | None = None
    on_running: str = "refuse"
    interrupts: bool = False
    since_last: int | None = None
    new: New | None = None


_NOW = Run()


def start(work: Work, ref: str, run: Run = _NOW) -> Changed:
    """Start the user's timer on a record."""
    with work.writing():
        head, made = _found_or_made(work, ref, run.new)
        _check_startable(work, head, run)
        command = f"timelog start {head.ref}" if made is None else _retry_command(work)
        moment = _beginning(work, run, command)
        check_not_future(moment, work.now, work.written)
        paused, stopped = _make_room(work, moment, run.on_running, command)
        owner_id = references.ensure(work.store, work.user)
        _check_free(work, owner_id, moment)
        stored.start(
            work.store,
            record_id=head.id,
            owner_id=owner_id,
            at=moment,
            zone=work.zone,
            note=many_lines(run.note, "the note"),
            tags=run.tags,
            billable=_is_billable(work, head, run),
            resumes_id=paused.id if paused and run.interrupts else None,
        )
        references.open_if_new(work.store, head)
        return Changed(_on(work, head), moment, paused, stopped, made)


def pause(work: Work, ref: str | None = None, *, at: int | None = None) -> Changed:
    """Pause the running timer, or the user's timer on ``ref``."""
    moment = work.now if at is None else at
    with work.writing():
        timer = target(work, ref, "pause", "running")
        if timer.running_since is None:
            raise Refused(
                f"the timer on {timer.ref} is already paused", f"timelog resume {timer.ref}"
            )
        check_change(work, timer, moment, explicit=at is not None)
        stored.pause(work.store, timer, moment)
        return Changed(_again(work, timer), moment)


def resume(
    work: Work, ref: str | None = None, *, at: int | None = None, on_running: str = "refuse"
) -> Changed:
    """Let a paused timer run again."""
    moment = work.now if at is None else at
    with work.writing():
        timer = target(work, ref, "resume", "paused")
        if timer.running_since is not None:
            raise Refused(
                f"the timer on {timer.ref} is already running", f"timelog pause {timer.ref}"
            )
        check_moment(timer, moment, work.now, work.written)
        paused, stopped = _make_room(work, moment, on_running, f"timelog resume {timer.ref}")
        _check_free(work, references.ensure(work.store, work.user), moment, but_timer=timer.id)
        stored.resume(work.store, timer, moment)
        return Changed(_again(work, timer), moment, paused, stopped)


def mine(work: Work) -> list[Timer]:
    """The user's active timers, the running one first."""
    return stored.of_owner(work.store, work.user)


def status(work: Work, ref: str | None = None) -> list[Timer]:
    """The user's active timers, or everybody's on one record."""
    if ref is None:
        return mine(work)
    return stored.on_record(work.store, _record(work, ref).id)


def everybody(work: Work) -> list[Timer]:
    """The active timers of all users."""
    return stored.everybody(work.store)


def _record(work: Work, ref: str) -> RecordSummary:
    from timelog_cli.usecases import lookup

    return lookup.record(work.store, ref)


def _found_or_made(work: Work, ref: str, new: New | None) -> tuple[RecordSummary, Record | None]:
    if new is None:
        return _record(work, ref), None
    from timelog_cli.usecases.records.quick_create import found_or_made

    return found_or_made(work, ref, new)


def _retry_command(work: Work) -> str:
    """The command as it was typed: the record that it would make has no reference yet."""
    return work.line.replace(" --since-last", "")


def _beginning(work: Work, run: Run, command: str) -> int:
    if run.since_last is not None:
        return end_of_last(work, run.since_last, command)
    return work.now if run.at is None else run.at


def _is_billable(work: Work, head: RecordSummary, run: Run) -> bool:
    return head.marks_logs(work.log_billable) if run.billable is None else run.billable


def _check_startable(work: Work, head: RecordSummary, run: Run) -> None:
    if head.done:
        raise Refused(f"{head.ref} is {head.status}", f"timelog record reopen {head.ref}")
    for timer in mine(work):
        if timer.record_id == head.id:
            verb = "stop" if timer.state == "running" else "resume"
            raise Refused(
                f"there is already a {timer.state} timer on {head.ref}",
                f"timelog {verb} {head.ref}",
            )
    if run.billable:
        from timelog_cli.usecases.logs.checks import check_billable

        check_billable(head)


def _make_room(
    work: Work, at: int, on_running: str, command: str
) -> tuple[Timer | None, Log | None]:
    running = next((timer for timer in mine(work) if timer.state == "running"), None)
    if running is None:
        return None, None
    if on_running == "refuse":
        raise Refused(
            f"another timer is already running, on {running.ref}",
            f"to pause it first: {command} --switch",
        )
    check_moment(running, at, work.now, work.written)
    if on_running == "stop":
        from timelog_cli.usecases.timers.stops import stop_timer

        return None, stop_timer(work, running, at, go_back=False).log
    stored.pause(work.store, running, at)
    return _again(work, running), None


def check_change(work: Work, timer: Timer, at: int, *, explicit: bool) -> None:
    """Refuse a change of the timer at an instant where it cannot be, or a named one in a log."""
    check_moment(timer, at, work.now, work.written)
    if explicit:
        owner_id = references.ensure(work.store, timer.owner)
        _refuse_taken(work, at, taken(work, owner_id, at, at, but_timer=timer.id))


def _check_free(work: Work, owner_id: int, at: int, but_timer: int = 0) -> None:
    until = max(work.now, at + 1)
    _refuse_taken(work, at, taken(work, owner_id, at, until, but_timer=but_timer))


def taken(work: Work, owner_id: int, start: int, end: int, *, but_timer: int) -> list[Taken]:
    """What of an owner's time between two instants is taken, but by one timer."""
    from timelog_cli.store.queries import logs

    return logs.taken(work.store, owner_id, start, end, now=work.now, but_timer=but_timer)


def _refuse_taken(work: Work, at: int, taken: list[Taken]) -> None:
    if not taken:
        return
    other = taken[0]
    between = f"{work.written(other.start)} to {work.written(other.end)}"
    latest = max(piece.end for piece in taken)
    raise Refused(
        f"{work.written(at)} overlaps {other.named} ({between})",
        f"use --at {work.written(latest).replace(' ', 'T')}",
    )


def target(work: Work, ref: str | None, verb: str, state: str | None) -> Timer:
    """The timer a verb means: the one on ``ref``, or the only one in the state it needs.

    One that waits for its interruption to end is only stopped by its name.
    """
    timers = mine(work)
    if ref is not None:
        return _own_timer_on(work, _record(work, ref), timers)
    waiting = {timer.resumes_id for timer in timers}
    fitting = [
        timer for timer in timers if (timer.state == state if state else timer.id not in waiting)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _none_to(verb, timers)
    listed = ", ".join(f"{timer.ref} ({timer.state})" for timer in fitting)
    raise Refused(
        f"more than one timer to {verb}, so give a REF: {listed}",
        f"timelog {'timer ' * (verb == 'cancel')}{verb} {fitting[0].ref}",
    )


def _own_timer_on(work: Work, head: RecordSummary, timers: list[Timer]) -> Timer:
    for timer in timers:
        if timer.record_id == head.id:
            return timer
    raise Refused(f"{work.user} has no timer on {head.ref}", f"timelog start {head.ref}")


def _none_to(verb: str, timers: list[Timer]) -> Refused:
    if not timers:
        return Refused(f"no timer to {verb}", "timelog start REF")
    other = timers[0]
    way_out = {"pause": "resume", "resume": "pause"}.get(verb, "status")
    return Refused(
        f"cannot {verb}: the timer on {other.ref} is {other.state}",
        f"timelog {way_out} {other.ref}",
    )


def _on(work: Work, head: RecordSummary) -> Timer:
    for timer in mine(work):
        if timer.record_id == head.id:
            return timer
    raise NotFound(f"the timer on {head.ref} no longer exists")


def _again(work: Work, timer: Timer) -> Timer:
    return next(again for again in mine(work) if again.id == timer.id)


def end_of_last(work: Work, today: int, command: str) -> int:
    """When the user's last worked time ended, in logs and in timers that are paused.

    :param today: the instant at which today started; people forget overnight
    :param command: the command without a time, for hints
    :raises Refused: a timer runs, nothing was logged, or the last log is not of today
    """
    for timer in stored.of_owner(work.store, work.user):
        if timer.running_since is not None:
            raise Refused(
                f"the timer on {timer.ref} is still running",
                f"to pause it and start this one: {command} --switch",
            )
    owner_id = references.ensure(work.store, work.user)
    found = stored.last_worked(work.store, owner_id, work.now)
    if found is None:
        raise Refused(f"{work.user} has no earlier log to continue from", f"{command} --at TIME")
    if found < today:
        raise Refused(
            f"the last log ended at {work.written(found)}, before today started"
            f" at {work.written(today)}",
            f"{command} --at {iso(found, work.zone)}",
        )
    return found
