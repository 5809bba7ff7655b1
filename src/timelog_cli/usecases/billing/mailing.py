"""Sending documents by mail: which of them, to whom, and what is kept of it.

A message is handed over first and marked as sent then, in a transaction of its own, so that a slow
server keeps nobody from writing. In between, a line in the outbox says so: what became of a
message without an answer, or of one whose process was killed, is not known, and it is not sent a
second time unless that is asked for.
"""

from __future__ import annotations

from timelog_cli.domain.documents.formats import formats_of
from timelog_cli.domain.documents.messages import LAST_LEVEL, Envelope, Message, SentMessage
from timelog_cli.domain.parties.mailboxes import Mailbox, deliverable, read_address
from timelog_cli.domain.text import typed
from timelog_cli.errors import OutputError, Refused, TimelogError, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.runtime.mail_transport import NotSent, Unclear
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import customers, messages
from timelog_cli.usecases.billing import lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from timelog_cli.domain.documents.invoices import Rendered
    from timelog_cli.domain.documents.messages import Attachment, Letter
    from timelog_cli.runtime.mail_transport import Courier
    from timelog_cli.runtime.outbox import Outbox
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.store.queries.documents import DocumentHead
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.keeping import Archive
    from timelog_cli.usecases.billing.lifecycle import InvoiceView

    Report = Callable[[int, int | None], None]

_FALLBACK = ("html",)
_MARK_SECONDS = 60.0  # to wait for another process, as what is sent has to be marked


class Recipients(Frozen):
    """Who sends, and who gets it: without ``to`` the first address of the customer."""

    sender: Mailbox
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()


class Wanted(Frozen):
    """A document that is to be sent; ``level`` is that of a reminder."""

    found: IssuedDocument
    level: int | None = None


class Ready(Frozen):
    """A message that can be sent.

    ``key`` is its name in the outbox; ``keys`` are those of all messages that say the same, which
    reminders of each level do.
    """

    found: IssuedDocument
    key: str
    keys: tuple[str, ...]
    message: Message


class Sent(Frozen):
    """What was sent, what was not and why, and what was not tried any more."""

    views: list[InvoiceView]
    failed: list[tuple[str, TimelogError]]
    left: list[str]


class Composer(Frozen):
    """Makes messages.

    :param letter: writes subject and text
    :param files: the documents that go with it
    """

    recipients: Recipients
    letter: Callable[[Wanted], Letter]
    files: Callable[[Wanted], Sequence[Attachment]]


class Post(Frozen):
    """How messages leave.

    :param wire: the bytes of a message
    """

    courier: Courier
    outbox: Outbox
    wire: Callable[[Message], bytes]


def unsent(work: Work, numbers: Sequence[str], *, again: bool) -> list[Wanted]:
    """The documents of numbers, each once.

    :param again: whether they may have been sent before
    :raises Refused: one was sent before
    """
    found = lifecycle.find_all(work, numbers)
    for one in () if again else found:
        _check_unsent(work, one)
    return [Wanted(one) for one in found]


def _check_unsent(work: Work, found: IssuedDocument) -> None:
    number = found.document.number
    again = f"to send it again: timelog billing send {typed(number)} --mail --again"
    standing = stored.standing(work.store, found.id)
    sent = [one for one in standing.messages if one.level is None]
    if sent:
        to = ", ".join(sent[-1].recipients)
        raise Refused(f"{number} was already sent to {to}", again)
    if standing.sent_on:
        raise Refused(f"{number} was already marked as sent on {standing.sent_on}", again)


def prepared(work: Work, wanted: Sequence[Wanted], composer: Composer) -> tuple[list[Ready], Sent]:
    """The messages with documents, and which of them cannot be made."""
    found, done = [], Sent([], [], [])
    for one in wanted:
        try:
            found.append(_ready(work, one, composer))
        except (Refused, UsageError) as error:
            done.failed.append((one.found.document.number, error))
    return found, done


def _ready(work: Work, one: Wanted, composer: Composer) -> Ready:
    found, level = one
    key = messages.key_of_next(work.store, found.id, level)
    levels = (None,) if level is None else range(1, LAST_LEVEL + 1)
    keys = tuple(messages.key_of_next(work.store, found.id, one) for one in levels)
    envelope = _envelope(work, found, composer.recipients)
    letter, files = composer.letter(one), tuple(composer.files(one))
    message_id = f"{key}@{envelope.sender.domain}"
    message = Message(found.document.number, level, message_id, envelope, letter, files)
    return Ready(found, key, keys, message)


