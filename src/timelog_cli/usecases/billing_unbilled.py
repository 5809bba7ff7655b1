"""What could be invoiced now, by record, and what is missing for it."""

from __future__ import annotations

from timelog_cli.domain.drafts import check_buyer, draft
from timelog_cli.domain.records import Customer, Rounding
from timelog_cli.errors import TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.usecases import billing, finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from timelog_cli.domain.billable import BillableRecord, Issuer, Terms
    from timelog_cli.domain.billable import Unbilled as Left
    from timelog_cli.usecases.billing import Choice
    from timelog_cli.usecases.work import Work

_NOBODY = Customer(0, "-", (), "", "", None, None, "standard", None, Rounding())
_PORTION = 200


class Missing(Frozen):
    """What keeps a record from being invoiced: a word, a sentence, the command that mends it."""

    what: str
    message: str
    command: str


class Unbilled(Frozen):
    """A record with something to bill on no invoice: time, items, a flat price.

    ``net`` is what its lines come to before tax and before what is taken off a whole invoice, on
    an invoice with all that is ready; ``None`` where nobody can say.
    """

    record: BillableRecord
    worked_seconds: int
    billed_seconds: int
    net: Decimal | None
    missing: tuple[Missing, ...]


def all_unbilled(work: Work, choice: Choice, issuer: Issuer, terms: Terms) -> list[Unbilled]:
    """The records with something to bill on no invoice, as the next invoice would bill them.

    The logs of some records are held at a time, not all.
    """
    records = billing.chosen(work, choice)
    buyers: dict[str, Customer] = {}
    rows: list[Unbilled] = []
    for at in range(0, len(records), _PORTION):
        portion = records[at : at + _PORTION]
        found = billing.left_of(work, portion, choice)
        rows.extend(
            _looked_at(record, _buyer(work, record, buyers), found, issuer, terms)
            for record in portion
            if found.left(record)
        )
    together = _together(work, rows, buyers, choice, issuer, terms)
    return [row._replace(net=together.get(row.record.id, row.net)) for row in rows]


def _together(
    work: Work,
    rows: Sequence[Unbilled],
    buyers: dict[str, Customer],
    choice: Choice,
    issuer: Issuer,
    terms: Terms,
) -> dict[int, Decimal]:
    """The nets of records whose invoice takes tax once out of the sum of all of them.

    Cents that are left over there go to other lines than where each record is looked at alone.
    """
    nets: dict[int, Decimal] = {}
    ready = [row.record for row in rows if not row.missing]
    for group in billing.groups(ready):
        if not group.includes_tax or len(group.records) == 1:
            continue
        buyer = buyers[group.customer or ""]
        found = billing.left_of(work, group.records, choice)
        for line in draft(buyer, group.records, found, issuer, terms).lines:
            key, net = line.record_id or 0, line.item.line.net
            nets[key] = nets[key] + net if key in nets else net
    return nets


def _buyer(work: Work, record: BillableRecord, known: dict[str, Customer]) -> Customer:
    name = record.customer
    if name is None:
        return _NOBODY
    if name not in known:
        known[name] = finding.customer(work.store, name)
    return known[name]


def _looked_at(
    record: BillableRecord,
    buyer: Customer,
    found: Left,
    issuer: Issuer,
    terms: Terms,
) -> Unbilled:
    worked = sum(log.worked_seconds for log in found.logs.get(record.id, ()))
    missing = list(_missing(record, buyer))
    billed, net = worked, None
    if record.price is not None:
        numbered = buyer._replace(vat_id=buyer.vat_id or "-")
        try:
            lines = draft(numbered, [record], found, issuer, terms).document.lines
        except TimelogError as error:
            missing.append(_of_error("price", error))
        else:
            billed = sum(line.seconds for line in lines)
            net = sum((line.net for line in lines[1:]), lines[0].net)
    return Unbilled(record, worked, billed, net, tuple(missing))


def _missing(record: BillableRecord, buyer: Customer) -> Iterator[Missing]:
    for what, refusal in billing.in_the_way(record):
        yield _of_error(what, refusal)
    for what, check in (("status", _check_done(record)), ("tax-number", _check_buyer(buyer))):
        if check:
            yield _of_error(what, check)


def _check_done(record: BillableRecord) -> TimelogError | None:
    try:
        billing.check_done(record)
    except TimelogError as error:
        return error
    return None


def _check_buyer(buyer: Customer) -> TimelogError | None:
    try:
        check_buyer(buyer)
    except TimelogError as error:
        return error
    return None


def _of_error(what: str, error: TimelogError) -> Missing:
    return Missing(what, error.message, error.hint or "")
