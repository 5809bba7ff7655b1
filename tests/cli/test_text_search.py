"""Texts are found in records and logs, in any letter case, and mean nothing but themselves."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run(["record", "add", "Fix the Login page", "--key", "WEB-7"])
    start.run(["record", "add", "Straße_1", "--description", "50% off\nfor ÄRZTE"])
    start.run(["record", "add", "Old login", "--type", "case"])
    start.run("log add 1 2026-11-01 9:00-10:00 --note 'Called Zoë'")
    start.run("log add 2 2026-11-01 10:00-11:00 --note 'login fails'")
    start.run("log add 3 2026-11-01 11:00-12:00 --billable --note a%b", code=1)
    start.run("log add 3 2026-11-01 11:00-12:00 --note a%b --tag x")
    start.run("record close 3")
    return cli


def records(cli: Cli, *words: str) -> list[str]:
    return cli.run(["record", "list", *words, "--columns", "ref", "--no-header"]).out.split()


def logs(cli: Cli, *words: str) -> list[str]:
    return cli.run(["log", "list", "all", *words, "--columns", "id", "--no-header"]).out.split()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["LOGIN"], ["task-1"]),
        (["login", "--all"], ["task-1", "case-3"]),
        (["web-"], ["task-1"]),
        (["STRASSE"], ["task-2"]),
        (["ärzte"], ["task-2"]),
        (["50%"], ["task-2"]),
        (["e_1"], ["task-2"]),
        (["f%x"], []),
        (["fix", "page"], ["task-1"]),
        (["fix", "old"], []),
        (["login", "--all", "--type", "case"], ["case-3"]),
    ],
)
def test_records_are_found_by_title_description_and_key(
    cli: Cli, words: list[str], found: list[str]
) -> None:
    assert records(cli, *words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--text", "login"], ["1", "2", "3"]),
        (["--text", "zoe\u0308"], ["1"]),
        (["--text", "web-7"], ["1"]),
        (["--text", "%"], ["3"]),
        (["--text", "_"], ["2"]),
        (["--text", "Called", "--text", "fails"], ["1", "2"]),
        (["--text", "login", "--not-text", "fails"], ["1", "3"]),
        (["--text", "login", "--tag", "x"], ["3"]),
        (["--text", "ärzte"], []),
    ],
)
def test_logs_are_found_by_note_and_by_title_and_key_of_the_record(
    cli: Cli, words: list[str], found: list[str]
) -> None:
    assert logs(cli, *words) == found


def test_reports_and_marks_take_the_same_text(cli: Cli) -> None:
    (row,) = cli.run("report all --text zoë --json").json
    assert row["worked_seconds"] == 3600
    marked = cli.run("log mark all --text zoë --no-billable")
    assert marked.err.endswith("1 was already non-billable.\n")


def test_nothing_found_says_how_to_search_closed_records(cli: Cli) -> None:
    assert cli.run(["record", "list", "old login"]).err == (
        "No matching records. To search closed ones too: timelog record list 'old login' --all\n"
    )
    assert cli.run("record list nothing --all").err.startswith("No matching records. To add one")


@pytest.mark.parametrize("line", ["record list ''", "log list --text ' '"])
def test_an_empty_text_is_refused(cli: Cli, line: str) -> None:
    assert "is empty" in cli.run(line, code=2).err
