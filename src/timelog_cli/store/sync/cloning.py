"""All rows of a hub, put into a new file at once: no rule looks at them one after the other."""

from __future__ import annotations

import json
from base64 import b64decode
from functools import partial
from operator import itemgetter
from typing import Any

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.maintenance.whole import Loading
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.rows import GOING, LATE, part_sql
from timelog_cli.store.sync.wire import has_number, number_for_good, number_of, synced, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timelog_cli.domain.sync import Column, Part, Synced
    from timelog_cli.store.connection import Store

    Row = dict[str, Any]
    Make = Callable[[Any], Any]

_CACHE_MIB = 256
_AT_ONCE = 5000
_STAMPED = ("record", "log")
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
        names = [one.name for one in columns]
        taken, fixes = itemgetter(*names, names[0]), self._fixes(columns)
        first = [*(["id"] if has_number(table) else []), *([] if table.natural else ["uuid"])]
        waiting = self._waiting_for(table.name, [*first, *names])

        def insert(number: int, uuid: str, row: Row) -> None:
            values = _fixed(fixes, list(taken(row)))
            values.pop()  # the first one again, as of one column there would be no list
            if len(first) == 2:
                values[:0] = number, bytes.fromhex(uuid)
            elif first:
                values.insert(0, number)
            waiting.append(values)

        return insert

    def _inserting_part(self, part: Part) -> Callable[[int, Row, list[Any]], None]:
        """What inserts the rows of a part, by the number of the row that they belong to."""
        if part.table in LATE:
            return self._inserting_late(part)
        names = [part.owner, *(one.name for one in part.columns)]
        has_owner, is_plain = part.table == "segment", len(part.columns) == 1
        waiting = self._waiting_for(part.table, [*names, *(["owner_id"] * has_owner)])
        owners, fixes = self._numbers["owner"], self._fixes(part.columns)

        def insert(number: int, row: Row, listed: list[Any]) -> None:
            if is_plain:
                waiting.extend((number, one) for one in listed)
            elif has_owner:
                owner = owners[row["owner_id"]]
                waiting.extend((number, start, end, owner) for start, end in listed)
            else:
                waiting.extend((number, *_fixed(fixes, one)) for one in listed)

        return insert

    def _inserting_late(self, part: Part) -> Callable[[int, Row, list[Any]], None]:
        waiting = self._waiting_for("temp.late", ["part", "number", "rows"])

        def insert(number: int, _: Row, listed: list[Any]) -> None:
            waiting.append([part.name, number, json.dumps(listed)])

        return insert

    def _waiting_for(self, table: str, names: list[str]) -> list[Any]:
        values = ["?"] * len(names)
        if table == "invoice":
            names, values = [*names, "sealed"], [*values, "1"]
        rows = f"VALUES ({', '.join(values)})"
        if table in _STAMPED:
            given = ", ".join(f"? AS {name}" for name in names)
            rows = f"SELECT *, max(created_at, {self._store.at}) FROM (SELECT {given})"
            names = [*names, "changed_at"]
        sql = f"INSERT INTO {table} ({', '.join(names)}) {rows}"
        return self._waiting.setdefault(sql, [])

    def _fixes(self, columns: Sequence[Column]) -> list[tuple[int, Make]]:
        """The places of values that are kept in another form than they came in, and that form."""
        found = ((at, self._made(one)) for at, one in enumerate(columns))
        return [(at, make) for at, make in found if make is not None]

    def _made(self, column: Column) -> Make | None:
        if column.kind == "bytes":
            return b64decode
        if column.kind != "ref":
            return None  # SQLite takes a flag as a number
        known = self._numbers.setdefault(column.table, {})
        if column.table in _MANY:
            return partial(number_of, self._store, column.table)
        make: Make = known.__getitem__ if column.required else known.get
        return make

    def _write(self) -> None:
        for sql, rows in self._waiting.items():
            if rows:
                self._store.run_many(sql, rows)
                rows.clear()

    def finish(self) -> None:
        """Insert the parts that refer to rows of tables behind their own."""
        self._waiting = {}
        for part in BY_NAME["invoice"].parts:
            if part.table in LATE:
                sql, fixes = part_sql(part)[0], self._fixes(part.columns)
                going = [
                    (at, one.table) for at, one in enumerate(part.columns) if one.table in GOING
                ]
                fixes = [(at, make) for at, make in fixes if at not in dict(going)]
                for number, text in self._store.each(
                    "SELECT number, rows FROM temp.late WHERE part = ?", (part.name,)
                ):
                    rows = [(number, *_fixed(fixes, one)) for one in json.loads(text)]
                    for at, table in going:
                        rows = [self._for_good(row, at + 1, table) for row in rows]
                    self._store.run_many(sql, rows)
        self._store.run("DROP TABLE temp.late")

    def _for_good(self, row: tuple[Any, ...], at: int, table: str) -> tuple[Any, ...]:
        """A row whose reference may be to what is gone."""
        return (*row[:at], number_for_good(self._store, table, row[at]), *row[at + 1 :])


def _fixed(fixes: Sequence[tuple[int, Make]], values: list[Any]) -> list[Any]:
    for at, make in fixes:
        if values[at] is not None:
            values[at] = make(values[at])
    return values


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
