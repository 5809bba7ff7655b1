"""The files of documents: made when they are issued, or once when a format is asked for later.

What is kept never changes. What is made later comes from the snapshot, as if it had been issued so.
"""

from __future__ import annotations

from timelog_cli.domain.documents.formats import AT_ISSUE, ending, formats_of
from timelog_cli.domain.documents.invoices import Rendered
from timelog_cli.domain.documents.numbering import file_name
from timelog_cli.errors import DatabaseError, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import CommandInfo
from timelog_cli.store.queries import billing
from timelog_cli.store.queries import documents as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.store.queries.documents import DocumentHead
    from timelog_cli.usecases import Work


class Writer(Frozen):
    """What writes documents, and the formats that are asked for.

    ``check`` refuses a document that lacks what a format needs; ``write`` makes the bytes of all
    the formats that it is given, with the logo of the document.
    """

    write: Callable[[Document, Sequence[str], Logo | None], list[bytes]]
    check: Callable[[Document, str], None]
    asked: tuple[str, ...] = ()


def formats_to_keep(document: Document, gets: Sequence[str], writer: Writer) -> tuple[str, ...]:
    """The formats of a document from its issue on, which it can be written in.

    They are those that every document has, those asked for, and those that the customer gets.

    :param gets: those that the customer gets
    :raises Refused: it lacks what one of them needs
    :raises UsageError: a quote is asked for as an invoice in XML
    """
    wanted = formats_of(document.kind, writer.asked, ()) if writer.asked else ()
    every = (*AT_ISSUE, *wanted, *formats_of(document.kind, (), gets))
    found = tuple(dict.fromkeys(every))
    for name in found:
        writer.check(document, name)
    return found


def keep_issued(
    work: Work,
    invoice_id: int,
    document: Document,
    customer_id: int,
    formats: Sequence[str],
    writer: Writer,
) -> None:
    """Keep an open document in the formats that it has from its issue on.

    :raises Refused: it cannot be written in one of them
    """
    stored.keep(work.store, invoice_id, _rendered(work, document, customer_id, formats, writer))


def _rendered(
    work: Work, document: Document, customer_id: int, formats: Sequence[str], writer: Writer
) -> list[Rendered]:
    logo = stored.logo(work.store, document.logo)
    contents = writer.write(document, formats, logo)
    return [
        Rendered(
            name, file_name(document.number, document.customer, ending(name), customer_id), content
        )
        for name, content in zip(formats, contents, strict=True)
    ]


class Archive:
    """The documents of the database in any format.

    One that is not kept yet is made, and kept in a change of its own, which is not undone; in a
    file that cannot be written it is made each time.
    """

    def __init__(self, work: Work, writer: Writer) -> None:
        self._work = work
        self._writer = writer
        self._made: dict[tuple[int, str], Rendered] = {}
        self._refused: dict[tuple[int, str], TimelogError] = {}

    def formats(self, head: DocumentHead) -> tuple[str, ...]:
        """The formats in which a document is written.

        :raises UsageError: a quote is asked for as an invoice in XML
        """
        gets = stored.formats_of_customer(self._work.store, head.customer_id)
        return formats_of(head.kind, self._writer.asked, gets)

    def document(self, head: DocumentHead, format_name: str) -> Rendered:
        """A document in a format, always the same.

        :raises Refused: it cannot be written so
        :raises DatabaseError: what is kept is not what was issued
        """
        key = head.id, format_name
        kept = stored.find(self._work.store, *key)
        if kept is None and format_name not in AT_ISSUE and key not in self._made:
            if key not in self._refused:
                self.prepare([(head, [format_name])])
            if key in self._refused:
                raise self._refused[key]
            kept = stored.find(self._work.store, *key)
        return self._made.get(key) or _checked(head.number, format_name, kept)

    def prepare(self, wanted: Iterable[tuple[DocumentHead, Sequence[str]]]) -> None:
        """Make what is not kept yet of some documents, and keep it in one transaction."""
        self._made, self._refused = {}, {}
        for head, formats in wanted:
            kept = stored.formats(self._work.store, head.id)
            missing = [one for one in formats if one not in kept and one not in AT_ISSUE]
            if missing:
                document = billing.snapshot(self._work.store, head.id)
                for name in missing:
                    self._make(head, document, name)
        if self._made:
            self._keep()

    def _make(self, head: DocumentHead, document: Document, format_name: str) -> None:
        key, customer_id = (head.id, format_name), head.customer_id
        try:
            self._writer.check(document, format_name)
            (made,) = _rendered(self._work, document, customer_id, [format_name], self._writer)
        except TimelogError as error:
            self._refused[key] = error
        else:
            self._made[key] = made

    def _keep(self) -> None:
        from timelog_cli.store.failures import is_read_only

        work, store = self._work, self._work.store
        try:
            with store.writing(CommandInfo(work.now, work.user, work.line, "document")):
                for (invoice_id, name), made in self._made.items():
                    if stored.find(store, invoice_id, name) is None:
                        stored.keep(store, invoice_id, [made])
        except DatabaseError as error:
            if not is_read_only(error):
                raise
        else:
            self._made = {}  # what is kept counts: another process may have been first


def _checked(number: str, format_name: str, kept: tuple[Rendered, str] | None) -> Rendered:
    """The bytes that are kept, if they have their hash."""
    from hashlib import sha256

    if kept is None or sha256(kept[0].content).hexdigest() != kept[1]:
        raise DatabaseError(
            f"the stored {format_name} document of {number} differs from what was issued",
            "timelog db check",
        )
    return kept[0]
