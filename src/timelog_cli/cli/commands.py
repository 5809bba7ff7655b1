"""Groups of commands, registered as with Typer, which is imported only where it is needed.

Importing Typer costs five times what Python needs to start, so a module of commands registers
its functions here, with the arguments that ``typer.Typer.command`` takes. ``cli.app`` hands them
on to Typer; the quick reader calls them without it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from timelog_cli.render.result import Outcome

    Function = TypeVar("Function", bound=Callable[..., Outcome])

# In the order of the help: the way a day goes.
MODULES = {
    "record": "records.records",
    "timer": "timers",
    "log": "logs.group",
    "service": "services",
    "customer": "customers",
    "billing": "billing.group",
    "report": "reports",
    "start": "timers",
    "pause": "timers",
    "resume": "timers",
    "stop": "timers",
    "interrupt": "timers",
    "status": "timers",
    "add": "logs.group",
    "prompt": "prompt",
    "shell-init": "shell_init",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "config": "config",
    "db": "database",
    "demo": "demo",
}
# The options of the program that may also stand behind a command.
SHARED = frozenset(("db", "user", "no_color", "quiet", "json"))


class Commands:
    """Commands of a group, or without a name those of the top level."""

    def __init__(self, name: str = "", help: str = "") -> None:
        self.name = name
        self.help = help
        self.registered: list[tuple[str, Callable[..., Outcome], dict[str, Any]]] = []
        self.groups: list[Commands] = []

    def command(self, name: str, **settings: Any) -> Callable[[Function], Function]:
        """Register a function, as ``typer.Typer.command`` does."""

        def register(function: Function) -> Function:
            self.registered.append((name, function, settings))
            return function

        return register

    def add_typer(self, group: Commands) -> None:
        """Add a group of commands to this one, as ``typer.Typer.add_typer`` does."""
        self.groups.append(group)
