"""Which module holds which command. Only the module that is needed is imported."""

from __future__ import annotations

from timelog_cli.cli.spec import HELP, Command, Group
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    "interrupt": "timers",
    "status": "timers",
    "add": "logs",
    "prompt": "prompt",
    "shell-init": "shell_init",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "config": "config",
    "db": "database",
    "demo": "demo",
}


def group(module: str) -> Group:
    """The commands of a module of this package."""
    found = __import__(f"timelog_cli.cli.{module}", fromlist=["group"]).group
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
    for count in (3, 2, 1):
        if tuple(words[:count]) in commands:
            return commands[tuple(words[:count])], list(words[count:])
    beyond = _group_words(commands, words)
    rest = list(words[beyond:])
    if rest and rest[0] not in HELP:
        group_words = " ".join(words[:beyond])
        if rest[0].startswith("-"):
            raise Unreadable(
                f"timelog {group_words} has no option {rest[0][:60]!r}",
                f"timelog {group_words} --help",
            )
        known = [path[beyond] for path in commands if _is_in(path, words[:beyond])]
        raise _unknown(rest[0], known, f"timelog {group_words} --help", group_words)
    return None, rest


def _group_words(commands: Iterable[tuple[str, ...]], words: Sequence[str]) -> int:
    """How many words name the group that they begin with: one, or two of ``billing template``."""
    return 2 if any(len(words) > 1 and _is_in(path, words[:2]) for path in commands) else 1


def _is_in(path: tuple[str, ...], group_words: Sequence[str]) -> bool:
    return len(path) > len(group_words) and path[: len(group_words)] == tuple(group_words)


def _unknown(word: str, known: list[str], help_command: str, prefix: str = "") -> Unreadable:
    from timelog_cli.domain.names import near_ones

    near = near_ones(word, known)
    where = f"timelog {prefix}".rstrip()
    hint = f"did you mean {where} {near[0]}?" if near else help_command
    return Unreadable(f"{where} has no command {word[:60]!r}", hint)
