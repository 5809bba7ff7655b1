"""Who sends and receives a document, and how it is paid, as templates are given them."""

from __future__ import annotations

from timelog_cli.domain.text import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document, Party
    from timelog_cli.domain.documents.logos import Logo

    View = dict[str, Any]
    Words = Mapping[str, str]

_IBAN_LENGTHS = range(15, 35)


def on_one_line(text: str) -> str:
    """Text from outside on one line, its control characters made visible."""
    return shown(" ".join(text.split()))


def party_view(party: Party, words: Words) -> View:
    """Who sends or receives a document."""
    details = (
        ("other_tax_number", party.tax_number),
        ("legal_id", party.legal_id),
        ("contact", party.contact),
        ("phone", party.phone),
    )
    return {
        "name": on_one_line(party.name),
        "address": [on_one_line(line) for line in party.address.splitlines() if line.strip()],
        "vat_id": on_one_line(party.vat_id),
        "email": on_one_line(party.email),
        "iban": account_text(party.iban),
        "bic": on_one_line(party.bic),
        "details": [_named(words[word], text) for word, text in details if text],
    }


def _named(name: str, text: str) -> View:
    return {"name": name, "text": on_one_line(text)}


def account_text(text: str) -> str:
    """An IBAN in groups of four, as banks print it; another account as it is."""
    whole = "".join(text.split())
    country, check, rest = whole[:2], whole[2:4], whole[4:]
    like_one = country.isalpha() and check.isdigit() and rest.isalnum() and whole.isascii()
    if not (like_one and len(whole) in _IBAN_LENGTHS):
        return on_one_line(text)
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4)).upper()


def payment_view(
    document: Document, amount: str, due: View, words: Words, *, pictures: bool
) -> View:
    """How an invoice is paid: the sentence that asks for it, the details, and the code."""
    account, number = account_text(document.seller.iban), on_one_line(document.number)
    said = words["please_pay"].format(
        amount="\0",
        date=due["text"],
        account=words["to_account"].format(account=account) if account else "",
        number=words["naming"].format(number=number) if number else "",
    )
    before, _, after = said.partition("\0")
    bic = document.seller.bic if account else ""
    others = (("account", account), ("bic", bic), ("reference", number))
    rows = [_named(due["name"], due["text"])]
    rows += [_named(words[word], text) for word, text in others if text]
    code = _code(document, words) if pictures else None
    return {"amount": amount, "before": before, "after": after, "rows": rows, "code": code}


def _code(document: Document, words: Words) -> View | None:
    from timelog_cli.render.documents.payment_codes import payment_code

    code = payment_code(document)
    if code is None:
        return None
    picture = data_address(code.svg.encode(), "image/svg+xml")
    return {"name": words["payment_code"], "picture": picture}


def logo_view(logo: Logo | None) -> str:
    """The logo as a ``data:`` address, or nothing."""
    if logo is None:
        return ""
    from timelog_cli.domain.documents.logos import MEDIA_TYPES

    return data_address(logo.content, MEDIA_TYPES[logo.format])


def data_address(content: bytes, media_type: str) -> str:
    """The bytes of a picture inside the address of it."""
    from base64 import b64encode

    return f"data:{media_type};base64,{b64encode(content).decode()}"
