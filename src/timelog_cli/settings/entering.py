"""What is looked at when a setting is entered, because it takes too long at each reading."""

from __future__ import annotations

from timelog_cli.domain.parties.details import FIELDS, read_detail
from timelog_cli.errors import UsageError
from timelog_cli.settings import checked, named_error
from timelog_cli.settings.keys import KEYS


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
    group, _, field = key.partition(".")
    if group != "seller" or field not in FIELDS:
        return value
    try:
        return read_detail(field, value, force=force)
    except UsageError as error:
        raise named_error(error, key, None) from error
