"""Machines of a team: a file each, a clock of its own, and a line to the hub."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from tests.harness import Cli, Result
from tests.hub.network import Line, Network
from tests.hub.server import Database
from timelog_cli.store import open_store

# The day on which a schedule begins; what comes from the hub's own clock is far from it.
BEGIN = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
YEAR = 365 * 86400


class Killed(BaseException):
    """The end of a process: nobody catches it."""


class Fault(AssertionError):
    """Something that must never be."""


@dataclass
class Machine:
    """A file, the program beside it, and a clock that is so many seconds ahead."""

    cli: Cli
    line: Line
    database: Database
    role: str
    ahead: int = 0
    ahead_for_now: int = 0
    joined: bool = False
    heard: int = 60

    @property
    def name(self) -> str:
        return self.cli.folder.name

    @property
    def user(self) -> str:
        return self.cli.user

    @property
    def url(self) -> str:
        """The hub at the other end of the line."""
        place = f"host={self.line.folder}"
        return f"postgresql://{self.user}@/{self.database.name}?{place}"

    def moment(self, now: dt.datetime) -> str:
        seen = now + dt.timedelta(seconds=self.ahead + self.ahead_for_now)
        return seen.isoformat()

    def run(self, words: list[str], now: dt.datetime) -> Result:
        """A command, which may be refused, but in a sentence."""
        result = self.cli.at(self.moment(now)).run(words, code=None)
        if result.code not in {0, 1, 2, 3, 4, 5, 6, 7} or "Traceback" in result.err:
            raise Fault(f"{self.name}: {words} ended with {result.code}\n{result.err}")
        if result.code and not result.err.startswith(("error: ", "{", "warning: ")):
            raise Fault(f"{self.name}: {words} is refused without a sentence: {result.err}")
        return result

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the file, or none where it is not yet there."""
        if not self.cli.path.exists():
            return []
        with closing(sqlite3.connect(self.cli.path)) as connection:
            return connection.execute(sql, values).fetchall()


@dataclass
class Team:
    """All machines, the time, and what has happened."""

    chance: random.Random
    database: Database
    network: Network
    machines: list[Machine] = field(default_factory=list)
    now: dt.datetime = BEGIN
    diary: list[str] = field(default_factory=list)

    def machine(self, folder: Path, user: str, role: str, ahead: int) -> Machine:
        """A machine more."""
        folder.mkdir()
        line = self.network.line(folder, self.database.server.folder)
        made = Machine(Cli(folder, "UTC", user), line, self.database, role, ahead)
        made.cli.env["TIMELOG_BUSY_SECONDS"] = "0"
        made.cli.path.write_bytes(_empty())
        made.cli.config.write_text('[seller]\nname = "Ada"\n', encoding="utf-8")
        self.machines.append(made)
        return made

    def later(self, seconds: int) -> None:
        """Let time pass."""
        self.now += dt.timedelta(seconds=seconds)

    def set_time(self) -> None:
        """Tell the hub what time it is."""
        self.database.set_time(self.now.timestamp())

    def told(self, machine: Machine, words: list[str], result: Result | str) -> None:
        """Write down what was done, so that a schedule that ends wrong can be read."""
        if isinstance(result, str):
            said = result
        else:
            lines = (result.err if result.code else result.out).strip().splitlines()
            said = f"{result.code} {lines[0][:140] if lines else ''}"
        at = self.now.strftime("%d %H:%M:%S")
        self.diary.append(f"{at} {machine.name}: {' '.join(words)} -> {said}")


class Interruption:
    """Something that happens while the program syncs, at one of its calls.

    :param calls: at which of the calls within the rooms of the synchronisation
    :param happens: what it is; it may raise ``Killed``
    """

    ROOMS = ("/store/sync/", "/store/hub/", "/usecases/sync/", "/domain/sync/")

    def __init__(self, calls: int, happens: Callable[[str], object]) -> None:
        self._left, self._happens = calls, happens

    def __enter__(self) -> Interruption:
        sys.setprofile(self._watch)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _watch(self, frame: FrameType, event: str, _: object) -> None:
        name = frame.f_code.co_filename
        if event == "call" and any(room in name for room in self.ROOMS):
            self._left -= 1
            if self._left == 0:
                sys.setprofile(None)
                self._happens(f"{Path(name).name} {frame.f_code.co_name}")


def kill(where: str) -> None:
    """End the program, as a signal would."""
    raise Killed(where)


@cache
def _empty() -> bytes:
    """A file in which nothing was written yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timelog.db"
        open_store(str(path)).close()
        return path.read_bytes()


def parsed(result: Result) -> Any:
    """What a command said with ``--json``."""
    return json.loads(result.out) if result.out else None
