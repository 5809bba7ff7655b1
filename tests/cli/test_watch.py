"""``watch`` on a real terminal: what it writes, its keys, and the terminal as it was afterwards."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests import drawn
from tests.harness import Cli
from tests.prompts import ago, plain
from tests.shells import environment
from timelog_cli.cli import watch
from timelog_cli.cli.context import Context, Options
from timelog_cli.runtime.world import World

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?25h\x1b[?1049l"
PATIENCE_SECONDS = 30


class Screen:
    """``timelog watch`` on a terminal of its own."""

    def __init__(self, cli: Cli, columns: int = 80, rows: int = 24) -> None:
        self._master, self._slave = pty.openpty()
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self._slave)
        env = environment(cli)
        for name in ("TIMELOG_NOW", "COLUMNS"):
            del env[name]
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
            for number in range(3):
                os.dup2(self._slave, number)
            os.closerange(3, 256)
            os.execve(sys.executable, [sys.executable, "-m", "timelog_cli", "watch"], env)
        self.seen = ""
        self.status: int | None = None

    def resize(self, columns: int, rows: int) -> None:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def until(self, mark: str) -> str:
        """What is written up to a mark, once it is there."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (found := re.search(mark, self.seen)) is None:
            ready, _, _ = select.select([self._master], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"no {mark!r} but {self.seen[-900:]!r}"
            self.seen += os.read(self._master, 65536).decode()
        before, self.seen = self.seen[: found.end()], self.seen[found.end() :]
        return before

    def end(self) -> int:
        """Wait for its end; its exit code, below zero the signal that ended it."""
        if self.status is None:
            _, self.status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(self.status)

    def modes(self) -> Any:
        return termios.tcgetattr(self._slave)

    def hang_up(self) -> None:
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def close(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.end()
        if self._master >= 0:
            self.hang_up()

    @property
    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
def running(cli: Cli) -> Cli:
    """A timer that has run for an hour."""
    cli.at(ago(2)).run('record add "Fix login" --type case')
    cli.at(ago(1)).run("start case-1")
    return cli


@pytest.fixture
def screen(running: Cli) -> Iterator[Screen]:
    made = Screen(running)
    try:
        yield made
    finally:
        made.close()


def test_it_ticks_with_few_bytes_and_little_of_the_processor(screen: Screen) -> None:
    first = screen.until(r"1:00:\d\d")
    assert ENTER in first
    screen.until("q quit.*?\x1b\\[K")
    clocks, worked = [], screen.processor_seconds
    for _ in range(4):
        written = screen.until(r"(1:\d\d:\d\d).*?\x1b\[K")
        assert len(written.encode()) < 100, written
        clocks.append(re.search(r"1:\d\d:\d\d", written)[0])  # type: ignore[index]
    assert len({*clocks}) == 4
    assert screen.processor_seconds - worked <= 0.04  # of four seconds
    assert "\x1b[2J" not in screen.seen


def test_keys_do_what_the_commands_do(running: Cli, screen: Screen) -> None:
    screen.until("q quit")
    screen.press("r")
    screen.until("cannot resume: the timer on case-1 is running")
    screen.press("p")
    screen.until(r"paused .*Paused case-1 \(Fix login\)(?s:.*)q quit")
    assert running.at(ago(0)).run("status --json").json["state"] == "paused"
    screen.press("r")
    screen.until(r"running .*Resumed case-1(?s:.*)q quit")
    screen.press("xS")
    screen.until(r"idle.*Stopped case-1 \(Fix login\)[^\x1b]*: log 1, 1:00(?s:.*)q quit")
    screen.press("p")
    screen.until("no timer to pause")
    assert len(running.at(ago(0)).run("log list all --json").json) == 1
    screen.press("q")
    assert LEAVE in screen.until(re.escape(LEAVE))
    assert screen.end() == 0
    assert screen.modes() == screen.before


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda screen: screen.press("q"), 0),
        (lambda screen: screen.press("\x03"), 0),
        (lambda screen: screen.press("\x04"), 0),
        (lambda screen: os.kill(screen.pid, signal.SIGTERM), -signal.SIGTERM),
        (lambda screen: os.kill(screen.pid, signal.SIGHUP), -signal.SIGHUP),
    ],
)
def test_the_terminal_is_as_it_was(
    screen: Screen, end: Callable[[Screen], None], code: int
) -> None:
    screen.until("q quit")
    assert screen.modes() != screen.before
    end(screen)
    screen.until(re.escape(LEAVE))
    assert screen.end() == code
    assert screen.modes() == screen.before


def test_it_ends_when_the_terminal_is_closed(running: Cli, screen: Screen) -> None:
    screen.until("q quit")
    screen.hang_up()
    assert screen.end() in {0, -signal.SIGHUP}
    assert running.at(ago(0)).run("db check").out.startswith("OK")


