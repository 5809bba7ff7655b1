"""Entries of another program on their way into the database: in temporary tables, not in memory.

They are staged without a lock on the database, compared with what is there inside the transaction
of the import, and written with one statement for each table and part of them.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise

from timelog_cli.errors import DatabaseError, OutputError
from timelog_cli.frozen import Frozen
from timelog_cli.store.failures import is_full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.store.connection import Store

_TABLES = (
    "CREATE TEMP TABLE staged (id INTEGER PRIMARY KEY, file TEXT, line INTEGER, start_at INTEGER,"
    " end_at INTEGER, seconds INTEGER NOT NULL, day TEXT, names_id INTEGER NOT NULL,"
    " entry_key BLOB NOT NULL, content BLOB NOT NULL, uuid BLOB NOT NULL, zone TEXT NOT NULL,"
    " note TEXT NOT NULL, billable INTEGER, billed INTEGER NOT NULL, status TEXT NOT NULL,"
    " reason TEXT, raw TEXT, log_id INTEGER)",
    "CREATE TEMP TABLE staged_tag (entry_id INTEGER NOT NULL, tag TEXT NOT NULL,"
    " PRIMARY KEY (entry_id, tag)) WITHOUT ROWID",
    "CREATE TEMP TABLE staged_pause (entry_id INTEGER NOT NULL, start_at INTEGER NOT NULL,"
    " end_at INTEGER NOT NULL)",
    "CREATE INDEX temp.staged_pause_by_entry ON staged_pause (entry_id)",
    "CREATE TEMP TABLE staged_names (id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL,"
    " owner_id INTEGER NOT NULL, takes_billable INTEGER NOT NULL, by_default INTEGER NOT NULL)",
    "CREATE TEMP TABLE staged_name_tag (names_id INTEGER NOT NULL, tag TEXT NOT NULL,"
    " PRIMARY KEY (names_id, tag)) WITHOUT ROWID",
    "CREATE TEMP TABLE staged_refused (id INTEGER PRIMARY KEY, raw TEXT NOT NULL)",
)
_ENTRY = (
    "INSERT INTO temp.staged (id, file, line, start_at, end_at, seconds, day, names_id, entry_key,"
    " content, uuid, zone, note, billable, billed, status, reason, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CACHE_MIB = 32
_AT_ONCE = 1000
_TWO_DAYS = 172_800


class Row(Frozen):
    """An entry as it is staged: what is compared, and what the log will be.

    :param day: of hours without a start
    :param names_id: which of the names it has
    :param billed: whether it was invoiced elsewhere
    :param status: ``new`` or ``skipped``, with the reason
    :param raw: its text in the file, if that may be needed
    """

    id: int
    file: str
    line: int
    start: int | None
    end: int | None
    seconds: int
    day: str | None
    names_id: int
    key: bytes
    content: bytes
    uuid: bytes
    zone: str
    note: str
    billable: bool | None
    billed: bool
    status: str
    reason: str | None
    raw: str | None


class Staging:
    """Entries that are staged; ``finish`` ends it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: list[Sequence[Any]] = []
        self._tags: list[tuple[int, str]] = []
        self._pauses: list[tuple[int, int, int]] = []
        store.run(f"PRAGMA temp.cache_size = -{_CACHE_MIB * 1024}")
        for table in _TABLES:
            store.run(table)

    def add(self, row: Row, tags: Sequence[str], pauses: Sequence[tuple[int, int]]) -> None:
        """Stage an entry."""
        self._rows.append(row)
        number = row[0]
        for tag in tags:
            self._tags.append((number, tag))
        for start, end in pauses:
            self._pauses.append((number, start, end))
        if len(self._rows) >= _AT_ONCE:
            self._write()

    def refuse(self, raw: str) -> None:
        """Keep the text of an entry that is refused."""
        self._store.run("INSERT INTO temp.staged_refused (raw) VALUES (?)", (raw,))

    def finish(self) -> None:
        """Stage what waits, and make entries quick to find by their key."""
        self._write()
        self._store.run("CREATE INDEX temp.staged_by_key ON staged (entry_key)")

    def _write(self) -> None:
        store = self._store
        if not self._rows:
            return
        with no_room_for_temporary_files():
            store.run("BEGIN")  # of the temporary tables alone
            store.run_many(_ENTRY, self._rows)
            store.run_many("INSERT OR IGNORE INTO temp.staged_tag VALUES (?, ?)", self._tags)
            store.run_many("INSERT INTO temp.staged_pause VALUES (?, ?, ?)", self._pauses)
            store.run("COMMIT")
        self._rows, self._tags, self._pauses = [], [], []


