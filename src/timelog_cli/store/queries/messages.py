"""The messages by which documents were sent, and payment was asked for."""

from __future__ import annotations

from timelog_cli.domain.documents.messages import SentMessage
from timelog_cli.store.connection import Store, new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

_BETWEEN = ", "


def add(store: Store, invoice_id: int, message: SentMessage) -> None:
    """Insert a message that was sent."""
    store.insert(
        "sent_message",
        uuid=new_uuid(),
        invoice_id=invoice_id,
        sent_at=message.sent_at,
        message_id=message.message_id,
        recipients=_BETWEEN.join(message.recipients),
        level=message.level,
    )


def of_document(
    store: Store, invoice_id: int, until: date | None = None
) -> tuple[SentMessage, ...]:
    """The messages of a document in their order, up to a day in UTC or all."""
    rows = store.rows(
        "SELECT sent_at, message_id, recipients, level FROM sent_message WHERE invoice_id = ?1"
        " AND (?2 IS NULL OR date(sent_at, 'unixepoch') <= ?2) ORDER BY id",
        (invoice_id, until and until.isoformat()),
    )
    return tuple(SentMessage(at, name, tuple(to.split(_BETWEEN)), of) for at, name, to, of in rows)


def key_of_next(store: Store, invoice_id: int, level: int | None) -> str:
    """The name of the next message of a document, which nobody else can know.

    :param level: of a reminder

    It stays the same until a message is kept, so that one that is sent again after a failure is
    taken for the same by those who get both.
    """
    from hashlib import sha256

    uuid, count = store.row(
        "SELECT uuid, (SELECT count(*) FROM sent_message WHERE invoice_id = invoice.id)"
        " FROM invoice WHERE id = ?",
        (invoice_id,),
    )
    return sha256(uuid + f"{count} {level}".encode()).hexdigest()[:32]
