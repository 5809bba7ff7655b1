"""Every form reads to what a person wrote down for it, and everything else is refused."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest

from timelog_cli.domain.time import zones
from timelog_cli.domain.time.clock import read_time_of_day
from timelog_cli.domain.time.durations import read_duration, write_duration
from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT, FORMS, Form
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.periods import read_day, read_period
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import Moment, Period
from timelog_cli.errors import UsageError

HOUR = 3600
DAY = 86_400


def moment_at(clock: str, zone: str = "Europe/Rome", **settings: Any) -> Moment:
    """The moment at which a zone's clocks show ``2026-06-10 15:00``."""
    return Moment(zones.instant_of(datetime.fromisoformat(clock), zone), zone, **settings)


def clock(instant: int, zone: str) -> str:
    return zones.local(instant, zone).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


def instant(text: str, moment: Moment = EXAMPLE_MOMENT) -> str:
    return clock(read_instant(text, moment).instant, moment.zone)


def span(text: str, moment: Moment = EXAMPLE_MOMENT) -> tuple[str, str]:
    found = read_range(text, moment)
    return clock(found.start, moment.zone), clock(found.end, moment.zone)


def days(period: Period) -> tuple[str, str, str]:
    return period.label, str(period.first_day), str(period.last_day)


def refusal(read: Any, *args: Any) -> UsageError:
    with pytest.raises(UsageError) as caught:
        read(*args)
    assert caught.value.message
    return caught.value


def as_documented(form: Form) -> str:
    moment = EXAMPLE_MOMENT
    if form.kind == "time of day":
        return write_duration(read_time_of_day(form.example))
    if form.kind == "duration":
        return write_duration(read_duration(form.example))
    if form.kind == "instant":
        return zones.iso(read_instant(form.example, moment).instant, moment.zone)
    if form.kind == "day":
        return read_day(form.example, moment).isoformat()
    if form.kind == "range":
        start, end = span(form.example)
        return f"{start} to {end.removeprefix(start[:11])}"
    found = read_period(form.example, moment)
    return f"{found.label}: {found.first_day or 'no start'} to {found.last_day or 'no end'}"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.kind}: {form.example}")
def test_every_form_reads_to_what_its_table_says(form: Form) -> None:
    assert as_documented(form) == form.reads


def test_the_documented_moment_is_a_wednesday_afternoon_in_rome() -> None:
    assert zones.iso(EXAMPLE_MOMENT.now, EXAMPLE_MOMENT.zone) == "2026-06-10T15:00:00+02:00"


def test_every_kind_has_forms_and_no_form_is_listed_twice() -> None:
    kinds = {"time of day", "instant", "day", "duration", "range", "period"}
    assert {form.kind for form in FORMS} == kinds
    assert len({(form.kind, form.form) for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:00", 0),
        ("00:00", 0),
        ("0000", 0),
        ("2400", DAY),
        ("23:59:59", DAY - 1),
        ("12am", 0),
        ("12pm", 12 * HOUR),
        ("12:30 AM", 1800),
        ("9 pm", 21 * HOUR),
        ("9:30:15 p.m.", 21 * HOUR + 1815),
        ("9.30pm", 21 * HOUR + 1800),
        ("  NOON ", 12 * HOUR),
    ],
)
def test_times_of_day(text: str, seconds: int) -> None:
    assert read_time_of_day(text) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1 h 30 min", 5400),
        ("1H30M", 5400),
        ("2hours", 7200),
        ("0.25h", 900),
        (".5h", 1800),
        ("1.333h", 4799),
        ("1w 2d 3h 4m 5s", 7 * DAY + 2 * DAY + 3 * HOUR + 245),
        ("100:00", 100 * HOUR),
        ("0:01", 60),
        ("0:00:01", 1),
        ("P1D", DAY),
        ("P1W", 7 * DAY),
        ("P1DT2H", 26 * HOUR),
        ("PT1.5H", 5400),
        ("pt45s", 45),
        ("1\u00a0h\u00a030\u00a0m", 5400),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59, "0:00:59"), (5400, "1:30"), (5415, "1:30:15"), (360_000, "100:00")],
)
def test_durations_are_written_as_hours_and_minutes(seconds: int, text: str) -> None:
    assert write_duration(seconds) == text


