"""Issuing invoices: number, snapshot, bytes and links in one transaction."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import QUOTE, Batch, Failure, Made
from timelog_cli.domain.documents.numbering import counter_key, number
from timelog_cli.domain.documents.values import as_values
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import documents as stored_documents
from timelog_cli.store.queries import items, retainers, unbilled
from timelog_cli.usecases.billing import customer_credit, keeping, numbers, previews
from timelog_cli.usecases.sync.issuing import numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import BillableRecord, Draft, Issuer, Terms
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.keeping import Writer
    from timelog_cli.usecases.billing.previews import BillingSelection

    Report = Callable[[int, int | None], None]


_PORTION = 20  # records


def issue(
    work: Work, choice: BillingSelection, issuer: Issuer, terms: Terms, writer: Writer
) -> Batch:
    """Issue the invoices of the chosen records: all of them, or none.

    :raises Refused: nothing to bill, not done, no customer, no rate, …: by name
    """
    with numbering(work):
        records = _billable(work, choice)
        found = previews.groups(records)
        previews.check_one_amount(terms, len(found))
        left = previews.left_of(work, records, choice)
        used: dict[int, Decimal] = {}
        drafts = [previews.draft_of(work, group, left, issuer, terms, used) for group in found]
        made = [draft for draft in drafts if draft]
        if not made:
            raise _nothing_to_bill(choice)
        previews.check_seller(issuer)
        aside = previews.left_aside(work, [record.id for record in records], choice)
        return Batch([_made(work, draft, issuer, writer) for draft in made], [], aside)


def _made(work: Work, draft: Draft, issuer: Issuer, writer: Writer) -> Made:
    """Issue a draft: what is told of it."""
    document = put(work, draft, issuer, writer).document
    totals = document.totals
    return Made(
        document.kind,
        document.number,
        document.customer,
        document.currency,
        document.issue_date,
        document.due_date,
        document.last_day,
        totals.total,
        totals.payable,
        draft.quoted,
        tuple((one.number, one.amount) for one in draft.credits),
    )


def _billable(work: Work, choice: BillingSelection) -> list[BillableRecord]:
    records = previews.chosen(work, choice)
    if choice.refs:
        for record in records:
            previews.check_done(record)
        _check_each_has_some(work, records, choice)
        return records
    done = [record for record in records if record.done]
    if records and not done:
        previews.check_done(records[0])
    return done


def _check_each_has_some(
    work: Work, records: Sequence[BillableRecord], choice: BillingSelection
) -> None:
    found = previews.left_of(work, records, choice)
    for record in records:
        if not found.left(record):
            when = " in this period" if choice.is_part else ""
            why = f"it has no unbilled time{when}"
            if any(one.overlaps for one in previews.left_aside(work, [record.id], choice)):
                why, hint = f"all its time{when} overlaps other logs", "timelog sync conflicts"
                raise Refused(f"nothing to bill on {record.ref}: {why}", hint)
            if record.flat_on:
                why = f"its fixed price, which covers all its time, is already on {record.flat_on}"
            raise Refused(
                f"nothing to bill on {record.ref}: {why}",
                f"timelog log list all --record {record.ref}",
            )


def _nothing_to_bill(choice: BillingSelection) -> Refused:
    whom = f" for {choice.customer}" if choice.customer else ""
    when = " in this period" if choice.is_part else ""
    return Refused(f"nothing to bill{whom}{when}", "timelog billing unbilled")


def issue_all(
    work: Work,
    choice: BillingSelection,
    issuer: Issuer,
    terms: Terms,
    writer: Writer,
    report: Report | None = None,
) -> Batch:
    """Issue what can be billed; an invoice that cannot be made holds up no other.

    :param report: is told how many invoices are done, and of how many
    :raises Refused: the discount is an amount, and there are several invoices
    """
    work.store.grow_cache()
    work.store.keep_savepoints_in_memory()
    with numbering(work):
        found = _together(work, choice)
        previews.check_one_amount(terms, len(found))
        if found:
            previews.check_seller(issuer)
        batch = Batch([], [])
        for portion in _portions(found):
            records = unbilled.records(work.store, [one for ids in portion for one in ids])
            left = previews.left_of(work, records, choice)
            for group in previews.groups(records):
                try:
                    with work.store.savepoint():
                        made = previews.draft_of(work, group, left, issuer, terms, {})
                        if made:
                            batch.issued.append(_made(work, made, issuer, writer))
                except (Refused, UsageError, NotFound) as error:
                    batch.failed.append(Failure(group.customer or group.refs, error))
                if report is not None:
                    report(len(batch.issued) + len(batch.failed), len(found))
        aside = previews.left_aside(work, [one for ids in found for one in ids], choice)
        return batch._replace(left_aside=aside)


def _portions(found: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """Invoices whose logs are read together: those of neighbours lie side by side in the file."""
    portion: list[list[int]] = []
    for ids in found:
        if portion and sum(map(len, portion)) + len(ids) > _PORTION:
            yield portion
            portion = []
        portion.append(ids)
    if portion:
        yield portion


def _together(work: Work, choice: BillingSelection) -> list[list[int]]:
    """The records that are done, those of one invoice together: numbers, as they may be many."""
    found: dict[Hashable, list[int]] = {}
    for record in previews.each_chosen(work, choice):
        if record.done:
            found.setdefault(previews.group_key(record), []).append(record.id)
    return list(found.values())


def put(work: Work, draft: Draft, issuer: Issuer, writer: Writer) -> IssuedDocument:
    """Issue a draft inside the transaction of the caller.

    :raises Refused: it lacks what one of its formats needs
    """
    store = work.store
    formats = keeping.formats_to_keep(draft.document, draft.formats, writer)
    if issuer.logo:
        stored_documents.keep_logo(store, issuer.logo)
    document, series, seq = numbered(work, draft.document, issuer, draft.customer_id)
    invoice_id = add(work, document, series, seq, draft.customer_id, None)
    for line in draft.lines:
        position = line.item.line.position
        stored.add_line(
            store, invoice_id, position, line.record_id, line.service_id, flat=line.flat
        )
        logs = [(log.id, log.record_id, log.worked_seconds) for log in line.logs]
        stored.add_logs(store, invoice_id, position, logs)
        on_line = [(item.id, item.record_id) for item in line.items]
        items.add_to_line(store, invoice_id, position, on_line)
        if line.draw is not None:
            retainers.add_draw(store, invoice_id, position, line.draw)
    customer_credit.move(store, draft, invoice_id)
    stored.link_logs(store, invoice_id)
    items.link(store, invoice_id)
    keeping.keep_issued(work, invoice_id, document, draft.customer_id, formats, writer)
    stored.seal(store, invoice_id)
    return stored.IssuedDocument(invoice_id, draft.customer_id, document)


def add(
    work: Work,
    document: Document,
    series: str,
    seq: int,
    customer_id: int,
    credits_id: int | None,
) -> int:
    """Insert the head of a document with the snapshot of all that is printed."""
    import json

    return stored.add(
        work.store,
        document,
        snapshot=json.dumps(as_values(document), ensure_ascii=False),
        series=series,
        seq=seq,
        customer_id=customer_id,
        credits_id=credits_id,
        at=work.now,
    )


def numbered(
    work: Work, document: Document, issuer: Issuer, customer_id: int
) -> tuple[Document, str, int]:
    """The document with the next number, its series and its place in it.

    :raises Refused: dated before the last document of the series, the number is taken, or the
        pattern needs the code of a customer who has none
    """
    day, pattern = document.issue_date, issuer.pattern(document.kind)
    code = numbers.code_of(work, pattern, customer_id, document.kind)
    series = counter_key(pattern, day, code)
    last = stored.last_of(work.store, series)
    _check_apart(document, series, issuer, code, last)
    if last and day < last[1]:
        raise Refused(
            f"cannot use the date {day}: the latest document in the series, {last[0]},"
            f" is dated {last[1]}",
            f"use --date {last[1]} or later",
        )
    seq = stored.next_in(work.store, series)
    written = number(pattern, day, seq, code or "")
    numbers.check_free(work, written, document.kind)
    return document._replace(number=written), series, seq


def _check_apart(
    document: Document,
    series: str,
    issuer: Issuer,
    code: str | None,
    last: tuple[str, date, str] | None,
) -> None:
    """Refuse a quote a number of the invoices, and an invoice one of the quotes.

    :raises Refused: both would be taken from one series
    """
    is_quote = document.kind == QUOTE
    patterns = (issuer.number, issuer.credit_number) if is_quote else ()
    day = document.issue_date
    shared = series in {counter_key(pattern, day, code) for pattern in patterns}
    if shared or (last and (last[2] == QUOTE) != is_quote):
        setting = numbers.SETTINGS[document.kind]
        pattern = issuer.pattern(document.kind)
        raise Refused(
            f"quotes and invoices need different number patterns, but {setting} is {pattern!r},"
            f" the same as for {'invoices' if is_quote else 'quotes'}",
            f"timelog config set {setting} PATTERN",
        )
