"""All rows of a hub, put into a new file at once: no rule looks at them one after the other."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.maintenance.whole import Loading
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.rows import LATE, part_sql
from timelog_cli.store.sync.wire import KEPT, has_number, number_of, synced, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timelog_cli.domain.sync import Column, Part, Synced
    from timelog_cli.store.connection import Store

    Row = dict[str, Any]
    Make = Callable[[Any], Any]

_CACHE_MIB = 256
_AT_ONCE = 5000
# More of them than is kept in memory: they are looked up in the file.
_MANY = frozenset({"log", "imported"})


def clone(
    store: Store, tables: Iterable[tuple[str, Iterable[Row]]], entry_id: int
) -> dict[str, int]:
    """Put all rows into an empty file, in the transaction of the caller; how many there are.

    :param tables: in the order of ``TABLES``
    :param entry_id: the entry of the history whose changes they are
    """
    store.grow_cache(_CACHE_MIB)
    store.run("PRAGMA defer_foreign_keys = ON")
    indexes = _take_indexes(store)
    loading, cloning = Loading(store), _Cloning(store)
    counts = {name: cloning.table(synced(name), rows) for name, rows in tables}
    cloning.finish()
    for sql in indexes:
        store.run(sql)
    loading.finish(entry_id, {})
    states.caught_up(store)
    return {name: found for name, found in counts.items() if found}


def _take_indexes(store: Store) -> list[str]:
    """Take away the indexes that are made of all rows at once more quickly than one by one."""
    sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    found = [row for row in store.rows(sql) if not row[1].startswith("CREATE UNIQUE")]
    for name, _ in found:
        store.run(f"DROP INDEX {name}")
    return [text for _, text in found]


class _Cloning:
    """Rows on their way into an empty file, whose numbers are given here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[str, dict[str, int]] = {}
        self._waiting: dict[str, list[Any]] = {}
        store.run("CREATE TEMP TABLE late (part TEXT, number INTEGER, rows TEXT)")

    def table(self, table: Synced, rows: Iterable[Row]) -> int:
        """Insert the rows of a table; how many there are."""
        known = self._numbers.setdefault(table.name, {})
        keep = table.name not in _MANY
        insert = self._inserting(table)
        parts = [(part.name, self._inserting_part(part)) for part in table.parts]
        number = 0
        for number, row in enumerate(_in_order(table, rows, known), 1):
            values = values_of(table, row)
            own = values["id"] if table.name == "record" else number
            if keep:
                known[row["id"]] = own
            insert(own, row["id"], values)
            for name, insert_part in parts:
                if values[name]:
                    insert_part(own, values, values[name])
            if number % _AT_ONCE == 0:
                self._write()
        self._write()
        return number

    def _inserting(self, table: Synced) -> Callable[[int, str, Row], None]:
        """What inserts a row, by its number, its UUID and its values."""
        columns = [one for one in table.columns if one.name != "id"]
        makes = [(one.name, self._made(one)) for one in columns]
        numbered, has_uuid = has_number(table), not table.natural
        more = {"record": "changed_at", "log": "changed_at", "invoice": "sealed"}.get(table.name)
        names = [*(["id"] if numbered else []), *(["uuid"] if has_uuid else [])]
        names += [one.name for one in columns] + ([more] if more else [])
        waiting = self._waiting_for(table.name, names)
        at = self._store.at

        def insert(number: int, uuid: str, row: Row) -> None:
            values: list[Any] = [number] if numbered else []
            if has_uuid:
                values.append(bytes.fromhex(uuid))
            for name, make in makes:
                value = row[name]
                values.append(value if make is None or value is None else make(value))
            if more:
                values.append(1 if more == "sealed" else max(row["created_at"], at))
            waiting.append(values)

        return insert

    def _inserting_part(self, part: Part) -> Callable[[int, Row, list[Any]], None]:
        """What inserts the rows of a part, by the number of the row that they belong to."""
        if part.table in LATE:
            return self._inserting_late(part)
        makes = [self._made(one) for one in part.columns]
        has_owner, one_column = part.table == "segment", len(makes) == 1
        names = [part.owner, *(one.name for one in part.columns), *(["owner_id"] * has_owner)]
        waiting = self._waiting_for(part.table, names)
        owners = self._numbers["owner"]

        def insert(number: int, row: Row, listed: list[Any]) -> None:
            more = [owners[row["owner_id"]]] if has_owner else []
            for one in listed:
                pairs = zip(makes, [one] if one_column else one, strict=True)
                waiting.append([number, *(_value(*pair) for pair in pairs), *more])

        return insert

    def _inserting_late(self, part: Part) -> Callable[[int, Row, list[Any]], None]:
        waiting = self._waiting_for("temp.late", ["part", "number", "rows"])

        def insert(number: int, _: Row, listed: list[Any]) -> None:
            waiting.append([part.name, number, json.dumps(listed)])

        return insert

    def _waiting_for(self, table: str, names: list[str]) -> list[Any]:
        marks = ", ".join("?" * len(names))
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        return self._waiting.setdefault(sql, [])

    def _made(self, column: Column) -> Make | None:
        """What makes the value that is kept of one that came."""
        if column.kind != "ref":
            return KEPT.get(column.kind)
        known = self._numbers.setdefault(column.table, {})
        if column.table in _MANY:
            return partial(number_of, self._store, column.table)
        return known.__getitem__ if column.required else known.get

    def _write(self) -> None:
        for sql, rows in self._waiting.items():
            if rows:
                self._store.run_many(sql, rows)
                rows.clear()

    def finish(self) -> None:
        """Insert the parts that refer to rows of tables behind their own."""
        self._waiting = {}
        for part in BY_NAME["invoice"].parts:
            if part.table not in LATE:
                continue
            sql, _ = part_sql(part)
            makes = [self._made(one) for one in part.columns]
            found = self._store.rows("SELECT rowid FROM temp.late WHERE part = ?", (part.name,))
            for (place,) in found:
                number, text = self._store.row(
                    "SELECT number, rows FROM temp.late WHERE rowid = ?", (place,)
                )
                self._store.run_many(
                    sql,
                    [[number, *map(_value, makes, one)] for one in json.loads(text)],
                )
        self._store.run("DROP TABLE temp.late")


def _value(make: Make | None, value: Any) -> Any:
    return value if make is None or value is None else make(value)


def _in_order(table: Synced, rows: Iterable[Row], known: dict[str, int]) -> Iterator[Row]:
    """The rows that are not deleted, each behind those of its own table that it refers to."""
    own = [one.name for one in table.columns if one.table == table.name]
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        if row.get("deleted"):
            continue
        ready = [row]
        while ready:
            one = ready.pop()
            missing = next(
                (one[name] for name in own if one[name] and one[name] not in known), None
            )
            if missing is not None:
                waiting.setdefault(missing, []).append(one)
                continue
            yield one  # whose number is known when the next one is asked for
            ready += waiting.pop(one["id"], ())
    for left in waiting.values():  # of what is not there, or around a circle
        yield from left
