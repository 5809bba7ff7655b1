"""What an invoice must come to, in exact fractions: written apart from the program it checks.

It takes plain figures and gives plain figures; nothing of the program is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

DIGITS = {"JPY": 0, "HUF": 2, "ISK": 0, "USD": 2, "EUR": 2, "KWD": 3, "BHD": 3}


@dataclass(frozen=True)
class Work:
    """What one line bills: seconds that were billed at a price for a unit of seconds."""

    seconds: int
    price: Fraction
    unit: int = 3600
    discount: Fraction = Fraction(0)
    rate: Fraction | None = None


@dataclass(frozen=True)
class Order:
    """A document: its lines, and what is said of the whole of it. Percentages are as said."""

    currency: str
    lines: Sequence[Work]
    included: bool = False
    discount_percent: Fraction | None = None
    discount_amount: Fraction = Fraction(0)
    surcharge: Fraction = Fraction(0)
    withholding: Fraction = Fraction(0)
    withheld_on_surcharge: bool = False
    prepaid: Fraction = Fraction(0)


@dataclass
class Figures:
    """What the document must say."""

    gross: list[Fraction] = field(default_factory=list)
    amount: list[Fraction] = field(default_factory=list)
    net: list[Fraction] = field(default_factory=list)
    subtotal: Fraction = Fraction(0)
    discount: Fraction = Fraction(0)
    surcharge: Fraction = Fraction(0)
    bases: dict[Fraction | None, Fraction] = field(default_factory=dict)
    taxes: dict[Fraction | None, Fraction] = field(default_factory=dict)
    net_total: Fraction = Fraction(0)
    tax_total: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    withheld: Fraction = Fraction(0)
    prepaid: Fraction = Fraction(0)
    payable: Fraction = Fraction(0)


def half_up(value: Fraction, digits: int) -> Fraction:
    """To so many digits, halves away from zero."""
    units = floor(abs(value) * 10**digits + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, 10**digits)


def spread(
    total: Fraction, weights: Sequence[Fraction], digits: int, ranks: Sequence[Fraction]
) -> list[Fraction]:
    """In proportion, cents left over by largest remainder, ties to the highest rank, the first."""
    cent = Fraction(1, 10**digits)
    whole = sum(weights)
    if not whole:
        return [Fraction(0) for _ in weights]
    exact = [total * weight / whole for weight in weights]
    shares = [floor(one / cent) * cent for one in exact]
    missing = int((total - sum(shares)) / cent)
    order = sorted(range(len(weights)), key=lambda at: (shares[at] - exact[at], -ranks[at], at))
    for at in order[:missing]:
        shares[at] += cent
    return shares


def tax_in(amount: Fraction, rate: Fraction | None, digits: int) -> Fraction:
    """The tax that an amount includes."""
    return half_up(amount * (rate or 0) / (100 + (rate or 0)), digits)


def figures(order: Order) -> Figures:
    """Every figure of the document."""
    digits = DIGITS[order.currency]
    made = Figures()
    for line in order.lines:
        gross = half_up(line.seconds * line.price / line.unit, digits)
        made.gross.append(gross)
        made.amount.append(gross - half_up(gross * line.discount / 100, digits))
    rates = sorted({line.rate for line in order.lines}, key=_rank, reverse=True)
    sums = {rate: _of_rate(order, made.amount, rate) for rate in rates}
    made.net = _nets(order, made.amount, sums)
    made.subtotal = sum(sums.values(), Fraction(0))
    made.discount = order.discount_amount
    if order.discount_percent is not None:
        made.discount = half_up(made.subtotal * order.discount_percent / 100, digits)
    ranks = [_rank(rate) for rate in rates]
    off = spread(made.discount, [sums[rate] for rate in rates], digits, ranks)
    left = {rate: sums[rate] - share for rate, share in zip(rates, off, strict=True)}
    made.surcharge = half_up((made.subtotal - made.discount) * order.surcharge / 100, digits)
    on = spread(made.surcharge, [left[rate] for rate in rates], digits, ranks)
    for rate, share in zip(rates, on, strict=True):
        charged = left[rate] + share
        if order.included:
            made.taxes[rate] = tax_in(charged, rate, digits)
            made.bases[rate] = charged - made.taxes[rate]
        else:
            made.taxes[rate] = half_up(charged * (rate or 0) / 100, digits)
            made.bases[rate] = charged
    made.net_total = sum(made.bases.values(), Fraction(0))
    made.tax_total = sum(made.taxes.values(), Fraction(0))
    made.total = made.net_total + made.tax_total
    withheld_on = made.net_total
    if not order.withheld_on_surcharge:
        withheld_on = sum(left.values(), Fraction(0))
        if order.included:
            withheld_on -= sum(tax_in(left[rate], rate, digits) for rate in rates)
    made.withheld = half_up(withheld_on * order.withholding / 100, digits)
    made.prepaid = order.prepaid
    made.payable = made.total - made.withheld - made.prepaid
    return made


def _rank(rate: Fraction | None) -> Fraction:
    return Fraction(-1) if rate is None else rate


def _of_rate(order: Order, amounts: Sequence[Fraction], rate: Fraction | None) -> Fraction:
    pairs = zip(order.lines, amounts, strict=True)
    return sum((amount for line, amount in pairs if line.rate == rate), Fraction(0))


def _nets(
    order: Order, amounts: Sequence[Fraction], sums: dict[Fraction | None, Fraction]
) -> list[Fraction]:
    """The amounts without tax; where it is included, the nets of a rate share what is not tax."""
    if not order.included:
        return list(amounts)
    digits, nets = DIGITS[order.currency], list(amounts)
    for rate, whole in sums.items():
        places = [at for at, line in enumerate(order.lines) if line.rate == rate]
        net = whole - tax_in(whole, rate, digits)
        shares = spread(net, [amounts[at] for at in places], digits, [Fraction(0)] * len(places))
        for at, share in zip(places, shares, strict=True):
            nets[at] = share
    return nets
