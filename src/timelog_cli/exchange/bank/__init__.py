"""Statements of banks: CAMT.053, and tables in CSV."""

from __future__ import annotations

import codecs

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from timelog_cli.domain.bank import BankEntry
    from timelog_cli.exchange.trackers.sources import File

    Report = Callable[[int, int | None], None]

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PACKED = (b"PK\x03\x04", b"\x1f\x8b")


def entries(
    file: File,
    columns: Mapping[str, str],
    date_order: str | None,
    remark: Callable[[str], None],
    report: Report | None,
) -> Iterator[BankEntry]:
    """The entries of a statement, in its order.

    :param columns: which column of a table is which, where the user says so
    :param date_order: the order of dates in a table that can be read in several
    :param remark: is told what the user should know, a sentence each
    :param report: is told how much is read, and of how much
    :raises UsageError: it is neither CAMT.053 nor such a table, or is damaged
    """
    head = file.head()
    if head.startswith(_PACKED):
        raise UsageError(f"{shown(file.name)} is compressed", "give the file that is in it")
    for mark in _MARKS:
        head = head.removeprefix(mark)
    if head.replace(b"\0", b"").lstrip().startswith(b"<"):
        from timelog_cli.exchange.bank import camt

        yield from camt.entries(file, report)
    else:
        from timelog_cli.exchange.bank import tables

        yield from tables.entries(file, columns, date_order, remark, report)
