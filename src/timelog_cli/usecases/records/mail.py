"""Incoming email: a message becomes a case, a reply joins its case, a duplicate is found."""

from __future__ import annotations

from itertools import chain, count

from timelog_cli.domain.records import Record
from timelog_cli.domain.text import folded
from timelog_cli.domain.views import ReceivedMail
from timelog_cli.errors import UsageError
from timelog_cli.exchange.mail import parse, read_source
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import customers
from timelog_cli.store.queries import mail as stored
from timelog_cli.store.queries import records as stored_records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from timelog_cli.exchange.mail import Mail
    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None]

_NAME_LIMIT = 480  # with an address; a number may follow


class Unread(Frozen):
    """A message of a batch that could not be read, by the name of its file, and why."""

    label: str
    reason: str


def take_in(work: Work, mails: Sequence[Mail], report: Report | None = None) -> list[ReceivedMail]:
    """Bring messages onto their records, all or none.

    :param report: is told how many are done, and of how many
    """
    arrived = []
    with work.writing():
        for done, mail in enumerate(mails):
            if report is not None:
                report(done, len(mails))
            arrived.append((mail, *_place(work, mail)))
        return [_arrived(work, *one) for one in arrived]


def _arrived(work: Work, mail: Mail, record_id: int, how: str) -> ReceivedMail:
    record = _read(work, record_id)
    sender = _sender(work, mail)
    foreign = how == "answered" and (sender[1] if sender else None) != record.customer
    return ReceivedMail(mail.sender_address, record, how, foreign)


def _sender(work: Work, mail: Mail) -> tuple[int, str] | None:
    """Number and name of the customer who sent the mail, if there is one of that address."""
    address = mail.sender_address
    return customers.customer_of_address(work.store, address) if address else None


def _place(work: Work, mail: Mail) -> tuple[int, str]:
    digest = stored.digest(mail.sender_address, mail.body)
    known = stored.record_of(work.store, mail.message_id, digest)
    if known is not None:
        return known, "known"
    sender = _sender(work, mail)
    record_id = stored.record_of_thread(
        work.store, mail.message_id, mail.parents, sender[0] if sender else None
    )
    how = "new" if record_id is None else "answered"
    if record_id is None:
        record_id = _make_case(work, mail)
    stored.add(
        work.store,
        message_id=mail.message_id,
        record_id=record_id,
        parents=mail.parents,
        sender_name=mail.sender_name,
        sender_address=mail.sender_address,
        subject=mail.subject,
        body=mail.body,
        attachments=mail.attachments,
        sent_at=mail.sent_at,
        received_at=work.now,
        digest=digest,
    )
    return record_id, how


def _make_case(work: Work, mail: Mail) -> int:
    return stored_records.add(
        work.store,
        type="case",
        title=mail.plain_subject,
        description=mail.body,
        customer_id=_customer(work, mail),
        owner_id=queries.ensure_owner(work.store, work.user),
        created_at=work.now,
    )


def _customer(work: Work, mail: Mail) -> int | None:
    """The customer with the sender's address, made when there is none.

    A name alone proves nothing, so a customer of the same name is another one.
    """
    address = mail.sender_address
    if address is None:
        return None
    if found := _sender(work, mail):
        return found[0]
    name = _free_name(work, mail.sender_name or address, address)
    customer_id = customers.add_customer(work.store, name=name)
    customers.put_emails(work.store, customer_id, [address])
    return customer_id


def _free_name(work: Work, name: str, address: str) -> str:
    """The name, with the address behind it where another customer has it already."""
    longer = f"{name[: _NAME_LIMIT - len(address)]} ({address})"
    names = chain((name, longer), (f"{longer} {number}" for number in count(2)))
    taken = set(map(folded, customers.customer_names(work.store)))
    return next(name for name in names if folded(name) not in taken)


def _read(work: Work, record_id: int) -> Record:
    record = stored_records.find(work.store, record_id)
    assert record is not None
    return record


def read_all(
    source: str | None, stdin: BinaryIO, report: Report | None = None
) -> tuple[list[Mail], list[Unread]]:
    """Read the messages of a file, a folder or, for ``-``, of standard input.

    One that cannot be read does not keep the others out.

    :param report: is told how many were read so far
    """
    mails: list[Mail] = []
    failed: list[Unread] = []
    for label, raw in read_source(source, stdin):
        if report is not None:
            report(len(mails) + len(failed), None)
        try:
            mails.append(parse(raw))
        except UsageError as error:
            failed.append(Unread(label, error.message))
    return mails, failed


def refs(arrived: Sequence[ReceivedMail]) -> list[str]:
    """The records of the messages, each once, in order."""
    return list(dict.fromkeys(one.record.ref for one in arrived))
