"""``timer …`` and its shortcuts."""

from __future__ import annotations

from timelog_cli.cli.common import (
    at_option,
    checked_tags,
    confirmed,
    customer_option,
    instant,
    note_option,
    service_option,
    tag_option,
)
from timelog_cli.cli.spec import Group, arg, flag, opt
from timelog_cli.domain.heads import TYPES
from timelog_cli.errors import Unreadable
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.text import day_and_time, full_clock
from timelog_cli.render.timers import (
    TIMER_COLUMNS,
    back_lines,
    forgotten_lines,
    hindered_lines,
    log_data,
    long_line,
    paused_line,
    running_line,
    status_data,
    status_text,
    stopped_line,
    timer_data,
)
from timelog_cli.usecases import timers
from timelog_cli.usecases.timers import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.timers import Timer
    from timelog_cli.usecases.going_back import Back
    from timelog_cli.usecases.quick_create import New
    from timelog_cli.usecases.timers import Changed

group = Group("timer", "Start, pause, resume and stop the timer.")

_REF_OR_TITLE = arg(
    "ref", "REF|TITLE", "The record: case-12, or 12; or the title of a new one.", complete="refs"
)
_OWN_REF = arg(
    "ref", "REF", "The record, if there are several timers.", required=False, complete="timers"
)
_BILLABLE = flag("--billable", "Mark the time billable; the record must be.")
_SWITCH = flag("--switch", "Pause the timer that runs, at the same second.")


_NEW = (
    flag("--create", "Make the record, if there is none: REF is its title."),
    opt("--type", "TYPE", "The type of a new record; task if not given.", choices=TYPES),
    customer_option(),
    service_option(),
)
_NO_RESUME = flag("--no-resume", "Do not go back to the timer that it interrupted.")


@group.command(
    "timer start",
    _REF_OR_TITLE,
    at_option("started"),
    flag("--since-last", "Start it where your last log ended, if that was today."),
    note_option("What you work on."),
    tag_option(),
    _BILLABLE,
    _SWITCH,
    *_NEW,
    also=("start",),
    examples=(
        "timelog start case-1",
        "timelog start case-1 --at -10m",
        "timelog start case-1 --since-last",
        "timelog start task-2 --switch",
        'timelog start "Answer the tender" --create',
    ),
)
def start(context: Context, ref: str, since_last: bool, switch: bool, **given: Any) -> Outcome:
    """Start the timer on a record.

    A title that no record has is offered as a new record; --create makes it without asking.
    """
    if since_last and given["at"] is not None:
        raise Unreadable("--at and --since-last contradict each other", "leave one of them out")
    run = _run(context, given)._replace(on_running=_on_running(context, switch))
    if since_last:
        run = run._replace(since_last=context.today)
    return _started(context, ref, run, given, "timer start")


@group.command(
    "timer interrupt",
    _REF_OR_TITLE,
    at_option("started"),
    note_option("What you work on."),
    tag_option(),
    _BILLABLE,
    *_NEW,
    also=("interrupt",),
    examples=(
        "timelog interrupt task-2",
        "timelog interrupt task-2 --at -5m",
        'timelog interrupt "Phone call" --create --customer Acme',
    ),
)
def interrupt(context: Context, ref: str, **given: Any) -> Outcome:
    """Pause what runs for something else, and go back to it.

    When the timer that this starts is stopped or cancelled, the other one resumes at the same
    second. An interruption can be interrupted in turn. stop --no-resume does not go back.
    """
    run = _run(context, given)._replace(on_running="pause", interrupts=True)
    return _started(context, ref, run, given, "timer interrupt")


def _run(context: Context, given: dict[str, Any]) -> Run:
    return Run(
        at=instant(context, given["at"]),
        note=given["note"] or "",
        tags=checked_tags(given["tag"]),
        billable=given["billable"],
    )


def _started(context: Context, ref: str, run: Run, given: dict[str, Any], command: str) -> Outcome:
    said = given["create"] or given["type"] or given["customer"] or given["service"]
    from timelog_cli.usecases.finding import looks_like_ref

    new: New | None = None
    if said or not looks_like_ref(ref):
        from timelog_cli.cli.quick_create import chosen

        choice = chosen(context, ref, given, command)
        if choice is None:
            return Outcome(said=("Nothing was changed.",), data=None, code=1)
        ref, new = choice
    done = timers.start(context.work, ref, run._replace(new=new))
    if run.since_last is not None:
        context.notices.append(f"--since-last is {day_and_time(done.at, context.zone)}.")
    outcome = _changed(context, "Started", done)
    if run.interrupts and not done.paused:
        outcome = outcome._replace(said=(*outcome.said, "No timer ran; none resumes after it."))
    return outcome._replace(name=done.made.ref) if done.made else outcome


@group.command(
    "timer pause",
    _OWN_REF,
    at_option("paused"),
    also=("pause",),
    examples=("timelog pause", "timelog pause --at 12:30"),
)
def pause(context: Context, ref: str | None, at: str | None) -> Outcome:
    """Pause the running timer."""
    return _changed(context, "Paused", timers.pause(context.work, ref, at=instant(context, at)))


