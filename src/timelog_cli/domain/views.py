"""Records and customers with all that belongs to them, and mail that came in."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import LeftToBill, RecordItem
    from timelog_cli.domain.documents.comparison import RecordQuote
    from timelog_cli.domain.logs import Log, Timer
    from timelog_cli.domain.records import Customer, Message, Record


class RecordView(Frozen):
    """A record with what lies on it, and what of it is left to bill."""

    record: Record
    logs: list[Log]
    timers: list[Timer]
    messages: list[Message]
    items: list[RecordItem]
    left: LeftToBill
    quotes: list[RecordQuote]


class ReceivedMail(Frozen):
    """The sender of a message, and the record it is on now.

    ``how`` is ``new``, ``answered`` or ``known``.

    ``foreign`` is an answer whose sender is not the customer of the record.
    """

    sender: str | None
    record: Record
    how: str
    foreign: bool


class CustomerView(Frozen):
    """A customer with its records, its documents, and what is left to bill of each record.

    ``outstanding`` is what is left to pay in each currency, below zero what is to be refunded.
    """

    customer: Customer
    records: list[Record]
    invoices: list[str]
    quotes: list[str]
    unbilled: list[LeftToBill]
    outstanding: dict[str, Decimal]
