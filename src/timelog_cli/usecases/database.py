"""The database file: check it, back it up, restore it, make it small again."""

from __future__ import annotations

import os

from timelog_cli.domain.time.zones import day_of, start_of_day
from timelog_cli.errors import DatabaseError, NotFound, PartialFailure, Refused, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import VERSION, CommandInfo
from timelog_cli.store.failures import is_damage
from timelog_cli.store.maintenance import backups, checks, copies, replacing
from timelog_cli.store.maintenance import compacting as stored
from timelog_cli.store.maintenance.copies import DatabaseInfo
from timelog_cli.store.maintenance.replacing import Restored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timelog_cli.store.maintenance.copies import Progress
    from timelog_cli.usecases import Work

__all__ = [
    "Checked",
    "DatabaseInfo",
    "Restored",
    "backup",
    "backup_target",
    "check",
    "inspect_backup",
    "restore",
]


class Checked(Frozen):
    """What was found: the sentences of ``problems`` are empty for an intact file."""

    path: str
    schema: int
    newest: int
    size_bytes: int
    counts: dict[str, int]
    problems: tuple[str, ...]


def check(path: str, *, busy_seconds: float, tick: Callable[[], None] | None = None) -> Checked:
    """Look for damage in the database; nothing in it is changed.

    :param tick: called now and then
    :raises NotFound: there is no file
    :raises DatabaseError: it cannot be opened as a timelog database at all
    """
    store = copies.existing(path, busy_seconds=busy_seconds)
    try:
        found = checks.problems(store, tick)
        schema = int(store.value("PRAGMA user_version"))
        return Checked(path, schema, VERSION, _size(path), checks.counts(store), tuple(found))
    finally:
        store.close()


def _size(path: str) -> int:
    return os.stat(path).st_size


def check_exists(path: str) -> None:
    """Refuse to create a database where there is none.

    :raises NotFound: there is no file
    """
    if not os.path.exists(path):
        raise NotFound(f"no database at {path}", "timelog db path")


def backup_target(path: str, named: str | None, stamp: str) -> str:
    """Where a backup goes: a file of its own beside the database, in a folder, or as named.

    A name that ends with a slash is that of a folder, which may still have to be made.
    """
    own = f"timelog-{stamp}.db"
    if named is None:
        return os.path.join(os.path.dirname(os.path.abspath(path)), own)
    return os.path.join(named, own) if named.endswith("/") or os.path.isdir(named) else named


def missing_folder(target: str) -> str | None:
    """The folder that has to be made for a file, if there is none."""
    folder = os.path.dirname(target)
    return folder if folder and not os.path.lexists(folder) else None


def is_folder(path: str) -> bool:
    """Whether a folder is there."""
    return os.path.isdir(path)


def is_taken(target: str) -> bool:
    """Whether something has that name already.

    :raises Refused: something that is no file
    """
    if not os.path.lexists(target):
        return False
    if not os.path.isfile(target):
        raise Refused(f"{target} is not a file", "choose another file")
    return True


def backup(
    path: str, target: str, *, replace: bool, busy_seconds: float, report: Progress | None = None
) -> DatabaseInfo:
    """Copy the database while others may go on with it."""
    try:
        return backups.backup(
            path, target, replace=replace, busy_seconds=busy_seconds, report=report
        )
    except DatabaseError as error:
        raise DatabaseError(f"cannot back up: {error.message}", error.hint) from error


def inspect_backup(backup_file: str, *, busy_seconds: float) -> DatabaseInfo:
    """What is in a backup that can be restored.

    :raises NotFound: there is no such file
    :raises DatabaseError: it is damaged, not a timelog database, or newer than this program
    """
    try:
        return replacing.whole(backup_file, busy_seconds=busy_seconds)
    except DatabaseError as error:
        # The usual hint for a damaged file is to restore a backup, which is being done.
        hint = "choose another backup" if is_damage(error) else error.hint
        raise DatabaseError(error.message, hint) from error


def give_up_numbers(path: str, *, busy_seconds: float) -> bool:
    """Give up the numbers for records in a database that was restored; whether it has a hub."""
    from timelog_cli.store.sync import state

    return state.restored(path, busy_seconds)


def has_something(path: str) -> bool:
    """Whether there is anything in the place of the database that a restore would replace."""
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False


def restore(
    path: str,
    backup_file: str,
    *,
    stamp: str,
    busy_seconds: float,
    report: Progress | None = None,
) -> Restored:
    """Put a copy of a backup in the place of the database; the old file is kept."""
    return replacing.restore(
        path, backup_file, stamp=stamp, busy_seconds=busy_seconds, report=report
    )


def domain_problems(path: str, *, busy_seconds: float) -> tuple[str, ...]:
    """What a check finds in the database, or the one reason why it cannot be checked."""
    try:
        return check(path, busy_seconds=busy_seconds).problems
    except TimelogError as error:
        return (error.message,)


class Removal(Frozen):
    """What is, or was, removed of the history before an instant, and the size of the file.

    ``failed`` is why the space could not be released after the history was removed.
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


def plan_compaction(work: Work, keep_days: int) -> Removal:
    """What there is to remove when the last days are kept, and today."""
    from datetime import timedelta

    day = day_of(work.now, work.zone) - timedelta(days=keep_days)
    before = start_of_day(day, work.zone)
    old, size = stored.old_history(work.store, before), stored.size(work.store)
    loose = stored.is_loose(work.store)
    return Removal(before, old.entries, old.changes, old.kept, size, size, loose)


def compact(work: Work, found: Removal, tick: Callable[[], None] | None = None) -> Removal:
    """Remove what is older, in one transaction, then rewrite the file.

    :param tick: called now and then
    :raises Refused: there is not enough disk space
    """
    store = work.store
    _check_room(work)
    command = CommandInfo(work.now, work.user, work.line, "compact")
    with copies.Ticking(store, tick), store.writing(command) as transaction:
        stored.hold(store)
        old = stored.old_history(store, found.before)
        if old.entries:
            stored.remove(store, old, transaction.entry_id)
    done = found._replace(entries=old.entries, changes=old.changes, kept=old.kept)
    failed = None
    for step in (stored.vacuum, stored.let_go):
        try:
            with copies.Ticking(store, tick):
                step(store)
        except TimelogError as error:
            failed = failed or _in_part(error, old.entries)
    loose = found.loose if failed else stored.is_loose(store)
    return done._replace(size_bytes=stored.size(store), loose=loose, failed=failed)


def _check_room(work: Work) -> None:
    """The rewritten file takes as much space again, and so does the journal of the old one."""
    size, free = stored.size(work.store), stored.free(work.store)
    if free < 2 * size:
        raise Refused(
            f"cannot compact {work.store.path}: it needs {2 * size // 10**6} MB of free disk space,"
            f" and {free // 10**6} MB is available",
            "free some disk space and try again",
        )


def _in_part(error: TimelogError, entries: int) -> PartialFailure:
    removed = "there was no history to remove, and"
    if entries:
        removed = f"removed {entries} {'entry' if entries == 1 else 'entries'} of the history, but"
    return PartialFailure(
        f"{removed} the file could not be made smaller: {error.message}",
        "to try again: timelog db compact",
    )
