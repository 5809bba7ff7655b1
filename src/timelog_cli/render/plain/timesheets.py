"""A timesheet as a table on a terminal."""

from __future__ import annotations

from timelog_cli.domain.documents.billable import FLAT
from timelog_cli.domain.money import with_currency, written_price
from timelog_cli.render.listing import Column, Groups, Layout, Listing
from timelog_cli.render.plain import clock, of_seconds
from timelog_cli.render.plain.logs import times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from timelog_cli.domain.documents.timesheets import (
        LineTotal,
        LogRate,
        Timesheet,
        TimesheetGroup,
        TimesheetRow,
    )


def timesheet_listing(sheet: Timesheet, empty: str) -> Listing:
    """The rows under their day, record or owner, each with its sum."""
    rows = (_row(sheet, group, row) for group in sheet.groups for row in group.rows)
    columns = tuple(_columns(sheet))
    groups = Groups("group", "worked_seconds")
    return Listing(rows, columns, empty, Layout("table"), (), groups)


def _row(sheet: Timesheet, group: TimesheetGroup, row: TimesheetRow) -> dict[str, Any]:
    return {
        "group": f"{group.key} {group.title}".strip(),
        "day": row.day.isoformat(),
        "time": "" if row.laid_out else times(row.start, row.end, sheet.zone),
        "worked_seconds": row.worked_seconds,
        "record": row.ref,
        "title": row.title,
        "customer": row.customer or "",
        "owner": row.owner,
        "billable": _billable(row),
        "rate": _rate(row.rate),
        "note": row.note,
    }


def _billable(row: TimesheetRow) -> str:
    if row.billed_elsewhere:
        return "invoiced elsewhere"
    return "" if row.billable else "no"


def _rate(rate: LogRate | None) -> str:
    if rate is None:
        return ""
    if rate.unit == FLAT:
        return "fixed price"
    return f"{written_price(rate.amount, rate.currency)} {rate.currency} per {rate.unit}"


def _columns(sheet: Timesheet) -> Iterator[Column]:
    """The columns that say something, the duration with the sum of all."""
    if sheet.group_by != "day":
        yield Column("day", "DAY")
    yield Column("time", "TIME", names=True)
    yield Column(
        "worked_seconds",
        "WORKED",
        right=True,
        show=clock,
        style=of_seconds("worked_seconds"),
        total=(sheet.worked_seconds,),
    )
    if sheet.group_by != "record":
        yield Column("record", "RECORD", style="reference")
        yield Column("title", "TITLE", shrink=True)
    if len(sheet.customers) > 1:
        yield Column("customer", "CUSTOMER", shrink=True)
    if sheet.group_by != "owner":
        yield Column("owner", "OWNER", spare=True, alike=lambda _: True)
    if sheet.billable_seconds != sheet.worked_seconds:
        yield Column("billable", "BILLABLE", spare=True)
    if sheet.rates:
        yield Column("rate", "RATE", right=True)
    yield Column("note", "NOTE", shrink=True)


def total_lines(sheet: Timesheet) -> tuple[str, ...]:
    """What bills the time, a sentence for each currency."""
    how = "billed" if any(line.invoice for line in sheet.lines) else "to bill"
    return tuple(_total(total, how, rates=sheet.rates) for total in sheet.line_totals)


def _total(total: LineTotal, how: str, *, rates: bool) -> str:
    billed = "" if total.billed_seconds is None else f", {how} {clock(total.billed_seconds)}"
    net = ""
    if rates and total.net is not None:
        net = f": {with_currency(total.net, total.currency)} before tax"
    return f"Worked {clock(total.worked_seconds)}{billed}{net}."
