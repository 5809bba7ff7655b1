"""Sums of worked seconds, by the database: segments cut at the bounds of stretches, and grouped.

First each record's seconds are summed within each stretch, by numbers only. What the rows show is
put together from that: names, prices, and the order. All of it lies in temporary tables of this
process, so a reader that takes its time keeps nobody from writing.
"""

from __future__ import annotations

from timelog_cli.domain.reports import UNITS
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries.filters import where
from timelog_cli.store.queries.rates import SAID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.filters import Filters
    from timelog_cli.store.connection import Store

    # From, up to, and the labels of the day, the week and the month.
    Stretch = tuple[int, int, str, str, str]

# What each key is shown as, and what its rows are in the order of: no value comes last.
_KEYS = {
    "day": ("stretch.day", "stretch.day"),
    "week": ("stretch.week", "stretch.week"),
    "month": ("stretch.month", "stretch.month"),
    "record": ("record.type || '-' || record.id", "record.id"),
    "type": ("record.type", "record.type"),
    "customer": ("customer.name", "customer.name IS NULL, folded(customer.name), customer.name"),
    "service": ("service.name", "service.name IS NULL, folded(service.name), service.name"),
    "owner": ("owner.name", "folded(owner.name), owner.name"),
    "tag": ("nullif(piece.tag, '')", "piece.tag = '', folded(piece.tag), piece.tag"),
    "billable": ("piece.of & 1", "-(piece.of & 1)"),
}
_JOINS = {
    "customer": "LEFT JOIN customer ON customer.id = record.customer_id",
    "service": "LEFT JOIN service ON service.id = record.service_id",
    "owner": "JOIN owner ON owner.id = piece.owner",
}
_PRICE = {
    "billable": "piece.of & 1",
    "rate": "CASE piece.of & 1 WHEN 1 THEN coalesce(nullif(piece.rate, ''), record.rate) END",
    "unit_seconds": "CASE piece.of & 1 WHEN 1 THEN record.unit_seconds END",
    "currency": "CASE piece.of & 1 WHEN 1 THEN record.currency END",
    "included": "CASE WHEN piece.of & 1 AND record.includes_tax = 1 THEN record.tax_rate END",
}
ALWAYS = 2**53
# Of which record, and whether it is billable: one number is compared sooner than two. Primary keys
# have no NULL.
_OF = "(log.record_id << 1) + log.billable"
_RATE = f"CASE log.billable WHEN 1 THEN coalesce({SAID}, '') ELSE '' END"
_OF_PIECES = {"owner": "log.owner_id", "tag": "coalesce(log_tag.tag, '')"}
# Stretches are side by side: those that a segment touches begin at most the longest before it.
_WITHIN_STRETCH = """
stretch.low < segment.end_at AND stretch.high > segment.start_at
AND stretch.low > segment.start_at - ?
"""
_IN_STRETCH = "min(segment.end_at, stretch.high) - max(segment.start_at, stretch.low)"
_WITHIN_ONE = "segment.start_at < ? AND segment.end_at > ?"
_IN_ONE = "min(segment.end_at, ?) - max(segment.start_at, ?)"
_IN_ALL = "segment.end_at - segment.start_at"
_MORE_TAGS = "(SELECT count(*) - 1 FROM log_tag WHERE log_tag.log_id = log.id)"
_SEVERAL_TAGS = """
JOIN (
    SELECT log_id, count(*) - 1 AS more FROM log_tag GROUP BY log_id HAVING count(*) > 1
) AS several ON several.log_id = log.id
"""
# Found without reading every log: most are short, the others are known.
_ALL = """
SELECT min(start_at), max(
    (SELECT max(end_at) FROM log WHERE start_at >= (SELECT max(start_at) FROM log) - 172800),
    (SELECT coalesce(max(end_at), 0) FROM log WHERE end_at - start_at > 172800)
) FROM log
"""
_PORTION = 2000


