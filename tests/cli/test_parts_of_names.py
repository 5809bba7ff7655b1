"""A part of a name is enough where only one has it, and what was found is told."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

NOON = "2026-11-02 12:00"
FOUND = "Read login as case-1 (Fix the Login page).\n"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("customer add 'Studio Globex'")
    start.run("service add Consulting --price 60 --currency USD")
    line = "record add 'Fix the Login page' --type case --customer Studio --key WEB-77"
    start.run(f"{line} --service Consulting --billable")
    start.run("record add 'Server move'")
    start.run("record add 'Server backup'")
    start.run("log add 1 2026-11-01 9:00-10:00")
    return cli


@pytest.mark.parametrize(
    "line",
    [
        "record edit {} --estimate 2h",
        "record wait {}",
        "record resolve {}",
        "log add {} 2026-11-01 10:00-11:00",
        "log edit 1 --record {} --note x",
        "log move 1 --to {}",
        "log mark --record {} --no-billable",
        "billing item add {} Train 45.00",
        "start {}",
        "interrupt {}",
        "continue {}",
    ],
)
def test_a_record_is_found_by_a_part_of_its_title_and_told(cli: Cli, line: str) -> None:
    assert FOUND in cli.at(NOON).run(line.format("login")).err


def test_reading_finds_it_too(cli: Cli) -> None:
    shown = cli.at(NOON).run("record show login --json")
    assert (shown.json["ref"], shown.err) == ("case-1", FOUND)
    assert cli.at(NOON).run("log list all --record EB-7 --json").json[0]["record"] == "case-1"


def test_a_part_of_several_is_refused_with_all_of_them(cli: Cli) -> None:
    before = cli.dump()
    refused = cli.at(NOON).run("record close server", code=2)
    assert refused.err == (
        "error: 'server' matches several records\n"
        "hint: did you mean one of task-3 (Server backup), task-2 (Server move)?\n"
    )
    assert cli.dump() == before


def test_of_more_than_can_be_named_the_list_is_hinted_at(cli: Cli) -> None:
    for number in range(9):
        cli.run(f"record add 'Call {number}'")
    hint = cli.run("record show call", code=2).err
    assert hint.endswith("? To list them: timelog record list call\n")


def test_an_exact_title_comes_first_and_open_records_before_others(cli: Cli) -> None:
    cli.run("record add Login")
    assert cli.run("record show login --json").json["ref"] == "task-4"
    cli.run("record close task-2")
    assert cli.run("record show server --json").json["ref"] == "task-3"
    cli.run("record close task-3")
    assert cli.run("record show 'er mo' --json").json["ref"] == "task-2"


@pytest.mark.parametrize("ref", ["lo", "nothing", "%", ""])
def test_too_little_or_nothing_finds_none(cli: Cli, ref: str) -> None:
    assert cli.run(["record", "show", ref], code=None).code in {2, 3}


@pytest.mark.parametrize(
    "line",
    [
        "record add login --unless-exists",
        "start login --create",
        "interrupt login --create",
        "add login 2026-11-01 10:00-11:00",
        "start login --create --type ticket",
    ],
)
def test_what_may_create_a_record_takes_its_title_exactly(cli: Cli, line: str) -> None:
    before = cli.rows("SELECT count(*) FROM record")[0][0]
    cli.at(NOON).run(line)
    assert cli.rows("SELECT count(*) FROM record")[0][0] == before + 1


def test_what_describes_a_new_record_does_not_find_one_by_a_part(cli: Cli) -> None:
    assert cli.at(NOON).run("start login --type ticket", code=3).err.startswith("error: no record")


@pytest.mark.parametrize("line", ["billing issue login", "billing quote login"])
def test_what_cannot_be_undone_names_the_record_instead(cli: Cli, line: str) -> None:
    cli.run("record resolve 1")
    refused = cli.at(NOON).run(line, code=3)
    assert "did you mean case-1 (Fix the Login page)?" in refused.err


def test_files_name_records_exactly(cli: Cli) -> None:
    row = b'{"record": "login", "start": "2026-11-01T14:00:00+01:00", "duration": "1h"}\n'
    refused = cli.at(NOON).run("log add --from - --input-format jsonl", stdin=row, code=3)
    assert "no record 'login'" in refused.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("record add New --customer lobe", "Read lobe as Studio Globex.\n"),
        ("record add New --service sult", "Read sult as Consulting.\n"),
        ("record edit 2 --customer lobe", "customer Studio Globex"),
        ("log list all --customer lobe", "Read lobe as Studio Globex.\n"),
        ("record list --customer lobe", ""),
        ("customer edit lobe --currency EUR", "Changed Studio Globex"),
        ("service edit sult --price 61", "Changed Consulting"),
    ],
)
def test_a_customer_or_service_is_found_by_any_part(cli: Cli, line: str, said: str) -> None:
    assert said in cli.at(NOON).run(line).err


def test_a_beginning_of_a_word_is_not_told(cli: Cli) -> None:
    assert "Read" not in cli.run("record add New --customer glob").err


@pytest.mark.parametrize("name", ["ob", "nope"])
def test_a_part_that_is_short_or_missing_is_no_customer(cli: Cli, name: str) -> None:
    assert cli.run(f"customer show {name}", code=3).err.startswith("error: no customer")
