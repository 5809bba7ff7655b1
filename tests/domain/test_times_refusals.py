"""What cannot be read is refused by name, with the nearest form."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from tests.domain.test_times import refusal
from timelog_cli.domain.time.clock import read_time_of_day
from timelog_cli.domain.time.durations import read_duration
from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.periods import read_day, read_period
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import Moment
from timelog_cli.errors import UsageError

READERS = [read_instant, read_day, read_range, read_period, read_duration, read_time_of_day]
WITHOUT_MOMENT = (read_duration, read_time_of_day)


def refused(read: Any, text: str) -> Any:
    return refusal(read, text) if read in WITHOUT_MOMENT else refusal(read, text, EXAMPLE_MOMENT)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n\t",
        "foo",
        "\x00",
        "9:30\x00",
        "jun\x009 2026",
        "\ud800",
        "\u0669:\u0663\u0660",
        "\uff19:\uff13\uff10",
        "\u00b2",
        "9" * 100,
        "9" * 5000 + "h",
        "9" * 1_000_000,
        "jun " * 25,
        "\u202e9:30",
        "wee\u212a",
        "--1",
        "..",
        "/",
        "//",
        "-//-",
        ":",
        "::",
        "@",
        "@-1",
        "+",
        "am",
        "q",
        "w",
        "t",
        "z",
        "p",
        "pt",
        "1e400h",
        "nan",
        "inf",
    ],
)
def test_nonsense_is_refused_by_every_reader(read: Any, text: str) -> None:
    error = refused(read, text)
    assert error.hint
    assert len(error.message) < 200
    assert error.message.isprintable()


def counted(read: Any, text: str) -> tuple[int, UsageError]:
    """How many calls the refusal of a text takes, and the refusal."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    refused(read, text)  # loads what is loaded once
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        error = refused(read, text)
    finally:
        sys.setprofile(before)
    return calls, error


