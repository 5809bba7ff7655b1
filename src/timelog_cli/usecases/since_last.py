"""Where the last log ended, as the start of a timer that was started too late."""

from __future__ import annotations

from timelog_cli.domain.clocks import iso
from timelog_cli.errors import Refused
from timelog_cli.store import owners
from timelog_cli.store import timers as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.usecases.work import Work


def end_of_last(work: Work, today: int, command: str) -> int:
    """When the user's last worked time ended, in logs and in timers that are paused.

    :param today: the instant at which the day began; people forget overnight
    :param command: the command without a time, for hints
    :raises Refused: a timer runs, nothing was logged, or the last log is not of today
    """
    for timer in stored.of_owner(work.store, work.user):
        if timer.running_since is not None:
            raise Refused(
                f"the timer on {timer.ref} is running, no time has passed since",
                f"{command} --switch pauses it",
            )
    owner_id = owners.ensure(work.store, work.user)
    found = stored.last_worked(work.store, owner_id, work.now)
    if found is None:
        raise Refused(f"{work.user} has no log before now", f"{command} --at TIME")
    if found < today:
        raise Refused(
            f"the last log ended at {work.written(found)}, before today began"
            f" at {work.written(today)}",
            f"{command} --at {iso(found, work.zone)}",
        )
    return found
