"""Logs with their segments and tags, and the time that is taken."""

from __future__ import annotations

from timelog_cli.domain.logs import Log, Segment, Taken
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.queries import BUDGETED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.filters import Filters

_LOGS = """
SELECT log.id, log.record_id, record.type || '-' || record.id, record.title, owner.name,
       log.start_at, log.end_at, log.zone, log.note, log.billable, log.timed,
       (SELECT number FROM invoice WHERE invoice.id = log.invoice_id),
       (SELECT group_concat(start_at || ' ' || end_at, ' ')
        FROM (SELECT start_at, end_at FROM segment WHERE log_id = log.id ORDER BY start_at)),
       (SELECT group_concat(tag, char(0))
        FROM (SELECT tag FROM log_tag WHERE log_id = log.id ORDER BY tag)), log.rate,
       log.created_at, log.changed_at, {}, log.billed_elsewhere, log.laid_out
FROM log JOIN record ON record.id = log.record_id JOIN owner ON owner.id = log.owner_id
"""
_SELECT = _LOGS.format("0")
_ONE = _LOGS.format(BUDGETED)
_LOG = (
    "log (id, uuid, record_id, owner_id, start_at, end_at, zone, note, billable, timed, rate,"
    " created_at)"
)
_SEGMENT = "segment (log_id, start_at, end_at, owner_id)"
_TAG = "log_tag (log_id, tag)"
_TWO_DAYS = 172_800
_PORTION = 2000
_AT_ONCE = 100
_BEFORE_ALL = -(2**62)


def _rate(text: str | None) -> Decimal | None:
    if text is None:
        return None
    from decimal import Decimal

    return Decimal(text)


def _log(row: Sequence[Any]) -> Log:
    numbers = [int(number) for number in (row[12] or "").split()]
    segments = tuple(map(Segment, numbers[::2], numbers[1::2]))
    tags = tuple(row[13].split("\0")) if row[13] else ()
    flags = bool(row[9]), bool(row[10])
    return Log._make(
        [
            *row[:9],
            *flags,
            row[11],
            segments,
            tags,
            _rate(row[14]),
            *row[15:17],
            *map(bool, row[17:]),
        ]
    )


def find(store: Store, log_id: int) -> Log | None:
    """The log of that number, or ``None``; also whether its time counts for a budget."""
    row = store.row(_ONE + "WHERE log.id = ?", (log_id,))
    return None if row is None else _log(row)


def nth_newest(store: Store, n: int) -> int | None:
    """The number of the log that was made ``n``-th to last."""
    found = store.value("SELECT id FROM log ORDER BY id DESC LIMIT 1 OFFSET ?", n - 1)
    return None if found is None else int(found)


def newest_of(store: Store, owner: str, n: int, record_id: int | None = None) -> Log | None:
    """The log of an owner that was made ``n``-th to last, of all or of those on a record."""
    on_it = "" if record_id is None else " AND log.record_id = :record"
    sql = f"{_SELECT}WHERE owner.name = :owner{on_it} ORDER BY log.id DESC LIMIT 1 OFFSET :before"
    row = store.row(sql, {"owner": owner, "record": record_id, "before": n - 1})
    return None if row is None else _log(row)


def of_record(store: Store, record_id: int) -> list[Log]:
    """The logs of a record, oldest first."""
    sql = _SELECT + "WHERE log.record_id = ? ORDER BY log.start_at, log.id"
    return [_log(row) for row in store.rows(sql, (record_id,))]


def of_invoice(store: Store, invoice_id: int) -> list[Log]:
    """The logs that an invoice bills, credited ones too, oldest first."""
    billed = "log.id IN (SELECT log_id FROM line_log WHERE invoice_id = ?)"
    sql = f"{_SELECT}WHERE {billed} ORDER BY log.start_at, log.id"
    return [_log(row) for row in store.rows(sql, (invoice_id,))]


def matching(store: Store, filters: Filters) -> Iterator[Log]:
    """The logs that filters select, oldest first.

    They are read in portions: a reader that takes its time, such as a pager, keeps nobody from
    writing meanwhile.
    """
    for row in _matching(store, filters, _SELECT):
        yield _log(row)


def matching_with(
    store: Store, filters: Filters, more: Sequence[str]
) -> Iterator[tuple[Log, Sequence[Any]]]:
    """The same, each with the values of more columns.

    :param more: expressions on ``log``, ``record`` and ``owner``
    """
    columns, of, tables = _SELECT.partition("FROM log JOIN")
    select = ", ".join((columns, *more)) + f" {of}{tables}"
    for row in _matching(store, filters, select):
        yield _log(row[: -len(more)]), row[-len(more) :]


