"""Budgets of records and customers: hours or money, how much of them is used, when to warn."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.documents.comparison import billed_of
from timelog_cli.domain.money import product, read_amount, rounded, sum_of, written
from timelog_cli.domain.money.currencies import codes, quoted
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from timelog_cli.domain.documents.comparison import BilledLine

USUAL_WARN_PERCENT = 80
OVER, NEAR = "over", "near"
_WHOLE = 100
_HINT = "use a {} such as 40h or 2000.00"


class Budget(Frozen):
    """Seconds of work, or an amount of a currency.

    From ``warn_percent`` of it on is warned; ``None`` is the usual percentage.
    """

    seconds: int | None
    amount: Decimal | None = None
    currency: str | None = None
    warn_percent: int | None = None

    @property
    def whole(self) -> Decimal:
        """Its seconds, or its amount."""
        return Decimal(self.seconds or 0) if self.amount is None else self.amount

    @property
    def warns_at(self) -> int:
        """The percentage from which on is warned."""
        return self.warn_percent or USUAL_WARN_PERCENT

    def level(self, used: Decimal) -> str:
        """``over`` the budget, ``near`` it from the warning mark on, or nothing."""
        if used > self.whole:
            return OVER
        return NEAR if product(used, _WHOLE) >= product(self.whole, self.warns_at) else ""


class Owned(Frozen):
    """A budget, with the reference of its record or the name of its customer, and the number."""

    record: str | None
    customer: str | None
    id: int
    budget: Budget


class BudgetUse(Frozen):
    """The budget of a record or a customer, and the seconds or the amount used of it.

    ``aside`` is what is spent in other currencies, which it does not count.
    """

    record: str | None
    customer: str | None
    budget: Budget
    used: Decimal
    aside: Mapping[str, Decimal] = {}

    @property
    def name(self) -> str:
        """Whose budget it is."""
        return self.record or self.customer or ""

    @property
    def left(self) -> Decimal:
        """What is not used; below zero what is used beyond it."""
        return self.budget.whole - self.used

    @property
    def percent(self) -> int:
        """How much is used, in whole percent, rounded down."""
        return int(product(self.used, _WHOLE) // self.budget.whole)

    @property
    def level(self) -> str:
        """``over``, ``near``, or nothing."""
        return self.budget.level(self.used)


def spent(
    invoiced: Mapping[str, Sequence[BilledLine]],
    left: Iterable[tuple[str, Decimal]],
    records: Collection[int],
) -> dict[str, Decimal]:
    """What lines bill of records and what is left to bill of them, by currency, without zeros."""
    found = {
        currency: [_share(line, records, currency) for line in lines]
        for currency, lines in invoiced.items()
    }
    for currency, amount in left:
        found.setdefault(currency, []).append(amount)
    sums = {currency: sum_of(amounts, currency) for currency, amounts in found.items()}
    return {currency: amount for currency, amount in sorted(sums.items()) if amount}


def _share(line: BilledLine, records: Collection[int], currency: str) -> Decimal:
    if all(one in records for one in line.shares):
        return line.amount
    shares = [billed_of(one, [line], currency).amount for one in line.shares if one in records]
    return sum_of(shares, currency)


def read_budget(text: str, what: str = "budget") -> Budget:
    """``40h``, ``2000.00`` or ``2000.00 EUR``; an amount is in the currency that it names, if any.

    :param what: how errors call it
    :raises UsageError: neither a duration nor an amount, or none of it
    """
    if not any(one in "0123456789" for one in text):
        raise _neither(text, what)
    if not any(one in "123456789" for one in text):
        raise UsageError(f"the {what} {quoted(text)} is zero", _HINT.format(what))
    code = "".join(one for one in text if one.isalpha())
    named = code if code.upper() in codes() else ""
    if (code and not named) or ":" in text:
        return Budget(_seconds(text, what))
    amount = read_amount(text.replace(named, "", 1), f"the {what}")
    return Budget(None, amount, named.upper() or None)


def _seconds(text: str, what: str) -> int:
    from timelog_cli.domain.time.durations import read_duration

    try:
        return read_duration(text)
    except UsageError as wrong:
        raise (wrong if text.strip().startswith("-") else _neither(text, what)) from wrong


def _neither(text: str, what: str) -> UsageError:
    message = f"the {what} {quoted(text)} is neither a duration nor an amount"
    return UsageError(message, _HINT.format(what))


def in_currency(budget: Budget, currency: str, what: str = "budget") -> Budget:
    """A budget of money in a currency.

    :param what: how errors call it
    :raises UsageError: finer than its smallest unit
    """
    amount = budget.whole
    if amount != rounded(amount, currency):
        raise UsageError(
            f"the {what} {amount:f} has too many decimal places for {currency}",
            f"use {written(amount, currency)}",
        )
    return budget._replace(amount=rounded(amount, currency), currency=currency)


def read_warn_percent(text: str) -> int:
    """The percentage of a budget from which on to warn, 1 to 100.

    :raises UsageError: no whole number in that range
    """
    number = text.strip().removesuffix("%").rstrip()
    digits = number.isascii() and number.isdigit() and len(number) <= len(str(_WHOLE))
    if not digits or not 1 <= int(number) <= _WHOLE:
        raise UsageError(
            f"the warning mark {quoted(text)} is not a whole percentage from 1 to 100",
            "use a percentage such as --warn 80%",
        )
    return int(number)
