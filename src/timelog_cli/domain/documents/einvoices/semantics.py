"""The terms of EN 16931 that this program writes, in plain words.

Amounts are those of an invoice, in credit notes too, and without tax unless said otherwise. Only
lines can be below zero, by their quantity: they draw on what was paid in advance. An empty text is
a term that is not there.
"""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

DISCOUNT_CODE = "95"  # UNTDID 5189


class Address(Frozen):
    """Where a party is (BG-5, BG-8), or where it gets something (BG-15); ``country`` is a code."""

    street: str = ""
    street2: str = ""
    line3: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""


class Trader(Frozen):
    """The seller (BG-4) or the buyer (BG-7).

    ``identifier`` (BT-29) is there where no other number says who the seller is. ``vat_id`` is
    BT-31 or BT-48, ``tax_number`` BT-32, ``legal_id`` BT-30 or BT-47, ``electronic_address``
    BT-34 or BT-49; contact, phone and email are BG-6 or BG-9.
    """

    name: str
    address: Address
    identifier: str = ""
    vat_id: str = ""
    tax_number: str = ""
    legal_id: str = ""
    legal_scheme: str = ""
    electronic_address: str = ""
    electronic_scheme: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


class TaxCategory(Frozen):
    """A tax category (BT-151, BT-118) as S, Z, E, AE, K, G or O, and its rate in percent.

    Only what is not subject to tax, O, has no rate.
    """

    code: str
    rate: Decimal | None


class AllowanceOrCharge(Frozen):
    """A discount (BG-20) or a surcharge (BG-21) on a document, for one tax category.

    ``percent`` and ``base`` are both there or neither; ``code`` is of UNTDID 5189 or 7161.
    """

    is_charge: bool
    amount: Decimal
    code: str
    reason: str
    category: TaxCategory
    percent: Decimal | None = None
    base: Decimal | None = None


class TaxBreakdown(Frozen):
    """What tax is due in a category (BG-23), and in words and in a code why none is."""

    category: TaxCategory
    base: Decimal
    tax: Decimal
    reason: str = ""
    reason_code: str = ""


class Price(Frozen):
    """What ``quantity`` units cost (BG-29), before the discount of the line."""

    amount: Decimal
    quantity: Decimal


class Line(Frozen):
    """A line (BG-25): ``net`` (BT-131) is quantity times price less ``discount`` (BG-27)."""

    position: int
    name: str
    description: str
    quantity: Decimal
    unit_code: str
    price: Price
    discount: Decimal
    net: Decimal
    category: TaxCategory
    first_day: date | None
    last_day: date | None


class PaymentMeans(Frozen):
    """How to pay (BG-16): a code of UNTDID 4461, and the account (BG-17) where it has one.

    ``branch`` is the number of the bank where the account is no IBAN.
    """

    code: str
    account: str = ""
    bic: str = ""
    branch: str = ""


class Sums(Frozen):
    """The totals (BG-22), from BT-106 to BT-115; ``tax``, ``total`` and what follows include it."""

    lines: Decimal
    allowances: Decimal
    charges: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    prepaid: Decimal
    payable: Decimal


class StructuredInvoice(Frozen):
    """An invoice or a credit note.

    ``number`` is BT-1, ``note`` BT-22, ``buyer_reference`` BT-10, ``order_reference`` BT-13,
    ``terms`` BT-20. ``first_day`` and ``last_day`` are those of what was delivered (BG-14), and
    the last is when it was complete (BT-72). ``credits`` and ``credits_date`` are of the invoice
    that a credit note takes back (BG-3). ``deliver_to`` is BG-15.
    """

    number: str
    is_credit_note: bool
    issue_date: date
    due_date: date | None
    currency: str
    note: str
    buyer_reference: str
    order_reference: str
    first_day: date | None
    last_day: date | None
    credits: str
    credits_date: date | None
    seller: Trader
    buyer: Trader
    deliver_to: Address | None
    payment: PaymentMeans | None
    terms: str
    lines: tuple[Line, ...]
    adjustments: tuple[AllowanceOrCharge, ...]
    taxes: tuple[TaxBreakdown, ...]
    sums: Sums
