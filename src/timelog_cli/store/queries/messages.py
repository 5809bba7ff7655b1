"""The messages by which documents were sent, and payment was asked for."""

from __future__ import annotations

from timelog_cli.domain.documents.messages import SentMessage
from timelog_cli.store.connection import Store, new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

_BETWEEN = ", "
_MESSAGES = """
SELECT sent_at, message_id, recipients, level, invoice_id FROM sent_message
WHERE date(sent_at, 'unixepoch') <= ?
"""


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
    sql, values = f"{_MESSAGES} AND invoice_id = ? ORDER BY id", (_last(until), invoice_id)
    return tuple(_message(row) for row in store.rows(sql, values))


def by_document(store: Store, until: date | None = None) -> dict[int, tuple[SentMessage, ...]]:
    """The same of all documents that have some, with one query."""
    found: dict[int, list[SentMessage]] = {}
    for row in store.rows(f"{_MESSAGES} ORDER BY id", (_last(until),)):
        found.setdefault(row[4], []).append(_message(row))
    return {invoice_id: tuple(each) for invoice_id, each in found.items()}


def _last(day: date | None) -> str:
    return "9999-12-31" if day is None else day.isoformat()


def _message(row: Sequence[Any]) -> SentMessage:
    return SentMessage(row[0], row[1], tuple(row[2].split(_BETWEEN)), row[3])


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
