"""Making a file and the schema in it, or bringing an older file up to the schema."""

from __future__ import annotations

import os
import sqlite3

from timelog_cli.errors import DatabaseError, OutputError, Refused, TimelogError
from timelog_cli.runtime import files
from timelog_cli.store import connection
from timelog_cli.store.schema.migrations import STEPS, migrate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.store.connection import Store
    from timelog_cli.store.schema.migrations import Step

_UNTOUCHED = "SELECT NOT EXISTS (SELECT 1 FROM entry) AND NOT EXISTS (SELECT 1 FROM sync_state)"


def make_file(path: str, steps: Sequence[Step]) -> bool:
    """Make a database, which has its name when it is complete; whether this process made it.

    That another process makes it at the same moment is as good.

    :raises DatabaseError: it cannot be made
    """
    from timelog_cli.store.maintenance import copies

    part = copies.part_of(path)
    try:
        files.make_folders(os.path.dirname(path))
        os.close(copies.private(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        _fill(part, path, steps)
        files.give_to_folder(part, path)
        copies.move_to_free(part, path)
        copies.sync_folder(path)
    except FileExistsError as error:
        if not os.path.exists(path):
            raise cannot("create", path, error) from error
        return False
    except OSError as error:
        raise cannot("create", path, error) from error
    finally:
        copies.discard(part)
    return True


def unmake_file(path: str) -> bool:
    """Remove a database that this process made, if nobody put anything in it; whether it is gone.

    A process that opened it meanwhile cannot write any more, which SQLite notices, and says so.
    """
    real = os.path.realpath(path)
    try:
        store = connection.connect(real, busy_seconds=0)
    except TimelogError:
        return not os.path.lexists(real)
    try:
        store.run("BEGIN EXCLUSIVE")
        if not store.value(_UNTOUCHED):
            return False
        os.unlink(real)
    except (OSError, TimelogError):
        return False
    finally:
        store.close()
    return True


def _fill(part: str, path: str, steps: Sequence[Step]) -> None:
    store = connection.connect(part)
    store.path = path  # which an error names
    try:
        bring_up(store, steps)
    finally:
        store.close()


def in_memory(path: str) -> Store:
    """A database without rows, in the place of a file that is not there."""
    from timelog_cli.store.schema.creating import create

    store = _memory(path)
    create(store.connection)
    return store


def upgraded_in_memory(store: Store) -> Store:
    """A copy of an older file that is open, with the schema of this version.

    :raises DatabaseError: it cannot be upgraded
    """
    from timelog_cli.store.maintenance import copies

    copy = _memory(store.path)
    try:
        copies.hold(store)  # as a copy alone would wait for a writer without end
        store.connection.backup(copy.connection)
        bring_up(copy, STEPS, keep=False)
    except BaseException as error:
        copy.close()
        if isinstance(error, connection.FAILURES):
            raise connection.translated(error, store.path) from error
        raise
    return copy


def _memory(path: str) -> Store:
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute("PRAGMA foreign_keys = ON")
    return connection.Store(made, path)


def cannot(verb: str, path: str, error: OSError) -> DatabaseError:
    """That the system refuses a file, in its words."""
    reason = (error.strerror or str(error)).lower()
    return DatabaseError(
        f"cannot {verb} {path}: {reason}", "choose another location with --db PATH"
    )


def bring_up(store: Store, steps: Sequence[Step], *, keep: bool = True) -> None:
    """Make or upgrade the schema; of two processes that come at once, one does it.

    A copy of an older file is kept first. A step that fails leaves the file as it was.

    :param keep: whether there is a file to keep a copy of
    """
    store.run("PRAGMA foreign_keys = OFF")  # which a transaction cannot do
    store.run("BEGIN EXCLUSIVE")
    kept: str | None = None
    try:
        before = connection.version(store, len(steps))
        if before < len(steps):
            kept = _keep_copy(store, before) if before and keep else None
            migrate(store.connection, steps)
        store.run("COMMIT")
    except BaseException as error:
        if store.connection.in_transaction:
            store.roll_back()
            if kept:
                os.unlink(kept)
        if isinstance(error, connection.FAILURES):
            raise _failed(error, store.path) from error
        raise
    store.run("PRAGMA foreign_keys = ON")
    store.kept = kept


def _failed(error: Exception, path: str) -> TimelogError:
    meant = connection.translated(error, path)
    if isinstance(meant, Refused):
        return DatabaseError(f"cannot upgrade {path}: {error}; the file was not changed")
    return meant


def _keep_copy(store: Store, version: int) -> str:
    """Copy the file as it is; the exclusive lock is held, so nobody writes meanwhile."""
    from timelog_cli.store.maintenance import copies

    copy = copies.unused(f"{os.path.realpath(store.path)}.before-upgrade-from-{version}")
    part = copies.part_of(copy)
    try:
        copies.copy_locked(store.connection, part)
        files.keep(part, store.path)
        copies.move_to_free(part, copy)
        copies.sync_folder(copy)
    except (OSError, TimelogError) as error:
        copies.discard(part)
        raise OutputError(
            f"cannot save a copy of {store.path} before upgrading it: {copies.reason(error)}",
            "free some disk space; the file was not changed",
        ) from error
    return copy
