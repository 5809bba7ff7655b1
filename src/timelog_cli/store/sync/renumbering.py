"""Other numbers for records that were added in a copy of a file: the file has the same ones."""

from __future__ import annotations

from timelog_cli.errors import Refused
from timelog_cli.store.schema import NO_NUMBER
from timelog_cli.store.schema.journal import JOURNALED
from timelog_cli.store.sync.incoming import take_rules
from timelog_cli.store.sync.noting import NEW

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

_ON_RECORDS = ("item", "message", "timer", "log")


def unsent(store: Store) -> dict[int, bytes]:
    """The noted records that were not sent from here: the UUID of each, by its number."""
    sql = (
        "SELECT record.id, uuid FROM outbox JOIN record USING (uuid)"
        " WHERE tbl = 'record' AND grp = ? ORDER BY 1"
    )
    return dict(store.rows(sql, (NEW,)))


def renumber(store: Store, numbers: list[int]) -> dict[int, int]:
    """Give records numbers that the hub keeps for this file: the new one of each.

    In the caller's transaction, which has an entry in the history.

    :raises Refused: there are not enough
    """
    store.run("PRAGMA defer_foreign_keys = ON")
    rules = take_rules(store)
    found = {number: _renumber(store, number) for number in numbers}
    for _, sql in rules:
        store.run(sql)
    return found


def _renumber(store: Store, old: int) -> int:
    new = store.value("SELECT min(next) FROM number_block WHERE next <= last")
    if new is None:
        raise Refused(NO_NUMBER, "timelog sync")
    _move(store, "record", "id", old, new)
    _move(store, "record_rate", "record_id", old, new)
    for table in _ON_RECORDS:
        store.run(f"UPDATE {table} SET record_id = ? WHERE record_id = ?", (new, old))
    return int(new)


def _move(store: Store, table: str, column: str, old: int, new: int) -> None:
    """Delete rows and insert them with another key, as a row of the history keeps its own."""
    others = [name for name in JOURNALED[table][1] if name != column]
    rows = store.rows(f"SELECT {', '.join(others)} FROM {table} WHERE {column} = ?", (old,))
    store.run(f"DELETE FROM {table} WHERE {column} = ?", (old,))
    marks = ", ".join("?" * len(others))
    sql = f"INSERT INTO {table} ({column}, {', '.join(others)}) VALUES (?, {marks})"
    store.run_many(sql, [(new, *row) for row in rows])
