"""A price for all the work on a record, billed once."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """case-1 for 900 EUR, however long it takes."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22 --per flat", price="900 EUR")
    record(cli)
    return cli


def lines(made: Any) -> list[tuple[str, str, str, str]]:
    keys = ("quantity", "unit", "unit_price", "net")
    return [tuple(line[key] for key in keys) for line in made["lines"]]  # type: ignore[misc]


def test_it_is_said_as_what_it_is(cli: Cli) -> None:
    assert cli.run("service add Site --price 5 --currency EUR --per flat").err == (
        "Added the service Site: 5.00 EUR flat.\n"
    )
    assert cli.run("service show Site --json").json["per_seconds"] is None
    found = cli.run("record show case-1 --json").json
    assert (found["rate"], found["rate_unit"], found["currency"]) == ("900", "flat", "EUR")


def test_it_is_billed_once_however_long_it_took(cli: Cli) -> None:
    log(cli, "case-1", "9:00-10:30")
    log(cli, "case-1", "2026-11-05 9:00-17:00")
    done(cli, "case-1")
    made = issue(cli, "case-1 --group-by day")
    assert lines(made) == [("1", "flat", "900.00", "900.00")]
    (line,) = made["lines"]
    assert (line["worked_seconds"], line["billed_seconds"]) == (34200, 34200)
    assert line["description"] == "Login fails, 2026-11-02 to 2026-11-05"
    assert cli.rows("SELECT DISTINCT invoice_id FROM log") == [(1,)]


def test_it_is_billed_without_any_time(cli: Cli) -> None:
    resolved = cli.at(LATE).run("record resolve case-1")
    assert resolved.err.endswith(
        "Unbilled: the fixed price. To invoice: timelog billing issue case-1\n"
    )
    (made,) = cli.at(LATE).run("billing issue --all --json").json
    assert lines(made) == [("1", "flat", "900.00", "900.00")]
    assert made["lines"][0]["first_day"] == "2026-11-30"
    assert cli.at(LATE).run("billing issue --all --json").json == []


def test_a_record_that_is_not_done_is_not_billed(cli: Cli) -> None:
    assert cli.at(LATE).run("billing issue --all --json").json == []
    cli.at(LATE).refused(
        "billing issue case-1",
        message="cannot invoice case-1: it is new, not resolved or closed",
        hint="timelog record resolve case-1",
    )


def test_later_time_is_included_and_makes_no_invoice_of_its_own(cli: Cli) -> None:
    log(cli, "case-1", "9:00-10:00")
    done(cli, "case-1")
    issue(cli)
    log(cli, "case-1", "11:00-12:00")
    cli.at(LATE).refused(
        "billing issue case-1",
        message="nothing to bill on case-1: its fixed price, which covers all its"
        " time, is already on 2026-0001",
        hint="timelog log list all --record case-1",
    )
    assert cli.at(LATE).run("billing issue --all --json").json == []
    assert cli.at(LATE).run("billing preview --json").err == ("Nothing to bill.\n")
    assert cli.at(LATE).run("billing unbilled --json").json == []
    cli.run("billing item add case-1 Hosting 50")
    made = issue(cli)
    assert lines(made) == [("1", "flat", "0.00", "0.00"), ("1", "flat", "50.00", "50.00")]
    assert made["lines"][0]["description"] == (
        "Login fails, 2026-11-02: included in the fixed price of 2026-0001"
    )


def test_what_is_included_is_said_in_the_language_of_the_document(cli: Cli) -> None:
    done(cli, "case-1")
    issue(cli)
    log(cli, "case-1", "11:00-12:00")
    cli.run("billing item add case-1 Hosting 50")
    made = issue(cli, "case-1 --locale de_DE")
    assert made["lines"][0]["note"] == "im Pauschalpreis von 2026-0001 enthalten"
    text = cli.run(f"billing show {made['number']}").out
    assert "pauschal" in text


