"""Joining logs, and joining again what was split."""

from __future__ import annotations

import pytest

from tests.cli import bills
from tests.harness import Cli, once

NOON = "2026-11-02 12:00"
LATER = "2026-11-04 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """On case-1: log 1 at 9:00–10:00, log 2 at 10:30–11:00, log 3 at 8:00–8:30."""
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Write offer" --type task')
    cli.at(NOON).run("log add case-1 9-10 --tag web --note Call")
    cli.at(NOON).run("log add case-1 10:30-11 --tag mail --tag web --note Mail")
    cli.at(NOON).run("log add case-1 8-8:30 --note Call")
    return cli


def show(cli: Cli, log: int) -> dict[str, object]:
    found: dict[str, object] = cli.at(LATER).run(f"log show {log} --json").json
    return found


def times(cli: Cli, log: int) -> list[tuple[str, str]]:
    return [
        (one["start"][11:16], one["end"][11:16])
        for one in cli.at(LATER).run(f"log show {log} --json").json["segments"]
    ]


def test_joined_logs_are_one_with_pauses_between(cli: Cli) -> None:
    result = cli.at(NOON).run("log join 1 2")
    assert result.out == "1\n"
    assert result.err == (
        "Joined log 2 into log 1: 2026-11-02 09:00–11:00, worked 1:30, paused 0:30.\n"
    )
    assert times(cli, 1) == [("09:00", "10:00"), ("10:30", "11:00")]
    assert cli.rows("SELECT id FROM log ORDER BY id") == [(1,), (3,)]


def test_the_earliest_keeps_its_number_in_whatever_order_they_are_named(cli: Cli) -> None:
    found = cli.at(NOON).run("log join 1 2 @1 2 --json").json
    assert (found["id"], found["start"][11:16], found["end"][11:16]) == (3, "08:00", "11:00")
    assert cli.rows("SELECT id FROM log") == [(3,)]


def test_notes_are_joined_in_order_of_time_each_once_and_tags_are_united(cli: Cli) -> None:
    cli.at(NOON).run("log join 1 2 3")
    joined = show(cli, 3)
    assert joined["note"] == "Call\nMail"
    assert joined["tags"] == ["mail", "web"]


def test_logs_that_touch_become_one_segment(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 10-10:30")
    result = cli.at(NOON).run("log join 1 4 2")
    assert times(cli, 1) == [("09:00", "11:00")]
    assert result.err == (
        "Joined log 4 and log 2 into log 1: 2026-11-02 09:00–11:00, worked 2:00.\n"
    )


def test_another_log_may_lie_in_the_gap(cli: Cli) -> None:
    cli.at(NOON).run("log add task-2 10-10:30")
    cli.at(NOON).run("log join 1 2")
    assert times(cli, 1) == [("09:00", "10:00"), ("10:30", "11:00")]
    assert times(cli, 4) == [("10:00", "10:30")]


def test_a_log_in_the_pause_of_another_is_joined_with_it(cli: Cli) -> None:
    cli.at(NOON).run("log join 1 2")
    cli.at(NOON).run("log add case-1 10:05-10:20")
    cli.at(NOON).run("log join 4 1")
    assert times(cli, 1) == [("09:00", "10:00"), ("10:05", "10:20"), ("10:30", "11:00")]


def test_a_pause_up_to_the_stop_stays(cli: Cli) -> None:
    cli.at("2026-11-03 13:00").run("start case-1")
    cli.at("2026-11-03 14:00").run("pause")
    cli.at("2026-11-03 14:30").run("stop")
    cli.at("2026-11-04 11:00").run("log add case-1 2026-11-03 12-12:30")
    cli.at(LATER).run("log join 4 5")
    joined = show(cli, 5)
    assert (joined["end"], joined["timed"]) == ("2026-11-03T14:30:00+01:00", False)
    assert times(cli, 5) == [("12:00", "12:30"), ("13:00", "14:00")]


def test_logs_of_a_timer_that_never_ran_are_joined(cli: Cli) -> None:
    for _ in range(2):
        cli.at("2026-11-03 13:00").run("start task-2")
        cli.at("2026-11-03 13:00").run("stop")
    joined = cli.at(LATER).run("log join 4 5 --json").json
    assert (joined["id"], joined["segments"], joined["timed"]) == (4, [], True)
    assert cli.run("db check").code == 0


@pytest.mark.parametrize("at", ["13:00:01", "13:30", "14:20", "15:59", "16:00", "16:20"])
def test_what_was_split_is_joined_to_the_very_same_log(cli: Cli, at: str) -> None:
    cli.at("2026-11-03 12:50").run("start task-2 --tag a --note Offer")
    cli.at("2026-11-03 12:50").run("pause")
    cli.at("2026-11-03 13:00").run("resume")
    cli.at("2026-11-03 14:00").run("pause")
    cli.at("2026-11-03 15:00").run("resume")
    cli.at("2026-11-03 16:00").run("pause")
    cli.at("2026-11-03 16:10").run("resume")
    cli.at("2026-11-03 16:40").run("pause")
    cli.at("2026-11-03 17:00").run("stop")
    before = cli.dump()
    for again in ("13:10", at, "16:30"):
        cli.at(LATER).run(f"log split 4 --at {again}")
        late = cli.rows("SELECT max(id) FROM log")[0][0]
        cli.at(LATER).run(f"log join {late} 4")
        assert cli.dump() == before


@pytest.mark.parametrize("line", ["log join 1", "log join 1 @3 #1"])
def test_one_log_alone_is_not_joined(cli: Cli, line: str) -> None:
    cli.at(NOON).refused(
        line,
        code=2,
        message="give at least two logs to join, not only log 1",
        hint="timelog log join 1 ID",
    )


def test_no_log_is_not_joined(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log join",
        code=2,
        message="log join: missing ID (the numbers of the logs, such as 12, or @1 for the newest)",
        hint="timelog log join --help",
    )


def test_a_log_that_does_not_exist_is_not_joined(cli: Cli) -> None:
    cli.at(NOON).refused("log join 1 9", code=3, message="no log 9")


def test_logs_of_two_records_are_joined_once_they_are_moved(cli: Cli) -> None:
    cli.at(NOON).run("log edit 2 --record task-2")
    cli.at(NOON).run("log add task-2 7-7:30")
    cli.at(NOON).refused(
        "log join 1 2 3",
        message="cannot join logs of different records: log 3 is on case-1, log 2 on task-2",
        hint="timelog log move 2 --to case-1",
    )
    cli.at(NOON).run("log move 2 --to case-1")
    cli.at(NOON).run("log join 1 2 3")


def test_logs_of_two_owners_are_not_joined(cli: Cli) -> None:
    cli.at(NOON).run(["log", "edit", "1", "--owner", "bob b"])
    cli.at(NOON).refused(
        "log join 1 2",
        message="cannot join: log 1 belongs to bob b, log 2 to ada",
        hint="timelog log edit 2 --owner 'bob b'",
    )


def test_a_billable_log_is_not_joined_with_one_that_is_not(cli: Cli) -> None:
    cli.at(NOON).run("log edit 2 --billable")
    cli.at(NOON).refused(
        "log join 1 2",
        message="cannot join: log 2 is billable, log 1 is not",
        hint="timelog log edit 2 --no-billable",
    )
    cli.at(NOON).run("log edit 3 --billable")
    cli.at(NOON).refused(
        "log join 1 3",
        message="cannot join: log 3 is billable, log 1 is not",
        hint="timelog log edit 1 --billable",
    )


def test_logs_on_an_invoice_are_not_joined(cli: Cli) -> None:
    cli.at(NOON).run("log edit 2 --billable")
    cli.at(NOON).run("customer add Acme")
    cli.at(NOON).run("record edit case-1 --customer Acme")
    bills.done(cli, "case-1")
    cli.at("2026-11-30 19:00").run("billing issue case-1")
    cli.at("2026-12-01 09:00").refused(
        "log join 1 2 3",
        message="cannot change log 2: it is on invoice 2026-0001",
        hint="timelog billing credit 2026-0001",
    )


def test_logs_that_share_time_are_not_joined_until_one_is_trimmed(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 9:45-10:15 --on-overlap allow")
    cli.at(NOON).refused(
        "log join 1 2 4",
        message="cannot join: log 1 and log 4 overlap at 2026-11-02 09:45–10:00,"
        " and that time would count only once",
        hint="timelog log edit 4 --start 2026-11-02T09:45 --on-overlap trim",
    )
    cli.at(NOON).run("log edit 4 --start 2026-11-02T09:45 --on-overlap trim")
    cli.at(NOON).run("log join 1 2 4")
    assert times(cli, 1) == [("09:00", "10:15"), ("10:30", "11:00")]


def test_a_log_that_lies_in_another_is_deleted_rather_than_joined(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 9:15-9:30 --on-overlap allow")
    cli.at(NOON).refused(
        "log join 1 4",
        message="cannot join: log 1 and log 4 overlap at 2026-11-02 09:15–09:30,"
        " and that time would count only once",
        hint="timelog log delete 4",
    )


def test_logs_of_a_closed_record_are_not_joined(cli: Cli) -> None:
    cli.at(NOON).run("record close case-1")
    cli.at(NOON).refused(
        "log join 1 2", message="case-1 is closed", hint="timelog record reopen case-1"
    )


def test_a_joined_log_is_no_longer_than_a_log_may_be(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 2025-10-01 9-10")
    cli.at(NOON).refused(
        "log join 1 4",
        message="2025-10-01 09:00 to 2026-11-02 10:00 is longer than 366 days",
        hint="log it in parts, or check the dates for a typing mistake",
    )


def test_a_joined_note_is_no_longer_than_a_note_may_be(cli: Cli) -> None:
    cli.at(NOON).run(["log", "edit", "1", "--note", "a" * 60_000])
    cli.at(NOON).run(["log", "edit", "2", "--note", "b" * 60_000])
    cli.at(NOON).refused(
        "log join 1 2",
        code=2,
        message="the note of the joined log has 120,001 characters; the maximum is 100,000",
    )


def test_a_join_is_undone_and_done_again(cli: Cli) -> None:
    before = cli.dump()
    cli.at(NOON).run("log join 1 2 3")
    after = cli.dump()
    assert cli.at(NOON).run("undo").err.startswith("Undid: timelog log join 1 2 3")
    assert cli.dump() == before
    cli.at(NOON).run("redo")
    assert cli.dump() == after
