"""Putting a backup in the place of the database, in one step, with the old file kept.

A name that points to another file while a process still has the old one open is safe: SQLite
looks before it writes (``SQLITE_READONLY_DBMOVED``), and such a command is told to run again. A
journal of the old file beside the new one would not be: SQLite would play it back into it. So
the old file is locked first, which plays its journal back where it belongs; what still lies there
then belongs to a file that SQLite cannot read, and goes along with it.
"""

from __future__ import annotations

import os

from timelog_cli.domain.text import typed
from timelog_cli.errors import Busy, OutputFailed, Refused, TimelogError, Unusable
from timelog_cli.frozen import Frozen
from timelog_cli.store import connection, copies
from timelog_cli.store.identity import APPLICATION_ID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store
    from timelog_cli.store.copies import Look, Report


class Restored(Frozen):
    """The database after it was restored, and where the file before it is kept."""

    path: str
    kept: str | None
    found: Look


def whole(backup: str, *, busy_seconds: float) -> Look:
    """What is in a backup that can be restored.

    :raises NotFound: there is no such file
    :raises Unusable: it is damaged, not a timelog database, or newer than this program
    """
    store = _opened(backup, busy_seconds)
    try:
        return copies.look(store)
    finally:
        store.close()


def restore(
    path: str, backup: str, *, stamp: str, busy_seconds: float, report: Report | None = None
) -> Restored:
    """Put a copy of ``backup`` in the place of the database at ``path``.

    :param stamp: what makes the name of the kept file its own
    :raises Busy: another process holds the database
    """
    real = os.path.realpath(path)
    if real == os.path.realpath(backup):
        raise Refused(f"{backup} is the database itself", "name a backup of it")
    _make_folder(real)
    part = copies.part_of(real)
    try:
        found = _copy(backup, part, busy_seconds, report)
        kept = _swap(real, part, stamp, busy_seconds)
    except OSError as error:
        raise OutputFailed(
            f"{backup} cannot be restored to {real}: {copies.reason(error)}"
        ) from error
    finally:
        copies.discard(part)
    return Restored(path, kept, found)


def _opened(backup: str, busy_seconds: float) -> Store:
    try:
        store = copies.existing(backup, busy_seconds=busy_seconds, mode="ro")
    except Unusable as error:
        if error.__cause__ is None or not os.path.exists(f"{backup}-journal"):
            raise
        raise Unusable(
            f"{backup} was left in the middle of a change",
            f"timelog --db {typed(backup)} db check takes the change back",
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
        os.makedirs(os.path.dirname(real), mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unusable(f"{real} cannot be made: {copies.reason(error)}") from error


def _copy(backup: str, part: str, busy_seconds: float, report: Report | None) -> Look:
    store = _opened(backup, busy_seconds)
    try:
        copies.copy_pages(store.connection, part, report)
        return copies.look(store)
    finally:
        store.close()


def _swap(real: str, part: str, stamp: str, busy_seconds: float) -> str | None:
    old = _locked(real, busy_seconds)
    try:
        kept = copies.unused(f"{real}.before-restore-{stamp}")
        there = os.path.lexists(real)
        worth_keeping = there and os.path.getsize(real) > 0
        if there and not worth_keeping:
            # To hold an empty file, SQLite begins a journal for its first page.
            copies.discard_companions(real)
        _replace(real, part, kept, old, there, worth_keeping)
    finally:
        if old is not None:
            old.close()
    return kept if worth_keeping else None


def _replace(real: str, part: str, kept: str, old: Store | None, there: bool, worth: bool) -> None:
    try:
        if worth:
            _keep(real, kept, old)
        for companion in copies.COMPANIONS:
            if os.path.lexists(real + companion):
                os.rename(real + companion, kept + companion)
        _put(part, real, there=there)
    except BaseException:
        # A second name for a database in use would be a trap: its journal would have another.
        if os.path.lexists(kept):
            os.unlink(kept)
        raise
    copies.sync_folder(real)


def _locked(real: str, busy_seconds: float) -> Store | None:
    """The old file, held so that nobody can write it; ``None`` if it is gone or beyond reading."""
    before = _inode(real)
    if before is None:
        return None
    old: Store | None = None
    try:
        old = connection.connect(real, busy_seconds=busy_seconds)
        _leave_wal(old)
        old.run("BEGIN EXCLUSIVE")
        _check_ours(old)
    except BaseException as error:
        if old is not None:
            old.close()
        unreadable = isinstance(error, TimelogError) and error.__cause__ is not None
        if isinstance(error, Busy) or not unreadable:
            raise
        return None
    if _inode(real) != before:
        old.close()
        raise _in_use()
    return old


def _inode(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    connection.check_is_file(path, found.st_mode)
    return found.st_dev, found.st_ino


def _leave_wal(old: Store) -> None:
    """Take what another program left in a write-ahead log into the file itself."""
    mode = old.value("PRAGMA journal_mode = DELETE")
    if mode == "wal":
        raise _in_use()


def _check_ours(old: Store) -> None:
    if old.value("PRAGMA application_id") == APPLICATION_ID:
        return
    if old.value("SELECT count(*) FROM sqlite_schema"):
        raise Unusable(
            f"{old.path} is an SQLite database of another program",
            "name the timelog file with --db PATH",
        )


def _keep(real: str, kept: str, old: Store | None) -> None:
    """A second name for the old file, so that the first is never without one."""
    try:
        os.link(real, kept)
    except OSError:  # a file system without hard links
        if old is not None:
            copies.copy_locked(old.connection, kept)
            return
        from shutil import copyfile

        copyfile(real, kept)
        os.chmod(kept, 0o600)
        copies.sync(kept)


def _put(part: str, real: str, *, there: bool) -> None:
    if there:
        # Others who shared the old file keep their access to it.
        os.chmod(part, os.stat(real).st_mode & 0o777)
        os.replace(part, real)
        return
    try:
        copies.move_to_free(part, real)
    except FileExistsError as error:
        raise _in_use() from error


def _in_use() -> Busy:
    return Busy("the database is in use by another process", "try again")
