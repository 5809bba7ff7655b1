"""Reports: where the time went, by day, record, customer and whatever else it is asked by."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.calendar import UNITS, label, stretches
from timelog_cli.domain.reports import Piece, summed, total
from timelog_cli.frozen import Frozen
from timelog_cli.store import reports as stored
from timelog_cli.usecases import filtering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from timelog_cli.domain.calendar import Stretch
    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.reports import Row, Value
    from timelog_cli.store.reports import Sum
    from timelog_cli.usecases.work import Work

_ALWAYS = 2**53


class Report(Frozen):
    """The rows, and all the time in them: each log once, under however many tags it is."""

    keys: tuple[str, ...]
    rows: list[Row]
    total: Row

    @property
    def counts_twice(self) -> bool:
        """Whether a log is in several rows, because it has several tags."""
        return sum(row.worked_seconds for row in self.rows) > self.total.worked_seconds


def report(work: Work, filters: Filters, keys: Sequence[str], day_start: int) -> Report:
    """Sum the time in a period; what lies across the bounds of a day or the period is cut there.

    :param keys: of ``domain.reports.KEYS``
    :param day_start: seconds after midnight at which days begin
    """
    sure = filtering.resolved(work.store, filters)
    units = [key for key in keys if key in UNITS]
    parts = list(_parts(work, sure, units, day_start)) if units else []
    bounds = [(part.low, part.high) for part in parts] if units else [_whole(sure)]
    starts = {part.low: part for part in parts}
    found = stored.sums(work.store, sure, [key for key in keys if key in stored.KEYS], bounds)
    pieces = [_piece(one, keys, starts) for one in found]
    if "tag" in keys:
        once = [_piece(one, (), starts) for one in stored.sums(work.store, sure, (), bounds)]
    else:
        once = pieces
    return Report(tuple(keys), summed(pieces, keys), total(once))


def _whole(filters: Filters) -> tuple[int, int]:
    start = -_ALWAYS if filters.start is None else filters.start
    return start, _ALWAYS if filters.end is None else filters.end


def _parts(work: Work, filters: Filters, units: Sequence[str], day_start: int) -> Iterator[Stretch]:
    start, end = filters.start, filters.end
    if start is None or end is None:
        extent = stored.extent(work.store, filters)
        if extent is None:
            return
        start = extent[0] if start is None else start
        end = extent[1] if end is None else end
    yield from stretches(units, start, end, work.zone, day_start)


def _piece(one: Sum, keys: Sequence[str], starts: Mapping[int, Stretch]) -> Piece:
    price = None
    if one.rate is not None and one.unit_seconds and one.currency is not None:
        price = (_before_tax(one.rate, one.included_tax), one.unit_seconds, one.currency)
    group = tuple(_value(one, key, starts) for key in keys)
    return Piece(group, one.title, one.seconds, bool(one.billable), price)


def _before_tax(rate: str, included: str | None) -> Decimal | Fraction:
    if included is None:
        return Decimal(rate)
    from fractions import Fraction

    return Fraction(rate) * 100 / (100 + Fraction(included))


def _value(one: Sum, key: str, starts: Mapping[int, Stretch]) -> Value:
    if key in UNITS:
        return label(key, starts[one.low].day)
    if key == "billable":
        return bool(one.billable)
    value: str | None = getattr(one, key)
    return value
