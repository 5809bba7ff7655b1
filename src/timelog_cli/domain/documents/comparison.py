"""What was quoted beside what is billed: of each record of an invoice with an accepted quote.

Amounts are those of lines, before what a whole document takes off or adds. What is billed is so
on all invoices of the record up to this one, less what was credited: a quote is for all its work.
"""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.money import allocate, scaled, sum_of, written
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any

_PLACES = 2
_HOUR = ("hour", 3600)


class Quoted(Frozen):
    """A record in its accepted quote, and on its invoices so far; quantities are in ``unit``."""

    quote: str
    record: str
    unit: str
    quoted_seconds: int
    quoted_quantity: Decimal
    quoted_amount: Decimal
    billed_seconds: int
    billed_quantity: Decimal
    billed_amount: Decimal

    @property
    def above(self) -> bool:
        """Whether more is billed than was quoted."""
        return self.billed_amount > self.quoted_amount


class QuoteLine(Frozen):
    """What a quote says of a record, with its items; ``unit`` is that of the work."""

    quote: str
    record: str
    unit: str
    seconds: int
    amount: Decimal
    currency: str
    includes_tax: bool
    customer_id: int


class BilledLine(Frozen):
    """A line of an invoice, or below zero of a credit note.

    ``shares`` are the records that it bills, each with its part of the line; ``flats`` is 1 where
    it bills a flat price, and -1 where it takes one back.
    """

    seconds: int
    amount: Decimal
    shares: Mapping[int, int]
    flats: int = 0


class Billed(Frozen):
    """What is billed of a record; ``flats`` is 1 where its flat price is."""

    seconds: int
    amount: Decimal
    flats: int = 0


class RecordQuote(Frozen):
    """A quote of a record, its status, and what is billed of the record so far."""

    line: QuoteLine
    status: str
    valid_until: date
    billed: Billed


def quote_status(answer: str | None, valid_until: date, today: date) -> str:
    """The answer; without one ``open``, and ``expired`` after the last day."""
    return answer or ("expired" if today > valid_until else "open")


def billed_of(record_id: int, lines: Iterable[BilledLine], currency: str) -> Billed:
    """What lines bill of a record: of a line over several records its share by worked time."""
    seconds, amounts, flats = 0, [], 0
    for line in lines:
        parts, whole = list(line.shares.values()), sum(line.shares.values())
        if not whole or record_id not in line.shares:
            continue
        at = list(line.shares).index(record_id)
        shared = allocate(line.amount, [Decimal(part) for part in parts], currency, parts)
        amounts.append(shared[at])
        seconds += line.seconds * parts[at] // whole
        flats += line.flats
    return Billed(seconds, sum_of(amounts, currency), flats)


def compared(line: QuoteLine, billed: Billed, unit: str, unit_seconds: int) -> Quoted:
    """What was quoted beside what is billed, in the unit of the record, or in hours if it changed.

    :param unit: the unit that the record has now
    """
    if unit != line.unit:
        unit, unit_seconds = _HOUR
    flat = not unit_seconds
    return Quoted(
        line.quote,
        line.record,
        unit,
        line.seconds,
        Decimal(1) if flat else _quantity(line.seconds, unit_seconds),
        line.amount,
        billed.seconds,
        Decimal(billed.flats) if flat else _quantity(billed.seconds, unit_seconds),
        billed.amount,
    )


def _quantity(seconds: int, unit_seconds: int) -> Decimal:
    parts = 10**_PLACES
    return scaled((2 * seconds * parts + unit_seconds) // (2 * unit_seconds), _PLACES)


def quoted_values(quoted: Quoted, currency: str) -> dict[str, Any]:
    """As plain values for JSON, money as text."""
    return {
        **quoted._asdict(),
        "quoted_quantity": f"{quoted.quoted_quantity:f}",
        "quoted_amount": written(quoted.quoted_amount, currency),
        "billed_quantity": f"{quoted.billed_quantity:f}",
        "billed_amount": written(quoted.billed_amount, currency),
        "above": quoted.above,
    }


def quoted_of(values: Mapping[str, Any]) -> Quoted:
    """What ``quoted_values`` wrote down."""
    names = ("quoted_quantity", "quoted_amount", "billed_quantity", "billed_amount")
    read = {name: values[name] for name in Quoted._fields}
    return Quoted(**{**read, **{name: Decimal(values[name]) for name in names}})
