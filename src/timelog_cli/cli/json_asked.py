"""Whether a command line that was refused asks for JSON, so that the error is JSON too."""

from __future__ import annotations

from timelog_cli.cli import registry
from timelog_cli.cli.completion import Line
from timelog_cli.cli.spec import GLOBALS
from timelog_cli.errors import TimelogError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def json_asked(words: Sequence[str]) -> bool:
    """Whether ``--json`` or ``--format json`` is among the options, read as far as they go."""
    try:
        command, rest = registry.find(words)
    except (TimelogError, IndexError):
        return "--json" in words
    if command is None:
        return "--json" in words
    line = Line((*command.params, *GLOBALS))
    line.read(rest)
    prints = any(param.name == "format" and "json" in param.choices for param in command.params)
    formats = line.given.get("format", []) if prints else []
    return "" in line.given.get("json", []) or "json" in map(str.lower, formats)
