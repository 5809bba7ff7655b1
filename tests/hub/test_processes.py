"""Four processes that work and sync at the same time, and are killed at any moment."""

from __future__ import annotations

import json
import random
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest

from tests import processes
from tests.harness import Cli
from tests.hub import wire
from tests.hub.server import Database

pytest.importorskip("psycopg")

MACHINES = 4
SECONDS = 12.0
KILLED = 0.35  # of the commands
# From the start of the interpreter to beyond the end of a sync.
LONGEST = 0.7


@dataclass
class Worker:
    """A machine on which somebody types for a while, and what was done."""

    cli: Cli
    number: int
    seconds_of: dict[str, int] = field(default_factory=dict)
    killed: int = 0
    done: int = 0
    refused: list[str] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        env = processes.environment(self.cli)
        del env["TIMELOG_NOW"]
        return env

    def run(self, words: list[str], after: float | None = None) -> tuple[int, bytes]:
        """A command, killed after so many seconds unless it is done; its code and output."""
        process = subprocess.Popen(
            processes.command([*words]),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            out, err = process.communicate(timeout=after or 60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.killed += 1
            return -9, b""
        if process.returncode:
            self.refused.append(f"{words}: {err.decode()}")
        return process.returncode, out

    def work(self, until: float) -> None:
        """Log time and sync in turns."""
        chance = random.Random(self.number)
        while monotonic() < until:
            after = chance.uniform(0.05, LONGEST) if chance.random() < KILLED else None
            if chance.random() < 0.5:
                self.run(["sync"], after)
            else:
                self.log(chance, after)
            self.done += 1

    def log(self, chance: random.Random, after: float | None) -> None:
        day = chance.randrange(1, 28)
        minutes = chance.randrange(5, 50)
        words = ["log", "add", "1", f"2025-{self.number + 1:02}-{day:02}", "9:00", "for"]
        more = [f"{minutes}m", "--on-overlap", "allow", "--json"]
        code, out = self.run([*words, *more], after)
        if code == 0:
            self.seconds_of[self.uuid(json.loads(out)["id"])] = minutes * 60

    def uuid(self, number: int) -> str:
        return str(self.cli.rows("SELECT lower(hex(uuid)) FROM log WHERE id = ?", number)[0][0])


@pytest.fixture
def workers(hub: Database, tmp_path: Path) -> list[Worker]:
    """Four machines of one person, all with the same record."""
    found = []
    for number in range(MACHINES):
        folder = tmp_path / f"m{number}"
        folder.mkdir()
        found.append(Worker(Cli(folder, "UTC"), number))
    first, *others = found
    url = hub.owner("ada")
    for words in (["record", "add", "One"], ["sync", "init", "--hub", url]):
        assert first.run(words)[0] == 0, first.refused
    for worker in others:
        assert worker.run(["sync", "join", "--hub", url])[0] == 0, worker.refused
    return found


def test_four_processes_that_are_killed_at_random_lose_nothing(
    hub: Database, workers: list[Worker]
) -> None:
    until = monotonic() + SECONDS
    threads = [threading.Thread(target=worker.work, args=(until,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for worker in workers * 2:
        assert worker.run(["sync"])[0] == 0, worker.refused
    there = wire.of_hub(hub.sql)
    for worker in workers:
        assert wire.differences(wire.of_file(worker.cli.path), there) == []
        assert worker.run(["db", "check"])[0] == 0
        for uuid, seconds in worker.seconds_of.items():
            segments = there["log"][uuid]["times"][-1]
            assert sum(end - start for start, end in segments) == seconds
    assert sum(worker.killed for worker in workers) > MACHINES
    assert sum(len(worker.seconds_of) for worker in workers) > MACHINES
    assert not [line for worker in workers for line in worker.refused if "Traceback" in line]
