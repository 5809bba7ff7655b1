"""Text from outside in the cells of Markdown."""

from __future__ import annotations

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


def markdown(text: str) -> str:
    """Text that stays text in a Markdown table: markup, HTML, pipes and line breaks escaped."""
    return text if text.isalnum() else text.replace("\r\n", "\n").translate(_ESCAPED)
