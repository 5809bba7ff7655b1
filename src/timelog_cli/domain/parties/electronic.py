"""Electronic addresses and legal ids: each with its scheme, and numbers with their check digits.

As ``numbers`` it loads ``stdnum``, and only where something is entered.
"""

from __future__ import annotations

from timelog_cli.errors import Refused, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.records import PartyDetails

_KEEP = "to keep it anyway, add --force"
# Of the list EAS: what each is, and the module of stdnum that knows it.
_NUMBERS = {
    "0002": ("a SIREN", "fr.siren"),
    "0007": ("a Swedish organisation number", "se.orgnr"),
    "0009": ("a SIRET", "fr.siret"),
    "0088": ("a GLN", "ean"),
    "0151": ("an Australian business number", "au.abn"),
    "0184": ("a Danish CVR number", "dk.cvr"),
    "0192": ("a Norwegian organisation number", "no.orgnr"),
    "0204": ("a Leitweg-ID", "de.leitweg"),
    "0208": ("a Belgian enterprise number", "be.vat"),
    "0210": ("a codice fiscale", "it.codicefiscale"),
    "0211": ("an Italian VAT id", "it.iva"),
}
# What has only a form: digits, or letters and digits, so many of them.
_FORMS = {"0106": ("a KvK number", 8, True), "0201": ("an IPA code", 6, False)}
# VAT ids, by the prefix of the country.
_VAT_IDS = {
    **{"9910": "HU", "9914": "AT", "9920": "ES", "9925": "BE", "9926": "BG", "9928": "CY"},
    **{"9929": "CZ", "9930": "DE", "9931": "EE", "9932": "GB", "9933": "EL", "9934": "HR"},
    **{"9935": "IE", "9937": "LT", "9938": "LU", "9939": "LV", "9943": "MT", "9944": "NL"},
    **{"9945": "PL", "9946": "PT", "9947": "RO", "9949": "SI", "9950": "SK", "9957": "FR"},
}


def check_pairs(
    before: PartyDetails, columns: dict[str, Any], line: str, *, force: bool = False
) -> None:
    """Refuse a scheme of nothing, and an address that is not of its scheme.

    What is removed takes its scheme with it, in ``columns``.

    :param columns: the details that change
    :param line: the command that hints begin with
    :raises Refused: there is a scheme, and nothing of it
    :raises UsageError: the electronic address is not one of its scheme
    """
    for name, scheme in (
        ("electronic_address", "electronic_scheme"),
        ("legal_id", "legal_scheme"),
    ):
        if columns.get(name) == "" and not columns.get(scheme):
            columns[scheme] = ""
        value = columns.get(name, getattr(before, name))
        of = columns.get(scheme, getattr(before, scheme))
        if of and not value:
            option = name.replace("_", "-")
            raise Refused(
                f"the scheme {of} needs the {name.replace('_', ' ')} that it is of",
                f"{line} --{option} TEXT --{scheme.replace('_', '-')} {of}",
            )
        changed = {name, scheme} & columns.keys()
        if name == "electronic_address" and of and changed and not force:
            check_address(value, of)


def is_of_scheme(number: str, scheme: str) -> bool:
    """Whether it is a number of the scheme, where that can be told."""
    try:
        check_address(number, scheme)
    except UsageError:
        return False
    return True


def check_address(address: str, scheme: str) -> None:
    """Refuse an electronic address that is not one of its scheme, where that can be told.

    :raises UsageError: naming what it is not
    """
    if scheme == "EM":
        _check_email(address)
    elif scheme in _VAT_IDS:
        _check_vat_id(address, _VAT_IDS[scheme])
    elif scheme in _FORMS:
        what, length, digits = _FORMS[scheme]
        is_one = address.isdigit() if digits else address.isalnum()
        if not (address.isascii() and is_one and len(address) == length):
            raise _none(address, what, scheme)
    elif scheme in _NUMBERS:
        what, module = _NUMBERS[scheme]
        _check_number(address, what, module, scheme)


def _none(address: str, what: str, scheme: str) -> UsageError:
    return UsageError(
        f"the electronic address {address[:60]!r} is not {what} (scheme {scheme})",
        f"check the address and its scheme; {_KEEP}",
    )


def _check_email(address: str) -> None:
    name, at, host = address.rpartition("@")
    if not (name and at and "." in host.strip(".")) or "@" in name or " " in address:
        raise _none(address, "an email address", "EM")


def _check_vat_id(address: str, prefix: str) -> None:
    from timelog_cli.domain.parties.numbers import read_vat_id

    number = address if address[:2].upper() == prefix else prefix + address
    scheme = next(code for code, one in _VAT_IDS.items() if one == prefix)
    try:
        read_vat_id(number)
    except UsageError as error:
        raise _none(address, f"a VAT id of {prefix}", scheme) from error


def _check_number(address: str, what: str, module: str, scheme: str) -> None:
    from importlib import import_module

    from stdnum.exceptions import ValidationError

    try:
        import_module(f"stdnum.{module}").validate(address)
    except ValidationError as error:
        raise _none(address, what, scheme) from error
