"""``timelog help TOPIC``: pages that fit, whose commands exist."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.harness import Cli
from timelog_cli.cli import topics
from timelog_cli.cli.commands import MODULES
from timelog_cli.cli.running import read
from timelog_cli.domain.time.grammar import FORMS

NAMES = list(topics.SUMMARIES)


@pytest.mark.parametrize("name", NAMES)
def test_a_topic_fits_80_columns_and_one_that_is_narrower(cli: Cli, name: str) -> None:
    shown = cli.run(f"help {name}").out
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.startswith(name.capitalize() + "\n\n")
    narrow = topics.page(name, columns_wide=40).splitlines()
    assert max(len(line) for line in narrow if not line.startswith(" ")) <= 40


@pytest.mark.parametrize("name", NAMES)
def test_each_command_of_a_topic_is_one(name: str) -> None:
    lines = re.findall(r"^    (timelog .*)$", topics.text(name), re.MULTILINE)
    assert lines or name == "times"
    for line in lines:
        _, *words = shlex.split(line, comments=True)
        assert read(words) is not None, line


def test_times_are_the_forms_that_are_read() -> None:
    known = {form.example for form in FORMS}
    assert set(re.findall(r"^    (.*?)  ", topics.text("times"), re.MULTILINE)) <= known


def test_no_topic_has_the_name_of_a_command_and_all_are_listed(cli: Cli) -> None:
    assert not set(NAMES) & set(MODULES)
    listed = cli.run("--help").out.partition("Topics, shown by timelog help TOPIC:\n")[2]
    assert [line.split()[0] for line in listed.splitlines() if line[2:3] != " "] == NAMES


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("tmes", "did you mean timelog help times?"),
        ("recrd", "did you mean timelog record?"),
        ("xyzzy", f"use a command, or one of the topics {', '.join(NAMES)}"),
        ("remove", "to delete a log: timelog delete ID"),
    ],
)
def test_what_is_no_topic_names_the_near_one_or_all(cli: Cli, word: str, hint: str) -> None:
    assert cli.run(f"help {word}", code=2).err.endswith(f"hint: {hint}\n")


def test_headings_are_bold_where_there_is_colour(cli: Cli) -> None:
    assert "\x1b[1mTimes\x1b[0m" in cli.run("help times", env={"FORCE_COLOR": "1"}).out
    assert "\x1b" not in cli.run("--no-color help times", env={"FORCE_COLOR": "1"}).out


def test_topics_complete_beside_commands(cli: Cli) -> None:
    env = {"_TIMELOG_COMPLETE": "fish"}
    offered = cli.run(["help", "ti"], env=env).out.splitlines()
    names = [line.partition("\t")[0] for line in offered]
    assert names == ["values", "timer", "timesheet", "times"]
