"""What can be billed: records and their billable logs that are on no invoice."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.documents.billable import BillableLog, BillableRecord
from timelog_cli.domain.documents.invoices import Aside
from timelog_cli.domain.records import Rounding
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import Store
from timelog_cli.store.queries.rates import OF_LOG
from timelog_cli.store.queries.records import decimal_or_none, price_or_none
from timelog_cli.store.schema import CREDITED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any

# The invoice that a flat price is on, unless it was credited.
FLAT_ON = f"""(
    SELECT number FROM invoice_line AS line JOIN invoice ON invoice.id = line.invoice_id
    WHERE line.record_id = record.id AND line.flat = 1 AND kind = 'invoice' AND NOT {CREDITED})
"""
_RECORD = f"""
SELECT record.id, type, title, status, billable, customer_id, customer.name, service_id,
       service.name, rate, record.unit, record.unit_seconds, record.currency,
       record.includes_tax, record.tax_rate, discount, record.increment_seconds,
       record.rounding, record.round_per, record.minimum_seconds,
       CASE record.unit WHEN 'flat' THEN {FLAT_ON} END, estimate_seconds,
       record.tax_category
FROM record LEFT JOIN customer ON customer.id = customer_id
LEFT JOIN service ON service.id = service_id
"""
# Not the index that has the billable flag too: that one would lead past all that is invoiced.
_INDEX = "INDEXED BY log_unbilled"
_UNBILLED = "billable = 1 AND invoice_id IS NULL"
# Logs that overlap others of another machine are left out until somebody decides; mostly there are
# none, which is looked up once.
_OVERLAPPING = (
    "SELECT flagged.id FROM conflict JOIN log AS flagged"
    " ON flagged.uuid IN (conflict.uuid, conflict.other_uuid) WHERE kind = 'overlap'"
)
_OPEN = f"{_UNBILLED} AND log.id NOT IN ({_OVERLAPPING})"
_BETWEEN = "(:start IS NULL OR log.start_at >= :start) AND (:end IS NULL OR log.start_at < :end)"


class Span(Frozen):
    """From when to when: logs that begin between the instants, items of the days, both included.

    ``None`` is no bound.
    """

    start: int | None = None
    end: int | None = None
    first: date | None = None
    last: date | None = None

    def days(self) -> dict[str, str | None]:
        """The first and the last day as they are stored."""
        return {
            "first": None if self.first is None else self.first.isoformat(),
            "last": None if self.last is None else self.last.isoformat(),
        }


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
        *row[20:23],
    ]
    return BillableRecord._make(values)


def records(store: Store, ids: Iterable[int]) -> list[BillableRecord]:
    """The records of these numbers, in their order."""
    where = "WHERE record.id IN (SELECT value FROM json_each(?)) ORDER BY record.id"
    return [_record(row) for row in store.rows(_RECORD + where, (array(ids),))]


def descriptions(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """The descriptions of these records, of those that have one."""
    sql = """
        SELECT id, description FROM record
        WHERE id IN (SELECT value FROM json_each(?)) AND description <> ''
    """
    return dict(store.rows(sql, (array(ids),)))


def array(numbers: Iterable[int]) -> str:
    """Numbers as the JSON array that ``json_each`` reads."""
    return f"[{','.join(str(int(number)) for number in numbers)}]"


def records_to_bill(store: Store, customer_id: int | None, span: Span) -> Iterator[BillableRecord]:
    """The records with something that is not invoiced, of a customer or of all.

    That is worked billable time, an item, or a flat price.
    """
    where = f"""
        WHERE (:customer IS NULL OR customer_id = :customer) AND (EXISTS (
            SELECT 1 FROM log {_INDEX} JOIN segment ON log_id = log.id
            WHERE log.record_id = record.id AND log.{_OPEN} AND {_BETWEEN})
        OR billable = 1 AND EXISTS (
            SELECT 1 FROM item WHERE record_id = record.id AND invoice_id IS NULL
            AND (:first IS NULL OR day >= :first) AND (:last IS NULL OR day <= :last))
        OR record.unit = 'flat' AND billable = 1
            AND (:start IS NULL OR created_at >= :start) AND (:end IS NULL OR created_at < :end)
            AND {FLAT_ON} IS NULL)
        ORDER BY record.id
    """
    values = {"customer": customer_id, "start": span.start, "end": span.end, **span.days()}
    return map(_record, store.each(_RECORD + where, values))


def flats(store: Store, ids: Iterable[int], span: Span) -> set[int]:
    """Those of the records whose flat price is on no invoice, and belongs to the span.

    It belongs to where billable time of it begins, or to where the record was made.
    """
    sql = f"""
        SELECT id FROM record WHERE id IN (SELECT value FROM json_each(:records))
          AND unit = 'flat' AND billable = 1 AND {FLAT_ON} IS NULL
          AND ((:start IS NULL OR created_at >= :start) AND (:end IS NULL OR created_at < :end)
            OR EXISTS (SELECT 1 FROM log {_INDEX}
              WHERE log.record_id = record.id AND log.{_OPEN} AND {_BETWEEN}))
    """
    values = {"records": array(ids), "start": span.start, "end": span.end}
    return {row[0] for row in store.rows(sql, values)}


def left_aside(
    store: Store, ids: Iterable[int], customer_id: int | None, span: Span, *, forgotten: bool
) -> list[Aside]:
    """The time of these billable records that is not billed: not billable, or in conflict.

    :param forgotten: also of the other records, of the customer or of all, that have no billable
        logs, or some in conflict
    """
    of_customer = "(:customer IS NULL OR customer_id = :customer)"
    others = f"""
        UNION SELECT id FROM record WHERE billable = 1 AND {of_customer} AND NOT EXISTS (
          SELECT 1 FROM log WHERE record_id = record.id AND log.billable = 1)
    """
    where = f"record.id IN wanted OR {of_customer}" if forgotten else "record.id IN wanted"
    # The records first, then of each its logs that are not billable: the index has that flag.
    sql = f"""
        WITH wanted(id) AS MATERIALIZED (
          SELECT value FROM json_each(:records) {others if forgotten else ""})
        SELECT type || '-' || record.id, sum(segment.end_at - segment.start_at), 0, record.id
        FROM wanted CROSS JOIN record ON record.id = wanted.id
        CROSS JOIN log INDEXED BY log_record ON log.record_id = record.id AND log.billable = 0
        CROSS JOIN segment ON log_id = log.id
        WHERE record.billable = 1 AND log.billed_elsewhere = 0 AND {_BETWEEN}
        GROUP BY record.id
        UNION ALL
        SELECT type || '-' || record.id, sum(segment.end_at - segment.start_at), 1, record.id
        FROM (SELECT DISTINCT id FROM ({_OVERLAPPING})) AS overlapping
        CROSS JOIN log ON log.id = overlapping.id CROSS JOIN record ON record.id = record_id
        CROSS JOIN segment ON log_id = log.id
        WHERE log.{_UNBILLED} AND ({where}) AND {_BETWEEN}
        GROUP BY record.id ORDER BY 3, 4
    """
    values = {"records": array(ids), "customer": customer_id}
    rows = store.rows(sql, {**values, "start": span.start, "end": span.end})
    return [Aside(ref, seconds, bool(overlaps)) for ref, seconds, overlaps, _ in rows]


def worked(store: Store, ids: Iterable[int], span: Span) -> dict[int, tuple[int, int]]:
    """The time of these records, and how much of it is not billable, by record."""
    sql = f"""
        SELECT record_id, sum(segment.end_at - segment.start_at),
               sum((segment.end_at - segment.start_at) * (1 - billable - billed_elsewhere))
        FROM log JOIN segment ON log_id = log.id
        WHERE record_id IN (SELECT value FROM json_each(:records)) AND {_BETWEEN}
        GROUP BY record_id
    """
    values = {"records": array(ids), "start": span.start, "end": span.end}
    return {number: (whole, internal) for number, whole, internal in store.rows(sql, values)}


def logs(store: Store, ids: Iterable[int], span: Span) -> dict[int, list[BillableLog]]:
    """The billable logs that are not invoiced of these records, by record, oldest first."""
    sql = f"""
        SELECT log.id, record_id, owner.name, log.start_at, log.end_at, note,
               (SELECT coalesce(sum(end_at - start_at), 0) FROM segment WHERE log_id = log.id),
               {OF_LOG}
        FROM log JOIN owner ON owner.id = log.owner_id JOIN record ON record.id = record_id
        WHERE log.id IN (SELECT id FROM log {_INDEX}
              WHERE record_id IN (SELECT value FROM json_each(:records)) AND {_OPEN})
          AND {_BETWEEN}
        ORDER BY log.start_at, log.id
    """
    found: dict[int, list[BillableLog]] = {}
    make = BillableLog._make
    rates: dict[str, Decimal] = {}
    values = {"records": array(ids), "start": span.start, "end": span.end}
    for row in store.rows(sql, values):
        text = row[7]
        if text not in rates:
            rates[text] = Decimal(text)
        found.setdefault(row[1], []).append(make((*row[:7], rates[text])))
    return found
