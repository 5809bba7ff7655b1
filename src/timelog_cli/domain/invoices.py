"""Invoices and credit notes as documents: all that is printed, apart from how it looks.

A document is written down once, when it is issued, and read back from then on; nothing that
changes afterwards, be it a rate, an address or this program, can change it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.billing import Line, TaxLine, Totals, amount_due
from timelog_cli.domain.money import ZERO, plain, written, written_price
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

INVOICE = "invoice"
CREDIT_NOTE = "credit-note"
FORMATS = ("md", "csv", "json", "html")
STATUSES = ("issued", "sent", "paid", "overdue", "credited")
TEMPLATE = "plain-1"


class Party(Frozen):
    """Who sends or receives a document, as printed on it."""

    name: str
    address: str = ""
    vat_id: str = ""
    email: str = ""
    iban: str = ""


class Item(Frozen):
    """A line with what it bills: a service, and the days from the first to the last.

    ``credits_line`` is the line of the invoice that a line of a credit note takes back. ``title``
    and ``note`` are the parts of the description beside the days, which every language writes in
    its own way; without a title the description stands as it is.
    """

    line: Line
    service: str | None
    first_day: date
    last_day: date
    credits_line: int | None = None
    title: str = ""
    note: str = ""


class Document(Frozen):
    """An invoice or a credit note; amounts of a credit note are below zero.

    ``number`` is empty in a preview. ``credits`` is the number of the invoice that a credit note
    takes back. ``discount_percent`` is there when the discount was asked for as a percentage.
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
    discount_percent: Decimal | None
    totals: Totals
    locale: str
    template: str

    @property
    def lines(self) -> list[Line]:
        """The lines without what is around them."""
        return [item.line for item in self.items]


class Rendered(Frozen):
    """A document in one format."""

    format: str
    file_name: str
    content: bytes


class Payment(Frozen):
    """A part of an invoice that was paid."""

    amount: Decimal
    paid_on: date


class Standing(Frozen):
    """What has become of a document since it was issued.

    ``credited`` is the sum of its credit notes, above zero; ``left`` how many of its lines are
    not credited.
    """

    sent_on: date | None = None
    payments: tuple[Payment, ...] = ()
    credited: Decimal = ZERO
    credit_notes: tuple[str, ...] = ()
    left: int = 1

    def paid(self, currency: str) -> Decimal:
        """The sum of the payments."""
        nothing = amount_due(ZERO, currency)
        return sum((payment.amount for payment in self.payments), nothing)

    def due(self, document: Document) -> Decimal:
        """What is still to be paid; below zero it is owed to the customer."""
        if document.kind == CREDIT_NOTE:
            return amount_due(ZERO, document.currency)
        return (
            amount_due(document.totals.total, document.currency)
            - self.credited
            - self.paid(document.currency)
        )


def status(document: Document, standing: Standing, today: date) -> str:
    """One of ``STATUSES``; overdue follows from the due date and the day that is asked on."""
    if document.kind == INVOICE:
        if not standing.left:
            return "credited"
        if standing.due(document) <= 0:
            return "paid"
        if today > document.due_date:
            return "overdue"
    return "sent" if standing.sent_on else "issued"


def as_values(document: Document) -> dict[str, Any]:
    """The document as plain values for JSON, money as text: what is kept, and the contract."""
    currency = document.currency
    return {
        "number": document.number or None,
        "kind": document.kind,
        "credits": document.credits,
        "customer": document.buyer.name,
        "currency": currency,
        "issue_date": document.issue_date.isoformat(),
        "due_date": document.due_date.isoformat(),
        "seller": document.seller._asdict(),
        "buyer": document.buyer._asdict(),
        "tax_treatment": document.treatment,
        "sentences": list(document.sentences),
        "lines": [_item_values(item, currency) for item in document.items],
        "discount_percent": _percentage(document.discount_percent),
        **_totals_values(document.totals, currency),
        "locale": document.locale,
        "template": document.template,
    }


def _percentage(rate: Decimal | None) -> str | None:
    return None if rate is None else plain(rate)


def _item_values(item: Item, currency: str) -> dict[str, Any]:
    line = item.line
    return {
        "position": line.position,
        "record": line.record,
        "service": item.service,
        "description": line.description,
        "first_day": item.first_day.isoformat(),
        "last_day": item.last_day.isoformat(),
        "worked_seconds": line.worked_seconds,
        "billed_seconds": line.seconds,
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
        "unit_price": written_price(line.unit_price, currency),
        "gross": written(line.gross, currency),
        "discount": written(line.discount, currency),
        "net": written(line.net, currency),
        "tax_rate": _percentage(line.tax_rate),
        "credits_line": item.credits_line,
        "title": item.title,
        "note": item.note,
    }


def _totals_values(totals: Totals, currency: str) -> dict[str, Any]:
    return {
        "subtotal": written(totals.subtotal, currency),
        "discount": written(totals.discount, currency),
        "taxes": [
            {
                "tax_rate": _percentage(tax.rate),
                "base": written(tax.base, currency),
                "tax": written(tax.tax, currency),
            }
            for tax in totals.taxes
        ],
        "tax_total": written(totals.tax_total, currency),
        "total": written(totals.total, currency),
    }


def from_values(values: Mapping[str, Any]) -> Document:
    """The document that ``as_values`` wrote down."""
    return Document(
        kind=values["kind"],
        number=values["number"] or "",
        credits=values["credits"],
        seller=Party(**values["seller"]),
        buyer=Party(**values["buyer"]),
        currency=values["currency"],
        issue_date=date.fromisoformat(values["issue_date"]),
        due_date=date.fromisoformat(values["due_date"]),
        treatment=values["tax_treatment"],
        sentences=tuple(values["sentences"]),
        items=tuple(_item(item) for item in values["lines"]),
        discount_percent=_decimal(values["discount_percent"]),
        totals=_totals(values),
        locale=values["locale"],
        template=values["template"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _item(values: Mapping[str, Any]) -> Item:
    line = Line(
        position=values["position"],
        record=values["record"],
        description=values["description"],
        seconds=values["billed_seconds"],
        worked_seconds=values["worked_seconds"],
        quantity=Decimal(values["quantity"]),
        unit=values["unit"],
        unit_price=Decimal(values["unit_price"]),
        gross=Decimal(values["gross"]),
        discount=Decimal(values["discount"]),
        net=Decimal(values["net"]),
        tax_rate=_decimal(values["tax_rate"]),
    )
    return Item(
        line,
        values["service"],
        date.fromisoformat(values["first_day"]),
        date.fromisoformat(values["last_day"]),
        values["credits_line"],
        values.get("title", ""),
        values.get("note", ""),
    )


def _totals(values: Mapping[str, Any]) -> Totals:
    taxes: Sequence[Mapping[str, Any]] = values["taxes"]
    return Totals(
        Decimal(values["subtotal"]),
        Decimal(values["discount"]),
        tuple(
            TaxLine(_decimal(tax["tax_rate"]), Decimal(tax["base"]), Decimal(tax["tax"]))
            for tax in taxes
        ),
        Decimal(values["tax_total"]),
        Decimal(values["total"]),
    )
