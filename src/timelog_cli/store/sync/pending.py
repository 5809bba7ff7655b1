"""What has not been sent yet, found without writing anything."""

from __future__ import annotations

import json

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.schema.journal import JOURNALED
from timelog_cli.store.sync import noting
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.wire import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

_ANYTHING = (
    "SELECT (SELECT coalesce(max(id), 0) FROM change) > noted_change"
    " OR EXISTS (SELECT 1 FROM outbox) FROM sync_state"
)


def anything(store: Store) -> bool:
    """Whether there may be something to send."""
    return bool(store.value(_ANYTHING))


def counts(store: Store) -> dict[str, int]:
    """How many rows have to be sent, by table."""
    by_table: dict[str, int] = {}
    for name, _ in rows(store):
        by_table[name] = by_table.get(name, 0) + 1
    return by_table


def rows(store: Store) -> dict[tuple[str, str], None]:
    """The rows that have to be sent: the table of each, and its UUID in capital hexadecimal."""
    state = states.read(store)
    if state is None:
        return {}
    sql = "SELECT tbl, hex(uuid) FROM outbox GROUP BY 1, 2"
    found: dict[tuple[str, str], None] = dict.fromkeys(map(tuple, store.rows(sql)))
    noted = {"noted": state.noted_change}
    for name, before, after, _ in store.each(noting.changes(), noted):
        row = json.loads(after or before)
        if name in noting.PARTS:
            table, owner, _ = noting.PARTS[name]
            found[table.name, _uuid(store, table.name, row[owner])] = None
        else:
            found[name, _key(name, row)] = None
    return found


def _key(table: str, row: dict[str, object]) -> str:
    if "uuid" in row:
        return str(row["uuid"])
    return " ".join(str(row[name]) for name in JOURNALED[table][0])


def _uuid(store: Store, table: str, number: object) -> str:
    found = store.value(f"SELECT hex(uuid) FROM {table} WHERE id = ?", number)
    return str(found if found is not None else number)


def has_data(store: Store) -> bool:
    """Whether anything was ever put into the file."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM entry)"))


def changed(store: Store) -> set[tuple[str, bytes]]:
    """The rows whose changes are noted, but not sent: their tables, and what they are known by."""
    return set(store.rows("SELECT tbl, uuid FROM outbox WHERE grp <> ''"))


def forget_revived(store: Store) -> None:
    """Forget noted deletions of rows that are here again, in the caller's transaction."""
    deleted = store.rows("SELECT tbl, uuid FROM outbox WHERE grp = ''")
    back = [(name, key) for name, key in deleted if any(read(store, BY_NAME[name], [key]))]
    store.run_many("DELETE FROM outbox WHERE tbl = ? AND uuid = ?", back)
