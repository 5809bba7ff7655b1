"""Reports: worked, billable and internal time by any key, cut at the bounds of days."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests import drawn
from tests.harness import Cli, once

NOW = "2026-11-08 12:00"
KEYS = "day week month record type customer service owner tag billable".split()  # noqa: SIM905


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-10-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run("service add Training --price 100 --currency EUR")
    start.run("customer add Acme")
    start.run("customer add Börse")
    start.run('record add "Fix login" --type case --customer Acme --service Consulting --billable')
    start.run('record add "Teach" --type task --customer Börse --service Training --billable')
    start.run('record add "Printer" --type ticket')
    return cli


def log(cli: Cli, ref: str, when: str, more: str = "") -> None:
    cli.at(NOW).run(f"log add {ref} {when} {more}")


def week(cli: Cli) -> Cli:
    """The story's logs, a course in euros, and a night on the printer."""
    log(cli, "case-1", "2026-11-02 9:00-10:30", "--billable --tag web --tag call")
    log(cli, "case-1", "2026-11-03 9:00-9:45", "--billable --tag web")
    log(cli, "case-1", "2026-11-03 10:00-10:30")
    log(cli, "task-2", "2026-11-04 9:00-9:20", "--billable --tag call")
    log(cli, "ticket-3", "2026-11-04 22:00-1:30", "--owner bob")
    return cli


def report(cli: Cli, line: str = "", **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.at(NOW).run(f"report {line} --json", **more).json
    return found


def hours(cli: Cli, line: str, key: str = "day") -> dict[str, float]:
    return {row["group"][key]: row["worked_seconds"] / 3600 for row in report(cli, line)}


def test_the_story_gives_two_and_a_quarter_hours_and_135_dollars(cli: Cli) -> None:
    assert report(week(cli), "--record case-1") == [
        {
            "group": {"record": "case-1"},
            "title": "Fix login",
            "worked_seconds": 9900,
            "billable_seconds": 8100,
            "amounts": {"USD": "135.00"},
        }
    ]


def test_the_table_shows_billable_and_internal_time_side_by_side(cli: Cli) -> None:
    result = week(cli).at(NOW).run("report")
    assert result.err == "This week: 2026-W45, 2026-11-02 to 2026-11-08.\n"
    assert result.out == (
        "RECORD    TITLE      WORKED  BILLABLE  INTERNAL    EUR     USD\n"
        "case-1    Fix login    2:45      2:15      0:30         135.00\n"
        "task-2    Teach        0:20      0:20      0:00  33.33\n"
        "ticket-3  Printer      3:30      0:00      3:30\n"
        "                     ──────  ────────  ────────  ─────  ──────\n"
        "                       6:35      2:35      4:00  33.33  135.00\n"
    )


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("day", ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]),
        ("week", ["2026-W45"]),
        ("month", ["2026-11"]),
        ("record", ["case-1", "task-2", "ticket-3"]),
        ("type", ["case", "task", "ticket"]),
        ("customer", ["Acme", "Börse", None]),
        ("service", ["Consulting", "Training", None]),
        ("owner", ["ada", "bob"]),
        ("tag", ["call", "web", None]),
        ("billable", [True, False]),
    ],
)
def test_rows_by_each_key_in_order(cli: Cli, key: str, values: list[object]) -> None:
    assert [row["group"] for row in report(week(cli), f"--by {key}")] == [
        {key: value} for value in values
    ]


@pytest.mark.parametrize("key", [key for key in KEYS if key != "tag"])
def test_rows_add_up_to_all_the_time_by_whatever_key(cli: Cli, key: str) -> None:
    rows = report(week(cli), f"--by {key}")
    assert sum(row["worked_seconds"] for row in rows) == 6 * 3600 + 35 * 60
    assert sum(row["billable_seconds"] for row in rows) == 2 * 3600 + 35 * 60


