"""Rows that come from the hub, put into the file in the transaction of the caller.

They are of other files, where all rules held, and are there at once, not one after the other: so
the rules are away meanwhile, and references are looked at when all is there. The history is kept
of every row.
"""

from __future__ import annotations

from typing import Any

from timelog_cli.domain.sync import Part, Synced
from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.frozen import Frozen
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.rows import LATE, Change, Rows
from timelog_cli.store.sync.wire import key_of, key_sql, listed, read, synced, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.store.connection import Store

    Row = dict[str, Any]

_AT_ONCE = 500
# Few enough rows to be held, as deletions and other names make room for what else comes.
_STREAMED = frozenset({"log", "imported"})


class Counts(Frozen):
    """How many rows of a table came, were changed, and went."""

    new: int = 0
    changed: int = 0
    deleted: int = 0


class Applied(Frozen):
    """What came: by table, and from which nodes."""

    tables: dict[str, Counts]
    nodes: frozenset[int]


def apply(
    store: Store, tables: Iterable[tuple[str, Iterable[Row]]], *, alone: bool = False
) -> Applied:
    """Make the rows what they are at the hub.

    :param tables: in the order of ``TABLES``; those that are not named have no rows
    :param alone: whether these are all that the hub shows, and others go
    """
    applying = _Applying(store)
    store.run("PRAGMA defer_foreign_keys = ON")
    for name, rows in tables:
        applying.table(synced(name), rows)
    if alone:
        applying.forget_others()
    applying.finish()
    states.caught_up(store)
    return Applied(
        {name: Counts(*found) for name, found in applying.counts.items() if any(found)},
        frozenset(applying.nodes),
    )


def set_entry(store: Store, entry_id: int, user: str, command: str) -> None:
    """Say in the history whose changes came."""
    sql = "UPDATE entry SET user = ?, command = ? WHERE id = ?"
    store.run(sql, (user, command, entry_id))


class _Applying:
    """Rows on their way into a file that has some; the rules come back at the end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = Rows(store)
        self._rules: list[tuple[str, str]] | None = None
        self.counts: dict[str, list[int]] = {}
        self.nodes: set[int] = set()
        self._shown: dict[str, set[bytes]] = {}

    def table(self, table: Synced, rows: Iterable[Row]) -> None:
        """Take the rows of a table."""
        self.counts[table.name] = [0, 0, 0]
        if table.name in _STREAMED:
            for portion in portions(rows):
                self._portion(table, portion)
        else:
            self._portion(table, list(rows))

    def _portion(self, table: Synced, rows: list[Row]) -> None:
        """Deletions first, then room for what will be there, then what comes or changes."""
        keyed = {key_of(table, row): row for row in rows}
        there = {one.key: one for one in read(self._store, table, [*keyed])}
        changes: list[Change] = []
        live = (key for key, row in keyed.items() if not row.get("deleted"))
        self._shown.setdefault(table.name, set()).update(live)
        for key, row in keyed.items():
            here = there.get(key)
            if row.get("deleted"):
                if here is not None:
                    self._count(table, 2, row)
                    self._rows.delete(table, key, here.number)
                continue
            wanted = values_of(table, row)
            differing = None if here is None else differing_columns(table, here.values, wanted)
            if differing is None or differing:
                self._count(table, 0 if differing is None else 1, row)
                number = here and here.number
                changes.append(Change(table, key, row["id"], number, wanted, differing))
        self._rows.put(table, changes)

    def forget_others(self) -> None:
        """Delete the rows that did not come, those that refer to others first."""
        for table in reversed(TABLES):
            shown = self._shown.get(table.name, set())
            found = self._store.rows(f"SELECT {key_sql(table)} FROM {table.name}")
            gone = [key for (key,) in found if key not in shown]
            for here in read(self._store, table, gone):
                self.counts.setdefault(table.name, [0, 0, 0])
                self._count(table, 2, {})
                self._rows.forget(table, here.key, here.number)

    def _count(self, table: Synced, at: int, row: Row) -> None:
        """Count a row; the rules go away before the first one that is another here."""
        if self._rules is None:
            self._rules = take_rules(self._store)
        self.counts[table.name][at] += 1
        if row.get("node"):
            self.nodes.add(row["node"])

    def finish(self) -> None:
        """Put in what had to wait for rows of later tables, and the rules back."""
        self._rows.finish()
        for _, sql in self._rules or ():
            self._store.run(sql)


def take_rules(store: Store) -> list[tuple[str, str]]:
    """Take away the triggers that refuse changes: their names, and what makes them again."""
    sql = (
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_rules'"
        " ORDER BY rowid"
    )
    found = store.rows(sql)
    for name, _ in found:
        store.run(f'DROP TRIGGER "{name}"')
    return found


def differing_columns(table: Synced, values: Row, row: Row) -> list[str]:
    """The columns and parts that are not as they are at the hub."""
    names = [one.name for one in table.columns if row[one.name] != values[one.name]]
    return names + [one.name for one in table.parts if _differ(one, values, row)]


def _differ(part: Part, values: Row, row: Row) -> bool:
    here, there = values[part.name], row[part.name]
    if here != there and part.table in LATE:
        there = listed(part, there, {one[1] for one in here})
    return bool(here != there)


def portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in portions, each of which is held."""
    found = []
    for row in rows:
        found.append(row)
        if len(found) == _AT_ONCE:
            yield found
            found = []
    if found:
        yield found
