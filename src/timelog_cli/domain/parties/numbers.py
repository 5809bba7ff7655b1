"""Numbers with check digits: VAT ids, bank accounts, and the addresses of German authorities.

``stdnum`` takes longer to load than a daily command to run: it is imported where a number is
entered, never where one is read back.
"""

from __future__ import annotations

from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_BLANKS = str.maketrans("", "", " .-/")
_VAT_COUNTRIES = {"EL": "GR", "XI": "GB"}  # whose VAT ids have a prefix of their own
_KEEP = "to keep it anyway, add --force"
_FEWEST_DIGITS_ALONE = 5  # of a Leitweg-ID of two parts; 2026-11 is none


def read_vat_id(text: str) -> str:
    """A VAT id that begins with its country, without blanks.

    :raises UsageError: it is wrong, or its country is unknown
    """
    from stdnum import vatin
    from stdnum.util import get_cc_module

    number = text.upper().translate(_BLANKS)
    if number.startswith("GR"):
        number = "EL" + number[2:]
    prefix = number[:2]
    country = _VAT_COUNTRIES.get(prefix, prefix)
    known = country.isascii() and country.isalpha() and get_cc_module(country, "vat")
    if not known:
        raise UsageError(
            f"{text[:40]!r} does not begin with a country whose VAT ids can be checked",
            f"use a VAT id such as DE123456788; {_KEEP}",
        )
    found = _valid(vatin.validate, number, text, "a VAT id")
    return found if found.startswith(prefix) else number


def read_iban(text: str) -> str:
    """A bank account, without blanks.

    :raises UsageError: it is no IBAN
    """
    from stdnum import iban

    return _valid(iban.validate, text, text, "an IBAN")


def read_bic(text: str) -> str:
    """The code of a bank.

    :raises UsageError: it is no BIC
    """
    from stdnum import bic

    return _valid(bic.validate, text, text, "a BIC")


def read_buyer_reference(text: str) -> str:
    """A reference of the buyer; a Leitweg-ID with its check digits, any other as it is.

    :raises UsageError: it looks like a Leitweg-ID, but is none
    """
    if not _like_leitweg_id(text):
        return text
    from stdnum.de import leitweg

    return _valid(leitweg.validate, text, text, "a Leitweg-ID")


def _like_leitweg_id(text: str) -> bool:
    """Whether it has digits, letters or digits, and two digits, with hyphens between them."""
    parts = text.split("-")
    first, last = parts[0], parts[-1]
    if len(parts) not in {2, 3} or not (first.isdigit() and last.isdigit() and len(last) == 2):
        return False
    return parts[1].isalnum() if len(parts) == 3 else len(first) >= _FEWEST_DIGITS_ALONE


def _valid(validate: Callable[[str], str], number: str, text: str, what: str) -> str:
    """What the library makes of the number.

    :raises UsageError: naming what is wrong with it
    """
    from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

    try:
        if number.isascii():
            return validate(number)
        why = ""
    except InvalidChecksum:
        why = ": its check digits are wrong"
    except InvalidLength:
        why = ": its length is wrong"
    except ValidationError:
        why = ""
    raise UsageError(f"{text[:60]!r} is not {what}{why}", f"check the number; {_KEEP}")
