"""Typer's groups and commands as they are here: a group is imported only when it is called."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache, wraps
from importlib import import_module
from pkgutil import iter_modules
from shutil import get_terminal_size
from textwrap import wrap
from typing import Annotated, Any, Unpack, get_args, get_origin, get_type_hints, is_typeddict

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from timelog_cli.cli import options, topics, usage
from timelog_cli.cli.arrange import Words
from timelog_cli.cli.commands import (
    EVERY,
    HELP,
    MODULES,
    SHARED,
    Commands,
    examples_of,
    only_reads,
)
from timelog_cli.cli.completion import completers
from timelog_cli.cli.indexed import SUMMARIES
from timelog_cli.cli.options import filled, one_of, with_short_name
from timelog_cli.cli.running import Call, exit_code, run


def typers(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function with annotations that Typer can read.

    Typer's context stands in the place of ours, which is its ``obj``.
    """

    @wraps(function)
    def call(context: typer.Context, **values: Any) -> Any:
        return function(context.obj, **values)

    parameters = list(_parameters(function))
    setattr(call, "__signature__", inspect.Signature(parameters))  # noqa: B010
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    return call


def _parameters(function: Callable[..., Any]) -> Iterator[inspect.Parameter]:
    names = {**_names(), **inspect.unwrap(function).__globals__, "Context": typer.Context}
    hints = get_type_hints(function, localns=names, include_extras=True)
    for parameter in inspect.signature(function).parameters.values():
        annotation = hints[parameter.name]
        if parameter.kind is parameter.VAR_KEYWORD:
            yield from _together(*get_args(annotation))
        else:
            yield parameter.replace(annotation=_named(parameter.name, annotation))


def _named(name: str, annotation: Any) -> Any:
    """The annotation of an option with its short name."""
    kind, *more = get_args(annotation) if get_origin(annotation) is Annotated else (annotation,)
    if not more:
        return annotation
    return Annotated[kind, with_short_name(name, more[0])]


def _together(group: type) -> Iterator[inspect.Parameter]:
    """The options of a ``TypedDict``: flags are off, all others not given."""
    for name, annotation in get_type_hints(group, include_extras=True).items():
        default = False if get_args(annotation)[0] is bool else None
        yield inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=default,
            annotation=_named(name, annotation),
        )


@cache
def _names() -> dict[str, Any]:
    """What a signature may name beside what its module has: options, and how they are made."""
    found: dict[str, Any] = {}
    inner = [f"{options.__name__}.{one.name}" for one in iter_modules(options.__path__)]
    for module in (options, *map(import_module, inner)):
        found |= {name: one for name, one in vars(module).items() if _is_option(one)}
    made = {"typer": typer, "Annotated": Annotated, "Unpack": Unpack, "complete": completers}
    return {**found, **made, "filled": filled, "one_of": one_of}


def _is_option(value: Any) -> bool:
    return get_origin(value) is Annotated or is_typeddict(value)


_CODE_TELLS_STATE = "--exit-code"


class Shown(Exception):
    """A text that was asked for, such as a help page, instead of running a command."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


_UNBROKEN = "\u2011"  # a hyphen at which no line is broken
_NARROWEST, _WIDEST = 28, 78
_FEWEST, _MOST = 10, 30  # columns for the names beside what is said of them
_READABLE = 44  # columns for what is said of a name
_Formatter: Any = typer.Context.formatter_class


class _Page(_Formatter):  # type: ignore[misc]
    """A help page as wide as the terminal, which Click takes for wider than some are.

    Its lines do not break within ``--unless-running``, which is then not found.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        columns = get_terminal_size().columns
        self.width = max(_NARROWEST, min(columns - 2, _WIDEST))

    def write_text(self, text: str) -> None:
        super().write_text(text.replace("-", _UNBROKEN))

    def write_dl(self, rows: Any, *more: Any, **settings: Any) -> None:
        wide = self.width - self.current_indent
        settings.setdefault("col_max", max(_FEWEST, min(_MOST, self.width - _READABLE)))
        super().write_dl(
            [(_in_lines(name, wide), text.replace("-", _UNBROKEN)) for name, text in rows],
            *more,
            **settings,
        )

    def getvalue(self) -> str:
        return str(super().getvalue()).replace(_UNBROKEN, "-")


