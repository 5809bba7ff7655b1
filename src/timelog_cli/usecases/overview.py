"""How things stand: the timer, the day, and the money that is still to come."""

from __future__ import annotations

from timelog_cli.domain.views import OverdueInvoice, Overview, UnbilledSums
from timelog_cli.store.queries import logs, overview
from timelog_cli.usecases import timers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.calendar import Calendar
    from timelog_cli.domain.documents.billable import Issuer, Terms
    from timelog_cli.usecases import Work

MOST_LOGS = 1000  # of which what they come to is worked out in no time


def look(
    work: Work,
    today: date,
    day: Calendar,
    issued_today: Callable[[], tuple[Issuer, Terms]],
    most_overdue: int,
) -> Overview:
    """How things stand.

    :param day: what the user did today
    :param issued_today: who makes an invoice and on which terms; asked where there is one to make
    :param most_overdue: of how many overdue invoices the amount is wanted
    """
    found = overview.overdue(work.store, today.isoformat())
    shown = [_overdue(work, number, today) for number in found[:most_overdue]]
    unbilled = _unbilled(work, issued_today)
    here = current(work, day)
    return here._replace(unbilled=unbilled, overdue=shown, overdue_count=len(found))


def current(work: Work, day: Calendar) -> Overview:
    """The same without the money."""
    mine = timers.mine(work)
    last = None if mine else logs.newest_of(work.store, work.user, 1)
    # Also those that have just started: they soon have time on that day.
    return Overview(mine, last, day._replace(timers=mine), UnbilledSums({}), [], 0)


def _unbilled(work: Work, issued_today: Callable[[], tuple[Issuer, Terms]]) -> UnbilledSums:
    """What ``billing unbilled`` sums up; unknown where that would take too long."""
    count = overview.unbilled_logs(work.store, MOST_LOGS + 1)
    if count > MOST_LOGS:
        return UnbilledSums({}, too_many=True)
    if not (count or overview.may_bill(work.store)):
        return UnbilledSums({})
    from timelog_cli.domain.money import sum_of
    from timelog_cli.usecases.billing import previews, unbilled

    choice = previews.BillingSelection()
    records = previews.chosen(work, choice)
    rows = unbilled.left_to_bill(work, records, choice, *issued_today())
    nets: dict[str, list[Decimal]] = {}
    for row in rows:
        if row.anything and row.net is not None and row.record.price:
            nets.setdefault(row.record.price.currency, []).append(row.net)
    unknown = sum(row.anything and row.net is None for row in rows)
    sums = {currency: sum_of(its, currency) for currency, its in sorted(nets.items())}
    return UnbilledSums({currency: one for currency, one in sums.items() if one}, unknown)


def _overdue(work: Work, number: str, today: date) -> OverdueInvoice:
    from timelog_cli.usecases.billing import lifecycle

    view = lifecycle.view(work, number, today)
    document = view.document
    return OverdueInvoice(
        number,
        document.customer,
        view.standing.due(document),
        document.currency,
        (today - document.due_date).days,
    )
