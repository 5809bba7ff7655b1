"""Messages that carry documents: what is in one, and what is kept of those that were sent."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.parties.mailboxes import Mailbox

LAST_LEVEL = 3  # of reminders; the next ones repeat it


class Envelope(Frozen):
    """Who sends a message, who gets it, and who gets a copy that the others do not see."""

    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()

    @property
    def seen(self) -> list[str]:
        """The addresses that the message names, each once."""
        return list(dict.fromkeys(box.address for box in (*self.to, *self.cc)))

    @property
    def everybody(self) -> list[str]:
        """All addresses that it goes to, each once."""
        return list(dict.fromkeys([*self.seen, *(box.address for box in self.bcc)]))


class Letter(Frozen):
    """Subject and text of a message."""

    subject: str
    text: str


class Attachment(Frozen):
    """A file that goes with a message, and its media type, as in ``application/pdf``."""

    file_name: str
    media_type: str
    content: bytes


class Message(Frozen):
    """A message before it is sent; ``message_id`` has no angle brackets around it.

    ``level`` counts reminders, and is ``None`` for a message that is none.
    """

    number: str
    level: int | None
    message_id: str
    envelope: Envelope
    letter: Letter
    files: tuple[Attachment, ...]


class SentMessage(Frozen):
    """What is kept of a message that was sent."""

    sent_at: int
    message_id: str
    recipients: tuple[str, ...]
    level: int | None


def reminders(messages: tuple[SentMessage, ...]) -> list[SentMessage]:
    """Those of the messages by which payment was asked for, in their order."""
    return [one for one in messages if one.level is not None]
