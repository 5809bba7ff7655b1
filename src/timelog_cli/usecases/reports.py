"""Reports: where the time went, by day, record, customer and whatever else it is asked by."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice, takewhile

from timelog_cli.domain.reports import UNITS, Piece, Report, intervals, label, summed, total
from timelog_cli.store.queries import reports as stored
from timelog_cli.usecases import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction
    from typing import Any

    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.reports import Price, Row
    from timelog_cli.store.connection import Store
    from timelog_cli.store.queries.reports import Stretch, Sum
    from timelog_cli.usecases import Work


_MOST_TIMES = 3660  # days of ten years


class Rows:
    """The rows of the report that was made last, read as they are asked for, any time."""

    def __init__(self, store: Store, keys: tuple[str, ...]) -> None:
        self._store = store
        self._keys = keys

    def __iter__(self) -> Iterator[Row]:
        return summed(_pieces(stored.sums(self._store, self._keys), self._keys))


def report(work: Work, filters: Filters, keys: Sequence[str], day_start: int) -> Report:
    """Sum the time in a period; what lies across the bounds of a day or the period is cut there.

    :param keys: of ``domain.reports.KEYS``
    :param day_start: seconds after midnight at which days begin
    """
    store, keys = work.store, tuple(keys)
    sure = names.resolved(work, filters)
    units = [key for key in keys if key in UNITS]
    bounds = list(_parts(work, sure, units, day_start)) if units else [_whole(sure)]
    stored.gather(store, sure, keys, bounds)
    whole = total(_pieces(stored.whole(store, keys), ()))
    twice = "tag" in keys and stored.seconds(store) > whole.worked_seconds
    return Report(keys, Rows(store, keys), whole, twice)


def every_time(
    work: Work, filters: Filters, keys: Sequence[str], day_start: int
) -> list[tuple[str, ...]]:
    """The days, weeks or months of the period by which a report groups first, in their order.

    Of an open period those from the first log to the last; none of a period with too many.
    """
    units = list(takewhile(UNITS.__contains__, keys))
    if not units:
        return []
    parts = _parts(work, names.resolved(work, filters), units, day_start)
    found = dict.fromkeys(
        tuple(labels[UNITS.index(unit)] for unit in units)
        for _, _, *labels in islice(parts, _MOST_TIMES + 1)
    )
    return list(found) if len(found) <= _MOST_TIMES else []


def _whole(filters: Filters) -> Stretch:
    start = -stored.ALWAYS if filters.start is None else filters.start
    return start, stored.ALWAYS if filters.end is None else filters.end, "", "", ""


def _parts(work: Work, filters: Filters, units: Sequence[str], day_start: int) -> Iterator[Stretch]:
    start, end = filters.start, filters.end
    if start is None or end is None:
        extent = stored.extent(work.store, filters)
        if extent is None:
            return
        start = extent[0] if start is None else start
        end = extent[1] if end is None else end
    for part in intervals(units, start, end, work.zone, day_start):
        day, week, month = (label(unit, part.day) for unit in UNITS)
        yield part.low, part.high, day, week, month


def _pieces(found: Iterator[Sum], keys: Sequence[str]) -> Iterator[Piece]:
    """What was summed as the domain knows it; there are few different prices."""
    prices: dict[Any, Price | None] = {}
    flag = keys.index("billable") if "billable" in keys else None
    for group, title, billable, rate, unit_seconds, currency, included, seconds in found:
        written = rate, unit_seconds, currency, included
        if written not in prices:
            prices[written] = _price(*written)
        if flag is not None:
            group = (*group[:flag], bool(group[flag]), *group[flag + 1 :])  # noqa: PLW2901
        yield Piece(group, title, seconds, bool(billable), prices[written])


def _price(
    rate: str | None, unit_seconds: int | None, currency: str | None, included: str | None
) -> Price | None:
    if rate is None or not unit_seconds or currency is None:
        return None
    return _before_tax(rate, included), unit_seconds, currency


def _before_tax(rate: str, included: str | None) -> Decimal | Fraction:
    if included is None:
        return Decimal(rate)
    from fractions import Fraction

    return Fraction(rate) * 100 / (100 + Fraction(included))
