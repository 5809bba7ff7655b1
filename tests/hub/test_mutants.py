"""The schedules notice each fault that is put into the synchronisation."""

from __future__ import annotations

import gc
import os

import pytest

from tests.hub import schedules, server
from tests.hub.mutants import MUTANTS

pytest.importorskip("psycopg")

SEEDS = range(20)
# They take minutes, which the gate has not.
pytestmark = pytest.mark.skipif(
    "SCHEDULES" in os.environ, reason="faults are put into synchronisation without SCHEDULES only"
)


# A process that is killed closes nothing; what it left open is collected before the test ends.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", MUTANTS)
def test_a_fault_is_noticed(name: str, postgres: server.Server) -> None:
    for seed in SEEDS:
        with postgres.database() as database, pytest.MonkeyPatch.context() as patch:
            faults, _ = schedules.run(seed, database, begun=lambda: MUTANTS[name](database, patch))
        gc.collect()
        if faults:
            return
    raise AssertionError(f"{len(SEEDS)} schedules do not notice it")
