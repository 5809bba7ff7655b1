"""timewarrior: data folder, data file and export, compared with what timew itself reads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.trackers.told import told, worked
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import reader

TIMEW = shutil.which("timew")


def test_tags_and_annotation_are_told_apart_by_their_quotes() -> None:
    line = (
        'inc 20260302T080000Z - 20260302T090000Z # acme "a # b" it\'s "say \\"hi\\""'
        ' # "50% #42 \\\\ C:\\ttab \\u00e9"'
    )
    (entry,) = told("timewarrior", line).entries
    assert entry.tags == ("acme", "a # b", "it's", 'say "hi"')
    assert entry.text == "50% #42 \\ C:\ttab é"


def test_an_annotation_needs_no_tags() -> None:
    (entry,) = told(
        "timewarrior", 'inc 20260302T080000Z - 20260302T090000Z # # "only # text"\n'
    ).entries
    assert (entry.tags, entry.text) == ((), "only # text")


def test_times_are_utc_wherever_the_import_is() -> None:
    (entry,) = told("timewarrior", "inc 20260329T003000Z - 20260329T013000Z # x", "Asia/Tokyo")[0]
    assert (entry.start, entry.end) == (1_774_744_200, 1_774_747_800)


def test_zero_length_reversed_and_running_intervals_are_told_as_they_are() -> None:
    content = (
        "inc 20260302T080000Z - 20260302T080000Z # zero\n"
        "inc 20260302T090000Z - 20260302T080000Z # reversed\n"
        "inc 20260302T100000Z # running\n"
    )
    zero, turned, running = told("timewarrior", content).entries
    assert (zero.end, turned.end, running.end) == (zero.start, (turned.start or 0) - 3600, None)


def test_an_annotation_that_a_line_feed_broke_is_told_and_the_rest_is_read() -> None:
    content = (
        "inc 20260302T080000Z - 20260302T090000Z # a\n"
        'inc 20260303T080000Z - 20260303T090000Z # a # "C:\n'
        '  done"\n'
        "inc 20260304T080000Z - 20260304T090000Z # a\n"
    )
    read = told("timewarrior", content)
    assert [one.line for one in read.entries] == [1, 4]
    assert read.places == [
        (2, "its quotes are not closed"),
        (3, "'  done\"' is not an interval of timewarrior"),
    ]
    assert "join it with the line below" in (read.problems[0].hint or "")
    assert read.problems[0].raw == content.splitlines()[1]


@pytest.mark.parametrize(
    "line",
    [
        "inc",
        "inc 20260308T090000Z - 20260308T0800",
        "inc 20260308T090000Z x",
        "inc 20261308T090000Z - 20261308T100000Z",
        "inc 20260308T250000Z - 20260308T260000Z",
        "inc 99990308T090000Z - 99990308T100000Z",
        "exc 20260308T090000Z - 20260308T100000Z",
    ],
)
def test_a_line_that_is_no_interval_is_told(line: str) -> None:
    read = told("timewarrior", line)
    assert read.entries == []
    assert [one.line for one in read.problems] == [1]


def test_a_folder_gives_its_months_and_nothing_else(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "2026-02.data").write_text("inc 20260202T080000Z - 20260202T090000Z # a\n")
    (data / "2026-03.data").write_text("inc 20260302T080000Z - 20260302T090000Z # b\n")
    (data / "tags.data").write_text('{"a":{"count":1}}')
    (data / "undo.data").write_text("txn:\n  type: interval\n")
    read = told("timewarrior", tmp_path)
    assert [(one.tags, one.file) for one in read.entries] == [
        (("a",), str(data / "2026-02.data")),
        (("b",), str(data / "2026-03.data")),
    ]
    assert read.problems == []


def test_a_folder_is_told_by_its_months() -> None:
    assert reader("timewarrior").fits("", ["2026-03.data", "tags.data"])
    assert not reader("timewarrior").fits("", ["tags.data", "notes.txt"])
    assert reader("watson").fits("", ["config", "frames"])


def test_an_empty_line_is_nothing() -> None:
    assert told("timewarrior", "\n\ninc 20260302T080000Z\n").places == []


def test_a_folder_without_months_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(UsageError, match="has no files of timewarrior"):
        told("timewarrior", tmp_path)


@pytest.mark.parametrize(
    "element",
    ["1", "{}", '{"start":1}', '{"start":"x"}', '{"start":"20260308T090000Z","tags":[1]}'],
)
def test_an_element_that_is_no_interval_is_told_and_the_next_one_read(element: str) -> None:
    read = told("timewarrior", f'[{element},{{"start":"20260308T090000Z"}}]')
    assert [one.line for one in read.problems] == [1]
    assert [one.line for one in read.entries] == [2]


WORDS = st.text("ab \"\\'#:-%.é☕\t", min_size=1, max_size=8).map(str.strip).filter(bool)
SECONDS = st.integers(1_600_000_000, 1_700_000_000)


@pytest.mark.skipif(TIMEW is None, reason="timew is not installed")
@settings(max_examples=4, deadline=None)
@given(st.lists(st.tuples(SECONDS, st.integers(1, 90_000), WORDS), min_size=8, max_size=8))
def test_timew_reads_the_same_as_this_reader(
    tmp_path_factory: pytest.TempPathFactory, intervals: list[tuple[int, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("timew")
    (folder / "data").mkdir()
    content = "".join(_line(*one) for one in sorted(intervals))
    (folder / "data" / "2026-01.data").write_text(content)
    exported = _timew(folder, "export")
    ours, theirs = told("timewarrior", folder), told("timewarrior", exported)
    assert ours.problems == theirs.problems == []
    assert [(one.start, one.end, one.text) for one in ours.entries] == [
        (one.start, one.end, one.text) for one in theirs.entries
    ]
    assert worked(ours.entries) == sum(length for _, length, _ in intervals)


def _line(start: int, length: int, text: str) -> str:
    from datetime import UTC, datetime

    begin, end = (
        datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ") for at in (start, start + length)
    )
    return f"inc {begin} - {end} # acme # {json.dumps(text, ensure_ascii=False)}\n"


def _timew(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [str(TIMEW), *words],
        env={**os.environ, "TIMEWARRIORDB": str(folder), "HOME": str(folder), "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout[done.stdout.index("[") :]
