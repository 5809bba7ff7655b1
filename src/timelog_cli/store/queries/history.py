"""The history: reading its entries, and turning one back."""

from __future__ import annotations

from timelog_cli.domain.history import HistoryEntry, IssuedNumber, RowChange
from timelog_cli.errors import Refused, Unfit
from timelog_cli.store.connection import Store
from timelog_cli.store.schema.journal import BLOBS, JOURNALED, NOBODY, row_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

_COLUMNS = "entry.id, entry.at, entry.user, entry.command, entry.kind, entry.reverts, entry.undone"
_SELECT = f"SELECT {_COLUMNS} FROM entry"
_OWN = f"(:user IS NULL OR entry.user IN (:user, '{NOBODY}'))"
_PORTION = 2000
_AFTER_ALL = 2**63 - 1
_ISSUED = ("invoice_line", "line_log", "line_item", "document")
_HOLDING_RECORD = (
    ("record", "id"),
    ("log", "record_id"),
    ("timer", "record_id"),
    ("record_rate", "record_id"),
    ("item", "record_id"),
    ("line_log", "record_id"),
    ("line_item", "record_id"),
    ("invoice_line", "record_id"),
)
_ABOUT_RECORD = (
    "id IN (SELECT entry_id FROM change WHERE "
    + " OR ".join(
        f"(tbl = '{table}' AND json_extract({side}, '$.{key}') = ?)"
        for table, key in _HOLDING_RECORD
        for side in ("before", "after")
    )
    + ")"
)


def _entry(row: Sequence[Any]) -> HistoryEntry:
    return HistoryEntry._make([*row[:6], bool(row[6])])


def find(store: Store, entry_id: int) -> HistoryEntry | None:
    """The entry of that number, or ``None``."""
    row = store.row(f"{_SELECT} WHERE id = ?", (entry_id,))
    return None if row is None else _entry(row)


def matching(store: Store, where: str, values: Sequence[Any], most: int) -> Iterator[HistoryEntry]:
    """Entries, newest first, read in portions so that a slow reader keeps nobody from writing."""
    sql = f"{_SELECT} WHERE {where} AND id < ? ORDER BY id DESC LIMIT ?"
    before = 2**62
    while most > 0:
        rows = store.rows(sql, (*values, before, min(most, _PORTION)))
        for row in rows:
            yield _entry(row)
        if len(rows) < _PORTION:
            return
        most, before = most - len(rows), rows[-1][0]


def condition(
    record_id: int | None, commands: Sequence[str], start: int | None, end: int | None
) -> tuple[str, list[Any]]:
    """The condition, with its values, for entries about a record, of commands, of a period."""
    parts: list[tuple[str, list[Any]]] = []
    if record_id is not None:
        parts.append((_ABOUT_RECORD, [record_id] * 2 * len(_HOLDING_RECORD)))
    if commands:
        begins = "substr(command || ' ', 1, ?) = ?"
        words = [f"timelog {command} " for command in commands]
        sql = f"({' OR '.join([begins] * len(words))})"
        parts.append((sql, [value for one in words for value in (len(one), one)]))
    if start is not None:
        parts.append(("at >= ?", [start]))
    if end is not None:
        parts.append(("at < ?", [end]))
    where = " AND ".join(sql for sql, _ in parts) or "1"
    return where, [value for _, values in parts for value in values]


def changes(store: Store, entry_id: int) -> list[RowChange]:
    """What an entry changed, in order."""
    import json

    sql = "SELECT tbl, before, after FROM change WHERE entry_id = ? ORDER BY id"
    return [
        RowChange(table, before and json.loads(before), after and json.loads(after))
        for table, before, after in store.rows(sql, (entry_id,))
    ]


def to_undo(store: Store, user: str | None) -> HistoryEntry | None:
    """The newest entry that is in force, of one user or, for ``None``, of anybody.

    What another program changed is everybody's.
    """
    row = store.row(
        f"{_SELECT} WHERE kind = 'do' AND undone = 0 AND {_OWN} ORDER BY id DESC LIMIT 1",
        {"user": user},
    )
    return None if row is None else _entry(row)


def to_redo(store: Store, user: str | None) -> HistoryEntry | None:
    """The entry undone last, unless something was done since; one that a user made or undid."""
    # What was undone since the newest entry: the few at the end, however long the history is.
    row = store.row(
        f"SELECT {_COLUMNS} FROM entry AS undo JOIN entry ON entry.id = undo.reverts"
        f" WHERE undo.kind = 'undo' AND entry.undone = 1 AND (undo.user = :user OR {_OWN})"
        f" AND undo.id > (SELECT coalesce(max(id), 0) FROM entry WHERE kind = 'do' AND {_OWN})"
        " ORDER BY undo.id DESC LIMIT 1",
        {"user": user},
    )
    return None if row is None else _entry(row)


def compacted(store: Store) -> HistoryEntry | None:
    """The entry that removed older ones last, or ``None``."""
    row = store.row(f"{_SELECT} WHERE kind = 'compact' ORDER BY id DESC LIMIT 1")
    return None if row is None else _entry(row)


def undoing(store: Store, entry_id: int) -> int:
    """The entry that undid another one last."""
    sql = "SELECT max(id) FROM entry WHERE kind = 'undo' AND reverts = ?"
    return int(store.value(sql, entry_id))


