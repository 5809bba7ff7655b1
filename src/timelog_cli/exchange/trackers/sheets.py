"""Reports of trackers as tables: one row for each stretch of work, and columns of known meaning."""

from __future__ import annotations

from functools import lru_cache

from timelog_cli.domain.cells import unguarded
from timelog_cli.domain.foreign import Entry, Problem, Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import Frame
from timelog_cli.exchange.trackers.columns import ANY_TABLE, Columns
from timelog_cli.exchange.trackers.dates import named
from timelog_cli.exchange.trackers.spans import Spans, order_of
from timelog_cli.exchange.trackers.tables import Row, Table, first_line, header
from timelog_cli.exchange.trackers.texts import lines
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File, Source

_LENGTHS = ("end_time", "duration", "decimal")
_OFTEN = 200  # letters of a cell with tags that is likely to come again
# English, German, French, Spanish, Italian, Portuguese, Dutch, Polish.
_YES = "yes true 1 ja oui sí si sì sim tak y t"
_NO = "no false 0 nein non não nao nee nie n f"
_FLAGS = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)


class Sheet(Frozen):
    """A report of a tracker.

    :param columns: the names, in every language, of each column that is read
    :param needed: the columns without which it is no such report
    :param hint: which export to take instead of a table without these
    :param unused: the names of columns that have nothing to import
    :param skip: why a row is not time that was worked, by its kind and category; empty
        if it is
    :param counts_seconds: whether durations can be in seconds
    :param separator: between tags
    """

    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    hint: str
    unused: tuple[str, ...] = ()
    skip: Callable[[str, str], str] = lambda *_: ""
    counts_seconds: bool = False
    separator: str = ","


def columns_of(head: str, sheet: Sheet) -> Columns:
    """The columns of a report that begins so."""
    return Columns(header(first_line(head))[1], sheet.columns, sheet.unused)


def entries(source: Source, reading: Reading, sheet: Sheet) -> Iterator[Entry]:
    """What the rows of reports say, in their order.

    :raises UsageError: a file is no such report, or has another header than the first one
    """
    before = ""
    for file in source.files:
        table = Table(file, reading)
        if before and table.header != before:
            raise UsageError(
                f"{shown(file.name)} has other columns than {shown(source.files[0].name)}",
                "give one file at a time",
            )
        before = table.header
        yield from _entries(table, reading, sheet)


def frame(source: Source) -> Frame:
    """The header of a report before its rows."""
    return Frame(before=_header(source.files[0]) + "\n")


def _header(file: File) -> str:
    from timelog_cli.domain.foreign import Reading

    reading = Reading("UTC", 0, lambda _: None, lambda _: None)
    return next((line for _, line in lines(file, reading) if line.strip()), "")


def _entries(table: Table, reading: Reading, sheet: Sheet) -> Iterator[Entry]:
    file = table.file.name
    columns = Columns(table.names, sheet.columns, sheet.unused)
    columns.check(file, sheet.needed, f"{sheet.hint}; {ANY_TABLE}")
    if not any(columns.has(one) for one in _LENGTHS):
        raise UsageError(f"{shown(file)} has neither an end nor a duration", sheet.hint)
    columns.remark(file, reading)
    order = order_of((row.cells for row in table.rows(silent=True)), columns, reading, file)
    spans = Spans(columns, reading, order, counts_seconds=sheet.counts_seconds)
    rows = Rows(columns, spans, sheet, file)
    for row in table.rows():
        try:
            yield rows.entry(row.number, row.cells, row.raw)
        except Unreadable as error:
            reading.refuse(problem(error, file, row))


def problem(error: Unreadable, file: str, row: Row) -> Problem:
    """What is wrong with a row."""
    return Problem(file, row.number, error.column, error.message, error.hint, row.raw)


class Rows:
    """What the rows of a report mean.

    :param file: as messages show it
    """

    def __init__(self, columns: Columns, spans: Spans, sheet: Sheet, file: str) -> None:
        at = columns.at
        self._texts = at("project"), at("text"), at("client"), at("task"), at("id")
        self._user = at("user"), at("name"), at("first_name"), at("last_name"), at("email")
        self._tags, self._kind, self._category = at("tags"), at("kind"), at("category")
        self._billable, self._billed = at("billable"), at("billed")
        self._spans, self._file = spans, file
        self._skip, self._separator = sheet.skip, sheet.separator

    def entry(self, number: int, cells: list[str], raw: str) -> Entry:
        """The entry of a row.

        :raises Unreadable: a cell is not what it has to be
        """
        span = self._spans.of(cells)
        project, text, client, task, id = self._texts
        return Entry(
            number,
            span.start,
            span.end,
            unguarded(cells[project]),
            unguarded(cells[text]),
            tags(unguarded(cells[self._tags]), self._separator),
            unguarded(cells[client]),
            unguarded(cells[task]),
            flag(cells, self._billable),
            flag(cells, self._billed) or False,
            self._who(cells),
            cells[id],
            span.day,
            span.seconds,
            span.pauses,
            "",
            self._skip(cells[self._kind], cells[self._category]),
            self._file,
            raw,
            0,
        )

    def _who(self, cells: list[str]) -> str:
        user, name, first, last, email = self._user
        if cells[user] or cells[name]:
            return unguarded(cells[user]) or cells[name]
        return f"{cells[first]} {cells[last]}".strip() or cells[email]


def tags(cell: str, separator: str = ",") -> tuple[str, ...]:
    """The tags of a cell, which stand behind each other with a separator."""
    if len(cell) <= _OFTEN:
        return _tags(cell, separator)
    return _tags.__wrapped__(cell, separator)


@lru_cache(10_000)
def _tags(cell: str, separator: str) -> tuple[str, ...]:
    found = (one.strip() for one in cell.split(separator))
    return tuple(dict.fromkeys(one for one in found if one))


def flag(cells: list[str], at: int) -> bool | None:
    """Whether a cell says yes, in any of the languages; ``None`` where it is empty.

    :raises Unreadable: it says neither yes nor no
    """
    cell = cells[at].strip()
    if not cell:
        return None
    found = _FLAGS.get(cell.casefold())
    if found is None:
        raise Unreadable(f"{named(cell)} is neither yes nor no", column=at + 1)
    return found
