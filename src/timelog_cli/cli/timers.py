"""``timer …`` and its shortcuts."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import checked_tags, confirmed
from timelog_cli.cli.past import past_instant, run_of
from timelog_cli.domain.logs import TimerRefused
from timelog_cli.errors import UsageError
from timelog_cli.render.plain import day_and_time, full_clock
from timelog_cli.render.plain.timers import (
    back_events,
    back_lines,
    changed_events,
    changed_lines,
    forgotten_lines,
    hindered_lines,
    log_data,
    long_lines,
    running_line,
    status_data,
    status_text,
    stopped_line,
    timer_data,
)
from timelog_cli.render.result import Event, Outcome
from timelog_cli.usecases import timers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Unpack

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, Yes
    from timelog_cli.cli.options.logs import KnownTags, Tags
    from timelog_cli.cli.options.timers import (
        At,
        Billable,
        IfActive,
        IfRunning,
        LastNote,
        LogBillable,
        NewRecord,
        NoResume,
        OwnRef,
        RefOfAll,
        RefOrTitle,
        SinceLast,
        Switch,
        TimerNote,
        UnlessRunning,
    )
    from timelog_cli.domain.logs import Log, Timer
    from timelog_cli.usecases.timers.control import Changed, Run
    from timelog_cli.usecases.timers.stops import ResumeResult, Stopped

    Change = Callable[[], Outcome]

app = Commands("timer", help="Start, pause, resume and stop the timer.")
shortcuts = Commands()


@shortcuts.command("start")
@app.command("start")
def start(
    context: Context,
    ref: RefOrTitle,
    words: KnownTags = None,
    *,
    at: At = None,
    since_last: SinceLast = False,
    note: TimerNote = None,
    tag: Tags = None,
    billable: Billable = None,
    switch: Switch = False,
    unless_running: UnlessRunning = False,
    **new: Unpack[NewRecord],
) -> Outcome:
    """Start the timer on a record.

    If no record matches the title, you are asked whether to create it; --create skips the
    question. With --create or --unless-running, a paused timer on the record is resumed, and one
    that is already running does not change; both keep their note and tags.

    Further words are tags, as long as logs or timers have these tags already, and no title
    contains such a word together with what you typed for the record. Write a new tag as +urgent.

    Examples:
        timelog start case-1
        timelog start case-1 --at -10m
        timelog start case-1 -10m +urgent
        timelog start case-1 --since-last
        timelog start - --switch
        timelog start case-1 --unless-running
        timelog start "Answer the tender" --create
        timelog start "Fix the login" --create --key JIRA-42
    """
    if since_last and at is not None:
        raise UsageError("--at cannot be used with --since-last", "use only one of them")
    run = run_of(context, at, note, tag, billable)._replace(
        on_running=on_running(context, switch), resumes=unless_running or new["create"]
    )
    if since_last:
        run = run._replace(since_last=context.today)
    kinds = ("already-running",) if run.resumes else ()
    named = new["create"]
    return or_nothing(context, kinds, lambda: _started(context, ref, run, new, words), named=named)


@shortcuts.command("interrupt")
@app.command("interrupt")
def interrupt(
    context: Context,
    ref: RefOrTitle,
    words: KnownTags = None,
    *,
    at: At = None,
    note: TimerNote = None,
    tag: Tags = None,
    billable: Billable = None,
    **new: Unpack[NewRecord],
) -> Outcome:
    """Interrupt the running timer with another one, then return to it.

    When you stop or cancel the new timer, the interrupted one resumes at the same moment.
    Interruptions can be nested. To stop without resuming, use stop --no-resume.

    Examples:
        timelog interrupt task-2
        timelog interrupt task-2 --at -5m
        timelog interrupt "Phone call" --create --customer Acme
    """
    run = run_of(context, at, note, tag, billable)._replace(on_running="pause", interrupts=True)
    return _started(context, ref, run, new, words)


def _started(
    context: Context, ref: str, run: Run, told: NewRecord, words: list[str] | None
) -> Outcome:
    from timelog_cli.usecases.timers import control

    if words:
        from timelog_cli.cli.misplaced import tags_behind

        found = tags_behind(context, ref, words, run, new=any(told.values()))
        run = run._replace(tags=tuple(dict.fromkeys((*run.tags, *found))))
    done = None if any(told.values()) else control.start_at_once(context.work, ref, run)
    if done is None:
        from timelog_cli.cli.records import fields

        done = fields.started(context, ref, run, told)
    if done is None:
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    if run.since_last is not None:
        context.notices.append(
            f"Starting from the end of the last log: {day_and_time(done.at, context.zone)}."
        )
    outcome = changed(context, "Resumed" if done.resumed else "Started", done)
    if run.interrupts and not done.paused:
        outcome = outcome._replace(
            said=(*outcome.said, "No timer was running, so none will resume afterwards.")
        )
    return outcome._replace(name=done.timer.ref) if done.made or told["create"] else outcome


@shortcuts.command("pause")
@app.command("pause")
def pause(
    context: Context, ref: OwnRef = None, *, at: At = None, if_running: IfRunning = False
) -> Outcome:
    """Pause the running timer.

    Examples:
        timelog pause
        timelog pause --at 12:30
        timelog pause --if-running
    """
    from timelog_cli.usecases.timers import control

    def paused() -> Outcome:
        done = control.pause(context.work, ref, at=past_instant(context, at))
        return changed(context, "Paused", done)

    return or_nothing(context, ("no-timer", "already-paused") if if_running else (), paused)


@shortcuts.command("resume")
@app.command("resume")
def resume(
    context: Context,
    ref: OwnRef = None,
    *,
    at: At = None,
    switch: Switch = False,
    unless_running: UnlessRunning = False,
) -> Outcome:
    """Resume a paused timer.

    Examples:
        timelog resume
        timelog resume case-1 --switch
        timelog resume --unless-running
    """
    from timelog_cli.usecases.timers import control

    def resumed() -> Outcome:
        done = control.resume(
            context.work,
            ref,
            at=past_instant(context, at),
            on_running=on_running(context, switch),
            unless_running=unless_running,
        )
        return changed(context, "Resumed", done)

    return or_nothing(context, ("no-timer", "already-running") if unless_running else (), resumed)


@shortcuts.command("stop")
@app.command("stop")
def stop(
    context: Context,
    ref: OwnRef = None,
    *,
    at: At = None,
    note: LastNote = None,
    tag: Tags = None,
    billable: LogBillable = None,
    no_resume: NoResume = False,
    if_running: IfActive = False,
) -> Outcome:
    """Stop the timer and save its time as a log.

    If it had interrupted another timer, that one resumes at the same moment.

    Examples:
        timelog stop --note "Fixed the login"
        timelog stop case-1 --at 17:30
        timelog stop 17:30
        timelog stop --no-resume
        timelog stop --if-running
    """
    from timelog_cli.usecases.timers import stops

    def stopped() -> Outcome:
        done = stops.stop(
            context.work,
            ref,
            at=past_instant(context, at),
            note=note or "",
            tags=checked_tags(tag),
            billable=billable,
            go_back=not no_resume,
        )
        return _stopped(context, done)

    return or_nothing(context, ("no-timer",) if if_running else (), stopped)


def _stopped(context: Context, done: Stopped) -> Outcome:
    log, other = done.log, done.overlap
    data = log_data(log, context.zone)
    overlap = (f"log {log.id} overlaps {other.by} on {other.ref}",) if other else ()
    resumed, warned = _back(context, done.back)
    return Outcome(
        said=(stopped_line(log, context.now, context.zone), *resumed),
        warned=(*long_lines(log, context.warn_after), *overlap, *_crossed(context, log), *warned),
        name=str(log.id),
        data=data,
        events=(Event("stop", data), *back_events([done.back], context.now, context.zone)),
    )


@shortcuts.command("status")
@app.command("status", reads=True)
def status(
    context: Context,
    ref: RefOfAll = None,
) -> Outcome:
    """Show whether the timer is running, paused or idle.

    Examples:
        timelog status
        timelog status --json
    """
    found = timers.status(context.work, ref)
    now, zone = context.now, context.zone
    used = []
    if any(timer.budgeted for timer in found):
        from timelog_cli.cli.budgets import budgets_of

        used = budgets_of(context, [timer.record_id for timer in found])
    text = status_text(found, used, now, zone, color=context.color)
    data = status_data(found, used, context.user, now, zone)
    return Outcome(data=data, text=text, warned=_forgotten(context, found))


@app.command("list", reads=True)
def list_timers(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List all users' active timers.

    Examples:
        timelog timer list --format csv
    """
    from timelog_cli.render.headers import header
    from timelog_cli.render.listing import Listing
    from timelog_cli.render.plain.timers import timer_columns
    from timelog_cli.render.shapes import timer_shape

    now, zone = context.now, context.zone
    rows = [timer_shape(timer, now, zone) for timer in timers.everybody(context.work)]
    empty = "No active timers. To start one: timelog start REF"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, timer_columns(), empty, shown, header("timer list")))


