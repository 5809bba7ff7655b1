"""From the history to the outbox: which rows, and which of their groups, the hub has to get."""

from __future__ import annotations

import json
from functools import cache

from timelog_cli.domain.sync.clocks import after
from timelog_cli.domain.sync.tables import BY_NAME, TABLES
from timelog_cli.store.schema.journal import JOURNALED
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.wire import key_sql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.sync import Synced
    from timelog_cli.store.connection import Store
    from timelog_cli.store.sync.state import State

# What the outbox says of a row, but for the name of a group that changed.
DELETED = ""
WHOLE = "*"  # all groups
NEW = "+"  # all groups, and the hub cannot have the row
# Set by the hub alone.
LINKED = "invoice"

_PUT = (
    "INSERT INTO outbox (tbl, uuid, grp, clock, seen) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET clock = excluded.clock, seen = excluded.seen, batch = NULL"
)
_PORTION = 1000
PARTS = {
    part.table: (table, part.owner, group.name)
    for table in TABLES
    for group in table.groups
    for part in group.parts
}
_NOTED = [name for name in JOURNALED if name in BY_NAME or name in PARTS]


def note(store: Store, now: int | None = None) -> None:
    """Put what has changed since the last time into the outbox, in the caller's transaction.

    :param now: UTC seconds; what was changed by a clock that was ahead counts as changed now, if
        it is known
    """
    state = states.read(store)
    if state is None:
        return
    newest = int(store.value("SELECT coalesce(max(id), 0) FROM change"))
    if newest <= state.noted_change:
        return
    noting = _Noting(store, state, now)
    for row in store.each(changes(), {"noted": state.noted_change}):
        noting.take(*row)
    noting.finish()
    states.update(store, noted_change=newest, clock=noting.newest)


def everything(store: Store, now: int | None = None) -> None:
    """Put all rows into the outbox, for a hub that has none, in the caller's transaction.

    :param now: UTC seconds, as for ``note``
    """
    state = states.read(store)
    assert state is not None
    newest = int(store.value("SELECT coalesce(max(at), 0) FROM entry"))
    clock = after(state.clock, _trusted(newest, now) * 1000)
    store.run("DELETE FROM outbox")
    for table in TABLES:
        store.run(
            "INSERT INTO outbox (tbl, uuid, grp, clock, seen)"
            f" SELECT ?, {key_sql(table)} AS known_by, ?, ?, ? FROM {table.name} ORDER BY known_by",
            (table.name, NEW, clock, state.seen),
        )
    states.update(store, clock=clock, batch=0, sent=0)
    states.caught_up(store)


def _trusted(at: int, now: int | None) -> int:
    return at if now is None else min(at, now)


def pending(store: Store) -> int:
    """How many rows wait to be sent, of what is noted."""
    return int(store.value("SELECT count(*) FROM (SELECT DISTINCT tbl, uuid FROM outbox)"))


@cache
def changes() -> str:
    """Of each row its first and its last state since, in the order of the first changes."""
    cases = " ".join(f"WHEN '{table}' THEN {_key(table)}" for table in _NOTED)
    names = ", ".join(f"'{table}'" for table in _NOTED)
    return (
        "SELECT earliest.tbl, earliest.before, latest.after, at FROM (SELECT min(id) AS first,"
        f" max(id) AS last FROM (SELECT change.id, tbl, CASE tbl {cases} END AS key"
        " FROM change JOIN entry ON entry.id = entry_id"
        f" WHERE change.id > :noted AND tbl IN ({names}) AND kind <> 'sync') GROUP BY tbl, key)"
        " JOIN change AS earliest ON earliest.id = first JOIN change AS latest ON latest.id = last"
        " JOIN entry ON entry.id = latest.entry_id"
        " WHERE earliest.before IS NOT latest.after ORDER BY first"
    )


def _key(table: str) -> str:
    names, _ = JOURNALED[table]
    values = [f"json_extract(coalesce(after, before), '$.{name}')" for name in names]
    return " || char(0) || ".join(values)


