"""What is looked at when a setting is entered, because it takes too long at each reading."""

from __future__ import annotations

from timelog_cli.domain.parties.details import FIELDS, read_detail
from timelog_cli.errors import UsageError
from timelog_cli.settings import checked, named_error
from timelog_cli.settings.keys import KEYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS, _SCHEME = PAIR = ("seller.electronic_address", "seller.electronic_scheme")


def check_seller(values: Mapping[str, object]) -> None:
    """Refuse an electronic address of the seller that is not one of its scheme.

    :param values: the settings; one of the two can be there before the other
    :raises UsageError: naming what the address is not
    """
    address, scheme = (str(values.get(key, "")).strip() for key in (_ADDRESS, _SCHEME))
    if not (address and scheme):
        return
    from timelog_cli.domain.parties.electronic import check_address

    try:
        check_address(address, scheme.upper())
    except UsageError as error:
        raise UsageError(
            error.message,
            f"to change both, first: timelog config unset {_SCHEME}; to keep it anyway, add"
            " --force",
        ) from error


def entered(key: str, value: str, *, force: bool = False) -> str:
    """The value if the setting takes it; numbers and codes of the seller with their check digits.

    :param force: take those as they are
    :raises UsageError: naming the key and what it takes
    :raises Refused: the logo is no picture, or too large
    """
    value = checked(key, value)
    if KEYS[key].kind == "logo":
        from timelog_cli.runtime.pictures import logo_of

        logo_of(value)
    if key == "seller.email":
        return _email(value)
    group, _, field = key.partition(".")
    if group != "seller" or field not in FIELDS:
        return value
    try:
        return read_detail(field, value, force=force)
    except UsageError as error:
        raise named_error(error, key, None) from error


def _email(value: str) -> str:
    from timelog_cli.domain.parties.mailboxes import read_address

    try:
        read_address(value)
    except UsageError as error:
        raise named_error(error, "seller.email", None) from error
    return value
