"""Clockify: the detailed report as CSV, in any language, and its template for imports.

Its times are local, and its dates and clocks are as each user sets them.
"""

from __future__ import annotations

from timelog_cli.exchange.trackers import labels, sheets
from timelog_cli.exchange.trackers.columns import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.sources import Source

_OWN = ("decimal", "group", "kind", "billed")
_HOURS = frozenset(map(key, labels.DURATION_HOURS))
_BREAKS = frozenset(one.casefold() for one in labels.BREAK)


def _why_skipped(kind: str, _: str) -> str:
    """Why a row of a type is not time that was worked."""
    return "a break" if kind.strip().casefold() in _BREAKS else ""


SHEET = sheets.Sheet(
    {
        "date": labels.START_DATE,
        "time": labels.START_TIME,
        "end_date": labels.END_DATE,
        "end_time": labels.END_TIME,
        "duration": (*labels.DURATION_HOURS, *labels.DURATION),
        "decimal": labels.DURATION_DECIMAL,
        "project": labels.PROJECT,
        "client": labels.CLIENT,
        "task": labels.TASK,
        "text": labels.TEXT,
        "tags": labels.TAGS,
        "billable": labels.BILLABLE,
        "billed": labels.BILLED,
        "user": labels.USER,
        "email": labels.EMAIL,
        "kind": labels.KIND,
        "group": labels.GROUP,
    },
    ("date", "time"),
    "export the detailed report of Clockify as CSV",
    (*labels.MONEY, "Invoice ID", "Date of creation", "Kiosk"),
    _why_skipped,
)


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is a detailed report, a template, or a list of projects, which is refused."""
    if names:
        return False
    columns = sheets.columns_of(head, SHEET)
    if {"Status", "Visibility"} <= set(columns.names):
        return True
    if not columns.has(*SHEET.needed):
        return False
    is_template = columns.has("email") and not columns.has("user")
    if is_template or any(columns.has(one) for one in _OWN):
        return True
    return "Start Date" in columns.names or not _HOURS.isdisjoint(map(key, columns.names))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The rows of the report.

    :raises UsageError: the file has no time entries
    """
    return sheets.entries(source, reading, SHEET)


frame = sheets.frame
