"""``timelog continue`` and ``start -``: the timer on what was worked on before."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 12:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Write offer"')
    start.run('record add "Printer" --type ticket')
    start.run("log add case-1 9:00-10:00 --note First --tag web --tag db --billable")
    start.run("log add task-2 10:00-11:00 --note Second --tag deep")
    return cli


@pytest.mark.parametrize("line", ["continue", "start -", "timer start -", "continue @1"])
def test_starts_the_record_of_the_newest_log_as_a_new_timer(cli: Cli, line: str) -> None:
    result = cli.at("2026-11-02 13:00").run(line)
    assert result.err == "Started task-2 (Write offer) at 13:00.\n"
    timer = cli.at("2026-11-02 13:00").run("timer list --json").json[0]
    assert (timer["record"], timer["note"], timer["tags"]) == ("task-2", "", [])


@pytest.mark.parametrize("which", ["@2", "case-1", "1", "'fix LOGIN'"])
def test_starts_the_record_of_an_earlier_log(cli: Cli, which: str) -> None:
    timer = cli.at("2026-11-02 13:00").run(f"continue {which} --json").json
    assert (timer["record"], timer["since"]) == ("case-1", "2026-11-02T13:00:00+01:00")


def test_takes_note_tags_and_billable_flag_where_asked(cli: Cli) -> None:
    timer = cli.at("2026-11-02 13:00").run("continue @2 --same --json").json
    assert (timer["note"], timer["tags"], timer["billable"]) == ("First", ["db", "web"], True)


def test_what_is_typed_replaces_what_the_log_has(cli: Cli) -> None:
    line = "continue case-1 --same --note Again --tag late --no-billable --at 12:30 --json"
    timer = cli.at("2026-11-02 13:00").run(line).json
    assert (timer["note"], timer["tags"], timer["billable"]) == ("Again", ["late"], False)
    assert timer["since"] == "2026-11-02T12:30:00+01:00"


def test_of_several_logs_on_a_record_the_newest_counts(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log add case-1 8:00-8:30 --note Earlier")
    assert cli.at("2026-11-02 13:00").run("continue 1 --same --json").json["note"] == "Earlier"


def test_counts_only_the_logs_of_the_user(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log add ticket-3 9:00-10:00", user="bob")
    assert cli.at("2026-11-02 13:00").run("continue --json").json["record"] == "task-2"
    cli.at("2026-11-02 13:00").refused(
        "continue 2",
        code=3,
        user="bob",
        message="you have no log on task-2",
        hint="timelog start task-2",
    )
    cli.at("2026-11-02 13:00").refused(
        "continue @2",
        code=3,
        user="bob",
        message="you have no log @2",
        hint="timelog log list all --owner bob",
    )


@pytest.mark.parametrize("line", ["continue", "start -"])
def test_without_a_log_says_how_to_begin(cli: Cli, line: str) -> None:
    cli.at("2026-11-02 13:00").refused(
        line, code=3, user="eve", message="you have no log", hint="timelog start REF"
    )


@pytest.mark.parametrize("which", ["@0", "@", "@x", "@-1", "@1e3", "@" + "9" * 40])
def test_a_bad_number_is_wrong_usage(cli: Cli, which: str) -> None:
    cli.at("2026-11-02 13:00").refused(
        f"continue {which}", code=2, message=f"{which!r} is not a log number"
    )


@pytest.mark.parametrize("line", ["continue @2", "start -"])
def test_another_running_timer_refuses_it_and_switch_pauses_that(cli: Cli, line: str) -> None:
    cli.at("2026-11-02 13:00").run("start ticket-3")
    again = line if line.startswith("continue") else "start task-2"
    cli.at("2026-11-02 13:30").refused(
        line,
        message="another timer is already running, on ticket-3",
        hint=f"to pause it first: timelog {again} --switch",
    )
    result = cli.at("2026-11-02 13:30").run(f"{line} --switch")
    assert result.err.startswith("Paused ticket-3, 0:30 so far.\nStarted ")


def test_a_timer_on_the_record_is_refused_or_resumed(cli: Cli) -> None:
    cli.at("2026-11-02 13:00").run("start task-2 --note Now")
    cli.at("2026-11-02 13:10").refused(
        "continue",
        message="there is already a running timer on task-2",
        hint="timelog stop task-2",
    )
    nothing = cli.at("2026-11-02 13:10").run("continue --unless-running")
    assert nothing.err == "Nothing changed: the timer on task-2 is already running.\n"
    cli.at("2026-11-02 13:20").run("pause")
    resumed = cli.at("2026-11-02 13:30").run("continue --unless-running --same --json").json
    assert (resumed["state"], resumed["note"]) == ("running", "Now")


def test_a_record_that_is_done_must_be_reopened(cli: Cli) -> None:
    cli.at("2026-11-02 12:30").run("record resolve task-2")
    cli.at("2026-11-02 13:00").refused(
        "continue", message="task-2 is resolved", hint="timelog record reopen task-2"
    )


def test_a_new_record_is_not_named_by_a_dash(cli: Cli) -> None:
    cli.at("2026-11-02 13:00").refused(
        "start - --create --type case",
        code=2,
        message="- is the record of your last log, not a new one",
        hint="timelog start -",
    )


def test_an_interruption_can_be_on_the_record_of_the_last_log(cli: Cli) -> None:
    cli.at("2026-11-02 13:00").run("start ticket-3")
    result = cli.at("2026-11-02 13:30").run("interrupt -")
    assert "Started task-2 (Write offer) at 13:30." in result.err


def test_is_undone_as_one_change(cli: Cli) -> None:
    before = cli.dump()
    cli.at("2026-11-02 13:00").run("continue @2 --same")
    cli.at("2026-11-02 13:00").run("undo")
    assert cli.dump() == before


def test_quiet_says_nothing(cli: Cli) -> None:
    result = cli.at("2026-11-02 13:00").run("--quiet continue")
    assert (result.out, result.err) == ("", "")


def test_the_tab_key_offers_records_and_the_logs_of_the_user(cli: Cli) -> None:
    cli.at("2026-11-02 12:00").run("log add ticket-3 9:00-10:00", user="bob")

    def offered(word: str) -> list[str]:
        env = {"_TIMELOG_COMPLETE": "fish"}
        result = cli.run(["continue", word], env=env)
        return [line.partition("\t")[0] for line in result.out.splitlines()[1:]]

    assert offered("@") == ["@1", "@2"]
    assert "case-1" in offered("c")
    assert offered("login") == ["case-1"]
