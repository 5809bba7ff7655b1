"""Logs of another database of timelog, as ``log list --format jsonl`` and ``--json`` print them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.trackers.told import source_of, told, worked
from tests.harness import Cli
from timelog_cli.domain.foreign import Pause
from timelog_cli.exchange.trackers import detected, jsonl

LINES = (
    'record add "Fix login" --type case',
    "log add 1 2026-10-25 1:00-4:30 --tag web --note 'one\ntwo'",
    "log edit 1 --pause 3:30-4:00",
    "log add 1 2026-11-01 23:30-0:30:15",
)


@pytest.mark.parametrize("format", ["--format jsonl", "--json"])
def test_what_is_listed_is_read(cli: Cli, format: str) -> None:
    for line in LINES:
        cli.run(line)
    listed = cli.run(f"log list all {format}")
    found = told("jsonl", listed.out)
    assert found.problems == []
    assert detected(source_of(listed.out)) == "jsonl"
    first, second = found.entries
    assert (first.project, first.text, first.tags, first.user) == (
        "Fix login",
        "one\ntwo",
        ("web",),
        "ada",
    )
    assert first.pauses == (Pause(1792895400, 1792897200),)
    assert (second.billable, second.billed, second.pauses) == (False, False, ())
    assert worked(found.entries) == 3 * 3600 + 1800 + 3615 + 1800
    frame = jsonl.frame(source_of(listed.out))
    again = frame.before + frame.between.join(one.raw for one in found.entries) + frame.after
    assert told("jsonl", again).entries == found.entries


def test_logs_go_to_the_record_of_their_title_once(cli: Cli, tmp_path: Path) -> None:
    for line in LINES:
        cli.run(line)
    listed = cli.run("log list all --format jsonl").raw
    assert cli.run("import - --json", stdin=listed).json["same"] == 2
    other = Cli(tmp_path / "other")
    other.folder.mkdir()
    other.run("record add 'Something else' --type case")
    other.run("import -", stdin=listed)
    logs = other.run("log list all --json").json
    assert {(one["record"], one["title"]) for one in logs} == {("task-2", "Fix login")}


def test_a_log_that_was_billed_is_never_billed_again() -> None:
    log = {"record": "case-1", "start": "2026-10-01T09:00Z", "duration": "1h", "billable": True}
    lines = [json.dumps(log | more) for more in ({"invoice": "2026-0001"}, {}, {"note": ""})]
    assert [one.billed for one in told("jsonl", "\n".join(lines)).entries] == [True, False, False]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the line is not JSON: expecting property name enclosed in double quotes"),
        ("1", "the line is not a log"),
        ('{"a": ' * 100_000, "the line is nested too deeply"),
        ("1" * 10_000, "the line has a number that is too long"),
        ('{"start": "2026-10-01T09:00Z"}', "the record is missing"),
        ('{"record": 1, "start": "2026-10-01T09:00Z"}', "record must be text, not a number"),
    ],
)
def test_a_line_that_is_no_log_is_named(line: str, message: str) -> None:
    good = '{"record": "case-1", "start": "2026-10-01T09:00Z", "duration": "1h"}'
    found = told("jsonl", f"{good}\n{line}\n\n{good}\n")
    assert [one.line for one in found.entries] == [1, 4]
    assert [(at, said[: len(message)]) for at, said in found.places] == [(2, message)]
