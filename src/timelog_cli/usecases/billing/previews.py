"""What can be billed, and what its invoices would be."""

from __future__ import annotations

from timelog_cli.domain.documents.billable import Draft, Unbilled
from timelog_cli.domain.documents.drafts import draft
from timelog_cli.domain.documents.numbering import counter_key
from timelog_cli.errors import Refused, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import customers, items, retainers, unbilled
from timelog_cli.store.queries.unbilled import Span
from timelog_cli.usecases import lookup
from timelog_cli.usecases.billing import numbers
from timelog_cli.usecases.billing.comparison import with_quotes
from timelog_cli.usecases.billing.customer_credit import with_credit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import BillableRecord, Issuer, Retainer, Terms
    from timelog_cli.domain.documents.invoices import Aside
    from timelog_cli.usecases import Work

_MOST_NAMED = 10


class BillingSelection(Frozen):
    """Which records, and of them the logs that begin between two instants (``None``: all).

    ``first`` and ``last`` are the days of their items; the logs of ``without`` are left out.
    """

    refs: tuple[str, ...] = ()
    customer: str | None = None
    start: int | None = None
    end: int | None = None
    first: date | None = None
    last: date | None = None
    without: frozenset[int] = frozenset()

    @property
    def is_part(self) -> bool:
        """Whether it is limited to a period."""
        return any(one is not None for one in (self.start, self.end, self.first, self.last))

    @property
    def span(self) -> Span:
        """From when to when."""
        return Span(self.start, self.end, self.first, self.last)


