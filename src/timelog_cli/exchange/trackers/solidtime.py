"""solidtime: the zip archive of a whole organization or its folder, and the CSV of its importer.

The archive has a table for each kind of thing, which refer to each other by ids; all times are UTC.
"""

from __future__ import annotations

from json import JSONDecoder
from os.path import basename

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import sheets
from timelog_cli.exchange.trackers.columns import Columns
from timelog_cli.exchange.trackers.dates import instant, named
from timelog_cli.exchange.trackers.sources import Source
from timelog_cli.exchange.trackers.spans import read_cell
from timelog_cli.exchange.trackers.tables import Table, first_line, header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers import Frame
    from timelog_cli.exchange.trackers.sources import File

    Names = dict[str, str | None]

_ZIP = "PK\x03\x04"
_ENTRIES = "time_entries.csv"
_MOST_NAMES, _MOST_LETTERS = 200_000, 20_000_000
_ARCHIVE = "give the zip file of the export, or the folder it was unpacked to"
_OF_ARCHIVE = (
    *("id", "description", "start", "end", "billable", "member_id", "client_id", "project_id"),
    *("task_id", "tags", "updated_at"),
)
_OF_IMPORTER = (
    *("description", "start", "end", "billable", "client", "project", "tags", "task"),
    *("user_name", "user_email"),
)
_LISTS = ({"organization_id"}, {"billable_rate", "is_public"})
_DECODER = JSONDecoder()


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is an export, the CSV of the importer, or a list of things, which is refused."""
    if names:
        return {_ENTRIES, "projects.csv"} <= set(names)
    if head.startswith(_ZIP):
        return "[Content_Types].xml" not in head
    found = set(header(first_line(head))[1])
    return {"description", "start", "end", "project", "billable"} <= found or any(
        one <= found for one in _LISTS
    )


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """What the time entries say, in their order.

    :raises UsageError: there are none, or the archive is damaged or too large
    """
    unpacked = _unpacked(source)
    file = unpacked.file(_ENTRIES)
    if file is not None and len(unpacked.files) > 1:
        yield from _of_archive(unpacked, file, reading)
        return
    for one in unpacked.files:
        yield from _of_importer(one, reading)


def frame(source: Source) -> Frame:
    """The header of the time entries before their rows."""
    unpacked = _unpacked(source)
    return sheets.frame(Source(source.path, [unpacked.file(_ENTRIES) or unpacked.files[0]]))


def _unpacked(source: Source) -> Source:
    """The files of an archive instead of the archive."""
    file = source.files[0]
    if not file.head().startswith(_ZIP.encode()):
        return source
    from timelog_cli.exchange.trackers import archives

    found = Source(file.name, archives.files(file))
    if found.file(_ENTRIES) is None:
        raise UsageError(f"{shown(file.name)} has no {_ENTRIES}", "give an export of solidtime")
    return found


# The archive


def _of_archive(source: Source, file: File, reading: Reading) -> Iterator[Entry]:
    table = Table(file, reading)
    columns = _columns(table, _OF_ARCHIVE, ("start", "end", "project_id"))
    lists = _Lists(source, reading)
    for row in table.rows():
        try:
            yield lists.entry(columns, row.cells)._replace(
                line=row.number, file=file.name, raw=row.raw
            )
        except Unreadable as error:
            reading.refuse(sheets.problem(error, file.name, row))


def _columns(table: Table, known: Sequence[str], needed: Sequence[str]) -> Columns:
    columns = Columns(table.names, {name: (name,) for name in known})
    columns.check(table.file.name, needed, _ARCHIVE)
    return columns


class _Lists:
    """The names of all things by their ids; ``None`` where two of them have the same id."""

    def __init__(self, source: Source, reading: Reading) -> None:
        refuse = reading.refuse
        # What is refused here is no time entry that could be written below the header of these.
        reading = reading._replace(refuse=lambda one: refuse(one._replace(raw="")))
        self._clients = _names(source, "clients.csv", reading)
        self._projects = _names(source, "projects.csv", reading)
        self._client_of = _names(source, "projects.csv", reading, "client_id")
        self._tasks = _names(source, "tasks.csv", reading)
        self._tags = _names(source, "tags.csv", reading)
        self._members = _names(source, "members.csv", reading)

    def entry(self, columns: Columns, cells: list[str]) -> Entry:
        """The entry of a row, without where it is.

        :raises Unreadable: a cell is not what it has to be
        """
        at = columns.at
        start, end = _span(columns, cells)
        project, changed = cells[at("project_id")], at("updated_at")
        client = cells[at("client_id")] or self._client_of.get(project) or ""
        return Entry(
            0,
            start,
            end,
            _named(self._projects, project, "project", at("project_id")),
            cells[at("description")],
            self._tagged(cells, at("tags")),
            _named(self._clients, client, "client", at("client_id")),
            _named(self._tasks, cells[at("task_id")], "task", at("task_id")),
            sheets.flag(cells, at("billable")),
            user=_named(self._members, cells[at("member_id")], "member", at("member_id")),
            id=cells[at("id")],
            changed=read_cell(instant, cells, changed) if cells[changed] else 0,
        )

    def _tagged(self, cells: list[str], at: int) -> tuple[str, ...]:
        cell = cells[at].strip()
        if cell in {"", "[]"}:
            return ()
        try:
            ids = _DECODER.decode(cell)
        except (ValueError, RecursionError):
            ids = None
        if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
            raise Unreadable(f"{named(cell)} is not a list of tags", column=at + 1)
        return tuple(_named(self._tags, one, "tag", at) for one in ids)


def _names(source: Source, file: str, reading: Reading, what: str = "name") -> Names:
    """What a table has of each thing, by the id of the thing.

    :raises UsageError: the table lacks a column, or has more rows than any organization
    """
    found: Names = {}
    letters = 0
    listed = source.file(file)
    if listed is None:
        return found
    table = Table(listed, reading)
    columns = _columns(table, ("id", what), ("id", what))
    id_at, at = columns.at("id"), columns.at(what)
    for row in table.rows(silent=what != "name"):
        id, name = row.cells[id_at], row.cells[at]
        found[id] = name if found.get(id, name) == name else None
        letters += len(id) + len(name)
        if len(found) > _MOST_NAMES or letters > _MOST_LETTERS:
            raise UsageError(
                f"{shown(listed.name)} has more than {_MOST_NAMES:,} rows, or long names", _ARCHIVE
            )
    return found


def _named(names: Names, id: str, what: str, at: int) -> str:
    if not id:
        return ""
    found = names.get(id)
    if found is not None:
        return found
    if id in names:
        message = f"the {what} {named(id)} has two names in {what}s.csv"
    else:
        message = f"the {what} {named(id)} is not in {what}s.csv"
    raise Unreadable(message, f"correct {what}s.csv, and import the folder", at + 1)


def _span(columns: Columns, cells: list[str]) -> tuple[int, int | None]:
    """Start and end; a timer that runs has no end."""
    end = columns.at("end")
    start = read_cell(instant, cells, columns.at("start"))
    return start, read_cell(instant, cells, end) if cells[end] else None


# The importer


def _of_importer(file: File, reading: Reading) -> Iterator[Entry]:
    table = Table(file, reading)
    if "project_id" in table.names or not {"start", "end"} <= set(table.names):
        raise UsageError(
            f"{shown(basename(file.name))} alone does not have the time entries of an export",
            _ARCHIVE,
        )
    columns = _columns(table, _OF_IMPORTER, ("start", "end", "project"))
    for row in table.rows():
        try:
            yield _imported(columns, row.cells)._replace(
                line=row.number, file=file.name, raw=row.raw
            )
        except Unreadable as error:
            reading.refuse(sheets.problem(error, file.name, row))


def _imported(columns: Columns, cells: list[str]) -> Entry:
    at = columns.at
    start, end = _span(columns, cells)
    return Entry(
        0,
        start,
        end,
        cells[at("project")],
        cells[at("description")],
        sheets.tags(cells[at("tags")]),
        cells[at("client")],
        cells[at("task")],
        sheets.flag(cells, at("billable")),
        user=cells[at("user_name")] or cells[at("user_email")],
    )
