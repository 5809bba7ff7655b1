"""Times as they are typed at work: what the words mean is said back as absolute times."""

from __future__ import annotations

import pytest

from tests.harness import At, Cli, once

# A Wednesday afternoon.
NOW = "2026-11-04 15:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    for number in range(1, 13):
        cli.at("2026-11-02 08:00").run(f"record add 'Work {number}' --type case")
    return cli


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("log add 12 2h ago", "Logged 2:00 on case-12 (Work 12): log 1, 2026-11-04 13:00–15:00."),
        (
            "log add 12 monday 14:00 for 1h30m",
            "Logged 1:30 on case-12 (Work 12): log 1, 2026-11-02 14:00–15:30.",
        ),
        ("log add 12 1h30m", "Logged 1:30 on case-12 (Work 12): log 1, 2026-11-04 13:30–15:00."),
        (
            "log add case-12 yesterday 9:00-11:30",
            "Logged 2:30 on case-12 (Work 12): log 1, 2026-11-03 09:00–11:30.",
        ),
        (
            "log add 12 9:30 to now",
            "Logged 5:30 on case-12 (Work 12): log 1, 2026-11-04 09:30–15:00.",
        ),
        ("log add 12 for 20m", "Logged 0:20 on case-12 (Work 12): log 1, 2026-11-04 14:40–15:00."),
        (
            "log add 12 2 nov 22:00-1:30",
            "Logged 3:30 on case-12 (Work 12): log 1, 2026-11-02 22:00–2026-11-03 01:30.",
        ),
    ],
)
def test_when_as_free_words_is_said_back(cli: Cli, line: str, said: str) -> None:
    result = cli.at(NOW).run(line)
    assert result.out == "1\n"
    assert result.err == f"{said}\n"


@pytest.mark.parametrize(
    ("line", "echo"),
    [
        ("start 1 --at -20m", "Read -20m as 2026-11-04 14:40."),
        ("start 1 --at 14:40", "Read 14:40 as 2026-11-04 14:40."),
        ("start 1 --at 'yesterday 9:30'", "Read yesterday 9:30 as 2026-11-03 09:30."),
        ("log edit 1 --start 8:15", "Read 8:15 as 2026-11-02 08:15."),
        ("log edit 1 --end '1h ago'", "Read 1h ago as 2026-11-04 14:00."),
        ("log split 1 --at 9:15", "Read 9:15 as 2026-11-02 09:15."),
        ("log list yesterday", "Read yesterday as 2026-11-03."),
        ("report last-month", "Read last-month as 2026-10, 2026-10-01 to 2026-10-31."),
        ("history monday", "Read monday as 2026-11-02."),
    ],
)
def test_what_is_read_relatively_is_echoed_absolutely(cli: Cli, line: str, echo: str) -> None:
    cli.at("2026-11-02 12:00").run("log add 2 9:00-10:00")
    result = cli.at(NOW).run(line)
    assert echo in result.err.splitlines()
    assert echo not in result.out


# The zone of the system changes


def test_times_after_a_journey_are_those_of_the_new_zone(cli: Cli) -> None:
    cli.at("2026-11-02T09:00:00+01:00").run("start 1")
    cli.zone = "America/New_York"
    there = cli.at("2026-11-02T11:00:00-05:00")
    assert "since 2026-11-02 03:00" in there.run("status").out
    assert there.run("stop --at 5:00").err == (
        "Read 5:00 as 2026-11-02 05:00.\nStopped case-1 (Work 1) at 05:00: log 1, 2:00.\n"
    )
    log = there.run("log show 1 --json").json
    assert (log["start"], log["end"]) == ("2026-11-02T03:00:00-05:00", "2026-11-02T05:00:00-05:00")
    assert "entered   by timer (Europe/Rome)" in there.run("log show 1").out
    cli.zone = "Europe/Rome"
    home = cli.at("2026-11-02T18:00:00+01:00").run("log show 1 --json").json
    assert (home["start"], home["end"]) == (
        "2026-11-02T09:00:00+01:00",
        "2026-11-02T11:00:00+01:00",
    )


def test_a_pause_in_one_zone_and_a_resume_in_another_count_real_time(cli: Cli) -> None:
    cli.at("2026-11-02T22:00:00+01:00").run("start 1")
    cli.at("2026-11-02T23:00:00+01:00").run("pause")
    cli.zone = "Pacific/Auckland"
    cli.at("2026-11-03T12:00:00+13:00").run("resume")
    log = cli.at("2026-11-03T12:30:00+13:00").run("stop --json").json
    assert log["worked_seconds"] == 90 * 60
    days = cli.at("2026-11-03T12:30:00+13:00").run("report all --by day --json").json
    assert [(row["group"]["day"], row["worked_seconds"]) for row in days] == [("2026-11-03", 5400)]


