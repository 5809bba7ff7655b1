"""Tags, of logs and active timers together."""

from __future__ import annotations

from timelog_cli.domain.tags import TagUse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.store.connection import Store

_USES = """
SELECT tag, sum(log), sum(seconds), sum(timer), sum(invoiced), max(used_at)
FROM (
    SELECT tag, 1 AS log,
           (SELECT coalesce(sum(end_at - start_at), 0) FROM segment
            WHERE segment.log_id = log.id) AS seconds,
           0 AS timer, invoice_id IS NOT NULL AS invoiced, log.end_at AS used_at
    FROM log_tag JOIN log ON log.id = log_tag.log_id
    UNION ALL
    SELECT tag, 0, 0, 1, 0, timer.changed_at FROM timer_tag JOIN timer ON timer.id = timer_id
)
GROUP BY tag ORDER BY tag
"""
_KINDS = (("log_tag", "log_id"), ("timer_tag", "timer_id"))
_UNINVOICED = " AND (SELECT invoice_id FROM log WHERE id = log_id) IS NULL"


def uses(store: Store) -> list[TagUse]:
    """Every tag with what has it."""
    return [TagUse._make(row) for row in store.rows(_USES)]


def known(store: Store) -> list[str]:
    """Every tag that a log or an active timer has."""
    sql = "SELECT tag FROM log_tag UNION SELECT tag FROM timer_tag ORDER BY tag"
    return [tag for (tag,) in store.rows(sql)]


def counts(store: Store, tags: Sequence[str]) -> tuple[int, int, int]:
    """How many logs have one of the tags, how many of them are invoiced, and how many timers do."""
    marks = ", ".join("?" * len(tags))
    logs, invoiced = store.row(
        "SELECT count(*), count(invoice_id) FROM log"
        f" WHERE id IN (SELECT log_id FROM log_tag WHERE tag IN ({marks}))",
        (*tags,),
    )
    sql = f"SELECT count(DISTINCT timer_id) FROM timer_tag WHERE tag IN ({marks})"
    return int(logs), int(invoiced), int(store.value(sql, *tags))


def replace(store: Store, tags: Sequence[str], new: str | None) -> None:
    """Replace tags of all timers and uninvoiced logs by another one, or remove them.

    A row whose key changes could not be undone, so each is added and deleted.
    """
    marks = ", ".join("?" * len(tags))
    for table, key in _KINDS:
        where = f"tag IN ({marks})" + (_UNINVOICED if table == "log_tag" else "")
        if new is not None:
            columns = f"({key}, tag) SELECT DISTINCT {key}, ?"
            sql = f"INSERT OR IGNORE INTO {table} {columns} FROM {table} WHERE {where}"
            store.run(sql, (new, *tags))
        store.run(f"DELETE FROM {table} WHERE {where}", (*tags,))
