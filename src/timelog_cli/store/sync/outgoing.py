"""From the outbox onto the way: batches of rows, each put together once and sent until it arrived.

What is changed again before its batch has arrived leaves it and goes into a later one; so a batch
that may have arrived is never filled up.
"""

from __future__ import annotations

from timelog_cli.domain.sync.tables import BY_NAME, TABLES
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.noting import DELETED, LINKED, NEW, WHOLE
from timelog_cli.store.sync.wire import located, place, read, wire_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.sync import Synced
    from timelog_cli.store.connection import Store

# Their rows refer to rows of their own table that are older.
_BY_NUMBER = frozenset({"timer", "payment", "invoice"})
_OPEN = "tbl = ? AND grp <> '' AND batch IS NULL"
# Of the files, mails and copies in a batch, where it has a limit: PostgreSQL takes 268 MB of JSON.
BYTES = 32_000_000


def batch(store: Store, number: int, most: int | None, *, issue: bool = False) -> dict[str, Any]:
    """What is sent as the batch of that number, in the caller's transaction.

    The caller commits before it sends. A number that was used before gives what is left of that
    batch, which may be nothing.

    :param most: how many rows at most, fewer if they are large; all of them if there is no limit.
        Deletions come with the last ones.
    :param issue: whether documents are among it
    """
    state = states.read(store)
    assert state is not None
    if number > state.sent:
        _fill(store, number, most)
        states.update(store, sent=number)
    return {**_body(store, number), "issue": issue}


def acknowledged(store: Store, batch: int) -> None:
    """Take away what the hub has taken."""
    store.run("DELETE FROM outbox WHERE batch = ?", (batch,))
    states.update(store, batch=batch)


def start_again(store: Store) -> None:
    """Put what is pending into new batches: those that were put together mean nothing any more."""
    store.run("UPDATE outbox SET batch = NULL")


def drop_until(store: Store, batch: int) -> None:
    """Take away what the hub says that it has taken, up to a batch."""
    store.run("DELETE FROM outbox WHERE batch <= ?", (batch,))
    store.run("UPDATE sync_state SET batch = max(batch, ?), sent = max(sent, ?)", (batch, batch))


def lower_clocks(store: Store, clock: int) -> None:
    """Let nothing that waits be later than this, as the clock of the machine was wrong."""
    store.run("UPDATE outbox SET clock = min(clock, ?)", (clock,))
    states.update(store, clock=clock)


def _fill(store: Store, number: int, most: int | None) -> None:
    """Choose the rows of a new batch, table by table, and deletions where all others fit."""
    # What no answer came for is sent once more, by another number, before all else.
    store.run("UPDATE outbox SET batch = NULL WHERE batch IS NOT NULL")
    left = most
    for table in TABLES:
        found = _open(store, table.name, left)
        fitting = found if left is None else _fitting(store, table, found)
        _choose(store, number, table.name, fitting)
        if left is not None:
            left -= len(fitting)
            if left == 0 or len(fitting) < len(found):
                return
    store.run("UPDATE outbox SET batch = ? WHERE batch IS NULL AND grp = ''", (number,))


def _open(store: Store, table: str, most: int | None) -> list[bytes]:
    """Up to so many rows of a table that are in no batch."""
    chosen = f"SELECT DISTINCT uuid FROM outbox WHERE {_OPEN} ORDER BY uuid LIMIT ?"
    if table in _BY_NUMBER:
        chosen = (
            f"SELECT uuid FROM (SELECT DISTINCT uuid FROM outbox WHERE {_OPEN})"
            f" JOIN {table} USING (uuid) ORDER BY id LIMIT ?"
        )
    return [row[0] for row in store.rows(chosen, (table, -1 if most is None else most))]


def _fitting(store: Store, table: Synced, keys: Sequence[bytes]) -> Sequence[bytes]:
    """The first of them that are not too large together, but at least one."""
    if not any(column.kind in {"bytes", "json"} for column in table.columns):
        return keys
    columns = (c.name for c in table.columns if c.kind in {"bytes", "json", "text"})
    lengths = " + ".join(f"coalesce(length({name}), 0)" for name in columns)
    sql = f"SELECT {lengths} FROM {table.name} WHERE {located(table)}"
    room = BYTES
    for at, key in enumerate(keys):
        room -= store.value(sql, *place(table, key)) or 0
        if room < 0:
            return keys[: max(at, 1)]
    return keys


def _choose(store: Store, number: int, table: str, keys: Sequence[bytes]) -> None:
    """Put rows of a table into the batch."""
    store.run_many(
        f"UPDATE outbox SET batch = ?, grp = CASE grp WHEN '{NEW}' THEN '{WHOLE}' ELSE grp END"
        f" WHERE {_OPEN} AND uuid = ?",
        [(number, table, uuid) for uuid in keys],
    )


def _body(store: Store, number: int) -> dict[str, Any]:
    changed: dict[str, dict[bytes, dict[str, list[int]]]] = {}
    deleted: dict[str, list[dict[str, Any]]] = {}
    sql = "SELECT tbl, uuid, grp, clock, seen FROM outbox WHERE batch = ?"
    for name, key, group, clock, seen in store.rows(sql, (number,)):
        if group == DELETED:
            one = {"id": wire_id(BY_NAME[name], key), "clock": [clock, seen]}
            deleted.setdefault(name, []).append(one)
        else:
            changed.setdefault(name, {}).setdefault(key, {})[group] = [clock, seen]
    rows = {
        table.name: _rows(store, table, changed[table.name])
        for table in TABLES
        if table.name in changed
    }
    return {"rows": rows, "deleted": deleted}


def _rows(
    store: Store, table: Synced, changed: dict[bytes, dict[str, list[int]]]
) -> list[dict[str, Any]]:
    """The rows as they are now; one that is gone meanwhile is noted as deleted some time."""
    found = sorted(read(store, table, list(changed)), key=lambda row: row[1] or 0)
    return [
        {"id": wire_id(table, key), "clocks": _clocks(table, changed[key]), "values": values}
        for key, _, values in found
    ]


def _clocks(table: Synced, noted: dict[str, list[int]]) -> dict[str, list[int]]:
    clocks = {}
    for group in table.groups:
        one = noted.get(group.name, noted.get(WHOLE))
        if one is not None and group.name != LINKED:
            clocks[group.name] = one
    return clocks
