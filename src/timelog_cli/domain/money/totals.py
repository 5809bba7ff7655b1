"""What an invoice comes to: lines, discount, surcharge, taxes, withholding, prepayment."""

from __future__ import annotations

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
    sum_of,
    with_currency,
    written,
)
from timelog_cli.domain.money.currencies import quoted
from timelog_cli.domain.text import one_line
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.money.lines import PricedLine

NONE = "none"
_LONGEST_NAME = 100


class NamedPercent(Frozen):
    """A percentage, and the name that a document prints for it."""

    percent: Decimal
    name: str

    def __str__(self) -> str:
        return f"{plain(self.percent)}% {self.name}"


class Charges(Frozen):
    """What counts for one document.

    ``withheld_on_surcharge`` is whether the surcharge is part of what the withholding is on;
    ``prepaid`` was paid before the document was made.
    """

    surcharge: NamedPercent | None = None
    withholding: NamedPercent | None = None
    withheld_on_surcharge: bool = False
    prepaid: Decimal = ZERO


NO_CHARGES = Charges()


def read_charge(text: str, what: str) -> NamedPercent | None:
    """A percentage with its name, as ``4% INPS contribution``; ``None`` for ``none``.

    :param what: how errors name it, as ``the surcharge``
    :raises UsageError: no percentage from 0 to 100, or no name
    """
    if text.strip().lower() == NONE:
        return None
    number, sign, name = text.partition("%")
    if not (sign and name.strip()):
        raise UsageError(
            f"{what} {quoted(text)} must be a percentage followed by a name",
            'give both, such as "4% Pension fund", or none',
        )
    return NamedPercent(read_percentage(f"{number}%", what), one_line(name, what, _LONGEST_NAME))


def charge_text(text: str, what: str) -> str:
    """What ``read_charge`` reads, as it is kept."""
    charge = read_charge(text, what)
    return NONE if charge is None else str(charge)


def nearest_charge(own: str | None, general: NamedPercent | None, what: str) -> NamedPercent | None:
    """The charge of a customer where one is set, ``none`` included, else the general one."""
    return general if own is None else read_charge(own, what)


_HUNDRED = 100


class TaxLine(Frozen):
    """The tax of one rate: on which base, and how much. The rate ``None`` carries no tax.

    ``discount`` and ``surcharge`` are the parts of the document's that this rate carries; they
    include tax where prices do. The base never does.
    """

    rate: Decimal | None
    base: Decimal
    tax: Decimal
    discount: Decimal = ZERO
    surcharge: Decimal = ZERO

    def charged(self, includes_tax: bool) -> Decimal:
        """What the tax is taken on, or out of: lines less discount, with surcharge."""
        return self.base + self.tax if includes_tax else self.base


class Totals(Frozen):
    """What stands below the lines. Every sum holds to the digit.

    ``net_total + tax_total = total``. Subtotal, discount and surcharge are in the prices' way:
    ``total = subtotal - discount + surcharge``, where prices do not include tax with
    ``+ tax_total``. ``withheld_on`` is what the withholding is a percentage of.

    ``taxes`` has one entry for each rate, the highest first, untaxed lines last; the bases add
    up to ``net_total`` and the taxes to ``tax_total``.
    """

    subtotal: Decimal
    discount: Decimal
    taxes: tuple[TaxLine, ...]
    tax_total: Decimal
    total: Decimal
    surcharge: Decimal = ZERO
    withheld_on: Decimal = ZERO
    withheld: Decimal = ZERO
    prepaid: Decimal = ZERO

    @property
    def net_total(self) -> Decimal:
        """The total without tax."""
        return self.total - self.tax_total

    @property
    def payable(self) -> Decimal:
        """What is to be paid: the total less what is withheld and what was paid before.

        EN 16931 keeps it apart from the total (BT-112, BT-115).
        """
        return self.total - self.withheld - self.prepaid


class Discount(Frozen):
    """A discount on a whole invoice: a percentage of the subtotal, or else an amount."""

    percent: Decimal | None = None
    amount: Decimal | None = None


def read_discount(text: str, currency: str) -> Discount:
    """``10%`` of the subtotal, or ``100.00`` in the currency.

    :raises UsageError: neither a percentage from 0 to 100 nor an amount of the currency
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
            f"the discount of {with_currency(amount, currency)} exceeds the subtotal of"
            f" {with_currency(subtotal, currency)}",
            f"use --discount {written(subtotal, currency)} or less,"
            " or a percentage such as --discount 10%",
        )
    return amount


def zero(currency: str) -> Decimal:
    """Nothing, with the currency's digits."""
    return rounded(ZERO, currency)


def lines_by_rate(lines: Sequence[PricedLine]) -> dict[Decimal | None, list[PricedLine]]:
    """The lines of each tax rate, the highest rate first and untaxed lines last."""
    groups: dict[Decimal | None, list[PricedLine]] = {}
    for line in lines:
        groups.setdefault(line.tax_rate, []).append(line)
    return dict(sorted(groups.items(), key=lambda group: _rank(group[0]), reverse=True))


def _rank(rate: Decimal | None) -> Decimal:
    return Decimal(-1) if rate is None else rate


