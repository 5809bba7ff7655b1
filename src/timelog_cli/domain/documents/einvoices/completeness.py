"""What a document lacks for a profile, and the commands that fill it in."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices import PROFILES, national
from timelog_cli.domain.documents.einvoices.building import structured
from timelog_cli.domain.documents.einvoices.fields import ELECTRONIC, MissingField, sides
from timelog_cli.domain.documents.einvoices.payment import needs_means
from timelog_cli.domain.documents.einvoices.taxes import (
    EXEMPT,
    INTRA_COMMUNITY,
    OUT_OF_SCOPE,
    category_code,
)
from timelog_cli.domain.documents.einvoices.unit_codes import is_unit_code
from timelog_cli.domain.documents.invoices import QUOTE
from timelog_cli.domain.money import ZERO, digits, with_currency
from timelog_cli.domain.parties.codes import (
    countries,
    electronic_schemes,
    exemption_codes,
    legal_schemes,
)
from timelog_cli.domain.text import shown, typed
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from timelog_cli.domain.documents.einvoices import Profile
    from timelog_cli.domain.documents.einvoices.fields import Side
    from timelog_cli.domain.documents.einvoices.semantics import StructuredInvoice
    from timelog_cli.domain.documents.invoices import Document, Item

_MOST_NAMED = 5
_MOST_PLACES = 2
_ALWAYS = "every structured invoice needs it"
_VAT_PREFIXES = ("EL", "XI", "1A")
_GREEK = ("EL", "GR")
_UNLISTED = ("STN", "XAD")  # newer than the list of BR-CL-04
_NEEDS_VAT_IDS = {"K": "a supply within the European Union", "G": "an export"}


def missing(
    document: Document, format_name: str, edits: Mapping[int, str] | None = None
) -> list[MissingField]:
    """What is missing or contradictory, in the order of the document; nothing if it is complete.

    :param format_name: one of ``PROFILES``
    :param edits: the commands that change lines that are items, by their positions
    :raises Refused: it is a quote, or another that nothing could complete
    """
    profile = PROFILES[format_name]
    check_possible(document, profile)
    found: dict[tuple[str, str], MissingField] = {}
    lines = _of_lines(document, edits or {})
    for one in (*_of_parties(document), *lines, *_of_profile(document, profile)):
        found.setdefault((one.field, one.term), one)
    return list(found.values())


def check_possible(document: Document, profile: Profile) -> None:
    """Refuse a document that no field could complete.

    :raises Refused: a quote, amounts of more than two decimal places, a currency that the norm
        does not know, a Greek seller in Peppol
    """
    if document.kind == QUOTE:
        raise _impossible(document, profile, "quotes cannot be written in this format")
    if profile.name == "peppol" and national.taxed_in(document) in _GREEK:
        why = "Peppol requires a myDATA MARK from Greek sellers, which timelog cannot provide"
        raise _impossible(document, profile, why)
    if document.currency in _UNLISTED:
        why = f"the standard has no code for the currency {document.currency}"
        raise _impossible(document, profile, why)
    if digits(document.currency) > _MOST_PLACES:
        for amount in _amounts(structured(document, profile)):
            if amount != round(amount, _MOST_PLACES):
                what = with_currency(amount, document.currency)
                why = f"it has amounts with three decimal places, such as {what}"
                raise _impossible(document, profile, why)


def _impossible(document: Document, profile: Profile, why: str) -> Refused:
    return Refused(
        f"cannot write {_named(document)} as {profile.name}: {why}",
        "write it in another format, such as --format pdf",
    )


def _amounts(invoice: StructuredInvoice) -> Iterator[Decimal]:
    """All that the norm has two decimal places for (BR-DEC)."""
    yield from invoice.sums
    for line in invoice.lines:
        yield from (line.net, line.discount)
    for adjustment in invoice.adjustments:
        yield from (adjustment.amount, adjustment.base or ZERO)
    for tax in invoice.taxes:
        yield from (tax.base, tax.tax)


def check_complete(document: Document, format_name: str) -> None:
    """Refuse a document that lacks something.

    :raises Refused: naming what is missing
    """
    found = missing(document, format_name)
    if found:
        names = [f"{one.field} ({one.term})" for one in found[:_MOST_NAMED]]
        more = len(found) - len(names)
        listed = ", ".join(names) + (f" and {more} more" if more > 0 else "")
        which = typed(document.number) if document.number else _refs(document)
        raise Refused(
            f"cannot write {_named(document)} as {format_name}: it lacks {listed}",
            f"timelog billing check {which} --format {format_name}" if which else found[0].command,
        )


def _named(document: Document) -> str:
    kind = "quote" if document.kind == QUOTE else "invoice"
    return shown(document.number) or f"the {kind} to {shown(document.buyer.name)}"


def _refs(document: Document) -> str:
    """Its records; a line can bill several."""
    return " ".join(document.refs).replace(",", "")


def _of_parties(document: Document) -> Iterator[MissingField]:
    for side in sides(document):
        yield from side.needs(("name", "country"), _ALWAYS)
        yield from _of_numbers(side)


def _of_numbers(side: Side) -> Iterator[MissingField]:
    """Numbers without the schemes that they are of, and schemes without numbers."""
    party = side.party
    prefix = party.vat_id[:2]
    if prefix and prefix not in _VAT_PREFIXES and prefix not in countries():
        yield side.lacking("vat_id", f"{shown(party.vat_id)} does not begin with a country code")
    if party.electronic_address and not party.electronic_scheme:
        yield side.lacking("electronic_scheme", "the electronic address needs it")
    if party.electronic_scheme and not party.electronic_address:
        yield side.lacking("electronic_address", "there is a scheme for it")
    if party.legal_scheme and not party.legal_id:
        yield side.lacking("legal_id", "there is a scheme for it")
    if party.electronic_scheme not in ("", *electronic_schemes()):
        wrong = f"{shown(party.electronic_scheme)} is not in the EAS code list"
        yield side.lacking("electronic_scheme", wrong)
    if party.legal_scheme not in ("", *legal_schemes()):
        wrong = f"{shown(party.legal_scheme)} is not in the ISO 6523 code list"
        yield side.lacking("legal_scheme", wrong)


def _of_lines(document: Document, edits: Mapping[int, str]) -> Iterator[MissingField]:
    """What lines and the taxes on them lack, or want of the parties."""
    codes = {category_code(document, item) for item in document.items}
    seller, buyer = sides(document)
    yield from _of_seller_taxes(seller, codes)
    if "AE" in codes and not (document.buyer.vat_id or document.buyer.legal_id):
        yield buyer.lacking("vat_id", "reverse charge needs it")
    if INTRA_COMMUNITY in codes:
        yield from buyer.needs(("vat_id",), f"{_NEEDS_VAT_IDS['K']} needs it")
    if EXEMPT in codes and document.exemption_code not in ("", *exemption_codes()):
        code = document.exemption_code
        wrong = f"{shown(code)} is not in the VATEX code list"
        command = buyer.command("exemption_code", "CODE")
        yield MissingField("the reason for exemption", "BT-121", wrong, command)
    for item in document.items:
        position = item.line.position
        edit = edits.get(position) or _edit(item)
        if not category_code(document, item):
            yield _uncategorized(item, edit)
        if item.unit_code and not is_unit_code(item.unit_code):
            wrong = f"{shown(item.unit_code)} is not in UN/ECE Recommendation 20"
            field = f"the unit code of line {position}"
            yield MissingField(field, "BT-130", wrong, f"{edit} --unit-code CODE")


def _of_seller_taxes(seller: Side, codes: set[str]) -> Iterator[MissingField]:
    party = seller.party
    for code, what in _NEEDS_VAT_IDS.items():
        if code in codes and not party.vat_id:
            yield seller.lacking("vat_id", f"{what} needs it")
            return
    if party.vat_id or party.tax_number or (codes == {OUT_OF_SCOPE} and party.legal_id):
        return
    found = seller.lacking("vat_id", "a tax number or a VAT id is needed")
    yield found._replace(field="the seller's VAT id or tax number", term="BT-31, BT-32")


def _uncategorized(item: Item, edit: str) -> MissingField:
    """A line without tax of which nobody knows why."""
    line = item.line
    if line.tax_rate is None:
        return MissingField(
            *(f"the tax rate of line {line.position}", "BT-152", "it has none"),
            f"{edit} --tax-rate PERCENT",
        )
    return MissingField(
        *(f"the tax category of line {line.position}", "BT-151"),
        "a rate of 0% is either zero-rated or exempt",
        f"{edit} --tax-category CATEGORY",
    )


def _edit(item: Item) -> str:
    """The command that changes where a line comes from: of no record are only retainers."""
    record = item.line.record
    if not record:
        return "timelog service edit SERVICE"
    return f"timelog record edit {record.partition(',')[0]}"


def _of_profile(document: Document, profile: Profile) -> Iterator[MissingField]:
    seller, buyer = sides(document)
    reason = f"{profile.title} needs it"
    if profile.process:
        yield from seller.needs(ELECTRONIC, reason)
        yield from buyer.needs(ELECTRONIC, reason)
    if needs_means(document, profile):
        yield from national.german(document, reason)
    if profile.name == "peppol":
        yield from national.in_peppol(document, reason)
