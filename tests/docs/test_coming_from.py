"""What people type elsewhere has its equal here: each line runs, and its keys are counted."""

from __future__ import annotations

import re
import shlex
from datetime import datetime, timedelta

import pytest

from tests.docs import pages
from tests.docs.pages import ROOT
from tests.harness import Cli

PAGE = (ROOT / "docs" / "how-to" / "coming-from.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.+)` \| `(timelog.*)` \| (0|[+−]\d+) \|$")
TABLES = {
    table.splitlines()[0].strip("|").split("|")[0].strip(): table.splitlines()[2:]
    for table in re.findall(r"(?:^\|.*\n)+", PAGE, flags=re.MULTILINE)
}

# The page says why.
LONGER = [
    "klog total",
    "klog json",
    'toggl ls "login"',
]


def rows(program: str) -> list[tuple[str, str, str]]:
    """What is typed there, what is typed here, and the difference that the page states."""
    return [_row(line) for line in TABLES[program]]


def _row(line: str) -> tuple[str, str, str]:
    found = ROW.fullmatch(line)
    assert found, line
    return found[1], found[2], found[3]


def keys(line: str) -> int:
    """The keys of a command line after the name of the program."""
    return len(line.partition(" ")[2])


@pytest.mark.parametrize("program", TABLES)
def test_every_line_runs_ten_minutes_after_the_one_before(cli: Cli, program: str) -> None:
    now = datetime(2026, 11, 2, 8)
    for command in pages.commands(PAGE):
        cli.at(f"{now:%Y-%m-%d %H:%M}").run(shlex.split(command.typed)[1:])
    records = cli.rows("SELECT id, title FROM record")
    for _, here, _ in rows(program):
        now += timedelta(minutes=10)
        moment = cli.at(f"{now:%Y-%m-%d %H:%M}")
        moment.run(shlex.split(here)[1:], terminal=80, answers="y\n", env={"EDITOR": "true"})
    assert cli.rows("SELECT id, title FROM record") == records, "a title was taken for a new one"


@pytest.mark.parametrize("program", TABLES)
def test_the_page_counts_the_keys_of_both(program: str) -> None:
    for there, here, stated in rows(program):
        assert keys(here) - keys(there) == int(stated.replace("−", "-")), f"{there}: {here}"


def test_only_these_lines_take_more_keys_than_elsewhere() -> None:
    lines = [row for program in TABLES for row in rows(program)]
    assert [there for there, here, _ in lines if keys(here) > keys(there)] == LONGER
