"""Everything in the database but its history, as lines of JSON."""

from __future__ import annotations

from timelog_cli import __version__
from timelog_cli.exchange.whole_files import Header, writer, written_header
from timelog_cli.store.connection import VERSION
from timelog_cli.store.maintenance import copies, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None]

FORMAT = "jsonl"
_PORTION = 1000
_IN_MEMORY = 8 << 20
_PIECE = 1 << 16


class WholeExport:
    """An export while it is written, once; its counts are complete when all lines were taken.

    :param report: is told how many rows are written, and of how many
    """

    def __init__(self, work: Work, report: Report | None = None) -> None:
        self._store, self._report = work.store, report
        self.counts: dict[str, int] = {}
        self.worked_seconds = 0

    def lines(self) -> Iterator[str]:
        """The lines of the file, of one moment; until the last is taken, nobody can write."""
        copies.hold(self._store)
        try:
            self.counts = copies.counts(self._store)
            self.worked_seconds = whole.worked_seconds(self._store)
            yield from self._lines()
        finally:
            self._store.roll_back()

    def _lines(self) -> Iterator[str]:
        store = self._store
        tables = whole.tables(store)
        rows = {table.name: whole.count(store, table) for table in tables}
        yield written_header(Header(VERSION, __version__, rows, whole.numbers(store)))
        done, total = 0, sum(rows.values())
        for table in tables:
            line = writer(table)
            for row in whole.rows(store, table):
                yield line(row)
                done += 1
                if self._report is not None and done % _PORTION == 0:
                    self._report(done, total)

    def pieces(self) -> Iterator[str]:
        """The text of the file for a reader who may be slow, while others can write.

        Beyond some megabytes it is in a temporary file.
        """
        from tempfile import SpooledTemporaryFile

        copy = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        try:
            copy.writelines(self.lines())
        except BaseException:
            copy.close()
            raise
        return _read(copy)


def _read(copy: IO[str]) -> Iterator[str]:
    with copy:
        copy.seek(0)
        while piece := copy.read(_PIECE):
            yield piece
