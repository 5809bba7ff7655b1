"""Reading and writing rows, a module for each subject; here owners, and records in short."""

from __future__ import annotations

from timelog_cli.domain import text
from timelog_cli.domain.logs import RecordSummary
from timelog_cli.store.connection import new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.store.connection import Store


def find_owner(store: Store, name: str) -> int | None:
    """The number of an owner, or ``None``."""
    found = store.value("SELECT id FROM owner WHERE name = ?", spelled_owner(store, name))
    return None if found is None else int(found)


def spelled_owner(store: Store, name: str) -> str:
    """The name as it is stored, where it may have been spelled in another way."""
    return name if name.isascii() else text.spelled(name, owners(store))


def ensure_owner(store: Store, name: str) -> int:
    """The number of an owner, made when it is new."""
    return find_owner(store, name) or store.insert("owner", uuid=new_uuid(), name=name)


def owners(store: Store) -> list[str]:
    """All owners by name."""
    return [row[0] for row in store.rows("SELECT name FROM owner ORDER BY name")]


# Whether a record, or its customer, has a budget: nothing more is looked up for one that has none.
BUDGETED = (
    "coalesce(record.budget_seconds, record.budget_amount,"
    " (SELECT coalesce(budget_seconds, budget_amount) FROM customer"
    " WHERE customer.id = record.customer_id)) IS NOT NULL"
)
_HEAD = "id, type, title, status, billable, log_billable, key"


def summary(store: Store, record_id: int) -> RecordSummary | None:
    """The little of a record that the timer needs, or ``None``."""
    row = store.row(f"SELECT {_HEAD} FROM record WHERE id = ?", (record_id,))
    return None if row is None else _summary(row)


def of_key(store: Store, key: str) -> RecordSummary | None:
    """The record of a key in short, or ``None``; letters from A to Z in any case."""
    row = store.row(f"SELECT {_HEAD} FROM record WHERE key = ?", (key,))
    return None if row is None else _summary(row)


def _summary(row: Sequence[Any]) -> RecordSummary:
    return RecordSummary._make([*row[:4], bool(row[4]), *row[5:]])


def summaries(store: Store) -> list[RecordSummary]:
    """All records in short, newest first."""
    sql = f"SELECT {_HEAD} FROM record ORDER BY id DESC"
    return [_summary(row) for row in store.rows(sql)]


def open_if_new(store: Store, head: RecordSummary) -> None:
    """The first timer or log opens a new record."""
    if head.status == "new":
        store.update("record", head.id, status="open")
