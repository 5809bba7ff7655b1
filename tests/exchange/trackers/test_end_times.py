"""utt and GTimeLog: logs whose lines say what was done until their time."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.exchange.trackers.told import Told, told, worked

UTT = shutil.which("utt")
MIDNIGHT = 1_772_406_000  # 2026-03-02 in Rome


def spans(read: Told) -> list[tuple[int, int, str]]:
    """Start and end in minutes since the midnight of 2 March, and the text."""
    return [
        (((one.start or 0) - MIDNIGHT) // 60, ((one.end or 0) - MIDNIGHT) // 60, one.text)
        for one in read.entries
    ]


def test_utt_begins_a_day_with_hello_and_goes_on_overnight_without() -> None:
    read = told(
        "utt",
        "2026-03-02 08:00 hello\n2026-03-02 09:00 a\n\n"
        "2026-03-03 08:00 hello\n2026-03-03 09:00 b\n2026-03-04 00:30 c\n",
    )
    assert spans(read) == [(480, 540, "a"), (1920, 1980, "b"), (1980, 2910, "c")]


def test_utt_has_projects_comments_breaks_and_what_is_ignored() -> None:
    read = told(
        "utt",
        "2026-03-02 08:00 hello\n2026-03-02 09:00 web: a: b  # why # so\n2026-03-02 10:00 two: c\n"
        "2026-03-02 11:00 my web: x\n2026-03-02 12:00 lunch**\n2026-03-02 13:00 gap ***\n",
    )
    assert [(one.project, one.text, one.skip) for one in read.entries] == [
        ("web", "a: b\nwhy # so", ""),
        ("two", "c", ""),
        ("", "my web: x", ""),
        ("", "lunch", "a break"),
        ("", "gap", "marked with *** as neither work nor break"),
    ]


def test_offsets_of_utt_settle_the_night_in_which_the_clocks_go_back() -> None:
    lines = "2026-10-25 01:30 hello\n2026-10-25 02:30{} a\n2026-10-25 04:00 b\n"
    read = told("utt", lines.format("+01:00"))
    assert [worked([one]) for one in read.entries] == [7200, 5400]
    twice = told("utt", lines.format(""))
    message = "2026-10-25 02:30 exists twice: the clocks were set back"
    assert twice.places == [(2, message), (3, message)]


def test_gtimelog_begins_a_day_with_its_first_line_and_ends_it_at_two() -> None:
    read = told(
        "gtimelog",
        "2026-03-02 08:00: whatever\n2026-03-02 22:00: a\n2026-03-03 01:59: late\n"
        "2026-03-03 02:00: first\n2026-03-03 09:30: b\n",
    )
    assert spans(read) == [(480, 1320, "a"), (1320, 1559, "late"), (1560, 2010, "b")]


def test_gtimelog_has_categories_tags_breaks_and_what_is_not_counted() -> None:
    read = told(
        "gtimelog",
        "# 2026\n2026-03-02 08:00: arrived **\n2026-03-02 09:00: my web: a: b -- x y\n"
        "2026-03-02 10:00: lunch ** with Ada\n2026-03-02 11:00: tea -- z **\n"
        "2026-03-02 12:00: gap ***\n2026-03-02 12:00: nothing **\n2026-03-02 12:00: zero\n",
    )
    assert [(one.project, one.text, one.tags, one.skip) for one in read.entries] == [
        ("my web", "a: b", ("x", "y"), ""),
        ("", "lunch  with Ada", (), "a break"),
        ("", "tea", ("z",), "a break"),
        ("", "gap", (), "marked with *** as neither work nor break"),
        ("", "zero", (), ""),
    ]


@pytest.mark.parametrize(("name", "colon"), [("utt", ""), ("gtimelog", ":")])
def test_a_line_in_the_wrong_order_is_told_and_left_out(name: str, colon: str) -> None:
    content = "".join(
        f"2026-03-02 {time}{colon} {text}\n"
        for time, text in (("09:00", "hello"), ("09:14", "a"), ("09:10", "b"), ("09:20", "c"))
    )
    read = told(name, content)
    assert spans(read) == [(540, 554, "a"), (554, 560, "c")]
    assert read.places == [(3, "2026-03-02 09:10 is earlier than the line before it")]
    alone = told(name, read.problems[0].raw)
    assert alone.entries == []
    assert [message for _, message in alone.places] == [read.problems[0].message]


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("utt", "nonsense", "'nonsense' is not a line of utt"),
        ("utt", "2026-03-02 09:00", "'2026-03-02 09:00' is not a line of utt"),
        ("utt", "2026-03-02 25:00 x", "there is no time 25:00"),
        ("gtimelog", "nonsense", "'nonsense' is not a line of GTimeLog"),
        ("gtimelog", "2026-02-30 09:00: x", "there is no day 2026-02-30"),
        ("gtimelog", "0000-00-00 09:00: x", "the year 0 is not between 1970 and 2199"),
    ],
)
def test_a_line_that_cannot_be_read_is_told(name: str, line: str, message: str) -> None:
    colon = ":" if name == "gtimelog" else ""
    read = told(name, f"2026-03-02 08:00{colon} hello\n{line}\n2026-03-02 09:00{colon} a\n")
    assert read.places == [(2, message)]
    assert spans(read) == [(480, 540, "a")]


@pytest.mark.skipif(UTT is None, reason="utt is not installed")
def test_utts_own_total_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "utt").mkdir()
    path = tmp_path / "utt" / "utt.log"
    path.write_text(
        "2026-03-02 08:00 hello\n2026-03-02 09:15 web: a\n2026-03-02 10:00 tea **\n"
        "2026-03-02 12:45 b\n2026-03-03 08:00 hello\n2026-03-03 09:00 c\n"
    )
    done = subprocess.run(
        [str(UTT), "report", "2026-03-02"],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    first_day = [one for one in told("utt", path).entries if one.line < 5]
    assert worked(first_day) == 4 * 3600
    assert "Working: 4h00\n" in done.stdout
