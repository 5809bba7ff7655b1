"""Random schedules end with one truth; there are hundreds in tests/bench/sync_schedules.py."""

from __future__ import annotations

import gc
import os

import pytest

from tests.hub import schedules
from tests.hub.server import Database

pytest.importorskip("psycopg")


# How many: each takes some seconds, and the gate has not so many.
SCHEDULES = int(os.environ.get("SCHEDULES", "20"))


# A process that is killed closes nothing; what it left open is collected before the test ends.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_a_schedule_ends_with_one_truth(seed: int, hub: Database) -> None:
    faults, diary = schedules.run(seed, hub)
    gc.collect()
    assert not faults, schedules.told(seed, faults, diary)
