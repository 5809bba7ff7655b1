"""What an issued document, or one that would be issued, lacks for a structured format."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices import PROFILES
from timelog_cli.domain.documents.einvoices.completeness import missing
from timelog_cli.domain.logs import looks_like_ref
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import items
from timelog_cli.store.queries.documents import formats_of_customer
from timelog_cli.usecases.billing import lifecycle, previews
from timelog_cli.usecases.billing.previews import BillingSelection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.documents.billable import Draft, Issuer, Terms
    from timelog_cli.domain.documents.einvoices.fields import MissingField
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work


class Checked(Frozen):
    """A document, the name of the format it was checked for, and what it lacks."""

    document: Document
    format: str
    missing: list[MissingField]


def check(
    work: Work, names: Sequence[str], format_name: str | None, issuer: Issuer, terms: Terms
) -> Checked:
    """Check the document of a number as it was issued, else the invoice of records.

    :param format_name: without one, the first structured format that the customer gets
    :raises NotFound: neither a document nor a record
    :raises Refused: a quote, what an invoice would be refused for, or several invoices
    """
    found = _found(work, names, issuer, terms)
    wanted = format_name or _format_of_customer(work, found, names)
    named, edits = _named(work, found)
    return Checked(found.document, wanted, missing(named, wanted, edits))


def _format_of_customer(work: Work, found: IssuedDocument | Draft, names: Sequence[str]) -> str:
    gets = formats_of_customer(work.store, found.customer_id)
    structured = [name for name in gets if name in PROFILES]
    if not structured:
        customer = found.document.customer
        raise UsageError(
            f"billing check: missing --format, as {customer} gets no structured format",
            f"timelog billing check {' '.join(map(typed, names))} --format xrechnung",
        )
    return structured[0]


def _named(work: Work, found: IssuedDocument | Draft) -> tuple[Document, dict[int, str]]:
    """The document with its customer as it is called now, and the commands that change items."""
    document = found.document
    name = stored.customer_name(work.store, found.customer_id)
    on_lines = _items(work, found)
    edits = {position: f"timelog billing item edit {item}" for position, item in on_lines.items()}
    return document._replace(buyer=document.buyer._replace(name=name)), edits


def _items(work: Work, found: IssuedDocument | Draft) -> dict[int, int]:
    """The numbers of the items, by the positions of their lines."""
    if isinstance(found, stored.IssuedDocument):
        return items.by_line(work.store, found.id)
    return {line.item.line.position: line.items[0].id for line in found.lines if line.items}


def _found(
    work: Work, names: Sequence[str], issuer: Issuer, terms: Terms
) -> IssuedDocument | Draft:
    found = [one for one in (stored.find(work.store, name.strip()) for name in names) if one]
    if found and len(names) > 1:
        raise UsageError(
            "only one document can be checked at a time",
            "give one number, or the records of one invoice",
        )
    return found[0] if found else _draft(work, names, issuer, terms)


def _draft(work: Work, names: Sequence[str], issuer: Issuer, terms: Terms) -> Draft:
    try:
        preview = previews.preview(work, BillingSelection(tuple(names)), issuer, terms)
    except UsageError:
        if len(names) == 1 and looks_like_ref(names[0]):
            lifecycle.find(work, names[0])  # which names the documents that may be meant
        raise
    drafts = preview.drafts
    if not drafts:
        raise Refused(f"nothing to bill on {', '.join(names)[:200]}", "timelog billing unbilled")
    if len(drafts) > 1:
        raise Refused(
            f"these records would make {len(drafts)} invoices",
            "give the records of one invoice: one customer and one currency",
        )
    return drafts[0]
