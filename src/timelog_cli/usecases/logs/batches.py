"""Many logs from a file: all of them are added as one change, or none."""

from __future__ import annotations

from timelog_cli.domain.logs import worked
from timelog_cli.domain.logtext import LineError
from timelog_cli.errors import TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.usecases import lookup
from timelog_cli.usecases.logs.adding import Batch, NewLog, again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from timelog_cli.domain.logs import Log, RecordSummary, Taken
    from timelog_cli.domain.time.scan import Moment
    from timelog_cli.exchange.log_files import NumberedRow
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.logs.adding import Placed

_MOST_TOLD = 50
_MOST_KEPT = 1000
_INDENT = "    "


class Source(Frozen):
    """Where logs come from: the bytes of a path or of standard input, and how they are written."""

    path: str
    file: BinaryIO
    format: str = "auto"


class BatchOptions(Frozen):
    """What is done where time is taken, whether logs may end in the future, and what is wanted.

    :param on_overlap: ``refuse``, ``trim`` or ``allow``
    :param dry_run: whether to stop short of writing
    :param with_logs: whether the logs of a dry run are wanted, and not only how many they are
    :param report: is told how many logs were added so far
    """

    on_overlap: str = "refuse"
    allow_future: bool = False
    dry_run: bool = False
    with_logs: bool = False
    report: Callable[[int, int | None], None] | None = None


class Batched(Frozen):
    """The numbers of new logs in order, their time worked, on which records, and from when on.

    :param left_out: the overlapping time that was left out of them; of many logs some
    :param read: lines whose times depend on the clock, with start and end; of many lines some
    :param logs: the logs of a dry run
    """

    ids: Sequence[int]
    seconds: int
    refs: Sequence[str]
    start: int
    end: int
    left_out: Sequence[Taken]
    read: Sequence[tuple[int, int, int]]
    logs: Sequence[Log] = ()


class BatchError(TimelogError):
    """What is wrong with several lines; the kind and code are those of the first."""

    def __init__(self, problems: list[LineError], more: int) -> None:
        problems = sorted(problems, key=lambda problem: problem.number)
        first, count = problems[0], len(problems) + more
        told = [f"line {one.number}: {one.reason}" for one in problems]
        rest = count - _MOST_TOLD
        told = [*told[:_MOST_TOLD], *([f"and {rest:,} more"] if rest > 0 else [])]
        message = f"{count:,} lines cannot be added; nothing was changed"
        hint = next((f"line {one.number}: {one.hint}" for one in problems if one.hint), None)
        super().__init__(message, hint, (_INDENT + line for line in told))
        self.kind, self.code = first.kind, first.code


class _DryRun(Exception):
    pass


def opened(path: str, stdin: BinaryIO, format: str) -> Source:
    """A file of logs; what a pipe gives is read to its end, which can take long.

    :param path: ``-`` is standard input
    :raises TimelogError: what cannot be read
    """
    from timelog_cli.exchange.log_source import open_file

    return Source(path, open_file(path, stdin), format)


def add_all(work: Work, moment: Moment, source: Source, options: BatchOptions) -> Batched:
    """Add the logs of a file.

    :raises LineError: a line cannot be added
    :raises BatchError: several lines cannot be added
    """
    from timelog_cli.exchange import log_files

    adding = _Adding(work, options)
    logs: list[Log] = []
    with source.file as file:
        try:
            with work.writing():
                work.store.grow_cache()
                rows = log_files.rows(file, source.path, source.format, moment, adding.refuse)
                adding.add_rows(rows)
                if options.dry_run:
                    logs += stored(work, adding.ids) if options.with_logs else ()
                    raise _DryRun
        except _DryRun:
            pass
    return adding.done()._replace(logs=logs)


def stored(work: Work, ids: Sequence[int]) -> Iterator[Log]:
    """New logs, read as they are asked for."""
    return (again(work, log_id) for log_id in ids)


class _Adding:
    """What was added so far, and what could not be."""

    def __init__(self, work: Work, options: BatchOptions) -> None:
        self._work, self._options = work, options
        self._batch = Batch(work, many=True)
        self._heads: dict[str, RecordSummary | TimelogError] = {}
        self._problems: list[LineError] = []
        self._more = self._seconds = 0
        self.ids: list[int] = []
        self._refs: dict[str, None] = {}
        self._bounds: tuple[int, int] | None = None
        self._left_out: list[Taken] = []
        self._read: list[tuple[int, int, int]] = []

    def refuse(self, problem: LineError) -> None:
        """Keep what is wrong with a line."""
        if len(self._problems) < _MOST_KEPT:
            self._problems.append(problem)
        else:
            self._more += 1

    def add_rows(self, rows: Iterator[NumberedRow]) -> None:
        """Add rows; at the end all that could not be added are refused together."""
        report = self._options.report
        for row in rows:
            try:
                self._add(row)
            except LineError:
                raise
            except TimelogError as error:
                self.refuse(LineError(row.number, row.text.split("\n")[0].strip(), error))
            self._batch.write(only_full=True)
            if report is not None:
                report(len(self.ids), None)
        if len(self._problems) == 1:
            raise self._problems[0]
        if self._problems:
            raise BatchError(self._problems, self._more)
        self._batch.write()

    def _add(self, row: NumberedRow) -> None:
        said, options = row.row, self._options
        start, end, segments = said.times
        head = self._head(said.ref)
        entry = NewLog(  # in their order, as names take longer
            start,
            end,
            said.note,
            said.tags,
            said.billable,
            said.rate,
            said.owner,
            options.on_overlap,
            options.allow_future,
            None,
            segments,
            said.timed,
        )
        new = self._batch.add(head, entry, row.number)
        self._note(row, head, new)

    def _head(self, ref: str) -> RecordSummary:
        """The record of a reference, looked up once, also where there is none."""
        if ref not in self._heads:
            try:
                self._heads[ref] = lookup.record(self._work.store, ref)
            except TimelogError as error:
                self._heads[ref] = error
        found = self._heads[ref]
        if isinstance(found, TimelogError):
            raise found
        return found

    def _note(self, row: NumberedRow, head: RecordSummary, new: Placed) -> None:
        start, end, _ = row.row.times
        first, last = self._bounds or (start, end)
        self._bounds = min(first, start), max(last, end)
        self.ids.append(new.log_id)
        self._seconds += worked(new.segments)
        self._refs[head.ref] = None
        if len(self._left_out) < _MOST_TOLD:
            self._left_out += new.left_out
        if row.row.relative and len(self._read) < _MOST_TOLD:
            self._read.append((row.number, start, end))

    def done(self) -> Batched:
        """What was added."""
        start, end = self._bounds or (0, 0)
        refs = list(self._refs)
        return Batched(self.ids, self._seconds, refs, start, end, self._left_out, self._read)
