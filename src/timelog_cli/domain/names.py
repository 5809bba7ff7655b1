"""Finding the one thing that a name means."""

from __future__ import annotations

from timelog_cli.domain.text import folded, shown, spelled
from timelog_cli.errors import NotFound, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


_MOST_LISTED = 8
_LEAST_PART = 3  # of letters such as these; of others, two can be a word


def has_part(name: str, text: str) -> bool:
    """Whether a text is a part of a name, in any letter case, and long enough to mean it."""
    wanted = folded(text).strip()
    return len(wanted) >= _LEAST_PART - (not wanted.isascii()) and wanted in folded(name)


def is_inside(name: str, text: str) -> bool:
    """Whether a text is a part of a name that no word of it begins with."""
    return not _has_word(folded(name), folded(text).strip())


def pick(text: str, names: Sequence[str], what: str, listing: str, *, parts: bool = False) -> str:
    """The name that ``text`` is, in any letter case, or that alone begins with it or has it later.

    ``bianchi`` is ``Studio Bianchi``: the beginning of one of its words.

    Where two names look the same, each is the one that is spelled so.

    :param what: the word for it in messages, such as ``customer``
    :param listing: the command that shows them all
    :param parts: whether any part of a name will do, if nothing else fits
    :raises NotFound: none fits; near ones are named
    :raises UsageError: several begin so
    """
    wanted = folded(text).strip()
    exact = spelled(text.strip(), names)
    if folded(exact) == wanted and exact in names:
        return exact
    found = [name for name in names if wanted and folded(name).startswith(wanted)]
    found = found or [name for name in names if wanted and _has_word(folded(name), wanted)]
    if parts and not found:
        found = [name for name in names if has_part(name, text)]
    if len(found) == 1:
        return found[0]
    if found:
        more = f" To list them: {listing}" if len(found) > _MOST_LISTED else ""
        raise UsageError(
            f"{text!r} matches several {what}s",
            f"did you mean one of {_quoted(found[:_MOST_LISTED])}?{more}",
        )
    near = near_ones(text, names)
    hint = f"did you mean {_quoted(near)}?" if near else listing
    raise NotFound(f"no {what} {text[:60]!r}", hint)


def _has_word(name: str, beginning: str) -> bool:
    """Whether a word of a name begins so, after a blank or a sign."""
    at = name.find(beginning)
    while at > 0 and name[at - 1].isalnum():
        at = name.find(beginning, at + 1)
    return at >= 0


def near_ones(text: str, names: Sequence[str], most: int = 3, likeness: float = 0.6) -> list[str]:
    """The names most like a misspelt one."""
    from difflib import get_close_matches

    known = {folded(name): name for name in names}
    return [known[near] for near in get_close_matches(folded(text), known, most, likeness)]


def near_options(text: str, options: Sequence[str]) -> list[str]:
    """The options most like a misspelt one, by their letters without the dashes.

    One letter is like no word that has others.
    """
    typed = text.lstrip("-")
    by_letters = {option.lstrip("-"): option for option in options}
    known = [letters for letters in by_letters if len(letters) > 1 or not typed.strip(letters)]
    return [by_letters[near] for near in near_ones(typed, known)]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in names)
