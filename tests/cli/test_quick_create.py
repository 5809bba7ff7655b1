"""A title where ``timer start`` and ``timer interrupt`` expect a reference."""

from __future__ import annotations

import io

import pytest

from tests.harness import Cli, once
from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

AT = "2026-11-02 09:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run("customer add Acme")
    start.run('record add "Fix login" --type case')
    return cli


def test_create_makes_the_record_and_starts_in_one_entry(cli: Cli) -> None:
    before = cli.dump()
    entries = cli.rows("SELECT count(*) FROM entry")[0][0]
    result = cli.at(AT).run('start "New thing" --create')
    assert result.err == "Created task-2 (New thing).\nStarted task-2 (New thing) at 09:00.\n"
    assert result.out == "task-2\n"
    assert cli.rows("SELECT type, status FROM record WHERE id = 2") == [("task", "open")]
    assert cli.rows("SELECT count(*) FROM entry") == [(entries + 1,)]
    after = cli.dump()
    cli.at("2026-11-02 09:01").run("undo")
    assert cli.dump() == before
    cli.at("2026-11-02 09:02").run("redo")
    assert cli.dump() == after


def test_what_is_said_of_the_record_goes_on_it(cli: Cli) -> None:
    line = 'start "New thing" --create --type ticket --customer acme --service con --billable'
    found = cli.at(AT).run(f"{line} --note hello --at 8:50 --json").json
    assert (found["record"], found["billable"], found["note"]) == ("ticket-2", True, "hello")
    made = cli.run("record show 2 --json").json
    assert (made["customer"], made["service"], made["billable"]) == ("Acme", "Consulting", True)
    assert made["owner"] == "ada"


def test_interrupt_makes_its_record_too(cli: Cli) -> None:
    cli.at(AT).run("start case-1")
    before = cli.dump()
    result = cli.at("2026-11-02 09:30").run('timer interrupt "Phone call" --create')
    assert result.err == (
        "Created task-2 (Phone call).\n"
        "Paused case-1, 0:30 so far. It resumes when task-2 ends.\n"
        "Started task-2 (Phone call) at 09:30.\n"
    )
    cli.at("2026-11-02 09:31").run("undo")
    assert cli.dump() == before


def test_on_a_terminal_it_is_offered(cli: Cli) -> None:
    kept = cli.at(AT).run('start "New thing"', answers="n\n", code=1)
    question = 'No record "New thing". Create a task with this title and start the timer? [y/N] '
    assert kept.err == f"{question}Nothing changed.\n"
    assert cli.rows("SELECT count(*) FROM record") == [(1,)]
    made = cli.at(AT).run('start "New thing" --type ticket --customer Acme', answers="y\n")
    question = question.replace("a task", "a ticket")
    assert made.err.startswith(f"{question}Created ticket-2 (New thing).\n")
    assert cli.rows("SELECT customer_id FROM record WHERE id = 2") == [(1,)]


def test_an_empty_answer_is_no(cli: Cli) -> None:
    result = cli.at(AT).run('interrupt "New thing" --json', answers="\n", code=1)
    assert result.out == "null\n"
    assert cli.rows("SELECT count(*) FROM timer") == [(0,)]


@pytest.mark.parametrize("verb", ["start", "timer start", "interrupt", "timer interrupt"])
def test_where_nobody_can_be_asked_the_command_that_makes_it_is_named(cli: Cli, verb: str) -> None:
    hint = f"timelog {verb} 'New thing' --customer Acme --create"
    cli.at(AT).refused(
        f'{verb} "New thing" --customer Acme',
        code=3,
        message="no record 'New thing'",
        hint=f"to create it: {hint}",
    )
    cli.at(AT).run(hint.removeprefix("timelog "))


def test_a_misspelt_reference_names_the_near_one(cli: Cli) -> None:
    cli.at(AT).refused(
        "start cas-1",
        code=3,
        message="no record 'cas-1'",
        hint="did you mean case-1? To create it: timelog start cas-1 --create",
    )


