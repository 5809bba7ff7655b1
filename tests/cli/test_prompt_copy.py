"""The copy of the timer's state that every change leaves for the shells."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.prompts import copies, copy_of, fits, put
from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

DAY = "2026-11-02"
NINE = 1793606400  # 2026-11-02 09:00 in Rome


@pytest.fixture
def cli(cli: Cli) -> Cli:
    cli.at(f"{DAY} 08:00").run('record add "Fix login" --type case')
    cli.at(f"{DAY} 08:00").run("record add Other")
    return cli


def line(cli: Cli) -> str:
    """What the copy says of the timer; it is one of the database as it is."""
    copy = copy_of(cli)
    assert fits(cli, copy)
    version, *words = copy.read_text(encoding="utf-8").removesuffix("\n").split(" ")
    changed = int(cli.path.stat().st_mtime)
    assert (version, words[4:]) == ("1", ["36000", str(changed), str(cli.config)])
    return " ".join(words[:4])


def test_every_change_of_the_timer_is_in_the_copy(cli: Cli) -> None:
    assert line(cli) == "idle - 0 0"
    cli.at(f"{DAY} 09:00").run("start case-1")
    assert line(cli) == f"running case-1 {NINE} 0"
    cli.at(f"{DAY} 09:10").run("pause")
    assert line(cli) == "paused case-1 0 600"
    cli.at(f"{DAY} 09:20").run("resume")
    assert line(cli) == f"running case-1 {NINE + 1200} 600"
    cli.at(f"{DAY} 09:30").run("start task-2 --switch")
    assert line(cli) == f"running task-2 {NINE + 1800} 0"
    cli.at(f"{DAY} 09:40").run("stop task-2")
    assert line(cli) == "paused case-1 0 1200"
    cli.at(f"{DAY} 09:40").run("timer cancel --yes")
    assert line(cli) == "idle - 0 0"


def test_undo_and_redo_are_in_the_copy(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    cli.at(f"{DAY} 09:10").run("stop")
    cli.at(f"{DAY} 09:20").run("undo")
    assert line(cli) == f"running case-1 {NINE} 0"
    cli.at(f"{DAY} 09:20").run("redo")
    assert line(cli) == "idle - 0 0"


def test_a_change_elsewhere_is_in_the_copy(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    cli.at(f"{DAY} 09:10").run("log add task-2 8:00-8:30")
    assert line(cli) == f"running case-1 {NINE} 0"
    cli.at(f"{DAY} 09:30").run("record resolve case-1 --stop-timer")
    assert line(cli) == "idle - 0 0"


def test_a_refused_command_leaves_the_copy_as_it_is(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    cli.at(f"{DAY} 09:10").run("start task-2", code=1)
    assert line(cli) == f"running case-1 {NINE} 0"


def test_what_another_user_does_keeps_the_copy_right(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    cli.at(f"{DAY} 09:10").run("--as bob start task-2")
    assert line(cli) == f"running case-1 {NINE} 0"
    cli.at(f"{DAY} 09:20").run("pause", user="bob")
    names = [copy.name.partition("@")[0] for copy in copies(cli)]
    assert names == ["user-ada", "user-bob"]
    assert [fits(cli, copy) for copy in copies(cli)] == [False, True]
    cli.at(f"{DAY} 09:30").run("prompt")
    ada, _ = copies(cli)
    assert f"running case-1 {NINE} 0 " in ada.read_text()
    assert fits(cli, ada)


def test_two_databases_have_two_copies(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    other = {"TIMELOG_DB": str(cli.folder / "other.db")}
    cli.at(f"{DAY} 09:00").run("record add Other", env=other)
    assert len(copies(cli)) == 2
    mine = next(copy for copy in copies(cli) if copy.name.endswith("timelog.db"))
    assert f"running case-1 {NINE}" in mine.read_text()


def test_a_database_named_by_an_option_has_a_copy_if_it_is_the_usual_one(cli: Cli) -> None:
    other = cli.folder / "other.db"
    cli.at(f"{DAY} 09:00").run(["--db", str(other), "record", "add", "Other"])
    assert len(copies(cli)) == 1
    link = cli.folder / "link.db"
    link.symlink_to(cli.path)
    cli.at(f"{DAY} 09:00").run(["--db", str(link), "start", "case-1"])
    assert line(cli) == f"running case-1 {NINE} 0"


def test_a_restored_backup_is_in_the_copy(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    cli.at(f"{DAY} 09:05").run(["db", "backup", str(cli.folder / "copy.db")])
    cli.at(f"{DAY} 09:10").run("stop")
    cli.at(f"{DAY} 09:20").run(["db", "restore", str(cli.folder / "copy.db"), "--yes"])
    assert line(cli) == f"running case-1 {NINE} 0"


@pytest.mark.parametrize("command", ["prompt", "prompt --preset tmux"])
@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda copy: copy.write_bytes(b""),
        lambda copy: copy.write_bytes(b"1 running case-9 1 2 3 4 5\n"),
        lambda copy: os.utime(copy, (1, 1)),
    ],
    ids=["missing", "empty", "foreign", "stale"],
)
def test_a_prompt_repairs_the_copy(cli: Cli, command: str, harm: Callable[[Path], object]) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    harm(copy_of(cli))
    cli.at(f"{DAY} 09:30").run(command)
    assert line(cli) == f"running case-1 {NINE} 0"


@pytest.mark.parametrize("command", ["status", "log list", "record show case-1"])
def test_another_command_that_only_reads_makes_no_copy(cli: Cli, command: str) -> None:
    copy_of(cli).unlink()
    cli.at(f"{DAY} 09:30").run(command)
    assert copies(cli) == []


def test_a_crash_between_the_change_and_the_copy_is_seen_and_repaired(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    copy = copy_of(cli)
    before, changed = copy.read_bytes(), copy.stat().st_mtime_ns
    cli.at(f"{DAY} 09:10").run("stop")
    copy.write_bytes(before)
    os.utime(copy, ns=(changed, changed))
    assert not fits(cli, copy)
    assert cli.at(f"{DAY} 09:20").run("prompt").out == ""
    assert line(cli) == "idle - 0 0"


def test_the_settings_change_the_copy(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    cli.run("config set timer.warn_after 2h")
    assert " 7200 " in copy_of(cli).read_text()
    cli.run("config unset timer.warn_after")
    assert line(cli) == f"running case-1 {NINE} 0"


def test_the_user_of_the_settings_is_whose_timer_the_copy_shows(cli: Cli) -> None:
    env = {"TIMELOG_USER": "", "LOGNAME": "ada"}
    cli.at(f"{DAY} 09:00").run("start case-1", env=env)
    cli.at(f"{DAY} 09:00").run("config set user bob", env=env)
    copy = next(copy for copy in copies(cli) if copy.name.startswith("login-ada@"))
    assert " idle - 0 0 " in copy.read_text()
    cli.at(f"{DAY} 09:00").run("start task-2", env=env)
    assert " running task-2 " in copy.read_text()


def test_the_copy_says_nothing_but_the_reference_and_is_for_nobody_else(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run(["start", "case-1", "--note", "secret"])
    copy = copy_of(cli)
    assert b"secret" not in copy.read_bytes()
    assert b"login" not in copy.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_written_hinders_no_command(cli: Cli) -> None:
    env = {"XDG_STATE_HOME": str(cli.config)}
    cli.config.write_text("")
    quiet = cli.at(f"{DAY} 09:00").run("start case-1", env=env)
    assert quiet.err == "Started case-1 (Fix login) at 09:00.\n"
    assert cli.at(f"{DAY} 09:30").run("prompt", env=env).out == "▶ case-1 0:30\n"
    assert cli.at(f"{DAY} 09:30").run("prompt", env=env).err == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("line", "told"), [("start case-1", True), ("status", False)])
def test_people_are_told_why_shells_cannot_show_what_they_changed(
    cli: Cli, line: str, told: bool
) -> None:
    cli.config.write_text("")
    env = cli.environment(f"{DAY} 09:00") | {"XDG_STATE_HOME": str(cli.config)}
    screen = Terminal()
    assert main(line.split(), World(env, io.BytesIO(), io.StringIO(), screen)) == 0
    last = screen.getvalue().splitlines()[-1] if screen.getvalue() else ""
    why = f"warning: the shell prompt cannot show the timer: cannot write {cli.config}/"
    assert last.startswith(why) is told
    assert last.endswith(": not a directory") is told


@pytest.mark.parametrize("home", ["", "relative"])
def test_without_a_home_there_is_no_copy_and_no_complaint(cli: Cli, home: str) -> None:
    copy_of(cli).unlink()
    done = cli.at(f"{DAY} 09:00").run("start case-1", env={"HOME": home})
    assert done.err == "Started case-1 (Fix login) at 09:00.\n"
    assert copies(cli) == []


def test_a_session_has_its_copy_in_the_folder_in_memory(cli: Cli, tmp_path: Path) -> None:
    copy_of(cli).unlink()
    session = tmp_path / "session"
    session.mkdir()
    cli.at(f"{DAY} 09:00").run("start case-1", env={"XDG_RUNTIME_DIR": str(session)})
    assert copies(cli) == []
    assert len(list((session / "timelog/prompt").iterdir())) == 1


def test_a_session_folder_that_is_not_there_is_passed_over(cli: Cli, tmp_path: Path) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1", env={"XDG_RUNTIME_DIR": str(tmp_path / "none")})
    assert line(cli) == f"running case-1 {NINE} 0"
    assert not (tmp_path / "none").exists()


def test_a_locked_database_keeps_its_copy(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    with closing(sqlite3.connect(cli.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert cli.at(f"{DAY} 09:10").run("prompt").out == "▶ case-1 0:10\n"
        cli.at(f"{DAY} 09:10").run("status", env={"TIMELOG_BUSY_SECONDS": "0"}, code=4)
    assert line(cli) == f"running case-1 {NINE} 0"


def test_a_locked_database_without_a_copy_shows_nothing(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    copy_of(cli).unlink()
    with closing(sqlite3.connect(cli.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert cli.at(f"{DAY} 09:10").run("prompt").out == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"1\n",
        b"2 idle - 0 0 36000 1 CONFIG\n",
        b"1 idle - 0 0 36000 1 /elsewhere\n",
        b"1 running case-9 x 0 36000 1 CONFIG\n",
        b"1 running case-9 1 0 36000\xff CONFIG\n",
        b"x" * 20_000,
    ],
)
def test_a_file_that_is_no_copy_is_passed_over(cli: Cli, content: bytes) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    put(cli, copy_of(cli), content.replace(b"CONFIG", bytes(cli.config)))
    assert cli.at(f"{DAY} 09:10").run("prompt").out == "▶ case-1 0:10\n"


def test_copies_of_databases_that_nobody_has_changed_for_months_go(cli: Cli) -> None:
    copy = copy_of(cli)
    os.utime(copy, (1, 1))
    old = copy.with_name("user-ada@%gone.db")
    old.write_bytes(b"")
    os.utime(old, (1, 1))
    cli.at(f"{DAY} 09:00").run("start case-1")
    assert old.exists()
    cli.at(f"{DAY} 09:00").run("record add Third", user="bob")
    assert [copy.name.partition("@")[0] for copy in copies(cli)] == ["user-ada", "user-bob"]


def test_the_last_of_many_processes_leaves_the_copy(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    env = {**os.environ, **cli.environment(f"{DAY} 09:10")}
    lines = ["pause", "resume", "start task-2 --switch", "start case-1 --switch", "stop task-2"] * 4
    program = [sys.executable, "-m", "timelog_cli"]
    running = [
        subprocess.Popen([*program, *line.split()], env=env, stderr=subprocess.DEVNULL)
        for line in lines
    ]
    for process in running:
        process.wait()
    left = line(cli)
    copy_of(cli).unlink()
    cli.at(f"{DAY} 09:20").run("prompt")
    assert line(cli) == left


def test_no_database_no_copy(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    cli.run("prompt")
    cli.run("config set timer.warn_after 2h")
    assert copies(cli) == []


def test_a_copy_that_was_tampered_with_lasts_until_the_next_change(cli: Cli) -> None:
    cli.at(f"{DAY} 09:00").run("start case-1")
    put(cli, copy_of(cli), b"1 idle - 0 0 36000 1 x\n")
    cli.at(f"{DAY} 09:10").run("pause")
    assert line(cli) == "paused case-1 0 600"