@group.command(
    "timer resume",
    _OWN_REF,
    at_option("resumed"),
    _SWITCH,
    also=("resume",),
    examples=("timelog resume", "timelog resume case-1 --switch"),
)
def resume(context: Context, ref: str | None, at: str | None, switch: bool) -> Outcome:
    """Let a paused timer run again."""
    done = timers.resume(
        context.work, ref, at=instant(context, at), on_running=_on_running(context, switch)
    )
    return _changed(context, "Resumed", done)


@group.command(
    "timer stop",
    _OWN_REF,
    at_option("stopped"),
    note_option("What was done; added to the note of the timer."),
    tag_option(),
    flag("--billable/--no-billable", "Mark the log billable, or not."),
    _NO_RESUME,
    also=("stop",),
    examples=(
        'timelog stop --note "Fixed the login"',
        "timelog stop case-1 --at 17:30",
        "timelog stop --no-resume",
    ),
)
def stop(
    context: Context,
    ref: str | None,
    at: str | None,
    note: str | None,
    tag: list[str],
    billable: bool | None,
    no_resume: bool,
) -> Outcome:
    """Stop the timer; its time becomes a log.

    If it interrupted another one, that one resumes at the same second.
    """
    from timelog_cli.usecases import timer_stops

    done = timer_stops.stop(
        context.work,
        ref,
        at=instant(context, at),
        note=note or "",
        tags=checked_tags(tag),
        billable=billable,
        go_back=not no_resume,
    )
    log, other = done.log, done.overlap
    long = (long_line(log),) if log.worked_seconds > context.warn_after else ()
    overlap = (f"log {log.id} overlaps {other.by} on {other.ref}",) if other else ()
    resumed, warned = _back(context, done.back)
    return Outcome(
        said=(stopped_line(log, context.now, context.zone), *resumed),
        warned=(*long, *overlap, *warned),
        name=str(log.id),
        data=log_data(log, context.zone),
    )


@group.command(
    "timer status",
    arg(
        "ref",
        "REF",
        "Only the timers on this record, of everybody.",
        required=False,
        complete="refs",
    ),
    also=("status",),
    examples=("timelog status", "timelog status --json"),
)
def status(context: Context, ref: str | None) -> Outcome:
    """Show the timer: running, paused or idle, and how to go on."""
    found = timers.status(context.work, ref)
    now, zone = context.now, context.zone
    text = status_text(found, now, zone, color=context.color)
    data = status_data(found, context.user, now, zone)
    return Outcome(data=data, text=text, warned=_forgotten(context, found))


@group.command("timer list", listing=True, examples=("timelog timer list --format csv",))
def list_timers(context: Context) -> Outcome:
    """List the live timers of all users."""
    from timelog_cli.render.shapes import timer_shape

    now, zone = context.now, context.zone
    rows = [timer_shape(timer, now, zone) for timer in timers.everybody(context.work)]
    return Outcome(listing=Listing(rows, TIMER_COLUMNS, "no timer runs; timelog start REF"))


@group.command(
    "timer cancel",
    _OWN_REF,
    flag("--yes", "Do not ask."),
    _NO_RESUME,
    examples=("timelog timer cancel case-1 --yes",),
)
def cancel(context: Context, ref: str | None, yes: bool, no_resume: bool) -> Outcome:
    """Drop a timer without making a log; undo brings it back.

    If it interrupted another one, that one resumes.
    """
    from timelog_cli.usecases import timer_stops

    timer = timers.target(context.work, ref, "cancel", None)
    elapsed = full_clock(timer.elapsed(context.now))
    if not confirmed(context, yes, f"Drop the timer on {timer.ref} with {elapsed}?"):
        return Outcome(said=("Nothing was changed.",), data=None, code=1)
    back = timer_stops.cancel(context.work, timer.ref, go_back=not no_resume).back
    said = f"Dropped the timer on {timer.ref} with {elapsed}; timelog undo brings it back."
    resumed, warned = _back(context, back)
    data = timer_data(timer, context.now, context.zone)
    return Outcome(said=(said, *resumed), warned=warned, data=data)


def _on_running(context: Context, switch: bool) -> str:
    return "pause" if switch else context.settings.text("timer.on_start")


def _changed(context: Context, verb: str, done: Changed) -> Outcome:
    now, zone, timer = context.now, context.zone, done.timer
    said = [f"Made {done.made.ref} ({done.made.title})."] if done.made else []
    if done.paused:
        said.append(paused_line(done.paused, done.at, timer))
    if done.stopped:
        said.append(stopped_line(done.stopped, now, zone))
    said.append(running_line(verb, timer, done.at, now, zone))
    warned = _forgotten(context, [timer])
    return Outcome(said=tuple(said), warned=warned, data=timer_data(timer, now, zone))


def _forgotten(context: Context, found: list[Timer]) -> tuple[str, ...]:
    running = [timer for timer in found if timer.running_since is not None]
    return forgotten_lines(running, context.now, context.warn_after) if running else ()


def _back(context: Context, back: Back | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said, and warned of, about the timer that the one that ended had interrupted."""
    if back is None:
        return (), ()
    forgotten = _forgotten(context, [back.timer])
    return back_lines([back], context.now, context.zone), (*hindered_lines([back]), *forgotten)
