"""Tags as a whole: listed, renamed, merged and deleted on all logs and active timers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli import bills
from tests.harness import Cli, once

NOON = "2026-11-02 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("record add One")
    for hours, tags in (("9-10", "meting x"), ("10-11", "meeting"), ("11-12", "meting meeting")):
        first, last = hours.split("-")
        more = " ".join(f"--tag {tag}" for tag in tags.split())
        start.run(f"log add 1 2026-11-01 {first}:00-{last}:00 {more}")
    return cli


def tags(cli: Cli) -> list[Any]:
    return [cli.run(f"log show {log} --json").json["tags"] for log in (1, 2, 3)]


def test_a_list_has_each_tag_with_its_logs_time_and_last_use(cli: Cli) -> None:
    cli.at("2026-11-02 11:00").run("start 1 --tag x --tag phone")
    listed = cli.at(NOON).run("tag list")
    assert listed.out.splitlines() == [
        "TAG      LOGS  TIME  LAST USED",
        "meeting     2  2:00  2026-11-01",
        "meting      2  2:00  2026-11-01",
        "phone       0  0:00  2026-11-02",
        "x           1  1:00  2026-11-02",
    ]
    assert cli.at(NOON).run("tag list --json").json[3] == {
        "tag": "x",
        "logs": 1,
        "worked_seconds": 3600,
        "timers": 1,
        "invoiced_logs": 0,
        "last_used": "2026-11-02T11:00:00+01:00",
    }


def test_no_tags_are_a_sentence_and_an_empty_array(cli: Cli) -> None:
    cli.run("tag delete meting meeting x --yes")
    assert cli.run("tag list").err.startswith("No tags.")
    assert cli.run("tag list --json").json == []


def test_renaming_changes_logs_and_timers_and_can_be_undone(cli: Cli) -> None:
    cli.at("2026-11-02 11:00").run("start 1 --tag x")
    before = cli.dump()
    done = cli.at(NOON).run("tag rename X '#deep work'")
    assert done.err == (
        "Renamed the tag x to deep work: 1 log and 1 active timer. To undo: timelog undo\n"
    )
    assert tags(cli)[0] == ["deep work", "meting"]
    assert cli.at(NOON).run("status --json").json["tags"] == ["deep work"]
    cli.at(NOON).run("undo")
    assert cli.dump() == before
    cli.at(NOON).run("redo")
    assert tags(cli)[0] == ["deep work", "meting"]


def test_only_the_letter_case_can_change_too(cli: Cli) -> None:
    cli.run("tag rename meeting Meeting")
    assert tags(cli)[1:] == [["Meeting"], ["Meeting", "meting"]]


def test_a_name_that_another_tag_has_is_refused_with_the_merge(cli: Cli) -> None:
    before = cli.dump()
    refused = cli.run("tag rename meting MEETING", code=1)
    assert refused.err == (
        "error: the tag 'meeting' already exists\n"
        "hint: to merge them: timelog tag merge meting --into meeting\n"
    )
    assert cli.dump() == before


def test_the_same_name_changes_nothing(cli: Cli) -> None:
    entries = cli.rows("SELECT count(*) FROM change")
    assert cli.run("tag rename x x").err == "Nothing changed.\n"
    assert cli.rows("SELECT count(*) FROM change") == entries


def test_merging_leaves_each_log_one_of_them(cli: Cli) -> None:
    before = cli.dump()
    done = cli.run("tag merge meting x --into meeting --json")
    assert done.json == {
        "tags": ["meting", "x"],
        "into": "meeting",
        "logs": 2,
        "timers": 0,
        "invoiced_logs": 0,
    }
    assert tags(cli) == [["meeting"], ["meeting"], ["meeting"]]
    assert cli.run("history --limit 1 --json").json[0]["command"].startswith("timelog tag merge")
    cli.run("undo")
    assert cli.dump() == before


def test_several_are_merged_into_a_new_one(cli: Cli) -> None:
    cli.run("tag merge meting meeting --into talks")
    assert tags(cli) == [["talks", "x"], ["talks"], ["talks"]]


def test_a_tag_merged_with_itself_alone_is_refused(cli: Cli) -> None:
    assert "with itself" in cli.run("tag merge x --into X", code=2).err


def test_deleting_asks_and_keeps_the_logs(cli: Cli) -> None:
    asked = cli.at(NOON).run("tag delete meting meeting", terminal=80, answers="n\n", code=1)
    assert "Delete the tags meting, meeting (3 logs)? [y/N]" in asked.err
    assert tags(cli)[1] == ["meeting"]
    done = cli.run("tag delete meting meeting --yes")
    assert done.err.startswith("Deleted the tags meting, meeting: 3 logs.")
    assert tags(cli) == [["x"], [], []]


@pytest.mark.parametrize("line", ["rename no a", "merge x no --into a", "delete x no --yes"])
def test_an_unknown_tag_changes_nothing(cli: Cli, line: str) -> None:
    before = cli.dump()
    assert cli.run(f"tag {line}", code=3).err == "error: no tag 'no'\nhint: timelog tag list\n"
    assert cli.dump() == before


@pytest.mark.parametrize("line", ["rename x '#'", "rename x 'a\x07'", "merge x --into ' '"])
def test_a_name_that_no_log_can_have_is_refused(cli: Cli, line: str) -> None:
    assert cli.run(f"tag {line}", code=2).err.startswith("error: the tag ")


@pytest.fixture
@once
def invoiced(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    bills.service(cli)
    ref = bills.record(cli)
    bills.log(cli, ref, "9:00-10:00", "--billable --tag meting")
    bills.done(cli, ref)
    bills.issue(cli, ref)
    return cli


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("rename meting talk", "rename"),
        ("merge meting --into talk", "merge"),
        ("delete meting --yes", "delete"),
    ],
)
def test_tags_of_invoiced_logs_are_locked(invoiced: Cli, line: str, verb: str) -> None:
    before = invoiced.dump()
    refused = invoiced.run(f"tag {line}", code=1)
    assert refused.err == (
        f"error: cannot {verb} the tag 'meting': 1 of 3 logs is on an invoice\n"
        "hint: to change only the other logs, add --uninvoiced\n"
    )
    assert invoiced.dump() == before
    assert invoiced.run(f"tag {line} --uninvoiced").err.endswith("1 invoiced log keeps its tag.\n")
    assert "meting" not in [tag for found in tags(invoiced) for tag in found]
    assert invoiced.run("log show 4 --json").json["tags"] == ["meting"]
    invoiced.run("undo")
    assert invoiced.dump() == before


def test_invoiced_logs_alone_are_left_as_they_are(invoiced: Cli) -> None:
    invoiced.run("tag rename meting talk --uninvoiced")
    done = invoiced.run("tag delete meting --uninvoiced --yes --json")
    assert (done.json["logs"], done.json["invoiced_logs"]) == (0, 1)
    assert done.err.startswith("Nothing changed.")
