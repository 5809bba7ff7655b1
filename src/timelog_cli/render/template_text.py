"""What templates do with text: escaping for Markdown and CSS, paragraphs, aligned tables."""

from __future__ import annotations

from markupsafe import Markup

from timelog_cli.render.cells import markdown
from timelog_cli.render.text import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_WIDEST = 72


def markdown_value(value: Any) -> str:
    """Markdown that shows a value as it is, unless it is Markdown already."""
    if isinstance(value, Markup):
        return str(value)
    return _plain_start(markdown(str(value)))


def _plain_start(text: str) -> str:
    """Text that begins no list and underlines no heading: ``- A``, ``1. A``, ``===``."""
    digits = len(text) - len(text.lstrip("0123456789"))
    mark, after = text[digits : digits + 1], text[digits + 1 : digits + 2]
    listed = mark in ({".", ")"} if digits else {"-", "+"}) and after in {"", " ", "-"}
    return f"{text[:digits]}\\{text[digits:]}" if listed or text[:1] == "=" else text


def paragraph(text: str) -> str:
    """Lines of one paragraph: empty ones are left out, two blanks break each of the others."""
    lines = [line.strip() for line in text.splitlines()]
    return "  \n".join(line for line in lines if line) + "\n"


def aligned(text: str) -> str:
    """A table whose columns are lined up in plain text too; very long cells stand out of it."""
    rows = [_cells(line.strip()) for line in text.splitlines() if line.strip()]
    if len(rows) < 2:  # noqa: PLR2004
        return text
    count = max(len(row) for row in rows)
    rows = [row + [""] * (count - len(row)) for row in rows]
    right = [cell.endswith(":") for cell in rows[1]]
    others = [rows[0], *rows[2:]]
    wide = [min(_WIDEST, max(3, *(width(row[at]) for row in others))) for at in range(count)]
    rows[1] = [
        "-" * (room - 1) + (":" if to_right else "-")
        for room, to_right in zip(wide, right, strict=True)
    ]
    return "\n".join(_row(row, wide, right) for row in rows) + "\n"


def _cells(line: str) -> list[str]:
    """The cells of a row; a pipe after a backslash is none between cells."""
    if "\\" not in line:
        return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
    cells, cell, escaped = [], "", False
    for char in line.removeprefix("|"):
        if char == "|" and not escaped:
            cells.append(cell.strip())
            cell = ""
        else:
            cell += char
        escaped = char == "\\" and not escaped
    return [*cells, cell.strip()] if cell.strip() else cells


def _row(cells: Sequence[str], wide: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, room, to_right in zip(cells, wide, right, strict=True):
        blank = " " * (room - width(cell))
        parts.append(blank + cell if to_right else cell + blank)
    return f"| {' | '.join(parts)} |"


def spaced(text: str) -> str:
    """Markdown with one empty line where there are several, and none at the ends."""
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line if line.strip() else "")
    return "\n".join(lines).strip("\n") + "\n"


def css(value: Any) -> Markup:
    """Text inside quotation marks of a style sheet: all but letters and digits are escaped."""
    return Markup("").join(
        char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in str(value)
    )
