"""The arithmetic of invoices: from worked seconds to lines, and from lines to a total.

Seconds are exact until they meet the price; a line is rounded, then lines are summed, and tax is
taken once for each rate on the sum of its lines. Every figure of an invoice adds up as printed.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from timelog_cli.domain.money import (
    ZERO,
    allocate,
    percent_of,
    plain,
    product,
    read_money,
    read_percentage,
    rounded,
    rounded_ratio,
    scaled,
    sum_of,
    written,
)
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

ROUNDINGS = ("up", "nearest", "down")
SCOPES = ("log", "line")
SHORTEST_QUANTITY = 2
LONGEST_QUANTITY = 8
_ENOUGH_PLACES = 40


class Increment(Frozen):
    """How worked time is rounded for billing: to multiples of ``seconds``, 0 or 1 for exactly.

    ``rounding`` is one of ``ROUNDINGS``; ``per`` one of ``SCOPES``, for the minimum as well;
    ``minimum`` is in seconds, 0 for none.
    """

    seconds: int = 0
    rounding: str = "up"
    per: str = "log"
    minimum: int = 0


NO_INCREMENT = Increment()


class Line(Frozen):
    """One line of an invoice, amounts in the invoice's currency and rounded to its digits.

    ``seconds`` are billed, ``worked_seconds`` are what the logs hold. ``gross`` is before the
    line's own discount, ``net`` after it. A ``tax_rate`` of ``None`` is a line that no tax
    applies to, which differs from a rate of zero.
    """

    position: int
    record: str
    description: str
    seconds: int
    worked_seconds: int
    quantity: Decimal
    unit: str
    unit_price: Decimal
    gross: Decimal
    discount: Decimal
    net: Decimal
    tax_rate: Decimal | None


class TaxLine(Frozen):
    """The tax of one rate: on which sum, and how much. The rate ``None`` carries no tax."""

    rate: Decimal | None
    base: Decimal
    tax: Decimal


class Totals(Frozen):
    """What stands below the lines. ``total = subtotal - discount + tax_total``, to the digit.

    ``taxes`` has one entry for each rate, the highest first, untaxed lines last; the bases add
    up to ``subtotal - discount`` and the taxes to ``tax_total``.
    """

    subtotal: Decimal
    discount: Decimal
    taxes: tuple[TaxLine, ...]
    tax_total: Decimal
    total: Decimal


class Discount(Frozen):
    """A discount on a whole invoice: a percentage of the subtotal, or else an amount."""

    percent: Decimal | None = None
    amount: Decimal | None = None


def billed_seconds(worked: Sequence[int], increment: Increment) -> int:
    """The seconds to bill for the logs of one line, rounded per log or on their sum.

    Exact multiples never change and ties in ``nearest`` go up. What is short of the minimum is
    lifted to it after rounding, but zero worked seconds stay zero: nothing was done.
    """
    if increment.per == "line":
        return _stepped(sum(worked), increment)
    return sum(_stepped(seconds, increment) for seconds in worked)


def _stepped(seconds: int, increment: Increment) -> int:
    if not seconds:
        return 0
    step = max(increment.seconds, 1)
    added = {"up": step - 1, "nearest": step // 2, "down": 0}[increment.rounding]
    return max((seconds + added) // step * step, increment.minimum)


def line_gross(seconds: int, price: Decimal, unit_seconds: int, currency: str) -> Decimal:
    """``seconds × price ÷ unit``, rounded once, at the end."""
    return rounded_ratio(product(price, seconds), unit_seconds, currency)


def line_discount(gross: Decimal, discount: Decimal | None, currency: str) -> Decimal:
    """The amount that a percentage takes off a line: rounded by itself, as it is printed.

    EN 16931 has the line's net follow from the printed amounts (BT-131, BT-136).
    """
    return rounded(percent_of(discount or ZERO, gross), currency)


def line_net(
    seconds: int, price: Decimal, unit_seconds: int, currency: str, discount: Decimal | None = None
) -> Decimal:
    """What a line costs before tax, less its discount in percent."""
    gross = line_gross(seconds, price, unit_seconds, currency)
    return gross - line_discount(gross, discount, currency)


def quantity(
    seconds: int, unit_seconds: int, price: Decimal, net: Decimal, currency: str
) -> Decimal:
    """The units a line shows: the shortest figure whose product with the price rounds to ``net``.

    ``net`` is before the line's discount. Two to eight digits after the point, rounded half up;
    where no such figure gives the net, one rounded the other way; more digits only where a unit
    costs so much that eight cannot tell one cent from the next.
    """
    for units, places in _quantities(seconds, unit_seconds):
        shown = scaled(units, places)
        if rounded(product(shown, price), currency) == net:
            return shown
    raise ValueError(f"{seconds} s at {price} are not {net} {currency}")


def _quantities(seconds: int, unit_seconds: int) -> Iterator[tuple[int, int]]:
    usual = range(SHORTEST_QUANTITY, LONGEST_QUANTITY + 1)
    for places in usual:
        yield (2 * seconds * 10**places + unit_seconds) // (2 * unit_seconds), places
    for places in (*usual, *range(LONGEST_QUANTITY + 1, _ENOUGH_PLACES)):
        below = seconds * 10**places // unit_seconds
        yield below + 1, places
        yield below, places


def priced_line(
    *,
    position: int,
    record: str,
    description: str,
    worked: Sequence[int],
    increment: Increment,
    price: Decimal,
    unit: str,
    unit_seconds: int,
    currency: str,
    discount: Decimal | None = None,
    tax_rate: Decimal | None = None,
) -> Line:
    """The line that bills logs of ``worked`` seconds each, discount and tax rate in percent."""
    seconds = billed_seconds(worked, increment)
    gross = line_gross(seconds, price, unit_seconds, currency)
    taken_off = line_discount(gross, discount, currency)
    return Line(
        position=position,
        record=record,
        description=description,
        seconds=seconds,
        worked_seconds=sum(worked),
        quantity=quantity(seconds, unit_seconds, price, gross, currency),
        unit=unit,
        unit_price=price,
        gross=gross,
        discount=taken_off,
        net=gross - taken_off,
        tax_rate=tax_rate,
    )


def read_discount(text: str, currency: str) -> Discount:
    """``10%`` of the subtotal, or ``100.00`` in the currency.

    :raises Unreadable: neither a percentage from 0 to 100 nor an amount of the currency
    """
    if "%" in text:
        return Discount(percent=read_percentage(text, "the discount"))
    return Discount(amount=read_money(text, "the discount", currency))


def discount_of(discount: Discount | None, subtotal: Decimal, currency: str) -> Decimal:
    """The amount that a document discount takes off a subtotal.

    :raises Refused: more than the subtotal
    """
    if discount is None:
        return zero(currency)
    if discount.percent is not None:
        return rounded(percent_of(discount.percent, subtotal), currency)
    amount = rounded(discount.amount or ZERO, currency)
    if amount > subtotal:
        raise Refused(
            f"the discount of {written(amount, currency)} {currency} is more than the subtotal "
            f"of {written(subtotal, currency)} {currency}",
            f"type --discount {written(subtotal, currency)} or less, or --discount 10%",
        )
    return amount


def zero(currency: str) -> Decimal:
    """Nothing, with the currency's digits."""
    return rounded(ZERO, currency)


