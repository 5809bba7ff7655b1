"""The formats of invoices, credit notes and quotes, and which of them a document is kept in."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import QUOTE
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Every document is kept in these from its issue on; in the others where they are asked for.
AT_ISSUE = ("md", "csv", "json", "html")
XML = ("ubl", "cii", "xrechnung", "peppol")
FORMATS = (*AT_ISSUE, "pdf", *XML, "facturx")
STRUCTURED = (*XML, "facturx")  # those that software reads
BINARY = ("pdf", "facturx")
DEFAULT = "md"
# What a quote is written in instead, as no standard of invoices has quotes.
_OF_QUOTE = {"facturx": "pdf", **dict.fromkeys(XML)}


def ending(format_name: str) -> str:
    """The end of a file's name, which two formats of a document never share: ``ubl.xml``."""
    if format_name in XML:
        return f"{format_name}.xml"
    return "facturx.pdf" if format_name == "facturx" else format_name


def read_formats(text: str) -> tuple[str, ...]:
    """The formats of ``md,csv``, each once.

    :raises UsageError: there is no such format
    """
    names = [name.strip().lower() for name in text.split(",")]
    for name in names:
        if name not in FORMATS:
            raise UsageError(
                f"{name[:40]!r} is not a document format",
                f"use one or more of {','.join(FORMATS)}",
            )
    return tuple(dict.fromkeys(names))


def formats_of(kind: str, asked: Iterable[str], customers: Iterable[str]) -> tuple[str, ...]:
    """The formats in which a document is written: those asked for, else those of its customer.

    :raises UsageError: a quote is asked for as an invoice in XML
    """
    wanted = tuple(asked)
    if kind != QUOTE:
        return wanted or tuple(customers) or (DEFAULT,)
    for name in wanted:
        if name in _OF_QUOTE:
            raise UsageError(f"quotes cannot be written as {name}", "use --format pdf")
    found = (_OF_QUOTE.get(name, name) for name in customers)
    return wanted or tuple(dict.fromkeys(filter(None, found))) or (DEFAULT,)
