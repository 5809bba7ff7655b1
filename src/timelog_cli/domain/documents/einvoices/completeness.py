"""What a document lacks for a profile, and the commands that fill it in."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices import PROFILES
from timelog_cli.domain.documents.einvoices.fields import MissingField, sides
from timelog_cli.domain.documents.einvoices.payment import needs_means
from timelog_cli.domain.documents.einvoices.taxes import (
    INTRA_COMMUNITY,
    OUT_OF_SCOPE,
    category_code,
)
from timelog_cli.domain.documents.invoices import QUOTE
from timelog_cli.domain.money import with_currency
from timelog_cli.domain.parties.codes import countries, electronic_schemes, legal_schemes
from timelog_cli.domain.text import shown, typed
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.documents.einvoices import Profile
    from timelog_cli.domain.documents.einvoices.fields import Side
    from timelog_cli.domain.documents.invoices import Document, Item

_MOST_NAMED = 5
_ALWAYS = "every structured invoice needs it"
_VAT_PREFIXES = ("EL", "XI", "1A")
_NEEDS_VAT_IDS = {"K": "a supply within the European Union", "G": "an export"}


def missing(document: Document, format_name: str) -> list[MissingField]:
    """What is missing or contradictory, in the order of the document; nothing if it is complete.

    :param format_name: one of ``PROFILES``
    :raises Refused: it is a quote
    """
    profile = PROFILES[format_name]
    check_kind(document, profile)
    found = [
        *_of_parties(document),
        *_of_taxes(document),
        *_of_amounts(document),
        *_of_profile(document, profile),
    ]
    return list({(one.field, one.term): one for one in reversed(found)}.values())[::-1]


def check_kind(document: Document, profile: Profile) -> None:
    """Refuse a document that the norm does not know.

    :raises Refused: it is a quote
    """
    if document.kind == QUOTE:
        raise Refused(
            f"cannot write {_named(document)} as {profile.name}: quotes have no such format",
            "use --format md, csv, json or html",
        )


def check_complete(document: Document, format_name: str) -> None:
    """Refuse a document that lacks something.

    :raises Refused: naming what is missing
    """
    found = missing(document, format_name)
    if found:
        names = [f"{one.field} ({one.term})" for one in found[:_MOST_NAMED]]
        more = len(found) - len(names)
        listed = ", ".join(names) + (f" and {more} more" if more > 0 else "")
        refs = " ".join(document.refs[:_MOST_NAMED])
        raise Refused(
            f"cannot write {_named(document)} as {format_name}: it lacks {listed}",
            f"timelog billing check {typed(document.number) if document.number else refs}"
            f" --format {format_name}",
        )


def _named(document: Document) -> str:
    kind = "quote" if document.kind == QUOTE else "invoice"
    return shown(document.number) or f"the {kind} to {shown(document.buyer.name)}"


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
        wrong = f"{shown(party.electronic_scheme)} is not in the list EAS"
        yield side.lacking("electronic_scheme", wrong)
    if party.legal_scheme not in ("", *legal_schemes()):
        wrong = f"{shown(party.legal_scheme)} is not in the list ISO 6523"
        yield side.lacking("legal_scheme", wrong)


def _of_taxes(document: Document) -> Iterator[MissingField]:
    codes = {category_code(document, item) for item in document.items}
    seller, buyer = sides(document)
    yield from _of_seller_taxes(seller, codes)
    if "AE" in codes and not (document.buyer.vat_id or document.buyer.legal_id):
        yield buyer.lacking("vat_id", "reverse charge needs it")
    if INTRA_COMMUNITY in codes:
        yield from buyer.needs(("vat_id", "country"), f"{_NEEDS_VAT_IDS['K']} needs it")
        if not document.last_day:
            reason = f"{_NEEDS_VAT_IDS['K']} needs it"
            yield MissingField("the days of delivery", "BG-14", reason, _again(document))
    for item in document.items:
        if not category_code(document, item):
            yield _uncategorized(item)


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


def _uncategorized(item: Item) -> MissingField:
    """A line without tax of which nobody knows why."""
    position, ref = item.line.position, item.line.record.partition(",")[0]
    edit = f"timelog record edit {ref}"
    if item.line.tax_rate is None:
        return MissingField(
            *(f"the tax rate of line {position}", "BT-152", "it has none"),
            f"{edit} --tax-rate PERCENT",
        )
    return MissingField(
        *(f"the tax category of line {position}", "BT-151"),
        "its rate is 0%: it is zero-rated or exempt",
        f"{edit} --tax-category zero-rated",
    )


def _again(document: Document) -> str:
    return f"timelog billing preview {' '.join(document.refs[:_MOST_NAMED])}"


def _of_amounts(document: Document) -> Iterator[MissingField]:
    """Amounts with a third decimal place, which the norm has no room for (BR-DEC)."""
    totals = document.totals
    amounts = [totals.total, totals.tax_total, totals.subtotal, totals.discount, totals.surcharge]
    amounts += [amount for line in document.lines for amount in (line.net, line.discount)]
    amounts += [amount for tax in totals.taxes for amount in (tax.base, tax.tax)]
    for amount in amounts:
        if amount != round(amount, 2):
            reason = f"{with_currency(amount, document.currency)} has more"
            yield MissingField("amounts of two decimal places", "BT-5", reason, _again(document))
            return


def _of_profile(document: Document, profile: Profile) -> Iterator[MissingField]:
    from timelog_cli.domain.documents.einvoices import national

    seller, buyer = sides(document)
    reason = f"{profile.title} needs it"
    if profile.process:
        yield from seller.needs(("electronic_address",), reason)
        yield from buyer.needs(("electronic_address",), reason)
    if needs_means(document, profile):
        yield from national.german(document, reason)
    if profile.name == "peppol":
        yield from national.in_peppol(document, reason)
