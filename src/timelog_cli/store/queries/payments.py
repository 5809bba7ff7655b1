"""Payments: what was paid, refunded and reversed, and credit that moved between invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.invoices import Payment
from timelog_cli.store.connection import new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.store.connection import Store

_NUMBER = "(SELECT count(*) FROM payment AS before WHERE before.invoice_id = {0}.invoice_id"
_NUMBER += " AND before.id <= {0}.id)"
_PAYMENTS = f"""
    SELECT one.amount, one.paid_on, {_NUMBER.format("one")}, {_NUMBER.format("gone")},
        one.reason, theirs.number, mine.number, one.prepays_id IS NOT NULL
    FROM payment AS one
    LEFT JOIN payment AS gone ON gone.id = one.reverses_id
    LEFT JOIN payment AS source ON source.id = one.credit_id
    LEFT JOIN payment AS used ON used.credit_id = one.id
    LEFT JOIN invoice AS theirs ON theirs.id = source.invoice_id
    LEFT JOIN invoice AS mine ON mine.id = coalesce(one.prepays_id, used.invoice_id)
    WHERE one.invoice_id = :id AND (:until IS NULL OR one.paid_on <= :until)
    ORDER BY one.paid_on, one.id
"""


def of(store: Store, which: dict[str, Any]) -> tuple[Payment, ...]:
    """The payments of an invoice until a day, by day.

    :param which: ``id`` of the invoice, and ``until``, an ISO date or ``None``
    """
    return tuple(
        Payment(
            Decimal(amount),
            date.fromisoformat(day),
            number,
            reverses or None,
            reason,
            credit_from,
            credit_for,
            bool(prepays),
        )
        for amount, day, number, reverses, reason, credit_from, credit_for, prepays in store.rows(
            _PAYMENTS, which
        )
    )


def prepaid_by_credit(store: Store, invoice_id: int) -> tuple[tuple[str, Decimal], ...]:
    """The invoices whose credit became the prepayment of an invoice, with the amounts."""
    rows = store.rows(
        "SELECT number, amount FROM payment JOIN invoice ON invoice.id = invoice_id"
        " WHERE prepays_id = ? ORDER BY payment.id",
        (invoice_id,),
    )
    return tuple((number, -Decimal(amount)) for number, amount in rows)


def add(store: Store, invoice_id: int, amount: str, day: date, **more: Any) -> int:
    """Insert a payment, and return its number in the database.

    :param more: where it comes from: ``credit_id``, ``prepays_id`` or ``bank_entry``
    """
    return store.insert(
        "payment",
        uuid=new_uuid(),
        invoice_id=invoice_id,
        amount=amount,
        paid_on=day.isoformat(),
        **more,
    )


def identified(store: Store, invoice_id: int, number: int) -> int:
    """The number in the database of a payment of an invoice."""
    sql = "SELECT id FROM payment WHERE invoice_id = ? ORDER BY id LIMIT 1 OFFSET ?"
    return int(store.value(sql, invoice_id, number - 1))


def credit_pair(store: Store, payment_id: int) -> tuple[int, int] | None:
    """The two payments by which credit was used, of which this is one: source first."""
    row = store.row(
        "SELECT credit_id, id FROM payment WHERE credit_id IS NOT NULL AND :id IN (id, credit_id)",
        {"id": payment_id},
    )
    return None if row is None else (row[0], row[1])


def reverse(store: Store, payment_id: int, day: date, reason: str) -> None:
    """Add the mirror of a payment, which stays."""
    store.run(
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on, reverses_id, reason)"
        " SELECT ?, invoice_id,"
        " CASE WHEN amount GLOB '-*' THEN substr(amount, 2) ELSE '-' || amount END, ?, id, ?"
        " FROM payment WHERE id = ?",
        (new_uuid(), day.isoformat(), reason, payment_id),
    )


def from_bank(store: Store, invoice_id: int) -> set[int]:
    """The numbers of the payments of an invoice that came from statements of a bank."""
    rows = store.rows(
        "SELECT number FROM (SELECT bank_entry, row_number() OVER (ORDER BY id) AS number"
        " FROM payment WHERE invoice_id = ?) WHERE bank_entry IS NOT NULL",
        (invoice_id,),
    )
    return {row[0] for row in rows}


def of_bank_entry(store: Store, key: str) -> tuple[tuple[str, Decimal], ...]:
    """The invoices that an entry of a bank statement has paid, with the amounts."""
    rows = store.rows(
        "SELECT number, amount FROM payment JOIN invoice ON invoice.id = invoice_id"
        " WHERE bank_entry = ? ORDER BY payment.id",
        (key,),
    )
    return tuple((number, Decimal(amount)) for number, amount in rows)
