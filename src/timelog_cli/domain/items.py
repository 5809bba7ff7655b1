"""Items: what is billed beside time, so many units at a price, once.

A rebate is a discount, not an item: EN 16931 has no price below zero, and a line that is could be
credited to more than the invoice came to.
"""

from __future__ import annotations

from timelog_cli.domain.billing import Line, line_discount
from timelog_cli.domain.money import ZERO, product, read_amount, rounded
from timelog_cli.domain.text import one_line
from timelog_cli.errors import Refused, Unreadable
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

FLAT = "flat"
PIECE = "piece"
_LONGEST_UNIT = 50


class RecordItem(Frozen):
    """An item of a record; tax rate and discount in percent.

    Without a tax rate of its own it is taxed as the record is. ``invoice`` is the number of the
    invoice that it is on.
    """

    id: int
    record_id: int
    ref: str
    title: str
    day: date
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    currency: str
    tax_rate: Decimal | None
    discount: Decimal | None
    invoice: str | None

    @property
    def gross(self) -> Decimal:
        """Quantity times price, rounded once."""
        return rounded(product(self.quantity, self.unit_price), self.currency)

    @property
    def amount(self) -> Decimal:
        """What it costs, less its discount."""
        return self.gross - line_discount(self.gross, self.discount, self.currency)


def item_line(position: int, item: RecordItem, tax_rate: Decimal | None) -> Line:
    """The line of an invoice that bills an item."""
    return Line(
        position=position,
        record=item.ref,
        description=f"{item.description}, {item.day}",
        seconds=0,
        worked_seconds=0,
        quantity=item.quantity,
        unit=item.unit,
        unit_price=item.unit_price,
        gross=item.gross,
        discount=item.gross - item.amount,
        net=item.amount,
        tax_rate=tax_rate,
    )


def read_item_price(text: str) -> Decimal:
    """The price of one unit, zero or more.

    :raises Refused: below zero
    :raises Unreadable: no amount
    """
    _check_not_negative(text, "the price")
    return read_amount(text, "the price")


def read_quantity(text: str) -> Decimal:
    """How many units, more than none.

    :raises Refused: zero or less
    :raises Unreadable: no number
    """
    _check_not_negative(text, "the quantity")
    found = read_amount(text, "the quantity")
    if not found:
        raise Refused("a quantity of 0 bills nothing", "type --quantity 1, or another number")
    return found


def _check_not_negative(text: str, what: str) -> None:
    number = text.strip()
    if number.startswith("-") and read_amount(number, what, signed=True) < ZERO:
        raise Refused(
            f"{what} {number[:40]} is below zero; what is taken off is a discount",
            "timelog billing issue REF --discount AMOUNT, or --discount PERCENT on the item",
        )


def read_unit_name(text: str) -> str:
    """The word for a unit, as ``km``.

    :raises Unreadable: empty, too long, or not one line
    """
    return one_line(text, "the unit", _LONGEST_UNIT)


def read_item_number(text: str) -> tuple[int, bool]:
    """``12``, or ``@1`` for the newest item: the number, and whether it counts from the newest.

    :raises Unreadable: no number
    """
    word = text.strip().removeprefix("#")
    digits = word.removeprefix("@")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15 and int(digits)):  # noqa: PLR2004
        raise Unreadable(
            f"{text[:60]!r} is not the number of an item",
            "12 is the item of that number, @1 the newest, @2 the one before",
        )
    return int(digits), word.startswith("@")
