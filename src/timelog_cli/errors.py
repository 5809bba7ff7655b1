"""What can go wrong, and the exit code each kind stands for.

Every error a user can cause is a ``TimelogError``: one sentence, where there is one a hint with
the command that helps, and a code of the table in ``docs/reference/exit-codes.md``.
"""

from __future__ import annotations


class TimelogError(Exception):
    """A refusal with a message, a hint and an exit code; nothing has changed."""

    kind = "refused"
    code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(TimelogError):
    """A rule of the domain forbids it."""


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
