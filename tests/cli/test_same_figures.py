"""Hours, debts and the standing of quotes are the same whichever command is asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service
from tests.harness import Cli, once

REFS = ("case-1", "case-2", "case-3")


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Logs with pauses, over midnight, under several tags, not billable; some are invoiced."""
    service(cli)
    for name in ("Acme", "Bell"):
        cli.run(f"customer add {name}")
    for customer in ("Acme", "Acme", "Bell"):
        record(cli, customer=customer)
    log(cli, "case-1", "9:00-10:30", "--billable --tag web --tag call")
    done(cli, "case-1")
    issue(cli)
    log(cli, "case-1", "2026-11-02 22:00 for 3h")
    log(cli, "case-2", "2026-11-03 9:00 for 50m10s", "--billable --tag web")
    log(cli, "case-2", "2026-11-03 10:00-11:00", more="")
    cli.at("2026-11-04 09:00").run("start case-3 --billable --tag call")
    cli.at("2026-11-04 09:10:05").run("pause")
    cli.at("2026-11-04 23:00").run("resume")
    cli.at("2026-11-05 01:00:01").run("stop")
    return cli


def at(cli: Cli, line: str) -> Any:
    return cli.at("2026-11-30 18:00").run(f"{line} --json").json


def reported(cli: Cli, key: str, more: str = "", what: str = "worked_seconds") -> dict[str, int]:
    """The seconds of each row of a report by a key, and also by day."""
    found = {row["group"][key]: row[what] for row in at(cli, f"report all --by {key} {more}")}
    days: dict[str, int] = {}
    for row in at(cli, f"report all --by day --by {key} {more}"):
        days[row["group"][key]] = days.get(row["group"][key], 0) + row[what]
    assert days == found
    return found


def test_the_hours_of_a_record_are_the_same_everywhere(cli: Cli) -> None:
    shown = {ref: at(cli, f"record show {ref}") for ref in REFS}
    listed = {one["ref"]: one for one in at(cli, "record list --all")}
    logs = {ref: at(cli, f"log list all --record {ref}") for ref in REFS}
    for key in ("worked_seconds", "billable_seconds"):
        found = {ref: one[key] for ref, one in shown.items()}
        assert found == {ref: one[key] for ref, one in listed.items()}
        assert found == reported(cli, "record", what=key)
        wanted = key == "billable_seconds"
        assert found == {
            ref: sum(one["worked_seconds"] for one in its if one["billable"] or not wanted)
            for ref, its in logs.items()
        }
    unbilled = {ref: one["unbilled_seconds"] for ref, one in shown.items()}
    assert unbilled == {"case-1": 10_800, "case-2": 3010, "case-3": 7806}
    assert unbilled == reported(cli, "record", "--billable --uninvoiced")
    rows = at(cli, "billing unbilled")
    assert unbilled == {row["record"]: row["unbilled_seconds"] for row in rows}
    worked = {ref: one["worked_seconds"] for ref, one in shown.items()}
    assert worked == {row["record"]: row["worked_seconds"] for row in rows}
    internal = {ref: one["worked_seconds"] - one["billable_seconds"] for ref, one in shown.items()}
    assert internal == {row["record"]: row["non_billable_seconds"] for row in rows}


def test_the_hours_of_a_customer_are_those_of_its_records(cli: Cli) -> None:
    shown = {name: at(cli, f"customer show {name}") for name in ("Acme", "Bell")}
    for key in ("worked_seconds", "billable_seconds"):
        found = {name: one[key] for name, one in shown.items()}
        assert found == reported(cli, "customer", what=key)
    found = {name: one["unbilled_seconds"] for name, one in shown.items()}
    assert found == reported(cli, "customer", "--billable --uninvoiced")


def test_what_is_owed_is_the_same_everywhere(cli: Cli) -> None:
    done(cli, "case-2")
    done(cli, "case-3")
    for ref in REFS[1:]:
        issue(cli, ref)
    late = cli.at("2027-01-15 12:00")
    late.run("billing pay 2026-0001 --amount 30")
    late.run("billing credit 2026-0003")
    listed = {one["number"]: one for one in late.run("billing list --json").json}
    for number, one in listed.items():
        assert late.run(f"billing show {number} --json").json["amount_due"] == one["amount_due"]
    due = {number: one["amount_due"] for number, one in listed.items() if one["due_in_days"]}
    assert due == {"2026-0001": "60.00", "2026-0002": "50.17"}
    (ageing,) = late.run("billing ageing --json").json
    acme, bell = late.run("billing totals --by customer --json").json
    assert (ageing["open"], acme["open"], bell["open"]) == ("110.17", "110.17", "0.00")
    assert ageing["days_1_30"] == "110.17"


@pytest.mark.parametrize(
    ("moment", "answer", "status"),
    [
        ("2026-12-01 12:00", "", "open"),
        ("2026-12-30 12:00", "", "open"),
        ("2026-12-31 12:00", "", "expired"),
        ("2026-12-31 12:00", "accept", "accepted"),
        ("2026-12-31 12:00", "decline", "declined"),
    ],
)
def test_a_quote_stands_the_same_everywhere(
    cli: Cli, moment: str, answer: str, status: str
) -> None:
    cli.run("record add Plan --customer Acme --service Consulting --estimate 3h")
    cli.at("2026-11-30 18:00").run("billing quote task-4")
    if answer:
        cli.at("2026-12-01 09:00").run(f"billing {answer} Q2026-0001")
    late = cli.at(moment)
    (quote,) = late.run("record show task-4 --json").json["quotes"]
    (listed,) = late.run("billing quotes --json").json
    assert quote["status"] == listed["status"] == status
