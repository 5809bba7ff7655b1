"""Money: currencies, amounts, percentages, and rounding that loses nothing before it rounds.

Amounts are ``Decimal`` in the currency's main unit. Rounding is half up, away from zero for what
is below it, to the digits ISO 4217 gives the currency. Whatever is not meant to round is computed
in a context where losing a digit is an error.
"""

from __future__ import annotations

from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)

from timelog_cli.domain.money.currencies import digits, quoted, read_currency
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "HIGHEST_RATE",
    "HIGHEST_RATE_OF_SMALL_UNITS",
    "ZERO",
    "allocate",
    "digits",
    "percent_of",
    "plain",
    "product",
    "ratio_bounds",
    "read_amount",
    "read_currency",
    "read_money",
    "read_percentage",
    "read_rate",
    "rounded",
    "rounded_ratio",
    "scaled",
    "sum_of",
    "units_of",
    "written",
    "written_price",
]

ZERO = Decimal(0)
MAXIMUM_PERCENTAGE = Decimal(100)
HIGHEST_RATE = Decimal(1_000_000)
HIGHEST_RATE_OF_SMALL_UNITS = Decimal(10_000_000_000)

_CODE_LETTERS = 3
_WHOLE_DIGITS = 12
_FRACTION_DIGITS = 8
_THOUSANDS = 3
_PRECISION = 200

# Where a million is the price of an hour or a day of work.
_SMALL_UNITS = """
ARS BIF CDF CLP COP CRC GNF HUF IDR IQD IRR ISK JPY KHR KRW KZT LAK LBP MGA MMK MNT MWK NGN PYG
RWF SYP TZS UGX UZS VND XAF XOF YER
"""

# One unit of a currency of so many digits.
_SMALLEST = [Decimal((0, (1,), -places)) for places in range(5)]

_EXACT = Context(prec=_PRECISION, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])
_ROUNDING = Context(prec=_PRECISION, traps=[InvalidOperation, DivisionByZero, Overflow])


def read_amount(text: str, what: str, *, signed: bool = False) -> Decimal:
    """An amount typed in plain digits, with a point or else a comma before the fraction.

    Twelve digits before the point and eight after it are the most. ``what`` is how errors name
    the amount; with ``signed`` it may begin with a sign. ``1,200`` is refused: it is one and a
    fifth to some and twelve hundred to others.

    :raises UsageError: not such an amount
    """
    number = text.strip()
    unsigned = number[1:] if number[:1] in ("-", "+") else number
    whole, fraction = _halves(unsigned, text, what)
    if unsigned != number and not signed:
        raise UsageError(f"{what} cannot have a sign: {quoted(text)}", f"use {unsigned.strip()}")
    if "," in number and len(fraction) == _THOUSANDS >= len(whole) and whole[0] != "0":
        raise UsageError(
            f"{what} {quoted(text)} is ambiguous",
            f"use {whole}{fraction} or {whole}.{fraction}",
        )
    value = _joined(whole, fraction)
    return value.copy_negate() if number[:1] == "-" and value else value


def read_money(text: str, what: str, currency: str, *, signed: bool = False) -> Decimal:
    """An amount as by ``read_amount`` that the currency has the digits for.

    The currency may stand beside it: ``66.50 EUR``.

    :raises UsageError: no amount, of another currency, or finer than the smallest unit of this one
    """
    amount = read_amount(_without_currency(text, what, currency), what, signed=signed)
    if amount != rounded(amount, currency):
        nearest = rounded(amount, currency) or _smallest(currency)
        raise UsageError(
            f"{what} {quoted(text)} has too many decimal places for {currency}",
            f"use {written(nearest, currency)}",
        )
    return rounded(amount, currency)


def _has_digits(text: str) -> bool:
    return any("0" <= one <= "9" for one in text)


def _without_currency(text: str, what: str, currency: str) -> str:
    code = "".join(one for one in text if one.isalpha())
    if len(code) != _CODE_LETTERS or code not in text or not _has_digits(text):
        return text
    if code.upper() != currency:
        raise UsageError(
            f"{what} {quoted(text)} is not in {currency}", f"give the amount in {currency}"
        )
    return text.replace(code, "").strip()


def _halves(number: str, text: str, what: str) -> tuple[str, str]:
    whole, point, fraction = number.partition("," if "," in number else ".")
    if not (_is_digits(whole) and (_is_digits(fraction) or not point)):
        raise UsageError(
            f"{what} {quoted(text)} is not an amount",
            "use digits and a decimal point, such as 66.50",
        )
    if len(whole) > _WHOLE_DIGITS or len(fraction) > _FRACTION_DIGITS:
        raise UsageError(
            f"{what} {quoted(text)} has too many digits",
            f"use at most {_WHOLE_DIGITS} digits before the point and {_FRACTION_DIGITS} after it",
        )
    return whole, fraction


def _joined(whole: str, fraction: str) -> Decimal:
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def read_rate(text: str, currency: str = "", what: str = "the rate") -> Decimal:
    """A price for a unit of time, zero or more, in the currency's main unit.

    More than a million is taken for a slip of the keyboard, except in a ``currency`` of which a
    million is not much, such as VND.

    :raises UsageError: no amount, negative, or absurd
    """
    rate = read_amount(text, what)
    small = currency in _SMALL_UNITS.split()
    highest = HIGHEST_RATE_OF_SMALL_UNITS if small else HIGHEST_RATE
    if rate > highest:
        raise UsageError(f"{what} {quoted(text)} is too high", f"use {highest} or less")
    return rate


