"""Timesheets as workbooks for spreadsheets: text stays text, and nothing in a cell is computed.

The library ``xlsxwriter`` writes them; it is an extra of the distribution, imported only here.
"""

from __future__ import annotations

from timelog_cli.domain.money import written_price
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import local
from timelog_cli.errors import Refused
from timelog_cli.extras import not_installed
from timelog_cli.render.documents.timesheet_view import timesheet_view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from timelog_cli.domain.documents.timesheets import Timesheet, TimesheetRow

MOST_ROWS = 1_000_000  # a sheet has 1,048,576
LONGEST_CELL = 32_767
_DAY = 86_400
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FORMATS = {
    "title": {"bold": True, "font_size": 16},
    "name": {"font_color": "#566070"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    "time": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", "valign": "top"},
    "duration": {"num_format": "[h]:mm:ss", "valign": "top"},
    "figure": {"num_format": "#,##0.00######", "valign": "top"},
    "sum": {"bold": True, "top": 1},
    "summed": {"bold": True, "top": 1, "num_format": "[h]:mm:ss"},
    "summed_figure": {"bold": True, "top": 1, "num_format": "#,##0.00######"},
}
# The heading of each column, how its cells are written, and how wide it is in characters.
_COLUMNS = (
    ("date", "day", 11),
    ("start", "time", 19),
    ("end", "time", 19),
    ("pause", "duration", 9),
    ("customer", "text", 20),
    ("record", "text", 14),
    ("description", "text", 34),
    ("note", "text", 50),
    ("person", "text", 14),
    ("billable", "text", 11),
    ("duration", "duration", 11),
)
_RATE = (("price", "figure", 11), ("unit", "text", 10))


def workbook(sheet: Timesheet) -> bytes:
    """The workbook: a sheet with a row for each log, and one with the totals.

    :raises Refused: the library is not installed, or there are more rows than a sheet has
    """
    import io
    from datetime import UTC, datetime

    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise not_installed("write xlsx", "xlsxwriter") from None
    if len(sheet.rows) > MOST_ROWS:
        raise Refused(
            f"a spreadsheet cannot have {len(sheet.rows):,} rows",
            "use a shorter period, or --format csv",
        )
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    # Else the moment at which it is written.
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    _Writer(book, sheet).write()
    book.close()
    return out.getvalue()


class _Writer:
    """Writes the sheets of a workbook."""

    def __init__(self, book: Any, sheet: Timesheet) -> None:
        self.book, self.sheet = book, sheet
        self.formats = {name: book.add_format(values) for name, values in _FORMATS.items()}
        self.view = timesheet_view(sheet)
        self.words = self.view["words"]
        self.columns = (*_COLUMNS, *(_RATE if sheet.rates else ()))

    def write(self) -> None:
        """Write all of it."""
        self._rows(self._page(self.words["timesheet"], landscape=True))
        self._totals(self._page(self.words["totals"], landscape=False))

    def _page(self, name: str, *, landscape: bool) -> Any:
        page = self.book.add_worksheet(name)
        if landscape:
            page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{name}&R&P / &N")
        return page

    def _head(self, page: Any) -> int:
        """The title and what it is of; the row after it."""
        view = self.view
        page.write_string(0, 0, view["title"], self.formats["title"])
        parties = (("from", view["seller"]), ("to", view["customer"]))
        facts = [(self.words[word], one["name"]) for word, one in parties if one and one["name"]]
        facts += [(fact["name"], fact["text"]) for fact in view["facts"]]
        for row, (name, text) in enumerate(facts, 1):
            page.write_string(row, 0, name, self.formats["name"])
            page.write_string(row, 1, text)
        return len(facts) + 2

    def _rows(self, page: Any) -> None:
        first = self._head(page)
        for at, (word, _, wide) in enumerate(self.columns):
            page.set_column(at, at, wide)
            page.write_string(first, at, self.words[word], self.formats["head"])
        rows = [row for group in self.sheet.groups for row in group.rows]
        for at, row in enumerate(rows, first + 1):
            self._row(page, at, row)
        last = first + len(rows)
        page.repeat_rows(first)
        page.freeze_panes(first + 1, 0)
        if rows:
            page.autofilter(first, 0, last, len(self.columns) - 1)
        self._sum(page, last + 1, self.words["total_time"], self.sheet.worked_seconds)

    def _sum(self, page: Any, row: int, name: str, seconds: int) -> None:
        at = [word for word, _, _ in self.columns].index("duration")
        for column in range(len(self.columns)):
            page.write_blank(row, column, None, self.formats["sum"])
        page.write_string(row, 0, name, self.formats["sum"])
        page.write_number(row, at, seconds / _DAY, self.formats["summed"])

    def _row(self, page: Any, at: int, row: TimesheetRow) -> None:
        values = self._values(row)
        for column, (word, kind, _) in enumerate(self.columns):
            self._cell(page, at, column, values[word], kind)

    def _values(self, row: TimesheetRow) -> dict[str, Any]:
        zone, rate = self.sheet.zone, row.rate
        return {
            "date": row.day,
            "start": None if row.laid_out else _clock(row.start, zone),
            "end": None if row.laid_out else _clock(row.end, zone),
            "pause": row.pause_seconds,
            "customer": row.customer or "",
            "record": row.ref,
            "description": row.title,
            "note": row.note,
            "person": row.owner,
            "billable": self._billable(row),
            "duration": row.worked_seconds,
            "price": rate and float(written_price(rate.amount, rate.currency)),
            "unit": f"{rate.currency} / {rate.unit}" if rate else "",
        }

    def _billable(self, row: TimesheetRow) -> str:
        if row.billed_elsewhere:
            return str(self.words["billed_elsewhere"])
        return str(self.words["yes" if row.billable else "no"])

    def _cell(self, page: Any, row: int, column: int, value: Any, kind: str) -> None:
        style = self.formats[kind]
        if value is None:
            page.write_blank(row, column, None, style)
        elif kind in {"day", "time"}:
            page.write_datetime(row, column, value, style)
        elif kind in {"duration", "summed"}:
            page.write_number(row, column, value / _DAY, style)
        elif kind == "figure":
            page.write_number(row, column, value, style)
        else:
            page.write_string(row, column, _fitting(value), style)

    def _totals(self, page: Any) -> None:
        at = self._head(page)
        page.set_column(0, 0, 44)
        page.set_column(1, 6, 16)
        by = {"day": "date", "record": "record", "owner": "person"}[self.sheet.group_by]
        self._headings(page, at, (by, "duration"))
        for group in self.sheet.groups:
            at += 1
            self._text(page, at, 0, f"{group.key} {group.title}".strip())
            self._cell(page, at, 1, group.worked_seconds, "duration")
        at += 1
        page.write_string(at, 0, self.words["total_time"], self.formats["sum"])
        page.write_number(at, 1, self.sheet.worked_seconds / _DAY, self.formats["summed"])
        if self.sheet.lines:
            self._lines(page, at + 2)

    def _headings(self, page: Any, row: int, headings: tuple[str, ...]) -> None:
        for column, word in enumerate(headings):
            page.write_string(row, column, self.words.get(word, word), self.formats["head"])

    def _lines(self, page: Any, at: int) -> None:
        """What bills the time: the lines of invoices, or those that would be issued."""
        rates = ("price", "unit", "net") if self.sheet.rates else ()
        words = ("description", "invoice", "duration", self.view["billed_word"], *rates)
        self._headings(page, at, words)
        for line in self.sheet.lines:
            at += 1
            priced = line.item.line
            self._text(page, at, 0, f"{line.item.title or priced.description} ({priced.record})")
            self._text(page, at, 1, line.invoice or "")
            self._cell(page, at, 2, line.worked_seconds, "duration")
            self._cell(page, at, 3, line.billed_seconds, "duration")
            if self.sheet.rates:
                self._cell(page, at, 4, float(priced.unit_price), "figure")
                self._text(page, at, 5, f"{line.currency} / {priced.unit}")
                self._cell(page, at, 6, None if line.net is None else float(line.net), "figure")
        self._line_totals(page, at)

    def _line_totals(self, page: Any, at: int) -> None:
        for row, total in enumerate(self.sheet.line_totals, at + 1):
            name = f"{self.words['total']} {total.currency if self.sheet.rates else ''}".strip()
            page.write_string(row, 0, name, self.formats["sum"])
            page.write_blank(row, 1, None, self.formats["sum"])
            self._cell(page, row, 2, total.worked_seconds, "summed")
            self._cell(page, row, 3, total.billed_seconds, "summed")
            if self.sheet.rates and total.net is not None:
                page.write_number(row, 6, float(total.net), self.formats["summed_figure"])

    def _text(self, page: Any, row: int, column: int, text: str) -> None:
        self._cell(page, row, column, text, "text")


def _clock(instant: int, zone: str) -> datetime:
    """What the clocks show: a workbook knows no zones."""
    return local(instant, zone).replace(tzinfo=None)


def _fitting(text: str) -> str:
    """Text that a cell takes; where it is cut, an ellipsis says so."""
    text = shown(text, lines=True)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
