"""Records named by their titles, and found or created by one line of a script."""

from __future__ import annotations

import pytest

from tests.harness import Cli

AT = "2026-11-02 09:00"


@pytest.fixture
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    return cli


def unchanged(cli: Cli, line: str, out: str) -> str:
    """The line prints a reference and changes neither data nor history; what it says of that."""
    before, entries = cli.dump(), cli.rows("SELECT * FROM entry")
    found = cli.at("2026-11-02 10:00").run(line)
    assert found.out == f"{out}\n"
    assert (cli.dump(), cli.rows("SELECT * FROM entry")) == (before, entries)
    return found.err


# found or added


def test_a_second_record_add_prints_the_first_record(cli: Cli) -> None:
    line = 'record add "New thing" --type ticket --unless-exists'
    assert cli.at(AT).run(line).out == "ticket-2\n"
    assert unchanged(cli, line, "ticket-2") == "ticket-2 (New thing) already exists.\n"
    assert unchanged(cli, "record add 'NEW thing' --unless-exists --quiet", "ticket-2") == ""
    found = cli.at(AT).run(f"{line} --json").json
    shown = cli.run("record show 2 --json").json
    assert found.items() <= shown.items()


def test_what_else_is_said_is_only_for_a_new_record(cli: Cli) -> None:
    unchanged(cli, 'record add "Fix login" --unless-exists --type task --estimate 3h', "case-1")


@pytest.mark.parametrize("verb", ["resolve", "close"])
def test_a_record_that_is_done_is_not_there(cli: Cli, verb: str) -> None:
    cli.run(f"record {verb} 1")
    assert cli.at(AT).run('record add "Fix login" --unless-exists').out == "task-2\n"
    unchanged(cli, 'record add "Fix login" --unless-exists', "task-2")


def test_of_several_records_none_is_chosen(cli: Cli) -> None:
    cli.run('record add "fix LOGIN"')
    cli.at(AT).refused(
        'record add "Fix login" --unless-exists',
        code=2,
        message="'Fix login' is the title of several records",
        hint="did you mean one of task-2, case-1?",
    )


def test_what_is_no_title_is_refused_whatever_is_there(cli: Cli) -> None:
    cli.at(AT).refused(
        ["record", "add", " ", "--unless-exists"], code=2, message="the title is empty"
    )


def test_a_title_that_looks_like_a_reference_is_a_title_here(cli: Cli) -> None:
    assert cli.at(AT).run("record add case-1 --unless-exists").out == "task-2\n"
    unchanged(cli, "record add CASE-1 --unless-exists", "task-2")


# a title where a reference is expected


@pytest.mark.parametrize("title", ["Fix login", " fix LOGIN "])
@pytest.mark.parametrize(
    "line",
    [
        "record show {} --json",
        "record edit {} --estimate 3h --json",
        "record wait {} --json",
        "record resolve {} --json",
        "log add {} 8:00-8:30 --json",
        "add {} 8:00-8:30 --json",
        "log edit 1 --record {} --json",
        "log list all --record {} --json",
        "log move 2 --to {} --json",
        "report all --record {} --by record --json",
        "history --record {}",
        "billing preview {} --json",
        "billing quote {} --estimate 2h --json",
        "billing item add {} Train 12.50 --json",
        "start {} --json",
        "interrupt {} --json",
    ],
)
def test_a_title_is_taken_wherever_a_reference_is(cli: Cli, line: str, title: str) -> None:
    cli.run("customer add Acme")
    cli.run("record edit 1 --customer Acme")
    cli.at("2026-11-02 07:00").run("log add 1 6:00-7:00 --billable --note on_case-1")
    cli.at("2026-11-02 07:00").run("add Other 5:00-6:00")
    words = line.split()
    if words[0] == "billing" and words[1] != "item":
        cli.run("record edit 1 --estimate 2h")
        words = [word for word in words if word not in {"--estimate", "2h"}]
    found = cli.at(AT).run([title if word == "{}" else word for word in words]).out
    assert "case-1" in found


def test_a_timer_is_named_by_the_title_of_its_record(cli: Cli) -> None:
    cli.at(AT).run("start 1")
    for at, verb in enumerate(("status", "pause", "resume", "stop")):
        assert "case-1" in cli.at(f"2026-11-02 09:1{at}").run([verb, "fix login", "--json"]).out


def test_records_that_are_not_done_are_meant_before_those_that_are(cli: Cli) -> None:
    cli.run("record close 1")
    assert cli.run(["record", "show", "Fix login", "--json"]).json["ref"] == "case-1"
    cli.run('record add "Fix login"')
    assert cli.run(["record", "show", "Fix login", "--json"]).json["ref"] == "task-2"
    cli.run("record close 2")
    cli.at(AT).refused(
        "record reopen 'fix login'",
        code=2,
        message="'fix login' is the title of several records",
        hint="did you mean one of task-2, case-1?",
    )


def test_a_reference_is_read_before_a_title(cli: Cli) -> None:
    cli.run("record add 1")
    cli.run("record add case-1")
    assert cli.run("record show 1 --json").json["title"] == "Fix login"
    assert cli.run("record show CASE-1 --json").json["title"] == "Fix login"


def test_an_unknown_title_names_near_ones(cli: Cli) -> None:
    for line in ("record show 'fix logins'", "log list all --record 'fix logins'"):
        cli.at(AT).refused(
            line,
            code=3,
            message="no record 'fix logins'",
            hint="did you mean case-1 (Fix login)?",
        )
    cli.at(AT).refused(
        ["record", "show", "a\x1b[31mb"],
        code=3,
        message=r"no record 'a\x1b[31mb'",
        hint="timelog record list",
    )
    cli.at(AT).run(["record", "show", "x" * 100_000], code=3)
