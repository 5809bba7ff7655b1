"""The timer that bash, zsh and fish draw from the copy of its state."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.prompts import (
    BARE,
    DRAW,
    SHELLS,
    ago,
    copies,
    copy_of,
    drawn,
    environment,
    init,
    output,
    put,
)
from tests.shells import needed

pytestmark = pytest.mark.parametrize("shell", SHELLS)


@pytest.fixture
def running(cli: Cli) -> Cli:
    cli.at(ago(3)).run('record add "Fix login" --type case')
    cli.at(ago(1, 5)).run("start case-1")
    return cli


def test_a_running_timer_ticks(running: Cli, shell: str) -> None:
    assert drawn(running, shell) == "▶ case-1 1:05"
    assert running.at(ago(0)).run("prompt").out == "▶ case-1 1:05\n"


def test_a_paused_timer_stands_still(running: Cli, shell: str) -> None:
    running.at(ago(0, 25)).run("pause")
    assert drawn(running, shell) == "⏸ case-1 0:40"
    running.at(ago(0, 5)).run("resume")
    assert drawn(running, shell) == "▶ case-1 0:45"


def test_an_idle_timer_is_not_drawn(running: Cli, shell: str) -> None:
    running.at(ago(0)).run("stop")
    assert drawn(running, shell) == ""


def test_a_forgotten_timer_is_flagged(running: Cli, shell: str) -> None:
    running.run("config set timer.warn_after 66m")
    assert drawn(running, shell) == "▶ case-1 1:05"
    running.run("config set timer.warn_after 1h")
    assert drawn(running, shell) == "▶ case-1 1:05 ⚠"
    running.at(ago(0)).run("pause")
    assert drawn(running, shell) == "⏸ case-1 1:05"


def test_long_times_and_a_clock_gone_backwards(running: Cli, shell: str) -> None:
    copy, changed = copy_of(running), int(running.path.stat().st_mtime)
    for since, before, clock in ((changed + 999, 60, "0:01"), (changed, 3_600_000, "1000:00")):
        line = f"1 running case-1 {since} {before} 36000 {changed} {running.config}\n"
        put(running, copy, line.encode())
        assert drawn(running, shell) == f"▶ case-1 {clock}"


def test_a_command_shows_in_the_next_prompt(running: Cli, shell: str) -> None:
    script = f"{DRAW}; echo; timelog pause --quiet; {DRAW}"
    path = f"{Path(shutil.which('timelog') or '').parent}:{os.environ['PATH']}"
    source = {"PATH": path, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    out = output(running, shell, script, env=source)
    assert out == "▶ case-1 1:05\n⏸ case-1 1:05"


def test_the_state_can_be_asked_for(running: Cli, shell: str) -> None:
    script = f'{DRAW} >/dev/null; echo "$timelog_state/$timelog_segment"'
    assert output(running, shell, script) == "running/▶ case-1 1:05\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\0\xff\xfe\n",
        b"2 running case-1 1 2 36000 4 CONFIG\n",
        b"1 running case-1 1 2 36000\n",
        b"1 running case-1 1 2 36000 4 /another/config.toml\n",
        b"1 running case-1 -5 2 36000 4 CONFIG\n",
        b"1 running case-1 0x10 2 36000 4 CONFIG\n",
        b"1 running case-1 a[$(touch${IFS}pwned)] 2 36000 4 CONFIG\n",
        b"1 running $(touch${IFS}pwned) 1 2 36000 4 CONFIG\n",
        b"1 running `touch${IFS}pwned` 1 2 36000 4 CONFIG\n",
        b"1 running %F{red}\\e[31m 1 2 36000 4 CONFIG\n",
        b"1 running case-1 99999999999999999999 2 36000 4 CONFIG\n",
        b"1 flying case-1 1 2 36000 4 CONFIG\n",
        b"1 running  1 2 36000 4 CONFIG\n",
        b"x" * 100_000 + b"\n",
    ],
)
def test_what_is_not_the_programs_line_is_not_shown(
    running: Cli, shell: str, content: bytes
) -> None:
    put(running, copy_of(running), content.replace(b"CONFIG", os.fsencode(running.config)))
    assert drawn(running, shell) == ""
    assert not (running.folder / "pwned").exists()


def test_numbers_are_decimal(running: Cli, shell: str) -> None:
    changed = int(running.path.stat().st_mtime)
    line = f"1 paused case-1 0 000000600 036000 {changed} {running.config}\n"
    put(running, copy_of(running), line.encode())
    assert drawn(running, shell) == "⏸ case-1 0:10"


def test_a_torn_line_is_not_shown(running: Cli, shell: str) -> None:
    whole = copy_of(running).read_bytes()
    for length in (5, 12, 20, len(whole) // 2, len(whole) - 8, len(whole) - 2):
        put(running, copy_of(running), whole[:length])
        assert drawn(running, shell) == ""


@pytest.mark.parametrize("difference", [-3600_000_000_000, -1, 1, 3600_000_000_000])
def test_a_copy_of_another_moment_is_not_shown(running: Cli, shell: str, difference: int) -> None:
    changed = running.path.stat().st_mtime_ns + difference
    os.utime(copy_of(running), ns=(changed, changed))
    assert drawn(running, shell) == ""


def test_a_copy_that_is_gone_or_no_file_is_passed_over(running: Cli, shell: str) -> None:
    copy = copy_of(running)
    copy.unlink()
    assert drawn(running, shell) == ""
    copy.symlink_to("/nowhere/at/all")
    assert drawn(running, shell) == ""
    copy.unlink()
    copy.mkdir()
    changed = running.path.stat().st_mtime_ns
    os.utime(copy, ns=(changed, changed))
    assert drawn(running, shell) == ""


def test_a_database_that_is_gone_shows_nothing(running: Cli, shell: str) -> None:
    running.path.unlink()
    assert drawn(running, shell) == ""


def test_a_locked_database_hinders_nothing(running: Cli, shell: str) -> None:
    with closing(sqlite3.connect(running.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert drawn(running, shell) == "▶ case-1 1:05"


PLACES = {
    "XDG folders": {
        "TIMELOG_DB": "",
        "TIMELOG_CONFIG": "",
        "XDG_DATA_HOME": "HERE/my data/",
        "XDG_CONFIG_HOME": "HERE/my  config",
        "XDG_STATE_HOME": "HERE/ö & state",
    },
    "the home folder": {
        "TIMELOG_DB": "",
        "TIMELOG_CONFIG": "",
        "TIMELOG_USER": "",
        "LOGNAME": "ada",
    },
    "a home with a slash": {"TIMELOG_DB": "", "HOME": "HERE/"},
    "a session": {"XDG_RUNTIME_DIR": "HERE"},
    "a session that has ended": {"XDG_RUNTIME_DIR": "HERE/none"},
    "below the home folder": {"TIMELOG_DB": "~/my.db", "TIMELOG_CONFIG": "~/x.toml"},
    "a relative path": {"TIMELOG_DB": "my.db", "PWD": "HERE"},
    "a strange path": {"TIMELOG_DB": "HERE/50% 'of' \"it\" $HOME [x] *\\n&.db"},
    "a user with blanks": {"TIMELOG_USER": " group:A/B "},
    "the login name": {"TIMELOG_USER": "", "LOGNAME": "ada", "USER": "bob"},
    "another name for it": {"TIMELOG_USER": "", "LOGNAME": "", "USER": "ada"},
}


@pytest.mark.parametrize("env", PLACES.values(), ids=PLACES)
def test_shells_find_what_the_program_left(
    cli: Cli, shell: str, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if shell != "bash" and env.get("LOGNAME") == "":
        pytest.skip("zsh and fish set the name themselves, for what is run in them too")
    monkeypatch.chdir(cli.folder)
    cli.env = {name: value.replace("HERE", str(cli.folder)) for name, value in env.items()}
    cli.at(ago(3)).run("record add Something")
    cli.at(ago(1, 5)).run("start task-1")
    assert drawn(cli, shell) == "▶ task-1 1:05"
    assert len([path for path in cli.folder.rglob("prompt/*@*") if path.is_file()]) == 1


def test_another_database_or_user_has_a_timer_of_its_own(running: Cli, shell: str) -> None:
    running.at(ago(0, 30)).run("--as bob start case-1")
    other = {"TIMELOG_DB": str(running.folder / "other.db")}
    running.at(ago(0, 20)).run("record add Other", env=other)
    running.at(ago(0, 10)).run("start task-1", env=other)
    running.run("prompt", user="bob")
    put_in = "set -x {} {}" if shell == "fish" else "{}={}"
    bob, ada = (put_in.format("TIMELOG_USER", name) for name in ("bob", "ada"))
    path = put_in.format("TIMELOG_DB", other["TIMELOG_DB"])
    out = output(running, shell, f"{DRAW}; echo; {bob}; {DRAW}; echo; {ada}; {path}; {DRAW}")
    assert out.splitlines() == ["▶ case-1 1:05", "▶ case-1 0:30", "▶ task-1 0:10"]


ODD = {
    "bash": [
        "set -eu",
        "set -eu -o pipefail; set -f; set -C; set -E; trap 'echo trapped' ERR",
        "IFS=0123456789; shopt -s nocasematch extglob nullglob failglob",
        "IFS=; LC_ALL=C",
        "unset IFS; set -o posix",
        "shopt -s expand_aliases; alias read=false printf=false command=false",
        "read() { return 1; }; printf() { return 1; }",
        "state=1 ref=2 now=x seconds='a[0]'; declare -i since; unset EPOCHSECONDS",
        "unset HOME XDG_CONFIG_HOME LOGNAME USER; export HOME=$PWD",
    ],
    "zsh": [
        "set -eu",
        "setopt no_unset err_exit err_return ksh_arrays sh_word_split glob_subst no_clobber",
        "setopt warn_create_global warn_nested_var no_multibyte c_bases octal_zeroes",
        "IFS=0123456789; setopt extended_glob null_glob no_match no_prompt_percent",
        "IFS=; LC_ALL=C; LANG=C",
        "alias read=false printf=false local=false",
        "read() { return 1 }; printf() { return 1 }",
        "typeset -i since state; typeset -a line; line=(a b)",
        "emulate sh",
        "emulate ksh",
    ],
    "fish": [
        "set -g state 1; set -g ref 2; set -gx line a b; set -g age x",
        "set -x LC_ALL C; set -x LC_NUMERIC de_DE.UTF-8",
        "set -g IFS 0",
        "set -e HOME; set -x HOME $PWD",
    ],
}


@pytest.mark.parametrize("number", range(10))
def test_strange_settings_of_the_shell_change_nothing(
    running: Cli, shell: str, number: int
) -> None:
    before = ODD[shell][number % len(ODD[shell])]
    assert drawn(running, shell, before) == "▶ case-1 1:05"
    copy_of(running).unlink()
    assert drawn(running, shell, before) == ""


@pytest.mark.parametrize("number", range(10))
def test_strange_settings_may_come_first(running: Cli, shell: str, number: int) -> None:
    script = f"{ODD[shell][number % len(ODD[shell])]}\nsource '{init(running, shell)}'\n{DRAW}"
    done = subprocess.run(
        [needed(shell), *BARE[shell][1:], "-c", script],
        env=environment(running),
        cwd=running.folder,
        capture_output=True,
        timeout=60,
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout.decode() == "▶ case-1 1:05"


def started(trace: str) -> list[str]:
    """The system calls that start a process: no threads, which fish has for itself."""
    calls = re.findall(r"^(?:\[pid +\d+\] |\d+ +)?((?:v?fork|clone3?|execve)\(.*)", trace, re.M)
    return [call for call in calls if "CLONE_THREAD" not in call]


@pytest.mark.parametrize("state", ["running", "paused", "idle"])
def test_no_process_is_started(running: Cli, shell: str, state: str, tmp_path: Path) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("this machine has no strace: apt-get install strace")
    if state != "running":
        running.at(ago(0)).run("pause" if state == "paused" else "stop")
    prompt = {"bash": "_timelog_prompt", "zsh": "_timelog_precmd"}.get(shell, DRAW)
    counts = []
    for script in ("", f"\n{prompt}" * 25):
        trace = tmp_path / "trace"
        lines = f"source '{init(running, shell)}'{script}"
        watch = [tracer, "-f", "-o", str(trace), "-e", "trace=process"]
        command = [*watch, needed(shell), *BARE[shell][1:], "-c", lines]
        done = subprocess.run(command, env=environment(running), capture_output=True, timeout=60)
        if "ptrace" in done.stderr.decode():
            pytest.skip("strace is not allowed here")
        counts.append(len(started(trace.read_text())))
    assert counts[0] == counts[1] > 0


def fake(cli: Cli, line: str) -> str:
    """A path with a ``timelog`` that notes that it was run, does what the line says and tells."""
    folder = cli.folder / "bin"
    folder.mkdir()
    os.mkfifo(cli.folder / "done")
    program = folder / "timelog"
    program.write_text(
        f'#!/bin/sh\necho "$*" >>"{cli.folder}/runs"\n{line}\necho >"{cli.folder}/done"\n'
    )
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_a_copy_that_does_not_fit_is_written_anew_in_the_background(
    running: Cli, shell: str
) -> None:
    copy_of(running).unlink()
    real = f"'{shutil.which('timelog')}' \"$@\""
    source = {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    path = fake(running, real)
    script = f"{DRAW}; {DRAW}; read wait <'{running.folder}/done'; {DRAW}; {DRAW}"
    out = output(running, shell, script, env={"PATH": path, **source})
    assert out == "▶ case-1 1:05" * 2
    assert (running.folder / "runs").read_text() == "prompt\n"
    assert len(copies(running)) == 1


def test_what_cannot_be_repaired_is_not_tried_at_every_prompt(running: Cli, shell: str) -> None:
    copy_of(running).unlink()
    path = fake(running, "exit_code=1")
    script = f"{DRAW}\n" * 20 + f"read wait <'{running.folder}/done'"
    assert output(running, shell, script, env={"PATH": path}) == ""
    assert (running.folder / "runs").read_text() == "prompt\n"