def documents(work: Work, one: Wanted, archive: Archive, *, pdf: bool) -> list[Rendered]:
    """A document in the formats that its customer gets; else as PDF, or as HTML.

    :param pdf: whether PDF can be written
    :raises Refused: it cannot be written in one of the customer's formats
    """
    head = lifecycle.head(one.found)
    gets = customers.customer_of(work.store, head.customer_id).formats
    if gets:
        return _kept(archive, head, formats_of(head.kind, (), gets))
    try:
        return _kept(archive, head, ("pdf",) if pdf else _FALLBACK)
    except Refused:  # no font has a character of it
        return _kept(archive, head, _FALLBACK)


def _kept(archive: Archive, head: DocumentHead, formats: Sequence[str]) -> list[Rendered]:
    archive.prepare([(head, formats)])
    return [archive.document(head, name) for name in formats]


def _envelope(work: Work, found: IssuedDocument, recipients: Recipients) -> Envelope:
    to = recipients.to or (_customer(work, found),)
    groups = ((recipients.sender,), to, recipients.cc, recipients.bcc)
    (sender,), *others = (tuple(map(deliverable, group)) for group in groups)
    return Envelope(sender, *others)


def _customer(work: Work, found: IssuedDocument) -> Mailbox:
    """The customer, by the name that is on the document, and its first address."""
    customer = customers.customer_of(work.store, found.customer_id)
    address = next(iter(customer.emails), "")
    if not address:
        raise Refused(
            f"{customer.name} has no email address",
            f"timelog customer edit {typed(customer.name)} --email ADDRESS",
        )
    return Mailbox(found.document.customer, read_address(address))


def clear(found: Sequence[Ready], outbox: Outbox, done: Sent, *, again: bool) -> list[Ready]:
    """Those of the messages that were not handed over before.

    Of the others nobody knows what became of them; they are added to what failed.
    """
    doubtful = [] if again else [one for one in found if any(map(outbox.is_open, one.keys))]
    done.failed.extend((one.message.number, _doubt(one.message)) for one in doubtful)
    return [one for one in found if one not in doubtful]


def _doubt(message: Message) -> Refused:
    why = "it may already have arrived: the last attempt ended without an answer"
    return Refused(why, _again(message))


def _again(message: Message) -> str:
    """The command that sends a message which may have arrived."""
    number = typed(message.number)
    again = f"send {number} --mail --again" if message.level is None else f"remind {number} --again"
    return f"to send it again if it has not arrived: timelog billing {again}"


def send(
    work: Work, found: Sequence[Ready], post: Post, today: date, done: Sent, report: Report | None
) -> None:
    """Send messages; one that fails does not keep the others, unless it is the server that does.

    :param done: what is done is added to it
    :param report: is told how many are sent, and of how many
    """
    work.store.set_busy_timeout(_MARK_SECONDS)
    for at, one in enumerate(found):
        if report is not None:
            report(at, len(found))
        number = one.message.number
        try:
            _send(work, one, post, today)
        except OutputError as error:
            done.failed.append((number, error))
            if getattr(error, "stops", True):
                done.left.extend(each.message.number for each in found[at + 1 :])
                break
        else:
            done.views.append(lifecycle.view(work, number, today))


def _send(work: Work, one: Ready, post: Post, today: date) -> None:
    content = post.wire(one.message)
    try:
        post.courier.send(one.message.envelope, content, lambda: post.outbox.begin(one.key))
    except Unclear as error:
        raise Unclear(
            f"{error.message}; it may have been delivered",
            _again(one.message),
            stops=error.stops,
        ) from error
    except NotSent:
        post.outbox.end(one.key)
        raise
    try:
        _mark(work, one, today)
    except TimelogError as error:
        raise OutputError(
            f"it was sent, but cannot be marked as sent: {error.message}", error.hint
        ) from error
    for key in one.keys:
        post.outbox.end(key)


def _mark(work: Work, one: Ready, today: date) -> None:
    message, found = one.message, one.found
    with work.writing():
        kept = SentMessage(
            work.now, message.message_id, tuple(message.envelope.seen), message.level
        )
        messages.add(work.store, found.id, kept)
        if message.level is None and not stored.standing(work.store, found.id).sent_on:
            stored.set_sent(work.store, found.id, max(today, found.document.issue_date))
