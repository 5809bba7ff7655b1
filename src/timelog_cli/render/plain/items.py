"""Items for people, and the JSON shape of one."""

from __future__ import annotations

from timelog_cli.domain.money import plain, with_currency, written, written_price
from timelog_cli.render.listing import CURRENCY, Column
from timelog_cli.render.plain import of_amounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.documents.billable import RecordItem

ITEM_COLUMNS = (
    Column("id", "ITEM", right=True),
    Column("day", "DAY", spare=True),
    Column("record", "RECORD", style="reference"),
    Column("description", "DESCRIPTION", shrink=True),
    Column("quantity", "QUANTITY", right=True),
    Column("unit", "UNIT", shrink=True),
    Column("unit_price", "PRICE", right=True),
    Column("amount", "AMOUNT", right=True, style=of_amounts("amount")),
    CURRENCY,
    Column("invoice", "INVOICE", style="reference"),
)


def item_shape(item: RecordItem) -> dict[str, Any]:
    """An item; without a tax rate of its own it has that of its record."""
    return {
        "id": item.id,
        "record": item.ref,
        "title": item.title,
        "day": item.day.isoformat(),
        "description": item.description,
        "quantity": plain(item.quantity),
        "unit": item.unit,
        "unit_price": written_price(item.unit_price, item.currency),
        "currency": item.currency,
        "discount": None if item.discount is None else plain(item.discount),
        "tax_rate": None if item.tax_rate is None else plain(item.tax_rate),
        "amount": written(item.amount, item.currency),
        "invoice": item.invoice,
        "tax_category": item.tax_category,
        "unit_code": item.unit_code,
    }


def item_sentence(verb: str, item: RecordItem) -> str:
    """``Added item 3 to case-12 (Title): Travel, 2 km at 0.50, 1.00 EUR.``"""
    return f"{verb} item {item.id} {_where(verb, item)}: {item_text(item)}."


def _where(verb: str, item: RecordItem) -> str:
    place = f"{item.ref} ({item.title})"
    return f"to {place}" if verb == "Added" else f"of {place}"


def item_text(item: RecordItem) -> str:
    """What it is, how many, and what that comes to."""
    price = written_price(item.unit_price, item.currency)
    each = f"{plain(item.quantity)} {item.unit} at {price}"
    facts = [item.description, each, with_currency(item.amount, item.currency)]
    if item.discount:
        facts.insert(2, f"{plain(item.discount)}% off")
    if item.tax_rate is not None:
        facts.append(f"{plain(item.tax_rate)}% tax")
    if item.tax_category:
        facts.append(item.tax_category)
    if item.unit_code:
        facts.append(f"unit code {item.unit_code}")
    return ", ".join([*facts, item.day.isoformat()])
