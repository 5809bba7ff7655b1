"""What was quoted beside what is billed, of records that have an accepted quote."""

from __future__ import annotations

from timelog_cli.domain.documents.comparison import (
    Billed,
    BilledLine,
    Quoted,
    RecordQuote,
    billed_of,
    compared,
    quote_status,
)
from timelog_cli.store.queries import quotes as stored_quotes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timelog_cli.domain.documents.billable import BillableRecord, Draft, DraftLine
    from timelog_cli.domain.documents.comparison import QuoteLine
    from timelog_cli.usecases import Work


def of_record(work: Work, record_id: int, today: date) -> list[RecordQuote]:
    """The quotes of a record, oldest first."""
    found = stored_quotes.of_records(work.store, [record_id], accepted=False).get(record_id, [])
    return [_of_record(work, record_id, one, today) for one in found]


def _of_record(work: Work, record_id: int, one: stored_quotes.OfRecord, today: date) -> RecordQuote:
    status = quote_status(one.answer, one.valid_until, today)
    return RecordQuote(one.line, status, one.valid_until, _billed(work, record_id, one.line, ()))


def with_quotes(
    work: Work, draft: Draft, records: Sequence[BillableRecord], *, shown: bool
) -> Draft:
    """The draft of an invoice with what the accepted quotes of its records said.

    A quote to another customer, who had the record before, is none of this one's business.

    :param shown: whether the document shows it too
    """
    accepted = stored_quotes.of_records(
        work.store, [record.id for record in records], accepted=True
    )
    if not accepted:
        return draft
    lines = [_line(line) for line in draft.lines]
    found = []
    for record in records:
        for one in accepted.get(record.id, ()):
            same = one.line.customer_id == draft.customer_id
            quoted = _compared(work, record, one.line, lines) if same else None
            found.extend([quoted] if quoted else [])
    document = draft.document._replace(quoted=tuple(found)) if shown else draft.document
    return draft._replace(document=document, quoted=tuple(found))


def _line(line: DraftLine) -> BilledLine:
    shares: dict[int, int] = {}
    for log in () if line.record_id else line.logs:
        shares[log.record_id] = shares.get(log.record_id, 0) + log.worked_seconds
    whole = {line.record_id: 1} if line.record_id else shares
    return BilledLine(line.item.line.seconds, line.item.line.amount, whole, int(line.flat))


def _compared(
    work: Work, record: BillableRecord, quote: QuoteLine, lines: Sequence[BilledLine]
) -> Quoted | None:
    """Nothing where the quote was in another currency or way of prices, or nothing is billed."""
    price = record.price
    same = price and (price.currency, price.includes_tax) == (quote.currency, quote.includes_tax)
    if not price or not same or not any(line.shares.get(record.id) for line in lines):
        return None
    billed = _billed(work, record.id, quote, lines)
    return compared(quote, billed, price.unit, price.unit_seconds)


def _billed(work: Work, record_id: int, quote: QuoteLine, lines: Sequence[BilledLine]) -> Billed:
    """What is billed of a record on its invoices so far, and with these lines of the next one."""
    before = stored_quotes.billed(work.store, record_id, quote)
    return billed_of(record_id, [*before, *lines], quote.currency)
