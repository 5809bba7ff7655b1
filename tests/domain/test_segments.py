"""Properties of segments, and of the days they are cut into."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timelog_cli.domain.logs import Segment, Taken, worked
from timelog_cli.domain.reports import UNITS, Piece, intervals, label, summed, total
from timelog_cli.domain.segments import (
    around,
    clipped,
    cut,
    end_of,
    pauses,
    start_of,
    touching,
    welded,
    without,
)

ZONES = ("Europe/Rome", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca")
INSTANTS = st.integers(1_300_000_000, 1_900_000_000)
SECONDS = st.integers(0, 40)


@st.composite
def segments(draw: st.DrawFn) -> list[Segment]:
    """Segments in order, apart from each other."""
    at, found = draw(SECONDS), []
    for gap, length in draw(st.lists(st.tuples(SECONDS, st.integers(1, 40)), max_size=6)):
        found.append(Segment(at + gap, at + gap + length))
        at += gap + length
    return found


TAKEN = st.lists(
    st.builds(
        lambda start, length: Taken(start, start + length, "log 1", "case-1"),
        st.integers(0, 300),
        st.integers(1, 60),
    ),
    max_size=6,
)


def seconds_in(stretches: list[Segment]) -> set[int]:
    return {second for one in stretches for second in range(one.start, one.end)}


@given(segments(), st.lists(st.integers(0, 300), min_size=2, unique=True).map(sorted))
def test_pieces_between_bounds_add_up(own: list[Segment], bounds: list[int]) -> None:
    pieces = cut(own, bounds)
    assert sum(map(worked, pieces)) == worked(clipped(own, bounds[0], bounds[-1]))


@given(segments(), st.integers(0, 300))
def test_the_parts_of_a_split_add_up_and_lie_apart(own: list[Segment], at: int) -> None:
    early, late = clipped(own, None, at), clipped(own, at, None)
    assert worked(early) + worked(late) == worked(own)
    assert all(one.end <= at for one in early)
    assert all(one.start >= at for one in late)


@given(segments(), st.lists(st.integers(0, 300), unique=True).map(sorted))
def test_parts_of_a_split_become_the_same_segments_again(own: list[Segment], at: list[int]) -> None:
    again = welded(*cut(own, [0, *at, 600]))
    assert seconds_in(again) == seconds_in(own)
    touched = {one.end for one, after in pairwise(own) if one.end == after.start}
    if touched.isdisjoint(at):
        assert again == own


@given(segments(), segments())
def test_segments_put_together_are_in_order_and_apart(
    one: list[Segment], other: list[Segment]
) -> None:
    free = [Segment(start + 1000, end + 1000) for start, end in other]
    assert welded(free, one) == [*one, *free]
    together = welded(one, without(other, one))
    assert seconds_in(together) == seconds_in(one) | seconds_in(other)
    assert worked(together) == len(seconds_in(together))
    assert together == sorted(together)


@given(segments(), TAKEN)
def test_trimming_leaves_exactly_what_is_not_taken(own: list[Segment], taken: list[Taken]) -> None:
    left = without(own, taken)
    assert touching(left, taken) == []
    assert seconds_in(left) == seconds_in(own) - {
        second for one in taken for second in range(one.start, one.end)
    }
    assert left == sorted(left)
    assert worked(left) == len(seconds_in(left))


@given(segments(), SECONDS, SECONDS)
def test_pauses_and_work_fill_a_log(own: list[Segment], before: int, after: int) -> None:
    start = own[0].start - before if own else 0
    end = own[-1].end + after if own else after
    paused = pauses(own, start, end)
    assert worked(paused) + worked(own) == end - start
    assert seconds_in(around(start, end, paused)) == seconds_in(own)


@given(segments(), st.integers(0, 300), st.integers(1, 300))
def test_a_duration_is_worked_from_the_start_and_up_to_the_end(
    paused: list[Segment], at: int, seconds: int
) -> None:
    end = end_of(at, seconds, paused)
    assert worked(around(at, end, paused)) == seconds
    start = start_of(at, seconds, paused)
    assert worked(around(start, at, paused)) == seconds


@given(
    st.sampled_from(ZONES),
    INSTANTS,
    st.integers(1, 100 * 86_400),
    st.lists(st.sampled_from(UNITS), min_size=1, unique=True),
    st.integers(0, 12 * 3600),
)
def test_days_weeks_and_months_fill_a_period_without_gap(
    zone: str, start: int, length: int, units: list[str], day_start: int
) -> None:
    found = list(intervals(units, start, start + length, zone, day_start))
    assert found[0].low == start
    assert found[-1].high == start + length
    assert all(one.low < one.high for one in found)
    assert all(one.high == after.low for one, after in pairwise(found))
    labels = [tuple(label(unit, one.day) for unit in units) for one in found]
    assert len(set(labels)) == len(labels)


@given(st.sampled_from(ZONES), INSTANTS, st.integers(1, 40 * 86_400), st.integers(0, 12 * 3600))
def test_day_pieces_of_a_log_add_up_to_it(
    zone: str, start: int, length: int, day_start: int
) -> None:
    days = list(intervals(("day",), start - 86_400, start + length + 86_400, zone, day_start))
    pieces = cut([Segment(start, start + length)], [days[0].low, *(day.high for day in days)])
    assert sum(map(worked, pieces)) == length


def test_days_have_the_hours_their_zone_gives_them() -> None:
    """Rome: the clocks go forward on 2026-03-29, and back on 2026-10-25."""
    for midnight, hours in ((1774652400, [24, 23]), (1792792800, [24, 25])):
        days = list(intervals(("day",), midnight, midnight + sum(hours) * 3600, "Europe/Rome"))
        assert [(day.high - day.low) // 3600 for day in days] == hours


def test_a_day_that_a_zone_left_out_is_in_no_report() -> None:
    """Apia went from 29 to 31 December 2011."""
    days = intervals(("day",), 1325138400, 1325138400 + 4 * 86_400, "Pacific/Apia")
    assert date(2011, 12, 30) not in [day.day for day in days]


def test_weeks_are_iso_weeks() -> None:
    assert label("week", date(2027, 1, 3)) == "2026-W53"
    assert label("month", date(2027, 1, 3)) == "2027-01"


PIECES = st.lists(
    st.builds(
        lambda name, seconds, price: Piece((name,), name, seconds, price is not None, price),
        st.sampled_from(["a", "B", None]),
        st.integers(1, 10**6),
        st.none()
        | st.tuples(st.decimals(0, 1000, places=2), st.sampled_from([900, 3600]), st.just("USD")),
    )
)


@given(PIECES)
def test_rows_of_a_report_add_up_to_its_total(pieces: list[Piece]) -> None:
    pieces.sort(key=lambda piece: str(piece.group[0]))
    rows, whole = list(summed(pieces)), total(pieces)
    assert sum(row.worked_seconds for row in rows) == whole.worked_seconds
    assert sum(row.billable_seconds for row in rows) == whole.billable_seconds
    rounded = sum((row.amounts.get("USD", Decimal(0)) for row in rows), Decimal(0))
    assert abs(rounded - whole.amounts.get("USD", Decimal(0))) <= Decimal("0.005") * (len(rows) + 1)
