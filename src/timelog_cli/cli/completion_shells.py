"""The answer to a shell that asks what may stand on its command line.

The scripts of ``completion_scripts`` run ``timelog`` with ``_TIMELOG_COMPLETE`` set to the name of
the shell, and with what is typed as its arguments, so that nothing of it is evaluated. The first
line of the answer says how to take the rest. Nothing is ever written to standard error.
"""

from __future__ import annotations

from timelog_cli.cli.completion import Offer, offer
from timelog_cli.cli.shell_words import quoted, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LISTING = "63"  # COMP_TYPE of bash when it only lists: nothing of the answer is inserted
_LONGEST_LINE = 500


def answer(shell: str, arguments: Sequence[str], env: Mapping[str, str]) -> list[str]:
    """The lines of the answer; none to a shell that is not known."""
    if shell == "bash":
        return _to_bash(arguments, env)
    if shell not in {"zsh", "fish"}:
        return []
    if shell == "fish":
        *words, word = arguments
        return _to_fish(offer(words, split(word, single_escapes=True).word, env))
    width, *words, word = arguments
    return _to_zsh(offer(words, word, env), word, _number(width, 80))


def _to_fish(found: Offer) -> list[str]:
    if found.how != "values":
        return [f"{found.how} {found.head}"]
    return [found.how, *(f"{name}\t{text}" for name, text in found.names)]


def _to_zsh(found: Offer, word: str, width: int) -> list[str]:
    """Each name, a tab, and what the list shows of it."""
    if found.how != "values":
        return [f"{found.how} {found.head}"]
    how = found.how if all(_begins(name, word) for name, _ in found.names) else "loose"
    return [how, *(f"{name}\t{text}" for (name, _), text in _listed(found, width))]


def _begins(name: str, word: str) -> bool:
    """Whether zsh, too, finds that a name begins with the word: it knows cases of ASCII only."""
    pairs = zip(name, word, strict=False)
    return len(name) >= len(word) and all(
        one == two or (one.isascii() and one.lower() == two.lower()) for one, two in pairs
    )


def _listed(found: Offer, width: int) -> list[tuple[tuple[str, str], str]]:
    """Each name with the line that stands for it in a list."""
    shorts = [name[found.head :] for name, _ in found.names]
    if not any(text for _, text in found.names):
        return list(zip(found.names, shorts, strict=True))
    column = min(max(map(len, shorts), default=0), 40)
    lines = [
        f"{short:{column}}  -- {text}"[: width - 1] if text else short
        for short, (_, text) in zip(shorts, found.names, strict=True)
    ]
    return list(zip(found.names, lines, strict=True))


def _to_bash(arguments: Sequence[str], env: Mapping[str, str]) -> list[str]:
    """Each name as it is to be written behind what is there of the word, in its quotes.

    :param arguments: the line up to the cursor, what of it readline replaces, the kind of
        completion, and the columns of the terminal
    """
    line, replaced, kind, width = arguments
    typed = split(line, len(line) - len(replaced) if line.endswith(replaced) else None)
    if typed.redirected:
        return ["files"]
    found = offer(typed.words[1:], typed.word, env)
    if found.how != "values":
        return [found.how]
    if kind == _LISTING:
        return ["values", *(text for _, text in _listed(found, _number(width, 80)))]
    names = [name for name, _ in found.names]
    if found.loose and (len(names) > 1 or typed.kept > found.head):
        return ["values"]  # readline would replace what is typed by what they have in common
    return ["values", *(quoted(name, typed) for name in names)]


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 else otherwise  # noqa: PLR2004
