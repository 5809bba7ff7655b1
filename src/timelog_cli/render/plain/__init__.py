"""Results as text, a module for each subject; here cells, tables, durations and times.

The same table goes to a terminal and to a pipe; only a terminal gets colour and cut cells.
"""

from __future__ import annotations

from itertools import islice

from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import day_and_time, span, time_of_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.render.result import Column

__all__ = [
    "cell",
    "clock",
    "cut",
    "day_and_time",
    "fields",
    "full_clock",
    "span",
    "styled",
    "table",
    "table_lines",
    "time_of_day",
    "width",
]

# Of the terminal's own palette, so that they can be read on a dark and on a light background.
_PALETTE = {
    **{"bold": 1, "dim": 2, "reverse": 7},
    **{"red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36},
    **{"bright_blue": 94, "bright_magenta": 95, "bright_cyan": 96},
}
# What a colour means, the same everywhere.
MEANINGS = {
    **dict.fromkeys(("running", "paid"), "green"),
    **dict.fromkeys(("paused", "due_soon"), "yellow"),
    **dict.fromkeys(("overdue", "refused", "over_budget"), "red"),
    "reference": "cyan",
    **dict.fromkeys(("zero", "repeated"), "dim"),
}
STYLES = {name: f"\x1b[{code}m" for name, code in _PALETTE.items()}
STYLES |= {meaning: STYLES[name] for meaning, name in MEANINGS.items()}
RESET = "\x1b[0m"
_GAP = "  "
_WITHOUT_WIDTH = {"Mn", "Me", "Cf"}  # accents, frames, joiners
_NARROWEST = 8
_PORTION = 2000
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
    if _is_narrow(text):
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in _WITHOUT_WIDTH else 1 + (east_asian_width(char) in "WF")
        for char in text
    )


def _is_narrow(text: str) -> bool:
    # Every stretch of time has a dash.
    return text.isascii() or text.replace("–", "").isascii()


