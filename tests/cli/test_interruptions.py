"""``timer interrupt``: what runs is paused, and runs again when the interruption ends."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run('record add "Fix login" --type case')
    start.run('record add "Write offer" --type task')
    start.run('record add "Printer" --type ticket')
    start.run('record add "Move" --type work-order')
    return cli


@pytest.fixture
@once
def interrupted(cli: Cli) -> Cli:
    """case-1 ran from 9:00 to 9:30, then task-2 interrupted it."""
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").run("interrupt task-2")
    return cli


def state(cli: Cli, moment: str = "2026-11-02 18:00") -> dict[str, tuple[str, str | None]]:
    rows = cli.at(moment).run("timer list --json").json
    return {row["record"]: (row["state"], row["resumes"]) for row in rows}


def test_it_pauses_what_runs_and_starts_at_the_same_second(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    result = cli.at("2026-11-02 09:30:07").run("timer interrupt task-2 --note hello --tag web")
    assert result.err == (
        "Paused case-1, 0:30:07 so far. It resumes when task-2 ends.\n"
        "Started task-2 (Write offer) at 09:30:07.\n"
    )
    assert result.out == ""
    sql = "SELECT record_id, running_since, changed_at, note FROM timer ORDER BY record_id"
    (_, none, paused_at, _), (_, since, _, note) = cli.rows(sql)
    assert (none, note) == (None, "hello")
    assert paused_at == since
    assert cli.rows("SELECT tag FROM timer_tag") == [("web",)]


def test_when_it_stops_the_other_resumes_at_the_same_second(interrupted: Cli) -> None:
    result = interrupted.at("2026-11-02 09:40").run("stop")
    assert result.err == (
        "Stopped task-2 (Write offer) at 09:40: log 1, 0:10.\n"
        "Resumed case-1 (Fix login) at 09:40, 0:30 so far.\n"
    )
    assert result.out == "1\n"
    log = interrupted.at("2026-11-02 10:00").run("stop --json").json
    assert [(one["start"][11:16], one["end"][11:16]) for one in log["segments"]] == [
        ("09:00", "09:30"),
        ("09:40", "10:00"),
    ]


def test_when_it_is_cancelled_the_other_resumes(interrupted: Cli) -> None:
    result = interrupted.at("2026-11-02 09:40").run("timer cancel --yes")
    assert result.err == (
        "Discarded the timer on task-2 (0:10:00). To undo: timelog undo\n"
        "Resumed case-1 (Fix login) at 09:40, 0:30 so far.\n"
    )
    assert state(interrupted) == {"case-1": ("running", None)}


@pytest.mark.parametrize("verb", ["stop", "timer cancel --yes"])
def test_no_resume_does_not_go_back(interrupted: Cli, verb: str) -> None:
    result = interrupted.at("2026-11-02 09:40").run(f"{verb} --no-resume")
    assert "Resumed" not in result.err
    assert state(interrupted) == {"case-1": ("paused", None)}


def test_status_shows_what_will_resume(interrupted: Cli) -> None:
    at = interrupted.at("2026-11-02 09:40")
    assert at.run("status").out == (
        "▶ running  0:10:00  task-2  Write offer\n"
        "  since 2026-11-02 09:30 · ada · then resumes case-1\n"
        "  timelog pause task-2 · timelog stop task-2\n"
        "⏸ paused  0:30:00  case-1  Fix login\n"
        "  since 2026-11-02 09:30 · ada\n"
        "  timelog resume case-1 · timelog stop case-1\n"
    )
    found = at.run("status --json").json
    assert (found["resumes"], found["others"][0]["resumes"]) == ("case-1", None)
    assert at.run("prompt").out == "▶ task-2 0:10\n"


def test_interruptions_of_interruptions_end_the_last_first(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:40").run("interrupt ticket-3")
    assert state(interrupted) == {
        "ticket-3": ("running", "task-2"),
        "task-2": ("paused", "case-1"),
        "case-1": ("paused", None),
    }
    assert "Resumed task-2" in interrupted.at("2026-11-02 09:50").run("stop").err
    assert "Resumed case-1" in interrupted.at("2026-11-02 10:00").run("stop").err
    logs = interrupted.at("2026-11-02 10:00").run("log list all --json").json
    assert [(log["record"], log["worked_seconds"]) for log in logs] == [
        ("task-2", 1200),
        ("ticket-3", 600),
    ]


def test_stop_means_the_interruption_not_what_waits_for_it(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:35").run("pause")
    assert interrupted.at("2026-11-02 09:40").run("stop --json").json["record"] == "task-2"
    interrupted.at("2026-11-02 09:40").run("start ticket-3 --switch")
    interrupted.at("2026-11-02 09:50").refused(
        "stop",
        message="more than one timer to stop, so give a REF: ticket-3 (running), case-1 (paused)",
        hint="timelog stop ticket-3",
    )


def test_pausing_the_interruption_resumes_nothing(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:35").run("pause")
    assert state(interrupted) == {"task-2": ("paused", "case-1"), "case-1": ("paused", None)}
    assert "Resumed case-1" in interrupted.at("2026-11-02 09:40").run("stop task-2").err


def test_stopped_in_the_past_the_other_resumes_at_that_instant(interrupted: Cli) -> None:
    result = interrupted.at("2026-11-02 11:00").run("stop --at 9:45")
    assert result.err.splitlines()[1:] == [
        "Stopped task-2 (Write offer) at 09:45: log 1, 0:15.",
        "Resumed case-1 (Fix login) at 09:45, 1:45 so far.",
    ]
    (since,) = interrupted.rows("SELECT running_since - started_at FROM timer")[0]
    assert since == 45 * 60


def test_one_that_resumes_long_ago_is_flagged(interrupted: Cli) -> None:
    result = interrupted.at("2026-11-03 08:00").run('stop --at "yesterday 9:45"')
    assert result.err.splitlines()[-1] == (
        "warning: the timer on case-1 has been running for 22:15."
        " If you forgot to stop it: timelog stop case-1 --at TIME"
    )


def test_it_can_be_started_in_the_past(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    result = cli.at("2026-11-02 09:30").run("interrupt task-2 --at 9:20")
    assert result.err.splitlines()[1] == "Paused case-1, 0:20 so far. It resumes when task-2 ends."
    cli.at("2026-11-02 09:30").run("undo")
    cli.at("2026-11-02 09:30").refused(
        "interrupt task-2 --at 8:50",
        message="2026-11-02 08:50:00 is before the last change of the timer on case-1, at"
        " 2026-11-02 09:00:00",
        hint="use --at 2026-11-02T09:00:00 or later",
    )
    cli.at("2026-11-02 09:30").refused(
        "interrupt task-2 --at 9:40",
        message="2026-11-02 09:40:00 is in the future; it is now 2026-11-02 09:30:00",
        hint="give a time in the past, or leave out --at to use the current time",
    )


def test_an_interruption_of_no_seconds_leaves_no_gap(cli: Cli) -> None:
    at = cli.at("2026-11-02 09:00")
    at.run("start case-1")
    at.run("interrupt task-2")
    assert at.run("stop --json").json["worked_seconds"] == 0
    assert cli.at("2026-11-02 09:30").run("stop --json").json["worked_seconds"] == 1800


def test_with_nothing_running_it_only_starts(cli: Cli) -> None:
    result = cli.at("2026-11-02 09:00").run("interrupt task-2")
    assert result.err == (
        "Started task-2 (Write offer) at 09:00.\n"
        "No timer was running, so none will resume afterwards.\n"
    )
    cli.at("2026-11-02 09:10").run("pause")
    cli.at("2026-11-02 09:20").run("interrupt case-1")
    assert state(cli) == {"case-1": ("running", None), "task-2": ("paused", None)}


def test_it_pauses_whatever_the_setting_says_of_start(cli: Cli) -> None:
    cli.config.write_text('[timer]\non_start = "stop"\n')
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").run("interrupt task-2")
    assert state(cli) == {"task-2": ("running", "case-1"), "case-1": ("paused", None)}
    cli.at("2026-11-02 09:40").run("start ticket-3")
    assert state(cli) == {"ticket-3": ("running", None), "case-1": ("paused", None)}


def test_what_runs_or_is_done_cannot_interrupt(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:35").refused(
        "interrupt task-2",
        message="there is already a running timer on task-2",
        hint="timelog stop task-2",
    )
    interrupted.at("2026-11-02 09:35").refused(
        "interrupt case-1",
        message="there is already a paused timer on case-1",
        hint="timelog resume case-1",
    )
    interrupted.at("2026-11-02 09:35").run("record resolve ticket-3")
    interrupted.at("2026-11-02 09:35").refused(
        "interrupt ticket-3",
        message="ticket-3 is resolved",
        hint="timelog record reopen ticket-3",
    )
    interrupted.at("2026-11-02 09:35").refused(
        "interrupt work-order-4 --billable",
        message="cannot mark time on work-order-4 as billable: the record is not billable",
        hint="timelog record edit work-order-4 --service SERVICE --billable",
    )
    interrupted.at("2026-11-02 09:35").refused(
        "interrupt case-99", code=3, message="no record case-99"
    )


# What happens to the others meanwhile


@pytest.mark.parametrize("verb", ["stop case-1", "timer cancel case-1 --yes"])
def test_the_interrupted_timer_may_end_first(interrupted: Cli, verb: str) -> None:
    before = interrupted.dump()
    interrupted.at("2026-11-02 09:35").run(verb)
    assert state(interrupted) == {"task-2": ("running", None)}
    ended = interrupted.dump()
    assert "Resumed" not in interrupted.at("2026-11-02 09:40").run("stop").err
    interrupted.at("2026-11-02 09:41").run("undo")
    assert interrupted.dump() == ended
    interrupted.at("2026-11-02 09:41").run("undo")
    assert interrupted.dump() == before
    assert "Resumed case-1" in interrupted.at("2026-11-02 09:45").run("stop").err


def test_when_the_middle_one_ends_the_last_goes_back_to_the_first(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:40").run("interrupt ticket-3")
    before = interrupted.dump()
    result = interrupted.at("2026-11-02 09:45").run("stop task-2")
    assert result.err.splitlines()[1] == (
        "warning: case-1 is still paused: the timer on ticket-3 is running."
        " To resume it: timelog resume case-1"
    )
    assert state(interrupted) == {"ticket-3": ("running", "case-1"), "case-1": ("paused", None)}
    interrupted.at("2026-11-02 09:46").run("undo")
    assert interrupted.dump() == before
    interrupted.at("2026-11-02 09:47").run("stop task-2 --no-resume")
    assert state(interrupted) == {"ticket-3": ("running", None), "case-1": ("paused", None)}


def test_what_was_resumed_by_hand_is_not_resumed_again(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:35").run("resume case-1 --switch")
    assert state(interrupted) == {"case-1": ("running", None), "task-2": ("paused", None)}
    assert "Resumed" not in interrupted.at("2026-11-02 09:40").run("stop task-2").err
    assert state(interrupted) == {"case-1": ("running", None)}


def test_while_something_else_runs_nothing_resumes(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:35").run("start ticket-3 --switch")
    result = interrupted.at("2026-11-02 09:40").run("stop task-2")
    assert result.err.splitlines() == [
        "Stopped task-2 (Write offer) at 09:40: log 1, 0:05.",
        "warning: case-1 is still paused: the timer on ticket-3 is running."
        " To resume it: timelog resume case-1",
    ]
    assert state(interrupted) == {"ticket-3": ("running", None), "case-1": ("paused", None)}


def test_time_that_was_logged_since_is_not_counted_twice(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 11:00").run("log add ticket-3 10:00-10:30 --on-overlap allow")
    result = interrupted.at("2026-11-02 11:00").run("stop --at 9:45")
    assert result.err.splitlines()[-1] == (
        "warning: case-1 is still paused: the time is already covered by log 1 on ticket-3"
        " (2026-11-02 10:00–10:30)."
        " To resume it: timelog resume case-1"
    )
    assert state(interrupted) == {"case-1": ("paused", None)}
    interrupted.at("2026-11-02 11:00").run("resume --at 10:30")


def test_a_clock_that_went_back_keeps_nobody_from_cancelling(interrupted: Cli) -> None:
    result = interrupted.at("2026-11-02 09:00").run("timer cancel --yes")
    assert "warning: case-1 is still paused: the system clock has gone back." in result.err
    assert state(interrupted) == {"case-1": ("paused", None)}


def test_the_timer_of_another_user_is_left_alone(interrupted: Cli) -> None:
    interrupted.at("2026-11-02 09:35").run("start ticket-3", user="bob")
    interrupted.at("2026-11-02 09:36").run("interrupt task-2", user="bob")
    result = interrupted.at("2026-11-02 09:40").run("stop", user="bob")
    assert "Resumed ticket-3" in result.err
    assert state(interrupted)["task-2"] == ("running", "case-1")


@pytest.mark.parametrize("verb", ["resolve", "close"])
def test_a_record_that_is_done_stops_the_interruption_and_goes_back(
    interrupted: Cli, verb: str
) -> None:
    result = interrupted.at("2026-11-02 09:40").run(f"record {verb} task-2 --stop-timer")
    assert result.err.splitlines()[:2] == [
        "Stopped task-2 (Write offer) at 09:40: log 1, 0:10.",
        "Resumed case-1 (Fix login) at 09:40, 0:30 so far.",
    ]
    assert state(interrupted) == {"case-1": ("running", None)}


def test_a_record_that_is_deleted_ends_the_interruption_and_goes_back(interrupted: Cli) -> None:
    before = interrupted.dump()
    line = "record delete task-2 --stop-timer --with-logs --yes"
    result = interrupted.at("2026-11-02 09:40").run(line)
    assert result.err.splitlines()[1] == "Resumed case-1 (Fix login) at 09:40, 0:30 so far."
    interrupted.at("2026-11-02 09:41").run("undo")
    assert interrupted.dump() == before


# History


@pytest.mark.parametrize(
    "line",
    [
        "interrupt ticket-3",
        'interrupt "Phone call" --create',
        "stop",
        "stop --no-resume",
        "stop --at 9:35",
        "stop case-1",
        "timer cancel --yes",
        "timer cancel case-1 --yes",
        "pause",
        "resume case-1 --switch",
    ],
)
def test_each_is_one_entry_that_undo_turns_back_exactly(interrupted: Cli, line: str) -> None:
    before = interrupted.dump()
    entries = interrupted.rows("SELECT count(*) FROM entry")[0][0]
    interrupted.at("2026-11-02 09:40").run(line)
    after = interrupted.dump()
    assert after != before
    assert interrupted.rows("SELECT count(*) FROM entry")[0][0] == entries + 1
    interrupted.at("2026-11-02 09:41").run("undo")
    assert interrupted.dump() == before
    interrupted.at("2026-11-02 09:42").run("redo")
    assert interrupted.dump() == after
    interrupted.at("2026-11-02 09:43").run("db check")
