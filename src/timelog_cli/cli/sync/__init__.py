"""``sync …``: the same data on several machines, through a hub."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands

PARTS = ("exchanging", "setting_up", "conflicts", "members")

app = Commands()
