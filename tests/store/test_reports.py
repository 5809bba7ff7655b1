"""What the database sums is what counting by hand gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timelog_cli.domain.filters import Filters, LogSelection
from timelog_cli.domain.logs import Log, worked
from timelog_cli.domain.reports import KEYS
from timelog_cli.domain.segments import clipped
from timelog_cli.errors import Refused
from timelog_cli.store import open_store
from timelog_cli.usecases import Work, lookup
from timelog_cli.usecases.logs import adding
from timelog_cli.usecases.logs.adding import NewLog
from timelog_cli.usecases.records import make
from timelog_cli.usecases.reports import report

START = 1_792_000_000  # some days before the clocks go back
DAYS = 20 * 86_400


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """Two hundred logs of three people on four records, with tags and pauses."""
    folder: Path = tmp_path_factory.mktemp("reports")
    store = open_store(str(folder / "timelog.db"))
    work = Work(store, START + 2 * DAYS, "Europe/Rome", "ada", "timelog test")
    draw = Random(7)
    with work.writing():
        kinds = ("task", "case", "ticket", "work-order")
        heads = [make(work, kind, kind, {}) for kind in kinds]
        for _ in range(200):
            start = START + draw.randrange(DAYS)
            entry = NewLog(
                start,
                start + draw.randrange(1, 100_000),
                tags=tuple(draw.sample(["web", "call", "mail"], draw.randrange(3))),
                owner=draw.choice(["ada", "bob", "eve"]),
                on_overlap=draw.choice(["allow", "allow", "trim"]),
            )
            with suppress(Refused):  # nothing may be left of a log that is trimmed
                adding.add_on(work, lookup.record(store, draw.choice(heads).ref), entry)
    yield work
    store.close()


def by_hand(found: list[Log], filters: Filters) -> int:
    return sum(worked(clipped(log.segments, filters.start, filters.end)) for log in found)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.none() | st.integers(START - 86_400, START + DAYS),
    length=st.none() | st.integers(1, DAYS),
    keys=st.lists(st.sampled_from([key for key in KEYS if key != "tag"]), unique=True),
    zone=st.sampled_from(["Europe/Rome", "America/New_York", "Asia/Kathmandu"]),
    day_start=st.integers(0, 12 * 3600),
    owner=st.sampled_from([(), ("bob",), ("ada", "eve")]),
    none_of=st.sampled_from([(), ("web",), ("web", "mail")]),
)
def test_rows_by_any_keys_add_up_to_the_plain_sum(
    work: Work,
    start: int | None,
    length: int | None,
    keys: list[str],
    zone: str,
    day_start: int,
    owner: tuple[str, ...],
    none_of: tuple[str, ...],
) -> None:
    end = None if length is None else (START if start is None else start) + length
    filters = Filters(start, end, owner=LogSelection(owner), tag=LogSelection(none_of=none_of))
    every = list(adding.matching(work, filters))
    assert all(not owner or log.owner in owner for log in every)
    assert all(tag not in log.tags for log in every for tag in none_of)
    found = report(work._replace(zone=zone), filters, keys, day_start)
    rows = list(found.rows)
    assert sum(row.worked_seconds for row in rows) == by_hand(every, filters)
    assert found.total.worked_seconds == by_hand(every, filters)
    assert len({row.group for row in rows}) == len(rows)


def test_each_tag_has_the_time_of_its_logs(work: Work) -> None:
    every = list(adding.matching(work, Filters()))
    found = report(work, Filters(), ["tag"], 0)
    for row in found.rows:
        own = [log for log in every if row.group[0] in (log.tags or (None,))]
        assert row.worked_seconds == by_hand(own, Filters())
    assert found.total.worked_seconds == by_hand(every, Filters())