@pytest.mark.parametrize("ref", ["case-99", "99", "CASE-99"])
def test_what_looks_like_a_reference_is_never_made_a_record(cli: Cli, ref: str) -> None:
    for answers in (None, "y\n"):
        cli.at(AT).refused(
            f"start {ref} --create", code=3, message=f"no record {ref}", answers=answers
        )
    cli.at(AT).refused(f"start {ref}", code=3, message=f"no record {ref}", answers="y\n")


@pytest.mark.parametrize("ref", ["case-", "case--1", "12.30", "0", "#!"])
def test_nor_is_a_botched_one(cli: Cli, ref: str) -> None:
    cli.at(AT).refused(
        f"start '{ref}' --create", code=2, message=f"{ref!r} is not a record reference"
    )


@pytest.mark.parametrize("title", ["task-force", "ticket-2-go", "RFC-2119", "Über uns", "🎉"])
def test_a_title_may_look_a_little_like_one(cli: Cli, title: str) -> None:
    assert f"Created task-2 ({title})." in cli.at(AT).run(["start", title, "--create"]).err


def test_create_does_no_harm_where_the_record_exists(cli: Cli) -> None:
    assert cli.at(AT).run("start case-1 --create").err == "Started case-1 (Fix login) at 09:00.\n"


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("--type task", "remove --type"),
        ("--customer Acme", "timelog record edit case-1 --customer VALUE"),
        ("--service Consulting", "timelog record edit case-1 --service VALUE"),
    ],
)
def test_what_is_said_of_a_record_that_exists_is_refused(cli: Cli, option: str, hint: str) -> None:
    name = option.split(maxsplit=1)[0]
    cli.at(AT).refused(
        f"start case-1 {option}",
        code=2,
        message=f"case-1 already exists; {name} is only for a new record",
        hint=hint,
    )


@pytest.mark.parametrize("title", ["Fix login", "fix LOGIN", "  Fix login "])
@pytest.mark.parametrize("verb", ["start", "interrupt"])
@pytest.mark.parametrize("option", [[], ["--create"]])
def test_no_second_record_of_a_title_is_made(
    cli: Cli, verb: str, title: str, option: list[str]
) -> None:
    started = cli.at(AT).run([verb, title, *option])
    assert started.err.startswith("Started case-1 (Fix login) at 09:00.\n")
    assert started.out == ("case-1\n" if option else "")
    assert cli.rows("SELECT count(*) FROM record") == [(1,)]


def test_letter_case_does_not_count_in_any_alphabet(cli: Cli) -> None:
    cli.run('record add "ÜBER STRASSE"')
    assert cli.at(AT).run('start "über straße" --create').out == "task-2\n"


def test_a_record_that_is_made_while_somebody_is_asked_is_not_made_again(cli: Cli) -> None:
    class Slow(io.BytesIO):
        def isatty(self) -> bool:
            return True

        def readline(self, size: int | None = -1, /) -> bytes:
            cli.at(AT).run('record add "New thing"', user="bob")
            return b"y\n"

    out, err = io.StringIO(), io.StringIO()
    words = ["start", "New thing"]
    assert main(words, World(cli.environment(AT), Slow(), out, err)) == 0  # type: ignore[arg-type]
    assert err.getvalue().endswith("[y/N] Started task-2 (New thing) at 09:00.\n")
    assert cli.rows("SELECT count(*) FROM record") == [(2,)]


@pytest.mark.parametrize("option", ["", " --create"])
def test_several_records_of_that_title_are_named(cli: Cli, option: str) -> None:
    cli.run('record add "fix login"')
    for line in ("start", "interrupt"):
        cli.at(AT).refused(
            f'{line} "Fix login"{option}',
            code=2,
            message="'Fix login' is the title of several records",
            hint="did you mean one of task-2, case-1?",
            answers="y\n",
        )


# ``start --create`` again


def test_create_twice_leaves_the_timer_as_it_is(cli: Cli) -> None:
    line = 'start "New thing" --create --type ticket --note hello --tag deep --at 8:50'
    first = cli.at(AT).run(line)
    before, entries = cli.dump(), cli.rows("SELECT * FROM entry")
    again = cli.at("2026-11-02 09:10").run(line)
    assert first.out == again.out == "ticket-2\n"
    said = "Nothing changed: the timer on ticket-2 is already running.\n"
    assert again.err == f"Read 8:50 as 2026-11-02 08:50.\n{said}"
    assert cli.dump() == before
    assert cli.rows("SELECT * FROM entry") == entries


