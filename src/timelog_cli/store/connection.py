"""One SQLite file: opening it safely, and the one transaction that a command runs in.

The journal is SQLite's rollback journal with ``synchronous = EXTRA``: what was reported as done
survives a power cut, and between commands there is one file only, that can be copied and moved.
"""

from __future__ import annotations

import os
from stat import S_ISDIR, S_ISREG

from timelog_cli.errors import DatabaseError, TimelogError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType
    from typing import Any

    Values = Sequence[Any] | dict[str, Any]
else:
    # What ``sqlite3`` gives, without ``datetime``: a sixth of what Python takes to start.
    import _sqlite3 as sqlite3

APPLICATION_ID = 0x746C6F67  # "tlog"
VERSION = 6  # the number of migrations
BUSY_SECONDS = 5.0
# What SQLite refuses, and what Python cannot hand to it or take from it: no text, a number beyond
# 64 bits, a message with a damaged byte in it.
FAILURES = (sqlite3.Error, UnicodeError, OverflowError)
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables


class CommandInfo(Frozen):
    """Who changes something, when, and with which words: the head of a history entry."""

    at: int
    user: str
    line: str
    kind: str = "do"
    reverts: int | None = None


def translated(
    error: Exception, path: str, connection: sqlite3.Connection | None = None
) -> TimelogError:
    """The error of this program that an SQLite error means."""
    from timelog_cli.store.failures import meaning

    return meaning(error, path, connection)


class Transaction:
    """A write transaction with its history entry; leaves nothing behind when it fails."""

    def __init__(self, store: Store, command: CommandInfo) -> None:
        self._store = store
        self._command = command
        self.entry_id = 0

    def __enter__(self) -> Transaction:
        store, command = self._store, self._command
        store.run("BEGIN IMMEDIATE")
        store.at = command.at
        try:
            self.entry_id = store.insert(
                "entry",
                at=command.at,
                user=command.user,
                command=_storable(command.line),
                kind=command.kind,
                reverts=command.reverts,
            )
            store.run("UPDATE open_entry SET entry_id = ?", (self.entry_id,))
        except BaseException:
            store.roll_back()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._store.roll_back()
            return
        store, before = self._store, self._store.changed
        try:
            if not self._has_changes():
                store.roll_back()  # the entry goes as if it had never been
                return
            store.run("UPDATE open_entry SET entry_id = NULL")
            if store.before_commit is not None:
                store.before_commit()
            store.changed = True  # first, as an interrupt may come right behind the COMMIT
            store.run("COMMIT")
        except BaseException:
            if store.connection.in_transaction:
                store.changed = before
                store.roll_back()
            raise

    def _has_changes(self) -> bool:
        sql = "SELECT EXISTS (SELECT 1 FROM change WHERE entry_id = ?)"
        return bool(self._store.value(sql, self.entry_id))


