"""From what is left to bill to the lines of an invoice, and its totals."""

from __future__ import annotations

from timelog_cli.domain.documents.billable import Draft, DraftLine, item_line
from timelog_cli.domain.documents.invoices import INVOICE, Document, EarlyPayment, Item, Party
from timelog_cli.domain.documents.retainers import with_draws
from timelog_cli.domain.documents.treatments import (
    check_buyer,
    check_prices,
    exemption_code,
    said_of_tax,
    tax_category,
    tax_rate,
)
from timelog_cli.domain.documents.wording import words
from timelog_cli.domain.money import ZERO, read_money
from timelog_cli.domain.money.lines import priced_line
from timelog_cli.domain.money.terms import DueTerms, due_date
from timelog_cli.domain.money.totals import (
    Charges,
    nearest_charge,
    read_discount,
    totals,
    without_tax,
)
from timelog_cli.domain.parties.addresses import addressed
from timelog_cli.domain.records import increment_of
from timelog_cli.domain.time.zones import day_of
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import (
        BillableLog,
        BillableRecord,
        DraftLine,
        Issuer,
        RecordItem,
        Terms,
        Unbilled,
    )
    from timelog_cli.domain.money.totals import Discount
    from timelog_cli.domain.records import Customer, Price


class _Pile(Frozen):
    """Logs of one price that become one line."""

    record: BillableRecord
    price: Price
    records: dict[int, BillableRecord]
    logs: list[BillableLog]


def lines_left(
    customer: Customer,
    records: Sequence[BillableRecord],
    found: Unbilled,
    issuer: Issuer,
    terms: Terms,
) -> list[DraftLine]:
    """The lines that bill what is left of records of one currency and way of prices.

    A line for each pile of logs, and after them one for each item.

    :raises Refused: a price includes tax where none is due
    """
    check_prices(customer, records, found)
    piles: dict[Hashable, _Pile] = {}
    for record in records:
        if record.flat:
            _put_flat(piles, record, found)
        else:
            _put_logs(piles, record, customer, found.logs.get(record.id, ()), issuer, terms)
    lines = [
        _line(position, pile, customer, issuer, terms)
        for position, pile in enumerate(piles.values(), 1)
    ]
    for record in records:
        for item in found.items.get(record.id, ()):
            lines.append(item_draft(len(lines) + 1, record, item, customer))
    return with_nets(records, lines)


def with_nets(records: Sequence[BillableRecord], lines: list[DraftLine]) -> list[DraftLine]:
    """The lines with what of each is not tax, where the prices of the records include it."""
    price = next((record.price for record in records if record.price), None)
    if price is None or not price.includes_tax:
        return lines
    nets = without_tax([line.item.line for line in lines], price.currency)
    return [
        one._replace(item=one.item._replace(line=net)) for one, net in zip(lines, nets, strict=True)
    ]


def _put_logs(
    piles: dict[Hashable, _Pile],
    record: BillableRecord,
    customer: Customer,
    logs: Sequence[BillableLog],
    issuer: Issuer,
    terms: Terms,
) -> None:
    """Put the logs of a record on piles: of one key, one rate and one way to bill."""
    price, by_record = record.price, terms.group_by == "record"
    assert price is not None
    increment = increment_of(record.rounding, customer.rounding, issuer.rounding)
    way = (
        *(price._replace(amount=ZERO), record.tax_rate, record.discount, increment),
        record.tax_category,
    )
    last: tuple[Hashable, Decimal] | None = None
    for log in logs:
        key = record.id if by_record else _key(record, log, issuer, terms.group_by)
        if (key, log.rate) != last:
            last = (key, log.rate)
            at = (key, log.rate, way)
            if at not in piles:
                piles[at] = _Pile(record, price._replace(amount=log.rate), {}, [])
            pile = piles[at]
            pile.records[record.id] = record
        pile.logs.append(log)


def _put_flat(piles: dict[Hashable, _Pile], record: BillableRecord, found: Unbilled) -> None:
    """Put the flat price of a record on a pile with all its logs, or what it includes for 0."""
    logs, due = list(found.logs.get(record.id, ())), record.id in found.flats
    price = record.price
    if price is not None and (due or logs):
        price = price if due else price._replace(amount=ZERO)
        piles["flat", record.id] = _Pile(record, price, {record.id: record}, logs)


