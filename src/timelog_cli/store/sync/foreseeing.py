"""What an exchange would change here, found without writing anything."""

from __future__ import annotations

from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.store.sync import pending
from timelog_cli.store.sync.incoming import differing_columns, portions
from timelog_cli.store.sync.wire import key_of, key_sql, read, synced, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from typing import Any

    from timelog_cli.domain.sync import Synced
    from timelog_cli.store.connection import Store

    Row = dict[str, Any]
    Counts = dict[str, int]


def counts(
    store: Store, tables: Iterable[tuple[str, Iterable[Row]]], *, alone: bool
) -> tuple[Counts, Counts]:
    """How many rows are not here as they are at the hub, by table, and how many would go.

    :param alone: whether these are all that the hub shows, and others go
    """
    coming: Counts = {}
    shown: dict[str, set[bytes]] = {}
    for name, rows in tables:
        table = synced(name)
        for portion in portions(rows):
            keyed = {key_of(table, row): row for row in portion}
            shown.setdefault(name, set()).update(keyed)
            coming[name] = coming.get(name, 0) + _others(store, table, keyed)
    going = {}
    if alone:
        sent_first = pending.rows(store)
        for table in TABLES:
            going[table.name] = _going(store, table, shown.get(table.name, set()), sent_first)
    return _some(coming), _some(going)


def _some(counts: Counts) -> Counts:
    return {name: count for name, count in counts.items() if count}


def _others(store: Store, table: Synced, keyed: Mapping[bytes, Row]) -> int:
    here = {one.key: one.values for one in read(store, table, [*keyed])}
    return sum(_is_other(table, here.get(key), row) for key, row in keyed.items())


def _is_other(table: Synced, here: Row | None, row: Row) -> bool:
    if here is None or row.get("deleted"):
        return (here is None) == (not row.get("deleted"))
    return bool(differing_columns(table, here, values_of(table, row)))


def _going(
    store: Store, table: Synced, shown: set[bytes], sent_first: Container[tuple[str, str]]
) -> int:
    """The rows that the hub does not show, but for those that are still to be sent."""
    here = {key for (key,) in store.rows(f"SELECT {key_sql(table)} FROM {table.name}")}
    return sum((table.name, key.hex().upper()) not in sent_first for key in here - shown)