def test_the_zone_of_the_settings_stays_through_a_journey(cli: Cli) -> None:
    cli.run("config set timezone Europe/Rome")
    cli.zone = "America/New_York"
    added = cli.at("2026-11-02T11:00:00-05:00").run("log add 1 9:00-10:00")
    assert added.err.endswith("log 1, 2026-11-02 09:00–10:00.\n")
    assert cli.rows("SELECT zone FROM log") == [("Europe/Rome",)]


# Days of 23 and 25 hours, and days that begin late


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Rome", "2026-03-29", 23),
        ("Europe/Rome", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("America/Santiago", "2026-09-06", 23),  # the clocks go at midnight
        ("America/Santiago", "2026-04-04", 25),
        ("Asia/Kathmandu", "2026-10-25", 24),
    ],
)
@pytest.mark.parametrize("day_start", ["0:00", "04:00"])
def test_a_day_is_as_long_as_its_zone_makes_it_and_days_add_up(
    cli: Cli, zone: str, day: str, hours: float, day_start: str
) -> None:
    cli.zone = zone
    cli.run(f"config set day_start {day_start}")
    later = cli.at("2026-12-01 12:00")
    first, last = f"{day[:8]}{int(day[-2:]) - 2:02}", f"{day[:8]}{int(day[-2:]) + 2:02}"
    if day.endswith("-01"):
        first = "2026-10-30"
    later.run(f"log add 1 '{first} 12:00 to {last} 12:00'")
    rows = later.run("report all --by day --json").json
    worked = {row["group"]["day"]: row["worked_seconds"] / 3600 for row in rows}
    (total,) = later.run("report all --json").json
    assert sum(worked.values()) * 3600 == total["worked_seconds"]
    other = {name: length for name, length in worked.items() if length not in {8, 12, 16, 24}}
    if day_start == "0:00":
        assert other == ({} if hours == 24 else {day: hours})
    else:  # the clocks go in the night that belongs to the day before
        assert list(other.values()) == ([] if hours == 24 else [hours])


def test_for_a_night_owl_the_day_before_goes_on(cli: Cli) -> None:
    cli.run("config set day_start 04:00")
    night = cli.at("2026-11-04 02:00")
    assert night.run("log add 1 23:00-1:30").err.endswith("2026-11-03 23:00–2026-11-04 01:30.\n")
    assert night.run("start 2 --at 1:40").err.startswith("Read 1:40 as 2026-11-04 01:40.\n")
    (row,) = night.run("report today --by day --json").json
    assert row["group"] == {"day": "2026-11-03"}
    assert night.run("log list today --json").json[0]["id"] == 1
    morning = cli.at("2026-11-04 09:00")
    assert morning.run("log list yesterday --json").json[0]["id"] == 1


# Hours that do not exist, and hours that exist twice

TWICE = "2026-10-25 02:30 occurs twice in Europe/Rome, because the clocks go back"
BOTH = "use 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"
NEVER = "2026-03-29 02:30 does not exist in Europe/Rome, because the clocks go forward"
AROUND = "use 2026-03-29 01:59:59 or earlier, or 2026-03-29 03:00:00 or later"
LINES = (
    "log add 1 {} for 10m",
    "log add 1 --start {} --duration 10m",
    "log add 1 --end {} --duration 10m",
    "log edit 1 --start {}",
    "start 2 --at {}",
)


def morning_of(cli: Cli, day: str, line: str) -> At:
    """The morning after; with the log that an edit changes."""
    moment = cli.at(f"{day} 10:00")
    if "edit" in line:
        moment.run(f"log add 3 {day} 8:00-9:00")
    return moment


@pytest.mark.parametrize("line", LINES)
def test_an_hour_that_exists_twice_is_refused_and_each_offset_can_be_copied(
    cli: Cli, line: str
) -> None:
    morning = morning_of(cli, "2026-10-25", line)
    morning.refused(line.format("2026-10-25T02:30"), code=2, message=TWICE, hint=BOTH)
    spans = []
    for written in ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"):
        morning.run(line.format(written))
        sql = "SELECT start_at, end_at FROM log UNION SELECT started_at, 0 FROM timer"
        spans.append(cli.rows(sql))
        morning.run("undo")
    (early,), (late,) = spans
    assert 3600 in {late[0] - early[0], late[1] - early[1]}


@pytest.mark.parametrize("line", LINES)
def test_an_hour_that_does_not_exist_is_refused_with_its_neighbours(cli: Cli, line: str) -> None:
    morning = morning_of(cli, "2026-03-29", line)
    morning.refused(line.format("2026-03-29T02:30"), code=2, message=NEVER, hint=AROUND)
    morning.run(line.format("2026-03-29T03:00:00"))
