"""Timesheets: the logs of a period, or those that an invoice bills."""

from __future__ import annotations

from timelog_cli.domain.documents.drafts import buyer_of
from timelog_cli.domain.documents.invoices import Party
from timelog_cli.domain.documents.timesheets import Timesheet, TimesheetRow, days_of
from timelog_cli.domain.parties.addresses import addressed
from timelog_cli.domain.time.zones import day_of
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import customers, unbilled
from timelog_cli.store.queries import logs as stored_logs
from timelog_cli.usecases import names
from timelog_cli.usecases.billing import lifecycle, timesheet_amounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from timelog_cli.domain.documents.billable import BillableRecord, Issuer, Terms
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.logs import Log
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work

_SHOWN_AS = "shown as a timesheet"


class TimesheetLook(Frozen):
    """How a timesheet is asked for; without a locale it has the customer's."""

    group_by: str = "day"
    rates: bool = False
    notes: bool = True
    locale: str | None = None


class FoundTimesheet(Frozen):
    """A timesheet of a period, and what about it a user should know.

    ``before`` are logs that started before the period and are left out, ``beyond`` those that end
    after it and count in full; ``unpriced`` says of each record why its time has no amount.
    """

    sheet: Timesheet
    before: int = 0
    beyond: int = 0
    unpriced: Sequence[str] = ()


def of_period(
    work: Work,
    filters: Filters,
    days: tuple[date | None, date | None],
    issuer: Issuer,
    terms: Terms,
    look: TimesheetLook,
) -> FoundTimesheet:
    """The timesheet of the logs that filters select and that start in their period.

    :param days: the first and the last day of the period; those of the logs where it has none
    :raises NotFound: a name in the filters that nothing has
    :raises Refused: with rates, what billing refuses
    """
    with work.store.reading():
        found = _worked(stored_logs.matching(work.store, names.resolved(work, filters)))
        logs = [log for log in found if filters.start is None or log.start >= filters.start]
        records = _records(work, logs)
        priced = timesheet_amounts.NONE
        if look.rates:
            priced = timesheet_amounts.of_logs(work, logs, records, issuer, terms)
        customer, locale = _customer(work, logs, records, issuer)
    locale = look.locale or locale
    seller, buyer = addressed(issuer.seller, customer or Party(""), locale)
    rows = [_row(log, records, issuer, look, priced.rates) for log in logs]
    first, last = days_of(rows)
    sheet = Timesheet(
        seller=seller,
        customer=buyer if customer else None,
        invoice=None,
        first_day=days[0] or first,
        last_day=days[1] or last,
        zone=issuer.zone,
        locale=locale,
        group_by=look.group_by,
        rates=look.rates,
        rows=tuple(rows),
        lines=tuple(priced.lines),
    )
    end = filters.end
    beyond = sum(1 for log in logs if end is not None and log.end > end)
    return FoundTimesheet(sheet, len(found) - len(logs), beyond, priced.missing)


def of_invoice(work: Work, number: str, issuer: Issuer, look: TimesheetLook) -> Timesheet:
    """The timesheet of the logs that an invoice bills: their sum is the time worked on it.

    :raises NotFound: no such invoice
    :raises Refused: a credit note or a quote; or logs have changed since they were credited
    """
    with work.store.reading():
        found = lifecycle.invoice(work, number, _SHOWN_AS)
        logs = stored_logs.of_invoice(work.store, found.id)
        positions = stored.line_logs(work.store, found.id)
        _check_unchanged(found.document, logs, positions)
        return _of_document(work, found, _worked(logs), issuer, look)


def _of_document(
    work: Work, found: IssuedDocument, logs: Sequence[Log], issuer: Issuer, look: TimesheetLook
) -> Timesheet:
    document, records = found.document, _records(work, logs)
    priced = timesheet_amounts.of_document(work, found)
    rates = priced.rates if look.rates else {}
    rows = [_row(log, records, issuer, look, rates) for log in logs]
    first, last = days_of(rows)
    return Timesheet(
        seller=document.seller,
        customer=document.buyer,
        invoice=document.number,
        first_day=first,
        last_day=last,
        zone=issuer.zone,
        locale=look.locale or document.locale,
        group_by=look.group_by,
        rates=look.rates,
        rows=tuple(row._replace(customer=document.customer) for row in rows),
        lines=tuple(priced.lines),
    )


def _worked(logs: Iterable[Log]) -> list[Log]:
    """Without those of no time: timers that were stopped at once."""
    return [log for log in logs if log.worked_seconds]


def _check_unchanged(
    document: Document,
    logs: Sequence[Log],
    positions: Mapping[int, Sequence[tuple[int, int, int]]],
) -> None:
    """Refuse to show other logs than those that were billed: credited ones can change.

    :raises Refused: a log was changed or deleted
    """
    now = {log.id: (log.record_id, log.worked_seconds) for log in logs}
    billed = {log: (record, worked) for its in positions.values() for log, record, worked in its}
    changed = sorted(log for log, values in billed.items() if now.get(log) != values)
    if changed:
        one = len(changed) == 1
        what = f"log{'' if one else 's'} {names.listed([str(log) for log in changed])}"
        since = "has changed since it was" if one else "have changed since they were"
        raise Refused(
            f"cannot show the timesheet of {document.number}: {what} {since} credited",
            f"timelog billing show {document.number}",
        )


def _records(work: Work, logs: Iterable[Log]) -> dict[int, BillableRecord]:
    ids = dict.fromkeys(log.record_id for log in logs)
    return {record.id: record for record in unbilled.records(work.store, ids)}


def _row(
    log: Log,
    records: Mapping[int, BillableRecord],
    issuer: Issuer,
    look: TimesheetLook,
    rates: timesheet_amounts.Rates,
) -> TimesheetRow:
    return TimesheetRow(
        log.id,
        log.record_id,
        day_of(log.start, issuer.zone, issuer.day_start),
        log.start,
        log.end,
        log.worked_seconds,
        log.ref,
        log.title,
        records[log.record_id].customer,
        log.owner,
        log.note if look.notes else "",
        log.billable,
        rates.get(log.id),
        log.billed_elsewhere,
        log.laid_out,
    )


def _customer(
    work: Work, logs: Sequence[Log], records: Mapping[int, BillableRecord], issuer: Issuer
) -> tuple[Party | None, str]:
    """Whose logs these are, if they are all of one customer, and the locale they are shown in."""
    ids = {records[log.record_id].customer_id for log in logs}
    only = ids.pop() if len(ids) == 1 else None
    if only is None:
        return None, issuer.locale
    customer = customers.customer_of(work.store, only)
    return buyer_of(customer), customer.locale or issuer.locale
