"""What is outside a period, and what still runs, is said beside the totals."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

LATER = "2026-11-30 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-01 08:00")
    start.run("customer add Acme")
    start.run("record add Night --type case --customer Acme")
    start.run("record add Other --type task")
    return cli


def total(out: str) -> str:
    return " ".join(out.splitlines()[-1].split())


def test_the_total_of_a_night_says_what_is_inside_the_day(cli: Cli) -> None:
    cli.at(LATER).run("log add 1 2026-11-28 22:00-2:00")
    listed = cli.at(LATER).run("log list 2026-11-28")
    assert total(listed.out) == "2:00 of 4:00"
    assert "2:00" in total(cli.at(LATER).run("report 2026-11-28").out)
    assert total(cli.at(LATER).run("log list 2026-11-28..2026-11-29").out) == "4:00"
    assert total(cli.at(LATER).run("log list all").out) == "4:00"


def test_pauses_count_where_they_are(cli: Cli) -> None:
    cli.at(LATER).run("log add 1 2026-11-28 22:00-2:00")
    cli.at(LATER).run("log edit 1 --pause 23:00-24:00")
    assert total(cli.at(LATER).run("log list 2026-11-28").out) == "1:00 of 3:00"
    assert total(cli.at(LATER).run("log list 2026-11-29").out) == "2:00 of 3:00"


def test_the_total_keeps_to_days_as_they_are_set(cli: Cli) -> None:
    cli.at(LATER).run("log add 1 2026-11-28 22:00-2:00")
    cli.at(LATER).run("config set day_start 04:00")
    assert total(cli.at(LATER).run("log list 2026-11-28").out) == "4:00"


@pytest.mark.parametrize("command", ["report", "log list"])
@pytest.mark.parametrize("format", ["", " --json", " --format csv"])
def test_a_running_timer_is_said_to_be_left_out(cli: Cli, command: str, format: str) -> None:
    cli.at("2026-11-30 09:00").run("start 1")
    result = cli.at(LATER).run(f"{command} today{format}")
    assert "Not included: the running timer on case-1, 3:00 so far.\n" in result.err
    assert "3:00" not in result.out
    assert "Not included" not in cli.at(LATER).run(f"--quiet {command} today{format}").err
    assert "Not included" not in cli.at(LATER).run(f"{command} yesterday{format}").err
    cli.at(LATER).run("stop")
    assert "Not included" not in cli.at(LATER).run(f"{command} today{format}").err


def test_a_paused_timer_counts_in_the_period_of_its_segments(cli: Cli) -> None:
    cli.at("2026-11-28 22:00").run("start 1")
    cli.at("2026-11-29 02:00").run("pause")
    for day, time in (("2026-11-28", "2:00"), ("yesterday", "2:00"), ("all", "4:00")):
        line = f"Not included: the paused timer on case-1, {time} so far."
        assert line in cli.at(LATER).run(f"report {day}").err
    assert "Not included" not in cli.at(LATER).run("report today").err


def test_only_timers_that_the_filters_mean_are_named(cli: Cli) -> None:
    cli.at(LATER).run("log add 2 2026-10-01 9:00-10:00 --tag web")
    cli.at("2026-11-30 09:00").run("start 1 --tag web --note Deep")
    cli.at("2026-11-30 10:00").run("start 2", user="bob")

    def named(filters: str) -> list[str]:
        err = cli.at(LATER).run(f"report today {filters}").err
        return [line.split(",")[0][14:] for line in err.splitlines() if "Not incl" in line]

    mine, his = "the running timer on case-1", "the running timer of bob on task-2"
    assert sorted(named("")) == sorted([mine, his])
    for filters in (
        "--record 1",
        "--type case",
        "--customer acme",
        "--owner ada",
        "--tag web",
        "--note deep",
        "--not-owner bob",
        "--not-type task",
    ):
        assert named(filters) == [mine], filters
    assert named("--not-tag web --no-billable") == [his]
    assert named("--invoiced") == []
    assert named("--billable") == []
