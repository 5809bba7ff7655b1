"""Text from outside in the cells of CSV and Markdown."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = {
    "\\": "\\\\",
    "|": "\\|",
    "`": "\\`",
    "*": "\\*",
    "_": "\\_",
    "[": "\\[",
    "]": "\\]",
    "#": "\\#",
    "~": "\\~",
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": " ",
    "\r": " ",
}
_ESCAPED = str.maketrans(_MARKUP)


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: a leading ``= + - @``, TAB or CR gets an apostrophe before it.

    Source: OWASP, CSV injection.
    """
    return "'" + text if text.startswith(_FORMULA) else text


def markdown(text: str) -> str:
    """Text that stays text in a Markdown table: markup, HTML, pipes and line breaks escaped."""
    return text if text.isalnum() else text.replace("\r\n", "\n").translate(_ESCAPED)
