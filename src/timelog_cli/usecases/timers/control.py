"""Start, pause and resume the timer."""

from __future__ import annotations

from timelog_cli.domain.logs import TimerRefused, check_moment, check_not_future
from timelog_cli.domain.text import many_lines
from timelog_cli.domain.time.zones import iso
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import timers as stored
from timelog_cli.usecases.timers import check_change, check_free, mine, record, target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log, RecordSummary, Timer
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.records.quick_create import New


class Changed(Frozen):
    """A timer after a change, what the change did to another one, and the record made for it.

    ``resumed`` says that it was paused, and runs again.
    """

    timer: Timer
    at: int
    paused: Timer | None = None
    stopped: Log | None = None
    made: Record | None = None
    resumed: bool = False


class Run(Frozen):
    """How a timer is started.

    :param at: when, if not now
    :param billable: whether it is; ``None`` leaves it to the record, then to the settings
    :param on_running: what to do with a timer that runs: ``refuse``, ``pause`` or ``stop``
    :param interrupts: whether one that is paused for it runs again when it ends
    :param since_last: start where the last log ended, unless that was before this instant
    :param new: the fields of the record, if it may be created
    :param resumes: whether a paused timer on the record is resumed instead
    """

    at: int | None = None
    note: str = ""
    tags: Sequence[str] = ()
    billable: bool | None = None
    on_running: str = "refuse"
    interrupts: bool = False
    since_last: int | None = None
    new: New | None = None
    resumes: bool = False


_NOW = Run()


def start(work: Work, ref: str, run: Run = _NOW) -> Changed:
    """Start the user's timer on a record.

    :param ref: a record, or ``-`` for that of the user's newest log
    :raises TimerRefused: there is one on it already, or another one runs
    """
    with work.writing():
        head, made = _found_or_made(work, ref, run.new)
        return _started(work, head, run, made)


def start_on(work: Work, head: RecordSummary, run: Run) -> Changed:
    """Start the user's timer on a record, inside the transaction of the caller."""
    return _started(work, head, run, None)


def start_again(
    work: Work, which: str | None = None, run: Run = _NOW, *, same: bool = False
) -> Changed:
    """Start the user's timer on the record of one of the user's logs.

    :param which: ``@2`` for the second newest log, a record for the newest on it; or the newest
    :param same: with the note, tags and billable flag of that log, as far as ``run`` has none
    :raises NotFound: no such log
    """
    from timelog_cli.usecases import lookup

    with work.writing():
        log = lookup.own_log(work, which)
        head = record(work, log.ref)
        if same:
            is_billable = log.billable if run.billable is None else run.billable
            note, tags = run.note or log.note, run.tags or log.tags
            run = run._replace(note=note, tags=tags, billable=is_billable)
        return _started(work, head, run, None, work.line)


def _started(
    work: Work, head: RecordSummary, run: Run, made: Record | None, command: str = ""
) -> Changed:
    """Start the timer on that record, in the transaction of the caller.

    :param command: the command for hints, if not ``start`` or ``resume``
    """
    paused_on_it = _check_startable(work, head, run)
    verb = "start" if paused_on_it is None else "resume"
    again = f"timelog {verb} {head.ref}" if made is None else _retry_command(work)
    command = command or again
    moment = _beginning(work, run, command)
    if paused_on_it is not None:
        return _run_again(work, paused_on_it, moment, run.on_running, command)
    check_not_future(moment, work.now, work.written)
    paused, stopped = _make_room(work, moment, run.on_running, command)
    owner_id = queries.ensure_owner(work.store, work.user)
    check_free(work, owner_id, moment)
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
    queries.open_if_new(work.store, head)
    return Changed(_on(work, head), moment, paused, stopped, made)


def start_at_once(work: Work, ref: str, run: Run) -> Changed | None:
    """Start the user's timer on a record; ``None`` where there is none, but it may be made."""
    from timelog_cli.domain.logs import looks_like_ref

    try:
        return start(work, ref, run)
    except NotFound:
        if looks_like_ref(ref):
            raise
    return None