@contextmanager
def no_room_for_temporary_files() -> Iterator[None]:
    """Say of which disk it is full."""
    try:
        yield
    except DatabaseError as error:
        if not is_full(error):
            raise
        raise OutputError(
            "the disk with the temporary files is full; nothing was changed",
            "use another folder for them: export SQLITE_TMPDIR=FOLDER",
        ) from error


def refused(store: Store) -> Iterator[str]:
    """The texts of entries that were refused, in their order."""
    return (raw for (raw,) in store.each("SELECT raw FROM temp.staged_refused ORDER BY id"))


def set_status(store: Store, entry_id: int, status: str, reason: str | None = None) -> None:
    """Say what becomes of an entry."""
    sql = "UPDATE temp.staged SET status = ?, reason = ? WHERE id = ?"
    store.run(sql, (status, reason, entry_id))


def used_names(store: Store) -> list[int]:
    """Which names new and changed entries have, in the order of their first use."""
    sql = (
        "SELECT names_id FROM temp.staged WHERE status IN ('new', 'changed')"
        " GROUP BY names_id ORDER BY min(id)"
    )
    return [number for (number,) in store.rows(sql)]


def set_names(
    store: Store,
    names_id: int,
    *,
    record_id: int,
    owner_id: int,
    takes_billable: bool,
    by_default: bool,
    tags: Sequence[str],
) -> None:
    """Say on which record entries with some names are logged, and for whom.

    :param takes_billable: whether billable time can be logged there
    :param by_default: whether it is billable where the entry does not say
    """
    values = (names_id, record_id, owner_id, takes_billable, by_default)
    store.run("INSERT INTO temp.staged_names VALUES (?, ?, ?, ?, ?)", values)
    store.run_many(
        "INSERT INTO temp.staged_name_tag VALUES (?, ?)", [(names_id, tag) for tag in tags]
    )


def skip_names(store: Store, names_id: int, reason: str) -> None:
    """Leave out the entries that have some names."""
    store.run(
        "UPDATE temp.staged SET status = 'skipped', reason = ? WHERE names_id = ?"
        " AND status IN ('new', 'changed')",
        (reason, names_id),
    )


def refuse_names(store: Store, names_id: int) -> None:
    """Refuse the entries that have some names."""
    store.run(
        "UPDATE temp.staged SET status = 'conflicting' WHERE names_id = ?"
        " AND status IN ('new', 'changed')",
        (names_id,),
    )


def first_of(store: Store, names_id: int) -> int:
    """The first entry that has some names."""
    return int(store.value("SELECT min(id) FROM temp.staged WHERE names_id = ?", names_id))


def refuse_conflicting(store: Store) -> None:
    """Count the texts of entries that cannot be imported among those that were refused."""
    store.run(
        "INSERT INTO temp.staged_refused (raw) SELECT raw FROM temp.staged"
        " WHERE status = 'conflicting' AND raw IS NOT NULL ORDER BY id"
    )


# Presence


def stretches(store: Store) -> Iterator[tuple[int, int, int, str | None]]:
    """Start, end and number of the names of all entries with times, and why they are skipped."""
    sql = "SELECT start_at, end_at, names_id, reason FROM temp.staged WHERE start_at < end_at"
    return store.each(sql)