def test_a_credit_frees_it(cli: Cli) -> None:
    log(cli, "case-1", "9:00-10:00")
    done(cli, "case-1")
    issue(cli)
    said = cli.at(LATE).run("billing credit 2026-0001")
    assert said.err.splitlines()[0] == (
        "Issued credit note CN-2026-0001 for invoice 2026-0001: -1098.00 EUR. 1 log and"
        " the fixed price of case-1 can be billed again."
    )
    assert lines(issue(cli)) == [("1", "flat", "900.00", "900.00")]
    assert cli.run("db check").out.startswith("OK: ")


def test_a_credit_of_another_line_does_not(cli: Cli) -> None:
    cli.run("billing item add case-1 Hosting 50")
    done(cli, "case-1")
    issue(cli)
    said = cli.at(LATE).run("billing credit 2026-0001 --line 2")
    assert ". 1 item can be billed again." in said.err
    assert lines(issue(cli)) == [("1", "flat", "50.00", "50.00")]


def test_without_time_a_credit_frees_the_price_alone(cli: Cli) -> None:
    done(cli, "case-1")
    issue(cli)
    said = cli.at(LATE).run("billing credit 2026-0001")
    assert ". The fixed price of case-1 can be billed again." in said.err


def test_a_period_takes_it_with_its_time(cli: Cli) -> None:
    log(cli, "case-1", "2026-10-20 9:00-10:00")
    log(cli, "case-1", "2026-11-20 9:00-10:00")
    done(cli, "case-1")
    made = issue(cli, "case-1 --period 2026-10")
    assert lines(made) == [("1", "flat", "900.00", "900.00")]
    assert cli.rows("SELECT id, invoice_id FROM log") == [(1, 1), (2, None)]


def test_without_time_it_belongs_to_when_the_record_was_made(cli: Cli) -> None:
    done(cli, "case-1")
    assert cli.at(LATE).run("billing preview --period 2026-10 --json").json == []
    (made,) = cli.at(LATE).run("billing preview --period 2026-11 --json").json
    assert lines(made) == [("1", "flat", "900.00", "900.00")]


def test_discount_and_increments(cli: Cli) -> None:
    cli.run("record edit case-1 --discount 10% --increment 1h --minimum 8h")
    log(cli, "case-1", "9:00-9:10")
    done(cli, "case-1")
    assert lines(issue(cli)) == [("1", "flat", "900.00", "810.00")]


def test_with_tax_in_it(cli: Cli) -> None:
    cli.run("record edit case-1 --prices-include-tax --rate 1098")
    done(cli, "case-1")
    made = issue(cli)
    assert lines(made) == [("1", "flat", "1098.00", "900.00")]
    assert made["total"] == "1098.00"


@pytest.mark.parametrize("group_by", ["record", "log", "day", "owner", "service"])
def test_each_flat_price_is_a_line_of_its_own(cli: Cli, group_by: str) -> None:
    second = record(cli, title="Move")
    for ref, hour in (("case-1", 9), (second, 11)):
        log(cli, ref, f"{hour}:00-{hour + 1}:00")
        log(cli, ref, f"{hour + 1}:00-{hour + 2}:00")
        done(cli, ref)
    made = issue(cli, f"case-1 {second} --group-by {group_by}")
    assert [(line["title"], line["net"]) for line in made["lines"]] == [
        ("Login fails", "900.00"),
        ("Move", "900.00"),
    ]


def test_a_record_can_have_one_of_its_own(cli: Cli) -> None:
    service(cli, name="Hourly", price="60 EUR")
    said = cli.run("record add Site --service Hourly --rate 500 --per flat --billable")
    assert said.err == "Added task-2 (Site), billable at 500.00 EUR flat.\n"
    said = cli.run("record edit task-2 --rate 480 --per 7.5h")
    assert said.err == "Changed task-2: rate 480.00 EUR per 7.5h.\n"
    cli.run("undo")
    assert cli.run("record show task-2 --json").json["rate_unit"] == "flat"


