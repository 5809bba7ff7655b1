"""What holds for every text, instant, zone and day start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain import zones
from timelog_cli.domain.times import (
    EXAMPLE_MOMENT,
    FORMS,
    InstantReading,
    Moment,
    Period,
    RangeReading,
    read_day,
    read_duration,
    read_instant,
    read_period,
    read_range,
    read_time_of_day,
    write_duration,
)
from timelog_cli.domain.times.names import WEEKDAYS
from timelog_cli.errors import Unreadable

ZONES = [
    *("UTC", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"),
    *("Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns", "Africa/Monrovia"),
]
zones_ = st.sampled_from(ZONES)
instants = st.integers(86_400, 7_000_000_000)
recent = st.integers(1_500_000_000, 2_000_000_000)
moments = st.builds(Moment, recent, zones_, st.sampled_from([0, 4 * 3600, 5400]))
# Apia left out 30 December 2011 altogether; there two days begin at once.
labelled_units = st.sampled_from(
    ["day", "yesterday", "week", "last week", "month", "last month", "quarter", "year",
     "last 7 days", "last 30 days", "all", "june", "2026-06-01..", "..monday", "monday..today"]
)  # fmt: skip


def readings(text: str, moment: Moment = EXAMPLE_MOMENT) -> Iterator[Any]:
    """What each reader makes of a text; anything but a reading or a refusal escapes."""
    for read in (read_instant, read_day, read_range, read_period):
        with suppress(Unreadable):
            yield read(text, moment)
    for read_alone in (read_duration, read_time_of_day):
        with suppress(Unreadable):
            yield read_alone(text)


def check(text: str, moment: Moment = EXAMPLE_MOMENT) -> None:
    for found in readings(text, moment):
        assert isinstance(found, InstantReading | RangeReading | Period | date | int)
        if isinstance(found, RangeReading):
            assert found.start < found.end
        if isinstance(found, Period) and found.start is not None and found.end is not None:
            assert found.start < found.end


@given(st.text(max_size=150))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data.decode("utf-8", "surrogateescape"))
    check(data.decode("latin-1"))


@given(st.text("0123456789:-/.,@+ TZWQdhmsapjunoe", max_size=30))
def test_any_text_of_the_grammars_letters_is_read_or_refused(text: str) -> None:
    check(text)


words = st.sampled_from(sorted({word for form in FORMS for word in form.example.split()}))


@settings(max_examples=300)
@given(st.lists(words, max_size=7).map(" ".join), moments)
def test_any_order_of_the_grammars_words_is_read_or_refused(text: str, moment: Moment) -> None:
    check(text, moment)


@given(instants, zones_)
def test_an_instant_printed_as_iso_reads_back(instant: int, zone: str) -> None:
    moment = Moment(0, zone)
    assert read_instant(zones.iso(instant, zone), moment) == InstantReading(instant, False)
    assert read_instant(zones.iso(instant, "UTC"), moment).instant == instant
    assert read_instant(f"@{instant}", moment).instant == instant


@given(instants, zones_)
def test_a_wall_clock_reads_back_or_is_refused_for_its_zones_change(
    instant: int, zone: str
) -> None:
    naive = zones.local(instant, zone).replace(tzinfo=None)
    for text in (f"{naive:%Y-%m-%d %H:%M:%S}", f"{naive:%Y-%m-%dT%H:%M:%S}"):
        try:
            assert read_instant(text, Moment(0, zone)).instant == instant
        except Unreadable as error:
            assert len(zones.candidates(naive, zone)) == 2
            assert "exists twice" in error.message


@given(st.integers(1, 10**10))
def test_a_written_duration_reads_back(seconds: int) -> None:
    assert read_duration(write_duration(seconds)) == seconds


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_units_and_iso_durations_agree(hours: int, minutes: int, seconds: int) -> None:
    total = hours * 3600 + minutes * 60 + seconds
    if total:
        assert read_duration(f"{hours}h {minutes}m {seconds}s") == total
        assert read_duration(f"PT{hours}H{minutes}M{seconds}S") == total


@given(st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_every_way_to_write_a_day_reads_to_it(day: date) -> None:
    iso = day.isocalendar()
    ways = [
        *(f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%Y-%j}"),
        *(f"{day:%d.%m.%Y}", f"{day:%d %B %Y}", f"{day:%b %d, %Y}", f"{day:%A %d %B %Y}"),
    ]
    for text in ways:
        assert read_day(text, EXAMPLE_MOMENT) == day
    if 1970 <= iso.year <= 2200:
        assert read_day(f"{iso.year}-W{iso.week:02}-{iso.weekday}", EXAMPLE_MOMENT) == day


@given(st.dates(date(1971, 1, 1), date(2199, 12, 31)), moments)
def test_days_tile_the_timeline(day: date, moment: Moment) -> None:
    this = read_period(day.isoformat(), moment)
    following = read_period((day + timedelta(days=1)).isoformat(), moment)
    assert this.end == following.start
    assert this.start is not None
    assert this.end is not None
    if moment.zone != "Pacific/Apia":
        assert 22 * 3600 < this.end - this.start < 26 * 3600


@given(st.integers(2020, 2035), st.sampled_from(["Europe/Rome", "America/New_York"]))
def test_a_year_has_one_day_of_23_hours_and_one_of_25(year: int, zone: str) -> None:
    day, lengths = date(year, 1, 1), []
    while day.year == year:
        period = read_period(day.isoformat(), Moment(0, zone))
        lengths.append(((period.end or 0) - (period.start or 0)) // 3600)
        day += timedelta(days=1)
    assert [hours for hours in lengths if hours != 24] == [23, 25]


@settings(max_examples=300)
@given(labelled_units, moments, recent)
def test_the_label_of_a_period_reads_back_at_any_later_time(
    text: str, moment: Moment, later: int
) -> None:
    period = read_period(text, moment)
    assert read_period(period.label, moment._replace(now=later)) == period


@given(moments)
def test_now_lies_in_the_current_periods_and_not_in_the_last(moment: Moment) -> None:
    for unit in ("day", "week", "month", "quarter", "year"):
        current, before = read_period(unit, moment), read_period(f"last {unit}", moment)
        assert current.start is not None
        assert current.end is not None
        assert current.start <= moment.now < current.end
        assert before.end == current.start


@given(moments, st.integers(1, 200_000))
def test_so_long_ago_and_in_so_long_are_elapsed_seconds(moment: Moment, seconds: int) -> None:
    length = write_duration(seconds)
    assert read_instant(f"-{length}", moment).instant == moment.now - seconds
    assert read_instant(f"{length} ago", moment).instant == moment.now - seconds
    assert read_instant(f"+{length}", moment).instant == moment.now + seconds
    assert read_range(f"for {length}", moment) == (moment.now - seconds, moment.now, True)


@given(moments, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_within_the_last_seven_days(moment: Moment, name: str) -> None:
    today = read_day("today", moment)
    day = read_day(name, moment)
    assert day.strftime("%A").lower() == name
    assert timedelta(0) <= today - day < timedelta(days=7)


@given(moments, st.integers(0, 23), st.integers(0, 59))
def test_a_weekday_and_time_are_never_to_come(moment: Moment, hour: int, minute: int) -> None:
    name = f"{zones.local(moment.now, moment.zone):%A}"
    with suppress(Unreadable):
        assert read_instant(f"{name} {hour}:{minute:02}", moment).instant <= moment.now


@given(st.integers(0, 86_399))
def test_a_time_of_day_reads_to_its_seconds(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    half = "am" if hours < 12 else "pm"
    assert read_time_of_day(f"{hours}:{minutes:02}:{rest:02}") == seconds
    assert read_time_of_day(f"{hours % 12 or 12}:{minutes:02}:{rest:02}{half}") == seconds
