"""``log …`` and its shortcuts."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands

PARTS = ("add", "edit", "gaps", "marks")

app = Commands("log", help="Log time by hand; list and change logs.")
shortcuts = Commands()
