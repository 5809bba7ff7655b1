"""Help screens, made by Typer from the same declarations that run.

Typer is imported here only: a command that runs does not pay for it.
"""

from __future__ import annotations

import inspect
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from timelog_cli.cli import registry
from timelog_cli.cli.completion import PROGRAM
from timelog_cli.cli.spec import Command, Group, Param

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SUMMARY = """Time on records, a timer that bills, and invoices, in one SQLite file.

Examples:

\b
timelog customer add Globex
timelog service add Repairs --price 60 --currency USD
timelog record add "Fix it" --type case --customer Globex --service Repairs --billable
timelog start case-1 --billable
timelog stop --note "Found it"
timelog record resolve case-1
timelog billing issue case-1 --out invoices
"""


class _Plain(TyperCommand):
    """Shows arguments by their name alone: ``REF``, not ``REF <str>``."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for param in self.params:
            if isinstance(param, TyperArgument):
                setattr(param, "display_type_rich", lambda ctx: "")  # noqa: ARG005, B010
                setattr(param, "_usage_display_name", _usage_name(param))  # noqa: B010


def _usage_name(param: TyperArgument) -> Callable[[], str]:
    name = param.display_name_raw + ("..." if param.nargs != 1 else "")
    return lambda: name if param.required else f"[{name}]"


class _InOrder(TyperGroup):
    """Commands in the order of the registry, the way a day goes."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """The names of the commands that help shows."""
        names = list(self.commands)
        order = [name for name in registry.MODULES if name in names]
        return order if len(order) == len(names) else names


def build() -> typer.Typer:
    """The whole program as a Typer app."""
    app = _app(_SUMMARY)
    app.callback()(_globals())
    parts: dict[str, typer.Typer] = {}
    for group in registry.groups():
        for command in group.commands.values():
            _add(app, parts, group, command)
    return app


def _app(help_text: str) -> typer.Typer:
    return typer.Typer(
        help=help_text,
        add_completion=False,
        cls=_InOrder,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def _add(app: typer.Typer, parts: dict[str, typer.Typer], group: Group, command: Command) -> None:
    name = command.path[0]
    if len(command.path) == 1:
        if not _is_group(name, group):
            _register(app, command)
        return
    if name not in parts:
        parts[name] = _app(group.help)
        app.add_typer(parts[name], name=name)
    _add_below(parts[name], parts, group, command, 1)


def _add_below(
    app: typer.Typer, parts: dict[str, typer.Typer], group: Group, command: Command, depth: int
) -> None:
    """Add a command to the group that its first ``depth`` words name, or to a group in it."""
    if len(command.path) == depth + 1:
        _register(app, command)
        return
    words = " ".join(command.path[: depth + 1])
    if words not in parts:
        parts[words] = _app(group.parts.get(words, group.help))
        app.add_typer(parts[words], name=command.path[depth])
    _add_below(parts[words], parts, group, command, depth + 1)


def _is_group(name: str, group: Group) -> bool:
    return any(path[0] == name for path in group.commands if len(path) > 1)


def _register(app: typer.Typer, command: Command) -> None:
    app.command(
        command.path[-1],
        cls=_Plain,
        help=_text(command),
        short_help=command.help.split("\n")[0],
    )(_function(command.params))


def _text(command: Command) -> str:
    """The help of a command, its examples first; the mark keeps Typer from filling their lines."""
    if not command.examples:
        return command.help
    return "Examples:\n\n\b\n" + "\n".join(command.examples) + "\n\n" + command.help


def _function(params: tuple[Param, ...]) -> Callable[..., None]:
    """A function with the signature that Typer reads the parameters from."""

    def run(**_: Any) -> None:
        """Never called for its effect: commands run from their declaration."""

    arguments = [_parameter(param) for param in params]
    setattr(run, "__signature__", inspect.Signature(arguments))  # noqa: B010
    run.__annotations__ = {one.name: one.annotation for one in arguments}
    return run


def _parameter(param: Param) -> inspect.Parameter:
    kind: Any = list[str] if param.many else str
    settings: dict[str, Any] = {"help": _help_text(param)}
    if not param.flags:
        info: Any = typer.Argument(metavar=param.metavar, show_default=False, **settings)
    elif param.metavar is None:
        kind = bool
        spelled = "/".join(filter(None, (param.flags[0], param.negative)))
        info = typer.Option(spelled, show_default=False, **settings)
    else:
        info = typer.Option(*param.flags, metavar=param.metavar, show_default=False, **settings)
    optional = not (param.required or kind is bool)
    if optional:
        kind = kind | None
    return inspect.Parameter(
        param.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if param.required else (False if kind is bool else None),
        annotation=Annotated[kind, info],
    )


def _help_text(param: Param) -> str:
    return f"{param.help} [{', '.join(param.choices)}]" if param.choices else param.help


def _globals() -> Callable[..., None]:
    return _function(PROGRAM)


def help_text(path: list[str]) -> str:
    """The help of the program, of a group or of a command, for the terminal that there is."""
    from contextlib import redirect_stdout
    from io import StringIO

    app, name = _page(path)
    page = StringIO()  # Typer makes failures of the stream its own
    with redirect_stdout(page):
        _main(app, name, ["--help"])
    return page.getvalue()


def _page(path: list[str]) -> tuple[typer.Typer, str]:
    """The smallest app that has the help of ``path``, and how it is called."""
    if not path:
        return build(), "timelog"
    command, _ = registry.find(path)
    if command is None:
        group = registry.group(registry.MODULES[path[0]])
        words = " ".join(path)
        app = _app(group.parts.get(words, group.help))
        parts: dict[str, typer.Typer] = {}
        for one in group.commands.values():
            if one.path[: len(path)] == tuple(path):
                _add_below(app, parts, group, one, len(path))
        return app, f"timelog {words}"
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    _register(app, command)
    return app, f"timelog {command.words}"


def _main(app: typer.Typer, name: str, words: list[str]) -> None:
    from timelog_cli.errors import Unreadable

    try:
        app(words, prog_name=name, standalone_mode=False)
    except SystemExit:
        pass
    except Exception as error:
        raise Unreadable(str(getattr(error, "message", error)), "timelog --help") from error
