"""Streams that are closed, full or gone, and locales without the signs that are printed."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import processes
from tests.harness import Cli
from timelog_cli.render.emit import FORMATS
from timelog_cli.render.plain import width

FULL = Path("/dev/full")


@pytest.fixture
def prepared(cli: Cli) -> Cli:
    return processes.prepare(cli)


def at_terminal(cli: Cli, line: str, **env: str) -> bytes:
    """What a command prints on a terminal of its own."""
    reader, writer = pty.openpty()
    done = processes.run(
        cli, line, env=processes.environment(cli, **env), stdin=writer, stdout=writer, stderr=writer
    )
    os.close(writer)
    assert done.returncode == 0
    printed = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:
            break
        if not piece:
            break
        printed += piece
    os.close(reader)
    return printed


@pytest.mark.parametrize(
    "line",
    ["log list all", "log list all --json", "log list all --format csv", "history", "--help"],
)
def test_a_reader_that_goes_away_is_no_failure(prepared: Cli, line: str) -> None:
    process = subprocess.Popen(
        processes.command(list(line.split())),
        env=processes.environment(prepared),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert err == b""


def test_the_first_line_of_a_long_list_is_all_that_head_needs(prepared: Cli) -> None:
    note = "x" * 4000
    for day in range(1, 29):
        prepared.run(["log", "add", "task-2", f"2026-10-{day:02} 9:00-10:00", "--note", note])
    done = processes.shell(
        prepared, "timelog log list all | head -1 | cut -c1-7; echo ${PIPESTATUS[*]}"
    )
    assert (done.stdout, done.stderr) == (b"ID  DAY\n0 0 0\n", b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("line", "code", "prints"),
    [
        ("record add New", 0, True),
        ("status --json", 0, True),
        ("log list all", 0, True),
        ("timer list", 0, False),
        ("prompt", 0, False),
        ("prompt --preset waybar", 0, True),
        ("db path", 0, True),
        ("--version", 0, True),
        ("log --help", 0, True),
        ("--show-completion bash", 0, True),
        ("record show case-99", 3, False),
        ("nonsense", 2, False),
    ],
)
def test_a_closed_stream_stops_no_command_and_is_code_6_where_data_is_lost(
    prepared: Cli, line: str, code: int, prints: bool, closed: str
) -> None:
    done = processes.shell(prepared, f"timelog {line} {closed}")
    lost = prints and ">&-" in closed.replace("2>&-", "")
    assert done.returncode == (6 if lost else code)
    assert b"Traceback" not in done.stderr
    assert b"bug" not in done.stderr
    if lost and "2>&-" not in closed:
        last = done.stderr.splitlines()[-1]
        assert b"cannot write the output: standard output is closed" in last
        assert (b"the change itself was saved" in last) is ("add" in line)
    made = prepared.rows("SELECT title FROM record WHERE title = 'New'")
    assert made == ([("New",)] if "add" in line else [])


def test_the_prompt_says_nothing_of_a_broken_file_to_a_closed_stream(cli: Cli) -> None:
    cli.path.write_text("rubbish")
    done = processes.shell(cli, "timelog prompt >&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("lost", [">&-", "> /dev/full"])
def test_a_prompt_and_the_tab_key_are_code_6_without_a_word(prepared: Cli, lost: str) -> None:
    prepared.at(processes.MOMENT).run("start task-2")
    shown = processes.shell(prepared, f"timelog prompt {lost}")
    assert (shown.returncode, shown.stderr) == (6, b"")
    asking = "_TIMELOG_COMPLETE=fish timelog sta"
    offered = processes.shell(prepared, f"{asking}")
    assert (offered.returncode, offered.stderr) == (0, b"")
    assert b"start" in offered.stdout
    unseen = processes.shell(prepared, f"{asking} {lost}")
    assert (unseen.returncode, unseen.stderr) == (6, b"")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "line", ["status", "log list all --json", "db path", "--help", "--version"]
)
def test_a_full_output_is_code_6(prepared: Cli, line: str) -> None:
    with FULL.open("wb") as full:
        done = processes.run(prepared, line, stdout=full)
    assert done.returncode == 6
    assert b"cannot write the output: no space left on device" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_output_says_what_was_done_all_the_same(prepared: Cli) -> None:
    with FULL.open("wb") as full:
        done = processes.run(prepared, "record add New", stdout=full)
    assert done.returncode == 6
    assert done.stderr == (
        b"Added task-3 (New).\nerror: cannot write the output: no space left on device;"
        b" the change itself was saved\n"
    )
    assert prepared.rows("SELECT id FROM record WHERE title = 'New'") == [(3,)]


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_sentences_that_cannot_be_written_do_not_stop_the_data(prepared: Cli) -> None:
    with FULL.open("wb") as full:
        done = processes.run(prepared, "record add New", stderr=full)
    assert (done.returncode, done.stdout) == (0, b"task-3\n")


ASCII = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}


@pytest.mark.parametrize(
    "locale",
    [
        ASCII,
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "", "LC_ALL": ""},
    ],
)
def test_what_goes_to_a_pipe_is_utf_8_in_every_locale(
    prepared: Cli, locale: dict[str, str]
) -> None:
    env = processes.environment(prepared, **locale)
    added = processes.run(prepared, ["record", "add", "Café 漢字 ▶".encode()], env=env)
    assert (added.returncode, added.stdout) == (0, b"task-3\n")
    assert added.stderr.decode() == "Added task-3 (Café 漢字 ▶).\n"
    processes.run(prepared, "start task-3", env=env)
    assert processes.run(prepared, "prompt", env=env).stdout.decode() == "▶ task-3 0:00\n"
    status = processes.run(prepared, "status", env=env)
    assert status.stdout.decode().startswith("▶ running  0:00:00  task-3  Café 漢字 ▶\n")
    shown = processes.run(prepared, "status --json", env=env)
    assert json.loads(shown.stdout)["title"] == "Café 漢字 ▶"


def test_a_terminal_without_the_signs_shows_question_marks(prepared: Cli) -> None:
    prepared.run(["record", "edit", "task-2", "--title", "Café"])
    prepared.at(processes.MOMENT).run("start task-2")
    printed = at_terminal(prepared, "status", **ASCII, NO_COLOR="1")
    assert printed.startswith(b"? running  0:00:00  task-2  Caf?\r\n")
    assert at_terminal(prepared, "prompt", **ASCII) == b"? task-2 0:00\r\n"


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_turned_off(prepared: Cli, setting: dict[str, str]) -> None:
    line = "status"
    prepared.at(processes.MOMENT).run("start task-2")
    assert b"\x1b[" in at_terminal(prepared, line, TERM="xterm", NO_COLOR="")
    assert b"\x1b[" not in at_terminal(prepared, line, **({"TERM": "xterm"} | setting))
    assert b"\x1b[" not in at_terminal(prepared, f"{line} --no-color", TERM="xterm")


@pytest.mark.parametrize(
    ("setting", "options", "colored"),
    [
        ({"FORCE_COLOR": "1"}, "", True),
        ({"FORCE_COLOR": "0"}, "", True),  # any value that is not empty
        ({"FORCE_COLOR": ""}, "", False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, "", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, "", True),
        ({"FORCE_COLOR": "1"}, " --no-color", False),
    ],
)
def test_colour_can_be_forced_where_there_is_no_terminal(
    prepared: Cli, setting: dict[str, str], options: str, colored: bool
) -> None:
    prepared.at(processes.MOMENT).run("start task-2")
    env = processes.environment(prepared, **{"NO_COLOR": "", "TERM": "xterm"} | setting)
    for line in ("status", "record list"):
        assert (b"\x1b[" in processes.run(prepared, line + options, env=env).stdout) is colored
    refused = processes.run(prepared, "start nonsense" + options, env=env)
    assert (b"\x1b[" in refused.stderr) is colored


@pytest.mark.parametrize("format", ["--json", *(f"--format {one}" for one in FORMATS[1:])])
def test_colour_that_is_forced_is_in_no_machine_format(prepared: Cli, format: str) -> None:
    env = processes.environment(prepared, FORCE_COLOR="1")
    done = processes.run(prepared, f"record list {format}", env=env)
    assert done.stdout
    assert b"\x1b" not in done.stdout


# Titles and the columns that a terminal gives them.
WIDE = {"漢字": 4, "e\u0301te\u0301": 3, "ก็ดี": 2, "👩\u200d💻": 4, "ａｂ": 4, "\u20e3x": 1}


def test_columns_line_up_behind_letters_of_any_width(cli: Cli) -> None:
    for title, columns in WIDE.items():
        assert width(title) == columns, ascii(title)
        cli.run(["record", "add", title])
    lines = cli.run("record list").out.splitlines()
    assert {width(line.partition("ada")[0]) for line in lines[1:]} == {
        lines[0].index("OWNER"),
    }


@pytest.mark.parametrize("columns", [50, 60, 80, 100])
def test_a_list_is_as_narrow_as_its_terminal_and_keeps_the_titles(cli: Cli, columns: int) -> None:
    for title in ("漢字" * 40, "e\u0301" * 90, "👩\u200d💻 " * 30, "plain " * 20):
        cli.run(["record", "add", title])
    lines = cli.run("record list", terminal=columns, env={"NO_COLOR": "1"}).out.splitlines()
    assert "TITLE" in lines[0]
    assert all(width(line) <= columns for line in lines)
    assert sum("…" in line for line in lines[1:]) == 4


@pytest.mark.parametrize("columns", ["0", "-5", "wide", "", "1"])
def test_a_terminal_of_no_width_is_no_failure(prepared: Cli, columns: str) -> None:
    out = at_terminal(prepared, "record list", COLUMNS=columns, NO_COLOR="1").decode()
    assert "case-1" in out
    assert columns == "1" or "Fix login" in out


@pytest.mark.parametrize(
    "line",
    [
        "status --json",
        "record show task-1 --json",
        "record list --json",
        "record list --format jsonl",
        "record list --format csv",
        "record list --format tsv",
        "record list --format md",
        "record list",
        "record show task-1",
        "prompt --format {title}",
        "timer list --format csv",
    ],
)
def test_no_format_sends_what_steers_a_terminal(cli: Cli, line: str) -> None:
    hostile = "a\x1bc\x07\x9b1m\u202e\u2028b"
    cli.run("record add Title")
    cli.run("start task-1")
    cli.rows("UPDATE record SET title = ?", hostile)
    out = cli.run(line, terminal=200).out
    assert "a\\x1bc" in out or "a\\u001bc" in out or "a\\\\x1bc" in out
    assert not set("\x1b\x07\x9b\u202e\u2028") & set(re.sub("\x1b\\[[0-9;]*m", "", out))


def test_json_stays_the_same_values_where_control_characters_are_escaped(cli: Cli) -> None:
    hostile = "a\x1b[31m\x07\x9b1m\u202e\u2028é\nb"
    cli.run("record add Title")
    cli.rows("UPDATE record SET title = ?", hostile)
    for options in ({}, {"terminal": 80}):
        result = cli.run("record show task-1 --json", **options)
        assert result.json["title"] == hostile
        assert "é" in result.out
        assert "\u202e" not in result.out


def test_python_itself_adds_nothing_at_the_end(prepared: Cli) -> None:
    """A flush at exit that fails would print a second error and end with code 120."""
    if not FULL.exists():
        pytest.skip("no /dev/full here")
    with FULL.open("wb") as full:
        done = subprocess.run(
            [
                sys.executable,
                "-X",
                "dev",
                "-W",
                "ignore",
                "-m",
                "timelog_cli",
                "log",
                "list",
                "all",
            ],
            env=processes.environment(prepared),
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 6
    assert done.stderr.count(b"\n") == 1
