"""What must hold before time is logged or a log changes; the database keeps the same rules."""

from __future__ import annotations

from timelog_cli.domain.written import day_and_time
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.heads import Head
    from timelog_cli.domain.logs import Log
    from timelog_cli.usecases.work import Work

LONGEST_DAYS = 366


def check_billable(head: Head) -> None:
    """Refuse billable time on a record that is not billable."""
    if not head.billable:
        raise Refused(
            f"{head.ref} is not billable, so its time cannot be",
            f"timelog record edit {head.ref} --service SERVICE --billable",
        )


def check_takes_logs(head: Head) -> None:
    """Refuse time on a closed record; a resolved one takes late logs."""
    if head.status == "closed":
        raise Refused(f"{head.ref} is closed", f"timelog record reopen {head.ref}")


def check_not_invoiced(log: Log) -> None:
    """Refuse any change of a log that is on an invoice."""
    if log.invoice is not None:
        raise Refused(
            f"log {log.id} is on invoice {log.invoice} and stays as it is",
            f"timelog billing credit {log.invoice}",
        )


def check_bounds(
    work: Work, start: int, end: int, *, allow_future: bool, earlier: str | None = None
) -> None:
    """Refuse a log that ends before it starts, in the future, or is absurdly long.

    :param earlier: what to type for the same time a day earlier, if that may be meant
    """
    first, last = day_and_time(start, work.zone), day_and_time(end, work.zone)
    if end <= start:
        raise Refused(
            f"the end {last} is not after the start {first}",
            "name the day of both, as in --start 2026-11-02T22:00 --end 2026-11-03T01:30",
        )
    check_length(work, start, end)
    if end > work.now and not allow_future:
        raise Refused(
            f"the end {last} is in the future, it is {day_and_time(work.now, work.zone)}",
            f"use {earlier}, or add --allow-future"
            if earlier
            else "--allow-future logs it all the same",
        )


def check_length(work: Work, start: int, end: int) -> None:
    """Refuse a log that is absurdly long."""
    if end - start > LONGEST_DAYS * 86_400:
        first, last = day_and_time(start, work.zone), day_and_time(end, work.zone)
        raise Refused(
            f"from {first} to {last} is longer than {LONGEST_DAYS} days",
            "log it in parts, or look for a slip in the dates",
        )
