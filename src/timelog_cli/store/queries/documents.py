"""The files of documents as they were issued, and the logos on them."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import Rendered
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.store.connection import Store


class DocumentHead(Frozen):
    """What is known of a document without reading all of it; ``id`` is its number in the file."""

    id: int
    number: str
    kind: str
    customer_id: int


def heads(store: Store, *, quotes: bool = False) -> list[DocumentHead]:
    """All invoices and credit notes, or all quotes, in the order in which they were issued."""
    sql = f"""
        SELECT id, number, kind, customer_id FROM invoice
        WHERE kind {"=" if quotes else "<>"} 'quote' ORDER BY id
    """
    return [DocumentHead._make(row) for row in store.rows(sql)]


def keep(store: Store, invoice_id: int, rendered: Iterable[Rendered]) -> None:
    """Insert the bytes of a document in some formats."""
    from hashlib import sha256

    for one in rendered:
        store.run(
            "INSERT INTO document (invoice_id, format, file_name, sha256, bytes)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                invoice_id,
                one.format,
                one.file_name,
                sha256(one.content).hexdigest(),
                one.content,
            ),
        )


def find(store: Store, invoice_id: int, format_name: str) -> tuple[Rendered, str] | None:
    """The kept bytes of a format with their SHA-256, or ``None``."""
    row = store.row(
        "SELECT format, file_name, bytes, sha256 FROM document WHERE invoice_id = ? AND format = ?",
        (invoice_id, format_name),
    )
    return None if row is None else (Rendered(*row[:3]), row[3])


def formats(store: Store, invoice_id: int) -> set[str]:
    """The formats that a document is kept in."""
    sql = "SELECT format FROM document WHERE invoice_id = ?"
    return {name for (name,) in store.rows(sql, (invoice_id,))}


def formats_of_customer(store: Store, customer_id: int) -> tuple[str, ...]:
    """The formats that a customer gets; none where nothing is said."""
    names = store.value("SELECT formats FROM customer WHERE id = ?", customer_id)
    return tuple(names.split(",")) if names else ()


def keep_logo(store: Store, logo: Logo) -> None:
    """Insert a logo that is not there yet."""
    store.run(
        "INSERT INTO logo (sha256, format, bytes) SELECT :hash, :format, :bytes"
        " WHERE NOT EXISTS (SELECT 1 FROM logo WHERE sha256 = :hash)",
        {"hash": logo.sha256, "format": logo.format, "bytes": logo.content},
    )


def logo(store: Store, sha256: str) -> Logo | None:
    """The logo of that hash; none for an empty one."""
    from timelog_cli.domain.documents.logos import Logo

    row = (
        store.row("SELECT format, bytes FROM logo WHERE sha256 = ?", (sha256,)) if sha256 else None
    )
    return None if row is None else Logo(*row)
