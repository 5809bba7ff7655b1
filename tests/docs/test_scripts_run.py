"""Scripts of the page as make, cron and a container run them."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.docs import pages, scripts
from tests.docs.scripts import DAY, Home, in_each_shell, needs, script

MAKEFILE = script("Time a build with make")
CRONTAB, BACKUP = (script("Run it from cron", number) for number in range(2))
UNATTENDED = script(
    "Wrap it in a script", page=pages.ROOT / "docs" / "how-to" / "unattended-invoices.md"
)
CONTAINER = script("Run it in a container")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return scripts.prepared(tmp_path)


@needs("make")
def test_make_starts_the_timer_and_times_a_build(home: Home) -> None:
    text = MAKEFILE + "\nall:\n\t@echo built\nbroken:\n\t@exit 3\n"
    (home.folder / "Makefile").write_text(text, "utf-8")
    for _ in range(2):
        assert home.ran(["make", "work"]).returncode == 0
    assert home.timer() == "running task-2"
    built = home.ran(["make", "timed-all"])
    assert (built.returncode, "built" in built.stdout, home.timer()) == (0, True, "running task-2")
    assert home.ran(["make", "timed-broken"]).returncode != 0
    assert home.timer() == "running task-2"
    logs = json.loads(home.out("log list today --json"))
    assert [log["title"] for log in logs if log["timed"]] == ["Build of Web shop"] * 2


@needs("make")
def test_a_build_that_is_interrupted_stops_its_timer(home: Home) -> None:
    text = MAKEFILE + "\nslow:\n\t@touch started; exec sleep 60\n"
    (home.folder / "Makefile").write_text(text, "utf-8")
    home.out("start case-1")
    build = subprocess.Popen(
        ["make", "timed-slow"],
        cwd=home.folder,
        env=home.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 30
    while not (home.folder / "started").exists():
        assert build.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    os.killpg(build.pid, signal.SIGINT)
    assert build.wait(30) != 0
    assert home.timer() == "running case-1"


def crontab(home: Home) -> tuple[dict[str, str], list[str]]:
    """The variables of the crontab, and its commands, with the program where it says."""
    program = home.folder / ".local" / "bin" / "timelog"
    program.parent.mkdir(parents=True, exist_ok=True)
    path = shlex.quote(os.environ.get("PYTHONPATH", ""))
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH={path} exec {sys.executable} -m timelog_cli "$@"\n', "utf-8"
    )
    program.chmod(0o755)
    lines = CRONTAB.replace(pages.HOME_ON_PAGES, str(home.folder)).splitlines()
    variables = dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))
    return variables, [line.split(maxsplit=5)[5] for line in lines if re.match(r"[\d*]", line)]


def by_cron(home: Home, clock: str, number: int) -> subprocess.CompletedProcess[str]:
    """A job as cron runs it: its environment, its shell, the home folder."""
    variables, jobs = crontab(home)
    env = {"HOME": str(home.folder), "LOGNAME": "ada", "SHELL": "/bin/sh", **variables}
    env["TIMELOG_NOW"] = f"{DAY}T{clock}"
    return subprocess.run(
        ["/bin/sh", "-c", jobs[number]],
        cwd=home.folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_cron_pauses_at_lunch_and_stops_in_the_evening_without_mail(home: Home) -> None:
    for number, clock in enumerate(("12:30", "18:00")):
        idle = by_cron(home, clock, number)
        assert (idle.returncode, idle.stdout, idle.stderr) == (0, "", "")
    home.at("11:00").out("start case-1")
    paused = by_cron(home, "12:30", 0)
    assert (paused.returncode, paused.stdout, paused.stderr) == (0, "", "")
    assert home.at("13:00").timer() == "paused case-1"
    assert by_cron(home, "18:00", 1).stdout == ""
    (log,) = json.loads(home.at("18:01").out("log list today --json"))[3:]
    assert log["worked_seconds"] == 5400


def test_cron_backs_up_and_mails_the_week(home: Home) -> None:
    done = by_cron(home, "02:30", 2)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (home.folder / "backups/timelog-20261102-023000.db").exists()
    home.out("log add case-1 2026-10-30 9:00-10:30")
    report = by_cron(home, "07:00", 3)
    assert report.stderr == ""
    rows = list(csv.DictReader(report.stdout.splitlines()))
    assert [(row["day"], row["worked_seconds"]) for row in rows] == [("2026-10-30", "5400")]


@pytest.mark.skipif(
    os.environ.get("TIMELOG_REAL_CRON") != "1" or os.geteuid() != 0,
    reason="waits up to a minute, and needs root: set TIMELOG_REAL_CRON=1",
)
@needs("cron", "unshare")
def test_a_real_cron_pauses_the_timer(home: Home) -> None:
    """cron gets the crontab of the page, each job every minute, and none of this machine."""
    variables, jobs = crontab(home)
    home.out("start case-1 --at 11:00")
    table = home.folder / "crontabs" / "root"
    table.parent.mkdir()
    (home.folder / "empty").mkdir()
    variables |= {"HOME": str(home.folder), "LOGNAME": "root", "TIMELOG_USER": "ada"}
    variables |= {"MAILTO": '""', "TIMELOG_NOW": f"{DAY}T12:30"}
    lines = [f"{name}={value}" for name, value in variables.items()]
    lines.append(f"* * * * * {jobs[0]} && {jobs[2]} && touch done")
    table.write_text("\n".join(lines) + "\n", "utf-8")
    table.chmod(0o600)
    away = (
        "mount --bind crontabs /var/spool/cron/crontabs",
        "mount --bind empty /etc/cron.d",
        "mount --bind /dev/null /etc/crontab",
        "mount -t tmpfs tmpfs /run",
        "exec cron -f",
    )
    words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-e", "-c"]
    daemon = subprocess.Popen([*words, "\n".join(away)], cwd=home.folder)
    try:
        until = time.monotonic() + 65
        while not (home.folder / "done").exists() and time.monotonic() < until:
            assert daemon.poll() is None
            time.sleep(0.2)
    finally:
        daemon.kill()
        daemon.wait()
    assert home.timer() == "paused case-1"
    assert list((home.folder / "backups").glob("timelog-*.db"))


@in_each_shell
def test_the_last_fourteen_backups_are_kept(home: Home, shell: str) -> None:
    folder = home.folder / "backups"
    folder.mkdir()
    for day in range(1, 17):
        (folder / f"timelog-202610{day:02}-023000.db").write_text("")
    (folder / "mine.db").write_text("")
    done = home.shell(shell, BACKUP)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == 15
    assert kept[:2] == ["mine.db", "timelog-20261004-023000.db"]
    assert kept[-1] == "timelog-20261102-120000.db"


@pytest.fixture
def sleepless(home: Home) -> Home:
    """A home where ``sleep`` only writes down how long it would."""
    program = home.folder / "bin" / "sleep"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$1" >> "$HOME/slept"\n', "utf-8")
    program.chmod(0o755)
    home.env["PATH"] = f"{program.parent}:{home.env['PATH']}"
    return home


@in_each_shell
@pytest.mark.parametrize(
    ("text", "waits"), [(BACKUP, 4), (UNATTENDED, 5)], ids=["backup", "invoices"]
)
def test_a_script_tries_again_while_the_database_is_in_use(
    sleepless: Home, shell: str, text: str, waits: int
) -> None:
    slept = sleepless.folder / "slept"
    database = sleepless.folder / ".local/share/timelog/timelog.db"
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert sleepless.shell(shell, text, TIMELOG_BUSY_SECONDS="0").returncode == 4
    assert slept.read_text().split() == ["60"] * waits
    damaged = sleepless.shell(shell, text, TIMELOG_DB="/dev/null/timelog.db")
    assert damaged.returncode not in (0, 4)
    assert slept.read_text().split() == ["60"] * waits


@in_each_shell
def test_invoices_are_issued_and_the_database_is_backed_up(sleepless: Home, shell: str) -> None:
    sleepless.out("config set seller.name Ada")
    done = sleepless.shell(shell, UNATTENDED)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list((sleepless.folder / "backups").glob("timelog-*.db"))


# Containers


def contained(home: Home, words: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    """A process of a user without a name, with only these variables."""
    unknown = ["unshare", "--user", "--map-user=4321", "--map-group=4321"]
    if not shutil.which("unshare") or subprocess.run([*unknown, "true"]).returncode:
        pytest.skip("this machine lets nobody be another user: unshare --user")
    kept = {"PYTHONPATH": home.env["PYTHONPATH"], "TIMELOG_NOW": home.env["TIMELOG_NOW"]}
    return subprocess.run(
        [*unknown, sys.executable, "-m", "timelog_cli", *words],
        env=env | kept,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_command_of_a_container_needs_neither_home_nor_name(home: Home) -> None:
    words = shlex.split(CONTAINER)
    given = [words[at + 1] for at, word in enumerate(words) if word == "--env"]
    env = dict(one.split("=", 1) for one in given)
    data = home.folder / ".local/share/timelog"
    env["TIMELOG_DB"] = env["TIMELOG_DB"].replace("/data", str(data))
    for _ in range(2):
        done = contained(home, words[words.index("timelog") + 1 :], **env)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert home.timer() == "running case-1"
    unnamed = {name: value for name, value in env.items() if name != "TIMELOG_USER"}
    (timer,) = json.loads(contained(home, ["timer", "list", "--json"], **unnamed).stdout)
    assert timer["since"] == "2026-11-02T12:00:00+01:00"
    assert contained(home, ["start", "case-1"], **unnamed).returncode == 0
    owners = {one["owner"] for one in json.loads(home.out("timer list --json"))}
    assert owners == {"ada", "user-4321"}


def test_a_container_without_a_place_for_the_database_says_so(home: Home) -> None:
    done = contained(home, ["status"])
    assert done.returncode == 7
    assert "set TIMELOG_DB" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
@needs("unshare")
def test_a_folder_that_is_read_only_can_be_read(home: Home) -> None:
    data = home.folder / ".local/share/timelog"
    mount = f"mount --bind {data} {data} && mount -o remount,ro,bind {data}"
    words = ["unshare", "--mount", "sh", "-c"]
    if home.ran([*words, mount]).returncode:
        pytest.skip("this machine lets nobody mount")
    read = home.ran(
        [*words, f"{mount} && timelog log list today --columns id --no-header --format tsv"]
    )
    assert read.stdout.split() == ["1", "2", "3"]
    written = home.ran([*words, f"{mount} && timelog start case-1"])
    assert written.returncode == 7
