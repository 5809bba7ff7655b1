"""``today``, ``week`` and ``calendar``: pictures, tables in a pipe, and the sums of a report."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from tests import drawn
from tests.harness import Cli, Result

NOW = "2026-11-06 15:20"
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme",
    'record add "Login fails" --type case --customer Acme --service Consulting --billable',
    'record add "Own web site"',
    'record add "Call 日本 cafe\u0301" --type ticket',
    'log add 1 2026-11-06 9:00-10:30 --billable --note "First look"',
    "log add 2 2026-11-06 10:30-11:00",
    "log add 1 2026-11-06 11:00-11:10",
    "log add 3 2026-11-06 11:12-12:30",
    "log add 2 2026-11-02 8:15-17:00",
    "log add 1 2026-11-03 9:00-12:00 --billable --tag deep",
    "log add 3 2026-11-03 13:00-18:30",
    "log add 2 2026-11-04 22:30-00:30",
    "start 2 --at 13:40",
)
VIEWS = ("today", "week", "calendar")
SIZES = (1, 2, 3, 7, 12, 20, 24, 33, 40, 43, 44, 60, 80, 120, 300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cli = Cli(tmp_path_factory.mktemp("made"))
    for line in PREPARED:
        cli.at(NOW).run(line)
    return cli.path


@pytest.fixture
def prepared(bare: Cli, made: Path) -> Cli:
    copyfile(made, bare.path)
    return bare


def show(cli: Cli, line: str, *, terminal: int | None = 80, **env: str) -> str:
    return cli.at(NOW).run(line, terminal=terminal, env=env).out


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("line", VIEWS)
def test_a_view_is_drawn_in_colour(prepared: Cli, line: str, columns: int) -> None:
    prepared.run('config set work.hours "mon-fri 9-17"')
    drawn.check(show(prepared, line, terminal=columns), f"{line}-{columns}-colour")


@pytest.mark.parametrize("columns", [12, 80, 120])
@pytest.mark.parametrize("line", VIEWS)
def test_a_view_is_drawn_without_colour(prepared: Cli, line: str, columns: int) -> None:
    out = show(prepared, line, terminal=columns, NO_COLOR="1")
    assert "\x1b" not in out
    drawn.check(out, f"{line}-{columns}-plain")


@pytest.mark.parametrize("line", VIEWS)
def test_colour_changes_nothing_but_colour(prepared: Cli, line: str) -> None:
    plain = show(prepared, line, NO_COLOR="1")
    assert drawn.uncoloured(show(prepared, line)) == plain
    assert show(prepared, f"{line} --no-color") == plain


@pytest.mark.parametrize("line", [*VIEWS, "today 2026-01-01", "week 2026-W01", "calendar 2026"])
@pytest.mark.parametrize("columns", SIZES)
def test_no_line_is_wider_than_the_terminal(prepared: Cli, line: str, columns: int) -> None:
    assert drawn.widest(show(prepared, line, terminal=columns)) <= columns


@pytest.mark.parametrize("columns", [20, 30, 44, 80])
def test_every_log_says_its_record_on_narrow_terminals(prepared: Cli, columns: int) -> None:
    out = drawn.uncoloured(show(prepared, "today", terminal=columns))
    assert [out.count(ref) for ref in ("case-1", "task-2", "ticket-3")] == [3, 3, 2]


def test_every_log_says_its_time_in_twenty_columns(cli: Cli) -> None:
    now = cli.at("2026-11-06 15:20")
    now.run("record add Move --type work-order")
    now.run("log add 1 8:00-9:30")
    for line in ("today", "week"):
        lines = drawn.uncoloured(now.run(line, terminal=20).out).splitlines()
        assert [one[2:] for one in lines if "work-order-1" in one] == ["work-order-1 1:30"]


@pytest.mark.parametrize("line", VIEWS)
def test_a_pipe_gets_the_same_table_whatever_the_terminal(prepared: Cli, line: str) -> None:
    found = {
        show(prepared, line, terminal=None, COLUMNS=columns, TERM=term)
        for columns in ("1", "80", "300")
        for term in ("dumb", "xterm-256color")
    }
    assert len(found) == 1
    assert "\x1b" not in found.pop()


@pytest.mark.parametrize("line", VIEWS)
def test_a_picture_can_be_forced_into_a_pipe(prepared: Cli, line: str) -> None:
    forced = show(prepared, line, terminal=None, FORCE_COLOR="1", COLUMNS="80")
    assert forced == show(prepared, line)


def test_the_table_of_a_day_lists_its_logs(prepared: Cli) -> None:
    result = prepared.at(NOW).run("today 2026-11-05")
    assert result.out == (
        "START             END               WORKED  RECORD  TITLE         OWNER  BILLABLE  NOTE\n"
        "2026-11-05 00:00  2026-11-05 00:30    0:30  task-2  Own web site  ada\n"
        "                                    ──────\n"
        "                                      0:30\n"
    )
    assert prepared.at(NOW).run("today").err == (
        "Not included: the running timer on task-2, 1:40 so far.\n"
    )


def test_the_table_of_a_week_has_every_day(prepared: Cli) -> None:
    assert prepared.at(NOW).run("week").out == (
        "DAY         WEEKDAY    WORKED  BILLABLE  INTERNAL\n"
        "2026-11-02  Monday       8:45      0:00      8:45\n"
        "2026-11-03  Tuesday      8:30      3:00      5:30\n"
        "2026-11-04  Wednesday    1:30      0:00      1:30\n"
        "2026-11-05  Thursday     0:30      0:00      0:30\n"
        "2026-11-06  Friday       3:28      1:30      1:58\n"
        "2026-11-07  Saturday     0:00      0:00      0:00\n"
        "2026-11-08  Sunday       0:00      0:00      0:00\n"
        "                       ──────  ────────  ────────\n"
        "                        22:43      4:30     18:13\n"
    )


FILTERS = (
    "",
    "--customer Acme",
    "--tag deep",
    "--no-billable",
    "--record 2 --record 3",
    "--type case",
)


@pytest.mark.parametrize("filters", FILTERS)
def test_sums_are_those_of_a_report(prepared: Cli, filters: str) -> None:
    prepared.at(NOW).run("log add 2 2026-11-03 8:00-9:00 --owner bob")
    prepared.at(NOW).run("log add 2 2026-11-06 8:00-8:20:07")
    whole = _report(prepared, f"week --by billable --owner ada {filters}")
    days = _report(prepared, f"week --by day --owner ada {filters}")
    shown = prepared.at(NOW).run(f"week --json {filters}").json
    assert shown["worked_seconds"] == sum(whole.values())
    assert {
        one["day"]: one["worked_seconds"] for one in shown["days"] if one["worked_seconds"]
    } == days
    for key in ("worked_seconds", "billable_seconds", "timer_seconds"):
        assert sum(one[key] for one in shown["days"]) == shown[key]
        assert sum(one[key] for one in shown["records"]) == shown[key]
    for one in shown["days"]:
        day = prepared.at(NOW).run(f"today {one['day']} --json {filters}").json
        assert {key: day[key] for key in one} == one


def _report(cli: Cli, line: str) -> dict[str, int]:
    rows = cli.at(NOW).run(f"report {line} --json").json
    return {str(*row["group"].values()): row["worked_seconds"] for row in rows}


@pytest.mark.parametrize(
    ("day", "hours", "twos"), [("2026-03-29", 23, 0), ("2026-10-25", 25, 2), ("2026-10-24", 24, 1)]
)
def test_a_day_on_which_the_clocks_change_is_drawn_whole(
    cli: Cli, day: str, hours: int, twos: int
) -> None:
    cli.at(NOW).run("record add One")
    cli.at(NOW).run(f"log add 1 {day} 0:00-24:00")
    assert cli.at(NOW).run(f"today {day} --json").json["worked_seconds"] == hours * 3600
    line, bar = show(cli, f"today {day}", NO_COLOR="1").split("\n")[2:4]
    assert line.split().count("2") == twos
    assert bar == "A" + "━" * 79
    assert f"{hours}:00" in show(cli, f"week {day}", NO_COLOR="1")


def test_days_begin_where_the_settings_say(prepared: Cli) -> None:
    prepared.run("config set day_start 04:00")
    assert prepared.at(NOW).run("today 2026-11-04 --json").json["worked_seconds"] == 7200
    assert prepared.at(NOW).run("today 2026-11-05 --json").json["worked_seconds"] == 0
    assert "\n00 " in show(prepared, "week", NO_COLOR="1")


def test_a_gap_and_what_is_still_to_come_look_different(prepared: Cli) -> None:
    bar = show(prepared, "today", NO_COLOR="1", terminal=60).split("\n")[3]
    assert "·" in bar
    prepared.at(NOW).run("timer cancel --yes")
    bar = show(prepared, "today", NO_COLOR="1", terminal=60).split("\n")[3]
    assert bar.rstrip().endswith("·")
    assert len(bar) < 60


def test_a_paused_timer_is_marked(prepared: Cli) -> None:
    prepared.at(NOW).run("pause --at 14:40")
    out = show(prepared, "today", NO_COLOR="1")
    assert "A  13:40–⏸" in out.replace("C", "A").replace("B", "A")
    assert "▶" not in out
    assert prepared.at(NOW).run("today --json").json["timer_seconds"] == 3600


def test_a_target_is_shown_only_for_all_of_ones_own_time(prepared: Cli) -> None:
    assert prepared.at(NOW).run("today --json").json["target_seconds"] is None
    prepared.run('config set work.hours "mon-thu 9-17; fri 9-15"')
    assert prepared.at(NOW).run("today --json").json["target_seconds"] == 6 * 3600
    assert prepared.at(NOW).run("week --json").json["target_seconds"] == 38 * 3600
    assert "5:08 of 6:00, 0:52 left" in show(prepared, "today", NO_COLOR="1")
    assert "TARGET" in show(prepared, "week", terminal=None)
    for filters in ("--customer Acme", "--billable", "--owner ada --owner bob"):
        prepared.at(NOW).run("log add 2 2026-11-01 8:00-9:00 --owner bob", code=None)
        assert prepared.at(NOW).run(f"week --json {filters}").json["target_seconds"] is None


def test_only_ones_own_time_is_shown_unless_others_are_asked_for(prepared: Cli) -> None:
    assert prepared.at(NOW).run("today --json", user="bob").json["records"] == []
    prepared.at(NOW).run("log add 2 2026-11-06 8:00-9:00 --owner bob")
    assert prepared.at(NOW).run("today --json", user="bob").json["worked_seconds"] == 3600
    assert prepared.at(NOW).run("today --json --owner bob").json["worked_seconds"] == 3600
    both = show(prepared, "today --owner ada --owner bob", NO_COLOR="1").split("\n")
    assert both[3].strip() == "bob"
    assert both[5].strip() == "ada"


def test_a_title_that_would_steer_the_terminal_does_nothing(prepared: Cli) -> None:
    prepared.at(NOW).run("stop")
    title = drawn.HOSTILE.replace("'", "")
    prepared.rows("UPDATE record SET title = ?", title)
    prepared.rows("UPDATE log SET note = ? WHERE invoice_id IS NULL", title)
    for line in ("today", "week"):  # a calendar shows no titles
        for columns in (20, 80, 200):
            out = drawn.uncoloured(show(prepared, line, terminal=columns))
            assert "[re" in out or columns == 20
            assert "\u202e" not in out


@pytest.mark.parametrize("columns", [20, 80])
def test_a_day_without_time_says_so(prepared: Cli, columns: int) -> None:
    assert "No time logged." in show(prepared, "today 2026-01-01", terminal=columns)
    nothing = prepared.at(NOW).run("today 2026-01-01")
    assert (nothing.out, nothing.err) == ("", "No time logged on 2026-01-01.\n")


@pytest.mark.parametrize("text", ["week", "2026-11-06", "2026-W45", "2026-11-02..2026-11-05"])
def test_a_week_is_named_by_any_part_of_it(prepared: Cli, text: str) -> None:
    assert prepared.at(NOW).run(f"week {text} --json").json["week"] == "2026-W45"


@pytest.mark.parametrize("text", ["2026-11", "all", "2026-11-02..", "2026-11-01..2026-11-02"])
def test_a_longer_period_is_no_week(prepared: Cli, text: str) -> None:
    prepared.at(NOW).refused(
        f"week {text}",
        code=2,
        message=f"'{text}' is not a week",
        hint="use a week such as last-week or 2026-W24; for longer periods: timelog report"
        f" {text} --by week",
    )


def test_a_week_is_no_day(prepared: Cli) -> None:
    prepared.at(NOW).refused(
        "today last-week",
        code=2,
        message="'last-week' is a period of several days, not a day",
        hint="give one day, such as 2026-10-26",
    )


@pytest.mark.parametrize("line", VIEWS)
def test_a_view_changes_nothing(prepared: Cli, line: str) -> None:
    before = prepared.dump(stamps=True)
    for words in (line, f"{line} --json"):
        show(prepared, words)
    assert prepared.dump(stamps=True) == before


def test_more_records_than_letters_are_drawn(cli: Cli) -> None:
    for at in range(60):
        cli.at(NOW).run(f"add 'Record {at}' 2026-11-05 {at // 4}:{at % 4 * 15:02} for 15m")
    for columns in (20, 80, 300):
        result: Result = cli.at(NOW).run(shlex.split("today 2026-11-05"), terminal=columns)
        assert drawn.widest(result.out) <= columns


@pytest.mark.parametrize("columns", [30, 80])
def test_a_year_is_drawn_with_a_column_for_each_week(prepared: Cli, columns: int) -> None:
    drawn.check(show(prepared, "calendar 2026", terminal=columns), f"calendar-year-{columns}")


@pytest.mark.parametrize("columns", [*range(20, 66), 80, 120])
def test_a_year_names_each_month_once_and_whole(prepared: Cli, columns: int) -> None:
    out = show(prepared, "calendar 2025..2026", terminal=columns, NO_COLOR="1")
    heads = " ".join(line for line in out.split("\n") if line[:4] == " " * 4).split()
    year = [date(2026, month, 1).strftime("%b") for month in range(1, 13)]
    assert [name for name in heads if name != "2026"] == year * 2
    assert heads.count("2026") == 1


def test_several_months_are_drawn_one_below_the_other(prepared: Cli) -> None:
    out = show(prepared, "calendar 2026-10-15..2026-11-06", NO_COLOR="1")
    heads = [line for line in out.split("\n") if line.endswith(" 2026")]
    assert heads == ["Oct 2026", "Nov 2026"]


@pytest.mark.parametrize("filters", ["", "--customer Acme", "--tag deep", "--no-billable"])
def test_the_days_of_a_calendar_are_those_of_a_report(prepared: Cli, filters: str) -> None:
    prepared.at(NOW).run("log add 2 2026-11-03 8:00-9:00 --owner bob")
    prepared.at(NOW).run("log add 2 2026-11-30 22:00-2:00 --allow-future")
    shown = prepared.at(NOW).run(f"calendar --json {filters}").json
    days = _report(prepared, f"2026-11 --by day --owner ada {filters}")
    assert len(shown["days"]) == 30
    found = {one["day"]: one["worked_seconds"] for one in shown["days"] if one["worked_seconds"]}
    assert found == days
    assert shown["worked_seconds"] == sum(days.values())
    assert shown["billable_seconds"] == sum(one["billable_seconds"] for one in shown["days"])


def test_shades_grow_with_the_time(cli: Cli) -> None:
    cli.at(NOW).run("record add One")
    for day, hours in enumerate((1, 2, 3, 4), 2):
        cli.at(NOW).run(f"log add 1 2026-11-0{day} 8:00 for {hours}h")
    out = show(cli, "calendar", NO_COLOR="1")
    assert "…" not in out
    assert " 2 ░░ 1:00  3 ▒▒ 2:00  4 ▓▓ 3:00  5 ██ 4:00  6 ··" in out
    assert "· none  ░ to 1:00  ▒ to 2:00  ▓ to 3:00  █ to 4:00\n" in out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("all", "has no first or no last day"),
        ("2026..", "has no first or no last day"),
        ("2000..2020", "is longer than ten years"),
    ],
)
def test_a_calendar_has_bounds(prepared: Cli, text: str, why: str) -> None:
    prepared.at(NOW).refused(
        f"calendar {text}",
        code=2,
        message=f"'{text}' {why}",
        hint="use a period such as last-month or 2026; to sum up more:"
        " timelog report all --by month",
    )