class Sum(Frozen):
    """The worked seconds of one group at one price; time that is not billable has none.

    ``included_tax`` is the rate of the tax that the price includes.
    """

    group: tuple[Any, ...]
    title: str | None
    billable: int
    rate: str | None
    unit_seconds: int | None
    currency: str | None
    included_tax: str | None
    seconds: int


def extent(store: Store, filters: Filters) -> tuple[int, int] | None:
    """Between what instants all lies that filters select, or ``None`` if nothing does."""
    condition, values = where(store, filters)
    sql = f"SELECT min(log.start_at), max(log.end_at) FROM log {_of_record(condition)}"
    found = store.row(f"{sql} WHERE {condition}", values) if values else store.row(_ALL)
    return None if found[0] is None else (int(found[0]), int(found[1]))


def _of_record(condition: str) -> str:
    return "JOIN record ON record.id = log.record_id" if "record." in condition else ""


def gather(
    store: Store, filters: Filters, keys: Sequence[str], stretches: Sequence[Stretch]
) -> None:
    """Sum the time as the file is at one moment, for ``sums`` and ``whole`` to read.

    By ``tag``, a log counts under each of its tags; a log without tags under ``None``.
    """
    store.run("PRAGMA temp_store = MEMORY")
    store.connection.create_function("folded", 1, _folded, deterministic=True)
    store.run("BEGIN")
    try:
        _put_stretches(store, stretches)
        count = _put_pieces(store, filters, keys, stretches)
        _put_rows(store, "piece", keys, stretches)
        if "tag" in keys:
            _put_once(store, filters, stretches, count)
            _put_rows(store, "once", (), stretches)
        store.run("COMMIT")
    except BaseException:
        store.roll_back()
        raise


def _folded(name: str | None) -> str | None:
    return name and name.casefold()


def _put_stretches(store: Store, stretches: Sequence[Stretch]) -> None:
    store.run("DROP TABLE IF EXISTS temp.stretch")
    store.run(
        "CREATE TEMP TABLE stretch"
        " (low INTEGER PRIMARY KEY, high INTEGER, day TEXT, week TEXT, month TEXT)"
    )
    store.run_many("INSERT INTO temp.stretch VALUES (?, ?, ?, ?, ?)", stretches)


def _put_pieces(
    store: Store, filters: Filters, keys: Sequence[str], stretches: Sequence[Stretch]
) -> int:
    """Add up each group where its row is: sorting all that is added up takes longer.

    Returned is how often a segment was added, which is once for each of its tags.
    """
    columns = {"of": _OF, **{key: sql for key, sql in _OF_PIECES.items() if key in keys}}
    columns["rate"] = _RATE
    if len(stretches) > 1:  # the first, as logs lie in the order of their time, or nearly
        columns = {"low": "stretch.low", **columns}
    tags = "LEFT JOIN log_tag ON log_tag.log_id = log.id" if "tag" in keys else ""
    names = ", ".join(columns)
    store.run("DROP TABLE IF EXISTS temp.piece")
    store.run(
        f"CREATE TEMP TABLE piece ({names}, seconds INTEGER, PRIMARY KEY ({names})) WITHOUT ROWID"
    )
    sql, values = _each(store, filters, columns.values(), stretches, tags)
    sql += " ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds"
    return store.run(f"INSERT INTO temp.piece {sql}", values).rowcount


def _put_once(store: Store, filters: Filters, stretches: Sequence[Stretch], count: int) -> None:
    """The pieces, less what a log with several tags counts more than once."""
    store.run("DROP TABLE IF EXISTS temp.once")
    store.run("CREATE TEMP TABLE once AS SELECT of, rate, seconds FROM temp.piece")
    if where(store, filters)[0] == "1" and count == store.value("SELECT count(*) FROM segment"):
        return
    whole = [(stretches[0][0], stretches[-1][1], "", "", "")] if stretches else []
    few = filters.start is not None or filters.end is not None
    joins, more = ("", _MORE_TAGS) if few else (_SEVERAL_TAGS, "several.more")
    sql, values = _each(store, filters, (_OF, _RATE), whole, joins, f"-{more} *")
    store.run(f"INSERT INTO temp.once (of, rate, seconds) {sql} AND {more} > 0", values)


