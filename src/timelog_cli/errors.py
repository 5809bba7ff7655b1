"""What can go wrong, and the exit code each kind stands for.

Every error a user can cause is a ``TimelogError``: one sentence, where there is one a hint with
the command that helps, and a code of the table in ``docs/reference/exit-codes.md``.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class TimelogError(Exception):
    """A refusal with a message, a hint and an exit code; nothing has changed.

    The message is one sentence, and may hold any text, as the name of a file; ``lines`` are shown
    below it.
    """

    kind = "refused"
    code = 1

    def __init__(self, message: str, hint: str | None = None, lines: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.lines = tuple(lines)


class Refused(TimelogError):
    """A rule of the domain forbids it."""


class Overlap(Refused):
    """The time is that of another log or timer."""

    kind = "overlap"


class Locked(Refused):
    """The log begins in a period that is locked."""

    kind = "locked"


class Unfit(Refused):
    """The values of a row do not fit each other."""


class UsageError(TimelogError):
    """Wrong usage, or a text that is no time, duration, amount or name."""

    kind = "usage"
    code = 2


class NotFound(TimelogError):
    """No record, log, customer, service or invoice of that name."""

    kind = "not-found"
    code = 3


class Busy(TimelogError):
    """Another process held the database for longer than the busy timeout."""

    kind = "busy"
    code = 4


class PartialFailure(TimelogError):
    """A batch of which some items failed; the message names them."""

    kind = "partial"
    code = 5


class OutputError(TimelogError):
    """A file or standard output could not be written."""

    kind = "output"
    code = 6


class DatabaseError(TimelogError):
    """The database is damaged, newer than this program, not ours, or not writable."""

    kind = "database"
    code = 7


class Interrupted(TimelogError):
    """Ctrl-C: what was not committed has been rolled back."""

    kind = "interrupted"
    code = 130


def ending(error: BaseException, *, changed: bool) -> TimelogError:
    """The error of this program that an exception means.

    :param changed: whether the command had changed the database before
    """
    kept = "the change itself was saved" if changed else "nothing was changed"
    if isinstance(error, TimelogError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Interrupted(f"interrupted; {kept}")
    if isinstance(error, MemoryError):
        return OutputError(f"out of memory; {kept}")
    if isinstance(error, OSError):
        return _of_the_system(error, f"; {kept}" if changed else "")
    if isinstance(error, UnicodeEncodeError):
        message = f"cannot write a file name in the encoding {error.encoding}"
        return OutputError(message, "export PYTHONUTF8=1")
    return TimelogError(
        f"timelog has crashed, which is a bug: {type(error).__name__}: {error}; {kept}",
        "set TIMELOG_DEBUG=1 to see the traceback, and report the bug",
    )


def _of_the_system(error: OSError, kept: str) -> OutputError:
    from errno import EBADF

    reason = (error.strerror or str(error)).lower()
    try:
        os.getcwd()
    except OSError:
        return OutputError("the current folder has been deleted", "cd ~")
    if error.errno == EBADF and not error.filename:
        return OutputError(f"cannot write the output: standard output is closed{kept}")
    if not error.filename:
        return OutputError(f"cannot write the output: {reason}{kept}")
    return OutputError(f"cannot use {os.fsdecode(error.filename)}: {reason}{kept}")
