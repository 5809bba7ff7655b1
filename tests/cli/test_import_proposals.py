"""What presence at a computer suggests: gaps to log and pauses of logs, which nobody writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.harness import At, Cli

AFK = "afk"
HERE = "not-afk"
Stretch = tuple[str, float, str]


def wrote(folder: Path, *stretches: Stretch, **others: list[Stretch]) -> Path:
    """An export of the computer ``laptop``, and of others by their names.

    :param stretches: start in UTC, minutes, and status
    """
    buckets = {}
    for host, ones in {"laptop": stretches, **others}.items():
        events = [
            {"timestamp": at, "duration": minutes * 60, "data": {"status": status}}
            for at, minutes, status in ones
        ]
        buckets[f"afk_{host}"] = {"type": "afkstatus", "hostname": host, "events": events}
    path = folder / "aw.json"
    path.write_text(json.dumps({"buckets": buckets}))
    return path


def proposed(at: At, file: Path, more: str = "", code: int = 1) -> list[dict[str, Any]]:
    """What a dry run proposes, and that it changes nothing."""
    before = at.cli.dump(stamps=True)
    plan = at.run(f"import {file} --dry-run --json {more}", code=code).json
    assert plan["found"] == plan["new"] + plan["same"] + plan["skipped"] + plan["conflicting"]
    assert at.cli.dump(stamps=True) == before
    found: list[dict[str, Any]] = plan["proposals"]
    return found


def brief(proposals: list[dict[str, Any]]) -> list[tuple[str, str, str, int | None]]:
    """Kind, start, end and log of each, as clock times."""
    return [(one["kind"], one["start"][11:16], one["end"][11:16], one["log"]) for one in proposals]


def do_all(at: At, proposals: list[dict[str, Any]], ref: str = "task-1") -> None:
    for one in proposals:
        at.run(one["command"].replace("timelog ", "", 1).replace("REF", ref))


def test_gaps_and_pauses_are_proposed_as_commands_and_not_again_once_these_ran(
    cli: Cli, tmp_path: Path
) -> None:
    at = cli.at("2026-11-02 18:00")
    at.run("record add Work")
    at.run("log add 1 9:00-12:00")
    file = wrote(
        tmp_path,
        ("2026-11-02T07:30:00Z", 90, HERE),
        ("2026-11-02T09:00:00Z", 20, AFK),
        ("2026-11-02T09:20:00Z", 100, HERE),
        ("2026-11-02T11:00:00Z", 60, AFK),
        ("2026-11-02T12:00:00Z", 60, HERE),
    )
    proposals = proposed(at, file)
    assert brief(proposals) == [
        ("gap", "08:30", "09:00", None),
        ("pause", "10:00", "10:20", 1),
        ("gap", "13:00", "14:00", None),
    ]
    assert [one["seconds"] for one in proposals] == [1800, 1200, 3600]
    shown = at.run(f"import {file} --dry-run", code=1, terminal=60).out
    assert shown.endswith(
        "PROPOSAL  TIME  COMMAND\n"
        "gap       0:30  timelog log add REF 2026-11-02 8:30-9:00\n"
        "pause     0:20  timelog log edit 1 --pause '2026-11-02 10:00-10:20'\n"
        "gap       1:00  timelog log add REF 2026-11-02 13:00-14:00\n"
    )
    assert at.run(f"import {file} --json", code=1).json["proposals"] == proposals
    do_all(at, proposals)
    assert proposed(at, file) == []
    logs = at.run("log list all --json").json
    assert sum(one["worked_seconds"] for one in logs) == (30 + 160 + 60) * 60


def test_commands_mean_the_right_hour_where_clocks_show_it_twice(cli: Cli, tmp_path: Path) -> None:
    at = cli.at("2026-10-26 09:00")
    at.run("record add Work")
    at.run("log add 1 2026-10-24T23:00 to 2026-10-25T02:10+02:00")
    at.run("log add 1 2026-10-25T02:20+01:00 to 2026-10-25T04:00+01:00")
    file = wrote(
        tmp_path,
        ("2026-10-25T00:10:00Z", 70, HERE),  # 2:10 in summer to 2:20 in winter
        ("2026-10-25T01:25:00Z", 20, AFK),  # 2:25 to 2:45 in winter
    )
    proposals = proposed(at, file)
    assert brief(proposals) == [("gap", "02:10", "02:20", None), ("pause", "02:25", "02:45", 2)]
    assert [one["seconds"] for one in proposals] == [4200, 1200]
    assert proposed(at, file, "--timezone Asia/Tokyo") == proposals
    do_all(at, proposals)
    assert proposed(at, file) == []
    logs = at.run("log list all --json").json
    assert [one["worked_seconds"] for one in logs] == [190 * 60, 70 * 60, 80 * 60]


def test_a_running_timer_takes_its_time_and_gets_no_pause(cli: Cli, tmp_path: Path) -> None:
    cli.at("2026-11-02 08:00").run("record add Work")
    cli.at("2026-11-02 09:00").run("timer start 1")
    file = wrote(
        tmp_path,
        ("2026-11-02T07:00:00Z", 120, HERE),
        ("2026-11-02T09:00:00Z", 20, AFK),
        ("2026-11-02T09:20:00Z", 40, HERE),
    )
    at = cli.at("2026-11-02 11:00")
    assert brief(proposed(at, file)) == [("gap", "08:00", "09:00", None)]


def test_each_of_two_logs_at_the_same_time_gets_the_pause(cli: Cli, tmp_path: Path) -> None:
    at = cli.at("2026-11-02 18:00")
    at.run("record add Work")
    at.run("log add 1 9:00-12:00")
    at.run("log add 1 10:00-11:00 --on-overlap allow")
    file = wrote(tmp_path, ("2026-11-02T08:50:00Z", 40, AFK), ("2026-11-02T09:30:00Z", 30, HERE))
    proposals = proposed(at, file)
    assert brief(proposals) == [("pause", "09:50", "10:30", 1), ("pause", "10:00", "10:30", 2)]
    do_all(at, proposals)
    assert proposed(at, file) == []


def test_in_an_empty_database_all_time_at_the_computer_is_a_gap(cli: Cli, tmp_path: Path) -> None:
    file = wrote(tmp_path, ("2026-11-02T08:00:00Z", 60, HERE), ("2026-11-02T09:00:00Z", 60, AFK))
    at = cli.at("2026-11-02 18:00")
    plan = at.run(f"import {file} --dry-run --json", code=1).json
    assert brief(plan["proposals"]) == [("gap", "09:00", "10:00", None)]
    reasons = plan["skipped_reasons"]
    assert reasons == [{"reason": "away from the computer", "entries": 1, "seconds": 3600}]
    assert plan["found_seconds"] == 7200


@pytest.mark.parametrize(
    "begin",
    [
        ["log add 1 10:00-10:20"],  # nothing would be left: it was worked elsewhere
        ["log add 1 9:58-10:04"],  # less than five minutes
        ["log add 1 9:00-11:00 -b", "record resolve 1", "billing issue 1"],
        ["log add 1 9:00-11:00 --owner bob"],
    ],
)
def test_a_log_gets_no_pause_that_it_cannot_have(
    cli: Cli, tmp_path: Path, begin: list[str]
) -> None:
    at = cli.at("2026-11-02 18:00")
    at.run("customer add Acme")
    at.run("service add Consulting --price 90 --currency EUR")
    at.run("record add Work --customer Acme --service Consulting --billable")
    for line in begin:
        at.run(line)
    file = wrote(tmp_path, ("2026-11-02T09:00:00Z", 20, AFK))
    assert proposed(at, file, code=0) == []


def test_a_log_of_which_only_the_hours_are_known_gets_no_pause(cli: Cli, tmp_path: Path) -> None:
    at, hours = cli.at("2026-11-02 18:00"), tmp_path / "hours.timedot"
    hours.write_text("2026-11-02\nwork  2h\n")
    at.run(f"import {hours} --from timedot")
    (log,) = at.run("log list all --json").json
    assert log["start"][11:16] == "09:00"
    file = wrote(tmp_path, ("2026-11-02T09:00:00Z", 20, AFK))
    assert proposed(at, file, code=0) == []


def test_another_owner_is_named_in_the_command(cli: Cli, tmp_path: Path) -> None:
    at = cli.at("2026-11-02 18:00")
    at.run("record add Work")
    at.run("log add 1 9:00-9:30 --owner bob")
    file = wrote(tmp_path, ("2026-11-02T08:00:00Z", 60, HERE))
    proposals = proposed(at, file, "--owner bob")
    assert [one["command"] for one in proposals] == [
        "timelog log add REF 2026-11-02 9:30-10:00 --owner bob"
    ]
    do_all(at, proposals)
    assert proposed(at, file, "--owner bob") == []


def test_at_one_computer_is_not_away_from_another_unless_that_is_left_out(
    cli: Cli, tmp_path: Path
) -> None:
    at, names = cli.at("2026-11-02 18:00"), tmp_path / "map.toml"
    at.run("record add Work")
    at.run("log add 1 9:00-12:00")
    file = wrote(
        tmp_path,
        ("2026-11-02T08:00:00Z", 120, HERE),
        ("2026-11-02T10:00:00Z", 60, AFK),
        desktop=[("2026-11-02T09:00:00Z", 90, HERE), ("2026-11-02T11:00:00Z", 60, HERE)],
    )
    assert brief(proposed(at, file)) == [
        ("pause", "11:30", "12:00", 1),
        ("gap", "12:00", "13:00", None),
    ]
    names.write_text('[project."desktop"]\nskip = true\n')
    assert brief(proposed(at, file, f"--map {names}")) == [("pause", "11:00", "12:00", 1)]


def test_what_the_import_logs_is_not_proposed_besides(cli: Cli, tmp_path: Path) -> None:
    at, names = cli.at("2026-11-02 18:00"), tmp_path / "map.toml"
    at.run("record add Work")
    at.run("log add 1 9:00-10:00")
    names.write_text('[default]\nrecord = "task-1"\n')
    file = wrote(
        tmp_path,
        ("2026-11-02T07:00:00Z", 90, HERE),
        ("2026-11-02T08:30:00Z", 10, AFK),
        ("2026-11-02T12:00:00Z", 60, HERE),
    )
    pause = ("pause", "09:30", "09:40", 1)
    free = [("gap", "08:00", "09:00", None), pause, ("gap", "13:00", "14:00", None)]
    assert brief(proposed(at, file, f"--map {names}")) == free  # it overlaps: all is refused
    assert brief(proposed(at, file, f"--map {names} --on-overlap trim", code=0)) == [pause]
    bad = f"--map {names} --skip-bad {tmp_path / 'bad.json'}"
    assert brief(proposed(at, file, bad, code=0)) == free[:2]
    done = at.run(f"import {file} --map {names} --on-overlap trim --json").json
    assert (done["new"], done["new_seconds"], done["proposals"]) == (2, 7200, [])


def test_only_the_period_is_looked_at(cli: Cli, tmp_path: Path) -> None:
    at = cli.at("2026-11-03 18:00")
    at.run("record add Work")
    at.run("log add 1 2026-11-02 9:00-10:00")
    at.run("log add 1 2026-11-03 9:00-10:00")
    file = wrote(
        tmp_path,
        *(
            stretch
            for day in ("2026-11-02", "2026-11-03")
            for stretch in ((f"{day}T08:10:00Z", 10, AFK), (f"{day}T10:00:00Z", 10, HERE))
        ),
    )
    found = proposed(at, file, "--period 2026-11-03")
    assert [one["start"][:10] for one in found] == ["2026-11-03"] * 2


def test_fifty_are_shown_and_how_many_more_there_are(cli: Cli, tmp_path: Path) -> None:
    stretches = [
        (f"2026-11-02T{hour:02}:{minute:02}:00Z", 5.0, HERE)
        for hour in range(9)
        for minute in range(0, 60, 10)
    ]
    file = wrote(tmp_path, *stretches)
    at = cli.at("2026-11-02 18:00")
    lines = at.run(f"import {file} --dry-run", code=1).out.splitlines()
    assert lines[-1] == "and 4 more"
    assert sum("timelog log add REF" in line for line in lines) == 50
    assert len(proposed(at, file)) == 54
