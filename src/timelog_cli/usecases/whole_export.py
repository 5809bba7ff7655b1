"""Everything in the database but its history, as lines of JSON."""

from __future__ import annotations

from timelog_cli import __version__
from timelog_cli.exchange.whole_files import Header, writer, written_header
from timelog_cli.store.connection import VERSION
from timelog_cli.store.maintenance import copies, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None]

_PORTION = 1000


def lines(work: Work, report: Report | None = None) -> Iterator[str]:
    """The lines of the file, as the database is at one moment; until the last, nobody can write.

    :param report: takes how many rows are written, and of how many
    """
    store = work.store
    copies.hold(store)
    try:
        yield from _lines(store, report)
    finally:
        store.roll_back()


def _lines(store: Store, report: Report | None) -> Iterator[str]:
    tables = whole.tables(store)
    counts = {table.name: whole.count(store, table) for table in tables}
    yield written_header(Header(VERSION, __version__, counts, whole.numbers(store)))
    done, total = 0, sum(counts.values())
    for table in tables:
        line = writer(table)
        for row in whole.rows(store, table):
            yield line(row)
            done += 1
            if report is not None and done % _PORTION == 0:
                report(done, total)
