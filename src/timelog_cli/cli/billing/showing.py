"""What a command that shows documents prints: a picture on a terminal, else a format."""

from __future__ import annotations

from timelog_cli.cli.billing import formats
from timelog_cli.cli.billing.printing import archive
from timelog_cli.cli.context import check_printable, printed_paths
from timelog_cli.domain.documents.formats import BINARY, DEFAULT, STRUCTURED
from timelog_cli.errors import Refused, UsageError
from timelog_cli.render.documents.invoices import contents, invoice_shape
from timelog_cli.usecases.billing import lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.cli.context import Context
    from timelog_cli.domain.documents.invoices import Document, Written
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.render.documents.templates import Documents


def printed(
    context: Context, numbers: Sequence[str], written: Written | None, format_name: str | None
) -> dict[str, Any]:
    """The documents as data, and as ``output``."""
    return {"data": shapes(context, numbers), **output(context, numbers, written, format_name)}


def shapes(context: Context, numbers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The documents of these numbers, as JSON has them."""
    work = context.work
    return (invoice_shape(lifecycle.find(work, number).document) for number in numbers)


def output(
    context: Context, numbers: Sequence[str], written: Written | None, format_name: str | None
) -> dict[str, Any]:
    """The names of the files; else the document; else, of several, their numbers.

    :param format_name: as it is asked for; without it a terminal gets a picture, a pipe Markdown
    """
    if written:
        return printed_paths(context, written.new)
    if len(numbers) == 1:
        wide = picture_columns(context, format_name)
        if wide:
            try:
                return {"text": drawn(context, [lifecycle.find(context.work, numbers[0]).document])}
            except Refused:
                pass  # the locale of a customer that is known no more: what is kept says it all
        head = lifecycle.head(lifecycle.find(context.work, numbers[0]))
        name = format_name or DEFAULT
        if context.options.json and name in BINARY:
            return {}
        return {"raw": archive(context, ()).document(head, name).content}
    return {"text": "\n".join(numbers)}


def asked(format: str | None) -> str | None:
    """The format that is asked for, to print: the first of several, or none.

    :raises UsageError: there is no such format
    """
    return formats(format)[0] if format else None


def check_terminal(context: Context, format: str | None, hint: str = "add --out DIR") -> None:
    """Refuse to print a format that is no text on a terminal.

    :raises UsageError: it would be, or there is no such format
    """
    name = asked(format)
    if name in BINARY:
        check_printable(context, name, hint)


def picture_columns(context: Context, format: str | None) -> int | None:
    """The columns of a document that is drawn; ``None`` where it is printed in a format."""
    return None if format or context.options.json else context.world.screen()


def drawn(context: Context, documents: Sequence[Document]) -> str:
    """Documents as pictures on the terminal.

    :raises Refused: the locale of one does not exist
    """
    from timelog_cli.render.terminal.documents import pictures

    return pictures(documents, context.world.screen() or 0, color=context.color)


def previewed(
    context: Context,
    documents: Sequence[Document],
    printer: Documents,
    template: str | None,
    format: str | None,
    logo: Logo | None,
) -> dict[str, Any]:
    """Documents that are not issued as ``Outcome`` takes them: drawn, or in the format.

    :raises UsageError: several formats, or several documents in a format of one
    :raises Refused: the template is wrong
    """
    chosen = formats(format) or (DEFAULT,)
    if len(chosen) > 1:
        raise UsageError("only one format can be printed", "use one --format")
    if not template and "md" not in printer.template.files and picture_columns(context, format):
        return {"text": drawn(context, documents)}
    if context.options.json and not printer.template.files:
        return {}
    if chosen[0] in (*BINARY, *STRUCTURED) and len(documents) > 1:
        raise UsageError(
            f"only one document can be printed as {chosen[0]}, but there are {len(documents)}",
            "choose one customer's records",
        )
    written = [contents(document, chosen, printer, logo)[0] for document in documents]
    if chosen[0] in BINARY:
        return {"raw": written[0]} if written else {}
    return {"text": "\n".join(one.decode() for one in written).rstrip("\n")}
