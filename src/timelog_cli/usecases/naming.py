"""Names that are given: each once, in any letter case, and how many of them are listed."""

from __future__ import annotations

from timelog_cli.domain.text import one_line, typed
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_LISTED = 5


def new_name(text: str, taken: Sequence[str], what: str, own: str = "") -> str:
    """A name that nothing else has.

    :param what: the word for it in messages, and the group of its commands
    :param own: the name it has now; it may keep it in other letters
    :raises Unreadable: empty, or not one line of text
    :raises Refused: another one has the name
    """
    name = one_line(text, f"the name of the {what}")
    for other in taken:
        if other != own and other.casefold() == name.casefold():
            raise Refused(
                f"there is a {what} {other!r} already", f"timelog {what} show {typed(other)}"
            )
    return name


def documents(numbers: Sequence[tuple[str, str]]) -> str:
    """Documents by number and kind: ``invoice 2026-0001 and quote Q2026-0001``."""
    bills = [number for number, kind in numbers if kind != "quote"]
    quotes = [number for number, kind in numbers if kind == "quote"]
    parts = [f"invoice {listed(bills)}"] if bills else []
    return " and ".join([*parts, *([f"quote {listed(quotes)}"] if quotes else [])])


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
