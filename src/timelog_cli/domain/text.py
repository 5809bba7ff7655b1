"""Text from outside: what may be stored, and what may reach a terminal."""

from __future__ import annotations

from timelog_cli.errors import UsageError

TITLE_LIMIT = 500
NOTE_LIMIT = 100_000

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SEPARATORS = "\u2028\u2029\x85"


def _is_control(char: str) -> bool:
    code = ord(char)
    return code < 0x20 or 0x7F <= code < 0xA0 or char in _BIDI or char in _SEPARATORS


def _is_lone_surrogate(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


def one_line(text: str, what: str, limit: int = TITLE_LIMIT) -> str:
    """A title or name: stripped, not empty, one line, no control characters.

    :raises UsageError: naming ``what`` is wrong
    """
    text = text.strip()
    if not text:
        raise UsageError(f"{what} is empty")
    if len(text) > limit:
        raise UsageError(f"{what} has {len(text):,} characters; at most {limit:,} are kept")
    for char in text:
        if _is_control(char) or _is_lone_surrogate(char):
            raise UsageError(f"{what} holds the character {ascii(char)[1:-1]}, which is not text")
    return text


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
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > limit:
        raise UsageError(f"{what} has {len(text):,} characters; at most {limit:,} are kept")
    for char in text:
        if char not in "\n\t" and (_is_control(char) or _is_lone_surrogate(char)):
            raise UsageError(f"{what} holds the character {ascii(char)[1:-1]}, which is not text")
    return text


# What a shell takes as it is.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def typed(text: str) -> str:
    """A text as it is typed in a shell, in quotes where it needs them.

    As ``shlex.quote`` does it, which costs a third of bare Python to import.
    """
    if text and _PLAIN.issuperset(text):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"


def tidied(text: str, limit: int, *, lines: bool = False) -> str:
    """Text of a foreign file made storable: control characters dropped, cut at ``limit``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "\n\t" if lines else ""
    text = "".join(
        " " if char in "\n\t" and char not in kept else char
        for char in text
        if char in "\n\t" or not (_is_control(char) or _is_lone_surrogate(char))
    )
    text = text.strip() if lines else " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shown(text: str, *, lines: bool = False) -> str:
    """Text that can be sent to a terminal: control characters become visible escapes."""
    if text.isprintable():
        return text
    kept = "\n" if lines else ""
    return "".join(
        ascii(char)[1:-1]
        if char not in kept and (_is_control(char) or _is_lone_surrogate(char))
        else char
        for char in text
    )


def without_bidi(text: str) -> str:
    """Text without the marks that turn the direction of what stands beside it."""
    return text if text.isascii() else "".join(char for char in text if char not in _BIDI)


def shown_json(text: str) -> str:
    """JSON that can be sent to a terminal: the same values, control characters as escapes."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        f"\\u{ord(char):04x}"
        if char != "\n" and (_is_control(char) or _is_lone_surrogate(char))
        else char
        for char in text
    )
