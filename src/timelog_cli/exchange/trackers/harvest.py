"""Harvest: the detailed time report as CSV, in any language: hours of days, without a start."""

from __future__ import annotations

from timelog_cli.exchange.trackers import labels, sheets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.sources import Source

_LISTS = {"Client Name", "Total Hours"}
SHEET = sheets.Sheet(
    {
        "date": labels.DATE,
        "duration": labels.HOURS,
        "project": labels.PROJECT,
        "client": labels.CLIENT,
        "task": labels.TASK,
        "text": labels.NOTES,
        "billable": labels.BILLABLE,
        "billed": labels.BILLED,
        "first_name": labels.FIRST_NAME,
        "last_name": labels.LAST_NAME,
    },
    ("date", "duration"),
    "export the detailed time report of Harvest as CSV",
    (
        *labels.MONEY,
        *("Hours Rounded", "Project Code", "Approved?", "Roles", "Department", "Employee?"),
        "External Reference URL",
    ),
)


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is a detailed time report, or a list of clients or projects, which is refused."""
    if names:
        return False
    columns = sheets.columns_of(head, SHEET)
    if _LISTS & set(columns.names) and not columns.has("date"):
        return True
    some = any(columns.has(one) for one in ("project", "client", "task"))
    return columns.has(*SHEET.needed) and some


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The rows of the report.

    :raises UsageError: the file has no time entries
    """
    return sheets.entries(source, reading, SHEET)


frame = sheets.frame
