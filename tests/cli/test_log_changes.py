"""Editing, deleting and splitting logs."""

from __future__ import annotations

import pytest

from tests.cli import bills
from tests.harness import Cli, once

NOON = "2026-11-02 12:00"
LATER = "2026-11-04 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Write offer" --type task')
    cli.at(NOON).run("log add case-1 9:00-10:30 --billable --tag web --note Call")
    return cli


@pytest.fixture
@once
def paused(cli: Cli) -> Cli:
    """Log 2 on task-2: worked 13:00–14:00 and 15:00–16:00, paused until 16:30."""
    cli.at("2026-11-02 13:00").run("timer start task-2")
    cli.at("2026-11-02 14:00").run("timer pause")
    cli.at("2026-11-02 15:00").run("timer resume")
    cli.at("2026-11-02 16:00").run("timer pause")
    cli.at("2026-11-02 16:30").run("timer stop")
    return cli


@pytest.fixture
@once
def invoiced(cli: Cli) -> Cli:
    """Log 1 is on invoice 2026-0001."""
    cli.at(NOON).run("customer add Acme")
    cli.at(NOON).run("record edit case-1 --customer Acme")
    bills.done(cli, "case-1")
    cli.at("2026-11-30 19:00").run("billing issue case-1")
    return cli


def segments(cli: Cli, log: int) -> list[tuple[str, str]]:
    found = cli.at(LATER).run(f"log show {log} --json").json
    return [(one["start"][11:16], one["end"][11:16]) for one in found["segments"]]


def bounds(cli: Cli, log: int) -> tuple[str, str]:
    found = cli.at(LATER).run(f"log show {log} --json").json
    return found["start"][:16], found["end"][:16]


def test_an_edit_says_what_it_changed(cli: Cli) -> None:
    result = cli.at(NOON).run("log edit 1 --end 2026-11-02T10:00 --no-billable --note Mail")
    assert result.err == (
        "Changed log 1: time 2026-11-02 09:00–10:00, worked 1:00 (was 1:30),"
        " non-billable, note changed.\n"
    )


def test_an_edit_prints_the_log_as_json(cli: Cli) -> None:
    found = cli.at(NOON).run("log edit 1 --tag call --no-tag web --json").json
    assert (found["id"], found["tags"], found["note"]) == (1, ["call"], "Call")


def test_a_change_without_an_id_is_made_to_the_newest_log_of_the_user(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 11:00-11:30")
    cli.at(NOON).run("log add task-2 11:00-11:30 --owner bob")
    result = cli.at(NOON).run("edit +call --end 11:15", terminal=80, answers="")
    assert result.err == (
        "Your newest log is log 2: task-2 (Write offer), 2026-11-02 11:00–11:30.\n"
        "Read 11:15 as 2026-11-02 11:15.\n"
        "Changed log 2: time 2026-11-02 11:00–11:15, worked 0:15 (was 0:30), tags call.\n"
    )
    assert cli.at(NOON).run("log edit -nMail -j --as bob").json["id"] == 3
    cli.at(NOON).run("undo --as bob")
    cli.at(NOON).run("undo")
    assert cli.at(NOON).run("log show 2 --json").json["tags"] == []


def test_a_running_timer_is_not_the_newest_log(cli: Cli) -> None:
    cli.at(NOON).run("start task-2")
    told = cli.at(NOON).run("edit +call").err
    assert "10:30. The running timer is not changed.\nChanged log 1: tags call web.\n" in told
    assert cli.at(NOON).run("status --json").json["tags"] == []


def test_the_newest_log_is_changed_by_the_rules_of_any_log(invoiced: Cli) -> None:
    invoiced.at(LATER).refused(
        "edit +call", code=1, message="cannot change log 1: it is on invoice 2026-0001"
    )
    missing = invoiced.at(LATER).run("edit +call --as bob", code=3).err
    assert missing == "error: bob has no log\nhint: timelog start REF\n"


def test_the_empty_text_of_a_script_is_no_missing_id(cli: Cli) -> None:
    for words in (["edit", "", "+call"], ["log", "edit", " "], ["log", "delete", ""]):
        cli.at(NOON).refused(
            words,
            code=2,
            message="the log number is empty",
            hint="if it comes from a variable, set that; to see the numbers: timelog log list",
        )


def test_the_same_time_again_is_no_change_to_undo(cli: Cli) -> None:
    entries = cli.rows("SELECT max(id) FROM entry")
    for line in ("log edit 1 --duration 1h30m", "log edit 1 --start 9:00 --end 10:30"):
        assert (
            cli.at(NOON)
            .run(line)
            .err.endswith("Log 1 is unchanged: it already has these values.\n")
        )
    assert cli.rows("SELECT max(id) FROM entry") == entries


def test_an_edit_that_changes_nothing_says_so(cli: Cli) -> None:
    entries = cli.rows("SELECT count(*) FROM entry")
    assert (
        cli.at(NOON).run("log edit 1 --note Call").err
        == "Log 1 is unchanged: it already has these values.\n"
    )
    assert cli.rows("SELECT count(*) FROM entry") == entries


def test_an_edit_without_anything_to_change_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log edit 1",
        code=2,
        message="no changes given",
        hint="timelog log edit --help",
    )


