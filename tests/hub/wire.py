"""Rows of a file and of the hub in one form, to be compared: tables, UUIDs, groups, values.

This is written apart from what the program sends, so that a fault there is none here too.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

from timelog_cli.domain.sync import Column, Group, Part, Synced
from timelog_cli.domain.sync.tables import BY_NAME, TABLES

Value = tuple[Any, ...]
Row = dict[str, Value]
Rows = dict[str, dict[str, Row]]
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def of_file(path: Path) -> Rows:
    """What is in a file."""
    with closing(sqlite3.connect(path)) as connection:
        names: dict[str, dict[int, str]] = {}
        for table in TABLES:
            if not table.natural:
                found = connection.execute(f"SELECT id, hex(uuid) FROM {table.name}")
                names[table.name] = {number: uuid.lower() for number, uuid in found}
        return {table.name: _table(connection, table, names) for table in TABLES}


def _table(
    connection: sqlite3.Connection, table: Synced, names: dict[str, dict[int, str]]
) -> dict[str, Row]:
    parts = {part.name: _part(connection, part, names) for part in table.parts}
    columns = [*table.columns]
    key = ", ".join(table.natural) if table.natural else "id"
    written = ", ".join(column.name for column in columns)
    rows = {}
    for found in connection.execute(f"SELECT {key}, {written} FROM {table.name}").fetchall():
        own, values = found[: len(found) - len(columns)], found[len(found) - len(columns) :]
        plain = {
            column.name: _of_file(column, value, names)
            for column, value in zip(columns, values, strict=True)
        }
        for part in table.parts:
            plain[part.name] = tuple(parts[part.name].get(own[0], ()))
        rows[_key(table, own, plain, names)] = grouped(table, plain)
    return rows


def _key(
    table: Synced, own: tuple[Any, ...], plain: dict[str, Any], names: dict[str, dict[int, str]]
) -> str:
    if not table.natural:
        return names[table.name][own[0]]
    return natural(table, plain)


def natural(table: Synced, plain: dict[str, Any]) -> str:
    """What names a row that has no UUID."""
    return "/".join(str(plain.get(name, 1)) for name in table.natural)


def grouped(table: Synced, plain: dict[str, Any]) -> Row:
    """The values of a row by group, in the order of the description."""
    return {group.name: _values(group, plain) for group in table.groups}


def named(group: Group) -> list[str]:
    """The names of its columns and parts."""
    return [one.name for one in group.columns] + [one.name for one in group.parts]


def _values(group: Group, plain: dict[str, Any]) -> Value:
    return tuple(plain.get(name) for name in named(group))


def _part(
    connection: sqlite3.Connection, part: Part, names: dict[str, dict[int, str]]
) -> dict[int, list[Any]]:
    written = ", ".join((part.owner, *(column.name for column in part.columns)))
    found: dict[int, list[Any]] = {}
    order = ", ".join(part.order)
    for owner, *values in connection.execute(
        f"SELECT {written} FROM {part.table} ORDER BY {order}"
    ):
        row = tuple(
            _of_file(column, value, names)
            for column, value in zip(part.columns, values, strict=True)
        )
        found.setdefault(owner, []).append(row[0] if len(row) == 1 else row)
    return {owner: sorted(rows, key=repr) for owner, rows in found.items()}


def _of_file(column: Column, value: Any, names: dict[str, dict[int, str]]) -> Any:
    if value is None:
        return None
    match column.kind:
        case "ref":
            return names[column.table].get(value, "gone")
        case "flag":
            return bool(value)
        case "bytes":
            return value.hex()
    return value


def of_hub(rows: Any) -> Rows:
    """What is at the hub, without what was deleted.

    :param rows: a function that gives the rows of a statement
    """
    found = {table.name: _hub_table(rows, table) for table in TABLES}
    there = {key for name in ("log", "item") for key in found[name]}
    for row in found["invoice"].values():
        row["document"] = tuple(_without_gone(part, there) for part in row["document"])
    return found


def _without_gone(part: Any, there: set[str]) -> Any:
    """Lines of what was credited and deleted since: a file knows no more of it than a number."""
    if not isinstance(part, tuple) or not all(len(row) in {3, 4} for row in part):
        return part
    return tuple(
        sorted(
            (tuple(_if_there(at, one, there) for at, one in enumerate(row)) for row in part),
            key=repr,
        )
    )


def _if_there(at: int, value: Any, there: set[str]) -> Any:
    return "gone" if at == 1 and isinstance(value, str) and value not in there else value


def _hub_table(rows: Any, table: Synced) -> dict[str, Row]:
    columns = [*table.columns]
    written = ", ".join(
        ["id", *("number" if one.name == "id" else one.name for one in columns)]
        + [part.name for part in table.parts]
    )
    found = {}
    for uuid, *values in rows(f"SELECT {written} FROM timelog.{table.name} WHERE NOT deleted"):
        plain = {
            column.name: _of_hub(column, value)
            for column, value in zip(columns, values[: len(columns)], strict=True)
        }
        for part, value in zip(table.parts, values[len(columns) :], strict=True):
            plain[part.name] = of_part(part, value)
        key = natural(table, plain) if table.natural else uuid.hex
        found[key] = grouped(table, plain)
    return found


_OF_HUB: dict[str, Callable[[Any], Any]] = {
    "ref": lambda value: value.hex,
    "bytes": lambda value: bytes(value).hex(),
    "instant": lambda value: int((value - EPOCH).total_seconds()),
    "day": lambda value: value.isoformat(),
    "number": str,
}


def _of_hub(column: Column, value: Any) -> Any:
    return value if value is None else _OF_HUB.get(column.kind, _itself)(value)


def _itself(value: Any) -> Any:
    return value


def of_part(part: Part, value: Any) -> Value:
    """The rows of a part from lists of JSON."""
    if len(part.columns) == 1:
        return tuple(sorted(value, key=repr))
    return tuple(sorted((tuple(row) for row in value), key=repr))


def on_the_way(table: Synced, values: dict[str, Any]) -> Row:
    """The groups that are whole in an object as it is on the way, such as that of a conflict."""
    plain = {}
    for column in table.columns:
        if column.name in values:
            plain[column.name] = _on_the_way(column, values[column.name])
    for part in table.parts:
        if part.name in values:
            plain[part.name] = of_part(part, values[part.name] or ())
    whole = {
        group.name: group for group in table.groups if all(name in plain for name in named(group))
    }
    return {name: _values(group, plain) for name, group in whole.items()}


def _on_the_way(column: Column, value: Any) -> Any:
    if value is not None and column.kind == "bytes":
        return base64.b64decode(value).hex()
    if value is not None and column.kind == "number":
        return str(value)
    return value


def differences(one: Rows, other: Rows) -> list[str]:
    """Where two differ, in a line each."""
    found = []
    for table in TABLES:
        here, there = one[table.name], other[table.name]
        for key in sorted(here.keys() | there.keys()):
            if key not in here or key not in there:
                found.append(
                    f"{table.name} {key} is only in the {'second' if key in there else 'first'}"
                )
                continue
            for group in here[key]:
                if here[key][group] != there[key][group]:
                    found.append(
                        f"{table.name} {key} {group}: {here[key][group]} != {there[key][group]}"
                    )
    return found


def overlapping(rows: Rows) -> set[frozenset[str]]:
    """The pairs of logs of one owner that share time."""
    logs = [(row["times"], key) for key, row in rows["log"].items()]
    return {
        frozenset((one, other))
        for (first, one), (second, other) in combinations(logs, 2)
        if first[0] == second[0]
        and any(a < d and c < b for a, b in first[-1] for c, d in second[-1])
    }


def seen_by_member(rows: Rows, owner: str) -> Rows:
    """What a member has of all rows: nothing that tells of money, and of time only the own."""
    found: Rows = {}
    for table in TABLES:
        kept = rows[table.name]
        if table.hidden:
            kept = {}
        elif table.private and table.name != "imported":
            at = _owner_at(table)
            everybody = (None,) if table.name == "day_off" else ()
            kept = {key: row for key, row in kept.items() if at(row) in (owner, *everybody)}
        found[table.name] = dict(kept)
    found["imported"] = {
        key: row
        for key, row in rows["imported"].items()
        if row["imported"][-1] is None or row["imported"][-1] in found["log"]
    }
    for key, row in found["log"].items():
        found["log"][key] = _without_invoice(row)
    for key, row in found["item"].items():
        found["item"][key] = {**row, "invoice": (None,)}
    return found


def _owner_at(table: Synced) -> Any:
    for group in table.groups:
        for place, column in enumerate(group.columns):
            if column.name == "owner_id":
                return lambda row: row[group.name][place]
    raise KeyError(table.name)


def _without_invoice(row: Row) -> Row:
    if row["invoice"] == (None,):
        return row
    record, *_ = row["billing"]
    return {**row, "invoice": (None,), "billing": (record, False, None, True)}


def as_json(text: str | None) -> Any:
    """What a conflict keeps, from a file or from the hub."""
    return text if text is None or not isinstance(text, str) else json.loads(text)


__all__ = ["BY_NAME", "TABLES", "Row", "Rows", "Value"]
