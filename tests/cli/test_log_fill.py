"""A log stretched to its neighbours."""

from __future__ import annotations

import subprocess
from itertools import pairwise

import pytest

from tests import processes
from tests.cli import bills
from tests.harness import Cli, once

EVENING = "2026-11-03 20:00"
HOURS = "mon-fri 9:00-13:00 14:00-18:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Logged on a Tuesday: 10:00–10:30 (log 1), 11:00–11:30 (log 2), 15:00–16:00 (log 3)."""
    cli.run(["config", "set", "work.hours", HOURS])
    at = cli.at(EVENING)
    at.run("service add Consulting --price 60 --currency USD")
    at.run("customer add Acme")
    at.run('record add "Fix login" --type case --service Consulting --customer Acme --billable')
    at.run('record add "Write offer"')
    at.run("log add case-1 10:00-10:30 --note Call --tag web --billable")
    at.run("log add task-2 11:00-11:30")
    at.run("log add case-1 15:00-16:00")
    return cli


def bounds(cli: Cli, log: int) -> str:
    found = cli.run(f"log show {log} --json").json
    return f"{found['start'][11:16]}–{found['end'][11:16]}"


def stays(cli: Cli, line: str, *said: str, at: str = EVENING) -> None:
    before = cli.dump()
    result = cli.at(at).run(line)
    number = line.split()[2]
    assert result.err.splitlines() == [f"Nothing to fill: log {number} is unchanged.", *said]
    assert cli.dump() == before


def test_both_sides_reach_the_neighbours(cli: Cli) -> None:
    result = cli.at(EVENING).run("log fill 2")
    assert result.err == (
        "Changed log 2: time 2026-11-03 10:30–15:00, worked 4:30 (was 0:30).\n"
        "It starts where log 1 on case-1 ends.\n"
        "It ends where log 3 on case-1 starts.\n"
    )
    assert bounds(cli, 2) == "10:30–15:00"


def test_it_prints_the_log_as_json_and_keeps_all_else(cli: Cli) -> None:
    found = cli.at(EVENING).run("log fill 1 --json").json
    assert found["start"] == "2026-11-03T09:00:00+01:00"
    assert found["end"] == "2026-11-03T11:00:00+01:00"
    assert (found["note"], found["tags"], found["billable"]) == ("Call", ["web"], True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("log fill 2 --start", "10:30–11:30"),
        ("log fill 2 --end", "11:00–15:00"),
        ("log fill 2 --start --end", "10:30–15:00"),
    ],
)
def test_one_side_only_or_both(cli: Cli, line: str, expected: str) -> None:
    result = cli.at(EVENING).run(line)
    assert bounds(cli, 2) == expected
    assert ("It starts" in result.err, "It ends" in result.err) == (
        "--start" in line,
        "--end" in line,
    )


def test_without_a_neighbour_the_working_hours_it_lies_in_end_it(cli: Cli) -> None:
    result = cli.at(EVENING).run("log fill 1 --start")
    assert result.err.splitlines()[-1] == "It starts with your working hours."
    assert bounds(cli, 1) == "09:00–10:30"
    cli.at(EVENING).run("log delete 1 2 --yes")
    result = cli.at(EVENING).run("log fill 3")
    assert result.err.splitlines()[-2:] == [
        "It starts with your working hours.",
        "It ends with your working hours.",
    ]
    assert bounds(cli, 3) == "14:00–18:00"  # and not over lunch


def test_hours_that_nobody_has_set_are_said_where_they_count(cli: Cli) -> None:
    cli.run("config unset work.hours")
    said = (
        "Using the default working hours, mon-fri 9:00-17:00. To change them: timelog"
        " config set work.hours HOURS"
    )
    assert said not in cli.at(EVENING).run("log fill 2").err
    assert cli.at(EVENING).run("log fill 3").err.startswith(said)
    assert bounds(cli, 3) == "15:00–17:00"


def test_what_touches_already_stays(cli: Cli) -> None:
    cli.at(EVENING).run("log fill 2")
    stays(
        cli,
        "log fill 2",
        "The start is still 2026-11-03 10:30: log 1 on case-1 ends there.",
        "The end is still 2026-11-03 15:00: log 3 on case-1 starts there.",
    )


def test_the_edge_of_the_working_hours_stays(cli: Cli) -> None:
    cli.at(EVENING).run("log fill 1 --start")
    cli.at(EVENING).run("log fill 3 --end")
    stays(
        cli,
        "log fill 1 --start",
        "The start is still 2026-11-03 09:00: your working hours start there.",
    )
    stays(
        cli, "log fill 3 --end", "The end is still 2026-11-03 18:00: your working hours end there."
    )


def test_outside_the_working_hours_without_a_neighbour_it_stays(cli: Cli) -> None:
    cli.at(EVENING).run("log add task-2 2026-11-01 20:00-21:00")
    outside = f"that day, and it is outside your working hours ({HOURS})"
    stays(
        cli,
        "log fill 4",
        f"The start is still 2026-11-01 20:00: nothing else is logged before it {outside}.",
        f"The end is still 2026-11-01 21:00: nothing else is logged after it {outside}.",
    )