class _Noting:
    """Changed rows on their way into the outbox."""

    def __init__(self, store: Store, state: State, now: int | None) -> None:
        self._store, self._state, self._now = store, state, now
        self._waiting: list[Sequence[Any]] = []
        self._made: set[tuple[str, int]] = set()
        self._uuids: dict[tuple[str, int], bytes | None] = {}
        self._any_deleted = bool(store.value("SELECT EXISTS (SELECT 1 FROM outbox WHERE grp = '')"))
        self.newest = state.clock

    def take(self, name: str, before: str | None, after_it: str | None, at: int) -> None:
        """Note a row that was ``before``, and is ``after_it`` now."""
        clock = after(self._state.clock, _trusted(at, self._now) * 1000)
        self.newest = max(self.newest, clock)
        sides = tuple(None if side is None else json.loads(side) for side in (before, after_it))
        if name in PARTS:
            self._part(name, sides, clock)
            return
        table = BY_NAME[name]
        row = sides[1] or sides[0] or {}
        key = self._key(table, row)
        if key is None:
            return
        if sides[1] is None:
            self._delete(table, key, clock)
        elif sides[0] is None:
            self._insert(table, key, row, clock)
        else:
            for group in table.groups:
                if group.name != LINKED and _differ(group.columns, *sides):
                    self._put(name, key, group.name, clock)

    def _part(self, name: str, sides: Sequence[dict[str, Any] | None], clock: int) -> None:
        table, owner, group = PARTS[name]
        for number in {side[owner] for side in sides if side is not None}:
            if (table.name, number) not in self._made:
                uuid = self._uuid(table.name, number)
                if uuid is not None:
                    self._put(table.name, uuid, group, clock)

    def _uuid(self, table: str, number: int) -> bytes | None:
        """The UUID of a row; what is deleted is noted as such."""
        key = table, number
        if key not in self._uuids:
            sql = f"SELECT uuid FROM {table} WHERE id = ?"
            self._uuids[key] = self._store.value(sql, number)
        return self._uuids[key]

    def _key(self, table: Synced, row: dict[str, Any]) -> bytes | None:
        if not table.natural:
            return bytes.fromhex(row["uuid"])
        kinds = {column.name: column for column in table.columns}
        texts = []
        for name in table.natural:
            column, value = kinds.get(name), row[name]
            if column is not None and column.kind == "ref":
                uuid = self._uuid(column.table, value)
                if uuid is None:
                    return None
                value = uuid.hex()
            texts.append(value.lower() if column and column.kind == "bytes" else str(value))
        return "\0".join(texts).encode()

    def _insert(self, table: Synced, key: bytes, row: dict[str, Any], clock: int) -> None:
        self._made.add((table.name, row.get("id", 0)))
        was_deleted = False
        if self._any_deleted:
            self._write()
            sql = "DELETE FROM outbox WHERE tbl = ? AND uuid = ? AND grp = ?"
            was_deleted = bool(self._store.run(sql, (table.name, key, DELETED)).rowcount)
        self._put(table.name, key, WHOLE if was_deleted else NEW, clock)

    def _delete(self, table: Synced, key: bytes, clock: int) -> None:
        self._write()
        sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE tbl = ? AND uuid = ? AND grp = ?)"
        is_new = self._store.value(sql, table.name, key, NEW)
        self._store.run("DELETE FROM outbox WHERE tbl = ? AND uuid = ?", (table.name, key))
        if not is_new:
            self._put(table.name, key, DELETED, clock)
            self._any_deleted = True

    def _put(self, table: str, key: bytes, group: str, clock: int) -> None:
        self._waiting.append((table, key, group, clock, self._state.seen))
        if len(self._waiting) >= _PORTION:
            self._write()

    def _write(self) -> None:
        if self._waiting:
            self._store.run_many(_PUT, self._waiting)
            self._waiting = []

    def finish(self) -> None:
        """Write what waits."""
        self._write()


def _differ(columns: Sequence[Any], before: Any, now: Any) -> bool:
    return any(before.get(one.name) != now.get(one.name) for one in columns)