def test_several_keys_make_a_row_for_each_pair(cli: Cli) -> None:
    found = report(week(cli), "--by owner --by day --by owner")
    assert [(*row["group"].values(), row["worked_seconds"]) for row in found] == [
        ("ada", "2026-11-02", 5400),
        ("ada", "2026-11-03", 4500),
        ("ada", "2026-11-04", 1200),
        ("bob", "2026-11-04", 7200),
        ("bob", "2026-11-05", 5400),
    ]


@pytest.mark.parametrize(
    "period", ["", "all", "month", "all --record case-1 --record task-2 --record ticket-3"]
)
def test_by_tag_a_log_counts_under_each_and_once_in_the_total(cli: Cli, period: str) -> None:
    result = week(cli).at(NOW).run(f"report {period} --by tag")
    assert result.err.splitlines()[-1] == (
        "Logs with several tags count under each tag, but only once in the total."
    )
    rows = [" ".join(line.split()) for line in result.out.splitlines()]
    assert rows[1:] == [
        "call 1:50 1:50 0:00 33.33 90.00",
        "web 2:15 2:15 0:00 135.00",
        "(none) 4:00 0:00 4:00",
        "────── ──────── ──────── ───── ──────",
        "6:35 2:35 4:00 33.33 135.00",
    ]


@pytest.mark.parametrize("keys", ["--by tag", "--by tag --by day", "--by record --by tag"])
@pytest.mark.parametrize(
    "period", ["", "all", "all --record case-1 --record task-2 --record ticket-3"]
)
def test_by_tag_the_total_is_that_of_the_rows_where_no_log_has_several(
    cli: Cli, period: str, keys: str
) -> None:
    log(cli, "case-1", "2026-11-02 9:00-10:30", "--billable --tag web")
    log(cli, "case-1", "2026-11-03 23:00-0:30", "--tag call")
    cli.at(NOW).run("log edit 2 --pause 23:30-23:45")
    log(cli, "case-1", "2026-11-04 9:00-9:30")
    result = cli.at(NOW).run(f"report {period} {keys}")
    assert "several tags" not in result.err
    assert result.out.splitlines()[-1].split() == ["3:15", "1:30", "1:45", "90.00"]
    assert sum(row["worked_seconds"] for row in report(cli, f"{period} {keys}")) == 11_700


def test_amounts_are_rounded_once_and_not_per_log(cli: Cli) -> None:
    for hour in (9, 10, 11):
        log(cli, "task-2", f"2026-11-02 {hour}:00-{hour}:20", "--billable")
    assert report(cli)[0]["amounts"] == {"EUR": "100.00"}


def test_amounts_use_the_rate_of_the_record(cli: Cli) -> None:
    log(cli, "case-1", "2026-11-02 9-10", "--billable")
    cli.at(NOW).run("service edit Consulting --price 75")
    assert report(cli)[0]["amounts"] == {"USD": "60.00"}
    cli.at(NOW).run("record edit case-1 --rate 66.50")
    assert report(cli)[0]["amounts"] == {"USD": "66.50"}


def test_time_is_cut_at_the_bounds_of_the_period(cli: Cli) -> None:
    log(cli, "ticket-3", "2026-11-01 22:00-1:30")
    assert hours(cli, "2026-11-01 --by day") == {"2026-11-01": 2.0}
    assert hours(cli, "--by day") == {"2026-11-02": 1.5}
    assert hours(cli, "all --by week", "week") == {"2026-W44": 2.0, "2026-W45": 1.5}
    assert hours(cli, "all --by month --by week", "week") == {"2026-W44": 2.0, "2026-W45": 1.5}


def test_a_week_over_the_end_of_a_month_is_in_both(cli: Cli) -> None:
    log(cli, "ticket-3", "2026-09-30 22:00-1:30")
    found = report(cli, "2026-W40 --by week --by month")
    assert [(row["group"], row["worked_seconds"]) for row in found] == [
        ({"week": "2026-W40", "month": "2026-09"}, 7200),
        ({"week": "2026-W40", "month": "2026-10"}, 5400),
    ]


