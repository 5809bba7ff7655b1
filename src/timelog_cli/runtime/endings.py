"""How a command that did not get to its end is reported: from an exception to an error."""

from __future__ import annotations

import os

from timelog_cli.errors import Interrupted, OutputError, TimelogError


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
    reason = (error.strerror or str(error)).lower()
    try:
        os.getcwd()
    except OSError:
        return OutputError("the current folder has been deleted", "cd ~")
    if not error.filename:
        return OutputError(f"cannot write the output: {reason}{kept}")
    return OutputError(f"cannot use {os.fsdecode(error.filename)}: {reason}{kept}")
