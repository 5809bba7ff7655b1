"""Which invoices are overdue, and which reminder is due for each."""

from __future__ import annotations

from timelog_cli.domain.documents.messages import LAST_LEVEL, SentMessage, reminders
from timelog_cli.domain.text import typed
from timelog_cli.domain.time.zones import DAY, day_of
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.usecases.billing import lifecycle
from timelog_cli.usecases.billing.lifecycle import InvoiceFilters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.lifecycle import InvoiceView

_OVERDUE = "overdue"


class Overdue(Frozen):
    """An invoice that is overdue."""

    found: IssuedDocument
    view: InvoiceView

    @property
    def sent(self) -> list[SentMessage]:
        """The reminders so far."""
        return reminders(self.view.standing.messages)

    @property
    def level(self) -> int:
        """The level of the next reminder: firmer than any so far, up to the last one."""
        return min(max((one.level or 0 for one in self.sent), default=0) + 1, LAST_LEVEL)

    @property
    def days(self) -> int:
        """The days since the due date."""
        return -(self.view.due_in_days or 0)

    def is_recent(self, now: int, days: int) -> bool:
        """Whether the last reminder was sent less than so many days ago."""
        return next_at(self.view, now, days) is not None


def next_at(view: InvoiceView, now: int, days: int) -> int | None:
    """The instant from which the next reminder can be sent; ``None`` if that has come.

    :param days: between two reminders for an invoice
    """
    sent = reminders(view.standing.messages)
    instant = sent[-1].sent_at + days * DAY if sent else now
    return instant if instant > now else None


def overdue(work: Work, today: date) -> list[Overdue]:
    """All that is overdue, by date of issue."""
    wanted = InvoiceFilters(status=_OVERDUE)
    return [Overdue(*one) for one in lifecycle.found_views(work, wanted, today)]


def named(
    work: Work, numbers: Sequence[str], today: date, days: int, *, again: bool
) -> list[Overdue]:
    """The invoices of numbers, each once.

    :param days: between two reminders for an invoice
    :param again: whether they may have been reminded of since then
    :raises Refused: one is not overdue, or there was a reminder
    """
    found = [
        Overdue(one, lifecycle.view(work, one.document.number, today))
        for one in lifecycle.find_all(work, numbers)
    ]
    for one in found:
        _check(work, one, days, again)
    return found


def _check(work: Work, one: Overdue, days: int, again: bool) -> None:
    number = one.found.document.number
    if one.view.status != _OVERDUE:
        raise Refused(
            f"{number} is not overdue: its status is {one.view.status}",
            "to see what is overdue: timelog billing remind",
        )
    if one.is_recent(work.now, days) and not again:
        day = day_of(one.sent[-1].sent_at, work.zone)
        raise Refused(
            f"a reminder for {number} was already sent on {day}",
            f"to send another one: timelog billing remind {typed(number)} --again",
        )
