"""Quotes: made of estimates before the work, then accepted or declined."""

from __future__ import annotations

from timelog_cli.domain.documents.billable import Unbilled
from timelog_cli.domain.documents.invoices import QUOTE
from timelog_cli.domain.documents.quotes import has_work, quote
from timelog_cli.domain.names import near_ones
from timelog_cli.domain.time.zones import start_of_day
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import items, rates, unbilled
from timelog_cli.store.queries import quotes as stored_quotes
from timelog_cli.usecases import lookup
from timelog_cli.usecases.billing import issuing, lifecycle, previews
from timelog_cli.usecases.sync.issuing import numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timelog_cli.domain.documents.billable import BillableRecord, Draft, Issuer, Terms
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.keeping import Writer
    from timelog_cli.usecases.billing.lifecycle import InvoiceView


class Answered(Frozen):
    """A quote with its answer; ``not_billable`` are records that cannot be billed yet."""

    view: InvoiceView
    not_billable: list[str]


def preview(
    work: Work, refs: Sequence[str], issuer: Issuer, terms: Terms, valid_until: date
) -> list[Document]:
    """The quotes that would be issued; nothing is written."""
    return [draft.document for draft in _drafts(work, refs, issuer, terms, valid_until)]


def issue(
    work: Work,
    refs: Sequence[str],
    issuer: Issuer,
    terms: Terms,
    valid_until: date,
    writer: Writer,
) -> list[Document]:
    """Issue the quotes of records, one for each customer and currency: all of them, or none.

    :raises Refused: no estimate, no rate, no customer, done already: by name
    """
    with numbering(work):
        drafts = _drafts(work, refs, issuer, terms, valid_until)
        previews.check_seller(issuer, "quote")
        return [issuing.put(work, draft, issuer, writer).document for draft in drafts]


def _drafts(
    work: Work, refs: Sequence[str], issuer: Issuer, terms: Terms, valid_until: date
) -> list[Draft]:
    heads = [lookup.record(work.store, ref) for ref in refs]
    ids = [head.id for head in heads]
    texts = unbilled.descriptions(work.store, ids) if terms.with_notes else {}
    found = Unbilled({}, items.unbilled(work.store, ids, None, None), descriptions=texts)
    records = [_rated(work, one, issuer, terms) for one in unbilled.records(work.store, ids)]
    for record in records:
        _check(record, found)
    groups = previews.groups(records)
    previews.check_one_amount(terms, len(groups), "quote")
    customers = [lookup.customer(work.store, group.customer or "") for group in groups]
    return [
        quote(customer, group.records, found, issuer, terms, valid_until)
        for customer, group in zip(customers, groups, strict=True)
    ]


def _rated(work: Work, record: BillableRecord, issuer: Issuer, terms: Terms) -> BillableRecord:
    """A record with the rate that applies on the day of the quote."""
    if record.price is None:
        return record
    at = start_of_day(terms.day, issuer.zone, issuer.day_start)
    rate = rates.at(work.store, record.id, at)
    return record if rate is None else record._replace(price=record.price._replace(amount=rate))


def _check(record: BillableRecord, found: Unbilled) -> None:
    edit = f"timelog record edit {record.ref}"
    if record.done:
        raise Refused(
            f"cannot quote {record.ref}: it is already {record.status}",
            f"timelog record reopen {record.ref}",
        )
    if record.price is None:
        raise Refused(f"{record.ref} has no rate", f"{edit} --service SERVICE")
    if record.customer is None:
        raise Refused(f"{record.ref} has no customer", f"{edit} --customer CUSTOMER")
    if record.flat_on:
        raise Refused(
            f"cannot quote {record.ref}: its fixed price is already on invoice {record.flat_on}",
            f"timelog billing show {record.flat_on}",
        )
    if not has_work(record) and not found.items.get(record.id):
        raise Refused(f"{record.ref} has no estimate", f"{edit} --estimate 10h")


def find(work: Work, number: str, verb: str) -> IssuedDocument:
    """The quote of a number.

    :raises NotFound: no such document
    :raises Refused: an invoice or a credit note
    """
    found = stored.find(work.store, number.strip())
    if found is None:
        near = near_ones(number, stored_quotes.numbers(work.store))
        hint = f"did you mean {', '.join(near)}?" if near else "timelog billing quotes"
        raise NotFound(f"no quote {number[:60]!r}", hint)
    document = found.document
    if document.kind != QUOTE:
        word = "invoice" if document.kind == "invoice" else "credit note"
        article = "an" if word == "invoice" else "a"
        raise Refused(
            f"{document.number} is {article} {word} and cannot be {verb}", "timelog billing quotes"
        )
    return found


def accept(work: Work, number: str, day: date) -> Answered:
    """Mark a quote as accepted; it then applies to its records.

    :raises Refused: expired, accepted already, or a record of it has another accepted one
    """
    with work.writing():
        found = find(work, number, "accepted")
        _check_answer(work, found, "accepted", day)
        _check_in_time(found.document, day)
        ids = stored_quotes.records(work.store, found.id)
        _check_only_one(work, ids)
        return _answer(work, found, "accepted", day, ids)


def decline(work: Work, number: str, day: date) -> Answered:
    """Mark a quote as declined or withdrawn.

    :raises Refused: declined already
    """
    with work.writing():
        found = find(work, number, "declined")
        _check_answer(work, found, "declined", day)
        return _answer(work, found, "declined", day, [])


def _answer(
    work: Work, found: IssuedDocument, answer: str, day: date, ids: Sequence[int]
) -> Answered:
    stored_quotes.set_answer(work.store, found.id, answer, day)
    records = unbilled.records(work.store, ids)
    view = lifecycle.view(work, found.document.number, day)
    return Answered(view, [record.ref for record in records if not record.billable])


def _check_answer(work: Work, found: IssuedDocument, answer: str, day: date) -> None:
    number = found.document.number
    standing = stored.standing(work.store, found.id)
    if standing.answer == answer:
        raise Refused(
            f"{number} was already {answer} on {standing.answered_on}",
            f"timelog billing show {number}",
        )
    lifecycle.check_after_issue(found.document, day)


def _check_in_time(document: Document, day: date) -> None:
    if day > document.due_date:
        refs = " ".join(document.refs)
        raise Refused(
            f"{document.number} was valid only until {document.due_date}",
            f"add --date {document.due_date} if it was accepted in time;"
            f" otherwise issue a new quote: timelog billing quote {refs}",
        )


def _check_only_one(work: Work, ids: Sequence[int]) -> None:
    for found in stored_quotes.of_records(work.store, ids, accepted=True).values():
        line = found[0].line
        raise Refused(
            f"{line.record} already has an accepted quote: {line.quote}",
            f"timelog billing decline {line.quote}",
        )
