"""What each format writes is read again by our own reader, whatever the texts are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.exchange.trackers.told import ROME, Told, told
from timelog_cli.domain.foreign import Entry, Pause
from timelog_cli.exchange.written import LABELS, Losses, has_own_name, writer

# Titles, notes and tags as the database can have them: composed, without control characters.
_CHARS = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Cn", "Co"), include_characters=" "
)
_NASTY = st.sampled_from(
    [
        *(
            "=1+1",
            "-",
            "a, b; c: d",
            "#tag",
            '"',
            "'",
            "\\",
            "\\n",
            "x\\",
            "| y |",
            "[red]",
            "日本",
        ),
        *("billable:no", "9:00 - 10:00", "''", "; ;", "project:x", "-30m", "a  b", "END:VEVENT"),
    ]
)


def _line(most: int) -> st.SearchStrategy[str]:
    return (_NASTY | st.text(_CHARS, max_size=most)).map(lambda text: " ".join(text.split()))


TITLES = _line(40).filter(bool)
NOTES = st.lists(_line(30), max_size=3).map(lambda lines: "\n".join(lines).strip())
TAGS = st.lists(_line(12).filter(bool), max_size=3, unique=True).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Logs of one person, one after the other, some with a pause, over changes of the clocks."""
    at, found = draw(st.sampled_from([1_774_739_000, 1_792_880_000, 1_793_500_000])), []
    for number in range(draw(st.integers(1, 4))):
        start = at + draw(st.integers(0, 7200))
        end = start + draw(st.integers(1, 20_000))
        middle = (start + end) // 2
        pauses = (Pause(middle, middle + 1),) if end - start > 10 and draw(st.booleans()) else ()
        at = end
        found.append(
            Entry(
                *(number, start, end, draw(TITLES), draw(NOTES), draw(TAGS)),
                client=draw(_line(10)),
                billable=draw(st.booleans()),
                user="ada",
                id=f"{number:032x}",
                pauses=pauses,
                zone=ROME,
                changed=1_793_600_000,
            )
        )
    return found


def again(format: str, logs: list[Entry]) -> Told:
    """What our reader tells of what is written."""
    return told(format, "".join(writer(format).pieces(logs, Losses())))


def spans(logs: list[Entry]) -> list[tuple[int, int]]:
    """The time between the pauses of logs."""
    found = []
    for one in logs:
        edges = [one.start or 0, *(at for pause in one.pauses for at in pause), one.end or 0]
        found += zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in found if start < end]


@pytest.mark.parametrize("format", sorted(LABELS.keys() - {"klog"}))
@settings(max_examples=15)
@given(logs=entries())
def test_times_are_the_same_when_they_are_read_again(format: str, logs: list[Entry]) -> None:
    losses = Losses()
    read = told(format, "".join(writer(format).pieces(logs, losses)))
    twice = [one for one in read.problems if "exists twice" in one.message]
    assert read.problems == twice
    assert not twice or "it cannot tell the times of" in "".join(losses.sentences)
    expected = spans(logs)
    assert len(read.entries) == len(expected) - len(twice)
    assert {(one.start, one.end) for one in read.entries} <= set(expected)


@pytest.mark.parametrize(
    ("format", "fields"),
    [
        ("timewarrior", ("project", "tags")),
        ("watson", ("project", "tags")),
        ("toggl", ("project", "text", "client", "user", "billable")),
        ("ics", ("project", "text", "tags", "client", "user", "billable")),
    ],
)
@settings(max_examples=15)
@given(logs=entries())
def test_texts_are_the_same_when_they_are_read_again(
    format: str, fields: tuple[str, ...], logs: list[Entry]
) -> None:
    logs = [one._replace(pauses=()) for one in logs]
    named = {one.start: one for one in logs}
    for one in again(format, logs).entries:
        other = named[one.start or 0]
        tags = tuple(tag for tag in other.tags if tag != f"project:{other.project}")
        expected = other._replace(tags=tags)
        assert [getattr(one, name) for name in fields] == [
            getattr(expected, name) for name in fields
        ]


@settings(max_examples=15)
@given(logs=entries())
def test_an_account_and_a_description_are_the_same_but_for_semicolons(logs: list[Entry]) -> None:
    logs = [one._replace(pauses=()) for one in logs]
    for one, other in zip(again("timeclock", logs).entries, logs, strict=True):
        assert one.project == " ".join(other.project.replace(";", ",").split())
        assert one.text == " ".join(other.text.replace(";", ",").split())
        assert one.billable in {other.billable, True}  # a tag may be called billable


@settings(max_examples=15)
@given(logs=entries())
@example(logs=[Entry(1, 1792882800, 1792895400, "A", "", (), zone=ROME, id="0")])
def test_klog_gets_whole_minutes_and_the_same_projects(logs: list[Entry]) -> None:
    read = again("klog", logs)
    rounded = [[60 * ((at + 30) // 60) for at in span] for span in spans(logs)]
    assert read.problems == []
    assert sorted([one.start, one.end] for one in read.entries) == sorted(rounded)
    if all(has_own_name("klog", one.project) for one in logs):
        assert {one.project for one in read.entries} == {one.project for one in logs}


def test_stretches_of_logs_that_overlap_are_in_order() -> None:
    logs = [
        Entry(1, 0, 9000, "A", zone=ROME, id="a", pauses=(Pause(1000, 8000),), user="ada"),
        Entry(2, 2000, 3000, "B", zone=ROME, id="b", user="bob"),
    ]
    text = "".join(writer("timewarrior").pieces(logs, Losses()))
    assert re.findall(r'"project:(.)"', text) == ["A", "B", "A"]


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
@settings(max_examples=4)
@given(logs=entries())
def test_hledger_itself_counts_the_same_hours(logs: list[Entry]) -> None:
    text = "".join(writer("timeclock").pieces(logs, Losses()))
    printed = subprocess.run(
        ["hledger", "-f", "timeclock:-", "register", "-O", "csv"],
        input=text.encode(),
        env={**os.environ, "LANG": "C.UTF-8", "TZ": ROME},
        capture_output=True,
        check=True,
    ).stdout.decode()
    hours = re.findall(r'"(-?[0-9.]+)h?","[^"]*"$', printed, re.MULTILINE)
    seconds = sum(end - start for start, end in spans(logs))
    assert abs(3600 * sum(map(float, hours)) - seconds) <= 20 * len(hours)


@pytest.mark.skipif(shutil.which("watson") is None, reason="Watson is not installed")
def test_watson_itself_counts_the_same_seconds(tmp_path: Path) -> None:
    logs = [
        Entry(
            1, 1792882800, 1792895400, 'Fix "login"; now', "", ("a,b", "c"), zone=ROME, id="0" * 32
        ),
        Entry(2, 1793572200, 1793575815, "日本", "", (), zone=ROME, id="1" * 32),
    ]
    (tmp_path / "frames").write_text("".join(writer("watson").pieces(logs, Losses())), "utf-8")
    printed = subprocess.run(
        ["watson", "report", "--json", "--from", "2026-01-01", "--to", "2026-12-31"],
        env={**os.environ, "WATSON_DIR": str(tmp_path), "TZ": ROME},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert '"time": 16215' in printed
