"""timelog, timewarrior, Watson and hledger on the same history, each in a home of its own.

What they print goes nowhere. Each command is run once before it is measured, so the files are in
memory and the bytecode is written; then they are run in turns, a bare Python before each.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import histories

TIMELOG = str(Path(sys.executable).parent / "timelog")
BARE = (sys.executable, "-c", "pass")
SLOW_SECONDS, SLOW_RUNS = 1.0, 3
_STRANGE = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "LEDGER_FILE", "TIMEWARRIORDB", "WATSON_DIR")
_STRANGE_BEGIN = ("TIMELOG_", "XDG_")
_REPORTS_OF_WATSON = "report --all -G"
_SUMMARY_OF_TIMEWARRIOR = "summary :all"


@dataclass(frozen=True)
class Program:
    """A program with what it is told to do; where it knows no such thing, there is none.

    The verbs are run one after the other. Watson and timewarrior have one report of everything.
    """

    name: str
    command: str
    asked: tuple[str, ...]
    verbs: dict[str, str] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    places: Callable[[Path], dict[str, str]] = lambda _: {}

    def words(self, line: str) -> tuple[str, ...]:
        return self.command, *line.split()

    def environment(self, folder: Path) -> dict[str, str]:
        """Its own home, and nothing else of the one who measures."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in _STRANGE and not name.startswith(_STRANGE_BEGIN)
        }
        home = folder / f"home-{self.name}"
        home.mkdir(exist_ok=True)
        fixed = {"HOME": str(home), "TZ": "Europe/Rome", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        return kept | fixed | self.places(folder)

    def version(self) -> str:
        """The number that it calls its version."""
        asked = (self.command, *self.asked)
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        told = subprocess.run(asked, check=True, capture_output=True, text=True, env=env).stdout
        return next(word for word in told.replace(",", " ").split() if word[0].isdigit())


PROGRAMS = (
    Program(
        "timelog",
        TIMELOG,
        ("--version",),
        {
            "start": "start task-2",
            "status": "status",
            "prompt": "prompt",
            "pause": "pause",
            "resume": "resume",
            "stop": "stop",
        },
        {
            "by project": "report all --by record",
            "by project and tag": "report all --by record --by tag",
            "by month": "report all --by month",
            "every interval": "log list all",
        },
        lambda folder: {
            "TIMELOG_DB": str(folder / "timelog.db"),
            "TIMELOG_CONFIG": str(folder / "timelog.toml"),
            "TIMELOG_USER": "ada",
        },
    ),
    Program(
        "timewarrior",
        "timew",
        ("--version",),
        {"start": "start proj1 tag1", "status": "", "stop": "stop"},
        dict.fromkeys(
            ("by project", "by project and tag", "by month", "every interval"),
            _SUMMARY_OF_TIMEWARRIOR,
        ),
        lambda folder: {"TIMEWARRIORDB": str(folder / "timew")},
    ),
    Program(
        "Watson",
        "watson",
        ("--version",),
        {"start": "start proj1 +tag1", "status": "status", "stop": "stop"},
        dict.fromkeys(("by project", "by project and tag", "by month"), _REPORTS_OF_WATSON)
        | {"every interval": "log --all -G"},
        lambda folder: {"WATSON_DIR": str(folder / "watson")},
    ),
    Program(
        "hledger",
        "hledger",
        ("--version",),
        reports={
            "by project": "balance --depth 1",
            "by project and tag": "balance",
            "by month": "balance --depth 1 --monthly",
            "every interval": "register",
        },
        places=lambda folder: {"LEDGER_FILE": str(folder / "t.timeclock")},
    ),
)


def installed() -> list[Program]:
    """Those that are on this machine, timelog first."""
    return [program for program in PROGRAMS if shutil.which(program.command)]


def history(folder: Path, count: int) -> Path:
    """A folder in which all have the same intervals, the last of them yesterday."""
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    made = folder / f"{count}-{yesterday}"
    if not made.exists():
        part = folder / f"{count}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        histories.alone(str(part / "timelog.db"), count, last=yesterday)
        histories.peers(part, count, last=yesterday)
        part.rename(made)
    return made


@dataclass
class Task:
    """Commands of a program that are run one after the other, and what they took."""

    program: Program
    lines: tuple[str, ...]
    taken: dict[str, list[float]] = field(default_factory=dict)
    rounds: int = 1

    def run(self, folder: Path, bare: list[float]) -> None:
        env = self.program.environment(folder)
        for line in self.lines:
            if line == "stop":
                time.sleep(1.01)  # timewarrior has no interval of less than a second
            bare.append(seconds(BARE, env))
            self.taken.setdefault(line, []).append(seconds(self.program.words(line), env))

    def begun(self, runs: int) -> None:
        """Forget the first round, and see from it how many there can be."""
        slow = any(taken[0] > SLOW_SECONDS for taken in self.taken.values())
        self.rounds = min(runs, SLOW_RUNS) if slow else runs
        self.taken = {}

    def rows(self) -> Iterator[dict[str, Any]]:
        for line, taken in self.taken.items():
            yield {
                "program": self.program.name,
                "command": f"{Path(self.program.command).name} {line}".rstrip(),
                "runs": len(taken),
                "milliseconds": round(statistics.median(taken) * 1000, 1),
            }


def seconds(words: tuple[str, ...], env: dict[str, str]) -> float:
    """How long a process takes, in seconds of the wall clock."""
    begun = time.perf_counter()
    done = subprocess.run(
        words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    took = time.perf_counter() - begun
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr.decode(errors='replace')}")
    return took


def in_turns(tasks: list[Task], folder: Path, runs: int, tell: Callable[[str], None]) -> float:
    """Run all of them round by round; the median of the bare Python in between, in seconds."""
    bare: list[float] = []
    for task in tasks:
        task.run(folder, bare)
        task.begun(runs)
    bare.clear()
    for number in range(runs):
        tell(f"round {number + 1} of {runs}")
        for task in tasks:
            if number < task.rounds:
                task.run(folder, bare)
    return statistics.median(bare)


def verbs(folder: Path, runs: int, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """What each daily verb takes, and how many times that is of a bare Python."""
    tasks = [Task(program, tuple(program.verbs.values())) for program in installed()]
    bare = in_turns(tasks, folder, runs, tell) * 1000
    found = [{"program": "Python", "command": "python -c pass", "milliseconds": round(bare, 1)}]
    for task in tasks:
        for verb, row in zip(task.program.verbs, task.rows(), strict=True):
            found.append(row | {"verb": verb, "of_python": round(row["milliseconds"] / bare, 2)})
    return found


def reports(folder: Path, runs: int, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """What each report of everything takes, and how many times that is of timelog's."""
    programs = installed()
    lines = [(one, line) for one in programs for line in dict.fromkeys(one.reports.values())]
    tasks = [Task(program, (line,)) for program, line in lines]
    in_turns(tasks, folder, runs, tell)
    rows = {row["program"] + row["command"]: row for task in tasks for row in task.rows()}
    found = []
    for kind in programs[0].reports:
        ours = 0.0
        for program in programs:
            name = Path(program.command).name
            row = rows[f"{program.name}{name} {program.reports[kind]}"]
            ours = ours or row["milliseconds"]
            found.append(row | {"report": kind, "of_timelog": round(row["milliseconds"] / ours, 1)})
    return found
