"""What is to be done about money, found without reading logs or documents."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

_PAID = "(SELECT sum(CAST(amount AS REAL)) FROM payment WHERE invoice_id = invoice.id)"
_CREDITED = """(
    SELECT sum(CAST(note.payable AS REAL) + json_extract(note.snapshot, '$.prepaid'))
    FROM invoice AS note WHERE note.credits_id = invoice.id)"""
_LEFT = """EXISTS (
    SELECT 1 FROM invoice_line WHERE invoice_id = invoice.id AND position NOT IN (
      SELECT credits_position FROM invoice_line JOIN invoice AS note ON note.id = invoice_id
      WHERE note.credits_id = invoice.id))"""
_NOTHING = 0.00001  # less than any currency's smallest amount
_DUE = f"CAST(payable AS REAL) + coalesce({_CREDITED}, 0) - coalesce({_PAID}, 0)"
# Whether something is still to be paid on an invoice.
OPEN = f"kind = 'invoice' AND sealed = 1 AND {_DUE} > {_NOTHING}"
# Whether an invoice is one on which something is owed to the customer.
OWING = f"kind = 'invoice' AND sealed = 1 AND {_DUE} < -{_NOTHING}"


def overdue(store: Store, today: str) -> list[str]:
    """The numbers of the invoices that are overdue on a day (ISO), the oldest due date first.

    It is worked out with binary fractions, which are exact enough to tell something from nothing.
    """
    sql = f"""
        SELECT number FROM invoice
        WHERE kind = 'invoice' AND due_date < ? AND sealed = 1 AND {_LEFT}
          AND {_DUE} > {_NOTHING}
        ORDER BY due_date, id
    """
    return [row[0] for row in store.rows(sql, (today,))]


def unbilled_logs(store: Store, most: int) -> int:
    """How many billable logs are on no invoice, counted up to ``most``."""
    sql = """
        SELECT count(*) FROM (
          SELECT 1 FROM log INDEXED BY log_unbilled
          WHERE billable = 1 AND invoice_id IS NULL LIMIT ?)
    """
    return int(store.value(sql, most))


def may_bill(store: Store) -> bool:
    """Whether an item is on no invoice, or a record has a fixed price."""
    sql = """
        SELECT EXISTS (SELECT 1 FROM item WHERE invoice_id IS NULL)
            OR EXISTS (SELECT 1 FROM record WHERE unit = 'flat' AND billable = 1)
    """
    return bool(store.value(sql))