def lines_by_rate(lines: Sequence[Line]) -> dict[Decimal | None, list[Line]]:
    """The lines of each tax rate, the highest rate first and untaxed lines last."""
    groups: dict[Decimal | None, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.tax_rate, []).append(line)
    return dict(sorted(groups.items(), key=lambda group: _rank(group[0]), reverse=True))


def _rank(rate: Decimal | None) -> Decimal:
    return Decimal(-1) if rate is None else rate


def totals(lines: Sequence[Line], currency: str, discount: Discount | None = None) -> Totals:
    """What an invoice of these lines comes to.

    A document discount is spread over the tax rates in proportion to their nets, leftover cents
    by largest remainder, ties to the highest rate. Tax is taken on what is left of each.

    :raises Refused: the discount is more than the subtotal
    """
    groups = lines_by_rate(lines)
    nets = [sum_of([line.net for line in group], currency) for group in groups.values()]
    subtotal = sum_of(nets, currency)
    taken_off = discount_of(discount, subtotal, currency)
    shares = allocate(taken_off, nets, currency, [_rank(rate) for rate in groups])
    bases = [net - share for net, share in zip(nets, shares, strict=True)]
    taxes = [_tax_line(rate, base, currency) for rate, base in zip(groups, bases, strict=True)]
    return added_up(subtotal, taken_off, taxes, currency)


def _tax_line(rate: Decimal | None, base: Decimal, currency: str) -> TaxLine:
    percentage = None if rate is None else Decimal(plain(rate))
    return TaxLine(percentage, base, rounded(percent_of(rate or ZERO, base), currency))


def added_up(
    subtotal: Decimal, discount: Decimal, taxes: Sequence[TaxLine], currency: str
) -> Totals:
    """Totals of rounded figures."""
    tax_total = sum_of([line.tax for line in taxes], currency)
    return Totals(subtotal, discount, tuple(taxes), tax_total, subtotal - discount + tax_total)


def amount_due(
    total: Decimal, currency: str, paid: Sequence[Decimal] = (), withheld: Decimal = ZERO
) -> Decimal:
    """What is left to pay of a total: less tax withheld by the customer, less payments.

    EN 16931 keeps it apart from the total (BT-115). Below zero it is owed to the customer.
    """
    return sum_of([total, withheld.copy_negate()], currency) - sum_of(paid, currency)


def due_date(issue_date: date, terms_days: int) -> date:
    """The last day for payment: so many calendar days after the date of issue.

    :raises Refused: negative terms, or a date past the calendar's end
    """
    if terms_days < 0:
        raise Refused(f"payment terms of {terms_days} days are negative", "type --terms 30d")
    try:
        return issue_date + timedelta(days=terms_days)
    except OverflowError as error:
        raise Refused(
            f"{terms_days} days after {issue_date} is past the end of the calendar",
            "type --terms 30d",
        ) from error
