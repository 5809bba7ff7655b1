"""The standard streams: no locale and no closed stream stops a command.

A stream that is closed takes everything and gives nothing. What goes to a file or a pipe is
UTF-8, whatever the locale says; a terminal shows ``?`` for what its encoding lacks.
"""

from __future__ import annotations

import os
import sys

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


def forget_stdout() -> None:
    """Keep Python from trying once more at exit to write what could not be written."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
