"""Two processes that want the same record at once: there is one, with one timer."""

from __future__ import annotations

import pytest

from tests.faults.test_overlaps_at_once import at_once
from tests.harness import Cli, once


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    cli.at("2026-11-02 08:00").run("record add One")
    return cli


@pytest.mark.parametrize(
    "line",
    [
        "record add Login --unless-exists",
        "record add Login --unless-exists --key WEB-7",
        "start Login --create",
        "start Login --create --key WEB-7",
    ],
)
def test_of_two_that_find_or_create_one_creates(cli: Cli, line: str) -> None:
    timers = int(line.startswith("start"))
    entries = cli.rows("SELECT count(*) FROM entry")[0][0]
    found = at_once(cli, line, line.replace("WEB", "web").replace("Login", "LOGIN"))
    assert [code for code, _ in found] == [0, 0], found
    assert cli.rows("SELECT count(*) FROM record") == [(2,)]
    assert cli.rows("SELECT count(*) FROM timer") == [(timers,)]
    assert cli.rows("SELECT count(*) FROM entry") == [(entries + 1,)]


def test_of_two_that_want_the_same_key_one_is_refused(cli: Cli) -> None:
    found = at_once(cli, "record edit 1 --key WEB-7", "record add Two --key web-7")
    assert sorted(code for code, _ in found) == [0, 1], found
    assert cli.rows("SELECT count(*) FROM record WHERE key = 'web-7'") == [(1,)]
