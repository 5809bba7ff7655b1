"""The help screens as they were written beforehand, for Typer takes five times as long as Python.

``help.txt`` holds what Typer makes for 80 columns, and it makes no wider page: ``docs/build.py``
writes the file, and a test compares every page. A narrower terminal gets its page from Typer.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

_FILE = "help.txt"
_WIDEST = 80


def show(path: Sequence[str], stdout: TextIO) -> int:
    """Print the help of the program, of a group or of a command.

    :raises Unreadable: there is no such command
    """
    text = page(path) if _columns() >= _WIDEST else None
    if text is None:
        from timelog_cli.cli.typer_app import help_text

        text = help_text(list(path))
    print(text, end="", file=stdout, flush=True)
    return 0


def page(path: Sequence[str]) -> str | None:
    """The page that was written beforehand, if there is one."""
    try:
        with open(os.path.join(os.path.dirname(__file__), _FILE), encoding="utf-8") as file:  # noqa: PTH118, PTH120
            text = file.read()
    except OSError:
        return None
    _, found, rest = f"\n{text}".partition(f"\n{mark(path)}\n")
    return rest.partition("\n=== ")[0].rstrip("\n") + "\n" if found else None


def mark(path: Sequence[str]) -> str:
    """The line over a page."""
    return f"=== {' '.join(('timelog', *path))} ==="


def written(pages: Mapping[tuple[str, ...], str]) -> str:
    """The text of the file that holds these pages."""
    return "\n".join(f"{mark(path)}\n{text}" for path, text in pages.items())


def _columns() -> int:
    """The columns that Typer would find: those it is told, else those of the terminal, else 80."""
    try:
        told = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        told = 0
    if told > 0:
        return told
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _WIDEST  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _WIDEST
