"""The tables of a database, as a file that holds all of them describes its lines."""

from __future__ import annotations

from timelog_cli.frozen import Frozen


class Column(Frozen):
    """A column.

    :param kind: ``INTEGER``, ``TEXT`` or ``BLOB``
    :param is_needed: whether every row has a value in it
    :param has_default: whether the database knows one for a row that comes without
    """

    name: str
    kind: str
    is_needed: bool
    has_default: bool = False


class Reference(Frozen):
    """Columns that have the key of a row of another table, or of the same one."""

    columns: tuple[str, ...]
    table: str


class Table(Frozen):
    """A table.

    :param key: the columns that no two rows have in common
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
