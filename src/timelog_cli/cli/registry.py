"""Which module holds which command. Only the module that is needed is imported."""

from __future__ import annotations

from timelog_cli.cli.spec import HELP, Command, Group
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MODULES = {
    "record": "records",
    "timer": "timers",
    "log": "logs",
    "service": "services",
    "customer": "customers",
    "billing": "billing",
    "report": "reports",
    "start": "timers",
    "pause": "timers",
    "resume": "timers",
    "stop": "timers",
    "status": "timers",
    "add": "logs",
    "prompt": "prompt",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "config": "config",
    "db": "database",
    "demo": "demo",
}


def group(module: str) -> Group:
    """The commands of a module of this package."""
    from importlib import import_module

    found = import_module(f"timelog_cli.cli.{module}").group
    assert isinstance(found, Group)  # noqa: S101 - a mistake in a module, not of a user
    return found


def groups() -> list[Group]:
    """All groups, each once."""
    return [group(module) for module in dict.fromkeys(MODULES.values())]


def find(words: Sequence[str]) -> tuple[Command | None, list[str]]:
    """The command that the words begin with, and the words after it; ``None`` for a bare group.

    :raises Unreadable: no such command
    """
    first = words[0]
    if first not in MODULES:
        raise _unknown(first, list(MODULES), "timelog --help")
    commands = group(MODULES[first]).commands
    if tuple(words[:2]) in commands:
        return commands[tuple(words[:2])], list(words[2:])
    if (first,) in commands:
        return commands[(first,)], list(words[1:])
    if len(words) > 1 and words[1] not in HELP:
        if words[1].startswith("-"):
            raise Unreadable(
                f"timelog {first} has no option {words[1][:60]!r}", f"timelog {first} --help"
            )
        known = [path[1] for path in commands if path[0] == first and len(path) > 1]
        raise _unknown(words[1], known, f"timelog {first} --help", first)
    return None, list(words[1:])


def _unknown(word: str, known: list[str], help_command: str, prefix: str = "") -> Unreadable:
    from timelog_cli.domain.names import near_ones

    near = near_ones(word, known)
    where = f"timelog {prefix}".rstrip()
    hint = f"did you mean {where} {near[0]}?" if near else help_command
    return Unreadable(f"{where} has no command {word[:60]!r}", hint)
