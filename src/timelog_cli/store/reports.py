"""Sums of worked seconds: segments cut at the bounds of stretches, and grouped, by the database."""

from __future__ import annotations

from timelog_cli.frozen import Frozen
from timelog_cli.store.filters import where
from timelog_cli.store.rates import OF_LOG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.filters import Filters
    from timelog_cli.store.connection import Store

KEYS = ("record", "type", "customer", "service", "owner", "tag")
_COLUMNS = {
    "record": "log.record_id",
    "type": "record.type",
    "customer": "record.customer_id",
    "service": "record.service_id",
    "owner": "log.owner_id",
    "tag": "log_tag.tag",
}
_TAGS = "LEFT JOIN log_tag ON log_tag.log_id = log.id"
# Stretches are side by side: those that a segment touches begin at most the longest before it.
_GROUPED = """
SELECT stretch.low AS low, {keys}, log.billable AS billable,
       CASE log.billable WHEN 1 THEN {rate} END AS rate,
       CASE log.billable WHEN 1 THEN record.unit_seconds END AS unit_seconds,
       CASE log.billable WHEN 1 THEN record.currency END AS currency,
       CASE WHEN log.billable = 1 AND record.includes_tax = 1 THEN record.tax_rate END AS included,
       sum(min(segment.end_at, stretch.high) - max(segment.start_at, stretch.low)) AS seconds
FROM log JOIN record ON record.id = log.record_id {tags}
JOIN segment ON segment.log_id = log.id
CROSS JOIN temp.stretch
WHERE {where} AND stretch.low < segment.end_at AND stretch.high > segment.start_at
  AND stretch.low > segment.start_at - ?
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""
_NAMED = """
SELECT low, record.type || '-' || record.id, record.title, g.type, customer.name, service.name,
       owner.name, tag, g.billable, g.rate, g.unit_seconds, g.currency,
       g.included, seconds
FROM ({grouped}) g
LEFT JOIN record ON record.id = g.record LEFT JOIN customer ON customer.id = g.customer
LEFT JOIN service ON service.id = g.service LEFT JOIN owner ON owner.id = g.owner
"""


class Sum(Frozen):
    """The worked seconds of one group within the stretch that begins at ``low``.

    Keys that were not asked for are ``None``; so is the price of time that is not billable.
    ``included_tax`` is the rate of the tax that the price includes.
    """

    low: int
    record: str | None
    title: str | None
    type: str | None
    customer: str | None
    service: str | None
    owner: str | None
    tag: str | None
    billable: int
    rate: str | None
    unit_seconds: int | None
    currency: str | None
    included_tax: str | None
    seconds: int


def extent(store: Store, filters: Filters) -> tuple[int, int] | None:
    """The first start and the last end of the logs that filters select, or ``None``."""
    condition, values = where(store, filters)
    row = store.row(
        "SELECT min(log.start_at), max(log.end_at) FROM log"
        f" JOIN record ON record.id = log.record_id WHERE {condition}",
        values,
    )
    return None if row[0] is None else (int(row[0]), int(row[1]))


def sums(
    store: Store, filters: Filters, keys: Sequence[str], stretches: Sequence[tuple[int, int]]
) -> Iterator[Sum]:
    """The sums for each stretch and each value of the keys, in no order.

    By ``tag``, a log counts under each of its tags; a log without tags under ``None``.
    """
    longest = max((high - low for low, high in stretches), default=0)
    _put_stretches(store, stretches)
    condition, values = where(store, filters)
    chosen = (f"{_COLUMNS[key] if key in keys else 'NULL'} AS {key}" for key in KEYS)
    grouped = _GROUPED.format(
        rate=OF_LOG, keys=", ".join(chosen), tags=_TAGS if "tag" in keys else "", where=condition
    )
    for row in store.rows(_NAMED.format(grouped=grouped), (*values, longest)):
        yield Sum._make(row)


def _put_stretches(store: Store, stretches: Sequence[tuple[int, int]]) -> None:
    store.run("PRAGMA temp_store = MEMORY")
    store.run(
        "CREATE TEMP TABLE IF NOT EXISTS stretch (low INTEGER PRIMARY KEY, high INTEGER NOT NULL)"
    )
    store.run("DELETE FROM temp.stretch")
    store.run_many("INSERT INTO temp.stretch VALUES (?, ?)", stretches)
