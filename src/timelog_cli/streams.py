"""The standard streams: no locale and no closed stream stops a command.

A stream that is closed takes everything and gives nothing. What goes to a file or a pipe is
UTF-8, whatever the locale says; a terminal shows ``?`` for what its encoding lacks.
"""

from __future__ import annotations

import os
import sys

from timelog_cli.errors import OutputFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO, TextIO


def standard_input() -> BinaryIO:
    """Standard input as bytes."""
    # In the order of their numbers: what is opened first gets the number of the closed stream.
    return sys.stdin.buffer if sys.stdin else open(os.devnull, "rb")


def standard_output() -> TextIO:
    """Standard output."""
    return _prepared(sys.stdout)


def standard_error() -> TextIO:
    """Standard error."""
    return _prepared(sys.stderr)


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8", errors="backslashreplace")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if stream.encoding.lower() == "utf-8" or not stream.isatty():
            reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            reconfigure(errors="replace")
    return stream


def unwritten(error: OSError, *, changed: bool = False) -> OutputFailed:
    """What it means that the output cannot be written.

    :param changed: whether the command had changed something before
    """
    done = "; what the command changed stays changed" if changed else ""
    return OutputFailed(f"the output cannot be written: {_reason(error)}{done}")


def failed(error: OSError) -> OutputFailed:
    """What an error of the system means that no command foresaw."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib costs 4 ms
    except OSError:
        return OutputFailed("the folder this shell is in has been deleted", "cd ~")
    if not error.filename:
        return unwritten(error)
    return OutputFailed(f"{os.fsdecode(error.filename)} cannot be used: {_reason(error)}")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
