"""What Peppol and some countries want beyond EN 16931, and what XRechnung wants."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices.fields import CONTACT, PLACE, MissingField, sides
from timelog_cli.domain.documents.einvoices.payment import is_within
from timelog_cli.domain.documents.invoices import CREDIT_NOTE
from timelog_cli.domain.parties.electronic import is_of_scheme
from timelog_cli.domain.text import shown, typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.documents.einvoices.fields import Side
    from timelog_cli.domain.documents.invoices import Document

_FEWEST_DIGITS = 3
_SHORTEST_ITALIAN, _LONGEST_ITALIAN = 11, 16
_SWEDISH_RATES = (6, 12, 25)
_F_TAX = "Godkänd för F-skatt"

# Of the list EAS: what the network has no addresses of.
_NOT_IN_PEPPOL = frozenset(
    ["0219", "0220", "0242", "0244", "0245", "0246", "0248", "AN", "AQ", "AS", "AU", "EM"]
)

# The schemes whose numbers the network checks.
_CHECKED = frozenset(["0007", "0088", "0151", "0184", "0192", "0201", "0208", "0210", "0211"])


def german(document: Document, reason: str) -> Iterator[MissingField]:
    """What XRechnung needs, and Peppol within Germany (BR-DE, DE-R)."""
    seller, buyer = sides(document)
    yield from seller.needs((*PLACE, *CONTACT), reason)
    yield from buyer.needs(PLACE, reason)
    phone, email = seller.party.phone, seller.party.email
    if phone and sum(one.isdigit() for one in phone) < _FEWEST_DIGITS:
        yield seller.lacking("phone", f"{shown(phone)} is not a phone number")
    if email and not _is_email(email):
        yield seller.lacking("email", f"{shown(email)} is not an email address")
    if not document.buyer_reference:
        command = buyer.command("buyer_reference", "REFERENCE")
        yield MissingField("the buyer reference", "BT-10", reason, command)
    if document.kind == CREDIT_NOTE:
        return
    yield from seller.needs(("iban",), reason)
    iban = seller.party.iban
    if iban and document.currency == "EUR" and not _is_iban(iban):
        yield seller.lacking("iban", f"{shown(iban)} is not an IBAN")


def _is_iban(number: str) -> bool:
    from stdnum import iban

    found: bool = iban.is_valid(number)
    return found


def _is_email(text: str) -> bool:
    name, at, host = text.partition("@")
    plain = text.isascii() and not any(one.isspace() for one in text)
    ends = all(part and part[0] != "." != part[-1] for part in (name, host))
    return bool(at) and plain and ends and "@" not in host and "." in host and ".." not in text


def in_peppol(document: Document, reason: str) -> Iterator[MissingField]:
    """What the network needs, and the countries in it."""
    if not (document.buyer_reference or document.order_reference or is_within(document, "DE")):
        _, buyer = sides(document)
        command = buyer.command("buyer_reference", "REFERENCE")
        either = f"{reason}; the order can be given when you issue it, with --order-reference"
        yield MissingField(
            "the buyer reference or the order reference", "BT-10, BT-13", either, command
        )
    for side in sides(document):
        party = side.party
        if party.electronic_scheme in _NOT_IN_PEPPOL:
            other = "that of a German VAT id is 9930"
            wrong = f"{party.electronic_scheme} is not a Peppol scheme; {other}"
            yield side.lacking("electronic_scheme", wrong)
        for name, scheme in (
            ("electronic_address", party.electronic_scheme),
            ("legal_id", party.legal_scheme),
        ):
            number = getattr(party, name)
            if number and not _is_valid(number, scheme):
                yield side.lacking(name, f"{shown(number)} is not valid in scheme {scheme}")
    yield from _of_countries(document, reason)


def _is_valid(number: str, scheme: str) -> bool:
    """Whether the network takes a number of a scheme, without blanks and points."""
    return scheme not in _CHECKED or (number.isalnum() and is_of_scheme(number, scheme))


# Fields, and the schemes of the legal id: IT-R, NL-R, DK-R, IS-R.
_ADDRESS = ("street", *PLACE)
_OF_SELLER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "NL": (_ADDRESS, ("0106", "0190")),
    "DK": (("legal_id",), ("0184",)),
    "IS": (("legal_id", "street", "postcode"), ("0196",)),
}
_OF_BUYER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "NL": (_ADDRESS, ("0106", "0190")),
    "IS": (("legal_id", "street", "postcode"), ("0196",)),
}


def _of_countries(document: Document, reason: str) -> Iterator[MissingField]:
    seller, buyer = sides(document)
    home = seller.party.country
    if home in _OF_SELLER:
        yield from _needs(seller, *_OF_SELLER[home], reason)
    if home in _OF_BUYER and is_within(document, home):
        yield from _needs(buyer, *_OF_BUYER[home], reason)
    if home == "NL" and document.kind != CREDIT_NOTE:
        yield from seller.needs(("iban",), reason)
    if taxed_in(document) == "IT":
        yield from _italian(seller, reason)
    if home == "SE":
        yield from _swedish(document, seller)


def taxed_in(document: Document) -> str:
    """The country that the VAT id of the seller begins with, else that of the address."""
    return (document.seller.vat_id or document.seller.country)[:2]


def _needs(
    side: Side, fields: tuple[str, ...], schemes: tuple[str, ...], reason: str
) -> Iterator[MissingField]:
    yield from side.needs(fields, f"{reason} in {side.party.country}")
    if side.party.legal_id and side.party.legal_scheme not in schemes:
        known = " or ".join(schemes)
        wrong = f"in {side.party.country} it must be {known}"
        yield side.lacking("legal_scheme", wrong, schemes[0])


def _italian(seller: Side, reason: str) -> Iterator[MissingField]:
    yield from seller.needs(_ADDRESS, f"{reason} in IT")
    number = seller.party.tax_number
    if number and not (
        number.isalnum()
        and number == number.upper()
        and len(number) in range(_SHORTEST_ITALIAN, _LONGEST_ITALIAN + 1)
    ):
        yield seller.lacking("tax_number", f"{shown(number)} is not an Italian tax number")


def _swedish(document: Document, seller: Side) -> Iterator[MissingField]:
    """Numbers and rates as SE-R has them."""
    from stdnum.se import orgnr

    party = seller.party
    if party.legal_id and not (party.legal_id.isdigit() and orgnr.is_valid(party.legal_id)):
        wrong = f"{shown(party.legal_id)} is not a Swedish organisation number"
        yield seller.lacking("legal_id", wrong)
    if party.legal_id and party.tax_number and party.tax_number.upper() != _F_TAX.upper():
        yield seller.lacking("tax_number", f"in SE it must be {_F_TAX!r}", typed(_F_TAX))
    for line in document.lines if party.vat_id.startswith("SE") else ():
        if line.tax_rate and line.tax_rate not in _SWEDISH_RATES:
            wrong = f"in SE it must be one of {', '.join(map(str, _SWEDISH_RATES))}"
            edit = f"timelog record edit {line.record.partition(',')[0]} --tax-rate PERCENT"
            yield MissingField(f"the tax rate of line {line.position}", "BT-152", wrong, edit)