def _in_lines(name: str, wide: int) -> str:
    """The names of an option, broken at blanks where they need more than a line."""
    return "\n      ".join(wrap(name, wide - 4, break_long_words=False, break_on_hyphens=False))


class _Arranged:
    """A command or group whose words are put in order before Typer reads them."""

    # ``super()`` is one of Typer's classes, which only the subclasses name: hence ``Any``.

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        this: Any = self
        this.help, self.examples = examples_of(this.help or "")
        this.short_help = this.help.partition("\n")[0]
        for param in this.params:
            param.help = usage.with_choices(param)

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        this: Any = super()
        ctx.formatter_class = _Page
        return str(this.get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help page."""
        this: Any = super()
        option = this.get_help_option(ctx)
        option.help = HELP
        return option

    def words(self, ctx: Any, args: list[str]) -> Words:
        """The words; a help page ends it where it is asked for among them."""
        words = Words(ctx, args)
        if words.asks_for_help:
            raise Shown(ctx.get_help() + "\n")
        return words

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words behind its name."""
        return self.read(ctx, self.words(ctx, args))

    def read(self, ctx: Any, words: Words) -> list[str]:
        """Let Typer read the words; those that it leaves.

        :raises UsageError: Typer refuses them
        """
        this: Any = super()
        try:
            return list(this.parse_args(ctx, words.arranged()))
        except usage.TypersError as error:
            raise usage.meant(ctx, error) from error


class Command(_Arranged, TyperCommand):
    """A command; its function gets our context, and its outcome is written."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words behind the command's name."""
        words, options = self.words(ctx, args), ctx.obj.options
        before = ctx.find_root().params
        options.json = before.get("json", False) or words.ask_for_json
        options.no_color = before.get("no_color", False) or words.want_no_color
        options.code_tells_state = self.name == "prompt" and _CODE_TELLS_STATE in args
        usage.check_below(ctx, words.arguments)
        ctx.meta["words"] = list(args)
        rest = self.read(ctx, words)
        for param in self.params:
            if param.required and ctx.params[str(param.name)] == "":
                raise usage.missing(ctx, param)
        return rest

    def invoke(self, ctx: Any) -> int:
        """Run the function with what was read."""
        call: Call = ctx.obj
        call.options.take(**{name: ctx.params.pop(name) for name in SHARED})
        function = super().invoke

        def command(context: Any) -> Any:
            ctx.obj = context
            return function(ctx)

        line = [*ctx.command_path.split(" "), *ctx.meta["leading words"], *ctx.meta["words"]]
        return run(call, line, command, reads=only_reads(self.callback, ctx.params))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the command in the usage line."""
        arguments = [one for one in self.params if one.param_type_name == "argument"]
        return ["[OPTIONS]", *map(usage.argument, arguments)]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Its examples, and what it does."""
        usage.write_examples(self.examples, formatter)
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Its options, and the commands that begin with its words, as ``history show``."""
        page = copy(self)
        page.params = [_as_shown(one) for one in self.params]
        super(Command, page).format_options(ctx, formatter)
        below = [(name, one.get_short_help_str(100)) for name, one in usage.below(ctx).items()]
        if below:
            with formatter.section("Commands"):
                formatter.write_dl(below)


def _as_shown(param: Any) -> Any:
    """A parameter as help shows it: without the hidden names of an option."""
    shown = copy(param)
    shown.opts = [one for one in param.opts if one not in usage.hidden_names(param)]
    return shown


class HelpCommand(_Arranged, TyperCommand):
    """``timelog help``, which runs by itself."""


class Group(_Arranged, TyperGroup):
    """A group of commands; without one of them it shows its help."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words behind the group's name."""
        words = self.words(ctx, args)
        if not (words.options or words.arguments or self.invoke_without_command):
            raise Shown(ctx.get_help() + "\n")
        return self.read(ctx, words)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """What it is for, and its examples."""
        super().format_help_text(ctx, formatter)
        usage.write_examples(self.examples, formatter)

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands that help shows."""
        return [name for name in super().list_commands(ctx) if not self.commands[name].hidden]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the words begin with, and the words behind it.

        ``history`` is a command, and ``history show`` another, of two words.
        """
        for count in (3, 2, 1):
            name = " ".join(args[:count])
            command = self.get_command(ctx, name) if name.count(" ") == count - 1 else None
            if command is not None:
                return name, command, args[count:]
        raise usage.unknown_command(ctx, args[0], self.list_commands(ctx), args[1:])


class Program(Group):
    """``timelog``; each group is imported when it is called."""

    def main(self, args: Any = None, *_: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command line: the only way in through Typer.

        :param extra: ``obj``, the call if there is one already
        """
        from timelog_cli.__main__ import unrefused

        call = extra.get("obj") or Call(sys.argv[1:] if args is None else args)
        code = unrefused(call.words, call.world)
        if code is None:
            code = exit_code(call, lambda: self._run(call))
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, call: Call) -> int:
        try:
            with self.make_context("timelog", list(call.words), obj=call) as ctx:
                return int(self.invoke(ctx))
        except Shown as page:
            print(page.text, end="", file=call.world.stdout, flush=True)
            return 0
        except typer.Exit as end:
            return end.exit_code

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options before the command."""
        options = ctx.obj.options
        options.code_tells_state = {"prompt", _CODE_TELLS_STATE} <= {*args}
        # Unless a command is found, which knows better.
        options.json = not {"--json", "-j"}.isdisjoint(args)
        options.no_color = "--no-color" in args
        return super().parse_args(ctx, args)

    def read(self, ctx: Any, words: Words) -> list[str]:
        """Keep the options before the command for the line of the history, and read on."""
        ctx.meta["leading words"] = words.leading
        return super().read(ctx, words)

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands and groups that help shows."""
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command or group; its module is imported now."""
        first = cmd_name.partition(" ")[0]
        if first not in self.commands and first in EVERY:
            for name, command in _of_module(EVERY[first]).items():
                self._share_options(command)
                self.commands[name] = command
        return self.commands.get(cmd_name)

    def _share_options(self, command: Any) -> None:
        """Let the options of the program stand behind a command too."""
        for one in getattr(command, "commands", {}).values():
            self._share_options(one)
        if isinstance(command, Command):
            for param in self.params:
                if param.name in SHARED:
                    shared: Any = copy(param)
                    shared.hidden = param.name != "json"
                    command.params.append(shared)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands and groups, with what the index says of them, as none is imported."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))
        with formatter.section("Topics, shown by timelog help TOPIC"):
            formatter.write_dl(list(topics.SUMMARIES.items()))


def _of_module(name: str) -> dict[str, Any]:
    """The commands and groups of a module of commands, by their names."""
    module = import_module(f"timelog_cli.cli.{name}")
    for part in getattr(module, "PARTS", ()):
        import_module(f"{module.__name__}.{part}")
    found: dict[str, Any] = {}
    for commands in (module.app, getattr(module, "shortcuts", None)):
        if commands is not None:
            group = get_group(typer_of(commands))
            found |= {commands.name: group} if commands.name else group.commands
    return found


def typer_of(commands: Commands) -> typer.Typer:
    """The Typer app of a group of commands."""
    app = typer.Typer(
        name=commands.name or None, help=commands.help, cls=Group, rich_markup_mode=None
    )
    for name, function, settings in commands.registered:
        app.command(name, cls=Command, **settings)(typers(function))
    for group in commands.groups:
        app.add_typer(typer_of(group), name=group.name or None)
    return app
