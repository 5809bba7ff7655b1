"""Dates, times and durations of tables: proven, never guessed, and how exact they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers.dates import Dates, length, proven_order, time_of_day

WRITTEN = {"YMD": "{0:%Y-%m-%d}", "DMY": "{0:%d/%m/%Y}", "MDY": "{0:%m/%d/%Y}"}
SHORT = {"DMY": "{0.day}.{0.month}.{0:%y}", "MDY": "{0.month}/{0.day}/{0:%y}"}
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@settings(max_examples=50)
@given(st.lists(DAYS, min_size=1), st.sampled_from(["DMY", "MDY"]), st.booleans())
def test_dates_read_back_to_what_was_written_or_their_order_is_refused(
    days: list[date], order: str, short: bool
) -> None:
    texts = [(SHORT if short else WRITTEN)[order].format(day) for day in days]
    try:
        found = proven_order(texts, "export.csv")
    except UsageError:
        assert not any(day.day > 12 for day in days) or short
        return
    dates = Dates(found)
    assert [dates.day(text) for text in texts] == [(d.year, d.month, d.day) for d in days]


@settings(max_examples=50)
@given(st.lists(DAYS), st.sampled_from(["YMD", "DMY", "MDY"]))
def test_dates_in_the_order_that_the_user_gives_are_read_in_it(
    days: list[date], order: str
) -> None:
    dates = Dates(order)
    for day in days:
        assert dates.day(WRITTEN[order].format(day)) == (day.year, day.month, day.day)


def test_dates_that_read_both_ways_are_refused_with_both_readings() -> None:
    with pytest.raises(UsageError) as told:
        proven_order(["05/05/2024", "03/04/2024", "01/02/2024"], "export.csv")
    assert told.value.message == (
        "export.csv: the order of day and month is ambiguous:"
        " '03/04/2024' is 2024-04-03 (DMY) or 2024-03-04 (MDY)"
    )
    assert told.value.hint == "add the order that is right, as in --date-order DMY"


def test_dates_that_read_alike_in_each_order_need_none() -> None:
    assert proven_order(["05/05/2024", "2024-03-04"], "export.csv") is None
    assert Dates(None).day("05/05/2024") == (2024, 5, 5)


def test_dates_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(UsageError, match="'13/02/2024' and '02/13/2024'"):
        proven_order(["01/02/2024", "13/02/2024", "02/13/2024"], "export.csv")


def test_iso_dates_stand_among_others_and_prove_nothing() -> None:
    assert proven_order(["2024-12-31", "13/02/2024"], "export.csv") == "DMY"
    assert Dates("DMY").day("2024-02-03") == (2024, 2, 3)


@pytest.mark.parametrize(
    "text", ["31/02/2024", "13/15/2024", "2024-13-01", "1/2/345", "٣/٤/٢٠٢٤", "9" * 5000, "", "-"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a date"):
        Dates("DMY").day(text)


@pytest.mark.parametrize(
    ("text", "seconds", "exact"),
    [
        ("9:05", 32_700, 60),
        ("13:00:07", 46_807, 1),
        ("24:00", 86_400, 60),
        ("12:00 AM", 0, 60),
        ("12:30:15 pm", 45_015, 1),
        ("01:00 p.m.", 46_800, 60),
        ("1:00\u202fPM", 46_800, 60),
        ("08:00:00.999", 28_800, 1),
    ],
)
def test_times_of_12_and_24_hours(text: str, seconds: int, exact: int) -> None:
    assert time_of_day(text) == (seconds, exact)


@pytest.mark.parametrize("text", ["13:00 PM", "0:30 PM", "24:01", "9:60", "9:00:60", "9", "nine"])
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a time of day"):
        time_of_day(text)


@pytest.mark.parametrize(
    ("text", "seconds", "tolerance"),
    [
        ("01:30:15", 5415, 0),
        ("100:30", 361_800, 59),
        ("1.5", 5400, 36),
        ("0,58", 2088, 36),
        ("20", 72_000, 36),
        ("1.2345", 4444, 1),
        ("1.234,5", 4_444_200, 36),
        ("1,234.50", 4_444_200, 36),
    ],
)
def test_durations_say_how_exact_they_are(text: str, seconds: int, tolerance: int) -> None:
    assert length(text) == (seconds, tolerance)


@pytest.mark.parametrize("text", ["-1:30", "-1.5", "1:60", "1.234.5", "1e9", "9" * 5000, ".", "x"])
def test_what_is_no_duration_is_told(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a length of time"):
        length(text)
