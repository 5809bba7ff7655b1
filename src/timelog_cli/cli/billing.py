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
from timelog_cli.cli.billing_common import group

__all__ = [
    "billing_items",
    "billing_life",
    "billing_making",
    "billing_overview",
    "billing_quotes",
    "billing_ready",
    "billing_templates",
    "group",
]