@pytest.mark.parametrize("read", READERS)
def test_a_megabyte_is_refused_at_once(read: Any) -> None:
    texts = ["9" * 1_000_000, " " * 1_000_000, "june " * 200_000, "9-" * 500_000]
    for text in texts:
        steps, error = counted(read, text)
        assert "is too long" in error.message
        assert steps < len(text) / 10


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", ["1-" * 60, "9 to " * 24, "june 9 " * 17, "1/" * 60, "a b " * 30])
def test_a_text_full_of_separators_is_refused_quickly(read: Any, text: str) -> None:
    assert counted(read, text)[0] < 200_000


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (read_time_of_day, "25:00", "24:00"),
        (read_time_of_day, "24:01", "24:00"),
        (read_time_of_day, "9:75", "no minute 75"),
        (read_time_of_day, "9:30:60", "no second 60"),
        (read_time_of_day, "0975", "no minute 75"),
        (read_time_of_day, "13pm", "1 to 12"),
        (read_time_of_day, "0am", "1 to 12"),
        (read_time_of_day, "9", "a number"),
        (read_instant, "25:00", "24:00"),
        (read_instant, "yesterday 9:75", "no minute 75"),
        (read_instant, "2026-02-30 9:30", "February 2026 has 28 days"),
        (read_instant, "2026-13-09T09:00", "no month 13"),
        (read_instant, "2026-06-09T23:59:60Z", "no second 60"),
        (read_instant, "2026-06-09T09:00+25:00", "from UTC"),
        (read_instant, "31 june 9:30", "30 days"),
        (read_instant, "yesterday", "a day, not a time"),
        (read_instant, "9 june 2026", "a day, not a time"),
        (read_instant, "9 june 1830", "2200, not 1830"),
        (read_instant, "1h30m", "a duration, not a time"),
        (read_instant, "30", "a number"),
        (read_instant, "-30", "needs a unit"),
        (read_instant, "-0m", "is zero"),
        (read_instant, "2 months ago", "no fixed length"),
        (read_instant, "@99999999999", "must be from 1970"),
        (read_instant, "-9999999h", "must be from 1970"),
        (read_instant, "Mon, 9 Jun 2026 10:30", "2026-06-09 is a Tuesday"),
        (read_instant, "10:00 CET", "not a time"),
        (read_instant, "June 9 2026 10:00 EST", "not a time"),
        (read_instant, "June 9 2026 10:00 GMT+3", "not a time"),
        (read_instant, "june 9 2026 10", "not a time"),
        (read_instant, "jun 9 26 10:00", "not a time"),
        (read_instant, "Tue 3/4/2026 10:00", "not a time"),
        (read_instant, "next tuesday 10:00", "not a time"),
        (read_instant, "june 2026 10:00", "not a time"),
        (read_instant, "09:30:15 1.5h", "not a time"),
        (read_instant, "8:12 9 june +10m", "not a time"),
        (read_instant, "9a 11am", "not a time"),
        (read_instant, "9:30m", "not a time"),
        (read_instant, "june 9 9:30 10:30", "not a time"),
        (read_instant, "10:00 UTC", "not a time"),
        (read_instant, "June 9 2026 10:00 GMT +0300", "not a time"),
        (read_instant, "Tue, 9 Jun 2026 14:00 pm", "1 to 12"),
        (read_instant, "Tue, June 31 2026 14:00", "not a time"),
        (read_instant, "on tuesday, 10:00 June", "not a time"),
        (read_day, "Tue, June 31 2026", "not a day"),
        (read_duration, "P1D1H", "not a duration"),
        (read_duration, "1.h", "not a duration"),
        (read_duration, "1xh", "not a duration"),
        (read_duration, "PT1.2.3H", "not a duration"),
        (read_day, "2026-02-30", "February 2026 has 28 days"),
        (read_day, "2026-02-29", "February 2026 has 28 days"),
        (read_day, "29 feb", "February 2026 has 28 days"),
        (read_day, "2026-00-10", "no month 0"),
        (read_day, "2026-06-00", "June 2026 has 30 days"),
        (read_day, "20261301", "no month 13"),
        (read_day, "31.6.2026", "June 2026 has 30 days"),
        (read_day, "31/6/26", "June 2026 has 30 days"),
        (read_day, "9.6.026", "not a day"),
        (read_day, "2026-W123-1", "not a day"),
        (read_day, "2026-366", "2026 has 365 days"),
        (read_day, "2026-000", "2026 has 365 days"),
        (read_day, "2025-W53-1", "2025 has 52 weeks"),
        (read_day, "2026-W00-1", "2026 has 53 weeks"),
        (read_day, "2026-W24-8", "1 to 7"),
        (read_day, "1969-12-31", "2200, not 1969"),
        (read_day, "2201-01-01", "2200, not 2201"),
        (read_day, "9.6.1950", "2200, not 1950"),
        (read_day, "9 june 1950", "2200, not 1950"),
        (read_day, "99999 days ago", "must be from 1970"),
        (read_day, "in 9999 months", "2200, not 2859"),
        (read_day, "2026", "several days"),
        (read_day, "june", "several days"),
        (read_day, "week", "several days"),
        (read_day, "last monday", "not a day"),
        (read_day, "10", "not a day"),
        (read_day, "9-6-2026", "not a day"),
        (read_day, "30m june 2025 - thu", "not a day"),
        (read_day, "june025", "not a day"),
        (read_day, "june 9 june 10", "not a day"),
        (read_day, "9-Jun-1950", "2200, not 1950"),
        (read_day, "9-Jun-2026 10:00", "not a day"),
        (read_duration, "30", "needs a unit"),
        (read_duration, "1.5", "needs a unit"),
        (read_duration, "1,5", "needs a unit"),
        (read_duration, "0m", "is zero"),
        (read_duration, "0:00", "is zero"),
        (read_duration, "0", "needs a unit"),
        (read_duration, "0.0001s", "is zero"),
        (read_duration, "1:75", "no minute 75"),
        (read_duration, "1:5", "not a duration"),
        (read_duration, "2 months", "no fixed length"),
        (read_duration, "1mo", "no fixed length"),
        (read_duration, "P1M", "no fixed length"),
        (read_duration, "P1Y2M", "no fixed length"),
        (read_duration, "-30m", "cannot have a sign"),
        (read_duration, "1h90m", "as long as the larger"),
        (read_duration, "30m1h", "larger units must come first"),
        (read_duration, "1h1h", "larger units must come first"),
        (read_duration, "1.5h30m", "not a duration"),
        (read_duration, "1h ,30m", "not a duration"),
        (read_duration, "9999999w", "1,000 years"),
        (read_period, "2026-13", "no month 13"),
        (read_period, "2026-Q5", "Q1 to Q4"),
        (read_period, "2025-W53", "2025 has 52 weeks"),
        (read_period, "1969", "2200, not 1969"),
        (read_period, "2201", "2200, not 2201"),
        (read_period, "2026-02-30", "February 2026 has 28 days"),
        (read_period, "2026-06-09..2026-06-01", "ends before it starts"),
        (read_period, "2026-06-01..2026-06-31", "June 2026 has 30 days"),
        (read_period, "last 0 days", "at least one day"),
        (read_period, "last 99999 days", "must be from 1970"),
        (read_period, "last 2 weeks", "not a period"),
        (read_period, "9:30", "not a period"),
        (read_period, "1h", "not a period"),
    ],
)
def test_what_cannot_be_is_named(read: Any, text: str, says: str) -> None:
    assert says in refused(read, text).message


def test_a_bare_number_asks_for_its_unit() -> None:
    assert refused(read_duration, "30").hint == "use 30m or 30h"


def test_the_hint_shows_the_nearest_form() -> None:
    assert refused(read_time_of_day, "9:5").hint == "try 9:30 (h:mm)"


def test_a_form_that_is_its_own_example_is_said_once() -> None:
    assert refused(read_day, "soon").hint == "try today"
    assert "yesterday 9:30" in refused(read_instant, "yesterdy 9:30").hint
    assert refused(read_duration, "1h30x").hint == "try 1h30m (hours and minutes)"
    assert "last week" in refused(read_period, "last wek").hint


def test_a_length_of_time_is_turned_into_a_time_by_its_hint() -> None:
    hint = refused(read_instant, "1h30m").hint
    assert hint == "use -1h30m or 1h30m ago"
    assert read_instant("-1h30m", EXAMPLE_MOMENT) == read_instant("1h30m ago", EXAMPLE_MOMENT)


def test_the_text_is_named_safely_and_cut() -> None:
    message = refused(read_day, "\x1b[31mred" + "x" * 90).message
    assert "\\x1b[31mred" in message
    assert "…" in message


def test_a_slashed_day_that_no_order_allows_is_refused() -> None:
    assert "in any order" in refusal(read_day, "40/40/26", Moment(0, "UTC")).message


def test_an_unknown_zone_is_refused() -> None:
    assert "unknown time zone" in refusal(read_instant, "9:30", Moment(0, "Mars/Olympus")).message
