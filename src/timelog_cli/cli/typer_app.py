"""Help screens and shell completion, made by Typer from the same declarations that run.

Typer is imported here only: a command that runs does not pay for it.
"""

from __future__ import annotations

import inspect
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from timelog_cli import __version__
from timelog_cli.cli import registry
from timelog_cli.cli.spec import GLOBALS, Command, Group, Param

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SUMMARY = """Time on records, a timer that bills, and invoices, in one SQLite file.

Examples:

timelog record add "Fix the login" --type case --customer Acme

timelog start case-1

timelog stop --note "Found it"

timelog billing issue case-1 --out invoices
"""


class _InOrder(TyperGroup):
    """Commands in the order of the registry, the way a day goes."""


def build() -> typer.Typer:
    """The whole program as a Typer app."""
    app = typer.Typer(
        name="timelog",
        help=_SUMMARY,
        cls=_InOrder,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_globals())
    parts: dict[str, typer.Typer] = {}
    for group in registry.groups():
        for command in group.commands.values():
            _add(app, parts, group, command)
    return app


def _add(app: typer.Typer, parts: dict[str, typer.Typer], group: Group, command: Command) -> None:
    if len(command.path) == 1:
        _register(app, command)
        return
    name = command.path[0]
    if name not in parts:
        parts[name] = typer.Typer(help=group.help, no_args_is_help=True, rich_markup_mode=None)
        app.add_typer(parts[name], name=name)
    _register(parts[name], command)


def _register(app: typer.Typer, command: Command) -> None:
    text = command.help
    if command.examples:
        text = "Examples:\n\n" + "\n\n".join(command.examples) + "\n\n" + text
    app.command(command.path[-1], help=text, short_help=command.help.split("\n")[0])(
        _function(command.params)
    )


def _function(params: tuple[Param, ...]) -> Callable[..., None]:
    """A function with the signature that Typer reads the parameters from."""

    def run(**_: Any) -> None:
        raise AssertionError("commands run from their declaration")

    arguments = [_parameter(param) for param in params]
    setattr(run, "__signature__", inspect.Signature(arguments))  # noqa: B010
    run.__annotations__ = {one.name: one.annotation for one in arguments}
    return run


def _parameter(param: Param) -> inspect.Parameter:
    kind: Any = list[str] if param.many else str
    settings: dict[str, Any] = {"help": _help_text(param)}
    if param.complete or param.choices:
        settings["autocompletion"] = _completer(param)
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
    return f"{param.help} [{'|'.join(param.choices)}]" if param.choices else param.help


def _completer(param: Param) -> Callable[[str], list[tuple[str, str]]]:
    def complete(incomplete: str) -> list[tuple[str, str]]:
        from timelog_cli.cli.completion import values

        return [
            (value, text)
            for value, text in values(param)
            if value.lower().startswith(incomplete.lower())
        ]

    return complete


def _globals() -> Callable[..., None]:
    version = Param("version", ("--version",), None, "Print the version.")
    return _function((*GLOBALS, version))


def show_help(path: list[str]) -> int:
    """Print the help of the program, of a group or of a command."""
    return _main([*path, "--help"])


def complete() -> int:
    """Answer the shell that asks for completions, or install the script that makes it ask."""
    import sys

    return _main(sys.argv[1:])


def _main(words: list[str]) -> int:
    from timelog_cli.errors import Unreadable

    try:
        result = build()(words, prog_name="timelog", standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as error:
        raise Unreadable(str(getattr(error, "message", error)), "timelog --help") from error
    return int(result or 0)


__all__ = ["__version__", "build", "complete", "show_help"]
