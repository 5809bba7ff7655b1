"""Proposals from presence, against sets of slots of a hundred seconds, three being enough."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.gaps import joined
from timelog_cli.domain.logs import Segment
from timelog_cli.domain.proposals import Proposal, beside, gaps, pauses

_SLOT = 100
_stretch = st.tuples(st.integers(0, 40), st.integers(1, 12))
_times = st.lists(_stretch, max_size=6).map(
    lambda ones: joined(Segment(at * _SLOT, (at + long) * _SLOT) for at, long in ones)
)


def slots(times: list[Segment]) -> set[int]:
    return {slot for one in times for slot in range(one.start // _SLOT, one.end // _SLOT)}


def long_runs(wanted: set[int], times: list[Segment]) -> set[int]:
    """The slots that are wanted, of which three or more of one stretch lie side by side."""
    found = set[int]()
    for one in times:
        for has, run in groupby(sorted(slots([one])), wanted.__contains__):
            every = list(run)
            found |= set(every) if has and len(every) >= 3 else set()
    return found


def proposed(proposals: list[Proposal]) -> set[int]:
    return slots([Segment(one.start, one.end) for one in proposals])


@settings(max_examples=60)
@given(_times, _times, _times)
def test_a_gap_is_presence_that_is_not_logged(
    present: list[Segment], logged: list[Segment], more: list[Segment]
) -> None:
    free = slots(present) - slots(logged)
    first = gaps(present, logged)
    assert proposed(first) == long_runs(free, present)
    left = long_runs(proposed(first) - slots(more), present)
    assert proposed(beside(first, more)) == left


@settings(max_examples=60)
@given(_times.filter(bool), _times)
def test_a_pause_is_absence_within_a_log_that_leaves_some_of_it(
    segments: list[Segment], away: list[Segment]
) -> None:
    inside = long_runs(slots(segments) & slots(away), segments)
    found = pauses({7: segments}, away)
    assert proposed(found) == (set() if inside == slots(segments) else inside)
    assert {one.log for one in found} <= {7}
