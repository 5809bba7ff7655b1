"""What every reader of times shares: tidy text, tables of forms, and refusals that help.

A table has one row for each form: how the form is written, an example, what the example reads
to at ``EXAMPLE_MOMENT``, and a recogniser. A recogniser gives a value, or ``None`` when the text
is not of its form, or raises ``Unreadable`` when it is but names something that cannot exist.
"""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")
    Row = tuple[str, str, str, Callable[..., T | None]]
    Rows = tuple[Row[T], ...]

LONGEST = 120
_NAMED = 40
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def named(text: str) -> str:
    """The text in quotes for a message: safe for a terminal, and cut when it is long."""
    return f"'{shown(text[:_NAMED])}{'…' if len(text) > _NAMED else ''}'"


def impossible(text: str, why: str, hint: str | None = None) -> Unreadable:
    """The refusal of something that is written well and cannot exist."""
    return Unreadable(f"{named(text)} cannot be: {why}", hint)


def digits(text: str, *lengths: int) -> bool:
    """Whether a tidied text is only digits, as many as one of ``lengths``."""
    return len(text) in lengths and text.isdigit()


def tidied(text: str) -> str:
    """Lower case, single blanks, plain dashes; empty when it cannot be any form."""
    if len(text) > LONGEST:
        return ""
    plain = " ".join(text.translate(_DASHES).split())
    return plain.lower() if plain.isascii() else ""


def first(rows: Rows[T], text: str, *rest: object) -> T | None:
    """What the first row that knows the text reads it to."""
    tried = None
    for _, _, _, recognise in rows:
        if recognise is tried:
            continue
        found = recognise(text, *rest)
        if found is not None:
            return found
        tried = recognise
    return None


def reading(
    kind: str,
    rows: Rows[T],
    text: str,
    *rest: object,
    explain: Callable[..., Unreadable | None] | None = None,
) -> T:
    """What a table reads a typed text to.

    :raises Unreadable: no row knows it; ``explain`` may find a better reason than that
    """
    plain = tidied(text)
    found = first(rows, plain, *rest) if plain else None
    if found is not None:
        return found
    better = explain(plain, *rest) if explain and plain else None
    raise better or _refusal(kind, rows, text)


def _refusal(kind: str, rows: Rows[T], text: str) -> Unreadable:
    if len(text) > LONGEST:
        message = f"{named(text)} has {len(text):,} characters, too many for a {kind}"
    elif not text.strip():
        message = f"an empty text is no {kind}"
    else:
        message = f"{named(text)} is no {kind}"
    form, example = _nearest(rows, text[:LONGEST].lower())
    as_in = "" if form == example else f", as in {example}"
    return Unreadable(message, f"the nearest form is {form}{as_in}")


def _nearest(rows: Rows[T], text: str) -> tuple[str, str]:
    from difflib import SequenceMatcher

    def likeness(row: Row[T]) -> float:
        example = row[1].lower()
        return (
            SequenceMatcher(None, _shape(text), _shape(example)).ratio()
            + SequenceMatcher(None, text, example).ratio()
        )

    best = max(rows, key=likeness)
    return best[0], best[1]


def _shape(text: str) -> str:
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)
