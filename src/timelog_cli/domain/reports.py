"""Reports: worked and billable time by group, and what the billable time is worth.

Days, weeks and months are stretches of instants, for sums that always add up: a day has the hours
that its zone gives it, 23 or 25 when the clocks change, and begins at ``day_start``. Weeks are ISO
weeks, from Monday.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from timelog_cli.domain.money import rounded_ratio
from timelog_cli.domain.time.zones import day_of, start_of_day
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from fractions import Fraction

    Value = str | bool | None
    Price = tuple[Decimal | Fraction, int, str]

KEYS = (
    *("day", "week", "month"),
    *("record", "type", "customer", "service", "owner", "tag", "billable"),
)
UNITS = ("day", "week", "month")


class Piece(Frozen):
    """Time of one group, one kind and one price; internal time has no price."""

    group: tuple[Value, ...]
    title: str | None
    seconds: int
    billable: bool
    price: Price | None


class Row(Frozen):
    """A group with its sums; internal time is what is worked and not billable.

    ``amounts`` is what the billable time comes to in each currency, at the rate that counts for
    each log, before increments, discounts and taxes; what a flat price is for has none. Each is
    exact until it is rounded here, once. ``priced_seconds`` is the time that they are for.
    """

    group: tuple[Value, ...]
    title: str | None
    worked_seconds: int
    billable_seconds: int
    amounts: dict[str, Decimal]
    priced_seconds: dict[str, int]


def summed(pieces: Iterable[Piece]) -> Iterator[Row]:
    """A row for each group, in the order of the pieces; those of one group are side by side."""
    for group, its in groupby(pieces, key=_group):
        yield total(its, group)


def with_empty(rows: Iterable[Row], every: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    """The rows, and an empty one for each time in which there is none.

    :param every: the first values of the groups of each time, in the order of the rows
    """
    left = iter(rows)
    row = next(left, None)
    if row is None:
        return
    keys = len(row.group)
    for labels in every:
        many, found = len(labels), False
        while row is not None and row.group[:many] == labels:
            yield row
            row, found = next(left, None), True
        if not found:
            yield Row((*labels, *[""] * (keys - many)), None, 0, 0, {}, {})
    if row is not None:
        yield row
        yield from left


def _group(piece: Piece) -> tuple[Value, ...]:
    return piece.group


def total(pieces: Iterable[Piece], group: tuple[Value, ...] = ()) -> Row:
    """One row of all the pieces."""
    title, worked, billable = None, 0, 0
    seconds: dict[Price, int] = {}
    for piece in pieces:
        title = piece.title
        worked += piece.seconds
        billable += piece.seconds if piece.billable else 0
        if piece.price is not None:
            seconds[piece.price] = seconds.get(piece.price, 0) + piece.seconds
    priced: dict[str, int] = {}
    for (_, _, currency), its in seconds.items():
        priced[currency] = priced.get(currency, 0) + its
    return Row(group, title, worked, billable, _amounts(seconds), priced)


def by_currency(row: Row) -> list[Row]:
    """The row as one for each currency, with the time of its amount, so that sums stay as they are.

    Time without a price, such as internal time, is in the first.
    """
    if len(row.amounts) < 2:
        return [row]
    rest = sum(row.priced_seconds.values())
    worked, billable = row.worked_seconds - rest, row.billable_seconds - rest
    rows = []
    for currency, amount in row.amounts.items():
        its = row.priced_seconds[currency]
        one = row._replace(worked_seconds=its + worked, billable_seconds=its + billable)
        rows.append(one._replace(amounts={currency: amount}))
        worked = billable = 0
    return rows


def _amounts(seconds: dict[Price, int]) -> dict[str, Decimal]:
    if not seconds:
        return {}
    if len(seconds) == 1:
        ((rate, unit_seconds, currency), worked), *_ = seconds.items()
        count, parts = rate.as_integer_ratio()
        return {currency: rounded_ratio(count * worked, parts * unit_seconds, currency)}
    return _amounts_of_several(seconds)


def _amounts_of_several(seconds: dict[Price, int]) -> dict[str, Decimal]:
    from fractions import Fraction

    exact: dict[str, Fraction] = {}
    for (rate, unit_seconds, currency), worked in seconds.items():
        worth = Fraction(rate) * worked / unit_seconds
        exact[currency] = exact.get(currency, Fraction()) + worth
    return {
        currency: rounded_ratio(worth.numerator, worth.denominator, currency)
        for currency, worth in sorted(exact.items())
    }


class Report(Frozen):
    """The rows, and all the time in them: each log once, under however many tags it is."""

    keys: tuple[str, ...]
    rows: Iterable[Row]
    total: Row
    counts_twice: bool


class Interval(Frozen):
    """From ``low`` up to ``high``, within one unit of the calendar; ``day`` is its first day."""

    low: int
    high: int
    day: date


def intervals(
    units: Iterable[str], start: int, end: int, zone: str, day_start: int = 0
) -> Iterator[Interval]:
    """The time between two instants, cut wherever one of the units begins.

    They lie side by side: together they are exactly that time.
    """
    wanted = tuple(units)
    low, day = start, day_of(start, zone, day_start)
    while low < end:
        after = min(_next(unit, day) for unit in wanted)
        high = min(start_of_day(after, zone, day_start), end)
        if high > low:
            yield Interval(low, high, day)
        low, day = high, after


def _next(unit: str, day: date) -> date:
    if unit == "day":
        return day + timedelta(days=1)
    if unit == "week":
        return day + timedelta(days=7 - day.weekday())
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def label(unit: str, day: date) -> str:
    """The day, the ISO week or the month that a day lies in: ``2026-11-02``, ``2026-W45``, …"""
    if unit == "day":
        return day.isoformat()
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day.year}-{day.month:02}"
