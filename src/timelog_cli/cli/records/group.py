"""``record …``: what time is logged on."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.records import lifecycle, manage

app = Commands(
    "record", help="Manage records: tasks, cases, tickets and work orders to log time on."
)
for part in (manage, lifecycle):
    app.add_typer(part.app)
