"""Timesheets in every format, and the JSON shape of one."""

from __future__ import annotations

from functools import lru_cache

from timelog_cli.domain.cells import guarded
from timelog_cli.domain.money import written, written_price
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import iso
from timelog_cli.render.documents.templates import text_of
from timelog_cli.render.documents.timesheet_view import NAMES, timesheet_view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.documents.timesheets import (
        BilledLine,
        LogRate,
        Timesheet,
        TimesheetGroup,
        TimesheetRow,
    )
    from timelog_cli.render.documents.sandbox import Compiled

    Values = dict[str, Any]

COLUMNS = (
    *("invoice", "customer", "day", "start", "end", "pause_seconds", "worked_seconds"),
    *("worked_hours", "record", "title", "owner", "note", "billable", "rate", "rate_unit"),
    *("currency", "billed_elsewhere"),
)
# Text that others wrote; the rest are numbers and words of this program.
_TEXTS = frozenset(("invoice", "customer", "title", "owner", "note"))


def content(sheet: Timesheet, format_name: str, delimiter: str = ",") -> bytes:
    """The bytes of a timesheet in a format, the same each time.

    :param delimiter: between the cells of CSV
    :raises Refused: what writes the format is not installed, or cannot write this timesheet
    """
    if format_name == "csv":
        return _csv(sheet, delimiter).encode()
    if format_name == "json":
        from timelog_cli.render.emit import json_text

        return (json_text(timesheet_shape(sheet), indent=2) + "\n").encode()
    if format_name == "xlsx":
        from timelog_cli.render.documents.timesheet_xlsx import workbook

        return workbook(sheet)
    if format_name == "pdf":
        from timelog_cli.render.documents.pdf import pdf

        view = timesheet_view(sheet)
        return pdf(text_of("timesheet.typ"), view)
    view = timesheet_view(sheet, markdown=format_name == "md")
    return _compiled(format_name).render(view).encode()


@lru_cache
def _compiled(format_name: str) -> Compiled:
    from timelog_cli.render.documents.sandbox import compiled

    file = f"timesheet.{format_name}.j2"
    return compiled(text_of(file), format_name, NAMES, file, limited=False)


def _csv(sheet: Timesheet, delimiter: str) -> str:
    """A row for each log with fixed columns, ``.`` in decimals, and lines that end in CRLF.

    New columns come last.
    """
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for group in sheet.groups:
        for row in group.rows:
            values = _flat(sheet, row)
            writer.writerow([_cell(column, values[column]) for column in COLUMNS])
    return out.getvalue()


def _flat(sheet: Timesheet, row: TimesheetRow) -> Values:
    hours = f"{row.worked_seconds / 3600:.4f}"
    return {"invoice": sheet.invoice, "worked_hours": hours, **_row_shape(sheet, row)}


def _cell(column: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "" if value is None else str(value)
    return guarded(shown(text, lines=True)) if column in _TEXTS else text


def timesheet_shape(sheet: Timesheet) -> Values:
    """A timesheet; what costs nothing, or is not asked for, has no amounts."""
    return {
        "invoice": sheet.invoice,
        "customer": sheet.customer.name if sheet.customer else None,
        "seller": sheet.seller.name or None,
        "first_day": sheet.first_day and sheet.first_day.isoformat(),
        "last_day": sheet.last_day and sheet.last_day.isoformat(),
        "time_zone": sheet.zone,
        "locale": sheet.locale,
        "group_by": sheet.group_by,
        "groups": [_group_shape(sheet, group) for group in sheet.groups],
        "worked_seconds": sheet.worked_seconds,
        "billable_seconds": sheet.billable_seconds,
        "lines": [_line_shape(sheet, line) for line in sheet.lines],
        "totals": [
            {
                "currency": total.currency,
                "worked_seconds": total.worked_seconds,
                "billed_seconds": total.billed_seconds,
                "net": written(total.net, total.currency)
                if total.net is not None and sheet.rates
                else None,
            }
            for total in sheet.line_totals
        ],
    }


def _group_shape(sheet: Timesheet, group: TimesheetGroup) -> Values:
    return {
        "group": group.key,
        "worked_seconds": group.worked_seconds,
        "rows": [{"log": row.log_id, **_row_shape(sheet, row)} for row in group.rows],
    }


def _row_shape(sheet: Timesheet, row: TimesheetRow) -> Values:
    return {
        "day": row.day.isoformat(),
        "start": None if row.laid_out else iso(row.start, sheet.zone),
        "end": None if row.laid_out else iso(row.end, sheet.zone),
        "worked_seconds": row.worked_seconds,
        "pause_seconds": row.pause_seconds,
        "record": row.ref,
        "title": row.title,
        "customer": row.customer,
        "owner": row.owner,
        "note": row.note,
        "billable": row.billable,
        **_rate_shape(row.rate),
        "billed_elsewhere": row.billed_elsewhere,
    }


def _rate_shape(rate: LogRate | None) -> Values:
    return {
        "rate": rate and written_price(rate.amount, rate.currency),
        "rate_unit": rate and rate.unit,
        "currency": rate and rate.currency,
    }


def _line_shape(sheet: Timesheet, line: BilledLine) -> Values:
    priced, rates = line.item.line, sheet.rates
    known = rates and line.net is not None
    return {
        "invoice": line.invoice,
        "position": priced.position,
        "record": priced.record,
        "title": line.item.title or priced.description,
        "worked_seconds": line.worked_seconds,
        "billed_seconds": line.billed_seconds,
        "unit": priced.unit,
        "unit_price": written_price(priced.unit_price, line.currency) if rates else None,
        "net": written(line.net, line.currency) if known and line.net is not None else None,
        "currency": line.currency,
    }
