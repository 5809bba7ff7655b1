"""What becomes of an invoice or a quote: shown, listed, sent; paid, and paid back."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import (
    INVOICE,
    QUOTE,
    Document,
    InvoiceState,
    Rendered,
    status,
)
from timelog_cli.domain.money import read_money, with_currency, written
from timelog_cli.domain.names import near_ones
from timelog_cli.domain.text import one_line
from timelog_cli.errors import DatabaseError, NotFound, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import customers
from timelog_cli.usecases import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.invoices import Payment
    from timelog_cli.store.connection import Store
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work

_REASON_LIMIT = 500


class InvoiceView(Frozen):
    """A document, its status on the day that is asked on, and what has become of it.

    ``due_in_days`` counts from that day to the due date, below zero when it is over; ``None`` when
    nothing is left to pay.
    """

    document: Document
    status: str
    standing: InvoiceState
    due_in_days: int | None = None


class InvoiceFilters(Frozen):
    """Which documents are asked for; both days are included.

    ``open`` are those with something left to pay; ``as_of`` is the day to look at them on, with
    what had become of them until then. ``quotes`` asks for those, else they are left out.
    """

    customer: str | None = None
    status: str | None = None
    first: date | None = None
    last: date | None = None
    currency: str | None = None
    open: bool = False
    as_of: date | None = None
    quotes: bool = False


def find(work: Work, number: str) -> IssuedDocument:
    """The document of a number.

    :raises NotFound: no such document
    """
    found = stored.find(work.store, number.strip())
    if found is None:
        near = near_ones(number, stored.numbers(work.store))
        hint = f"did you mean {', '.join(near)}?" if near else "timelog billing list"
        raise NotFound(f"no invoice {number[:60]!r}", hint)
    return found


def invoice(work: Work, number: str, verb: str) -> IssuedDocument:
    """The invoice of a number, where a credit note or a quote will not do.

    :raises Refused: a credit note or a quote
    """
    found = find(work, number)
    document = found.document
    if document.kind == QUOTE:
        refs = " ".join(document.refs)
        raise Refused(
            f"{document.number} is a quote and cannot be {verb}",
            f"to invoice the work: timelog billing issue {refs}",
        )
    if document.kind != INVOICE:
        raise Refused(
            f"{document.number} is a credit note and cannot be {verb}",
            f"timelog billing show {document.credits}",
        )
    return found


def view(work: Work, number: str, today: date) -> InvoiceView:
    """A document and what has become of it."""
    return _view(work, find(work, number), today)


def _view(work: Work, found: IssuedDocument, today: date, until: date | None = None) -> InvoiceView:
    document, standing = found.document, stored.standing(work.store, found.id, until)
    days = (document.due_date - today).days if standing.due(document) > 0 else None
    return InvoiceView(document, status(document, standing, today), standing, days)


def views(work: Work, wanted: InvoiceFilters, today: date) -> Iterator[InvoiceView]:
    """The documents that are asked for, by date."""
    return (view for _, view in _views(work, wanted, today))


def views_by_customer(
    work: Work, wanted: InvoiceFilters, today: date
) -> Iterator[tuple[str, InvoiceView]]:
    """The same, each with the name that its customer has now, whatever it is called on it."""
    names = customers.names_by_id(work.store)
    return ((names[found.customer_id], view) for found, view in _views(work, wanted, today))


def _views(
    work: Work, wanted: InvoiceFilters, today: date
) -> Iterator[tuple[IssuedDocument, InvoiceView]]:
    customer = lookup.customer(work.store, wanted.customer, parts=True) if wanted.customer else None
    customer_id = customer.id if customer else None
    until = wanted.as_of
    last = min((day for day in (wanted.last, until) if day), default=None)
    days = wanted.first, last
    for found in stored.issued(work.store, customer_id, *days, quotes=wanted.quotes):
        one = _view(work, found, until or today, until)
        if _is_wanted(one, wanted):
            yield found, one


def outstanding(store: Store, customer_id: int) -> dict[str, Decimal]:
    """What is left to pay of a customer's invoices by currency, where there is something."""
    sums: dict[str, Decimal] = {}
    for found in stored.issued(store, customer_id, None, None):
        due = stored.standing(store, found.id).due(found.document)
        sums[found.document.currency] = due + sums.get(found.document.currency, 0)
    return {currency: due for currency, due in sorted(sums.items()) if due}