def issued_by(store: Store, entry_id: int) -> list[IssuedNumber] | None:
    """The documents that an entry issued, or ``None`` if it issued none."""
    marks = ", ".join("?" * len(_ISSUED))
    sql = (
        f"SELECT count(*) FROM change WHERE entry_id = ? AND (tbl IN ({marks})"
        " OR (tbl = 'invoice' AND before IS NULL))"
    )
    if not store.value(sql, entry_id, *_ISSUED):
        return None
    sql = (
        "SELECT json_extract(after, '$.number'), json_extract(after, '$.kind')"
        " FROM change WHERE entry_id = ?"
        " AND tbl = 'invoice' AND before IS NULL ORDER BY id"
    )
    return [IssuedNumber(row[0], row[1]) for row in store.rows(sql, (entry_id,))]


def sent_by(store: Store, entry_id: int) -> str | None:
    """The number of the document that an entry of the history has sent, or ``None``."""
    sql = (
        "SELECT number FROM change JOIN invoice"
        " ON invoice.id = json_extract(after, '$.invoice_id')"
        " WHERE entry_id = ? AND tbl = 'sent_message' AND before IS NULL"
    )
    found: str | None = store.value(sql, entry_id)
    return found


def adds_customers(store: Store, entry_id: int) -> bool:
    """Whether an entry added customers, as the import of a whole database does with documents."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM change WHERE entry_id = ?"
        " AND tbl = 'customer' AND before IS NULL)"
    )
    return bool(store.value(sql, entry_id))


def revert(store: Store, entry_id: int, tick: Callable[[], None] | None = None) -> int:
    """Turn the changes of an entry back, last first; how many there were.

    They are read in portions: an import may have made millions.

    :param tick: is called for each of them
    :raises Refused: a row has changed since
    """
    store.run("PRAGMA defer_foreign_keys = ON")
    sql = (
        "SELECT id, tbl, before, after FROM change WHERE entry_id = ? AND id < ?"
        f" ORDER BY id DESC LIMIT {_PORTION}"
    )
    done, last = 0, _AFTER_ALL
    while True:
        found = store.rows(sql, (entry_id, last))
        for _, table, before, after in found:
            rows = _columns(store, before), _columns(store, after)
            _check_unchanged(store, table, rows[1] or rows[0] or {}, after)
            _put_back_if_it_fits(store, table, *rows)
            if tick is not None:
                tick()
        done += len(found)
        if len(found) < _PORTION:
            return done
        last = found[-1][0]
        store.grow_cache()


def _columns(store: Store, written: str | None) -> dict[str, Any] | None:
    """A row of the history; SQLite reads the JSON, whose module would cost an undo a tenth."""
    if written is None:
        return None
    return dict(store.rows("SELECT key, value FROM json_each(?)", (written,)))


def set_undone(store: Store, entry_id: int, undone: bool) -> None:
    """Mark an entry as undone, or as in force again."""
    store.run("UPDATE entry SET undone = ? WHERE id = ?", (int(undone), entry_id))


def _check_unchanged(store: Store, table: str, row: dict[str, Any], after: str | None) -> None:
    key, _ = JOURNALED[table]
    where = " AND ".join(f"{column} = ?" for column in key)
    keyed = (_stored(column, row[column]) for column in key)
    now = store.value(f"SELECT {row_json(table)} FROM {table} WHERE {where}", *keyed)
    if now != after:
        who = _changed_last(store, table, row) or "another program"
        raise Refused(f"{_called(table, row)} has been changed since by {who}", "timelog history")


def _called(table: str, row: dict[str, Any]) -> str:
    key, _ = JOURNALED[table]
    return " ".join((table, *(str(row[column]) for column in key)))


def _changed_last(store: Store, table: str, row: dict[str, Any]) -> str | None:
    """Who changed a row last, if that came from another file."""
    key, _ = JOURNALED[table]
    same = " AND ".join(f"json_extract(coalesce(after, before), '$.{name}') = ?" for name in key)
    found = store.row(
        "SELECT kind, user FROM change JOIN entry ON entry.id = entry_id"
        f" WHERE tbl = ? AND {same} ORDER BY change.id DESC LIMIT 1",
        (table, *(row[name] for name in key)),
    )
    return found[1] if found is not None and found[0] == "sync" else None


def _put_back_if_it_fits(
    store: Store, table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    """Put it back, unless what came from another file has taken its place, as a name."""
    try:
        _put_back(store, table, before, after)
    except Unfit as error:
        called = _called(table, before or after or {})
        raise Refused(
            f"{called} does not fit what has been changed since", "timelog history"
        ) from error


def _put_back(
    store: Store, table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    key, _ = JOURNALED[table]
    row = before or after or {}
    where = " AND ".join(f"{column} = ?" for column in key)
    keyed = tuple(_stored(column, row[column]) for column in key)
    if before is None:
        store.run(f"DELETE FROM {table} WHERE {where}", keyed)
        return
    values = {name: _stored(name, value) for name, value in before.items()}
    if after is None:
        marks = ", ".join("?" * len(values))
        store.run(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        return
    changed = {name: value for name, value in values.items() if before[name] != after[name]}
    assignments = ", ".join(f"{name} = ?" for name in changed)
    store.run(f"UPDATE {table} SET {assignments} WHERE {where}", (*changed.values(), *keyed))


def _stored(name: str, value: Any) -> Any:
    return bytes.fromhex(value) if name in BLOBS and value is not None else value
