"""Which staged entries are known: twins in the file, and those that are there already."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

# Whether a log once came of an entry that is in the file, known by its key.
_IS_OF_ANOTHER = (
    "EXISTS (SELECT 1 FROM imported CROSS JOIN temp.staged AS its USING (entry_key)"
    " WHERE imported.log_id = {} AND source = ?)"
)


def twins(store: Store) -> list[list[tuple[int, bytes, bytes]]]:
    """The new entries that have a key together: number, key and content of each, in order."""
    sql = """
        SELECT id, entry_key, content FROM temp.staged WHERE status = 'new' AND entry_key IN (
          SELECT entry_key FROM temp.staged WHERE status = 'new'
          GROUP BY entry_key HAVING count(*) > 1)
        ORDER BY entry_key, id
    """
    found: dict[bytes, list[tuple[int, bytes, bytes]]] = {}
    for row in store.rows(sql):
        found.setdefault(row[1], []).append(tuple(row))
    return list(found.values())


def set_key(store: Store, entry_id: int, key: bytes) -> None:
    """Give an entry another key."""
    store.run("UPDATE temp.staged SET entry_key = ? WHERE id = ?", (key, entry_id))


def compare(store: Store, source: str) -> None:
    """Find the entries that an earlier import brought: the same, changed, or gone since."""
    store.run(
        "UPDATE temp.staged SET log_id = known.log_id, status = CASE"
        " WHEN known.log_id IS NULL THEN 'skipped'"
        " WHEN known.content = temp.staged.content THEN 'same'"
        " WHEN (SELECT invoice_id FROM log WHERE log.id = known.log_id) IS NOT NULL THEN 'skipped'"
        " ELSE 'changed' END, reason = CASE"
        " WHEN known.log_id IS NULL THEN 'deleted here since'"
        " WHEN known.content = temp.staged.content THEN NULL"
        " WHEN (SELECT invoice_id FROM log WHERE log.id = known.log_id) IS NOT NULL"
        " THEN 'changed there, but invoiced here' END"
        " FROM imported AS known WHERE known.source = ? AND known.entry_key = temp.staged.entry_key"
        " AND temp.staged.status = 'new'",
        (source,),
    )
    store.run(
        "UPDATE temp.staged SET status = 'skipped', reason = 'changed there, but joined here'"
        " WHERE status = 'changed' AND EXISTS (SELECT 1 FROM imported AS known"
        " WHERE known.log_id = temp.staged.log_id"
        " AND (known.source <> ? OR known.entry_key <> temp.staged.entry_key))",
        (source,),
    )


def compare_times(store: Store, source: str) -> None:
    """Find the entries whose time is logged already: same record, owner, start and end.

    They may be those of a log, or of a segment, which is an entry in a program without pauses.
    """
    found = 0
    for tables, times in (("log", "log"), ("segment JOIN log ON log.id = log_id", "segment")):
        found += store.run(
            f"UPDATE temp.staged SET status = 'same', log_id = log.id FROM {tables},"
            " temp.staged_names"
            " WHERE temp.staged.status = 'new' AND temp.staged_names.id = temp.staged.names_id"
            f" AND {times}.start_at = temp.staged.start_at AND {times}.end_at = temp.staged.end_at"
            f" AND {times}.owner_id = temp.staged_names.owner_id"
            " AND log.record_id = temp.staged_names.record_id"
            f" AND NOT {_IS_OF_ANOTHER.format('log.id')}",
            (source,),
        ).rowcount
    if found > 1:
        _tell_from_logged(store, source)
    store.run(
        "UPDATE temp.staged SET status = 'same' FROM timer, temp.staged_names"
        " WHERE temp.staged.status = 'new' AND temp.staged_names.id = temp.staged.names_id"
        " AND temp.staged.end_at IS NULL AND timer.started_at = temp.staged.start_at"
        " AND timer.owner_id = temp.staged_names.owner_id"
        " AND timer.record_id = temp.staged_names.record_id"
    )


def _tell_from_logged(store: Store, source: str) -> None:
    """Of several entries with one time, no more are logged already than there are logs of it."""
    store.run(
        """
        UPDATE temp.staged SET status = 'new', log_id = NULL WHERE id IN (
          SELECT twin.id FROM (
            SELECT id, log_id, start_at, end_at, row_number()
              OVER (PARTITION BY log_id, start_at, end_at ORDER BY id) AS number
            FROM temp.staged WHERE status = 'same') AS twin JOIN log ON log.id = twin.log_id
          WHERE number > 1 AND NOT {}
          AND number > (
            SELECT count(*) FROM log AS other WHERE other.record_id = log.record_id
            AND other.owner_id = log.owner_id
            AND other.start_at <= twin.start_at AND other.end_at >= twin.end_at))
        """.format(_IS_OF_ANOTHER.format("twin.log_id")),
        (source,),
    )
