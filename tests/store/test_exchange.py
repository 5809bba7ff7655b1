"""What commands change in one file, carried into another one: both are the same then."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults import walks
from tests.faults.walks import Typed, Walk
from tests.harness import Cli
from tests.store.exchange import Carrier, apply, begin, cloned, contents, opened
from timelog_cli.store.sync import noting, state

short = settings(
    max_examples=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walks.prepared(tmp_path_factory.mktemp("billed"), *walks.ISSUED)


def assert_same(one: Cli, other: Cli) -> None:
    with opened(one) as mine, opened(other) as theirs:
        assert contents(mine) == contents(theirs)
    for cli in (one, other):
        assert cli.run("db check", code=None).err == ""


@short
@given(
    lines=walks.lines(14, billing=True),
    pulls=st.lists(st.integers(1, 5), max_size=4),
    most=st.sampled_from([1, 3, 5000]),
)
def test_what_random_commands_change_arrives_in_another_file(
    walk: Walk, lines: list[Typed], pulls: list[int], most: int
) -> None:
    with TemporaryDirectory() as mine, TemporaryDirectory() as theirs:
        twin, carrier = walk.copied(Path(mine)), Carrier()
        with opened(twin.cli) as store:
            begin(store, 1)
            with state.writing(store):
                noting.everything(store)
        carrier.sent(twin.cli, most)
        other = cloned(Path(theirs), carrier.kept)
        assert_same(twin.cli, other)
        for size in (*pulls, len(lines)):
            some, lines = lines[:size], lines[size:]
            for line in some:
                twin.type(line)
            apply(other, carrier.sent(twin.cli, most))
            assert_same(twin.cli, other)
