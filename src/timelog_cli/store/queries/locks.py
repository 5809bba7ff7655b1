"""The lock of a period: the day up to which logs stay as they are."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.locks import PeriodLock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store


def find(store: Store) -> PeriodLock | None:
    """The lock, or ``None``."""
    row = store.row("SELECT last_day, locked_before FROM period_lock")
    return None if row is None else PeriodLock(date.fromisoformat(row[0]), row[1])


def put(store: Store, lock: PeriodLock) -> None:
    """Lock up to a day, in place of the lock that there is."""
    values = (lock.last_day.isoformat(), lock.before)
    if not store.run("UPDATE period_lock SET last_day = ?, locked_before = ?", values).rowcount:
        store.run("INSERT INTO period_lock (id, last_day, locked_before) VALUES (1, ?, ?)", values)


def drop(store: Store) -> None:
    """Take the lock away."""
    store.run("DELETE FROM period_lock")


def timers_in(store: Store, before: int) -> list[tuple[str, str, int]]:
    """The active timers that started before an instant: record, owner and start."""
    sql = (
        "SELECT record.type || '-' || record.id, owner.name, started_at FROM timer"
        " JOIN record ON record.id = record_id JOIN owner ON owner.id = timer.owner_id"
        " WHERE started_at < ? ORDER BY started_at, timer.id"
    )
    return [(row[0], row[1], row[2]) for row in store.rows(sql, (before,))]
