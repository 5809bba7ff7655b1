"""What the words after ``log add REF`` mean."""

from __future__ import annotations

import pytest

from tests.domain.test_times import moment_at, refusal, span
from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT
from timelog_cli.domain.time.ranges import read_range

TODAY = "2026-06-10"
YESTERDAY = "2026-06-09"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9\u201311", "09:00", "11:00"),
        ("9:00\u00a0\u2013\u00a011:30", "09:00", "11:30"),
        ("9 - 11", "09:00", "11:00"),
        ("9 -11", "09:00", "11:00"),
        ("0930-1130", "09:30", "11:30"),
        ("9.30-11.30", "09:30", "11:30"),
        ("9:00..11:00", "09:00", "11:00"),
        ("9 until 11", "09:00", "11:00"),
        ("FROM 9 TO 11", "09:00", "11:00"),
        ("9-noon", "09:00", "12:00"),
        ("midnight-1:30", "00:00", "01:30"),
        ("9 for 1h", "09:00", "10:00"),
        ("9:00 for 1:30", "09:00", "10:30"),
        ("from 9:00 for 90m", "09:00", "10:30"),
        ("2h before 11", "09:00", "11:00"),
        ("30m after 9:00", "09:00", "09:30"),
        ("for 1:30", "13:30", "15:00"),
        ("90min", "13:30", "15:00"),
        ("PT1H", "14:00", "15:00"),
        ("2h ago for 30m", "13:00", "13:30"),
        ("2h ago to 1h ago", "13:00", "14:00"),
        ("-2h - -1h", "13:00", "14:00"),
        ("2h before now", "13:00", "15:00"),
        ("9:30 - now", "09:30", "15:00"),
        ("9:30-now", "09:30", "15:00"),
    ],
)
def test_ranges_of_today(text: str, start: str, end: str) -> None:
    assert span(text) == (f"{TODAY} {start}", f"{TODAY} {end}")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1-3pm", "13:00", "15:00"),
        ("11-1pm", "11:00", "13:00"),
        ("9-5pm", "09:00", "17:00"),
        ("12-1pm", "12:00", "13:00"),
        ("1:30-3pm", "13:30", "15:00"),
        ("01:30-3pm", "01:30", "15:00"),
        ("9am-5", "09:00", "17:00"),
        ("9am-11", "09:00", "11:00"),
        ("9am-14", "09:00", "14:00"),
        ("9am-5pm", "09:00", "17:00"),
    ],
)
def test_one_am_or_pm_makes_the_other_end_the_nearest_it_can_be(
    text: str, start: str, end: str
) -> None:
    assert span(text) == (f"{TODAY} {start}", f"{TODAY} {end}")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("22-6", "2026-06-10 22:00", "2026-06-11 06:00"),
        ("22:00-24:00", "2026-06-10 22:00", "2026-06-11 00:00"),
        ("22:00-midnight", "2026-06-10 22:00", "2026-06-11 00:00"),
        ("22:00-0:00", "2026-06-10 22:00", "2026-06-11 00:00"),
        ("24:00-1:00", "2026-06-11 00:00", "2026-06-11 01:00"),
        ("10pm-2", "2026-06-10 22:00", "2026-06-11 02:00"),
        ("10-2am", "2026-06-10 22:00", "2026-06-11 02:00"),
        ("yesterday 22:00-1:30", "2026-06-09 22:00", "2026-06-10 01:30"),
        ("2026-06-09 22:00+02:00 to 1:30", "2026-06-09 22:00", "2026-06-10 01:30"),
        ("2026-06-09T22:00Z - 1:30", "2026-06-10 00:00", "2026-06-10 01:30"),
    ],
)
def test_an_end_before_its_start_is_the_next_day(text: str, start: str, end: str) -> None:
    assert span(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday 9-11",
        "9-11 yesterday",
        "9:00 to 11:00 yesterday",
        "yesterday from 9 to 11",
        "yesterday 9:00 - 11:00",
        "9 june 9-11",
        "june 9 9-11",
        "9-11 on june 9",
        "tuesday 9-11",
        "9.6.2026 9-11",
        "2026-06-09 9-11",
        "2026-06-09 09:00-11:00",
        "20260609 0900-1100",
        "2026/06/09 9am-11am",
        "9/6/26 9-11",
        "2026-W24-2 9-11",
        "2026-160 9-11",
        "1 day ago 9-11",
        "yesterday 9 for 2h",
        "june 9 9 for 2h",
        "2h before yesterday 11",
        "2026-06-09 9:00-2026-06-09 11:00",
        "2026-06-09 9:00 to 2026-06-09 11:00",
        "from 2026-06-09 9:00 to 2026-06-09 11:00",
        "june 9 9:00-june 9 11:00",
        "2026-06-09T09:00-2026-06-09T11:00",
        "2026-06-09T07:00Z-2026-06-09T09:00Z",
        "2026-06-09T03:00-04:00-2026-06-09T05:00-04:00",
        "2026-06-09 03:00-04:00 to 11:00",
        "yesterday 9:00 to yesterday 11:00",
    ],
)
def test_ranges_of_another_day(text: str) -> None:
    assert span(text) == (f"{YESTERDAY} 09:00", f"{YESTERDAY} 11:00")


@pytest.mark.parametrize("year", [1990, 2026, 2075, 2160])
def test_a_year_that_is_no_time_of_day_is_a_year(year: int) -> None:
    expected = (f"{year}-06-09 09:00", f"{year}-06-09 11:00")
    assert span(f"{year}-06-09 9:00-11:00") == expected
    assert span(f"{year}-06-09T09:00 to {year}-06-09T11:00") == expected


