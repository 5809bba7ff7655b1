"""What is not logged in the working hours."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

WEDNESDAY = "2026-11-04 12:30"
UNSET = (
    "Using the default working hours, mon-fri 9:00-17:00. To change them: timelog config"
    " set work.hours HOURS"
)


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Logged: Tuesday 9:10–12:00 and 13:00–17:00, Wednesday 9:00–12:00."""
    at = cli.at(WEDNESDAY)
    at.run('record add "Fix login" --type case')
    at.run("log add case-1 2026-11-03 9:10-12:00")
    at.run("log add case-1 2026-11-03 13:00-17:00")
    at.run("log add case-1 2026-11-04 9:00-12:00")
    return cli


def hours(cli: Cli, text: str) -> None:
    cli.run(["config", "set", "work.hours", text])


def listed(cli: Cli, line: str, at: str = WEDNESDAY, **more: str) -> list[str]:
    rows = cli.at(at).run(f"log gaps {line} --json", **more).json  # type: ignore[arg-type]
    return [f"{row['start'][5:16]} {row['end'][5:16]}" for row in rows]


def test_the_gaps_of_this_week_up_to_now_are_a_table_with_their_sum(cli: Cli) -> None:
    result = cli.at(WEDNESDAY).run("log gaps")
    assert result.out == (
        "DAY         TIME          GAP\n"
        "2026-11-02  09:00–17:00  8:00\n"
        "2026-11-03  09:00–09:10  0:10\n"
        "2026-11-03  12:00–13:00  1:00\n"
        "2026-11-04  12:00–12:30  0:30\n"
        "                         ────\n"
        "                         9:40\n"
    )
    assert result.err == (
        "This week: 2026-W45, 2026-11-02 to 2026-11-08.\n"
        f"{UNSET}\n"
        "To log the first gap: timelog log add REF 2026-11-02 9:00-17:00\n"
    )


def test_hours_that_are_set_count_and_are_not_said(cli: Cli) -> None:
    hours(cli, "mon-fri 9-12 13-17")
    result = cli.at(WEDNESDAY).run("log gaps yesterday")
    assert "12:00" not in result.out
    assert result.err == (
        "Read yesterday as 2026-11-03.\n"
        "To log the first gap: timelog log add REF 2026-11-03 9:00-9:10\n"
    )


def test_the_gaps_as_json_and_in_every_other_format(cli: Cli) -> None:
    at = cli.at(WEDNESDAY)
    first = {
        "owner": "ada",
        "start": "2026-11-03T09:00:00+01:00",
        "end": "2026-11-03T09:10:00+01:00",
        "gap_seconds": 600,
    }
    assert at.run("log gaps yesterday --json").json[0] == first
    assert at.run("log gaps yesterday --format jsonl").out.splitlines()[0] == (
        '{"owner": "ada", "start": "2026-11-03T09:00:00+01:00",'
        ' "end": "2026-11-03T09:10:00+01:00", "gap_seconds": 600}'
    )
    assert at.run("log gaps yesterday --format csv").out.splitlines()[:2] == [
        "owner,start,end,gap_seconds",
        "ada,2026-11-03T09:00:00+01:00,2026-11-03T09:10:00+01:00,600",
    ]
    assert at.run("log gaps yesterday --format tsv").out.startswith("owner\tstart\tend\t")
    assert at.run("log gaps yesterday --format md").out == (
        "| DAY | TIME | GAP |\n| --- | --- | ---: |\n"
        "| 2026-11-03 | 09:00–09:10 | 0:10 |\n| 2026-11-03 | 12:00–13:00 | 1:00 |\n"
    )


def test_no_gap_is_an_empty_list_in_every_format(cli: Cli) -> None:
    at = cli.at(WEDNESDAY)
    assert at.run("log gaps 2026-11-01").out == ""
    assert at.run("log gaps 2026-11-01 --json").json == []
    assert at.run("log gaps 2026-11-01 --format jsonl").out == ""
    assert at.run("log gaps 2026-11-01 --format csv").out == "owner,start,end,gap_seconds\r\n"
    assert at.run("log gaps 2026-11-01 --format tsv").out == "owner\tstart\tend\tgap_seconds\n"
    assert at.run("log gaps 2026-11-01 --format md").out.count("\n") == 2


