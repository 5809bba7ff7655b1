"""Logs in a file: JSON Lines or an array, CSV and TSV with a header, or the text of the editor.

A file is read once, line by line. Each line that cannot be read is told by its number, and the
next one is read all the same.
"""

from __future__ import annotations

import csv
import os
from functools import partial
from itertools import chain
from json import JSONDecodeError, JSONDecoder

from timelog_cli.domain.cells import tsv_cells, unguarded
from timelog_cli.domain.logpage import Title, read_title
from timelog_cli.domain.logrows import (
    COLUMNS,
    LogRow,
    check_names,
    from_cells,
    missing_names,
    read_row,
)
from timelog_cli.domain.logtext import LineError, checked_tags, each_line
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.scan import Moment, today
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.exchange.log_source import Lines
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    from timelog_cli.exchange.log_source import Refuse

ARRAY_LIMIT = 100_000_000
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "tsv"}
_ENDINGS |= {".txt": "text", ".timelog": "text"}
_DELIMITERS = ",;\t"
_DOUBLED = 'write "" for a quotation mark inside text'
_LINE_FEEDS = "save the file as CSV UTF-8, with lines that end in LF or CR LF"
_BLANKS = " \t\r\n"


class NumberedRow(Frozen):
    """A row, and the line on which it starts."""

    number: int
    text: str
    row: LogRow


# Rows


def rows(
    file: BinaryIO, path: str, format: str, moment: Moment, refuse: Refuse
) -> Iterator[NumberedRow]:
    """The logs of a file, in order.

    :param format: one of ``FORMATS`` of ``domain.logrows``
    :param refuse: is told each line that cannot be read
    """
    lines = Lines(file, path, refuse)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        return
    kind = _kind(path, first) if format == "auto" else format
    if kind != "jsonl" and "\r" in first.rstrip("\r\n"):
        why = UsageError("the line contains a carriage return", _LINE_FEEDS)
        refuse(LineError(lines.number, first.split("\r")[0], why))
    elif kind == "jsonl":
        yield from _of_json(first, lines, moment, refuse)
    elif kind == "text":
        yield from _of_text(first, lines, moment, refuse)
    else:
        yield from _of_table(first, lines, kind == "tsv", moment, refuse)


def _kind(path: str, first: str) -> str:
    """What a file is, by the end of its name, else by its first line."""
    known = _ENDINGS.get(os.path.splitext(path)[1].lower())
    if known is not None:
        return known
    if first.lstrip().startswith(("{", "[")):
        return "jsonl"
    delimiter, names = _header(first)
    return {"\t": "tsv"}.get(delimiter, "csv") if len(names) > 1 and "record" in names else "text"


def _row(
    number: int, text: str, fields: Callable[[], Any], moment: Moment, refuse: Refuse
) -> NumberedRow | None:
    """A row of fields, or none if it is refused."""
    try:
        return NumberedRow(number, text, read_row(fields(), moment))
    except TimelogError as error:
        refuse(LineError(number, text.split("\n", maxsplit=1)[0].strip(), error))
        return None


# JSON


def _of_json(first: str, lines: Lines, moment: Moment, refuse: Refuse) -> Iterator[NumberedRow]:
    if first.lstrip().startswith("["):
        yield from _of_array(first, lines, moment, refuse)
        return
    for line in chain((first,), lines):
        if line.strip():
            row = _row(lines.number, line, partial(_object, line), moment, refuse)
            if row is not None:
                yield row


def _object(line: str) -> Any:
    """The object that a line is.

    :raises UsageError: it is none
    """
    where = "" if line.endswith("\n") else "; the file ends in this line"
    return _checked(_decoded(partial(_DECODER.decode, line.rstrip("\r\n")), where))


def _decoded(decode: Callable[[], Any], where: str = "") -> Any:
    """What is decoded.

    :param where: what is said of the place besides
    :raises UsageError: it is no JSON
    """
    try:
        return decode()
    except JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:]
        raise UsageError(
            f"the line is not JSON: {what}, at character {error.colno}{where}"
        ) from None
    except RecursionError:
        raise UsageError("the JSON is nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits
        raise UsageError(f"the line cannot be read as JSON: {error}") from None


def _checked(value: Any) -> Any:
    if not isinstance(value, dict):
        raise UsageError(
            "a log must be a JSON object",
            'use {"record": "case-1", "start": "2026-11-02T09:00", "duration": "1h30m"}',
        )
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"the key {shown(twice[:40])!r} occurs twice", "use it only once")
    return found


def _no_constant(name: str) -> Any:
    raise UsageError(f"{name} is not JSON")


_DECODER = JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)


def _of_array(first: str, lines: Lines, moment: Moment, refuse: Refuse) -> Iterator[NumberedRow]:
    """The elements of an array, wherever its lines end; all of it is kept in memory."""
    number, counted = lines.number, 0
    text = _all(first, lines)
    at = _after_blanks(text, text.index("[") + 1)
    while not text.startswith("]", at):
        number += text.count("\n", counted, at)
        counted = at
        shown_part = text[at : at + 200]
        try:
            value, end = _element(text, at)
        except UsageError as error:
            refuse(LineError(number, shown_part.split("\n")[0].strip(), error))
            return
        row = _row(number, shown_part, partial(_checked, value), moment, refuse)
        if row is not None:
            yield row
        at = end
    if text[at + 1 :].strip():
        number += text.count("\n", counted, at)
        refuse(LineError(number, "]", UsageError("there is more after the JSON array")))


