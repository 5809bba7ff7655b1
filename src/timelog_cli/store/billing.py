"""Invoices, credit notes, payments, and what is still to be billed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.drafts import BillableLog, BillableRecord
from timelog_cli.domain.invoices import Document, Payment, Rendered, Standing, from_values
from timelog_cli.domain.records import Price, Rounding
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.records import decimal_or_none

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

_RECORD = """
SELECT record.id, type, title, status, billable, customer_id, customer.name, service_id,
       service.name, rate, record.unit, record.unit_seconds, record.currency, record.tax_rate,
       discount, record.increment_seconds, record.rounding, record.round_per,
       record.minimum_seconds
FROM record LEFT JOIN customer ON customer.id = customer_id
LEFT JOIN service ON service.id = service_id
"""
_OPEN = "billable = 1 AND invoice_id IS NULL"


class Issued(Frozen):
    """A document that was issued, with its number in the database."""

    id: int
    customer_id: int
    document: Document


def _record(row: Sequence[Any]) -> BillableRecord:
    price = None if row[9] is None else Price(Decimal(row[9]), row[10], row[11], row[12])
    values = [
        *row[:4],
        bool(row[4]),
        *row[5:9],
        price,
        decimal_or_none(row[13]),
        decimal_or_none(row[14]),
        Rounding(*row[15:19]),
    ]
    return BillableRecord._make(values)


def records(store: Store, ids: Iterable[int]) -> list[BillableRecord]:
    """The records of these numbers, in their order."""
    where = "WHERE record.id IN (SELECT value FROM json_each(?)) ORDER BY record.id"
    return [_record(row) for row in store.rows(_RECORD + where, (_array(ids),))]


def _array(numbers: Iterable[int]) -> str:
    return f"[{','.join(str(int(number)) for number in numbers)}]"


def unbilled_records(
    store: Store, customer_id: int | None, start: int | None, end: int | None
) -> list[BillableRecord]:
    """The records with worked billable time that is not invoiced, of a customer or of all.

    Time counts if its log begins between the two instants; ``None`` is no bound.
    """
    where = f"""
        WHERE (:customer IS NULL OR customer_id = :customer) AND EXISTS (
            SELECT 1 FROM log JOIN segment ON log_id = log.id
            WHERE log.record_id = record.id AND log.{_OPEN} AND {_BETWEEN})
        ORDER BY record.id
    """
    values = {"customer": customer_id, "start": start, "end": end}
    return [_record(row) for row in store.rows(_RECORD + where, values)]


_BETWEEN = "(:start IS NULL OR log.start_at >= :start) AND (:end IS NULL OR log.start_at < :end)"


def unbilled_logs(
    store: Store, ids: Iterable[int], start: int | None, end: int | None
) -> dict[int, list[BillableLog]]:
    """The billable logs that are not invoiced of these records, by record, oldest first."""
    sql = f"""
        SELECT log.id, record_id, owner.name, log.start_at, log.end_at, note,
               (SELECT coalesce(sum(end_at - start_at), 0) FROM segment WHERE log_id = log.id)
        FROM log JOIN owner ON owner.id = log.owner_id
        WHERE record_id IN (SELECT value FROM json_each(:records)) AND {_OPEN} AND {_BETWEEN}
        ORDER BY log.start_at, log.id
    """
    found: dict[int, list[BillableLog]] = {}
    for row in store.run(sql, {"records": _array(ids), "start": start, "end": end}):
        found.setdefault(row[1], []).append(BillableLog(*row))
    return found


def next_in(store: Store, series: str) -> int:
    """Take the next place in a series of numbers; the transaction that fails gives it back."""
    known = store.value("SELECT EXISTS (SELECT 1 FROM counter WHERE series = ?)", series)
    if known:
        store.run("UPDATE counter SET last = last + 1 WHERE series = ?", (series,))
    else:
        store.run("INSERT INTO counter (series, last) VALUES (?, 1)", (series,))
    return int(store.value("SELECT last FROM counter WHERE series = ?", series))


def last_of(store: Store, series: str) -> tuple[str, date] | None:
    """Number and date of the last document of a series, or ``None``."""
    row = store.row(
        "SELECT number, issue_date FROM invoice WHERE series = ? ORDER BY seq DESC LIMIT 1",
        (series,),
    )
    return None if row is None else (row[0], date.fromisoformat(row[1]))


def number_taken(store: Store, number: str) -> bool:
    """Whether a document has the number already."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM invoice WHERE number = ?)", number))