def test_a_negative_duration_is_written_with_its_sign() -> None:
    assert write_duration(-5400) == "-1:30"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-6-9", date(2026, 6, 9)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1970-01-01", date(1970, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
        ("2024-366", date(2024, 12, 31)),
        ("2026-001", date(2026, 1, 1)),
        ("2026-W01-1", date(2025, 12, 29)),
        ("2020-w53-7", date(2021, 1, 3)),
        ("01.02.2026", date(2026, 2, 1)),
        ("wednesday", date(2026, 6, 10)),
        ("Thu", date(2026, 6, 4)),
        ("tues", date(2026, 6, 9)),
        ("10 june", date(2026, 6, 10)),
        ("11 june", date(2025, 6, 11)),
        ("sept 9", date(2025, 9, 9)),
        ("dec 31", date(2025, 12, 31)),
        ("1st of May", date(2026, 5, 1)),
        ("june 9, 2027", date(2027, 6, 9)),
        ("1 day ago", date(2026, 6, 9)),
        ("3d ago", date(2026, 6, 7)),
        ("in 2 weeks", date(2026, 6, 24)),
        ("in 1 month", date(2026, 7, 10)),
        ("1 year ago", date(2025, 6, 10)),
        ("Tuesday 9 June 2026", date(2026, 6, 9)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert read_day(text, EXAMPLE_MOMENT) == day


@pytest.mark.parametrize(
    ("clock", "text", "day"),
    [
        ("2026-05-31 12:00", "3 months ago", date(2026, 2, 28)),
        ("2026-01-31 12:00", "in 1mo", date(2026, 2, 28)),
        ("2026-12-15 12:00", "in 1 month", date(2027, 1, 15)),
        ("2026-01-15 12:00", "2 months ago", date(2025, 11, 15)),
        ("2026-01-03 12:00", "28 dec", date(2025, 12, 28)),
    ],
)
def test_months_away_end_with_the_month(clock: str, text: str, day: date) -> None:
    assert read_day(text, moment_at(clock)) == day


@pytest.mark.parametrize(
    ("order", "day"),
    [("YMD", date(2003, 4, 26)), ("DMY", date(2026, 4, 3)), ("MDY", date(2026, 3, 4))],
)
def test_slashed_days_follow_date_order(order: str, day: date) -> None:
    moment = moment_at("2026-06-10 15:00", date_order=order)
    assert read_day("03/4/26" if order == "YMD" else "3/4/26", moment) == day


def test_a_slashed_day_without_a_year_is_the_last_that_is_not_to_come() -> None:
    assert read_day("3/7", moment_at("2026-06-10 15:00", date_order="DMY")) == date(2025, 7, 3)
    assert read_day("3/7", moment_at("2026-06-10 15:00", date_order="MDY")) == date(2026, 3, 7)


def test_a_slashed_day_without_date_order_is_refused_with_its_readings() -> None:
    for text in ("3/4/26", "3/4/2026"):
        error = refusal(read_day, text, moment_at("2026-06-10 15:00"))
        assert "2026-04-03 (DMY) or 2026-03-04 (MDY)" in error.message
        assert error.hint is not None
        assert "date_order" in error.hint


def test_a_year_at_the_end_is_no_year_month_day() -> None:
    error = refusal(read_day, "3/4/2026", moment_at("2026-06-10 15:00", date_order="YMD"))
    assert "2026-04-03 (DMY) or 2026-03-04 (MDY)" in error.message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("24:00", "2026-06-11 00:00"),
        ("midnight", "2026-06-10 00:00"),
        ("at 9:30", "2026-06-10 09:30"),
        ("yesterday at noon", "2026-06-09 12:00"),
        ("noon yesterday", "2026-06-09 12:00"),
        ("yesterday 24:00", "2026-06-10 00:00"),
        ("9:30 pm yesterday", "2026-06-09 21:30"),
        ("9:30 on monday", "2026-06-08 09:30"),
        ("wednesday 14:00", "2026-06-10 14:00"),
        ("wednesday 15:00", "2026-06-10 15:00"),
        ("wednesday 15:01", "2026-06-03 15:01"),
        ("thursday 9:00", "2026-06-04 09:00"),
        ("9 june 2026 2130", "2026-06-09 21:30"),
        ("june 9 0930", "2026-06-09 09:30"),
        ("9.6.2026 9.30", "2026-06-09 09:30"),
        ("20260609 0930", "2026-06-09 09:30"),
        ("2026-161 9:30", "2026-06-10 09:30"),
        ("2026-W24-2 9:30", "2026-06-09 09:30"),
        ("2026-06-09T24:00", "2026-06-10 00:00"),
        ("2026-06-09 08:12Z", "2026-06-09 10:12"),
        ("2026-06-09T08:12:30.999Z", "2026-06-09 10:12:30"),
        ("2026-06-09 08:12:00 +0530", "2026-06-09 04:42"),
        ("2026-06-09T08:12+02", "2026-06-09 08:12"),
        ("-1:30", "2026-06-10 13:30"),
        ("\u22121h", "2026-06-10 14:00"),
        ("- 30m", "2026-06-10 14:30"),
        ("-2d", "2026-06-08 15:00"),
        ("3 days ago 9:30", "2026-06-07 09:30"),
        ("9:30 3 days ago", "2026-06-07 09:30"),
        ("9:30 2026-05-09", "2026-05-09 09:30"),
        ("9:30 2026-05-28", "2026-05-28 09:30"),  # 28 is no offset from UTC
        ("in 1h 30m", "2026-06-10 16:30"),
        ("@0", "1970-01-01 01:00"),
        ("yesterday\u00a09:30", "2026-06-09 09:30"),
        ("Tue Jun  9 08:12:00 2026", "2026-06-09 08:12"),
        ("June 9th, 2026 at 10:30 PM", "2026-06-09 22:30"),
        ("Tue, 9 Jun 10:30", "2026-06-09 10:30"),
        ("Wed, 9 Jul 10:30", "2025-07-09 10:30"),
        ("June 9 2026 10:00 UTC", "2026-06-09 12:00"),
        ("at 10:30, am", "2026-06-10 10:30"),
        ("Tue, 09 Jun 2026 08:12:00 GMT", "2026-06-09 10:12"),
    ],
)
def test_instants(text: str, shown: str) -> None:
    assert instant(text) == shown


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("2026-06-09 8:12", False),
        ("2026-06-09T08:12Z", False),
        ("9 jun 2026 8:12", False),
        ("@1780000000", False),
        ("9:30", True),
        ("9 jun 8:12", True),
        ("monday 8:12", True),
        ("now", True),
        ("-30m", True),
        ("Tue Jun 9 08:12:00 2026", True),
    ],
)
def test_what_depends_on_the_clock_or_was_guessed_is_relative(text: str, relative: bool) -> None:
    assert read_instant(text, EXAMPLE_MOMENT).relative is relative


