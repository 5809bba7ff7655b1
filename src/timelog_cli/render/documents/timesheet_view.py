"""What is written of a timesheet: plain values, in the words and figures of the customer."""

from __future__ import annotations

from timelog_cli.domain.documents.billable import FLAT
from timelog_cli.domain.documents.timesheets import LogRate
from timelog_cli.domain.documents.wording import words
from timelog_cli.domain.money import written, written_price
from timelog_cli.domain.time.zones import (
    day_number,
    local,
    need_offsets,
    time_of_day,
)
from timelog_cli.render.documents.figures import PLAIN
from timelog_cli.render.documents.party_view import on_one_line, party_view
from timelog_cli.render.documents.view import days_text, figures_of, unit_word
from timelog_cli.render.plain import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.documents.timesheets import (
        BilledLine,
        Timesheet,
        TimesheetGroup,
        TimesheetRow,
    )
    from timelog_cli.render.documents.figures import Figures

    View = dict[str, Any]

# The names that its templates use.
NAMES = (
    *("title", "number", "language", "facts", "seller", "customer", "columns", "groups", "totals"),
    *("lines", "line_totals", "lines_caption", "billed_word", "has_invoices", "has_rates", "words"),
)


def timesheet_view(sheet: Timesheet, *, markdown: bool = False) -> View:
    """The values of a timesheet.

    Markdown without a country is read as plain text, and by programs: it keeps plain figures.

    :raises Refused: the locale of the customer is known no more
    """
    plain = markdown and sheet.locale == PLAIN
    name = sheet.customer.name if sheet.customer else ""
    figures = figures_of(sheet.locale, name, plain=plain)
    return TimesheetWords(sheet, figures).values()


