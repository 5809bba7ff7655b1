"""Bringing the tables of an older file to what a new file gets, with the rows that are in them.

Each step of an upgrade adds its columns to the rows and to the history, without any rule; once
all are there, the tables are made anew as they are now.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from timelog_cli.store.schema.creating import create

TYPE_CHECKING = False
if TYPE_CHECKING:
    Parts = list[tuple[str, str, str]]  # kind, name, SQL


def begin(connection: sqlite3.Connection) -> None:
    """Take away what would refuse, or write to the history, what the steps do to the rows.

    Rows that the constraints of a new table would refuse stay: ``db check`` names them.
    """
    for kind, name, _ in _parts(connection):
        if kind in {"trigger", "view"}:
            connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")


def add_column(
    connection: sqlite3.Connection, table: str, column: str, value: str, in_history: str = ""
) -> None:
    """Add a column to the rows of a table, and behind all others to those in the history.

    :param column: the name and the type
    :param value: the SQL expression of its value, from the other columns
    :param in_history: the same for a row as JSON, which is written ``{0}``; the column is not in
        the history without it
    """
    name = column.split(maxsplit=1)[0]
    connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    if value != "NULL":
        connection.execute(f"UPDATE {table} SET {name} = {value}")
    for side in ("before", "after") if in_history else ():
        # Undo compares a row with the history, letter by letter.
        connection.execute(
            f"UPDATE change SET {side} = json_insert({side}, '$.{name}',"
            f" {in_history.format(side)}) WHERE tbl = ? AND {side} IS NOT NULL",
            (table,),
        )


def finish(connection: sqlite3.Connection) -> None:
    """Make tables that differ anew with their rows, and what is new, and all that is no table."""
    with closing(_new_schema()) as new:
        wanted, there = _parts(new), _parts(connection)
    known = {name for kind, name, _ in there if kind == "table"}
    for part in wanted:
        if part[0] == "table" and part[1] in known and part not in there:
            _remake_table(connection, *part[1:])
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    connection.execute("PRAGMA legacy_alter_table = OFF")
    _make_others(connection, wanted)


def _new_schema() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None)
    create(made)
    return made


def _parts(connection: sqlite3.Connection) -> Parts:
    """The parts of the schema in the order in which they were made."""
    sql = (
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND tbl_name NOT GLOB 'sqlite_*' AND tbl_name NOT GLOB '_sqlite_*'"
        " ORDER BY rowid"
    )
    return connection.execute(sql).fetchall()


def _remake_table(connection: sqlite3.Connection, name: str, sql: str) -> None:
    old = f"old_{name}"
    connection.execute(f"ALTER TABLE {name} RENAME TO {old}")
    connection.execute(sql)
    known = _columns(connection, old)
    kept = ", ".join(column for column in _columns(connection, name) if column in known)
    connection.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM {old}")
    _keep_sequence(connection, name, old)
    connection.execute(f"DROP TABLE {old}")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _keep_sequence(connection: sqlite3.Connection, name: str, old: str) -> None:
    """Numbers that were given out once, to rows since deleted too, are not given out again."""
    connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
    connection.execute("UPDATE sqlite_sequence SET name = ? WHERE name = ?", (name, old))


def _make_others(connection: sqlite3.Connection, wanted: Parts) -> None:
    there = _parts(connection)
    for part in there:
        if part[0] == "index" and part not in wanted:
            connection.execute(f'DROP INDEX "{part[1]}"')
    for part in wanted:
        if part not in there:
            connection.execute(part[2])
