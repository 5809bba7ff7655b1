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
for part in (
    billing_making,
    billing_life,
    billing_overview,
    billing_ready,
    billing_quotes,
    billing_items,
    billing_templates,
):
    app.add_typer(part.app)