def _each(
    store: Store,
    filters: Filters,
    columns: Iterable[str],
    stretches: Sequence[Stretch],
    joins: str,
    times: str = "",
) -> tuple[str, list[Any]]:
    """The question for the columns and the seconds of each segment, and its values."""
    condition, values = where(store, filters)
    seconds, within, of_stretch = _IN_STRETCH, _WITHIN_STRETCH, "CROSS JOIN temp.stretch"
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = (max((each[1] - each[0] for each in stretches), default=0),)
    if len(stretches) == 1:
        seconds, within, of_stretch = _IN_ONE, _WITHIN_ONE, ""
        first = last = (stretches[0][1], stretches[0][0])
    if first == (ALWAYS, -ALWAYS):
        seconds, within, first, last = _IN_ALL, "1", (), ()
    return (
        f"SELECT {', '.join(columns)}, {times} ({seconds})"
        f" FROM log {_of_record(condition)} {joins}"
        f" CROSS JOIN segment ON segment.log_id = log.id {of_stretch}"
        f" WHERE {condition} AND {within}"
    ), [*first, *values, *last]


def _of_stretch(keys: Sequence[str], stretches: Sequence[Stretch]) -> str:
    """The stretch of a piece, where a label of it is shown; if there is but one, it is that."""
    if not any(key in UNITS for key in keys):
        return ""
    return "JOIN temp.stretch" + (" ON stretch.low = piece.low" if len(stretches) > 1 else "")


def _put_rows(store: Store, table: str, keys: Sequence[str], stretches: Sequence[Stretch]) -> None:
    """Name the groups and put them in order, as the table ``…_row``; those of one side by side."""
    shown = [f"{_KEYS[key][0]} AS key_{key}" for key in keys]
    title = "record.title" if "record" in keys else "NULL"
    order = ", ".join((*(_KEYS[key][1] for key in keys), *_PRICE.values()))
    columns = (*shown, f"{title} AS title", *(f"{sql} AS {name}" for name, sql in _PRICE.items()))
    store.run(f"DROP TABLE IF EXISTS temp.{table}_row")
    store.run(
        f"CREATE TEMP TABLE {table}_row AS"
        f" SELECT {', '.join(columns)}, sum(piece.seconds) AS seconds FROM temp.{table} AS piece"
        f" JOIN record ON record.id = piece.of >> 1 {_of_stretch(keys, stretches)}"
        f" {' '.join(_JOINS[key] for key in keys if key in _JOINS)}"
        f" GROUP BY {order} ORDER BY {order}"
    )


def sums(store: Store, keys: Sequence[str]) -> Iterator[Sum]:
    """The sums for each value of the keys, in their order; those of one group are side by side."""
    last, more, wide = 0, True, len(keys)
    sql = f"SELECT * FROM temp.piece_row WHERE rowid > ? ORDER BY rowid LIMIT {_PORTION}"
    while more:
        rows = store.rows(sql, (last,))
        for row in rows:
            yield Sum(row[:wide], *row[wide:])
        last += _PORTION
        more = len(rows) == _PORTION


def whole(store: Store, keys: Sequence[str]) -> Iterator[Sum]:
    """The sums at each price without any group, each log once."""
    table, prices = "once_row" if "tag" in keys else "piece_row", ", ".join(_PRICE)
    sql = f"SELECT {prices}, sum(seconds) FROM temp.{table} GROUP BY {prices}"
    for row in store.rows(sql):
        yield Sum((), None, *row)


def seconds(store: Store) -> int:
    """All the seconds in ``sums``, a log with several tags under each."""
    return int(store.value("SELECT coalesce(sum(seconds), 0) FROM temp.piece_row"))