def test_machine_formats_come_without_a_next_step(cli: Cli) -> None:
    assert "To log" not in cli.at(WEDNESDAY).run("log gaps --json").err


def test_the_next_step_fills_the_gap(cli: Cli) -> None:
    at = cli.at(WEDNESDAY)
    said = at.run("log gaps").err.splitlines()[-1]
    line = said.removeprefix("To log the first gap: timelog ").replace("REF", "case-1")
    assert at.run(line).err.startswith("Logged 8:00 on case-1")
    assert at.run("log gaps 2026-11-02").out == ""


def test_short_gaps_are_left_out_and_counted(cli: Cli) -> None:
    at = cli.at(WEDNESDAY)
    at.run("log add case-1 2026-11-03 9:04-9:10")
    result = at.run("log gaps 2026-11-03")
    assert (
        result.err.splitlines()[1]
        == "Not shown: 1 gap shorter than 5m (0:04). To list all, add --min 1s"
    )
    assert listed(cli, "2026-11-03") == ["11-03T12:00 11-03T13:00"]
    assert len(listed(cli, "2026-11-03 --min 1s")) == 2
    result = at.run("log gaps 2026-11-03 --min 2h")
    assert (result.out, result.err.splitlines()[1:]) == (
        "",
        [
            "Not shown: 2 gaps shorter than 2h (1:04). To list all, add --min 1s",
            "No gaps of 2h or more in 2026-11-03.",
        ],
    )


def test_a_gap_of_exactly_the_least_is_listed(cli: Cli) -> None:
    assert listed(cli, "2026-11-03 --min 10m")[0] == "11-03T09:00 11-03T09:10"


def test_hours_may_be_named_once(cli: Cli) -> None:
    result = cli.at(WEDNESDAY).run(["log", "gaps", "yesterday", "--hours", "daily 8-9, 17-24"])
    assert result.out.splitlines()[1:3] == [
        "2026-11-03  08:00–09:00     1:00",
        "2026-11-03  17:00–00:00 +1  7:00",
    ]
    assert UNSET not in result.err
    hours(cli, "sat 9-10")
    assert listed(cli, "yesterday --hours 9-17")[0] == "11-03T09:00 11-03T09:10"


def test_live_timers_count_as_logged_but_not_their_pauses(cli: Cli) -> None:
    cli.at("2026-11-05 09:00").run("start case-1")
    cli.at("2026-11-05 10:00").run("pause")
    cli.at("2026-11-05 10:30").run("resume")
    assert listed(cli, "today", at="2026-11-05 11:00") == ["11-05T10:00 11-05T10:30"]
    cli.at("2026-11-05 11:00").run("pause")
    assert listed(cli, "today", at="2026-11-05 12:00")[-1] == "11-05T11:00 11-05T12:00"


def test_pauses_inside_a_log_are_gaps(cli: Cli) -> None:
    cli.at("2026-11-05 09:00").run("start case-1")
    cli.at("2026-11-05 10:00").run("pause")
    cli.at("2026-11-05 10:30").run("resume")
    cli.at("2026-11-05 11:00").run("stop")
    assert listed(cli, "today", at="2026-11-05 11:00") == ["11-05T10:00 11-05T10:30"]


def test_the_gaps_of_somebody_else_are_filled_for_them(cli: Cli) -> None:
    at = cli.at(WEDNESDAY)
    at.run("log add case-1 2026-11-03 9:00-16:00 --owner 'group:first line'")
    result = at.run("log gaps yesterday --owner GROUP:first")
    assert result.out.splitlines()[1] == "2026-11-03  16:00–17:00  1:00"
    assert result.err.splitlines()[-1] == (
        "To log the first gap: timelog log add REF 2026-11-03 16:00-17:00 --owner"
        " 'group:first line'"
    )


