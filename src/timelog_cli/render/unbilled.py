"""What could be invoiced, as JSON rows and as a table with a column for each currency."""

from __future__ import annotations

from timelog_cli.domain.money import written
from timelog_cli.render.outcome import Column
from timelog_cli.render.text import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.usecases.billing_unbilled import Unbilled

_MOST_NAMED = 10


def shape(row: Unbilled) -> dict[str, Any]:
    """The JSON of a row."""
    record = row.record
    currency = record.price.currency if record.price else None
    return {
        "record": record.ref,
        "title": record.title,
        "customer": record.customer,
        "status": record.status,
        "worked_seconds": row.worked_seconds,
        "billed_seconds": row.billed_seconds,
        "amount": None if row.net is None or currency is None else written(row.net, currency),
        "currency": currency,
        "ready": not row.missing,
        "missing": [one._asdict() for one in row.missing],
    }


def with_currencies(row: Unbilled) -> dict[str, Any]:
    """The row with its amount under its currency."""
    cells = shape(row)
    return {**cells, f"amount_{cells['currency']}": cells["amount"]}


def columns(rows: Sequence[Unbilled]) -> tuple[Column, ...]:
    """The columns with their totals; an amount stands in the column of its currency."""
    currencies = dict.fromkeys(row.record.price.currency for row in rows if row.record.price)
    return (
        Column("record", "RECORD"),
        Column("title", "TITLE", shrink=True),
        Column("customer", "CUSTOMER", shrink=True),
        Column("status", "STATUS", spare=True),
        _time("worked_seconds", "WORKED", [row.worked_seconds for row in rows]),
        _time("billed_seconds", "BILLED", [row.billed_seconds for row in rows]),
        *(_amounts(rows, currency) for currency in currencies),
        Column("missing", "MISSING", show=_words),
    )


def _time(key: str, title: str, seconds: Sequence[int]) -> Column:
    return Column(key, title, right=True, show=clock, total=clock(sum(seconds)))


def _amounts(rows: Sequence[Unbilled], currency: str) -> Column:
    nets = [
        row.net
        for row in rows
        if row.net is not None and row.record.price and row.record.price.currency == currency
    ]
    total = written(sum(nets[1:], nets[0]), currency) if nets else None
    return Column(f"amount_{currency}", currency, right=True, total=total)


def _words(missing: Sequence[dict[str, str]]) -> str:
    return ", ".join(one["what"] for one in missing)


def ways_out(rows: Sequence[Unbilled]) -> list[str]:
    """What is missing, each with the command that mends it; the same thing is said once."""
    found = [f"{one.message}: {one.command}" for row in rows for one in row.missing]
    lines = list(dict.fromkeys(found))
    more = len(lines) - _MOST_NAMED
    return [*lines[:_MOST_NAMED], *([f"And {more} more; --json has all."] if more > 0 else [])]
