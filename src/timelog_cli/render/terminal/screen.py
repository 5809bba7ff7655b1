"""What all pictures share: lines of styled text, cells of a width, colours, and Rich's console.

A picture is laid out as lines of spans, which ``painted`` writes without Rich: to import Rich takes
ten times as long as Python to start. What needs Rich, such as tables in boxes and live displays,
gets it from ``console``, in the same colours.
"""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.render.plain import MEANINGS, cut, styled, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from rich.console import Console
    from rich.text import Text

    # A text, and the name of its style in ``render.plain.STYLES``; empty for none.
    Span = tuple[str, str]
    Line = Sequence[Span]

# None of those that mean something, except that of references; the last is the terminal's own.
_RECORDS = ("bright_blue", "magenta", "cyan", "bright_magenta", "")


def record_style(number: int) -> str:
    """The colour of a record, always the same, by the number in its reference."""
    return _RECORDS[number % len(_RECORDS)]


def fitted(text: str, columns: int, *, right: bool = False) -> str:
    """A text from outside as a cell of exactly so many columns; nothing in it steers the terminal.

    Combining marks and wide characters count as the terminal draws them; line breaks are blanks.
    """
    cell = cut(shown(" ".join(text.split())), columns) if columns > 0 else ""
    blank = " " * (columns - width(cell))
    return blank + cell if right else cell + blank


def painted(lines: Iterable[Line], *, color: bool) -> str:
    """Lines of spans as text, in colour or without; no line ends in blanks."""
    return "\n".join(_painted(line, color) for line in lines)


def _painted(line: Line, color: bool) -> str:
    parts: list[list[str]] = []
    for text, style in line:
        if parts and parts[-1][1] == style:
            parts[-1][0] += text
        else:
            parts.append([text, style])
    while parts and not parts[-1][0].rstrip():
        parts.pop()
    if parts:
        parts[-1][0] = parts[-1][0].rstrip()
    return "".join(styled(text, style, color and bool(style and text)) for text, style in parts)


def cropped(line: Line, columns: int) -> Line:
    """A line that is at most so wide, with an ellipsis where something is missing."""
    if wide(line) <= columns:
        return line
    kept, left = [], columns
    for text, style in line:
        part = text if width(text) < left else cut(text + "…", left)
        kept.append((part, style))
        left -= width(part)
        if part != text or left <= 0:
            break
    return kept


def wide(line: Line) -> int:
    """How many columns a line takes."""
    return sum(width(text) for text, _ in line)


def rich_text(line: Line) -> Text:
    """A line of spans for Rich: a ``Group`` or ``Live`` never wraps it, as ``print`` would."""
    from rich.text import Text

    text = Text(no_wrap=True, overflow="crop")
    for part, style in line:
        text.append(part, style or None)
    return text


def console(stream: TextIO, columns: int, *, color: bool, soft_wrap: bool = False) -> Console:
    """Rich on one of our streams: nothing in a text is markup, and nothing is guessed.

    :param columns: of ``World.screen``
    :param color: of ``Context.color``; without it no style at all is written
    :param soft_wrap: leave lines that are too long to the terminal
    """
    from rich.console import Console
    from rich.theme import Theme

    return Console(
        file=stream,
        width=max(1, columns),
        color_system="standard" if color else None,
        no_color=not color,
        force_terminal=color or stream.isatty(),
        force_interactive=stream.isatty(),
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=soft_wrap,
        theme=Theme(MEANINGS),
        _environ={},
    )