@shortcuts.command("cancel")
@app.command("discard", hidden=True)
@app.command("cancel")
def cancel(
    context: Context, ref: OwnRef = None, *, yes: Yes = False, no_resume: NoResume = False
) -> Outcome:
    """Discard a timer without saving a log. Can be undone.

    If it had interrupted another timer, that one resumes.

    Examples:
        timelog timer cancel case-1 --yes
    """
    from timelog_cli.usecases.timers import stops

    timer = timers.target(context.work, ref, "cancel", None)
    elapsed = full_clock(timer.elapsed(context.now))
    if not confirmed(context, yes, f"Discard the timer on {timer.ref} ({elapsed})?"):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    back = stops.cancel(context.work, timer.ref, go_back=not no_resume)
    said = f"Discarded the timer on {timer.ref} ({elapsed}). To undo: timelog undo"
    resumed, warned = _back(context, back)
    data = timer_data(timer, context.now, context.zone)
    events = (Event("cancel", data), *back_events([back], context.now, context.zone))
    return Outcome(said=(said, *resumed), warned=warned, data=data, events=events)


def on_running(context: Context, switch: bool) -> str:
    """What happens to a timer that runs: ``pause`` with ``--switch``, or as in the settings."""
    return "pause" if switch else context.settings.text("timer.on_start")


