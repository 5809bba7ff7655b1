"""Listing logs, the filters, and marking many logs at once."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.harness import Cli, once

NOON = "2026-11-04 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run("service add Training --price 90 --currency USD")
    start.run("customer add Acme")
    start.run("customer add Börse")
    start.run('record add "Fix login" --type case --customer Acme --service Consulting --billable')
    start.run('record add "Teach" --type task --customer Börse --service Training --billable')
    start.run('record add "Printer" --type ticket')
    now = cli.at(NOON)
    now.run("log add case-1 2026-11-02 9:00-10:30 --billable --tag web --note '100% Über_Mut'")
    now.run("log add case-1 2026-11-02 14:00-14:30 --note internal --tag web --tag call")
    now.run("log add task-2 2026-11-03 9-11 --billable --tag call")
    now.run("log add ticket-3 2026-11-03 22:00-1:30", user="bob")
    now.run("log add ticket-3 2026-10-20 9-10")
    return cli


def listed(cli: Cli, line: str) -> list[int]:
    return [log["id"] for log in cli.at(NOON).run(f"log list {line} --json").json]


def test_the_table_has_a_row_for_each_log_and_a_total(cli: Cli) -> None:
    result = cli.at(NOON).run("log list")
    assert result.err == "This week: 2026-W45, 2026-11-02 to 2026-11-08.\n"
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines == [
        "ID DAY TIME WORKED RECORD TITLE OWNER BILLABLE TAGS NOTE",
        "1 2026-11-02 09:00–10:30 1:30 case-1 Fix login ada yes web 100% Über_Mut",
        "2 2026-11-02 14:00–14:30 0:30 case-1 Fix login ada call web internal",
        "3 2026-11-03 09:00–11:00 2:00 task-2 Teach ada yes call",
        "4 2026-11-03 22:00–01:30 +1 3:30 ticket-3 Printer bob",
        "──────",
        "7:30",
    ]


def test_the_period_is_this_week_unless_said_otherwise(cli: Cli) -> None:
    assert listed(cli, "") == [1, 2, 3, 4]
    assert listed(cli, "all") == [5, 1, 2, 3, 4]
    assert listed(cli, "last-month") == [5]
    assert listed(cli, "2026-11-02") == [1, 2]
    assert listed(cli, "2026-10-20..2026-11-02") == [5, 1, 2]


def test_a_log_is_in_every_period_that_it_lies_in(cli: Cli) -> None:
    assert listed(cli, "2026-11-03") == [3, 4]
    assert listed(cli, "2026-11-04") == [4]
    assert listed(cli, "2026-11-05") == []


def test_days_begin_where_the_settings_say(cli: Cli) -> None:
    cli.config.write_text('day_start = "04:00"\n')
    assert listed(cli, "2026-11-03") == [3, 4]
    assert listed(cli, "2026-11-04") == []


def test_a_timer_that_was_stopped_at_once_is_listed_on_its_day(cli: Cli) -> None:
    cli.at("2026-11-05 00:00").run("start ticket-3")
    cli.at("2026-11-05 00:00").run("stop")
    found = cli.at("2026-11-05 12:00").run("log list today --json").json
    assert [(log["id"], log["worked_seconds"], log["segments"]) for log in found] == [(6, 0, [])]


@pytest.mark.parametrize(
    ("filters", "logs"),
    [
        ("--record case-1", [1, 2]),
        ("--record case-1 --record 3", [1, 2, 4]),
        ("--not-record case-1", [3, 4]),
        ("--type case", [1, 2]),
        ("--type case --type task", [1, 2, 3]),
        ("--not-type case", [3, 4]),
        ("--customer acme", [1, 2]),
        ("--customer BÖR", [3]),
        ("--not-customer Acme", [3, 4]),
        ("--service cons", [1, 2]),
        ("--not-service Consulting", [3, 4]),
        ("--owner bob", [4]),
        ("--not-owner bob", [1, 2, 3]),
        ("--tag web", [1, 2]),
        ("--tag web --tag call", [1, 2, 3]),
        ("--tag web --not-tag call", [1]),
        ("--not-tag call", [1, 4]),
        ("--billable", [1, 3]),
        ("--no-billable", [2, 4]),
        ("--uninvoiced", [1, 2, 3, 4]),
        ("--invoiced", []),
        ("--note ÜBER", [1]),
        ("--note 100%", [1]),
        ("--note 0%b", []),
        ("--note r_m", [1]),
        ("--note InTern --note 100", [1, 2]),
        ("--not-note internal", [1, 3, 4]),
        ("--customer Acme --billable --tag web", [1]),
    ],
)
def test_filters(cli: Cli, filters: str, logs: list[int]) -> None:
    assert listed(cli, filters) == logs


def test_invoiced_logs_are_told_apart_and_show_their_invoice(cli: Cli) -> None:
    cli.at(NOON).run("record resolve case-1")
    cli.at(NOON).run("billing issue case-1")
    assert listed(cli, "--invoiced") == [1]
    assert listed(cli, "--uninvoiced") == [2, 3, 4]
    assert "2026-0001" in cli.at(NOON).run("log list --record case-1").out


@pytest.mark.parametrize(
    ("filters", "code", "message", "hint"),
    [
        ("--record case-9", 3, "no record case-9", "did you mean case-1?"),
        ("--customer Akme", 3, "no customer 'Akme'", "did you mean Acme?"),
        ("--service Consuling", 3, "no service 'Consuling'", "did you mean Consulting?"),
        ("--owner bib", 3, "no owner 'bib'", "did you mean bob?"),
        ("--tag ''", 3, "no tag ''", "timelog report all --by tag"),
        ("--type job", 2, "invalid value for --type: 'job'", None),
        ("--billable --no-billable", 2, "--billable cannot be used with --no-billable", None),
        ("2026-02-30", 2, None, None),
    ],
)
def test_filters_that_mean_nothing_are_named(
    cli: Cli, filters: str, code: int, message: str | None, hint: str | None
) -> None:
    if message is None:
        result = cli.at(NOON).run(f"log list {filters}", code=code)
        assert result.err.startswith("error: '2026-02-30' is not valid")
    else:
        cli.at(NOON).refused(f"log list {filters}", code=code, message=message, hint=hint)


@pytest.mark.parametrize("command", ["log list all", "report all", "log mark all --billable"])
def test_a_tag_that_no_log_has_selects_nothing(cli: Cli, command: str) -> None:
    near = cli.at(NOON).run(f"{command} --tag wep")
    assert near.err.startswith("No log has the tag 'wep'; did you mean web?\n")
    assert (
        cli.at(NOON).run(f"{command} --tag zebra").err.startswith("No log has the tag 'zebra'.\n")
    )
    assert cli.at(NOON).run(f"--quiet {command} --tag zebra").err == ""
    assert cli.at(NOON).run(f"{command} --tag zebra --json").json in ([], {"rows": []})


def test_a_tag_that_no_log_has_excludes_nothing(cli: Cli) -> None:
    result = cli.at(NOON).run("log list all --not-tag zebra --json")
    assert result.json == cli.at(NOON).run("log list all --json").json
    assert result.err == "No log has the tag 'zebra'.\n"


def test_a_user_without_logs_has_an_empty_list(cli: Cli) -> None:
    assert cli.at(NOON).run("log list all --owner eve --json", user="eve").json == []
    cli.at(NOON).refused("log list all --owner eve", code=3, message="no owner 'eve'")


def test_an_empty_list_says_so_on_standard_error(cli: Cli) -> None:
    result = cli.at(NOON).run("log list 2020")
    assert (result.out, result.err) == (
        "",
        "No logs in 2020. To look further: timelog log list all\n",
    )
    assert cli.at(NOON).run("log list 2020 --json").json == []
    assert cli.at(NOON).run("log list 2020 --quiet").err == ""
    assert cli.at(NOON).run("log list all --note nowhere").err == "No matching logs.\n"


def test_every_machine_format_has_every_log(cli: Cli) -> None:
    as_json = cli.at(NOON).run("log list all --json").json
    lines = cli.at(NOON).run("log list all --format jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == as_json
    rows = list(csv.DictReader(io.StringIO(cli.at(NOON).run("log list all --format csv").out)))
    assert [int(row["id"]) for row in rows] == [log["id"] for log in as_json]
    assert rows[1]["note"] == "100% Über_Mut"
    assert cli.at(NOON).run("log list all --format md").out.count("\n") == 2 + len(as_json)


def test_a_long_list_comes_whole_and_in_order(cli: Cli) -> None:
    with_many(cli, 4500)
    found = cli.at(NOON).run("log list all --owner bulk --json").json
    assert [log["start"] for log in found] == sorted(log["start"] for log in found)
    assert len({log["id"] for log in found}) == 4500


def with_many(cli: Cli, count: int) -> None:
    """Many logs of the owner bulk, several of them at the same second."""
    cli.at(NOON).run("log add ticket-3 2026-10-01 9-10", user="bulk")
    cli.rows(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone)"
        " SELECT randomblob(16), record_id, owner_id, start_at + i / 3, end_at, zone"
        " FROM log, n WHERE log.id = (SELECT max(id) FROM log)",
        count - 1,
    )


def test_text_from_outside_does_not_steer_the_terminal(cli: Cli) -> None:
    cli.at(NOON).run(["log", "add", "3", "2026-11-02 8-9", "--note", "[red]x[/]\tand\nmore"])
    assert "[red]x[/] and more" in cli.at(NOON).run("log list").out


def test_mark_changes_many_logs_as_one_entry(cli: Cli) -> None:
    entries = cli.rows("SELECT count(*) FROM entry")[0][0]
    result = cli.at(NOON).run("log mark all --customer Acme --billable")
    assert result.err == "Marked 1 log as billable: 0:30. 1 was already billable.\n"
    assert cli.rows("SELECT id FROM log WHERE billable = 1") == [(1,), (2,), (3,)]
    assert cli.rows("SELECT count(*) FROM entry") == [(entries + 1,)]
    cli.at(NOON).run("undo")
    assert cli.rows("SELECT id FROM log WHERE billable = 1") == [(1,), (3,)]


def test_mark_takes_logs_off_and_prints_them_as_json(cli: Cli) -> None:
    found = cli.at(NOON).run("log mark all --tag call --no-billable --json").json
    assert [(log["id"], log["billable"]) for log in found] == [(3, False)]


def test_a_dry_run_changes_nothing(cli: Cli) -> None:
    before = cli.dump()
    result = cli.at(NOON).run("log mark 2026-11-03 --owner ada --no-billable --dry-run")
    assert result.err.splitlines()[-1] == "Would mark 1 log as non-billable: 2:00."
    assert cli.dump() == before


def test_mark_with_nothing_to_do_says_so(cli: Cli) -> None:
    assert cli.at(NOON).run("log mark 2020 --billable").err == (
        "Read 2020 as the year 2020.\nNo logs to mark as billable.\n"
    )


def test_mark_needs_to_know_which_way(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log mark all",
        code=2,
        message="choose --billable or --no-billable",
        hint="timelog log mark PERIOD --billable",
    )


def test_mark_refuses_all_when_a_record_is_not_billable(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log mark all --billable",
        message="cannot mark logs 4, 5 as billable: ticket-3 is not billable",
        hint="to mark the others, add --not-record ticket-3",
    )
    cli.at(NOON).run("log mark all --billable --not-record ticket-3")
    assert cli.rows("SELECT id FROM log WHERE billable = 1") == [(1,), (2,), (3,)]


def test_mark_refuses_all_when_a_log_is_invoiced(cli: Cli) -> None:
    cli.at(NOON).run("record resolve case-1")
    cli.at(NOON).run("billing issue case-1")
    cli.at(NOON).refused(
        "log mark all --no-billable",
        message="cannot change log 1: already on invoice 2026-0001",
        hint="to change the others, add --uninvoiced",
    )
    cli.at(NOON).run("log mark all --no-billable --uninvoiced")
    assert cli.rows("SELECT id FROM log WHERE billable = 1") == [(1,)]


def test_marking_billable_leaves_what_is_invoiced_alone(cli: Cli) -> None:
    cli.at(NOON).run("record resolve case-1")
    cli.at(NOON).run("billing issue case-1")
    result = cli.at(NOON).run("log mark all --record case-1 --billable")
    assert result.err == "Marked 1 log as billable: 0:30. 1 was already billable.\n"


@pytest.mark.parametrize("which", ["1", "@1"])
def test_a_log_is_marked_by_log_edit(cli: Cli, which: str) -> None:
    cli.at(NOON).refused(
        f"log mark {which} --no-billable",
        code=2,
        message=f"'{which}' is not a period",
        hint=f"timelog log edit {which} --no-billable",
    )


# Without a period


def test_marking_by_record_means_all_of_its_logs(cli: Cli) -> None:
    cli.at(NOON).run("log add case-1 2026-10-20 13:00-14:00")
    marked = cli.at(NOON).run("log mark --record 1 --billable --json").json
    assert [log["id"] for log in marked] == [6, 2]


def test_moving_by_record_means_all_of_its_logs(cli: Cli) -> None:
    moved = cli.at(NOON).run("log move --record 3 --to 2 --no-billable --json").json
    assert [log["id"] for log in moved] == [5, 4]


def test_marking_by_other_filters_still_means_this_week(cli: Cli) -> None:
    result = cli.at(NOON).run("log mark --type ticket --no-billable")
    assert "This week: 2026-W45, 2026-11-02 to 2026-11-08.\n" in result.err
    dry = cli.at(NOON).run("log mark --record 3 2026-10 --no-billable --dry-run")
    assert "1 was already non-billable" in dry.err


# Names and days with one reading


def test_a_part_of_a_name_means_it_where_no_other_name_has_it(cli: Cli) -> None:
    now = cli.at(NOON)
    now.run("customer add 'Studio Bianchi'")
    assert now.run("customer show bianchi --json").json["name"] == "Studio Bianchi"
    assert listed(cli, "--customer bian") == []
    now.run("record add Logo --customer bianchi")
    assert now.run("record show 4 --json").json["customer"] == "Studio Bianchi"
    assert now.run("customer show ianch --json").json["name"] == "Studio Bianchi"
    now.refused(
        "customer show bianca",
        code=3,
        message="no customer 'bianca'",
        hint="timelog customer list",
    )
    now.run("customer add 'Bar Bianchi'")
    now.refused(
        "customer show bianchi",
        code=2,
        message="'bianchi' matches several customers",
        hint="did you mean one of Bar Bianchi, Studio Bianchi?",
    )
    now.run("customer add 'Bianchi'")
    assert now.run("customer show bianchi --json").json["name"] == "Bianchi"


@pytest.mark.parametrize(
    ("typed", "day"), [("13/4/2026", "2026-04-13"), ("4/13/2026", "2026-04-13")]
)
def test_a_day_with_slashes_that_has_one_reading_is_read(cli: Cli, typed: str, day: str) -> None:
    assert f"Read {typed} as {day}.\n" in cli.at(NOON).run(f"report {typed}").err
    logged = cli.at(NOON).run(f"log add 1 {typed} 9:00-10:00 --json").json
    assert logged["start"][:10] == day
    assert "2026-03-04" in cli.at(NOON).run("report 3/4/2026", code=2).err


@pytest.mark.parametrize(
    ("week", "hint"),
    [
        ("2021-W53", "use 2021-W01 to 2021-W52"),
        ("2021-W00", "use 2021-W01 to 2021-W52"),
        ("2026-W54", "use 2026-W01 to 2026-W53"),
    ],
)
def test_a_week_that_a_year_has_not_names_those_it_has(cli: Cli, week: str, hint: str) -> None:
    for command in ("report", "log list"):
        refused = cli.at(NOON).run(f"{command} {week}", code=2).err
        assert refused.splitlines()[-1] == f"hint: {hint}"