@pytest.mark.parametrize(
    ("unit", "seconds", "quantity", "net"),
    [
        ("hour", 3600, "4.00", "240.00"),
        ("15m", 900, "16.00", "960.00"),
        ("day", 28800, "0.50", "30.00"),
        ("7.5h", 27000, "0.5333", "32.00"),
        ("minute", 60, "240.00", "14400.00"),
        ("1h30m", 5400, "2.6667", "160.00"),
        ("flat", 0, "1", "60.00"),
    ],
)
def test_units(cli: Cli, unit: str, seconds: int, quantity: str, net: str) -> None:
    service(cli, f"--per {unit}", name="Other", price="60 EUR")
    ref = cli.run("record add Work --customer Acme --service Other --billable --json").json["ref"]
    assert cli.rows("SELECT unit_seconds FROM record WHERE id = 2") == [(seconds,)]
    log(cli, ref, "9:00-13:00")
    done(cli, ref)
    (line,) = issue(cli, ref)["lines"]
    assert (line["unit"], line["quantity"], line["net"]) == (unit, quantity, net)


def test_a_day_has_the_hours_of_the_settings(cli: Cli) -> None:
    cli.run("config set billing.hours_per_day 6")
    service(cli, "--per day", name="Other", price="600 EUR")
    ref = cli.run("record add Work --customer Acme --service Other --billable --json").json["ref"]
    log(cli, ref, "9:00-12:00")
    done(cli, ref)
    assert lines(issue(cli, ref)) == [("0.50", "day", "600.00", "300.00")]


def test_reports_have_no_amount_for_its_time(cli: Cli) -> None:
    log(cli, "case-1", "9:00-10:00")
    (row,) = cli.at(LATE).run("report all --by record --json").json
    assert (row["billable_seconds"], row["amounts"]) == (3600, {})


def test_time_has_no_rate_of_its_own_there(cli: Cli) -> None:
    log(cli, "case-1", "9:00-10:00")
    flat = "case-1 has a fixed price, so its logs cannot have rates"
    cli.at(LATE).refused(
        "log edit 1 --rate 90",
        message=flat,
        hint="timelog billing item add case-1 DESCRIPTION 90",
    )
    cli.at(LATE).refused(
        "record edit case-1 --rate 950 --from 2026-11-10",
        message="case-1 has a fixed price, so it cannot have dated rates",
        hint="timelog record edit case-1 --rate 950",
    )
    with pytest.raises(sqlite3.IntegrityError, match="not billed by time"):
        cli.rows("UPDATE log SET rate = '90'")
    with pytest.raises(sqlite3.IntegrityError, match="not billed by time"):
        cli.rows("INSERT INTO record_rate VALUES (1, 0, '2026-11-02', '90')")


def test_the_database_itself_bills_it_once(cli: Cli) -> None:
    done(cli, "case-1")
    issue(cli)
    with pytest.raises(sqlite3.IntegrityError, match="is already on an issued"):
        _bill_again(cli)


def _bill_again(cli: Cli) -> None:
    connection = sqlite3.connect(cli.path, isolation_level=None)
    connection.execute("BEGIN")
    try:
        connection.execute("UPDATE counter SET last = last + 1")
        connection.execute(
            "INSERT INTO invoice (uuid, number, kind, series, seq, customer_id, currency,"
            " issue_date, due_date, total, payable, snapshot, issued_at) SELECT randomblob(16),"
            " 'X', kind, series, seq + 1, customer_id, currency, issue_date, due_date, total,"
            " payable, snapshot, issued_at FROM invoice"
        )
        connection.execute(
            "INSERT INTO invoice_line (invoice_id, position, record_id, flat) VALUES (2, 1, 1, 1)"
        )
    finally:
        connection.close()
