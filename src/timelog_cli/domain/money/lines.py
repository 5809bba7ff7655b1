"""The arithmetic of an invoice's lines: from worked seconds to quantities and amounts.

Seconds are exact until they meet the price, and a line is rounded once. What the lines come to
is in ``totals``.
"""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.money import (
    ZERO,
    percent_of,
    product,
    rounded,
    rounded_ratio,
    scaled,
)
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


class PricedLine(Frozen):
    """One line of an invoice, amounts in the invoice's currency and rounded to its digits.

    ``seconds`` are billed, ``worked_seconds`` are what the logs hold. ``gross`` is before the
    line's own discount, ``amount`` after it; both include tax where the price does. ``net`` is
    what of the amount is not tax. A ``tax_rate`` of ``None`` is a line that no tax applies to,
    which differs from a rate of zero.
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

    @property
    def amount(self) -> Decimal:
        """What the line costs as it is priced: gross less its discount."""
        return self.gross - self.discount


def billed_seconds(worked: Sequence[int], increment: Increment) -> int:
    """The seconds to bill for the logs of one line, rounded per log or on their sum.

    Exact multiples never change and ties in ``nearest`` go up. What is short of the minimum is
    lifted to it after rounding, but zero worked seconds stay zero: nothing was done.
    """
    exactly = increment.seconds <= 1 and not increment.minimum
    if exactly or increment.per == "line":
        return _stepped(sum(worked), increment)
    return sum(_stepped(seconds, increment) for seconds in worked)


def _stepped(seconds: int, increment: Increment) -> int:
    if not seconds:
        return 0
    step = max(increment.seconds, 1)
    added = {"up": step - 1, "nearest": step // 2, "down": 0}[increment.rounding]
    return max((seconds + added) // step * step, increment.minimum)


def line_gross(seconds: int, price: Decimal, unit_seconds: int, currency: str) -> Decimal:
    """``seconds × price ÷ unit``, rounded once, at the end; a flat price has no unit of time."""
    if not unit_seconds:
        return rounded(price, currency)
    return rounded_ratio(product(price, seconds), unit_seconds, currency)


def line_discount(gross: Decimal, discount: Decimal | None, currency: str) -> Decimal:
    """The amount that a percentage takes off a line: rounded by itself, as it is printed.

    EN 16931 has the line's net follow from the printed amounts (BT-131, BT-136).
    """
    return rounded(percent_of(discount or ZERO, gross), currency)


def quantity(
    seconds: int, unit_seconds: int, price: Decimal, net: Decimal, currency: str
) -> Decimal:
    """The units a line shows: the shortest figure whose product with the price rounds to ``net``.

    ``net`` is before the line's discount. Two to eight digits after the point, rounded half up;
    where no such figure gives the net, one rounded the other way; more digits only where a unit
    costs so much that eight cannot tell one cent from the next.
    """
    if not unit_seconds:
        return Decimal(1)
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
) -> PricedLine:
    """The line that bills logs of ``worked`` seconds each, discount and tax rate in percent.

    A flat price, of a unit of no seconds, is billed once for all of them.

    Where the price includes tax, ``totals.without_tax`` gives the line its net.
    """
    seconds = billed_seconds(worked, increment) if unit_seconds else sum(worked)
    gross = line_gross(seconds, price, unit_seconds, currency)
    taken_off = line_discount(gross, discount, currency)
    return PricedLine(
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
