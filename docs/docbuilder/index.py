"""``cli/indexed``: what the quick reader and the Tab key know of the Typer app."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, get_args

from typer.main import get_command

from timelog_cli.cli.app import app, timelog
from timelog_cli.cli.commands import EVERY, MODULES, Command, Param
from timelog_cli.cli.completion import completers
from timelog_cli.cli.program import Group
from timelog_cli.cli.usage import metavar

FOLDER = "../../src/timelog_cli/cli/indexed"
PROGRAM: Any = get_command(app)
_COMPLETERS = {id(value): name for name, value in vars(completers).items()}
_HEAD = '''"""{0}; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import {1}

'''


def pages() -> dict[str, Callable[[], str]]:
    """The files, and what makes the text of each."""
    modules = dict.fromkeys(MODULES.values())
    return {
        f"{FOLDER}/__init__.py": _package,
        **{f"{FOLDER}/{module}.py": partial(_module, module) for module in modules},
    }


def _package() -> str:
    lines = [_HEAD.format("The options of the program, and what its commands are for", "Param")]
    lines += ["PROGRAM = (\n"]
    lines += [f"    {_written(one)},\n" for one in options()]
    lines += [")\n", "SUMMARIES = {\n"]
    found = {name: PROGRAM.get_command(None, name) for name in MODULES}
    lines += [f"    {name!r}: {one.short_help!r},\n" for name, one in found.items()]
    return "".join([*lines, "}\n"])


def options() -> list[Param]:
    """The options of the program itself."""
    return [param(one, timelog) for one in PROGRAM.params]


def _module(module: str) -> str:
    found = dict(entries(module))
    commands = {path: one for path, one in found.items() if isinstance(one, Command)}
    groups = {path: one for path, one in found.items() if isinstance(one, str)}
    params = dict.fromkeys(one for command in commands.values() for one in command.params)
    names = {one: f"P{number}" for number, one in enumerate(params)}
    lines = [_HEAD.format(f"The commands of ``cli.{module}``", "Command, Param")]
    lines += [f"{name} = {_written(one)}\n" for one, name in names.items()]
    lines += ["COMMANDS = {\n"]
    for path, command in commands.items():
        taken = "".join(f"{names[one]}, " for one in command.params)
        head = ", ".join(map(repr, (path, command.module, command.function)))
        tail = f"{command.help!r}{', hidden=True' if command.hidden else ''}"
        lines.append(f"    {path!r}: Command({head}, ({taken}), {tail}),\n")
    lines += ["}\n", "GROUPS: dict[tuple[str, ...], str] = {\n"]
    lines += [f"    {path!r}: {text!r},\n" for path, text in groups.items()]
    return "".join([*lines, "}\n"])


def entries(module: str) -> Iterator[tuple[tuple[str, ...], Command | str]]:
    """The commands of a module by their words, and the groups with what they are for."""
    names = [name for name, one in EVERY.items() if one == module]
    for name in names:
        PROGRAM.get_command(None, name)
    for name, one in PROGRAM.commands.items():
        if name.partition(" ")[0] in names:
            yield from _entries(tuple(name.split(" ")), one)


def _entries(path: tuple[str, ...], one: Any) -> Iterator[tuple[tuple[str, ...], Command | str]]:
    if isinstance(one, Group):
        yield path, one.short_help
        for name, inner in one.commands.items():
            yield from _entries((*path, name), inner)
        return
    typers = inspect.unwrap(one.callback, stop=lambda called: hasattr(called, "__signature__"))
    function = inspect.unwrap(one.callback)
    params = tuple(param(each, typers) for each in one.params)
    head = (path, function.__module__, function.__name__, params, one.short_help)
    yield path, Command(*head, one.hidden)


def param(one: Any, function: Callable[..., Any]) -> Param:
    """What the index says of a parameter, and of its completion in the signature."""
    known = inspect.signature(function, eval_str=True).parameters.get(one.name)
    if known is None:
        known = inspect.signature(timelog, eval_str=True).parameters[one.name]
    info = get_args(known.annotation)[1]
    is_option = one.param_type_name == "option"
    check = one.callback
    return Param(
        name=one.name,
        flags=tuple(one.opts) if is_option else (),
        negative=tuple(one.secondary_opts),
        metavar=None if is_option and one.is_flag else metavar(one),
        help=info.help,
        many=one.nargs == -1 or one.multiple,
        required=one.required,
        default=one.default,
        filled=getattr(check, "__name__", "") == "filled",
        choices=getattr(check, "choices", ()),
        plain=_is_plain(one),
        complete=_COMPLETERS[id(info.autocompletion)] if info.autocompletion else "",
    )


def _is_plain(one: Any) -> bool:
    """Whether all that Typer does with a value is what the index says."""
    check = getattr(one.callback, "__name__", "") in {"", "filled", "choice"}
    asks = getattr(one, "prompt", None) or one.envvar or getattr(one, "count", False)
    return check and not asks and one.type.name in {"str", "text", "boolean"}


def _written(one: Param) -> str:
    """A parameter from a tuple that is a constant, as every process makes it."""
    return f"Param._make({tuple(one)!r})"