def _is_wanted(one: InvoiceView, wanted: InvoiceFilters) -> bool:
    return (
        wanted.status in (None, one.status)
        and wanted.currency in (None, one.document.currency)
        and (not wanted.open or bool(one.standing.due(one.document)))
    )


def document(work: Work, number: str, format_name: str) -> Rendered:
    """The bytes of a document in a format, as they were issued.

    :raises DatabaseError: they are not what was issued
    """
    found = find(work, number)
    return kept(work, found.id, found.document.number, format_name)


def kept(work: Work, invoice_id: int, number: str, format_name: str) -> Rendered:
    """The kept bytes of a document.

    :raises DatabaseError: they are not what was issued
    """
    from hashlib import sha256

    found = stored.document(work.store, invoice_id, format_name)
    if found is None or sha256(found[0].content).hexdigest() != found[1]:
        raise DatabaseError(
            f"the stored {format_name} document of {number} differs from what was issued",
            "timelog db check",
        )
    return found[0]


def find_all(work: Work, numbers: Iterable[str]) -> list[IssuedDocument]:
    """The documents of numbers, each once, in their order.

    :raises NotFound: no such document
    """
    return list({found.id: found for found in (find(work, one) for one in numbers)}.values())


def send(work: Work, numbers: Sequence[str], day: date, today: date) -> list[InvoiceView]:
    """Mark documents as sent: all of them or none.

    :raises Refused: one was sent before, or the day is before it was issued
    """
    with work.writing():
        documents = find_all(work, numbers)
        for found in documents:
            _send(work, found, day)
        return [_view(work, found, today) for found in documents]


def _send(work: Work, found: IssuedDocument, day: date) -> None:
    name = found.document.number
    before = stored.standing(work.store, found.id).sent_on
    if before:
        raise Refused(
            f"{name} was already marked as sent on {before}", f"timelog billing show {name}"
        )
    check_after_issue(found.document, day)
    stored.set_sent(work.store, found.id, day)


def check_after_issue(document: Document, day: date) -> None:
    """Refuse a day before the document was issued.

    :raises Refused: it is before
    """
    if day < document.issue_date:
        raise Refused(
            f"{day} is before {document.number} was issued, on {document.issue_date}",
            f"use --date {document.issue_date} or later",
        )


def pay(
    work: Work,
    numbers: Sequence[str],
    amount: str | None,
    day: date,
    today: date,
    *,
    refund: bool = False,
) -> list[tuple[InvoiceView, Decimal]]:
    """Record a payment of each invoice, of all that is due unless an amount is given, or none.

    A payment may be of a day before the invoice: it was paid in advance.

    :param refund: it goes back to the customer, who paid more than is left after credit notes
    :raises Refused: nothing is due, or less than the amount; or paid back before the invoice
    """
    with work.writing():
        each = {one.id: one for one in (invoice(work, number, "paid") for number in numbers)}
        paid = [_pay(work, found, amount, day, refund) for found in each.values()]
        views = [_view(work, found, today) for found in each.values()]
        return list(zip(views, paid, strict=True))


def _pay(work: Work, found: IssuedDocument, amount: str | None, day: date, refund: bool) -> Decimal:
    due = stored.standing(work.store, found.id).due(found.document)
    if refund:
        paid = _repayment(found.document, due, amount)
        check_after_issue(found.document, day)
    else:
        paid = _payment(found.document, due, amount)
    change = -paid if refund else paid
    stored.add_payment(work.store, found.id, written(change, found.document.currency), day)
    return paid


