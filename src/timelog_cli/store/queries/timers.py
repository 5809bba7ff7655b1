"""Live timers."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment, Timer
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.queries import BUDGETED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.filters import Filters

_SELECT = f"""
SELECT timer.id, record_id, record.type || '-' || record.id, title, owner.name, started_at,
       timer.changed_at, running_since, timer.zone, note, timer.billable, resumes_id,
       (SELECT other.type || '-' || other.id FROM timer AS interrupted
        JOIN record AS other ON other.id = interrupted.record_id
        WHERE interrupted.id = timer.resumes_id),
       (SELECT group_concat(start_at || ' ' || end_at, ' ')
        FROM (SELECT start_at, end_at FROM timer_segment WHERE timer_id = timer.id
              ORDER BY start_at)),
       (SELECT group_concat(tag, char(0))
        FROM (SELECT tag FROM timer_tag WHERE timer_id = timer.id ORDER BY tag)), {BUDGETED},
       timer.uuid
FROM timer JOIN record ON record.id = record_id JOIN owner ON owner.id = timer.owner_id
"""
# What filters ask of a log, of a timer.
_AS_LOGS = """
WITH log AS (SELECT id, record_id, owner_id, billable, note, NULL AS invoice_id FROM timer),
log_tag AS (SELECT timer_id AS log_id, tag FROM timer_tag)
SELECT log.id FROM log JOIN record ON record.id = log.record_id WHERE
"""
_TWO_DAYS = 172_800
_BEFORE_ALL = -(2**62)


def of_owner(store: Store, owner: str) -> list[Timer]:
    """The live timers of one user: the running one first, then the last changed."""
    return _read(store, "WHERE owner.name = ?", owner)


def on_record(store: Store, record_id: int) -> list[Timer]:
    """The live timers of everybody on one record."""
    return _read(store, "WHERE record_id = ?", record_id)


def everybody(store: Store) -> list[Timer]:
    """All live timers."""
    return _read(store, "")


def matching(store: Store, filters: Filters) -> list[Timer]:
    """The live timers that filters of logs select, whatever their period."""
    from timelog_cli.store.queries.filters import where

    condition, values = where(store, filters._replace(start=None, end=None))
    wanted = {row[0] for row in store.rows(_AS_LOGS + condition, values)}
    return [timer for timer in everybody(store) if timer.id in wanted]


def _read(store: Store, where: str, *values: Any) -> list[Timer]:
    order = " ORDER BY running_since IS NULL, timer.changed_at DESC, timer.id DESC"
    return [_timer(row) for row in store.rows(_SELECT + where + order, values)]


def _timer(row: Sequence[Any]) -> Timer:
    numbers = [int(number) for number in (row[13] or "").split()]
    segments = tuple(map(Segment, numbers[::2], numbers[1::2]))
    tags = tuple(row[14].split("\0")) if row[14] else ()
    return Timer._make(
        [*row[:10], bool(row[10]), segments, tags, *row[11:13], bool(row[15]), row[16]]
    )


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
    resumes_id: int | None = None,
) -> int:
    """Insert a running timer and return its number.

    :param resumes_id: the timer that it interrupts
    """
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
        resumes_id=resumes_id,
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
    """Begin a new segment; what had interrupted it no longer goes back to it."""
    store.update("timer", timer.id, running_since=at, changed_at=at)
    _hand_on(store, timer.id, None)


def drop(store: Store, timer: Timer) -> None:
    """Delete a timer with all that belongs to it.

    What had interrupted it goes back to the timer that this one would have gone back to.
    """
    _hand_on(store, timer.id, timer.resumes_id)
    if timer.segments:
        store.run("DELETE FROM timer_segment WHERE timer_id = ?", (timer.id,))
    if timer.tags:
        store.run("DELETE FROM timer_tag WHERE timer_id = ?", (timer.id,))
    store.delete("timer", timer.id)


def _hand_on(store: Store, timer_id: int, resumes_id: int | None) -> None:
    # To look takes a tenth of what SQLite needs to get ready for a change.
    if store.value("SELECT EXISTS (SELECT 1 FROM timer WHERE resumes_id = ?)", timer_id):
        store.run("UPDATE timer SET resumes_id = ? WHERE resumes_id = ?", (resumes_id, timer_id))


def last_worked(store: Store, owner_id: int, now: int) -> int | None:
    """When the owner's last segment ended, of logs and paused timers, not after ``now``."""
    # What ended in the last two days began in the last four, or is among the long ones.
    recent = _last_end(store, owner_id, now, since=now - 2 * _TWO_DAYS)
    if recent is not None and recent >= now - _TWO_DAYS:
        return recent
    return _last_end(store, owner_id, now, since=_BEFORE_ALL)


def _last_end(store: Store, owner_id: int, now: int, *, since: int) -> int | None:
    sql = """
        SELECT max(end_at) FROM (
            SELECT end_at FROM segment
            WHERE owner_id = :owner AND start_at > :since AND start_at < :now
            UNION ALL
            SELECT end_at FROM segment WHERE owner_id = :owner AND end_at - start_at > 172800
            UNION ALL
            SELECT end_at FROM timer_segment JOIN timer ON timer.id = timer_id
            WHERE timer.owner_id = :owner
        ) WHERE end_at <= :now
    """
    row = store.row(sql, {"owner": owner_id, "now": now, "since": since})
    return None if row[0] is None else int(row[0])
