"""Records."""

from __future__ import annotations

from timelog_cli.domain.records import DatedRate, Message, Price, Record, Rounding
from timelog_cli.errors import Refused
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.schema import NO_NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.budgets import Budget

_SELECT = """
SELECT record.id, type, title, description, status, customer.name, owner.name, service.name,
       rate, record.unit, record.unit_seconds, record.currency, record.includes_tax,
       record.tax_rate, discount, billable, estimate_seconds, record.increment_seconds,
       record.rounding, record.round_per, record.minimum_seconds, record.created_at, log_billable,
       (SELECT coalesce(sum(segment.end_at - segment.start_at), 0)
        FROM log JOIN segment ON log_id = log.id WHERE log.record_id = record.id),
       (SELECT coalesce(sum(segment.end_at - segment.start_at), 0)
        FROM log JOIN segment ON log_id = log.id
        WHERE log.record_id = record.id AND log.billable = 1),
       (SELECT group_concat(from_day || ' ' || record_rate.rate, ' ')
        FROM (SELECT from_day, rate FROM record_rate WHERE record_id = record.id
              ORDER BY from_at) AS record_rate),
       record.changed_at, record.key, record.budget_seconds, record.budget_amount,
       record.budget_currency, record.budget_warn, record.tax_category
FROM record JOIN owner ON owner.id = record.owner_id
LEFT JOIN customer ON customer.id = record.customer_id
LEFT JOIN service ON service.id = record.service_id
"""

_PORTION = 500
_NEXT_NUMBER = (
    "SELECT (SELECT min(next) FROM number_block WHERE next <= last),"
    " EXISTS (SELECT 1 FROM sync_state)"
)
_TOLD = (
    "instr(folded(title || char(10) || description || char(10) || coalesce(record.key, '')), ?) > 0"
)


def decimal_or_none(text: str | None) -> Decimal | None:
    """Money as it is stored."""
    if text is None:
        return None
    from decimal import Decimal

    return Decimal(text)


def price_or_none(columns: Sequence[Any]) -> Price | None:
    """A price from its columns: amount, unit, its seconds, currency, whether tax is in it."""
    from decimal import Decimal

    if columns[0] is None:
        return None

    amount, unit, unit_seconds, currency, includes_tax = columns
    return Price(Decimal(amount), unit, unit_seconds, currency, bool(includes_tax))


def budget_or_none(columns: Sequence[Any]) -> Budget | None:
    """A budget from its columns: seconds, amount, currency, the percentage at which to warn."""
    seconds, amount, currency, warn = columns
    if seconds is None and amount is None:
        return None
    from timelog_cli.domain.budgets import Budget

    return Budget(seconds, decimal_or_none(amount), currency, warn)


def _rates(text: str | None) -> tuple[DatedRate, ...]:
    if not text:
        return ()
    from datetime import date
    from decimal import Decimal

    words = text.split()
    return tuple(
        DatedRate(date.fromisoformat(day), Decimal(rate))
        for day, rate in zip(words[::2], words[1::2], strict=True)
    )


def _record(row: Sequence[Any]) -> Record:
    values = [
        *row[:8],
        price_or_none(row[8:13]),
        decimal_or_none(row[13]),
        decimal_or_none(row[14]),
        bool(row[15]),
        row[16],
        Rounding(*row[17:21]),
        row[21],
        *row[23:25],
        _rates(row[25]),
        None if row[22] is None else bool(row[22]),
        *row[26:28],
        budget_or_none(row[28:32]),
        row[32],
    ]
    return Record._make(values)


def find(store: Store, record_id: int) -> Record | None:
    """The record of that number, or ``None``."""
    row = store.row(_SELECT + "WHERE record.id = ?", (record_id,))
    return None if row is None else _record(row)


def matching(store: Store, where: str, values: Sequence[Any]) -> Iterator[Record]:
    """The records that a condition on ``record``, ``customer``, ``service``, ``owner`` selects.

    They are read in portions: a reader that takes its time keeps nobody from writing meanwhile.
    """
    sql = f"{_SELECT} WHERE ({where}) AND record.id > ? ORDER BY record.id LIMIT {_PORTION}"
    last, more = 0, True
    while more:
        rows = store.rows(sql, (*values, last))
        for row in rows:
            yield _record(row)
        more = len(rows) == _PORTION
        last = rows[-1][0] if more else last


