"""What is left to bill of records comes to, before tax."""

from __future__ import annotations

from timelog_cli.domain.billing import priced_line
from timelog_cli.domain.items import item_line
from timelog_cli.domain.money import sum_of
from timelog_cli.domain.totals import without_tax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from timelog_cli.domain.billable import BillableRecord, Unbilled
    from timelog_cli.domain.billing import Increment, Line


def lines_left(record: BillableRecord, found: Unbilled, increment: Increment) -> list[Line]:
    """The lines of the record on the next invoice: one for each rate, and one for each item."""
    lines = [] if record.price is None else _time_lines(record, found, increment)
    for item in found.items.get(record.id, ()):
        rate = record.tax_rate if item.tax_rate is None else item.tax_rate
        lines.append(item_line(len(lines) + 1, item, rate))
    return lines


def worth(lines: Sequence[Line], currency: str, *, includes_tax: bool) -> Decimal:
    """What the lines of one invoice, of one record or of several, come to."""
    placed = [line._replace(position=place) for place, line in enumerate(lines)]
    nets = without_tax(placed, currency) if includes_tax else placed
    return sum_of([line.net for line in nets], currency)


def _time_lines(record: BillableRecord, found: Unbilled, increment: Increment) -> list[Line]:
    rates: dict[Decimal, list[int]] = {}
    if record.flat:
        rates = {record.price.amount: []} if record.price and record.id in found.flats else {}
    else:
        for log in found.logs.get(record.id, ()):
            rates.setdefault(log.rate, []).append(log.worked_seconds)
    places = enumerate(rates.items(), 1)
    return [_time_line(record, *group, increment, place) for place, group in places]


def _time_line(
    record: BillableRecord, rate: Decimal, worked: Sequence[int], increment: Increment, place: int
) -> Line:
    price = record.price
    assert price is not None  # noqa: S101 - looked at by the caller
    return priced_line(
        position=place,
        record=record.ref,
        description=record.title,
        worked=worked,
        increment=increment,
        price=rate,
        unit=price.unit,
        unit_seconds=price.unit_seconds,
        currency=price.currency,
        discount=record.discount,
        tax_rate=record.tax_rate,
    )
