"""Comparing the rows with the history: it says of each how it came to be as it is.

What bypasses the triggers, as ``REPLACE INTO`` does with the row that it removes, or writes into
the history itself, leaves a row that no entry explains.
"""

from __future__ import annotations

from itertools import islice

from timelog_cli.store.maintenance import MOST_SAID, short
from timelog_cli.store.schema.journal import BLOBS, JOURNALED, LINKS, row_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.store.connection import Store


def problems(store: Store) -> list[str]:
    """The rows that are not as the history left them, and the entries that do not follow."""
    _put_steps(store)
    compacted = bool(store.value("SELECT EXISTS (SELECT 1 FROM entry WHERE kind = 'compact')"))
    said: list[str] = []
    for table in JOURNALED:
        found = (*_gaps(store, table, compacted), *_changed(store, table, compacted))
        said.extend(islice(found, MOST_SAID))
        if len(found) > MOST_SAID:
            said.append(f"and {len(found) - MOST_SAID} more in the history of {table}")
    store.run("DROP TABLE temp.step")
    return said


def _put_steps(store: Store) -> None:
    """Each change with the row that it is of."""
    cases = " ".join(f"WHEN '{table}' THEN {_key_in_json(table)}" for table in JOURNALED)
    store.run("DROP TABLE IF EXISTS temp.step")
    store.run(
        "CREATE TEMP TABLE step AS SELECT tbl, key, id, lag(id) OVER w AS previous,"
        " lead(id) OVER w AS next FROM (SELECT id, tbl, CASE tbl"
        f" {cases} END AS key FROM change) WHERE key IS NOT NULL"
        " WINDOW w AS (PARTITION BY tbl, key ORDER BY id)"
    )
    store.run("CREATE INDEX temp.step_row ON step (tbl, key) WHERE next IS NULL")


def _key_in_json(table: str) -> str:
    names, _ = JOURNALED[table]
    values = [f"json_extract(coalesce(after, before), '$.{name}')" for name in names]
    return _text(values)


def _key(table: str) -> str:
    names = JOURNALED[table][0]
    return _text([f"hex(at.{name})" if name in BLOBS else f"at.{name}" for name in names])


def _text(values: list[str]) -> str:
    return f"CAST({' || char(47) || '.join(values)} AS TEXT)"


def _gaps(store: Store, table: str, compacted: bool) -> Iterator[str]:
    """Changes that begin with another row than the one before them left."""
    for key, entry, before, after in store.rows(
        "SELECT step.key, change.entry_id, change.before, earlier.after FROM temp.step"
        " JOIN change ON change.id = step.id LEFT JOIN change AS earlier"
        " ON earlier.id = step.previous WHERE step.tbl = ?"
        " AND change.before IS NOT earlier.after AND NOT (? AND previous IS NULL)",
        (table, compacted),
    ):
        differs = _difference(table, before, after)
        if differs:
            where = f"{table} {key}{differs}"
            yield f"history entry {entry} does not follow from the one before: {where}"


def _changed(store: Store, table: str, compacted: bool) -> Iterator[str]:
    """Rows that are not as the last change left them, and rows that came or went without one."""
    row = row_json(table, "at.")
    found = store.rows(
        f"SELECT {_key(table)}, {row}, change.after, step.id FROM {table} AS at LEFT JOIN temp.step"
        f" ON step.tbl = '{table}' AND step.key = {_key(table)} AND next IS NULL"
        f" LEFT JOIN change ON change.id = step.id WHERE change.after IS NOT {row}"
    )
    for key, now, after, step in found:
        differs = _difference(table, now, after)
        if step is None and not compacted:
            yield f"{table} {key} is not in the history"
        elif step is not None and differs:
            yield f"{table} {key} does not match the history{differs}"
    for (key,) in store.rows(
        "SELECT key FROM temp.step JOIN change ON change.id = step.id WHERE step.tbl = ?"
        f" AND next IS NULL AND after IS NOT NULL AND key NOT IN"
        f" (SELECT {_key(table)} FROM {table} AS at)",
        (table,),
    ):
        yield f"{table} {key} is missing, but not deleted in the history"


def _difference(table: str, now: str | None, then: str | None) -> str:
    """What differs in two rows, in words; nothing where only links do, which have no history."""
    import json

    if now is None or then is None:
        return " did not exist" if now is None else " exists again" if then is None else ""
    one, other = json.loads(now), json.loads(then)
    differing = [
        f"{name} is {short(repr(one[name]))}, not {short(repr(other[name]))}"
        for name in one
        if name in other and one[name] != other[name] and (table, name) not in LINKS
    ]
    return f": {'; '.join(differing)}" if differing else ""
