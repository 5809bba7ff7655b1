"""Make the file small again: remove the older history, and give back the room it took."""

from __future__ import annotations

from timelog_cli.domain.zones import day_of, start_of_day
from timelog_cli.errors import DoneInPart, Refused, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store import compacting as stored
from timelog_cli.store.connection import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.usecases.work import Work


class Removal(Frozen):
    """What goes of the history before an instant, or went, and what that makes of the file.

    ``failed`` is why the room could not be given back, once the history was removed.
    """

    before: int
    entries: int
    changes: int
    kept: int
    size_before_bytes: int
    size_bytes: int
    loose: bool
    failed: TimelogError | None = None

    @property
    def anything(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.entries) or self.loose


def look(work: Work, keep_days: int) -> Removal:
    """What there is to remove when the last days are kept, and today."""
    from datetime import timedelta

    day = day_of(work.now, work.zone) - timedelta(days=keep_days)
    before = start_of_day(day, work.zone)
    old, size = stored.look(work.store, before), stored.size(work.store)
    loose = stored.is_loose(work.store)
    return Removal(before, old.entries, old.changes, old.kept, size, size, loose)


def compact(work: Work, found: Removal) -> Removal:
    """Remove what is older, in one transaction, then write the file anew.

    :raises Refused: there is no room to do it in
    """
    store = work.store
    _check_room(work)
    stored.hold(store)
    with store.writing(Command(work.now, work.user, work.line, "compact")) as transaction:
        old = stored.look(store, found.before)
        if old.entries:
            stored.remove(store, old, transaction.entry_id)
    done = found._replace(entries=old.entries, changes=old.changes, kept=old.kept)
    try:
        stored.vacuum(store)
    except TimelogError as error:
        done = done._replace(failed=_in_part(error))
    stored.let_go(store)
    return done._replace(size_bytes=stored.size(store), loose=stored.is_loose(store))


def _check_room(work: Work) -> None:
    """What is written anew takes as much again, beside a journal of what was there."""
    size, free = stored.size(work.store), stored.free(work.store)
    if free < 2 * size:
        raise Refused(
            f"{work.store.path} needs {2 * size // 10**6} MB of free disk to be compacted,"
            f" and there are {free // 10**6} MB",
            "free some space",
        )


def _in_part(error: TimelogError) -> DoneInPart:
    return DoneInPart(
        f"the history was removed, but the file is as large as before: {error.message}",
        "timelog db compact tries again",
    )