def test_who_has_never_logged_has_gaps_all_day(cli: Cli) -> None:
    assert listed(cli, "yesterday", user="eve") == ["11-03T09:00 11-03T17:00"]
    assert listed(cli, "yesterday --owner EVE", user="eve") == ["11-03T09:00 11-03T17:00"]
    err = cli.at(WEDNESDAY).run("log gaps all", user="eve").err
    assert err.splitlines()[-1] == "You have no logs yet. To add one: timelog log add REF WHEN"


def test_another_who_has_never_logged_is_named(cli: Cli) -> None:
    err = cli.at(WEDNESDAY).run("log gaps all --as bob").err
    assert err.splitlines()[-1] == "bob has no logs yet. To add one: timelog log add REF WHEN"


def test_all_begins_with_the_day_of_the_first_log(cli: Cli) -> None:
    assert listed(cli, "all")[0] == "11-03T09:00 11-03T09:10"
    assert listed(cli, "..2026-11-03")[0] == "11-03T09:00 11-03T09:10"
    assert listed(cli, "2026-11-04..") == ["11-04T12:00 11-04T12:30"]


def test_without_a_gap_it_says_how_much_is_logged(cli: Cli) -> None:
    hours(cli, "mon-fri 9:10-12 13-17")
    result = cli.at(WEDNESDAY).run("log gaps 2026-11-03")
    assert (result.out, result.err) == (
        "",
        "No gaps in 2026-11-03: all 6:50 of working hours are logged.\n",
    )
    assert cli.at(WEDNESDAY).run("log gaps 2026-11-03 --json").json == []


@pytest.mark.parametrize(
    ("start", "said"), [("8:30", "logged or on a timer"), ("9:30", "logged"), (None, "logged")]
)
def test_time_on_a_timer_is_not_said_to_be_logged(cli: Cli, start: str | None, said: str) -> None:
    hours(cli, "daily 7-9")
    cli.at("2026-11-07 10:00").run(f"add 1 2026-11-07 7:00-{'8:30' if start == '8:30' else '9:00'}")
    if start:
        cli.at("2026-11-07 10:00").run(f"start 1 --at {start}")
    err = cli.at("2026-11-07 10:00").run("gaps today").err
    assert err.splitlines()[-1] == f"No gaps in 2026-11-07: all 2:00 of working hours are {said}."


def test_a_day_without_working_hours_and_one_to_come_have_none(cli: Cli) -> None:
    at = cli.at(WEDNESDAY)
    assert at.run("log gaps 2026-11-01").err.splitlines()[-1] == (
        "No working hours in 2026-11-01 (mon-fri 9:00-17:00). To use others, add --hours"
    )
    assert at.run("log gaps 2026-11-05").err.splitlines()[-1] == (
        "Working hours in 2026-11-05 have not started yet (mon-fri 9:00-17:00)."
    )
    early = cli.at("2026-11-05 08:00").run("log gaps today")
    assert early.err.endswith("have not started yet (mon-fri 9:00-17:00).\n")


def test_the_days_begin_when_the_setting_says(cli: Cli) -> None:
    hours(cli, "daily 22-6")
    cli.run("config set day_start 08:00")
    at = "2026-11-04 07:00"
    assert listed(cli, "today", at=at) == ["11-03T22:00 11-04T06:00"]
    cli.run("config unset day_start")
    assert listed(cli, "today", at=at) == ["11-04T00:00 11-04T06:00"]


def test_the_zone_of_display_is_that_of_the_hours(cli: Cli) -> None:
    cli.run("config set timezone America/New_York")
    rows = cli.at("2026-11-05 23:00").run("log gaps 2026-11-05 --json").json
    assert [(row["start"], row["end"]) for row in rows] == [
        ("2026-11-05T09:00:00-05:00", "2026-11-05T17:00:00-05:00")
    ]


