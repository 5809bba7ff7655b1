"""What must hold at the hub after each push: clocks only go up, and only news is in conflict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.hub import wire
from tests.hub.machines import Team
from tests.hub.model import Said

Clocks = dict[tuple[str, str, str], tuple[int, int]]
_CLOCKS = " UNION ALL ".join(
    f"SELECT '{table.name}', '{group.name}', id, clock_{group.name} FROM timelog.{table.name}"
    for table in wire.TABLES
    for group in table.groups
    if group.name != "invoice"
)


@dataclass
class Watching:
    """What was at the hub when it was looked at last."""

    team: Team
    said: Said
    clocks: Clocks = field(default_factory=dict)
    conflicts: int = 0

    def look(self) -> list[str]:
        """What has gone wrong since the last look."""
        clocks = self._clocks()
        back = [
            f"the clock of {' '.join(place)} went from {before} to {clocks[place]}"
            for place, before in self.clocks.items()
            if place in clocks and clocks[place] < before
        ]
        self.clocks = clocks
        return back + self._old_news()

    def _clocks(self) -> Clocks:
        return {
            (table, uuid.hex, group): (clock[0], clock[1])
            for table, group, uuid, clock in self.team.database.sql(_CLOCKS)
        }

    def _old_news(self) -> list[str]:
        """Conflicts about values that somebody has replaced who had seen them."""
        rows = self.team.database.sql(
            "SELECT id, tbl, encode(uuid_send(uuid), 'hex'), grp, lost FROM timelog.conflict"
            " WHERE id > %s AND kind = 'change' AND node <> 0 ORDER BY id",
            self.conflicts,
        )
        self.conflicts = max([self.conflicts, *(row[0] for row in rows)])
        return [
            f"a conflict of {table} {key} {group} is about {lost}, which was replaced"
            for _, table, key, group, lost in rows
            if self._is_old(table, key, group, lost)
        ]

    def _is_old(self, table: str, key: str, group: str, lost: Any) -> bool:
        value = wire.on_the_way(wire.BY_NAME[table], wire.as_json(lost)).get(group)
        return value is not None and self.said.is_old((table, key, group), value)
