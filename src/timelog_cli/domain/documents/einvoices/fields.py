"""Fields of sellers and customers: their names, their terms in EN 16931, how they are filled."""

from __future__ import annotations

from timelog_cli.domain.text import typed
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.documents.invoices import Document, Party

# The words, the term of the seller, that of the buyer, and what stands for the value.
_FIELDS = {
    "name": ("name", "BT-27", "BT-44", "NAME"),
    "street": ("street", "BT-35", "BT-50", "STREET"),
    "city": ("city", "BT-37", "BT-52", "CITY"),
    "postcode": ("postcode", "BT-38", "BT-53", "POSTCODE"),
    "country": ("country", "BT-40", "BT-55", "COUNTRY"),
    "contact": ("contact", "BT-41", "BT-56", "NAME"),
    "phone": ("phone number", "BT-42", "BT-57", "PHONE"),
    "email": ("email address", "BT-43", "BT-58", "EMAIL"),
    "vat_id": ("VAT id", "BT-31", "BT-48", "VAT_ID"),
    "tax_number": ("tax number", "BT-32", "", "NUMBER"),
    "legal_id": ("legal id", "BT-30", "BT-47", "NUMBER"),
    "legal_scheme": ("legal id scheme", "BT-30-1", "BT-47-1", "SCHEME"),
    "electronic_address": ("electronic address", "BT-34", "BT-49", "ADDRESS"),
    "electronic_scheme": ("electronic address scheme", "BT-34-1", "BT-49-1", "SCHEME"),
    "iban": ("bank account (IBAN)", "BT-84", "", "IBAN"),
}
ELECTRONIC = ("electronic_address", "electronic_scheme")
CONTACT = ("contact", "phone", "email")
PLACE = ("city", "postcode")


class MissingField(Frozen):
    """What a document lacks: the field in words, its term in EN 16931, and what fills it in.

    ``reason`` says why it is needed, or what is wrong with it.
    """

    field: str
    term: str
    reason: str
    command: str


class Side(Frozen):
    """The seller or the buyer of a document, and the field of it that is missing."""

    party: Party
    is_seller: bool

    @property
    def whose(self) -> str:
        """As fields begin."""
        return "the seller's" if self.is_seller else "the buyer's"

    def lacking(self, name: str, reason: str, value: str = "") -> MissingField:
        """A field that is missing, or wrong."""
        words, seller_term, buyer_term, placeholder = _FIELDS[name]
        term = seller_term if self.is_seller else buyer_term
        return MissingField(
            f"{self.whose} {words}", term, reason, self.command(name, value or placeholder)
        )

    def command(self, name: str, value: str) -> str:
        """What sets a field of the party."""
        if self.is_seller:
            return f"timelog config set seller.{name} {value}"
        option = name.replace("_", "-")
        return f"timelog customer edit {typed(self.party.name)} --{option} {value}"

    def needs(self, names: tuple[str, ...], reason: str) -> Iterator[MissingField]:
        """Those of the fields that are empty."""
        for name in names:
            if not getattr(self.party, name).strip():
                yield self.lacking(name, reason)


def sides(document: Document) -> tuple[Side, Side]:
    """The seller and the buyer."""
    return Side(document.seller, True), Side(document.buyer, False)
