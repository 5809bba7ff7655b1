"""Copies of the file: whole, private, on the disk, and there only when they are complete."""

from __future__ import annotations

import os
import sqlite3

from timelog_cli.domain.text import typed
from timelog_cli.errors import Busy, DatabaseError, NotFound, OutputError, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store import connection
from timelog_cli.store.connection import VERSION, Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    Progress = Callable[[int, int | None], None]

PAGES_AT_A_TIME = 2000
_STEPS = 100_000  # of the virtual machine of SQLite: some milliseconds
COMPANIONS = ("-journal", "-wal", "-shm")
# What is counted, and where: a quote is no invoice.
COUNTED = {
    **{table: table for table in ("record", "log", "timer", "customer", "service")},
    "invoice": "invoice WHERE kind <> 'quote'",
}


class DatabaseInfo(Frozen):
    """What is in a file: its schema's version, its size and how many rows of each kind."""

    path: str
    schema: int
    size_bytes: int
    counts: dict[str, int]


def existing(path: str, *, busy_seconds: float, mode: str = "rw") -> Store:
    """Open a timelog file that is there, whatever version of ours it has.

    :raises NotFound: there is no file
    :raises DatabaseError: it is no timelog database, or newer than this program
    """
    try:
        connection.check_is_file(path, os.stat(path).st_mode)
    except FileNotFoundError as error:
        raise NotFound(f"no database at {path}", "timelog db path") from error
    except OSError as error:
        raise DatabaseError(f"cannot open {path}: {reason(error)}") from error
    store = connection.connect(path, busy_seconds=busy_seconds, mode=mode)
    try:
        if not connection.version(store, VERSION):
            raise connection.empty(path)
    except BaseException:
        store.close()
        raise
    return store


class Ticking:
    """While it lasts, long statements call a function now and then, and Ctrl-C ends them.

    :param tick: without it nothing is called, and Ctrl-C waits for the end of a statement
    """

    def __init__(self, store: Store, tick: Callable[[], None] | None) -> None:
        self._connection, self._call = store.connection, tick
        self._interrupted = False

    def __enter__(self) -> None:
        if self._call is not None:
            self._connection.set_progress_handler(self._tick, _STEPS)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._call is not None:
            self._connection.set_progress_handler(None, 0)
        # Ctrl-C can come before ``_tick`` has begun: then only SQLite says so.
        cause = getattr(error, "__cause__", None)
        name = getattr(cause, "sqlite_errorname", None)
        if self._interrupted or name == "SQLITE_INTERRUPT":
            raise KeyboardInterrupt

    def _tick(self) -> int:
        """Called by SQLite, which takes any other value as the wish to end."""
        assert self._call is not None
        try:
            self._call()
        except KeyboardInterrupt:
            self._interrupted = True
        return int(self._interrupted)


def inspect(store: Store) -> DatabaseInfo:
    """What is in an open file."""
    path = os.path.realpath(store.path)
    size = os.path.getsize(path)
    return DatabaseInfo(path, int(store.value("PRAGMA user_version")), size, counts(store))


def counts(store: Store) -> dict[str, int]:
    """How many rows of each kind there are."""
    return {
        what: int(store.value(f"SELECT count(*) FROM {rows}")) for what, rows in COUNTED.items()
    }


def check_whole(store: Store, path: str) -> None:
    """Refuse a file in which SQLite finds damage.

    :param path: the file to name, which this one may be a copy of
    :raises DatabaseError: naming the first thing that is wrong
    """
    checking = f"timelog --db {typed(path)} db check"
    for found in damage(store, most=1):
        raise DatabaseError(f"{path} is damaged: {found}", checking)
    for found in store.rows("PRAGMA foreign_key_check"):
        row = f"a row in {found[0]} has no matching row in {found[2]}"
        raise DatabaseError(f"{path} is damaged: {row}", checking)


