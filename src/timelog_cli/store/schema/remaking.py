"""Bringing the tables of an older file to what a new file gets, with the rows that are in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from timelog_cli.store.queries import mail
from timelog_cli.store.schema.creating import create

TYPE_CHECKING = False
if TYPE_CHECKING:
    Parts = list[tuple[str, str, str]]  # kind, name, SQL
    Values = dict[tuple[str, str], str]


# How the new columns of version 2 are filled, and how they are written in the history.
_DIGESTS: Values = {("message", "digest"): "mail_digest(sender_address, body)"}
_IN_HISTORY = {
    "message": "'$.digest',"
    " mail_digest(json_extract({0}, '$.sender_address'), json_extract({0}, '$.body'))",
    "record": "'$.log_billable', NULL",
    "payment": "'$.reverses_id', NULL, '$.reason', ''",
}


def to_version_2(connection: sqlite3.Connection) -> None:
    """Make the tables of version 1 those of version 2."""
    connection.create_function("mail_digest", 2, mail.digest, deterministic=True)
    remake(connection, _DIGESTS)
    for table, values in _IN_HISTORY.items():
        for side in ("before", "after"):
            # Undo compares a row with the history, letter by letter.
            connection.execute(
                f"UPDATE change SET {side} = json_insert({side}, {values.format(side)})"
                f" WHERE tbl = ? AND {side} IS NOT NULL",
                (table,),
            )


def remake(connection: sqlite3.Connection, values: Values) -> None:
    """Make tables that differ anew with their rows, and all indexes, views and triggers.

    Rows that the constraints of a new table would refuse stay: ``db check`` names them.

    :param values: the expression for a column, where it is not the old column of that name
    """
    with closing(_new_schema()) as new:
        wanted, there = _parts(new), _parts(connection)
    for kind, name, _ in there:
        if kind in {"trigger", "view"}:
            connection.execute(f'DROP {kind} IF EXISTS "{name}"')
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for kind, name, sql in wanted:
        if kind == "table" and (kind, name, sql) not in there:
            _remake_table(connection, name, sql, values)
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


def _remake_table(connection: sqlite3.Connection, name: str, sql: str, values: Values) -> None:
    old = f"old_{name}"
    connection.execute(f"ALTER TABLE {name} RENAME TO {old}")
    connection.execute(sql)
    known = _columns(connection, old)
    filled = {
        column: values.get((name, column), column)
        for column in _columns(connection, name)
        if column in known or (name, column) in values
    }
    connection.execute(
        f"INSERT INTO {name} ({', '.join(filled)}) SELECT {', '.join(filled.values())} FROM {old}"
    )
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
