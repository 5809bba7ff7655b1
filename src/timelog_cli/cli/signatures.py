"""From a function of a module of commands to one whose signature Typer can read.

The modules import the names in their signatures for type checkers only, as ``cli.options`` needs
Typer. Here these names are resolved, and options that several commands take together, written as
``**options: Unpack[FilterOptions]`` (PEP 692), become parameters of their own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache, wraps
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, Unpack, get_args, get_origin, get_type_hints, is_typeddict

import typer

from timelog_cli.cli import completers, options
from timelog_cli.cli.options.checks import filled, one_of


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
            yield parameter.replace(annotation=annotation)


def _together(group: type) -> Iterator[inspect.Parameter]:
    """The options of a ``TypedDict``: flags are off, all others not given."""
    for name, annotation in get_type_hints(group, include_extras=True).items():
        default = False if get_args(annotation)[0] is bool else None
        yield inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )


@cache
def _names() -> dict[str, Any]:
    """What a signature may name beside what its module has: options, and how they are made."""
    found: dict[str, Any] = {}
    for module in iter_modules(options.__path__, f"{options.__name__}."):
        found |= {
            name: one for name, one in vars(import_module(module.name)).items() if _is_option(one)
        }
    made = {"typer": typer, "Annotated": Annotated, "Unpack": Unpack, "complete": completers}
    return {**found, **made, "filled": filled, "one_of": one_of}


def _is_option(value: Any) -> bool:
    return get_origin(value) is Annotated or is_typeddict(value)
