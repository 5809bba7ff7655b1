"""Commands that change several records at once: all of them or none."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    for title in ("One", "Two", "Three"):
        start.run(f"record add {title}")
    return cli


@pytest.mark.parametrize(
    ("verb", "status", "said"),
    [
        ("resolve", "resolved", "Resolved {}."),
        ("close", "closed", "Closed {}."),
        ("wait", "waiting", "Marked {} as waiting."),
    ],
)
def test_all_change_with_one_entry_in_the_history(
    cli: Cli, verb: str, status: str, said: str
) -> None:
    before = cli.dump()
    result = cli.at("2026-11-02 09:00").run(f"record {verb} 1 task-3 two")
    assert result.err.splitlines() == [
        said.format(name) for name in ("task-1 (One)", "task-3 (Three)", "task-2 (Two)")
    ]
    assert {row[0] for row in cli.rows("SELECT status FROM record")} == {status}
    cli.at("2026-11-02 09:01").run("undo")
    assert cli.dump() == before


def test_json_is_an_array_of_several_and_one_object_of_one(cli: Cli) -> None:
    several = cli.at("2026-11-02 09:00").run("record resolve 1 2 --json").json
    assert [(one["ref"], one["status"]) for one in several] == [
        ("task-1", "resolved"),
        ("task-2", "resolved"),
    ]
    assert cli.at("2026-11-02 09:00").run("record reopen 1 --json").json["status"] == "open"


def test_one_that_is_given_twice_changes_once(cli: Cli) -> None:
    result = cli.at("2026-11-02 09:00").run("record close 1 task-1 one --json")
    assert result.json["ref"] == "task-1"


def test_those_that_are_so_already_are_told_and_the_others_change(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("record resolve 2")
    result = cli.at("2026-11-02 09:00").run("record resolve 1 2")
    assert result.err == "Resolved task-1 (One).\ntask-2 is already resolved.\n"


@pytest.mark.parametrize("verb", ["resolve", "close", "wait", "reopen", "delete --yes"])
def test_one_that_does_not_exist_leaves_all_as_they_are(cli: Cli, verb: str) -> None:
    cli.at("2026-11-02 09:00").refused(f"record {verb} 1 2 9", code=3, message="no record 9")


def test_one_with_a_timer_leaves_all_as_they_are(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start 2")
    cli.at("2026-11-02 10:00").refused(
        "record resolve 1 2",
        message="task-2 has an active timer: ada's timer is running",
        hint="timelog record resolve task-1 task-2 --stop-timer",
    )


def test_their_timers_can_be_stopped_also_of_one_that_interrupted_the_other(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("start 2")
    cli.at("2026-11-02 09:30").run("interrupt 1")
    cli.at("2026-11-02 10:00").run("record close 1 2 --stop-timer")
    assert cli.rows("SELECT count(*) FROM timer") == [(0,)]
    assert cli.rows("SELECT record_id FROM log ORDER BY record_id") == [(1,), (2,)]
    assert cli.at("2026-11-02 10:00").run("timer list --json").json == []


def test_several_are_deleted_after_one_question(cli: Cli) -> None:
    cli.at("2026-11-02 10:00").run("log add 2 9:00-10:00")
    cli.at("2026-11-02 10:00").refused(
        "record delete 1 2 --yes",
        message="cannot delete task-2: it has 1 log",
        hint="timelog record delete task-2 --with-logs",
    )
    before = cli.dump()
    declined = cli.at("2026-11-02 10:00").run(
        "record delete 1 2 --with-logs", answers="n\n", code=1, terminal=80
    )
    assert "Delete task-1 (One), task-2 (Two)" in declined.err
    assert cli.dump() == before
    gone = cli.at("2026-11-02 10:00").run("record delete 1 2 --with-logs --yes --json").json
    assert [one["ref"] for one in gone] == ["task-1", "task-2"]
    cli.at("2026-11-02 10:00").run("undo")
    assert cli.dump() == before


def test_the_tab_key_offers_those_that_are_not_given_yet(cli: Cli) -> None:
    result = cli.run(["record", "close", "task-1", "task"], env={"_TIMELOG_COMPLETE": "fish"})
    assert "task-1\t" not in result.out
    assert "task-2\t" in result.out