def test_durations_are_elapsed_time_and_days_are_calendar_days() -> None:
    after_the_change = moment_at("2026-03-29 12:00")
    assert instant("-24h", after_the_change) == "2026-03-28 11:00"
    assert instant("1 day ago 12:00", after_the_change) == "2026-03-28 12:00"


def test_a_skipped_time_is_refused_with_its_neighbours() -> None:
    error = refusal(read_instant, "2026-03-29 2:30", EXAMPLE_MOMENT)
    assert "does not exist" in error.message
    assert error.hint is not None
    assert "01:59:59" in error.hint
    assert "03:00:00" in error.hint


def test_a_doubled_time_is_refused_with_both_offsets_that_then_read() -> None:
    error = refusal(read_instant, "2026-10-25 2:30", EXAMPLE_MOMENT)
    assert error.hint == "use 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"
    first = read_instant("2026-10-25T02:30:00+02:00", EXAMPLE_MOMENT).instant
    second = read_instant("2026-10-25T02:30:00+01:00", EXAMPLE_MOMENT).instant
    assert second - first == HOUR


def night_owl(clock: str) -> Moment:
    return moment_at(clock, day_start=4 * HOUR)


@pytest.mark.parametrize(
    ("now", "text", "shown"),
    [
        ("2026-06-11 02:00", "today 23:00", "2026-06-10 23:00"),
        ("2026-06-11 02:00", "23:00", "2026-06-10 23:00"),
        ("2026-06-11 02:00", "1:30", "2026-06-11 01:30"),
        ("2026-06-11 02:00", "today 1:30", "2026-06-11 01:30"),
        ("2026-06-11 02:00", "yesterday 23:00", "2026-06-09 23:00"),
        ("2026-06-11 15:00", "1:30", "2026-06-11 01:30"),
        ("2026-06-11 15:00", "9:30", "2026-06-11 09:30"),
    ],
)
def test_before_day_start_it_is_still_yesterday(now: str, text: str, shown: str) -> None:
    assert instant(text, night_owl(now)) == shown


