"""The one renderer: an outcome to the streams, as text or in a machine format."""

from __future__ import annotations

from itertools import chain

from timelog_cli.domain.text import shown, shown_json
from timelog_cli.errors import UsageError
from timelog_cli.render.plain import styled, table_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TextIO

    from timelog_cli.render.result import Listing, Outcome

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")


def emit(
    outcome: Outcome,
    stdout: TextIO,
    stderr: TextIO,
    *,
    as_json: bool,
    quiet: bool,
    color: bool,
    columns_wide: int | None,
) -> None:
    """Write data to ``stdout`` and sentences to ``stderr``."""
    if not quiet:
        warnings = (
            styled("warning:", "yellow", color) + " " + shown(line, lines=True)
            for line in outcome.warned
        )
        _say((*(_ended(shown(line, lines=True)) for line in outcome.said), *warnings), stderr)
    format_name = outcome.listing.format if outcome.listing else None
    if as_json or format_name in {"json", "jsonl"}:
        _json(outcome, stdout, lines=format_name == "jsonl")
    elif outcome.raw is not None:
        _raw(outcome.raw, stdout)
    elif outcome.listing is not None:
        _listing(
            outcome.listing, format_name or "table", stdout, stderr, quiet, color, columns_wide
        )
    elif outcome.text is not None:
        if outcome.text:
            print(outcome.text, file=stdout)
    elif outcome.name is not None and columns_wide is None:
        _raw((outcome.name + "\n").encode("utf-8", "surrogateescape"), stdout)


def _ended(sentence: str) -> str:
    """A sentence with a single full stop, even if it ends with a name that has one."""
    return sentence[:-1] if sentence.endswith(("..", "!.", "?.", "….")) else sentence


def _say(lines: Iterable[str], stderr: TextIO) -> None:
    """Write sentences; where they cannot be written, the data still can."""
    try:
        for line in lines:
            print(line, file=stderr)
    except OSError:
        pass


def _raw(content: bytes, stdout: TextIO) -> None:
    """Bytes as they are; on a terminal, the text that they are."""
    stdout.flush()
    buffer = getattr(stdout, "buffer", None)
    if buffer is None or stdout.isatty():
        text = content.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
        stdout.write(shown(text, lines=True))
    else:
        buffer.write(content)


def _json(outcome: Outcome, stdout: TextIO, *, lines: bool) -> None:
    if outcome.listing is None:
        data = outcome.data() if callable(outcome.data) else outcome.data
        if hasattr(data, "__next__"):
            _json_values(data, stdout)
        else:
            print(_written(data, indent=None if lines else 2), file=stdout)
    elif lines:
        write = _writer()
        for row in outcome.listing.rows:
            stdout.write(write(row) + "\n")
    else:
        _json_array(outcome.listing.rows, stdout)


def _json_values(values: Iterable[Any], stdout: TextIO) -> None:
    """An array as ``_written`` would indent it, one value at a time."""
    between = "[\n  "
    for value in values:
        stdout.write(between + _written(value, indent=2).replace("\n", "\n  "))
        between = ",\n  "
    stdout.write("[]\n" if between == "[\n  " else "\n]\n")


def _json_array(rows: Iterable[dict[str, Any]], stdout: TextIO) -> None:
    """An array written as it is read, in constant memory."""
    between, write = "[\n", _writer()
    for row in rows:
        stdout.write(between + write(row))
        between = ",\n"
    stdout.write("[]\n" if between == "[\n" else "\n]\n")


def _writer() -> Callable[[Any], str]:
    """``_written`` for many rows."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False).encode
    return lambda value: shown_json(encode(value))


def _written(value: Any, indent: int | None = None) -> str:
    import json

    return shown_json(json.dumps(value, ensure_ascii=False, indent=indent))


def _listing(
    listing: Listing,
    format_name: str,
    stdout: TextIO,
    stderr: TextIO,
    quiet: bool,
    color: bool,
    columns_wide: int | None,
) -> None:
    if format_name == "table":
        rows = iter(listing.rows)
        first = next(rows, None)
        if first is not None:
            every = chain((first,), rows)
            for line in table_lines(every, listing.columns, columns_wide=columns_wide, color=color):
                stdout.write(line + "\n")
        elif not quiet:
            _say((shown(listing.empty),), stderr)
    elif format_name == "md":
        _markdown(listing, stdout)
    elif format_name in {"csv", "tsv"}:
        _separated(listing, format_name, stdout)
    else:
        raise UsageError(f"{format_name!r} is not a format", "use one of " + ", ".join(FORMATS))


def flat(value: Any) -> str:
    """A JSON value as the text of one cell of a machine format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return " ".join(flat(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={flat(item)}" for key, item in value.items())
    return str(value)


def _separated(listing: Listing, format_name: str, stdout: TextIO) -> None:
    import csv

    from timelog_cli.render.plain.cells import guarded

    keys: list[str] | None = None
    screen = stdout.isatty()
    if format_name == "csv":
        writer = csv.writer(stdout, lineterminator="\r\n")
    else:
        writer = csv.writer(stdout, delimiter="\t", lineterminator="\n")
    for row in listing.rows:
        if keys is None:
            keys = list(row)
            writer.writerow(keys)
        cells = [_cell(row[key], guarded) for key in keys]
        writer.writerow([shown(cell, lines=True) for cell in cells] if screen else cells)
    if keys is None:
        writer.writerow([column.key for column in listing.columns])


def _cell(value: Any, guarded: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return value if value.startswith("-") and _is_number(value) else guarded(value)
    if isinstance(value, (list, dict)):
        return guarded(flat(value))
    return flat(value)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()


def _markdown(listing: Listing, stdout: TextIO) -> None:
    from timelog_cli.render.plain import cell
    from timelog_cli.render.plain.cells import markdown

    columns = listing.columns
    print("| " + " | ".join(markdown(column.title) for column in columns) + " |", file=stdout)
    print(
        "|" + "|".join(" ---: " if column.right else " --- " for column in columns) + "|",
        file=stdout,
    )
    for row in listing.rows:
        cells = (markdown(cell(row.get(column.key), column)) for column in columns)
        print("| " + " | ".join(cells) + " |", file=stdout)


def emit_error(error: Any, stderr: TextIO, *, as_json: bool, color: bool) -> None:
    """Write an error: ``error:`` and ``hint:`` lines, or one JSON object."""
    if as_json:
        body = {"kind": error.kind, "message": error.message, "hint": error.hint}
        print(_written({"error": body}), file=stderr)
        return
    print(styled("error:", "red", color) + " " + shown(error.message, lines=True), file=stderr)
    if error.hint:
        print(styled("hint:", "cyan", color) + " " + shown(error.hint, lines=True), file=stderr)
