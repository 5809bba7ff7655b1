"""``timer …`` and its shortcuts."""

from __future__ import annotations

from timelog_cli.cli.common import (
    at_option,
    checked_tags,
    confirmed,
    instant,
    note_option,
    tag_option,
)
from timelog_cli.cli.spec import Group, arg, flag
from timelog_cli.render.outcome import Column, Listing, Outcome
from timelog_cli.render.shapes import idle_shape, log_shape, timer_shape
from timelog_cli.render.text import clock, full_clock
from timelog_cli.render.timers import moment, status_text, stopped_line
from timelog_cli.usecases import timers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.context import Context
    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.timers import Timer
    from timelog_cli.usecases.timers import Changed

group = Group("timer", "Start, pause, resume and stop the timer.")

_REF = arg("ref", "REF", "The record: case-12, or 12.", complete="refs")
_OWN_REF = arg(
    "ref", "REF", "The record, if there are several timers.", required=False, complete="timers"
)
_SWITCH = flag("--switch", "Pause the timer that runs, at the same second.")


@group.command(
    "timer start",
    _REF,
    at_option("started"),
    note_option("What you work on."),
    tag_option(),
    flag("--billable", "Mark the time billable; the record must be."),
    _SWITCH,
    also=("start",),
    examples=(
        "timelog start case-1",
        "timelog start case-1 --at -10m",
        "timelog start task-2 --switch",
    ),
)
def start(
    context: Context,
    ref: str,
    at: str | None,
    note: str | None,
    tag: list[str],
    billable: bool,
    switch: bool,
) -> Outcome:
    """Start the timer on a record."""
    work = context.work
    done = timers.start(
        work,
        ref,
        at=instant(context, at),
        note=note or "",
        tags=checked_tags(tag),
        billable=billable,
        on_running=_on_running(context, switch),
    )
    return _changed(context, "Started", done)


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
    also=("stop",),
    examples=('timelog stop --note "Fixed the login"', "timelog stop case-1 --at 17:30"),
)
def stop(
    context: Context,
    ref: str | None,
    at: str | None,
    note: str | None,
    tag: list[str],
    billable: bool | None,
) -> Outcome:
    """Stop the timer; its time becomes a log."""
    done = timers.stop(
        context.work,
        ref,
        at=instant(context, at),
        note=note or "",
        tags=checked_tags(tag),
        billable=billable,
    )
    log = done.log
    warned = _long_log(context, log)
    if done.overlap:
        other = done.overlap
        warned += (f"log {log.id} overlaps {other.by} on {other.ref}",)
    return Outcome(
        said=(stopped_line(log, context.now, context.zone),),
        warned=warned,
        name=str(log.id),
        data=log_shape(log, context.zone),
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
    shapes = [timer_shape(timer, now, zone) for timer in found]
    data = {**(shapes[0] if shapes else idle_shape(context.user)), "others": shapes[1:]}
    text = status_text(found, now, zone, color=context.color)
    return Outcome(data=data, text=text, warned=_forgotten(context, found))


@group.command("timer list", listing=True, examples=("timelog timer list --format csv",))
def list_timers(context: Context) -> Outcome:
    """List the live timers of all users."""
    now, zone = context.now, context.zone
    rows = [timer_shape(timer, now, zone) for timer in timers.everybody(context.work)]
    columns = (
        Column("owner", "OWNER"),
        Column("state", "STATE"),
        Column("record", "RECORD"),
        Column("title", "TITLE", shrink=True),
        Column("elapsed_seconds", "TIME", right=True, show=full_clock),
        Column("note", "NOTE", shrink=True),
    )
    return Outcome(listing=Listing(rows, columns, "no timer runs; timelog start REF"))


@group.command(
    "timer cancel",
    _OWN_REF,
    flag("--yes", "Do not ask."),
    examples=("timelog timer cancel case-1 --yes",),
)
def cancel(context: Context, ref: str | None, yes: bool) -> Outcome:
    """Drop a timer without making a log; undo brings it back."""
    timer = timers.target(context.work, ref, "cancel")
    elapsed = full_clock(timer.elapsed(context.now))
    if not confirmed(context, yes, f"Drop the timer on {timer.ref} with {elapsed}?"):
        return Outcome(said=("Nothing was changed.",), data=None, code=1)
    timers.cancel(context.work, timer.ref)
    return Outcome(
        said=(f"Dropped the timer on {timer.ref} with {elapsed}; timelog undo brings it back.",),
        data=timer_shape(timer, context.now, context.zone),
    )


def _on_running(context: Context, switch: bool) -> str:
    return "pause" if switch else context.settings.text("timer.on_start")


def _changed(context: Context, verb: str, done: Changed) -> Outcome:
    zone, timer = context.zone, done.timer
    said = []
    if done.paused:
        said.append(f"Paused {done.paused.ref}, {clock(done.paused.elapsed(done.at))} so far.")
    if done.stopped:
        said.append(stopped_line(done.stopped, context.now, zone))
    elapsed = timer.elapsed(context.now)
    so_far = f", {clock(elapsed)} so far" if elapsed else ""
    when = moment(done.at, context.now, zone)
    said.append(f"{verb} {timer.ref} ({timer.title}) at {when}{so_far}.")
    return Outcome(
        said=tuple(said),
        warned=_forgotten(context, [timer]),
        data=timer_shape(timer, context.now, zone),
    )


def _long_log(context: Context, log: Log) -> tuple[str, ...]:
    if log.worked_seconds <= context.warn_after:
        return ()
    return (
        f"that is {clock(log.worked_seconds)} in one go; if it was forgotten:"
        f" timelog log edit {log.id} --end TIME",
    )


def _forgotten(context: Context, found: list[Timer]) -> tuple[str, ...]:
    return tuple(
        f"the timer on {timer.ref} runs for {clock(context.now - timer.running_since)} now;"
        f" if it was forgotten: timelog stop {timer.ref} --at TIME"
        for timer in found
        if timer.running_since is not None
        and context.now - timer.running_since > context.warn_after
    )