def test_ends_on_two_days() -> None:
    assert span("yesterday 22:00 to today 1:30") == ("2026-06-09 22:00", "2026-06-10 01:30")
    assert span("9:00 to tomorrow 10:00") == ("2026-06-10 09:00", "2026-06-11 10:00")


def test_a_weekday_range_that_would_begin_in_the_future_was_last_week() -> None:
    assert span("wednesday 14:00-16:00") == ("2026-06-10 14:00", "2026-06-10 16:00")
    assert span("wednesday 16:00-18:00") == ("2026-06-03 16:00", "2026-06-03 18:00")
    assert span("monday 14:00 for 1h", moment_at("2026-06-08 10:00"))[0] == "2026-06-01 14:00"


def test_a_night_owl_means_this_night() -> None:
    moment = moment_at("2026-06-11 02:00", day_start=4 * 3600)
    assert span("23:00-1:30", moment) == ("2026-06-10 23:00", "2026-06-11 01:30")
    assert span("0:30-1:30", moment) == ("2026-06-11 00:30", "2026-06-11 01:30")


def test_lengths_count_elapsed_time_across_a_change_of_clocks() -> None:
    found = read_range("2026-10-25 1:00-4:00", EXAMPLE_MOMENT)
    assert found.end - found.start == 4 * 3600
    assert span("2026-03-29 1:00 for 2h") == ("2026-03-29 01:00", "2026-03-29 04:00")


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-25 1:00-2:30",
        "2026-10-25 2:30-4:00",
        "2026-03-29 1:00-2:30",
        "2026-03-29 2:30 for 1h",
        "2026-10-25 1:00 to 2026-10-25 2:30",
    ],
)
def test_a_skipped_or_doubled_end_is_refused(text: str) -> None:
    assert "the clocks go" in refusal(read_range, text, EXAMPLE_MOMENT).message


def test_an_offset_settles_a_doubled_end() -> None:
    found = read_range("2026-10-25T02:30+02:00 - 2026-10-25T02:30+01:00", EXAMPLE_MOMENT)
    assert found.end - found.start == 3600


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("9-11", True),
        ("1h", True),
        ("yesterday 9-11", True),
        ("2026-06-09 9-11", False),
        ("2026-06-09 9:00 for 1h", False),
        ("1h before 2026-06-09 9:00", False),
        ("2026-06-09 9:00 to 2026-06-09 11:00", False),
        ("2026-06-09 9:00 to yesterday 11:00", True),
    ],
)
def test_relative_ranges(text: str, relative: bool) -> None:
    assert read_range(text, EXAMPLE_MOMENT).relative is relative


@pytest.mark.parametrize("text", ["9:30", "1:30", "now", "noon", "2026-06-09 9:30", "monday 9:30"])
def test_a_lone_time_is_no_range(text: str) -> None:
    error = refusal(read_range, text, EXAMPLE_MOMENT)
    assert "single time, not a time range" in error.message
    assert "9:30-10:30 or 9:30 for 1h" in (error.hint or "")


@pytest.mark.parametrize("text", ["yesterday", "2026-06-09", "3 days ago", "june 9"])
def test_a_lone_day_is_no_range(text: str) -> None:
    error = refusal(read_range, text, EXAMPLE_MOMENT)
    assert "a day, not a time range" in error.message
    assert error.hint == f"add times, such as {text} 9:00-11:30"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("9-9", "the same"),
        ("24:00-0:00", "the same"),
        ("2026-06-09 9:00 to 2026-06-08 9:00", "ends before it starts"),
        ("2025-01-01 9:00 to 2026-06-01 9:00", "longer than 366 days"),
        ("8785h", "longer than 366 days"),
        ("9-25", "24:00"),
        ("9:00-9:75", "minute 75"),
        ("foo 9-25", "24:00"),
        ("2026-02-30 9-11", "February 2026 has 28 days"),
        ("31 june 9-11", "30 days"),
        ("2026-02-30 9:00 to 2026-03-01 9:00", "February 2026 has 28 days"),
        ("30", "needs a unit"),
        ("for 30", "needs a unit"),
        ("9:30 for 90", "needs a unit"),
        ("-30", "needs a unit"),
        ("9:30 for 0m", "is zero"),
        ("9:30 for 2 months", "no fixed length"),
        ("2026-06-09T08:12-09:00", "could be a time range"),
        ("2026-06", "not a time range"),
        ("june 9-11", "a day, not a time"),
        ("9 jun 2026-9:30", "a day, not a time"),
        ("2026-06-09-2026-06-10", "a day, not a time"),
        ("9-", "not a time range"),
        ("-", "not a time range"),
        ("to", "not a time range"),
        ("9 to", "not a time range"),
        ("for", "not a time range"),
        ("ago", "not a time range"),
        ("before 11:00", "not a time range"),
        ("1-" * 60, "not a time range"),
        ("3/4/26x 9-11", "not a time range"),
    ],
)
def test_refused_ranges(text: str, says: str) -> None:
    error = refusal(read_range, text, EXAMPLE_MOMENT)
    assert says in error.message
    assert error.hint


def test_an_ambiguous_slashed_day_is_refused_in_a_range() -> None:
    assert "(DMY)" in refusal(read_range, "3/4/26 9-11", moment_at("2026-06-10 15:00")).message


def test_a_day_for_so_long_lacks_its_time() -> None:
    error = refusal(read_range, "yesterday for 2h", EXAMPLE_MOMENT)
    assert error.message == "'yesterday' is a day, not a time"
    assert error.hint == "add a time, such as yesterday 9:00 for 2h"
