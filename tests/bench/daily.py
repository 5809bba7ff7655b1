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
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.children import seconds

PROGRAM = str(Path(sys.executable).parent / "timelog")
BARE = [sys.executable, "-c", "pass"]
DAILY, OTHER, TAB, VIEW, HELP = 2.3, 4.5, 3.5, 9.0, 10.0
MISTAKE = 2


class Command(NamedTuple):
    """What is typed, the ratio that is aimed at, and the commands that make it repeatable.

    What stands in ``first`` and ``after`` is run around it each time; ``code`` is how it ends.
    """

    line: str
    aim: float | None = OTHER
    first: str = ""
    after: str = ""
    code: int = 0
    tab: bool = False

    @property
    def name(self) -> str:
        """How the table names it."""
        return f"{self.line}<Tab>" if self.tab else self.line or "(alone on a terminal)"

    def words(self) -> list[str]:
        """The program and what it is given; the last word of a Tab may be empty."""
        return [PROGRAM, *(self.line.split(" ") if self.tab else self.line.split())]


COMMANDS = (
    Command("prompt", 1.5),
    Command("status", DAILY),
    Command("pause", DAILY, after="resume"),
    Command("resume", DAILY, first="pause"),
    Command("stop", DAILY, after="start task-1"),
    Command("start task-2", DAILY, first="pause", after="stop task-2; resume"),
    Command("start task-2 --switch", after="undo"),
    Command("status --json"),
    Command("undo", after="redo"),
    Command("history"),
    Command("log list today"),
    Command("log add task-3 2026-01-01 9:00-9:30", after="undo"),
    Command("log edit 1001 --note x", after="undo"),
    Command("record list"),
    Command("record show task-3"),
    Command("record add Four", after="undo"),
    Command("report week"),
    Command("", VIEW),
    Command("today", VIEW),
    Command("week", VIEW),
    Command("calendar", VIEW + 1),
    Command("billing unbilled"),
    Command("billing preview case-4 --json"),
    Command("billing preview case-4", None),
    Command("bil", TAB, tab=True),
    Command("start ", TAB, tab=True),
    Command("log list --customer ", TAB, tab=True),
    Command("--help", HELP),
    Command("timer --help", HELP),
    Command("timer start --help", HELP),
    Command("strat", HELP, code=MISTAKE),
    Command("start --swich", HELP, code=MISTAKE),
)
PREPARED = (
    "record add One",
    "record add Two",
    "record add Three",
    "customer add Acme",
    "service add Work --price 60 --currency EUR",
    "record add Four --type case --customer Acme --service Work --billable",
)
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
    env["FORCE_COLOR"] = "1"  # pictures, where there are some
    for name in ("PYTHONDONTWRITEBYTECODE", "TIMELOG_NOW"):
        env.pop(name, None)
    return env


def prepare(env: dict[str, str]) -> None:
    """Three records, a thousand logs of another user, and a running timer."""
    from timelog_cli.domain.logs import Segment
    from timelog_cli.store import open_store, queries
    from timelog_cli.store.connection import CommandInfo
    from timelog_cli.store.queries import logs

    for line in PREPARED:
        subprocess.run([PROGRAM, *line.split()], env=env, check=True, capture_output=True)
    store = open_store(env["TIMELOG_DB"])
    with store.writing(CommandInfo(0, "bench", "prepare")):
        owner = queries.ensure_owner(store, "bob")
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
        taken: dict[Command, list[float]] = {command: [] for command in COMMANDS}
        for _ in range(runs + 1):
            for command in COMMANDS:
                run(command.first, env)
                bare.append(seconds(BARE, env))
                own = env | {"_TIMELOG_COMPLETE": "fish"} if command.tab else env
                taken[command].append(_seconds(command, own))
                run(command.after, env)
    floor = statistics.median(bare[len(COMMANDS) :])
    rows = [("python -c pass", floor * 1000, 1.0, None)]
    for command in COMMANDS:
        median = statistics.median(taken[command][1:])  # the first round wrote the bytecode
        rows.append((command.name, median * 1000, median / floor, command.aim))
    return rows


def _seconds(command: Command, env: dict[str, str]) -> float:
    return seconds(command.words(), env, command.code, terminal=not (command.line or command.tab))


def run(lines: str, env: dict[str, str]) -> None:
    """Run commands that are not measured."""
    for line in lines.split("; ") if lines else ():
        seconds([PROGRAM, *line.split()], env)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = measure(given.runs)
    for name, milliseconds, ratio, aim in rows:
        goal = "" if aim is None else f"  aim {aim}{', missed' if ratio > aim else ''}"
        print(f"{name:36} {milliseconds:7.1f} ms  {ratio:5.2f} ×{goal}")
    if given.json:
        keys = ("command", "milliseconds", "ratio", "aim")
        given.json.write_text(
            json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=2)
        )


if __name__ == "__main__":
    main()
