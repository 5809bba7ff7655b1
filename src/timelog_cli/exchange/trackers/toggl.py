"""Toggl Track: the detailed report as CSV, with local times.

The JSON files of an account export have no entries; they are refused with the export to take.
"""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import labels, sheets
from timelog_cli.exchange.trackers.tables import first_line, header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.sources import Source

_EXPORT = "export the detailed report of Toggl as CSV"
_ACCOUNT = ("clients.json", "projects.json", "tags.json", "workspace_users.json")
_MARKS = ('"wid"', '"workspace_id"')
SHEET = sheets.Sheet(
    {
        "date": labels.START_DATE,
        "time": labels.START_TIME,
        "end_date": labels.END_DATE,
        "end_time": labels.END_TIME,
        "duration": labels.DURATION,
        "project": labels.PROJECT,
        "client": labels.CLIENT,
        "task": labels.TASK,
        "text": labels.TEXT,
        "tags": labels.TAGS,
        "billable": labels.BILLABLE,
        "user": labels.USER,
        "email": labels.EMAIL,
    },
    ("date", "time"),
    _EXPORT,
    labels.MONEY,
)


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is a detailed report, or the JSON of an account export."""
    if names:
        return len(set(_ACCOUNT) & set(names)) > 1
    return _is_account(head) or _is_report(head)


def _is_account(head: str) -> bool:
    start = head.lstrip()
    return start.startswith(("[", "{")) and any(one in start for one in _MARKS)


def _is_report(head: str) -> bool:
    """Import templates of Clockify have the same columns, but know users by their email."""
    columns = sheets.columns_of(head, SHEET)
    if not columns.has(*SHEET.needed) or (columns.has("email") and not columns.has("user")):
        return False
    return {"Start date", "Start time"} <= set(header(first_line(head))[1])


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The rows of the report.

    :raises UsageError: the file is of an account export, or is no detailed report
    """
    for file in source.files:
        if _is_account(file.head().decode("utf-8-sig", "replace")):
            raise UsageError(
                f"{shown(file.name)} is part of a Toggl account export, which has no time entries",
                _EXPORT,
            )
    yield from sheets.entries(source, reading, SHEET)


frame = sheets.frame
