"""``timer start --since-last``: from the end of the last log."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    cli.at("2026-11-02 08:00").run('record add "Fix login" --type case')
    cli.at("2026-11-02 08:00").run('record add "Write offer" --type task')
    return cli


def test_it_starts_where_the_last_log_ended_and_says_when_that_was(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log add case-1 9:00-10:00")
    cli.at("2026-11-02 12:00").run("log add case-1 10:30-11:15")
    result = cli.at("2026-11-02 12:00").run("start task-2 --since-last")
    assert result.err == (
        "Starting from the end of the last log: 2026-11-02 11:15.\n"
        "Started task-2 (Write offer) at 11:15, 0:45 so far.\n"
    )
    found = cli.at("2026-11-02 12:00").run("status --json").json
    assert (found["started"][11:19], found["elapsed_seconds"]) == ("11:15:00", 2700)


def test_the_end_of_work_counts_also_in_a_paused_timer(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:40").run("pause")
    assert "at 09:40, 0:20" in cli.at("2026-11-02 10:00").run("start task-2 --since-last").err


def test_a_log_that_ends_right_now_leaves_no_gap(cli: Cli) -> None:
    cli.at("2026-11-02 10:00").run("log add case-1 9:00-10:00")
    result = cli.at("2026-11-02 10:00").run("start task-2 --since-last")
    assert result.err.splitlines()[1] == "Started task-2 (Write offer) at 10:00."


def test_logs_of_others_and_of_the_future_do_not_count(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log add case-1 9:00-10:00")
    cli.at("2026-11-02 12:00").run("log add case-1 10:00-11:00", user="bob")
    cli.at("2026-11-02 12:00").run("log add case-1 13:00-14:00 --allow-future")
    assert "at 10:00" in cli.at("2026-11-02 12:00").run("start task-2 --since-last").err


def test_a_log_of_days_that_ended_today_counts(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").run("log add case-1 --start 2026-10-25T08:00 --end 2026-11-02T07:00")
    cli.at("2026-11-02 08:00").run(
        "log add case-1 --start 2026-11-01T08:00 --end 2026-11-01T09:00 --on-overlap allow"
    )
    assert "at 07:00" in cli.at("2026-11-02 08:00").run("start task-2 --since-last").err


def test_a_last_log_of_another_day_is_named_and_refused(cli: Cli) -> None:
    cli.at("2026-11-01 18:00").run("log add case-1 17:00-18:00")
    hint = "timelog start task-2 --at 2026-11-01T18:00:00+01:00"
    cli.at("2026-11-02 08:00").refused(
        "start task-2 --since-last",
        message="the last log ended at 2026-11-01 18:00:00, before today started"
        " at 2026-11-02 00:00:00",
        hint=hint,
    )
    assert "Started task-2" in cli.at("2026-11-02 08:00").run(hint.removeprefix("timelog ")).err


def test_a_log_of_long_ago_is_named_too(cli: Cli) -> None:
    cli.at("2026-11-01 18:00").run("log add case-1 2026-03-02 17:00-18:00")
    cli.at("2026-11-02 08:00").refused(
        "start task-2 --since-last",
        message="the last log ended at 2026-03-02 18:00:00, before today started"
        " at 2026-11-02 00:00:00",
        hint="timelog start task-2 --at 2026-03-02T18:00:00+01:00",
    )


def test_today_begins_when_the_setting_says(cli: Cli) -> None:
    cli.at("2026-11-01 23:50").run("log add case-1 22:00-23:30")
    cli.at("2026-11-02 01:00").refused(
        "start task-2 --since-last",
        message="the last log ended at 2026-11-01 23:30:00, before today started"
        " at 2026-11-02 00:00:00",
    )
    cli.config.write_text('day_start = "04:00"\n')
    assert "at 23:30, 1:30" in cli.at("2026-11-02 01:00").run("start task-2 --since-last").err


def test_without_a_log_before_there_is_nothing_to_start_from(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").refused(
        "start task-2 --since-last",
        message="you have no earlier log to continue from",
        hint="timelog start task-2 --at TIME",
    )


@pytest.mark.parametrize("switch", ["", " --switch"])
def test_while_a_timer_runs_no_time_has_passed(cli: Cli, switch: str) -> None:
    cli.at("2026-11-02 09:00").run("log add case-1 8:00-8:30")
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").refused(
        f"start task-2 --since-last{switch}",
        message="the timer on case-1 is still running",
        hint="to pause it and start this one: timelog start task-2 --switch",
    )


def test_at_contradicts_it(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").refused(
        "start task-2 --since-last --at 8:30",
        code=2,
        message="--at cannot be used with --since-last",
        hint="use only one of them",
    )


def test_what_overlaps_now_is_refused_as_with_at(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add case-1 8:00-8:30")
    cli.at("2026-11-02 09:00").run("log add case-1 8:45-9:15 --allow-future")
    cli.at("2026-11-02 09:00").refused(
        "start task-2 --since-last",
        message="2026-11-02 08:30 overlaps log 2 on case-1 (2026-11-02 08:45–09:15)",
        hint="use --at 2026-11-02T09:15",
    )


def test_undo_and_redo_are_exact(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add case-1 8:00-8:30")
    before = cli.dump()
    cli.at("2026-11-02 09:00").run("start task-2 --since-last")
    after = cli.dump()
    cli.at("2026-11-02 09:01").run("undo")
    assert cli.dump() == before
    cli.at("2026-11-02 09:02").run("redo")
    assert cli.dump() == after
