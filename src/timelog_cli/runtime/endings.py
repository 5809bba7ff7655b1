"""How a command that did not get to its end is reported: from an exception to an error."""

from __future__ import annotations

import os

from timelog_cli.errors import Interrupted, OutputError, TimelogError


def ending(error: BaseException, *, changed: bool) -> TimelogError:
    """The error of this program that an exception means.

    :param changed: whether the command had changed the database before
    """
    kept = "what the command changed stays changed" if changed else "nothing was changed"
    if isinstance(error, TimelogError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Interrupted(f"interrupted; {kept}")
    if isinstance(error, MemoryError):
        return OutputError(f"there is not enough memory; {kept}")
    if isinstance(error, OSError):
        return _of_the_system(error, f"; {kept}" if changed else "")
    if isinstance(error, UnicodeEncodeError):
        message = f"a name cannot be written in {error.encoding}"
        return OutputError(message, "export PYTHONUTF8=1")
    return TimelogError(
        f"this is a mistake in timelog: {type(error).__name__}: {error}; {kept}",
        "TIMELOG_DEBUG=1 shows where; please report it",
    )


def _of_the_system(error: OSError, kept: str) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    try:
        os.getcwd()
    except OSError:
        return OutputError("the folder this shell is in has been deleted", "cd ~")
    if not error.filename:
        return OutputError(f"the output cannot be written: {reason}{kept}")
    return OutputError(f"{os.fsdecode(error.filename)} cannot be used: {reason}{kept}")