# Overlaps


def new_times(store: Store) -> Iterator[tuple[int, int, int, int]]:
    """Number, owner, start and end of the new entries with times, by owner and start."""
    sql = """
        SELECT staged.id, owner_id, start_at, end_at
        FROM temp.staged JOIN temp.staged_names ON temp.staged_names.id = names_id
        WHERE status = 'new' AND start_at IS NOT NULL AND end_at IS NOT NULL
        ORDER BY owner_id, start_at, staged.id
    """
    return store.each(sql)


def pauses(store: Store) -> dict[int, list[tuple[int, int]]]:
    """The pauses of the entries that have some, in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    sql = "SELECT entry_id, start_at, end_at FROM temp.staged_pause ORDER BY entry_id, start_at"
    for number, start, end in store.each(sql):
        found.setdefault(number, []).append((start, end))
    return found


def touching(store: Store) -> list[int]:
    """The new entries that may overlap what is logged or timed already, by owner and start."""
    entries = """
        SELECT staged.id AS number, owner_id AS owner, staged.start_at AS start
        FROM temp.staged CROSS JOIN temp.staged_names ON temp.staged_names.id = names_id
        WHERE status = 'new' AND EXISTS ({})
    """
    logged = """
          SELECT 1 FROM segment WHERE segment.owner_id = temp.staged_names.owner_id
          AND segment.start_at < staged.end_at AND segment.end_at > staged.start_at AND {}
    """
    timed = """
          SELECT 1 FROM timer LEFT JOIN timer_segment ON timer_id = timer.id
          WHERE timer.owner_id = temp.staged_names.owner_id
          AND (running_since < staged.end_at OR timer_segment.start_at < staged.end_at
               AND timer_segment.end_at > staged.start_at)
    """
    near = logged.format(f"segment.start_at > staged.start_at - {_TWO_DAYS}")
    long = logged.format("segment.end_at - segment.start_at > 172800")
    every = " UNION ".join(entries.format(one) for one in (near, long, timed))
    sql = f"SELECT number FROM ({every}) ORDER BY owner, start, number"
    return [number for (number,) in store.rows(sql)]


def place_of(store: Store, entry_id: int) -> tuple[str, int]:
    """The file and line of an entry."""
    sql = "SELECT file, line FROM temp.staged WHERE id = ?"
    return tuple(store.row(sql, (entry_id,)))


def times_of(store: Store, entry_id: int) -> tuple[int, int, int]:
    """The owner, start and end of an entry."""
    sql = (
        "SELECT owner_id, start_at, end_at FROM temp.staged"
        " JOIN temp.staged_names ON temp.staged_names.id = names_id WHERE staged.id = ?"
    )
    return tuple(store.row(sql, (entry_id,)))


def hours(store: Store) -> list[tuple[int, int, str, int]]:
    """Number, owner, day and seconds of the new entries without a start, by owner and day."""
    sql = (
        "SELECT staged.id, owner_id, day, seconds FROM temp.staged"
        " JOIN temp.staged_names ON temp.staged_names.id = names_id"
        " WHERE status = 'new' AND day IS NOT NULL ORDER BY owner_id, day, staged.id"
    )
    return store.rows(sql)


def set_times(store: Store, entry_id: int, segments: Sequence[tuple[int, int]]) -> None:
    """Give an entry other times; what lies between the segments is a pause."""
    start, end = segments[0][0], segments[-1][1]
    seconds = sum(last - first for first, last in segments)
    sql = "UPDATE temp.staged SET start_at = ?, end_at = ?, seconds = ? WHERE id = ?"
    store.run(sql, (start, end, seconds, entry_id))
    store.run("DELETE FROM temp.staged_pause WHERE entry_id = ?", (entry_id,))
    between = [(entry_id, one[1], other[0]) for one, other in pairwise(segments)]
    store.run_many("INSERT INTO temp.staged_pause VALUES (?, ?, ?)", between)
