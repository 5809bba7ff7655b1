"""Time the daily commands as ratios to a bare Python on the same machine.

usage: python tests/bench/daily.py [--runs N] [--json FILE]

Each round runs every command once, bare Python between them, so that a slow moment of the machine
hits all alike; the medians of the rounds are compared. The program is the ``timelog`` beside the
Python that runs this. It works on a database of its own with a thousand logs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.children import seconds

PROGRAM = str(Path(sys.executable).parent / "timelog")
BARE = [sys.executable, "-c", "pass"]
# What each command is measured with, the ratio that is aimed at, and what makes it repeatable.
COMMANDS = (
    ("prompt", 1.8, None),
    ("status", 2.0, None),
    ("pause", 2.0, "resume"),
    ("resume", 2.0, None),
    ("stop", 2.0, "start task-1"),
    ("start task-2", 2.0, "stop task-2; resume"),
    ("start task-2 --switch", 4.5, "undo"),
    ("status --json", 4.5, None),
    ("undo", 4.5, "redo"),
    ("history", 4.5, None),
    ("log list today", 4.5, None),
    ("log add task-3 2026-01-01 9:00-9:30", 4.5, "undo"),
    ("log edit 1001 --note x", 4.5, "undo"),
    ("record list", 4.5, None),
    ("record show task-3", 4.5, None),
    ("record add Four", 4.5, "undo"),
    ("report week", 4.5, None),
    ("billing unbilled", 4.5, None),
    ("billing preview case-4 --json", 4.5, None),
    ("billing preview case-4", None, None),
    ("timer start --help", 4.5, None),
)
PREPARED = (
    "record add One",
    "record add Two",
    "record add Three",
    "customer add Acme",
    "service add Work --price 60 --currency EUR",
    "record add Four --type case --customer Acme --service Work --billable",
)
# What makes each possible, beside what was left by those before it.
FIRST = {"resume": "pause", "start task-2": "pause"}
# A thousand logs lie before them, and a timer runs.
PREPARED_LAST = (
    "log add task-3 2026-01-02 9:00-9:30",
    "log add case-4 2026-01-02 9:30-10:30 --billable",
    "start task-1",
)


def environment(folder: str) -> dict[str, str]:
    """A place of its own, and bytecode as an installation has it."""
    env = {**os.environ, "HOME": folder, "TIMELOG_DB": f"{folder}/timelog.db"}
    env |= {"TIMELOG_CONFIG": f"{folder}/config.toml", "TIMELOG_USER": "ada", "TZ": "UTC"}
    for name in ("PYTHONDONTWRITEBYTECODE", "TIMELOG_NOW"):
        env.pop(name, None)
    return env


def prepare(env: dict[str, str]) -> None:
    """Three records, a thousand logs of another user, and a running timer."""
    from timelog_cli.domain.logs import Segment
    from timelog_cli.store import logs, owners
    from timelog_cli.store.connection import Command, open_store

    for line in PREPARED:
        subprocess.run([PROGRAM, *line.split()], env=env, check=True, capture_output=True)
    store = open_store(env["TIMELOG_DB"])
    with store.writing(Command(0, "bench", "prepare")):
        owner = owners.ensure(store, "bob")
        for number in range(1000):
            start = 1_700_000_000 + number * 7200
            segments = [Segment(start, start + 3600)]
            logs.add(
                store,
                record_id=2,
                owner_id=owner,
                start=start,
                end=start + 3600,
                zone="UTC",
                segments=segments,
            )
    store.close()
    for line in PREPARED_LAST:
        subprocess.run([PROGRAM, *line.split()], env=env, check=True, capture_output=True)


def measure(runs: int) -> list[tuple[str, float, float, float | None]]:
    """For each command its name, median in milliseconds, ratio and aim."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        prepare(env)
        bare: list[float] = []
        taken: dict[str, list[float]] = {line: [] for line, _, _ in COMMANDS}
        for _ in range(runs + 1):
            for line, _, back in COMMANDS:
                if line in FIRST:
                    seconds([PROGRAM, *FIRST[line].split()], env)
                bare.append(seconds(BARE, env))
                taken[line].append(seconds([PROGRAM, *line.split()], env))
                for again in back.split("; ") if back else ():
                    seconds([PROGRAM, *again.split()], env)
    floor = statistics.median(bare[len(COMMANDS) :])
    rows = [("python -c pass", floor * 1000, 1.0, None)]
    for line, aim, _ in COMMANDS:
        median = statistics.median(taken[line][1:])  # the first round wrote the bytecode
        rows.append((line, median * 1000, median / floor, aim))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = measure(given.runs)
    for name, milliseconds, ratio, aim in rows:
        goal = "" if aim is None else f"  aim {aim}"
        print(f"{name:36} {milliseconds:7.1f} ms  {ratio:5.2f} ×{goal}")
    if given.json:
        keys = ("command", "milliseconds", "ratio", "aim")
        given.json.write_text(
            json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=2)
        )


if __name__ == "__main__":
    main()