def listed(
    store: Store,
    *,
    texts: Sequence[str] = (),
    types: Sequence[str] = (),
    statuses: Sequence[str] = (),
    customers: Sequence[str] = (),
    owners: Sequence[str] = (),
    billable: bool | None = None,
    changed_since: int | None = None,
) -> Iterator[Record]:
    """The records of any of these types, statuses, customers and owners; empty is no condition.

    :param texts: texts that are all in the title, the description or the key, in any letter case
    """
    parts = ["1"]
    values: list[str | int] = []
    if texts:
        from timelog_cli.domain.text import folded
        from timelog_cli.store.queries.filters import know_folded

        know_folded(store)
    for text in texts:
        parts.append(_TOLD)
        values.append(folded(text))
    for column, wanted in (
        ("type", types),
        ("status", statuses),
        ("customer.name", customers),
        ("owner.name", owners),
    ):
        if wanted:
            parts.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    if billable is not None:
        parts.append(f"billable = {int(billable)}")
    if changed_since is not None:
        parts.append("record.changed_at >= ?")
        values.append(changed_since)
    return matching(store, " AND ".join(parts), values)


def have_keys(store: Store) -> bool:
    """Whether any record has a key."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM record WHERE key IS NOT NULL)"))


def add(store: Store, **columns: Any) -> int:
    """Insert a record and return its number.

    In a file with a hub it is one of those that the hub keeps for this file.

    :raises Refused: none of them is left
    """
    number, has_hub = store.row(_NEXT_NUMBER)
    if has_hub and number is None:
        raise Refused(NO_NUMBER, "timelog sync")
    return store.insert("record", id=number, uuid=new_uuid(), **columns)


def change(store: Store, record_id: int, **columns: Any) -> None:
    """Change columns of a record."""
    store.update("record", record_id, **columns)


def set_status(store: Store, record_id: int, status: str) -> None:
    """Change the status."""
    store.update("record", record_id, status=status)


def log_counts(store: Store, record_id: int) -> tuple[int, int, int]:
    """How many logs the record has, how many are billable and not invoiced, how many invoiced."""
    row = store.row(
        "SELECT count(*), coalesce(sum(billable = 1 AND invoice_id IS NULL), 0),"
        " count(invoice_id) FROM log WHERE record_id = ?",
        (record_id,),
    )
    return int(row[0]), int(row[1]), int(row[2])


def documents_of(store: Store, record_id: int) -> list[tuple[str, str]]:
    """The numbers and kinds of the invoices, credit notes and quotes that the record is on."""
    sql = (
        "SELECT number, kind FROM invoice WHERE id IN"
        " (SELECT invoice_id FROM line_log WHERE record_id = :record"
        " UNION SELECT invoice_id FROM invoice_line WHERE record_id = :record) ORDER BY id"
    )
    return [(row[0], row[1]) for row in store.rows(sql, {"record": record_id})]


def clear_billable_logs(store: Store, record_id: int) -> int:
    """Make the billable logs that are not invoiced non-billable; how many there were.

    A rate of its own goes with the flag of a log.
    """
    cursor = store.run(
        "UPDATE log SET billable = 0, rate = NULL"
        " WHERE record_id = ? AND billable = 1 AND invoice_id IS NULL",
        (record_id,),
    )
    store.run("UPDATE timer SET billable = 0 WHERE record_id = ? AND billable = 1", (record_id,))
    return cursor.rowcount


def drop(store: Store, record_id: int) -> None:
    """Delete a record with its logs, items, rates and messages."""
    logs = "(SELECT id FROM log WHERE record_id = ?)"
    store.run(f"DELETE FROM segment WHERE log_id IN {logs}", (record_id,))
    store.run(f"DELETE FROM log_tag WHERE log_id IN {logs}", (record_id,))
    store.run("DELETE FROM log WHERE record_id = ?", (record_id,))
    store.run("DELETE FROM item WHERE record_id = ?", (record_id,))
    store.run("DELETE FROM record_rate WHERE record_id = ?", (record_id,))
    messages = "(SELECT id FROM message WHERE record_id = ?)"
    store.run(f"DELETE FROM message_parent WHERE message_id IN {messages}", (record_id,))
    store.run("DELETE FROM message WHERE record_id = ?", (record_id,))
    store.delete("record", record_id)


def messages(store: Store, record_id: int) -> list[Message]:
    """The e-mails of a record in the order they came in."""
    sql = (
        "SELECT message_id, sender_name, sender_address, subject, body, attachments, sent_at,"
        " received_at FROM message WHERE record_id = ? ORDER BY id"
    )
    rows = store.rows(sql, (record_id,))
    if not rows:
        return []
    import json  # which costs as much as all of the rest, and few records have messages

    return [Message._make([*row[:5], tuple(json.loads(row[5])), *row[6:]]) for row in rows]
