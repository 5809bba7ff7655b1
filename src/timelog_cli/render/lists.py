"""A list as a table, CSV, TSV or Markdown, row by row in constant memory."""

from __future__ import annotations

from itertools import chain

from timelog_cli.domain.cells import escaped, guarded, listed
from timelog_cli.domain.text import shown
from timelog_cli.render.plain import cell, markdown, table_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

    from timelog_cli.render.result import Listing


def write_list(listing: Listing, stdout: TextIO, *, color: bool, columns_wide: int | None) -> bool:
    """Write the rows; whether there is nothing to see, as of a table without rows."""
    if listing.format == "csv":
        _separated(listing, _csv_writer(stdout))
    elif listing.format == "tsv":
        _separated(listing, _tsv_writer(stdout))
    elif listing.format == "md":
        _markdown(listing, stdout)
    else:
        return _table(listing, stdout, color, columns_wide)
    return False


def _table(listing: Listing, stdout: TextIO, color: bool, columns_wide: int | None) -> bool:
    rows = iter(listing.rows)
    first = next(rows, None)
    if first is not None:
        every = chain((first,), rows)
        for line in table_lines(every, listing.columns, columns_wide=columns_wide, color=color):
            stdout.write(line + "\n")
    return first is None


def _markdown(listing: Listing, stdout: TextIO) -> None:
    columns = listing.columns
    stdout.write("| " + " | ".join(markdown(column.title) for column in columns) + " |\n")
    stdout.write("|" + "|".join(" ---: " if one.right else " --- " for one in columns) + "|\n")
    for row in listing.rows:
        cells = (markdown(cell(row.get(column.key), column)) for column in columns)
        stdout.write("| " + " | ".join(cells) + " |\n")


def _separated(listing: Listing, write: Callable[[list[str]], Any]) -> None:
    keys: list[str] | None = None
    for row in listing.rows:
        if keys is None:
            keys = list(row)
            write(keys)
        write([_cell(row[key]) for key in keys])
    if keys is None:
        write([column.key for column in listing.columns])


def _csv_writer(stdout: TextIO) -> Callable[[list[str]], Any]:
    """RFC 4180; on a terminal nothing in a cell steers it."""
    import csv

    write = csv.writer(stdout, lineterminator="\r\n").writerow
    if stdout.isatty():
        return lambda cells: write([shown(one, lines=True) for one in cells])
    return write


def _tsv_writer(stdout: TextIO) -> Callable[[list[str]], Any]:
    """A line for each row, without quotes; on a terminal nothing in a cell steers it."""
    if stdout.isatty():
        return lambda cells: stdout.write("\t".join(shown(escaped(one)) for one in cells) + "\n")
    return lambda cells: stdout.write("\t".join(map(escaped, cells)) + "\n")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value if value.startswith("-") and _is_number(value) else guarded(value)
    text = flat(value)
    return guarded(text) if isinstance(value, (list, dict)) else text


def flat(value: Any) -> str:
    """A JSON value as the text of one cell of CSV or TSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return listed(map(flat, value))
    if isinstance(value, dict):
        return " ".join(f"{key}={flat(item)}" for key, item in value.items())
    return str(value)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
