"""Working hours: what may be written, what is shown, and which instants they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hours import CHANGES, DAY, instant, minutes, some_hours, working_minutes
from timelog_cli.domain.gaps import gap_words, unlogged
from timelog_cli.domain.logs import Segment, worked
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import Moment
from timelog_cli.domain.time.working_hours import (
    WorkingHours,
    read_working_hours,
    working_times,
    write_working_hours,
)
from timelog_cli.domain.time.zones import iso
from timelog_cli.errors import UsageError

READINGS = {
    "mon-fri 9:00-13:00 14:00-18:00": "mon-fri 9:00-13:00 14:00-18:00",
    "mon-thu 9-17; fri 9-15": "mon-thu 9:00-17:00; fri 9:00-15:00",
    "9-17": "mon-fri 9:00-17:00",
    "Monday to Friday, 9am - 1 pm and 2pm-6pm": "mon-fri 9:00-13:00 14:00-18:00",
    "Mo-Fr 09:00–17:00": "mon-fri 9:00-17:00",
    "mon,wed,fri 9-12, tue 14-16": "mon,wed,fri 9:00-12:00; tue 14:00-16:00",
    "mon, tue: 9-12": "mon-tue 9:00-12:00",
    "daily 22:00-6:00": "mon-sun 22:00-6:00",
    "weekdays 9-noon; weekend 10.30-11.30": "mon-fri 9:00-12:00; sat-sun 10:30-11:30",
    "sat-mon 9-12": "mon,sat-sun 9:00-12:00",
    "mon 14-18 9-12": "mon 9:00-12:00 14:00-18:00",
    "mon 9-12 12-17": "mon 9:00-17:00",
    "mon-fri 9-12\nmon-thu 13-17": "mon-thu 9:00-12:00 13:00-17:00; fri 9:00-12:00",
    "sun 20-24; mon 0-6": "mon 0:00-6:00; sun 20:00-24:00",
    "daily 0-24": "mon-sun 0:00-24:00",
    "mon 8:00:30-9": "mon 8:00:30-9:00",
}
REFUSALS = (
    (
        "",
        "the working hours are empty",
        "use hours such as mon-fri 9:00-13:00 14:00-18:00",
    ),
    (" ; ", "the working hours are empty", None),
    (
        "mon-fri",
        "'mon-fri' does not include any hours",
        "use hours such as mon-fri 9:00-13:00 14:00-18:00",
    ),
    ("mon 9-17; fri", "'fri' does not include any hours", None),
    ("9-17 mon-fri", "'9-17 mon-fri' does not include any hours", None),
    ("mon-fry 9-17", "'mon-fry' is neither a day nor hours", None),
    ("mon 9", "'9' is neither a day nor hours", None),
    ("mon 9-25:00", "'25:00' is not valid: a time of day cannot be later than 24:00", None),
    ("mon 9:75-17:00", "'9:75' is not valid: there is no minute 75", None),
    (
        *("mon 9-9", "'9-9' is not valid: the start and end are the same"),
        "use hours such as 9:00-17:00 or 0:00-24:00",
    ),
    ("mon 24-6", "'24-6' is not valid: 24:00 is the end of a day", "use 0:00-6:00"),
    (
        *("mon-fri 9-5", "'9-5' is not valid: it runs into the next day and lasts 20 hours"),
        "use hours such as 9:00-17:00 or 9am-5pm",
    ),
    (
        *("mon-fri 9-17; fri 9-15", "fri 9:00-17:00 overlaps fri 9:00-15:00"),
        "list each hour of the week only once",
    ),
    ("daily 22-6 5-7", "tue 5:00-7:00 overlaps mon 22:00-6:00", None),
    ("sun 22-6; mon 5-7", "mon 5:00-7:00 overlaps sun 22:00-6:00", None),
    ("mon ünsinn", "'mon ünsinn' cannot be read as working hours", None),
    ("9-17" + " " * 1000, "is too long for working hours: 1,004 characters", None),
)


@pytest.mark.parametrize(("text", "expected"), READINGS.items())
def test_hours_are_read_and_shown_in_one_form(text: str, expected: str) -> None:
    shown = write_working_hours(read_working_hours(text))
    assert shown == expected
    assert write_working_hours(read_working_hours(shown)) == shown


@pytest.mark.parametrize(("text", "message", "hint"), REFUSALS)
def test_hours_that_cannot_be_are_refused_by_their_part(
    text: str, message: str, hint: str | None
) -> None:
    with pytest.raises(UsageError) as refused:
        read_working_hours(text)
    assert message in refused.value.message
    assert hint in {None, refused.value.hint}


@given(some_hours())
def test_what_is_shown_reads_back(hours: WorkingHours) -> None:
    shown = write_working_hours(hours)
    assert write_working_hours(read_working_hours(shown)) == shown


@given(st.text(max_size=60) | st.text(alphabet="monfrisa-:;, 0123459apm\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hours = read_working_hours(text)
    except UsageError:
        return
    assert read_working_hours(write_working_hours(hours)) == hours


@settings(deadline=None, max_examples=60)
@given(some_hours(), st.sampled_from(CHANGES), st.integers(-40, 20), st.integers(1, 60))
def test_the_instants_are_those_at_which_the_clock_shows_them(
    hours: WorkingHours, change: tuple[str, str], offset: int, length: int
) -> None:
    zone, day = change
    start = instant(day) + offset * 3600
    end = start + length * 3600
    times = working_times(hours, start, end, zone)
    assert minutes(times) == working_minutes(hours, start, end, zone)
    assert worked(times) == 60 * len(minutes(times))
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        ("daily 0-24", "2026-03-29", ["00:00:00+01:00 00:00:00+02:00"]),
        ("daily 0-24", "2026-10-25", ["00:00:00+02:00 00:00:00+01:00"]),
        ("daily 2:10-2:50", "2026-03-29", []),
        ("daily 1:30-2:30", "2026-03-29", ["01:30:00+01:00 03:00:00+02:00"]),
        ("daily 2:30-4:00", "2026-03-29", ["03:00:00+02:00 04:00:00+02:00"]),
        (
            *("daily 1:30-2:30 2:30-4:00", "2026-10-25"),
            ["01:30:00+02:00 04:00:00+01:00"],
        ),
        ("daily 1:30-2:30", "2026-10-25", ["01:30:00+02:00 02:30:00+02:00"]),
    ],
)
def test_hours_over_a_change_of_the_clocks(hours: str, day: str, expected: list[str]) -> None:
    zone = "Europe/Rome"
    start, end = (int_of(f"{one} 00:00") for one in (day, day[:8] + str(int(day[8:]) + 1)))
    times = working_times(read_working_hours(hours), start, end, zone)
    assert [f"{iso(one.start, zone)[11:]} {iso(one.end, zone)[11:]}" for one in times] == expected


def int_of(text: str) -> int:
    found = read_range(f"{text} for 1h", Moment(instant("2026-06-10"), "Europe/Rome"))
    return found.start


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    start = instant("2026-11-02")  # a Monday
    times = working_times(read_working_hours("mon 22-6"), start, start + 7 * DAY, "UTC")
    assert times == [Segment(start + 22 * 3600, start + 30 * 3600)]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), max_size=20),
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), max_size=8),
)
def test_what_is_not_logged_is_what_is_left_second_by_second(
    logged: list[tuple[int, int]], worked_in: list[tuple[int, int]]
) -> None:
    taken = [Segment(start, start + length) for start, length in logged]
    times, at = [], 0
    for gap, length in worked_in:
        times.append(Segment(at + gap, at + gap + length))
        at += gap + length
    left = unlogged(times, taken)
    seconds = {at for one in times for at in range(*one)}
    seconds -= {at for one in taken for at in range(*one)}
    assert [at for one in left for at in range(*one)] == sorted(seconds)


@settings(deadline=None)
@given(
    st.sampled_from(CHANGES),
    st.integers(-DAY, 2 * DAY),
    st.integers(1, DAY),
    st.sampled_from([1, 60, 900]),
    st.integers(0, 12),
)
def test_the_words_for_a_gap_read_back_to_it(
    change: tuple[str, str], offset: int, length: int, step: int, day_start: int
) -> None:
    zone, day = change
    start = (instant(day) + offset) // step * step
    gap = Segment(start, start + max(1, length // step) * step)
    moment = Moment(gap.end + 3600, zone, day_start * 3600)
    reading = read_range(gap_words(gap, moment), moment)
    assert (reading.start, reading.end) == gap
