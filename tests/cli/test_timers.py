"""The timer, and its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Write offer" --type task')
    start.run('record add "Printer" --type ticket')
    return cli


def status(cli: Cli, moment: str) -> dict[str, object]:
    found: dict[str, object] = cli.at(moment).run("timer status --json").json
    return found


def test_start_says_what_runs_since_when(cli: Cli) -> None:
    result = cli.at("2026-11-02 09:00").run("timer start case-1")
    assert result.err == "Started case-1 (Fix login) at 09:00.\n"
    assert result.out == ""


def test_start_prints_the_timer_as_json(cli: Cli) -> None:
    result = cli.at("2026-11-02 09:00").run("start 1 --note hello --tag web --billable --json")
    assert result.json == {
        "record": "case-1",
        "title": "Fix login",
        "owner": "ada",
        "state": "running",
        "since": "2026-11-02T09:00:00+01:00",
        "started": "2026-11-02T09:00:00+01:00",
        "elapsed_seconds": 0,
        "note": "hello",
        "tags": ["web"],
        "billable": True,
        "resumes": None,
    }


def test_the_first_timer_opens_a_new_record(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1")
    assert cli.rows("SELECT status FROM record WHERE id = 1") == [("open",)]


def test_a_waiting_record_stays_waiting_when_a_timer_starts(cli: Cli) -> None:
    cli.at("2026-11-02 08:30").run("record wait task-2")
    cli.at("2026-11-02 09:00").run("timer start task-2")
    assert cli.rows("SELECT status FROM record WHERE id = 2") == [("waiting",)]


def test_a_run_with_pauses_makes_exactly_one_log_with_its_segments(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1")
    cli.at("2026-11-02 10:00").run("timer pause")
    cli.at("2026-11-02 10:30").run("timer resume")
    cli.at("2026-11-02 11:00:01").run("timer pause")
    cli.at("2026-11-02 12:00").run("timer resume")
    log = cli.at("2026-11-02 12:10").run("timer stop --json").json
    assert log["worked_seconds"] == 3600 + 1801 + 600
    assert (log["start"], log["end"]) == ("2026-11-02T09:00:00+01:00", "2026-11-02T12:10:00+01:00")
    assert [(one["start"][11:19], one["end"][11:19]) for one in log["segments"]] == [
        ("09:00:00", "10:00:00"),
        ("10:30:00", "11:00:01"),
        ("12:00:00", "12:10:00"),
    ]
    assert cli.rows("SELECT count(*) FROM log") == [(1,)]
    assert cli.rows("SELECT count(*) FROM timer") == [(0,)]


def test_stop_while_paused_counts_only_worked_time_and_ends_at_the_stop(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1")
    cli.at("2026-11-02 09:30").run("timer pause")
    log = cli.at("2026-11-02 11:00").run("timer stop --json").json
    assert log["worked_seconds"] == 1800
    assert log["end"] == "2026-11-02T11:00:00+01:00"


def test_a_run_of_zero_seconds_still_makes_its_log(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1")
    log = cli.at("2026-11-02 09:00").run("timer stop --json").json
    assert (log["worked_seconds"], log["segments"]) == (0, [])
    assert log["start"] == log["end"]


def test_stop_names_the_log_and_a_script_captures_its_number(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1 --billable")
    result = cli.at("2026-11-02 10:30").run("timer stop")
    assert result.err == "Stopped case-1 (Fix login) at 10:30: log 1, 1:30, billable.\n"
    assert result.out == "1\n"
    cli.at("2026-11-02 11:00").run("timer start case-1")
    assert cli.at("2026-11-02 11:30").run("timer stop", terminal=80).out == ""


def test_stop_adds_its_note_and_tags_to_those_of_the_timer(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1 --note first --tag web")
    log = cli.at("2026-11-02 10:00").run("timer stop --note second --tag '#db' --json").json
    assert (log["note"], log["tags"]) == ("first\nsecond", ["db", "web"])


def test_a_log_is_billable_only_when_asked_for(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("timer start case-1")
    assert cli.at("2026-11-02 10:00").run("timer stop --json").json["billable"] is False
    cli.at("2026-11-02 10:00").run("timer start case-1")
    assert cli.at("2026-11-02 11:00").run("timer stop --billable --json").json["billable"] is True
    cli.at("2026-11-02 11:00").run("timer start case-1 --billable")
    done = cli.at("2026-11-02 12:00").run("timer stop --no-billable --json").json
    assert done["billable"] is False


def test_elapsed_time_is_real_time_over_the_change_to_winter_time(cli: Cli) -> None:
    cli.at("2026-10-25 01:30").run("timer start case-1")
    log = cli.at("2026-10-25 03:30").run("timer stop --json").json
    assert log["worked_seconds"] == 3 * 3600


@pytest.mark.parametrize(
    "more", ["", " --note Finally --tag a --tag Zürich --tag deep --billable --at 11:30"]
)
def test_stop_tells_the_log_as_it_is_read_from_then_on(cli: Cli, more: str) -> None:
    cli.at("2026-11-02 09:00").run("start case-1 --note Begun --tag zebra --tag deep --tag B")
    cli.at("2026-11-02 10:00").run("pause")
    cli.at("2026-11-02 11:00").run("resume")
    told = cli.at("2026-11-02 12:00").run(f"stop --json{more}").json
    assert told == cli.run(f"log show {told['id']} --json").json
    assert {"zebra", "deep", "B"} <= {*told["tags"]}


def test_a_change_of_the_systems_zone_between_start_and_stop_loses_nothing(cli: Cli) -> None:
    cli.at("2026-11-02T09:00:00+01:00").run("timer start case-1")
    cli.zone = "America/New_York"
    log = cli.at("2026-11-02T05:00:00-05:00").run("timer stop --json").json
    assert log["worked_seconds"] == 2 * 3600
    assert cli.rows("SELECT zone FROM log") == [("Europe/Rome",)]


def test_idle_running_and_paused_look_different(cli: Cli) -> None:
    idle = cli.at("2026-11-02 09:00").run("status").out
    cli.at("2026-11-02 09:00").run("start case-1 --tag web")
    running = cli.at("2026-11-02 10:05:09").run("status").out
    cli.at("2026-11-02 10:30").run("pause")
    paused = cli.at("2026-11-02 11:00").run("status").out
    assert idle == "○ idle\n  To start: timelog start REF\n"
    assert running == (
        "▶ running  1:05:09  case-1  Fix login\n"
        "  since 2026-11-02 09:00 · ada · #web\n"
        "  timelog pause · timelog stop\n"
    )
    assert paused == (
        "⏸ paused  1:30:00  case-1  Fix login\n"
        "  since 2026-11-02 10:30 · ada · #web\n"
        "  timelog resume · timelog stop\n"
    )


def test_status_in_colour_says_the_same_words(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    plain = cli.at("2026-11-02 09:10").run("status").out
    coloured = cli.at("2026-11-02 09:10").run("status", terminal=80).out
    assert coloured != plain
    for code in ("\x1b[32m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain
    no_color = cli.at("2026-11-02 09:10").run("status", terminal=80, env={"NO_COLOR": "1"}).out
    assert no_color == plain


def test_the_idle_status_as_json_has_the_keys_of_a_timer(cli: Cli) -> None:
    idle = status(cli, "2026-11-02 09:00")
    assert idle["state"] == "idle"
    assert idle["record"] is None
    cli.at("2026-11-02 09:00").run("start case-1")
    assert status(cli, "2026-11-02 09:00").keys() == idle.keys()


def test_status_of_a_record_shows_the_timers_of_everybody_on_it(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1", user="ada")
    cli.at("2026-11-02 09:00").run("start case-1", user="bob")
    out = cli.at("2026-11-02 09:10").run("status case-1").out
    assert "ada" in out
    assert "bob" in out


def test_two_users_run_their_timers_at_the_same_time(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1", user="ada")
    cli.at("2026-11-02 09:00").run("--as bob start case-1")
    cli.at("2026-11-02 10:00").run("stop", user="ada")
    assert cli.at("2026-11-02 10:00").run("status --json", user="bob").json["state"] == "running"
    assert [row["owner"] for row in cli.run("timer list --json").json] == ["bob"]


def test_the_list_of_timers_is_a_table_with_the_time_to_the_right(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").run("start task-2 --switch")
    assert cli.at("2026-11-02 19:00").run("timer list").out == (
        "OWNER  STATE    RECORD  TITLE        ELAPSED  NOTE\n"
        "ada    running  task-2  Write offer  9:30:00\n"
        "ada    paused   case-1  Fix login    0:30:00\n"
    )


def test_switch_pauses_the_other_timer_at_the_same_second(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    result = cli.at("2026-11-02 09:30").run("start task-2 --switch")
    assert result.err == "Paused case-1, 0:30 so far.\nStarted task-2 (Write offer) at 09:30.\n"
    sql = "SELECT record_id, running_since, changed_at FROM timer ORDER BY record_id"
    (one, none, paused_at), (two, since, started_at) = cli.rows(sql)
    assert (one, none, two) == (1, None, 2)
    assert paused_at == since == started_at


@pytest.mark.parametrize(
    ("choice", "logs", "timers"), [("pause", 0, 2), ("stop", 1, 1)], ids=["pause", "stop"]
)
def test_the_setting_decides_what_start_does_to_a_running_timer(
    cli: Cli, choice: str, logs: int, timers: int
) -> None:
    cli.config.write_text(f'[timer]\non_start = "{choice}"\n')
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").run("start task-2")
    assert cli.rows("SELECT count(*) FROM log") == [(logs,)]
    assert cli.rows("SELECT count(*) FROM timer") == [(timers,)]


def test_start_while_another_runs_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").refused(
        "start task-2",
        message="another timer is already running, on case-1",
        hint="to pause it first: timelog start task-2 --switch",
    )


def test_start_on_a_record_with_ones_own_live_timer_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").refused(
        "start case-1",
        message="there is already a running timer on case-1",
        hint="timelog stop case-1",
    )
    cli.at("2026-11-02 09:30").run("pause")
    cli.at("2026-11-02 09:40").refused(
        "start case-1",
        message="there is already a paused timer on case-1",
        hint="timelog resume case-1",
    )


def test_resume_of_a_running_and_pause_of_a_paused_timer_are_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").refused(
        "resume case-1",
        message="the timer on case-1 is already running",
        hint="timelog pause case-1",
    )
    cli.at("2026-11-02 09:30").refused(
        "resume",
        message="cannot resume: the timer on case-1 is running",
        hint="timelog pause case-1",
    )
    cli.at("2026-11-02 09:30").run("pause")
    cli.at("2026-11-02 09:40").refused(
        "pause case-1",
        message="the timer on case-1 is already paused",
        hint="timelog resume case-1",
    )
    cli.at("2026-11-02 09:40").refused(
        "pause",
        message="cannot pause: the timer on case-1 is paused",
        hint="timelog resume case-1",
    )


@pytest.mark.parametrize("verb", ["pause", "resume", "stop", "cancel"])
def test_without_any_timer_the_verbs_are_refused(cli: Cli, verb: str) -> None:
    hint = f"timelog start REF{' (or timelog continue)' if verb == 'resume' else ''}"
    cli.at("2026-11-02 09:00").refused(f"timer {verb}", message=f"no timer to {verb}", hint=hint)


def test_a_verb_on_a_record_without_ones_timer_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1", user="bob")
    cli.at("2026-11-02 09:30").refused(
        "stop case-1",
        message="you have no timer on case-1",
        hint="timelog start case-1",
    )
    cli.at("2026-11-02 09:30").refused(
        "stop case-1 --as eve",
        message="eve has no timer on case-1",
        hint="timelog start case-1",
    )


def test_with_several_candidates_they_are_listed_and_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:10").run("start task-2 --switch")
    cli.at("2026-11-02 09:20").run("start ticket-3 --switch")
    cli.at("2026-11-02 09:30").refused(
        "resume",
        message="more than one timer to resume, so give a REF: task-2 (paused), case-1 (paused)",
        hint="timelog resume task-2",
    )
    cli.at("2026-11-02 09:30").refused(
        "stop",
        message="more than one timer to stop, so give a REF:"
        " ticket-3 (running), task-2 (paused), case-1 (paused)",
        hint="timelog stop ticket-3",
    )
    cli.at("2026-11-02 09:30").run("pause")


def test_resume_can_switch_too(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:10").run("start task-2 --switch")
    cli.at("2026-11-02 09:20").refused(
        "resume",
        message="another timer is already running, on task-2",
        hint="to pause it first: timelog resume case-1 --switch",
    )
    cli.at("2026-11-02 09:20").run("resume --switch")
    assert status(cli, "2026-11-02 09:30")["elapsed_seconds"] == 20 * 60


def test_resume_can_switch_at_an_earlier_moment(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:10").run("start task-2 --switch")
    cli.at("2026-11-02 09:30").run("resume --switch --at 9:20")
    found = {one["record"]: one for one in cli.at("2026-11-02 09:30").run("timer list --json").json}
    assert found["task-2"]["state"] == "paused"
    assert [found[ref]["elapsed_seconds"] for ref in ("case-1", "task-2")] == [20 * 60, 10 * 60]


@pytest.mark.parametrize("status_word", ["resolve", "close"])
def test_start_on_a_done_record_is_refused(cli: Cli, status_word: str) -> None:
    cli.at("2026-11-02 08:30").run(f"record {status_word} task-2")
    cli.at("2026-11-02 09:00").refused(
        "start task-2",
        message=f"task-2 is {status_word}d",
        hint="timelog record reopen task-2",
    )


def test_a_billable_timer_needs_a_billable_record(cli: Cli) -> None:
    message = "cannot mark time on task-2 as billable: the record is not billable"
    hint = "timelog record edit task-2 --service SERVICE --billable"
    cli.at("2026-11-02 09:00").refused("start task-2 --billable", message=message, hint=hint)
    cli.at("2026-11-02 09:00").run("start task-2")
    cli.at("2026-11-02 10:00").refused("stop --billable", message=message, hint=hint)


def test_unknown_and_unreadable_references_are_named(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").refused(
        "start case-99",
        code=3,
        message="no record case-99",
        hint="did you mean case-1?",
    )
    cli.at("2026-11-02 09:00").refused(
        "start task-1", code=3, message="no record task-1", hint="did you mean case-1?"
    )
    cli.at("2026-11-02 09:00").refused(
        "status banana",
        code=3,
        message="no record 'banana'",
        hint="timelog record list",
    )


def test_at_corrects_a_forgotten_start_and_is_echoed(cli: Cli) -> None:
    result = cli.at("2026-11-02 09:00").run("start case-1 --at -30m")
    assert result.err.splitlines()[0] == "Read -30m as 2026-11-02 08:30."
    assert status(cli, "2026-11-02 09:00")["elapsed_seconds"] == 1800


def test_at_corrects_forgotten_pauses_resumes_and_stops(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 12:45").run("pause --at 12:30")
    cli.at("2026-11-02 13:40").run("resume --at 13:30")
    log = cli.at("2026-11-02 23:00").run("stop --at 17:30 --json").json
    assert log["worked_seconds"] == (3 * 60 + 30 + 4 * 60) * 60
    assert log["end"] == "2026-11-02T17:30:00+01:00"


@pytest.mark.parametrize("verb", ["pause", "stop"])
def test_at_may_not_lie_in_the_future(cli: Cli, verb: str) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 10:00").refused(
        f"timer {verb} --at 10:30",
        message="2026-11-02 10:30:00 is in the future; it is now 2026-11-02 10:00:00",
        hint="give a time in the past, or leave out --at to use the current time",
    )


def test_a_start_in_the_future_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 10:00").refused(
        "start case-1 --at +5m",
        message="2026-11-02 10:05:00 is in the future; it is now 2026-11-02 10:00:00",
    )


def test_at_may_not_lie_before_the_last_change(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 10:00").refused(
        "stop --at 08:30",
        message="2026-11-02 08:30:00 is before the last change of the timer on case-1, at"
        " 2026-11-02 09:00:00",
        hint="use --at 2026-11-02T09:00:00 or later",
    )


def test_at_may_not_lie_inside_another_log_of_the_same_owner(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 10:00").run("stop")
    message = "2026-11-02 09:30 overlaps log 1 on case-1 (2026-11-02 09:00–10:00)"
    cli.at("2026-11-02 11:00").refused(
        "start task-2 --at 9:30", message=message, hint="use --at 2026-11-02T10:00"
    )
    cli.at("2026-11-02 11:00").run("start task-2 --at 9:30", user="bob")
    cli.at("2026-11-02 11:00").run("start task-2 --at 10:00")


@pytest.mark.parametrize("verb", ["pause", "stop"])
def test_a_timer_ends_where_another_log_begins(cli: Cli, verb: str) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 11:00").run("log add task-2 10:00-10:30 --on-overlap allow")
    cli.at("2026-11-02 11:00").refused(
        f"{verb} --at 10:01",
        message="2026-11-02 10:01 overlaps log 1 on task-2 (2026-11-02 10:00–10:30)",
    )
    assert "overlaps" not in cli.at("2026-11-02 11:00").run(f"{verb} --at 10:00").err


def test_at_may_not_reach_over_another_log_of_the_same_owner(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 10:00").run("stop")
    cli.at("2026-11-02 11:00").refused(
        "start task-2 --at 8:00",
        message="2026-11-02 08:00 overlaps log 1 on case-1 (2026-11-02 09:00–10:00)",
    )


def test_if_the_clock_went_backwards_the_command_says_so(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    for verb in ("pause", "stop"):
        cli.at("2026-11-02 08:00").refused(
            verb,
            message="the system clock has gone back: it shows 2026-11-02 08:00:00,"
            " but the timer on case-1 last changed at 2026-11-02 09:00:00",
            hint="correct the system clock, then try again",
        )
    assert status(cli, "2026-11-02 08:00")["elapsed_seconds"] == 0


def test_a_forgotten_timer_is_flagged_with_the_command_that_corrects_it(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    assert "warning" not in cli.at("2026-11-02 19:00").run("status").err
    assert cli.at("2026-11-03 08:00").run("status").err == (
        "warning: the timer on case-1 has been running for 23:00."
        " If you forgot to stop it: timelog stop case-1 --at TIME\n"
    )
    assert cli.at("2026-11-03 08:00").run("stop").err.splitlines()[1] == (
        "warning: the timer ran for 23:00. If you forgot to stop it: timelog log edit 1 --end TIME"
    )


def test_the_setting_moves_when_a_timer_counts_as_forgotten(cli: Cli) -> None:
    cli.config.write_text('[timer]\nwarn_after = "1h"\n')
    cli.at("2026-11-02 09:00").run("start case-1")
    assert "warning" in cli.at("2026-11-02 10:01").run("status").err


def test_quiet_leaves_out_all_but_errors(cli: Cli) -> None:
    assert cli.at("2026-11-02 09:00").run("--quiet start case-1").err == ""
    assert cli.at("2026-11-03 09:00").run("status --quiet").err == ""
    assert cli.at("2026-11-03 09:00").run("--quiet start case-1", code=1).err != ""


def test_cancel_drops_the_timer_after_a_question(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    kept = cli.at("2026-11-02 09:30").run("timer cancel", answers="n\n", code=1)
    assert "Discard the timer on case-1 (0:30:00)? [y/N]" in kept.err
    assert status(cli, "2026-11-02 09:30")["state"] == "running"
    dropped = cli.at("2026-11-02 09:30").run("timer cancel", answers="y\n")
    assert "Discarded the timer on case-1 (0:30:00). To undo: timelog undo" in dropped.err
    assert status(cli, "2026-11-02 09:30")["state"] == "idle"


def test_cancel_never_asks_where_nobody_can_answer(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 09:30").refused(
        "timer cancel",
        message="confirmation needed, but there is no terminal: Discard the timer on case-1"
        " (0:30:00)?",
        hint="to confirm, add --yes",
    )


def test_undo_brings_a_cancelled_timer_back_exactly(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1 --tag web --note hello")
    cli.at("2026-11-02 09:10").run("pause")
    cli.at("2026-11-02 09:20").run("resume")
    before = cli.dump()
    cli.at("2026-11-02 09:30").run("timer cancel --yes")
    cli.at("2026-11-02 09:31").run("undo")
    assert cli.dump() == before


def test_stop_is_one_entry_that_undo_turns_back(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start case-1 --tag web")
    before = cli.dump()
    cli.at("2026-11-02 10:00").run("stop --note x")
    after = cli.dump()
    undone = cli.at("2026-11-02 10:01").run("undo")
    assert undone.err.startswith("Undid: timelog stop --note x (ada, 2026-11-02 10:00).\n")
    assert cli.dump() == before
    cli.at("2026-11-02 10:02").run("redo")
    assert cli.dump() == after


def test_the_shortcuts_are_the_same_commands(tmp_path: Path) -> None:
    runs = {}
    for prefix in ("", "timer "):
        one = Cli(tmp_path / (prefix.strip() or "short"))
        one.folder.mkdir()
        one.at("2026-11-02 08:00").run('record add "Fix login" --type case')
        runs[prefix] = [
            one.at(f"2026-11-02 {moment}").run(prefix + verb)
            for verb, moment in (
                ("start case-1 --note x", "09:00"),
                ("pause", "09:10"),
                ("resume", "09:20"),
                ("status --json", "09:30"),
                ("stop", "09:40"),
            )
        ]
    assert runs[""] == runs["timer "]
