"""What is left to bill of records: how much, what it comes to, and what is missing for an invoice.

Every figure of it is from here, and its lines are those of the next invoice.
"""

from __future__ import annotations

from timelog_cli.domain.documents.billable import BillableLog, LeftToBill, Missing, Unbilled
from timelog_cli.domain.documents.drafts import lines_left
from timelog_cli.domain.documents.treatments import check_buyer
from timelog_cli.domain.money import sum_of
from timelog_cli.domain.records import Customer, Rounding
from timelog_cli.errors import TimelogError
from timelog_cli.store.queries import customers as stored_customers
from timelog_cli.store.queries import rates, unbilled
from timelog_cli.usecases.billing import previews

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import BillableRecord, Issuer, Terms
    from timelog_cli.domain.logs import Timer
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.previews import BillingSelection

_NOBODY = Customer(0, "-", (), "", "", None, None, "standard", None, Rounding())
_PORTION = 200


def all_unbilled(
    work: Work, choice: BillingSelection, issuer: Issuer, terms: Terms
) -> list[LeftToBill]:
    """The records with something to bill on no invoice, as the next invoice would bill them."""
    rows = left_to_bill(work, previews.chosen(work, choice), choice, issuer, terms)
    found = [row for row in rows if row.anything]
    worked = unbilled.worked(work.store, [row.record.id for row in found], choice.span)
    return [_with_times(row, *worked.get(row.record.id, (0, 0))) for row in found]


def _with_times(row: LeftToBill, worked: int, non_billable: int) -> LeftToBill:
    return row._replace(worked_seconds=worked, non_billable_seconds=non_billable)


def of_record(
    work: Work,
    record_id: int,
    issuer: Issuer,
    terms: Terms,
    *,
    without: frozenset[int] = frozenset(),
) -> LeftToBill:
    """What is left to bill of one record.

    :param without: the logs that are left out
    """
    records = unbilled.records(work.store, [record_id])
    (record,), choice = records, previews.BillingSelection(without=without)
    if record.done and record.customer_id and record.price and record.price.includes_tax:
        others = unbilled.records_to_bill(work.store, record.customer_id, choice.span)
        key = previews.group_key(record)
        together = [one for one in others if one.done and previews.group_key(one) == key]
        records = together if record in together else records
    rows = left_to_bill(work, records, choice, issuer, terms)
    return next(row for row in rows if row.record == record)


def of_timer(work: Work, timer: Timer, issuer: Issuer, terms: Terms) -> LeftToBill | None:
    """What the next invoice would bill for a timer alone, if it were stopped now.

    ``None`` where its time is not billable, or has no rate.
    """
    (record,) = unbilled.records(work.store, [timer.record_id])
    if not (timer.billable and record.billable) or record.price is None or record.flat:
        return None
    rate = rates.at(work.store, record.id, timer.started_at)
    log = BillableLog(
        id=0,
        record_id=record.id,
        owner=timer.owner,
        start=timer.started_at,
        end=work.now,
        note=timer.note,
        worked_seconds=timer.elapsed(work.now),
        rate=record.price.amount if rate is None else rate,
    )
    found = Unbilled({record.id: [log]})
    return _looked_at(record, buyer_of_record(work, record), found, issuer, terms)


def left_to_bill(
    work: Work,
    records: Sequence[BillableRecord],
    choice: BillingSelection,
    issuer: Issuer,
    terms: Terms,
) -> list[LeftToBill]:
    """What is left to bill of each of the records.

    The logs of some records are held at a time, not all.
    """
    buyers: dict[int | None, Customer] = {None: _NOBODY}
    rows: list[LeftToBill] = []
    for at in range(0, len(records), _PORTION):
        portion = records[at : at + _PORTION]
        found = previews.left_of(work, portion, choice)
        rows.extend(
            _looked_at(record, _buyer(work, record, buyers), found, issuer, terms)
            for record in portion
        )
    together = _together(work, rows, buyers, choice, issuer, terms)
    return [row._replace(net=together.get(row.record.id, row.net)) for row in rows]


def _together(
    work: Work,
    rows: Sequence[LeftToBill],
    buyers: dict[int | None, Customer],
    choice: BillingSelection,
    issuer: Issuer,
    terms: Terms,
) -> dict[int, Decimal]:
    """The nets of records whose invoice takes tax once out of the sum of all of them.

    Cents that are left over there go to other lines than where each record is looked at alone.
    """
    nets: dict[int, Decimal] = {}
    ready = [row.record for row in rows if row.anything and not row.missing]
    for group in previews.groups(ready):
        if not group.includes_tax or len(group.records) == 1:
            continue
        buyer = buyers[group.records[0].customer_id]
        found = previews.left_of(work, group.records, choice)
        for line in lines_left(buyer, group.records, found, issuer, terms):
            key, net = line.record_id or 0, line.item.line.net
            nets[key] = nets[key] + net if key in nets else net
    return nets


def buyer_of_record(work: Work, record: BillableRecord) -> Customer:
    """Whom the time of a record is billed to; nobody in particular where it has no customer."""
    return _buyer(work, record, {None: _NOBODY})


def _buyer(work: Work, record: BillableRecord, known: dict[int | None, Customer]) -> Customer:
    number = record.customer_id
    if number not in known:
        known[number] = stored_customers.customer_of(work.store, number or 0)
    return known[number]


def _looked_at(
    record: BillableRecord, buyer: Customer, found: Unbilled, issuer: Issuer, terms: Terms
) -> LeftToBill:
    worked = sum(log.worked_seconds for log in found.logs.get(record.id, ()))
    anything = found.left(record)
    missing = list(_missing(record, buyer))
    billed, net = worked, None
    if record.price is not None:
        try:
            lines = lines_left(buyer, [record], found, issuer, terms) if anything else []
        except TimelogError as error:
            missing.append(_of_error("price", error))
        else:
            billed = sum(line.item.line.seconds for line in lines)
            net = sum_of([line.item.line.net for line in lines], record.price.currency)
    items, flat = len(found.items.get(record.id, ())), record.id in found.flats
    return LeftToBill(record, worked, billed, items, flat, anything, net, tuple(missing))


def _missing(record: BillableRecord, buyer: Customer) -> Iterator[Missing]:
    for what, refusal in previews.in_the_way(record):
        yield _of_error(what, refusal)
    yield from _refused("status", lambda: previews.check_done(record))
    yield from _refused("tax-number", lambda: check_buyer(buyer))


def _refused(what: str, check: Callable[[], None]) -> Iterator[Missing]:
    try:
        check()
    except TimelogError as error:
        yield _of_error(what, error)


def _of_error(what: str, error: TimelogError) -> Missing:
    return Missing(what, error.message, error.hint or "")