def pause(work: Work, ref: str | None = None, *, at: int | None = None) -> Changed:
    """Pause the running timer, or the user's timer on ``ref``."""
    moment = work.now if at is None else at
    with work.writing():
        timer = target(work, ref, "pause", "running")
        if timer.running_since is None:
            raise _already(timer, f"timelog resume {timer.ref}")
        check_change(work, timer, moment, explicit=at is not None)
        stored.pause(work.store, timer, moment)
        return Changed(_again(work, timer), moment)


def resume(
    work: Work,
    ref: str | None = None,
    *,
    at: int | None = None,
    on_running: str = "refuse",
    unless_running: bool = False,
) -> Changed:
    """Let a paused timer run again.

    :param unless_running: without ``ref``, refuse where any timer runs, whatever ``on_running``
    """
    moment = work.now if at is None else at
    with work.writing():
        running = _running(work) if unless_running and ref is None else None
        if running is not None:
            raise _already(running, f"timelog pause {running.ref}")
        timer = target(work, ref, "resume", "paused")
        if timer.running_since is not None:
            raise _already(timer, f"timelog pause {timer.ref}")
        return _run_again(work, timer, moment, on_running, f"timelog resume {timer.ref}")


def _run_again(work: Work, timer: Timer, at: int, on_running: str, command: str) -> Changed:
    check_moment(timer, at, work.now, work.written)
    paused, stopped = _make_room(work, at, on_running, command)
    check_free(work, queries.ensure_owner(work.store, work.user), at, but_timer=timer.id)
    stored.resume(work.store, timer, at)
    return Changed(_again(work, timer), at, paused, stopped, resumed=True)


def _already(timer: Timer, hint: str) -> TimerRefused:
    state = timer.state
    return TimerRefused(
        f"already-{state}", f"the timer on {timer.ref} is already {state}", hint, timer
    )


def _found_or_made(work: Work, ref: str, new: New | None) -> tuple[RecordSummary, Record | None]:
    if ref == "-":
        if new is not None:
            raise UsageError("- is the record of your last log, not a new one", "timelog start -")
        from timelog_cli.usecases import lookup

        return record(work, lookup.own_log(work).ref), None
    if new is None:
        return record(work, ref), None
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


def _check_startable(work: Work, head: RecordSummary, run: Run) -> Timer | None:
    """The paused timer on the record, if it is to be resumed instead."""
    if head.done:
        raise Refused(f"{head.ref} is {head.status}", f"timelog record reopen {head.ref}")
    for timer in mine(work):
        if timer.record_id == head.id:
            if timer.state == "paused" and run.resumes:
                return timer
            verb = "stop" if timer.state == "running" else "resume"
            raise TimerRefused(
                f"already-{timer.state}",
                f"there is already a {timer.state} timer on {head.ref}",
                f"timelog {verb} {head.ref}",
                timer,
            )
    if run.billable:
        from timelog_cli.usecases.logs import check_billable

        check_billable(head)
    return None


def _make_room(
    work: Work, at: int, on_running: str, command: str
) -> tuple[Timer | None, Log | None]:
    running = _running(work)
    if running is None:
        return None, None
    if on_running == "refuse":
        raise TimerRefused(
            "other-running",
            f"another timer is already running, on {running.ref}",
            f"to pause it first: {command} --switch",
        )
    check_moment(running, at, work.now, work.written)
    if on_running == "stop":
        from timelog_cli.usecases.timers.stops import stop_timer

        return None, stop_timer(work, running, at, go_back=False).log
    stored.pause(work.store, running, at)
    return _again(work, running), None


def _running(work: Work) -> Timer | None:
    return next((timer for timer in mine(work) if timer.state == "running"), None)


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
            raise TimerRefused(
                "other-running",
                f"the timer on {timer.ref} is still running",
                f"to pause it and start this one: {command} --switch",
            )
    owner_id = queries.ensure_owner(work.store, work.user)
    found = stored.last_worked(work.store, owner_id, work.now)
    if found is None:
        raise Refused(f"{work.user_has} no earlier log to continue from", f"{command} --at TIME")
    if found < today:
        raise Refused(
            f"the last log ended at {work.written(found)}, before today started"
            f" at {work.written(today)}",
            f"{command} --at {iso(found, work.zone)}",
        )
    return found