def _all(first: str, lines: Lines) -> str:
    parts, size = [first], 0
    for line in lines:
        parts.append(line)
        size += len(line)
        if size > ARRAY_LIMIT:
            raise UsageError(
                f"the JSON array is larger than {ARRAY_LIMIT // 10**6} MB",
                "use JSON Lines: one object on each line",
            )
    return "".join(parts)


def _element(text: str, at: int) -> tuple[Any, int]:
    """An element of an array, and where the next one, or the end of the array, is."""
    value, end = _decoded(partial(_DECODER.raw_decode, text, at))
    end = _after_blanks(text, end)
    if text.startswith(",", end):
        return value, _after_blanks(text, end + 1)
    if not text.startswith("]", end):
        raise UsageError("the JSON array is not closed after this log", "add , or ] after it")
    return value, end


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at


# CSV and TSV


def _header(line: str) -> tuple[str, list[str]]:
    """The character between the cells of a header, and the names of its columns."""
    found = {mark: _names(line, mark) for mark in _DELIMITERS}
    mark = max(found, key=lambda mark: sum(name in COLUMNS for name in found[mark]))
    return mark, found[mark]


def _names(line: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [unguarded(cell).strip().lower() for cell in cells]


def _check_header(names: list[str]) -> None:
    check_names(names, "column")
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise UsageError(f"the column {twice[0]} occurs twice", "use it only once")
    missing = missing_names(names)
    if missing:
        several = "s" * (len(missing) > 1)
        raise UsageError(
            f"missing column{several} {' and '.join(missing)} in the header",
            "start the file with the names of its columns, as in record,start,end,note",
        )


def _of_table(
    first: str, lines: Lines, tabs: bool, moment: Moment, refuse: Refuse
) -> Iterator[NumberedRow]:
    delimiter, names = ("\t", _names(first, "\t")) if tabs else _header(first)
    try:
        _check_header(names)
    except UsageError as error:
        refuse(LineError(lines.number, first.strip(), error))
        return
    read = (
        map(tsv_cells, lines)
        if delimiter == "\t"
        else csv.reader(lines, delimiter=delimiter, strict=True)
    )
    for number, cells in _each(read, lines, refuse):
        row = _row(number, delimiter.join(cells), partial(_cells, names, cells), moment, refuse)
        if row is not None:
            yield row


def _each(
    read: Iterator[list[str]], lines: Lines, refuse: Refuse
) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the number of its first line."""
    while True:
        lines.first = 0
        try:
            cells = next(read, None)
        except csv.Error as error:
            refuse(LineError(lines.first, lines.text.strip(), _not_csv(error)))
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield lines.first, cells


def _cells(names: list[str], cells: list[str]) -> Any:
    if len(cells) != len(names):
        raise UsageError(
            f"the row has {_counted(cells)}, but the header has {len(names)}",
            "put text with a comma or line break in quotation marks",
        )
    return from_cells(dict(zip(names, cells, strict=True)))


def _counted(cells: list[str]) -> str:
    return f"{len(cells)} cell{'s' * (len(cells) > 1)}"


def _not_csv(error: csv.Error) -> UsageError:
    """What the csv module does not read, in other words."""
    said = str(error)
    if "end of data" in said or "field limit" in said:
        return UsageError("a quotation mark is not closed in this row", _DOUBLED)
    if "new-line" in said:
        return UsageError("the row contains a carriage return", _LINE_FEEDS)
    return UsageError("a quotation mark is in the wrong place", _DOUBLED)


# Text


def _of_text(first: str, lines: Lines, moment: Moment, refuse: Refuse) -> Iterator[NumberedRow]:
    """The logs of one page or more; without a title, times without a day are those of today."""
    title: Title | None = None
    page: list[tuple[int, str]] = []
    for line in chain((first,), lines):
        try:
            found = read_title(line) if line.startswith("#") else None
        except UsageError as error:
            refuse(LineError(lines.number, line.strip(), error))
            continue
        if found is not None:
            yield from _of_page(title, page, moment, refuse)
            title, page = found, []
        page.append((lines.number, line.rstrip("\r\n")))
    yield from _of_page(title, page, moment, refuse)


def _of_page(
    title: Title | None, page: list[tuple[int, str]], moment: Moment, refuse: Refuse
) -> Iterator[NumberedRow]:
    owner, day = (title.owner, title.day) if title else (None, today(moment))
    if title:
        moment = Moment(moment.now, title.zone, title.day_start, moment.date_order)
    for line in each_line(page, day, moment, refuse):
        facts = line.facts
        try:
            if not facts.times.segments:
                raise UsageError("no time was worked", "remove the line, or the brackets")
            tags = checked_tags(facts.tags, ())
        except UsageError as error:
            refuse(LineError(line.number, line.text, error))
            continue
        whose = owner if facts.owner is None else facts.owner
        row = LogRow(facts.ref, facts.times, line.note, tags, facts.billable, None, whose)
        yield NumberedRow(line.number, line.text, row)
