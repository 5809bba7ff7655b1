"""The database file: looking after it, copying it, putting a copy back."""

from __future__ import annotations

import os

from timelog_cli.errors import NotFound, Refused, TimelogError, Unusable
from timelog_cli.frozen import Frozen
from timelog_cli.store import checks, copies, replacing
from timelog_cli.store.copies import Look
from timelog_cli.store.failures import is_damage
from timelog_cli.store.identity import VERSION
from timelog_cli.store.replacing import Restored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.copies import Report

__all__ = ["Checked", "Look", "Restored", "backup", "backup_target", "check", "look", "restore"]


class Checked(Frozen):
    """What was found: the sentences of ``problems`` are empty for a whole file."""

    path: str
    schema: int
    newest: int
    size_bytes: int
    counts: dict[str, int]
    problems: tuple[str, ...]


def check(path: str, *, busy_seconds: float) -> Checked:
    """Look for damage in the database; nothing in it is changed.

    :raises NotFound: there is no file
    :raises Unusable: it cannot be opened as a timelog database at all
    """
    store = copies.existing(path, busy_seconds=busy_seconds)
    try:
        found = checks.problems(store)
        schema = int(store.value("PRAGMA user_version"))
        return Checked(path, schema, VERSION, _size(path), checks.counts(store), tuple(found))
    finally:
        store.close()


def _size(path: str) -> int:
    return os.stat(path).st_size  # noqa: PTH116


def check_exists(path: str) -> None:
    """Refuse to make a database where there is none.

    :raises NotFound: there is no file
    """
    if not os.path.exists(path):  # noqa: PTH110
        raise NotFound(f"there is no database at {path}", "timelog db path")


def backup_target(path: str, named: str | None, stamp: str) -> str:
    """Where a backup goes: a file of its own beside the database, in a folder, or as named."""
    own = f"timelog-{stamp}.db"
    if named is None:
        return os.path.join(os.path.dirname(os.path.abspath(path)), own)  # noqa: PTH100, PTH118, PTH120
    return os.path.join(named, own) if os.path.isdir(named) else named  # noqa: PTH112, PTH118


def is_taken(target: str) -> bool:
    """Whether something has that name already.

    :raises Refused: something that is no file
    """
    if not os.path.lexists(target):
        return False
    if not os.path.isfile(target):  # noqa: PTH113
        raise Refused(f"{target} is not a file", "name another one")
    return True


def backup(
    path: str, target: str, *, replace: bool, busy_seconds: float, report: Report | None = None
) -> Look:
    """Copy the database while others may go on with it."""
    try:
        return copies.backup(
            path, target, replace=replace, busy_seconds=busy_seconds, report=report
        )
    except Unusable as error:
        raise Unusable(f"{error.message}; no backup was made", error.hint) from error


def look(backup_file: str, *, busy_seconds: float) -> Look:
    """What is in a backup that can be restored.

    :raises NotFound: there is no such file
    :raises Unusable: it is damaged, not a timelog database, or newer than this program
    """
    try:
        return replacing.whole(backup_file, busy_seconds=busy_seconds)
    except Unusable as error:
        # The usual hint for a damaged file is to restore a backup, which is being done.
        hint = "name another backup" if is_damage(error) else error.hint
        raise Unusable(error.message, hint) from error


def has_something(path: str) -> bool:
    """Whether there is anything in the place of the database that a restore would replace."""
    try:
        return os.stat(path).st_size > 0  # noqa: PTH116
    except OSError:
        return False


def restore(
    path: str,
    backup_file: str,
    *,
    stamp: str,
    busy_seconds: float,
    report: Report | None = None,
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