def test_paused_time_is_in_no_day(cli: Cli) -> None:
    cli.at("2026-11-02 23:00").run("start ticket-3")
    cli.at("2026-11-02 23:30").run("pause")
    cli.at("2026-11-03 00:30").run("resume")
    cli.at("2026-11-03 01:00").run("stop")
    assert hours(cli, "--by day") == {"2026-11-02": 0.5, "2026-11-03": 0.5}


def test_a_day_begins_where_the_settings_say(cli: Cli) -> None:
    cli.config.write_text('day_start = "04:00"\n')
    log(cli, "ticket-3", "2026-11-03 22:00-5:00")
    assert hours(cli, "--by day") == {"2026-11-03": 6.0, "2026-11-04": 1.0}


def test_days_are_those_of_the_zone_in_the_settings(cli: Cli) -> None:
    log(cli, "ticket-3", "2026-11-03 22:00-1:30")
    cli.config.write_text('timezone = "America/New_York"\n')
    assert hours(cli, "--by day") == {"2026-11-03": 3.5}


def test_a_night_shift_over_the_change_to_winter_time_has_its_extra_hour(cli: Cli) -> None:
    log(cli, "case-1", "'2026-10-24 22:00 to 2026-10-25 06:00'", "--billable")
    found = report(cli, "2026-W43 --by day")
    assert [(row["group"]["day"], row["worked_seconds"]) for row in found] == [
        ("2026-10-24", 2 * 3600),
        ("2026-10-25", 7 * 3600),
    ]
    assert [row["amounts"]["USD"] for row in found] == ["120.00", "420.00"]


def test_days_of_23_and_25_hours_are_whole(cli: Cli) -> None:
    log(cli, "case-1", "'2026-03-28 12:00 to 2026-03-30 12:00'", "--billable")
    log(cli, "case-1", "'2026-10-24 12:00 to 2026-10-26 12:00'", "--billable")
    assert hours(cli, "2026-03 --by day") == {
        "2026-03-28": 12.0,
        "2026-03-29": 23.0,
        "2026-03-30": 12.0,
    }
    assert hours(cli, "2026-10 --by day") == {
        "2026-10-24": 12.0,
        "2026-10-25": 25.0,
        "2026-10-26": 12.0,
    }


def test_filters_are_those_of_the_list(cli: Cli) -> None:
    week(cli)
    assert hours(cli, "--customer acme --by record", "record") == {"case-1": 2.75}
    assert hours(cli, "--not-tag web --by record --owner ada", "record") == {
        "case-1": 0.5,
        "task-2": 1 / 3,
    }
    cli.at(NOW).refused(
        "report --customer Akme",
        code=3,
        message="no customer 'Akme'",
        hint="did you mean Acme?",
    )


def test_a_key_that_does_not_exist_is_refused(cli: Cli) -> None:
    cli.at(NOW).refused(
        "report --by year",
        code=2,
        message="invalid value for --by: 'year'",
        hint="use one of " + ", ".join(KEYS),
    )


def test_csv_has_a_column_for_each_key_and_a_row_for_each_currency(cli: Cli) -> None:
    out = week(cli).at(NOW).run("report --by customer --by day --format csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0] == {
        "customer": "Acme",
        "day": "2026-11-02",
        "worked_seconds": "5400",
        "billable_seconds": "5400",
        "internal_seconds": "0",
        "currency": "USD",
        "amount": "90.00",
    }
    assert rows[-1]["customer"] == "(none)"


def test_an_empty_report_says_so_on_standard_error(cli: Cli) -> None:
    result = cli.at(NOW).run("report 2020")
    assert (result.out, result.err) == (
        "",
        "No time in 2020. To look further: timelog report all\n",
    )
    assert report(cli, "all --by day") == []