class TimesheetWords:
    """Writes the parts of a timesheet."""

    def __init__(self, sheet: Timesheet, figures: Figures) -> None:
        self.sheet = sheet
        self.figures = figures
        self.words = words(sheet.locale)

    def values(self) -> View:
        """All that a template is given."""
        sheet = self.sheet
        return {
            "title": self.words["timesheet"],
            "number": on_one_line(sheet.invoice or ""),
            "language": self.figures.tag,
            "facts": self.facts(),
            "seller": party_view(sheet.seller, self.words),
            "customer": party_view(sheet.customer, self.words) if sheet.customer else None,
            "columns": self.columns(),
            "groups": [self._group(group) for group in sheet.groups],
            "totals": self.totals(),
            "lines": [self.line(line) for line in sheet.lines],
            "line_totals": self.line_totals(),
            "lines_caption": self.lines_caption(),
            "billed_word": self.billed_word(),
            "has_invoices": self.has_invoices,
            "has_rates": sheet.rates,
            "words": self.words,
        }

    def facts(self) -> list[View]:
        """The invoice, the period, and the zone of the times."""
        sheet = self.sheet
        period = days_text(sheet.first_day, sheet.last_day, self.figures, self.words)
        pairs = (
            ("invoice", sheet.invoice or ""),
            ("timesheet_period", period),
            ("time_zone", sheet.zone),
        )
        return [
            {"name": self.words[word], "text": on_one_line(text)} for word, text in pairs if text
        ]

    def columns(self) -> list[str]:
        """The columns between the first, which says what was done or when, and the duration."""
        sheet = self.sheet
        wanted = {
            "date": sheet.group_by != "day",
            "time": True,
            "pause": any(row.pause_seconds for row in sheet.rows),
            "customer": len(sheet.customers) > 1,
            "person": sheet.group_by != "owner",
            "price": sheet.rates,
        }
        return [column for column, is_wanted in wanted.items() if is_wanted]

    def _group(self, group: TimesheetGroup) -> View:
        return {
            "title": self.group_title(group),
            "duration": clock(group.worked_seconds),
            "rows": [self._row(row) for row in group.rows],
        }

    def group_title(self, group: TimesheetGroup) -> str:
        """The day as the customer writes it; the record with its title; the owner."""
        if self.sheet.group_by == "day":
            return self.figures.day(group.rows[0].day, "full")
        return on_one_line(f"{group.title} ({group.key})" if group.title else group.key)

    def _row(self, row: TimesheetRow) -> View:
        return {
            "title": on_one_line(row.title),
            "record": row.ref if self.sheet.group_by != "record" else "",
            "note": on_one_line(row.note),
            "duration": clock(row.worked_seconds),
            "mark": self.mark(row),
            "cells": {
                "date": self.figures.day(row.day),
                "time": self.times(row),
                "pause": clock(row.pause_seconds) if row.pause_seconds else "",
                "customer": on_one_line(row.customer or ""),
                "person": on_one_line(row.owner),
                "price": self.rate(row.rate),
            },
        }

    def mark(self, row: TimesheetRow) -> str:
        """What a reader has to know of a log that will not be on an invoice."""
        if row.billed_elsewhere:
            return self.words["billed_elsewhere"]
        return "" if row.billable else self.words["non_billable"]

    def times(self, row: TimesheetRow) -> str:
        """``09:00–10:30``; with the day of the end if it is another, and UTC offsets in need.

        Nothing where only the hours are known.
        """
        if row.laid_out:
            return ""
        zone, start, end = self.sheet.zone, row.start, row.end
        first, last = time_of_day(start, zone), time_of_day(end, zone)
        if need_offsets(start, end, zone):
            first, last = f"{first}{local(start, zone):%z}", f"{last}{local(end, zone):%z}"
        if day_number(start, zone) != day_number(end, zone):
            last = f"{self.figures.day(local(end, zone).date())} {last}"
        return f"{first}–{last}"

    def rate(self, rate: LogRate | None) -> str:
        """``60.00 EUR / hour``; a fixed price is for all the work and not for this log."""
        if rate is None:
            return ""
        unit = unit_word(rate.unit, self.words, one=True)
        if rate.unit == FLAT:
            return unit
        amount = self.figures.figure(written_price(rate.amount, rate.currency))
        return f"{amount} {rate.currency} / {unit}"

    def totals(self) -> list[View]:
        """All the time, and what of it is billable where not all is."""
        sheet = self.sheet
        pairs = [("total_time", sheet.worked_seconds)]
        if sheet.billable_seconds != sheet.worked_seconds:
            pairs.append(("billable_time", sheet.billable_seconds))
        return [{"name": self.words[word], "duration": clock(time)} for word, time in pairs]

    def lines_caption(self) -> str:
        """What the table of lines is: of the invoice, else what the time costs."""
        if self.sheet.invoice:
            return on_one_line(f"{self.words['invoice']} {self.sheet.invoice}")
        return self.words["amounts"]

    def billed_word(self) -> str:
        """The heading of the time that an invoice bills, or will bill."""
        billed = any(line.invoice for line in self.sheet.lines)
        return self.words["time_billed" if billed else "time_to_bill"]

    @property
    def has_invoices(self) -> bool:
        """Whether each line says which invoice it is of."""
        return not self.sheet.invoice and any(line.invoice for line in self.sheet.lines)

    def line(self, line: BilledLine) -> View:
        """What bills some of the logs: time worked, time billed, and with rates the amount."""
        item, priced = line.item, line.item.line
        rate = LogRate(priced.unit_price, priced.unit, line.currency)
        return {
            "title": on_one_line(item.title or priced.description),
            "record": on_one_line(priced.record),
            "invoice": on_one_line(line.invoice or ""),
            "worked": clock(line.worked_seconds),
            "billed": "" if line.billed_seconds is None else clock(line.billed_seconds),
            "rate": self.rate(rate) if self.sheet.rates else "",
            "net": self._money(line.net, line.currency),
        }

    def line_totals(self) -> list[View]:
        """The sums of the lines, for each currency; none of what is not known of every line."""
        name = self.words["total" if self.sheet.rates else "total_time"]
        return [
            {
                "name": name,
                "worked": clock(total.worked_seconds),
                "billed": "" if total.billed_seconds is None else clock(total.billed_seconds),
                "net": self._money(total.net, total.currency),
            }
            for total in self.sheet.line_totals
        ]

    def _money(self, net: Decimal | None, currency: str) -> str:
        if net is None or not self.sheet.rates:
            return ""
        return self.figures.money(written(net, currency), currency)
