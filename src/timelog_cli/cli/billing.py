"""``billing …``."""

from __future__ import annotations

from timelog_cli.cli import (
    billing_items,
    billing_life,
    billing_making,
    billing_overview,
    billing_quotes,
    billing_ready,
    billing_templates,
)
from timelog_cli.cli.commands import Commands

app = Commands(
    "billing", help="Make invoices of billable time, and follow them until they are paid."
)
app.add_typer(billing_life.app)
app.add_typer(billing_making.app)
app.add_typer(billing_overview.app)
app.add_typer(billing_quotes.app)
app.add_typer(billing_ready.app)
app.add_typer(billing_items.app)
app.add_typer(billing_templates.app)
