"""A database from a file with everything in it, into one that is empty: all of it, or nothing."""

from __future__ import annotations

from timelog_cli.domain.imports import Count, Destination, Plan
from timelog_cli.domain.logtext import LineError
from timelog_cli.domain.text import shown
from timelog_cli.errors import Refused, UsageError
from timelog_cli.exchange import whole_files
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import VERSION
from timelog_cli.store.maintenance import checks, copies, whole
from timelog_cli.usecases.logs.batches import BatchError
from timelog_cli.usecases.whole_export import FORMAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from timelog_cli.domain.tables import Table
    from timelog_cli.exchange.trackers.sources import File, Source
    from timelog_cli.exchange.whole_files import Header
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None]

FIRST = 4  # the first schema that was exported
_PORTION = 1000
_MOST_KEPT = 20
_MOST_QUOTED = 80


class Loaded(Frozen):
    """A database that was filled.

    :param counts: how many there are of each kind
    :param documents: how many invoices, credit notes and quotes, which cannot be undone
    :param entry: its number in the history; ``None`` after a dry run, and where there was nothing
    """

    plan: Plan
    counts: dict[str, int]
    documents: int
    entry: int | None


class WholeFile(Frozen):
    """A file with everything that was in a database."""

    file: File

    @property
    def name(self) -> str:
        """The name, as messages show it."""
        return self.file.name


class _DryRun(Exception):
    pass


def load(
    work: Work,
    source: WholeFile,
    *,
    dry_run: bool = False,
    report: Report | None = None,
    tick: Callable[[], None] | None = None,
) -> Loaded:
    """Put all rows of a file into the database, as one change.

    :param report: takes how many rows are read, and of how many
    :param tick: called now and then while the result is checked
    :raises Refused: the database is not empty, or what the file says does not fit together
    :raises UsageError: the file is not an export, or one of a newer version
    :raises LineError: a line is wrong
    :raises BatchError: several lines are wrong
    """
    store = work.store
    try:
        with source.file.opened() as file, work.writing() as transaction:
            store.grow_cache()
            _check_empty(store)
            reading = _Reading(source.name, whole_files.lines(file), report)
            rows = reading.fill(store, transaction.entry_id)
            _check(store, source.name, tick)
            entry = transaction.entry_id if any(rows.values()) else None
            loaded = Loaded(_plan(work), copies.counts(store), rows["invoice"], entry)
            if dry_run:
                raise _DryRun
    except _DryRun:
        return loaded._replace(entry=None)
    return loaded


def recognized(source: Source) -> WholeFile | None:
    """The file that is to be imported, if everything of a database is in it."""
    first = source.files[0]
    is_whole = not source.is_folder and first.head().startswith(whole_files.BEGIN)
    return WholeFile(first) if is_whole else None


def _plan(work: Work) -> Plan:
    """What came of it, as of any import: all logs are new."""
    store, months = work.store, dict[str, Count]()
    for start, seconds in whole.worked(store):
        month = work.written(start)[:7]
        months[month] = months.get(month, Count()) + Count(1, seconds)
    customers, owners, tags = whole.names(store)
    return Plan(
        format=FORMAT,
        new=sum(months.values(), Count()),
        same=Count(),
        changed=Count(),
        skipped={},
        conflicting=Count(),
        months=dict(sorted(months.items())),
        records=[
            Destination(ref, title, customer, True, Count(logs, seconds))
            for ref, title, customer, logs, seconds in whole.records(store)
        ],
        customers=customers,
        owners=owners,
        tags=tags,
        problems=(),
        more_problems=0,
    )


def _check_empty(store: Store) -> None:
    """Refuse a database that has anything in it.

    :raises Refused: it has
    """
    if whole.has_hub(store):
        raise Refused(
            f"cannot import a whole database into {shown(store.path)}: its records are numbered"
            " by a hub",
            "to import it into a new database: timelog --db NEW.db import FILE",
        )
    if any(whole.count(store, table) for table in whole.tables(store)):
        raise Refused(
            f"cannot import a whole database into {shown(store.path)}: it is not empty",
            "to import it into a new database: timelog --db NEW.db import FILE",
        )


