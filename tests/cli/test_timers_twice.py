"""Commands of the timer that a script can say twice: ``--unless-running`` and ``--if-running``."""

from __future__ import annotations

import pytest

from tests.harness import Cli, Result, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run('record add "Fix login" --type case')
    start.run('record add "Write offer" --type task')
    start.run('record add "Printer" --type ticket')
    return cli


def unchanged(cli: Cli, line: str, said: str) -> None:
    """The line, as text and as JSON, changes neither data nor history, and says why."""
    before = cli.dump(), cli.rows("SELECT count(*) FROM entry")
    result = cli.at("2026-11-02 11:00").run(line)
    assert (result.err, result.out) == (said + "\n", "")
    assert cli.at("2026-11-02 11:00").run(f"{line} --json").err == said + "\n"
    assert cli.at("2026-11-02 11:00").run(f"--quiet {line}").err == ""
    assert (cli.dump(), cli.rows("SELECT count(*) FROM entry")) == before


def refused(cli: Cli, line: str) -> str:
    """The kind of the error, the same with code 1 under ``timer``."""
    result = cli.at("2026-11-02 11:00").run(f"{line} --json", code=1)
    again = cli.at("2026-11-02 11:00").run(f"timer {line} --json", code=1)
    assert again.error == result.error
    return str(result.error["kind"])


def run(cli: Cli, moment: str, *lines: str) -> Result:
    for line in lines:
        result = cli.at(f"2026-11-02 {moment}").run(line)
    return result


def test_start_unless_running_starts_then_leaves_the_timer_alone(cli: Cli) -> None:
    started = run(cli, "09:00", "start case-1 --unless-running")
    assert started.err == "Started case-1 (Fix login) at 09:00.\n"
    said = "Nothing changed: the timer on case-1 is already running."
    unchanged(cli, "start case-1 --unless-running", said)
    unchanged(cli, "timer start 1 --unless-running --switch --note other --tag x", said)
    found = run(cli, "09:30", "start case-1 --unless-running --json").json
    assert (found["state"], found["elapsed_seconds"], found["note"]) == ("running", 1800, "")


def test_start_unless_running_resumes_a_paused_timer_of_the_record(cli: Cli) -> None:
    run(cli, "09:00", "start case-1 --note first")
    run(cli, "09:30", "pause")
    resumed = run(cli, "10:00", "start case-1 --unless-running")
    assert resumed.err == "Resumed case-1 (Fix login) at 10:00, 0:30 so far.\n"
    log = run(cli, "10:10", "stop --json").json
    assert (log["worked_seconds"], log["note"]) == (2400, "first")


def test_start_unless_running_still_refuses_where_another_timer_runs(cli: Cli) -> None:
    run(cli, "09:00", "start task-2")
    assert refused(cli, "start case-1 --unless-running") == "other-running"
    switched = run(cli, "10:00", "start case-1 --unless-running --switch").err
    assert switched == "Paused task-2, 1:00 so far.\nStarted case-1 (Fix login) at 10:00.\n"


def test_the_way_back_to_a_paused_timer_is_to_resume_it(cli: Cli) -> None:
    run(cli, "09:00", "start case-1", "start task-2 --switch")
    result = cli.at("2026-11-02 10:00").run("start case-1 --unless-running", code=1)
    assert result.err == (
        "error: another timer is already running, on task-2\n"
        "hint: to pause it first: timelog resume case-1 --switch\n"
    )


def test_without_the_option_a_timer_on_the_record_is_refused(cli: Cli) -> None:
    run(cli, "09:00", "start case-1")
    assert refused(cli, "start case-1") == "already-running"
    run(cli, "10:00", "pause")
    assert refused(cli, "start case-1") == "already-paused"


def test_resume_unless_running_without_a_record_does_nothing_where_any_timer_runs(
    cli: Cli,
) -> None:
    run(cli, "09:00", "start case-1", "start task-2 --switch", "start ticket-3 --switch")
    said = "Nothing changed: the timer on ticket-3 is already running."
    unchanged(cli, "resume --unless-running", said)
    unchanged(cli, "timer resume --unless-running --switch", said)
    assert refused(cli, "resume case-1 --unless-running") == "other-running"
    run(cli, "10:00", "stop ticket-3")
    assert refused(cli, "resume --unless-running") == "several-timers"
    run(cli, "10:00", "resume case-1 --unless-running")
    unchanged(
        cli,
        "resume case-1 --unless-running",
        "Nothing changed: the timer on case-1 is already running.",
    )


def test_resume_unless_running_does_nothing_where_there_is_no_timer(cli: Cli) -> None:
    unchanged(cli, "resume --unless-running", "Nothing changed: no timer to resume.")
    unchanged(cli, "resume 1 --unless-running", "Nothing changed: you have no timer on case-1.")
    assert refused(cli, "resume") == refused(cli, "resume case-1") == "no-timer"


def test_pause_if_running_does_nothing_where_no_timer_runs(cli: Cli) -> None:
    unchanged(cli, "pause --if-running", "Nothing changed: no timer to pause.")
    unchanged(cli, "pause case-1 --if-running", "Nothing changed: you have no timer on case-1.")
    assert run(cli, "09:00", "pause --if-running --json").json is None
    run(cli, "09:00", "start case-1", "pause --if-running")
    said = "Nothing changed: the timer on case-1 is already paused."
    unchanged(cli, "pause --if-running", said)
    unchanged(cli, "timer pause case-1 --if-running", said)
    found = run(cli, "09:30", "pause --if-running --json").json
    assert (found["record"], found["state"]) == ("case-1", "paused")


def test_stop_if_running_stops_what_is_active_and_does_nothing_else(cli: Cli) -> None:
    unchanged(cli, "stop --if-running", "Nothing changed: no timer to stop.")
    assert run(cli, "09:00", "timer stop --if-running --json").json is None
    run(cli, "09:00", "start case-1")
    run(cli, "10:00", "pause")
    assert run(cli, "11:00", "stop --if-running --json").json["worked_seconds"] == 3600
    unchanged(cli, "stop case-1 --if-running", "Nothing changed: you have no timer on case-1.")


def test_stop_if_running_still_asks_which_of_several(cli: Cli) -> None:
    run(cli, "09:00", "start case-1", "start task-2 --switch")
    assert refused(cli, "stop --if-running") == "several-timers"
    assert refused(cli, "stop") == "several-timers"


def test_a_record_that_does_not_exist_is_not_found_with_the_options_too(cli: Cli) -> None:
    for line in ("start 9 --unless-running", "stop 9 --if-running", "pause 9 --if-running"):
        assert cli.run(f"{line} --json", code=3).error["kind"] == "not-found"


def test_the_kinds_of_refusals_tell_nothing_to_do_from_several(cli: Cli) -> None:
    assert [refused(cli, verb) for verb in ("stop", "pause", "resume")] == ["no-timer"] * 3
    run(cli, "09:00", "start case-1")
    assert refused(cli, "resume") == "already-running"
    assert refused(cli, "resume case-1") == "already-running"
    assert refused(cli, "start task-2") == "other-running"
    assert refused(cli, "start task-2 --since-last") == "other-running"
    assert refused(cli, "stop task-2") == "no-timer"
    run(cli, "10:00", "pause")
    assert refused(cli, "pause") == "already-paused"
    assert refused(cli, "pause case-1") == "already-paused"
