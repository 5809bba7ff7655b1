"""A mail as plain values: who wrote, what about, when, in answer to what.

Every byte of a mail is a stranger's: it may be broken, mislabelled or made to do harm, and it is
read as far as it can be. ``record mail`` is the only command that loads this module.
"""

from __future__ import annotations

import hashlib
import re
from calendar import timegm
from datetime import datetime
from email.utils import parsedate_tz

from timelog_cli.domain.text import TITLE_LIMIT, tidied
from timelog_cli.errors import UsageError
from timelog_cli.exchange.mail_parts import Headers, ParsedParts, first, headers_of, part_of
from timelog_cli.exchange.mail_source import MESSAGE_LIMIT, read_source
from timelog_cli.exchange.mail_text import INVISIBLE, decoded, decoded_words, without_escapes
from timelog_cli.frozen import Frozen

__all__ = ["MESSAGE_LIMIT", "NO_SUBJECT", "Mail", "parse", "read_source"]

NO_SUBJECT = "(no subject)"

_NAME_LIMIT = 200
_ADDRESS_LIMIT = 320
_ID_LIMIT = 998  # the longest line that a mail may have
_HEADER_READ = 4_000
_EARLIEST, _LATEST = 315_532_800, 4_102_444_800  # 1980 and 2100: before and after, clocks are wrong
_ZONE_LIMIT = 16 * 3600
_DIGEST = "sha256:"
# What the writer's program wrote and no one on the way changes.
_IDENTIFYING = (
    *("date", "from", "sender", "reply-to", "to", "cc", "subject", "in-reply-to", "references"),
    *("mime-version", "content-type", "content-transfer-encoding", "content-disposition"),
)

_PREFIX = re.compile(
    r"(?:re|fwd?|wg|aw|antw(?:ort)?|res|enc|sv|vs|vb|vl|tr|r|i|rif|rv|odp|pd|ynt|ilt|doorst"
    r"|回复|回覆|答复|转发|轉寄|返信|転送|отв|ответ|пер|пересл)"
    r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\s*[:：]\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"\[[^\[\]]{1,80}\]\s*")
_POSTMARK = re.compile(rb">?From ")
_ID = re.compile(r"<([^<>]+)>")
_SENDER = re.compile(
    rb'"((?:[^"\\]|\\.)*)"|\(((?:[^()\\]|\\.)*)\)|<((?:[^<>"]|"[^"]*")*)>|([,;])|([^\s"(<,;]+)',
    re.DOTALL,
)
_ADDRESS = re.compile(r'(?:"[^"]+"|[^\s@"<>(),;:]+)@[^\s@"<>(),;:]+')
_COLON_ZONE = re.compile(r"([+-]\d\d):(\d\d)\b")


