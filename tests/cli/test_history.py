"""Undo, redo and history on what the database writes itself."""

from __future__ import annotations

import sqlite3

import pytest

from tests.harness import Cli


def story(cli: Cli) -> list[dict[str, list[tuple[object, ...]]]]:
    """A day's work; the database after each command that changed something."""
    states = [cli.dump()] if cli.path.exists() else []
    for moment, line in (
        ("08:00", "service add Consulting --price 60 --currency USD --tax-rate 22"),
        ("08:01", "customer add Acme --email it@acme.example --terms 30d"),
        ("08:02", 'record add "Fix login" --type case --customer acme --service cons --billable'),
        ("08:03", 'record add "Write offer" --estimate 3h'),
        ("09:00", "start case-1 --tag web --billable"),
        ("09:30", "start task-2 --switch"),
        ("10:00", "stop task-2"),
        ("10:00", "resume case-1"),
        ("11:00", "stop case-1 --note done"),
        ("12:00", "log add case-1 11:00-11:30 --tag db --billable"),
        ("12:01", "log edit 2 --note changed --no-billable"),
        ("12:02", "log split 3 --at 11:10"),
        ("12:03", "log mark week --record case-1 --billable"),
        ("12:04", "log delete 4"),
        ("12:05", "record edit case-1 --title 'Repair login' --rate 66.50"),
        ("12:06", "record resolve case-1"),
        ("12:07", "record delete task-2 --with-logs --yes"),
        ("12:08", "customer edit acme --email ops@acme.example"),
    ):
        cli.at(f"2026-11-02 {moment}").run(line)
        states.append(cli.dump())
    return states


def test_undo_walks_back_to_the_beginning_and_redo_to_the_end(cli: Cli) -> None:
    cli.run("db path")
    cli.run("status")
    states = story(cli)
    for before in reversed(states[:-1]):
        cli.at("2026-11-02 13:00").run("undo")
        assert cli.dump() == before
    for after in states[1:]:
        cli.at("2026-11-02 13:00").run("redo")
        assert cli.dump() == after
    assert cli.at("2026-11-02 13:00").run("redo").err == "Nothing to redo.\n"
    assert cli.run("db check").code == 0


def test_undo_of_nothing_is_no_error(cli: Cli) -> None:
    assert cli.run("undo").err.endswith("Nothing to undo.\n")


def test_the_help_of_redo_says_what_it_redoes(cli: Cli) -> None:
    text = " ".join(cli.run("redo --help").out.split())
    assert "Redo the change that was undone last, if you made or undid it." in text
    assert "Once you have changed something else, nothing can be redone." in text


def test_a_new_command_after_an_undo_ends_the_redo(cli: Cli) -> None:
    cli.run("record add One")
    cli.run("undo")
    cli.run("record add Two")
    assert cli.run("redo").err == "Nothing to redo.\n"
    assert cli.rows("SELECT title FROM record") == [("Two",)]


def test_what_was_undone_before_a_new_command_stays_undone(cli: Cli) -> None:
    cli.run("record add One")
    cli.run("record add Two")
    cli.run("undo")
    cli.run("record add Three")
    cli.run("undo")
    cli.run("undo")
    cli.run("redo")
    assert cli.rows("SELECT title FROM record") == [("One",)]
    cli.run("redo")
    assert cli.rows("SELECT title FROM record ORDER BY id") == [("One",), ("Three",)]
    assert cli.run("redo").err == "Nothing to redo.\n"


def test_numbers_stay_for_good_through_undo_and_redo(cli: Cli) -> None:
    cli.run("record add One")
    uuid = cli.rows("SELECT id, uuid FROM record")
    cli.run("undo")
    cli.run("redo")
    assert cli.rows("SELECT id, uuid FROM record") == uuid
    cli.run("undo")
    assert cli.run("record add Two").out == "task-2\n"


