"""The rows of a file beside those of its hub, where both should be the same."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from timelog_cli.domain.sync.results import WORDS
from timelog_cli.domain.sync.tables import BY_NAME, TABLES
from timelog_cli.store.queries import sync as names
from timelog_cli.store.sync.incoming import differing_columns, portions
from timelog_cli.store.sync.wire import key_of, read, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from timelog_cli.domain.sync import Synced
    from timelog_cli.store.connection import Store

    Row = dict[str, Any]


def problems(
    store: Store,
    rows: Iterable[tuple[str, Row]],
    *,
    sees_all: bool,
    tick: Callable[[], None] | None = None,
) -> Iterator[str]:
    """What is not the same, a sentence each.

    :param rows: all that the hub has, those of a table one behind the other
    :param sees_all: whether the hub shows all rows, and not those of one person
    :param tick: called now and then
    """
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    for name, group in groupby(rows, itemgetter(0)):
        for portion in portions(row for _, row in group):
            if tick is not None:
                tick()
            there = [row for row in portion if not row["deleted"]]
            counts[name] += len(there)
            yield from _of_portion(store, BY_NAME[name], portion)
    for name, count in counts.items():
        here = int(store.value(f"SELECT count(*) FROM {name}"))
        if sees_all and here > count:
            more = here - count
            yield f"{more} more {_word(name, more)} here than at the hub"


def _of_portion(store: Store, table: Synced, rows: list[Row]) -> Iterator[str]:
    keyed = {key_of(table, row): row for row in rows}
    there = {one.key: one for one in read(store, table, [*keyed])}
    for key, row in keyed.items():
        here = there.get(key)
        called = names.name(store, table.name, row["id"], _word(table.name, 1))
        if row["deleted"]:
            if here is not None:
                yield f"{called} was deleted at the hub"
        elif here is None:
            yield f"a {_word(table.name, 1)} of the hub is missing"
        elif differing := differing_columns(table, here.values, values_of(table, row)):
            yield f"{called} is different at the hub: {', '.join(differing)}"


def _word(table: str, count: int) -> str:
    one, several = WORDS.get(table, (f"row of {table}", f"rows of {table}"))
    return one if count == 1 else several
