"""Messages and the threads they make."""

from __future__ import annotations

import json

from timelog_cli.store.connection import Store, new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def record_of(store: Store, message_id: str) -> int | None:
    """The record that has the message of that ``Message-ID``, or ``None``."""
    found = store.value("SELECT record_id FROM message WHERE message_id = ?", message_id)
    return None if found is None else int(found)


def record_of_thread(store: Store, message_id: str, parents: Sequence[str]) -> int | None:
    """The record of the thread that a new message belongs to, or ``None``.

    It is that of the nearest parent that is here, else that of a message that answers this one,
    or that answers the same message, should those have come in first.
    """
    for parent in parents:
        found = record_of(store, parent)
        if found is not None:
            return found
    for known in (message_id, *parents):
        found = store.value(
            "SELECT record_id FROM message JOIN message_parent p ON p.message_id = message.id"
            " WHERE p.parent = ? ORDER BY message.id LIMIT 1",
            known,
        )
        if found is not None:
            return int(found)
    return None


def add(
    store: Store, *, parents: Sequence[str], attachments: Sequence[str], **columns: Any
) -> None:
    """Insert a message with the names of what it answers."""
    listed = json.dumps(list(attachments), ensure_ascii=False)
    row_id = store.insert("message", uuid=new_uuid(), attachments=listed, **columns)
    for parent in dict.fromkeys(parents):
        store.run("INSERT INTO message_parent (parent, message_id) VALUES (?, ?)", (parent, row_id))
