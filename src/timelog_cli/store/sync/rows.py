"""A row that comes in: inserting it, changing it, deleting it, with what belongs to it."""

from __future__ import annotations

from functools import cache

from timelog_cli.frozen import Frozen
from timelog_cli.store.schema.journal import row_json
from timelog_cli.store.sync.wire import KEPT, located, number_for_good, number_of, place, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.sync import Column, Part, Synced
    from timelog_cli.store.connection import Store

    Row = dict[str, Any]

# What no two rows share: the value that a row has until its own comes, which no user typed.
_PLACEHOLDERS = {
    ("owner", "name"): "lower(hex(uuid))",
    ("customer", "name"): "lower(hex(uuid))",
    ("service", "name"): "lower(hex(uuid))",
    ("customer", "code"): "NULL",
    ("record", "key"): "NULL",
}
# Leaves of the graph with several such columns: they go and come again with the same number.
_REPLACED = frozenset({"timer", "day_off"})
# What lines of documents refer to although it is gone.
GOING = frozenset({"log", "item"})
# Parts that refer to rows of tables behind their own.
LATE = frozenset({"line_log", "line_item", "retainer_draw"})

# What the history has no deletions of, as nobody can delete it.
_NEVER_DELETED = frozenset(
    ("invoice", "invoice_line", "document", "logo", "retainer", "retainer_draw", "sent_message")
)


class Change(Frozen):
    """A row that comes.

    :param key: what it is known by here, as ``uuid`` is on the way
    :param number: the number that it has here
    :param differing: the columns and parts that are others; ``None`` where it is not here
    """

    table: Synced
    key: bytes
    uuid: str
    number: int | None
    row: dict[str, Any]
    differing: Sequence[str] | None

    def sets(self, name: str) -> bool:
        """Whether a column or part gets another value."""
        return self.differing is None or name in self.differing


