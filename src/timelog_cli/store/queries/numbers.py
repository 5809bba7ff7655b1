"""The series of numbers, and the counters behind them."""

from __future__ import annotations

from datetime import date

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

_SERIES = """
SELECT series, last, began_after,
       (SELECT count(*) FROM invoice WHERE invoice.series = counter.series),
       (SELECT issue_date FROM invoice WHERE invoice.series = counter.series ORDER BY seq LIMIT 1),
       (SELECT group_concat(DISTINCT kind) FROM invoice WHERE invoice.series = counter.series),
       (SELECT number FROM invoice WHERE invoice.series = counter.series ORDER BY seq DESC LIMIT 1)
FROM counter ORDER BY series
"""


class Counter(Frozen):
    """A counter with the documents that have numbers from it; ``newest`` is its last number."""

    series: str
    last: int
    began_after: int
    documents: int
    since: date | None
    kinds: tuple[str, ...]
    newest: str | None


def counters(store: Store) -> list[Counter]:
    """All counters by their series."""
    return [
        Counter(
            series,
            last,
            began_after,
            documents,
            first and date.fromisoformat(first),
            tuple(sorted(kinds.split(","), reverse=True)) if kinds else (),
            newest,
        )
        for series, last, began_after, documents, first, kinds, newest in store.rows(_SERIES)
    ]


def continue_after(store: Store, series: str, last: int) -> None:
    """Let a series without documents go on after a number."""
    values = (last, last, series)
    sql = "UPDATE counter SET last = ?, began_after = ? WHERE series = ?"
    if not store.run(sql, values).rowcount:
        store.run("INSERT INTO counter (last, began_after, series) VALUES (?, ?, ?)", values)
