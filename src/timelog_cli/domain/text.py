"""Text from outside: what may be stored, and what may reach a terminal."""

from __future__ import annotations

from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE_LIMIT = 500
TAG_LIMIT = 100
NOTE_LIMIT = 100_000

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SEPARATORS = "\u2028\u2029\x85"


def _is_control(char: str) -> bool:
    code = ord(char)
    return code < 0x20 or 0x7F <= code < 0xA0 or char in _BIDI or char in _SEPARATORS


def _is_no_character(char: str) -> bool:
    """Half of a character, or a code that Unicode gives to none: XML cannot hold them."""
    code = ord(char)
    return 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0


_BLANKS = dict.fromkeys(
    map(
        ord,
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u00ad\u034f\u180e\u200b\u2060\ufeff"))
TWINS = _BLANKS | _WITHOUT_WIDTH


def composed(text: str) -> str:
    """Text in its composed form (NFC), where one letter has one spelling."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def untwinned(text: str) -> str:
    """Text in the one spelling of how it looks: composed, every blank a space."""
    return text if text.isascii() else composed(text.translate(TWINS))


def folded(text: str) -> str:
    """Text to compare by: what looks the same is the same, in any letter case."""
    if text.isascii():
        return text.lower()
    return composed(untwinned(text).casefold())


def spelled(name: str, known: Iterable[str]) -> str:
    """The name as it is known: one from before may be spelled in another way that looks so."""
    alike = [one for one in known if folded(one) == folded(name)]
    return name if name in alike or not alike else alike[0]


def one_line(text: str, what: str, limit: int = TITLE_LIMIT) -> str:
    """A title or name: stripped, not empty, one line, no control characters, no twin of another.

    :raises UsageError: naming ``what`` is wrong
    """
    text = untwinned(text).strip()
    if not text:
        raise UsageError(f"{what} is empty")
    if len(text) > limit:
        raise UsageError(f"{what} has {len(text):,} characters; the maximum is {limit:,}")
    _check_chars(text, what)
    return text


def _check_chars(text: str, what: str) -> None:
    """Refuse characters that are not text."""
    for char in "" if text.isprintable() else text:
        if _is_control(char) or _is_no_character(char):
            raise UsageError(
                f"{what} contains a character that is not allowed: {ascii(char)[1:-1]}"
            )


def check_stored(text: str, what: str, *, lines: bool = False) -> None:
    """Refuse a text that this program would not have stored.

    :param lines: whether it may have several lines
    :raises UsageError: naming ``what`` contains a character that is no text
    """
    _check_chars(text.replace("\n", "").replace("\t", "") if lines else text, what)


def owner_name(text: str) -> str:
    """The name of a user, or of a group as ``group:name``.

    :raises UsageError: empty, or not one line of text
    """
    name = one_line(text, "the owner's name", 100)
    if name.lower().startswith("group:"):
        name = "group:" + one_line(name[6:], "the group's name", 90)
    return name


def many_lines(text: str, what: str, limit: int = NOTE_LIMIT) -> str:
    """A note or description: line breaks and tabs stay, other control characters are refused.

    :raises UsageError: naming ``what`` is wrong
    """
    text = composed(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > limit:
        raise UsageError(f"{what} has {len(text):,} characters; the maximum is {limit:,}")
    check_stored(text, what, lines=True)
    return text


# What a shell takes as it is.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def typed(text: str) -> str:
    """A text as it is typed in a shell, in quotes where it needs them, and always on one line.

    As ``shlex.quote`` does it, which costs a third of bare Python to import.
    """
    if text and _PLAIN.issuperset(text):
        return text
    if shown(text) != text:
        return "$'" + "".join(map(_typed_char, text)) + "'"
    return "'" + text.replace("'", "'\"'\"'") + "'"


def _typed_char(char: str) -> str:
    """A character between ``$'`` and ``'``, as bash and zsh read it."""
    code = ord(char)
    if 0xDC80 <= code < 0xDD00:  # a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if char in "\n\t":
        return ascii(char)[1:-1]
    if _is_control(char) and char.isascii():
        return f"\\x{code:02x}"
    if _is_control(char) or _is_no_character(char):
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return "\\" + char if char in "\\'" else char


def tidied(text: str, limit: int, *, lines: bool = False) -> str:
    """Text of a foreign file made storable: control characters dropped, cut at ``limit``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "\n\t" if lines else ""
    text = "".join(
        " " if char in "\n\t" and char not in kept else char
        for char in text
        if char in "\n\t" or not (_is_control(char) or _is_no_character(char))
    )
    text = composed(text).strip() if lines else " ".join(untwinned(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shown(text: str, *, lines: bool = False) -> str:
    """Text that can be sent to a terminal: control characters become visible escapes."""
    if text.isprintable():
        return text
    kept = "\n" if lines else ""
    return "".join(
        ascii(char)[1:-1]
        if char not in kept and (_is_control(char) or _is_no_character(char))
        else char
        for char in text
    )


def capitalized(text: str) -> str:
    """Text as a sentence begins; what follows its first letter stays as it is."""
    return text[:1].upper() + text[1:]


def without_bidi(text: str) -> str:
    """Text without the marks that turn the direction of what stands beside it."""
    return text if text.isascii() else "".join(char for char in text if char not in _BIDI)


def shown_json(text: str) -> str:
    """JSON that can be sent to a terminal: the same values, control characters as escapes."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        f"\\u{ord(char):04x}"
        if char != "\n" and (_is_control(char) or _is_no_character(char))
        else char
        for char in text
    )
