"""Removing old history, and giving back the room it took.

The entries that go are the oldest ones, up to a bound. Those about documents and payments stay
but are no longer undone, as what was done around them is not known any more.
"""

from __future__ import annotations

import os

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

_STAY = (
    *("invoice", "invoice_line", "line_log", "line_item", "document", "payment", "counter"),
    *("logo", "retainer", "retainer_draw", "sent_message"),
    "entry",  # what a compaction says of itself
)
_PORTION = 20_000
_OLD = "id < :bound AND id NOT IN (SELECT id FROM temp.staying)"
_OLD_CHANGES = "entry_id < :bound AND entry_id NOT IN (SELECT id FROM temp.staying)"


class OldHistory(Frozen):
    """How many entries are older than ``bound``, the number of the first that is not."""

    bound: int
    entries: int
    changes: int
    kept: int


def old_history(store: Store, before: int) -> OldHistory:
    """What there is to remove of the time before an instant."""
    bound = _bound(store, before)
    _put_staying(store, bound)
    values = {"bound": bound}
    entries = store.row(f"SELECT count(*) FROM entry WHERE {_OLD}", values)[0]
    changes = store.row(f"SELECT count(*) FROM change WHERE {_OLD_CHANGES}", values)[0]
    return OldHistory(bound, entries, changes, store.value("SELECT count(*) FROM entry") - entries)


def _bound(store: Store, before: int) -> int:
    """The first entry to stay; what a later one reverts stays with it, and all since."""
    newest = int(store.value("SELECT coalesce(max(id), 0) FROM entry"))
    bound = int(store.value("SELECT min(id) FROM entry WHERE at >= ?", before) or newest + 1)
    while True:
        lower = store.value("SELECT min(reverts) FROM entry WHERE id >= ?", bound)
        if lower is None or lower >= bound:
            return bound
        bound = int(lower)


def _put_staying(store: Store, bound: int) -> None:
    store.run("CREATE TEMP TABLE IF NOT EXISTS staying (id INTEGER PRIMARY KEY)")
    store.run("DELETE FROM temp.staying")
    marks = ", ".join("?" * len(_STAY))
    store.run(
        "INSERT INTO temp.staying"
        f" SELECT DISTINCT entry_id FROM change WHERE entry_id < ? AND tbl IN ({marks})",
        (bound, *_STAY),
    )


def hold(store: Store) -> None:
    """Keep the file for this process alone, from the transaction at hand until it is let go.

    Before the transaction it would wait for a writer while it holds the file as a reader, and the
    writer for its readers.
    """
    store.grow_cache()
    store.run("PRAGMA locking_mode = EXCLUSIVE")


def let_go(store: Store) -> None:
    """Let others at the file again."""
    store.run("PRAGMA locking_mode = NORMAL")
    store.value("SELECT count(*) FROM sqlite_schema")


def remove(store: Store, old: OldHistory, entry_id: int) -> None:
    """Remove it, in the transaction of the caller, whose entry says so.

    What the hub of the file has to get of it is noted before.
    """
    from timelog_cli.store.sync import noting

    noting.note(store)
    values = {"bound": old.bound}
    # SQLite first makes a list of what it deletes. What reverts goes before what it reverts.
    for low in reversed(range(0, old.bound, _PORTION)):
        some = {"low": low, "bound": min(low + _PORTION, old.bound)}
        store.run(f"DELETE FROM change WHERE entry_id >= :low AND {_OLD_CHANGES}", some)
        store.run(f"DELETE FROM entry WHERE id >= :low AND {_OLD}", some)
    store.run("UPDATE entry SET kind = 'kept' WHERE id < :bound AND kind = 'do'", values)
    store.run(
        "INSERT INTO change (entry_id, tbl, before)"
        " VALUES (?, 'entry', json_object('id', ?, 'entries', ?, 'changes', ?))",
        (entry_id, old.bound - 1, old.entries, old.changes),
    )


def vacuum(store: Store) -> None:
    """Write the file anew without the room that nothing uses."""
    store.run("VACUUM")


def is_loose(store: Store) -> bool:
    """Whether there is room in the file that nothing uses."""
    return bool(store.value("PRAGMA freelist_count"))


def size(store: Store) -> int:
    """The bytes of the file."""
    return os.stat(store.path).st_size


def free(store: Store) -> int:
    """The bytes that are free where the file lies."""
    found = os.statvfs(os.path.dirname(os.path.realpath(store.path)))
    return found.f_bavail * found.f_frsize
