"""What an invoice or a quote is made of: records, logs, items, issuer and terms; what is left."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import CREDIT_NOTE, QUOTE
from timelog_cli.domain.logs import DONE
from timelog_cli.domain.money import ZERO, product, read_amount, rounded
from timelog_cli.domain.money.lines import PricedLine, line_discount
from timelog_cli.domain.records import Rounding
from timelog_cli.domain.text import one_line
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.comparison import Quoted
    from timelog_cli.domain.documents.invoices import Document, Item, Party
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.domain.money.terms import DueTerms
    from timelog_cli.domain.money.totals import NamedPercent
    from timelog_cli.domain.records import Price

FLAT = "flat"
PIECE = "piece"
_LONGEST_UNIT = 50


class RecordItem(Frozen):
    """An item of a record; tax rate and discount in percent.

    Without a tax rate of its own it is taxed as the record is. The unit has a code of its own
    where its word does not say it. ``invoice`` is the number of the
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
    tax_category: str | None = None
    unit_code: str | None = None

    @property
    def gross(self) -> Decimal:
        """Quantity times price, rounded once."""
        return rounded(product(self.quantity, self.unit_price), self.currency)

    @property
    def amount(self) -> Decimal:
        """What it costs, less its discount."""
        return self.gross - line_discount(self.gross, self.discount, self.currency)


