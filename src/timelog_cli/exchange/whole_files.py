"""Files with everything that is in a database, as JSON Lines: a header, then a line for each row.

The header says what the rest has to be: the version of the schema, how many rows each table has,
and the last number that each has given out. A row is an object with one key, the name of its
table, and in it the columns that have a value; BLOBs are in hexadecimal.
"""

from __future__ import annotations

import json

from timelog_cli.domain.text import check_stored, shown, shown_json
from timelog_cli.domain.time.zones import check_zone
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any, BinaryIO

    from timelog_cli.domain.tables import Table

LINE_LIMIT = 200_000_000
BEGIN = b'{"timelog": {'
_MOST = 2**53  # what every reader of JSON can count to
_INSTEAD = "to export a database: timelog export --to jsonl"
_MANY_LINES = frozenset(
    {
        ("customer", "address"),
        ("record", "description"),
        ("timer", "note"),
        ("log", "note"),
        ("message", "body"),
        ("import_source", "mapping"),
    }
)
_JSON = frozenset({("invoice", "snapshot"), ("message", "attachments")})


class Header(Frozen):
    """The first line.

    :param schema: the version of the tables
    :param version: that of the program that wrote the file
    :param rows: how many there are of each table
    :param numbers: the last number that each table has given to a row, also to one since deleted
    """

    schema: int
    version: str
    rows: dict[str, int]
    numbers: dict[str, int]


def written_header(header: Header) -> str:
    """The first line of a file."""
    return _line({"timelog": header._asdict()})


def writer(table: Table) -> Callable[[Sequence[Any]], str]:
    """Makes the line of a row of a table."""
    columns = [(at, column.name) for at, column in enumerate(table.columns)]

    def line(row: Sequence[Any]) -> str:
        values = {name: row[at] for at, name in columns if row[at] is not None}
        return _line({table.name: values})

    return line


def _line(value: Any) -> str:
    return shown_json(_ENCODE(value)) + "\n"


_ENCODE = json.JSONEncoder(ensure_ascii=False, default=bytes.hex).encode


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers, from 1; empty ones are left out.

    :raises UsageError: one is too long for a row
    """
    number = 0
    while raw := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(raw) > LINE_LIMIT:
            raise UsageError(f"line {number} is longer than {LINE_LIMIT // 10**6} MB", _INSTEAD)
        if raw.strip():
            yield number, raw


def read_header(line: bytes, name: str) -> Header:
    """What the first line says.

    :param name: of the file, as messages show it
    :raises UsageError: the file is not such an export
    """
    try:
        head = _object(line).get("timelog")
    except UsageError:
        head = None
    if not isinstance(head, dict) or not _is_count(head.get("schema")):
        raise UsageError(f"{shown(name)} is not an export of a timelog database", _INSTEAD)
    return Header(
        head["schema"],
        shown(str(head.get("version", "")))[:40],
        _counts(head, "rows"),
        _counts(head, "numbers"),
    )


def _counts(head: Mapping[str, Any], key: str) -> dict[str, int]:
    found = head.get(key)
    if not isinstance(found, dict) or not all(map(_is_count, found.values())):
        raise UsageError(f"line 1: {key} is not an object with a number for each table", _INSTEAD)
    return found


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def read_row(
    tables: Mapping[str, Table], line: bytes, *, is_older: bool = False
) -> tuple[Table, dict[str, Any]]:
    """The table of a row, and its values by column.

    :param is_older: whether the file may not know all columns; those are left out that have a
        default
    :raises UsageError: the line is not a row of one of the tables
    """
    found = _object(line)
    if len(found) != 1:
        raise UsageError("the line is not an object with the name of a table as its only key")
    ((name, given),) = found.items()
    if name not in tables:
        raise UsageError(f"there is no table '{shown(name[:60])}'")
    if not isinstance(given, dict):
        raise UsageError(f"the row of {name} is not an object")
    row = {}
    for column in tables[name].columns:
        value = given.pop(column.name, None)
        if value is not None:
            row[column.name] = _READ[column.kind](name, column.name, value)
        elif not column.is_needed:
            row[column.name] = None
        elif not (is_older and column.has_default):
            raise UsageError(f"{column.name} of {name} is missing")
    for unknown in given:
        raise UsageError(f"{name} has no column '{shown(unknown[:60])}'")
    return tables[name], row


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError("the line is not UTF-8") from None
    except RecursionError:
        raise UsageError("the line is nested too deeply") from None
    except ValueError as error:
        reason = getattr(error, "msg", None) or "a number is too long"
        raise UsageError(f"the line is not JSON: {reason[0].lower()}{reason[1:]}") from None
    if not isinstance(found, dict):
        raise UsageError("the line is not a JSON object")
    return found


def _whole_number(table: str, name: str, value: Any) -> int:
    if type(value) is not int or abs(value) > _MOST:
        raise UsageError(f"{name} of {table} is not a whole number")
    if name == "id" and value < 1:
        raise UsageError(f"{name} of {table} cannot be {value}")
    return value


def _text(table: str, name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name} of {table} is not a text")
    if (table, name) not in _JSON:
        check_stored(value, f"{name} of {table}", lines=(table, name) in _MANY_LINES)
    if name == "zone":
        check_zone(value)
    return value


def _bytes(table: str, name: str, value: Any) -> bytes:
    try:
        return bytes.fromhex(value)
    except (ValueError, TypeError):
        raise UsageError(f"{name} of {table} is not hexadecimal") from None


_READ: dict[str, Callable[[str, str, Any], Any]] = {
    "INTEGER": _whole_number,
    "TEXT": _text,
    "BLOB": _bytes,
}
