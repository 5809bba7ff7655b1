"""Which rate counts for a log: its own, else that of the record on the day it begins.

``OF_LOG`` is the one place that says so; invoices, totals and reports all take it from here.
"""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.store.connection import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

# The columns of a log and its record are in reach, under the names of their tables. ``SAID`` needs
# the log alone, and is NULL where the rate is that of the record.
SAID = """coalesce(log.rate, (
    SELECT record_rate.rate FROM record_rate
    WHERE record_rate.record_id = log.record_id AND record_rate.from_at <= log.start_at
    ORDER BY record_rate.from_at DESC LIMIT 1
))"""
OF_LOG = f"coalesce({SAID}, record.rate)"


def put(store: Store, record_id: int, day: date, at: int, rate: str) -> None:
    """Give a record another rate from a day on, which begins at an instant."""
    values = (record_id, at, day.isoformat(), rate)
    same = "record_id = ? AND from_at = ? AND from_day = ? AND rate = ?"
    if store.row(f"SELECT 1 FROM record_rate WHERE {same}", values):
        return
    drop(store, record_id, day)
    store.run(
        "INSERT INTO record_rate (record_id, from_at, from_day, rate) VALUES (?, ?, ?, ?)", values
    )


def drop(store: Store, record_id: int, day: date) -> int:
    """Take away the rate that holds from a day on; how many there were."""
    cursor = store.run(
        "DELETE FROM record_rate WHERE record_id = ? AND from_day = ?", (record_id, day.isoformat())
    )
    return cursor.rowcount


def at(store: Store, record_id: int, instant: int) -> Decimal | None:
    """The rate that a record has at an instant, if it is not the one that it began with."""
    row = store.row(
        "SELECT rate FROM record_rate WHERE record_id = ? AND from_at <= ?"
        " ORDER BY from_at DESC LIMIT 1",
        (record_id, instant),
    )
    return None if row is None else Decimal(row[0])


def drop_all(store: Store, record_id: int) -> None:
    """Take away every rate that holds from some day on."""
    store.run("DELETE FROM record_rate WHERE record_id = ?", (record_id,))


def of_logs(store: Store, record_id: int) -> list[tuple[int, str | None]]:
    """The logs of a record that have a rate of their own: number, invoice."""
    sql = (
        "SELECT log.id, number FROM log LEFT JOIN invoice ON invoice.id = invoice_id"
        " WHERE record_id = ? AND rate IS NOT NULL ORDER BY log.id"
    )
    return [(row[0], row[1]) for row in store.rows(sql, (record_id,))]
