"""What the time of a timesheet costs: lines as they were billed, or as billing would bill them.

No figure is made here: each is of an invoice, or of the lines of the next one.
"""

from __future__ import annotations

from timelog_cli.domain.documents.drafts import lines_left
from timelog_cli.domain.documents.timesheets import BilledLine, LogRate
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.usecases.billing import lifecycle, previews
from timelog_cli.usecases.billing.unbilled import buyer_of_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timelog_cli.domain.documents.billable import (
        BillableRecord,
        Issuer,
        Terms,
        Unbilled,
    )
    from timelog_cli.domain.documents.invoices import Item
    from timelog_cli.domain.logs import Log
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work

    Rates = Mapping[int, LogRate]


class PricedLogs(Frozen):
    """The lines that bill logs, the rate of each by its number, and why some have none."""

    lines: Sequence[BilledLine]
    rates: Rates
    missing: Sequence[str] = ()


NONE = PricedLogs((), {})


def of_document(
    work: Work, found: IssuedDocument, only: frozenset[int] | None = None
) -> PricedLogs:
    """The lines of an invoice that bill time.

    :param only: the logs that are asked for; a line that bills others too has no amount
    """
    document = found.document
    items = {item.line.position: item for item in document.items}
    lines: list[BilledLine] = []
    rates: dict[int, LogRate] = {}
    for position, logs in sorted(stored.line_logs(work.store, found.id).items()):
        its = {log: worked for log, _, worked in logs if worked}
        wanted = {log: worked for log, worked in its.items() if only is None or log in only}
        if wanted:
            item, whole = items[position], len(wanted) == len(its)
            worked = sum(wanted.values())
            lines.append(_line(document.number, item, document.currency, worked, whole=whole))
            rates |= dict.fromkeys(wanted, _rate(item, document.currency))
    return PricedLogs(lines, rates)


def of_logs(
    work: Work,
    logs: Sequence[Log],
    records: Mapping[int, BillableRecord],
    issuer: Issuer,
    terms: Terms,
) -> PricedLogs:
    """What logs were billed at, and what the next invoice would bill of the others.

    :raises Refused: a price includes tax where none is due
    """
    numbers = dict.fromkeys(log.invoice for log in logs if log.invoice is not None)
    wanted = frozenset(log.id for log in logs)
    parts = [of_document(work, lifecycle.find(work, number), wanted) for number in numbers]
    parts.append(_unbilled(work, logs, records, issuer, terms))
    rates = {log: rate for part in parts for log, rate in part.rates.items()}
    lines = [line for part in parts for line in part.lines]
    return PricedLogs(lines, rates, parts[-1].missing)


def _unbilled(
    work: Work,
    logs: Sequence[Log],
    records: Mapping[int, BillableRecord],
    issuer: Issuer,
    terms: Terms,
) -> PricedLogs:
    wanted = {log.id: log for log in logs if log.billable and log.invoice is None}
    its = [records[one] for one in dict.fromkeys(log.record_id for log in wanted.values())]
    lines: list[BilledLine] = []
    rates: dict[int, LogRate] = {}
    priced = [record for record in its if record.price and record.billable]
    for group in previews.groups(priced):
        left = _only(previews.left_of(work, group.records, previews.BillingSelection()), wanted)
        buyer = buyer_of_record(work, group.records[0])
        for line in lines_left(buyer, group.records, left, issuer, terms):
            worked = line.item.line.worked_seconds
            lines.append(_line(None, line.item, group.currency, worked, whole=True))
            rates |= dict.fromkeys((log.id for log in line.logs), _rate(line.item, group.currency))
    return PricedLogs(lines, rates, list(_missing(its)))


def _only(left: Unbilled, wanted: Iterable[int]) -> Unbilled:
    """What is left to bill, without items, and of the logs only those that are asked for."""
    ids = frozenset(wanted)
    logs = {record: [log for log in its if log.id in ids] for record, its in left.logs.items()}
    return left._replace(logs=logs, items={})


def _missing(records: Iterable[BillableRecord]) -> Iterator[str]:
    """Why the billable time of records has no amount: the first thing that keeps it from one."""
    for record in records:
        reasons = dict(previews.in_the_way(record))
        found = reasons.get("rate") or reasons.get("billable")
        if found:
            yield found.message


def _line(
    invoice: str | None, item: Item, currency: str, worked: int, *, whole: bool
) -> BilledLine:
    priced = item.line
    billed, net = (priced.seconds, priced.net) if whole else (None, None)
    return BilledLine(invoice, item, currency, worked, billed, net)


def _rate(item: Item, currency: str) -> LogRate:
    return LogRate(item.line.unit_price, item.line.unit, currency)
