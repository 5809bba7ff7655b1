"""What the errors of SQLite mean to a user."""

from __future__ import annotations

import sqlite3

from timelog_cli.errors import Busy, DatabaseError, Refused, TimelogError, UsageError

_UNUSABLE = {
    "SQLITE_NOTADB": "{path} is not a timelog database",
    "SQLITE_CORRUPT": "{path} is damaged",
    "SQLITE_READONLY": "{path} cannot be written",
    "SQLITE_CANTOPEN": "{path} cannot be opened",
    "SQLITE_PERM": "{path} cannot be opened: permission denied",
    "SQLITE_FULL": "{path} cannot grow: the disk is full",
    "SQLITE_IOERR": "{path} cannot be read or written: the disk reports an error",
}


def meaning(error: Exception, path: str) -> TimelogError:
    """The error of this program that an SQLite error, or a value no column takes, means."""
    if not isinstance(error, sqlite3.Error | UnicodeDecodeError):
        return _of_value(error)
    name = _damages(error)
    if busy := _busy(name):
        return busy
    text = str(error)
    if text.startswith("rule:"):
        return Refused(text.removeprefix("rule:"))
    for prefix, message in _UNUSABLE.items():
        if name.startswith(prefix):
            return DatabaseError(message.format(path=path), _hint(prefix, path))
    if isinstance(error, sqlite3.IntegrityError):
        return Refused(f"the database refuses it: {text}")
    return DatabaseError(f"{path} cannot be used: {text}", "timelog db check")


def _busy(name: str) -> Busy | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(
            "the database is in use by another process",
            "try again; if it stays so, look for a timelog that hangs",
        )
    if name == "SQLITE_READONLY_DBMOVED":
        return Busy(
            "the database was replaced while the command waited; nothing was changed",
            "run the command again",
        )
    return None


def _of_value(error: Exception) -> UsageError:
    if isinstance(error, UnicodeEncodeError):
        return UsageError(f"{error.object[:60]!r} is not text: it is not UTF-8")
    return UsageError("a number is larger than a database keeps")


def is_damage(error: TimelogError) -> bool:
    """Whether an error means that the file is no whole SQLite file."""
    return _damages(error.__cause__).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


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
        return "free some space and run the command again; nothing was changed"
    return f"look at the permissions of {path} and its folder"
