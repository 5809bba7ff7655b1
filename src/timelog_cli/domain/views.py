"""What is looked at as one: records and customers with all of theirs, mail, how things stand."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from timelog_cli.domain.budgets import BudgetUse
    from timelog_cli.domain.calendar import Calendar
    from timelog_cli.domain.documents.billable import LeftToBill, RecordItem, Retainer
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
    budget: BudgetUse | None = None


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
    ``credit`` is what is owed to the customer on some invoices; it is taken off what is left.
    """

    customer: Customer
    records: list[Record]
    invoices: list[str]
    quotes: list[str]
    unbilled: list[LeftToBill]
    outstanding: dict[str, Decimal]
    budget: BudgetUse | None
    credit: dict[str, Decimal]
    retainers: Sequence[Retainer]


class UnbilledSums(Frozen):
    """What there is to bill in each currency, before tax; ``unknown`` is the number of records of
    which nobody can say, and ``too_many`` says that nothing was worked out.
    """

    amounts: dict[str, Decimal]
    unknown: int = 0
    too_many: bool = False


class OverdueInvoice(Frozen):
    """An invoice that is overdue, and what of it is still to be paid."""

    number: str
    customer: str
    due: Decimal
    currency: str
    days: int


class Overview(Frozen):
    """How things stand for a user.

    :param timers: the active ones, the running one first
    :param last: the newest log, where no timer is active and there is one
    :param day: today
    :param overdue: the first of ``overdue_count`` invoices
    """

    timers: list[Timer]
    last: Log | None
    day: Calendar
    unbilled: UnbilledSums
    overdue: list[OverdueInvoice]
    overdue_count: int
