"""What one document says beside its lines: references and a note."""

from __future__ import annotations

from timelog_cli.domain.text import many_lines, one_line
from timelog_cli.errors import UsageError

_LONGEST_NOTE = 2000
_LONGEST_REFERENCE = 200


def read_order_reference(text: str) -> str:
    """The number of the customer's order.

    :raises UsageError: empty, too long, or not one line
    """
    return one_line(text, "the order reference", _LONGEST_REFERENCE)


def read_reference(text: str) -> str:
    """What the customer wants a document to be found by, such as a Leitweg-ID.

    :raises UsageError: too long, or a Leitweg-ID with wrong check digits
    """
    from timelog_cli.domain.parties.details import read_detail

    try:
        return read_detail("buyer_reference", text)
    except UsageError as error:
        if error.hint is None:
            raise
        hint = "check the number; to keep it: timelog customer edit NAME --buyer-reference TEXT"
        raise UsageError(error.message, f"{hint} --force") from error


def read_note(text: str) -> str:
    """The free text of a document, which can have several lines.

    :raises UsageError: too long, or a character that is no text
    """
    return many_lines(text, "the note", _LONGEST_NOTE)
