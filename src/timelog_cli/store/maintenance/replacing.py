"""Putting a backup in the place of the database, in one transaction, with a copy of it kept.

A file that another process may have open is neither renamed nor given a second name: whoever
opened it before would take the journal of its new neighbour for its own. So the backup is written
into the file itself, under the lock of SQLite, whose journal turns it back if it is cut off; who
reads or writes meanwhile waits, and then finds the old file or the new one.
"""

from __future__ import annotations

import os
import time

from timelog_cli.domain.text import typed
from timelog_cli.errors import Busy, DatabaseError, OutputError, Refused, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.runtime import files
from timelog_cli.store import connection
from timelog_cli.store.connection import APPLICATION_ID
from timelog_cli.store.failures import is_damage
from timelog_cli.store.maintenance import copies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store
    from timelog_cli.store.maintenance.copies import DatabaseInfo, Progress

# The bytes that SQLite locks, https://sqlite.org/src/file/src/os.h: pending, reserved, shared.
_LOCKED_FROM, _LOCKED_BYTES = 0x40000000, 512
_PAGE_COUNT_AT = 28  # in the header
_PAUSE = 0.05
_PORTION = 1 << 20


class Restored(Frozen):
    """The database after it was restored, and where the file before it is kept."""

    path: str
    kept: str | None
    found: DatabaseInfo


def whole(backup: str, *, busy_seconds: float) -> DatabaseInfo:
    """What is in a backup that can be restored.

    :raises NotFound: there is no such file
    :raises DatabaseError: it is damaged, not a timelog database, or newer than this program
    """
    store = _opened(backup, busy_seconds)
    try:
        return copies.inspect(store)
    finally:
        store.close()


def restore(
    path: str, backup: str, *, stamp: str, busy_seconds: float, report: Progress | None = None
) -> Restored:
    """Put a copy of ``backup`` in the place of the database at ``path``.

    :param stamp: what makes the name of the kept file its own
    :raises Busy: another process holds the database
    """
    real = os.path.realpath(path)
    if _is_same(real, backup):
        raise Refused(f"{backup} is the database itself, not a backup", "choose a backup file")
    _make_folder(real)
    source = _opened(backup, busy_seconds)
    try:
        keep = f"{real}.before-restore-{stamp}"
        kept = put(source, real, keep=keep, busy_seconds=busy_seconds, report=report)
        return Restored(path, kept, copies.inspect(source))
    except OSError as error:
        raise OutputError(f"cannot restore {backup} to {real}: {copies.reason(error)}") from error
    finally:
        source.close()


def _is_same(real: str, backup: str) -> bool:
    try:
        return os.path.samefile(real, backup)
    except OSError:
        return real == os.path.realpath(backup)


def _opened(backup: str, busy_seconds: float) -> Store:
    try:
        store = copies.existing(backup, busy_seconds=busy_seconds, mode="ro")
    except DatabaseError as error:
        if error.__cause__ is None or not os.path.exists(f"{backup}-journal"):
            raise
        raise DatabaseError(
            f"{backup} contains an unfinished change",
            f"to undo that change: timelog --db {typed(backup)} db check",
        ) from error
    try:
        copies.hold(store)
        copies.check_whole(store, store.path)
    except BaseException:
        store.close()
        raise
    return store


def _make_folder(real: str) -> None:
    try:
        files.make_folders(os.path.dirname(real))
    except OSError as error:
        raise DatabaseError(f"cannot create {real}: {copies.reason(error)}") from error


def put(
    source: Store,
    real: str,
    *,
    keep: str | None,
    busy_seconds: float,
    report: Progress | None = None,
) -> str | None:
    """Fill the file at a place with what is in an open database; the copy that was kept of it.

    :param keep: the name of a copy of what is there now; ``None`` keeps none, whatever it is
    :raises Busy: another process holds the file
    """
    if not os.path.lexists(real):
        _put_new(source, real, keep, report)
        return None
    handle = _bytes_of(real)
    try:
        old = _locked(real, handle, busy_seconds, any_program=keep is None)
        if old is not None:
            try:
                return _put_into(source, old, handle, real, keep, report)
            finally:
                old.close()
        _hold(handle, busy_seconds)
        kept = _emptied(handle, real, keep)
    finally:
        os.close(handle)
    try:
        put(source, real, keep=keep, busy_seconds=busy_seconds, report=report)
    except TimelogError as error:
        where = f"; the previous file is kept as {kept}" if kept else ""
        raise type(error)(f"{error.message}{where}", error.hint) from error
    return kept


