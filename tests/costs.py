"""What a command costs, counted and not timed: modules, SQL statements, files, calls.

usage: python -m tests.costs    after a change that is meant, to write the table anew

The counts are those of a process that runs one command. They are the same in each run, however
slow the machine is. ``tests/test_costs.py`` compares them with the table, ``fixtures/costs.json``.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness import Cli

TABLE = Path(__file__).parent / "fixtures" / "costs.json"
NOW = 1_793_610_000  # 2026-11-02 10:00 in Rome; without TIMELOG_NOW, which is read with datetime
# Without site, which loads what the installation wants; what it loads for all, os, is not counted.
PROBE = f"""
import atexit, os, sys, time
time.time = lambda: {NOW}.0
before, opened, statements, new, calls = set(sys.modules), [], [], [], [0]
def heard(event, values):
    if event == "open" and isinstance(values[0], str):
        opened.append(values[0])
    elif event == "sqlite3.connect/handle":
        new.append(values[0])  # not ready before connect returns
def counted(frame, event, _):
    while new and event == "c_return":
        new.pop().set_trace_callback(statements.append)
    where = frame.f_code.co_filename
    if event in ("call", "c_call") and where[:2] != "<f" and where[-10:] != "loading.py":
        calls[0] += 1
def tell():
    sys.setprofile(None)
    print(repr((sorted(set(sys.modules) - before), statements, opened, calls[0])), file=told)
    told.flush()
atexit.register(tell)
told = open(TOLD, "w", encoding="utf-8")
sys.addaudithook(heard)
sys.setprofile(counted)
from timelog_cli.__main__ import program
program()
"""
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme --email grace@acme.example",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    "record add Other",
    "record add Third",
    "log add case-1 2026-11-01 9:00-10:00 --billable --tag deep --note First",
    "log add task-2 2026-11-01 10:00-11:00",
)
RUNNING = ("start task-2 --at 9:30",)
PAUSED = (*RUNNING, "pause --at 9:40")
# The state in which each command is counted.
COMMANDS: dict[str, Sequence[str]] = {
    "start task-2": (),
    "pause": RUNNING,
    "resume": PAUSED,
    "stop": RUNNING,
    "status": RUNNING,
    "prompt": RUNNING,
    "timer start task-2": (),
    "timer pause": RUNNING,
    "timer resume": PAUSED,
    "timer stop": RUNNING,
    "timer status": RUNNING,
    "start task-3 --switch --note 'So far' --tag deep --at 9:50": RUNNING,
    "stop --note 'Well done' --tag deep --at 9:50": RUNNING,
    "stop --note 'Well done'": RUNNING,
    "status --json": RUNNING,
    "interrupt task-3": RUNNING,
    "timer list": RUNNING,
    "timer cancel --yes": RUNNING,
    "prompt --format {ref}": RUNNING,
    "--help": (),
    "start --help": (),
    "help timer": (),
    "--version": (),
    "--no-color status": ("config set timezone Europe/Paris", *RUNNING),
    "log add task-3 2026-11-02 8:00-8:30": (),
    "add 'A fifth' 2026-11-02 8:00-8:30": (),
    "log list all": (),
    "log list today --json": (),
    "log show 1": (),
    "log gaps 2026-11-01": (),
    "log edit 1 --note Again": (),
    "log delete 1 --yes": (),
    "record add 'A fourth'": (),
    "record show case-1": (),
    "record list": (),
    "record edit task-2 --title Else": (),
    "record resolve task-2": (),
    "customer list": (),
    "customer add Globex": (),
    "service list": (),
    "service edit Consulting --price 61": (),
    "report all": (),
    "report 2026-11 --by customer --by month": (),
    "billing preview case-1": ("record resolve case-1",),
    "billing issue case-1": ("record resolve case-1",),
    "billing list": ("record resolve case-1", "billing issue case-1"),
    "billing unbilled": (),
    "billing show 2026-0001": ("record resolve case-1", "billing issue case-1"),
    "config get user": (),
    "config set timezone Europe/Paris": (),
    "config list": (),
    "undo": (),
    "redo": ("undo",),
    "history": (),
    "history show 1": (),
    "db path": (),
    "shell-init bash": (),
}


# Where the modules and files that are not of this program are the same.
PLACE = ".".join(map(str, sys.version_info[:2]))
if not Path("/usr/share/zoneinfo/Europe/Rome").exists():
    PLACE += " with zones from a package"
# What is done within these depends on their versions; that they are loaded at all does not.
FOREIGN = {"babel", "jinja2", "tomlkit", "typer"}
SPARE = 1.1  # of calls, as small ones come and go
_LIKE = "status"  # of whose modules the table has only the difference
_LONGEST = 90


@dataclass(frozen=True)
class Cost:
    """What a process did to run a command; how often it did each thing."""

    modules: Counter[str]
    statements: Counter[str]
    files: Counter[str]
    calls: int

    def beyond(self, known: Cost, place: str) -> Iterator[str]:
        """What it did more than is known from this or another place, in words."""
        here = place == PLACE and not FOREIGN & known.modules.keys()
        for name in self.modules - known.modules:
            if here or name in FOREIGN or name.startswith("timelog_cli"):
                yield f"loads {name}"
        yield from _more("runs", self.statements, known.statements)
        if here:
            yield from _more("opens", self.files, known.files)
            if self.calls > known.calls * SPARE:
                yield f"calls {self.calls} functions instead of {known.calls}"


def _more(does: str, mine: Counter[str], known: Counter[str]) -> Iterator[str]:
    """What is done more often, if more is done; another thing instead of one costs the same."""
    if mine.total() > known.total():
        for name in mine - known:
            yield f"{does} {mine[name]} times instead of {known[name]}: {name}"


class Counting:
    """A database on which commands are counted, each from the same beginning."""

    def __init__(self, folder: Path) -> None:
        self._kept = Cli(folder / "kept")
        self._cli = Cli(folder / "home")
        self._kept.folder.mkdir()
        for line in PREPARED:
            self._kept.at("2026-11-02 07:00").run(line)

    def cost(self, line: str) -> Cost:
        """What it costs to run a command of the table."""
        shutil.rmtree(self._cli.folder, ignore_errors=True)
        shutil.copytree(self._kept.folder, self._cli.folder)
        for before in (*COMMANDS[line], "status"):  # which leaves shells a copy of the timer
            self._cli.at("2026-11-02 09:55").run(before)
        return counted(self._cli, line)


def counted(cli: Cli, line: str, **env: str) -> Cost:
    """Run a command in a process of its own, and count."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        done = subprocess.run(
            [
                sys.executable,
                "-S",
                "-c",
                PROBE.replace("TOLD", str(told.fileno())),
                *shlex.split(line),
            ],
            env=_environment(cli) | env,
            cwd=cli.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            pass_fds=[told.fileno()],
        )
        assert done.returncode == 0, f"{line}: {done.stderr}"
        told.seek(0)
        modules, statements, opened, calls = ast.literal_eval(told.read())
    return Cost(
        Counter({_module(name): 1 for name in modules if not name.startswith("_")}),
        Counter(map(_statement, statements)),
        Counter(_file(path, cli.folder) for path in opened if not _is_code(path)),
        calls,
    )


