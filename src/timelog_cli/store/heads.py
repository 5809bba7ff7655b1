"""Records in short, as timers and logs need them."""

from __future__ import annotations

from timelog_cli.domain.heads import Head

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store


_HEAD = "id, type, title, status, billable, log_billable"


def head(store: Store, record_id: int) -> Head | None:
    """The little of a record that the timer needs, or ``None``."""
    row = store.row(f"SELECT {_HEAD} FROM record WHERE id = ?", (record_id,))
    return None if row is None else Head._make([*row[:4], bool(row[4]), row[5]])


def heads(store: Store) -> list[Head]:
    """All records in short, newest first."""
    sql = f"SELECT {_HEAD} FROM record ORDER BY id DESC"
    return [Head._make([*row[:4], bool(row[4]), row[5]]) for row in store.rows(sql)]


def live_heads(store: Store) -> list[Head]:
    """The records that are neither resolved nor closed in short, newest first."""
    return [head for head in heads(store) if not head.done]


def open_if_new(store: Store, head: Head) -> None:
    """The first timer or log opens a new record."""
    if head.status == "new":
        store.update("record", head.id, status="open")
