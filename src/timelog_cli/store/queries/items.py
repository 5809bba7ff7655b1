"""Items: what is billed beside time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.billable import RecordItem
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.queries.records import decimal_or_none
from timelog_cli.store.queries.unbilled import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

_SELECT = """
SELECT item.id, record_id, record.type || '-' || record.id, record.title, day, item.description,
       quantity, item.unit, unit_price, item.currency, item.tax_rate, item.discount,
       (SELECT number FROM invoice WHERE invoice.id = item.invoice_id), item.tax_category,
       item.unit_code
FROM item JOIN record ON record.id = record_id
LEFT JOIN customer ON customer.id = record.customer_id
"""


def _item(row: Sequence[Any]) -> RecordItem:
    values = [
        *row[:4],
        date.fromisoformat(row[4]),
        row[5],
        Decimal(row[6]),
        row[7],
        Decimal(row[8]),
        row[9],
        decimal_or_none(row[10]),
        decimal_or_none(row[11]),
        *row[12:],
    ]
    return RecordItem._make(values)


def find(store: Store, item_id: int) -> RecordItem | None:
    """The item of that number, or ``None``."""
    row = store.row(_SELECT + "WHERE item.id = ?", (item_id,))
    return None if row is None else _item(row)


def nth_newest(store: Store, n: int) -> int | None:
    """The number of the item that was made ``n``-th to last."""
    found = store.value("SELECT id FROM item ORDER BY id DESC LIMIT 1 OFFSET ?", n - 1)
    return None if found is None else int(found)


def matching(
    store: Store,
    *,
    record_id: int | None = None,
    customer: str | None = None,
    first: date | None = None,
    last: date | None = None,
    invoiced: bool | None = None,
) -> Iterator[RecordItem]:
    """The items that are like that, by day; ``None`` is no condition."""
    where = """
        WHERE (:record IS NULL OR record_id = :record)
          AND (:customer IS NULL OR customer.name = :customer)
          AND (:first IS NULL OR day >= :first) AND (:last IS NULL OR day <= :last)
          AND (:invoiced IS NULL OR (invoice_id IS NOT NULL) = :invoiced)
        ORDER BY day, item.id
    """
    values = {
        "record": record_id,
        "customer": customer,
        "first": first and first.isoformat(),
        "last": last and last.isoformat(),
        "invoiced": None if invoiced is None else int(invoiced),
    }
    for row in store.rows(_SELECT + where, values):
        yield _item(row)


def unbilled(
    store: Store, ids: Iterable[int], first: date | None, last: date | None
) -> dict[int, list[RecordItem]]:
    """The items that are not invoiced of these records, by record, in the order of their days."""
    where = """
        WHERE record_id IN (SELECT value FROM json_each(:records)) AND invoice_id IS NULL
          AND (:first IS NULL OR day >= :first) AND (:last IS NULL OR day <= :last)
        ORDER BY day, item.id
    """
    bounds = {"first": first and first.isoformat(), "last": last and last.isoformat()}
    found: dict[int, list[RecordItem]] = {}
    for row in store.rows(_SELECT + where, {"records": array(ids), **bounds}):
        found.setdefault(row[1], []).append(_item(row))
    return found


def add(store: Store, **columns: Any) -> int:
    """Insert an item and return its number."""
    return store.insert("item", uuid=new_uuid(), **columns)


def change(store: Store, item_id: int, **columns: Any) -> None:
    """Change columns of an item."""
    store.update("item", item_id, **columns)


def drop(store: Store, item_id: int) -> None:
    """Delete an item."""
    store.delete("item", item_id)


def of_record(store: Store, record_id: int) -> list[RecordItem]:
    """The items of a record, by day."""
    return list(matching(store, record_id=record_id))


def add_to_line(
    store: Store, invoice_id: int, position: int, items: Iterable[tuple[int, int]]
) -> None:
    """Insert the items of a line: number, record."""
    store.run_many(
        "INSERT INTO line_item (invoice_id, position, item_id, record_id) VALUES (?, ?, ?, ?)",
        [(invoice_id, position, *item) for item in items],
    )


def link(store: Store, invoice_id: int) -> None:
    """Put the items of the lines on the invoice; from then on they cannot change."""
    store.run(
        "UPDATE item SET invoice_id = :invoice"
        " WHERE id IN (SELECT item_id FROM line_item WHERE invoice_id = :invoice)",
        {"invoice": invoice_id},
    )


def of_line(store: Store, invoice_id: int, position: int) -> list[tuple[int, int]]:
    """The items of a line: number, record."""
    sql = "SELECT item_id, record_id FROM line_item WHERE invoice_id = ? AND position = ?"
    return [(row[0], row[1]) for row in store.rows(sql, (invoice_id, position))]


def by_line(store: Store, invoice_id: int) -> dict[int, int]:
    """The number of the first item of each line that has some, by the position of the line."""
    sql = "SELECT position, MIN(item_id) FROM line_item WHERE invoice_id = ? GROUP BY position"
    return dict(store.rows(sql, (invoice_id,)))


def free(store: Store, invoice_id: int, items: Iterable[int]) -> int:
    """Take items of credited lines off their invoice; how many there were."""
    cursor = store.run(
        "UPDATE item SET invoice_id = NULL WHERE invoice_id = ?"
        " AND id IN (SELECT value FROM json_each(?))",
        (invoice_id, array(items)),
    )
    return cursor.rowcount
