"""Structured invoices as XML, in the syntaxes of EN 16931: UBL 2.1 and UN/CEFACT CII D16B."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices import PROFILES, UBL
from timelog_cli.domain.documents.einvoices.building import structured
from timelog_cli.domain.documents.einvoices.completeness import check_possible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.documents.invoices import Document


def content(document: Document, format_name: str) -> bytes:
    """The XML of an invoice or a credit note; the same bytes for the same document.

    What a profile wants is looked for beforehand, by ``completeness.check_complete``.

    :param format_name: one of ``PROFILES``; that of ``facturx`` is for the inside of its PDF
    :raises Refused: a quote, or amounts that the norm has no digits for
    """
    from timelog_cli.render.documents.xml import cii, ubl

    profile = PROFILES[format_name]
    check_possible(document, profile)
    write = ubl.write if profile.syntax == UBL else cii.write
    return write(structured(document, profile), profile)
