"""Budgets for people: what is used of them as a bar with figures, and as warnings."""

from __future__ import annotations

from timelog_cli.domain.budgets import NEAR, OVER
from timelog_cli.domain.money import with_currency, written
from timelog_cli.domain.text import shown
from timelog_cli.render.plain import clock, styled
from timelog_cli.render.shapes import budget_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.budgets import Budget, BudgetUse

_STYLES = {OVER: "over_budget", NEAR: "near_budget"}
_WIDE = 10


def budget_facts(budget: Budget | None) -> list[tuple[str, str | None]]:
    """A budget, and at how much of it to warn where that is not the usual percentage."""
    if budget is None:
        return [("budget", None), ("budget warning", None)]
    warn = f"at {budget.warn_percent}%" if budget.warn_percent else None
    return [("budget", _part(budget, budget.whole)), ("budget warning", warn)]


def _part(budget: Budget, part: Decimal) -> str:
    """A part of a budget: ``8:30``, ``1500.00 EUR``."""
    if budget.currency is None:
        return clock(int(part))
    return with_currency(part, budget.currency)


def figures(use: BudgetUse) -> str:
    """``8:30 of 10:00, 1:30 left``; ``170.00 of 200.00 USD, 30.00 left``."""
    budget = use.budget
    used, rest = (
        clock(int(part)) if budget.currency is None else written(part, budget.currency)
        for part in (use.used, abs(use.left))
    )
    return f"{used} of {_part(budget, budget.whole)}, {rest} {'over' if use.left < 0 else 'left'}"


def _aside(use: BudgetUse) -> list[str]:
    return [f"{with_currency(amount, code)} not counted" for code, amount in use.aside.items()]


def used_text(use: BudgetUse | None) -> str | None:
    """``████████░░ 85%, 8:30 of 10:00, 1:30 left``; what is not counted has its own lines."""
    return None if use is None else "\n".join((_bar(use), *_aside(use)))


def _bar(use: BudgetUse) -> str:
    filled = min(max(use.percent, 0), 100) * _WIDE // 100
    return f"{'█' * filled}{'░' * (_WIDE - filled)} {use.percent}%, {figures(use)}"


def used_style(level: str | None) -> str:
    """The style of a budget that is used so far; nothing where that is far from all of it."""
    return _STYLES.get(level or "", "")


def used_styles(use: BudgetUse | None) -> dict[str, str]:
    """The style of the field of a budget, as ``fields`` takes it."""
    style = used_style(use and use.level)
    return {"budget": style} if style else {}


def status_lines(used: Sequence[BudgetUse], *, color: bool) -> list[str]:
    """What is used of the budgets of timers, a line each."""
    return [
        f"  budget of {shown(use.name)}: {styled(_bar(use), style, color) if style else _bar(use)}"
        for use, style in ((use, used_style(use.level)) for use in used)
    ]


def warnings(used: Sequence[BudgetUse]) -> tuple[str, ...]:
    """The warnings about budgets that are nearly used, or more than used."""
    return tuple(_warning(use) for use in used if use.level)


def _warning(use: BudgetUse) -> str:
    said = "; ".join((figures(use), *_aside(use)))
    if use.level == OVER:
        return f"{use.name} is over its budget: {said}"
    return f"{use.name} has used {use.percent}% of its budget: {said}"


def by_owner(used: Sequence[BudgetUse]) -> tuple[dict[str, BudgetUse], dict[str, BudgetUse]]:
    """The budgets of records by reference, and those of customers by name."""
    return (
        {use.record: use for use in used if use.record},
        {use.customer: use for use in used if use.customer},
    )


def used_shape(use: BudgetUse | None) -> dict[str, Any]:
    """What is used of a budget, and what is left."""
    budget = use and use.budget
    currency = budget and budget.currency
    money = use is not None and currency is not None
    return {
        "budget_used_seconds": int(use.used) if use and not money else None,
        "budget_used_amount": written(use.used, currency) if use and currency else None,
        "budget_left_seconds": int(use.left) if use and not money else None,
        "budget_left_amount": written(use.left, currency) if use and currency else None,
        "budget_used_percent": use and use.percent,
        "budget_other_amounts": {
            code: written(amount, code) for code, amount in (use.aside if use else {}).items()
        },
    }


def use_shape(use: BudgetUse) -> dict[str, Any]:
    """A budget with whose it is, and what is used of it."""
    whose = {"record": use.record, "customer": use.customer}
    return {**whose, **budget_shape(use.budget), **used_shape(use)}
