"""Kimai as JSON: an array of what its importer takes, or of what its web interface gives."""

from __future__ import annotations

from timelog_cli.domain.foreign import Entry, Pause, Problem, Unreadable
from timelog_cli.exchange.trackers.columns import Columns, key
from timelog_cli.exchange.trackers.dates import instant
from timelog_cli.exchange.trackers.sheets import Rows
from timelog_cli.exchange.trackers.spans import Spans, order_of
from timelog_cli.exchange.trackers.texts import Elements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sheets import Sheet
    from timelog_cli.exchange.trackers.sources import File, Source

_NAMES = (
    *("Date", "From", "To", "Duration", "User", "Name", "Email", "Customer", "Project"),
    *("Activity", "Description", "Exported", "Tags", "Billable", "Type", "Category", "ID"),
)
_KEYS = tuple(key(name) for name in _NAMES)
_MOST_SECONDS = 10**9


def entries(source: Source, reading: Reading, sheet: Sheet) -> Iterator[Entry]:
    """What the elements of the files say, in their order.

    :raises UsageError: a file is no array, or its dates read both ways
    """
    columns = Columns(_NAMES, sheet.columns)
    for file in source.files:
        cells = (_cells(value) for _, value, _ in Elements(file) if isinstance(value, dict))
        order = order_of(cells, columns, reading, file.name)
        spans = Spans(columns, reading, order, counts_seconds=True)
        yield from _entries(file, reading, Rows(columns, spans, sheet, file.name))


def _entries(file: File, reading: Reading, rows: Rows) -> Iterator[Entry]:
    for number, value, raw in Elements(file):
        try:
            yield _entry(number, value, raw, rows)
        except Unreadable as error:
            reading.refuse(Problem(file.name, number, None, error.message, error.hint, raw))


def _entry(number: int, value: Any, raw: str, rows: Rows) -> Entry:
    if not isinstance(value, dict):
        raise Unreadable("a time entry must be a JSON object")
    if "begin" not in value:
        return rows.entry(number, _cells(value), raw)
    return _of_interface(value)._replace(line=number, raw=raw)


def _cells(value: dict[str, Any]) -> list[str]:
    """The cells of a row that says the same, with the empty one at its end."""
    found = {key(name): _cell(one) for name, one in value.items()}
    return [*(found.get(name, "") for name in _KEYS), ""]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(_cell(one) for one in value if not isinstance(one, list))
    return str(value)


def _of_interface(value: dict[str, Any]) -> Entry:
    """An entry of the programming interface, whose names may be those of objects.

    :raises Unreadable: a value is not what it has to be
    """
    start = instant(_cell(value["begin"]))
    end = instant(_cell(value["end"])) if value.get("end") else None
    away = _seconds(value, "break") or 0
    lasted = _seconds(value, "duration")
    if end is not None and lasted is not None and end - start - away != lasted:
        raise Unreadable("the duration contradicts begin and end")
    project = value.get("project")
    customer = project.get("customer") if isinstance(project, dict) else None
    return Entry(
        0,
        start,
        end,
        _name(project),
        _cell(value.get("description")),
        _tags(value.get("tags")),
        _name(customer),
        _name(value.get("activity")),
        _flag(value, "billable"),
        _flag(value, "exported") or False,
        _name(value.get("user")),
        _cell(value.get("id")),
        pauses=(Pause(end - away, end),) if away and end is not None else (),
    )


def _name(value: Any) -> str:
    """The name of an object; of a number that stands for one, the number."""
    if isinstance(value, dict):
        return _cell(value.get("name") or value.get("alias") or value.get("username"))
    return _cell(value)


def _tags(value: Any) -> tuple[str, ...]:
    return tuple(_name(one) for one in value) if isinstance(value, list) else ()


def _seconds(value: dict[str, Any], name: str) -> int | None:
    found = value.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < _MOST_SECONDS:
        raise Unreadable(f"{name} must be a whole number of seconds")
    return found


def _flag(value: dict[str, Any], name: str) -> bool | None:
    found = value.get(name)
    if found is not None and not isinstance(found, bool):
        raise Unreadable(f"{name} must be true or false")
    return found
