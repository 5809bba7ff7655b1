"""The commands as the Typer app and their docstrings describe them, for pages and tests."""

from __future__ import annotations

import inspect

from docbuilder import index
from timelog_cli.cli.commands import MODULES, SHARED, Command, Param, examples_of, is_of_lists

# The options of the program that every command takes too, beside --json, which each shows.
GLOBALS = tuple(param for param in index.options() if param.name in SHARED - {"json"})
_ENTRIES = {module: dict(index.entries(module)) for module in dict.fromkeys(MODULES.values())}


def commands() -> list[Command]:
    """Every command, those of a module together; shortcuts behind the commands they are for."""
    found = [one for entries in _ENTRIES.values() for one in entries.values()]
    return [one for one in found if isinstance(one, Command)]


def group(module: str, name: str) -> str:
    """What a group of commands is for; empty where its name is that of a command."""
    found = _ENTRIES[module].get((name,))
    return found if isinstance(found, str) else ""


def aliases(command: Command) -> list[Command]:
    """All commands with the function of this one, itself among them, its own words first.

    Hidden names come last.
    """
    same = [one for one in commands() if one.load() is command.load()]
    return sorted(same, key=lambda one: (one.hidden, -len(one.path)))


def paths() -> list[tuple[str, ...]]:
    """The words of the program, its groups, and all commands."""
    found: dict[tuple[str, ...], None] = {(): None}
    for command in commands():
        found |= {command.path[:count]: None for count in range(1, len(command.path) + 1)}
    return list(found)


def own(command: Command) -> tuple[Param, ...]:
    """The arguments and options that the help of a command shows."""
    return tuple(param for param in command.params if param not in GLOBALS)


def text(command: Command) -> str:
    """What a command does: its docstring without the examples."""
    return examples_of(inspect.getdoc(command.load()) or "")[0]


def examples(command: Command) -> list[str]:
    """The lines of the examples."""
    return examples_of(inspect.getdoc(command.load()) or "")[1]


def is_list(command: Command) -> bool:
    """Whether it prints a list, in the format that is asked for."""
    return any(is_of_lists(param.choices) for param in command.params)


def label(param: Param) -> str:
    """How messages name a parameter."""
    return param.flags[0] if param.flags else str(param.metavar)


def spelled(param: Param) -> tuple[str, ...]:
    """All flags of an option, hidden ones too."""
    return (*param.flags, *param.negative)
