"""What could be invoiced, as JSON rows and as a table with a column for each currency."""

from __future__ import annotations

from timelog_cli.domain.money import sum_of, written
from timelog_cli.render.outcome import Column
from timelog_cli.render.text import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.usecases.billing_unbilled import LeftToBill

_MOST_NAMED = 10


def amount(row: LeftToBill) -> str | None:
    """What it comes to, or nothing where nobody can say."""
    price = row.record.price
    return None if row.net is None or price is None else written(row.net, price.currency)


def by_currency(rows: Sequence[LeftToBill]) -> dict[str, list[LeftToBill]]:
    """The rows with a rate, by its currency."""
    found: dict[str, list[LeftToBill]] = {}
    for row in rows:
        if row.record.price:
            found.setdefault(row.record.price.currency, []).append(row)
    return found


def total(rows: Sequence[LeftToBill], currency: str) -> str | None:
    """What rows of one currency come to, or nothing where nobody can say of one."""
    nets = [row.net for row in rows if row.net is not None]
    return written(sum_of(nets, currency), currency) if len(nets) == len(rows) else None


def shape(row: LeftToBill) -> dict[str, Any]:
    """The JSON of a row."""
    record = row.record
    return {
        "record": record.ref,
        "title": record.title,
        "customer": record.customer,
        "status": record.status,
        "worked_seconds": row.worked_seconds,
        "billed_seconds": row.billed_seconds,
        "amount": amount(row),
        "currency": record.price and record.price.currency,
        "ready": not row.missing,
        "missing": [one._asdict() for one in row.missing],
    }


def with_currencies(row: LeftToBill) -> dict[str, Any]:
    """The row with its amount under its currency."""
    cells = shape(row)
    return {**cells, f"amount_{cells['currency']}": cells["amount"]}


def columns(rows: Sequence[LeftToBill]) -> tuple[Column, ...]:
    """The columns with their totals; an amount stands in the column of its currency."""
    return (
        Column("record", "RECORD"),
        Column("title", "TITLE", shrink=True),
        Column("customer", "CUSTOMER", shrink=True),
        Column("status", "STATUS", spare=True),
        _time("worked_seconds", "WORKED", [row.worked_seconds for row in rows]),
        _time("billed_seconds", "BILLED", [row.billed_seconds for row in rows]),
        *(_amounts(its, currency) for currency, its in by_currency(rows).items()),
        Column("missing", "MISSING", show=_words),
    )


def _time(key: str, title: str, seconds: Sequence[int]) -> Column:
    return Column(key, title, right=True, show=clock, total=clock(sum(seconds)))


def _amounts(rows: Sequence[LeftToBill], currency: str) -> Column:
    known = [row for row in rows if row.net is not None]
    summed = total(known, currency) if known else None
    return Column(f"amount_{currency}", currency, right=True, total=summed)


def _words(missing: Sequence[dict[str, str]]) -> str:
    return ", ".join(one["what"] for one in missing)


def ways_out(rows: Sequence[LeftToBill]) -> list[str]:
    """What is missing, each with the command that mends it; the same thing is said once."""
    found = [f"{one.message}: {one.command}" for row in rows for one in row.missing]
    lines = list(dict.fromkeys(found))
    more = len(lines) - _MOST_NAMED
    return [*lines[:_MOST_NAMED], *([f"And {more} more; --json has all."] if more > 0 else [])]
