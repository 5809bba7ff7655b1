"""Budgets: what an edit makes of them, what is used of them, and which ones a log crosses."""

from __future__ import annotations

from timelog_cli.domain.budgets import in_currency
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.store.connection import Store

_NONE = dict.fromkeys(("budget_seconds", "budget_amount", "budget_currency", "budget_warn"))


def columns_of(
    said: Mapping[str, Any],
    before: Budget | None,
    currency: Callable[[Budget], str],
    line: str,
) -> dict[str, Any]:
    """The columns of a budget as it is after an edit; none where nothing is said of it.

    :param currency: what an amount is in, or why there is no such currency
    :param line: the command that hints begin with, such as ``timelog record edit case-1``
    :raises Refused: a warning mark without a budget
    """
    if "budget" not in said and "warn_percent" not in said:
        return {}
    kept = before and before.warn_percent
    budget, warn = said.get("budget", before), said.get("warn_percent", kept)
    if budget is None and said.get("warn_percent"):
        raise Refused("a warning mark needs a budget", f"{line} --budget 40h --warn {warn}%")
    if budget is None:
        return _NONE
    if "budget" in said and budget.amount is not None:
        budget = in_currency(budget, currency(budget))
    return {
        "budget_seconds": budget.seconds,
        "budget_amount": None if budget.amount is None else f"{budget.amount:f}",
        "budget_currency": budget.currency,
        "budget_warn": warn,
    }


def currency_of_record(budget: Budget, currency: str | None, line: str) -> str:
    """The currency of a record's budget of money, which is the one that the record is billed in.

    :raises Refused: the record has no rate, or is billed in another currency
    """
    amount = f"{budget.whole:f}"
    if currency is None:
        raise Refused(
            "a budget of money needs a rate on the record, which gives its currency",
            f"{line} --service SERVICE --budget {amount}",
        )
    _check_same(budget, currency, "the record is", line)
    return currency


def check_currency_stays(before: Budget | None, currency: str | None, line: str) -> None:
    """Refuse to bill in another currency than the budget that stays is in."""
    if before is not None and before.currency and currency not in {None, before.currency}:
        raise Refused(
            f"the budget is in {before.currency}, so it cannot be billed in {currency}",
            f"give a budget in {currency} too: {line} --budget AMOUNT",
        )


def currency_of_customer(
    store: Store, budget: Budget, customer_id: int | None, currency: str | None, line: str
) -> str:
    """The currency of a customer's budget of money: as it says, or as the customer is billed.

    :param currency: the customer's own
    :raises Refused: the customer is billed in another currency, in several, or in none yet
    """
    from timelog_cli.store.queries import budgets

    found = [currency] if currency else []
    if customer_id is not None and not found:
        found = budgets.currencies_of(store, customer_id)
    if len(found) == 1:
        _check_same(budget, found[0], "the customer is", line)
    if not budget.currency and len(found) != 1:
        why = "no record has a rate yet"
        if found:
            why = f"the records are billed in {' and '.join(found)}"
        amount = f"{budget.whole:f} {found[0] if found else 'EUR'}"
        raise Refused(f"the budget needs a currency: {why}", f"{line} --budget {typed(amount)}")
    return budget.currency or found[0]


def _check_same(budget: Budget, currency: str, who: str, line: str) -> None:
    if budget.currency not in {None, currency}:
        raise Refused(
            f"the budget is in {budget.currency}, but {who} billed in {currency}",
            f"{line} --budget {typed(f'{budget.whole:f} {currency}')}",
        )
