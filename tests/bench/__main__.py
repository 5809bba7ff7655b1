"""Measure timelog beside the other time trackers on this machine, and write down what was found.

usage: python -m tests.bench [--intervals N ...] [--scale [LOGS]] [--runs N] [--folder FOLDER]
                             [--json FILE]
       python -m tests.bench --readme [--json FILE]

timewarrior, Watson and hledger are measured if they are on the path. ``--scale`` adds a file of a
million logs, which takes a quarter of an hour; without it, its last figures stay.
``--folder`` keeps the histories for the next time.
``--readme`` measures nothing: it writes the tables of the README from what was written down last.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import peers, scale, shell_prompt, table

INTERVALS = (10_000, 100_000)
RUNS = {"verbs": "verb_runs", "reports": "runs"}
RESULTS = Path(__file__).parent / "results.json"
README = Path(__file__).parents[2] / "README.md"


def measure(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """All of it, in one run."""
    found: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "runs": given.runs,
        "verb_runs": 3 * given.runs,  # what takes some milliseconds varies most
        "slow_runs": min(given.runs, peers.SLOW_RUNS),
    }
    tell("the prompt of the shells")
    found["prompt"] = shell_prompt.measure(given.calls, 5)
    for name, measured in (("verbs", peers.verbs), ("reports", peers.reports)):
        found[name] = []
        for count in given.intervals:
            tell(f"{name}, {count:,} intervals")
            rows = measured(peers.history(folder, count), found[RUNS[name]], tell)
            found[name] += [{"intervals": count} | row for row in rows]
    found["scale"] = None
    if given.scale:
        tell(f"a file of {given.scale:,} logs")
        measured_on = {"date": found["date"]}
        found["scale"] = measured_on | scale.measure(folder / "team", given.scale, given.runs)
    return found


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)),
    }


def versions() -> dict[str, str]:
    """Of Python, of its SQLite, and of every program."""
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    return found | {program.name: program.version() for program in peers.installed()}


def tell(text: str) -> None:
    """How far it is."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def last_scale(results: Path) -> Any:
    """What was written down last of the large file, with its day, where it is not measured."""
    return json.loads(results.read_text(encoding="utf-8"))["scale"] if results.exists() else None


def wanted() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__.split("\n")[0])
    parser.add_argument("--intervals", type=int, nargs="+", default=INTERVALS, metavar="N")
    parser.add_argument("--scale", type=int, nargs="?", const=scale.LOGS, metavar="LOGS")
    parser.add_argument("--runs", type=int, default=9, metavar="N")
    parser.add_argument("--calls", type=int, default=10_000, metavar="N", help="of each shell")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE")
    parser.add_argument("--readme", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and write it down."""
    given = wanted()
    if given.readme:
        found = json.loads(given.json.read_text(encoding="utf-8"))
        README.write_text(table.put_in(README.read_text(encoding="utf-8"), found), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as name:
        found = measure(given, given.folder or Path(name))
    found["scale"] = found["scale"] or last_scale(given.json)
    given.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table.tables(found, given.intervals))


if __name__ == "__main__":
    main()
