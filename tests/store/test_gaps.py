"""Worked in the hours and gaps are the hours, minute by minute; and only the period is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hours import CHANGES, DAY, instant, minutes, some_hours, working_minutes
from timelog_cli.domain.logs import Segment
from timelog_cli.domain.time.working_hours import WorkingHours, read_working_hours
from timelog_cli.store import open_store, queries
from timelog_cli.store.connection import Store
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import Work
from timelog_cli.usecases.logs.gaps import gaps
from timelog_cli.usecases.records import add
from timelog_cli.usecases.timers import control

LOGS = 30
RUNNING_SINCE = instant("2026-11-03 10:00")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """Logs of two people, with pauses and overlaps, wherever clocks change; ada's timer runs."""
    folder: Path = tmp_path_factory.mktemp("gaps")
    store = open_store(str(folder / "timelog.db"))
    work = Work(store, RUNNING_SINCE, "UTC", "ada", "timelog test")
    add(work, "One", "task", {})
    control.start(work, "1")
    draw = Random(11)
    with work.writing():
        for day in sorted({instant(day) for _, day in CHANGES}):
            for number in range(LOGS):
                whose = queries.ensure_owner(store, "bob" if number % 5 == 0 else "ada")
                _log(store, whose, day + 60 * draw.randrange(-2 * 1440, 2 * 1440), draw)
    yield work
    store.close()


def _log(store: Store, owner_id: int, start: int, draw: Random) -> None:
    segments, at = [], start
    for _ in range(draw.randint(1, 3)):
        length = 60 * draw.choice([1, 5, 30, 90, 300])
        segments.append(Segment(at, at + length))
        at += length + 60 * draw.randint(1, 60)
    end = segments[-1].end
    stored.add(
        store,
        record_id=1,
        owner_id=owner_id,
        start=start,
        end=end,
        zone="UTC",
        segments=segments,
    )


def logged_minutes(store: Store, owner: str, now: int) -> set[int]:
    """What an owner has logged, read from the file without the program."""
    rows = store.connection.execute(
        "SELECT start_at, end_at FROM segment s JOIN owner ON owner.id = s.owner_id"
        " WHERE name = ? UNION ALL SELECT running_since, ? FROM timer"
        " JOIN owner ON owner.id = owner_id WHERE name = ?",
        (owner, now, owner),
    )
    return {at for start, end in rows for at in range(start, end, 60)}


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    hours=some_hours(),
    change=st.sampled_from(CHANGES),
    offset=st.integers(-2880, 1440),
    length=st.integers(1, 3 * 1440),
    left=st.integers(0, 1440),
    owner=st.sampled_from(["ada", "bob", None]),
    least=st.sampled_from([1, 300, 7200]),
)
def test_what_is_worked_in_the_hours_and_the_gaps_are_the_hours(
    work: Work,
    hours: WorkingHours,
    change: tuple[str, str],
    offset: int,
    length: int,
    left: int,
    owner: str | None,
    least: int,
) -> None:
    zone, day = change
    start = instant(day) + offset * 60
    end = start + length * 60
    now = end - left * 60
    here = work._replace(zone=zone, now=now)
    found = gaps(here, owner, start, end, hours=hours, least=least)
    expected = working_minutes(hours, start, min(end, now), zone)
    assert minutes(found.times) == expected
    logged = logged_minutes(work.store, owner or "ada", now)
    every = [*found.found, *found.short]
    assert minutes(every) == expected - logged
    assert sum(one.seconds for one in every) == 60 * len(expected - logged)
    assert all(one.seconds >= least for one in found.found)
    assert all(one.seconds < least for one in found.short)
    assert found.found == sorted(found.found)


def steps_of_a_week(folder: Path, count: int) -> int:
    """What SQLite does to list the gaps of a week with many logs before and after it."""
    monday = instant("2026-06-08")
    with closing(open_store(str(folder / f"{count}.db"))) as store:
        work = Work(store, monday + 6 * DAY, "UTC", "ada", "timelog test")
        add(work, "One", "task", {})
        owner_id = queries.ensure_owner(store, "ada")
        many = (
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?),"
            " t (id, at) AS (SELECT i + 1, iif(i < 8, ? + i * 43200,"
            " ? + iif(i % 2, 14 * 86400 + i * 600, -14 * 86400 - i * 600)) FROM n) "
        )
        values = (count - 1, monday, monday)
        store.run(
            f"{many} INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone)"
            f" SELECT randomblob(16), 1, {owner_id}, at, at + 300, 'UTC' FROM t",
            values,
        )
        store.run(
            "INSERT INTO segment (log_id, start_at, end_at, owner_id)"
            " SELECT id, start_at, end_at, owner_id FROM log"
        )
        steps = [0]

        def step() -> int:
            steps[0] += 1
            return 0

        store.connection.set_progress_handler(step, 1)
        hours = read_working_hours("daily 0-24")
        found = gaps(work, None, monday, monday + 7 * DAY, hours=hours, least=1)
        store.connection.set_progress_handler(None, 0)
        assert len(found.found) == 10
        return steps[0]


def test_the_gaps_of_a_week_read_the_rows_of_the_week_only(tmp_path: Path) -> None:
    assert steps_of_a_week(tmp_path, 100_000) == steps_of_a_week(tmp_path, 200)
