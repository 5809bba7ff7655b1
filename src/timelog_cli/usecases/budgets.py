"""Budgets: what an edit makes of them, what is used of them, and which ones a log crosses."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.budgets import BudgetUse, Owned, in_currency, spent
from timelog_cli.domain.money import ZERO
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused
from timelog_cli.store.queries import budgets as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.domain.documents.billable import Issuer, LeftToBill, Terms
    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.records import Customer, Record
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

    Bill = Callable[[], tuple[Issuer, Terms]]  # asked for only where money is counted

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
    found = [currency] if currency else []
    if customer_id is not None and not found:
        found = stored.currencies_of(store, customer_id)
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


def of_record(work: Work, record: Record, left: LeftToBill) -> BudgetUse | None:
    """The budget of a record, if it has one, with what is used of it.

    :param left: what is left to bill of the record
    """
    if record.budget is None:
        return None
    return _use(
        work, Owned(record.ref, None, record.id, record.budget), [record.id], lambda: [left]
    )


def of_customer(
    work: Work, customer: Customer, records: Iterable[int], left: Sequence[LeftToBill]
) -> BudgetUse | None:
    """The budget of a customer, if it has one, with what is used of it on its records.

    :param left: what is left to bill of each of the records
    """
    if customer.budget is None:
        return None
    owned = Owned(None, customer.name, customer.id, customer.budget)
    return _use(work, owned, list(records), lambda: left)


def on_records(work: Work, records: Iterable[int], bill: Bill) -> list[BudgetUse]:
    """The budgets of records and of their customers, with what is used of them."""
    return [_read(work, owned, bill) for owned in stored.of_records(work.store, records)]


def crossed(work: Work, log: Log, bill: Bill) -> list[BudgetUse]:
    """The budgets of which a new log uses the last, or a part beyond the warning mark."""
    found = []
    for owned in stored.of_records(work.store, [log.record_id]):
        use = _read(work, owned, bill)
        if use.level and use.level != use.budget.level(use.used - _part(work, use, log, bill)):
            found.append(use)
    return found


def _read(work: Work, owned: Owned, bill: Bill) -> BudgetUse:
    if owned.record:
        return _use(work, owned, [owned.id], lambda: [_left(work, owned.id, bill)])
    records = stored.records_of(work.store, owned.id)
    return _use(work, owned, records, lambda: _all_left(work, records, bill))


def _use(
    work: Work, owned: Owned, records: Sequence[int], left: Callable[[], Sequence[LeftToBill]]
) -> BudgetUse:
    whose, budget = (owned.record, owned.customer), owned.budget
    if budget.currency is None:
        seconds = stored.worked(work.store, records, work.now)
        return BudgetUse(*whose, budget, Decimal(seconds))
    unbilled = [
        (row.record.price.currency, row.net)
        for row in left()
        if row.record.price is not None and row.net is not None
    ]
    amounts = spent(stored.invoiced(work.store, records), unbilled, set(records))
    used = amounts.pop(budget.currency, budget.whole * 0)
    return BudgetUse(*whose, budget, used, amounts)


def _part(work: Work, use: BudgetUse, log: Log, bill: Bill) -> Decimal:
    """What of a budget a log uses."""
    if use.budget.currency is None:
        return Decimal(log.worked_seconds)
    with_it = _left(work, log.record_id, bill)
    price = with_it.record.price
    if price is None or price.currency != use.budget.currency or with_it.net is None:
        return ZERO
    without = _left(work, log.record_id, bill, frozenset([log.id])).net
    return with_it.net - (without or ZERO)


def _left(
    work: Work, record_id: int, bill: Bill, without: frozenset[int] = frozenset()
) -> LeftToBill:
    from timelog_cli.usecases.billing import unbilled

    return unbilled.of_record(work, record_id, *bill(), without=without)


def _all_left(work: Work, records: Sequence[int], bill: Bill) -> list[LeftToBill]:
    from timelog_cli.store.queries import unbilled as rows
    from timelog_cli.usecases.billing import unbilled
    from timelog_cli.usecases.billing.previews import BillingSelection

    found = rows.records(work.store, records)
    return unbilled.left_to_bill(work, found, BillingSelection(), *bill())