def add(
    store: Store,
    document: Document,
    *,
    snapshot: str,
    series: str,
    seq: int,
    customer_id: int,
    credits_id: int | None,
    at: int,
) -> int:
    """Insert the head of a document, still open, and return its number in the database."""
    return store.insert(
        "invoice",
        uuid=new_uuid(),
        number=document.number,
        kind=document.kind,
        series=series,
        seq=seq,
        customer_id=customer_id,
        credits_id=credits_id,
        currency=document.currency,
        issue_date=document.issue_date.isoformat(),
        due_date=document.due_date.isoformat(),
        total=f"{document.totals.total:f}",
        snapshot=snapshot,
        issued_at=at,
    )


def add_line(
    store: Store,
    invoice_id: int,
    position: int,
    record_id: int | None,
    service_id: int | None,
    credits_position: int | None = None,
) -> None:
    """Insert a line of an open document."""
    store.run(
        "INSERT INTO invoice_line (invoice_id, position, record_id, service_id, credits_position)"
        " VALUES (?, ?, ?, ?, ?)",
        (invoice_id, position, record_id, service_id, credits_position),
    )


def add_logs(
    store: Store, invoice_id: int, position: int, logs: Iterable[tuple[int, int, int]]
) -> None:
    """Insert the logs of a line: number, record, worked seconds."""
    store.run_many(
        "INSERT INTO line_log (invoice_id, position, log_id, record_id, worked_seconds)"
        " VALUES (?, ?, ?, ?, ?)",
        [(invoice_id, position, *log) for log in logs],
    )


def link_logs(store: Store, invoice_id: int) -> None:
    """Put the logs of the lines on the invoice; from then on they cannot change."""
    store.run(
        "UPDATE log SET invoice_id = ?1"
        " WHERE id IN (SELECT log_id FROM line_log WHERE invoice_id = ?1)",
        (invoice_id,),
    )


def seal(store: Store, invoice_id: int, rendered: Iterable[Rendered]) -> None:
    """Keep the bytes of every format and close the document for ever."""
    from hashlib import sha256

    for one in rendered:
        store.run(
            "INSERT INTO document (invoice_id, format, file_name, sha256, bytes)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                invoice_id,
                one.format,
                one.file_name,
                sha256(one.content).hexdigest(),
                one.content,
            ),
        )
    store.update("invoice", invoice_id, sealed=1)


def numbers(store: Store) -> list[str]:
    """The numbers of all documents, in the order they were issued."""
    return [row[0] for row in store.rows("SELECT number FROM invoice ORDER BY id")]


def find(store: Store, number: str) -> Issued | None:
    """The document of that number, any letter case, or ``None``."""
    found = _issued(store, "WHERE number = ?", (number,))
    return next(found, None)


def issued(
    store: Store, customer_id: int | None, first: date | None, last: date | None
) -> Iterator[Issued]:
    """The documents of a customer, or of all, by date, both days included."""
    where = """
        WHERE (:customer IS NULL OR customer_id = :customer)
          AND (:first IS NULL OR issue_date >= :first) AND (:last IS NULL OR issue_date <= :last)
        ORDER BY issue_date, id
    """
    bounds = {"first": _iso(first), "last": _iso(last)}
    return _issued(store, where, {"customer": customer_id, **bounds})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _issued(store: Store, where: str, values: Any) -> Iterator[Issued]:
    import json

    for row in store.run(f"SELECT id, customer_id, snapshot FROM invoice {where}", values):
        yield Issued(row[0], row[1], from_values(json.loads(row[2])))


