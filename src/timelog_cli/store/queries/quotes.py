"""Quotes: what they said of records, what became of them, and what was billed since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.comparison import BilledLine, QuoteLine
from timelog_cli.domain.money import sum_of
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import Store
from timelog_cli.store.queries.unbilled import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_LINE = "json_extract(snapshot, '$.lines[' || (line.position - 1) || '].{}')"
_INCLUDES_TAX = "json_extract(snapshot, '$.prices_include_tax')"
_QUOTE = f"""
SELECT line.record_id, number, {_LINE.format("record")}, {_LINE.format("unit")},
       {_LINE.format("billed_seconds")}, {_LINE.format("amount")}, currency, {_INCLUDES_TAX},
       due_date, answer, flat, customer_id
FROM invoice_line AS line JOIN invoice ON invoice.id = invoice_id
WHERE kind = 'quote' AND sealed = 1
"""
_BILLED = f"""
SELECT line.invoice_id, line.position, line.record_id, {_LINE.format("billed_seconds")},
       {_LINE.format("amount")}, line.flat - EXISTS (
           SELECT 1 FROM invoice_line AS taken
           WHERE taken.invoice_id = credits_id AND taken.position = line.credits_position
             AND taken.flat = 1)
FROM invoice_line AS line JOIN invoice ON invoice.id = line.invoice_id
WHERE kind <> 'quote' AND sealed = 1 AND currency = :currency AND {_INCLUDES_TAX} = :includes_tax
  AND customer_id = :customer
  AND (line.invoice_id, line.position) IN
      (SELECT invoice_id, position FROM invoice_line WHERE record_id = :record
       UNION SELECT invoice_id, position FROM line_log WHERE record_id = :record)
ORDER BY 1, 2
"""
SHARES = """
SELECT record_id, sum(worked_seconds) FROM line_log WHERE invoice_id = ? AND position = ?
GROUP BY record_id ORDER BY record_id
"""


class OfRecord(Frozen):
    """A quote of a record: what it says of it, until when, and what became of it."""

    line: QuoteLine
    valid_until: date
    answer: str | None


def set_answer(store: Store, quote_id: int, answer: str, day: date) -> None:
    """Note what became of a quote."""
    store.update("invoice", quote_id, answer=answer, answered_on=day.isoformat())


def of_records(store: Store, ids: Iterable[int], *, accepted: bool) -> dict[int, list[OfRecord]]:
    """The quotes of each of these records, or those that are accepted, oldest first."""
    wanted = "AND answer = 'accepted'" if accepted else ""
    sql = (
        f"{_QUOTE} {wanted} AND record_id IN (SELECT value FROM json_each(?))"
        " ORDER BY invoice.id, line.position"
    )
    found: dict[int, dict[str, OfRecord]] = {}
    for row in store.rows(sql, (array(ids),)):
        one, quotes = _of_record(row), found.setdefault(row[0], {})
        quotes[row[1]] = _together(quotes[row[1]], one) if row[1] in quotes else one
    return {record_id: list(quotes.values()) for record_id, quotes in found.items()}


def _of_record(row: Sequence[Any]) -> OfRecord:
    number, ref, unit, seconds, amount, currency, includes_tax = row[1:8]
    valid_until, answer, flat, customer_id = row[8:]
    unit = unit if seconds or flat else "hour"  # the unit of an item is none of the work
    line = QuoteLine(
        number, ref, unit, seconds, Decimal(amount), currency, bool(includes_tax), customer_id
    )
    return OfRecord(line, date.fromisoformat(valid_until), answer)


def _together(first: OfRecord, other: OfRecord) -> OfRecord:
    """Two lines of a quote, the work before the items."""
    amount = sum_of([first.line.amount, other.line.amount], first.line.currency)
    return first._replace(line=first.line._replace(amount=amount))


def billed(store: Store, record_id: int, quote: QuoteLine) -> list[BilledLine]:
    """The lines that bill a record of a quote to its customer, in its currency and way of prices.

    They are of invoices, and below zero of credit notes.
    """
    lines = []
    of = {"currency": quote.currency, "includes_tax": int(quote.includes_tax)}
    for row in store.rows(_BILLED, of | {"record": record_id, "customer": quote.customer_id}):
        invoice_id, position, alone, seconds, amount, flats = row
        shares = {alone: 1} if alone else dict(store.rows(SHARES, (invoice_id, position)))
        lines.append(BilledLine(seconds, Decimal(amount), shares, flats))
    return lines


def records(store: Store, quote_id: int) -> list[int]:
    """The numbers of the records that a quote is of."""
    sql = "SELECT DISTINCT record_id FROM invoice_line WHERE invoice_id = ? ORDER BY record_id"
    return [int(row[0]) for row in store.rows(sql, (quote_id,))]


def numbers(store: Store) -> list[str]:
    """The numbers of all quotes, in the order they were issued."""
    return [row[0] for row in store.rows("SELECT number FROM invoice WHERE kind = 'quote'")]
