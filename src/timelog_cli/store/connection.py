"""One SQLite file: opening it safely, and the one transaction that a command runs in.

The journal is SQLite's rollback journal with ``synchronous = EXTRA``: what was reported as done
survives a power cut, and between commands there is one file only, that can be copied and moved.
"""

from __future__ import annotations

import os
import sqlite3

from timelog_cli.errors import Busy, OutputFailed, Refused, TimelogError, Unusable
from timelog_cli.frozen import Frozen
from timelog_cli.store import migrations
from timelog_cli.store.schema import APPLICATION_ID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Any

    from timelog_cli.store.migrations import Step

    Values = Sequence[Any] | dict[str, Any]

BUSY_SECONDS = 5.0
_UNUSABLE = {
    "SQLITE_NOTADB": "{path} is not a timelog database",
    "SQLITE_CORRUPT": "{path} is damaged",
    "SQLITE_READONLY": "{path} cannot be written",
    "SQLITE_CANTOPEN": "{path} cannot be opened",
    "SQLITE_PERM": "{path} cannot be opened: permission denied",
    "SQLITE_FULL": "{path} cannot grow: the disk is full",
    "SQLITE_IOERR": "{path} cannot be read or written: the disk reports an error",
}


class Command(Frozen):
    """Who changes something, when, and with which words: the head of a history entry."""

    at: int
    user: str
    line: str
    kind: str = "do"
    reverts: int | None = None