def test_a_time_of_day_is_on_the_day_of_the_log(cli: Cli) -> None:
    result = cli.at(LATER).run("log edit 1 --end 10:00")
    assert result.err.splitlines()[0] == "Read 10:00 as 2026-11-02 10:00."
    assert bounds(cli, 1) == ("2026-11-02T09:00", "2026-11-02T10:00")


def test_a_night_shift_keeps_its_days(cli: Cli) -> None:
    cli.at(LATER).run("log add task-2 2026-11-02 22:00-1:30")
    cli.at(LATER).run("log edit 2 --start 21:00 --end 2:00")
    assert bounds(cli, 2) == ("2026-11-02T21:00", "2026-11-03T02:00")


def test_moving_the_start_to_another_day_takes_the_end_along(cli: Cli) -> None:
    cli.at(LATER).run("log edit 1 --start 2026-11-03T09:00 --end 10:00")
    assert bounds(cli, 1) == ("2026-11-03T09:00", "2026-11-03T10:00")


def test_a_duration_moves_the_end_or_else_the_start(cli: Cli) -> None:
    cli.at(NOON).run("log edit 1 --duration 2h")
    assert bounds(cli, 1) == ("2026-11-02T09:00", "2026-11-02T11:00")
    cli.at(NOON).run("log edit 1 --end 11:30 --duration 1h")
    assert bounds(cli, 1) == ("2026-11-02T10:30", "2026-11-02T11:30")


def test_start_end_and_duration_together_are_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log edit 1 --start 9:00 --end 10:00 --duration 1h",
        code=2,
        message="--start, --end and --duration cannot all be given",
    )


def test_an_end_before_the_start_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log edit 1 --end 2026-11-02T08:00",
        message="the end 2026-11-02 08:00 must be after the start 2026-11-02 09:00",
    )


def test_an_end_in_the_future_is_refused(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log edit 1 --end 13:00",
        message="the end 2026-11-02 13:00 is in the future; it is now 2026-11-02 12:00",
        hint="to log it anyway, add --allow-future",
    )


def test_an_edit_into_another_log_is_refused_trimmed_or_allowed(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 11-12")
    cli.at(NOON).refused(
        "log edit 1 --end 11:30",
        message="2026-11-02 09:00–11:30 overlaps log 2 on task-2 (2026-11-02 11:00–12:00)",
        hint="to keep 09:00–11:00 only, add --on-overlap trim; to keep both, add --on-overlap"
        " allow",
    )
    result = cli.at(NOON).run("log edit 1 --end 11:30 --on-overlap trim")
    assert result.err.splitlines()[-1] == "Trimmed 11:00–12:00, already covered by log 2 on task-2."
    assert bounds(cli, 1) == ("2026-11-02T09:00", "2026-11-02T11:00")
    cli.at(NOON).run("log edit 1 --end 11:30 --on-overlap allow")
    assert bounds(cli, 1) == ("2026-11-02T09:00", "2026-11-02T11:30")


def test_giving_a_log_to_an_owner_whose_time_is_taken_is_refused(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 10-11", user="bob")
    cli.at(NOON).refused(
        "log edit 1 --owner bob",
        message="2026-11-02 09:00–10:30 overlaps log 2 on task-2 (2026-11-02 10:00–11:00)",
    )


def test_a_new_owner_owns_the_segments_too(cli: Cli) -> None:
    cli.at(NOON).run("log edit 1 --owner bob")
    assert cli.rows(
        "SELECT a.name, b.name FROM log JOIN segment ON log_id = log.id"
        " JOIN owner a ON a.id = log.owner_id JOIN owner b ON b.id = segment.owner_id"
    ) == [("bob", "bob")]


def test_note_and_owner_leave_the_segments_alone(paused: Cli) -> None:
    paused.at(LATER).run("log edit 2 --note Offer --owner bob")
    assert segments(paused, 2) == [("13:00", "14:00"), ("15:00", "16:00")]
    assert bounds(paused, 2) == ("2026-11-02T13:00", "2026-11-02T16:30")


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ("--end 15:30", [("13:00", "14:00"), ("15:00", "15:30")]),
        ("--end 13:30", [("13:00", "13:30")]),
        ("--end 16:15", [("13:00", "14:00"), ("15:00", "16:00")]),
        ("--end 17:00", [("13:00", "14:00"), ("15:00", "16:00"), ("16:30", "17:00")]),
        ("--start 13:30", [("13:30", "14:00"), ("15:00", "16:00")]),
        ("--start 12:30", [("12:30", "14:00"), ("15:00", "16:00")]),
        ("--start 14:30", [("15:00", "16:00")]),
        ("--duration 1h30m", [("13:00", "14:00"), ("15:00", "15:30")]),
        ("--duration 30m", [("13:00", "13:30")]),
    ],
)
def test_pauses_that_still_fit_stay_pauses(
    paused: Cli, options: str, kept: list[tuple[str, str]]
) -> None:
    paused.at(LATER).run(f"log edit 2 {options}")
    assert segments(paused, 2) == kept