def test_day_start_moves_today_and_the_bounds_of_periods() -> None:
    moment = night_owl("2026-06-11 02:00")
    assert read_day("today", moment) == date(2026, 6, 10)
    today = read_period("today", moment)
    assert clock(today.start or 0, moment.zone) == "2026-06-10 04:00"
    assert clock(today.end or 0, moment.zone) == "2026-06-11 04:00"


def test_today_is_a_matter_of_the_zone() -> None:
    assert read_day("today", Moment(EXAMPLE_MOMENT.now, "Pacific/Auckland")) == date(2026, 6, 11)
    assert instant("9:30", Moment(EXAMPLE_MOMENT.now, "Pacific/Auckland")) == "2026-06-11 09:30"


@pytest.mark.parametrize(
    ("text", "label", "first_day", "last_day"),
    [
        ("day", "2026-06-10", "2026-06-10", "2026-06-10"),
        ("2026-06-09", "2026-06-09", "2026-06-09", "2026-06-09"),
        ("monday", "2026-06-08", "2026-06-08", "2026-06-08"),
        ("This Week", "2026-W24", "2026-06-08", "2026-06-14"),
        ("lastweek", "2026-W23", "2026-06-01", "2026-06-07"),
        ("last quarter", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("last year", "2025", "2025-01-01", "2025-12-31"),
        (":last-month", "2026-05", "2026-05-01", "2026-05-31"),
        (":all", "all", "None", "None"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q4", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026q1", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("2020-W53", "2020-W53", "2020-12-28", "2021-01-03"),
        ("2026-W01", "2026-W01", "2025-12-29", "2026-01-04"),
        ("july", "2025-07", "2025-07-01", "2025-07-31"),
        ("dec 2024", "2024-12", "2024-12-01", "2024-12-31"),
        ("2026-04..2026-05", "2026-04-01..2026-05-31", "2026-04-01", "2026-05-31"),
        ("monday .. today", "2026-06-08..2026-06-10", "2026-06-08", "2026-06-10"),
        ("june 1 to june 9", "2026-06-01..2026-06-09", "2026-06-01", "2026-06-09"),
        ("last 1 day", "2026-06-10..2026-06-10", "2026-06-10", "2026-06-10"),
        ("last-30-days", "2026-05-12..2026-06-10", "2026-05-12", "2026-06-10"),
    ],
)
def test_periods(text: str, label: str, first_day: str, last_day: str) -> None:
    assert days(read_period(text, EXAMPLE_MOMENT)) == (label, first_day, last_day)


def test_period_bounds_are_half_open_instants_of_the_zone() -> None:
    period = read_period("2026-03-29", EXAMPLE_MOMENT)
    assert (period.end or 0) - (period.start or 0) == 23 * HOUR
    assert read_period("2026-06-01..", EXAMPLE_MOMENT).end is None
    assert read_period("..2026-06-09", EXAMPLE_MOMENT).start is None


CHEAP = """
import sys
before = set(sys.modules)
from timelog_cli.domain.time.durations import read_duration, write_duration
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.periods import read_period
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import Moment
moment = Moment(1781096400, "Europe/Rome")
read_instant("9:30", moment), read_instant("-30m", moment)
read_duration("1h30m"), read_range("1h30m", moment)
read_range("9-11", moment), read_period("week", moment), write_duration(5400)
loaded = set(sys.modules) - before
print(sorted(loaded & {"re", "typing", "dataclasses", "dateutil", "enum", "json", "difflib"}))
"""


def test_common_forms_load_nothing_dear() -> None:
    done = subprocess.run([sys.executable, "-c", CHEAP], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_writing_a_duration_loads_no_parser_of_days() -> None:
    script = (
        "import sys; from timelog_cli.domain.time.durations import write_duration;"
        "print([m for m in sys.modules if m.startswith('timelog_cli.domain.time.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "days" not in done.stdout
    assert "ranges" not in done.stdout