def cut(text: str, columns: int) -> str:
    """The text cut to so many columns, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for char in text:
        used += width(char)
        if used > columns - 1:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


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


def cell(value: Any, column: Column) -> str:
    """The text of a cell on one line; nothing in it steers the terminal."""
    return _cells((value,), column)[0]


def _cells(values: Iterable[Any], column: Column) -> list[str]:
    """The texts of the cells of a column."""
    if column.show is not None:
        values = map(column.show, values)
    return [
        value if isinstance(value, str) and value.isprintable() else _cell(value)
        for value in values
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        value = " ".join(str(item) for item in value)
    text = value if isinstance(value, str) else str(value)
    return shown(" ".join(text.split()) if "\n" in text else text)


def table(
    rows: Iterable[dict[str, Any]],
    columns: Sequence[Column],
    *,
    columns_wide: int | None = None,
    color: bool = False,
) -> str:
    """The rows under their titles, numbers to the right, cut to ``columns_wide`` if given."""
    return "\n".join(table_lines(rows, columns, columns_wide=columns_wide, color=color))


def table_lines(
    rows: Iterable[dict[str, Any]],
    columns: Sequence[Column],
    *,
    columns_wide: int | None = None,
    color: bool = False,
) -> Iterator[str]:
    """The lines of a table, in constant memory.

    Columns are as wide as the first two thousand rows need; a later row that needs more makes
    them wider from its portion on.
    """
    widths = [width(column.title) for column in columns]
    kept: Sequence[int] | None = None
    for cells, last in _portions(rows, columns):
        totals = [_total(column) if last else "" for column in columns]
        measures = [_measure(texts, total) for texts, total in zip(cells, totals, strict=True)]
        widths = [
            max(wide, measure(total), *map(measure, texts))
            for wide, measure, total, texts in zip(widths, measures, totals, cells, strict=True)
        ]
        if kept is None:
            kept, _ = _fitted(list(widths), columns, columns_wide)
            shown = [columns[at] for at in kept]
            heads = [column.title for column in shown]
        fitted = _narrow([widths[at] for at in kept], shown, columns, columns_wide)
        if heads:
            more = "" if len(kept) == len(columns) else f"{_GAP}…"
            yield styled(_line(heads, fitted, shown) + more, "bold", color)
            heads = []
        padded = [
            _padded(cells[at], measures[at], widths[at], wide, columns[at].right)
            for at, wide in zip(kept, fitted, strict=True)
        ]
        for line in zip(*padded, strict=True):
            yield _GAP.join(line).rstrip()
        cells.clear()  # before the next are read
        if any(totals):
            sums = [totals[at] for at in kept]
            yield _rule(fitted, shown, sums)
            yield styled(_line(sums, fitted, shown), "bold", color)


def _portions(
    rows: Iterable[dict[str, Any]], columns: Sequence[Column]
) -> Iterator[tuple[list[list[str]], bool]]:
    """The cells of so many rows at a time, column by column, and whether these are the last."""
    left = iter(rows)
    following = list(islice(left, 1))
    while True:
        portion = [*following, *islice(left, _PORTION - 1)]
        cells = [_cells((row.get(column.key) for row in portion), column) for column in columns]
        portion.clear()  # before the next are read
        following = list(islice(left, 1))
        yield cells, not following
        if not following:
            return


def _measure(texts: Sequence[str], total: str) -> Callable[[str], int]:
    """``width``, or what is the same for texts in which every character takes one column."""
    return len if _is_narrow("".join(texts) + total) else width


def _padded(
    texts: Iterable[str], measure: Callable[[str], int], widest: int, wide: int, right: bool
) -> Iterator[str]:
    """The cells of a column as wide as it is shown."""
    if widest > wide:
        texts, measure = (cut(text, wide) for text in texts), width
    if measure is len:
        pad = str.rjust if right else str.ljust
        return (pad(text, wide) for text in texts)
    return (_pad(text, wide, right) for text in texts)


def _pad(text: str, wide: int, right: bool) -> str:
    blank = " " * (wide - width(text))
    return blank + text if right else text + blank


def _total(column: Column) -> str:
    total = column.total() if callable(column.total) else column.total or ""
    if isinstance(total, str):
        return total
    return " of ".join(_cells(total, column))


def _rule(widths: Sequence[int], columns: Sequence[Column], totals: Sequence[str]) -> str:
    marks = [
        "─" * wide if total and column.right else ""
        for wide, column, total in zip(widths, columns, totals, strict=True)
    ]
    return _line(marks, widths, columns)


def _fitted(
    widths: list[int], columns: Sequence[Column], wide: int | None
) -> tuple[Sequence[int], list[int]]:
    """Which columns a terminal has room for, and how wide each is.

    Columns that may be cut give way first; if that is not enough, the last of those that can be
    spared are left out, then the last of those that may be cut.
    """
    kept = list(range(len(columns)))
    while True:
        shown = [columns[at] for at in kept]
        narrow = _narrow([widths[at] for at in kept], shown, columns, wide)
        spare = [at for at in kept if columns[at].spare]
        able = spare or [at for at in kept if columns[at].shrink]
        if wide is None or _sum(narrow) <= _room(wide, shown, columns) or not able:
            return kept, narrow
        kept.remove(able[-1])


def _narrow(
    widths: list[int], shown: Sequence[Column], columns: Sequence[Column], wide: int | None
) -> list[int]:
    return widths if wide is None else _narrowed(widths, shown, _room(wide, shown, columns))


def _room(wide: int, shown: Sequence[Column], columns: Sequence[Column]) -> int:
    """The columns of the terminal; where some are left out, a mark at the end says so."""
    return wide if len(shown) == len(columns) else wide - len(_GAP) - 1


def _narrowed(widths: list[int], columns: Sequence[Column], wide: int) -> list[int]:
    for _ in range(_sum(widths) - wide):
        able = [
            at
            for at, column in enumerate(columns)
            if column.shrink and widths[at] > max(_NARROWEST, width(column.title))
        ]
        if not able:
            break
        widths[max(able, key=lambda at: widths[at])] -= 1
    return widths


def _sum(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    parts = []
    for text, wide, column in zip(cells, widths, columns, strict=True):
        parts.append(_pad(cut(text, wide) if column.shrink else text, wide, column.right))
    return _GAP.join(parts).rstrip()


def fields(pairs: Sequence[tuple[str, str | None]]) -> str:
    """Names and values of one thing, a line each; those without a value are left out."""
    kept = [(name, value) for name, value in pairs if value not in (None, "")]
    widest = max((width(name) for name, _ in kept), default=0)
    lines = []
    for name, value in kept:
        first, *more = shown(str(value), lines=True).split("\n")
        lines.append(f"{name}{' ' * (widest - width(name))}  {first}".rstrip())
        lines.extend(f"{' ' * widest}  {line}".rstrip() for line in more)
    return "\n".join(lines)


def markdown(text: str) -> str:
    """Text that stays text in a Markdown table: markup, HTML, pipes and line breaks escaped."""
    return text if text.isalnum() else text.replace("\r\n", "\n").translate(_ESCAPED)
