"""Random schedules end with one truth; there are hundreds in tests/bench/sync_schedules.py."""

from __future__ import annotations

import pytest

from tests.hub import schedules
from tests.hub.server import Database

pytest.importorskip("psycopg")


@pytest.mark.parametrize("seed", range(20))
def test_a_schedule_ends_with_one_truth(seed: int, hub: Database) -> None:
    faults, diary = schedules.run(seed, hub)
    assert not faults, schedules.told(seed, faults, diary)
