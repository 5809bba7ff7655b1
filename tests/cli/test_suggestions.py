"""What is suggested for a word that does not exist, and for which words nothing is."""

from __future__ import annotations

import pytest

from tests.harness import Cli

MISTYPED = [
    ("reocrd", "timelog record"),
    ("calender", "timelog calendar"),
    ("histroy", "timelog history"),
    ("timesheeet", "timelog timesheet"),
    ("statsu", "timelog status"),
    ("srtart 1", "timelog start"),
    ("day-off", "timelog dayoff"),
    ("log lst", "timelog log list"),
    ("log lists", "timelog log list"),
    ("billing isue 1", "timelog billing issue"),
    ("start 1 --bilable", "--billable"),
    ("start 1 --swich", "--switch"),
    ("start 1 --unless", "--unless-running"),
    ("record add x --desc y", "--description"),
    ("record edit 1 --custmoer y", "--customer"),
    ("undo --dryrun", "--dry-run"),
    ("config set seller.nme x", "seller.name"),
    ("config set seler.name x", "seller.name"),
    ("config set billing.curency EUR", "billing.currency"),
    ("config set work.hour 9-17", "work.hours"),
    ("config set timer.onstart stop", "timer.on_start"),
]
FOREIGN = [
    ("project add X", "timelog record add"),
    ("project create X", "timelog record add"),
    ("projects list", "timelog record list"),
    ("task remove 1", "timelog record delete"),
    ("client list", "timelog customer list"),
    ("Client ls", "timelog customer list"),
    ("entry rm 1", "timelog log delete"),
    ("invoice show 1", "timelog billing show"),
    ("settings set seller.name X", "timelog config set"),
    ("record edit 1 --name X", "--title"),
    ("record edit 1 --client X", "--customer"),
    ("report --project X", "--record"),
    ("log add 1 9:00-10:00 --description X", "--note"),
    ("stop --message X", "--note"),
]
NOTHING_LIKE = [
    ("undo --last", "timelog undo --help"),
    ("undo --force", "timelog undo --help"),
    ("report --from 2026-11-01", "timelog report --help"),
    ("report --since 2026-11-01", "timelog report --help"),
    ("billing undo", "timelog billing --help"),
    ("user add X", "timelog --help"),
    ("workspace", "timelog --help"),
    ("config set colour x", "timelog config list"),
    ("config set seller.wibble x", "timelog config list"),
]


def hint_of(cli: Cli, line: str) -> str:
    return cli.run(line, code=2).err.partition("hint: ")[2].strip()


@pytest.mark.parametrize(("line", "meant"), MISTYPED)
def test_a_mistyped_word_is_answered_with_the_one_it_means(cli: Cli, line: str, meant: str) -> None:
    assert hint_of(cli, line) == f"did you mean {meant}?"


@pytest.mark.parametrize(("line", "meant"), FOREIGN)
def test_words_of_other_programs_are_answered_with_ours(cli: Cli, line: str, meant: str) -> None:
    assert hint_of(cli, line) == f"did you mean {meant}?"


@pytest.mark.parametrize(("line", "hint"), NOTHING_LIKE)
def test_a_word_that_is_like_none_gets_no_suggestion(cli: Cli, line: str, hint: str) -> None:
    assert hint_of(cli, line) == hint
