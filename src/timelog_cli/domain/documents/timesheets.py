"""Timesheets for a customer: what was worked, when, by whom, how long, and what bills it.

A log counts whole, on the day and in the period in which it starts, as on invoices. What is not
for a customer is not in it: tags, keys, estimates, the descriptions of records.
"""

from __future__ import annotations

from itertools import groupby

from timelog_cli.domain.money import sum_of
from timelog_cli.domain.text import folded
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.invoices import Item, Party

GROUPINGS = ("day", "record", "owner")
FORMATS = ("html", "xlsx", "md", "csv", "pdf")


class LogRate(Frozen):
    """What a unit of the time of a log costs; ``unit`` is ``flat`` for a fixed price."""

    amount: Decimal
    unit: str
    currency: str


class TimesheetRow(Frozen):
    """A log: instants in UTC seconds, and the day on which it starts.

    ``rate`` is there where rates are asked for, and the log has one. ``billed_elsewhere`` is
    whether another program has invoiced it; ``laid_out`` whether only its hours are known, and its
    times are not shown.
    """

    log_id: int
    record_id: int
    day: date
    start: int
    end: int
    worked_seconds: int
    ref: str
    title: str
    customer: str | None
    owner: str
    note: str
    billable: bool
    rate: LogRate | None = None
    billed_elsewhere: bool = False
    laid_out: bool = False

    @property
    def pause_seconds(self) -> int:
        """What of the time from start to end was not worked."""
        if self.laid_out:
            return 0
        return self.end - self.start - self.worked_seconds


class BilledLine(Frozen):
    """A line that bills logs of the timesheet: of an invoice, or of the one that would be issued.

    ``worked_seconds`` are of its logs on the timesheet. Where it bills others too, what it bills of
    these is unknown: ``billed_seconds`` and ``net`` are ``None``. ``net`` is before tax and before
    what is taken off a whole invoice.
    """

    invoice: str | None
    item: Item
    currency: str
    worked_seconds: int
    billed_seconds: int | None
    net: Decimal | None


class LineTotal(Frozen):
    """The sum of the lines of a currency; ``None`` is what is not known of each."""

    currency: str
    worked_seconds: int
    billed_seconds: int | None
    net: Decimal | None


class TimesheetGroup(Frozen):
    """The rows of one day, record or owner, by the text that names it."""

    key: str
    title: str
    rows: tuple[TimesheetRow, ...]

    @property
    def worked_seconds(self) -> int:
        """The sum of its rows."""
        return sum(row.worked_seconds for row in self.rows)


class Timesheet(Frozen):
    """A timesheet. ``first_day`` and ``last_day`` bound it, ``None`` where nothing does.

    ``customer`` is the one whose logs these are, and ``None`` where they are of several or of
    none. ``zone`` is the IANA zone of its times. ``rates`` is whether it shows what the time costs.
    """

    seller: Party
    customer: Party | None
    invoice: str | None
    first_day: date | None
    last_day: date | None
    zone: str
    locale: str
    group_by: str
    rates: bool
    rows: tuple[TimesheetRow, ...]
    lines: tuple[BilledLine, ...] = ()

    @property
    def worked_seconds(self) -> int:
        """The sum of all rows."""
        return sum(row.worked_seconds for row in self.rows)

    @property
    def billable_seconds(self) -> int:
        """What of it is billable."""
        return sum(row.worked_seconds for row in self.rows if row.billable)

    @property
    def customers(self) -> list[str | None]:
        """Whose logs these are, each customer once; ``None`` for logs without one."""
        return list(dict.fromkeys(row.customer for row in self.rows))

    @property
    def groups(self) -> list[TimesheetGroup]:
        """The rows by day, record or owner; in each by time."""
        order, key = _ORDERS[self.group_by], _KEYS[self.group_by]
        found = groupby(sorted(self.rows, key=order), key)
        return [_group(text, rows, self.group_by) for text, rows in found]

    @property
    def line_totals(self) -> list[LineTotal]:
        """The sums of the lines by currency."""
        found: dict[str, list[BilledLine]] = {}
        for line in self.lines:
            found.setdefault(line.currency, []).append(line)
        return [_total(currency, lines) for currency, lines in sorted(found.items())]


def _total(currency: str, lines: Sequence[BilledLine]) -> LineTotal:
    billed = [line.billed_seconds for line in lines if line.billed_seconds is not None]
    nets = [line.net for line in lines if line.net is not None]
    every = len(nets) == len(lines)
    return LineTotal(
        currency,
        sum(line.worked_seconds for line in lines),
        sum(billed) if every else None,
        sum_of(nets, currency) if every else None,
    )


def days_of(rows: Sequence[TimesheetRow]) -> tuple[date | None, date | None]:
    """The first and the last day with a row."""
    days = [row.day for row in rows]
    return min(days, default=None), max(days, default=None)


def _group(key: str, rows: Iterable[TimesheetRow], group_by: str) -> TimesheetGroup:
    its = tuple(rows)
    return TimesheetGroup(key, its[0].title if group_by == "record" else "", its)


_KEYS = {
    "day": lambda row: row.day.isoformat(),
    "record": lambda row: row.ref,
    "owner": lambda row: row.owner,
}
_ORDERS = {
    "day": lambda row: (row.start, row.log_id),
    "record": lambda row: (row.record_id, row.start, row.log_id),
    "owner": lambda row: (folded(row.owner), row.owner, row.start, row.log_id),
}
