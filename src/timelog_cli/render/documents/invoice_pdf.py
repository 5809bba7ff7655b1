"""Invoices, credit notes and quotes as PDF."""

from __future__ import annotations

import re
from functools import lru_cache

from timelog_cli.domain.documents.wording import language
from timelog_cli.render.documents.party_view import account_text, on_one_line
from timelog_cli.render.documents.payment_codes import SWISS, payment_code, swiss_address
from timelog_cli.render.documents.pdf import pdf
from timelog_cli.render.documents.templates import text_of
from timelog_cli.render.documents.view import view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document, Party
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.render.documents.pdf import Attachment

    Values = dict[str, Any]

# Where paper is Letter, as CLDR has it; elsewhere it is A4.
_LETTER = ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
# Letters that run from the right, which the few documents that have them are searched for.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# The headings of a QR-bill, as its implementation guidelines write them: English, Italian, German,
# French; in other languages it is English.
_SWISS_WORDS = {
    "payment-part": ("Payment part", "Sezione pagamento", "Zahlteil", "Section paiement"),
    "account": (
        "Account / Payable to",
        "Conto / Pagabile a",
        "Konto / Zahlbar an",
        "Compte / Payable à",
    ),
    "information": (
        "Additional information",
        "Informazioni supplementari",
        "Zusätzliche Informationen",
        "Informations supplémentaires",
    ),
    "currency": ("Currency", "Valuta", "Währung", "Monnaie"),
    "amount": ("Amount", "Importo", "Betrag", "Montant"),
    "receipt": ("Receipt", "Ricevuta", "Empfangsschein", "Récépissé"),
    "acceptance-point": (
        "Acceptance point",
        "Punto di accettazione",
        "Annahmestelle",
        "Point de dépôt",
    ),
    "separate": (
        "Separate before paying in",
        "Da staccare prima del versamento",
        "Vor der Einzahlung abzutrennen",
        "A détacher avant le versement",
    ),
    "payable-by": ("Payable by", "Pagabile da", "Zahlbar durch", "Payable par"),
    "payable-by-whom": (
        "Payable by (name/address)",
        "Pagabile da (nome/indirizzo)",
        "Zahlbar durch (Name/Adresse)",
        "Payable par (nom/adresse)",
    ),
}
_SWISS_LANGUAGES = ("en", "it", "de", "fr")


def invoice_pdf(
    document: Document,
    exact: Mapping[str, Any] | None = None,
    logo: Logo | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """A document as PDF.

    :param exact: its plain values, if they are known
    :raises Refused: the library is not installed, or no font has a character
    """
    code = payment_code(document)
    is_swiss = code is not None and code.kind == SWISS
    more: Values = {
        "paper": "a4" if is_swiss else _paper(document),
        "logo": logo and {"format": logo.format},
        "code": code and code.svg,
        "swiss": _swiss(document) if is_swiss else None,
    }
    values = view(document, exact)
    more["right_to_left"] = bool(_RIGHT_TO_LEFT.search(repr(values)))
    return pdf(_source(), values, attachments, more, logo.content if logo else b"")


def factur_x(
    document: Document, exact: Mapping[str, Any] | None = None, logo: Logo | None = None
) -> bytes:
    """A document as PDF with the same as XML inside: Factur-X, in the profile EN 16931.

    :raises Refused: a library is not installed, no font has a character, or it is a quote
    """
    from timelog_cli.render.documents import factur_x, xml

    inside = factur_x.attachment(xml.content(document, "facturx"))
    return factur_x.marked(invoice_pdf(document, exact, logo, [inside]))


@lru_cache
def _source() -> str:
    return text_of("invoice.typ")


def _paper(document: Document) -> str:
    """The paper of the country of the sender, else of the recipient, else of the locale."""
    countries = (document.seller.country, document.buyer.country, document.locale[-2:])
    country = next(filter(None, countries))
    return "us-letter" if country in _LETTER else "a4"


def _swiss(document: Document) -> Values:
    """What is written on a QR-bill beside its code."""
    spoken = language(document.locale)
    at = _SWISS_LANGUAGES.index(spoken) if spoken in _SWISS_LANGUAGES else 0
    has_debtor = swiss_address(document.buyer) is not None
    return {
        "words": {key: texts[at] for key, texts in _SWISS_WORDS.items()},
        "account": account_text(document.seller.iban),
        "creditor": _lines(document.seller),
        "debtor": _lines(document.buyer) if has_debtor else [],
        "currency": document.currency,
        "amount": f"{document.totals.payable:,.2f}".replace(",", " "),
        "information": on_one_line(document.number),
    }


def _lines(party: Party) -> list[str]:
    place = f"{party.postcode} {party.city}"
    return [on_one_line(line) for line in (party.name, party.street, place) if line]
