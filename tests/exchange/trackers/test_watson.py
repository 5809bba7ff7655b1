"""Watson: frames, state, log as JSON and CSV, compared with the totals of Watson itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.exchange.trackers.told import told, worked
from timelog_cli.errors import UsageError

WATSON = shutil.which("watson")
FRAMES = [
    [1792873800, 1792895400, "night move", "df8bf906", ["acme"], 1795917230],
    [
        1793001600,
        1793007015,
        'Acme, "web" shop',
        "7486b088",
        ["two words", "a,b"],
        1793007015,
    ],
    [1793008800, 1793008800, "zero", "7f96a56b", [], 1793008800],
    [1774744200, 1774747800, "dst-spring", "17fd8d1d", [], 1774747800],
]


def test_frames_are_exact_and_keep_their_ids() -> None:
    read = told("watson", json.dumps(FRAMES, indent=1))
    assert [(one.start, one.end, one.project, one.id) for one in read.entries] == [
        tuple(frame[:4]) for frame in FRAMES
    ]
    assert read.entries[1].tags == ("two words", "a,b")
    assert worked(read.entries) == 21_600 + 5_415 + 3_600


def test_frames_of_old_versions_have_no_tags() -> None:
    (entry,) = told("watson", '[[4000, 4015, "foo", "1"]]').entries
    assert (entry.project, entry.id, entry.tags) == ("foo", "1", ())


def test_the_folder_gives_the_frames_and_the_running_timer(tmp_path: Path) -> None:
    (tmp_path / "frames").write_text(json.dumps(FRAMES))
    (tmp_path / "state").write_text('{"project": "running", "start": 1795917231, "tags": ["x"]}')
    (tmp_path / "last_sync").write_text("0")
    *_, running = told("watson", tmp_path).entries
    assert (running.project, running.start, running.end) == ("running", 1_795_917_231, None)
    assert running.file == str(tmp_path / "state")


@pytest.mark.parametrize("state", ["{}", ""])
def test_no_timer_runs_where_the_state_is_empty(tmp_path: Path, state: str) -> None:
    (tmp_path / "frames").write_text(json.dumps(FRAMES))
    (tmp_path / "state").write_text(state)
    assert len(told("watson", tmp_path).entries) == len(FRAMES)


def test_a_folder_without_frames_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    with pytest.raises(UsageError, match="has no file of Watson named frames"):
        told("watson", tmp_path)


def test_the_log_as_json_has_the_instants_of_its_offsets() -> None:
    log = [
        {"id": "a", "project": "p", "start": start, "stop": stop, "tags": ["t"]}
        for start, stop in (
            ("2026-10-24T21:30:00+01:00", "2026-10-25T03:30:00+01:00"),
            ("2026-10-24T22:30:00+02:00", "2026-10-25T03:30:00+01:00"),
        )
    ]
    one, other = told("watson", json.dumps(log)).entries
    assert (one.start, one.end) == (other.start, other.end) == (1_792_873_800, 1_792_895_400)


CSV = "id,start,stop,project,tags\n"


def test_the_log_as_csv_is_read_with_a_warning_about_its_times() -> None:
    read = told(
        "watson",
        CSV + 'df8bf90,2026-10-26 09:00:00,2026-10-26 10:30:15,"Acme, ""web""","tag with, a,b"\n',
    )
    (entry,) = read.entries
    assert (entry.start, entry.end, entry.project) == (1793001600, 1793007015, 'Acme, "web"')
    assert entry.tags == ("tag with", "a,b")
    assert entry.id == ""
    assert "an hour off" in read.remarks[0]


def test_times_in_csv_that_do_not_exist_are_told() -> None:
    row = "17fd8d1,2026-03-29 01:30:00,2026-03-29 02:30:00,spring,"
    read = told("watson", CSV + row)
    assert read.entries == []
    assert read.problems[0].raw == row
    assert read.places == [
        (2, "2026-03-29 02:30:00 does not exist in Europe/Rome: the clocks were set forward")
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,b,c", "it has 3 cells instead of 5"),
        ('a,2026-10-26 09:00:00,2026-10-26 10:00:00,"open', "it is not CSV"),
        ("a,2026-10-26,2026-10-26 10:00:00,p,", "'2026-10-26' is not a time of Watson"),
        ("a,2026-10-26 09:61:00,2026-10-26 10:00:00,p,", "there is no time 09:61"),
        ("a,2026-02-30 09:00:00,2026-10-26 10:00:00,p,", "there is no day 2026-02-30"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_next_one_read(row: str, message: str) -> None:
    read = told("watson", f"{CSV}{row}\nb,2026-10-26 09:00:00,2026-10-26 10:00:00,p,\n")
    ((line, told_message),) = read.places
    assert (line, told_message[: len(message)]) == (2, message)
    assert [one.line for one in read.entries] == [3]


def test_a_report_is_refused_because_it_has_no_frames() -> None:
    with pytest.raises(UsageError, match="is not a list of Watson's frames"):
        told("watson", "from,to,project,tag,time\n2026-01-01 00:00:00,2026-10-31 23:59:59,p,,5\n")


@pytest.mark.parametrize(
    "element",
    [
        "1",
        "[]",
        "{}",
        '[1, 2, 3, "id", [], 4]',
        '["1", 2, "p", "id", [], 4]',
        '[1e999, 2, "p", "id", [], 4]',
        '[-5, 2, "p", "id", [], 4]',
        '[1, 2, "p", "id", "tag", 4]',
        '[1, 2, "p", "id", [[]], 4]',
    ],
)
def test_an_element_that_is_no_frame_is_told_and_the_next_one_read(element: str) -> None:
    read = told("watson", f'[{element}, [4000, 4015, "foo", "1", []]]')
    assert [one.line for one in read.problems] == [1]
    assert [one.line for one in read.entries] == [2]


@pytest.mark.skipif(WATSON is None, reason="watson is not installed")
def test_watsons_own_total_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "frames").write_text(json.dumps(FRAMES))
    done = subprocess.run(
        [str(WATSON), "report", "--json", "--from", "2026-01-01", "--to", "2026-12-01"],
        env={**os.environ, "WATSON_DIR": str(tmp_path), "TZ": "Europe/Rome"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert worked(told("watson", tmp_path).entries) == json.loads(done.stdout)["time"]


@pytest.mark.parametrize("state", ["[1]", '{"project": "p"}', '{"project": "p", "start": "x"}'])
def test_a_state_that_is_none_is_told_and_the_frames_are_read(tmp_path: Path, state: str) -> None:
    (tmp_path / "frames").write_text(json.dumps(FRAMES))
    (tmp_path / "state").write_text(state)
    read = told("watson", tmp_path)
    assert [(one.file, one.line) for one in read.problems] == [(str(tmp_path / "state"), 1)]
    assert len(read.entries) == len(FRAMES)


def test_times_in_json_without_an_offset_are_told() -> None:
    log = [{"id": "a", "project": "p", "start": "2026-10-24T21:30:00", "stop": "2026-10-25"}]
    assert told("watson", json.dumps(log)).places == [
        (1, "'2026-10-24T21:30:00' has no offset from UTC")
    ]