def damage(store: Store, most: int) -> list[str]:
    """What SQLite finds wrong in the pages of a file, a line each."""
    rows = store.rows(f"PRAGMA integrity_check({most})")
    lines = [line for (text,) in rows for line in text.splitlines()]
    return [line for line in lines if line != "ok" and not line.startswith("***")]


def hold(store: Store) -> None:
    """Begin to read: what is read until the file is closed is of one moment."""
    store.run("BEGIN")
    store.value("SELECT count(*) FROM sqlite_schema")


def copy_pages(source: sqlite3.Connection, target: str, report: Progress | None = None) -> None:
    """Copy an open database page by page into a new private file that is then on the disk.

    :raises OutputError: the file cannot be made or filled; it is gone again
    """
    _make_private(target)
    try:
        _fill_new(source, target, report)
        sync(target)
    except sqlite3.Error as error:
        raise OutputError(
            f"cannot write {target}: {_of_disk(error)}",
            "choose another location, or free some disk space",
        ) from error
    except OSError as error:
        raise OutputError(f"cannot write {target}: {reason(error)}") from error


def _fill_new(source: sqlite3.Connection, target: str, report: Progress | None) -> None:
    copy = sqlite3.connect(connection.uri(target, "rw"), uri=True, isolation_level=None)
    try:
        # The part is thrown away when anything fails, and synced as a whole at the end.
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = OFF")
        fill(source, copy, report)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def fill(source: sqlite3.Connection, copy: sqlite3.Connection, report: Progress | None) -> None:
    """Make an open file the copy of another, in one transaction."""

    def progress(status: int, remaining: int, total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            # Python would try again for ever.
            raise Busy("the database is in use by another process", "try again")
        if report is not None:
            report(total - remaining, total)

    source.backup(copy, pages=PAGES_AT_A_TIME, progress=progress)


def copy_locked(source: sqlite3.Connection, target: str) -> None:
    """Copy the database that this connection holds for itself into a new private file.

    Not with ``backup``, which never comes to an end while its source is being written, and not
    by reading the file: to close it would drop this process's locks on it (POSIX).

    :raises OutputError: the file cannot be made or filled
    """
    _make_private(target)
    try:
        with open(target, "r+b") as file:
            file.write(source.serialize())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"cannot write {target}: {reason(error)}") from error


def private(path: str, flags: int) -> int:
    """An opener for files that are for their user alone."""
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def _make_private(target: str) -> None:
    try:
        os.close(private(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except OSError as error:
        raise OutputError(f"cannot create {target}: {reason(error)}") from error


def part_of(target: str) -> str:
    """The name under which a file is written until it is complete."""
    return unused(f"{target}.{os.getpid()}.part", "")


def unused(name: str, end: str = "") -> str:
    """The name, or the first of ``name-2``, ``name-3``, … that nothing has."""
    found, count = name + end, 1
    while os.path.lexists(found):
        count += 1
        found = f"{name}-{count}{end}"
    return found


def move_to_free(part: str, target: str) -> None:
    """Give a file its name if nothing has it.

    :raises FileExistsError: something has
    """
    try:
        os.link(part, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.rename(part, target)
    else:
        os.unlink(part)


def sync(path: str) -> None:
    """Wait until the disk has the file. Not for one that SQLite has open in this process."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: str) -> None:
    """Wait until the disk has the names in the file's folder."""
    sync(os.path.dirname(os.path.abspath(path)))


def discard(part: str) -> None:
    """Take away what is left of an unfinished copy."""
    discard_companions(part)
    _unlink(part)


def discard_companions(path: str) -> None:
    """Take away the journals that SQLite keeps beside a file."""
    for companion in COMPANIONS:
        _unlink(path + companion)


def _unlink(path: str) -> None:
    if os.path.lexists(path):
        os.unlink(path)


def reason(error: OSError | TimelogError) -> str:
    """Why the system refused, in its words."""
    if isinstance(error, TimelogError):
        return error.message
    return (error.strerror or str(error)).lower()


def _of_disk(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", None) or ""
    return "the disk is full" if name == "SQLITE_FULL" else str(error)
