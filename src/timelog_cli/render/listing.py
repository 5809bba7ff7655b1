"""What a command returns in any length: a list with its columns and layout, or text in pieces."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Total = str | tuple[int, ...]


class Column(Frozen):
    """A column of a table: which key of a row it shows, and how.

    :param show: from the value to the text of the cell; ``str`` when it is ``None``
    :param shrink: whether a narrow terminal may cut it
    :param spare: whether a narrow terminal leaves it out before any other is cut
    :param alike: asked about the only text in it: whether a terminal may do without. With ``spare``
        it is kept while its texts differ; without, it is shown only where they differ
    :param names: whether it says which row it is, so that no terminal leaves it out; the first
        column, if none does
    :param style: of ``render.plain.STYLES``: one for all cells, or what the row says
    :param marks: the style of each of these characters in it
    :param total: what the last row shows, if there is one; asked for when the rows are written.
        Numbers are shown as those of the rows are; of several, the first are part of the last
    """

    key: str
    title: str
    right: bool = False
    shrink: bool = False
    show: Callable[[Any], str] | None = None
    total: Total | Callable[[], Total] | None = None
    spare: bool = False
    alike: Callable[[str], bool] | None = None
    names: bool = False
    style: str | Callable[[dict[str, Any]], str] = ""
    marks: dict[str, str] | None = None


def _always(_: str) -> bool:
    return True


# A narrow terminal does without, as long as there is only one.
CURRENCY = Column("currency", "CURRENCY", spare=True, alike=_always, style="repeated")


class Layout(Frozen):
    """How a list is printed.

    :param format: one of ``render.emit.FORMATS``
    :param columns: the names of the columns in their order; all where it is empty
    :param null: whether a NUL ends each row
    :param decimal_hours: durations in hours instead of seconds
    :param local: instants as local time without offset
    :param raw: without apostrophes before what a spreadsheet would run
    :param delimiter: what separates the cells of CSV
    """

    format: str
    columns: tuple[str, ...] = ()
    header: bool = True
    null: bool = False
    decimal_hours: bool = False
    local: bool = False
    raw: bool = False
    delimiter: str = ","

    @property
    def is_nested(self) -> bool:
        """Whether the rows are those of JSON."""
        return self.format in {"json", "jsonl"} and not self.columns

    @property
    def is_plain(self) -> bool:
        """Whether the rows are those for people; all others have the columns of CSV."""
        return self.format in {"table", "md"} and not self.columns


class Groups(Frozen):
    """How the rows of a table stand under headings, with a sum.

    :param key: which key of a row is its heading; those of one heading come one after the other
    :param summed: which column the heading has the sum of
    """

    key: str
    summed: str


class Listing(Frozen):
    """Rows as the layout asks for them, and the columns that the table shows.

    :param empty: the sentence where there are no rows
    :param header: the columns of CSV, which ``--columns`` chooses from
    """

    rows: Iterable[dict[str, Any]]
    columns: tuple[Column, ...]
    empty: str
    layout: Layout
    header: tuple[str, ...]
    groups: Groups | None = None


class Pieces(Frozen):
    """Text that is written as it is made, in memory that does not grow.

    :param text: its pieces
    :param warned: sentences that are known once all is written
    """

    text: Iterable[str]
    warned: Callable[[], tuple[str, ...]]