def test_it_can_be_stopped_and_continued(screen: Screen) -> None:
    screen.until("q quit")
    screen.press("\x1a")
    screen.until(re.escape(LEAVE))
    _, status = os.waitpid(screen.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert screen.modes() == screen.before
    os.kill(screen.pid, signal.SIGCONT)
    screen.until(re.escape(ENTER) + "(?s:.*)q quit")
    screen.press("q")
    assert screen.end() == 0
    assert screen.modes() == screen.before


def test_it_follows_the_size_of_the_terminal(screen: Screen) -> None:
    screen.until("q quit")
    screen.resize(30, 5)
    picture = plain(screen.until(r"\x1b\[2J(?s:.*)\x1b\[5H[^\n]*\x1b\[K"))
    assert "p r s q" in picture
    assert "timelog pause · timelog stop" not in picture


def test_changes_of_others_are_shown(running: Cli, screen: Screen) -> None:
    screen.until("q quit")
    running.at(ago(0)).run("pause")
    screen.until("paused")
    running.at(ago(0)).run('record edit 1 --title "Another title"')
    screen.until("Another title")


def test_a_database_that_goes_and_comes_back_is_told(running: Cli, screen: Screen) -> None:
    screen.until("q quit")
    away = running.path.with_name("away.db")
    running.path.rename(away)
    screen.until("no database at ")
    away.rename(running.path)
    screen.until(r"\x1b\[23H\x1b\[K")
    other = running.path.with_name("other.db")
    shutil.copy(running.path, other)
    other.replace(running.path)
    screen.until("another database was put in the place of")
    screen.press("p")
    screen.until("paused")


def test_a_database_in_use_is_told_and_waited_for(running: Cli, screen: Screen) -> None:
    screen.until("q quit")
    with sqlite3.connect(running.path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        screen.press("p")
        screen.until("error: the database is in use by another process")
        other.execute("ROLLBACK")
    other.close()
    screen.press("p")
    screen.until("paused")


@pytest.mark.parametrize("terminal", [None, 80])
def test_without_a_terminal_it_is_refused(running: Cli, terminal: int | None) -> None:
    running.at(ago(0)).refused(
        "watch",
        message="watch needs a terminal that it can draw on",
        hint="to see it once: timelog status; timelog today",
        terminal=terminal,
    )


def test_json_is_the_status(running: Cli) -> None:
    at = running.at(ago(0))
    assert at.run("watch --json").json["record"] == "case-1"


class _World(World):
    """A world whose clock is set."""

    moment = 0

    def now(self) -> int:
        return self.moment


class _Script:
    """A terminal that sets the clock, presses a key, and keeps what was drawn."""

    def __init__(self, world: _World, steps: list[tuple[int, str]], size: tuple[int, int]) -> None:
        self._world, self._steps, self.size = world, steps, size
        self.pictures: list[list[str]] = []

    def draw(self, lines: list[str]) -> None:
        self.pictures.append(lines)

    def forget(self) -> None:
        pass

    def key(self, seconds: float) -> str:
        assert 0 < seconds <= 1
        self._world.moment, key = self._steps.pop(0)
        return key


NINE = 1_793_952_000  # 2026-11-06 09:00 in Rome


def played(cli: Cli, steps: list[tuple[int, str]], columns: int = 80, rows: int = 24) -> list[str]:
    """The pictures that are drawn while the clock goes as it is told."""
    world = _World(cli.environment("2026-11-06 09:00") | {"NO_COLOR": "1"})
    world.moment = NINE
    live = watch._Live(Context(world, Options(), "timelog watch", reads=True))
    script = _Script(world, [*steps, (0, "q")], (columns, rows))
    live.run(script)  # type: ignore[arg-type]
    return ["\n".join(lines) for lines in script.pictures]


@pytest.fixture
def at_nine(cli: Cli) -> Cli:
    cli.at("2026-11-06 08:00").run('record add "Fix login" --type case')
    cli.at("2026-11-06 08:00").run("start case-1")
    return cli


def test_a_clock_that_jumps_is_followed(at_nine: Cli) -> None:
    day = 86_400
    steps = [(NINE + one, "") for one in (3600, -7200, 5 * day, 0, -400 * day)]
    shown = played(at_nine, steps)
    assert [re.findall(r"\d+:\d\d:\d\d", picture)[0] for picture in shown] == (
        ["1:00:00", "2:00:00", "0:00:00", "121:00:00", "1:00:00", "0:00:00"]
    )
    assert "Wednesday, 2026-11-11, today" in shown[3]
    assert "Friday, 2026-11-06, today" in shown[4]


def test_a_timer_that_starts_now_is_drawn_from_its_first_second_on(at_nine: Cli) -> None:
    at_nine.at("2026-11-06 09:00").run("stop")
    at_nine.at("2026-11-06 09:00").run('start "Another" --create')
    first, later = played(at_nine, [(NINE + 1800, "")])
    assert "B  09:00–▶" not in first
    assert "B  09:00–▶      0:30    task-2  Another" in later


def test_the_picture_is_as_it_is_expected(at_nine: Cli) -> None:
    at_nine.run('config set work.hours "mon-fri 9-17"')
    (picture, *_) = played(at_nine, [], 80, 14)
    drawn.check(picture, "watch-80")
    (picture, *_) = played(at_nine, [], 30, 8)
    drawn.check(picture, "watch-30")


def test_it_fits_every_terminal(at_nine: Cli) -> None:
    at_nine.rows(
        "UPDATE record SET title = ?", "[red]x[/b] \x1b[31m \x1b]8;;http://e\x07 a\u202eb 日本"
    )
    for columns, rows in product((1, 2, 12, 20, 44, 80, 300), (1, 2, 5, 24)):
        for picture in played(at_nine, [(NINE, "r"), (NINE, "")], columns, rows):
            assert drawn.widest(picture) <= max(1, columns - 1)
            assert picture.count("\n") < rows
            assert "\u202e" not in picture
