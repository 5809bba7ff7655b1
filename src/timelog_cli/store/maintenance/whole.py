"""All rows of the database but the history: reading them, and putting them into an empty file."""

from __future__ import annotations

import re

from timelog_cli.domain.tables import Column, Reference, Table
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.store.connection import FAILURES, translated
from timelog_cli.store.maintenance import short
from timelog_cli.store.schema import journal
from timelog_cli.store.schema.tables import TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from timelog_cli.store.connection import Store

# Of this one file: what was done here, how to undo it, and what it exchanges with others.
EXCHANGE = frozenset({"sync_state", "outbox", "number_block", "conflict"})
HISTORY = frozenset({"entry", "change", "open_entry", *EXCHANGE})


def tables(store: Store) -> list[Table]:
    """The tables in an order in which rows refer only to rows of tables before, or of their own."""
    names = re.findall(r"^CREATE TABLE (\w+)", TABLES, re.MULTILINE)
    left = {name: _table(store, name) for name in names if name not in HISTORY}
    found: dict[str, Table] = {}
    while left:
        name = next(name for name, table in left.items() if _parents(table) <= {name, *found})
        found[name] = left.pop(name)
    return list(found.values())


def _parents(table: Table) -> set[str]:
    return {reference.table for reference in table.references}


def _table(store: Store, name: str) -> Table:
    rows = store.rows(f"PRAGMA table_info({name})")  # without the columns that SQLite computes
    columns = tuple(
        Column(row[1], row[2], bool(row[3] or row[5]), row[4] is not None) for row in rows
    )
    key = tuple(row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5])
    references: dict[int, tuple[list[str], str]] = {}
    for number, _, parent, column, *_ in store.rows(f"PRAGMA foreign_key_list({name})"):
        references.setdefault(number, ([], parent))[0].append(column)
    return Table(
        name,
        key,
        columns,
        tuple(Reference(tuple(names), parent) for names, parent in references.values()),
    )


def has_hub(store: Store) -> bool:
    """Whether the file exchanges with others."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM sync_state)"))


def count(store: Store, table: Table) -> int:
    """How many rows a table has."""
    return int(store.value(f"SELECT count(*) FROM {table.name}"))


def worked_seconds(store: Store) -> int:
    """The time worked in all logs."""
    return int(store.value("SELECT coalesce(sum(end_at - start_at), 0) FROM segment"))


def records(store: Store) -> list[tuple[str, str, str | None, int, int]]:
    """Each record: reference, title, customer, how many logs, and the time worked in them."""
    return store.rows(
        "WITH worked AS (SELECT record_id, count(*) AS logs, sum((SELECT sum(end_at - start_at)"
        " FROM segment WHERE log_id = log.id)) AS seconds FROM log GROUP BY record_id)"
        " SELECT type || '-' || record.id, title, customer.name, coalesce(logs, 0),"
        " coalesce(seconds, 0) FROM record LEFT JOIN customer ON customer.id = customer_id"
        " LEFT JOIN worked ON record_id = record.id ORDER BY record.id"
    )


def names(store: Store) -> tuple[list[str], list[str], list[str]]:
    """The names of all customers and owners, and all tags of logs."""
    customers, owners, tags = (
        [name for (name,) in store.rows(sql)]
        for sql in (
            "SELECT name FROM customer ORDER BY id",
            "SELECT name FROM owner ORDER BY id",
            "SELECT DISTINCT tag FROM log_tag ORDER BY tag",
        )
    )
    return customers, owners, tags


def worked(store: Store) -> Iterator[tuple[int, int]]:
    """When each log starts, and the time worked in it."""
    return store.each(
        "SELECT start_at, (SELECT coalesce(sum(end_at - start_at), 0) FROM segment"
        " WHERE log_id = log.id) FROM log ORDER BY id"
    )


def numbers(store: Store) -> dict[str, int]:
    """The last number that was given to a row of each table, whether or not the row is there."""
    sql = "SELECT name, seq FROM sqlite_sequence ORDER BY name"
    return {name: seq for name, seq in store.rows(sql) if name not in HISTORY}


def rows(store: Store, table: Table) -> Iterator[Sequence[Any]]:
    """The rows of a table in the order of its key, one at a time."""
    names = ", ".join(column.name for column in table.columns)
    return store.each(f"SELECT {names} FROM {table.name} ORDER BY {', '.join(table.key)}")


class Dangling(UsageError):
    """A row refers to one that is not in the database."""


class Loading:
    """Rows that are put into an empty file, in the transaction of the caller.

    Rules and history, which the triggers keep, are of changes, one after the other; these rows are
    there at once. So the triggers are away until ``finish``, which writes the history; the caller
    makes the checks of ``db check`` instead of the rules.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid"
        self._triggers = store.rows(sql)
        for name, _ in self._triggers:
            store.run(f'DROP TRIGGER "{name}"')

    def put(self, table: Table, row: Mapping[str, Any]) -> None:
        """Add a row.

        :param row: by column; one that is left out gets its default
        :raises UsageError: a constraint of the database refuses it
        """
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
        try:
            self._store.connection.execute(sql, tuple(row.values()))
        except FAILURES as error:
            raise self._meaning(table, row, error) from error

    def _meaning(self, table: Table, row: Mapping[str, Any], error: Exception) -> TimelogError:
        """Why a row is refused."""
        kind, _, detail = str(error).partition(" constraint failed: ")
        names = [name for name in row if re.search(rf"\b{name}\b", detail)]
        if kind == "FOREIGN KEY constraint failed":
            return Dangling(self._dangling(table, row))
        if kind == "UNIQUE":
            same = " and ".join(names or table.key)
            return UsageError(f"another {table.name} has the same {same}")
        if kind == "CHECK":
            said = ", ".join(f"{name} {_written(row[name])}" for name in names) or "these values"
            return UsageError(f"{named(table, row)} cannot have {said}")
        return translated(error, self._store.path)

    def _dangling(self, table: Table, row: Mapping[str, Any]) -> str:
        for reference in table.references:
            values = [row[name] for name in reference.columns]
            if None not in values and not self._has(reference.table, values):
                key = " ".join(map(str, values))
                return f"{named(table, row)} refers to {reference.table} {key}, which is not above"
        return f"{named(table, row)} refers to a row that is not above"

    def _has(self, name: str, key: Sequence[Any]) -> bool:
        columns = _table(self._store, name).key
        where = " AND ".join(f"{column} = ?" for column in columns)
        return bool(self._store.value(f"SELECT EXISTS (SELECT 1 FROM {name} WHERE {where})", *key))

    def finish(self, entry_id: int, numbers: Mapping[str, int]) -> None:
        """Write the history, and put rules and history back.

        :param entry_id: whose changes the rows are
        :param numbers: of each table the last number that was given to a row
        """
        for name, last in numbers.items():
            self._count_from(name, last)
        for table in tables(self._store):
            if table.name in journal.JOURNALED:
                self._store.run(journal.added(table.name), (entry_id,))
        for statement in journal.ADDED_LINES:
            self._store.run(statement, (entry_id,))
        for _, sql in self._triggers:
            self._store.run(sql)

    def _count_from(self, name: str, last: int) -> None:
        sql = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
        if not self._store.run(sql, (last, name)).rowcount:
            self._store.run("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)", (last, name))


def named(table: Table, row: Mapping[str, Any]) -> str:
    """A row as messages name it: ``log 12``."""
    return " ".join([table.name, *(short(str(row[name])) for name in table.key)])


def _written(value: Any) -> str:
    return short(value.hex() if isinstance(value, bytes) else str(value))
