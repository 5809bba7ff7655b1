"""``balance`` and targets: what was worked against what was to be worked."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import drawn
from tests.harness import Cli, once

NOW = "2026-12-02 15:20"
PREPARED = (
    'config set work.hours "mon-fri 9-17"',
    "record add Plan",
    "log add 1 2026-11-27 9:00-16:00",
    "log add 1 2026-11-30 9:00-18:30",
    "log add 1 2026-12-01 9:00-13:30",
    "log add 1 2026-12-02 8:00-9:00",
    'dayoff add 2026-12-01 --half "Moving"',
    "dayoff add 2026-12-03 --hours 2h",
    "dayoff add 2026-12-04 Holiday --everybody",
)


@pytest.fixture
@once
def prepared(cli: Cli) -> Cli:
    for line in PREPARED:
        cli.at(NOW).run(line)
    return cli


def rows(cli: Cli, line: str = "balance", moment: str = NOW) -> list[tuple[Any, ...]]:
    """Period, worked with timers, target, balance and sum, in hours."""
    keys = ("target_seconds", "balance_seconds", "sum_seconds")
    return [
        (
            row["period"],
            (row["worked_seconds"] + row["timer_seconds"]) / 3600,
            *(row[key] / 3600 for key in keys),
        )
        for row in cli.at(moment).run(f"{line} --json").json
    ]


def test_a_balance_is_for_people(prepared: Cli) -> None:
    shown = prepared.at(NOW).run("balance")
    assert shown.out == (
        "DAY         WEEKDAY    WORKED  TARGET   OFF  BALANCE    SUM\n"
        "2026-11-30  Monday       9:30    8:00  0:00    +1:30  +1:30\n"
        "2026-12-01  Tuesday      4:30    4:00  4:00    +0:30  +2:00\n"
        "2026-12-02  Wednesday    1:00    8:00  0:00    -7:00  -5:00\n"
        "                       ──────  ──────  ────  ───────\n"
        "                        15:00   20:00  4:00    -5:00\n"
    )
    assert shown.err == "This week: 2026-W49, 2026-11-30 to 2026-12-06.\n"


def test_the_columns_of_csv_are_the_same_by_day_week_and_month(prepared: Cli) -> None:
    heads = {
        prepared.at(NOW).run(f"balance {more} --format csv").out.partition("\r\n")[0]
        for more in ("", "--by week", "2026 --by month", "2027")
    }
    assert heads == {
        "period,first_day,last_day,worked_seconds,timer_seconds,target_seconds,off_seconds,"
        "balance_seconds,sum_seconds"
    }
    wanted = "balance --columns period,balance_hours --format csv --no-header"
    assert prepared.at(NOW).run(wanted).out.split()[0] == "2026-11-30,1.5000"


def test_days_are_summed_up_by_week_and_month(prepared: Cli) -> None:
    assert rows(prepared, "balance 2026-11-27.. --by week") == [
        ("2026-W48", 7, 8, -1, -1),
        ("2026-W49", 15, 20, -5, -6),
    ]
    assert rows(prepared, "balance 2026-11-27..2026-12 --by month") == [
        ("2026-11", 16.5, 16, 0.5, 0.5),
        ("2026-12", 5.5, 12, -6.5, -6),
    ]


def test_a_sum_begins_on_a_day(prepared: Cli) -> None:
    shown = prepared.at(NOW).run("balance --since 2026-11-27 --by week")
    assert shown.err.endswith("The sum begins on 2026-11-27.\n")
    assert rows(prepared, "balance --since 2026-11-27 --by week") == [("2026-W49", 15, 20, -5, -6)]
    before = prepared.at(NOW).run("balance 2026-11-27.. --since 2026-12-01 --json").json
    assert [row["sum_seconds"] for row in before] == [None] * 4 + [1800, 1800 - 7 * 3600]


def test_the_settings_say_when_the_sum_begins_and_with_what(prepared: Cli) -> None:
    prepared.run("config set work.balance_since 2026-11-27")
    prepared.run("config set work.opening_balance +12:30")
    assert rows(prepared, "balance --by week")[0][-1] == 12.5 - 6
    assert (
        prepared.at(NOW).run("balance").err.endswith("The sum begins on 2026-11-27 with +12:30.\n")
    )
    prepared.run("config set work.opening_balance -2h")
    assert rows(prepared, "balance all --by week") == [
        ("2026-W48", 7, 8, -1, -3),
        ("2026-W49", 15, 20, -5, -8),
    ]
    assert rows(prepared, "balance --by week --since 2026-11-30")[0][-1] == -5


def test_an_active_timer_counts_up_to_now(prepared: Cli) -> None:
    prepared.at("2026-12-02 13:20").run("start 1")
    assert rows(prepared)[-1] == ("2026-12-02", 3, 8, -5, -3)
    assert rows(prepared, moment="2026-12-03 01:00")[-2:] == [
        ("2026-12-02", 1 + 10 + 2 / 3, 8, pytest.approx(3 + 2 / 3), pytest.approx(5 + 2 / 3)),
        ("2026-12-03", 1, 6, -5, pytest.approx(2 / 3)),
    ]
    assert "  TIMER  " in prepared.at(NOW).run("balance").out


def test_days_begin_at_day_start(prepared: Cli) -> None:
    prepared.run("config set day_start 04:00")
    prepared.at("2026-12-03 03:00").run("log add 1 --start 2026-12-03T00:30 --duration 30m")
    assert rows(prepared, moment="2026-12-03 03:00")[-1] == ("2026-12-02", 1.5, 8, -6.5, -4.5)


@pytest.mark.parametrize(
    ("night", "hours"), [("2026-03-28", 7), ("2026-10-24", 9), ("2026-10-31", 8)]
)
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is(
    cli: Cli, night: str, hours: int
) -> None:
    cli.run("config set work.hours 'sat 22:00-6:00'")
    cli.run("record add Guard")
    cli.run(f"log add 1 {night} 22:00-6:00")
    assert rows(cli, f"balance {night}")[0][2] == hours


def test_days_that_are_half_off_twice_are_off(prepared: Cli) -> None:
    prepared.at(NOW).run("dayoff add 2026-12-01 --half Party --everybody")
    assert [row[2] for row in rows(prepared)] == [8, 0, 8]


def test_nothing_is_to_be_worked_less_than_not_at_all(prepared: Cli) -> None:
    prepared.at(NOW).run("dayoff add 2026-12-02 --hours 10h")
    assert rows(prepared)[-1][1:4] == (1, 0, 1)


def test_the_balance_of_somebody_else_has_their_days_off(prepared: Cli) -> None:
    prepared.at(NOW).run("log add 1 2026-11-30 9:00-10:00 --owner bob")
    prepared.at(NOW).run("dayoff add 2026-11-30 --owner bob --half")
    assert rows(prepared, "balance 2026-11-30 --owner bob") == [("2026-11-30", 1, 4, -3, -3)]
    said = prepared.at(NOW).run("balance --owner bob").err
    assert "The target is that of your working hours, less the days off of the owner.\n" in said
    assert prepared.at(NOW).run("balance --owner carla", code=3).out == ""


def test_without_a_setting_the_default_hours_are_said(cli: Cli) -> None:
    cli.run("record add Plan")
    shown = cli.at(NOW).run("balance")
    assert "Using the default working hours, mon-fri 9:00-17:00." in shown.err
    assert [row[2] for row in rows(cli, "balance all")] == [8]


def test_a_period_that_is_still_to_come_has_no_rows(prepared: Cli) -> None:
    shown = prepared.at(NOW).run("balance 2027")
    assert (shown.out, shown.err) == ("", "2027 begins after today.\n")


@pytest.mark.parametrize(
    "line",
    [
        "balance '2h ago..'",
        "balance --by year",
        "balance --since never",
        "balance --since ''",
        "balance 2026-02-30",
        "config set work.opening_balance soon",
        "config set work.opening_balance +-2h",
        "config set work.balance_since yesterday",
        "config set work.balance_since 2026-02-30",
    ],
)
def test_what_cannot_be_read_is_refused(prepared: Cli, line: str) -> None:
    assert "error: " in prepared.at(NOW).run(line, code=2).err


_DAYS = st.integers(1, 30).map("2026-11-{:02}".format)
_STARTS = st.integers(0, 23)
_LOGS = st.lists(st.tuples(_DAYS, _STARTS, st.integers(1, 9 * 60)), max_size=6)


@given(logs=_LOGS, period=st.tuples(_DAYS, _DAYS).map(sorted), day_start=st.sampled_from([0, 4]))
@settings(max_examples=6, deadline=None)
def test_the_time_worked_is_that_of_a_report(
    tmp_path_factory: pytest.TempPathFactory,
    logs: list[tuple[str, int, int]],
    period: list[str],
    day_start: int,
) -> None:
    cli = Cli(tmp_path_factory.mktemp("balance"))
    cli.run("record add Plan")
    cli.run(f"config set day_start {day_start}:00")
    for day, start, minutes in logs:
        line = f"log add 1 {day} {start}:00 for {minutes}min --on-overlap allow --allow-future"
        cli.at(NOW).run(shlex.split(line))
    named = f"{period[0]}..{period[1]}"
    for by in ("day", "week", "month"):
        reported = cli.at(NOW).run(f"report {named} --by {by} --json").json
        found = cli.at(NOW).run(f"balance {named} --by {by} --json").json
        worked = {row["period"]: row["worked_seconds"] for row in found}
        assert {at: its for at, its in worked.items() if its} == {
            row["group"][by]: row["worked_seconds"] for row in reported if row["worked_seconds"]
        }
        targets = sum(row["target_seconds"] for row in found)
        assert found[-1]["sum_seconds"] == sum(worked.values()) - targets


@pytest.mark.parametrize("columns", [80, 24])
@pytest.mark.parametrize("line", ["today 2026-12-01", "week", "calendar"])
def test_days_off_are_drawn(prepared: Cli, line: str, columns: int) -> None:
    out = prepared.at(NOW).run(line, terminal=columns).out
    assert drawn.widest(out) <= columns
    drawn.check(out, f"{line.split(maxsplit=1)[0]}-off-{columns}-colour")


def test_a_view_with_a_filter_says_nothing_of_days_off(prepared: Cli) -> None:
    found = prepared.at(NOW).run("today 2026-12-01 --record 1 --json").json
    assert (found["target_seconds"], found["days_off"]) == (None, [])
    year = prepared.at(NOW).run("calendar 2026 --json").json
    assert [one["day"][5:] for one in year["days_off"]] == ["12-01", "12-03", "12-04"]


def test_a_day_off_has_no_gaps(prepared: Cli) -> None:
    found = prepared.at("2026-12-05 09:00").run("log gaps 2026-12-03.. --json").json
    assert [gap["start"][:10] for gap in found] == ["2026-12-03"]


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_a_balance_is_drawn_in_colour(prepared: Cli, columns: int) -> None:
    prepared.at(NOW).run("start 1 14:00")
    shown = prepared.at(NOW).run("balance --since 2026-11-30", terminal=columns)
    drawn.check(shown.out, f"balance-{columns}-colour")
    assert drawn.widest(shown.out) <= columns