class InvoiceGroup(Frozen):
    """The records of one invoice: one customer, one currency, prices with or without tax."""

    customer: str | None
    currency: str
    includes_tax: bool
    records: tuple[BillableRecord, ...]

    @property
    def refs(self) -> str:
        """The references of the records, as a sentence lists them."""
        refs = [record.ref for record in self.records]
        more = len(refs) - _MOST_NAMED
        return ", ".join(refs[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


class Preview(Frozen):
    """Invoices as they would be issued, and what is in their way."""

    drafts: list[Draft]
    warnings: list[str]
    left_aside: Sequence[Aside] = ()


def preview(work: Work, choice: BillingSelection, issuer: Issuer, terms: Terms) -> Preview:
    """The invoices that would be issued now; nothing is written.

    Records that are named are shown even if they are not done yet.
    """
    records = chosen(work, choice)
    unfinished = [record for record in records if not record.done]
    if not choice.refs:
        records = [record for record in records if record.done]
    found = groups(records)
    check_one_amount(terms, len(found))
    result = Preview([], _unfinished(unfinished))
    used: dict[int, Decimal] = {}
    for group in found:
        try:
            left = left_of(work, group.records, choice)
            made = draft_of(work, group, left, issuer, terms, used)
        except TimelogError as error:
            if choice.refs or choice.customer:
                raise
            result.warnings.append(f"cannot invoice {group.customer or group.refs}: {error}")
            continue
        if made is None and not choice.refs:
            continue  # there is only time that a fixed price covers
        if made is None:
            result.warnings.append(f"nothing to bill on {group.refs}")
        else:
            result.drafts.append(made)
    if result.drafts:
        result.warnings.extend(_in_the_way_of_numbers(work, result.drafts, issuer))
    ids = [record.id for record in records]
    return result._replace(left_aside=left_aside(work, ids, choice, forgotten=True))


def _in_the_way_of_numbers(work: Work, drafts: Sequence[Draft], issuer: Issuer) -> list[str]:
    """What keeps invoices from being numbered: no code, or a later day in their series."""
    found: dict[str, None] = {}
    for one in drafts:
        document = one.document
        try:
            code = numbers.code_of(work, issuer.number, one.customer_id, document.kind)
        except Refused as error:
            found[str(error)] = None
            continue
        day = document.issue_date
        last = stored.last_of(work.store, counter_key(issuer.number, day, code))
        if last and day < last[1]:
            early = f"cannot issue with the date {day}: {last[0]} is already dated {last[1]}"
            found[early] = None
    return list(found)


def _unfinished(records: Sequence[BillableRecord]) -> list[str]:
    return [
        f"{record.ref} is {record.status}; resolve it before you invoice it:"
        f" timelog record resolve {record.ref}"
        for record in records
    ]


def chosen(work: Work, choice: BillingSelection) -> list[BillableRecord]:
    """The records that are named, or those with something to bill.

    :raises Refused: a named record that is not billable, or of another customer
    """
    return list(each_chosen(work, choice))


def each_chosen(work: Work, choice: BillingSelection) -> Iterable[BillableRecord]:
    """The same, one at a time: a firm may have many records to bill."""
    store = work.store
    customer = lookup.customer(store, choice.customer) if choice.customer else None
    if not choice.refs:
        customer_id = customer.id if customer else None
        return unbilled.records_to_bill(store, customer_id, choice.span)
    heads = [lookup.record(store, ref) for ref in choice.refs]
    records = unbilled.records(store, [head.id for head in heads])
    for record in records:
        _check_billable(record)
        if customer and record.customer_id != customer.id:
            raise Refused(
                f"{record.ref} does not belong to the customer {customer.name!r}",
                f"timelog record show {record.ref}",
            )
    return records


def _check_billable(record: BillableRecord) -> None:
    for _, refusal in in_the_way(record):
        raise refusal


def in_the_way(record: BillableRecord) -> Iterator[tuple[str, Refused]]:
    """What the record itself lacks to be billed: a word for it, and the refusal."""
    edit = f"timelog record edit {record.ref}"
    if record.price is None:
        yield "rate", Refused(f"{record.ref} has no rate", f"{edit} --service SERVICE --billable")
    if not record.billable:
        yield "billable", Refused(f"{record.ref} is not billable", f"{edit} --billable")
    if record.customer is None:
        yield "customer", Refused(f"{record.ref} has no customer", f"{edit} --customer CUSTOMER")


def check_done(record: BillableRecord) -> None:
    """Refuse to bill a record that is still worked on.

    :raises Refused: neither resolved nor closed
    """
    if not record.done:
        raise Refused(
            f"cannot invoice {record.ref}: it is {record.status}, not resolved or closed",
            f"timelog record resolve {record.ref}",
        )


def check_one_amount(terms: Terms, documents: int, what: str = "invoice") -> None:
    """Refuse to take the same amount off several documents, or to say the same of them.

    :raises Refused: a prepayment, a discount of an amount, a reference, a note or a due date, and
        there are several
    """
    if documents < 2:
        return
    if terms.discount and "%" not in terms.discount:
        raise Refused(
            f"a fixed discount applies to one {what}, but this would make {documents}",
            "use a percentage such as --discount 10%, or choose one customer's records",
        )
    given = {
        "a prepayment": terms.prepaid,
        "an order reference": terms.order_reference,
        "a buyer reference": terms.buyer_reference,
        "a note": terms.note,
        "a due date": terms.due,
    }
    for name, value in given.items():
        if value:
            raise Refused(
                f"{name} applies to one {what}, but this would make {documents}",
                "choose one customer's records",
            )


def left_aside(
    work: Work, ids: Iterable[int], choice: BillingSelection, *, forgotten: bool = False
) -> list[Aside]:
    """The time of billable records that is not billed: what may only lack ``--billable``.

    :param forgotten: also of records that were not named and have no billable logs
    """
    customer = lookup.customer(work.store, choice.customer) if choice.customer else None
    forgotten = forgotten and not choice.refs
    customer_id = customer.id if customer else None
    return unbilled.left_aside(work.store, ids, customer_id, choice.span, forgotten=forgotten)


def check_seller(issuer: Issuer, what: str = "invoice") -> None:
    """Refuse a document that does not say who sends it.

    :raises Refused: the seller has no name, and nobody said that this is meant
    """
    if not (issuer.seller.name or issuer.anonymous):
        raise Refused(
            f"cannot issue the {what}: it has no sender, because seller.name is not set",
            "timelog config set seller.name NAME; to issue it without a sender, add --no-seller",
        )


def groups(records: Sequence[BillableRecord]) -> list[InvoiceGroup]:
    """The records by customer, currency and tax in prices, in the order of their first one."""
    found: dict[tuple[str | None, str, bool], list[BillableRecord]] = {}
    for record in records:
        found.setdefault(group_key(record), []).append(record)
    return [InvoiceGroup(*key, tuple(members)) for key, members in found.items()]


def group_key(record: BillableRecord) -> tuple[str | None, str, bool]:
    """What the records of one invoice have in common."""
    price = record.price
    return record.customer, price.currency if price else "", bool(price and price.includes_tax)


def draft_of(
    work: Work,
    group: InvoiceGroup,
    found: Unbilled,
    issuer: Issuer,
    terms: Terms,
    used: dict[int, Decimal],
) -> Draft | None:
    """The invoice of a group, or ``None`` where nothing is left to bill.

    :param found: what is left to bill, of these and of other records
    :param used: what other drafts use of the credit on invoices
    :raises Refused: no customer, an item in another currency, or what ``draft`` refuses
    """
    if not any(found.left(record) for record in group.records):
        return None
    _check_currency(group, found)
    if group.customer is None:
        verb = "have" if len(group.records) > 1 else "has"
        raise Refused(
            f"{group.refs} {verb} no customer",
            f"timelog record edit {group.records[0].ref} --customer CUSTOMER",
        )
    customer = customers.customer_of(work.store, group.records[0].customer_id or 0)
    if terms.draw:
        found = found._replace(retainers=_retainers(work, customer.id, group))
    made = draft(customer, group.records, found, issuer, terms)
    made = with_credit(work, made, used) if terms.use_credit else made
    return with_quotes(work, made, group.records, shown=terms.compare_quotes)


def _check_currency(group: InvoiceGroup, found: Unbilled) -> None:
    """Refuse items that another machine added while the currency of their record changed."""
    for record in group.records:
        for item in found.items.get(record.id, ()):
            if item.currency != group.currency:
                raise Refused(
                    f"item {item.id} is in {item.currency}, but {record.ref} is billed in"
                    f" {group.currency}",
                    f"timelog billing item edit {item.id} --record OTHER; or delete it, and add it"
                    f" in {group.currency}",
                )


def _retainers(work: Work, customer_id: int, group: InvoiceGroup) -> list[Retainer]:
    """Those with something left, in the currency and the way of prices of the group."""
    way = group.currency, group.includes_tax
    return [
        one
        for one in retainers.of_customer(work.store, customer_id)
        if one.is_left and (one.currency, one.includes_tax) == way
    ]


def left_of(work: Work, records: Sequence[BillableRecord], choice: BillingSelection) -> Unbilled:
    """What is left to bill of records."""
    ids = [record.id for record in records]
    flats = unbilled.flats(work.store, ids, choice.span)
    logs = unbilled.logs(work.store, ids, choice.span)
    if choice.without:
        logs = {
            record_id: [log for log in its if log.id not in choice.without]
            for record_id, its in logs.items()
        }
    return Unbilled(
        logs,
        items.unbilled(work.store, ids, choice.first, choice.last),
        frozenset(flats),
    )