def test_undo_says_what_it_did_in_the_words_of_the_command(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run('record add "Fix it" --type case')
    result = cli.at("2026-11-02 09:05").run("undo")
    assert result.err == (
        "Undid: timelog record add 'Fix it' --type case (ada, 2026-11-02 09:00).\n"
    )


def test_a_dry_run_changes_nothing(cli: Cli) -> None:
    cli.run("record add One")
    before = cli.dump()
    result = cli.run("undo --dry-run")
    assert result.err.startswith("Would undo: timelog record add One")
    assert cli.dump() == before
    assert len(cli.run("history --json").json) == 1


def test_an_entry_whose_rows_have_changed_by_other_means_is_refused(cli: Cli) -> None:
    cli.run("record add One")
    with sqlite3.connect(cli.path) as connection:
        connection.execute("DROP TRIGGER journal_record_update")
        connection.execute("UPDATE record SET title = 'Other'")
    connection.close()
    cli.at("2026-11-02 09:00").refused(
        "undo",
        message="record 1 has been changed since by another program",
        hint="timelog history",
    )


def test_what_another_program_changes_is_an_entry_of_its_own(cli: Cli) -> None:
    cli.run("record add One")
    with sqlite3.connect(cli.path) as connection:
        connection.execute("UPDATE record SET title = 'Other'")
    connection.close()
    newest = cli.run("history --json").json[0]
    assert (newest["user"], newest["command"]) == ("unknown", "(changed by another program)")
    cli.run("undo")
    assert cli.rows("SELECT title FROM record") == [("One",)]


def test_a_refused_command_leaves_no_entry(cli: Cli) -> None:
    cli.run("record add One")
    cli.run("stop", code=1)
    cli.run("start task-9", code=3)
    assert [entry["command"] for entry in cli.run("history --json").json] == [
        "timelog record add One"
    ]


def test_an_issued_invoice_is_not_undone(cli: Cli) -> None:
    story(cli)
    cli.at("2026-11-02 14:00").run("billing issue case-1")
    cli.at("2026-11-02 14:01").refused(
        "undo",
        message="cannot undo 'timelog billing issue case-1 --no-seller': 2026-0001 has been issued"
        " and can only be credited",
        hint="timelog billing credit 2026-0001",
    )


def test_a_credit_note_is_not_undone(cli: Cli) -> None:
    story(cli)
    cli.at("2026-11-02 14:00").run("billing issue case-1")
    cli.at("2026-11-02 14:01").run("billing credit 2026-0001")
    cli.at("2026-11-02 14:02").refused(
        "undo",
        message="cannot undo 'timelog billing credit 2026-0001':"
        " the credit note CN-2026-0001 has been issued",
        hint="to see what can be billed again: timelog billing preview",
    )


def test_undoing_a_change_of_a_log_that_was_invoiced_since_is_refused(cli: Cli) -> None:
    story(cli)
    cli.at("2026-11-02 14:00").run("billing issue case-1")
    result = cli.at("2026-11-02 14:01").run("undo", code=1)
    assert "credit" in result.err


def test_history_is_filtered_by_record_command_and_period(cli: Cli) -> None:
    cli.at("2026-11-01 09:00").run("record add One")
    cli.at("2026-11-02 09:00").run("record add Two")
    cli.at("2026-11-02 09:10").run("start task-2")
    cli.at("2026-11-02 09:20").run("stop")

    def commands(line: str) -> list[str]:
        found = cli.at("2026-11-02 10:00").run(f"history {line} --json").json
        return [entry["command"].removeprefix("timelog ") for entry in found]

    assert commands("") == ["stop", "start task-2", "record add Two", "record add One"]
    assert commands("yesterday") == ["record add One"]
    assert commands("--record task-2") == ["stop", "start task-2", "record add Two"]
    assert commands("--command 'record add'") == ["record add Two", "record add One"]
    assert commands("--command 'timelog record add One'") == ["record add One"]
    assert commands("--command rec") == []
    assert commands("--command nothing") == []
    assert commands("--limit 1") == ["stop"]


def test_a_command_is_found_by_its_words_and_by_its_shortcut(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("record add One")
    cli.at("2026-11-02 09:10").run("start task-1")
    cli.at("2026-11-02 09:20").run("timer stop")
    cli.at("2026-11-02 09:30").run("timer start task-1")

    def entries(words: str) -> list[int]:
        found = cli.at("2026-11-02 10:00").run(["history", "--command", words, "--json"]).json
        return [entry["id"] for entry in found]

    assert entries("start") == entries("timer start") == [4, 2]
    assert entries("stop") == entries("timer stop") == [3]
    assert entries("timer start task-1") == entries("start task-1") == [4, 2]
    assert entries("timer") == [4, 3, 2]
    assert entries("start task-2") == entries("timer list") == []


def test_history_has_the_options_of_the_program_wherever_they_stood(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("record add One")
    cli.at("2026-11-02 09:10").run("--as bob --quiet start task-1")
    cli.at("2026-11-02 09:20").run("timer pause --as=bob")
    cli.at("2026-11-02 09:30").run("--as bob timer resume")
    found = cli.at("2026-11-02 10:00").run("history --json").json
    assert [(entry["command"], entry["user"]) for entry in found] == [
        ("timelog timer resume --as bob", "bob"),
        ("timelog timer pause --as=bob", "bob"),
        ("timelog start --as bob --quiet task-1", "bob"),
        ("timelog record add One", "ada"),
    ]
    assert len(cli.run("history --command 'timer' --json").json) == 3


def test_history_shows_every_row_before_and_after(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("record add One")
    cli.at("2026-11-02 09:10").run("start task-1")
    shown = cli.at("2026-11-02 09:20").run("history show 2")
    lines = shown.out.splitlines()
    assert lines[0] == "2  2026-11-02 09:10  ada  timelog start task-1"
    assert lines[1].startswith("+ timer  id=1  record_id=1")
    assert lines[2:] == ["~ record id=1", "    status: 'new' → 'open'"]
    changes = cli.run("history show 2 --json").json["changes"]
    assert [change["table"] for change in changes] == ["timer", "record"]
    assert changes[1]["before"]["status"] == "new"


def test_an_unknown_entry_is_not_found(cli: Cli) -> None:
    cli.run("record add One")
    cli.at("2026-11-02 09:00").refused(
        "history show 99",
        code=3,
        message="no history entry 99",
        hint="timelog history",
    )


def test_the_period_of_the_history_is_said_in_full(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").run("record add One")
    found = cli.at("2026-11-02 12:00").run("history today")
    assert found.err == "Read today as 2026-11-02.\n"
    assert "timelog record add One" in found.out


def test_nothing_that_is_like_that_is_not_nothing_at_all(cli: Cli) -> None:
    assert cli.run("history").err.endswith("No changes yet.\n")
    cli.at("2026-11-02 09:00").run("record add One")
    for words in ("history 2025", "history --command stop"):
        assert cli.run(words).err == "No matching entries. To see all: timelog history\n"


def test_times_in_an_entry_can_be_read(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("record add One")
    cli.at("2026-11-02 12:00").run("log add 1 9:00-10:00")
    cli.at("2026-11-02 12:00").run("log edit 1 --end 10:30")
    shown = cli.run("history show 3").out
    assert "    end_at: 2026-11-02T10:00:00+01:00 → 2026-11-02T10:30:00+01:00\n" in shown
    (change,) = [
        one for one in cli.run("history show 3 --json").json["changes"] if one["table"] == "log"
    ]
    assert change["after"]["end_at"] - change["before"]["end_at"] == 1800


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_is_a_number_from_one_on(cli: Cli, limit: str) -> None:
    cli.at("2026-11-02 09:00").refused(
        f"history --limit {limit}",
        code=2,
        message=f"'{limit}' is not a number of entries",
        hint="use a number such as 20",
    )
