"""The steps that bring a file to the schema of this version, and how they are applied."""

from __future__ import annotations

from timelog_cli.store.connection import APPLICATION_ID
from timelog_cli.store.schema.creating import create

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from sqlite_utils.db import Database

    Step = Callable[[Database], None]


def m0001_tables(db: Database) -> None:
    """Tables, rules and history, as they are now."""
    create(db.conn)


def m0002_payments_and_mail(db: Database) -> None:
    """Payments that are reversed, mail that is known by its text, columns that refuse nonsense."""
    if db.conn.execute("PRAGMA user_version").fetchone()[0]:
        from timelog_cli.store.schema import remaking

        remaking.to_version_2(db.conn)


STEPS: tuple[Step, ...] = (m0001_tables, m0002_payments_and_mail)


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
