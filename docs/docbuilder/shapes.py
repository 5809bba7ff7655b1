"""Which command prints which JSON, and the schemas of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parents[1] / "reference" / "schemas"

# Where a question is answered with no, it is null instead.
SHAPES: dict[str, str] = {
    "record add": "record",
    "record list": "records",
    "record show": "record-show",
    "record edit": "record",
    "record resolve": "records-changed",
    "record close": "records-changed",
    "record reopen": "records-changed",
    "record wait": "records-changed",
    "record delete": "records-changed",
    "record mail": "records",
    "timer start": "timer",
    "timer interrupt": "timer",
    "continue": "timer",
    "timer pause": "timer",
    "timer resume": "timer",
    "timer stop": "log",
    "timer status": "status",
    "timer list": "timers",
    "timer cancel": "timer",
    "log add": "log",
    "log list": "logs",
    "log show": "log",
    "log edit": "log",
    "log edit --editor": "log-edits",
    "log delete": "logs",
    "log split": "logs",
    "log join": "log",
    "log mark": "logs",
    "log gaps": "gaps",
    "log fill": "log",
    "log move": "logs",
    "tag list": "tags",
    "tag rename": "tag-change",
    "tag merge": "tag-change",
    "tag delete": "tag-change",
    "add": "log",
    "service add": "service",
    "service list": "services",
    "service show": "service-show",
    "service edit": "service",
    "service delete": "service",
    "customer add": "customer",
    "customer list": "customers",
    "customer show": "customer-show",
    "customer edit": "customer",
    "customer delete": "customer",
    "billing preview": "preview",
    "billing item add": "item",
    "billing item list": "items",
    "billing item edit": "item",
    "billing item delete": "items",
    "billing retainer add": "invoice",
    "billing retainer list": "retainers",
    "billing issue": "invoices",
    "billing check": "billing-check",
    "billing unbilled": "unbilled",
    "billing list": "invoice-list",
    "billing ageing": "ageing",
    "billing totals": "billing-totals",
    "billing show": "invoice-show",
    "billing export": "export",
    "billing send": "invoices-sent",
    "billing pay": "invoices-sent",
    "billing unpay": "invoice-show",
    "billing credit": "invoice",
    "billing quote": "invoices",
    "billing quotes": "invoice-list",
    "billing accept": "invoice-show",
    "billing decline": "invoice-show",
    "billing number list": "number-series-list",
    "billing number set": "number-series",
    "billing template list": "templates",
    "billing template copy": "export",
    "billing template check": "template-check",
    "report": "report",
    "timesheet": "timesheet",
    "export": "exported",
    "import": "import",
    "today": "today",
    "week": "week",
    "calendar": "calendar",
    "balance": "balance",
    "dayoff add": "days-off",
    "dayoff list": "days-off",
    "dayoff delete": "days-off",
    "watch": "status",
    "prompt": "prompt",
    "shell-init": "shell-init",
    "undo": "undo",
    "redo": "undo",
    "history": "history",
    "history show": "history-show",
    "config list": "settings",
    "config get": "setting",
    "config set": "setting",
    "config unset": "setting",
    "config path": "path",
    "config edit": "config-edit",
    "hook list": "hooks",
    "hook path": "path",
    "hook check": "hook-check",
    "hook example": "event",
    "hook run": "hook-run",
    "db path": "path",
    "db check": "db-check",
    "db backup": "db-backup",
    "db restore": "db-restore",
    "db compact": "db-compact",
    "demo": "demo",
}
# What an option makes of it.
VARIANTS: dict[tuple[str, str], str] = {
    ("billing issue", "--summary"): "issue-summary",
    ("log add", "--from"): "logs",
}


def schema(name: str) -> dict[str, Any]:
    """A schema of ``reference/schemas``."""
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def names() -> list[str]:
    """The names of the schemas, without the parts they share."""
    return sorted(path.stem for path in SCHEMAS.glob("*.json") if path.stem != "common")
