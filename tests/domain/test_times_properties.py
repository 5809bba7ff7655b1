"""What holds for every text, instant, zone and day start."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.bench.fuzz_times import faults
from timelog_cli.domain.time import zones
from timelog_cli.domain.time.clock import read_time_of_day
from timelog_cli.domain.time.durations import read_duration, write_duration
from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT, FORMS
from timelog_cli.domain.time.instants import from_iso, read_instant
from timelog_cli.domain.time.periods import read_day, read_period
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import WEEKDAYS, InstantReading, Moment, Period, RangeReading
from timelog_cli.errors import UsageError

ZONES = [
    *("UTC", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"),
    *("Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns", "Africa/Monrovia"),
]
zones_ = st.sampled_from(ZONES)
instants = st.integers(86_400, 7_000_000_000)
recent = st.integers(1_500_000_000, 2_000_000_000)
# Since 1972 every offset of these zones is of whole minutes.
whole_minutes = st.integers(1_200_000, 116_000_000).map(lambda minute: minute * 60)
moments = st.builds(Moment, recent, zones_, st.sampled_from([0, 4 * 3600, 5400]))
# Apia left out 30 December 2011 altogether; there two days begin at once.
labelled_units = st.sampled_from(
    ["day", "yesterday", "week", "last week", "month", "last month", "quarter", "year",
     "last 7 days", "last 30 days", "all", "june", "2026-06-01..", "..monday", "monday..today"]
)  # fmt: skip


def readings(text: str, moment: Moment = EXAMPLE_MOMENT) -> Iterator[Any]:
    """What each reader makes of a text; anything but a reading or a refusal escapes."""
    for read in (read_instant, read_day, read_range, read_period):
        with suppress(UsageError):
            yield read(text, moment)
    for read_alone in (read_duration, read_time_of_day):
        with suppress(UsageError):
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


@settings(max_examples=200)
@given(st.lists(words, max_size=7).map(" ".join), moments)
def test_any_order_of_the_grammars_words_is_read_or_refused(text: str, moment: Moment) -> None:
    check(text, moment)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_examples_are_read_or_refused_in_time(seed: int) -> None:
    chance = random.Random(seed)
    assert [line for _ in range(500) for line in faults(chance)] == []


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
        except UsageError as error:
            assert len(zones.candidates(naive, zone)) == 2
            assert "occurs twice" in error.message


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


@settings(max_examples=200)
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
    with suppress(UsageError):
        assert read_instant(f"{name} {hour}:{minute:02}", moment).instant <= moment.now


@given(st.integers(0, 86_399))
def test_a_time_of_day_reads_to_its_seconds(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    half = "am" if hours < 12 else "pm"
    assert read_time_of_day(f"{hours}:{minutes:02}:{rest:02}") == seconds
    assert read_time_of_day(f"{hours % 12 or 12}:{minutes:02}:{rest:02}{half}") == seconds


# What is printed reads back


@given(st.integers(72_000_000, 7_000_000_000), st.integers(1, 3 * 86_400), zones_)
def test_a_span_as_messages_print_it_reads_back(start: int, length: int, zone: str) -> None:
    end = start + length
    text = zones.span(start, end, zone)
    assert read_range(text, Moment(0, zone))[:2] == (start, end), text


@given(st.integers(-7_200, 7_200), st.integers(1, 7_200))
def test_a_span_in_the_hour_that_comes_twice_reads_back(from_change: int, length: int) -> None:
    start = 1_792_890_000 + from_change  # around 2026-10-25T01:00Z, when Rome's clocks go back
    text = zones.span(start, start + length, "Europe/Rome")
    assert read_range(text, Moment(0, "Europe/Rome"))[:2] == (start, start + length), text


@given(instants, zones_)
def test_an_instant_as_hints_print_it_reads_back_always(instant: int, zone: str) -> None:
    moment = Moment(0, zone)
    assert read_instant(zones.as_typed(instant, zone), moment) == (instant, False)


def reads_back(read: Any, text: str, expected: tuple[int, int], zone: str) -> None:
    """The text reads to what was written, or is refused for an hour that occurs twice."""
    try:
        assert read(text, Moment(0, zone))[:2] == expected, text
    except UsageError as error:
        ends = (zones.local(one, zone).replace(tzinfo=None) for one in expected)
        assert any(len(zones.candidates(one, zone)) > 1 for one in ends), (text, error.message)


# Each form of the grammar, over instants and zones


ways_of_days = st.sampled_from(
    ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%Y-%j", "%d %B %Y", "%B %d, %Y", "%G-W%V-%u"]
)
ways_of_times = st.sampled_from(["%H:%M", "%H:%M:%S", "%I:%M%p", "%I:%M:%S %p", "%H.%M", "%H%M"])


@settings(max_examples=200)
@given(whole_minutes, zones_, ways_of_days, ways_of_times)
def test_a_day_and_a_time_in_any_form_and_order_are_that_instant(
    instant: int, zone: str, day: str, time: str
) -> None:
    wall = zones.local(instant, zone).replace(tzinfo=None)
    for text in (f"{wall:{day}} {wall:{time}}", f"{wall:{time}} {wall:{day}}"):
        try:
            found = read_instant(text, Moment(0, zone))
        except UsageError as error:
            assert len(zones.candidates(wall, zone)) == 2, (text, error.message)
        else:
            assert found in [(one, False) for one in zones.candidates(wall, zone)], text


@given(moments, st.integers(0, 23), st.integers(0, 59), st.sampled_from([-2, -1, 0, 1]))
def test_a_named_day_and_a_time_are_that_wall_clock(
    moment: Moment, hour: int, minute: int, away: int
) -> None:
    name = {-2: "2 days ago", -1: "yesterday", 0: "today", 1: "tomorrow"}[away]
    for text in (f"{name} {hour}:{minute:02}", f"{hour}:{minute:02} {name}"):
        try:
            found = read_instant(text, moment)
        except UsageError as error:
            assert "clocks" in error.message or "not exist" in error.message, error.message
            continue
        shown = zones.local(found.instant, moment.zone)
        assert (shown.hour, shown.minute, found.relative) == (hour, minute, True)
        day = zones.day_of(found.instant, moment.zone, moment.day_start)
        assert day == read_day(name, moment)


joins = st.sampled_from(["{}-{}", "{} - {}", "{}..{}", "{} to {}", "from {} to {}", "{} until {}"])


@settings(max_examples=200)
@given(moments, joins, st.integers(0, 47), st.integers(1, 47), st.sampled_from(["", "yesterday "]))
def test_a_range_in_any_form_starts_and_ends_on_those_wall_clocks(
    moment: Moment, join: str, start: int, length: int, day: str
) -> None:
    clocks = [f"{half // 2}:{half % 2 * 30:02}" for half in (start, (start + length) % 48)]
    try:
        found = read_range(day + join.format(*clocks), moment)
    except UsageError as error:
        assert "the clocks go" in error.message, error.message
        return
    shown = [zones.local(one, moment.zone) for one in found[:2]]
    assert [f"{one.hour}:{one.minute:02}" for one in shown] == clocks
    assert abs(found.end - found.start - length * 1800) <= 3600
    assert found.relative


@settings(max_examples=200)
@given(st.dates(date(1972, 6, 1), date(2190, 12, 30)), ways_of_days, joins, st.integers(0, 46))
def test_a_day_and_two_times_in_any_form_are_that_range(
    day: date, way: str, join: str, half: int
) -> None:
    clocks = [f"{one // 2}:{one % 2 * 30:02}" for one in (half, half + 1)]
    start = zones.instant_of(datetime(day.year, day.month, day.day), "UTC") + half * 1800
    both = join.format(*clocks)
    for text in (f"{day:{way}} {both}", f"{both} {day:{way}}"):
        assert read_range(text, Moment(0, "UTC")) == (start, start + 1800, False), text


@given(moments, st.integers(0, 47), st.integers(1, 200_000))
def test_a_range_by_its_length_is_so_many_elapsed_seconds(
    moment: Moment, half: int, seconds: int
) -> None:
    clock, length = f"{half // 2}:{half % 2 * 30:02}", write_duration(seconds)
    with suppress(UsageError):
        start = read_instant(clock, moment).instant
        assert read_range(f"{clock} for {length}", moment) == (start, start + seconds, True)
        assert read_range(f"{length} before {clock}", moment) == (start - seconds, start, True)
    ago = moment.now - seconds
    for text in (f"{length} ago", f"-{length}", f"{seconds}s", f"for {length}"):
        assert read_range(text, moment) == (ago, moment.now, True), text


@given(
    st.datetimes(datetime(1971, 1, 2), datetime(2199, 12, 30)),
    st.integers(-15 * 60, 15 * 60) | st.just(0),
    st.booleans(),
)
def test_the_quick_reader_of_iso_reads_as_python_and_as_the_grammar_does(
    drawn: datetime, minutes: int, is_utc: bool
) -> None:
    local = drawn.replace(microsecond=0)
    aware = local.replace(tzinfo=timezone(timedelta(minutes=0 if is_utc else minutes)))
    text = f"{local.isoformat()}Z" if is_utc else aware.isoformat()
    assert from_iso(text) == datetime.fromisoformat(text).timestamp()
    assert from_iso(text) == read_instant(text, EXAMPLE_MOMENT).instant


@given(st.text(st.sampled_from("0123456789-:TZ+.W "), min_size=18, max_size=27))
@example("2026-01-01T00:00.00Z")
@example("2026-01-01T00:00:00+00:90")
@example("2026-01-01T00:00:00+00.00")
@example("2026-W01-4T00:00:00Z")
def test_the_quick_reader_of_iso_leaves_every_other_form(text: str) -> None:
    check_quick(text)


@given(st.datetimes(datetime(1969, 1, 1), datetime(2202, 1, 1)), st.data())
def test_the_quick_reader_of_iso_reads_nothing_otherwise_than_the_grammar(
    drawn: datetime, data: st.DataObject
) -> None:
    text = f"{drawn.replace(microsecond=0).isoformat()}{data.draw(OFFSETS)}"
    at = data.draw(st.integers(0, len(text) - 1))
    check_quick(text[:at] + data.draw(st.sampled_from("0159-:TZ+.W ")) + text[at + 1 :])


OFFSETS = st.sampled_from(["Z", "+00:00", "+01:00", "-04:30", "+15:59", "-15:00", "+23:00"])


def check_quick(text: str) -> None:
    """If it is read at all, the grammar reads it to the same."""
    found = from_iso(text)
    if found is not None:
        assert found == read_instant(text, EXAMPLE_MOMENT).instant
