"""Kimai: the CSV of an export in any language, and the CSV and JSON that its importer takes.

Times are local, and those of the programming interface have offsets.
"""

from __future__ import annotations

from timelog_cli.exchange.trackers import ARRAY, labels, sheets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers import Frame
    from timelog_cli.exchange.trackers.sources import File, Source

_LISTS = ({"Customer", "Company", "Account"}, {"OrderNumber", "OrderDate", "ProjectNumber"})
_JSON = (('"From"', '"Activity"'), ('"begin"', '"activity"'))


def _why_skipped(kind: str, category: str) -> str:
    """Why a row of a type and category is not time that was worked."""
    if kind not in {"", "timesheet"}:
        return "not a time entry"
    return "" if category in {"", "work"} else "time off"


SHEET = sheets.Sheet(
    {
        "date": labels.DATE,
        "time": labels.FROM,
        "end_time": labels.TO,
        "duration": labels.DURATION,
        "break": labels.BREAK,
        "project": labels.PROJECT,
        "client": labels.CLIENT,
        "task": labels.TASK,
        "text": labels.TEXT,
        "tags": labels.TAGS,
        "billable": labels.BILLABLE,
        "billed": labels.EXPORTED,
        "user": labels.USER,
        "name": labels.NAME,
        "email": labels.EMAIL,
        "kind": labels.KIND,
        "category": ("category",),
        "id": ("ID", "Identifiant"),
    },
    ("date", "time", "project"),
    "export the time entries of Kimai as CSV",
    (*labels.MONEY, *labels.PRICES, *labels.NUMBERS),
    _why_skipped,
    counts_seconds=True,
)


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is an export, or a list of customers or projects, which is refused."""
    if names:
        return False
    if head.lstrip().startswith("["):
        return any(all(one in head for one in marks) for marks in _JSON)
    columns = sheets.columns_of(head, SHEET)
    if any(one <= set(columns.names) for one in _LISTS):
        return True
    return columns.has(*SHEET.needed) and (columns.has("task") or columns.has("client"))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The rows or elements of the export.

    :raises UsageError: the file has no time entries
    """
    if _is_json(source.files[0]):
        from timelog_cli.exchange.trackers import kimai_json

        return kimai_json.entries(source, reading, SHEET)
    return sheets.entries(source, reading, SHEET)


def frame(source: Source) -> Frame:
    """What stands around refused entries."""
    return ARRAY if _is_json(source.files[0]) else sheets.frame(source)


def _is_json(file: File) -> bool:
    return file.head().decode("utf-8-sig", "replace").lstrip().startswith("[")
