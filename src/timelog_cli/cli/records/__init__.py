"""``record …`` and ``records``: what time is logged on."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands

PARTS = ("manage", "lifecycle")

app = Commands(
    "record", help="Manage records: tasks, cases, tickets and work orders to log time on."
)
shortcuts = Commands()
