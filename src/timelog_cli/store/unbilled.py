"""What can be billed: records and their billable logs that are on no invoice."""

from __future__ import annotations

from timelog_cli.domain.drafts import BillableLog, BillableRecord
from timelog_cli.domain.records import Rounding
from timelog_cli.store.connection import Store
from timelog_cli.store.records import decimal_or_none, price_or_none

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_RECORD = """
SELECT record.id, type, title, status, billable, customer_id, customer.name, service_id,
       service.name, rate, record.unit, record.unit_seconds, record.currency,
       record.includes_tax, record.tax_rate, discount, record.increment_seconds,
       record.rounding, record.round_per, record.minimum_seconds
FROM record LEFT JOIN customer ON customer.id = customer_id
LEFT JOIN service ON service.id = service_id
"""
_OPEN = "billable = 1 AND invoice_id IS NULL"
_BETWEEN = "(:start IS NULL OR log.start_at >= :start) AND (:end IS NULL OR log.start_at < :end)"


def _record(row: Sequence[Any]) -> BillableRecord:
    price = price_or_none(row[9:14])
    values = [
        *row[:4],
        bool(row[4]),
        *row[5:9],
        price,
        decimal_or_none(row[14]),
        decimal_or_none(row[15]),
        Rounding(*row[16:20]),
    ]
    return BillableRecord._make(values)


def records(store: Store, ids: Iterable[int]) -> list[BillableRecord]:
    """The records of these numbers, in their order."""
    where = "WHERE record.id IN (SELECT value FROM json_each(?)) ORDER BY record.id"
    return [_record(row) for row in store.rows(_RECORD + where, (array(ids),))]


def array(numbers: Iterable[int]) -> str:
    """Numbers as the JSON array that ``json_each`` reads."""
    return f"[{','.join(str(int(number)) for number in numbers)}]"


def records_with_time(
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


def logs(
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
    for row in store.rows(sql, {"records": array(ids), "start": start, "end": end}):
        found.setdefault(row[1], []).append(BillableLog(*row))
    return found
