"""Time ``import`` of many intervals, beside bare SQLite, and again when they are there.

usage: python tests/bench/importing.py [--runs N] [--entries N] [--format NAME]

Each round imports the same intervals into a new database, imports them once more, and writes the
same rows to a plain table with ``executemany``, each in a process of its own. The medians of the
rounds are compared, on the clock of the wall and in time of the processor, which other processes
disturb less, with the largest memory. The intervals follow each other by minutes, on 50 projects
with 30 tags, as Watson's frames, in the data file of timewarrior, or as a timeclock.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.children import peak
from tests.bench.daily import PROGRAM, environment
from tests.bench.many_logs import run
from tests.bench.undo import Taken, median

FIRST = 1_000_000_000
_BARE = """
import json, sqlite3, sys
with sqlite3.connect(sys.argv[1], isolation_level=None) as db:
    db.executescript("DROP TABLE IF EXISTS t; CREATE TABLE t (start_at INTEGER, end_at INTEGER,"
                     " project TEXT, id TEXT, tag TEXT)")
    db.execute("BEGIN")
    with open(sys.argv[2]) as file:
        rows = ((a, b, c, d, e[0]) for a, b, c, d, e, _ in json.load(file))
        db.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
"""


class Interval(NamedTuple):
    """A stretch of work."""

    start: int
    end: int
    project: str
    id: str
    tag: str


def intervals(count: int) -> Iterator[Interval]:
    """The same ones each time, from 2001 on."""
    chance, at = random.Random(1), FIRST
    for _ in range(count):
        at += chance.randint(300, 900)
        end = at + chance.randint(60, 300)
        project, tag = f"proj{chance.randrange(50)}", f"tag{chance.randrange(30)}"
        yield Interval(at, end, project, f"{chance.getrandbits(128):032x}", tag)
        at = end


def frames(count: int) -> str:
    return json.dumps([[*one[:4], [one.tag], one.end] for one in intervals(count)])


def data(count: int) -> str:
    def written(instant: int) -> str:
        return f"{datetime.fromtimestamp(instant, UTC):%Y%m%dT%H%M%SZ}"

    return "".join(
        f"inc {written(one.start)} - {written(one.end)} # {one.project} {one.tag}\n"
        for one in intervals(count)
    )


def timeclock(count: int) -> str:
    def written(instant: int) -> str:
        return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M:%S}"

    return "".join(
        f"i {written(one.start)} {one.project}  ; {one.tag}:\no {written(one.end)}\n"
        for one in intervals(count)
    )


FORMATS = {"watson": frames, "timewarrior": data, "timeclock": timeclock}


def measure(runs: int, entries: int, format: str) -> tuple[dict[str, Taken], int]:
    """The medians, and the largest memory of an import in KiB."""
    taken: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        source, bare = Path(folder, "source"), Path(folder, "frames")
        source.write_text(FORMATS[format](entries), "utf-8")
        bare.write_text(frames(entries), "utf-8")
        words = [PROGRAM, "import", str(source), "--from", format, "--timezone", "UTC", "--json"]
        steps = {
            "import": words,
            "again": words,
            "executemany": [sys.executable, "-c", _BARE, f"{folder}/table.db", str(bare)],
        }
        for number in range(runs + 1):
            Path(env["TIMELOG_DB"]).unlink(missing_ok=True)
            for name, line in steps.items():
                found = run(line, env)
                if number:  # the first round wrote the bytecode
                    taken.setdefault(name, []).append(found)
        Path(env["TIMELOG_DB"]).unlink()
        memory = peak(words, env)
    return {name: median(found) for name, found in taken.items()}, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--format", choices=FORMATS, default="watson")
    given = parser.parse_args()
    found, memory = measure(given.runs, given.entries, given.format)
    for clock in Taken._fields:
        values = {name: getattr(taken, clock) for name, taken in found.items()}
        print(f"{clock}:")
        for name, value in values.items():
            print(f"  {name:12} {value / 1000:8.2f} s", end="")
            print(f"   {given.entries / value * 1000:9,.0f} rows a second", end="")
            print(f"   {value / values['executemany']:5.1f} × executemany")
    print(f"memory: {memory / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
