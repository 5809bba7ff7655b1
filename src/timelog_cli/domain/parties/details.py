"""How the fields of sellers and customers are read."""

from __future__ import annotations

from timelog_cli.domain.parties.codes import (
    SCHEME_LENGTH,
    read_country,
    read_electronic_scheme,
    read_exemption_code,
    read_legal_scheme,
)
from timelog_cli.domain.parties.numbers import (
    read_bic,
    read_buyer_reference,
    read_iban,
    read_vat_id,
)
from timelog_cli.domain.text import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# What each is called, and how long it may be.
_TEXTS = {
    "street": ("the street", 200),
    "street2": ("the second line of the street", 200),
    "postcode": ("the postcode", 20),
    "city": ("the city", 100),
    "region": ("the region", 100),
    "country": ("the country", 40),
    "contact": ("the contact", 200),
    "phone": ("the phone number", 60),
    "vat_id": ("the VAT id", 60),
    "tax_number": ("the tax number", 60),
    "legal_id": ("the legal id", 100),
    "legal_scheme": ("the scheme of the legal id", SCHEME_LENGTH),
    "electronic_address": ("the electronic address", 200),
    "electronic_scheme": ("the scheme of the electronic address", SCHEME_LENGTH),
    "buyer_reference": ("the buyer reference", 200),
    "exemption_code": ("the exemption code", 40),
    "iban": ("the IBAN", 60),
    "bic": ("the BIC", 40),
}
FIELDS = frozenset(_TEXTS)
_READ: dict[str, Callable[[str], str]] = {
    "legal_scheme": read_legal_scheme,
    "electronic_scheme": read_electronic_scheme,
    "vat_id": read_vat_id,
    "iban": read_iban,
    "bic": read_bic,
    "buyer_reference": read_buyer_reference,
    "exemption_code": read_exemption_code,
}


def read_detail(name: str, text: str, *, force: bool = False) -> str:
    """A field of a seller or customer, as it is stored; empty for an empty text.

    :param force: take numbers and codes as they are
    :raises UsageError: too long, a character that is no text, or a wrong number or code
    """
    if not text.strip():
        return ""
    what, limit = _TEXTS[name]
    checked = name in _READ and not force
    # A word in place of a code gets the answer that names some codes.
    value = one_line(text, what, max(limit, 40) if checked else limit)
    if name == "country":
        return read_country(value)
    return _READ[name](value) if checked else value
