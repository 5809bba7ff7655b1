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
from timelog_cli.cli.spec import GLOBALS, Command, Group, Param

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
    """Shows arguments by their name alone: ``REF``, not ``REF <str>``.

    ``below`` are the commands that begin with its words: ``show`` of ``history``.
    """

    below: tuple[Command, ...] = ()

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for param in self.params:
            if isinstance(param, TyperArgument):
                setattr(param, "display_type_rich", lambda ctx: "")  # noqa: ARG005, B010
                setattr(param, "_usage_display_name", _usage_name(param))  # noqa: B010

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Its options, and what else can be typed for it."""
        super().format_options(ctx, formatter)
        if self.below:
            with formatter.section("Commands"):
                formatter.write_dl([(one.path[-1], _first_line(one)) for one in self.below])


def _usage_name(param: TyperArgument) -> Callable[[], str]:
    name = param.display_name_raw + ("..." if param.nargs != 1 else "")
    return lambda: name if param.required else f"[{name}]"


class _InOrder(TyperGroup):
    """Commands in the order of the registry, the way a day goes.

    Where words name a command and others below it, as ``history`` and ``history show``, all are
    commands of the same group.
    """

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the words begin with, and the words after it."""
        words = " ".join(args[:2])
        if len(args) > 1 and words in self.commands:
            return words, self.commands[words], args[2:]
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """The names of the commands that help shows."""
        names = [name for name in self.commands if " " not in name]
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
    if (name,) in group.commands:
        _register(app, group, command, command.words)
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
        _register(app, group, command, command.path[-1])
        return
    words = " ".join(command.path[: depth + 1])
    if words not in parts:
        parts[words] = _app(group.parts.get(words, group.help))
        app.add_typer(parts[words], name=command.path[depth])
    _add_below(parts[words], parts, group, command, depth + 1)


def _register(app: typer.Typer, group: Group, command: Command, name: str) -> None:
    below = tuple(one for one in group.commands.values() if one.path[:-1] == command.path)
    app.command(
        name,
        cls=type("_Command", (_Plain,), {"below": below}),
        help=_text(command),
        short_help=_first_line(command),
    )(_function(command.params, hidden=GLOBALS))


def _first_line(command: Command) -> str:
    return command.help.partition("\n")[0]


def _text(command: Command) -> str:
    """The help of a command, its examples first; the mark keeps Typer from filling their lines."""
    if not command.examples:
        return command.help
    return "Examples:\n\n\b\n" + "\n".join(command.examples) + "\n\n" + command.help


def _function(params: tuple[Param, ...], hidden: tuple[Param, ...] = ()) -> Callable[..., None]:
    """A function with the signature that Typer reads the parameters from.

    :param hidden: what is taken too, but shown only where the program's own options are
    """

    def run(**_: Any) -> None:
        """Never called for its effect: commands run from their declaration."""

    arguments = [_parameter(param) for param in params]
    arguments += [_parameter(param, hidden=True) for param in hidden]
    setattr(run, "__signature__", inspect.Signature(arguments))  # noqa: B010
    run.__annotations__ = {one.name: one.annotation for one in arguments}
    return run


def _parameter(param: Param, *, hidden: bool = False) -> inspect.Parameter:
    kind: Any = bool if param.metavar is None else list[str] if param.many else str
    settings: dict[str, Any] = {"help": _help_text(param), "show_default": False}
    if not param.flags:
        info: Any = typer.Argument(metavar=param.metavar, **settings)
    elif kind is bool:
        spelled = "/".join(filter(None, (param.flags[0], param.negative)))
        info = typer.Option(spelled, hidden=hidden, **settings)
    else:
        info = typer.Option(*param.flags, metavar=param.metavar, hidden=hidden, **settings)
    default = inspect.Parameter.empty if param.required else False if _is_plain(param) else None
    return inspect.Parameter(
        param.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind | None if default is None else kind, info],
    )


def _is_plain(param: Param) -> bool:
    """Whether it is a flag that is there or not; one with a negative may be neither yes nor no."""
    return param.metavar is None and param.negative is None


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
    group = registry.group(registry.MODULES[path[0]])
    if command is None:
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
    _register(app, group, command, command.path[-1])
    return app, f"timelog {command.words}"


def _main(app: typer.Typer, name: str, words: list[str]) -> None:
    from timelog_cli.errors import Unreadable

    try:
        app(words, prog_name=name, standalone_mode=False)
    except SystemExit:
        pass
    except Exception as error:
        raise Unreadable(str(getattr(error, "message", error)), "timelog --help") from error
