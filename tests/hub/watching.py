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
    rows: wire.Rows = field(default_factory=dict)

    def look(self, *, alone: bool) -> list[str]:
        """What has gone wrong since the last look.

        :param alone: whether nobody typed while the file was syncing
        """
        clocks = self._clocks()
        back = [
            f"the clock of {' '.join(place)} went from {before} to {clocks[place]}"
            for place, before in self.clocks.items()
            if place in clocks and clocks[place] < before
        ]
        self.clocks = clocks
        old_news, self.rows = self._old_news(), wire.of_hub(self.team.database.sql)
        return back + (old_news if alone else [])

    def _clocks(self) -> Clocks:
        return {
            (table, uuid.hex, group): (clock[0], clock[1])
            for table, group, uuid, clock in self.team.database.sql(_CLOCKS)
        }

    def _old_news(self) -> list[str]:
        """Conflicts about values that somebody has replaced who had seen them."""
        rows = self.team.database.sql(
            "SELECT id, tbl, encode(uuid_send(uuid), 'hex'), grp, kept, lost FROM timelog.conflict"
            " WHERE id > %s AND kind = 'change' AND node <> 0 ORDER BY id",
            self.conflicts,
        )
        self.conflicts = max([self.conflicts, *(row[0] for row in rows)])
        return [
            f"a conflict of {table} {key} {group} is about {side}, which was replaced"
            for _, table, key, group, kept, lost in rows
            for side in ([lost] if self._is_decided(table, key, group) else [kept, lost])
            if self._is_old(table, key, group, side)
        ]

    def _is_decided(self, table: str, key: str, group: str) -> bool:
        """Whether the hub itself said what is kept, which may be what was there before."""
        _, node = self.clocks.get((table, key, group), (0, 0))
        return node == 0

    def _is_old(self, table: str, key: str, group: str, side: Any) -> bool:
        value = wire.on_the_way(wire.BY_NAME[table], wire.as_json(side)).get(group)
        before = self.rows.get(table, {}).get(key, {}).get(group)
        return value not in (None, before) and self.said.is_old((table, key, group), value)