def standing(store: Store, invoice_id: int) -> Standing:
    """What has become of a document since."""
    sent_on = store.value("SELECT sent_on FROM invoice WHERE id = ?", invoice_id)
    payments = store.rows(
        "SELECT amount, paid_on FROM payment WHERE invoice_id = ? ORDER BY paid_on, id",
        (invoice_id,),
    )
    notes = store.rows(
        "SELECT number, total FROM invoice WHERE credits_id = ? ORDER BY id", (invoice_id,)
    )
    left = store.value(
        "SELECT count(*) FROM invoice_line WHERE invoice_id = ?1 AND position NOT IN"
        " (SELECT credits_position FROM invoice_line JOIN invoice ON invoice.id = invoice_id"
        "  WHERE credits_id = ?1)",
        invoice_id,
    )
    return Standing(
        None if sent_on is None else date.fromisoformat(sent_on),
        tuple(Payment(Decimal(amount), date.fromisoformat(day)) for amount, day in payments),
        sum((-Decimal(total) for _, total in notes), Decimal(0)),
        tuple(number for number, _ in notes),
        int(left),
    )


def credit_notes(store: Store, invoice_id: int) -> list[Document]:
    """The credit notes of an invoice, in their order."""
    return [
        one.document for one in _issued(store, "WHERE credits_id = ? ORDER BY id", (invoice_id,))
    ]


def line_rows(store: Store, invoice_id: int) -> dict[int, tuple[int | None, int | None]]:
    """The record and the service of each line, by position."""
    sql = "SELECT position, record_id, service_id FROM invoice_line WHERE invoice_id = ?"
    return {row[0]: (row[1], row[2]) for row in store.rows(sql, (invoice_id,))}


def line_logs(store: Store, invoice_id: int, position: int) -> list[tuple[int, int, int]]:
    """The logs of a line: number, record, worked seconds."""
    sql = (
        "SELECT log_id, record_id, worked_seconds FROM line_log"
        " WHERE invoice_id = ? AND position = ? ORDER BY log_id"
    )
    return [(row[0], row[1], row[2]) for row in store.rows(sql, (invoice_id, position))]


def free_logs(store: Store, invoice_id: int, logs: Iterable[int]) -> int:
    """Take logs of credited lines off their invoice; how many there were."""
    cursor = store.run(
        "UPDATE log SET invoice_id = NULL WHERE invoice_id = ?"
        " AND id IN (SELECT value FROM json_each(?))",
        (invoice_id, _array(logs)),
    )
    return cursor.rowcount


def set_sent(store: Store, invoice_id: int, day: date) -> None:
    """Note that a document was sent."""
    store.update("invoice", invoice_id, sent_on=day.isoformat())


def add_payment(store: Store, invoice_id: int, amount: str, day: date) -> None:
    """Note a payment."""
    store.insert(
        "payment",
        uuid=new_uuid(),
        invoice_id=invoice_id,
        amount=amount,
        paid_on=day.isoformat(),
    )


def document(store: Store, invoice_id: int, format_name: str) -> tuple[Rendered, str] | None:
    """The kept bytes of a format with their SHA-256, or ``None``."""
    row = store.row(
        "SELECT format, file_name, bytes, sha256 FROM document WHERE invoice_id = ? AND format = ?",
        (invoice_id, format_name),
    )
    return None if row is None else (Rendered(*row[:3]), row[3])


def invoice_ids(store: Store) -> list[tuple[int, str]]:
    """All documents: number in the database, and number."""
    return [(row[0], row[1]) for row in store.rows("SELECT id, number FROM invoice ORDER BY id")]
