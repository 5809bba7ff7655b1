"""A report as JSON rows, as flat rows for tables and spreadsheets, and as bars."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.money import written
from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import clock, of_seconds, width
from timelog_cli.render.plain.tables import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.reports import Report, Row, Value

NONE = "(none)"
_KIND = {True: "billable", False: "internal"}
_NAMES = ("customer", "service", "owner", "tag")  # which a narrow terminal may cut
_BESIDE_BARS = 5  # columns, where a bar has a line of its own
_BAR_TITLE = "█ BILLABLE ▒ INTERNAL"
_BAR_WIDE = 30
_BAR_STYLES = {"█": "bright_blue", "▒": "magenta"}  # none that means something


def shape(report: Report, row: Row) -> dict[str, Any]:
    """The row of the contract; without customer, service or tags the value is ``None``."""
    titled = {"title": row.title} if "record" in report.keys else {}
    return {
        "group": dict(zip(report.keys, row.group, strict=True)),
        **titled,
        "worked_seconds": row.worked_seconds,
        "billable_seconds": row.billable_seconds,
        "amounts": _written(row.amounts),
    }


def flat(report: Report, row: Row) -> dict[str, Any]:
    """The row with a cell for each key; it has one currency at most, or its amount is left out."""
    cells: dict[str, Any] = {}
    for key, value in zip(report.keys, row.group, strict=True):
        cells[key] = _cell(value)
        if key == "record":
            cells["title"] = row.title
    currency, amount = next(iter(_written(row.amounts).items()), (None, None))
    return {
        **cells,
        "worked_seconds": row.worked_seconds,
        "billable_seconds": row.billable_seconds,
        "internal_seconds": row.worked_seconds - row.billable_seconds,
        "currency": currency,
        "amount": amount,
    }


def side_by_side(report: Report, row: Row) -> dict[str, Any]:
    """The row with a cell for each key and each currency."""
    amounts = _written(row.amounts)
    of_currencies = {f"amount_{code}": amounts.get(code) for code in report.total.amounts}
    return {**flat(report, row), **of_currencies}


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return _KIND[value]
    return NONE if value is None else value


def _written(amounts: dict[str, Decimal]) -> dict[str, str]:
    return {currency: written(amount, currency) for currency, amount in amounts.items()}


def _day(label: str) -> str:
    """A day with its weekday, such as ``Mon 2026-11-02``."""
    day = date.fromisoformat(label) if label else None
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {label}" if day else ""


def _week(label: str) -> str:
    """A week with its first day, such as ``2026-W45 11-02``."""
    return f"{label} {date.fromisocalendar(int(label[:4]), int(label[6:]), 1):%m-%d}"


_SHOWN = {"day": _day, "week": _week}


def columns(report: Report, *, chart: bool, drawn: bool = False) -> tuple[Column, ...]:
    """The columns of the table, with the total below.

    :param drawn: whether it is a chart on a terminal, where days have their weekdays
    """
    keys: list[Column] = []
    for key in report.keys:
        keys.append(
            Column(
                key,
                key.upper(),
                shrink=key in _NAMES,
                names=True,
                style="reference" if key == "record" else "",
                show=_SHOWN.get(key) if drawn else None,
            )
        )
        if key == "record":
            keys.append(Column("title", "TITLE", shrink=True))
    total = report.total
    internal = total.worked_seconds - total.billable_seconds
    return (
        *keys,
        _time("worked_seconds", "WORKED", total.worked_seconds),
        _time("billable_seconds", "BILLABLE", total.billable_seconds),
        _time("internal_seconds", "INTERNAL", internal),
        *(
            Column(f"amount_{currency}", currency, right=True, total=amount)
            for currency, amount in _written(total.amounts).items()
        ),
        *((Column("bar", _BAR_TITLE, names=True, marks=_BAR_STYLES),) if chart else ()),
    )


def _time(key: str, title: str, total: int) -> Column:
    return Column(key, title, right=True, show=clock, total=(total,), style=of_seconds(key))


def with_bars(
    rows: Sequence[dict[str, Any]], beside: Sequence[Column], columns_wide: int | None
) -> list[dict[str, Any]]:
    """The flat rows with a bar each; the longest is that of the most worked time.

    On a terminal the bars take the room that the other columns leave.
    """
    wide = _BAR_WIDE
    if columns_wide is not None and rows:
        used = max(width(line) for line in table(rows, beside).split("\n"))
        wide = min(_BAR_WIDE, max(len(_BAR_TITLE), columns_wide - used - 2))
        wide = max(1, min(wide, columns_wide - _BESIDE_BARS))
    most = max((row["worked_seconds"] for row in rows), default=0)
    return [{**row, "bar": _bar(row, most, wide)} for row in rows]


def _bar(row: dict[str, Any], most: int, wide: int) -> str:
    if not row["worked_seconds"]:
        return ""
    whole: int = max(1, row["worked_seconds"] * wide // most)
    billable: int = row["billable_seconds"] * whole // row["worked_seconds"]
    return "█" * billable + "▒" * (whole - billable)
