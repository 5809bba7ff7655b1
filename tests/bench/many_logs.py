"""Time ``log add --from`` with a thousand logs, beside one ``log add`` and beside bare SQLite.

usage: python tests/bench/many_logs.py [--runs N] [--logs N]

Each round adds one log, the logs of a file, and the rows of a plain table with ``executemany``,
each in a process of its own, so that a slow moment of the machine hits all alike; every change is
undone. The medians of the rounds are compared, on the clock of the wall and in time of the
processor, which other processes disturb less. The program is the ``timelog`` beside the Python
that runs this. The logs are JSON Lines on ten records, each with a short note and a tag.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.daily import PROGRAM, environment
from tests.bench.undo import Taken, median

RECORDS = 10
ONE = "one log add"
FEW = "log add --from, one log"
MANY = "log add --from"
EMPTY = "python -c 'import sqlite3'"
BARE = "executemany"
_BARE = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1], isolation_level=None) as db:
    db.executescript("DROP TABLE IF EXISTS t; CREATE TABLE t (id INTEGER PRIMARY KEY,"
                     " record INTEGER, start_at INTEGER, end_at INTEGER, note TEXT, tag TEXT)")
    rows = [(at % 10, at, at + 9, f"Note {at}", "web") for at in range(int(sys.argv[2]))]
    db.execute("BEGIN")
    db.executemany("INSERT INTO t (record, start_at, end_at, note, tag)"
                   " VALUES (?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
"""


def lines(count: int) -> bytes:
    """Logs of 25 minutes, one each half an hour."""
    first = datetime(2020, 1, 1)
    times = (first + timedelta(minutes=30 * at) for at in range(count))
    rows = (
        {
            "record": f"task-{at % RECORDS + 1}",
            "start": f"{start.isoformat()}Z",
            "end": f"{(start + timedelta(minutes=25)).isoformat()}Z",
            "note": f"Note {at}",
            "tags": ["web"],
        }
        for at, start in enumerate(times)
    )
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def run(words: list[str], env: dict[str, str], stdin: bytes = b"") -> Taken:
    """How long a process takes."""
    begun, used = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(words, env=env, check=True, capture_output=True, input=stdin)
    wall, now = perf_counter() - begun, getrusage(RUSAGE_CHILDREN)
    spent = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Taken(wall * 1000, spent * 1000)


def measure(runs: int, logs: int) -> dict[str, Taken]:
    """The medians."""
    adding = [PROGRAM, "log", "add", "--from", "-"]
    one, many = lines(1), lines(logs)
    taken: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        table = f"{folder}/table.db"
        for number in range(RECORDS):
            run([PROGRAM, "record", "add", f"Record {number}"], env)
        steps: dict[str, tuple[list[str], bytes]] = {
            ONE: (f"{PROGRAM} log add task-1 2020-01-01 9:00-9:25 --note x --tag web".split(), b""),
            FEW: (adding, one),
            MANY: (adding, many),
            EMPTY: ([sys.executable, "-c", _BARE, table, "0"], b""),
            BARE: ([sys.executable, "-c", _BARE, table, str(logs)], b""),
        }
        for number in range(runs + 1):
            for name, (words, stdin) in steps.items():
                found = run(words, env, stdin)
                if words[0] == PROGRAM:
                    run([PROGRAM, "undo"], env)
                if number:  # the first round wrote the bytecode
                    taken.setdefault(name, []).append(found)
    return {name: median(found) for name, found in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--logs", type=int, default=1000)
    given = parser.parse_args()
    found = measure(given.runs, given.logs)
    for clock in Taken._fields:
        values = {name: getattr(taken, clock) for name, taken in found.items()}
        inside, bare = values[MANY] - values[FEW], values[BARE] - values[EMPTY]
        print(f"{clock}:")
        print(f"  {ONE:24} {values[ONE]:8.1f} ms")
        print(f"  {given.logs:,} logs{' ':14} {values[MANY]:8.1f} ms", end="")
        print(f"   {values[MANY] / values[ONE]:.1f} × one log add")
        print(f"  with the start: {given.logs / values[MANY] * 1000:,.0f} logs a second")
        print(f"  without it:     {(given.logs - 1) / inside * 1000:,.0f} logs a second", end="")
        print(f"   {inside / bare:.0f} × {BARE} into a plain table")


if __name__ == "__main__":
    main()