class Mail(Frozen):
    """One message; all its text can be stored and shown."""

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender_name: str
    sender_address: str | None
    subject: str
    body: str
    sent_at: int | None
    attachments: tuple[str, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        """The messages that this one answers, the nearest first."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))

    @property
    def plain_subject(self) -> str:
        """The subject without "Re:", "Fwd:" and their like; tags of lists are kept."""
        return _without_prefixes(self.subject) or NO_SUBJECT


def parse(raw: bytes) -> Mail:
    """What the message says, as far as it can be read.

    :raises UsageError: there is no message, or it is above ``MESSAGE_LIMIT``
    """
    data = _canonical(raw)
    headers, start = headers_of(data, _after_postmark(data), len(data))
    reading = ParsedParts(data)
    body = reading.body(part_of(headers, start, len(data)))
    name, address = _sender(headers)
    return Mail(
        message_id=_message_id(headers) or _digest(headers, data[start:]),
        in_reply_to=_ids(headers, "in-reply-to"),
        references=_ids(headers, "references"),
        sender_name=name,
        sender_address=address,
        subject=_subject(decoded_words(first(headers, "subject"))) or NO_SUBJECT,
        body=body,
        sent_at=_moment(first(headers, "date")),
        attachments=tuple(reading.attachments),
    )


def _without_prefixes(subject: str) -> str:
    at, tags = 0, dict[str, str]()
    while found := _PREFIX.match(subject, at) or _TAG.match(subject, at):
        at = found.end()
        if found[0].startswith("["):
            tags.setdefault(found[0].strip(), found[0])
    return f"{''.join(tags.values())}{subject[at:]}".strip()


def _subject(text: str) -> str:
    """The subject; where prefixes leave no room for it, without them."""
    line = _line(text, len(text))
    return tidied(line if len(line) <= TITLE_LIMIT else _without_prefixes(line), TITLE_LIMIT)


def _canonical(raw: bytes) -> bytes:
    """Line feeds only, no NUL, nothing before the first header."""
    if len(raw) > MESSAGE_LIMIT:
        raise UsageError(
            f"the message is larger than {MESSAGE_LIMIT >> 20} MiB",
            "save the message without its attachments and try again",
        )
    data = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.lstrip(b" \t\n\v\f")
    if not data:
        raise UsageError("no message: the input is empty")
    return data


def _after_postmark(data: bytes) -> int:
    """Behind the lines that an mbox or a mail filter puts before the headers."""
    start = 0
    while _POSTMARK.match(data, start):
        start = (data.find(b"\n", start) + 1) or len(data)
    return start


def _line(text: str, limit: int) -> str:
    text = tidied(without_escapes(text), limit)
    return text if text.strip(INVISIBLE) else ""


def _message_id(headers: Headers) -> str | None:
    ids = _ids(headers, "message-id") or tuple(_words(first(headers, "message-id"))[:1])
    usable = [name for name in ids if len(name) <= _ID_LIMIT and not name.startswith(_DIGEST)]
    return usable[0] if usable else None


def _words(value: bytes) -> list[str]:
    return _line(decoded(value), _HEADER_READ).strip("<>").split()


def _ids(headers: Headers, name: str) -> tuple[str, ...]:
    """Every id in headers of that name, in their order; a fold within one is closed."""
    text = " ".join(decoded(value) for value in headers.get(name, [])[:20])
    found = ("".join(tidied(each, len(each)).split()) for each in _ID.findall(text))
    return tuple(dict.fromkeys(each for each in found if each and len(each) <= _ID_LIMIT))


def _digest(headers: Headers, body: bytes) -> str:
    """A name for a message without one: the same however it was delivered and stored."""
    digest = hashlib.sha256()
    for name in _IDENTIFYING:
        for value in headers.get(name, []):
            digest.update(b"%s: %s\n" % (name.encode(), b" ".join(value.split())))
    if b">From " in body:
        body = re.sub(rb"(?m)^>+(?=From )", b"", body)
    digest.update(b"\n" + body.strip(b"\n"))
    return _DIGEST + digest.hexdigest()


def _sender(headers: Headers) -> tuple[str, str | None]:
    for name in ("from", "sender"):
        value = first(headers, name)[:_HEADER_READ]
        for readable in (value, decoded_words(value).encode("utf-8", "replace")):
            sender, address = _mailbox(readable)
            if address:
                return sender, address
    return _line(decoded_words(first(headers, "from")[:_HEADER_READ]), _NAME_LIMIT), None


def _mailbox(value: bytes) -> tuple[str, str | None]:
    """The first mailbox of a header; unquoted commas in its name are forgiven."""
    words: list[bytes] = []
    remarks: list[bytes] = []
    found: str | None = None
    for token in _SENDER.finditer(value):
        quoted, remark, angled, comma, word = token.groups()
        if angled is not None and (address := _address(angled)):
            return _name(words or remarks), address
        if comma and found:
            break
        if comma and words:
            words[-1] += comma
        elif remark:
            remarks.append(remark)
        elif quoted or word:
            words.append(quoted or word)
            found = found or _address(words[-1])
    return _name(remarks), found


def _address(raw: bytes) -> str | None:
    text = _line(decoded(raw), _HEADER_READ).lower().removeprefix("mailto:")
    text = text.rpartition(":")[2] if text.startswith("@") else text
    return text if len(text) <= _ADDRESS_LIMIT and _ADDRESS.fullmatch(text) else None


def _name(pieces: list[bytes]) -> str:
    text = decoded_words(re.sub(rb"\\(.)", rb"\1", b" ".join(pieces)))
    text = _line(text, _HEADER_READ)
    return tidied(text.strip("'\" ,;"), _NAME_LIMIT)


def _moment(value: bytes) -> int | None:
    """Seconds since the epoch; a time without a zone is taken as UTC."""
    text = _COLON_ZONE.sub(r"\1\2", value[:100].decode("latin-1"))
    try:
        fields = parsedate_tz(text)
        moment = _iso(text) if fields is None else _seconds(fields)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment is not None and _EARLIEST <= moment < _LATEST else None


def _iso(text: str) -> int:
    return timegm(datetime.fromisoformat(text.strip()).utctimetuple())


def _seconds(fields: tuple[int | None, ...]) -> int | None:
    year, month, day, hour, minute, second, *_, zone = (field or 0 for field in fields)
    local = datetime(year, month, day, hour, minute, min(second, 59))
    return None if abs(zone) > _ZONE_LIMIT else timegm(local.timetuple()) - zone
