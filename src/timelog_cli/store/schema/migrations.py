"""Creating the schema in a new file, and bringing an older file up to it."""

from __future__ import annotations

import os

from timelog_cli.errors import DatabaseError, OutputError, Refused, TimelogError
from timelog_cli.runtime import ownership
from timelog_cli.store import APPLICATION_ID, connection
from timelog_cli.store.schema import tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from sqlite_utils.db import Database

    Step = Callable[[Database], None]

    from timelog_cli.store.connection import Store


def m0001_tables(db: Database) -> None:
    """Tables, rules and history, as they are now."""
    make(db.conn)


def m0002_payments_and_mail(db: Database) -> None:
    """Payments that are reversed, mail that is known by its text, columns that refuse nonsense."""
    if db.conn.execute("PRAGMA user_version").fetchone()[0]:
        from timelog_cli.store.schema import remaking

        remaking.to_version_2(db.conn)


STEPS: tuple[Step, ...] = (m0001_tables, m0002_payments_and_mail)


def make(connection: sqlite3.Connection) -> None:
    """Put the schema of this version into an empty file."""
    from timelog_cli.store.schema import invoice_rules, journal, rules

    for statement in (*_statements(tables.TABLES), *journal.columns()):
        connection.execute(statement)
    for statement in (*rules.rules(), *invoice_rules.rules(), *journal.triggers()):
        connection.execute(statement)


def _statements(script: str) -> list[str]:
    # executescript would commit the transaction that guards the migration
    return [part for part in script.split(";\n") if part.strip()]


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Apply what is missing, in the write transaction that the caller has begun.

    The caller has turned foreign keys off: a table that is made anew is not referred to meanwhile.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations("timelog")
    for step in steps:
        migrations(name=step.__name__)(step)
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    migrations.apply(database)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def make_file(path: str) -> None:
    """Make an empty file; that another process makes it at the same moment is as good.

    :raises DatabaseError: it cannot be made
    """
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        if not os.path.exists(path):
            raise cannot("made", path, error) from error
    except OSError as error:
        raise cannot("made", path, error) from error


def cannot(done: str, path: str, error: OSError) -> DatabaseError:
    """That the system refuses a file, in its words."""
    reason = (error.strerror or str(error)).lower()
    return DatabaseError(f"{path} cannot be {done}: {reason}", "name another place with --db PATH")


def bring_up(store: Store, steps: Sequence[Step]) -> None:
    """Make or upgrade the schema; of two processes that come at once, one does it.

    A copy of an older file is kept first. A step that fails leaves the file as it was.
    """
    store.run("PRAGMA foreign_keys = OFF")  # which a transaction cannot do
    store.run("BEGIN EXCLUSIVE")
    kept: str | None = None
    try:
        before = connection.version(store, len(steps))
        if before < len(steps):
            kept = _keep_copy(store, before) if before else None
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
    store.created = before == 0
    store.kept = kept


def _failed(error: Exception, path: str) -> TimelogError:
    meant = connection.translated(error, path)
    if isinstance(meant, Refused):
        return DatabaseError(f"{path} could not be upgraded: {error}", "it was left as it is")
    return meant


def _keep_copy(store: Store, version: int) -> str:
    """Copy the file as it is; the exclusive lock is held, so nobody writes meanwhile."""
    from timelog_cli.store.maintenance import copies

    copy = copies.unused(f"{os.path.realpath(store.path)}.before-upgrade-from-{version}")
    part = copies.part_of(copy)
    try:
        copies.copy_locked(store.connection, part)
        ownership.keep(part, store.path)
        copies.move_to_free(part, copy)
        copies.sync_folder(copy)
    except (OSError, TimelogError) as error:
        copies.discard(part)
        raise OutputError(
            f"no copy of {store.path} could be kept before the upgrade: {copies.reason(error)}",
            "free some space; the file was not touched",
        ) from error
    return copy
