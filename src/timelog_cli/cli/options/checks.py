"""Callbacks that check or normalize a value, for ``typer.Option(callback=…)``.

Typer calls them with what was read, ``None`` where the option is not given. Their attributes tell
the index what they take, so that the quick reader hands over what they would refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import typer

from timelog_cli.cli.usage import label, refusal
from timelog_cli.errors import Unreadable


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
    raise Unreadable(
        f"{label(param)} {value[:40]!r} is none of its values", "one of " + ", ".join(choices)
    )