def _matching(store: Store, filters: Filters, select: str) -> Iterator[Sequence[Any]]:
    from timelog_cli.store.queries.filters import where

    condition, values = where(store, filters)
    sql = f"{select} WHERE {condition} AND (log.start_at, log.id) > (?, ?)"
    start, last = _BEFORE_ALL, 0
    while True:
        order = f" ORDER BY log.start_at, log.id LIMIT {_PORTION}"
        rows = store.rows(sql + order, (*values, start, last))
        yield from rows
        if len(rows) < _PORTION:
            return
        last, start = rows[-1][0], rows[-1][5]


def has_tag(store: Store, tag: str) -> bool:
    """Whether a log has exactly that tag."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM log_tag WHERE tag = ?)", tag))


def tags(store: Store) -> list[str]:
    """All tags of logs."""
    return [row[0] for row in store.rows("SELECT DISTINCT tag FROM log_tag ORDER BY tag")]


def add(
    store: Store,
    *,
    record_id: int,
    owner_id: int,
    start: int,
    end: int,
    zone: str,
    segments: Sequence[Segment],
    note: str = "",
    tags: Sequence[str] = (),
    billable: bool = False,
    timed: bool = False,
    rate: Decimal | None = None,
    uuid: bytes | None = None,
    queue: Queue | None = None,
) -> int:
    """Insert a log, or let it wait in a queue, and return its number.

    :param uuid: that of the timer that it was; a new one without it
    """
    own = None if rate is None else f"{rate:f}"
    values = (
        uuid or new_uuid(),
        record_id,
        owner_id,
        start,
        end,
        zone,
        note,
        billable,
        timed,
        own,
        store.at,
    )
    if queue is not None:
        return queue.put(values, owner_id, segments, tags)
    log_id = int(store.run(_inserting(_LOG), (None, *values)).lastrowid or 0)
    put_segments(store, log_id, owner_id, segments)
    put_tags(store, log_id, tags)
    return log_id


class Queue:
    """New logs that are written a hundred at a time, with one statement for each table.

    Each gets its number at once: while the transaction of the caller lasts, nobody adds another.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._next = self._waiting = 0
        self._logs: list[Any] = []
        self._segments: list[Any] = []
        self._tags: list[Any] = []

    def put(
        self,
        values: Sequence[Any],
        owner_id: int,
        segments: Sequence[Segment],
        tags: Sequence[str],
    ) -> int:
        """Let a log wait and return its number."""
        number = self._next = self._next or next_number(self._store)
        self._logs += (number, *values)
        for start, end in segments:
            self._segments += (number, start, end, owner_id)
        for tag in tags:
            self._tags += (number, tag)
        self._next += 1
        self._waiting += 1
        return number

    @property
    def is_full(self) -> bool:
        """Whether so many wait that they are written best."""
        return self._waiting >= _AT_ONCE

    def write(self) -> None:
        """Write all that wait."""
        waiting = ((_LOG, self._logs), (_SEGMENT, self._segments), (_TAG, self._tags))
        self._logs, self._segments, self._tags, self._waiting = [], [], [], 0
        for table, values in waiting:
            step = _AT_ONCE * (table.count(",") + 1)
            for at in range(0, len(values), step):
                part = values[at : at + step]
                self._store.run(_inserting(table, len(part) * _AT_ONCE // step), part)


def next_number(store: Store) -> int:
    """The number that the next new log gets; none is used twice."""
    last = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'log'), 0)"
    return int(store.value(f"SELECT max({last}, coalesce((SELECT max(id) FROM log), 0)) + 1"))


def _inserting(table: str, rows: int = 1) -> str:
    """The statement that writes so many rows.

    :param table: the table with its columns
    """
    row = f"({', '.join('?' * (table.count(',') + 1))})"
    return f"INSERT INTO {table} VALUES {', '.join([row] * rows)}"


def change(store: Store, log_id: int, **columns: Any) -> None:
    """Change columns of a log; its segments must lie inside it at any time."""
    store.update("log", log_id, **columns)


def set_billable(store: Store, log_ids: Sequence[int], billable: bool) -> None:
    """Mark logs billable, or not; a rate of its own goes with the flag of a log."""
    flag = int(billable)
    store.run_many(
        "UPDATE log SET billable = ?, rate = CASE ? WHEN 1 THEN rate END WHERE id = ?",
        [(flag, flag, one) for one in log_ids],
    )


def set_record(store: Store, log_ids: Sequence[int], record_id: int, billable: bool | None) -> None:
    """Put logs on a record; ``billable`` ``None`` leaves each as it is."""
    flag = None if billable is None else int(billable)
    store.run_many(
        "UPDATE log SET record_id = ?, billable = coalesce(?, billable),"
        " rate = CASE coalesce(?, billable) WHEN 1 THEN rate END WHERE id = ?",
        [(record_id, flag, flag, one) for one in log_ids],
    )