def or_nothing(
    context: Context, kinds: Collection[str], change: Change, *, named: bool = False
) -> Outcome:
    """What a change of a timer gives; nothing changed where it is refused as one of ``kinds``.

    :param named: whether a script is told the reference of the record
    """
    try:
        return change()
    except TimerRefused as error:
        if error.kind not in kinds:
            raise
        timer, message = error.timer, error.message
    if timer is None:
        return Outcome(said=(f"Nothing changed: {message}.",), data=None)
    said = f"Nothing changed: the timer on {timer.ref} is already {timer.state}."
    data = timer_data(timer, context.now, context.zone)
    return Outcome(said=(said,), name=timer.ref if named else None, data=data)


def changed(context: Context, verb: str, done: Changed) -> Outcome:
    """What is said of a timer that was changed, and of those that made room for it."""
    now, zone, timer = context.now, context.zone, done.timer
    before = changed_lines(done.made, timer, done.at, done.paused, done.stopped, now, zone)
    return Outcome(
        said=(*before, running_line(verb, timer, done.at, now, zone)),
        warned=(*_crossed(context, done.stopped), *_forgotten(context, [timer])),
        data=timer_data(timer, now, zone),
        events=changed_events(verb, timer, done.paused, done.stopped, now, zone),
    )


def _forgotten(context: Context, found: list[Timer]) -> tuple[str, ...]:
    running = [timer for timer in found if timer.running_since is not None]
    return forgotten_lines(running, context.now, context.warn_after) if running else ()


def _crossed(context: Context, log: Log | None) -> tuple[str, ...]:
    if log is None or not log.budgeted:
        return ()
    from timelog_cli.cli.budgets import crossed

    return crossed(context, log)


def _back(context: Context, back: ResumeResult | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said, and warned of, about the timer that the one that ended had interrupted."""
    if back is None:
        return (), ()
    forgotten = _forgotten(context, [back.timer])
    return back_lines([back], context.now, context.zone), (*hindered_lines([back]), *forgotten)
