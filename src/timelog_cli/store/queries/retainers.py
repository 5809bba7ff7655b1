"""Retainers: what was paid in advance, and what invoices have drawn on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.billable import Retainer
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.queries.records import decimal_or_none
from timelog_cli.store.schema import DRAWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.documents.billable import Draw

# What was drawn by invoices and not credited since: time of some retainers, money of others.
_DRAWN = f"""
(SELECT group_concat(coalesce(draw.seconds, draw.amount)) FROM {DRAWS}
 WHERE retainer_id = retainer.id)
"""
_DRAWING = f"""
SELECT number FROM {DRAWS} WHERE retainer_id = ? ORDER BY draw.invoice_id
"""
_RETAINER = f"""
SELECT retainer.id, number, customer.name, issue_date, seconds, amount, retainer.currency,
       tax_rate, includes_tax, {_DRAWN},
       json_extract(snapshot, '$.lines[0].tax_category')
FROM retainer JOIN invoice ON invoice.id = invoice_id
JOIN customer ON customer.id = retainer.customer_id
WHERE NOT EXISTS (SELECT 1 FROM invoice AS note WHERE note.credits_id = invoice_id)
"""
_OF_CUSTOMER = "AND retainer.customer_id = ?"


def of_customer(store: Store, customer_id: int | None) -> list[Retainer]:
    """The retainers of a customer, or of all, that are not credited, the oldest first."""
    # Not "NULL or equal": every invoice that is issued asks, and would read those of all customers.
    where, values = ("", ()) if customer_id is None else (_OF_CUSTOMER, (customer_id,))
    rows = store.rows(f"{_RETAINER} {where} ORDER BY retainer.id", values)
    return [_retainer(row) for row in rows]


def _retainer(row: Sequence[Any]) -> Retainer:
    seconds, amount, draws = row[4], decimal_or_none(row[5]), (row[9] or "").split(",")
    spent = sum((Decimal(draw) for draw in draws if draw), Decimal(0))
    values = [
        *row[:3],
        date.fromisoformat(row[3]),
        *(seconds, amount, row[6], decimal_or_none(row[7]), bool(row[8])),
        None if seconds is None else seconds - int(spent),
        None if amount is None else amount - spent,
        row[10] or "",
    ]
    return Retainer._make(values)


def of_invoice(store: Store, invoice_id: int) -> int | None:
    """The retainer that an invoice is for, or ``None``."""
    found = store.value("SELECT id FROM retainer WHERE invoice_id = ?", invoice_id)
    return None if found is None else int(found)


def drawing(store: Store, retainer_id: int) -> list[str]:
    """The numbers of the invoices that draw on a retainer and are not credited."""
    return [row[0] for row in store.rows(_DRAWING, (retainer_id,))]


def draws(store: Store, invoice_id: int) -> bool:
    """Whether an invoice draws on a retainer."""
    sql = "SELECT EXISTS (SELECT 1 FROM retainer_draw WHERE invoice_id = ?)"
    return bool(store.value(sql, invoice_id))


def add(store: Store, **columns: Any) -> None:
    """Insert a retainer."""
    store.insert("retainer", uuid=new_uuid(), **columns)


def add_draw(store: Store, invoice_id: int, position: int, draw: Draw) -> None:
    """Note what a line of an open invoice draws."""
    store.run(
        "INSERT INTO retainer_draw (invoice_id, position, retainer_id, seconds, amount)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            *(invoice_id, position, draw.retainer_id, draw.seconds),
            None if draw.amount is None else f"{draw.amount:f}",
        ),
    )
