"""Bringing a file to the schema of this program, once, whoever comes first.

``PRAGMA user_version`` counts the applied migrations and is all that a daily command reads;
sqlite-utils is imported only when there is something to do. Its migrations take no lock between
processes, so they run inside one immediate transaction of ours (they nest as savepoints).
"""

from __future__ import annotations

from timelog_cli.store import schema
from timelog_cli.store.identity import APPLICATION_ID

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from sqlite_utils.db import Database

    Step = Callable[[Database], None]


def m0001_tables(db: Database) -> None:
    """Tables, rules and history, as they are now."""
    make(db.conn)


def m0002_payments_and_mail(db: Database) -> None:
    """Payments that are reversed, mail that is known by its text, columns that refuse nonsense."""
    if db.conn.execute("PRAGMA user_version").fetchone()[0]:
        from timelog_cli.store import remaking

        remaking.to_version_2(db.conn)


STEPS: tuple[Step, ...] = (m0001_tables, m0002_payments_and_mail)


def make(connection: sqlite3.Connection) -> None:
    """Put the schema of this version into an empty file."""
    from timelog_cli.store import invoice_rules, journal, rules

    for statement in (*_statements(schema.TABLES), *journal.columns()):
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
