"""The timer for the prompt: one query on a connection that imports next to nothing."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TIMER = """
SELECT record.type || '-' || record.id, record.title, timer.running_since,
       (SELECT coalesce(sum(end_at - start_at), 0) FROM timer_segment WHERE timer_id = timer.id)
FROM timer JOIN record ON record.id = timer.record_id
JOIN owner ON owner.id = timer.owner_id
WHERE owner.name = :user
ORDER BY timer.running_since IS NULL, timer.changed_at DESC, timer.id DESC LIMIT 1
"""
_MORE = """
SELECT timer.changed_at, timer.note, coalesce(customer.name, ''),
       (SELECT group_concat(tag, char(0))
        FROM (SELECT tag FROM timer_tag WHERE timer_id = timer.id ORDER BY tag))
FROM timer JOIN record ON record.id = timer.record_id
JOIN owner ON owner.id = timer.owner_id
LEFT JOIN customer ON customer.id = record.customer_id
WHERE owner.name = :user
ORDER BY timer.running_since IS NULL, timer.changed_at DESC, timer.id DESC LIMIT 1
"""
_WORKED = """
SELECT coalesce(sum(min(s.end_at, :end) - max(s.start_at, :start)), 0) FROM (
    SELECT segment.start_at, segment.end_at FROM segment
    JOIN owner ON owner.id = segment.owner_id WHERE owner.name = :user
    AND segment.start_at > :start - 172800 AND segment.end_at - segment.start_at <= 172800
    UNION ALL
    SELECT segment.start_at, segment.end_at FROM segment
    JOIN owner ON owner.id = segment.owner_id WHERE owner.name = :user
    AND segment.end_at - segment.start_at > 172800
    UNION ALL
    SELECT timer_segment.start_at, timer_segment.end_at FROM timer_segment
    JOIN timer ON timer.id = timer_id JOIN owner ON owner.id = timer.owner_id
    WHERE owner.name = :user
    UNION ALL
    SELECT running_since, :end FROM timer JOIN owner ON owner.id = timer.owner_id
    WHERE owner.name = :user AND running_since IS NOT NULL
) s WHERE s.start_at < :end AND s.end_at > :start
"""
_PATIENCE_SECONDS = 0.1  # a commit takes less; a prompt is not to wait for anything longer


class Glance:
    """What the prompt shows. ``running_since`` is ``None`` while paused.

    No ``Frozen``: named tuples would cost the prompt a tenth of its time.
    """

    __slots__ = ("ref", "running_since", "title", "worked_before")

    def __init__(self, ref: str, title: str, running_since: int | None, worked_before: int) -> None:
        self.ref = ref
        self.title = title
        self.running_since = running_since
        self.worked_before = worked_before

    def elapsed(self, now: int) -> int:
        """Worked seconds up to ``now``."""
        if self.running_since is None:
            return self.worked_before
        return self.worked_before + max(0, now - self.running_since)


def glance(path: str, user: str) -> Glance | None:
    """The running timer of a user, else the one paused last; ``None`` for none, or no file.

    :raises TimelogError: the file is locked, or no database
    """
    row = _first(path, _TIMER, {"user": user})
    return None if row is None else Glance(*row)


def details(path: str, user: str) -> tuple[int, str, str, list[str]] | None:
    """Of the timer of ``glance``: its last change, its note, its customer or nothing, its tags.

    :raises TimelogError: the file is locked, or no database
    """
    row = _first(path, _MORE, {"user": user})
    return row and (*row[:3], row[3].split("\0") if row[3] else [])


def worked_between(path: str, user: str, start: int, end: int) -> int:
    """The seconds a user worked between two instants, with those of live timers up to ``end``."""
    row = _first(path, _WORKED, {"user": user, "start": start, "end": end})
    return 0 if row is None else int(row[0])


def _first(path: str, sql: str, values: dict[str, Any]) -> Any:
    if not os.path.exists(path):
        return None
    # Not read-only: after a kill in mid-write the reader must be able to roll the file back.
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    root = "//" if path.startswith("/") else "./"
    import _sqlite3 as sqlite3

    try:
        connection = sqlite3.connect(
            f"file:{root}{escaped}?mode=rw", uri=True, timeout=_PATIENCE_SECONDS
        )
        try:
            if not values["user"].isascii():
                values |= {"user": _spelled(connection, values["user"])}
            return connection.execute(sql, values).fetchone()
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        from timelog_cli.store.failures import meaning

        raise meaning(error, path) from error


def _spelled(connection: Any, user: str) -> str:
    """The name as it is stored."""
    from timelog_cli.domain.text import spelled

    return spelled(user, [row[0] for row in connection.execute("SELECT name FROM owner")])