def test_create_resumes_a_paused_timer(cli: Cli) -> None:
    cli.at(AT).run('start "New thing" --create')
    cli.at("2026-11-02 09:10").run("pause")
    found = cli.at("2026-11-02 09:30").run('start "New thing" --create --at 9:20')
    assert found.out == "task-2\n"
    assert found.err.endswith("\nResumed task-2 (New thing) at 09:20, 0:20 so far.\n")
    cli.at("2026-11-02 09:31").run("undo")
    assert cli.run("status --json").json["state"] == "paused"


def test_create_with_switch_pauses_the_other_timer(cli: Cli) -> None:
    cli.at(AT).run("start case-1")
    cli.at("2026-11-02 09:10").run('start "New thing" --create --switch')
    line = "start 'fix login' --create"
    cli.at("2026-11-02 09:20").refused(
        line,
        message="another timer is already running, on task-2",
        hint="to pause it first: timelog resume case-1 --switch",
    )
    resumed = cli.at("2026-11-02 09:20").run(f"{line} --switch")
    assert resumed.err == (
        "Paused task-2, 0:10 so far.\nResumed case-1 (Fix login) at 09:20, 0:10 so far.\n"
    )
    since_last = f"{line} --switch --since-last"
    kept = cli.at("2026-11-02 09:30").run(since_last)
    assert kept.err == "Nothing changed: the timer on case-1 is already running.\n"


def test_a_timer_that_is_there_already_keeps_its_note_and_tags(cli: Cli) -> None:
    cli.at(AT).run('start "New thing" --create --note hello --tag deep')
    line = "start 'New thing' --create --note bye --tag wide"
    cli.at("2026-11-02 09:10").run(line)
    cli.at("2026-11-02 09:20").run("pause")
    found = cli.at("2026-11-02 09:30").run(f"{line} --json").json
    assert (found["state"], found["note"], found["tags"]) == ("running", "hello", ["deep"])


def test_without_create_a_second_start_stays_refused(cli: Cli) -> None:
    cli.at(AT).run("start case-1")
    for line in ("start case-1", "start 'Fix login'", "start 1 --switch", "interrupt 1 --create"):
        cli.at(AT).refused(
            line,
            message="there is already a running timer on case-1",
            hint="timelog stop case-1",
        )
    found = cli.at(AT).run("start case-1 --create --json").json
    assert (found["record"], found["state"]) == ("case-1", "running")


def test_another_user_starts_a_timer_of_their_own(cli: Cli) -> None:
    cli.at(AT).run('start "New thing" --create')
    other = cli.at(AT).run('start "New thing" --create', user="bob")
    assert other.err == "Started task-2 (New thing) at 09:00.\n"


def test_a_title_of_what_is_done_is_free(cli: Cli) -> None:
    cli.run("record resolve case-1")
    cli.at(AT).refused(
        'start "Fix login"', message="case-1 is resolved", hint="timelog record reopen case-1"
    )
    assert "Created task-2 (Fix login)." in cli.at(AT).run('start "Fix login" --create').err


def test_a_refused_start_makes_no_record(cli: Cli) -> None:
    cli.at("2026-11-02 08:30").run("start case-1")
    cli.at(AT).refused(
        'start "New thing" --create --customer Acme',
        message="another timer is already running, on case-1",
        hint="to pause it first: timelog start 'New thing' --create --customer Acme --switch",
    )
    cli.at("2026-11-02 08:30").run("--as bob start case-1")
    cli.at(AT).refused(
        '--as bob start "New thing" --create',
        message="another timer is already running, on case-1",
        hint="to pause it first: timelog start --as bob 'New thing' --create --switch",
    )
    cli.at(AT).refused(
        'start "New thing" --create --customer Nobody',
        code=3,
        message="no customer 'Nobody'",
        hint="timelog customer add Nobody",
    )
    cli.at(AT).refused(
        'start "New thing" --create --billable',
        message="a record without a service cannot be billable",
        hint="timelog record add 'New thing' --service SERVICE --billable",
    )


