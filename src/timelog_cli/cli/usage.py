"""How Typer's help pages and errors read here."""

from __future__ import annotations

from typing import Any

import typer

from timelog_cli.domain.names import near_ones, near_options
from timelog_cli.domain.text import shown
from timelog_cli.errors import Unreadable

# The base of all that Typer refuses, which it does not export by name.
TypersError: Any = typer.BadParameter.__base__


def meant(ctx: Any, error: Any) -> Unreadable:
    """Typer's refusal in our words.

    A test for each kind in ``tests/cli/test_help.py`` guards their names and attributes.
    """
    path, name = ctx.command_path, error.__class__.__name__
    if name == "NoSuchOption":
        return no_such_option(ctx, error.option_name)
    if name == "BadOptionUsage":
        param = _param(ctx, error.option_name)
        value = "takes no value" if param.is_flag else f"needs a value: {metavar(param)}"
        return Unreadable(f"{error.option_name} {value}", f"{path} --help")
    if name == "MissingParameter":
        return missing(ctx, error.param)
    return Unreadable(shown(error.message), f"{path} --help")


def missing(ctx: Any, param: Any) -> Unreadable:
    """The refusal where something that is needed is not given, or empty."""
    words = ctx.command_path.removeprefix("timelog ")
    return Unreadable(f"{words} needs {label(param)}: {param.help}", f"{ctx.command_path} --help")


def no_such_option(ctx: Any, spelled: str) -> Unreadable:
    """The refusal of an option that does not exist, with the nearest one."""
    near = near_options(spelled, _spelled(ctx))
    hint = f"did you mean {near[0]}?" if near else f"{ctx.command_path} --help"
    if hasattr(ctx.command, "commands"):
        return Unreadable(f"{ctx.command_path} has no option {spelled[:60]!r}", hint)
    words = ctx.command_path.removeprefix("timelog ")
    return Unreadable(f"{words} has no option {shown(spelled[:60])}", hint)


def _spelled(ctx: Any) -> list[str]:
    params = ctx.command.get_params(ctx)
    return [one for param in params if param.param_type_name == "option" for one in names(param)]


def names(param: Any) -> list[str]:
    """How an option is spelled, also the flag that says no."""
    return [*param.opts, *param.secondary_opts]


def _param(ctx: Any, spelled: str) -> Any:
    return next(one for one in ctx.command.get_params(ctx) if spelled in names(one))


def label(param: Any) -> str:
    """How messages name an option or argument."""
    is_argument = param.param_type_name == "argument"
    return metavar(param) if is_argument else str(param.opts[0])


def metavar(param: Any) -> str:
    """The word for a value: the one that is given, or else what Typer makes of the type or name."""
    is_argument = param.param_type_name == "argument"
    return str(param.metavar or (param.name if is_argument else param.type.name).upper())


def unknown_command(ctx: Any, word: str, known: list[str]) -> Unreadable:
    """The refusal of a command that does not exist, with the nearest one."""
    near = near_ones(word, known)
    path = ctx.command_path
    hint = f"did you mean {path} {near[0]}?" if near else f"{path} --help"
    return Unreadable(f"{path} has no command {word[:60]!r}", hint)


def examples_of(doc: str) -> tuple[str, list[str]]:
    """A docstring without its last section, the examples, and these."""
    text, _, section = doc.partition("\nExamples:\n")
    return text.strip(), [line.strip() for line in section.splitlines() if line.strip()]


def write_examples(examples: list[str], formatter: Any) -> None:
    """Write the examples into a help page, a line each."""
    if examples:
        formatter.write_paragraph()
        with formatter.indentation():
            indent = " " * formatter.current_indent
            formatter.write(f"{indent}Examples:\n\n")
            formatter.write("".join(f"{indent}{line}\n" for line in examples))


def with_choices(param: Any) -> str:
    """The help of a parameter, with the values that it may have."""
    choices = getattr(param.callback, "choices", ())
    return f"{param.help} [{', '.join(choices)}]" if choices else str(param.help)


def argument(param: Any) -> str:
    """An argument in the usage line: ``REF``, ``[REF]``, ``[PERIOD...]``."""
    name = metavar(param) + ("..." if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"
