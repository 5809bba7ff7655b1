"""From the estimates of records, their flat prices and items to a quote."""

from __future__ import annotations

from timelog_cli.domain.documents.billable import DraftLine
from timelog_cli.domain.documents.drafts import drafted, item_draft, way_of, with_nets
from timelog_cli.domain.documents.invoices import QUOTE, Item
from timelog_cli.domain.documents.treatments import (
    check_buyer,
    check_prices,
    tax_category,
    tax_rate,
)
from timelog_cli.domain.money.lines import NO_INCREMENT, priced_line
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timelog_cli.domain.documents.billable import BillableRecord, Draft, Issuer, Terms, Unbilled
    from timelog_cli.domain.records import Customer


def quote(
    customer: Customer,
    records: Sequence[BillableRecord],
    found: Unbilled,
    issuer: Issuer,
    terms: Terms,
    valid_until: date,
) -> Draft:
    """The quote for a customer over records of one currency.

    Of each record a line for its estimate, or its flat price, and after them one for each item.

    :param found: the items of the records, and their descriptions where they are printed
    :raises Refused: valid until before it is issued, or what an invoice would be refused for
    """
    if valid_until < terms.day:
        raise Refused(
            f"a quote dated {terms.day} cannot be valid until {valid_until}, which is earlier",
            "use --valid-until 30d, or a later date",
        )
    check_buyer(customer)
    check_prices(customer, records, found)
    timed = [record for record in records if has_work(record)]
    notes = {key: " ".join(text.split()) for key, text in found.descriptions.items()}
    lines = [
        _line(position, record, customer, notes.get(record.id, ""))
        for position, record in enumerate(timed, 1)
    ]
    for record in records:
        for item in found.items.get(record.id, ()):
            line = item_draft(len(lines) + 1, record, item, customer)
            lines.append(line._replace(items=()))
    lines = with_nets(records, lines)
    return drafted(customer, way_of(records), lines, issuer, terms, QUOTE, valid_until)


def has_work(record: BillableRecord) -> bool:
    """Whether the work on a record can be quoted: it has an estimate, or a flat price."""
    return record.flat or record.estimate_seconds is not None


def _line(position: int, record: BillableRecord, customer: Customer, note: str) -> DraftLine:
    """An estimate is quoted as it is: the steps of billing are for time that was worked."""
    price = record.price
    assert price is not None
    line = priced_line(
        position=position,
        record=record.ref,
        description=f"{record.title}: {note}" if note else record.title,
        worked=[record.estimate_seconds or 0],
        increment=NO_INCREMENT,
        price=price.amount,
        unit=price.unit,
        unit_seconds=price.unit_seconds,
        currency=price.currency,
        discount=record.discount,
        tax_rate=tax_rate(record, customer),
    )
    quoted = line._replace(worked_seconds=0)
    category = tax_category(record, customer)
    item = Item(
        *(quoted, record.service, None, None), title=record.title, note=note, tax_category=category
    )
    return DraftLine(item, record.id, record.service_id, (), flat=record.flat)
