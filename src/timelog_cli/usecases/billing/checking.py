"""What an issued document, or one that would be issued, lacks for a structured format."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices.completeness import missing
from timelog_cli.domain.logs import looks_like_ref
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.usecases.billing import lifecycle, previews
from timelog_cli.usecases.billing.previews import BillingSelection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.documents.billable import Issuer, Terms
    from timelog_cli.domain.documents.einvoices.fields import MissingField
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.usecases import Work


class Checked(Frozen):
    """A document, the name of the format it was checked for, and what it lacks."""

    document: Document
    format: str
    missing: list[MissingField]


def check(
    work: Work, names: Sequence[str], format_name: str, issuer: Issuer, terms: Terms
) -> Checked:
    """Check the document of a number as it was issued, else the invoice of records.

    :raises NotFound: neither a document nor a record
    :raises Refused: a quote, what an invoice would be refused for, or several invoices
    """
    document = _document(work, names, issuer, terms)
    return Checked(document, format_name, missing(document, format_name))


def _document(work: Work, names: Sequence[str], issuer: Issuer, terms: Terms) -> Document:
    found = [one for one in (stored.find(work.store, name.strip()) for name in names) if one]
    if found and len(names) > 1:
        raise UsageError(
            "only one document can be checked at a time",
            "give one number, or the records of one invoice",
        )
    return found[0].document if found else _draft(work, names, issuer, terms)


def _draft(work: Work, names: Sequence[str], issuer: Issuer, terms: Terms) -> Document:
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
    return drafts[0].document