def test_a_neighbour_of_another_day_is_none(cli: Cli) -> None:
    at = cli.at("2026-11-04 12:00")
    at.run("log add task-2 2026-11-02 17:00-23:00")
    at.run("log add task-2 9:30-10:00")
    at.run("log fill 5 --start")
    assert bounds(cli, 5) == "09:00–10:00"


def test_a_neighbour_that_runs_into_the_day_is_one(cli: Cli) -> None:
    at = cli.at("2026-11-04 12:00")
    at.run("log add task-2 2026-11-03 22:00-2:00")
    at.run("log add task-2 9:30-10:00")
    at.run("log fill 5 --start")
    assert bounds(cli, 5) == "02:00–10:00"


def test_a_day_ends_when_the_setting_says(cli: Cli) -> None:
    cli.run(["config", "set", "work.hours", "daily 20-6"])
    at = cli.at("2026-11-05 12:00")
    at.run("log add task-2 2026-11-04 22:00-23:00")
    result = at.run("log fill 4 --end")
    assert result.err.splitlines()[-1] == "It ends where the day ends."
    assert bounds(cli, 4) == "22:00–00:00"
    stays(
        cli,
        "log fill 4 --end",
        "The end is still 2026-11-05 00:00: the day ends there.",
        at="2026-11-05 12:00",
    )
    cli.run("config set day_start 12:00")
    at.run("log fill 4")
    assert bounds(cli, 4) == "20:00–06:00"


def test_it_never_reaches_into_the_future(cli: Cli) -> None:
    result = cli.at("2026-11-03 16:20").run("log fill 3 --end")
    assert result.err.splitlines()[-1] == "It ends now."
    assert bounds(cli, 3) == "15:00–16:20"
    stays(
        cli,
        "log fill 3 --end",
        "The end is still 2026-11-03 16:20: that is the current time.",
        at="2026-11-03 16:20",
    )
    stays(
        cli,
        "log fill 3 --end",
        "The end is still 2026-11-03 16:20: that is in the future.",
        at="2026-11-03 16:00",
    )


def test_a_live_timer_is_a_neighbour(cli: Cli) -> None:
    cli.at("2026-11-03 16:30").run("start task-2")
    result = cli.at(EVENING).run("log fill 3 --end")
    assert result.err.splitlines()[-1] == "It ends where the timer on task-2 starts."
    assert bounds(cli, 3) == "15:00–16:30"
    cli.at(EVENING).run("stop")
    cli.at("2026-11-04 09:00").run("start task-2")
    cli.at("2026-11-04 10:00").run("pause")
    cli.at("2026-11-04 12:00").run("log add case-1 11:00-12:00")
    cli.at("2026-11-04 12:00").run("log fill @1")
    assert bounds(cli, 5) == "10:00–12:00"


def test_a_timer_that_runs_where_the_log_ends_keeps_it_there(cli: Cli) -> None:
    cli.at("2026-11-03 17:00").run("start case-1")
    cli.at(EVENING).run("log add task-2 16:30-18:00 --on-overlap allow")
    stays(
        cli,
        "log fill 4 --end",
        "The end is still 2026-11-03 18:00: the timer on case-1 runs there.",
    )


def test_the_logs_of_others_are_no_neighbours(cli: Cli) -> None:
    cli.at(EVENING).run("log add case-1 10:40-10:50 --owner bob")
    cli.at(EVENING).run("log fill 2 --start")
    assert bounds(cli, 2) == "10:30–11:30"
    cli.at(EVENING).run("log fill 4")
    assert bounds(cli, 4) == "09:00–13:00"


def test_pauses_stay_pauses(cli: Cli) -> None:
    cli.at("2026-11-04 10:00").run("start task-2")
    cli.at("2026-11-04 10:30").run("pause")
    cli.at("2026-11-04 11:00").run("resume")
    cli.at("2026-11-04 11:30").run("stop")
    found = cli.at("2026-11-04 12:00").run("log fill 4 --json").json
    assert [(one["start"][11:16], one["end"][11:16]) for one in found["segments"]] == [
        ("09:00", "10:30"),
        ("11:00", "12:00"),
    ]


def test_what_lies_in_a_pause_is_no_neighbour(cli: Cli) -> None:
    cli.at("2026-11-04 10:00").run("start task-2")
    cli.at("2026-11-04 10:30").run("pause")
    cli.at("2026-11-04 11:00").run("resume")
    cli.at("2026-11-04 11:30").run("stop")
    cli.at("2026-11-04 12:00").run("log add case-1 10:40-10:50")
    cli.at("2026-11-04 12:00").run("log fill 4")
    assert bounds(cli, 4) == "09:00–12:00"


