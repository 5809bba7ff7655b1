"""Messages and the threads they make."""

from __future__ import annotations

import json
from hashlib import sha256

from timelog_cli.store.connection import Store, new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def digest(sender_address: str | None, body: str) -> str:
    """What tells a message from others of its ``Message-ID``, however its lines were broken."""
    text = f"{sender_address or ''}\n{' '.join(body.split())}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def record_of(store: Store, message_id: str, digest: str) -> int | None:
    """The record that has the message already, or ``None``."""
    found = store.value(
        "SELECT record_id FROM message WHERE message_id = ? AND digest = ?", message_id, digest
    )
    return None if found is None else int(found)


def record_of_thread(
    store: Store, message_id: str, parents: Sequence[str], customer_id: int | None
) -> int | None:
    """The record of the thread that a new message of a customer belongs to, or ``None``.

    It is that of the nearest parent that is here, else that of a message that answers this one,
    or that answers the same message, should those have come in first. These may be anybody's, who
    knew an id beforehand: they count only where their record is of the same customer.
    """
    answered = (
        "SELECT record_id FROM message JOIN record ON record.id = record_id"
        " WHERE message_id = ? ORDER BY customer_id IS ? DESC, message.id LIMIT 1"
    )
    answering = (
        "SELECT record_id FROM message_parent AS p JOIN message ON message.id = p.message_id"
        " JOIN record ON record.id = record_id"
        " WHERE p.parent = ? AND customer_id IS ? ORDER BY p.message_id LIMIT 1"
    )
    looks = [(answered, parent) for parent in parents]
    looks += [(answering, known) for known in (message_id, *parents)]
    found = (store.value(sql, name, customer_id) for sql, name in looks)
    return next((int(record_id) for record_id in found if record_id is not None), None)


def add(
    store: Store, *, parents: Sequence[str], attachments: Sequence[str], **columns: Any
) -> None:
    """Insert a message with the names of what it answers."""
    listed = json.dumps(list(attachments), ensure_ascii=False)
    row_id = store.insert("message", uuid=new_uuid(), attachments=listed, **columns)
    for parent in dict.fromkeys(parents):
        store.run("INSERT INTO message_parent (parent, message_id) VALUES (?, ?)", (parent, row_id))
