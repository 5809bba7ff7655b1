"""Budgets of records and customers, and what is used of them but for what is not invoiced."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.budgets import Owned
from timelog_cli.domain.documents.comparison import BilledLine
from timelog_cli.store.connection import Store
from timelog_cli.store.queries.quotes import SHARES
from timelog_cli.store.queries.records import budget_or_none
from timelog_cli.store.queries.unbilled import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_COLUMNS = "{0}.budget_seconds, {0}.budget_amount, {0}.budget_currency, {0}.budget_warn"
_HAS = "coalesce({0}.budget_seconds, {0}.budget_amount) IS NOT NULL"
_OWNED = f"""
SELECT type || '-' || record.id, NULL, record.id, {_COLUMNS.format("record")} FROM record
WHERE record.id IN (SELECT value FROM json_each(:records)) AND {_HAS.format("record")}
UNION ALL SELECT NULL, name, customer.id, {_COLUMNS.format("customer")} FROM customer
WHERE customer.id IN (SELECT customer_id FROM record
                      WHERE id IN (SELECT value FROM json_each(:records)))
  AND {_HAS.format("customer")}
"""
_WORKED = """
WITH wanted(id) AS MATERIALIZED (SELECT value FROM json_each(:records))
SELECT coalesce((SELECT sum(segment.end_at - segment.start_at) FROM wanted
                 JOIN log ON log.record_id = wanted.id JOIN segment ON log_id = log.id), 0)
     + coalesce((SELECT sum(end_at - start_at) FROM wanted
                 JOIN timer ON timer.record_id = wanted.id
                 JOIN timer_segment ON timer_id = timer.id), 0)
     + coalesce((SELECT sum(max(:now - running_since, 0)) FROM wanted
                 JOIN timer ON timer.record_id = wanted.id), 0)
"""
_INVOICED = """
SELECT line.invoice_id, line.position, line.record_id, currency,
       json_extract(snapshot, '$.lines[' || (line.position - 1) || '].net')
FROM invoice_line AS line JOIN invoice ON invoice.id = line.invoice_id
WHERE kind <> 'quote' AND sealed = 1 AND (line.invoice_id, line.position) IN
      (SELECT invoice_id, position FROM invoice_line
       WHERE record_id IN (SELECT value FROM json_each(:records))
       UNION SELECT invoice_id, position FROM line_log
       WHERE record_id IN (SELECT value FROM json_each(:records)))
ORDER BY 1, 2
"""


def of_records(store: Store, records: Iterable[int]) -> list[Owned]:
    """The budgets of these records, then those of their customers."""
    rows = store.rows(_OWNED, {"records": array(records)})
    found = ((row, budget_or_none(row[3:])) for row in rows)
    return [Owned(row[0], row[1], row[2], budget) for row, budget in found if budget]


def records_of(store: Store, customer_id: int) -> list[int]:
    """The numbers of the records of a customer."""
    rows = store.rows("SELECT id FROM record WHERE customer_id = ? ORDER BY id", (customer_id,))
    return [row[0] for row in rows]


def currencies_of(store: Store, customer_id: int) -> list[str]:
    """The currencies in which the records of a customer are billed."""
    sql = "SELECT DISTINCT currency FROM record WHERE customer_id = ? AND currency IS NOT NULL"
    return sorted(row[0] for row in store.rows(sql, (customer_id,)))


def worked(store: Store, records: Iterable[int], now: int) -> int:
    """The seconds worked on records, in logs and in timers until now."""
    return int(store.row(_WORKED, {"records": array(records), "now": now})[0])


def invoiced(store: Store, records: Collection[int]) -> dict[str, list[BilledLine]]:
    """The lines that bill records, before tax, by currency; below zero those of credit notes."""
    lines: dict[str, list[BilledLine]] = {}
    for row in store.rows(_INVOICED, {"records": array(records)}):
        invoice_id, position, alone, currency, net = row
        shares = {alone: 1} if alone else dict(store.rows(SHARES, (invoice_id, position)))
        lines.setdefault(currency, []).append(BilledLine(0, Decimal(net), shares))
    return lines