def test_a_night_when_the_clocks_go_back_has_an_hour_more(cli: Cli) -> None:
    cli.at("2026-10-26 12:00").run("log add case-1 2026-10-24T22:00 to 2026-10-25T02:30:00+02:00")
    at = cli.at("2026-10-26 12:00")
    result = at.run(["log", "gaps", "2026-10-24..2026-10-25", "--hours", "sat 22-6"])
    assert result.out.splitlines()[1] == "2026-10-25  02:30+0200–06:00+0100  4:30"
    line = result.err.splitlines()[-1].removeprefix("To log the first gap: timelog ")
    assert line.endswith("2026-10-25T02:30:00+02:00 to 2026-10-25T06:00:00+01:00")
    at.run(line.replace("REF", "case-1"))
    assert at.run(["log", "gaps", "2026-10-24..2026-10-25", "--hours", "sat 22-6"]).out == ""


def test_listing_gaps_writes_nothing(cli: Cli) -> None:
    before = cli.dump()
    cli.at(WEDNESDAY).run("log gaps all --owner ada", user="eve")
    assert cli.dump() == before


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    [
        (
            *("--hours 9-5", 2, "'9-5' is not valid: it runs into the next day and lasts 20 hours"),
            "use hours such as 9:00-17:00 or 9am-5pm",
        ),
        (
            *("--hours 'mon-fry 9-17'", 2, "'mon-fry' is neither a day nor hours"),
            "use hours such as mon-fri 9:00-13:00 14:00-18:00",
        ),
        (
            *("--hours ''", 2, "the working hours are empty"),
            "use hours such as mon-fri 9:00-13:00 14:00-18:00",
        ),
        (
            *("--hours 'mon 9-17; mon 16-18'", 2, "mon 16:00-18:00 overlaps mon 9:00-17:00"),
            "list each hour of the week only once",
        ),
        ("--min 5", 2, "'5' needs a unit", "use 5m or 5h"),
        ("--min 0m", 2, "'0m' is zero", "use 1m or more"),
        ("--min ''", 2, "the duration is empty", None),
        ("--owner adda", 3, "no owner 'adda'", "did you mean ada?"),
        ("--owner eve", 3, "no owner 'eve'", "timelog report all --by owner"),
        (
            *("2026-02-30", 2, "'2026-02-30' is not valid: February 2026 has 28 days"),
            "use 2026-02-28",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    cli: Cli, line: str, code: int, message: str, hint: str | None
) -> None:
    cli.at(WEDNESDAY).refused(f"log gaps {line}", code=code, message=message, hint=hint)


def test_hours_that_cannot_be_are_refused_when_they_are_set(cli: Cli) -> None:
    cli.at(WEDNESDAY).refused(
        "config set work.hours 'mon-thu 9-17; fri 9-25'",
        code=2,
        message="invalid setting work.hours: a time of day cannot be later than 24:00 ('25')",
        hint="use a time such as 9:30 or 23:59",
    )
    assert not cli.config.exists()


@pytest.mark.parametrize("line", ["log gaps", "log fill 1"])
def test_hours_that_cannot_be_are_refused_when_they_are_needed(cli: Cli, line: str) -> None:
    cli.config.write_text('[work]\nhours = "mon-fri nine to five"\n', "utf-8")
    cli.at(WEDNESDAY).refused(
        line,
        code=2,
        message=f"invalid setting work.hours in {cli.config}: 'nine-five' is neither a"
        f" day nor hours",
        hint="use hours such as mon-fri 9:00-13:00 14:00-18:00",
    )


def test_other_hours_help_where_the_setting_cannot_be_used(cli: Cli) -> None:
    cli.config.write_text('[work]\nhours = "never"\n', "utf-8")
    assert listed(cli, "yesterday --hours 9-12") == ["11-03T09:00 11-03T09:10"]


def test_hours_are_kept_in_one_form(cli: Cli) -> None:
    result = cli.run(["config", "set", "work.hours", "Mon – Thu 9am-5pm, Fri 9-15"])
    assert result.err == "Set work.hours to mon-thu 9:00-17:00; fri 9:00-15:00\n"
    assert cli.run("config get work.hours").out == "mon-thu 9:00-17:00; fri 9:00-15:00\n"