def item_line(position: int, item: RecordItem, tax_rate: Decimal | None) -> PricedLine:
    """The line of an invoice that bills an item."""
    return PricedLine(
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
    :raises UsageError: no amount
    """
    _check_not_negative(text, "the price")
    return read_amount(text, "the price")


def read_quantity(text: str) -> Decimal:
    """How many units, more than none.

    :raises Refused: zero or less
    :raises UsageError: no number
    """
    _check_not_negative(text, "the quantity")
    found = read_amount(text, "the quantity")
    if not found:
        raise Refused("the quantity must be greater than 0", "use a quantity such as --quantity 1")
    return found


def _check_not_negative(text: str, what: str) -> None:
    number = text.strip()
    if number.startswith("-") and read_amount(number, what, signed=True) < ZERO:
        raise Refused(
            f"{what} cannot be negative: {number[:40]}",
            "use --discount PERCENT on the item, or --discount AMOUNT when you issue the invoice",
        )


def read_unit_name(text: str) -> str:
    """The word for a unit, as ``km``.

    :raises UsageError: empty, too long, or not one line
    """
    return one_line(text, "the unit", _LONGEST_UNIT)


def read_item_number(text: str) -> tuple[int, bool]:
    """``12``, or ``@1`` for the newest item: the number, and whether it counts from the newest.

    :raises UsageError: no number
    """
    word = text.strip().removeprefix("#")
    digits = word.removeprefix("@")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15 and int(digits)):
        raise UsageError(
            f"{text[:60]!r} is not an item number",
            "use a number such as 12, or @1 for the newest item, @2 for the one before",
        )
    return int(digits), word.startswith("@")


GROUPINGS = ("record", "log", "day", "owner", "service")


class BillableLog(Frozen):
    """A billable log that is on no invoice, with the rate that counts for it."""

    id: int
    record_id: int
    owner: str
    start: int
    end: int
    note: str
    worked_seconds: int
    rate: Decimal


class BillableRecord(Frozen):
    """What of a record its invoice needs.

    ``flat_on`` is the number of the invoice that its flat price is on.
    """

    id: int
    type: str
    title: str
    status: str
    billable: bool
    customer_id: int | None
    customer: str | None
    service_id: int | None
    service: str | None
    price: Price | None
    tax_rate: Decimal | None
    discount: Decimal | None
    rounding: Rounding
    flat_on: str | None = None
    estimate_seconds: int | None = None
    tax_category: str | None = None

    @property
    def ref(self) -> str:
        """The reference a user types, such as ``case-12``."""
        return f"{self.type}-{self.id}"

    @property
    def done(self) -> bool:
        """Whether it is resolved or closed."""
        return self.status in DONE

    @property
    def flat(self) -> bool:
        """Whether its price is for all of the work."""
        return self.price is not None and self.price.flat


class Retainer(Frozen):
    """What is left of a retainer; either seconds or amounts are ``None``.

    ``number`` is that of its invoice, ``tax_category`` what that names, which can be nothing.
    Amounts include tax where ``includes_tax``.
    """

    id: int
    number: str
    customer: str
    issue_date: date
    seconds: int | None
    amount: Decimal | None
    currency: str
    tax_rate: Decimal | None
    includes_tax: bool
    left_seconds: int | None
    left_amount: Decimal | None
    tax_category: str = ""

    @property
    def is_left(self) -> bool:
        """Whether something can be drawn."""
        return bool(self.left_seconds or self.left_amount)


class Draw(Frozen):
    """What a line draws on a retainer: either seconds or an amount."""

    retainer_id: int
    seconds: int | None
    amount: Decimal | None


class Unbilled(Frozen):
    """What is left to bill of records, by their number.

    ``flats`` are the records whose flat price is to be billed; ``descriptions`` are those of the
    records of a quote that prints them; ``retainers`` are those of the customer that can be drawn
    on.
    """

    logs: Mapping[int, Sequence[BillableLog]]
    items: Mapping[int, Sequence[RecordItem]] = {}
    flats: frozenset[int] = frozenset()
    descriptions: Mapping[int, str] = {}
    retainers: Sequence[Retainer] = ()

    def left(self, record: BillableRecord) -> bool:
        """Whether there is something to bill: what a flat price includes costs nothing."""
        if record.id in self.flats or self.items.get(record.id):
            return True
        worked = any(log.worked_seconds for log in self.logs.get(record.id, ()))
        return worked and not record.flat


class Issuer(Frozen):
    """What the settings say of documents.

    ``tax_notes`` are the sentences of treatments; ``template`` is the stamp of the template.
    ``anonymous`` is whether documents may be issued although the seller has no name.
    """

    seller: Party
    number: str
    credit_number: str
    terms: DueTerms
    rounding: Rounding
    locale: str
    zone: str
    day_start: int
    surcharge: NamedPercent | None = None
    withholding: NamedPercent | None = None
    withheld_on_surcharge: bool = False
    tax_notes: Mapping[str, str] = {}
    template: str = ""
    quote_number: str = ""
    quote_days: int = 0
    anonymous: bool = False
    logo: Logo | None = None

    def pattern(self, kind: str) -> str:
        """The pattern of the numbers of a kind of document."""
        patterns = {CREDIT_NOTE: self.credit_number, QUOTE: self.quote_number}
        return patterns.get(kind, self.number)


class Terms(Frozen):
    """What the command says of the invoices it makes; discount and pre-payment as typed.

    The nearest locale counts: that of the command, of the customer, of the settings.
    ``compare_quotes`` is whether they show what was quoted beside what is billed, ``use_credit``
    whether the credit of the customer is a prepayment, ``draw`` whether they draw on retainers.
    What follows is of one document: the references and the note that it prints, and its own due
    date.
    """

    day: date
    discount: str | None = None
    prepaid: str | None = None
    group_by: str = "record"
    with_notes: bool = False
    locale: str | None = None
    compare_quotes: bool = True
    use_credit: bool = False
    draw: bool = True
    buyer_reference: str = ""
    order_reference: str = ""
    note: str = ""
    due: date | None = None


class DraftLine(Frozen):
    """A line with the rows it comes from; without a record when it bills several.

    ``flat`` says that it bills the flat price of its record; ``draw`` is what it draws on a
    retainer.
    """

    item: Item
    record_id: int | None
    service_id: int | None
    logs: tuple[BillableLog, ...]
    items: tuple[RecordItem, ...] = ()
    flat: bool = False
    draw: Draw | None = None


class CustomerCredit(Frozen):
    """An amount owed to a customer on an invoice: its number in the database, and its number."""

    invoice_id: int
    number: str
    amount: Decimal


class Draft(Frozen):
    """An invoice without its number; ``quoted`` is so too where the document does not show it.

    ``formats`` are those that the customer gets, and ``credits`` is the credit of the customer that
    is a part of what is prepaid.
    """

    customer_id: int
    document: Document
    lines: tuple[DraftLine, ...]
    formats: tuple[str, ...]
    quoted: tuple[Quoted, ...] = ()
    credits: tuple[CustomerCredit, ...] = ()


class Missing(Frozen):
    """What keeps a record from being invoiced: a word, a sentence, the command that fixes it."""

    what: str
    message: str
    command: str


class LeftToBill(Frozen):
    """What of a record is unbilled: billable time, the number of items, its fixed price.

    ``worked_seconds`` is all its time, whether billable, invoiced or neither.

    ``net`` is what its lines come to before tax and before what is taken off a whole invoice, on
    an invoice with all that is ready; ``None`` if that is unknown. ``anything`` is whether there
    is something to invoice: time that a fixed price covers is not.
    """

    record: BillableRecord
    unbilled_seconds: int
    billed_seconds: int
    items: int
    flat: bool
    anything: bool
    net: Decimal | None
    missing: tuple[Missing, ...]
    worked_seconds: int = 0
    non_billable_seconds: int = 0

    @property
    def unknown(self) -> str | None:
        """Why its amount is unknown."""
        if self.net is not None:
            return None
        return next(one.message for one in self.missing if one.what in {"rate", "price"})