class Savepoint:
    """A part of an open transaction that can fail by itself: what it did goes, the rest stays."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Savepoint:
        self._store.run("SAVEPOINT part")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and self._store.connection.in_transaction:
            self._store.run("ROLLBACK TO part")
        if self._store.connection.in_transaction:
            self._store.run("RELEASE part")


def _storable(line: str) -> str:
    """A command line as text: bytes that are no UTF-8, as in a path, become escapes."""
    return line if line.isascii() else line.encode("utf-8", "backslashreplace").decode("utf-8")


class Store:
    """An open timelog file. Queries live in the sibling modules and take the store first.

    ``created`` says that this opening made the tables, ``kept`` is the copy it made of the file
    before it upgraded it, ``changed`` that a transaction of a command was committed. ``at`` is the
    moment of the last one. ``before_commit`` is called when one is about to be committed, and can
    refuse that by an exception.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.connection = connection
        self.path = path
        self.created = False
        self.kept: str | None = None
        self.changed = False
        self.at = 0
        self.before_commit: Callable[[], None] | None = None

    def run(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Execute one statement.

        :raises TimelogError: what the SQLite error means to a user
        """
        try:
            return self.connection.execute(sql, values)
        except FAILURES as error:
            raise translated(error, self.path, self.connection) from error

    def run_many(self, sql: str, rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
        """Execute one statement for each row."""
        try:
            self.connection.executemany(sql, rows)
        except FAILURES as error:
            raise translated(error, self.path, self.connection) from error

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows as tuples."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except FAILURES as error:
            raise translated(error, self.path, self.connection) from error

    def each(self, sql: str, values: Values = ()) -> Iterator[Any]:
        """All rows as tuples, one at a time; nobody can write until the last one is read."""
        try:
            yield from self.connection.execute(sql, values)
        except FAILURES as error:
            raise translated(error, self.path, self.connection) from error

    def row(self, sql: str, values: Values = ()) -> Any:
        """The first row, or ``None``."""
        try:
            return self.connection.execute(sql, values).fetchone()
        except FAILURES as error:
            raise translated(error, self.path, self.connection) from error

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or ``None``."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    def insert(self, table: str, **values: Any) -> int:
        """Insert a row and return its number."""
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        return int(self.run(sql, tuple(values.values())).lastrowid or 0)

    def update(self, table: str, row_id: int, **values: Any) -> None:
        """Change columns of the row with that number."""
        assignments = ", ".join(f"{column} = ?" for column in values)
        self.run(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), row_id))

    def delete(self, table: str, row_id: int) -> None:
        """Delete the row with that number."""
        self.run(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def writing(self, command: CommandInfo) -> Transaction:
        """The one immediate transaction of a command that writes."""
        return Transaction(self, command)

    def grow_cache(self, mib: int = 8) -> None:
        """Let a command that writes many rows keep the pages it touches, so many MiB of them."""
        self.run(f"PRAGMA cache_size = -{mib * 1024}")

    def keep_savepoints_in_memory(self) -> None:
        """Remember in memory what a part of a transaction would have to take back.

        For parts that touch few pages: else a file takes each of them, and is never read again.
        """
        self.run("PRAGMA temp_store = MEMORY")

    def set_busy_timeout(self, seconds: float) -> None:
        """Wait so long, from now on, for another process that holds the file."""
        self.run(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def changes_of_others(self) -> int:
        """A number that is another one after a change by another process."""
        return int(self.value("PRAGMA data_version"))

    def savepoint(self) -> Savepoint:
        """A part of the open transaction that may fail alone."""
        return Savepoint(self)

    def reading(self) -> Savepoint:
        """Reads that see the file as it is at one moment."""
        return Savepoint(self)

    def roll_back(self) -> None:
        """Undo what the open transaction did, if there is one."""
        if self.connection.in_transaction:
            self.run("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def new_uuid() -> bytes:
    """A random UUID (RFC 9562, version 4) as 16 bytes, without importing ``uuid``."""
    raw = bytearray(os.urandom(16))
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    return bytes(raw)


def connect(path: str, *, busy_seconds: float = BUSY_SECONDS, mode: str = "rw") -> Store:
    """A connection to an existing file, without looking at what is in it.

    :param mode: ``rw``, or ``ro`` for a file that must stay untouched
    """
    check_library(tuple(map(int, sqlite3.sqlite_version.split("."))))
    try:
        connection = sqlite3.connect(
            uri(path, mode), uri=True, timeout=busy_seconds, isolation_level=None
        )
    except sqlite3.Error as error:
        raise translated(error, path) from error
    store = Store(connection, path)
    try:
        store.run("PRAGMA foreign_keys = ON")
        store.run("PRAGMA synchronous = EXTRA")
    except BaseException:
        store.close()
        raise
    return store


def uri(path: str, mode: str) -> str:
    """The URI of a file: no character of its path, and no ``:memory:``, means anything else."""
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{'//' if path.startswith('/') else './'}{escaped}?mode={mode}"


def check_library(version: tuple[int, ...]) -> None:
    """Refuse an SQLite library that cannot read the tables.

    :raises DatabaseError: older than 3.37
    """
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_SQLITE))
        raise DatabaseError(
            f"this Python uses SQLite {found}; timelog needs {needed} or later",
            "install timelog with a newer version of Python",
        )


def check_is_file(path: str, mode: int) -> None:
    """Refuse what SQLite would wait for, or could not keep anything in.

    :raises DatabaseError: a folder, a device, a pipe
    """
    if not S_ISREG(mode):
        what = "a folder" if S_ISDIR(mode) else "not a regular file"
        raise DatabaseError(f"{path} is {what}", "choose a timelog database with --db PATH")


def missing(path: str) -> DatabaseError:
    """That there is no file where the user said that the database is."""
    from timelog_cli.domain.text import typed

    return DatabaseError(
        f"no database at {path}",
        f"to create it: timelog --db {typed(path)} record add TITLE",
    )


def empty(path: str) -> DatabaseError:
    """That a file is there with nothing in it, which may have been a database."""
    from timelog_cli.domain.text import typed

    return DatabaseError(
        f"{path} is empty",
        f"to restore a backup: timelog --db {typed(path)} db restore BACKUP;"
        " for a new database, delete the file first",
    )


def version(store: Store, newest: int) -> int:
    """The schema's version; 0 for an empty file.

    :raises DatabaseError: not a timelog file, or newer than this program
    """
    if store.value("PRAGMA application_id") != APPLICATION_ID:
        _check_empty(store)
        return 0
    found = int(store.value("PRAGMA user_version"))
    if found > newest:
        raise DatabaseError(
            f"{store.path} was written by a newer version of timelog"
            f" (schema {found}; this version supports up to {newest})",
            "upgrade timelog",
        )
    if found < 1:
        from timelog_cli.domain.text import typed

        raise DatabaseError(
            f"{store.path} is damaged: it has schema {found}",
            f"timelog --db {typed(store.path)} db restore BACKUP",
        )
    return found


def _check_empty(store: Store) -> None:
    """Refuse a file with anything in it, looked at as it is at one moment.

    Another process may make the tables while this one looks; then they are ours.
    """
    alone = not store.connection.in_transaction
    if alone:
        store.run("BEGIN")
    try:
        marks = store.value("PRAGMA application_id"), store.value("PRAGMA user_version")
        tables = store.value("SELECT count(*) FROM sqlite_schema")
    finally:
        if alone:
            store.roll_back()
    if marks[0] != APPLICATION_ID and (any(marks) or tables):
        raise DatabaseError(
            f"{store.path} is an SQLite database, but not a timelog database",
            "choose a timelog database with --db PATH",
        )
