"""Rates that hold from a day on, and rates of single logs."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service, settings
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """case-1, at 60 EUR an hour."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="60 EUR")
    record(cli)
    return cli


def lines(cli: Cli, words: str = "case-1", more: str = "") -> list[tuple[str, str, str]]:
    """Quantity, price and net of the lines of a preview."""
    (made,) = cli.at(LATE).run(f"billing preview {words} {more} --json").json
    return [(line["quantity"], line["unit_price"], line["net"]) for line in made["lines"]]


def amounts(cli: Cli, words: str = "--by record") -> Any:
    return [row["amounts"] for row in cli.at(LATE).run(f"report all {words} --json").json]


class TestFromADay:
    def test_logs_that_begin_then_or_later_have_it(self, cli: Cli) -> None:
        log(cli, "case-1", "2026-11-01 22:00-23:00")
        log(cli, "case-1", "2026-11-02 00:00-01:00")
        log(cli, "case-1", "2026-11-09 09:00-11:00")
        said = cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        assert said.err == "Changed case-1: later rates 70.00 EUR per hour from 2026-11-02.\n"
        assert lines(cli) == [("1.00", "60.00", "60.00"), ("3.00", "70.00", "210.00")]
        assert amounts(cli) == [{"EUR": "270.00"}]
        assert cli.run("record show case-1 --json").json["unbilled_amount"] == "270.00"
        assert cli.at(LATE).run("billing unbilled --json").out.count("270.00")

    def test_a_log_over_midnight_has_the_rate_at_its_start(self, cli: Cli) -> None:
        log(cli, "case-1", "2026-11-01 23:00 - 2026-11-02 02:00")
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        assert lines(cli) == [("3.00", "60.00", "180.00")]
        assert amounts(cli, "--by day") == [{"EUR": "60.00"}, {"EUR": "120.00"}]

    def test_days_begin_where_the_user_is(self, cli: Cli) -> None:
        cli.config.write_text('day_start = "04:00"\n', "utf-8")
        log(cli, "case-1", "2026-11-02 03:00-04:00")
        log(cli, "case-1", "2026-11-02 04:00-05:00")
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        assert lines(cli) == [("1.00", "60.00", "60.00"), ("1.00", "70.00", "70.00")]
        settings(cli)
        assert lines(cli) == [("1.00", "60.00", "60.00"), ("1.00", "70.00", "70.00")]

    def test_several_follow_each_other(self, cli: Cli) -> None:
        for day, rate in (("2026-11-10", "80"), ("2026-11-05", "70.5")):
            cli.run(f"record edit case-1 --rate {rate} --from {day}")
        for day in (1, 5, 9, 10, 20):
            log(cli, "case-1", f"2026-11-{day:02} 09:00-10:00")
        assert lines(cli) == [
            ("1.00", "60.00", "60.00"),
            ("2.00", "70.50", "141.00"),
            ("2.00", "80.00", "160.00"),
        ]
        assert cli.run("record show case-1 --json").json["rates"] == [
            {"from": "2026-11-05", "rate": "70.5"},
            {"from": "2026-11-10", "rate": "80"},
        ]
        assert (
            "rate           60.00 EUR per hour\n"
            "later rates    70.50 EUR per hour from 2026-11-05\n"
            "               80.00 EUR per hour from 2026-11-10\n"
        ) in cli.run("record show case-1").out

    def test_the_same_day_again_takes_its_place_and_none_goes_away(self, cli: Cli) -> None:
        before = cli.dump()
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        once = cli.dump()
        cli.run("record edit case-1 --rate 75 --from 2026-11-02")
        assert cli.rows("SELECT from_day, rate FROM record_rate") == [("2026-11-02", "75")]
        said = cli.run("record edit case-1 --remove-rate-from 2026-11-02")
        assert said.err == "Changed case-1: later rates removed.\n"
        assert cli.dump() == before
        cli.run("undo")
        cli.run("undo")
        assert cli.dump() == once
        cli.run("redo")
        cli.run("redo")
        assert cli.dump() == before

    def test_the_same_again_changes_nothing_and_leaves_no_entry(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        entries = cli.run("history --json").json
        again = cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        assert again.err == "Nothing changed.\n"
        assert cli.run("history --json").json == entries

    def test_another_rate_leaves_the_later_ones_and_says_so(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        assert cli.run("record edit case-1 --rate 65").err.splitlines() == [
            "Changed case-1: rate 65.00 EUR per hour.",
            "Later rates are kept: 70.00 EUR per hour from 2026-11-02.",
        ]

    def test_another_service_takes_them_away(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        before = cli.dump()
        service(cli, name="Audit", price="90 USD")
        said = cli.run("record edit case-1 --service Audit")
        assert said.err == (
            "Changed case-1: service Audit, rate 90.00 USD per hour, later rates removed, tax"
            " rate removed.\n"
        )
        cli.run("undo")
        cli.run("undo")
        assert cli.dump() == before
        cli.run("record edit case-1 --no-rate")
        assert cli.rows("SELECT * FROM record_rate") == []
        cli.run("undo")
        assert cli.dump() == before

    def test_what_is_invoiced_keeps_its_price(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00")
        done(cli, "case-1")
        first = issue(cli)
        cli.run("record edit case-1 --rate 70 --from 2026-11-01")
        log(cli, "case-1", "11:00-12:00")
        assert lines(cli) == [("1.00", "70.00", "70.00")]
        shown = cli.run("billing show 2026-0001 --json").json
        assert shown["lines"] == first["lines"]

    def test_what_a_credit_frees_is_billed_at_the_rate_of_its_day(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00")
        done(cli, "case-1")
        issue(cli)
        cli.run("record edit case-1 --rate 70 --from 2026-11-01")
        cli.at(LATE).run("billing credit 2026-0001")
        assert lines(cli) == [("1.00", "70.00", "70.00")]

    def test_it_goes_with_its_record_and_comes_back(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        log(cli, "case-1", "9:00-10:00")
        before = cli.dump()
        cli.run("record delete case-1 --with-logs --yes")
        assert cli.rows("SELECT * FROM record_rate") == []
        cli.run("undo")
        assert cli.dump() == before

    @pytest.mark.parametrize(
        ("words", "code", "message", "hint"),
        [
            (
                "--from 2026-11-02",
                2,
                "--from can be used only with --rate",
                "add a rate, such as --rate 60 --from 2026-11-02",
            ),
            ("--rate 70 --from ''", 2, "--from is empty", None),
            ("--rate 70 --from someday", 2, "'someday' is not a day", None),
            ("--rate much --from today", 2, "the rate 'much' is not an amount", None),
            (
                "--rate 70 --per day --from today",
                2,
                "--per cannot be used with --from: a later rate keeps the record's unit",
                "use only one of them",
            ),
            (
                "--per day",
                2,
                "--per can be used only with --rate",
                "add a rate, such as --rate 60 --per day",
            ),
            (
                "--remove-rate-from 2026-11-02",
                3,
                "case-1 has no rate starting on 2026-11-02",
                "timelog record show case-1",
            ),
        ],
    )
    def test_bad_input_is_refused_by_name(
        self, cli: Cli, words: str, code: int, message: str, hint: str | None
    ) -> None:
        line = f"record edit case-1 {words}"
        cli.at(LATE).refused(line, code=code, message=message, hint=hint)

    def test_a_day_that_has_none_names_those_that_have(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        cli.at(LATE).refused(
            "record edit case-1 --remove-rate-from 2026-11-03",
            code=3,
            message="case-1 has no rate starting on 2026-11-03",
            hint="choose one of 2026-11-02",
        )

    def test_a_record_without_a_rate_has_none_that_follows(self, cli: Cli) -> None:
        cli.run("record add Plan")
        cli.at(LATE).refused(
            "record edit task-2 --rate 70 --from 2026-11-02",
            message="task-2 needs a rate before a later rate can be added",
            hint="timelog record edit task-2 --service SERVICE",
        )

    def test_the_database_keeps_the_unit_of_the_rates(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        with pytest.raises(sqlite3.IntegrityError, match="rates in its current unit and currency"):
            cli.rows("UPDATE record SET currency = 'USD'")
        with pytest.raises(sqlite3.IntegrityError, match="rates in its current unit and currency"):
            cli.rows("UPDATE record SET unit = 'day', unit_seconds = 28800")


class TestOfALog:
    def test_it_takes_the_place_of_every_other(self, cli: Cli) -> None:
        cli.run("record edit case-1 --rate 70 --from 2026-11-02")
        log(cli, "case-1", "9:00-10:00")
        log(cli, "case-1", "10:00-11:00", more="--billable --rate 90.50")
        assert lines(cli) == [("1.00", "70.00", "70.00"), ("1.00", "90.50", "90.50")]
        assert amounts(cli) == [{"EUR": "160.50"}]
        assert cli.run("record show case-1 --json").json["unbilled_amount"] == "160.50"

    def test_it_is_said_and_shown(self, cli: Cli) -> None:
        said = cli.at(LATE).run("log add case-1 2026-11-02 9:00-10:00 --billable --rate 90.50")
        assert said.err.endswith("09:00–10:00, billable at 90.5.\n")
        assert "rate      90.5\n" in cli.run("log show 1").out
        assert cli.run("log show 1 --json").json["rate"] == "90.50"
        assert cli.run("log list all --json").json[0]["rate"] == "90.50"

    def test_it_is_given_and_taken_away(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00")
        before = cli.dump()
        assert cli.run("log edit 1 --rate 90").err == "Changed log 1: rate 90.\n"
        assert cli.run("log edit 1 --no-rate").err == "Changed log 1: rate removed.\n"
        assert cli.dump() == before
        cli.run("undo")
        assert cli.run("log show 1 --json").json["rate"] == "90"
        assert (
            cli.run("log edit 1 --rate 90").err
            == "Log 1 is unchanged: it already has these values.\n"
        )

    @pytest.mark.parametrize(
        "line",
        [
            "log edit 1 --no-billable",
            "log mark all --no-billable",
            "log move 1 --to task-2 --no-billable",
            "record edit case-1 --no-billable --unmark-logs",
        ],
    )
    def test_it_goes_with_the_flag_and_comes_back_with_undo(self, cli: Cli, line: str) -> None:
        cli.run("record add Plan")
        log(cli, "case-1", "9:00-10:00", more="--billable --rate 90")
        before = cli.dump()
        cli.at(LATE).run(line)
        assert cli.run("log show 1 --json").json["rate"] is None
        cli.run("undo")
        assert cli.dump() == before

    def test_the_parts_of_a_log_keep_it(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-11:00", more="--billable --rate 90")
        cli.at(LATE).run("log split 1 --at 2026-11-02T10:00")
        assert lines(cli) == [("2.00", "90.00", "180.00")]
        cli.at(LATE).run("log join 1 2")
        assert cli.run("log show 1 --json").json["rate"] == "90"

    def test_logs_of_different_rates_are_not_joined(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00", more="--billable --rate 90")
        log(cli, "case-1", "11:00-12:00")
        cli.at(LATE).refused(
            "log join 1 2",
            message="cannot join: log 1 and log 2 have different rates",
            hint="timelog log edit 2 --rate 90",
        )
        cli.run("log edit 1 --no-rate")
        cli.run("log edit 2 --rate 80")
        cli.at(LATE).refused(
            "log join 1 2",
            message="cannot join: log 1 and log 2 have different rates",
            hint="timelog log edit 2 --no-rate",
        )

    def test_it_moves_where_it_means_the_same(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00", more="--billable --rate 90")
        record(cli, title="Move")
        service(cli, name="Audit", price="900 USD", more="--per day")
        cli.run("record add Audit --service Audit --billable")
        for line in ("log move 1 --to task-3", "log edit 1 --record task-3"):
            cli.at(LATE).refused(
                line,
                message="cannot move log 1 to task-3: it has its own rate in EUR per hour, but the"
                " record is billed in USD per day",
                hint="timelog log edit 1 --no-rate",
            )
        cli.at(LATE).run("log move 1 --to case-2")
        assert lines(cli, "case-2") == [("1.00", "90.00", "90.00")]
        cli.at(LATE).run("log edit 1 --record task-3 --rate 1000")
        assert cli.run("log show 1 --json").json["rate"] == "1000"

    def test_the_record_keeps_the_unit_of_it(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00", more="--billable --rate 90")
        log(cli, "case-1", "11:00-12:00", more="--billable --rate 80")
        cli.at(LATE).refused(
            "record edit case-1 --rate 500 --per day",
            message="cannot change the unit or currency of case-1: logs 1, 2 have their own"
            " rates in EUR per hour",
            hint="timelog log edit 1 --no-rate",
        )
        cli.run("log edit 2 --no-rate")
        done(cli, "case-1")
        issue(cli)
        cli.at(LATE).refused(
            "record edit case-1 --rate 500 --per day",
            message="cannot change the unit or currency of case-1: log 1 has its own rate in"
            " EUR per hour",
            hint="to use another unit or currency, add a record: timelog record add TITLE",
        )

    def test_what_is_invoiced_stays(self, cli: Cli) -> None:
        log(cli, "case-1", "9:00-10:00", more="--billable --rate 90")
        done(cli, "case-1")
        issue(cli)
        for words in ("--rate 80", "--no-rate"):
            cli.at(LATE).refused(
                f"log edit 1 {words}", message="cannot change log 1: it is on invoice 2026-0001"
            )
        with pytest.raises(sqlite3.IntegrityError, match="is on an issued invoice"):
            cli.rows("UPDATE log SET rate = '80'")

    @pytest.mark.parametrize(
        ("line", "code", "message", "hint"),
        [
            (
                "log edit 1 --rate 90 --no-rate",
                2,
                "--rate cannot be used with --no-rate",
                "use only one of them",
            ),
            ("log edit 1 --rate ''", 2, "--rate is empty", None),
            ("log edit 1 --rate -5", 2, "the rate cannot have a sign: '-5'", None),
            ("log edit 1 --rate 9999999", 2, "the rate '9999999' is too high", None),
            (
                "log edit 1 --no-billable --rate 90",
                1,
                "a non-billable log cannot have a rate",
                "timelog log edit 1 --billable --rate 90",
            ),
            (
                "log add case-1 '2026-11-02 11:00-12:00' --rate 90",
                1,
                "a non-billable log cannot have a rate",
                "timelog log add case-1 WHEN --billable --rate 90",
            ),
        ],
    )
    def test_bad_input_is_refused_by_name(
        self, cli: Cli, line: str, code: int, message: str, hint: str | None
    ) -> None:
        log(cli, "case-1", "9:00-10:00")
        cli.at(LATE).refused(line, code=code, message=message, hint=hint)


@pytest.mark.parametrize("group_by", ["log", "day", "owner", "service", "record"])
def test_lines_split_by_rate_however_they_are_grouped(cli: Cli, group_by: str) -> None:
    second = record(cli, title="Move")
    for ref, hour in (("case-1", 9), (second, 11)):
        log(cli, ref, f"{hour}:00-{hour + 1}:00")
        log(cli, ref, f"{hour + 1}:00-{hour + 2}:00", more="--billable --rate 90")
    found = lines(cli, f"case-1 {second}", f"--group-by {group_by}")
    if group_by == "service":
        assert found == [("2.00", "60.00", "120.00"), ("2.00", "90.00", "180.00")]
    else:
        assert found == [("1.00", "60.00", "60.00"), ("1.00", "90.00", "90.00")] * 2


def test_increments_of_a_line_are_of_each_rate(cli: Cli) -> None:
    cli.run("record edit case-1 --increment 15m --round-per line")
    log(cli, "case-1", "9:00-9:05")
    log(cli, "case-1", "9:05-9:10", more="--billable --rate 90")
    assert lines(cli) == [("0.25", "60.00", "15.00"), ("0.25", "90.00", "22.50")]
    assert cli.run("record show case-1 --json").json["unbilled_amount"] == "37.50"
