"""Laws of the timer, at the level of the domain and at the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harness import Cli
from timelog_cli.domain.logs import Segment, Timer, worked

START = 1_793_606_400
moments = st.lists(st.integers(0, 40_000), min_size=1, max_size=12).map(
    lambda offsets: [START, *(START + offset for offset in sorted(offsets))]
)


def timer(changes: list[int]) -> Timer:
    """A timer started at the first change, then paused and resumed in turn at the others."""
    stretches = list(pairwise(changes))[::2]
    running = len(changes) % 2 == 1
    return Timer(
        id=1,
        record_id=1,
        ref="case-1",
        title="x",
        owner="ada",
        started_at=changes[0],
        changed_at=changes[-1],
        running_since=changes[-1] if running else None,
        zone="UTC",
        note="",
        billable=False,
        segments=tuple(Segment(low, high) for low, high in stretches if low < high),
        tags=(),
    )


@given(moments, st.integers(0, 10_000))
def test_worked_and_paused_time_add_up_to_the_span(changes: list[int], later: int) -> None:
    end = changes[-1] + later
    paused = [high - low for low, high in list(pairwise([*changes, end]))[1::2]]
    assert timer(changes).elapsed(end) + sum(paused) == end - changes[0]


@given(moments, st.integers(0, 10_000))
def test_the_segments_of_a_stop_hold_exactly_the_elapsed_time(
    changes: list[int], later: int
) -> None:
    end = changes[-1] + later
    one = timer(changes)
    segments = one.segments_until(end)
    assert worked(segments) == one.elapsed(end)
    assert all(one.started_at <= low < high <= end for low, high in segments)
    assert all(before.end <= after.start for before, after in pairwise(segments))


@given(moments, st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_pause_never_adds_time(changes: list[int], length: int, later: int) -> None:
    running = changes if len(changes) % 2 else changes[:-1]
    end = running[-1] + length + later
    with_pause = timer([*running, running[-1], running[-1] + length])
    assert with_pause.elapsed(end) == timer(running).elapsed(end) - length


@given(moments, st.integers(0, 10_000))
def test_a_clock_that_goes_backwards_never_makes_time_negative(
    changes: list[int], back: int
) -> None:
    one = timer(changes)
    assert one.elapsed(changes[-1] - back) >= worked(one.segments)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moments)
def test_any_run_at_the_command_line_makes_one_log_of_its_running_time(
    tmp_path_factory: pytest.TempPathFactory, changes: list[int]
) -> None:
    cli = Cli(tmp_path_factory.mktemp("run"), zone="UTC")
    texts = [datetime.fromtimestamp(moment, UTC).isoformat() for moment in changes]
    cli.at(texts[0]).run("record add One")
    cli.at(texts[0]).run("start task-1")
    for nth, text in enumerate(texts[1:]):
        cli.at(text).run("resume" if nth % 2 else "pause")
    log = cli.at(texts[-1]).run("stop --json").json
    assert log["worked_seconds"] == timer(changes).elapsed(changes[-1])
    assert cli.rows("SELECT count(*) FROM log") == [(1,)]
    assert cli.run("db check").code == 0
