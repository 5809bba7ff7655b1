"""Live timers."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.timers import Timer
from timelog_cli.store.connection import Store, new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_SELECT = """
SELECT timer.id, record_id, record.type || '-' || record.id, title, owner.name, started_at,
       changed_at, running_since, timer.zone, note, timer.billable
FROM timer JOIN record ON record.id = record_id JOIN owner ON owner.id = timer.owner_id
"""


def of_owner(store: Store, owner: str) -> list[Timer]:
    """The live timers of one user: the running one first, then the last changed."""
    return _read(store, "WHERE owner.name = ?", owner)


def on_record(store: Store, record_id: int) -> list[Timer]:
    """The live timers of everybody on one record."""
    return _read(store, "WHERE record_id = ?", record_id)


def everybody(store: Store) -> list[Timer]:
    """All live timers."""
    return _read(store, "")


def _read(store: Store, where: str, *values: Any) -> list[Timer]:
    order = " ORDER BY running_since IS NULL, changed_at DESC, timer.id DESC"
    return [
        Timer._make([*row[:10], bool(row[10]), _segments(store, row[0]), _tags(store, row[0])])
        for row in store.rows(_SELECT + where + order, values)
    ]


def _segments(store: Store, timer_id: int) -> tuple[Segment, ...]:
    sql = "SELECT start_at, end_at FROM timer_segment WHERE timer_id = ? ORDER BY start_at"
    return tuple(Segment(*row) for row in store.rows(sql, (timer_id,)))


def _tags(store: Store, timer_id: int) -> tuple[str, ...]:
    sql = "SELECT tag FROM timer_tag WHERE timer_id = ? ORDER BY tag"
    return tuple(row[0] for row in store.rows(sql, (timer_id,)))


def start(
    store: Store,
    *,
    record_id: int,
    owner_id: int,
    at: int,
    zone: str,
    note: str,
    tags: Sequence[str],
    billable: bool,
) -> int:
    """Insert a running timer and return its number."""
    timer_id = store.insert(
        "timer",
        uuid=new_uuid(),
        record_id=record_id,
        owner_id=owner_id,
        started_at=at,
        changed_at=at,
        running_since=at,
        zone=zone,
        note=note,
        billable=int(billable),
    )
    add_tags(store, timer_id, tags)
    return timer_id


def add_tags(store: Store, timer_id: int, tags: Sequence[str]) -> None:
    """Add tags; those it has stay."""
    for tag in tags:
        store.run("INSERT OR IGNORE INTO timer_tag (timer_id, tag) VALUES (?, ?)", (timer_id, tag))


def pause(store: Store, timer: Timer, at: int) -> None:
    """End the running segment; one of zero seconds is not kept."""
    since = timer.running_since
    store.update("timer", timer.id, running_since=None, changed_at=at)
    if since is not None and at > since:
        store.run("INSERT INTO timer_segment VALUES (?, ?, ?)", (timer.id, since, at))


def resume(store: Store, timer: Timer, at: int) -> None:
    """Begin a new segment."""
    store.update("timer", timer.id, running_since=at, changed_at=at)


def drop(store: Store, timer: Timer) -> None:
    """Delete a timer with all that belongs to it."""
    store.run("DELETE FROM timer_segment WHERE timer_id = ?", (timer.id,))
    store.run("DELETE FROM timer_tag WHERE timer_id = ?", (timer.id,))
    store.delete("timer", timer.id)