def _put_new(source: Store, real: str, keep: str | None, report: Progress | None) -> None:
    part = copies.part_of(real)
    try:
        copies.copy_pages(source.connection, part, report)
        files.give_to_folder(part, real)
        for companion in copies.COMPANIONS:
            if keep and os.path.lexists(real + companion):
                # Of a file that is gone: SQLite would play it back into the new one.
                os.rename(real + companion, copies.unused(keep, companion))
        copies.move_to_free(part, real)
        copies.sync_folder(real)
    except FileExistsError as error:
        raise _in_use() from error
    finally:
        copies.discard(part)


def _bytes_of(real: str) -> int:
    """A file to read and to empty. To close it drops every lock that this process has on it."""
    connection.check_is_file(real, os.stat(real).st_mode)
    try:
        return os.open(real, os.O_RDWR)
    except OSError as error:
        raise DatabaseError(f"cannot write {real}: {copies.reason(error)}") from error


def _locked(real: str, handle: int, busy_seconds: float, *, any_program: bool) -> Store | None:
    """The file, held so that nobody can read or write it; ``None`` if it is beyond reading."""
    old: Store | None = None
    try:
        old = connection.connect(real, busy_seconds=busy_seconds)
        _leave_wal(old)
        # In exclusive mode it would wait while it holds the file as a reader, for a writer that
        # waits for its readers to end.
        old.run("BEGIN EXCLUSIVE")
        old.run("PRAGMA locking_mode = EXCLUSIVE")
        if not any_program:
            _check_ours(old)
        # The lock stays, first as the mode is exclusive, then until the file is used again.
        old.run("COMMIT")
        old.run("PRAGMA locking_mode = NORMAL")
    except BaseException as error:
        if old is not None:
            old.close()
        if isinstance(error, TimelogError) and is_damage(error):
            return None
        raise
    if not os.path.samestat(os.fstat(handle), os.stat(real)):
        old.close()
        raise _in_use()
    return old


def _leave_wal(old: Store) -> None:
    """Take what another program left in a write-ahead log into the file itself."""
    if old.value("PRAGMA journal_mode = DELETE") == "wal":
        raise _in_use()


def _check_ours(old: Store) -> None:
    if old.value("PRAGMA application_id") == APPLICATION_ID:
        return
    if old.value("SELECT count(*) FROM sqlite_schema"):
        raise DatabaseError(
            f"{old.path} is an SQLite database, but not a timelog database",
            "choose a timelog database with --db PATH",
        )


def _put_into(
    source: Store, old: Store, handle: int, real: str, keep: str | None, report: Progress | None
) -> str | None:
    # A lock on an empty file makes it one of a single page, in which there is no table.
    pages = int.from_bytes(os.pread(handle, 4, _PAGE_COUNT_AT), "big")
    kept = _copied(handle, real, keep) if pages > 1 else None
    try:
        copies.fill(source.connection, old.connection, report)
    except BaseException as error:
        if kept:
            os.unlink(kept)
        if isinstance(error, connection.FAILURES):
            raise connection.translated(error, real) from error
        raise
    try:
        _leave_wal(old)
    except Busy:  # it may be used again: by now it is the backup, with a write-ahead log
        return kept
    return kept


def _copied(handle: int, real: str, keep: str | None, companion: str = "") -> str | None:
    """Keep a copy of the file, byte for byte; nothing is kept of an empty one."""
    if keep is None or not os.fstat(handle).st_size:
        return None
    name = copies.unused(keep, companion)
    part = copies.part_of(name)
    try:
        with open(part, "xb", opener=copies.private) as file:
            offset = 0
            while portion := os.pread(handle, _PORTION, offset):
                offset += file.write(portion)
            file.flush()
            os.fsync(file.fileno())
        files.keep(part, real)
        copies.move_to_free(part, name)
        copies.sync_folder(name)
    finally:
        copies.discard(part)
    return name


def _hold(handle: int, busy_seconds: float) -> None:
    """Hold a file that SQLite cannot read, by the bytes that it would lock."""
    from fcntl import LOCK_EX, LOCK_NB, lockf

    until = time.monotonic() + busy_seconds
    while True:
        try:
            lockf(handle, LOCK_EX | LOCK_NB, _LOCKED_BYTES, _LOCKED_FROM)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise _in_use() from None
            time.sleep(_PAUSE)
        else:
            return


def _emptied(handle: int, real: str, keep: str | None) -> str | None:
    """Keep a copy of a damaged file and of its journals, and empty it; SQLite drops the latter."""
    kept = _copied(handle, real, keep)
    for companion in ("-journal", "-wal"):
        if kept and os.path.isfile(real + companion):
            beside = os.open(real + companion, os.O_RDONLY)
            try:
                _copied(beside, real, kept, companion)
            finally:
                os.close(beside)
    os.ftruncate(handle, 0)
    os.fsync(handle)
    return kept


def _in_use() -> Busy:
    return Busy("the database is in use by another process", "try again")
