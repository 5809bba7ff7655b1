"""The schema of this version in an empty file."""

from __future__ import annotations

from timelog_cli.store.schema import invoice_rules, journal, rules, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3


def create(connection: sqlite3.Connection) -> None:
    """Put the schema of this version into an empty file."""
    for statement in (*_statements(tables.TABLES), *journal.columns()):
        connection.execute(statement)
    kept = [*rules.rules(), *invoice_rules.rules()]
    for statement in (*rules.triggers(kept), *journal.triggers(rules.never(kept))):
        connection.execute(statement)


def _statements(script: str) -> list[str]:
    # executescript would commit the transaction that guards the migration
    return [part for part in script.split(";\n") if part.strip()]
