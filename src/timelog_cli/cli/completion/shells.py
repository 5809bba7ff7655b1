"""The words of an unfinished line in a shell, and the answer to the shell that asks."""

from __future__ import annotations

from timelog_cli.cli.completion import Offer, offer
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BLANK = " \t\n"
_BETWEEN_COMMANDS = ";|&()\n"
_ESCAPED_IN_DOUBLE = '$`"\\\n'
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,")


class Typed(Frozen):
    """A line up to the cursor.

    :param words: the whole words of the last command, without their quotes
    :param word: the unfinished one, without its quotes
    :param kept: how many of its characters stand before the part that is replaced
    :param quote: the quote that is open where that part begins
    :param is_open: whether it is still open at the end, so that the shell will close it
    :param redirected: whether the unfinished word is the file of a redirection
    """

    words: list[str]
    word: str
    kept: int
    quote: str
    is_open: bool
    redirected: bool


class _Reader:
    """Reads a line character by character, as POSIX shells do, with nothing expanded."""

    def __init__(self, replaced_from: int, *, single_escapes: bool) -> None:
        self.replaced_from = replaced_from
        self.single_escapes = single_escapes
        self.words: list[str] = []
        self.word: list[str] = []
        self.begun = False
        self.kept: int | None = None
        self.quote = ""
        self.quote_there = ""
        self.redirected = False

    def read(self, line: str) -> None:
        at = 0
        while at < len(line):
            self._mark(at)
            at += self._step(line, at)
        self._mark(self.replaced_from)

    def _mark(self, at: int) -> None:
        """Remember how things are where the part that is replaced begins."""
        if self.kept is None and at >= self.replaced_from:
            self.kept, self.quote_there = len(self.word), self.quote

    def _step(self, line: str, at: int) -> int:
        """Take one character, or a backslash and what it escapes; how many were taken."""
        char, following = line[at], line[at + 1 : at + 2]
        if char == "\\" and self._escapes(following):
            self._add(following)
            return 2
        if self.quote:
            if char == self.quote:
                self.quote = ""
            else:
                self._add(char)
        elif char in "'\"":
            self.quote, self.begun = char, True
        elif char in _BLANK:
            self._end()
        elif char in "<>":
            self._end()
            self.redirected = True
        elif char in _BETWEEN_COMMANDS:
            self._end()
            self.words, self.redirected = [], False
        elif not (char == "$" and following and following in "'\""):
            self._add(char)
        return 1

    def _escapes(self, following: str) -> bool:
        if self.quote == '"':
            return bool(following) and following in _ESCAPED_IN_DOUBLE
        if self.quote == "'":
            return self.single_escapes and bool(following) and following in "\\'"
        return True

    def _add(self, char: str) -> None:
        self.word.append(char)
        self.begun = True

    def _end(self) -> None:
        if self.begun:
            if not self.redirected:
                self.words.append("".join(self.word))
            self.redirected = False
        self.word, self.begun = [], False


def split(line: str, replaced_from: int | None = None, *, single_escapes: bool = False) -> Typed:
    """The words of a line.

    :param replaced_from: where the part begins that the shell replaces; at the unfinished word
        if it is not known
    :param single_escapes: whether a backslash means something between single quotes, as in fish
    """
    reader = _Reader(
        len(line) if replaced_from is None else replaced_from, single_escapes=single_escapes
    )
    reader.read(line)
    word = "".join(reader.word)
    is_open = bool(reader.quote) and reader.quote == reader.quote_there
    return Typed(
        reader.words, word, reader.kept or 0, reader.quote_there, is_open, reader.redirected
    )


def quoted(name: str, typed: Typed) -> str:
    """The part of a name that replaces the end of what is typed, in the quotes that are open."""
    rest, quote = name[typed.kept :], typed.quote
    if not quote:
        return "".join(
            char if char in _SAFE or not char.isascii() else "\\" + char for char in rest
        )
    inside = rest.replace("'", "'\\''") if quote == "'" else _in_double(rest)
    # readline takes a quote that the text begins with for the one that is there already, and does
    # not close the quotes where the text ends with one.
    if inside.startswith(quote):
        inside = quote + inside
    if not typed.is_open or inside.endswith(quote):
        inside += quote
    return inside


def _in_double(text: str) -> str:
    """Inside double quotes, out of which ``!`` is taken: bash would look into its history."""
    escaped = "".join("\\" + char if char in '$`"\\' else char for char in text)
    return escaped.replace("!", '"\\!"')


_LISTING = "63"  # COMP_TYPE of bash when it only lists: nothing of the answer is inserted


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
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 else otherwise
