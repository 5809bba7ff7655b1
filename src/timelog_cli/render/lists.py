"""A list in any format, row by row in constant memory: the one place that applies its options."""

from __future__ import annotations

from itertools import chain

from timelog_cli.domain.cells import escaped, guarded, listed
from timelog_cli.domain.names import near_ones
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import INSTANTS, choices, hours
from timelog_cli.render.listing import Column, Layout
from timelog_cli.render.plain import clock, markdown
from timelog_cli.render.plain.tables import cell, table_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TextIO

    from timelog_cli.render.listing import Listing

    Row = dict[str, Any]


def layout(options: Mapping[str, Any], *, as_json: bool) -> Layout:
    """How the options of lists ask for it.

    :raises UsageError: an option that the format has no use for
    """
    asked = options["format"]
    format = asked or "table"
    if as_json:
        format = "jsonl" if asked == "jsonl" else "json"
    elif options["null"] and format == "table":
        format = "tsv"
    for name, flag, formats in (
        ("no_header", "--no-header", ("table", "md", "csv", "tsv")),
        ("null", "-0", ("csv", "tsv")),
        ("raw", "--raw", ("csv", "tsv")),
        ("delimiter", "--delimiter", ("csv",)),
    ):
        if options[name] and format not in formats:
            given = "--json" if as_json and not asked else f"--format {format}"
            instead = " or ".join(one for one in formats if one in {"csv", "tsv"})
            raise UsageError(f"{flag} cannot be used with {given}", f"use --format {instead}")
    names = [name.strip().lower() for name in (options["columns"] or "").split(",")]
    return Layout(
        format,
        tuple(dict.fromkeys(name for name in names if name)),
        header=not options["no_header"],
        null=options["null"],
        decimal_hours=options["decimal_hours"],
        local=options["local"],
        raw=options["raw"] or options["null"],
        delimiter=options["delimiter"] or ",",
    )


def check_columns(listing: Listing) -> None:
    """Refuse a column that the list does not have.

    :raises UsageError: with the names that are near, and all
    """
    known = choices(listing.header)
    for name in listing.layout.columns:
        if name not in known:
            near = near_ones(name, list(known))
            hint = f"did you mean {near[0]}? " if near else ""
            every = ", ".join(listing.header)
            raise UsageError(
                f"unknown column {shown(name[:60])!r}",
                f"{hint}Columns: {every}" if hint else f"use one or more of {every}",
            )


def write_list(listing: Listing, stdout: TextIO, *, color: bool, columns_wide: int | None) -> bool:
    """Write the rows; whether there is nothing to see, as of a table without rows."""
    layout = listing.layout
    if layout.format == "csv":
        _separated(listing, _csv_writer(stdout, layout))
    elif layout.format == "tsv":
        _separated(listing, _tsv_writer(stdout, layout))
    elif layout.format == "md":
        _markdown(listing, stdout)
    else:
        return _table(listing, stdout, color, columns_wide)
    return False


def _table(listing: Listing, stdout: TextIO, color: bool, columns_wide: int | None) -> bool:
    rows = iter(listing.rows)
    first = next(rows, None)
    if first is not None:
        lines = table_lines(
            chain((first,), rows),
            _columns(listing),
            columns_wide=columns_wide,
            color=color,
            header=listing.layout.header,
            groups=listing.groups,
        )
        for line in lines:
            stdout.write(line + "\n")
    return first is None


def _markdown(listing: Listing, stdout: TextIO) -> None:
    columns = _columns(listing)
    if listing.layout.header:
        stdout.write("| " + " | ".join(markdown(column.title) for column in columns) + " |\n")
        stdout.write("|" + "|".join(" ---: " if one.right else " --- " for one in columns) + "|\n")
    for row in listing.rows:
        cells = (markdown(cell(row.get(column.key), column)) for column in columns)
        stdout.write("| " + " | ".join(cells) + " |\n")


def _columns(listing: Listing) -> tuple[Column, ...]:
    """The columns of the table, as the layout asks for them."""
    layout, known = listing.layout, {column.key: column for column in listing.columns}
    if not layout.columns:
        return tuple(_shown(column, layout, column.key) for column in listing.columns)
    of = choices(listing.header)
    return tuple(
        _shown(known.get(of[name]) or _column(of[name]), layout, name) for name in layout.columns
    )


def _column(key: str) -> Column:
    """A column that only the other formats have."""
    is_time = key.endswith("_seconds")
    title = key.removesuffix("_seconds").replace("_", " ").upper()
    return Column(key, title, right=is_time, shrink=not is_time, show=_clock if is_time else None)


