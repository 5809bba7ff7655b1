"""What becomes of staged entries: logs with their segments and tags, and what they come to."""

from __future__ import annotations

from timelog_cli.domain.imports import Count
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries.logs import next_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from timelog_cli.store.connection import Store

    Report = Callable[[int, int | None], None] | None

_PART = 20_000
_ARE_NEW = "status = 'new' AND start_at IS NOT NULL AND end_at IS NOT NULL"
_NUMBERS = f"""
UPDATE temp.staged SET log_id = numbered.number FROM (
    SELECT id AS entry_id, ? + row_number() OVER (ORDER BY start_at, id) - 1 AS number
    FROM temp.staged WHERE {_ARE_NEW} AND log_id IS NULL) AS numbered
WHERE temp.staged.id = numbered.entry_id
"""
_BILLABLE = "takes_billable AND NOT billed AND coalesce(billable, by_default)"
_NAMED = "temp.staged JOIN temp.staged_names ON temp.staged_names.id = names_id"
_LOGS = f"""
INSERT INTO log (id, uuid, record_id, owner_id, start_at, end_at, zone, note, billable, timed,
                 created_at, billed_elsewhere, laid_out)
SELECT log_id, uuid, record_id, owner_id, start_at, end_at, zone, note, {_BILLABLE}, 0, ?, billed,
       day IS NOT NULL
FROM {_NAMED} WHERE status = 'new' AND log_id BETWEEN ? AND ? ORDER BY log_id
"""
_SEGMENTS = f"""
INSERT INTO segment (log_id, start_at, end_at, owner_id)
SELECT log_id, start_at, end_at, owner_id FROM {_NAMED}
WHERE status = 'new' AND log_id BETWEEN ? AND ?
  AND staged.id NOT IN (SELECT entry_id FROM temp.staged_pause) ORDER BY log_id
"""
# Between the pauses: from the start, or the end of a pause, to the next pause, or the end.
_AROUND_PAUSES = f"""
INSERT INTO segment (log_id, start_at, end_at, owner_id)
SELECT log_id, begins, ends, owner_id FROM (
    SELECT log_id, owner_id, at AS begins,
           lead(until, 1, end_at) OVER (PARTITION BY staged.id ORDER BY at) AS ends
    FROM {_NAMED} JOIN (
        SELECT entry_id, end_at AS at, start_at AS until FROM temp.staged_pause
        UNION ALL SELECT id, start_at, NULL FROM temp.staged
        WHERE id IN (SELECT entry_id FROM temp.staged_pause)) ON entry_id = staged.id
    WHERE status = 'new' AND log_id BETWEEN ? AND ?)
WHERE begins < ends ORDER BY log_id, begins
"""
_TAGS = """
INSERT INTO log_tag (log_id, tag)
SELECT log_id, tag FROM temp.staged JOIN temp.staged_tag ON entry_id = staged.id
WHERE status = 'new' AND log_id BETWEEN :first AND :last
UNION
SELECT log_id, tag FROM temp.staged JOIN temp.staged_name_tag USING (names_id)
WHERE status = 'new' AND log_id BETWEEN :first AND :last
ORDER BY 1, 2
"""
_BOUNDS = """
SELECT coalesce(min(log_id), 1), coalesce(max(log_id), 0) FROM temp.staged WHERE status = 'new'
"""
_KEYS = """
INSERT INTO imported (source, entry_key, content, log_id)
SELECT ?, entry_key, content, log_id FROM temp.staged
WHERE status = 'new' AND log_id BETWEEN ? AND ? ORDER BY log_id
"""


def write(store: Store, report: Report = None) -> None:
    """Write the new entries that have times and are not written yet.

    :param report: is told how many logs were written, and of how many
    """
    first = next_number(store)
    count = store.run(_NUMBERS, (first,)).rowcount
    if count > _PART:
        _index_by_log(store)
    for done in range(0, count, _PART):
        last = min(done + _PART, count)
        _write(store, first + done, first + last - 1)
        if report is not None:
            report(last, count)


def write_one(store: Store, entry_id: int) -> None:
    """Write a new entry that has times."""
    _index_by_log(store)
    number = next_number(store)
    store.run("UPDATE temp.staged SET log_id = ? WHERE id = ?", (number, entry_id))
    _write(store, number, number)


def _index_by_log(store: Store) -> None:
    store.run("CREATE INDEX IF NOT EXISTS temp.staged_by_log ON staged (log_id)")


def _write(store: Store, first: int, last: int) -> None:
    """Write the entries whose logs have these numbers."""
    part = first, last
    store.run(_LOGS, (store.at, *part))
    store.run(_SEGMENTS, part)
    store.run(_AROUND_PAUSES, part)
    store.run(_TAGS, {"first": first, "last": last})


def write_keys(store: Store, source: str) -> None:
    """Remember which log each new entry became, a part at a time."""
    first, last = store.row(_BOUNDS)
    for low in range(first, last + 1, _PART):
        store.run(_KEYS, (source, low, low + _PART - 1))


