"""What files exchange through a hub: tables, groups of columns, and how values look on the way.

A row is known by its UUID everywhere; the numbers of rows stay in their file, but for those of
records, which are the same in all files. Columns that only make sense together are one group:
of two changes of a group the later one stays, as a whole.
"""

from __future__ import annotations

from timelog_cli.frozen import Frozen

# How values of a column look on the way, in JSON:
#   text     text                            number   decimal text, as 85.00
#   integer  whole number                    json     text that holds JSON, kept to the letter
#   flag     true, false                     bytes    base64
#   instant  whole UTC seconds               day      2026-11-30
#   ref      the UUID of a row of another table, 32 hexadecimal digits
KINDS = frozenset(
    {"text", "number", "integer", "flag", "json", "bytes", "instant", "day", "ref"},
)


class Column(Frozen):
    """A column of a synced table; ``table`` is the one that a ``ref`` is of."""

    name: str
    kind: str
    required: bool = False
    table: str = ""


class Part(Frozen):
    """Rows that belong to one row and travel with it, as a list of lists in a column of its group.

    :param table: the table in the file
    :param owner: its column with the number of the row that they belong to
    :param columns: in the order of a list; of one column it is a list of plain values
    :param order: the columns that the list is sorted by
    """

    name: str
    table: str
    owner: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]


class Group(Frozen):
    """Columns and parts that change together."""

    name: str
    columns: tuple[Column, ...] = ()
    parts: tuple[Part, ...] = ()


class Synced(Frozen):
    """A table that is exchanged.

    ``policy``: ``merged`` by group; ``added``, where a row never changes, nor is it deleted;
    ``issued``, which only comes with a document, in the transaction that gives it its number.

    :param natural: the columns that make the UUID of a row where the file has no ``uuid``
    :param unique: columns that no two rows share, in any case of letters
    :param private: whether members see only the rows of their own owner
    :param managed: whether only leads and owners change it
    :param hidden: whether members do not see it, as it tells of money
    """

    name: str
    groups: tuple[Group, ...]
    policy: str = "merged"
    natural: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    private: bool = False
    managed: bool = False
    hidden: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in order."""
        return tuple(column for group in self.groups for column in group.columns)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in order."""
        return tuple(part for group in self.groups for part in group.parts)
