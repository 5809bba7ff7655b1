"""What each command that reported success has said, and where it has to be at the end.

A value that was said stays wanted until somebody changes it who has seen it. At the end it is in
its row, or kept by a conflict. Worked time is never lost; see ``missing``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.hub import wire
from tests.hub.wire import Row, Rows, Value

Place = tuple[str, str, str]
# What the hub decides by itself, or what no command says.
_NOT_SAID = {("log", "invoice"), ("item", "invoice"), ("invoice", "document"), ("record", "status")}

# What is in a row where nobody said anything.
_NOTHING = {None, "", (), False, "standard"}


@dataclass(frozen=True)
class Kept:
    """A conflict at the hub: what it has of a row."""

    kind: str
    table: str
    key: str
    other: str | None
    values: tuple[dict[str, Value], ...]
    open: bool


@dataclass
class Said:
    """The values that have to be found, and the rows that were deleted."""

    wanted: dict[Place, set[Value]] = field(default_factory=lambda: defaultdict(set))
    replaced: dict[Place, set[Value]] = field(default_factory=lambda: defaultdict(set))
    times: Counter[tuple[Place, Value]] = field(default_factory=Counter)
    deleted: set[tuple[str, str]] = field(default_factory=set)
    allowed: set[frozenset[str]] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)

    def changed(self, before: Rows, after: Rows, base: Rows | None = None) -> None:
        """A command has made one of the other.

        :param base: what was there after the last sync: who goes back to that says nothing
        """
        for table, rows in after.items():
            old = before[table]
            for key in old.keys() | rows.keys():
                if old.get(key) != rows.get(key):
                    known = (base or {}).get(table, {}).get(key, {})
                    self._row(table, key, old.get(key), rows.get(key), known)
        self.allowed |= wire.overlapping(after) - wire.overlapping(before)

    def _row(self, table: str, key: str, old: Row | None, new: Row | None, known: Row) -> None:
        for group in old or new or {}:
            before, after = (old or {}).get(group), (new or {}).get(group)
            if before == after or (table, group) in _NOT_SAID:
                continue
            wanted = self.wanted[table, key, group]
            wanted.discard(before or ())
            self.replaced[table, key, group].add(before or ())
            if after is not None:
                if after != known.get(group):
                    wanted.add(after)
                self.times[(table, key, group), after] += 1
        if new is None:
            self.deleted.add((table, key))
        else:
            self.deleted.discard((table, key))

    def credited(self, before: Rows, after: Rows) -> None:
        """Logs of records that are no longer billable have become non-billable."""
        for key, row in after["log"].items():
            old = before["log"].get(key, row)["billing"]
            billable = row["billing"][1]
            if old != row["billing"] and not billable:
                self.wanted["log", key, "billing"].discard(old)

    def gone(self, before: Rows, after: Rows) -> None:
        """Who settles a conflict has seen what goes by it, also what was not sent yet."""
        for table, rows in before.items():
            for key in rows.keys() - after[table].keys():
                for group, value in rows[key].items():
                    self.wanted[table, key, group].discard(value)

    def is_old(self, place: Place, value: Value) -> bool:
        """Whether somebody has replaced a value who had seen it, and nobody said it again."""
        replaced = value in self.replaced[place] and value not in self.wanted[place]
        return replaced and self.times[place, value] < 2

    def missing(self, rows: Rows, joined: dict[str, str], conflicts: Iterable[Kept]) -> list[str]:
        """What was said, and is neither in its row nor kept by a conflict."""
        kept = defaultdict(list)
        for one in conflicts:
            kept[one.key].append(one)
            if one.other:
                kept[one.other].append(one)
        lost = []
        for (table, key, group), values in self.wanted.items():
            for value in values:
                if not _found(table, key, group, value, rows, joined, kept):
                    now = rows[table].get(joined.get(key, key), {}).get(group, "gone")
                    lost.append(f"lost: {table} {key} {group} {value}; it is {now}")
        return lost + [
            f"came back without a word: {table} {key}"
            for table, key in self.deleted
            if key in rows[table] and not any(one.kind in _OF_DELETION for one in kept[key])
        ]


_OF_DELETION = {"deletion", "billed", "change"}


def _found(
    table: str,
    key: str,
    group: str,
    value: Value,
    rows: Rows,
    joined: dict[str, str],
    kept: dict[str, list[Kept]],
) -> bool:
    into = joined.get(key, key)
    if set(value) <= _NOTHING and (into != key or key in joined.values()):
        return True  # nothing was said, so the other one says it
    value = tuple(_joined(one, joined) for one in value)
    places = [rows[table].get(into, {})] + [
        {name: tuple(_joined(one, joined) for one in found) for name, found in values.items()}
        for one in (*kept[key], *kept[into])
        for values in one.values
    ]
    if any(place.get(group) == value for place in places):
        return True
    if group == "timer":
        logs = [rows["log"].get(key, {})]
        return _covered(_segments(value), [*logs, *places])
    if (table, group) == ("log", "times"):
        return _covered(_segments(value), places) and bool(places)
    return _by_hub(table, group, value, places, kept[key] + kept[into])


def _joined(value: Any, joined: dict[str, str]) -> Any:
    return joined.get(value, value) if isinstance(value, str) else value


def _segments(value: Value) -> list[tuple[int, int]]:
    """The segments of a log's or timer's value: the only part that is rows of two numbers."""
    for part in value:
        if isinstance(part, tuple) and part and isinstance(part[0], tuple):
            return [tuple(row) for row in part]
    return []


def _covered(wanted: list[tuple[int, int]], places: list[dict[str, Value]]) -> bool:
    """Whether all this time is in what was found."""
    there = sorted(
        segment
        for place in places
        for name in ("times", "timer")
        for segment in _segments(place.get(name, ()))
    )
    return all(_within(one, there) for one in wanted)


def _within(wanted: tuple[int, int], there: list[tuple[int, int]]) -> bool:
    reached = wanted[0]
    for start, end in there:
        if start <= reached < end:
            reached = end
    return reached >= wanted[1]


def _by_hub(
    table: str, group: str, value: Value, places: list[dict[str, Value]], kept: list[Kept]
) -> bool:
    """Whether the hub had to decide, and says so in a conflict of the row."""
    if not places[0]:
        return False
    return any(one.kind in {"name", "billed"} and not one.values for one in kept)


def of_conflicts(rows: Iterable[dict[str, Any]]) -> list[Kept]:
    """The conflicts of the hub, open and settled."""
    found = []
    for row in rows:
        table = wire.BY_NAME[row["tbl"]]
        values = [wire.as_json(row[name]) for name in ("kept", "lost")]
        found.append(
            Kept(
                row["kind"],
                row["tbl"],
                row["uuid"],
                row["other_uuid"],
                tuple(wire.on_the_way(table, one) for one in values if isinstance(one, dict)),
                row["resolved_at"] is None,
            )
        )
    return found
