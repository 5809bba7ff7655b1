"""Variables of the environment, each read as it is meant, or refused by its name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import processes
from tests.harness import Cli

NOBODY = 54_321  # a number that no user has


@pytest.mark.parametrize(
    "value", ["abc", "-1", "nan", "inf", "1e309", " ", "5s", "1_0", "86401", "\x1b[31m5"]
)
def test_how_long_to_wait_is_refused_by_name_if_it_is_no_number(cli: Cli, value: str) -> None:
    for line in ("status", "record add New", "db check", "db backup"):
        told = cli.run(line, env={"TIMELOG_BUSY_SECONDS": value}, code=2).err
        assert told.startswith("error: TIMELOG_BUSY_SECONDS must be a number from 0 to 86400, not ")
        assert "\x1b" not in told
    assert cli.run("record list --json").json == []
    assert not list(cli.folder.glob("*-2026*"))


@pytest.mark.parametrize("value", ["", "0", "0.1", "5", "86400", "1e2"])
def test_how_long_to_wait_is_a_number_of_seconds(cli: Cli, value: str) -> None:
    cli.run("status", env={"TIMELOG_BUSY_SECONDS": value})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("status", 0),
        ("log list all", 0),
        ("log show 99", 3),
        ("nonsense", 2),
        ("log lst", 2),
        ("log list --nope", 2),
        ("start", 2),
        ("start one two three", 3),
        ("start 1 --at nonsense", 2),
        ("record add", 2),
        ("--nope status", 2),
    ],
)
def test_json_before_the_command_is_json_behind_it(cli: Cli, line: str, code: int) -> None:
    done = processes.run(cli, f"--json {line}")
    assert done.returncode == code
    if code:
        assert json.loads(done.stderr)["error"]["message"]
        assert done.stdout == b""
    else:
        assert json.loads(done.stdout) == json.loads(processes.run(cli, f"{line} --json").stdout)


@pytest.mark.parametrize(
    "option", [["--quiet"], ["--as", "bob"], ["--no-color"], ["--json"], ["--db", "DATABASE"]]
)
def test_an_option_of_the_program_stands_before_the_command_or_behind_it(
    cli: Cli, option: list[str]
) -> None:
    words = [str(cli.path) if word == "DATABASE" else word for word in option]
    before = processes.run(cli, [*words, "log", "list", "all"])
    behind = processes.run(cli, ["log", "list", "all", *words])
    assert before.returncode == behind.returncode == 0
    assert (before.stdout, before.stderr) == (behind.stdout, behind.stderr)
    processes.run(cli, [*words, "record", "add", "One"])
    processes.run(cli, ["record", "add", "Two", *words])
    owners = [record["owner"] for record in cli.run("record list --json").json]
    assert owners == ["bob" if "bob" in option else "ada"] * 2


POSIX = (
    "CET-1CEST",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "UTC0",
    "<+03>-3",
    "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
    "IST-5:30",
    "EST5EDT,M3.2.0,M11.1.0",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "AAA0BBB,J60/0,J300/0",
    ":Europe/Rome",
    "Europe/Rome",
    "/usr/share/zoneinfo/Europe/Rome",
)
EDGES = (
    "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z",
    "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z", "2026-11-01T05:59:59Z", "2026-11-01T06:00:00Z",
    "2026-09-26T13:59:59Z", "2026-09-26T14:00:00Z", "2026-04-04T13:59:59Z", "2026-04-04T14:00:00Z",
    "2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("date") is None, reason="no date here")
@pytest.mark.parametrize("zone", POSIX)
def test_a_zone_means_what_it_means_to_date(cli: Cli, zone: str) -> None:
    cli.zone = zone
    cli.at("2026-01-01T00:00Z").run("record add One")
    for moment in EDGES:
        done = subprocess.run(
            ["date", "-d", moment, "+%Y-%m-%dT%H:%M:%S%:z"],
            # Without dates, this date may take them from a file that other systems lack.
            env={**os.environ, "TZ": zone + (",M3.2.0,M11.1.0" if zone == "CET-1CEST" else "")},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            pytest.skip("this date reads no ISO times")
        at = cli.at(moment)
        at.run("start 1")
        assert at.run("status --json").json["since"] == done.stdout.strip(), moment
        at.run("timer cancel --yes")


def test_times_are_read_in_a_zone_of_posix_and_logs_can_be_read_in_another(cli: Cli) -> None:
    cli.zone = "CET-1CEST,M3.5.0,M10.5.0/3"
    cli.run("record add One")
    for day in ("2026-07-15", "2026-01-15"):
        cli.run(f"log add 1 {day} 9:00-10:00")
    starts = {log["start"] for log in cli.run("log list all --json").json}
    assert starts == {"2026-01-15T09:00:00+01:00", "2026-07-15T09:00:00+02:00"}
    told = cli.run("log add 1 2026-03-29 2:30-4:00", code=2).err
    assert f"does not exist in {cli.zone}, because the clocks go forward" in told
    cli.zone = "UTC"
    starts = {log["start"] for log in cli.run("log list all --json").json}
    assert starts == {"2026-01-15T08:00:00+00:00", "2026-07-15T07:00:00+00:00"}
    cli.run("db check")
    cli.run("config set timezone UTC0")
    assert cli.run("config get timezone").out == "UTC0\n"


@pytest.mark.parametrize(
    "zone",
    ["Nowhere", "X1", "A" * 5000 + "1", "CET-25", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0",
     "/etc/passwd", "../../etc/passwd", "CET-1\n", "<\x1b>-3", "Europe/", "CET-1CEST,J400,J500"],
)  # fmt: skip
def test_a_zone_that_is_none_is_refused(cli: Cli, zone: str) -> None:
    cli.zone = zone
    told = processes.run(cli, ["record", "add", "One"], moment="2026-11-02T09:00Z")
    assert told.returncode == 2
    assert told.stderr.startswith(b"error: unknown time zone ")
    assert b"hint: timelog config set timezone Europe/Rome" in told.stderr
    assert b"\x1b" not in told.stderr


def as_unknown(folder: Path, line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a user whom the system does not know, without an environment."""
    return subprocess.run(
        ["unshare", "--user", f"--map-user={NOBODY}", *processes.command([*line.split()])],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
def test_a_user_whom_the_system_does_not_know_names_the_database(tmp_path: Path) -> None:
    unknown = tmp_path / "here"
    unknown.mkdir()
    if as_unknown(unknown, "--version").returncode:
        pytest.skip("no user namespace can be made here")
    for line in ("status", "record add One", "start 1"):
        done = as_unknown(unknown, line)
        assert done.returncode == 7, done.stderr
        assert b"this user has no home folder" in done.stderr
        assert b"--db PATH" in done.stderr
    assert list(unknown.iterdir()) == []
    path = f"{unknown}/time.db"
    assert as_unknown(unknown, f"--db {path} record add One").returncode == 0
    listed = json.loads(as_unknown(unknown, "record list --json", TIMELOG_DB=path).stdout)
    assert [record["owner"] for record in listed] == [f"user-{NOBODY}"]
    named = as_unknown(unknown, "record add Two --json", TIMELOG_DB=path, TIMELOG_USER="ada")
    assert json.loads(named.stdout)["owner"] == "ada"
    assert [found.name for found in unknown.iterdir()] == ["time.db"]
