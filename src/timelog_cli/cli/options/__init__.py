"""Arguments and options that several commands take, each described once, for Typer.

Only Typer's way imports these: the modules of commands name them in signatures, which are read
by ``cli.program``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import Annotated, Any, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.usage import label, refusal
from timelog_cli.errors import UsageError
from timelog_cli.render.emit import FORMATS
from timelog_cli.runtime.hooks import HOOKS

# Of these parameters, every option has a short name too.
SHORT = {
    "at": "-a",
    "billable": "-b",
    "editor": "-e",
    "note": "-n",
    "record": "-r",
    "switch": "-s",
    "tag": "-t",
}


def with_short_name(name: str, option: Any) -> Any:
    """An option of Typer with the short name of its parameter, if that has one."""
    if name not in SHORT or not hasattr(option, "param_decls"):
        return option
    found = copy(option)
    # Typer takes the first name for a default, until it has read the annotation.
    first = () if isinstance(option.default, str) else (f"--{name}",)
    found.param_decls = (*first, SHORT[name], *(option.param_decls or ()))
    return found


def filled(context: typer.Context, param: typer.CallbackParam, value: Any) -> Any:
    """Refuse an empty value, as that of a shell variable that is not set."""
    texts = value if isinstance(value, list) else [value]
    if any(text is not None and not text.strip() for text in texts):
        raise refusal(context, f"{label(param)} is empty")
    return value


def one_of(choices: Sequence[str]) -> Callable[..., Any]:
    """Take one of these values, in any letter case."""

    def choice(param: typer.CallbackParam, value: Any) -> Any:
        if isinstance(value, list):
            return [_chosen(param, one, choices) for one in value]
        return None if value is None else _chosen(param, value, choices)

    choice.choices = tuple(choices)  # type: ignore[attr-defined]
    return choice


def _chosen(param: Any, value: str, choices: Sequence[str]) -> str:
    if value.lower() in choices:
        return value.lower()
    raise UsageError(
        f"invalid value for {label(param)}: {value[:40]!r}", "use one of " + ", ".join(choices)
    )


Db = Annotated[
    str | None,
    typer.Option(
        metavar="PATH", help="The database file.", autocompletion=complete.files, callback=filled
    ),
]
User = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="USER",
        help="Act as this user.",
        autocompletion=complete.owners,
        callback=filled,
    ),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="Do not use colour.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but data and errors.")]
Json = Annotated[bool, typer.Option("--json", "-j", help="Print JSON.")]
Format = Annotated[
    str | None, typer.Option(metavar="FORMAT", help="Output format.", callback=one_of(FORMATS))
]


ListDelimiter = Annotated[
    str | None,
    typer.Option(
        "--delimiter",
        metavar="CHAR",
        help="With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.",
        callback=one_of((",", ";")),
    ),
]


class ListOptions(TypedDict):
    """How a list is printed."""

    format: Format
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="NAMES",
            help="Only these columns, in this order, such as id,note.",
            autocompletion=complete.columns,
            callback=filled,
        ),
    ]
    no_header: Annotated[bool, typer.Option("--no-header", help="Leave out the column names.")]
    null: Annotated[
        bool, typer.Option("-0", help="End each row with a NUL character, for xargs -0.")
    ]
    decimal_hours: Annotated[
        bool,
        typer.Option("--decimal-hours", help="Durations in hours, such as 1.5, not in seconds."),
    ]
    local: Annotated[
        bool,
        typer.Option("--local", help="Times in your time zone, without their UTC offset."),
    ]
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="In CSV and TSV, no apostrophe before text that looks like a formula."
        ),
    ]
    delimiter: ListDelimiter


ChangedSince = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="Only what was added or changed at this time or later, such as 2026-11-02T09:00,"
        " '2h ago' or yesterday.",
        callback=filled,
        autocompletion=complete.periods,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")]
Force = Annotated[
    bool,
    typer.Option("--force", help="Keep numbers and codes as they are, even if they look wrong."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")]
AnyUser = Annotated[
    bool, typer.Option("--any", help="The last change of anybody, not only of yours.")
]
HookName = Annotated[
    str, typer.Argument(metavar="HOOK", help="The hook, such as on-stop.", callback=one_of(HOOKS))
]


Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help="The setting, such as timer.on_start.", autocompletion=complete.settings
    ),
]
