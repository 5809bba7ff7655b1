"""Credit notes: an issued invoice never changes, it is only credited, in full or by line."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import CREDIT_NOTE, Document, Item
from timelog_cli.domain.money.credits import Credit, Invoiced, credit, negated
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import items, retainers
from timelog_cli.store.queries.documents import formats_of_customer
from timelog_cli.usecases.billing import issuing, keeping, lifecycle
from timelog_cli.usecases.sync.issuing import numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import Issuer
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.keeping import Writer


class Credited(Frozen):
    """A credit note, and what can be billed again because of it.

    ``flats`` are the records whose fixed price it credited. ``unmarked`` counts the logs that are
    non-billable now, as their records are.
    """

    document: Document
    logs: int
    items: int
    flats: list[str]
    unmarked: int


def credit_invoice(
    work: Work,
    number: str,
    *,
    lines: Collection[int] | None,
    day: date,
    note: str = "",
    issuer: Issuer,
    writer: Writer,
) -> Credited:
    """Credit an invoice, or ``lines`` of it, and free their logs.

    :param note: what the credit note says, such as why

    :raises Refused: a credit note, credited already, no such line, or dated before the invoice
    """
    with numbering(work):
        found = lifecycle.invoice(work, number, "credited")
        lifecycle.check_after_issue(found.document, day)
        _check_retainers(work, found, lines)
        made, taken = _note(found.document, stored.credit_notes(work.store, found.id), lines, day)
        made = made._replace(template=issuer.template, note=note)
        gets = formats_of_customer(work.store, found.customer_id)
        formats = keeping.formats_to_keep(made, gets, writer)
        made, series, seq = issuing.numbered(work, made, issuer, found.customer_id)
        note_id = issuing.add(work, made, series, seq, found.customer_id, found.id)
        logs, on_lines = _put_lines(work, note_id, found.id, taken)
        keeping.keep_issued(work, note_id, made, found.customer_id, formats, writer)
        stored.seal(work.store, note_id)
        freed = stored.free_logs(work.store, found.id, logs)
        unmarked = stored.unmark_logs(work.store, logs)
        return Credited(
            made,
            freed - unmarked,
            items.free(work.store, found.id, on_lines),
            stored.flat_refs(work.store, found.id, taken.positions),
            unmarked,
        )


def _check_retainers(work: Work, found: IssuedDocument, lines: Collection[int] | None) -> None:
    """Refuse to take back what invoices draw on, or a part of one that draws.

    :raises Refused: it is one of these
    """
    number, retainer_id = found.document.number, retainers.of_invoice(work.store, found.id)
    drawing = retainers.drawing(work.store, retainer_id) if retainer_id else []
    if drawing:
        draw = "draws" if len(drawing) == 1 else "draw"
        raise Refused(
            f"cannot credit {number}: {', '.join(drawing)} {draw} on this retainer",
            f"to credit {drawing[0]} first: timelog billing credit {drawing[0]}",
        )
    if lines is not None and retainers.draws(work.store, found.id):
        raise Refused(
            f"cannot credit single lines of {number}: it draws on a retainer",
            f"to credit the whole invoice: timelog billing credit {number}",
        )


def _note(
    invoice: Document, notes: Sequence[Document], lines: Collection[int] | None, day: date
) -> tuple[Document, Credit]:
    before = [_credit_of(note) for note in notes]
    taken = credit(_invoiced(invoice), before, lines)
    chosen = [item for item in invoice.items if item.line.position in taken.positions]
    return (
        invoice._replace(
            kind=CREDIT_NOTE,
            number="",
            credits=invoice.number,
            credits_date=invoice.issue_date,
            early_payment=None,
            issue_date=day,
            due_date=day,
            items=tuple(_taken_back(place, item) for place, item in enumerate(chosen, 1)),
            totals=negated(taken.totals),
            quoted=(),
        ),
        taken,
    )


def _invoiced(invoice: Document) -> Invoiced:
    return Invoiced(
        invoice.lines,
        invoice.totals,
        invoice.currency,
        invoice.prices_include_tax,
        invoice.withholding and invoice.withholding.percent,
        invoice.number,
    )


def _credit_of(note: Document) -> Credit:
    positions = tuple(item.credits_line or 0 for item in note.items)
    return Credit(positions, negated(note.totals))


def _taken_back(position: int, item: Item) -> Item:
    line = item.line
    back = line._replace(
        position=position,
        seconds=-line.seconds,
        worked_seconds=-line.worked_seconds,
        quantity=_minus(line.quantity),
        gross=_minus(line.gross),
        discount=_minus(line.discount),
        net=_minus(line.net),
    )
    return item._replace(line=back, credits_line=line.position)


def _minus(amount: Decimal) -> Decimal:
    return amount.copy_negate() if amount else amount


def _put_lines(
    work: Work, note_id: int, invoice_id: int, taken: Credit
) -> tuple[list[int], list[int]]:
    """Write the lines of a credit note; the logs and the items that they free."""
    store = work.store
    rows = stored.line_rows(store, invoice_id)
    logs_of = stored.line_logs(store, invoice_id)
    freed: list[int] = []
    freed_items: list[int] = []
    for place, position in enumerate(taken.positions, 1):
        stored.add_line(store, note_id, place, *rows[position], credits_position=position)
        logs = logs_of.get(position, [])
        stored.add_logs(store, note_id, place, logs)
        freed.extend(log for log, _, _ in logs)
        on_line = items.of_line(store, invoice_id, position)
        items.add_to_line(store, note_id, place, on_line)
        freed_items.extend(item for item, _ in on_line)
    return freed, freed_items
