"""Times with two readings: the one that is meant is taken, or both are named."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

LATER = "2026-11-20 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    cli.at("2026-11-01 08:00").run("record add Night --type case")
    return cli


def log(cli: Cli, when: str, *edits: str) -> tuple[str, str, int]:
    """Start, end and worked hours of a log that was edited."""
    cli.at(LATER).run(f"log add 1 {when}")
    for options in edits:
        cli.at(LATER).run(f"log edit @1 {options}")
    found = cli.at(LATER).run("log show @1 --json").json
    return found["start"][:16], found["end"][:16], found["worked_seconds"] / 3600


# Editing: a time of day is on the day of the log


@pytest.mark.parametrize(
    ("when", "edits", "start", "end", "hours"),
    [
        # An end at midnight belongs to the day that it ends.
        ("20:00-24:00", ["--end 23:00"], "02T20:00", "02T23:00", 3),
        ("20:00-24:00", ["--end 24:00"], "02T20:00", "03T00:00", 4),
        ("20:00-24:00", ["--end 24:00", "--end 24:00", "--end 23:30"], "02T20:00", "02T23:30", 3.5),
        ("20:00-23:00", ["--end 24:00"], "02T20:00", "03T00:00", 4),
        ("8:00-9:00", ["--end 24:00"], "02T08:00", "03T00:00", 16),
        ("20:00-24:00", ["--start 23:00"], "02T23:00", "03T00:00", 1),
        ("20:00-24:00", ["--start 19:00"], "02T19:00", "03T00:00", 5),
        ("20:00-24:00", ["--start 22:00 --end 23:00"], "02T22:00", "02T23:00", 1),
        ("20:00-24:00", ["--start 21:00 --end 24:00"], "02T21:00", "03T00:00", 3),
        ("20:00-24:00", ["--start 21:00 --end 0:30"], "02T21:00", "03T00:30", 3.5),
        ("0:00-2:00", ["--start 24:00"], "02T00:00", "02T02:00", 2),
        # A log across midnight has two days.
        ("22:00-1:30", ["--end 23:00"], "02T22:00", "02T23:00", 1),
        ("22:00-1:30", ["--end 2:00"], "02T22:00", "03T02:00", 4),
        ("22:00-1:30", ["--end 24:00"], "02T22:00", "03T00:00", 2),
        ("22:00-1:30", ["--start 0:30"], "03T00:30", "03T01:30", 1),
        ("22:00-1:30", ["--start 24:00"], "03T00:00", "03T01:30", 1.5),
        ("22:00-1:30", ["--start 21:00"], "02T21:00", "03T01:30", 4.5),
        ("22:00-1:30", ["--start 23:00 --end 2:00"], "02T23:00", "03T02:00", 3),
        ("22:00-1:30", ["--start 0:30 --end 1:00"], "03T00:30", "03T01:00", 0.5),
        ("22:00-1:30", ["--start 20:00 --end 21:00"], "02T20:00", "02T21:00", 1),
        # Into the night that is next to it, as a range does
        ("20:00-21:00", ["--end 1:00"], "02T20:00", "03T01:00", 5),
        ("0:30-2:00", ["--start 23:00"], "01T23:00", "02T02:00", 3),
        # With both of another part of the day, it stays on its day.
        ("8:00-9:00", ["--start 22:00 --end 23:00"], "02T22:00", "02T23:00", 1),
        ("8:00-9:00", ["--start 22:00 --end 1:00"], "02T22:00", "03T01:00", 3),
        ("8:00-9:00", ["--start 22:00 --duration 1h"], "02T22:00", "02T23:00", 1),
        # Pauses
        ("20:00-24:00", ["--pause 23:00-24:00"], "02T20:00", "02T23:00", 3),
        ("20:00-24:00", ["--pause 22:00-22:30"], "02T20:00", "03T00:00", 3.5),
        ("22:00-4:00", ["--pause 23:30-0:30"], "02T22:00", "03T04:00", 5),
        # Segments
        (
            *("20:00-24:00", ["--pause 21:00-22:00", "--segment 2 --end 23:00"]),
            *("02T20:00", "02T23:00", 2),
        ),
        (
            *("20:00-24:00", ["--pause 21:00-22:00", "--segment 2 --start 23:00"]),
            *("02T20:00", "03T00:00", 2),
        ),
    ],
)
def test_an_edited_time_of_day_is_inside_the_log_or_nearest_to_it(
    cli: Cli, when: str, edits: list[str], start: str, end: str, hours: float
) -> None:
    found = log(cli, f"2026-11-02 {when}", *edits)
    assert found == (f"2026-11-{start}", f"2026-11-{end}", hours)


@pytest.mark.parametrize(
    ("when", "edit", "refusal"),
    [
        ("9:00-17:00", "--end 8:00", "the end 2026-11-02 08:00 must be after"),
        ("9:00-17:00", "--start 18:00", "the end 2026-11-02 17:00 must be after"),
        ("22:00-1:30", "--end 21:00", "the end 2026-11-02 21:00 must be after"),
    ],
)
def test_an_end_just_before_the_start_is_refused_and_not_moved_by_a_day(
    cli: Cli, when: str, edit: str, refusal: str
) -> None:
    cli.at(LATER).run(f"log add 1 2026-11-02 {when}")
    assert refusal in cli.at(LATER).run(f"log edit 1 {edit}", code=1).err


def test_a_time_of_day_can_be_on_a_day_in_the_middle_of_a_long_log(cli: Cli) -> None:
    long = "2026-11-02T20:00 to 2026-11-04T08:00"
    assert log(cli, long, "--pause 12:00-13:00") == ("2026-11-02T20:00", "2026-11-04T08:00", 35)
    split = cli.at(LATER).run("log split 1 --at 15:00 --json").json
    assert split[1]["start"][:16] == "2026-11-03T15:00"


# Twelve hours


@pytest.mark.parametrize(
    ("when", "readings"),
    [
        ("9-5", "9:00-17:00, or 9:00-5:00 on the next day"),
        ("10-2", "10:00-14:00, or 10:00-2:00 on the next day"),
        ("12-1", "12:00-13:00, or 12:00-1:00 on the next day"),
        ("9 to 5", "9:00-17:00, or 9:00-5:00 on the next day"),
        ("from 9 to 5", "9:00-17:00, or 9:00-5:00 on the next day"),
        ("9-5:30", "9:00-17:30, or 9:00-5:30 on the next day"),
        ("9:30-5", "9:30-17:00, or 9:30-5:00 on the next day"),
        ("yesterday 9-5", "9:00-17:00, or 9:00-5:00 on the next day"),
        ("monday 10-2", "10:00-14:00, or 10:00-2:00 on the next day"),
        ("9-5 yesterday", "9:00-17:00, or 9:00-5:00 on the next day"),
        ("2026-11-02T9:00 to 5", "9:00-17:00, or 9:00-5:00 on the next day"),
    ],
)
def test_hours_of_a_twelve_hour_clock_are_asked_back(cli: Cli, when: str, readings: str) -> None:
    result = cli.at(LATER).run(f"log add 1 {when}", code=2)
    assert result.err.splitlines()[0].endswith(f"is ambiguous: {readings}")
    assert cli.rows("SELECT count(*) FROM log") == [(0,)]


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("yesterday 22:00-1:30", 3.5),
        ("yesterday 22-6", 8),
        ("yesterday 9:00-5:00", 20),
        ("yesterday 09-05", 20),
        ("yesterday 9-17", 8),
        ("yesterday 9-5pm", 8),
        ("yesterday 9am-5", 8),
        ("yesterday 9-11", 2),
        ("yesterday 20-0", 4),
    ],
)
def test_hours_with_one_reading_are_logged(cli: Cli, when: str, hours: float) -> None:
    logged = cli.at(LATER).run(f"log add 1 {when} --json").json
    assert logged["worked_seconds"] == hours * 3600


def test_both_readings_of_the_hint_can_be_typed(cli: Cli) -> None:
    hint = cli.at(LATER).run("log add 1 yesterday 9-5", code=2).err.splitlines()[1]
    assert hint == "hint: use 9:00-17:00 or 9:00-5:00"
    assert cli.at(LATER).run("log add 1 2026-11-10 9:00-17:00 --json").json["worked_seconds"] == (
        8 * 3600
    )


def test_hours_of_a_twelve_hour_clock_are_asked_back_wherever_ranges_are_read(cli: Cli) -> None:
    cli.at(LATER).run("log add 1 2026-11-02 8:00-18:00")
    for line in (
        "add 1 9-5",
        "log edit 1 --pause 12-1",
        "config set work.hours 'mon-fri 10-2'",
        "log gaps today --hours 11-2",
    ):
        assert "is ambiguous: " in cli.at(LATER).run(line, code=2).err, line


# The end of a day


@pytest.mark.parametrize(
    ("zone", "day", "next_midnight"),
    [
        ("America/Santiago", "2026-09-05", "2026-09-06T01:00"),
        ("America/Santiago", "2026-04-04", "2026-04-05T00:00"),
        ("America/Havana", "2026-03-07", "2026-03-08T01:00"),
        ("America/Havana", "2026-10-31", "2026-11-01T00:00"),
        ("Africa/Cairo", "2026-04-23", "2026-04-24T01:00"),
        ("Africa/Cairo", "2026-10-29", "2026-10-30T00:00"),
        ("Asia/Beirut", "2026-03-28", "2026-03-29T01:00"),
        ("Asia/Beirut", "2026-10-24", "2026-10-25T00:00"),
    ],
)
def test_24_00_is_the_end_of_the_day_in_every_zone(
    cli: Cli, zone: str, day: str, next_midnight: str
) -> None:
    cli.zone = zone
    for number, when in enumerate(
        (
            f"{day} 20:00-24:00",
            f"{day} 20:00 to {day}T24:00",
            f"{day} 20:00-0:00",
            f"--start {day}T20:00 --end 24:00",
        ),
        1,
    ):
        logged = cli.at(LATER).run(f"log add 1 {when} --json --on-overlap allow").json
        assert logged["end"][:16] == next_midnight, when
        report = cli.at(LATER).run(f"report {day} --json").json
        assert report[0]["worked_seconds"] == logged["worked_seconds"] * number
    assert cli.at(LATER).run("report all --by day --json").json[0]["group"] == {"day": day}
    edited = cli.at(LATER).run("log edit 1 --end 23:30 --json --on-overlap allow", code=None)
    assert edited.code == 0 or "occurs twice" in edited.err
    again = cli.at(LATER).run("log edit 1 --end 24:00 --json --on-overlap allow").json
    assert again["end"][:16] == next_midnight


# The small hours


def test_the_small_hours_of_a_named_day_are_on_the_day_that_is_listed(cli: Cli) -> None:
    cli.at(LATER).run("config set day_start 05:30")
    night = cli.at("2026-11-11 02:00")
    logged = night.run("log add 1 today 1:20-1:30 --json").json
    assert logged["start"][:16] == "2026-11-11T01:20"
    assert [one["id"] for one in night.run("log list today --json").json] == [1]
    morning = cli.at("2026-11-11 10:00")
    logged = morning.run("log add 1 yesterday 1:40-1:50 --json").json
    assert logged["start"][:16] == "2026-11-11T01:40"
    assert [one["id"] for one in morning.run("log list yesterday --json").json] == [1, 2]
    assert cli.at("2026-11-11 10:00").run("log list today --json").json == []


@pytest.mark.parametrize(
    ("when", "start"),
    [
        ("yesterday 1:30 for 10m", "2026-11-12T01:30"),
        ("monday 0:30-1:00", "2026-11-10T00:30"),
        ("2 days ago 2:00-3:00", "2026-11-11T02:00"),
        ("yesterday 22:00-1:30", "2026-11-11T22:00"),
        ("yesterday 5:00-5:45", "2026-11-11T05:00"),
        # A written date and a time are the calendar's, and so is a time alone.
        ("2026-11-10 1:30-2:00", "2026-11-10T01:30"),
        ("1:30-2:00", "2026-11-12T01:30"),
    ],
)
def test_named_days_start_and_end_as_days_are_set_to(cli: Cli, when: str, start: str) -> None:
    cli.at(LATER).run("config set day_start 04:00")
    logged = cli.at("2026-11-12 12:00").run(f"log add 1 {when} --json").json
    assert logged["start"][:16] == start


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("log add 1 23:00-23:30", "use yesterday 23:00-23:30, or add --allow-future"),
        ("add 1 23:00 for 30m", "use yesterday 23:00 for 30m, or add --allow-future"),
        ("log add 1 today 23:00-23:30", "use yesterday 23:00-23:30, or add --allow-future"),
        ("log add 1 tomorrow 9:00-10:00", "to log it anyway, add --allow-future"),
        ("log add 1 0:05-0:20", "to log it anyway, add --allow-future"),
        ("start 1 --at 23:50", "use --at 'yesterday 23:50'"),
        ("start 1 --at 0:15", "give a time in the past, or leave out --at to use the current time"),
    ],
)
def test_after_midnight_the_hint_is_the_evening_before(cli: Cli, line: str, hint: str) -> None:
    refused = cli.at("2026-11-12 00:10").run(line, code=1)
    assert refused.err.splitlines()[-1] == f"hint: {hint}"


def test_what_the_hint_after_midnight_says_is_logged(cli: Cli) -> None:
    logged = cli.at("2026-11-12 00:10").run("log add 1 yesterday 23:00-23:30 --json").json
    assert logged["start"][:16] == "2026-11-11T23:00"


def test_small_hours_to_come_are_those_of_yesterday(cli: Cli) -> None:
    cli.at(LATER).run("config set day_start 05:30")
    refused = cli.at("2026-11-12 10:00").run("log add 1 today 1:20-1:30", code=1)
    assert "hint: use yesterday 1:20-1:30, or add --allow-future" in refused.err
