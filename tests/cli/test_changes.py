"""When records and logs were made and changed, and what was changed since."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness import Cli, once

WRITES = (
    "start task-1 --tag a --note x",
    "pause",
    "resume",
    "stop",
    "log add task-1 2026-11-01 8:00-9:00 --billable",
    "log edit 1 --note y",
    "log edit 1 --tag b",
    "log edit 1 --no-tag b",
    "log split 2 --at 8:30",
    "log join 2 3",
    "log add task-2 2026-11-01 6:00-7:00",
    "log edit 4 --record task-1",
    "log mark 2026-11-01 --record task-1 --billable",
    "record edit task-1 --rate 70",
    "record edit task-1 --rate 80 --from 2026-11-05",
    "record resolve task-1",
    "billing issue task-1",
    "billing credit 2026-0001",
)


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    for line in (
        "config set seller.name Ada",
        "customer add Acme",
        "service add Consulting --price 60 --currency USD",
        "record add One --customer Acme --service Consulting --billable",
        "record add Two",
    ):
        cli.at("2026-11-02 08:00").run(line)
    return cli


def stamps(cli: Cli, table: str) -> dict[int, tuple[int, int]]:
    found = cli.rows(f"SELECT id, created_at, changed_at FROM {table}")
    return {row[0]: row[1:] for row in found}


def shown(cli: Cli, line: str) -> list[int]:
    found: Any = cli.at("2026-11-02 12:00").run(f"{line} --json").json
    return [one.get("id") or one["ref"] for one in found]


def test_every_change_is_at_its_time_and_nothing_else_is_changed(cli: Cli) -> None:
    for minute, line in enumerate(WRITES):
        now = 1793606400 + minute * 60
        before = stamps(cli, "log"), stamps(cli, "record")
        rows = cli.rows(
            "SELECT log.*, group_concat(tag) FROM log LEFT JOIN log_tag"
            " ON log_id = log.id GROUP BY log.id"
        )
        cli.at(f"2026-11-02 09:{minute:02}").run(line)
        after = stamps(cli, "log"), stamps(cli, "record")
        told = {
            row[0]
            for row in cli.rows(
                "SELECT log.*, group_concat(tag) FROM log LEFT JOIN log_tag"
                " ON log_id = log.id GROUP BY log.id"
            )
            if row not in rows
        }
        for number, (created, changed) in after[0].items():
            assert created <= changed
            assert (changed == now) == (number in told), (line, number)
            assert created == before[0].get(number, (now, now))[0]
        for number, (created, changed) in after[1].items():
            assert changed in {now, before[1][number][1]}, (line, number)
            assert created <= changed
    assert stamps(cli, "record")[1][1] == 1793606400 + 15 * 60


@pytest.mark.parametrize(
    "line", ["log edit 1 --note y", "log edit 1 --tag b", "log delete 1 --yes"]
)
def test_an_undo_is_a_change(cli: Cli, line: str) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 8:00-9:00")
    created = stamps(cli, "log")[1][0]
    cli.at("2026-11-02 10:00").run(line)
    cli.at("2026-11-02 11:00").run("undo")
    assert stamps(cli, "log")[1] == (created, 1793613600)
    cli.at("2026-11-02 11:30").run("redo")
    assert stamps(cli, "log").get(1, (created, 1793615400)) == (created, 1793615400)
    assert cli.run("db check").code == 0


def test_a_message_changes_its_record(cli: Cli) -> None:
    first = b"From: Ada <ada@x.example>\nMessage-ID: <1@x>\nSubject: Login\n\nIt fails.\n"
    more = first.replace(b"<1@x>", b"<2@x>\nIn-Reply-To: <1@x>").replace(b"It", b"That")
    cli.at("2026-11-02 09:00").run("record mail -", stdin=first)
    cli.at("2026-11-02 10:00").run("record mail -", stdin=more)
    assert stamps(cli, "record")[3] == (1793606400, 1793610000)


def test_what_only_reads_changes_nothing(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 8:00-9:00 --billable")
    before = cli.dump(stamps=True)
    for line in (
        "log list all",
        "log show 1",
        "record show 1",
        "status",
        "db check",
        "history",
        "billing preview task-1",
        "report all",
        "undo --dry-run",
    ):
        cli.at("2026-11-02 10:00").run(line)
    assert cli.dump(stamps=True) == before


def test_a_clock_set_back_never_puts_a_change_before_the_beginning(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 8:00-9:00")
    cli.at("2026-11-01 10:00").run("log edit 1 --note y")
    assert stamps(cli, "log")[1] == (1793606400, 1793606400)


def test_json_says_when(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 8:00-9:00")
    cli.at("2026-11-02 10:00").run("log edit 1 --note y")
    log = cli.run("log show 1 --json").json
    assert log["created"] == "2026-11-02T09:00:00+01:00"
    assert log["changed"] == "2026-11-02T10:00:00+01:00"
    record = cli.run("record show 2 --json").json
    assert record["created"] == record["changed"] == "2026-11-02T08:00:00+01:00"


@pytest.mark.parametrize(
    ("since", "logs", "records"),
    [
        ("2026-11-02T10:00", [1], []),
        ("2026-11-02T10:00:01", [], []),
        ("'3h ago'", [1, 2], ["task-1"]),
        ("today", [1, 2], ["task-1", "task-2"]),
        ("2026-11-02T09:30:00+01:00", [1], []),
        ("2026-11-03", [], []),
    ],
)
def test_what_was_changed_since(cli: Cli, since: str, logs: list[int], records: list[str]) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2025-11-01 8:00-9:00")
    cli.at("2026-11-02 09:01").run("log add task-1 2025-12-01 8:00-9:00")
    cli.at("2026-11-02 10:00").run("log edit 1 --note y")
    assert shown(cli, f"log list --changed-since {since}") == logs
    assert shown(cli, f"record list --all --changed-since {since}") == records


def test_a_time_that_is_none_is_refused(cli: Cli) -> None:
    at = cli.at("2026-11-02 12:00")
    at.refused("log list --changed-since nonsense", code=2, message="'nonsense' is not a time")
    at.refused("log list --changed-since ''", code=2, message="--changed-since is empty")


def test_what_was_changed_since_is_found_by_an_index(cli: Cli) -> None:
    sql = "EXPLAIN QUERY PLAN SELECT 1 FROM log WHERE changed_at >= 1"
    assert "log_changed" in cli.rows(sql)[0][3]


def test_what_was_deleted_since_is_in_the_history_with_its_rows(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 8:00-9:00")
    cli.at("2026-11-02 10:00").run("log delete 1 --yes")
    found = cli.at("2026-11-02 11:00").run("history 2026-11-02T09:30.. --rows --json").json
    gone = [
        (row["table"], row["before"]["id"])
        for entry in found
        for row in entry["changes"]
        if row["table"] == "log" and row["after"] is None
    ]
    assert gone == [("log", 1)]
    assert "changes" not in cli.run("history --json").json[0]
    cli.at("2026-11-02 11:00").refused("history --rows", code=2, message="--rows is only for JSON")


@pytest.mark.parametrize(
    ("period", "listed", "seconds"),
    [
        ("2026-11-01T09:00..2026-11-01T12:30", "2026-11-01T09:00..2026-11-01T12:30", 9000),
        ("2026-11-01T11:00..", "2026-11-01T11:00..", 7200),
        ("..2026-11-01T10:30", "..2026-11-01T10:30", 1800),
        ("2026-11-01 9:00..12:30", "2026-11-01T09:00..2026-11-01T12:30", 9000),
        ("yesterday 9:00..12:30", "2026-11-01T09:00..2026-11-01T12:30", 9000),
        ("2026-11-01T11:00..2026-11-02", "2026-11-01T11:00..2026-11-02", 7200),
        ("2026-11-01T10:30:30..2026-11-01T10:31", "2026-11-01T10:30:30..2026-11-01T10:31", 30),
        ("from 2026-11-01T09:00Z to now", "2026-11-01T10:00..2026-11-02T12:00", 10800),
    ],
)
def test_a_period_of_times_counts_what_is_inside(
    cli: Cli, period: str, listed: str, seconds: int
) -> None:
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 10:00-13:00")
    at = cli.at("2026-11-02 12:00")
    worked = sum(row["worked_seconds"] for row in at.run(f"report {period} --json").json)
    said = at.run(f"report {period}").err
    assert worked == seconds
    assert said == ("" if period == listed else f"Read {period} as {listed}.\n")
    assert at.run(f"log list {listed} --json").err == ""


def test_a_period_of_times_that_ends_before_it_starts_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").refused(
        "log list 2026-11-01T12:00..2026-11-01T09:00",
        code=2,
        message="'2026-11-01t12:00..2026-11-01t09:00' is not valid: it must end after it starts",
        hint="change one of the two times",
    )


def test_a_time_that_the_clocks_show_twice_is_written_with_its_offset(cli: Cli) -> None:
    period = "2026-10-25T02:30:00+01:00.."
    cli.at("2026-11-02 09:00").run("log add task-1 2026-11-01 10:00-13:00")
    assert cli.at("2026-11-02 12:00").run(f"report {period}").err == ""
    again = cli.at("2026-11-02 12:00").run("report 2026-10-25T01:30Z..").err
    assert again == f"Read 2026-10-25T01:30Z.. as {period}\n"
