"""Results as text, a module for each subject; here widths, colours, durations and times."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import day_and_time, span, time_of_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

__all__ = [
    "clock",
    "counted",
    "cut",
    "day_and_time",
    "fields",
    "full_clock",
    "span",
    "styled",
    "time_of_day",
    "width",
]

# Of the terminal's own palette, so that they can be read on a dark and on a light background: but
# for blue, which is lost on many a black one, and bright cyan, which is lost on white.
_PALETTE = {
    **{"bold": 1, "dim": 2, "reverse": 7},
    **{"red": 31, "green": 32, "yellow": 33, "magenta": 35, "cyan": 36},
    **{"bright_blue": 94, "bright_magenta": 95},
}
# What a colour means, the same everywhere.
MEANINGS = {
    **dict.fromkeys(("running", "paid", "ahead"), "green"),
    **dict.fromkeys(("paused", "due_soon", "near_budget", "behind"), "yellow"),
    **dict.fromkeys(("overdue", "refused", "over_budget"), "red"),
    "reference": "cyan",
    **dict.fromkeys(("zero", "repeated"), "dim"),
}
STYLES = {name: f"\x1b[{code}m" for name, code in _PALETTE.items()}
STYLES |= {meaning: STYLES[name] for meaning, name in MEANINGS.items()}
RESET = "\x1b[0m"
_WITHOUT_WIDTH = {"Mn", "Me", "Cf"}  # accents, frames, joiners
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


def styled(text: str, style: str, color: bool) -> str:
    """Text in a style, where the output takes colour."""
    return f"{STYLES[style]}{text}{RESET}" if color else text


def width(text: str) -> int:
    """How many columns of a terminal the text takes (UAX #11: wide characters take two)."""
    if is_narrow(text):
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in _WITHOUT_WIDTH else 1 + (east_asian_width(char) in "WF")
        for char in text
    )


def is_narrow(text: str) -> bool:
    """Whether each character is known to take one column, without a look at each."""
    # Every stretch of time has a dash.
    return text.isascii() or text.replace("–", "").isascii()


def cut(text: str, columns: int) -> str:
    """The text cut to so many columns, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    if columns <= 0:
        return ""
    kept, used = [], 0
    for char in text:
        used += width(char)
        if used > columns - 1:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def of_seconds(key: str) -> Callable[[dict[str, Any]], str]:
    """The style of durations in a column: none is dim."""
    return lambda row: "" if row[key] else "zero"


def of_amounts(key: str) -> Callable[[dict[str, Any]], str]:
    """The style of amounts in a column: nothing is dim."""
    return lambda row: "" if (row.get(key) or "").strip("-0.") else "zero"


def clock(seconds: int) -> str:
    """A duration in hours and minutes, as ``1:05``; ``1:05:09`` where seconds matter."""
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}" + (f":{left:02}" if left else "")


def full_clock(seconds: int) -> str:
    """A duration to the second, as ``1:05:09``."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def fields(pairs: Sequence[tuple[str, str | None]], styles: Mapping[str, str] | None = None) -> str:
    """Names and values of one thing, a line each; those without a value are left out.

    :param styles: the style of the value of a name, where the output takes colour
    """
    kept = [(name, value) for name, value in pairs if value not in (None, "")]
    widest = max((width(name) for name, _ in kept), default=0)
    lines = []
    for name, value in kept:
        first, *more = shown(str(value), lines=True).split("\n")
        if styles and name in styles:
            first = styled(first, styles[name], True)
        lines.append(f"{name}{' ' * (widest - width(name))}  {first}".rstrip())
        lines.extend(f"{' ' * widest}  {line}".rstrip() for line in more)
    return "\n".join(lines)


def markdown(text: str) -> str:
    """Text that stays text in a Markdown table: markup, HTML, pipes and line breaks escaped."""
    return text if text.isalnum() else text.replace("\r\n", "\n").translate(_ESCAPED)


def counts_text(counts: Mapping[str, int]) -> str:
    """The counts in words: ``1 record, 3 logs``."""
    said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count]
    return ", ".join(said) or "no records"
