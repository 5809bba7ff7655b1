"""Timesheets: what is on them, what they add up to, and what they do not tell."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from tests.cli.bills import done, issue, log, record, service
from tests.harness import Cli, once


@pytest.fixture
@once
def worked(cli: Cli) -> Cli:
    """Two records of Acme in Italian, one with increments, and one of Globex."""
    cli.run("customer add Acme --locale it_IT")
    cli.run("customer add Globex")
    service(cli, "--tax-rate 22", price="66.50 EUR")
    record(cli, "--increment 15m", title="Login fails")
    record(cli, title="Audit")
    record(cli, title="Secret", customer="Globex")
    log(cli, "case-1", "9:00-10:01", "--billable --note 'Found it' --tag private")
    log(cli, "case-1", "2026-11-03 22:00-1:30", "--billable --owner bob")
    log(cli, "case-2", "2026-11-03 8:00-8:20", "")
    log(cli, "case-2", "2026-11-03 9:00-9:20:07")
    log(cli, "case-3", "2026-11-04 9:00-10:00")
    return cli


def test_it_adds_up_by_day_record_and_owner(worked: Cli) -> None:
    for group_by, expected in (
        ("day", {"2026-11-02": 3660, "2026-11-03": 15007}),
        ("record", {"case-1": 16260, "case-2": 2407}),
        ("owner", {"ada": 6067, "bob": 12600}),
    ):
        made = worked.run(f"timesheet 2026-11 --customer Acme --group-by {group_by} --json").json
        assert {one["group"]: one["worked_seconds"] for one in made["groups"]} == expected
        assert made["worked_seconds"] == 18667
        assert made["billable_seconds"] == 17467
        sums = [sum(row["worked_seconds"] for row in one["rows"]) for one in made["groups"]]
        assert sums == list(expected.values())


def test_it_is_in_the_language_of_the_customer_with_notes_and_without_tags(worked: Cli) -> None:
    made = worked.run("timesheet 2026-11 --customer Acme").out
    assert made.startswith("# Rapporto ore\n")
    assert "**Ore totali**" in made
    assert "Found it" in made
    assert "non fatturabile" in made
    assert "private" not in made
    assert "Secret" not in made
    assert "66,50" not in made
    assert "Found it" not in worked.run("timesheet 2026-11 --customer Acme --no-notes").out
    german = worked.run("timesheet 2026-11 --customer Acme --locale de").out
    assert german.startswith("# Tätigkeitsnachweis\n")


def test_logs_of_several_customers_are_warned_about(worked: Cli) -> None:
    made = worked.run("timesheet 2026-11")
    assert made.out.startswith("# Timesheet\n")
    assert (
        "warning: the timesheet shows logs of Acme, Globex; to choose: --customer Acme\n"
        in made.err
    )
    worked.run("record add Internal")
    log(worked, "task-4", "2026-11-05 9:00-10:00", "")
    told = worked.run("timesheet 2026-11 --not-customer Acme").err
    assert "logs of Globex and of records without a customer; to choose: --customer Globex" in told


def test_its_amounts_are_those_that_billing_would_bill(worked: Cli) -> None:
    done(worked, "case-1")
    done(worked, "case-2")
    (preview,) = worked.run("billing preview --customer Acme --json").json
    made = worked.run("timesheet 2026-11 --customer Acme --rates --json").json
    same = ("record", "worked_seconds", "billed_seconds", "unit_price", "net")
    figures = [{key: line[key] for key in same} for line in preview["lines"]]
    assert [{key: line[key] for key in same} for line in made["lines"]] == figures
    (total,) = made["totals"]
    assert total["net"] == preview["subtotal"]
    assert {row["rate"] for one in made["groups"] for row in one["rows"]} == {"66.50", None}


def test_an_invoice_has_a_timesheet_with_exactly_its_hours(worked: Cli) -> None:
    done(worked, "case-1")
    done(worked, "case-2")
    invoice = issue(worked, "--customer Acme", "2026-12-01")
    made = worked.run("timesheet --invoice 2026-0001 --rates --json").json
    assert made["worked_seconds"] == sum(line["worked_seconds"] for line in invoice["lines"])
    assert [line["billed_seconds"] for line in made["lines"]] == (
        [line["billed_seconds"] for line in invoice["lines"]]
    )
    assert made["totals"][0]["net"] == invoice["subtotal"]
    assert made["locale"] == "it_IT"
    text = worked.run("timesheet --invoice 2026-0001").out
    assert "| **Ore totali**" in text
    assert "| **4:51:07** |   **5:05:07** |" in text


@hypothesis.settings(max_examples=6, deadline=None)
@hypothesis.given(
    st.lists(st.integers(1, 5400), min_size=1, max_size=4),
    st.sampled_from(["", "--increment 15m", "--increment 6m --rounding nearest --minimum 10m"]),
    st.sampled_from(["", "--round-per line"]),
    st.sampled_from(["record", "log", "day"]),
)
def test_any_invoice_bills_the_hours_of_its_timesheet(
    lengths: list[int], increment: str, per: str, group_by: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli.run("customer add Acme")
        service(cli, price="79.90 EUR")
        record(cli, f"{increment} {per}")
        for day, seconds in enumerate(lengths, 2):
            log(cli, "case-1", f"2026-11-{day:02} 9:00 for {seconds}s")
        before = cli.run("timesheet 2026-11 --json").json
        by_day = cli.run("report 2026-11 --by day --json").json
        assert [(one["group"], one["worked_seconds"]) for one in before["groups"]] == (
            [(row["group"]["day"], row["worked_seconds"]) for row in by_day]
        )
        done(cli, "case-1")
        invoice = issue(cli, f"case-1 --group-by {group_by}")
        made = cli.run("timesheet --invoice 2026-0001 --rates --json").json
    assert made["worked_seconds"] == sum(lengths) == before["worked_seconds"]
    billed = sum(line["billed_seconds"] for line in invoice["lines"])
    (total,) = made["totals"]
    figures = (total["worked_seconds"], total["billed_seconds"], total["net"])
    assert figures == (sum(lengths), billed, invoice["subtotal"])


def test_a_log_that_is_billed_with_others_has_no_amount_of_its_own(worked: Cli) -> None:
    done(worked, "case-1")
    issue(worked, "case-1", "2026-12-01")
    made = worked.run("timesheet 2026-11-02 --customer Acme --rates --json")
    (line,) = made.json["lines"]
    assert (line["invoice"], line["worked_seconds"]) == ("2026-0001", 3660)
    assert (line["billed_seconds"], line["net"]) == (None, None)
    assert made.json["totals"][0]["net"] is None
    assert "timelog timesheet --invoice 2026-0001 --rates" in made.err


def test_a_log_counts_whole_in_the_period_in_which_it_starts(worked: Cli) -> None:
    first = worked.run("timesheet 2026-11-03 --owner bob --json")
    assert first.json["worked_seconds"] == 12600
    assert "Counted in full: 1 log that ends after the period.\n" in first.err
    second = worked.run("timesheet 2026-11-04 --owner bob")
    assert "Nessuna" not in second.out
    assert "No time in this period." in second.out
    assert "Not included: 1 log that started before the period.\n" in second.err


def test_a_timer_that_was_stopped_at_once_is_no_row(worked: Cli) -> None:
    worked.at("2026-11-02 12:00").run("start case-1 --billable")
    worked.at("2026-11-02 12:00").run("stop")
    done(worked, "case-1")
    issue(worked, "case-1", "2026-12-01")
    made = worked.run("timesheet 2026-11 --record case-1 --rates --json").json
    assert [len(one["rows"]) for one in made["groups"]] == [1, 1]
    assert made["totals"][0]["net"] == "315.88"
    shown = worked.run("timesheet --invoice 2026-0001 --json").json
    assert shown["worked_seconds"] == made["worked_seconds"] == 16260


def test_a_running_timer_is_not_on_it_and_said(worked: Cli) -> None:
    worked.at("2026-11-05 09:00").run("start case-1")
    made = worked.at("2026-11-05 10:00").run("timesheet today --json")
    assert made.json["groups"] == []
    assert "Not included: the running timer on case-1, 1:00 so far.\n" in made.err


def test_logs_of_a_credited_invoice_are_shown_until_they_change(worked: Cli) -> None:
    done(worked, "case-1")
    issue(worked, "case-1", "2026-12-01")
    worked.at("2026-12-02 09:00").run("billing credit 2026-0001")
    before = worked.run("timesheet --invoice 2026-0001").out
    assert "Found it" in before
    worked.at("2026-12-02 09:00").run("log edit 1 --duration 2h")
    worked.at("2026-12-02 09:00").refused(
        "timesheet --invoice 2026-0001",
        message="cannot show the timesheet of 2026-0001: log 1 has changed since it was credited",
        hint="timelog billing show 2026-0001",
    )
    worked.run("timesheet --invoice CN-2026-0001", code=1)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "timesheet 2026-11 --invoice 2026-0001",
            "--invoice cannot be used with a period: a timesheet has all logs of the invoice",
        ),
        (
            "timesheet --tag x --invoice 2026-0001",
            "--invoice cannot be used with --tag: a timesheet has all logs of the invoice",
        ),
        (
            "timesheet --no-billable --invoice 2026-0001",
            "--invoice cannot be used with --no-billable: a timesheet has all logs of the invoice",
        ),
        ("timesheet --out november", "the name 'november' does not say the format"),
        ("timesheet --delimiter ;", "--delimiter needs CSV"),
    ],
)
def test_what_does_not_go_together_is_refused(worked: Cli, line: str, message: str) -> None:
    worked.at("2026-11-05 09:00").refused(line.split(), code=2, message=message)


def test_no_workbook_is_printed_on_a_terminal_but_a_table(worked: Cli) -> None:
    at = worked.at("2026-11-30 18:00")
    shown = at.run("timesheet 2026-11 --customer Acme --rates", terminal=100)
    assert "fixed" not in shown.out
    assert "66.50 EUR per hour" in shown.out
    assert "Worked 4:51:07, to bill 5:05:07: 338.18 EUR before tax.\n" in shown.err
    at.refused(
        "timesheet 2026-11 --format xlsx",
        code=2,
        message="xlsx cannot be printed on a terminal",
        hint="add --out timesheet.xlsx",
        terminal=80,
    )


@pytest.mark.parametrize("delimiter", [",", ";", "tab"])
def test_cells_of_csv_are_the_logs_and_run_nothing(worked: Cli, delimiter: str) -> None:
    note = '=HYPERLINK("http://x.example"),;\t\n+1'
    worked.run(["log", "edit", "1", "--note", note])
    worked.run(["record", "edit", "1", "--title", "＝1+1"])
    made = worked.run(["timesheet", "2026-11", "--format", "csv", "--delimiter", delimiter])
    between = {"tab": "\t"}.get(delimiter, delimiter)
    rows = list(csv.DictReader(io.StringIO(made.out, newline=""), delimiter=between))
    assert rows[0]["note"] == "'" + note.replace("\t", "\\t")
    assert rows[0]["title"] == "'＝1+1"
    assert rows[0]["start"] == "2026-11-02T09:00:00+01:00"
    assert sum(int(row["worked_seconds"]) for row in rows) == 22267


def test_hours_of_a_night_when_clocks_change_are_real(cli: Cli) -> None:
    record_line = "record add 'Night watch' --json"
    ref = cli.run(record_line).json["ref"]
    log(cli, ref, "2026-10-25 01:30-03:30", "")
    made = cli.run("timesheet 2026-10 --format md").out
    assert "01:30+0200–03:30+0100" in made
    assert "3:00" in made


def test_what_an_import_has_marked_is_said(worked: Cli) -> None:
    for name in ("log_update_rules", "journal_log_update"):
        worked.rows(f"DROP TRIGGER {name}")
    worked.rows("UPDATE log SET billable = 0, billed_elsewhere = 1 WHERE id = 1")
    worked.rows("UPDATE log SET laid_out = 1 WHERE id = 4")
    shown = worked.run("timesheet 2026-11 --customer Acme").out
    assert "già fatturato" in shown
    assert "09:00–09:20" not in shown
    made = worked.run("timesheet 2026-11 --customer Acme --rates --json").json
    rows = {row["log"]: row for one in made["groups"] for row in one["rows"]}
    assert (rows[1]["billed_elsewhere"], rows[1]["rate"]) == (True, None)
    assert (rows[4]["start"], rows[4]["end"], rows[4]["worked_seconds"]) == (None, None, 1207)


def test_the_timesheet_is_written_with_its_invoice(worked: Cli) -> None:
    done(worked, "case-1")
    done(worked, "case-3")
    out = worked.folder / "out"
    at = worked.at("2026-12-01 18:00")
    at.refused(
        "billing issue case-1 --with-timesheet",
        code=2,
        message="--with-timesheet needs --out",
        hint="add --out DIR",
    )
    at.run(f"billing issue case-1 --out {out} --format md,html --with-timesheet")
    assert sorted(path.name for path in out.iterdir()) == [
        "2026-0001_Acme.html",
        "2026-0001_Acme.md",
        "2026-0001_Acme_timesheet.html",
        "2026-0001_Acme_timesheet.md",
    ]
    kept = (out / "2026-0001_Acme_timesheet.md").read_bytes()
    assert kept == worked.run("timesheet --invoice 2026-0001").raw
    worked.at("2026-12-02 18:00").run("billing credit 2026-0001")
    worked.at("2026-12-02 18:00").run("log edit 1 --duration 2h")
    again = worked.folder / "again"
    told = worked.run(f"billing export --out {again} --with-timesheet")
    assert "log 1 has changed since it was credited" in told.err
    assert [path.name for path in again.iterdir() if "timesheet" in path.name] == []


def test_an_existing_file_is_never_overwritten(worked: Cli) -> None:
    out = worked.folder / "sheet.md"
    line = f"timesheet 2026-11 --customer Acme --out {out}"
    worked.run(line)
    kept = out.read_bytes()
    worked.run(line)
    log(worked, "case-2", "2026-11-10 9:00-10:00")
    told = worked.run(line, code=6)
    assert "a different file is already there" in told.err
    assert out.read_bytes() == kept
