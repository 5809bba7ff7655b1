"""Records named by keys and titles, and found or created by one line of a script."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

AT = "2026-11-02 09:00"


@pytest.fixture
@once
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


# keys


@pytest.fixture
@once
def keyed(cli: Cli) -> Cli:
    cli.at("2026-11-02 08:00").run("record edit 1 --key JIRA-42")
    return cli


def test_a_key_is_shown_and_can_be_taken_away(cli: Cli) -> None:
    assert cli.run("record show 1 --json").json["key"] is None
    edited = cli.run("record edit 1 --key JIRA-42")
    assert edited.err == "Changed case-1: key JIRA-42.\n"
    assert "\nkey " in cli.run("record show jira-42").out
    assert cli.run("record list --json").json[0]["key"] == "JIRA-42"
    assert "key" in cli.run("record list --format csv").out.splitlines()[0].split(",")
    assert cli.run("record edit JIRA-42 --no-key").err == "Changed case-1: key removed.\n"
    cli.run("record edit 1 --key JIRA-42")
    assert cli.run(["record", "edit", "1", "--key", ""]).err == "Changed case-1: key removed.\n"
    cli.at(AT).refused("record show JIRA-42", code=3, message="no record 'JIRA-42'")
    cli.at(AT).refused(
        "record edit 1 --key A --no-key",
        code=2,
        message="--key cannot be used with --no-key",
        hint="use only one of them",
    )


@pytest.mark.parametrize("key", ["JIRA-42", "jira-42", " Jira-42 "])
@pytest.mark.parametrize(
    "line",
    [
        "record show {} --json",
        "record edit {} --estimate 3h --json",
        "record close {} --json",
        "log add {} 8:00-8:30 --json",
        "add {} 8:00-8:30 --json",
        "log edit 1 --record {} --json",
        "log list all --record {} --json",
        "log list all --not-record {} --json",
        "log move 2 --to {} --json",
        "report all --record {} --by record --json",
        "history --record {}",
        "billing preview {} --json",
        "billing item add {} Train 12.50 --json",
        "billing item list {} --json",
        "start {} --json",
        "start {} --create --json",
        "interrupt {} --json",
    ],
)
def test_a_key_is_taken_wherever_a_reference_is(keyed: Cli, line: str, key: str) -> None:
    keyed.run("customer add Acme")
    keyed.run("record edit 1 --customer Acme")
    keyed.at("2026-11-02 07:00").run("log add 1 6:00-7:00 --billable --note on_case-1")
    keyed.at("2026-11-02 07:00").run("add Other 5:00-6:00 --note not_case-1")
    keyed.run("billing item add 1 case-1 12.50")
    found = keyed.at(AT).run([key if word == "{}" else word for word in line.split()]).out
    assert "case-1" in found


def test_a_key_is_unique_whatever_its_letter_case(keyed: Cli) -> None:
    for line in ("record add Two --key jira-42", "record edit task-2 --key Jira-42"):
        keyed.at(AT).run("record add Two --unless-exists")
        keyed.at(AT).refused(
            line,
            message="case-1 (Fix login) already has the key 'JIRA-42'",
            hint="timelog record show case-1",
        )
    assert keyed.run("record edit 1 --key jira-42").err == "Changed case-1: key jira-42.\n"


def test_letters_beyond_ascii_are_compared_too(cli: Cli) -> None:
    cli.run(["record", "edit", "1", "--key", "ÜBER-1"])
    assert cli.run(["record", "show", "über-1", "--json"]).json["ref"] == "case-1"
    assert cli.run(["record", "show", "U\u0308ber-1", "--json"]).json["ref"] == "case-1"
    cli.at(AT).run(["record", "add", "Two", "--key", "über-1"], code=1)


@pytest.mark.parametrize(
    "key",
    [
        "case-1", "CASE-99", "task-", "12", "0", "1.2.3", "2026-11", "@1", "@me", "#3", "#x", "-",
        "-x", "--x", "none", "NONE", "a b", "a\tb", "a\x1b[31mb", "a\nb", "\u202ex", "\udcff",
        "x" * 101, "today", "9:00", "1h30m", "yesterday", "\ue000",
    ],
)  # fmt: skip
def test_what_would_be_read_as_something_else_is_no_key(cli: Cli, key: str) -> None:
    before = cli.dump()
    for words in (
        ["record", "edit", "1", f"--key={key}"],
        ["record", "add", "Two", f"--key={key}"],
        ["record", "add", "Two", f"--key={key}", "--unless-exists"],
        ["start", "Two", "--create", f"--key={key}"],
        ["add", "Two", "8:00-8:30", f"--key={key}"],
    ):
        refused = cli.at(AT).run(words, code=2)
        assert refused.err.startswith("error: ")
        assert refused.err.replace("\n", "").isprintable()
    assert cli.dump() == before


@pytest.mark.parametrize(
    "key",
    ["JIRA-42", "feature/login", "cas-1", "x'y\"$z", "[red]", "🎉", "É", "a,b", "x" * 100],
)
def test_many_texts_can_be_keys(cli: Cli, key: str) -> None:
    cli.run(["record", "edit", "1", "--key", key])
    assert cli.at(AT).run(["start", key.upper(), "--json"]).json["record"] == "case-1"
    assert cli.run(["record", "show", key, "--json"]).json["key"] == key


@pytest.mark.parametrize("option", ["--key ''", "--key ' '"])
def test_the_key_of_a_new_record_is_not_empty(cli: Cli, option: str) -> None:
    for line in ("record add Two --unless-exists", "start Two --create", "add Two 8:00-8:30"):
        cli.at(AT).refused(f"{line} {option}", code=2, message="--key is empty")


def test_reference_then_key_then_title(cli: Cli) -> None:
    cli.run("record add Beta --key Alpha")
    cli.run("record add Alpha --key Gamma")
    assert cli.run("record show alpha --json").json["ref"] == "task-2"
    assert cli.run("record show beta --json").json["ref"] == "task-2"
    assert cli.run("record show gamma --json").json["ref"] == "task-3"


def test_a_misspelt_key_names_the_near_one(keyed: Cli) -> None:
    keyed.at(AT).refused(
        "record show JIRA-43", code=3, message="no record 'JIRA-43'", hint="did you mean JIRA-42?"
    )
    refused = keyed.at(AT).run("start JIRA-43", code=3)
    assert "hint: did you mean JIRA-42? To create it: timelog start JIRA-43 --create" in refused.err


def test_with_a_key_only_the_key_tells_whether_the_record_is_there(keyed: Cli) -> None:
    line = "record add 'Fix login' --key WEB-7 --unless-exists"
    assert keyed.at(AT).run(line).out == "task-2\n"
    unchanged(keyed, line, "task-2")
    unchanged(keyed, "record add 'Another title' --key web-7 --unless-exists", "task-2")
    keyed.run("record close 2")
    unchanged(keyed, line, "task-2")


def test_start_creates_with_the_key_or_finds_by_it(keyed: Cli) -> None:
    line = "start 'Broken printer' --create --key WEB-7"
    assert keyed.at(AT).run(line).out == "task-2\n"
    assert keyed.run("record show 2 --json").json["key"] == "WEB-7"
    unchanged(keyed, line, "task-2")
    unchanged(keyed, "start 'Renamed meanwhile' --create --key web-7 --type case", "task-2")
    assert keyed.at(AT).run("start 'Fix login' --key jira-42 --switch --json").json["record"] == (
        "case-1"
    )
    keyed.at(AT).run("stop 1")
    keyed.run("record close 1")
    keyed.at(AT).refused(
        "start X --create --key JIRA-42",
        message="case-1 is closed",
        hint="timelog record reopen case-1",
    )


def test_a_reference_with_the_key_of_another_record_is_refused(keyed: Cli) -> None:
    keyed.run("record add Two")
    keyed.at(AT).refused(
        "start 2 --create --key JIRA-42",
        code=2,
        message="task-2 already exists; --key is only for a new record",
        hint="timelog record edit task-2 --key VALUE",
    )
    assert keyed.at(AT).run("start 1 --create --key jira-42").out == "case-1\n"


def test_an_added_log_finds_the_record_by_the_key_too(keyed: Cli) -> None:
    assert "on case-1" in keyed.at(AT).run("add Anything 8:00-8:30 --key JIRA-42").err
    assert "Created task-2 (Anything)" in keyed.at(AT).run("add Anything 7:00-7:30 --key B").err


def test_a_branch_is_all_that_a_script_needs(cli: Cli) -> None:
    for branch in ("feature/JIRA-42-login", "main", "release-2"):
        line = ["start", branch, "--create", "--switch"]
        first = cli.at(AT).run(line).out
        assert cli.at(AT).run(line).out == first
        assert cli.at(AT).run([*line, "--key", f"k/{branch}"]).out != first


def test_undo_and_redo_bring_keys_back(keyed: Cli) -> None:
    keyed.at(AT).run("record edit 1 --key WEB-7")
    keyed.at(AT).run("undo")
    assert keyed.run("record show 1 --json").json["key"] == "JIRA-42"
    keyed.at(AT).run("redo")
    assert keyed.run("record show 1 --json").json["key"] == "WEB-7"
    keyed.at(AT).run("record edit WEB-7 --no-key")
    keyed.at(AT).run("undo")
    assert keyed.run("record show WEB-7 --json").json["ref"] == "case-1"
    keyed.at(AT).run("record delete WEB-7 --yes")
    keyed.at(AT).run("undo")
    assert keyed.run("record show WEB-7 --json").json["ref"] == "case-1"


def test_an_undo_does_not_give_a_key_twice(keyed: Cli) -> None:
    keyed.at(AT).run("record edit 1 --no-key")
    keyed.at(AT).run("record add Two --key JIRA-42", user="bob")
    before = keyed.dump()
    refused = keyed.at(AT).run("undo", code=1)
    assert refused.err.startswith("error: cannot undo 'timelog record edit 1 --no-key'")
    assert keyed.dump() == before


# the Tab key


def offered(cli: Cli, *words: str) -> list[str]:
    """The names with descriptions that fish is offered for the last word."""
    found = cli.at(AT).run(list(words), env={"_TIMELOG_COMPLETE": "fish"}).out.splitlines()
    return found[1:]


def test_keys_are_offered_beside_references_with_their_titles(keyed: Cli) -> None:
    both = ["case-1\tFix login", "JIRA-42\tFix login"]
    assert offered(keyed, "record", "show", "") == both
    assert offered(keyed, "start", "jir") == both[1:]
    assert offered(keyed, "log", "list", "--record", "J") == both[1:]
    assert offered(keyed, "log", "list", "--record=J") == ["--record=JIRA-42\tFix login"]
    assert offered(keyed, "start", "ca") == both[:1]
    assert offered(keyed, "start", "a-4") == both[1:]


def test_a_number_still_means_a_reference(keyed: Cli) -> None:
    for number in range(2, 5):
        keyed.run(f"record add Two --key JIRA-{number}1")
    assert offered(keyed, "start", "4") == ["task-4\tTwo"]


def test_keys_of_timers_are_offered_when_some_is_typed(keyed: Cli) -> None:
    keyed.at(AT).run("start 1")
    assert offered(keyed, "stop", "") == ["case-1\tFix login"]
    assert offered(keyed, "stop", "j") == ["JIRA-42\tFix login"]


def test_keys_of_what_is_closed_are_offered_when_they_are_typed(keyed: Cli) -> None:
    keyed.run("record close 1")
    assert offered(keyed, "record", "show", "") == []
    assert offered(keyed, "record", "show", "J") == ["JIRA-42\tFix login"]
    assert offered(keyed, "start", "J") == []
