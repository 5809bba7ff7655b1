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
    """Tables, rules and history of version 1."""
    from timelog_cli.store import invoice_rules, journal, rules

    for statement in (*_statements(schema.TABLES), *journal.columns()):
        db.conn.execute(statement)
    for statement in (*rules.rules(), *invoice_rules.rules(), *journal.triggers()):
        db.conn.execute(statement)


STEPS: tuple[Step, ...] = (m0001_tables,)


def _statements(script: str) -> list[str]:
    # executescript would commit the transaction that guards the migration
    return [part for part in script.split(";\n") if part.strip()]


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Apply what is missing, in the write transaction that the caller has begun."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("timelog")
    for step in steps:
        migrations(name=step.__name__)(step)
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    migrations.apply(database)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")
