"""Invoices, credit notes and payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.invoices import Document, InvoiceState
from timelog_cli.domain.documents.values import from_values
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.queries import messages, payments
from timelog_cli.store.queries.overview import OPEN, OWING
from timelog_cli.store.queries.unbilled import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from timelog_cli.domain.documents.messages import SentMessage


class IssuedDocument(Frozen):
    """A document that was issued, with its number in the database."""

    id: int
    customer_id: int
    document: Document


def next_in(store: Store, series: str) -> int:
    """Take the next place in a series of numbers; the transaction that fails gives it back."""
    last = store.value("SELECT last FROM counter WHERE series = ?", series)
    if last is None:
        store.run("INSERT INTO counter (series, last) VALUES (?, 1)", (series,))
    else:
        store.run("UPDATE counter SET last = last + 1 WHERE series = ?", (series,))
    return (last or 0) + 1


def last_of(store: Store, series: str) -> tuple[str, date, str] | None:
    """Number, date and kind of the last document of a series, or ``None``."""
    row = store.row(
        "SELECT number, issue_date, kind FROM invoice WHERE series = ? ORDER BY seq DESC LIMIT 1",
        (series,),
    )
    return None if row is None else (row[0], date.fromisoformat(row[1]), row[2])


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
        payable=f"{document.totals.payable:f}",
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
    *,
    flat: bool = False,
) -> None:
    """Insert a line of an open document; ``flat`` where it bills the flat price of the record."""
    store.run(
        "INSERT INTO invoice_line"
        " (invoice_id, position, record_id, service_id, credits_position, flat)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (invoice_id, position, record_id, service_id, credits_position, int(flat)),
    )


def add_logs(
    store: Store, invoice_id: int, position: int, logs: Iterable[tuple[int, int, int]]
) -> None:
    """Insert the logs of a line: number, record, worked seconds.

    One statement for all of a record: SQLite keeps the pages that a statement touches, to be able
    to turn it back, and would do so again for every row.
    """
    of_record: dict[int, list[str]] = {}
    for log, record, seconds in sorted(logs):
        of_record.setdefault(record, []).append(f'"{log}":{seconds}')
    for record, pairs in of_record.items():
        store.run(
            "INSERT INTO line_log (invoice_id, position, log_id, record_id, worked_seconds)"
            " SELECT ?, ?, key, ?, value FROM json_each(?)",
            (invoice_id, position, record, f"{{{','.join(pairs)}}}"),
        )


def link_logs(store: Store, invoice_id: int) -> None:
    """Put the logs of the lines on the invoice; from then on they cannot change."""
    store.run(
        "UPDATE log SET invoice_id = :invoice"
        " WHERE id IN (SELECT log_id FROM line_log WHERE invoice_id = :invoice)",
        {"invoice": invoice_id},
    )


def seal(store: Store, invoice_id: int) -> None:
    """Close a document for ever."""
    store.update("invoice", invoice_id, sealed=1)


def numbers(store: Store) -> list[str]:
    """The numbers of all documents, in the order they were issued."""
    return [row[0] for row in store.rows("SELECT number FROM invoice ORDER BY id")]


def invoice_numbers(store: Store) -> list[str]:
    """The numbers of all invoices, in the order they were issued."""
    sql = "SELECT number FROM invoice WHERE kind = 'invoice' ORDER BY id"
    return [row[0] for row in store.rows(sql)]


def open_numbers(store: Store) -> list[str]:
    """The numbers of the invoices with something to pay, the oldest first."""
    sql = f"SELECT number FROM invoice WHERE {OPEN} ORDER BY issue_date, id"
    return [row[0] for row in store.rows(sql)]


def customer_name(store: Store, customer_id: int) -> str:
    """The name that a customer has now."""
    return str(store.value("SELECT name FROM customer WHERE id = ?", customer_id))


def find(store: Store, number: str) -> IssuedDocument | None:
    """The document of that number, any letter case, or ``None``."""
    found = _issued(store, "WHERE number = ?", (number,))
    return next(found, None)


def issued(
    store: Store,
    customer_id: int | None,
    first: date | None,
    last: date | None,
    *,
    quotes: bool = False,
) -> Iterator[IssuedDocument]:
    """The invoices and credit notes of a customer, or of all, by date, both days included.

    :param quotes: the quotes instead
    """
    where = f"""
        WHERE kind {"=" if quotes else "<>"} 'quote'
          AND (:customer IS NULL OR customer_id = :customer)
          AND (:first IS NULL OR issue_date >= :first) AND (:last IS NULL OR issue_date <= :last)
        ORDER BY issue_date, id
    """
    bounds = {"first": _iso(first), "last": _iso(last)}
    return _issued(store, where, {"customer": customer_id, **bounds})


def owing(store: Store, customer_id: int, currency: str) -> list[IssuedDocument]:
    """The invoices on which something is owed to the customer, the oldest first."""
    where = f"WHERE customer_id = ? AND currency = ? AND {OWING} ORDER BY issue_date, id"
    return list(_issued(store, where, (customer_id, currency)))


def snapshot(store: Store, invoice_id: int) -> Document:
    """The document of that number in the database."""
    (found,) = _issued(store, "WHERE id = ?", (invoice_id,))
    return found.document


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _issued(store: Store, where: str, values: Any) -> Iterator[IssuedDocument]:
    import json

    # One at a time: all snapshots together can be more than the memory takes.
    for (found,) in store.rows(f"SELECT id FROM invoice {where}", values):
        row = store.row("SELECT id, customer_id, snapshot FROM invoice WHERE id = ?", (found,))
        yield IssuedDocument(row[0], row[1], from_values(json.loads(row[2])))


def standing(
    store: Store,
    invoice_id: int,
    until: date | None = None,
    sent: Mapping[int, tuple[SentMessage, ...]] | None = None,
) -> InvoiceState:
    """What has become of a document since, until a day or until now.

    :param sent: the messages of every document, where they are known already
    """
    which = {"id": invoice_id, "until": _iso(until)}
    sent_on, answer, answered_on = store.rows(
        "SELECT CASE WHEN :until IS NULL OR sent_on <= :until THEN sent_on END,"
        " CASE WHEN :until IS NULL OR answered_on <= :until THEN answer END,"
        " CASE WHEN :until IS NULL OR answered_on <= :until THEN answered_on END"
        " FROM invoice WHERE id = :id",
        which,
    )[0]
    notes = store.rows(
        "SELECT number, total, payable, json_extract(snapshot, '$.prepaid') FROM invoice"
        " WHERE credits_id = :id AND (:until IS NULL OR issue_date <= :until) ORDER BY id",
        which,
    )
    left = store.row(
        "SELECT count(*) FROM invoice_line WHERE invoice_id = :id AND position NOT IN"
        " (SELECT credits_position FROM invoice_line JOIN invoice ON invoice.id = invoice_id"
        "  WHERE credits_id = :id AND (:until IS NULL OR issue_date <= :until))",
        which,
    )
    return InvoiceState(
        _day(sent_on),
        payments.of(store, which),
        sum((-Decimal(note[1]) for note in notes), Decimal(0)),
        tuple(note[0] for note in notes),
        int(left[0]),
        # Older credit notes took off what was prepaid, as if it were not to be refunded.
        sum((-Decimal(note[2]) - Decimal(note[3]) for note in notes), Decimal(0)),
        answer,
        _day(answered_on),
        payments.prepaid_by_credit(store, invoice_id),
        messages.of_document(store, invoice_id, until)
        if sent is None
        else sent.get(invoice_id, ()),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def credit_notes(store: Store, invoice_id: int) -> list[Document]:
    """The credit notes of an invoice, in their order."""
    return [
        one.document for one in _issued(store, "WHERE credits_id = ? ORDER BY id", (invoice_id,))
    ]


def line_rows(store: Store, invoice_id: int) -> dict[int, tuple[int | None, int | None]]:
    """The record and the service of each line, by position."""
    sql = "SELECT position, record_id, service_id FROM invoice_line WHERE invoice_id = ?"
    return {row[0]: (row[1], row[2]) for row in store.rows(sql, (invoice_id,))}


def line_logs(store: Store, invoice_id: int) -> dict[int, list[tuple[int, int, int]]]:
    """The logs of each line, by position: number, record, worked seconds."""
    sql = (
        "SELECT position, log_id, record_id, worked_seconds FROM line_log"
        " WHERE invoice_id = ? ORDER BY log_id"
    )
    found: dict[int, list[tuple[int, int, int]]] = {}
    for position, *log in store.rows(sql, (invoice_id,)):
        found.setdefault(position, []).append((log[0], log[1], log[2]))
    return found


def flat_refs(store: Store, invoice_id: int, positions: Iterable[int]) -> list[str]:
    """The references of the records whose flat price some lines bill."""
    sql = (
        "SELECT type || '-' || record.id FROM invoice_line JOIN record ON record.id = record_id"
        " WHERE invoice_id = ? AND flat = 1 AND position IN (SELECT value FROM json_each(?))"
        " ORDER BY position"
    )
    return [row[0] for row in store.rows(sql, (invoice_id, array(positions)))]


def free_logs(store: Store, invoice_id: int, logs: Iterable[int]) -> int:
    """Take logs of credited lines off their invoice; how many there were."""
    cursor = store.run(
        "UPDATE log SET invoice_id = NULL WHERE invoice_id = ?"
        " AND id IN (SELECT value FROM json_each(?))",
        (invoice_id, array(logs)),
    )
    return cursor.rowcount


def unmark_logs(store: Store, logs: Iterable[int]) -> int:
    """Make logs non-billable whose record is no longer billable; how many there were."""
    cursor = store.run(
        "UPDATE log SET billable = 0, rate = NULL WHERE billable = 1 AND invoice_id IS NULL"
        " AND id IN (SELECT value FROM json_each(?))"
        " AND record_id IN (SELECT id FROM record WHERE billable = 0)",
        (array(logs),),
    )
    return cursor.rowcount


def set_sent(store: Store, invoice_id: int, day: date) -> None:
    """Note that a document was sent."""
    store.update("invoice", invoice_id, sent_on=day.isoformat())
