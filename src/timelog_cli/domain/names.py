"""Finding the one thing that a name means."""

from __future__ import annotations

from timelog_cli.domain.text import folded, shown, spelled
from timelog_cli.errors import NotFound, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


_MOST_LISTED = 8
_MOST_WEIGHED = 20
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
    """The names that a misspelt one may mean: those with the fewest slips, if they are few."""
    from difflib import get_close_matches

    typed, known = folded(text), {folded(name): name for name in names}
    alike = get_close_matches(typed, known, _MOST_WEIGHED, likeness)
    few = (len(typed) + 1) // 3
    found = {near: slips for near in alike if (slips := _slips(typed, near)) <= few}
    fewest = min(found.values(), default=0)
    return [known[near] for near, slips in found.items() if slips == fewest][:most]


def near_words(text: str, words: Sequence[str], most: int = 3) -> list[str]:
    """The words of the program that one may mean which is cut short, or misspelt."""
    near = near_ones(text, words, most)
    if near or len(text) < _LEAST_PART:
        return near
    return [word for word in words if word.startswith(folded(text))][:most]


def _slips(typed: str, name: str) -> int:
    """How many letters are missing, added, replaced, or swapped with the next."""
    above: list[int] = []
    row = list(range(len(name) + 1))
    for at, letter in enumerate(typed):
        before, above, row = above, row, [at + 1]
        for to, other in enumerate(name):
            least = min(above[to] + (letter != other), above[to + 1] + 1, row[to] + 1)
            if at and to and (letter, other) == (name[to - 1], typed[at - 1]):
                least = min(least, before[to - 1] + 1)
            row.append(least)
    return row[-1]


def near_options(text: str, options: Sequence[str]) -> list[str]:
    """The options most like a misspelt one, by their letters without the dashes.

    One letter is like no word that has others.
    """
    typed = text.lstrip("-")
    by_letters = {option.lstrip("-"): option for option in options}
    known = [letters for letters in by_letters if len(letters) > 1 or not typed.strip(letters)]
    return [by_letters[near] for near in near_words(typed, known)]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in names)
