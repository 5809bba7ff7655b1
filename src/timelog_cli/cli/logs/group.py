"""``log …``."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.logs import add, edit, gaps, marks

app = Commands("log", help="Log time by hand; list and change logs.")
shortcuts = add.shortcuts
for part in (add, edit, gaps, marks):
    app.add_typer(part.app)