def item_draft(
    position: int, record: BillableRecord, item: RecordItem, customer: Customer
) -> DraftLine:
    """The line of an item."""
    own = record
    if item.tax_rate is not None:
        category = item.tax_category or record.tax_category
        own = record._replace(tax_rate=item.tax_rate, tax_category=category)
    line = item_line(position, item, tax_rate(own, customer))
    printed = Item(
        *(line, None, item.day, item.day),
        title=item.description,
        unit_code=item.unit_code or "",
        tax_category=tax_category(own, customer),
    )
    return DraftLine(printed, record.id, None, (), items=(item,))


def _key(record: BillableRecord, log: BillableLog, issuer: Issuer, group_by: str) -> Hashable:
    if group_by == "service":
        return record.service_id
    if group_by == "log":
        return record.id, log.id
    if group_by == "day":
        return record.id, day_of(log.start, issuer.zone, issuer.day_start)
    if group_by == "owner":
        return record.id, log.owner
    return record.id


def _line(
    position: int, pile: _Pile, customer: Customer, issuer: Issuer, terms: Terms
) -> DraftLine:
    record, price = pile.record, pile.price
    included = price.flat and record.flat_on is not None
    first, last = _days(pile.logs, issuer, terms)
    title, note = _title(pile, terms), _note(pile, terms)
    if included:
        said = words(terms.locale or customer.locale or issuer.locale)["included_in"]
        note = "; ".join(filter(None, (said.format(number=record.flat_on), note)))
    line = priced_line(
        position=position,
        record=", ".join(one.ref for one in pile.records.values()),
        description=_description(title, first, last, note),
        worked=[log.worked_seconds for log in pile.logs],
        increment=increment_of(record.rounding, customer.rounding, issuer.rounding),
        price=price.amount,
        unit=price.unit,
        unit_seconds=price.unit_seconds,
        currency=price.currency,
        discount=record.discount,
        tax_rate=tax_rate(record, customer),
    )
    alone = record.id if len(pile.records) == 1 else None
    category = tax_category(record, customer)
    item = Item(*(line, record.service, first, last), title=title, note=note, tax_category=category)
    bills_flat = price.flat and not included
    return DraftLine(item, alone, record.service_id, tuple(pile.logs), flat=bills_flat)


def _days(logs: Sequence[BillableLog], issuer: Issuer, terms: Terms) -> tuple[date, date]:
    if not logs:
        return terms.day, terms.day
    starts = [log.start for log in logs]
    last = max(log.end for log in logs) - 1
    first = day_of(min(starts), issuer.zone, issuer.day_start)
    if terms.group_by == "day" and day_of(logs[-1].start, issuer.zone, issuer.day_start) == first:
        return first, first
    return first, day_of(max(last, *starts), issuer.zone, issuer.day_start)


def _description(title: str, first: date, last: date, note: str) -> str:
    period = f"{first}" if first == last else f"{first} to {last}"
    return f"{title}, {period}: {note}" if note else f"{title}, {period}"


def _title(pile: _Pile, terms: Terms) -> str:
    titles = list(dict.fromkeys(record.title for record in pile.records.values()))
    parts = [pile.record.service or "", "; ".join(titles)] if len(titles) > 1 else titles
    if terms.group_by == "owner" and not pile.price.flat:
        parts.append(pile.logs[0].owner)
    return ", ".join(part for part in parts if part)


def _note(pile: _Pile, terms: Terms) -> str:
    if not terms.with_notes:
        return ""
    notes = dict.fromkeys(" ".join(log.note.split()) for log in pile.logs if log.note.strip())
    return "; ".join(notes)


def draft(
    customer: Customer,
    records: Sequence[BillableRecord],
    found: Unbilled,
    issuer: Issuer,
    terms: Terms,
) -> Draft:
    """The invoice of a customer over records of one currency.

    :param found: what is left to bill of the records
    :raises Refused: the tax treatment needs a VAT id, a price includes tax where none is
        due, it is due before it is issued, or the discount or the prepayment is too high
    """
    check_buyer(customer)
    lines = lines_left(customer, records, found, issuer, terms)
    if terms.draw and found.retainers:
        said = words(terms.locale or customer.locale or issuer.locale)
        lines = with_draws(lines, found.retainers, said)
    due = due_on(customer, issuer, terms)
    return drafted(customer, way_of(records), lines, issuer, terms, INVOICE, due)


