"""Times where tags are, and records where times are: the hint is the command that was meant."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

NOW = "2026-11-02 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    cli.at("2026-11-01 08:00").run("record add 'Fix login' --type case")
    return cli


def command(cli: Cli, line: str) -> str:
    """The command that the hint at a refused line ends with."""
    refused = cli.at(NOW).run(line, code=2)
    return refused.err.strip().rpartition("hint: ")[2].rpartition("timelog ")[2]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("9am", "9am"),
        ("at 9am", "9am"),
        ("9", "9:00"),
        ("at 9", "9:00"),
        ("noon", "noon"),
        ("yesterday", "'yesterday 9:30'"),
        ("yesterday 8:45", "'yesterday 08:45'"),
        ("yesterday 9am", "'yesterday 9am'"),
        ("2h ago", "'2h ago'"),
        ("2h", "-2h"),
    ],
)
@pytest.mark.parametrize("verb", ["start", "interrupt"])
def test_a_time_behind_a_record_is_hinted_at_as_one(
    cli: Cli, verb: str, words: str, at: str
) -> None:
    hint = command(cli, f"{verb} case-1 {words}")
    assert hint == f"{verb} case-1 --at {at}"
    cli.at(NOW).run(hint)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("tomorrow", "start case-1"),
        ("18:30 tomorrow", "start case-1"),
        ("9-10", "log add case-1 9-10"),
    ],
)
def test_a_time_at_which_no_timer_starts_is_hinted_at_otherwise(
    cli: Cli, words: str, hint: str
) -> None:
    assert command(cli, f"start case-1 {words}") == hint
    cli.at(NOW).run(hint)


def test_a_time_behind_a_record_that_does_not_exist_is_not_the_matter(cli: Cli) -> None:
    assert cli.at(NOW).run("start case-9 9am", code=3).err.startswith("error: no record case-9")


def test_a_time_behind_the_title_of_a_new_record_is_an_option(cli: Cli) -> None:
    refused = cli.at(NOW).run("start 'New one' 9am --create", code=2)
    assert refused.err.endswith("hint: give the time as an option: --at 9am\n")
    cli.at(NOW).run("start 'New one' --create --at 9am")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("add yesterday 9-10 case-1", "add case-1 yesterday 9-10"),
        ("add yesterday case-1 9-10", "add case-1 yesterday 9-10"),
        ("add 9-10 case-1", "add case-1 9-10"),
        ("add 9-10 case-1 yesterday", "add case-1 9-10 yesterday"),
        ("add 1h 'fix login'", "add 'fix login' 1h"),
        ("add 1h fix login", "add 'fix login' 1h"),
        ("add yesterday 9-10 1", "add 1 yesterday 9-10"),
        ("add 9-10 Broken printer", "add 'Broken printer' 9-10"),
        ("add tomorrow 9-10 case-1", "add case-1 tomorrow 9-10 --allow-future"),
        ("log add yesterday 9-10 case-1", "log add case-1 yesterday 9-10"),
        ("log add 9-10 Fix login", "log add 'Fix login' 9-10"),
    ],
)
def test_a_record_behind_its_time_is_hinted_at_before_it(cli: Cli, line: str, hint: str) -> None:
    assert command(cli, line) == hint
    cli.at(NOW).run(hint)


def test_a_time_without_any_record_asks_for_one(cli: Cli) -> None:
    assert command(cli, "add yesterday 9-10") == "add REF yesterday 9-10"
    assert "must come before" not in cli.at(NOW).run("log add 9-10 foo", code=2).err


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("stop case-1 9am", "stop case-1 --at 9am"),
        ("stop at 9", "stop --at 9:00"),
        ("stop 1h ago", "stop --at '1h ago'"),
        ("pause case-1 noon", "pause case-1 --at noon"),
    ],
)
def test_surplus_words_that_are_a_time_are_hinted_at_as_one(cli: Cli, line: str, hint: str) -> None:
    cli.at("2026-11-02 08:00").run("start case-1")
    assert command(cli, line) == hint
    cli.at(NOW).run(hint)
