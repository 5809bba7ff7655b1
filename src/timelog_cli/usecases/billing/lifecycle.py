"""What becomes of an invoice or a quote: shown, listed and sent."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import (
    INVOICE,
    QUOTE,
    Document,
    InvoiceState,
    status,
)
from timelog_cli.domain.money import ZERO
from timelog_cli.domain.names import near_ones
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import customers, messages
from timelog_cli.store.queries.documents import DocumentHead
from timelog_cli.usecases import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.messages import SentMessage
    from timelog_cli.store.connection import Store
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work


class InvoiceView(Frozen):
    """A document, its status on the day that is asked on, and what has become of it.

    ``due_in_days`` counts from that day to the due date, below zero when it is over; ``None`` when
    nothing is left to pay. ``to_refund`` is what is owed to the customer: on the invoice, or on
    the one that the document credits. ``zone`` is the time zone for display.
    """

    document: Document
    status: str
    standing: InvoiceState
    due_in_days: int | None = None
    to_refund: Decimal = ZERO
    zone: str = "UTC"


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


def _view(
    work: Work,
    found: IssuedDocument,
    today: date,
    until: date | None = None,
    sent: Mapping[int, tuple[SentMessage, ...]] | None = None,
) -> InvoiceView:
    document, standing = found.document, stored.standing(work.store, found.id, until, sent)
    due = standing.due(document)
    days = (document.due_date - today).days if due > 0 else None
    owed = _owed(work, document, due, until)
    return InvoiceView(document, status(document, standing, today), standing, days, owed, work.zone)


def _owed(work: Work, document: Document, due: Decimal, until: date | None) -> Decimal:
    """What is owed to the customer on an invoice, or on the one that a document credits."""
    credited = stored.find(work.store, document.credits) if document.credits else None
    if credited is not None:
        due = stored.standing(work.store, credited.id, until).due(credited.document)
    return max(-due, ZERO)


def views(work: Work, wanted: InvoiceFilters, today: date) -> Iterator[InvoiceView]:
    """The documents that are asked for, by date."""
    return (view for _, view in found_views(work, wanted, today))


def views_by_customer(
    work: Work, wanted: InvoiceFilters, today: date
) -> Iterator[tuple[str, InvoiceView]]:
    """The same, each with the name that its customer has now, whatever it is called on it."""
    names = customers.names_by_id(work.store)
    return ((names[found.customer_id], view) for found, view in found_views(work, wanted, today))


def found_views(
    work: Work, wanted: InvoiceFilters, today: date
) -> Iterator[tuple[IssuedDocument, InvoiceView]]:
    """The same, each with its number in the database."""
    customer = lookup.customer(work.store, wanted.customer, parts=True) if wanted.customer else None
    customer_id = customer.id if customer else None
    until = wanted.as_of
    last = min((day for day in (wanted.last, until) if day), default=None)
    days, sent = (wanted.first, last), messages.by_document(work.store, until)
    for found in stored.issued(work.store, customer_id, *days, quotes=wanted.quotes):
        one = _view(work, found, until or today, until, sent)
        if _is_wanted(one, wanted):
            yield found, one


def balances(store: Store, customer_id: int) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What is left to pay of a customer's invoices by currency, and its credit, where not zero.

    The credit is what is owed to the customer on some of them; it is taken off the first.
    """
    left: dict[str, Decimal] = {}
    credit: dict[str, Decimal] = {}
    for found in stored.issued(store, customer_id, None, None):
        currency = found.document.currency
        due = stored.standing(store, found.id).due(found.document)
        left[currency] = due + left.get(currency, 0)
        credit[currency] = max(-due, ZERO) + credit.get(currency, 0)
    return _not_zero(left), _not_zero(credit)


def _not_zero(sums: dict[str, Decimal]) -> dict[str, Decimal]:
    return {currency: amount for currency, amount in sorted(sums.items()) if amount}


def _is_wanted(one: InvoiceView, wanted: InvoiceFilters) -> bool:
    return (
        wanted.status in (None, one.status)
        and wanted.currency in (None, one.document.currency)
        and (not wanted.open or bool(one.standing.due(one.document)))
    )


def head(found: IssuedDocument) -> DocumentHead:
    """What is asked of a document to write it in its formats."""
    document = found.document
    return DocumentHead(found.id, document.number, document.kind, found.customer_id)


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
