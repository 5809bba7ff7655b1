"""The help screens, as Typer makes them for 80 columns, in the file that ``--help`` prints from."""

from __future__ import annotations

import os
from unittest.mock import patch

from timelog_cli.cli import registry
from timelog_cli.cli.help import written
from timelog_cli.cli.typer_app import help_text


def paths() -> list[tuple[str, ...]]:
    """The program, its groups, and all commands."""
    found: dict[tuple[str, ...], None] = {(): None}
    for group in registry.groups():
        for path in group.commands:
            found |= {path[:count]: None for count in range(1, len(path) + 1)}
    return list(found)


def page() -> str:
    """All pages in one file."""
    with patch.dict(os.environ, COLUMNS="80"):
        return written({path: help_text(list(path)) for path in paths()})
