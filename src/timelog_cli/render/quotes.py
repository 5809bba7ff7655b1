"""The quotes of a record."""

from __future__ import annotations

from timelog_cli.domain.money import with_currency, written
from timelog_cli.render.text import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.quoted import RecordQuote


def quote_shape(quote: RecordQuote) -> dict[str, Any]:
    """What a quote says of a record, and what is billed of the record so far."""
    line, billed = quote.line, quote.billed
    return {
        "number": line.quote,
        "status": quote.status,
        "valid_until": quote.valid_until.isoformat(),
        "currency": line.currency,
        "quoted_seconds": line.seconds,
        "quoted_amount": written(line.amount, line.currency),
        "billed_seconds": billed.seconds,
        "billed_amount": written(billed.amount, line.currency),
    }


def quote_text(quote: RecordQuote) -> str:
    """``Q2026-0001 accepted: 10:00, 800.00 USD; billed 12:30, 1000.00 USD``.

    Flat prices and items are for no time.
    """
    line, billed = quote.line, quote.billed
    said = f"{line.quote} {quote.status}: {_said(line.seconds, line.amount, line.currency)}"
    if quote.status != "accepted" or not (billed.seconds or billed.amount):
        return said
    return f"{said}; billed {_said(billed.seconds, billed.amount, line.currency)}"


def _said(seconds: int, amount: Decimal, currency: str) -> str:
    time = f"{clock(seconds)}, " if seconds else ""
    return f"{time}{with_currency(amount, currency)}"
