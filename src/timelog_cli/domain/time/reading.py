"""Reading a text by a table of forms, and refusing one that no form fits."""

from __future__ import annotations

from timelog_cli.domain.time.scan import LONGEST, first, named, tidied
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from timelog_cli.domain.time.scan import Rows

    T = TypeVar("T")


def reading(
    kind: str,
    rows: Rows[T],
    text: str,
    *rest: object,
    explain: Callable[..., UsageError | None] | None = None,
) -> T:
    """What a table reads a typed text to.

    :raises UsageError: no row knows it; ``explain`` may find a better reason than that
    """
    plain = tidied(text)
    found = first(rows, plain, *rest) if plain else None
    if found is not None:
        return found
    better = explain(plain, *rest) if explain and plain else None
    raise better or _refusal(kind, rows, text, *rest)


def _refusal(kind: str, rows: Rows[T], text: str, *rest: object) -> UsageError:
    if len(text) > LONGEST:
        message = f"{named(text)} is too long for {_a(kind)}: {len(text):,} characters"
    elif not text.strip():
        message = f"the {kind} is empty"
    else:
        message = f"{named(text)} is not {_a(kind)}"
    from timelog_cli.domain.time.near import near_hint

    return UsageError(message, near_hint(rows, text[:LONGEST], *rest))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