def _shown(column: Column, layout: Layout, name: str) -> Column:
    if column.key.endswith("_seconds") and (layout.decimal_hours or name != column.key):
        return column._replace(show=_short_hours)
    if column.key in INSTANTS and column.show is None and layout.local:
        return column._replace(show=_local)
    return column


def _clock(seconds: int | None) -> str:
    return "" if seconds is None else clock(seconds)


def _short_hours(seconds: int | None) -> str:
    """Hours for people, with two decimals; half of one is rounded up."""
    return "" if seconds is None else f"{(seconds + 18) // 36 / 100:.2f}"


def _local(instant: str | None) -> str:
    """An instant without its offset, as spreadsheets read it."""
    return f"{instant[:10]} {instant[11:19]}" if instant else ""


def json_rows(listing: Listing) -> Iterable[Row]:
    """The rows as JSON has them: hours are numbers."""
    layout = listing.layout
    if layout.columns:
        return _chosen(listing)
    if layout.decimal_hours or layout.local:
        return (_value("", row, layout) for row in listing.rows)
    return listing.rows


def _chosen(listing: Listing) -> Iterator[Row]:
    """The rows with the columns of the layout, by their names there."""
    layout, of = listing.layout, choices(listing.header)
    names = layout.columns or listing.header
    taken = [(name, of[name], _renamed(name, layout)) for name in names]
    if names == listing.header and not (layout.decimal_hours or layout.local):
        yield from listing.rows
        return
    for row in listing.rows:
        yield {
            shown: _hours(row[key])
            if shown != key and key.endswith("_seconds")
            else _value(key, row[key], layout)
            for _, key, shown in taken
        }


def _renamed(name: str, layout: Layout) -> str:
    return hours(name) if layout.decimal_hours and name.endswith("_seconds") else name


def _value(key: str, value: Any, layout: Layout) -> Any:
    """A value, and what is nested in it, in hours and local time where that is asked for."""
    if isinstance(value, dict):
        return {_renamed(name, layout): _value(name, one, layout) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_value(key, one, layout) for one in value]
    if layout.decimal_hours and key.endswith("_seconds"):
        return _hours(value)
    return _local(value) if value and layout.local and key in INSTANTS else value


def _hours(seconds: int | None) -> float | None:
    """Hours with four decimals, from which the seconds can be had again."""
    return None if seconds is None else round(seconds / 3600, 4)


def _separated(listing: Listing, write: Callable[[list[str]], Any]) -> None:
    layout = listing.layout
    names = [_renamed(name, layout) for name in layout.columns or listing.header]
    if layout.header:
        write(names)
    guard = str if layout.raw else guarded
    for row in _chosen(listing):
        write([_cell(row[name], guard) for name in names])


def _csv_writer(stdout: TextIO, layout: Layout) -> Callable[[list[str]], Any]:
    """RFC 4180; on a terminal nothing in a cell steers it."""
    import csv

    ends = _NullEnds(stdout) if layout.null else stdout
    write = csv.writer(ends, delimiter=layout.delimiter, lineterminator="\r\n").writerow
    if stdout.isatty():
        return lambda cells: write([shown(one, lines=True) for one in cells])
    return write


class _NullEnds:
    """Lines of CSV, each with a NUL instead of its end."""

    def __init__(self, stdout: TextIO) -> None:
        self._stdout = stdout

    def write(self, line: str) -> int:
        """Write a whole line."""
        return self._stdout.write(line.removesuffix("\r\n") + "\0")


def _tsv_writer(stdout: TextIO, layout: Layout) -> Callable[[list[str]], Any]:
    """A line for each row, without quotes; on a terminal nothing in a cell steers it.

    Of a row that ends with NUL, the only cell needs no escapes.
    """
    end = "\0" if layout.null else "\n"
    if layout.null and len(layout.columns) == 1:
        clean: Callable[[str], str] = shown if stdout.isatty() else str
    else:
        clean = (lambda one: shown(escaped(one))) if stdout.isatty() else escaped
    return lambda cells: stdout.write("\t".join(map(clean, cells)) + end)


def _cell(value: Any, guard: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return value if value.startswith("-") and _is_number(value) else guard(value)
    text = flat(value)
    return guard(text) if isinstance(value, (list, dict)) else text


def flat(value: Any) -> str:
    """A JSON value as the text of one cell of CSV or TSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, (list, tuple)):
        return listed(map(flat, value))
    if isinstance(value, dict):
        return " ".join(f"{key}={flat(item)}" for key, item in value.items())
    return str(value)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
