"""Time an undo beside the change that it turns back, on a file with a long history.

usage: python tests/bench/undo.py [--runs N] [--logs N]

Each round makes every change, undoes it, redoes it and undoes it again, each in a process of its
own, so that a slow moment of the machine hits all alike; the medians of the rounds are compared, on
the clock of the wall and in time of the processor, which other processes disturb less.
The program is the ``timelog`` beside the Python that runs this. The file has a hundred thousand
logs, each with its entry in the history, and some of the entries are undone for good.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.daily import PROGRAM, environment

START = 1_600_000_000
STRIDE = 900
UNDONE = 50  # one entry in so many is undone for good
# A change and what makes it possible, done before it and not undone.
CHANGES = (
    ("log add task-1 2026-01-01 9:00-9:30 --tag a", None),
    ("log edit 7 --note changed", None),
    ("log edit 7 --duration 5m", None),
    ("log split 7 --at 2020-09-13T14:00", None),
    ("log delete 7", None),
    ("record edit task-1 --title Other", None),
    ("start task-1", None),
    ("stop", "start task-1"),
)


def prepare(path: str, count: int) -> None:
    """So many logs on ten records, an entry of the history for each."""
    from timelog_cli.store import open_store

    store = open_store(path)
    store.run("BEGIN")
    store.run_many(
        "INSERT INTO entry (at, user, command, undone) VALUES (?, 'ada', 'timelog log add', ?)",
        [(START + STRIDE * number, int(number % UNDONE == 1)) for number in range(count)],
    )
    store.run(
        "INSERT INTO entry (at, user, command, kind, reverts)"
        " SELECT at, user, 'timelog undo', 'undo', id FROM entry WHERE undone = 1"
    )
    store.run("INSERT INTO entry (at, user, command) VALUES (?, 'ada', 'timelog add')", (START,))
    store.run("UPDATE open_entry SET entry_id = (SELECT max(id) FROM entry)")
    store.run("INSERT INTO owner (uuid, name) VALUES (randomblob(16), 'ada')")
    store.run_many(
        "INSERT INTO record (uuid, type, title, owner_id, status, created_at)"
        " VALUES (randomblob(16), 'task', ?, 1, 'open', 0)",
        [(f"Record {number}",) for number in range(10)],
    )
    times = [(number, START + STRIDE * number) for number in range(count)]
    store.run_many(
        "INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone)"
        " VALUES (randomblob(16), ?, 1, ?, ?, 'UTC')",
        [(number % 10 + 1, at, at + 600) for number, at in times],
    )
    store.run_many(
        "INSERT INTO segment (log_id, start_at, end_at, owner_id) VALUES (?, ?, ?, 1)",
        [(number + 1, at, at + 600) for number, at in times],
    )
    store.run(
        "UPDATE change SET entry_id = coalesce(json_extract(after, '$.log_id'),"
        " json_extract(after, '$.id')) WHERE tbl IN ('log', 'segment')"
    )
    store.run("UPDATE open_entry SET entry_id = NULL")
    store.run("COMMIT")
    store.close()


class Taken(NamedTuple):
    """Milliseconds of a process: by the clock of the wall, and of the processor."""

    wall: float
    processor: float


def run(line: str, env: dict[str, str]) -> Taken:
    """How long a command line of the program takes."""
    begun, used = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run([PROGRAM, *line.split()], env=env, check=True, capture_output=True)
    wall, now = perf_counter() - begun, getrusage(RUSAGE_CHILDREN)
    spent = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Taken(wall * 1000, spent * 1000)


def median(taken: list[Taken]) -> Taken:
    return Taken(*(statistics.median(values) for values in zip(*taken, strict=True)))


def measure(runs: int, logs: int) -> dict[str, dict[str, Taken]]:
    """For each change the medians of change, undo and redo."""
    taken: dict[str, dict[str, list[Taken]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        prepare(env["TIMELOG_DB"], logs)
        for number in range(runs + 1):
            for line, before in CHANGES:
                if before is not None:
                    run(before, env)
                done = {"change": [run(line, env)], "undo": [run("undo", env)]}
                done |= {"redo": [run("redo", env)]}
                done["undo"].append(run("undo", env))
                if before is not None:
                    run("undo", env)
                if number:  # the first round wrote the bytecode
                    found = taken.setdefault(line, {kind: [] for kind in done})
                    for kind, values in done.items():
                        found[kind].extend(values)
    return {
        line: {kind: median(values) for kind, values in found.items()}
        for line, found in taken.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--logs", type=int, default=100_000)
    given = parser.parse_args()
    found = measure(given.runs, given.logs)
    for clock in Taken._fields:
        print(f"{clock + ':':44} {'change':>10} {'undo':>10} {'redo':>10}   undo / change")
        for line, medians in found.items():
            values = {kind: getattr(taken, clock) for kind, taken in medians.items()}
            times = " ".join(f"{value:7.1f} ms" for value in values.values())
            print(f"{line:44} {times}   {values['undo'] / values['change']:.2f} ×")


if __name__ == "__main__":
    main()