def test_a_run_of_no_time_is_stretched_too(cli: Cli) -> None:
    cli.at("2026-11-04 10:00").run("start task-2")
    cli.at("2026-11-04 10:00").run("stop")
    found = cli.at("2026-11-04 12:00").run("log fill 4 --json").json
    assert (found["worked_seconds"], bounds(cli, 4)) == (10_800, "09:00–12:00")


def test_an_overlap_that_was_allowed_does_not_grow(cli: Cli) -> None:
    cli.at(EVENING).run("log add task-2 15:30-17:00 --on-overlap allow")
    cli.at(EVENING).run("log fill 4")
    assert bounds(cli, 4) == "15:30–18:00"
    stays(
        cli,
        "log fill 3 --end",
        "The end is still 2026-11-03 16:00: log 4 on task-2 runs there.",
    )


def test_over_a_change_of_the_clocks_it_reaches_the_same_instant(cli: Cli) -> None:
    cli.run(["config", "set", "work.hours", "daily 0-6"])
    at = cli.at("2026-10-26 12:00")
    at.run("log add task-2 2026-10-25T02:10:00+02:00 to 2026-10-25T02:20:00+02:00")
    at.run("log add task-2 2026-10-25T02:15:00+01:00 to 2026-10-25T03:00:00+01:00")
    found = at.run("log fill 4 --json").json
    assert found["start"] == "2026-10-25T00:00:00+02:00"
    assert found["end"] == "2026-10-25T02:15:00+01:00"


def test_it_is_undone_and_redone_exactly(cli: Cli) -> None:
    cli.at("2026-11-04 10:00").run("start task-2")
    cli.at("2026-11-04 10:30").run("pause")
    cli.at("2026-11-04 11:30").run("stop")
    before = cli.dump()
    cli.at("2026-11-04 12:00").run("log fill 4")
    after = cli.dump()
    assert after != before
    assert cli.at("2026-11-04 12:00").run("undo").err.startswith("Undid: timelog log fill 4 (")
    assert cli.dump() == before
    cli.at("2026-11-04 12:00").run("redo")
    assert cli.dump() == after


def test_it_is_one_entry_of_the_history_and_nothing_is_none(cli: Cli) -> None:
    def entries() -> int:
        return int(cli.rows("SELECT count(*) FROM entry")[0][0])

    before = entries()
    cli.at(EVENING).run("log fill 2")
    cli.at(EVENING).run("log fill 2")
    assert entries() == before + 1


def test_an_invoiced_log_is_refused(cli: Cli) -> None:
    bills.done(cli, "case-1")
    cli.at("2026-11-30 19:00").run("billing issue case-1")
    cli.at(EVENING).refused(
        "log fill 1",
        message="cannot change log 1: it is on invoice 2026-0001",
        hint="timelog billing credit 2026-0001",
    )


def test_a_log_on_a_closed_record_is_refused(cli: Cli) -> None:
    cli.at(EVENING).run("record close task-2")
    cli.at(EVENING).refused(
        "log fill 2", message="task-2 is closed", hint="timelog record reopen task-2"
    )


def test_a_log_on_a_resolved_record_is_stretched(cli: Cli) -> None:
    cli.at(EVENING).run("record resolve task-2")
    cli.at(EVENING).run("log fill 2")
    assert bounds(cli, 2) == "10:30–15:00"


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    [
        ("log fill 9", 3, "no log 9", "timelog log list all"),
        (
            *("log fill case-1", 2, "'case-1' is not a log number"),
            "use a number such as 12, or @1 for the newest log, @2 for the one before",
        ),
        (
            *(
                "log fill",
                2,
                "log fill: missing ID (the log's number, such as 12, or @1 for the newest)",
            ),
            "timelog log fill --help",
        ),
        ("log fill 1 2", 2, "log fill: unexpected argument '2'", "timelog log fill --help"),
    ],
)
def test_what_is_no_log_is_refused(cli: Cli, line: str, code: int, message: str, hint: str) -> None:
    cli.at(EVENING).refused(line, code=code, message=message, hint=hint)


def test_processes_that_fill_and_log_at_once_never_overlap(cli: Cli) -> None:
    lines = ["log fill 2", "log fill 1 --end", "log fill 3 --start"]
    lines += [f"log add task-2 2026-11-03 {12 + n}:00-{12 + n}:20" for n in range(3)]
    running = [
        subprocess.Popen(
            processes.command(list(line.split())),
            env=processes.environment(cli, EVENING, TIMELOG_BUSY_SECONDS="60"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for line in lines
    ]
    errors = [(process.communicate()[1].decode(), process.returncode) for process in running]
    assert all("overlaps" in err for err, code in errors if code), errors
    segments = cli.rows("SELECT start_at, end_at FROM segment ORDER BY 1")
    assert all(one[1] <= other[0] for one, other in pairwise(segments)), segments
    assert all(code == 0 for _, code in errors[:3]), errors
