"""All of a file into the outbox, for a hub that was restored from a backup and lacks some of it."""

from __future__ import annotations

from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.store.sync import noting
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.wire import key_sql

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.sync import Synced
    from timelog_cli.store.connection import Store
    from timelog_cli.store.sync.state import State

# When each row was changed last: what is older than a change at the hub loses against it.
_LATEST = (
    "CREATE TEMP TABLE latest_change (tbl TEXT, id INTEGER, at INTEGER, PRIMARY KEY (tbl, id))"
)
_FIND = (
    "INSERT INTO latest_change"
    " SELECT ?, json_extract(coalesce(after, before), ?) AS number, max(at)"
    " FROM change JOIN entry ON entry.id = entry_id WHERE tbl = ? GROUP BY number HAVING number > 0"
    " ON CONFLICT DO UPDATE SET at = max(at, excluded.at)"
)
# What a colleague deleted, the colleague says.
_DELETED = (
    "SELECT json_extract(before, '$.uuid') AS uuid, max(at), json_extract(before, '$.owner_id')"
    " FROM change JOIN entry ON entry.id = entry_id"
    " WHERE tbl = ? AND after IS NULL AND kind <> 'sync' GROUP BY uuid"
)
_OF_A_SECOND = 1000 << 16  # what a clock counts in a second


def everything(store: Store, now: int) -> None:
    """Put all rows that the member may send into the outbox, and what was deleted here, in the
    caller's transaction. What waits there goes as it was changed.

    :param now: UTC seconds
    """
    noting.note(store, now)
    state = states.read(store)
    assert state is not None
    store.run(_LATEST)
    for table in TABLES:
        if state.role != "member" or not (table.managed or table.hidden):
            _find(store, table)
            own = _own(store, state) if table.private and state.role == "member" else None
            _put(store, table, state, own, now)
            _put_deleted(store, table, state, own, now)
    store.run("DROP TABLE latest_change")


def _own(store: Store, state: State) -> int:
    """The number of the owner that the member is; 0 for none."""
    names = store.rows("SELECT id, name FROM owner")
    return next((id_ for id_, name in names if name.casefold() == state.member.casefold()), 0)


def _find(store: Store, table: Synced) -> None:
    if table.natural:
        return
    store.run(_FIND, (table.name, "$.id", table.name))
    for part in table.parts:
        store.run(_FIND, (table.name, f"$.{part.owner}", part.table))


def _put(store: Store, table: Synced, state: State, own: int | None, now: int) -> None:
    name, key = table.name, key_sql(table)
    has_owner = any(column.name == "owner_id" for column in table.columns)
    mine = "owner_id = :own" if own is not None and has_owner else "true"
    joined = (
        ""
        if table.natural
        else f" LEFT JOIN latest_change AS l ON l.tbl = :tbl AND l.id = {name}.id"
    )
    at = "NULL" if table.natural else "l.at"
    store.run(
        "INSERT INTO outbox (tbl, uuid, grp, clock, seen)"
        f" SELECT :tbl, {key}, '{noting.WHOLE}',"
        f" min(coalesce({at}, (SELECT min(at) FROM entry), 0), :now) * {_OF_A_SECOND}, :seen"
        f" FROM {name}{joined} WHERE {mine} AND NOT EXISTS (SELECT 1 FROM outbox AS o"
        f" WHERE o.tbl = :tbl AND o.uuid = {key} AND o.grp IN ('{noting.NEW}', '{noting.WHOLE}'))",
        {"tbl": name, "seen": state.seen, "now": now, "own": own},
    )


def _put_deleted(store: Store, table: Synced, state: State, own: int | None, now: int) -> None:
    if table.natural:
        return
    gone = [
        (table.name, bytes.fromhex(uuid), noting.DELETED, min(at, now) * _OF_A_SECOND, state.seen)
        for uuid, at, owner in store.rows(_DELETED, (table.name,))
        if own is None or owner == own
    ]
    there = f"SELECT EXISTS (SELECT 1 FROM {table.name} WHERE uuid = ?)"
    store.run_many(
        "INSERT OR IGNORE INTO outbox (tbl, uuid, grp, clock, seen) VALUES (?, ?, ?, ?, ?)",
        [one for one in gone if not store.value(there, one[1])],
    )