def due_on(customer: Customer, issuer: Issuer, terms: Terms) -> date:
    """The last day on which an invoice of these terms can be paid in time.

    :raises Refused: before it is issued, or past the calendar's end
    """
    own = issuer.terms if customer.terms_days is None else _terms_of(customer)
    due = terms.due or due_date(terms.day, own.days or 0, own.counted)
    if due < terms.day:
        raise Refused(
            f"an invoice dated {terms.day} cannot be due on {due}, which is earlier",
            "use --due 30d, or a later date",
        )
    return due


def way_of(records: Sequence[BillableRecord]) -> tuple[str, bool]:
    """The currency of records of one invoice, and whether their prices include tax."""
    price = next(record.price for record in records if record.price)
    return price.currency, price.includes_tax


def drafted(
    customer: Customer,
    way: tuple[str, bool],
    lines: Sequence[DraftLine],
    issuer: Issuer,
    terms: Terms,
    kind: str,
    due: date,
) -> Draft:
    """A document of these lines.

    :param way: their currency, and whether their prices include tax
    :raises Refused: the discount or the prepayment is too high
    """
    currency, includes_tax = way
    locale = terms.locale or customer.locale or issuer.locale
    discount = None if terms.discount is None else read_discount(terms.discount, currency)
    charges = _charges(customer, issuer, terms, currency)
    seller, buyer = addressed(issuer.seller, buyer_of(customer), locale)
    items = tuple(line.item for line in lines)
    document = Document(
        kind=kind,
        number="",
        credits=None,
        seller=seller,
        buyer=buyer,
        currency=currency,
        issue_date=terms.day,
        due_date=due,
        treatment=customer.tax_treatment,
        sentences=said_of_tax(customer, items, issuer, locale),
        items=items,
        prices_include_tax=includes_tax,
        discount_percent=_percent(discount),
        surcharge=charges.surcharge,
        withholding=charges.withholding,
        totals=totals(
            [item.line for item in items],
            currency,
            discount,
            charges,
            includes_tax=includes_tax,
        ),
        locale=locale,
        template=issuer.template,
        buyer_reference=terms.buyer_reference or customer.buyer_reference,
        order_reference=terms.order_reference,
        note=terms.note,
        early_payment=_early_payment(customer, issuer, terms.day, due) if kind == INVOICE else None,
        exemption_code=exemption_code(customer, items),
        logo=issuer.logo.sha256 if issuer.logo else "",
    )
    return Draft(customer.id, document, tuple(lines), customer.formats)


def _charges(customer: Customer, issuer: Issuer, terms: Terms, currency: str) -> Charges:
    prepaid = terms.prepaid
    return Charges(
        nearest_charge(customer.surcharge, issuer.surcharge, "the surcharge"),
        nearest_charge(customer.withholding, issuer.withholding, "the withholding"),
        issuer.withheld_on_surcharge,
        ZERO if prepaid is None else read_money(prepaid, "the prepayment", currency),
    )


def _percent(discount: Discount | None) -> Decimal | None:
    return None if discount is None else discount.percent


def buyer_of(customer: Customer) -> Party:
    """The customer as a document names it, with the free address."""
    email = customer.emails[0] if customer.emails else ""
    details = customer.details._asdict()
    return Party(customer.name, customer.address, customer.vat_id, email, **details)


def _early_payment(
    customer: Customer, issuer: Issuer, issued: date, due: date
) -> EarlyPayment | None:
    """The discount for early payment, unless it would last past the due date."""
    own = _terms_of(customer)
    found = (issuer.terms if own.early is None else own).discount
    if found is None or due_date(issued, found.days) > due:
        return None
    return EarlyPayment(*found)


def _terms_of(customer: Customer) -> DueTerms:
    return DueTerms(customer.terms_days, customer.terms_from, customer.early_payment)