def put_segments(store: Store, log_id: int, owner_id: int, segments: Sequence[Segment]) -> None:
    """Give the log its segments; it must have none."""
    for start, end in segments:
        store.run(_inserting(_SEGMENT), (log_id, start, end, owner_id))


def put_tags(store: Store, log_id: int, tags: Sequence[str]) -> None:
    """Add tags; those it has stay."""
    for tag in tags:
        store.run("INSERT OR IGNORE INTO log_tag (log_id, tag) VALUES (?, ?)", (log_id, tag))


def clear_segments(store: Store, log_id: int) -> None:
    """Take away the segments: before the bounds change, and before the log goes."""
    store.run("DELETE FROM segment WHERE log_id = ?", (log_id,))


def clear_tags(store: Store, log_id: int) -> None:
    """Take away the tags."""
    store.run("DELETE FROM log_tag WHERE log_id = ?", (log_id,))


def remove_tags(store: Store, log_id: int, tags: Sequence[str]) -> None:
    """Take away some tags, as far as the log has them."""
    for tag in tags:
        store.run("DELETE FROM log_tag WHERE log_id = ? AND tag = ?", (log_id, tag))


def drop(store: Store, log_id: int) -> None:
    """Delete a log with all that belongs to it; its entry elsewhere is known to be deleted here."""
    clear_segments(store, log_id)
    clear_tags(store, log_id)
    store.run("UPDATE imported SET log_id = NULL WHERE log_id = ?", (log_id,))
    store.delete("log", log_id)


def taken(
    store: Store,
    owner_id: int,
    start: int,
    end: int,
    *,
    now: int,
    but_log: int = 0,
    but_timer: int = 0,
) -> list[Taken]:
    """What of an owner's time between two instants is taken by logs and live timers, in order.

    The running timer takes the time up to ``now``.
    """
    logs = """
        SELECT s.start_at, s.end_at, 'log ' || log_id, record.type || '-' || record.id
        FROM segment s JOIN log ON log.id = log_id JOIN record ON record.id = log.record_id
        WHERE s.owner_id = :owner AND s.start_at < :end AND s.end_at > :start
          AND log_id <> :but_log AND {}
    """
    timers = """
        SELECT s.start_at, s.end_at, 'timer', record.type || '-' || record.id
        FROM (SELECT timer_id, start_at, end_at FROM timer_segment
              UNION ALL SELECT id, running_since, :now FROM timer
              WHERE running_since IS NOT NULL) s
        JOIN timer ON timer.id = s.timer_id JOIN record ON record.id = timer.record_id
        WHERE timer.owner_id = :owner AND s.start_at < :end AND s.end_at > :start
          AND timer.id <> :but_timer
    """
    sql = " UNION ".join(
        (
            logs.format("s.start_at > :start - :reach"),
            logs.format("s.end_at - s.start_at > 172800"),
            timers,
        )
    )
    values = {
        "owner": owner_id,
        "start": start,
        "end": end,
        "now": now,
        "but_log": but_log,
        "but_timer": but_timer,
        "reach": _TWO_DAYS,
    }
    return [Taken._make([*row, False]) for row in store.rows(sql + " ORDER BY 1, 2", values)]


def changeable(store: Store, owner_id: int, start: int, end: int) -> dict[int, list[Segment]]:
    """The segments, in order, of an owner's logs between two instants whose time can change.

    It cannot where it is invoiced, here or elsewhere, and has no meaning where it was laid out.
    """
    sql = """
        SELECT log_id, segment.start_at, segment.end_at
        FROM log JOIN segment ON log_id = log.id
        WHERE log.owner_id = ? AND log.start_at < ? AND log.end_at > ? AND invoice_id IS NULL
          AND NOT billed_elsewhere AND NOT laid_out
        ORDER BY log_id, segment.start_at
    """
    found: dict[int, list[Segment]] = {}
    for number, first, last in store.each(sql, (owner_id, end, start)):
        found.setdefault(number, []).append(Segment(first, last))
    return found


def first_taken(store: Store, owner_id: int) -> int | None:
    """When the first log, or live timer, of an owner begins; ``None`` if there is none."""
    firsts = (
        store.value("SELECT min(start_at) FROM segment WHERE owner_id = ?", owner_id),
        store.value("SELECT min(started_at) FROM timer WHERE owner_id = ?", owner_id),
    )
    return min((int(found) for found in firsts if found is not None), default=None)
