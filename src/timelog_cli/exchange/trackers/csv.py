"""Any table by a mapping of its columns; the CSV of ``timelog log list`` needs none."""

from __future__ import annotations

from timelog_cli.domain.foreign import Entry, Pause, Unreadable
from timelog_cli.domain.logrows import COLUMNS, from_cells, read_row
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.instants import from_iso
from timelog_cli.domain.time.scan import Moment
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.exchange.trackers import sheets
from timelog_cli.exchange.trackers.columns import Columns, key
from timelog_cli.exchange.trackers.dates import instant
from timelog_cli.exchange.trackers.spans import Span, Spans, order_of, read_cell
from timelog_cli.exchange.trackers.tables import Table, first_line, header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.domain.logs import Segment
    from timelog_cli.exchange.trackers.sources import Source
    from timelog_cli.exchange.trackers.tables import Row

# What a mapping gives the names of columns for; what else it can say.
_MAPPED = (
    *("date", "time", "end_date", "end_time", "duration", "project", "client", "task", "text"),
    *("tags", "billable", "billed", "user", "id"),
)
_NAMED = {"start_time": "time", **{name: name for name in _MAPPED if name != "time"}}
_BOTH = {"start": ("date", "time"), "end": ("end_date", "end_time")}
_SETTINGS = ("tag_separator", "duration_unit")
_UNITS = {"hours": False, "seconds": True}
_AT = {name: at for at, name in enumerate(_MAPPED)}
_SHEET = sheets.Sheet({name: (name,) for name in _MAPPED}, (), "")
_EXAMPLE = 'write a mapping such as [columns] start = "Begin", and give it with --map FILE'
_LONGEST_TIME = 60


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is the CSV that ``timelog log list`` prints."""
    return not names and _is_own(*header(first_line(head)))


def _is_own(delimiter: str, names: list[str]) -> bool:
    return delimiter != "\t" and {"record", "start"} <= set(names) <= COLUMNS


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """What the rows of the tables say, in their order.

    :raises UsageError: a table without a mapping is not our own, or it does not fit the mapping
    """
    for file in source.files:
        table = Table(file, reading)
        if _is_own(table.delimiter, table.names):  # a remembered mapping is of other tables
            yield from _own(table, reading)
        elif reading.columns:
            yield from _by_map(table, reading)
        else:
            raise UsageError(f"{shown(file.name)} is a table that needs a mapping", _EXAMPLE)


frame = sheets.frame


# By a mapping


def _by_map(table: Table, reading: Reading) -> Iterator[Entry]:
    cells_of = _Mapped(table, reading.columns)
    columns = Columns(_MAPPED, _SHEET.columns)
    file = table.file.name
    order = order_of(
        (cells_of.cells(row) for row in table.rows(silent=True)), columns, reading, file
    )
    in_seconds = _UNITS[reading.columns.get("duration_unit", "hours")]
    spans = _Spans(columns, reading, order, file, counts_seconds=in_seconds)
    sheet = _SHEET._replace(separator=reading.columns.get("tag_separator", ","))
    rows = sheets.Rows(columns, spans, sheet, file)
    for row in table.rows():
        try:
            yield rows.entry(row.number, cells_of.cells(row), row.raw)
        except Unreadable as error:
            error.column = cells_of.column(error.column)
            reading.refuse(sheets.problem(error, file, row))


class _Mapped:
    """The cells of a table in the order of ``_MAPPED``.

    :raises UsageError: the mapping has names that mean nothing, or no start, or the table lacks one
    """

    def __init__(self, table: Table, names: Mapping[str, str]) -> None:
        _check_map(names)
        self._from: list[int | None] = [None] * len(_MAPPED)
        self._both: list[tuple[int, int, int]] = []
        for what, name in names.items():
            if what in _SETTINGS:
                continue
            at = _position(table, name)
            if what in _BOTH:
                day, time = _BOTH[what]
                self._both.append((at, _AT[day], _AT[time]))
            else:
                self._from[_AT[_NAMED[what]]] = at

    def cells(self, row: Row) -> list[str]:
        """The cells of a row, and the empty one at its end."""
        found = ["" if at is None else row.cells[at] for at in self._from]
        for at, date_at, time_at in self._both:
            found[date_at], found[time_at] = _parted(row.cells[at])
        found.append("")
        return found

    def column(self, mapped: int | None) -> int | None:
        """The column of the table that a mapped one stands for, from 1."""
        if mapped is None:
            return None
        for at, *both in self._both:
            if mapped - 1 in both:
                return at + 1
        own = self._from[mapped - 1]
        return None if own is None else own + 1


def _check_map(names: Mapping[str, str]) -> None:
    known = (*_BOTH, *_NAMED, *_SETTINGS)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(
            f"the mapping has an unknown name {shown(unknown[0][:40])!r}", f"use {', '.join(known)}"
        )
    if ("start" in names) == ("date" in names):
        raise UsageError("the mapping must have either start or date", _EXAMPLE)
    if names.keys().isdisjoint(("end", "end_time", "duration")):
        raise UsageError("the mapping must have end, end_time or duration", _EXAMPLE)
    if names.get("duration_unit", "hours") not in _UNITS:
        raise UsageError("duration_unit must be hours or seconds", 'use duration_unit = "seconds"')
    if not names.get("tag_separator", ","):
        raise UsageError("tag_separator is empty", 'use tag_separator = ";"')


def _position(table: Table, name: str) -> int:
    """Where the column of a name is; letter case and accents do not matter.

    :raises UsageError: there is none, or more than one
    """
    found = [at for at, one in enumerate(table.names) if one == name.strip()]
    found = found or [at for at, one in enumerate(table.names) if key(one) == key(name)]
    if len(found) == 1:
        return found[0]
    every = ", ".join(shown(one[:40]) for one in table.names[:20])
    wrong = "has no" if not found else "has more than one"
    raise UsageError(
        f"{shown(table.file.name)} {wrong} column {shown(name[:40])!r}",
        f"use one of its columns: {every}",
    )


def _parted(text: str) -> tuple[str, str]:
    """The date and the time of a cell with both; a time with an offset stays with its date."""
    text = text.strip()
    if len(text) > _LONGEST_TIME:
        return text, ""
    if text.endswith(" UTC"):
        text = f"{text[:-4]}Z"
    day, _, time = text.replace("T", " ", 1).partition(" ")
    if ":" in day and not time:
        return "", day  # the time alone of an end on the same day
    if time.endswith(("Z", "z")) or "+" in time or "-" in time:
        return text, ""
    return day.rstrip(","), time


class _Spans(Spans):
    """When rows were worked, which may have dates and times with offsets.

    :param file: as messages show it
    """

    def __init__(
        self,
        columns: Columns,
        reading: Reading,
        order: str | None,
        file: str,
        *,
        counts_seconds: bool,
    ) -> None:
        super().__init__(columns, reading, order, counts_seconds=counts_seconds)
        self._reading, self._file = reading, file

    def of(self, cells: list[str]) -> Span:
        """When a row was worked.

        :raises Unreadable: a cell is no date, time or duration, or they contradict each other
        :raises UsageError: it has no offsets, and the user named no zone
        """
        if ":" in cells[_AT["date"]] or ":" in cells[_AT["end_date"]]:
            return self._with_offsets(cells)
        if cells[_AT["time"]]:
            _need_zone(self._reading, self._file)
        return super().of(cells)

    def _with_offsets(self, cells: list[str]) -> Span:
        if cells[_AT["time"]] or cells[_AT["end_time"]]:
            raise Unreadable(
                "of start and end, one has an offset from UTC and the other has none",
                column=_AT["end_date"] + 1,
            )
        first = read_cell(instant, cells, _AT["date"])
        lengths = read_cell(lambda _: self._lengths(cells, 0), cells, _AT["duration"])
        if not cells[_AT["end_date"]]:
            return Span(first, first + lengths[0][0] if lengths else None)
        last = read_cell(instant, cells, _AT["end_date"])
        if lengths and all(abs(last - first - one) > tolerance for one, tolerance in lengths):
            raise Unreadable("the duration contradicts the times", column=_AT["duration"] + 1)
        return Span(first, last)


def _need_zone(reading: Reading, file: str) -> None:
    """Refuse times without offsets unless the user names their zone.

    :raises UsageError: nobody did
    """
    if not reading.zone_is_given:
        raise UsageError(
            f"{shown(file)} does not say in which time zone its times are",
            f"add --timezone {reading.zone}, if that is their zone",
        )


# Our own


def _own(table: Table, reading: Reading) -> Iterator[Entry]:
    moment = Moment(reading.now, reading.zone, 0, reading.date_order)
    start = table.names.index("start")
    for row in table.rows():
        if from_iso(row.cells[start]) is None and row.cells[start]:
            _need_zone(reading, table.file.name)
        try:
            yield _log(table.names, row, moment, table.file.name)
        except TimelogError as error:
            wrong = Unreadable(error.message, error.hint)
            reading.refuse(sheets.problem(wrong, table.file.name, row))


def _log(names: list[str], row: Row, moment: Moment, file: str) -> Entry:
    cells = dict(zip(names, row.cells, strict=False))
    fields = from_cells(cells)
    found = read_row(fields, moment)
    times = found.times
    return Entry(
        row.number,
        times.start,
        times.end,
        fields.get("title") or found.ref,  # a reference is of another record in another database
        found.note,
        found.tags,
        billable=found.billable,
        billed=bool(cells.get("invoice")) or cells.get("billed_elsewhere") == "true",
        user=found.owner or "",
        pauses=_pauses(times.start, times.end, times.segments),
        file=file,
        raw=row.raw,
        changed=from_iso(cells.get("changed", "")) or 0,
    )


def _pauses(start: int, end: int, segments: tuple[Segment, ...]) -> tuple[Pause, ...]:
    """The time between the segments of a log, and around them."""
    ends = [start, *(one.end for one in segments)]
    starts = [*(one.start for one in segments), end]
    return tuple(
        Pause(last, next_) for last, next_ in zip(ends, starts, strict=True) if last < next_
    )