def translated(error: sqlite3.Error, path: str) -> TimelogError:
    """The error of this program that an SQLite error means."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(
            "the database is in use by another process",
            "try again; if it stays so, look for a timelog that hangs",
        )
    text = str(error)
    if text.startswith("rule:"):
        return Refused(text.removeprefix("rule:"))
    for prefix, message in _UNUSABLE.items():
        if name.startswith(prefix):
            return Unusable(message.format(path=path), _unusable_hint(prefix, path))
    if isinstance(error, sqlite3.IntegrityError):
        return Refused(f"the database refuses it: {text}")
    return Unusable(f"{path} cannot be used: {text}", "timelog db check")


def _unusable_hint(name: str, path: str) -> str:
    if name in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return f"timelog --db {path} db restore BACKUP"
    if name == "SQLITE_FULL":
        return "free some space and run the command again; nothing was changed"
    return f"look at the permissions of {path} and its folder"


class Transaction:
    """A write transaction with its history entry; leaves nothing behind when it fails."""

    def __init__(self, store: Store, command: Command) -> None:
        self._store = store
        self._command = command
        self.entry_id = 0

    def __enter__(self) -> Transaction:
        store, command = self._store, self._command
        store.run("BEGIN IMMEDIATE")
        try:
            store.run(
                "INSERT INTO entry (at, user, command, kind, reverts) VALUES (?, ?, ?, ?, ?)",
                (command.at, command.user, command.line, command.kind, command.reverts),
            )
            self.entry_id = store.last_id()
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
        try:
            self._close_entry()
            self._store.run("COMMIT")
        except BaseException:
            self._store.roll_back()
            raise

    def _close_entry(self) -> None:
        store = self._store
        store.run("UPDATE open_entry SET entry_id = NULL")
        if not store.value(
            "SELECT EXISTS (SELECT 1 FROM change WHERE entry_id = ?)", self.entry_id
        ):
            store.run("DELETE FROM entry WHERE id = ?", (self.entry_id,))
            store.run(
                "UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry'", (self.entry_id - 1,)
            )


class Store:
    """An open timelog file. Queries live in the sibling modules and take the store first."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.connection = connection
        self.path = path
        self.created = False

    def run(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Execute one statement.

        :raises TimelogError: what the SQLite error means to a user
        """
        try:
            return self.connection.execute(sql, values)
        except sqlite3.Error as error:
            raise translated(error, self.path) from error

    def run_many(self, sql: str, rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]]) -> None:
        """Execute one statement for each row."""
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise translated(error, self.path) from error

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows as tuples."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise translated(error, self.path) from error

    def row(self, sql: str, values: Values = ()) -> Any:
        """The first row, or ``None``."""
        try:
            return self.connection.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise translated(error, self.path) from error

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or ``None``."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    def insert(self, table: str, **values: Any) -> int:
        """Insert a row and return its number."""
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        self.run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
        return self.last_id()

    def update(self, table: str, row_id: int, **values: Any) -> None:
        """Change columns of the row with that number."""
        assignments = ", ".join(f"{column} = ?" for column in values)
        self.run(f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), row_id))

    def delete(self, table: str, row_id: int) -> None:
        """Delete the row with that number."""
        self.run(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def last_id(self) -> int:
        """The number of the row inserted last."""
        return int(self.value("SELECT last_insert_rowid()"))

    def writing(self, command: Command) -> Transaction:
        """The one immediate transaction of a command that writes."""
        return Transaction(self, command)

    def roll_back(self) -> None:
        """Undo what the open transaction did, if there is one."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def new_uuid() -> bytes:
    """A random UUID (RFC 9562, version 4) as 16 bytes, without importing ``uuid``."""
    raw = bytearray(os.urandom(16))
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    return bytes(raw)


def open_store(
    path: str, *, busy_seconds: float = BUSY_SECONDS, steps: Sequence[Step] = migrations.STEPS
) -> Store:
    """Open the file, making or upgrading it where needed.

    :raises Unusable: damaged, newer than this program, not a timelog file, not writable
    """
    created = _ensure_file(path)
    store = connect(path, busy_seconds=busy_seconds)
    try:
        version = _version(store, len(steps))
        if version < len(steps):
            _bring_up(store, steps)
        store.created = created
    except BaseException:
        store.close()
        raise
    return store


def connect(path: str, *, busy_seconds: float = BUSY_SECONDS) -> Store:
    """A connection to an existing file, without looking at what is in it."""
    from_path = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(
            f"file:{from_path}?mode=rw", uri=True, timeout=busy_seconds, isolation_level=None
        )
    except sqlite3.Error as error:
        raise translated(error, path) from error
    store = Store(connection, path)
    try:
        store.run("PRAGMA foreign_keys = ON")
        store.run("PRAGMA synchronous = EXTRA")
    except TimelogError:
        store.close()
        raise
    return store


def _ensure_file(path: str) -> bool:
    if os.path.exists(path):  # noqa: PTH110 - pathlib costs 4 ms
        return False
    try:
        folder = os.path.dirname(path)  # noqa: PTH120
        if folder:
            os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise Unusable(
            f"{path} cannot be made: {(error.strerror or str(error)).lower()}",
            "name another place with --db PATH",
        ) from error
    return True


def _version(store: Store, newest: int) -> int:
    """The schema's version; 0 for an empty file.

    :raises Unusable: not a timelog file, or newer than this program
    """
    ours = store.value("PRAGMA application_id")
    version = int(store.value("PRAGMA user_version"))
    if ours != APPLICATION_ID:
        if version or store.value("SELECT count(*) FROM sqlite_schema"):
            raise Unusable(
                f"{store.path} is an SQLite database of another program",
                "name the timelog file with --db PATH",
            )
        return 0
    if version > newest:
        raise Unusable(
            f"{store.path} was written by a newer timelog"
            f" (schema {version}, this one knows {newest})",
            "install the newer version of timelog",
        )
    return version


def _bring_up(store: Store, steps: Sequence[Step]) -> None:
    """Make or upgrade the schema; of two processes that come at once, one does it."""
    store.run("BEGIN EXCLUSIVE")
    try:
        version = _version(store, len(steps))
        if version < len(steps):
            if version:
                _keep_copy(store.path, version)
            migrations.migrate(store.connection, steps)
        store.run("COMMIT")
    except sqlite3.Error as error:
        store.roll_back()
        raise translated(error, store.path) from error
    except BaseException:
        store.roll_back()
        raise


def _keep_copy(path: str, version: int) -> None:
    """Copy the file as it is; the exclusive lock is held, so nobody writes meanwhile."""
    import shutil

    copy = f"{path}.before-upgrade-from-{version}"
    part = f"{copy}.part"
    try:
        shutil.copyfile(path, part)
        os.chmod(part, 0o600)  # noqa: PTH101
        os.replace(part, copy)  # noqa: PTH105
    except OSError as error:
        raise OutputFailed(
            f"no copy of {path} could be kept before the upgrade: {error.strerror}",
            "free some space; the file was not touched",
        ) from error