def test_a_hint_for_a_new_record_keeps_no_since_last(cli: Cli) -> None:
    cli.at("2026-11-01 18:00").run("log add case-1 17:00-18:00")
    cli.at(AT).refused(
        'start "New thing" --create --since-last',
        message="the last log ended at 2026-11-01 18:00:00, before today started"
        " at 2026-11-02 00:00:00",
        hint="timelog start 'New thing' --create --at 2026-11-01T18:00:00+01:00",
    )


def test_what_is_no_title_is_refused(cli: Cli) -> None:
    cli.at(AT).refused(
        ["start", "a\x1bb", "--create"],
        code=2,
        message=r"the title contains a character that is not allowed: \x1b",
    )
    cli.at(AT).refused(
        ["start", "x" * 501],
        code=2,
        message="the title has 501 characters; the maximum is 500",
        answers="y\n",
    )


# ``timelog add``


@pytest.mark.parametrize(
    "line",
    [
        "add yesterday 9:00-10:00",
        "add today 1h",
        "add monday 9:00-10:00",
        "add now 1h",
        "add noon 1h",
        "add 1h30m 9:00-10:00",
        "add '9 june' 9:00-10:00",
        "add 'yesterday 9:30' 1h",
        "add '3 days ago' 9:00-10:00",
        "add 9-11 30m",
    ],
)
def test_a_time_is_no_title(cli: Cli, line: str) -> None:
    before = cli.dump()
    refused = cli.at(AT).run(line, code=2)
    assert "a time, not a record" in refused.err or "not a record reference" in refused.err
    assert cli.dump() == before


def test_where_the_record_is_left_out_the_hint_has_its_place(cli: Cli) -> None:
    cli.at(AT).refused(
        "add yesterday 9:00-10:00",
        code=2,
        message="'yesterday' is a time, not a record",
        hint="give the record first: timelog add REF yesterday 9:00-10:00",
    )
    cli.at(AT).run("add case-1 yesterday 9:00-10:00")


@pytest.mark.parametrize("title", ["case1", "cas-1", "Case 1", "case_1", "case#1", "tiket-1"])
def test_a_misspelt_reference_is_no_title(cli: Cli, title: str) -> None:
    before = cli.dump()
    refused = cli.at(AT).run(["add", title, "yesterday", "9:00-10:00"], code=3)
    meant = "ticket-1" if title == "tiket-1" else "case-1"
    assert f"hint: did you mean {meant}? To create it: timelog record add " in refused.err
    assert cli.dump() == before


@pytest.mark.parametrize("title", ["Phase 1", "RFC-2119", "Sprint42", "Plan the move", "May 1st?"])
def test_other_titles_with_a_number_are_titles(cli: Cli, title: str) -> None:
    logged = cli.at(AT).run(["add", title, "1h"])
    assert f"Created task-2 ({title})." in logged.err


def test_a_title_that_a_record_has_makes_no_second_one(cli: Cli) -> None:
    for hour, title in enumerate(("Fix login", "fix LOGIN", " Fix login"), 5):
        assert "on case-1" in cli.at(AT).run(f"add '{title}' {hour}:00-{hour + 1}:00").err
    cli.at(AT).refused(
        "add 'Fix login' 8:00-8:30 --type task",
        code=2,
        message="case-1 already exists; --type is only for a new record",
        hint="remove --type",
    )
    cli.at(AT).run("record resolve 1")
    assert "Created task-2" in cli.at(AT).run("add 'Fix login' 8:00-9:00").err


def test_a_new_record_whose_title_is_a_part_of_another_names_that_one(cli: Cli) -> None:
    logged = cli.at(AT).run("add login 7:00-8:00").err
    assert logged.startswith(
        "case-1 (Fix login) has 'login' in its title. To log on it instead: timelog undo, then use"
        " case-1\nCreated task-2 (login).\n"
    )
    assert "in its title" not in cli.at(AT).run("add Logbook 8:00-8:30").err
