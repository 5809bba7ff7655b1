"""Adding the logs of a file: formats, rules, everything that is wrong with one, undo."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_timer_statements import statements
from tests.harness import Cli, once
from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

NOW = "2026-11-10 12:00"
FROM = "log add --from -"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Teach"')
    start.run('record add "Old"')
    start.run("record close 3")
    return cli


def row(**fields: Any) -> dict[str, Any]:
    """A log that can be added."""
    return {"record": "task-2", "start": "2026-11-09T09:00", "end": "2026-11-09T10:00", **fields}


def jsonl(*rows: dict[str, Any] | str) -> bytes:
    return "".join(
        (one if isinstance(one, str) else json.dumps(one)) + "\n" for one in rows
    ).encode()


def logs(cli: Cli) -> list[Any]:
    return list(cli.at(NOW).run("log list all --json").json)


def problem(cli: Cli, stdin: bytes, *, code: int = 2, more: str = "") -> str:
    """What is wrong with a file, and that nothing of it was added."""
    before = cli.dump()
    result = cli.at(NOW).run(f"{FROM} {more}", stdin=stdin, code=code)
    assert result.out == ""
    assert cli.dump() == before
    return result.err


# What is read


def test_logs_of_json_lines_are_added_as_one_change(cli: Cli) -> None:
    lines = jsonl(
        row(note="Slides", tags=["web", "b on site"]),
        {"record": "1", "start": "2026-11-09 13:00", "duration": "1h30m", "billable": True},
        {"record": "case-1", "start": "2026-11-09T15:00:00+01:00", "worked_seconds": 600},
        row(
            start=None,
            end=None,
            owner="bob",
            segments=[
                {"start": "2026-11-09 9:00", "end": "9:30"},
                {"start": "2026-11-09 9:45", "end": "10:00"},
            ],
        ),
    )
    done = cli.at(NOW).run(FROM, stdin=lines)
    assert done.out == "1\n2\n3\n4\n"
    assert done.err == (
        "Added 4 logs on task-2 and case-1: 3:25, 2026-11-09. To undo: timelog undo\n"
    )
    found = sorted(logs(cli), key=lambda log: log["id"])
    assert [(log["record"], log["worked_seconds"], log["owner"]) for log in found] == [
        ("task-2", 3600, "ada"),
        ("case-1", 5400, "ada"),
        ("case-1", 600, "ada"),
        ("task-2", 2700, "bob"),
    ]
    assert (found[0]["note"], found[0]["tags"]) == ("Slides", ["b on site", "web"])
    assert [log["billable"] for log in found] == [False, True, False, False]
    assert cli.at(NOW).run("history --json").json[0]["command"] == "timelog log add --from -"
    cli.at(NOW).run("undo")
    assert logs(cli) == []


def test_json_prints_the_logs_in_the_order_of_the_file(cli: Cli) -> None:
    lines = jsonl(row(start="2026-11-09 14:00", end="15:00"), row())
    found = cli.at(NOW).run(f"{FROM} --json", stdin=lines).json
    assert [log["start"] for log in found] == [
        "2026-11-09T14:00:00+01:00",
        "2026-11-09T09:00:00+01:00",
    ]
    assert found == [cli.at(NOW).run(f"log show {log['id']} --json").json for log in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_is_read_as_spreadsheets_write_it(
    cli: Cli, delimiter: str, end: str, mark: str
) -> None:
    rows = [
        ["Note", "Record", "Start", "End", "Tags", "Billable"],
        ["'=1+1", "case-1", "2026-11-09 9:00", "10:30", "b on site", "true"],
        ["", "task-2", "2026-11-09 11:00", "2026-11-09 11:15", "", ""],
    ]
    text = mark + end.join(delimiter.join(cells) for cells in rows) + end
    cli.at(NOW).run(FROM, stdin=text.encode())
    first, second = logs(cli)
    assert (first["record"], first["note"], first["tags"]) == ("case-1", "=1+1", ["b on site"])
    assert (first["worked_seconds"], first["billable"]) == (5400, True)
    assert (second["worked_seconds"], second["note"], second["tags"]) == (900, "", [])


def test_a_cell_can_have_quotation_marks_and_lines(cli: Cli) -> None:
    text = (
        "record,start,end,note\r\n"
        'task-2,2026-11-09 9:00,10:00,"She said ""yes"", twice\r\nand left"\r\n'
        "task-9,2026-11-09 11:00,12:00,\r\n"
    )
    assert "error: line 4: no record task-9" in problem(cli, text.encode(), code=3)
    cli.at(NOW).run(FROM, stdin=text.replace("task-9", "task-2").encode())
    assert logs(cli)[0]["note"] == 'She said "yes", twice\nand left'


def test_the_text_of_the_editor_is_read(cli: Cli) -> None:
    text = (
        "+ 2026-11-09 9:00-10:00 11:00-11:30 task-2 #web\n"
        "    A note\n"
        "7  8:00-8:30  case-1  billable @bob\n"
    )
    cli.at(NOW).run(FROM, stdin=text.encode())
    first, second = sorted(logs(cli), key=lambda log: log["id"])
    assert (first["worked_seconds"], first["note"], first["tags"]) == (5400, "A note", ["web"])
    assert (second["start"], second["owner"]) == ("2026-11-10T08:00:00+01:00", "bob")


@pytest.mark.parametrize(
    ("line", "record", "start"),
    [
        ("+ 2026-11-09 9:00-10:00 JIRA-4 #web", "case-1", "2026-11-09T09:00:00+01:00"),
        ("+ jira-4 yesterday 9-11", "case-1", "2026-11-09T09:00:00+01:00"),
        ('+ "fix LOGIN" 9:00-10:00', "case-1", "2026-11-10T09:00:00+01:00"),
        ("+ 1h30m teach", "task-2", "2026-11-10T10:30:00+01:00"),
        ('+ 8:00 for 30m "Fix \\u006cogin" billable', "case-1", "2026-11-10T08:00:00+01:00"),
    ],
)
def test_a_line_of_text_can_name_the_key_or_title_of_its_record(
    cli: Cli, line: str, record: str, start: str
) -> None:
    cli.at("2026-11-01 09:00").run("record edit case-1 --key JIRA-4")
    cli.at(NOW).run(FROM, stdin=f"{line}\n".encode())
    (log,) = logs(cli)
    assert (log["record"], log["start"]) == (record, start)


def test_a_file_is_added_at_the_time_at_which_it_was_read(cli: Cli) -> None:
    """What a slow program writes is not missed by whoever asks what has changed meanwhile."""
    env = cli.environment(NOW)

    class Slow(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            env["TIMELOG_NOW"] = "2026-11-10T12:20:00"
            return super().read1(size)

    text = jsonl({"record": "2", "start": "12:05", "duration": "10m"})
    out, err = (io.TextIOWrapper(io.BytesIO(), write_through=True) for _ in range(2))
    assert main(["log", "add", "--from", "-"], World(env, Slow(text), out, err)) == 0
    (log,) = logs(cli)
    assert log["created"] == log["changed"] == "2026-11-10T12:20:00+01:00"
    assert cli.rows("SELECT max(at) FROM entry") == [(1794309600,)]


def test_a_page_of_the_editor_keeps_its_day_and_owner(cli: Cli, tmp_path: Path) -> None:
    cli.at("2026-11-09 17:00").run("log add task-2 9:00-10:00 --note Bobs", user="bob")
    kept = tmp_path / "page"
    editor = f"cp --no-preserve=mode -T $1 {kept} #"
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\n{editor}\n")
    script.chmod(0o755)
    env = {"EDITOR": str(script)}
    cli.at("2026-11-09 18:00").run("log edit --day today --owner bob --editor", env=env)
    cli.at(NOW).run("log delete 1 --yes")
    cli.at(NOW).run(["log", "add", "--from", str(kept)])
    (log,) = logs(cli)
    assert (log["start"], log["owner"]) == ("2026-11-09T09:00:00+01:00", "bob")


@pytest.mark.parametrize("name", ["logs.json", "logs.jsonl", "logs.csv", "logs.tsv", "logs"])
def test_what_log_list_prints_is_read_back(cli: Cli, name: str, tmp_path: Path) -> None:
    cli.at(NOW).run("log add case-1 2026-11-09 9:00-10:00 --billable --rate 70 --note '=a, \"b\"'")
    cli.at(NOW).run("log edit 1 --pause 9:15-9:30 --tag 'b on site' --tag c")
    cli.at("2026-11-09 20:00").run("start task-2")
    cli.at("2026-11-09 20:00").run("stop")
    before = logs(cli)
    kind = Path(name).suffix[1:] or "jsonl"
    file = tmp_path / name
    file.write_bytes(cli.at(NOW).run(f"log list all --format {kind}").raw)
    cli.at(NOW).run("log delete 1 2 --yes")
    cli.at(NOW).run(["log", "add", "--from", str(file)])
    new = {"id": 0, "created": "", "changed": ""}
    assert [log | new for log in logs(cli)] == [log | new for log in before]


def test_a_format_that_is_given_wins(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "logs.csv"
    file.write_bytes(jsonl(row()))
    words = ["log", "add", "--from", str(file)]
    assert "unknown columns" in cli.at(NOW).run(words, code=2).err
    cli.at(NOW).run([*words, "--input-format", "jsonl"])
    assert len(logs(cli)) == 1


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "record,start,end\n", "[]\n", "# none\n"])
def test_a_file_without_logs_adds_none(cli: Cli, text: str) -> None:
    done = cli.at(NOW).run(FROM, stdin=text.encode())
    assert (done.out, done.err) == ("", "Nothing added: no logs in standard input\n")
    assert cli.at(NOW).run(f"{FROM} --json", stdin=text.encode()).json == []


def test_relative_times_are_echoed(cli: Cli) -> None:
    done = cli.at(NOW).run(FROM, stdin=jsonl({"record": "2", "start": "9:00", "duration": "1h"}))
    assert "Read line 1 as 2026-11-10 09:00–10:00." in done.err


# Rules


def test_the_rows_of_a_file_cannot_overlap_each_other_or_what_is_there(cli: Cli) -> None:
    cli.at(NOW).run("log add task-2 2026-11-09 9:30-11:00")
    told = problem(
        cli,
        jsonl(
            row(),
            row(start="2026-11-08 9:00", end="2026-11-08 11:00"),
            row(start="2026-11-08 10:00", end="2026-11-08 12:00"),
            row(start="2026-11-08 10:00", end="2026-11-08 12:00", owner="bob"),
        ),
        code=1,
    )
    assert told == (
        "error: 2 lines cannot be added; nothing was changed\n"
        "    line 1: 2026-11-09 09:00–10:00 overlaps log 1 on task-2 (2026-11-09 09:30–11:00)\n"
        "    line 3: 2026-11-08 10:00–12:00 overlaps line 2 on task-2 (2026-11-08 09:00–11:00)\n"
        "hint: line 1: to keep 09:00–09:30 only, add --on-overlap trim;"
        " to keep both, add --on-overlap allow\n"
    )


def test_no_hint_names_what_a_file_cannot_have(cli: Cli) -> None:
    cli.at(NOW).run("log add task-2 2026-11-09 8:00-12:00")
    assert "--on-overlap split" in cli.at(NOW).run("log add 2 2026-11-09 9:00-10:00", code=1).err
    told = problem(cli, jsonl(row()), code=1)
    assert told.endswith("hint: to keep both, add --on-overlap allow\n")


def test_overlaps_are_trimmed_or_allowed(cli: Cli) -> None:
    lines = jsonl(row(), row(start="2026-11-09 9:30", end="2026-11-09 11:00"))
    done = cli.at(NOW).run(f"{FROM} --on-overlap trim", stdin=lines)
    assert "Trimmed 09:00–10:00, already covered by line 1 on task-2." in done.err
    assert [log["worked_seconds"] for log in logs(cli)] == [3600, 3600]
    cli.at(NOW).run(f"{FROM} --on-overlap allow", stdin=lines)
    assert sorted(log["worked_seconds"] for log in logs(cli)) == [3600, 3600, 3600, 5400]


def test_overlaps_are_found_across_days_and_weeks(cli: Cli) -> None:
    long = row(start="2026-09-01 9:00", end="2026-10-20 9:00")
    inside = row(start="2026-10-19 23:00", end="2026-10-20 1:00")
    assert "line 2: " in problem(cli, jsonl(long, inside), code=1)
    assert "line 2: " in problem(cli, jsonl(inside, long), code=1)


def test_the_rules_are_those_of_one_log(cli: Cli) -> None:
    told = problem(
        cli,
        jsonl(
            row(record="task-3"),
            row(billable=True),
            row(start="2026-11-10 11:30", end="2026-11-10 12:30"),
            row(record="case-1", rate="70"),
            row(start="2025-01-01 9:00", end="2026-11-01 9:00"),
            row(tags=["\x1b[31m"]),
            row(note="a\x00b"),
            row(owner=""),
        ),
        code=1,
    )
    assert [line.strip() for line in told.splitlines()[1:-1]] == [
        "line 1: task-3 is closed",
        "line 2: cannot mark time on task-2 as billable: the record is not billable",
        "line 3: the end 2026-11-10 12:30 is in the future; it is now 2026-11-10 12:00",
        "line 4: a non-billable log cannot have a rate",
        "line 5: 2025-01-01 09:00 to 2026-11-01 09:00 is longer than 366 days",
        "line 6: the tag contains a character that is not allowed: \\x1b",
        "line 7: the note contains a character that is not allowed: \\x00",
        "line 8: the owner's name is empty",
    ]


def test_one_problem_is_shown_as_that_of_one_log(cli: Cli) -> None:
    told = problem(cli, jsonl(row(), row(record="case-2")), code=3)
    assert told == (
        "error: line 2: no record case-2\n"
        '    {"record": "case-2", "start": "2026-11-09T09:00", "end": "2026-11-09T10:00"}\n'
        "hint: did you mean task-2?\n"
    )


def test_many_problems_are_counted(cli: Cli) -> None:
    told = problem(cli, jsonl(*[row(record="task-9")] * 1200), code=3)
    lines = told.splitlines()
    assert lines[0] == "error: 1,200 lines cannot be added; nothing was changed"
    assert lines[50:52] == ["    line 50: no record task-9", "    and 1,150 more"]


def test_a_dry_run_adds_nothing(cli: Cli) -> None:
    before = cli.dump()
    done = cli.at(NOW).run(f"{FROM} --dry-run", stdin=jsonl(row()))
    assert (done.out, done.err) == ("", "Would add 1 log on task-2: 1:00, 2026-11-09.\n")
    found = cli.at(NOW).run(f"{FROM} --dry-run --json", stdin=jsonl(row())).json
    assert [log["record"] for log in found] == ["task-2"]
    assert cli.dump() == before
    assert "line 1" in problem(cli, jsonl(row(record="task-3")), code=1, more="--dry-run")


# What is wrong with a file

WRONG_JSON = {
    '{"record": "task-2", "start": ': "is not JSON: expecting value, at character 31",
    '{"record": "task-2"} x': "is not JSON: extra data",
    '["task-2"]': "a log must be a JSON object",
    "3": "a log must be a JSON object",
    '{"a": ' * 100_000: "the JSON is nested too deeply",
    '{"record": "a", "record": "b"}': "the key 'record' occurs twice",
    '{"worked_seconds": NaN}': "NaN is not JSON",
    '{"worked_seconds": -Infinity}': "-Infinity is not JSON",
    '{"id": ' + "9" * 5000 + "}": "cannot be read as JSON",
    '{"tag": [], "begin": 1}': "unknown keys 'tag', 'begin'",
    "{}": "the record is missing",
    '{"record": 2}': "record must be text, not a number",
    '{"record": "task-2"}': "the start is missing",
    '{"record": "task-2", "start": "9:00"}': "the end is missing",
    '{"record": "task-2", "start": 1793000000, "end": "x"}': "start must be text, not a number",
    '{"record": "task-2", "start": "soon", "end": "later"}': "'soon' is not a time",
    '{"record": "task-2", "start": "2026-11-09T10:00Z", "end": "2026-11-09T09:00Z"}': "must be",
    json.dumps(row(note=["x"])): "note must be text, not a list",
    json.dumps(row(tags="web")): "tags must be a list, not text",
    json.dumps(row(tags=["web", 3])): "a tag must be text, not a number",
    json.dumps(row(tags=[""])): "the tag is empty",
    json.dumps(row(billable="yes")): "billable must be true or false, not text",
    json.dumps(row(billable=1)): "billable must be true or false, not a number",
    json.dumps(row(rate=70)): "rate must be text, not a number",
    json.dumps(row(worked_seconds=1800)): "worked_seconds is 0:30, but its times make 1:00",
    json.dumps(row(duration="2h")): "duration is 2:00, but its times make 1:00",
    json.dumps(row(worked_seconds=True)): "worked_seconds must be a whole number",
    json.dumps(row(worked_seconds=1.5)): "worked_seconds must be a whole number",
    json.dumps(row(worked_seconds=10**30)): "worked_seconds must be a whole number",
    json.dumps(
        {"record": "2", "start": "2026-11-09T09:00:00Z", "worked_seconds": 10**15}
    ): "worked_seconds must be a whole number",
    json.dumps(row(start="2026-03-29 1:30", end="2:30")): "2026-03-29 02:30 does not exist",
    json.dumps(row(start="2026-10-25 1:30", end="2:30")): "2026-10-25 02:30 occurs twice",
    json.dumps(row(end="9:00")): "the start and end are the same",
    json.dumps(row(segments="9-10")): "segments must be a list, not text",
    json.dumps(row(segments=[])): "no time was worked",
    json.dumps(row(segments=[{"start": "9:00"}])): "a segment must have start and end",
    json.dumps(row(segments=[{"start": 1, "end": 2}])): "start and end of a segment must be text",
    json.dumps(
        row(segments=[{"start": "2026-11-09 8:00", "end": "2026-11-09 9:30"}])
    ): "a segment is outside start and end",
    json.dumps(
        row(
            segments=[
                {"start": "2026-11-09 9:30", "end": "2026-11-09 9:40"},
                {"start": "2026-11-09 9:00", "end": "2026-11-09 9:10"},
            ]
        )
    ): "the segments overlap, or are not in order",
    '{"record": "\\ud800"}': "the start is missing",
}


@pytest.mark.parametrize("line", WRONG_JSON, ids=lambda line: line[:40])
def test_a_wrong_line_of_json_is_named(cli: Cli, line: str) -> None:
    told = problem(cli, jsonl(row(), "", line))
    assert told.startswith("error: line 3: ")
    assert WRONG_JSON[line] in told


WRONG_CSV = {
    "start,end\n": (1, "missing column record in the header"),
    "record,note\n": (1, "missing columns start and end in the header"),
    "record,start\n": (1, "missing column end in the header"),
    "record,start,end,tag\n": (1, "unknown column 'tag'"),
    "record,start,end,end\n": (1, "the column end occurs twice"),
    "record,start,end\n\ntask-2,2026-11-09 9:00\n": (
        3,
        "the row has 2 cells, but the header has 3",
    ),
    "record,start,end\n2,2026-11-09 9:00,10:00,x\n": (2, "the row has 4 cells"),
    'record,start,end,note\n2,2026-11-09 9:00,10:00,"x\ny\n': (2, "mark is not closed"),
    'record,start,end,note\n2,2026-11-09 9:00,10:00,"x"y\n': (2, "mark is in the wrong place"),
    "record,start,end,note\n2,2026-11-09 9:00,10:00,x\ry\n": (2, "contains a carriage return"),
    "record,start,end\r2,2026-11-09 9:00,10:00\r": (1, "contains a carriage return"),
    "record,start,end,billable\n2,2026-11-09 9:00,10:00,maybe\n": (2, "billable must be true or"),
    "record,start,worked_seconds\n2,2026-11-09 9:00,1.5\n": (2, "worked_seconds must be a whole"),
    "record,segments\n2,9:00-10:00\n": (2, "is not a segment"),
    "record,start,end\n2,2026-11-09 9:00,\n": (2, "the end is missing"),
    'record,start,end,note\n2,2026-11-09 9:00,10:00,"' + "x\n" * 200_000: (2, "is not closed"),
}


@pytest.mark.parametrize("text", WRONG_CSV, ids=lambda text: text[:40])
def test_a_wrong_row_of_csv_is_named(cli: Cli, text: str) -> None:
    number, what = WRONG_CSV[text]
    told = problem(cli, text.encode(), more="--input-format csv")
    if "lines cannot be added" not in told:
        assert text.split("\n")[number - 1].split("\r", maxsplit=1)[0] in told
    assert f"line {number}: " in told.splitlines()[0] + told.splitlines()[1]
    assert what in told


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("record,start,end,tag", "did you mean tags?"),
        ("record,begin,finish,zone", "use record, start, end, "),
        ("date,record,start,end", "put the date into start, such as 2026-11-09 9:00"),
        ("Project,Day,From,To", "put the date into start, such as 2026-11-09 9:00"),
    ],
)
def test_a_wrong_header_has_a_hint_that_helps(cli: Cli, header: str, hint: str) -> None:
    told = problem(cli, f"{header}\n".encode(), more="--input-format csv")
    assert f"hint: {hint}" in told


WRONG_TEXT = {
    "    a note\n": "this note has no log above it",
    "+ 9:00-10:00\n": "the record is missing",
    "+ (9:00-10:00) task-2\n": "no time was worked",
    '+ 9:00-10:00 ""\n': "the quotation marks are empty",
    '+ 9:00-10:00 "Teach\n': "missing closing quotation mark",
    "+ NOPE-1\n": "the times are missing",
    "hello\n": "is neither a log number nor +",
    "# Logs of ada, Monday 2026-02-30, Europe/Rome.\n": "2026-02-30 is not a date",
    "# Logs of ada, Monday 2026-02-28, Europe/Nowhere.\n": "Europe/Nowhere",
}


@pytest.mark.parametrize("text", WRONG_TEXT)
def test_a_wrong_line_of_text_is_named(cli: Cli, text: str) -> None:
    told = problem(cli, text.encode(), more="--input-format text")
    assert told.startswith("error: line 1: ")
    assert WRONG_TEXT[text] in told


def test_a_word_that_names_no_record_is_named(cli: Cli) -> None:
    assert "no record 'NOPE-1'" in problem(cli, b"+ 9:00-10:00 NOPE-1\n", code=3)


def test_all_wrong_lines_of_a_text_are_named(cli: Cli) -> None:
    told = problem(cli, b"+ 9-10\n    its note\n+ 9:00-10:00 task-2\n? what\n")
    assert [line.split(":")[0].strip() for line in told.splitlines()[1:3]] == ["line 1", "line 4"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"x" * 3_000_000, "the line is longer than 1 MB"),
        (b'{"note": "\xff"}', "the line is not UTF-8"),
        (b'{"note": "\0"}', "the line contains a NUL character"),
    ],
)
def test_a_line_that_is_no_text_is_named_and_the_next_ones_are_read(
    cli: Cli, line: bytes, what: str
) -> None:
    told = problem(cli, b"\n".join([*jsonl(row()).splitlines(), line, b"{}", b""]))
    assert f"line 2: {what}" in told
    assert "line 3: the record is missing" in told


def test_a_line_that_was_cut_off_is_named(cli: Cli) -> None:
    told = problem(cli, jsonl(row(), row())[:-20])
    assert "error: line 2: the line is not JSON" in told
    assert "the file ends in this line" in told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[{"record": "task-2"},\n{"record": "task-2"', "line 2: the line is not JSON"),
        ('[\n{"record": "task-2"}\n{"record": "task-2"}]', "line 2: the JSON array is not closed"),
        ("[]\n[]\n", "line 1: there is more after the JSON array"),
        ("[" * 100_000, "line 1: the JSON is nested too deeply"),
        ("[1]", "line 1: a log must be a JSON object"),
    ],
)
def test_a_wrong_array_is_named(cli: Cli, text: str, what: str) -> None:
    assert what in problem(cli, text.encode())


def test_what_is_no_file_is_refused(cli: Cli, tmp_path: Path) -> None:
    now = cli.at(NOW)
    now.refused(f"log add --from {tmp_path}/none", code=3, message=f"no such file: {tmp_path}/none")
    now.refused(f"log add --from {tmp_path}", code=2, message=f"{tmp_path} is a folder")
    now.refused("log add --from ''", code=2, message="--from is empty")


def test_a_named_pipe_is_read_to_its_end(cli: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(jsonl(row()),))
    writer.start()
    cli.at(NOW).run(["log", "add", "--from", str(pipe)])
    writer.join()
    assert len(logs(cli)) == 1


def test_a_terminal_is_told_what_is_waited_for(cli: Cli) -> None:
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "timelog_cli", "log", "add", "--from", "-"],
        env={**os.environ, **cli.environment(NOW)},
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr is not None
    waits = program.stderr.readline()
    os.write(leader, jsonl(row()) + b"\x04")
    out, err = program.communicate(timeout=60)
    os.close(leader)
    os.close(follower)
    assert waits == "Reading logs from the terminal. After the last line, press Ctrl-D.\n"
    assert (program.returncode, out) == (0, "1\n"), err


@pytest.mark.parametrize(
    ("more", "option"),
    [
        ("task-2", "REF"),
        ("--start 9:00", "--start"),
        ("--end 9:00", "--end"),
        ("--duration 1h", "--duration"),
        ("--rate 5", "--rate"),
        ("--note x", "--note"),
        ("--tag x", "--tag"),
        ("--billable", "--billable"),
        ("--no-billable", "--billable"),
        ("--owner bob", "--owner"),
    ],
)
def test_what_belongs_to_one_log_is_refused_with_a_file(cli: Cli, more: str, option: str) -> None:
    message = f"{option} cannot be used with --from: each log in the file has its own"
    cli.at(NOW).refused(f"log add {more} --from -", code=2, message=message)


def test_options_that_need_a_file_or_do_not_fit_one_are_refused(cli: Cli) -> None:
    now = cli.at(NOW)
    hint = "timelog log add --from FILE"
    for option in ("--dry-run", "--input-format csv"):
        message = f"{option.split()[0]} can be used only with --from"
        now.refused(f"log add 2 9-10 {option}", code=2, message=message, hint=hint)
    now.refused(
        f"{FROM} --on-overlap split",
        code=2,
        message="--on-overlap split cannot be used with --from",
    )
    now.refused(
        "log add",
        code=2,
        message="log add: missing REF (the record, such as case-12, 12, its key or title)",
    )


def test_many_logs_are_written_with_few_statements(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ran(count: int) -> int:
        found = statements(cli, f"{FROM} --dry-run", monkeypatch, stdin=jsonl(*half_hours(count)))
        return len(set(found))  # the triggers of a statement are told with its text

    few, many = ran(100), ran(1000)
    assert (many - few) / 900 < 0.1


def half_hours(count: int) -> Iterator[dict[str, Any]]:
    """Logs of 25 minutes, each with a tag."""
    for at in range(count):
        start = f"2026-01-{at // 40 + 1:02}T{at // 2 % 20 + 1:02}:{at % 2 * 30:02}:00+01:00"
        yield row(start=start, end=None, duration="25m", tags=["web"])


def test_each_of_many_logs_has_its_own_number_time_and_tags(cli: Cli) -> None:
    cli.at(NOW).run("log add task-2 2026-02-09 9:00-10:00")
    cli.at(NOW).run("log add task-2 2026-02-09 11:00-12:00")
    cli.at(NOW).run("log delete 2 --yes")
    rows = [one | {"note": f"Note {at}"} for at, one in enumerate(half_hours(250))]
    rows[7]["tags"] = []
    rows[120] |= {
        "duration": None,
        "tags": ["a", "b"],
        "segments": [
            {"start": "2026-01-04T01:00:00+01:00", "end": "2026-01-04T01:05:00+01:00"},
            {"start": "2026-01-04T01:10:00+01:00", "end": "2026-01-04T01:20:00+01:00"},
        ],
    }
    done = cli.at(NOW).run(FROM, stdin=jsonl(*rows))
    assert [int(number) for number in done.out.split()] == list(range(3, 253))
    found = {log["id"]: log for log in logs(cli)}
    for number, one in enumerate(rows, start=3):
        log = found[number]
        assert (log["note"], log["tags"]) == (one["note"], one["tags"])
        assert log["worked_seconds"] == (900 if number == 123 else 1500)
        assert len(log["segments"]) == (2 if number == 123 else 1)
        assert number == 123 or log["start"] == one["start"]
    assert cli.at(NOW).run("db check").code == 0
    cli.at(NOW).run("undo")
    assert [log["id"] for log in logs(cli)] == [1]
    cli.at(NOW).run("redo")
    assert {log["id"]: log for log in logs(cli)} == found


def test_time_that_waits_to_be_written_is_taken(cli: Cli) -> None:
    rows = [*half_hours(130)]
    told = problem(cli, jsonl(*rows, rows[5], rows[129]), code=1)
    assert "line 131: 2026-01-01 03:30–03:55 overlaps line 6 on task-2" in told
    assert "line 132:" in told and "overlaps line 130 on task-2" in told
