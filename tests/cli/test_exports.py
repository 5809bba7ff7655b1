"""``export``: what each format gets, where it is written, and what it cannot carry."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.harness import Cli, Result, once

needs_timew = pytest.mark.skipif(
    shutil.which("timew") is None, reason="timewarrior is not installed"
)
NIGHT = "one, two; three\\four\nfive"


@pytest.fixture
@once
def worked(cli: Cli) -> Cli:
    """Logs over both nights of a change of the clocks, with a pause, tags, signs and a customer."""
    for line in (
        ["customer", "add", "Acme, Inc."],
        ["record", "add", 'Fix "login"; now', "--customer", "Acme"],
        ["record", "add", "Plan the move"],
        ["log", "add", "1", "2026-10-25 1:00-4:30", "--note", NIGHT, "--tag", "a,b", "--tag", "x"],
        ["log", "edit", "1", "--pause", "3:30-4:00"],
        ["log", "add", "2", "2026-03-29 1:30-3:30", "--note", "=1+1"],
        ["log", "add", "2", "2026-11-01 23:30-0:30:15"],
    ):
        cli.at("2026-11-02 12:00").run(line)
    return cli


def exported(cli: Cli, words: str) -> Result:
    return cli.at("2026-11-02 12:00").run(f"export {words}")


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def test_each_segment_is_a_frame_of_watson_with_an_id_that_stays(worked: Cli) -> None:
    result = exported(worked, "--to watson")
    frames = result.json
    assert [(*frame[:3], frame[4]) for frame in frames] == [
        (1774744200, 1774747800, "Plan the move", []),
        (1792882800, 1792895400, 'Fix "login"; now', ["a,b", "x"]),
        (1792897200, 1792899000, 'Fix "login"; now', ["a,b", "x"]),
        (1793572200, 1793575815, "Plan the move", []),
    ]
    assert "warning: Watson has no notes: left out those of 2 logs\n" in result.err
    worked.at("2026-11-02 12:30").run("log edit 1 --note Changed")
    again = exported(worked, "--to watson").json
    assert [frame[3] for frame in again] == [frame[3] for frame in frames]
    assert len({frame[3] for frame in frames}) == 4


@needs_timew
def test_timewarrior_itself_reads_every_text_and_the_same_total(
    worked: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "timew"
    data = exported(worked, f"--to timewarrior --out {folder / 'data'}/ --json").json
    names = [Path(path).name for path in data["files"]]
    assert names == ["2026-03.data", "2026-10.data", "2026-11.data"]
    env = {**os.environ, "TIMEWARRIORDB": str(folder), "TZ": "Europe/Rome"}
    out = subprocess.run(
        ["timew", "export"], env=env, capture_output=True, text=True, check=True
    ).stdout
    read = json.loads(out[out.index("[") :])
    night = {tuple(one["tags"]) for one in read if "two" in one.get("annotation", "")}
    assert night == {("a,b", 'project:Fix "login"; now', "x")}
    assert read[0]["annotation"] == "=1+1"
    ends = [[_stamp(one[key]) for key in ("start", "end")] for one in read]
    assert sum(end - start for start, end in ends) == data["worked_seconds"] == 21_615


def _stamp(text: str) -> int:
    return int(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


def test_klog_gets_minutes_on_the_clock_or_the_length_where_the_clocks_are_set(
    worked: Cli,
) -> None:
    result = exported(worked, "--to klog")
    assert result.out == (
        '2026-03-29\n    1h0m #start="2026-03-29T01:30:00+01:00" #project="Plan the move" =1+1\n\n'
        '2026-10-25\n    3h30m #start="2026-10-25T01:00:00+02:00"'
        " #project='Fix \"login\"; now' one, two; three\\four\n        five #a-b #x\n"
        "    4:00 - 4:30 #project='Fix \"login\"; now' one, two; three\\four\n"
        "        five #a-b #x\n\n"
        '2026-11-01\n    23:30 - 0:30> #project="Plan the move"\n'
    )
    assert "warning: klog counts whole minutes: rounded the times of 1 log\n" in result.err
    assert (
        "warning: klog has no such times: wrote the length, and the start as a tag, of 2 logs\n"
        in result.err
    )


def test_timeclock_gets_the_offset_of_the_start_for_both_ends(worked: Cli) -> None:
    result = exported(worked, "--to timeclock --record 1")
    assert result.out.splitlines()[:2] == [
        'i 2026-10-25 01:00:00+0200 Fix "login", now (task-1)  one, two, three\\four five'
        "  ; a-b:, x:, billable:no",
        "o 2026-10-25 04:30:00+0200",
    ]
    assert "warning: an account has no semicolons: wrote commas" in result.err


def test_logs_of_several_owners_are_told_where_a_program_has_no_users(worked: Cli) -> None:
    worked.at("2026-11-02 12:00").run("log add 2 2026-11-01 9:00-10:00 --owner bob")
    said = "watson --owner ada"
    assert "the logs of 2 owners are mixed" in exported(worked, "--to watson").err
    assert "mixed" not in exported(worked, f"--to {said}").err + exported(worked, "--to ics").err


def test_another_month_of_timewarrior_is_never_overwritten(worked: Cli, tmp_path: Path) -> None:
    exported(worked, f"--to timewarrior --out {tmp_path}")
    before = (tmp_path / "2026-10.data").read_text("utf-8")
    exported(worked, f"--to timewarrior --out {tmp_path}")
    (tmp_path / "2026-10.data").write_text("inc 20261001T080000Z\n", "utf-8")
    result = worked.run(f"export --to timewarrior --out {tmp_path}", code=6)
    assert "a different file is already there" in result.err
    assert before.count("\n") == 2


def test_the_joined_lines_of_a_note_are_said(worked: Cli) -> None:
    result = exported(worked, "--to timewarrior --record 1")
    assert ' # "one, two; three\\\\four five"\n' in result.out
    assert "warning: an annotation is one line: joined the lines of the notes of 1 log" in (
        result.err
    )


def test_toggl_gets_local_times_and_durations_that_settle_them(worked: Cli) -> None:
    result = exported(worked, "--to toggl")
    spring, night, later, midnight = csv.DictReader(io.StringIO(result.out, newline=""))
    assert spring["Description"] == "'=1+1"
    assert (spring["Start time"], spring["End time"]) == ("01:30:00", "03:30:00")
    assert (spring["Duration"], night["Duration"]) == ("01:00:00", "03:30:00")
    assert (night["Client"], night["Project"]) == ("Acme, Inc.", 'Fix "login"; now')
    assert (night["Description"], night["Tags"]) == (NIGHT, "a;b, x")
    assert (later["Start time"], midnight["End date"]) == ("04:00:00", "2026-11-02")
    assert "semicolons in the tags of 1 log" in result.err


def test_a_calendar_gets_an_event_for_each_segment_which_it_can_find_again(worked: Cli) -> None:
    text = exported(worked, "--to ics").out
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (calendar,) = Calendar.from_ical(text, multiple=True)
    assert calendar.errors == []
    spring, night, later, _ = events = calendar.walk("VEVENT")
    assert [one.errors for one in events] == [[]] * 4
    assert len({one["UID"] for one in events}) == 4
    assert spring.decoded("DTSTART").timestamp() == instant("2026-03-29T01:30:00+01:00")
    assert night.decoded("DTEND").timestamp() == instant("2026-10-25T03:30:00+01:00")
    assert later.decoded("DTSTART").timestamp() == instant("2026-10-25T04:00:00+01:00")
    assert (night["SUMMARY"], night["DESCRIPTION"]) == ('Fix "login"; now', NIGHT)
    assert [str(one) for one in night["CATEGORIES"].cats] == ["a,b", "x"]
    worked.at("2026-11-02 12:30").run("log edit 1 --note Changed")
    (again,) = Calendar.from_ical(exported(worked, "--to ics").out, multiple=True)
    changed = again.walk("VEVENT")[1]
    assert (changed["UID"], str(changed["DESCRIPTION"])) == (night["UID"], "Changed")
    assert changed.decoded("LAST-MODIFIED") > night.decoded("LAST-MODIFIED")


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_is_read_back_without_loss_whatever_separates_its_cells(
    worked: Cli, tmp_path: Path, delimiter: str
) -> None:
    out = tmp_path / "logs.csv"
    exported(worked, f"--to csv --delimiter '{delimiter}' --out {out}")
    before = worked.run("log list all --json").json
    worked.run("log delete 1 2 3 --yes")
    worked.at("2026-11-02 12:00").run(f"log add --from {out}")
    after = worked.run("log list all --json").json
    kept = ("record", "owner", "start", "end", "segments", "note", "tags", "billable")
    assert [[one[key] for key in kept] for one in after] == [
        [one[key] for key in kept] for one in before
    ]
    text = out.read_bytes().decode()
    assert "'=1+1" in text
    printed = f"log list all --format csv --delimiter '{delimiter}'"
    assert len(worked.run(printed).out.splitlines()) == len(text.splitlines())


def test_records_of_one_title_are_told_apart_by_their_references(cli: Cli) -> None:
    for line in ("record add Plan", "record add plan", "record add 12", "record add Other"):
        cli.run(line)
    for ref in (1, 2, 3, 4):
        cli.at("2026-11-02 18:00").run(f"log add {ref} 2026-11-01 {8 + ref}:00-{9 + ref}:00")
    frames = exported(cli, "all --to watson").json
    assert [frame[2] for frame in frames] == [
        *("Plan (task-1)", "plan (task-2)", "12 (task-3)", "Other"),
    ]


def test_a_period_and_filters_choose_logs_which_are_written_whole(worked: Cli) -> None:
    result = exported(worked, "2026-11-02 --to watson")
    assert [frame[:2] for frame in result.json] == [[1793572200, 1793575815]]
    assert exported(worked, "--to watson --customer acme --not-tag x").json == []


@pytest.mark.parametrize(
    ("format", "empty"),
    [
        ("watson", "[]\n"),
        ("timewarrior", ""),
        ("klog", ""),
        ("timeclock", ""),
        ("ics", None),
        ("toggl", None),
        ("csv", None),
    ],
)
def test_an_export_of_nothing_is_a_file_with_nothing_in_it(
    worked: Cli, format: str, empty: str | None
) -> None:
    result = exported(worked, f"2025 --to {format}")
    assert result.out == empty or empty is None
    assert f"No logs in 2025. To look further: timelog export --to {format} all" in result.err


def test_time_that_a_timer_runs_is_named_as_it_is_no_log_yet(worked: Cli) -> None:
    worked.at("2026-11-02 11:00").run("start 2")
    assert "Not included: the running timer on task-2, 1:00 so far." in (
        exported(worked, "--to watson").err
    )


def test_a_file_is_replaced_once_all_is_written_and_is_private(worked: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out" / "frames"
    out.parent.mkdir()
    result = exported(worked, f"--to watson --out {out}")
    assert result.out.strip() == str(out)
    assert f"Exported 3 logs to {out}: 6:00:15." in result.err
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text("utf-8") == exported(worked, "--to watson").out
    exported(worked, f"2026-11 --to watson --out {out}")
    assert len(json.loads(out.read_bytes())) == 1
    assert [one.name for one in out.parent.iterdir()] == ["frames"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("--to ics --delimiter ';'", 2, "--delimiter cannot be used with --to ics"),
        ("--to csv --delimiter '|'", 2, "invalid value for --delimiter: '|'"),
        ("--to ics --json", 2, "--json cannot be used without --out FILE"),
        ("--to excel", 2, "invalid value for --to: 'excel'"),
        ("--to ics --out /dev/null", 6, "cannot write /dev/null: it is not a regular file"),
        ("--to ics --out /nowhere/x", 6, "cannot write /nowhere/x: no such file or directory"),
        ("--to ics --record 99", 3, "no record 99"),
    ],
)
def test_what_cannot_be_is_refused(worked: Cli, words: str, code: int, message: str) -> None:
    result = worked.run(f"export {words}", code=code)
    told = result.error["message"] if "--json" in words else result.err
    assert message in told
    assert result.out == ""


def test_on_a_terminal_nothing_in_an_export_steers_it(worked: Cli) -> None:
    worked.rows("UPDATE log SET note = ? WHERE id = 2", "\x1b[2J")
    result = worked.run("export --to ics", terminal=80)
    assert "\x1b" not in result.out
    assert "DESCRIPTION:\\x1b[2J" in result.out


@pytest.mark.parametrize("format", ["timewarrior", "watson", "timeclock", "toggl", "ics", "csv"])
def test_what_is_exported_and_imported_again_adds_nothing(
    worked: Cli, tmp_path: Path, format: str
) -> None:
    twin = "Plan the move" if format != "csv" else "Other"  # where only titles are read
    for line in (
        f"record add '{twin}'",
        f"record add '{twin} (task-2)'",
        "log add 3 2026-11-02 8:00-9:00",
        "log add 4 2026-11-02 9:00-10:00",
    ):
        worked.at("2026-11-02 12:00").run(line)
    worked.at("2026-11-02 12:00").run("record edit 1 --title 'Fix the login'")
    out = tmp_path / "exported"
    total = exported(worked, f"--to {format} --out {out} --json").json["worked_seconds"]
    line = f"import {out} --from {format} --timezone Europe/Rome --json"
    plan = worked.at("2026-11-02 13:00").run(line).json
    assert (plan["new"], plan["conflicting"], plan["records"]) == (0, 0, [])
    assert plan["found_seconds"] == total