def _check(store: Store, name: str, tick: Callable[[], None] | None) -> None:
    """Refuse what ``db check`` would find in the rows."""
    found = checks.problems_of_rows(store, tick)
    if found:
        more = [f"and {len(found) - _MOST_KEPT:,} more"] if len(found) > _MOST_KEPT else []
        told = [f"  {problem}" for problem in (*found[:_MOST_KEPT], *more)]
        raise Refused(
            f"cannot import {shown(name)}: it contradicts itself",
            "timelog export --to jsonl",
            told,
        )


class _Reading:
    """The lines of a file on their way into the database; what is wrong with them is kept."""

    def __init__(
        self, name: str, lines: Iterator[tuple[int, bytes]], report: Report | None
    ) -> None:
        self._name, self._lines, self._report = name, lines, report
        self._problems: list[LineError] = []
        self._more = 0

    def fill(self, store: Store, entry_id: int) -> dict[str, int]:
        """Read all lines into the database; how many rows each table got."""
        _, line = next(self._lines, (1, b""))
        header = whole_files.read_header(line, self._name)
        tables = {table.name: table for table in whole.tables(store)}
        _check_header(self._name, header, tables)
        loading = whole.Loading(store)
        rows = self._rows(header, tables, loading)
        if len(self._problems) == 1:
            raise self._problems[0]
        if self._problems:
            raise BatchError(self._problems, self._more)
        _check_complete(self._name, header.rows, rows)
        loading.finish(entry_id, header.numbers)
        return rows

    def _rows(
        self, header: Header, tables: Mapping[str, Table], loading: whole.Loading
    ) -> dict[str, int]:
        """Put each row where it belongs; how many lines of each table there are."""
        found = dict.fromkeys(tables, 0)
        total, is_older = sum(header.rows.values()), header.schema < VERSION
        for number, line in self._lines:
            try:
                table, row = whole_files.read_row(tables, line, is_older=is_older)
                found[table.name] += 1
                loading.put(table, row)
            except UsageError as error:
                self._refuse(number, line, error)
            if self._report is not None and number % _PORTION == 0:
                self._report(number, total)
        return found

    def _refuse(self, number: int, line: bytes, error: UsageError) -> None:
        if isinstance(error, whole.Dangling) and self._problems:
            return  # what it refers to may be what was refused
        if len(self._problems) < _MOST_KEPT:
            text = shown(line[: 4 * _MOST_QUOTED].decode("utf-8", "replace").strip())
            self._problems.append(LineError(number, text, error))
        else:
            self._more += 1


def _check_header(name: str, header: Header, tables: Mapping[str, Table]) -> None:
    """Refuse a header of another version, or of other tables.

    :raises UsageError: it is
    """
    if header.schema > VERSION:
        raise UsageError(
            f"{shown(name)} was written by a newer version of timelog"
            f" (schema {header.schema}; this version supports up to {VERSION})",
            "upgrade timelog",
        )
    if header.schema < FIRST:
        raise UsageError(f"{shown(name)} has schema {header.schema}, which was never exported")
    numbered = {table.name for table in tables.values() if table.key == ("id",)}
    missing = tables.keys() - header.rows.keys() if header.schema == VERSION else set()
    if missing or not header.rows.keys() <= tables.keys() or not header.numbers.keys() <= numbered:
        raise UsageError("line 1: rows and numbers are not those of the tables of its schema")


def _check_complete(name: str, wanted: Mapping[str, int], found: Mapping[str, int]) -> None:
    """Refuse a file that has not as many rows as its header says.

    :raises UsageError: it has others
    """
    for table in found:
        count = wanted.get(table, 0)
        if found[table] != count:
            raise UsageError(
                f"{shown(name)} is incomplete or was changed: it should have {count:,} rows of"
                f" {table}, but has {found[table]:,}",
                "export the database again: timelog export --to jsonl",
            )
