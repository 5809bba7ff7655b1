"""Email addresses, with and without a name before them."""

from __future__ import annotations

from timelog_cli.domain.text import one_line
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

_ADDRESS_LIMIT = 254
_NEVER_IN_ADDRESS = ' \t<>(),;:\\"'


class Mailbox(Frozen):
    """Who sends or gets mail."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What is behind the @."""
        return self.address.rpartition("@")[2]


def read_address(text: str) -> str:
    """An email address in lower case.

    :raises UsageError: it does not look like one
    """
    address = one_line(text, "the email address", _ADDRESS_LIMIT).lower()
    local, at, domain = address.rpartition("@")
    strange = any(char in _NEVER_IN_ADDRESS or char.isspace() for char in address)
    if not (local and at and domain) or "@" in local or strange or _odd_dots(domain):
        raise UsageError(
            f"{address[:60]!r} is not an email address",
            "use an address such as ada@example.com",
        )
    return address


def _odd_dots(domain: str) -> bool:
    return domain.startswith(".") or domain.endswith(".") or ".." in domain


def read_mailbox(text: str) -> Mailbox:
    """``Ada Rossi <ada@example.com>``, or the address alone.

    :raises UsageError: it is neither
    """
    line = one_line(text, "the email address")
    name, angle, rest = line.rpartition("<")
    if not (angle and rest.endswith(">")):
        return Mailbox("", read_address(line))
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].strip()
    return Mailbox(name, read_address(rest[:-1]))


def deliverable(mailbox: Mailbox) -> Mailbox:
    """The mailbox with an address that every mail server takes: its domain as DNS has it.

    :raises UsageError: letters before the @ that few servers know, or a domain that cannot be
    """
    local, _, domain = mailbox.address.rpartition("@")
    try:
        name = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UsageError(
            f"{mailbox.address[:60]!r} has a domain that is not valid",
            "use another address, such as ada@example.com",
        ) from error
    if not local.isascii():
        raise UsageError(
            f"{mailbox.address[:60]!r} cannot be used for email: the part before the @ must be"
            " ASCII",
            "use another address, such as ada@example.com",
        )
    return mailbox._replace(address=f"{local}@{name}")
