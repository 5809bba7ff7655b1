"""Locking a period: the logs that start in it are no longer added, changed or deleted."""

from __future__ import annotations

from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import locks as stored
from timelog_cli.usecases.sync.roles import check_leads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from timelog_cli.domain.locks import PeriodLock
    from timelog_cli.usecases import Work


class LockResult(Frozen):
    """The lock as it was and as it is."""

    before: PeriodLock | None
    after: PeriodLock | None


def find(work: Work) -> PeriodLock | None:
    """The lock, or ``None``."""
    return stored.find(work.store)


def lock(work: Work, wanted: PeriodLock, today: date) -> LockResult:
    """Lock logs up to a day; only forward, where something is locked.

    :raises Refused: the day is in the future, before the lock, or a timer started by then
    """
    if wanted.last_day > today:
        raise Refused(
            f"cannot lock logs up to {wanted.last_day}: that is in the future",
            f"timelog billing lock {today}",
        )
    with work.writing():
        check_leads(work, "lock or unlock logs")
        before = stored.find(work.store)
        if before is not None:
            # In another time zone the day may have ended later; nothing is unlocked by that.
            wanted = wanted._replace(before=max(before.before, wanted.before))
        if before == wanted:
            return LockResult(before, before)
        if before is not None and wanted.last_day < before.last_day:
            raise Refused(
                f"cannot lock logs up to {wanted.last_day}: they are already locked up to"
                f" {before.last_day}",
                "to lock fewer, unlock them first: timelog billing unlock",
            )
        _check_no_timer(work, wanted)
        stored.put(work.store, wanted)
        return LockResult(before, wanted)


def _check_no_timer(work: Work, wanted: PeriodLock) -> None:
    timers = stored.timers_in(work.store, wanted.before)
    if timers:
        ref, owner, start = timers[0]
        mine = "" if owner == work.user else f" --as {typed(owner)}"
        raise Refused(
            f"cannot lock logs up to {wanted.last_day}: the timer of {owner} on {ref} started"
            f" {work.written(start)}",
            f"timelog stop {ref}{mine}",
        )


def unlock(work: Work) -> PeriodLock | None:
    """Unlock all logs; the lock that there was."""
    with work.writing():
        check_leads(work, "lock or unlock logs")
        before = stored.find(work.store)
        stored.drop(work.store)
        return before