class Rows:
    """Rows as the hub has them, on their way into the tables."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[str, dict[str, int]] = {}
        self._late: list[tuple[Part, int, Row]] = []
        self._unsealed: list[int] = []

    def put(self, table: Synced, changes: Sequence[Change]) -> None:
        """Insert rows of a table, or change them."""
        for one in changes:
            self._make_room(one)
        if table.name in _REPLACED:
            changes = self._set_aside(table, changes)
        for one in _in_order(table, changes):
            if one.differing is None:
                self._insert(one)
            else:
                self._change(one)

    def _make_room(self, change: Change) -> None:
        """Take from other rows what no two may share and this one will have.

        Theirs comes as well: at the hub no two share it.
        """
        table, row, uuid = change.table, change.row, change.uuid
        for column in table.unique:
            placeholder = _PLACEHOLDERS.get((table.name, column))
            if placeholder and row[column] is not None and change.sets(column):
                self._store.run(
                    f"UPDATE {table.name} SET {column} = {placeholder}"
                    f" WHERE {column} = ? AND uuid <> ?",
                    (row[column], bytes.fromhex(uuid)),
                )
        if table.name == "customer" and change.sets("emails"):
            self._store.run_many(
                "DELETE FROM customer_email WHERE address = ? AND customer_id IS NOT"
                " (SELECT id FROM customer WHERE uuid = ?)",
                [(one[0], bytes.fromhex(uuid)) for one in row["emails"]],
            )

    def _set_aside(self, table: Synced, changes: Sequence[Change]) -> list[Change]:
        """Delete the rows that are inserted again, with their numbers where these fit.

        A timer has a higher number than the one that it resumes. Where it resumes another one,
        all get new numbers that need some.
        """
        found = list(changes)
        if any(one.row.get("resumes_id") and one.sets("resumes_id") for one in changes):
            known = {one.key for one in changes}
            uuids = [uuid for (uuid,) in self._store.rows("SELECT uuid FROM timer")]
            for key, number, values in read(self._store, table, uuids):
                if key not in known:
                    found.append(Change(table, key, key.hex(), number, values, ()))
        for one in found:
            if one.number is not None:
                self.delete(table, one.key, one.number)
        return [one._replace(differing=None) for one in found]

    def _insert(self, change: Change) -> None:
        table, key, _, number, row, _ = change
        values = self._kept(table.columns, row)
        if not table.natural:
            values["uuid"] = key
        if table.natural == ("id",):
            values["id"] = 1
        if number is not None and number > (values.get("resumes_id") or 0):
            values["id"] = number
        number = self._store.insert(table.name, **values)
        for part in table.parts:
            self._put_part(part, number, row)
        if table.name == "invoice":
            self._unsealed.append(number)

    def _change(self, change: Change) -> None:
        table, key, _, number, row, _ = change
        parts = [one for one in table.parts if _replaces(change, one)]
        for part in parts:
            # First, as a log may become shorter than its segments are.
            self._store.run(f"DELETE FROM {part.table} WHERE {part.owner} = ?", (number,))
        columns = [one for one in table.columns if change.sets(one.name)]
        if columns:
            values = self._kept(columns, row)
            assignments = ", ".join(f"{name} = ?" for name in values)
            sql = f"UPDATE {table.name} SET {assignments} WHERE {located(table)}"
            self._store.run(sql, (*values.values(), *place(table, key)))
        for part in parts:
            self._put_part(part, number or 0, row)

    def delete(self, table: Synced, key: bytes, number: int | None) -> None:
        """Delete a row with what belongs to it."""
        for part in table.parts:
            self._store.run(f"DELETE FROM {part.table} WHERE {part.owner} = ?", (number,))
        if table.name == "log":
            self._store.run("UPDATE imported SET log_id = NULL WHERE log_id = ?", (number,))
        self._store.run(f"DELETE FROM {table.name} WHERE {located(table)}", place(table, key))
        self._numbers.get(table.name, {}).pop(key.hex(), None)

    def forget(self, table: Synced, key: bytes, number: int | None) -> None:
        """Delete a row that is not to be seen here any more, though it may have been issued."""
        whose = (located(table), place(table, key))
        where = {table.name: whose}
        where |= {part.table: (f"{part.owner} = ?", (number,)) for part in table.parts}
        for name in _NEVER_DELETED.intersection(where):
            condition, values = where[name]
            said = f"SELECT '{name}', {row_json(name)}, NULL FROM {name} WHERE {condition}"
            self._store.run(f"INSERT INTO journal {said}", values)
        self.delete(table, key, number)

    def _put_part(self, part: Part, number: int, row: Row) -> None:
        if part.table in LATE:
            self._late.append((part, number, row))
            return
        self._insert_part(part, number, row)

    def _insert_part(self, part: Part, number: int, row: Row) -> None:
        sql, has_owner = part_sql(part)
        more = [self._number("owner", row["owner_id"])] if has_owner else []
        one = len(part.columns) == 1
        rows = []
        for listed in row[part.name]:
            values = zip(part.columns, [listed] if one else listed, strict=True)
            rows.append((number, *(self._part_value(*pair) for pair in values), *more))
        self._store.run_many(sql, rows)

    def _part_value(self, column: Column, value: Any) -> Any:
        """What was billed and credited may be gone; its line stays."""
        if column.table in GOING:
            return number_for_good(self._store, column.table, value)
        return self._value(column, value)

    def _kept(self, columns: Iterable[Column], row: Row) -> dict[str, Any]:
        return {one.name: self._value(one, row[one.name]) for one in columns}

    def _value(self, column: Column, value: Any) -> Any:
        if value is None:
            return None
        if column.kind == "ref":
            return self._number(column.table, value)
        return KEPT[column.kind](value) if column.kind in KEPT else value

    def _number(self, table: str, uuid: str) -> int | None:
        known = self._numbers.setdefault(table, {})
        if uuid not in known:
            found = number_of(self._store, table, uuid)
            if found is None or table == "log":
                return found
            known[uuid] = found
        return known[uuid]

    def finish(self) -> None:
        """Put in the parts that waited, and close new documents."""
        for part, number, row in self._late:
            self._insert_part(part, number, row)
        for number in self._unsealed:
            self._store.update("invoice", number, sealed=1)


def _replaces(change: Change, part: Part) -> bool:
    """Whether a part gets other rows; a segment has the owner of its log."""
    return change.sets(part.name) or (part.table == "segment" and change.sets("owner_id"))


def _in_order(table: Synced, changes: Sequence[Change]) -> Iterator[Change]:
    """Each row behind those of its own table that it refers to."""
    own = [one.name for one in table.columns if one.table == table.name]
    left = {one.uuid: one for one in changes}
    for first in list(left):
        path = [first]
        while path:
            row = left[path[-1]].row if path[-1] in left else {}
            before = next((row[name] for name in own if row.get(name) in left), None)
            if before is not None and before not in path:
                path.append(before)
            elif (last := path.pop()) in left:
                yield left.pop(last)


@cache
def part_sql(part: Part) -> tuple[str, bool]:
    """The statement that inserts a row of a part, and whether it has the owner of its log too."""
    has_owner = part.table == "segment"
    names = [part.owner, *(one.name for one in part.columns)]
    names += ["owner_id"] if has_owner else []
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {part.table} ({', '.join(names)}) VALUES ({marks})", has_owner
