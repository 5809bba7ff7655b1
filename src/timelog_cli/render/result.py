"""What a command returns: plain values that one renderer turns into text, JSON or CSV."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.errors import TimelogError
    from timelog_cli.render.listing import Listing, Pieces


class Lines(str):
    """A sentence with lines below it, all of which can be shown; any other text is one line."""

    __slots__ = ()

    @classmethod
    def of(cls, *lines: str) -> Lines:
        """The lines, of which none can begin another."""
        return cls("\n".join(map(shown, lines)))


def told(text: str) -> str:
    """What is said of a text that may come from outside."""
    return text if isinstance(text, Lines) else shown(text)


class Event(Frozen):
    """Something that happened, for the hook ``on-`` and its name.

    :param data: its JSON, or a function that makes it
    """

    name: str
    data: Any


class Outcome(Frozen):
    """The result of a command.

    :param said: sentences for people, on standard error
    :param warned: sentences that ``--quiet`` leaves out too, but that need attention
    :param name: what a script captures of a command that made something: ``case-12``
    :param data: what ``--json`` prints, or a function that makes it; of many values an iterator
    :param text: what is printed for people on standard output
    :param pieces: what is printed on standard output, in any case
    :param events: what happened, in order, for the user's hooks
    :param failed: what went wrong with a part of it, reported after the rest
    """

    said: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    name: str | None = None
    data: Any = None
    text: str | None = None
    listing: Listing | None = None
    raw: bytes | None = None
    pieces: Pieces | None = None
    code: int = 0
    failed: TimelogError | None = None
    events: tuple[Event, ...] = ()