def test_new_bounds_in_a_pause_are_refused(paused: Cli) -> None:
    paused.at(LATER).refused(
        "log edit 2 --start 14:10 --end 14:50",
        message="cannot change log 2: no time was worked within 2026-11-02 14:10–14:50",
        hint="timelog log delete 2",
    )


def test_a_log_moves_to_another_record_and_opens_it(cli: Cli) -> None:
    cli.at(NOON).run("log edit 1 --record task-2 --no-billable")
    assert cli.rows("SELECT record_id FROM log") == [(2,)]
    assert cli.rows("SELECT status FROM record WHERE id = 2") == [("open",)]


def test_a_billable_log_does_not_move_to_a_record_that_is_not(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log edit 1 --record task-2",
        message="cannot move log 1 to task-2: the log is billable, the record is not",
        hint="timelog log edit 1 --record task-2 --no-billable",
    )


def test_a_log_does_not_move_to_a_closed_record(cli: Cli) -> None:
    cli.at(NOON).run("record close task-2")
    cli.at(NOON).refused(
        "log edit 1 --record task-2 --no-billable",
        message="task-2 is closed",
        hint="timelog record reopen task-2",
    )


def test_a_log_becomes_billable_only_on_a_billable_record(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 11-12")
    cli.at(NOON).refused(
        "log edit 2 --billable",
        message="cannot mark time on task-2 as billable: the record is not billable",
        hint="timelog record edit task-2 --service SERVICE --billable",
    )


@pytest.mark.parametrize(
    "command",
    [
        "log edit 1 --note New",
        "log edit 1 --end 10:00",
        "log edit 1 --pause 9:30-9:45",
        "log delete 1",
        "log split 1 --at 9:30",
        "log move 1 --to task-2",
    ],
)
def test_a_log_on_an_invoice_stays_as_it_is(invoiced: Cli, command: str) -> None:
    verb = "delete" if "delete" in command else "change"
    invoiced.at("2026-12-01 09:00").refused(
        command,
        message=f"cannot {verb} log 1: it is on invoice 2026-0001",
        hint="timelog billing credit 2026-0001",
    )


def test_one_log_is_deleted_without_a_question_and_undo_brings_it_back(cli: Cli) -> None:
    before = cli.dump()
    result = cli.at(NOON).run("log delete @1")
    assert result.err == (
        "Deleted log 1: 1:30 on case-1 (Fix login), 2026-11-02 09:00–10:30.\n"
        "To undo: timelog undo\n"
    )
    assert cli.rows("SELECT count(*) FROM log") == [(0,)]
    cli.at(NOON).run("undo")
    assert cli.dump() == before


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_who_names_a_record_is_told_the_command_of_records(cli: Cli, verb: str) -> None:
    cli.at(NOON).run("record edit case-1 --key OPS-7")
    for words in (f"log {verb}", verb):
        for name in ("case-1", "ops-7"):
            cli.at(NOON).refused(
                f"{words} {name}",
                code=2,
                message=f"{name!r} is not a log number",
                hint=f"to {verb} the record: timelog record {verb} case-1",
            )
        cli.at(NOON).refused(
            f"{words} case-99",
            code=2,
            message="'case-99' is not a log number",
            hint="use a number such as 12, or @1 for the newest log, @2 for the one before",
        )


def test_several_logs_are_deleted_only_when_agreed(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 11-12")
    cli.at(NOON).refused(
        "log delete 1 2",
        message="confirmation needed, but there is no terminal: Delete 2 logs (2:30)?",
        hint="to confirm, add --yes",
    )
    assert (
        cli.at(NOON).run("log delete 1 2", answers="n\n", code=1).err.endswith("Nothing changed.\n")
    )
    assert len(cli.at(NOON).run("log delete 1 2 2 --yes --json").json) == 2
    assert cli.rows("SELECT count(*) FROM log") == [(0,)]


def test_none_of_several_logs_is_deleted_when_one_does_not_exist(cli: Cli) -> None:
    cli.at(NOON).refused("log delete 1 9 --yes", code=3, message="no log 9")


def test_the_number_of_a_deleted_log_is_not_given_again(cli: Cli) -> None:
    cli.at(NOON).run("log delete 1")
    assert cli.at(NOON).run("log add case-1 9-10").out == "2\n"


def test_a_log_is_split_in_two(cli: Cli) -> None:
    result = cli.at(LATER).run("log split 1 --at 9:30")
    assert result.out == "2\n"
    assert result.err.splitlines()[-1] == (
        "Split into log 1 (2026-11-02 09:00–09:30) and log 2 (2026-11-02 09:30–10:30)."
    )
    early, late = (cli.at(LATER).run(f"log show {log} --json").json for log in (1, 2))
    for key in ("record", "owner", "note", "tags", "billable"):
        assert early[key] == late[key]


@pytest.mark.parametrize(
    ("pieces", "at"),
    [
        ("9:00-10:30", "09:45:00"),
        ("9:00-10:31", "09:45:00"),  # not 9:45:30
        ("9:00:30-9:01:00", "09:00:45"),
        ("9:00-10:00 --pause 9:10-9:40", "09:45:00"),
    ],
)
def test_without_a_time_a_log_is_split_in_the_middle_of_the_time_worked(
    cli: Cli, pieces: str, at: str
) -> None:
    cli.at(LATER).run("log delete 1")
    times, _, pause = pieces.partition(" ")
    cli.at(LATER).run(f"log add case-1 2026-11-02 {times}")
    if pause:
        cli.at(LATER).run(f"log edit @1 {pause}")
    early, late = cli.at(LATER).run("split @1 -j").json
    assert (early["end"][11:19], late["start"][11:19]) == (at, at)


def test_a_log_of_a_second_is_not_split(cli: Cli) -> None:
    cli.at(LATER).run("log add case-1 2026-11-02 12:00:00-12:00:01")
    cli.at(LATER).refused(
        "split @1", message="log 2 is too short to split (2026-11-02 12:00–12:00:01)"
    )


def test_a_split_in_a_pause_leaves_the_pause_out(paused: Cli) -> None:
    found = paused.at(LATER).run("log split 2 --at 14:20 --json").json
    assert [(one["start"][11:16], one["end"][11:16]) for one in found] == [
        ("13:00", "14:00"),
        ("15:00", "16:30"),
    ]


def test_a_night_shift_is_split_after_midnight(cli: Cli) -> None:
    cli.at(LATER).run("log add task-2 2026-11-02 22:00-1:30")
    cli.at(LATER).run("log split 2 --at 0:30")
    assert bounds(cli, 3) == ("2026-11-03T00:30", "2026-11-03T01:30")


@pytest.mark.parametrize("at", ["2026-11-02T08:00", "2026-11-02T09:00", "2026-11-02T10:30"])
def test_a_split_outside_the_log_is_refused(cli: Cli, at: str) -> None:
    written = at.replace("T", " ")
    cli.at(LATER).refused(
        f"log split 1 --at {at}",
        message=f"{written} is not within log 1 (2026-11-02 09:00–10:30)",
        hint="timelog log split 1 --at 2026-11-02T09:45",
    )


def test_a_log_of_a_closed_record_is_not_split(cli: Cli) -> None:
    cli.at(NOON).run("record close case-1")
    cli.at(NOON).refused(
        "log split 1 --at 9:30", message="case-1 is closed", hint="timelog record reopen case-1"
    )


@pytest.mark.parametrize(
    "command",
    [
        "log edit 2 --start 12:30 --end 15:30 --note New --tag new --owner bob",
        "log edit 2 --record case-1 --billable --duration 30m",
        "log split 2 --at 15:30",
        "log delete 1 2 --yes",
    ],
)
def test_undo_takes_a_change_back_and_redo_makes_it_again(paused: Cli, command: str) -> None:
    paused.at(LATER).run("log edit 2 --owner bob")  # makes the owner that stays
    paused.at(LATER).run("log edit 2 --owner ada")
    before = paused.dump()
    paused.at(LATER).run(command)
    after = paused.dump()
    assert after != before
    paused.at(LATER).run("undo")
    assert paused.dump() == before
    paused.at(LATER).run("redo")
    assert paused.dump() == after
