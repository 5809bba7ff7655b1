"""The timer for people: the status, and the sentence about one that was stopped."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.render.text import clock, day_and_time, full_clock, styled, time_of_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.timers import Timer

_ICONS = {"running": "▶", "paused": "⏸"}
_HALF_A_DAY = 12 * 3600
_STYLE = {"running": "green", "paused": "yellow"}


def status_text(timers: Sequence[Timer], now: int, zone: str, *, color: bool) -> str:
    """The state, the elapsed time, and what to type next."""
    if not timers:
        return styled("○ idle", "dim", color) + "\n  timelog start REF starts the timer"
    return "\n".join(_one(timer, now, zone, len(timers) > 1, color) for timer in timers)


def _one(timer: Timer, now: int, zone: str, named: bool, color: bool) -> str:
    state = timer.state
    head = styled(f"{_ICONS[state]} {state}", _STYLE[state], color)
    elapsed = styled(full_clock(timer.elapsed(now)), "bold", color)
    since = day_and_time(timer.changed_at, zone)
    facts = [f"since {since}", timer.owner]
    if timer.billable:
        facts.append("billable")
    facts.extend(f"#{tag}" for tag in timer.tags)
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


def stopped_line(log: Log, now: int, zone: str) -> str:
    """The sentence about a timer that became a log."""
    billable = ", billable" if log.billable else ""
    return (
        f"Stopped {log.ref} ({log.title}) at {moment(log.end, now, zone)}:"
        f" log {log.id}, {clock(log.worked_seconds)}{billable}."
    )