def tax_ratio(rate: Decimal | None, includes_tax: bool) -> tuple[Decimal, int]:
    """Numerator and denominator of the tax in an amount: r/100, or r/(100 + r) where included."""
    if not includes_tax:
        return rate or ZERO, _HUNDRED
    whole, parts = (_HUNDRED + (rate or ZERO)).as_integer_ratio()
    return product(rate or ZERO, parts), whole


def tax_of(amount: Decimal, rate: Decimal | None, currency: str, *, includes_tax: bool) -> Decimal:
    """The tax on an amount, or that an amount includes, rounded once."""
    numerator, denominator = tax_ratio(rate, includes_tax)
    return rounded_ratio(product(amount, numerator), denominator, currency)


def without_tax(lines: Sequence[PricedLine], currency: str) -> list[PricedLine]:
    """The lines with their nets, where prices include tax.

    Of each rate the tax is taken once out of the sum of its lines; the nets add up to the rest,
    in proportion, leftover cents by largest remainder, ties to the earliest line.
    """
    nets: dict[int, Decimal] = {}
    for rate, group in lines_by_rate(lines).items():
        amounts = [line.amount for line in group]
        whole = sum_of(amounts, currency)
        net = whole - tax_of(whole, rate, currency, includes_tax=True)
        shares = allocate(net, amounts, currency, [0 for _ in group])
        nets.update(zip([line.position for line in group], shares, strict=True))
    return [line._replace(net=nets[line.position]) for line in lines]


def totals(
    lines: Sequence[PricedLine],
    currency: str,
    discount: Discount | None = None,
    charges: Charges = NO_CHARGES,
    *,
    includes_tax: bool = False,
) -> Totals:
    """What an invoice of these lines comes to.

    A document discount, and then a surcharge on what it leaves, are spread over the tax rates in
    proportion, leftover cents by largest remainder, ties to the highest rate. Tax is taken on
    what that makes of each, or out of it.

    :raises Refused: the discount is more than the subtotal, or more is prepaid than is to be paid
    """
    groups = lines_by_rate(lines)
    ranks = [_rank(rate) for rate in groups]
    sums = [sum_of([line.amount for line in group], currency) for group in groups.values()]
    subtotal = sum_of(sums, currency)
    taken_off = discount_of(discount, subtotal, currency)
    discounts = allocate(taken_off, sums, currency, ranks)
    left = [whole - share for whole, share in zip(sums, discounts, strict=True)]
    added = _part(charges.surcharge and charges.surcharge.percent, subtotal - taken_off, currency)
    surcharges = allocate(added, left, currency, ranks)
    taxes = [
        _tax_line(*figures, currency, includes_tax)
        for figures in zip(groups, left, discounts, surcharges, strict=True)
    ]
    figures = added_up(subtotal, taken_off, added, taxes, currency)
    if charges.withholding:
        on = figures.net_total
        if not charges.withheld_on_surcharge:
            on = _net_of_rates(list(zip(groups, left, strict=True)), currency, includes_tax)
        withheld = _part(charges.withholding.percent, on, currency)
        figures = figures._replace(withheld_on=on, withheld=withheld)
    return _less_prepaid(figures, charges.prepaid, currency)


def _net_of_rates(
    amounts: Sequence[tuple[Decimal | None, Decimal]], currency: str, includes_tax: bool
) -> Decimal:
    whole = sum_of([amount for _, amount in amounts], currency)
    if not includes_tax:
        return whole
    taxes = [tax_of(amount, rate, currency, includes_tax=True) for rate, amount in amounts]
    return whole - sum_of(taxes, currency)


def _part(percent: Decimal | None, amount: Decimal, currency: str) -> Decimal:
    return rounded(percent_of(percent or ZERO, amount), currency)


def _tax_line(
    rate: Decimal | None,
    left: Decimal,
    discount: Decimal,
    surcharge: Decimal,
    currency: str,
    includes_tax: bool,
) -> TaxLine:
    percentage = None if rate is None else Decimal(plain(rate))
    charged = left + surcharge
    tax = tax_of(charged, rate, currency, includes_tax=includes_tax)
    base = charged - tax if includes_tax else charged
    return TaxLine(percentage, base, tax, discount, surcharge)


def added_up(
    subtotal: Decimal,
    discount: Decimal,
    surcharge: Decimal,
    taxes: Sequence[TaxLine],
    currency: str,
) -> Totals:
    """Totals of rounded figures; nothing is withheld."""
    tax_total = sum_of([line.tax for line in taxes], currency)
    total = sum_of([line.base for line in taxes], currency) + tax_total
    nothing = zero(currency)
    return Totals(
        *(subtotal, discount, tuple(taxes), tax_total, total, surcharge),
        *(nothing, nothing, nothing),
    )


def _less_prepaid(figures: Totals, prepaid: Decimal, currency: str) -> Totals:
    if prepaid > figures.payable:
        most = written(figures.payable, currency)
        raise Refused(
            f"the prepayment of {with_currency(prepaid, currency)} exceeds the amount due"
            f" of {most} {currency}",
            f"use --prepaid {most} or less",
        )
    return figures._replace(prepaid=rounded(prepaid, currency))
