"""The database itself refuses to change what is issued, whoever asks."""

from __future__ import annotations

import sqlite3

import pytest

from tests.cli.bills import issue, log, story
from tests.harness import Cli, once


@pytest.fixture
@once
def billed(cli: Cli) -> Cli:
    story(cli)
    cli.run("log edit 1 --tag meeting")
    issue(cli)
    return cli


LOG = (
    "id, uuid, record_id, owner_id, start_at, end_at, zone, note, billable, timed, rate, invoice_id"
)
INVOICE = (
    "id, uuid, number, kind, series, seq, customer_id, credits_id, currency, issue_date, due_date,"
    " total, payable, snapshot, issued_at, sent_on, answer, answered_on, sealed"
)
CHANGES = [
    "UPDATE log SET note = 'x' WHERE id = 1",
    "UPDATE log SET end_at = end_at + 60 WHERE id = 1",
    "UPDATE log SET billable = 0, invoice_id = NULL WHERE id = 1",
    "UPDATE log SET invoice_id = NULL WHERE id = 1",
    "UPDATE log SET owner_id = owner_id + 1 WHERE id = 1",
    "DELETE FROM log WHERE id = 1",
    f"INSERT OR REPLACE INTO log ({LOG}) SELECT {LOG} FROM log WHERE id = 1",
    "INSERT OR REPLACE INTO log (id, uuid, record_id, owner_id, start_at, end_at, zone)"
    " SELECT 1, randomblob(16), record_id, owner_id, start_at, end_at, zone FROM log WHERE id = 2",
    "UPDATE log SET invoice_id = 1, billable = 1 WHERE id = 3",
    "UPDATE segment SET end_at = end_at + 1 WHERE log_id = 1",
    "DELETE FROM segment WHERE log_id = 1",
    "INSERT INTO segment SELECT 1, end_at, end_at + 60, owner_id FROM segment WHERE log_id = 1",
    "UPDATE log_tag SET tag = 'x' WHERE log_id = 1",
    "DELETE FROM log_tag WHERE log_id = 1",
    "INSERT INTO log_tag VALUES (1, 'x')",
    "DELETE FROM record WHERE id = 1",
    "DELETE FROM customer WHERE id = 1",
    "DELETE FROM service WHERE id = 1",
    "UPDATE invoice SET total = '1.00'",
    "UPDATE invoice SET payable = '1.00'",
    "UPDATE invoice SET snapshot = '{}'",
    "UPDATE invoice SET number = 'x'",
    "UPDATE invoice SET customer_id = NULL",
    "UPDATE invoice SET sealed = 0",
    "DELETE FROM invoice",
    f"INSERT OR REPLACE INTO invoice ({INVOICE}) SELECT {INVOICE} FROM invoice",
    "INSERT INTO invoice SELECT 9, randomblob(16), 'x', kind, series, 3, customer_id, NULL,"
    " currency, issue_date, due_date, total, total, issued_at, NULL, NULL, NULL, 0, snapshot"
    " FROM invoice",
    "UPDATE invoice_line SET record_id = NULL",
    "DELETE FROM invoice_line",
    "INSERT INTO invoice_line (invoice_id, position) VALUES (1, 2)",
    "INSERT OR REPLACE INTO invoice_line (invoice_id, position) VALUES (1, 1)",
    "UPDATE line_log SET worked_seconds = 1",
    "DELETE FROM line_log",
    "INSERT INTO line_log VALUES (1, 1, 3, 1, 1800)",
    "UPDATE document SET bytes = x'00'",
    "DELETE FROM document",
    "INSERT INTO document SELECT 1, 'html', file_name, sha256, bytes FROM document",
    "INSERT OR REPLACE INTO document SELECT 1, 'md', 'x', sha256, x'00' FROM document",
    "UPDATE counter SET last = 0",
    "UPDATE counter SET last = 5",
    "DELETE FROM counter",
    "INSERT OR REPLACE INTO counter SELECT series, 9, 9 FROM counter",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_sqlite3_cannot_change_what_is_issued(billed: Cli, sql: str) -> None:
    before = billed.dump()
    connection = sqlite3.connect(billed.path)
    with pytest.raises(sqlite3.IntegrityError, match=r"^rule:"), connection:
        connection.execute(sql)
    connection.close()
    assert billed.dump() == before


def test_no_log_is_replaced_as_its_history_would_not_know(billed: Cli) -> None:
    unbilled = f"SELECT {LOG} FROM log WHERE invoice_id IS NULL"
    with pytest.raises(sqlite3.IntegrityError, match="cannot be replaced"):
        billed.rows(f"INSERT OR REPLACE INTO log ({LOG}) {unbilled}")


def test_of_an_issued_invoice_only_the_sending_can_be_noted(billed: Cli) -> None:
    billed.rows("UPDATE invoice SET sent_on = '2026-12-01'")
    assert billed.rows("SELECT sent_on FROM invoice") == [("2026-12-01",)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE log SET invoice_id = 1 WHERE id = 1",
        "UPDATE log SET invoice_id = 2 WHERE id = 1",
        "DELETE FROM record WHERE id = 1",
        "DELETE FROM customer WHERE id = 1",
        "UPDATE invoice_line SET credits_position = 2",
        "UPDATE invoice SET number = lower(number) WHERE id = 2",
    ],
)
def test_what_was_credited_stays_too(billed: Cli, sql: str) -> None:
    billed.at("2026-12-01 09:00").run("billing credit 2026-0001")
    with pytest.raises(sqlite3.IntegrityError, match=r"^rule:"):
        billed.rows(sql)


def test_a_log_is_freed_only_by_the_credit_of_its_own_line(cli: Cli) -> None:
    story(cli)
    issue(cli, "case-1 --group-by log")
    cli.at("2026-12-01 09:00").run("billing credit 2026-0001 --line 1")
    with pytest.raises(sqlite3.IntegrityError, match="on an issued invoice and cannot change"):
        cli.rows("UPDATE log SET invoice_id = NULL WHERE id = 2")


@pytest.mark.parametrize(
    "line",
    [
        "log edit 1 --note Other",
        "log edit 1 --no-billable",
        "log delete 1 --yes",
        "log split 1 --at 2026-11-02T10:00",
        "record delete case-1 --with-logs --yes",
        "customer delete Acme --yes",
        "service delete Consulting --yes",
    ],
)
def test_commands_are_refused_in_a_sentence(billed: Cli, line: str) -> None:
    before = billed.dump()
    refused = billed.at("2026-12-01 09:00").run(line, code=1)
    assert refused.err.startswith("error: ")
    assert "FOREIGN KEY" not in refused.err
    assert billed.dump() == before


def test_a_freed_log_can_change_again(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").run("billing credit 2026-0001")
    billed.at("2026-12-01 09:00").run("log edit 1 --note Other")
    billed.at("2026-12-01 09:00").run("log delete 2 --yes")
    assert issue(billed, day="2026-12-02")["total"] == "90.00"


def test_the_file_holds_together(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").run("billing credit 2026-0001")
    log(billed, "case-1", "2026-11-05 9:00-10:00")
    issue(billed, day="2026-12-02")
    assert billed.rows("PRAGMA foreign_key_check") == []
    assert billed.rows("PRAGMA integrity_check") == [("ok",)]
