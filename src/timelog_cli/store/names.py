"""The names that completion offers."""

from __future__ import annotations

from timelog_cli.store.connection import Store

_REFS = """
SELECT type || '-' || record.id, title FROM record
LEFT JOIN (SELECT record_id, max(changed_at) AS changed FROM timer GROUP BY 1) live
  ON live.record_id = record.id
WHERE status <> 'closed' ORDER BY changed IS NULL, changed DESC, record.id DESC LIMIT 200
"""
_SQL = {
    "refs": _REFS,
    "timers": "SELECT type || '-' || record.id, title FROM timer JOIN record"
    " ON record.id = record_id ORDER BY changed_at DESC",
    "customers": "SELECT name, '' FROM customer ORDER BY name",
    "services": "SELECT name, price || ' ' || currency || ' per ' || unit FROM service"
    " ORDER BY name",
    "tags": "SELECT tag, count(*) || ' logs' FROM log_tag GROUP BY tag ORDER BY count(*) DESC",
    "owners": "SELECT name, '' FROM owner ORDER BY name",
    "logs": "SELECT log.id, title FROM log JOIN record ON record.id = record_id"
    " ORDER BY log.id DESC LIMIT 50",
    "invoices": "SELECT number, total || ' ' || currency FROM invoice ORDER BY id DESC LIMIT 200",
}


def of_kind(store: Store, kind: str) -> list[tuple[str, str]]:
    """Names of a kind, each with a description, the most likely first."""
    return [(str(name), str(text)) for name, text in store.rows(_SQL[kind])]


def known(kind: str) -> bool:
    """Whether the database has names of that kind."""
    return kind in _SQL
