"""Invoices, credit notes and quotes as documents: all that is printed, apart from how it looks.

A document is written down once, when it is issued, and read back from then on; nothing that
changes afterwards, be it a rate, an address or this program, can change it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.comparison import Quoted, quote_status
from timelog_cli.domain.money import ZERO, sum_of
from timelog_cli.domain.money.lines import PricedLine
from timelog_cli.domain.money.totals import NamedPercent, Totals
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.documents.messages import SentMessage
    from timelog_cli.errors import TimelogError

INVOICE = "invoice"
CREDIT_NOTE = "credit-note"
QUOTE = "quote"
STATUSES = ("issued", "sent", "paid", "overdue", "credited")
QUOTE_STATUSES = ("open", "accepted", "declined", "expired")


class Party(Frozen):
    """Who sends or receives a document, as printed on it.

    The fields from ``street`` on are those of ``PartyDetails``, and the bank of the account.
    """

    name: str
    address: str = ""
    vat_id: str = ""
    email: str = ""
    iban: str = ""
    street: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    contact: str = ""
    phone: str = ""
    tax_number: str = ""
    legal_id: str = ""
    legal_scheme: str = ""
    electronic_address: str = ""
    electronic_scheme: str = ""
    bic: str = ""


class Item(Frozen):
    """A line with what it bills: a service, and the days from the first to the last.

    The lines of a quote have no days: the work is still to be done.

    ``credits_line`` is the line of the invoice that a line of a credit note takes back. ``title``
    and ``note`` are the parts of the description beside the days, which every language writes in
    its own way; without a title the description stands as it is. ``unit_code`` is of UN/ECE
    Recommendation 20, where the item names it; ``tax_category`` says what a tax rate of zero is.
    """

    line: PricedLine
    service: str | None
    first_day: date | None
    last_day: date | None
    credits_line: int | None = None
    title: str = ""
    note: str = ""
    unit_code: str = ""
    tax_category: str = ""


class EarlyPayment(Frozen):
    """A discount, in percent, for payment within days of the issue."""

    days: int
    percent: Decimal


class Document(Frozen):
    """An invoice, a credit note or a quote; amounts of a credit note are below zero.

    ``number`` is empty in a preview. ``credits`` is the number of the invoice that a credit note
    takes back. ``discount_percent`` is there when the discount was asked for as a percentage.
    Where ``prices_include_tax``, so do the lines' prices and amounts, the subtotal, the discount
    and the surcharge; a document has one way of prices. The due date of a quote is the last day
    on which it can be accepted. ``quoted`` is what quotes said beforehand of what is billed.
    ``credits_date`` is the issue date of the invoice that a credit note takes back;
    ``exemption_code`` says, in the list VATEX, why no tax is due. ``logo`` is the SHA-256 of that
    of the seller.
    """

    kind: str
    number: str
    credits: str | None
    seller: Party
    buyer: Party
    currency: str
    issue_date: date
    due_date: date
    treatment: str
    sentences: tuple[str, ...]
    items: tuple[Item, ...]
    prices_include_tax: bool
    discount_percent: Decimal | None
    surcharge: NamedPercent | None
    withholding: NamedPercent | None
    totals: Totals
    locale: str
    template: str
    quoted: tuple[Quoted, ...] = ()
    buyer_reference: str = ""
    order_reference: str = ""
    note: str = ""
    early_payment: EarlyPayment | None = None
    exemption_code: str = ""
    credits_date: date | None = None
    logo: str = ""

    @property
    def lines(self) -> list[PricedLine]:
        """The lines without what is around them."""
        return [item.line for item in self.items]

    @property
    def customer(self) -> str:
        """The name of who it is for."""
        return self.buyer.name

    @property
    def last_day(self) -> date | None:
        """The last day of what it bills; none where no line has days."""
        return max((item.last_day for item in self.items if item.last_day), default=None)

    @property
    def first_day(self) -> date | None:
        """The first day of what it bills; none where no line has days."""
        return min((item.first_day for item in self.items if item.first_day), default=None)

    @property
    def refs(self) -> list[str]:
        """The references of its records, each once."""
        return list(dict.fromkeys(line.record for line in self.lines if line.record))


class Rendered(Frozen):
    """A document in one format."""

    format: str
    file_name: str
    content: bytes


class Payment(Frozen):
    """A part of an invoice that was paid; below zero what was refunded, or is a reversal.

    ``number`` counts the payments of the invoice in the order in which they were recorded;
    ``reverses`` is the number of the one that this one reverses. Credit that was used is a payment
    of two invoices, each with the number of the other: ``credit_from`` where it was used, and
    ``credit_for`` where it came from. It ``prepays`` an invoice that has it in what is prepaid.
    """

    amount: Decimal
    paid_on: date
    number: int
    reverses: int | None
    reason: str
    credit_from: str | None = None
    credit_for: str | None = None
    prepays: bool = False


class InvoiceState(Frozen):
    """What has become of a document since it was issued.

    ``credited`` is the sum of its credit notes, above zero, and ``credited_payable`` the same
    without what was withheld; ``left`` how many of its lines are not credited. ``answer`` is
    what became of a quote: ``accepted``, ``declined`` or nothing yet. ``prepaid_by_credit`` are the
    invoices whose credit is a part of what is prepaid, with the amounts. ``messages`` are those by
    which it was sent, and payment was asked for.
    """

    sent_on: date | None = None
    payments: tuple[Payment, ...] = ()
    credited: Decimal = ZERO
    credit_notes: tuple[str, ...] = ()
    left: int = 1
    credited_payable: Decimal = ZERO
    answer: str | None = None
    answered_on: date | None = None
    prepaid_by_credit: tuple[tuple[str, Decimal], ...] = ()
    messages: tuple[SentMessage, ...] = ()

    def paid(self, currency: str) -> Decimal:
        """The sum of the payments."""
        return sum_of([payment.amount for payment in self.payments], currency)

    def reversible(self) -> list[Payment]:
        """The payments that count, but for credit that an issued invoice has as a prepayment."""
        gone = {payment.reverses for payment in self.payments}
        return [
            one
            for one in self.payments
            if one.reverses is None and one.number not in gone and not one.prepays
        ]

    def due(self, document: Document) -> Decimal:
        """What is still to be paid; below zero it is owed to the customer, prepaid or paid."""
        if document.kind != INVOICE:
            return sum_of([], document.currency)
        return document.totals.payable - self.credited_payable - self.paid(document.currency)


def status(document: Document, standing: InvoiceState, today: date) -> str:
    """One of ``STATUSES``, of a quote one of ``QUOTE_STATUSES``.

    Overdue and expired follow from the due date and the day that is asked on.
    """
    if document.kind == QUOTE:
        return quote_status(standing.answer, document.due_date, today)
    if document.kind == INVOICE:
        if not standing.left:
            return "credited"
        if standing.due(document) <= 0:
            return "paid"
        if today > document.due_date:
            return "overdue"
    return "sent" if standing.sent_on else "issued"


class Failure(Frozen):
    """A customer without an invoice, or a document without a file, and why."""

    customer: str
    error: TimelogError


class Made(Frozen):
    """An invoice that was issued, in so few words that thousands of them fit into the memory.

    ``credits`` are the invoices whose credit it has in what is prepaid, with the amounts.
    """

    kind: str
    number: str
    customer: str
    currency: str
    issue_date: date
    due_date: date
    last_day: date | None
    total: Decimal
    payable: Decimal
    quoted: tuple[Quoted, ...]
    credits: tuple[tuple[str, Decimal], ...] = ()


class Aside(Frozen):
    """Time of a billable record that is not billed.

    :param overlaps: whether it is billable, but overlaps logs of another machine, so that somebody
        has to decide
    """

    ref: str
    seconds: int
    overlaps: bool = False


class Batch(Frozen):
    """What was issued, and what could not be."""

    issued: list[Made]
    failed: list[Failure]
    left_aside: Sequence[Aside] = ()


class Written(Frozen):
    """The files of a folder: new ones, existing ones, and those that could not be written.

    ``refused`` are the documents that lack what a format needs.
    """

    new: list[str]
    there: list[str]
    failed: list[str]
    refused: list[Failure]