class Change(Frozen):
    """An entry that was changed elsewhere, and the log that it once became."""

    entry_id: int
    log_id: int
    record_id: int
    owner_id: int
    start: int
    end: int
    zone: str
    note: str
    billable: bool
    billed: bool
    key: bytes
    content: bytes


def changes(store: Store) -> list[Change]:
    """The entries that were changed elsewhere, by their start."""
    sql = f"""
        SELECT staged.id, log_id, record_id, owner_id, start_at, end_at, zone, note, {_BILLABLE},
               billed, entry_key, content
        FROM {_NAMED} WHERE status = 'changed' AND start_at IS NOT NULL AND end_at IS NOT NULL
        ORDER BY start_at, staged.id
    """
    return [Change(*row) for row in store.rows(sql)]


def is_as_logged(store: Store, change: Change) -> bool:
    """Whether the log of an entry is on the record, for the owner, and says what the entry says.

    Its segments and tags are not compared.
    """
    sql = """
        SELECT record_id = ? AND owner_id = ? AND start_at = ? AND end_at = ? AND note = ?
           AND billable = ? AND billed_elsewhere = ?
        FROM log WHERE id = ?
    """
    times = change.start, change.end
    said = change.note, change.billable, change.billed
    values = change.record_id, change.owner_id, *times, *said, change.log_id
    return bool(store.value(sql, *values))


def tags_of(store: Store, entry_id: int) -> list[str]:
    """The tags that the log of an entry gets."""
    sql = """
        SELECT tag FROM temp.staged_tag WHERE entry_id = :entry
        UNION SELECT tag FROM temp.staged_name_tag JOIN temp.staged USING (names_id)
        WHERE id = :entry
        ORDER BY 1
    """
    return [tag for (tag,) in store.rows(sql, {"entry": entry_id})]


def keep_content(store: Store, source: str, key: bytes, content: bytes) -> None:
    """Remember what an entry says now."""
    sql = "UPDATE imported SET content = ? WHERE source = ? AND entry_key = ?"
    store.run(sql, (content, source, key))


# Totals


def counts(store: Store) -> dict[tuple[str, str | None], Count]:
    """How many entries there are, and how long they are, by status and reason."""
    sql = (
        "SELECT status, reason, count(*), sum(seconds) FROM temp.staged"
        " GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    return {(status, reason): Count(*sums) for status, reason, *sums in store.rows(sql)}


def by_record(store: Store) -> dict[int, Count]:
    """The new entries of each record, by its number."""
    sql = f"""
        SELECT record_id, count(*), sum(seconds) FROM {_NAMED} WHERE status = 'new'
        GROUP BY record_id ORDER BY 3 DESC, 1
    """
    return {number: Count(*sums) for number, *sums in store.rows(sql)}


def unbillable(store: Store) -> Count:
    """The new entries that were billable and not invoiced there, on records that are not."""
    sql = f"""
        SELECT count(*), coalesce(sum(seconds), 0) FROM {_NAMED}
        WHERE status = 'new' AND billable AND NOT billed AND NOT takes_billable
    """
    return Count(*store.row(sql))


def by_tag(store: Store, most: int) -> dict[str, Count]:
    """What was read with each tag, of those with the most time; what was skipped is left out."""
    sql = """
        SELECT tag, count(*), sum(seconds) FROM temp.staged_tag JOIN temp.staged ON id = entry_id
        WHERE status <> 'skipped' GROUP BY tag ORDER BY 3 DESC, 1 LIMIT ?
    """
    return {tag: Count(*sums) for tag, *sums in store.rows(sql, (most,))}


def by_names(store: Store) -> dict[int, Count]:
    """What was read with each of the names, by their number; what was skipped is left out."""
    sql = (
        "SELECT names_id, count(*), sum(seconds) FROM temp.staged WHERE status <> 'skipped'"
        " GROUP BY names_id ORDER BY 1"
    )
    return {number: Count(*sums) for number, *sums in store.rows(sql)}


def new_tags(store: Store) -> list[str]:
    """The tags of new entries that no log has."""
    sql = """
        SELECT tag FROM temp.staged_tag JOIN temp.staged ON id = entry_id WHERE status = 'new'
        UNION SELECT tag FROM temp.staged_name_tag JOIN temp.staged USING (names_id)
        WHERE status = 'new'
        EXCEPT SELECT tag FROM log_tag ORDER BY 1
    """
    return [tag for (tag,) in store.rows(sql)]


def running(store: Store) -> list[tuple[Any, ...]]:
    """Number, record, owner, start, note and billable flag of the new entries that still run."""
    sql = f"""
        SELECT staged.id, record_id, owner.name, start_at, note, {_BILLABLE}
        FROM {_NAMED} JOIN owner ON owner.id = owner_id
        WHERE status = 'new' AND start_at IS NOT NULL AND end_at IS NULL ORDER BY staged.id
    """
    return store.rows(sql)
