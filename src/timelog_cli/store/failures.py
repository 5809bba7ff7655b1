"""What the errors of SQLite mean to a user."""

from __future__ import annotations

import sqlite3

from timelog_cli.errors import Busy, DatabaseError, Locked, Refused, TimelogError, Unfit, UsageError
from timelog_cli.store.schema import LOCKED, NO_NUMBER, WITHOUT_HUB

_UNUSABLE = {
    "SQLITE_NOTADB": "{path} is not a timelog database",
    "SQLITE_CORRUPT": "{path} is damaged",
    "SQLITE_READONLY": "cannot write to {path}",
    "SQLITE_CANTOPEN": "cannot open {path}",
    "SQLITE_PERM": "cannot open {path}: permission denied",
    "SQLITE_FULL": "cannot write to {path}: the disk is full",
    "SQLITE_IOERR": "cannot read or write {path}: disk error",
}


def meaning(
    error: Exception, path: str, connection: sqlite3.Connection | None = None
) -> TimelogError:
    """The error of this program that an SQLite error, or a value no column takes, means."""
    if not isinstance(error, sqlite3.Error | UnicodeDecodeError):
        return _of_value(error)
    name = _damages(error)
    if busy := _busy(name):
        return busy
    text = str(error)
    if text.startswith("rule:"):
        return _by_rule(text.removeprefix("rule:"), connection)
    for prefix, message in _UNUSABLE.items():
        if name.startswith(prefix):
            return DatabaseError(message.format(path=path), _hint(prefix, path))
    if isinstance(error, sqlite3.IntegrityError):
        return Unfit(f"the database rejected the change: {text}")
    return DatabaseError(f"cannot use {path}: {text}", "timelog db check")


def _by_rule(text: str, connection: sqlite3.Connection | None) -> Refused:
    """What a rule says; it cannot say up to which day logs are locked."""
    if text != LOCKED or connection is None:
        return Refused(text, "timelog sync" if text in {NO_NUMBER, WITHOUT_HUB} else None)
    (day,) = connection.execute("SELECT last_day FROM period_lock").fetchone()
    return Locked(f"logs up to {day} are locked", "timelog billing unlock")


def _busy(name: str) -> Busy | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(
            "the database is in use by another process",
            "try again; if this continues, check for a timelog process that is stuck",
        )
    if name == "SQLITE_READONLY_DBMOVED":
        return Busy(
            "the database was replaced while this command was waiting; nothing was changed",
            "run the command again",
        )
    return None


def _of_value(error: Exception) -> UsageError:
    if isinstance(error, UnicodeEncodeError):
        return not_utf_8(error)
    return UsageError("the number is too large")


def not_utf_8(error: UnicodeEncodeError) -> UsageError:
    """That bytes which are no UTF-8 were typed; of the text only their word, as that was typed."""
    before, after = error.object[: error.start], error.object[error.start :]
    word = before.rpartition(" ")[2][-30:] + after.partition(" ")[0][:30]
    return UsageError(f"{word!r} is not valid UTF-8 text", "use text in UTF-8")


def is_damage(error: TimelogError) -> bool:
    """Whether an error means that the file is no whole SQLite file."""
    return _damages(error.__cause__).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def is_read_only(error: TimelogError) -> bool:
    """Whether an error means that the file, or its folder, cannot be written."""
    return _damages(error.__cause__).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))


def is_full(error: TimelogError) -> bool:
    """Whether an error means that there is no room on a disk."""
    return _damages(error.__cause__).startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE"))


def _damages(error: BaseException | None) -> str:
    """The name of an SQLite error; one for what else says that the file is damaged."""
    undecodable = isinstance(error, UnicodeDecodeError)  # what SQLite says, or a text in a row
    if undecodable or str(error).startswith(("Could not decode", "unsupported file format")):
        return "SQLITE_CORRUPT"
    return getattr(error, "sqlite_errorname", None) or ""


def _hint(name: str, path: str) -> str:
    if name in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        from timelog_cli.domain.text import typed

        return f"timelog --db {typed(path)} db restore BACKUP"
    if name == "SQLITE_FULL":
        return "free some disk space and run the command again (nothing was changed)"
    return f"check the permissions of {path} and its folder"