def test_the_chart_has_a_bar_for_each_row(cli: Cli) -> None:
    out = week(cli).at(NOW).run("report --by record --chart").out
    bars = [line.split()[-1] for line in out.splitlines()[1:4]]
    assert bars == ["█" * 18 + "▒" * 5, "█" * 2, "▒" * 30]


def test_a_log_across_many_years_of_an_open_period_is_whole(cli: Cli) -> None:
    log(cli, "ticket-3", "'2025-01-01 00:00 to 2025-12-31 00:00'")
    found = report(cli, "..2026-01-31 --by month")
    assert len(found) == 12
    assert sum(row["worked_seconds"] for row in found) == 364 * 86_400


# Charts on a terminal


def chart(cli: Cli, line: str, columns: int = 80, **env: str) -> str:
    return week(cli).at(NOW).run(f"report {line} --chart", terminal=columns, env=env).out


@pytest.mark.parametrize("columns", [40, 80])
def test_a_chart_is_drawn_in_colour(cli: Cli, columns: int) -> None:
    drawn.check(chart(cli, "--by day", columns), f"chart-days-{columns}-colour")


def test_a_chart_by_week_is_drawn_in_colour(cli: Cli) -> None:
    drawn.check(chart(cli, "2026-11 --by week"), "chart-weeks-80-colour")


def test_every_day_of_the_period_has_a_row_with_its_weekday(cli: Cli) -> None:
    lines = chart(cli, "--by day", NO_COLOR="1").splitlines()
    days = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905
    assert [line.split()[:2] for line in lines[1:8]] == [
        [name, f"2026-11-{2 + at:02}"] for at, name in enumerate(days)
    ]
    short = week_chart(cli, "--by day --skip-empty")
    assert [line.split()[0] for line in short[1:-2]] == ["Mon", "Tue", "Wed", "Thu"]


def week_chart(cli: Cli, line: str, columns: int = 80) -> list[str]:
    """A chart without colour, of logs that are there already."""
    words = f"report {line} --chart --no-color"
    return cli.at(NOW).run(words, terminal=columns).out.splitlines()


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("2026-10-28..2026-11-03 --by day", 7),
        ("2026-11 --by week", 6),
        ("2026 --by month", 12),
        ("all --by day", 4),
        ("2026-11-01..2026-11-03 --by day --by record", 3),
        ("2026-10-31..2026-11-02 --by month --by day", 3),
        ("2026-11-01..2026-11-03 --by record --by day", 2),
        ("1970-01-02..2150-12-31 --by day", 4),
    ],
)
def test_every_time_of_the_period_has_a_row(cli: Cli, line: str, rows: int) -> None:
    week(cli)
    drawn_ones, piped = week_chart(cli, line, 120), cli.at(NOW).run(f"report {line} --chart").out
    assert len(drawn_ones) == rows + 3
    assert drawn_ones[-1].split() == piped.splitlines()[-1].split()


def test_a_chart_in_a_pipe_has_no_empty_days(cli: Cli) -> None:
    week(cli)
    plain = cli.at(NOW).run("report --by day --chart").out
    assert len(plain.splitlines()) == 7
    assert "Mon" not in plain
    assert cli.at(NOW).run("report --by day --chart --skip-empty").out == plain


@pytest.mark.parametrize("columns", [1, 20, 24, 33, 40, 60, 80, 100, 300])
def test_no_chart_is_wider_than_its_terminal(cli: Cli, columns: int) -> None:
    for line in ("--by day", "--by customer --by record"):
        lines = "\n".join(week_chart(week(cli) if line == "--by day" else cli, line, columns))
        assert columns == 1 or drawn.widest(lines) <= columns


def test_days_are_left_out_of_charts_only(cli: Cli) -> None:
    cli.at(NOW).refused(
        "report --skip-empty", code=2, message="--skip-empty needs --chart", hint="add --chart"
    )