def _is_code(path: str) -> bool:
    """Whether a file is of a module, which is counted as such; also while it is written."""
    return any(one.startswith(".py") for one in Path(path).suffixes)


def _probe(told: int) -> list[str]:
    return [sys.executable, "-S", "-c", PROBE.replace("TOLD", str(told))]


def _environment(cli: Cli) -> dict[str, str]:
    """No more than what is needed, and nothing that differs between machines."""
    env = cli.environment("") | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    del env["TIMELOG_NOW"], env["TIMELOG_DEBUG"]
    return {**env, "PYTHONHASHSEED": "0", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


def _module(name: str) -> str:
    """A module of this program, or the package that it is in."""
    return name if name.startswith("timelog_cli.") else name.partition(".")[0]


def _statement(sql: str) -> str:
    """A statement without its values."""
    text = " ".join(re.sub(r"[xX]?'(?:[^']|'')*'|\b\d+\b", "?", sql).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _file(path: str, folder: Path) -> str:
    """A file by where it is, without numbers of processes and random ones."""
    name = re.sub(r"\d+(-[0-9a-f]{8})?", "N", Path(path).name)
    if path.startswith(str(folder)):
        return f"~{path.removeprefix(str(folder)).rpartition('/')[0]}/{name}"
    return name


def table() -> tuple[str, dict[str, Cost]]:
    """Where the table was written, and what is known of each command."""
    read = json.loads(TABLE.read_text())
    shared = Counter(read["modules"])
    return read["place"], {
        line: Cost(
            shared + Counter(known["more"].split()) - Counter(known["less"].split()),
            Counter(known["statements"]),
            Counter(known["files"].split()),
            known["calls"],
        )
        for line, known in read["commands"].items()
    }


def written(costs: dict[str, Cost]) -> str:
    """The text of the table."""
    shared = costs[_LIKE].modules
    commands: dict[str, Any] = {
        line: {
            "calls": cost.calls,
            "more": " ".join(sorted(cost.modules - shared)),
            "less": " ".join(sorted(shared - cost.modules)),
            "files": " ".join(sorted(cost.files.elements())),
            "statements": cost.statements,
        }
        for line, cost in costs.items()
    }
    found = {"place": PLACE, "modules": sorted(shared), "commands": commands}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        counting = Counting(Path(place))
        TABLE.write_text(written({line: counting.cost(line) for line in COMMANDS}))
    print(TABLE)
