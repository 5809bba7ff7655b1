"""Rows of the file in the form in which they travel, and what a row is known by.

A row is known by its UUID, or by the columns that tell it apart where it has none. Those are
written one behind the other, as bytes; of them the UUID is made that it has on the way.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from functools import cache
from hashlib import sha256

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.sync import Column, Part, Synced
    from timelog_cli.store.connection import Store

_AT_ONCE = 500


def wire_id(table: Synced, key: bytes) -> str:
    """The UUID of a row on the way, in hexadecimal."""
    if not table.natural:
        return key.hex()
    return sha256(table.name.encode() + b"\0" + key).digest()[:16].hex()


def key_of(table: Synced, row: dict[str, Any]) -> bytes:
    """What a row that comes in is known by here."""
    if not table.natural:
        return bytes.fromhex(row["id"])
    kinds = {column.name: column.kind for column in table.columns}
    values = (
        b64decode(row[name]).hex() if kinds.get(name) == "bytes" else row[name]
        for name in table.natural
        if name in kinds
    )
    return "\0".join(values).encode() or b"1"  # of the one row of a table


def values_of(table: Synced, row: dict[str, Any]) -> dict[str, Any]:
    """The values of a row that comes in, by column; ``id`` was its UUID on the way."""
    return {**row, "id": row["number"]} if table.name == "record" else row


@cache
def key_sql(table: Synced, row: str = "") -> str:
    """The SQL expression of what a row is known by.

    :param row: how the row is called, if it is not called after its table
    """
    row = row or table.name
    if not table.natural:
        return f"{row}.uuid"
    kinds = {column.name: column for column in table.columns}
    texts = (_key_text(kinds.get(name), f"{row}.{name}") for name in table.natural)
    return f"CAST({' || char(0) || '.join(texts)} AS BLOB)"


def _key_text(column: Column | None, value: str) -> str:
    if column is not None and column.kind == "bytes":
        return f"lower(hex({value}))"
    if column is not None and column.kind == "ref":
        return f"(SELECT lower(hex(uuid)) FROM {column.table} WHERE id = {value})"
    return value


class Here(Frozen):
    """A row of the file: what it is known by, its number if it has one, its values."""

    key: bytes
    number: int | None
    values: dict[str, Any]


def read(store: Store, table: Synced, keys: Sequence[bytes]) -> Iterator[Here]:
    """Those of the rows that are there."""
    for at in range(0, len(keys), _AT_ONCE):
        for row in _rows(store, table, keys[at : at + _AT_ONCE]):
            yield Here(row[0], row[1], _values(table, row[2:]))


def keys_of(store: Store, table: Synced, uuid: str) -> list[bytes]:
    """What the row of a UUID is known by here; nothing where a row that has none is not here."""
    if not table.natural:
        return [bytes.fromhex(uuid)]
    found = store.rows(f"SELECT {key_sql(table)} FROM {table.name}")
    return [key for (key,) in found if wire_id(table, key) == uuid]


def everything(store: Store, table: Synced) -> Iterator[tuple[str, dict[str, Any]]]:
    """All rows of a table: the UUID that each has on the way, and its values."""
    for row in store.each(_select(table)):
        yield wire_id(table, row[0]), _values(table, row[2:])


def _rows(store: Store, table: Synced, keys: Sequence[bytes]) -> Iterator[Any]:
    select = _select(table)
    if not table.natural:
        yield from store.rows(f"{select} WHERE uuid IN ({', '.join('?' * len(keys))})", keys)
        return
    where = f"{select} WHERE {located(table)}"
    for key in keys:
        yield from store.rows(where, place(table, key))


def located(table: Synced) -> str:
    """The condition that finds a row by what it is known by, for the values of ``place``."""
    if not table.natural:
        return "uuid = ?"
    kinds = {column.name: column for column in table.columns}
    return " AND ".join(f"{name} = {_sought(kinds.get(name))}" for name in table.natural)


def _sought(column: Column | None) -> str:
    if column is not None and column.kind == "ref":
        return f"(SELECT id FROM {column.table} WHERE uuid = ?)"
    return "?"


def place(table: Synced, key: bytes) -> tuple[Any, ...]:
    """The values by which ``located`` finds a row."""
    if not table.natural:
        return (key,)
    kinds = {column.name: column.kind for column in table.columns}
    texts = key.decode().split("\0")
    return tuple(
        bytes.fromhex(text)
        if kinds.get(name) in {"bytes", "ref"}
        else text
        if name in kinds
        else int(text)
        for name, text in zip(table.natural, texts, strict=True)
    )


@cache
def _select(table: Synced) -> str:
    number = f"{table.name}.id" if has_number(table) else "NULL"
    columns = [_column(table.name, column) for column in table.columns]
    parts = [_part(table.name, part) for part in table.parts]
    return f"SELECT {', '.join([key_sql(table), number, *columns, *parts])} FROM {table.name}"


def has_number(table: Synced) -> bool:
    """Whether the rows have numbers, which are of this file."""
    return not table.natural or table.natural == ("id",)


def _column(row: str, column: Column, made: str = "uuid") -> str:
    if column.kind != "ref":
        return f"{row}.{column.name}"
    return f"(SELECT {made} FROM {column.table} AS other WHERE other.id = {row}.{column.name})"


def _part(table: str, part: Part) -> str:
    values = [_column(part.table, column, "lower(hex(uuid))") for column in part.columns]
    one = values[0] if len(values) == 1 else f"json_array({', '.join(values)})"
    return (
        f"(SELECT json_group_array({one}) FROM {part.table}"
        f" WHERE {part.table}.{part.owner} = {table}.id)"
    )


@cache
def _kinds(table: Synced) -> tuple[tuple[str, str], ...]:
    return tuple((column.name, column.kind) for column in table.columns)


def _values(table: Synced, row: Sequence[Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for (name, kind), value in zip(_kinds(table), row, strict=False):
        values[name] = _WRITTEN[kind](value) if kind in _WRITTEN and value is not None else value
    parts = table.parts
    for part, text in zip(parts, row[len(row) - len(parts) :], strict=True):
        values[part.name] = [] if text == "[]" else _listed(part, json.loads(text))
    return values


_WRITTEN: dict[str, Any] = {
    "flag": bool,
    "bytes": lambda value: b64encode(value).decode(),
    "ref": bytes.hex,
}


def listed(part: Part, rows: list[Any], known: set[Any]) -> list[Any]:
    """The rows of a line as they are in a file that does not know what is gone."""
    found = [[*row[:1], row[1] if row[1] in known else None, *row[2:]] for row in rows]
    return _listed(part, found)


def _listed(part: Part, rows: list[Any]) -> list[Any]:
    """The rows of a part, in their order, which is that of no file."""
    if len(part.columns) == 1:
        return sorted(rows)
    names = [column.name for column in part.columns]
    flags = [at for at, column in enumerate(part.columns) if column.kind == "flag"]
    for row in rows:
        for at in flags:
            row[at] = bool(row[at])
    by = [names.index(name) for name in part.order]
    return sorted(rows, key=lambda row: [_last_if_none(row[at]) for at in by])


def _last_if_none(value: Any) -> tuple[bool, Any]:
    return (value is None, 0 if value is None else value)


# How a value is kept that came in; a reference is looked up where it is needed.
KEPT: dict[str, Any] = {"flag": int, "bytes": b64decode}


def number_of(store: Store, table: str, uuid: str) -> int | None:
    """The number that a row has here, ``None`` where it is not here."""
    found = store.value(f"SELECT id FROM {table} WHERE uuid = ?", bytes.fromhex(uuid))
    return None if found is None else int(found)


def number_for_good(store: Store, table: str, uuid: str | None) -> int:
    """The number that a row has here; where it is gone everywhere, one that none will have."""
    found = None if uuid is None else number_of(store, table, uuid)
    if found is not None:
        return found
    if store.run("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = ?", (table,)).rowcount == 0:
        store.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, 1)", (table,))
    return int(store.value("SELECT seq FROM sqlite_sequence WHERE name = ?", table))


def synced(name: str) -> Synced:
    """The table of that name."""
    return BY_NAME[name]
