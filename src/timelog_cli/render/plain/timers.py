"""The timer for people: the status, and the sentence about one that was stopped."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.render.plain import clock, day_and_time, full_clock, styled, time_of_day
from timelog_cli.render.result import Event

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from timelog_cli.domain.budgets import BudgetUse
    from timelog_cli.domain.filters import Unlogged
    from timelog_cli.domain.logs import Log, Timer
    from timelog_cli.domain.records import Record
    from timelog_cli.render.listing import Column

    Data = Callable[[], dict[str, Any]]

    class _Back(Protocol):
        @property
        def timer(self) -> Timer: ...
        @property
        def at(self) -> int: ...
        @property
        def obstacle(self) -> str | None: ...


ICONS = {"running": "▶", "paused": "⏸"}
_HALF_A_DAY = 12 * 3600
_STYLE = {"running": "green", "paused": "yellow"}


def state_style(row: dict[str, Any]) -> str:
    """The colour of the state of a timer."""
    return _STYLE.get(row["state"], "")


def timer_columns() -> tuple[Column, ...]:
    """The columns of a list of timers."""
    from timelog_cli.render.listing import Column

    return (
        Column("owner", "OWNER", style="repeated"),
        Column("state", "STATE", style=state_style),
        Column("record", "RECORD", style="reference", names=True),
        Column("title", "TITLE", shrink=True),
        Column("elapsed_seconds", "ELAPSED", right=True, show=full_clock),
        Column("note", "NOTE", shrink=True),
    )


def status_text(
    timers: Sequence[Timer], used: Sequence[BudgetUse], now: int, zone: str, *, color: bool
) -> str:
    """The state, the elapsed time, what to type next, and what is used of budgets."""
    if not timers:
        return styled("○ idle", "dim", color) + "\n  To start: timelog start REF"
    blocks = [_one(timer, now, zone, len(timers) > 1, color) for timer in timers]
    if used:
        from timelog_cli.render.plain.budgets import status_lines

        blocks.extend(status_lines(used, color=color))
    return "\n".join(blocks)


def _one(timer: Timer, now: int, zone: str, named: bool, color: bool) -> str:
    state = timer.state
    head = styled(f"{ICONS[state]} {state}", _STYLE[state], color)
    elapsed = styled(full_clock(timer.elapsed(now)), "bold", color)
    since = day_and_time(timer.changed_at, zone)
    facts = [f"since {since}", timer.owner]
    if timer.billable:
        facts.append("billable")
    facts.extend(f"#{tag}" for tag in timer.tags)
    if timer.resumes:
        facts.append(f"then resumes {timer.resumes}")
    lines = [
        f"{head}  {elapsed}  {timer.ref}  {shown(timer.title)}",
        "  " + shown(" · ".join(facts)),
        *(f"  {line}" for line in shown(timer.note, lines=True).split("\n") if line),
        "  " + _next(timer, named),
    ]
    return "\n".join(lines)


def _next(timer: Timer, named: bool) -> str:
    ref = f" {timer.ref}" if named else ""
    other = "pause" if timer.state == "running" else "resume"
    return f"timelog {other}{ref} · timelog stop{ref}"


def moment(instant: int, now: int, zone: str) -> str:
    """The time of day, with the day before it where half a day or more lies between."""
    near = abs(now - instant) < _HALF_A_DAY
    return time_of_day(instant, zone) if near else day_and_time(instant, zone)


def running_line(verb: str, timer: Timer, at: int, now: int, zone: str) -> str:
    """The sentence about a timer that was started, paused or resumed."""
    elapsed = timer.elapsed(now)
    so_far = f", {clock(elapsed)} so far" if elapsed else ""
    return f"{verb} {timer.ref} ({timer.title}) at {moment(at, now, zone)}{so_far}."


def stopped_line(log: Log, now: int, zone: str) -> str:
    """The sentence about a timer that became a log."""
    billable = ", billable" if log.billable else ""
    return (
        f"Stopped {log.ref} ({log.title}) at {moment(log.end, now, zone)}:"
        f" log {log.id}, {clock(log.worked_seconds)}{billable}."
    )


def paused_line(paused: Timer, at: int, other: Timer) -> str:
    """The sentence about a timer that was paused for another one."""
    until = f". It resumes when {other.ref} ends" if other.resumes_id == paused.id else ""
    return f"Paused {paused.ref}, {clock(paused.elapsed(at))} so far{until}."


def changed_lines(
    made: Record | None,
    timer: Timer,
    at: int,
    paused: Timer | None,
    stopped: Log | None,
    now: int,
    zone: str,
) -> list[str]:
    """The sentences about what made room for a timer, and the record that was made for it."""
    said = [f"Created {made.ref} ({made.title})."] if made else []
    if paused:
        said.append(paused_line(paused, at, timer))
    if stopped:
        said.append(stopped_line(stopped, now, zone))
    return said


def back_lines(backs: Sequence[_Back | None], now: int, zone: str) -> tuple[str, ...]:
    """The sentences about timers that were interrupted and run again."""
    return tuple(
        running_line("Resumed", back.timer, back.at, now, zone)
        for back in backs
        if back and not back.obstacle
    )


_EVENTS = {"Started": "start", "Paused": "pause", "Resumed": "resume"}


def changed_events(
    verb: str, timer: Timer, paused: Timer | None, stopped: Log | None, now: int, zone: str
) -> tuple[Event, ...]:
    """What happened to a timer, as in ``running_line``, and before to the one that ran."""
    before = [Event("pause", timer_data(paused, now, zone))] if paused else []
    before += [Event("stop", log_data(stopped, zone))] if stopped else []
    return (*before, Event(_EVENTS[verb], timer_data(timer, now, zone)))


def back_events(backs: Sequence[_Back | None], now: int, zone: str) -> tuple[Event, ...]:
    """What happened to timers that were interrupted and run again."""
    return tuple(
        Event("resume", timer_data(back.timer, now, zone))
        for back in backs
        if back and not back.obstacle
    )


def hindered_lines(backs: Sequence[_Back | None]) -> tuple[str, ...]:
    """The warnings about timers that were interrupted and cannot run again."""
    return tuple(
        f"{back.timer.ref} is still paused: {back.obstacle}."
        f" To resume it: timelog resume {back.timer.ref}"
        for back in backs
        if back and back.obstacle
    )


def long_lines(log: Log, warn_after: int) -> tuple[str, ...]:
    """The warning about a timer that ran for suspiciously long, if it did."""
    if log.worked_seconds <= warn_after:
        return ()
    return (
        f"the timer ran for {clock(log.worked_seconds)}. If you forgot to stop it:"
        f" timelog log edit {log.id} --end TIME",
    )


def forgotten_lines(running: Sequence[Timer], now: int, warn_after: int) -> tuple[str, ...]:
    """The warnings about timers that have been running for suspiciously long."""
    return tuple(
        f"the timer on {timer.ref} has been running for {clock(now - timer.running_since)}."
        f" If you forgot to stop it: timelog stop {timer.ref} --at TIME"
        for timer in running
        if timer.running_since is not None and now - timer.running_since > warn_after
    )


def timer_data(timer: Timer, now: int, zone: str) -> Data:
    """What ``--json`` prints of a timer, made when it is asked for."""

    def made() -> dict[str, Any]:
        from timelog_cli.render.shapes import timer_shape

        return timer_shape(timer, now, zone)

    return made


def log_data(log: Log, zone: str) -> Data:
    """What ``--json`` prints of the log that a timer became."""

    def made() -> dict[str, Any]:
        from timelog_cli.render.shapes import log_shape

        return log_shape(log, zone)

    return made


def status_data(
    timers: Sequence[Timer], used: Sequence[BudgetUse], owner: str, now: int, zone: str
) -> Data:
    """What ``--json`` prints of a status: the first timer, or none, the others, the budgets."""

    def made() -> dict[str, Any]:
        from timelog_cli.render.shapes import idle_shape, timer_shape

        shapes = [timer_shape(timer, now, zone) for timer in timers]
        first = shapes[0] if shapes else idle_shape(owner)
        return {**first, "others": shapes[1:], "budgets": _use_shapes(used) if used else []}

    return made


def _use_shapes(used: Sequence[BudgetUse]) -> list[dict[str, Any]]:
    from timelog_cli.render.plain.budgets import use_shape

    return [use_shape(one) for one in used]


def unlogged_lines(unlogged: Sequence[Unlogged], user: str) -> tuple[str, ...]:
    """What lists and reports of logs leave out, a sentence for each timer."""
    return tuple(
        f"Not included: the {timer.state} timer {_whose(timer, user)}on {timer.ref},"
        f" {clock(seconds)} so far."
        for timer, seconds in unlogged
    )


def _whose(timer: Timer, user: str) -> str:
    return "" if timer.owner == user else f"of {timer.owner} "
