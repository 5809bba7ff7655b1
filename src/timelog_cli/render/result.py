"""What a command returns: plain values that one renderer turns into text, JSON or CSV."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from timelog_cli.errors import TimelogError


class Column(Frozen):
    """A column of a table: which key of a row it shows, and how.

    :param show: from the value to the text of the cell; ``str`` when it is ``None``
    :param shrink: whether a narrow terminal may cut it
    :param spare: whether a narrow terminal may leave it out before it leaves out any other
    :param total: the text in the last row, if there is one; asked for when the rows are written
    """

    key: str
    title: str
    right: bool = False
    shrink: bool = False
    show: Callable[[Any], str] | None = None
    total: str | Callable[[], str] | None = None
    spare: bool = False


class Listing(Frozen):
    """Rows in the shape of their JSON, and the columns that the table shows.

    :param empty: the sentence where there are no rows
    :param format: how it is printed, as with ``--format``; a table where it is not given
    """

    rows: Iterable[dict[str, Any]]
    columns: tuple[Column, ...]
    empty: str
    format: str | None


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
    code: int = 0
    failed: TimelogError | None = None
    events: tuple[Event, ...] = ()
