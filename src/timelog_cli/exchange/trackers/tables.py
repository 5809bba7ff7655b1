"""Tables in CSV files, whose rows come one at a time."""

from __future__ import annotations

import csv
from collections import deque

from timelog_cli.domain.foreign import Problem
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers.texts import lines
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File

MOST_LINES = 10_000  # of a row, in cells of several lines
_ENDLESS = "endless row"
_DELIMITERS = ",;\t"
_DOUBLED = 'write "" for a quotation mark inside text'
_QUOTE_IT = "put text with a delimiter or line break in quotation marks"
_LINE_FEEDS = "save the file with lines that end in LF or CR LF"


class Row(Frozen):
    """A row of a table.

    :param number: the line on which it begins, from 1
    :param cells: one for each column, and an empty one for the columns that the table lacks
    :param raw: its text in the file
    """

    number: int
    cells: list[str]
    raw: str


class Table:
    """A CSV file with a header, which is read from its beginning each time.

    Its delimiter is the one that gives the header the most columns.

    :raises UsageError: the file is empty, or is not text
    """

    def __init__(self, file: File, reading: Reading) -> None:
        self.file, self._reading = file, reading
        found = next((line for line in lines(file, _silent(reading)) if line[1].strip()), None)
        if found is None:
            raise UsageError(f"{shown(file.name)} is empty", "give the file of an export")
        self._first, self.header = found
        self.delimiter, self.names = header(self.header)

    def rows(self, *, silent: bool = False) -> Iterator[Row]:
        """The rows that have a cell for each column; others are refused, empty ones left out.

        :param silent: whether nothing is told, as another pass tells it
        """
        reading = _silent(self._reading) if silent else self._reading
        taken = _Taken(lines(self.file, reading), self._first)
        read = csv.reader(taken, delimiter=self.delimiter, strict=True)
        width = len(self.names)
        for cells in self._cells(read, taken, reading):
            if len(cells) == width:
                cells.append("")
                yield Row(taken.number, cells, taken.text)
            else:
                reading.refuse(self._problem(taken, *_not_as_wide(len(cells), width)))

    def _cells(
        self, read: Iterator[list[str]], taken: _Taken, reading: Reading
    ) -> Iterator[list[str]]:
        """The cells of each row that has some; what is not CSV is refused."""
        while True:
            taken.begin()
            try:
                cells = next(read, None)
            except csv.Error as error:
                told = _not_csv(error, len(taken.lines))
                taken.again()
                reading.refuse(self._problem(taken, *told))
                continue
            if cells is None:
                return
            if any(cells):
                yield cells

    def _problem(self, taken: _Taken, message: str, hint: str) -> Problem:
        return Problem(self.file.name, taken.number, None, message, hint, taken.text)


class _Taken:
    """Lines for the csv module, which remembers those that make up a row."""

    def __init__(self, numbered: Iterator[tuple[int, str]], after: int) -> None:
        self._numbered, self._waiting = numbered, deque[tuple[int, str]]()
        self.lines: list[tuple[int, str]] = []
        for number, _ in numbered:
            if number == after:
                break

    def __iter__(self) -> _Taken:
        return self

    def __next__(self) -> str:
        if len(self.lines) > MOST_LINES:
            raise csv.Error(_ENDLESS)
        one = self._waiting.popleft() if self._waiting else next(self._numbered)
        self.lines.append(one)
        return one[1] + "\n"

    def begin(self) -> None:
        """Begin a row."""
        self.lines = []

    def again(self) -> None:
        """Give all lines of the row but its first one again: one of them may begin a row."""
        self._waiting.extendleft(reversed(self.lines[1:]))
        del self.lines[1:]

    @property
    def number(self) -> int:
        """The line on which the row begins."""
        return self.lines[0][0]

    @property
    def text(self) -> str:
        """The lines of the row."""
        if len(self.lines) == 1:
            return self.lines[0][1]
        return "\n".join(line for _, line in self.lines)


def _not_csv(error: csv.Error, lines: int) -> tuple[str, str]:
    """What the csv module does not read, and what helps."""
    said = str(error)
    if "field limit" in said and lines == 1:
        return f"a cell is longer than {csv.field_size_limit():,} characters", "write less text"
    if "end of data" in said or "field limit" in said or said == _ENDLESS:
        return "a quotation mark is not closed", _DOUBLED
    if "new-line" in said:
        return "the row contains a carriage return", _LINE_FEEDS
    return "a quotation mark is in the wrong place", _DOUBLED


def _not_as_wide(cells: int, width: int) -> tuple[str, str]:
    """That a row has more or fewer cells than the header, and what helps."""
    message = f"the row has {cells} cell{'s' * (cells > 1)}, but the header has {width}"
    return message, _QUOTE_IT if cells > width else "add the missing cells, empty ones included"


def _silent(reading: Reading) -> Reading:
    return reading._replace(refuse=lambda _: None, remark=lambda _: None)


def header(line: str) -> tuple[str, list[str]]:
    """The delimiter of the line that names the columns, and their names."""
    found = {mark: _cells(line, mark) for mark in _DELIMITERS}
    mark = max(found, key=lambda mark: len(found[mark]))
    return mark, found[mark]


def first_line(head: str) -> str:
    """The first line of the beginning of a file that has something in it."""
    return head.lstrip().partition("\n")[0].rstrip("\r")


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []
