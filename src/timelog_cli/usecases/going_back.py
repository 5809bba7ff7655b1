"""When an interruption ends, the timer that it interrupted runs again, if it can."""

from __future__ import annotations

from timelog_cli.frozen import Frozen
from timelog_cli.store import owners
from timelog_cli.store import timers as stored
from timelog_cli.usecases.timers import taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.timers import Timer
    from timelog_cli.usecases.work import Work


class Back(Frozen):
    """The timer to go back to, and since when it runs, or why it stays paused."""

    timer: Timer
    at: int
    obstacle: str | None = None


def go_back_to(work: Work, timer_id: int, owner: str, at: int) -> Back:
    """Let the interrupted timer run again at ``at``, inside the transaction of the caller.

    Whatever keeps it from running never keeps the interruption from ending.
    """
    timers = {timer.id: timer for timer in stored.of_owner(work.store, owner)}
    timer = timers[timer_id]
    obstacle = _obstacle(work, timer, list(timers.values()), at)
    if obstacle is not None:
        return Back(timer, at, obstacle)
    stored.resume(work.store, timer, at)
    return Back(timer._replace(running_since=at, changed_at=at), at)


def _obstacle(work: Work, timer: Timer, timers: list[Timer], at: int) -> str | None:
    for other in timers:
        if other.running_since is not None:
            return f"the timer on {other.ref} is running"
    if at < timer.changed_at:
        return "the clock went backwards"
    owner_id = owners.ensure(work.store, timer.owner)
    for one in taken(work, owner_id, at, max(work.now, at + 1), but_timer=timer.id):
        by = "the timer" if one.by == "timer" else one.by
        lies = f"{work.written(one.start)} to {work.written(one.end)}"
        return f"{by} on {one.ref} is in the way ({lies})"
    return None
