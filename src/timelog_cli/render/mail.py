"""A message as it goes over the wire (RFC 5322): lines that end in CRLF, nothing but ASCII.

The headers are written here: Python's ``email`` puts blanks into long names when it breaks lines.
Text in them has no control characters any more, so that none of it begins a header of its own.
"""

from __future__ import annotations

from timelog_cli.domain.documents.messages import Attachment
from timelog_cli.domain.text import tidied, without_bidi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import EmailMessage

    from timelog_cli.domain.documents.invoices import Rendered
    from timelog_cli.domain.documents.messages import Message
    from timelog_cli.domain.parties.mailboxes import Mailbox

_LONGEST_TEXT = 500
_LONGEST_PLAIN = 60  # characters of a text that stands in a header as it is
_WORD_BYTES = 45  # so that an encoded word has at most 75 characters
_ATOMS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~ "
)
_FOLD = "\r\n "
_TYPES = {
    "md": "text/markdown",
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "facturx": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def wire(message: Message, at: int, zone: str, *, with_bcc: bool = False) -> bytes:
    """The bytes of a message.

    :param at: the instant it is dated, in UTC seconds
    :param with_bcc: whether it names who gets an unseen copy, for a program that reads that there
    """
    body = _body(message).as_bytes()
    return "".join(_headers(message, at, zone, with_bcc)).encode("ascii") + body


def _headers(message: Message, at: int, zone: str, with_bcc: bool) -> Iterator[str]:
    from email.utils import format_datetime

    from timelog_cli.domain.time.zones import local

    envelope = message.envelope
    yield f"Date: {format_datetime(local(at, zone))}\r\n"
    yield f"From: {_boxes([envelope.sender])}\r\n"
    boxes = {"To": envelope.to, "Cc": envelope.cc, "Bcc": envelope.bcc if with_bcc else ()}
    yield from (f"{name}: {_boxes(each)}\r\n" for name, each in boxes.items() if each)
    yield f"Subject: {header_text(message.letter.subject)}\r\n"
    yield f"Message-ID: <{message.message_id}>\r\n"


def _boxes(boxes: Iterable[Mailbox]) -> str:
    return f",{_FOLD}".join(map(_box, boxes))


def _box(box: Mailbox) -> str:
    name = _one_line(box.name)
    if not name:
        return f"<{box.address}>"
    if _is_plain(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        phrase = name if _ATOMS.issuperset(name) else f'"{quoted}"'
    else:
        phrase = _encoded(name)
    return f"{phrase}{_FOLD}<{box.address}>"


def header_text(text: str) -> str:
    """A text as the value of a header."""
    line = _one_line(text)
    return line if _is_plain(line) else _encoded(line)


def _one_line(text: str) -> str:
    return without_bidi(tidied(text, _LONGEST_TEXT))


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text


def _encoded(text: str) -> str:
    """The encoded words (RFC 2047) of a text; none of them ends within a character."""
    from base64 import b64encode

    words, part = [], b""
    for char in text:
        found = char.encode()
        if len(part) + len(found) > _WORD_BYTES:
            words.append(part)
            part = b""
        part += found
    return _FOLD.join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in [*words, part])


def _body(message: Message) -> EmailMessage:
    """Text and attachments, without the headers above."""
    from email.message import EmailMessage
    from email.policy import SMTP

    # Not every server takes lines of eight bits.
    found = EmailMessage(SMTP.clone(cte_type="7bit"))
    found.set_content(message.letter.text.rstrip("\n") + "\n")
    for file in message.files:
        main, _, sub = file.media_type.partition("/")
        found.add_attachment(
            file.content,
            maintype=main,
            subtype=sub,
            filename=file.file_name,
            params={"charset": "utf-8"} if main == "text" else None,
        )
    return found


def attachment(file: Rendered) -> Attachment:
    """The file of a document as it goes with a message."""
    xml = "application/xml" if file.file_name.endswith(".xml") else "application/octet-stream"
    return Attachment(file.file_name, _TYPES.get(file.format, xml), file.content)
