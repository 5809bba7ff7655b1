"""klog: records as text and as JSON, with what is deducted from them, and the errors klog names."""

from __future__ import annotations

import json

import pytest

from tests.exchange.trackers.told import Told, told, worked
from timelog_cli.errors import UsageError

MIDNIGHT = 1_772_406_000  # 2026-03-02 in Rome


def entries(*lines: str, zone: str = "Europe/Rome") -> Told:
    """What is told of a record with these entries."""
    return told("klog", "\n".join(("2026-03-02", *(f"    {line}" for line in lines))), zone)


def minutes(told_: Told) -> list[tuple[int | None, int | None]]:
    """Start and end of each entry in minutes after the midnight of its record."""
    return [
        tuple(None if at is None else (at - MIDNIGHT) // 60 for at in (one.start, one.end))  # type: ignore[misc]
        for one in told_.entries
    ]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("8:00-9:30", 480, 570),
        ("08:00  -   9:30 text", 480, 570),
        ("8:00am - 1:15pm", 480, 795),
        ("12:00am - 12:30pm", 0, 750),
        ("<23:44 - 5:23", -16, 323),
        ("<24:00 - 0:10", 0, 10),
        ("22:00 - 24:00", 1320, 1440),
        ("23:00 - 1:30>", 1380, 1530),
        ("0:28> - 1:00>", 1468, 1500),
        ("9:00 - 9:00", 540, 540),
        ("9:00 - ???", 540, None),
        ("<23:00-?", -60, None),
    ],
)
def test_times_are_those_of_the_record_the_day_before_or_after(
    line: str, start: int, end: int | None
) -> None:
    read = entries(line)
    assert minutes(read) == [(start, end)]
    assert read.problems == []


@pytest.mark.parametrize(
    ("line", "seconds"), [("1h", 3600), ("119m", 7140), ("+50h15m", 180_900), ("0m", 0)]
)
def test_durations_are_hours_of_a_day(line: str, seconds: int) -> None:
    (entry,) = entries(f"{line} text").entries
    assert (entry.day, entry.seconds, entry.start, entry.text) == (
        "2026-03-02",
        seconds,
        None,
        "text",
    )


@pytest.mark.parametrize("indentation", ["\t", "  ", "   ", "    "])
def test_summaries_have_several_lines_in_every_indentation(indentation: str) -> None:
    content = f"2026-03-02\n{indentation}1h\n{2 * indentation}first\n{2 * indentation}  second\n"
    (entry,) = told("klog", content).entries
    assert entry.text == "first\nsecond"


def test_tags_are_those_of_the_record_and_of_the_entry_each_once() -> None:
    content = (
        "2026-03-02\nAt #Home today, #acme\nsecond line\n"
        "\t1h #acme #todo=4 #a=\"two words\" #b='x' #\n\t2h\n"
    )
    first, second = told("klog", content).entries
    assert first.tags == ("home", "acme", "todo=4", "a=two words", "b=x")
    assert second.tags == ("home", "acme")
    assert second.text == "At #Home today, #acme\nsecond line"


def test_what_is_deducted_becomes_a_pause_in_the_entry_before_it() -> None:
    read = entries("8:00 - 12:00", "13:00 - 17:00", "-30m Lunch", "-10m", "1h", "-20m")
    first, second, third = read.entries
    assert first.pauses == ()
    ((start, end),) = second.pauses
    assert end - start == 40 * 60
    assert start - (second.start or 0) == (second.end or 0) - end
    assert third.seconds == 40 * 60
    assert worked(read.entries) == (4 + 4 + 1) * 3600 - 60 * 60
    assert len(read.remarks) == 1


def test_what_is_deducted_first_is_taken_from_an_entry_behind_it() -> None:
    read = entries("-30m", "20m", "2h")
    assert [one.seconds for one in read.entries] == [1200, 5400]


def test_a_pause_that_is_longer_than_every_entry_is_told() -> None:
    read = entries("8:00 - 8:30", "-30m", "9:00 - ?")
    assert read.places == [(3, "no entry of the record is longer than this pause")]
    assert read.problems[0].raw == "2026-03-02\n    -30m"
    assert len(read.entries) == 2


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("Entry without value", 5, "malformed entry"),
        ("1h60m", 5, "malformed entry"),
        ("8:60 - 9:00", 5, "malformed entry"),
        ("8:00 - 25:00", 12, "malformed entry"),
        ("24:01 - 1:00>", 5, "malformed entry"),
        ("24:00> - 1:00>", 5, "malformed entry"),
        ("13:00am - 2:00pm", 5, "malformed entry"),
        ("<8:00> - 9:00", 5, "malformed entry"),
        ("8:00", 5, "malformed entry"),
        ("9:00 - 8:00", 5, "illegal range"),
        ("9:00 - ?x", 12, "malformed entry"),
        (" 1h", None, "unexpected indentation"),
    ],
)
def test_an_entry_that_klog_refuses_is_told_and_the_next_one_read(
    line: str, column: int | None, message: str
) -> None:
    read = entries(line, "1h")
    (problem,) = read.problems
    assert (problem.line, problem.column) == (2, column)
    assert problem.message.startswith(message)
    assert problem.raw == f"2026-03-02\n    {line}"
    assert [one.line for one in read.entries] == [3]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("2026-02-30", "there is no day 2026-02-30"),
        ("Hello 123", "invalid date: 'Hello 123'"),
        ("2026-03/02", "invalid date"),
        (" 2026-03-02", "unexpected indentation"),
        ("2026-03-02 (8h)", "malformed should-total: '(8h)'"),
        ("2026-03-02 foo", "malformed headline: 'foo'"),
        ("2026-03-02\n one blank", "malformed summary"),
        ("2026-03-02\n" + "x" * 10_001, "its summary has more than 10,000 characters"),
    ],
)
def test_a_record_whose_head_klog_refuses_is_told_whole(head: str, message: str) -> None:
    content = f"{head}\n    1h"
    read = told("klog", f"{content}\n\n2026-03-03\n    2h\n")
    (problem,) = read.problems
    assert (problem.line, problem.raw) == (1, content)
    assert problem.message.startswith(message)
    assert [one.seconds for one in read.entries] == [7200]


