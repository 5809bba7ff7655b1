"""Budgets in commands: the options that give one, and what is said of those that are used."""

from __future__ import annotations

from timelog_cli.cli.billing import issued_today
from timelog_cli.cli.fields import put
from timelog_cli.domain.budgets import read_budget, read_warn_percent
from timelog_cli.errors import UsageError
from timelog_cli.render.plain.budgets import warnings
from timelog_cli.usecases import budgets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.records import Budgets
    from timelog_cli.domain.budgets import BudgetUse
    from timelog_cli.domain.logs import Log


def budget_fields(given: Budgets, *, no_budget: bool = False) -> dict[str, Any]:
    """The fields of the budget.

    :param no_budget: take it away
    :raises UsageError: no time or money, no percentage, or taken away and given at once
    """
    fields: dict[str, Any] = {}
    put(fields, "budget", given["budget"], read_budget)
    put(fields, "warn_percent", given["warn"], read_warn_percent)
    if no_budget and fields:
        raise UsageError(
            "--no-budget cannot be used with --budget or --warn", "use only one of them"
        )
    return {"budget": None} if no_budget else fields


def budgets_of(context: Context, records: Iterable[int]) -> list[BudgetUse]:
    """The budgets of records and of their customers, with what is used of them."""
    return budgets.on_records(context.work, records, lambda: issued_today(context))


def crossed(context: Context, log: Log) -> tuple[str, ...]:
    """The warnings about budgets that a new log uses up, or uses beyond their warning mark."""
    return warnings(budgets.crossed(context.work, log, lambda: issued_today(context)))
