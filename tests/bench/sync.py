"""Time what goes through a hub: a clone, a push, an idle sync, and the daily commands beside it.

usage: python tests/bench/sync.py [--logs N] [--runs N] [--folder FOLDER] [--json FILE]

The hub is a PostgreSQL of the tests on this machine, reached by a socket. The histories are those
of ``histories.py``. A clone and a push are timed once; an idle sync is compared with a bare Python
that is started in turns with it, the daily commands of a file that has a hub with the same ones of
a file that has none; their medians are compared. ``--folder`` keeps the histories for the next
time.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import daily, scale
from tests.bench.children import seconds
from tests.hub import server
from tests.hub.server import Database
from timelog_cli.domain.sync.tables import TABLES

Row = dict[str, Any]
LOGS = 1_000_000
CLONE, PUSHED, IDLE, DAILY = 60.0, 5000.0, 20.0, 1.1
USER = "user01"
# What people type most, and what makes it repeatable.
VERBS = (
    daily.Command("status"),
    daily.Command("pause", after="resume"),
    daily.Command("resume", first="pause"),
    daily.Command("stop", after="start task-1"),
    daily.Command("start task-2 --switch", after="undo"),
    daily.Command("log add task-3 2026-01-01 9:00-9:30", after="undo"),
    daily.Command("log edit 1001 --note x", after="undo"),
    daily.Command("record add Four", after="undo"),
)


def environment(database: Path, user: str = USER) -> dict[str, str]:
    """A place of its own, at the time that it is."""
    env = scale.environment(database, user)
    del env["TIMELOG_NOW"]
    return env


def program(words: list[str], env: dict[str, str]) -> float:
    """How long a command takes, in seconds."""
    return seconds([scale.PROGRAM, *words], env)


def rows(path: Path) -> int:
    """How many rows a file has to send."""
    with closing(sqlite3.connect(path)) as connection:
        counts = (f"SELECT count(*) FROM {table.name}" for table in TABLES)
        return sum(connection.execute(sql).fetchone()[0] for sql in counts)


def whole(folder: Path, kept: Path, hub: Database, logs: int, runs: int) -> Iterator[Row]:
    """A large file that is pushed, and cloned; then a sync with nothing to do."""
    first, second = folder / "first.db", folder / "second" / "timelog.db"
    copyfile(scale.history(kept, logs), first)
    second.parent.mkdir()
    url, sent = hub.owner(USER), rows(first)
    took = program(["sync", "init", "--hub", url], environment(first))
    yield _row(f"push of {sent:,} rows", sent / took, "rows a second", PUSHED, most=False)
    took = program(["sync", "join", "--hub", url], environment(second))
    aim = CLONE * max(1, logs / LOGS)
    yield _row(f"clone of {logs:,} logs", took, "s", aim)
    for name, database in (("file that pushed", first), ("clone", second)):
        yield idle(f"idle sync of the {name}", database, runs)


def idle(name: str, database: Path, runs: int) -> Row:
    """A sync when nothing has changed, as a ratio to bare Python."""
    env, bare, synced = environment(database), [], []
    program(["sync"], env)
    for _ in range(runs):
        bare.append(seconds(daily.BARE, env))
        synced.append(program(["sync"], env))
    ratio = statistics.median(synced) / statistics.median(bare)
    return _row(name, ratio, "× bare Python", IDLE)


def verbs(folder: Path, hub: Database, runs: int) -> Iterator[Row]:
    """Daily commands of a file with a hub, as ratios to those of one without."""
    places = {}
    for name in ("alone", "shared"):
        (folder / name).mkdir()
        places[name] = daily.environment(str(folder / name))
        daily.prepare(places[name])
    url = hub.owner("ada")
    for words in (["sync", "init", "--hub", url], ["sync"]):
        program(words, places["shared"])
    taken: dict[tuple[str, str], list[float]] = {}
    for run in range(runs + 1):
        for verb in VERBS:
            for name in ("alone", "shared") if run % 2 else ("shared", "alone"):
                daily.run(verb.first, places[name])
                took = program(verb.line.split(), places[name])
                daily.run(verb.after, places[name])
                if run:  # the first round wrote the bytecode
                    taken.setdefault((verb.line, name), []).append(took)
    for verb in VERBS:
        shared, alone = (statistics.median(taken[verb.line, name]) for name in ("shared", "alone"))
        yield _row(f"{verb.line}, with a hub", shared / alone, "× without", DAILY)


def _row(name: str, figure: float, unit: str, aim: float, *, most: bool = True) -> Row:
    missed = figure > aim if most else figure < aim
    return {"what": name, "figure": round(figure, 2), "unit": unit, "aim": aim, "missed": missed}


def measure(logs: int, runs: int, kept: Path | None) -> Iterator[Row]:
    """All of it."""
    postgres = server.started()
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with postgres.database() as hub:
                yield from verbs(folder, hub, runs)
            with postgres.database() as hub:
                yield from whole(folder, kept or folder, hub, logs, runs)
    finally:
        postgres.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--logs", type=int, default=LOGS)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found = []
    for row in measure(given.logs, given.runs, given.folder):
        found.append(row)
        aim = f"aim {row['aim']:g}{', missed' if row['missed'] else ''}"
        print(f"{row['what']:48} {row['figure']:12,.2f} {row['unit']:16} {aim}", flush=True)
    if given.json:
        given.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