def _payment(document: Document, due: Decimal, amount: str | None) -> Decimal:
    pay = f"timelog billing pay {document.number}"
    if due < 0:
        much = with_currency(-due, document.currency)
        raise Refused(
            f"nothing is due on {document.number}; {much} is owed to the customer",
            f"{pay} --refund",
        )
    if not due:
        raise Refused(
            f"nothing is due on {document.number}", f"timelog billing show {document.number}"
        )
    return _part(document, due, amount, "payment", "due", pay)


def _repayment(document: Document, due: Decimal, amount: str | None) -> Decimal:
    number = document.number
    if due >= 0:
        raise Refused(f"there is nothing to refund on {number}", f"timelog billing show {number}")
    pay = f"timelog billing pay {number} --refund"
    return _part(document, -due, amount, "refund", "to refund", pay)


def _part(
    document: Document, most: Decimal, amount: str | None, what: str, why: str, pay: str
) -> Decimal:
    """All of ``most``, or the amount of it that is typed."""
    currency = document.currency
    paid = most if amount is None else read_money(amount, f"the {what}", currency)
    if not paid:
        raise Refused(f"the {what} must be greater than 0", pay)
    if paid > most:
        raise Refused(
            f"the {what} of {with_currency(paid, currency)} exceeds the"
            f" {with_currency(most, currency)} {why} on {document.number}",
            f"{pay} --amount {written(most, currency)}",
        )
    return paid


def unpay(
    work: Work, number: str, which: str | None, reason: str, day: date | None, today: date
) -> tuple[InvoiceView, Payment]:
    """Reverse the payment of that number, or the only one.

    :param day: when it was returned; else today, or the day of a payment that is still to come
    :raises NotFound: the invoice has no such payment
    :raises Refused: there is none or are several, it is reversed, or it was paid after that day
    """
    with work.writing():
        found = invoice(work, number, "paid")
        name = found.document.number
        standing = stored.standing(work.store, found.id)
        payment = (
            _only(found.document, standing.reversible())
            if which is None
            else _numbered(name, standing.payments, standing.reversible(), which)
        )
        returned = max(today, payment.paid_on) if day is None else day
        if returned < payment.paid_on:
            raise Refused(
                f"{returned} is before {payment.paid_on}, the date of the payment",
                f"use --date {payment.paid_on} or a later date",
            )
        said = one_line(reason, "the reason", _REASON_LIMIT) if reason else ""
        amount = written(-payment.amount, found.document.currency)
        stored.reverse_payment(work.store, found.id, payment, amount, returned, said)
        return view(work, name, today), payment


def _only(document: Document, left: Sequence[Payment]) -> Payment:
    number = document.number
    if not left:
        raise Refused(f"{number} has no payment to reverse", f"timelog billing show {number}")
    if len(left) > 1:
        listed = ", ".join(
            f"{one.number} ({with_currency(one.amount, document.currency)} on {one.paid_on})"
            for one in left
        )
        raise Refused(
            f"{number} has {len(left)} payments: {listed}",
            f"timelog billing unpay {number} --payment {left[-1].number}",
        )
    return left[0]


def _numbered(
    number: str, payments: Sequence[Payment], left: Sequence[Payment], which: str
) -> Payment:
    text = which.strip()
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"{which[:40]!r} is not the number of a payment", "use --payment 1")
    show = f"timelog billing show {number}"
    found = next((one for one in payments if str(one.number) == text.lstrip("0")), None)
    if found is None:
        raise NotFound(f"{number} has no payment {text[:20]}", show)
    if found.reverses is not None:
        raise Refused(
            f"payment {found.number} of {number} reverses payment {found.reverses}",
            f"to record the payment again: timelog billing pay {number}",
        )
    if found not in left:
        raise Refused(f"payment {found.number} of {number} is already reversed", show)
    return found
