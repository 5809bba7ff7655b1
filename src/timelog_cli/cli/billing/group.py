"""``billing …``."""

from __future__ import annotations

from timelog_cli.cli.billing import issue, items, lifecycle, overview, quotes, templates
from timelog_cli.cli.commands import Commands

app = Commands("billing", help="Invoice billable time, and track invoices until they are paid.")
for part in (issue, lifecycle, overview, quotes, items, templates):
    app.add_typer(part.app)
