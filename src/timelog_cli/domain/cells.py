"""Cells of CSV and TSV: how a text is written into one, and read back exactly.

A value is written by ``listed`` if it is several, then ``guarded``, then by the writer of the
format, which for TSV is ``escaped``; and it is read in the reverse order.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Source: OWASP, CSV injection. Some spreadsheets read the wide signs of Japanese as formulas too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What is typed for what separates the cells of CSV: a semicolon where a comma is in decimals.
DELIMITERS = {",": ",", ";": ";", "tab": "\t"}
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}
_ESCAPED = str.maketrans(_ESCAPES)
_UNESCAPED = {escape[1]: char for char, escape in _ESCAPES.items()}


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: what would be a formula gets an apostrophe before it.

    So does what would then read as guarded: apostrophes, and a formula behind them.
    """
    if text.startswith(_FORMULA) or (text[:1] == "'" and _is_formula(text)):
        return "'" + text
    return text


def unguarded(cell: str) -> str:
    """The text that was ``guarded``."""
    return cell[1:] if cell[:1] == "'" and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)


def listed(values: Iterable[str]) -> str:
    """Several values, such as tags, in one cell: ``on site, urgent``.

    A comma or backslash in a value gets a backslash before it.
    """
    return ", ".join(value.replace("\\", "\\\\").replace(",", "\\,") for value in values)


def unlisted(cell: str) -> tuple[str, ...]:
    """The values that were ``listed``, without blanks around them; none is empty."""
    values, text, chars = [], "", iter(cell)
    for char in chars:
        if char == ",":
            values.append(text)
            text = ""
        else:
            text += next(chars, char) if char == "\\" else char
    return tuple(value.strip() for value in (*values, text) if value.strip())


def escaped(text: str) -> str:
    """A cell of TSV on one line and without tabs, as ``@tsv`` of jq writes it."""
    return text if text.isprintable() and "\\" not in text else text.translate(_ESCAPED)


def unescaped(cell: str) -> str:
    """The text that was ``escaped``; a backslash before any other character is kept."""
    if "\\" not in cell:
        return cell
    text, chars = "", iter(cell)
    for char in chars:
        following = next(chars, "") if char == "\\" else ""
        text += _UNESCAPED.get(following, char + following)
    return text


def tsv_cells(line: str) -> list[str]:
    """The cells of a line of TSV, with or without its end."""
    return [unescaped(cell) for cell in line.removesuffix("\n").removesuffix("\r").split("\t")]