def test_a_record_has_one_open_range() -> None:
    read = entries("8:00 - ?", "9:00 - ?")
    assert read.places == [(3, "its record has an open range already")]


def test_mixed_indentation_is_told() -> None:
    read = told("klog", "2026-03-02\n    1h\n\t2h\n  3h\nsummary at the end\n")
    assert [line for line, _ in read.places] == [3, 4, 5]
    assert [one.seconds for one in read.entries] == [3600]


def test_ranges_are_real_time_where_the_clocks_are_changed() -> None:
    spring, twice = told(
        "klog", "2026-03-29\n\t1:00 - 4:00\n\n2026-10-25\n\t1:00 - 4:00\n\t2:30 - 5:00\n"
    )[:2]
    assert [worked([one]) for one in spring] == [7200, 14_400]
    assert twice[0].message == "2026-10-25 02:30:00 exists twice: the clocks were set back"


def test_lines_in_a_record_without_end_are_told_and_do_not_fill_memory() -> None:
    read = told("klog", "2026-03-02\n" + "\t1m\n" * 5_001)
    assert len(read.entries) == 4_999
    assert [one.line for one in read.problems] == [5_001, 5_002]


ROW = {"type": "range", "summary": "x", "tags": ["#a"], "total_mins": 60}


def record(*rows: object, **more: object) -> str:
    content = {"date": "2026-03-02", "summary": "", "tags": [], "entries": rows, **more}
    return json.dumps({"records": [content], "warnings": None, "errors": None})


def test_json_is_read_as_text_is() -> None:
    rows = (
        {**ROW, "start_mins": -16, "end_mins": 44},
        {**ROW, "type": "duration", "total_mins": 90},
        {**ROW, "type": "open_range", "total_mins": 0, "start_mins": 1468},
        {**ROW, "type": "duration", "total_mins": -30},
    )
    read = told("klog", record(*rows, summary="day", tags=["#day"]))
    assert minutes(read) == [(-16, 44), (None, None), (1468, None)]
    assert [one.seconds for one in read.entries] == [0, 3600, 0]
    assert {one.tags for one in read.entries} == {("day", "a")}
    assert read.problems == []


@pytest.mark.parametrize(
    "row",
    [
        1,
        {},
        {**ROW},
        {**ROW, "type": "nap"},
        {**ROW, "start_mins": 0, "end_mins": 61},
        {**ROW, "start_mins": 0, "end_mins": "60"},
        {**ROW, "start_mins": 10**30, "end_mins": 10**30 + 60},
        {**ROW, "type": "duration", "total_mins": 10**30},
        {**ROW, "tags": [1]},
    ],
)
def test_an_entry_in_json_that_is_none_is_told_and_the_next_one_read(row: object) -> None:
    read = told("klog", record(row, {**ROW, "start_mins": 0, "end_mins": 60}))
    assert [one.line for one in read.problems] == [1]
    assert minutes(read) == [(0, 60)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"date": "2026-3-2"}, "invalid date: '2026-3-2'"),
        ({"date": "2026-02-30"}, "there is no day 2026-02-30"),
        ({"summary": None}, "it is not a record of klog, with a date and entries"),
    ],
)
def test_a_record_in_json_that_is_none_is_told(wrong: dict[str, object], message: str) -> None:
    read = told("klog", record({**ROW, "type": "duration"}, **wrong))
    assert read.places == [(1, message)]
    assert read.entries == []


@pytest.mark.parametrize(
    "entry", ["[" * 900 + "]" * 900, '{"type": ' + "[" * 900 + "]" * 900 + "}"]
)
def test_an_entry_in_json_that_is_nested_deeply_is_told(entry: str) -> None:
    read = told("klog", record(0).replace("[0]", f"[{entry}]"))
    assert (read.entries, [one.line for one in read.problems]) == ([], [1])


def test_what_klog_prints_about_errors_is_refused() -> None:
    with pytest.raises(UsageError, match="has no records, but the errors of a file"):
        told("klog", '{"records":null,"warnings":null,"errors":[{"line":6}]}')
