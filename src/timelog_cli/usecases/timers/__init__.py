"""The timer: start, pause, resume, stop."""

from __future__ import annotations

from timelog_cli.domain.logs import TimerRefused, check_moment
from timelog_cli.errors import Overlap
from timelog_cli.store import queries
from timelog_cli.store.queries import timers as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.logs import RecordSummary, Taken, Timer
    from timelog_cli.usecases import Work


def mine(work: Work) -> list[Timer]:
    """The user's active timers, the running one first."""
    return stored.of_owner(work.store, work.user)


def status(work: Work, ref: str | None = None) -> list[Timer]:
    """The user's active timers, or everybody's on one record."""
    if ref is None:
        return mine(work)
    return stored.on_record(work.store, record(work, ref).id)


def everybody(work: Work) -> list[Timer]:
    """The active timers of all users."""
    return stored.everybody(work.store)


def record(work: Work, ref: str) -> RecordSummary:
    """The record of a reference, key or title, or of a part of one."""
    from timelog_cli.usecases import lookup

    return lookup.named(work, ref)


def target(work: Work, ref: str | None, verb: str, state: str | None) -> Timer:
    """The timer a verb means: the one on ``ref``, or the only one in the state it needs.

    One that waits for its interruption to end is only stopped by its name.
    """
    timers = mine(work)
    if ref is not None:
        return _own_timer_on(work, record(work, ref), timers)
    waiting = {timer.resumes_id for timer in timers}
    fitting = [
        timer for timer in timers if (timer.state == state if state else timer.id not in waiting)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _none_to(verb, timers)
    listed = ", ".join(f"{timer.ref} ({timer.state})" for timer in fitting)
    raise TimerRefused(
        "several-timers",
        f"more than one timer to {verb}, so give a REF: {listed}",
        f"timelog {'timer ' * (verb == 'cancel')}{verb} {fitting[0].ref}",
    )


def _own_timer_on(work: Work, head: RecordSummary, timers: list[Timer]) -> Timer:
    for timer in timers:
        if timer.record_id == head.id:
            return timer
    way_out = "timelog timer list" if timers else f"timelog start {head.ref}"
    raise TimerRefused("no-timer", f"{work.user_has} no timer on {head.ref}", way_out)


def _none_to(verb: str, timers: list[Timer]) -> TimerRefused:
    if not timers:
        again = " (or timelog continue)" if verb == "resume" else ""
        return TimerRefused("no-timer", f"no timer to {verb}", f"timelog start REF{again}")
    other = timers[0]
    way_out = {"pause": "resume", "resume": "pause"}.get(verb, "status")
    return TimerRefused(
        f"already-{other.state}",
        f"cannot {verb}: the timer on {other.ref} is {other.state}",
        f"timelog {way_out} {other.ref}",
        other,
    )


def check_change(work: Work, timer: Timer, at: int, *, explicit: bool) -> None:
    """Refuse a change of the timer at an instant where it cannot be, or a named one in a log."""
    check_moment(timer, at, work.now, work.written)
    if explicit:
        owner_id = queries.ensure_owner(work.store, timer.owner)
        _refuse_taken(work, at, taken(work, owner_id, at, at, but_timer=timer.id))


def check_free(work: Work, owner_id: int, at: int, but_timer: int = 0) -> None:
    """Refuse to let a timer run from an instant on where the time is taken."""
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
    from timelog_cli.domain.time.zones import as_typed, day_and_time, span

    zone, latest = work.zone, max(piece.end for piece in taken)
    between = span(other.start, other.end, zone)
    raise Overlap(
        f"{day_and_time(at, zone)} overlaps {other.named} ({between})",
        f"use --at {as_typed(latest, zone)}",
    )