def read_percentage(text: str, what: str) -> Decimal:
    """A percentage from 0 to 100, with or without its sign; ``22.0 %`` is the same as ``22``.

    :raises UsageError: no number, or out of that range
    """
    try:
        number = text.strip().removesuffix("%").rstrip()
        percentage = _joined(*_halves(number, text, what))
    except UsageError as wrong:
        raise UsageError(
            f"{what} {quoted(text)} is not a percentage", "use a number from 0 to 100, such as 22%"
        ) from wrong
    if percentage > MAXIMUM_PERCENTAGE:
        raise UsageError(
            f"{what} {quoted(text)} is more than 100%", "use a number from 0 to 100, such as 22%"
        )
    return Decimal(plain(percentage))


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros at its end: a percentage, a plain factor."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def rounded(value: Decimal, currency: str) -> Decimal:
    """An amount rounded half up, away from zero if negative, to the currency's digits."""
    result = value.quantize(_smallest(currency), rounding=ROUND_HALF_UP, context=_ROUNDING)
    return result if result else result.copy_abs()


def _smallest(currency: str) -> Decimal:
    return _SMALLEST[digits(currency)]


def rounded_ratio(numerator: Decimal | int, denominator: int, currency: str) -> Decimal:
    """``numerator / denominator`` rounded as by ``rounded``, the quotient taken exactly.

    The denominator is positive. Integer arithmetic: a quotient in any ``Decimal`` context could
    be cut short just beside a tie.
    """
    count, parts = numerator.as_integer_ratio()
    count *= 10 ** digits(currency)
    parts *= denominator
    units = (2 * abs(count) + parts) // (2 * parts)
    return scaled(-units if count < 0 else units, digits(currency))


def ratio_bounds(numerator: Decimal, denominator: int, currency: str) -> tuple[Decimal, Decimal]:
    """The last amount of the currency not above ``numerator / denominator``, the first not below.

    The denominator is positive.
    """
    count, parts = numerator.as_integer_ratio()
    count *= 10 ** digits(currency)
    below = count // (parts * denominator)
    above = -(-count // (parts * denominator))
    return scaled(below, digits(currency)), scaled(above, digits(currency))


def scaled(units: int, places: int) -> Decimal:
    """An integer count of the ``places``-th decimal place, as in 13500, 2 → 135.00."""
    return Decimal(units).scaleb(-places, context=_EXACT)


def product(one: Decimal | int, other: Decimal | int) -> Decimal:
    """``one × other``, every digit of it."""
    return _EXACT.multiply(Decimal(one), Decimal(other))


def percent_of(percentage: Decimal, amount: Decimal) -> Decimal:
    """``amount × percentage / 100``, every digit of it."""
    return product(amount, percentage).scaleb(-2, context=_EXACT)


def sum_of(amounts: Sequence[Decimal], currency: str) -> Decimal:
    """The sum of amounts that are rounded already, zero for none, with the currency's digits."""
    result = scaled(0, digits(currency))
    for amount in amounts:
        result = _EXACT.add(result, amount)
    return result


def written(amount: Decimal, currency: str) -> str:
    """An amount with the currency's digits, as in ``135.00``; no exponent, no minus before zero."""
    return format(rounded(amount, currency), "f")


def with_currency(amount: Decimal, currency: str) -> str:
    """An amount and the code of its currency, as in ``135.00 EUR``."""
    return f"{written(amount, currency)} {currency}"


def written_price(price: Decimal, currency: str) -> str:
    """A unit price with at least the currency's digits, and no digit of it rounded away."""
    exact = plain(price)
    return exact if -_exponent(Decimal(exact)) > digits(currency) else written(price, currency)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def allocate(
    total: Decimal, weights: Sequence[Decimal], currency: str, tie_keys: Sequence[Decimal | int]
) -> list[Decimal]:
    """``total`` spread in proportion to weights, by largest remainder.

    The shares sum to ``total`` exactly and each lies less than one smallest unit from its
    proportion. Of equal remainders the higher of ``tie_keys`` goes first, then the earlier.
    Weights are zero or more, and not all zero unless the total is.
    """
    units = units_of(total, currency)
    counts = _in_proportion(abs(units), weights, tie_keys)
    return [scaled(-count if units < 0 else count, digits(currency)) for count in counts]


def units_of(amount: Decimal, currency: str) -> int:
    """How many of the currency's smallest unit an amount is, as in 135.00 EUR → 13500."""
    return int(rounded(amount, currency).scaleb(digits(currency), context=_EXACT))


def _in_proportion(
    units: int, weights: Sequence[Decimal], tie_keys: Sequence[Decimal | int]
) -> list[int]:
    places = max((-_exponent(weight) for weight in weights), default=0)
    parts = [int(weight.scaleb(max(places, 0), context=_EXACT)) for weight in weights]
    whole = sum(parts)
    if not whole:
        if units:
            raise ValueError("nothing to spread an amount over")
        return [0 for _ in parts]
    shares = [divmod(units * part, whole) for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (-shares[place][1], -tie_keys[place]))
    lucky = set(order[: units - sum(share for share, _ in shares)])
    return [share + (place in lucky) for place, (share, _) in enumerate(shares)]
