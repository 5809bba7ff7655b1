"""Messages before they are sent, for people and as JSON."""

from __future__ import annotations

from timelog_cli.domain.documents.messages import reminders
from timelog_cli.domain.money import written
from timelog_cli.domain.time.zones import iso
from timelog_cli.render.documents.invoices import message_shape as sent_shape
from timelog_cli.render.listing import CURRENCY, Column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document, InvoiceState
    from timelog_cli.domain.documents.messages import Attachment, Message
    from timelog_cli.domain.parties.mailboxes import Mailbox


def messages_text(messages: Sequence[Message]) -> str:
    """Messages as a person reads them: who gets them, what they say, what goes with them."""
    return "\n\n---\n\n".join("\n".join(_lines(one)) for one in messages)


def _lines(message: Message) -> list[str]:
    envelope = message.envelope
    boxes = {"From": [envelope.sender], "To": envelope.to, "Cc": envelope.cc, "Bcc": envelope.bcc}
    return [
        *(f"{name}: {', '.join(map(box_text, each))}" for name, each in boxes.items() if each),
        f"Subject: {message.letter.subject}",
        f"Message-ID: <{message.message_id}>",
        "",
        message.letter.text,
        "",
        *(f"Attached: {_file(one)}" for one in message.files),
    ]


def _file(file: Attachment) -> str:
    return f"{file.file_name} ({file.media_type}, {len(file.content):,} bytes)"


def box_text(box: Mailbox) -> str:
    """``Ada Rossi <ada@example.com>``, or the address alone."""
    return f"{box.name} <{box.address}>" if box.name else box.address


def message_shape(message: Message) -> dict[str, Any]:
    """The JSON of a message before it is sent."""
    envelope = message.envelope
    return {
        "number": message.number,
        "level": message.level,
        "message_id": message.message_id,
        "from": box_text(envelope.sender),
        "to": _boxes(envelope.to),
        "cc": _boxes(envelope.cc),
        "bcc": _boxes(envelope.bcc),
        "subject": message.letter.subject,
        "text": message.letter.text,
        "attachments": [
            {"file": one.file_name, "type": one.media_type, "bytes": len(one.content)}
            for one in message.files
        ],
    }


def _boxes(boxes: Iterable[Mailbox]) -> list[str]:
    return [box_text(box) for box in boxes]


def reminder_shape(
    document: Document,
    standing: InvoiceState,
    due_in_days: int | None,
    zone: str,
    *,
    level: int,
    sent: bool,
    next_at: int | None,
) -> dict[str, Any]:
    """The JSON of an overdue invoice with its reminders.

    :param level: of the reminder that is sent now, or would be sent next
    :param next_at: the instant from which the next one can be sent, unless it is now
    """
    return {
        "number": document.number,
        "customer": document.customer,
        "currency": document.currency,
        "due_date": document.due_date.isoformat(),
        "days_overdue": -(due_in_days or 0),
        "amount_due": written(standing.due(document), document.currency),
        "level": level,
        "sent": sent,
        "next_reminder_at": None if next_at is None else iso(next_at, zone),
        "reminders": [sent_shape(one, zone) for one in reminders(standing.messages)],
    }


def reminder_columns() -> tuple[Column, ...]:
    """The columns of ``billing remind``."""
    return (
        Column("number", "NUMBER", names=True, style="reference"),
        Column("customer", "CUSTOMER", names=True, shrink=True),
        Column("due_date", "DUE DATE", spare=True),
        Column("days_overdue", "DAYS OVERDUE", right=True),
        Column("amount_due", "BALANCE", right=True),
        CURRENCY,
        Column("level", "LEVEL", right=True),
        Column("reminders", "LAST REMINDER", show=_last),
        Column("next_reminder_at", "NEXT FROM", show=_next),
    )


def _last(sent: list[dict[str, Any]]) -> str:
    return sent[-1]["sent_at"][:10] if sent else ""


def _next(instant: str | None) -> str:
    return instant[:10] if instant else "now"
