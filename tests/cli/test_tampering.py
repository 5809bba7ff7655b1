"""What was changed behind the back of the program is named by ``db check``.

Each change is made with the triggers dropped and put back, as someone would who knows the file.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import Cli

PREPARED = (
    "config set seller.name Ada",
    "service add Consulting --price 60 --currency EUR --tax-rate 22",
    "customer add Acme --email acme@example.com",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    'log add case-1 2026-10-01 9:00-13:30 --billable --tag web --note "Night shift"',
    "billing item add case-1 Train 45.00",
    "record resolve case-1",
    "billing issue case-1",
    "billing pay 2026-0001 --amount 100",
    "log add case-1 2026-10-02 9:00-10:00 --billable",
    "billing issue case-1",
    "billing credit 2026-0002",
    'record add "Offer" --customer Acme --service Consulting --estimate 3h --billable',
    "billing quote task-2",
    "log add task-2 2026-10-03 9:00-10:00",
    "log edit 3 --note Changed",
    "customer edit Acme --email new@example.com",
    "start task-2",
)
INVOICE = "number = '2026-0001'"
FIRST = f"(SELECT id FROM invoice WHERE {INVOICE})"
SECOND = "(SELECT id FROM invoice WHERE number = '2026-0002')"
CHANGES = {
    "a total of the snapshot": (
        f"UPDATE invoice SET snapshot = replace(snapshot, '270.00', '170.00') WHERE {INVOICE}",
        "invoice 2026-0001: its subtotal is 315.00, but its parts add up to 215.00",
    ),
    "the amount due in the snapshot": (
        f"UPDATE invoice SET snapshot = json_set(snapshot, '$.payable', '1.00') WHERE {INVOICE}",
        "invoice 2026-0001: its snapshot has payable 1.00, but the other figures make it 384.30",
    ),
    "the price of a line in the snapshot": (
        "UPDATE invoice SET snapshot = json_set(snapshot, '$.lines[0].unit_price', '6')"
        f" WHERE {INVOICE}",
        "invoice 2026-0001: its snapshot has lines[1].unit_price 6, but 2026-0001_Acme.json has",
    ),
    "the name of the customer in the snapshot": (
        "UPDATE invoice SET snapshot = replace(snapshot, 'Acme', 'Evil')",
        "invoice 2026-0001: its snapshot has customer Evil, but 2026-0001_Acme.json has Acme",
    ),
    "the due date in the snapshot": (
        "UPDATE invoice SET snapshot = json_set(snapshot, '$.due_date', '2030-01-01')"
        f" WHERE {INVOICE}",
        "invoice 2026-0001: its due_date is 2026-12-02, but its snapshot has 2030-01-01",
    ),
    "one digit of the total in the snapshot": (
        f"UPDATE invoice SET snapshot = replace(snapshot, '384.30', '184.30') WHERE {INVOICE}",
        "invoice 2026-0001: its total is 384.30, but its snapshot has 184.30",
    ),
    "the tax in the snapshot": (
        f"UPDATE invoice SET snapshot = json_set(snapshot, '$.tax_total', '6.30') WHERE {INVOICE}",
        "invoice 2026-0001: its tax_total is 6.30, but its parts add up to 69.30",
    ),
    "a key of the snapshot that is gone": (
        f"UPDATE invoice SET snapshot = json_remove(snapshot, '$.customer') WHERE {INVOICE}",
        "invoice 2026-0001: its snapshot has customer nothing, but 2026-0001_Acme.json has Acme",
    ),
    "a line of the snapshot that is gone": (
        f"UPDATE invoice SET snapshot = json_remove(snapshot, '$.lines[1]') WHERE {INVOICE}",
        "invoice 2026-0001: line 2 is missing from its snapshot",
    ),
    "a snapshot that is none": (
        f"UPDATE invoice SET snapshot = '{{}}' WHERE {INVOICE}",
        "invoice 2026-0001: its snapshot cannot be read: 'kind'",
    ),
    "the snapshot, the row and the JSON document at once": (
        "UPDATE invoice SET total = '1.00', payable = '1.00', snapshot = json_set(snapshot,"
        f" '$.total', '1.00', '$.payable', '1.00') WHERE {INVOICE}",
        "invoice 2026-0001: its total is 1.00, but its parts add up to 384.30",
    ),
    "the total of the row": (
        f"UPDATE invoice SET total = '1.00' WHERE {INVOICE}",
        "invoice 2026-0001: its total is 1.00, but its snapshot has 384.30",
    ),
    "what the row says is due": (
        f"UPDATE invoice SET payable = '1.00' WHERE {INVOICE}",
        "invoice 2026-0001: its payable is 1.00, but its snapshot has 384.30",
    ),
    "the currency of the row": (
        f"UPDATE invoice SET currency = 'JPY' WHERE {INVOICE}",
        "invoice 2026-0001: its currency is JPY, but its snapshot has EUR",
    ),
    "the day of the row": (
        f"UPDATE invoice SET issue_date = '2026-01-01' WHERE {INVOICE}",
        "invoice 2026-0001: its issue_date is 2026-01-01, but its snapshot has 2026-11-02",
    ),
    "the due date of the row": (
        f"UPDATE invoice SET due_date = '2026-01-01' WHERE {INVOICE}",
        "invoice 2026-0001: its due_date is 2026-01-01, but its snapshot has 2026-12-02",
    ),
    "the number of the row": (
        f"UPDATE invoice SET number = '2026-0009' WHERE {INVOICE}",
        "invoice 2026-0009: its number is 2026-0009, but its snapshot has 2026-0001",
    ),
    "the customer of the row": (
        "INSERT INTO customer (id, uuid, name) VALUES (9, randomblob(16), 'Other');"
        f"UPDATE invoice SET customer_id = 9 WHERE {INVOICE}",
        "invoice 1 does not match the history: customer_id is 9, not 1",
    ),
    "when it was issued": (
        f"UPDATE invoice SET issued_at = issued_at - 86400 WHERE {INVOICE}",
        "invoice 1 does not match the history: issued_at is",
    ),
    "when it was sent": (
        f"UPDATE invoice SET sent_on = '2026-11-01' WHERE {INVOICE}",
        "invoice 1 does not match the history: sent_on is '2026-11-01', not None",
    ),
    "the invoice that a credit note credits": (
        f"UPDATE invoice SET credits_id = {FIRST} WHERE kind = 'credit-note'",
        "invoice CN-2026-0001: its credits is 2026-0001, but its snapshot has 2026-0002",
    ),
    "a quote that was accepted": (
        "UPDATE invoice SET answer = 'accepted', answered_on = '2026-11-02' WHERE kind = 'quote'",
        "invoice 4 does not match the history: answer is 'accepted', not None",
    ),
    "a document that is gone": (
        f"DELETE FROM document WHERE format = 'html' AND invoice_id = {FIRST}",
        "invoice 2026-0001: its html document is missing",
    ),
    "the bytes of a document": (
        "UPDATE document SET bytes = CAST(replace(CAST(bytes AS TEXT), '60', '61') AS BLOB)"
        " WHERE format = 'md'",
        "the 2026-0001_Acme.md document of invoice 2026-0001 differs from what was issued",
    ),
    "a document and its hash": (
        "UPDATE document SET bytes = x'00', sha256 ="
        " '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' WHERE format = 'md'",
        "document 1/md does not match the history: sha256 is",
    ),
    "the name of a document": (
        "UPDATE document SET file_name = 'x.md' WHERE format = 'md'",
        "document 1/md does not match the history: file_name is 'x.md', not",
    ),
    "a document that is nested too deeply to read": (
        f"UPDATE document SET bytes = CAST('{'[' * 99_999}' AS BLOB) WHERE format = 'json'",
        "invoice 2026-0001: the document 2026-0001_Acme.json cannot be read",
    ),
    "a snapshot that is nested deeply": (
        "UPDATE invoice SET snapshot = json_set(snapshot, '$.lines',"
        f" json('{'[' * 900 + ']' * 900}')) WHERE {INVOICE}",
        "invoice 2026-0001: its snapshot cannot be read",
    ),
    "a payment of a quote": (
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on)"
        " SELECT randomblob(16), id, '1.00', '2026-11-02' FROM invoice WHERE kind = 'quote'",
        "quote Q2026-0001 has a payment",
    ),
    "an item on a quote": (
        "INSERT INTO line_item SELECT id, 1, 1, 1 FROM invoice WHERE kind = 'quote'",
        "quote Q2026-0001 bills item 1",
    ),
    "a payment that is reversed in part": (
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on, reverses_id)"
        f" VALUES (randomblob(16), {FIRST}, '-90.00', '2026-11-02', 1)",
        "payment 2 does not reverse payment 1 in full",
    ),
    "credit that is no mirror": (
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on, credit_id)"
        f" VALUES (randomblob(16), {SECOND}, '90.00', '2026-11-02', 1)",
        "payment 2 is not the mirror of payment 1, the credit that it used",
    ),
    "credit that is reversed on one of its invoices": (
        f"INSERT INTO payment (uuid, invoice_id, amount, paid_on, credit_id, reverses_id) VALUES"
        f" (randomblob(16), {FIRST}, '-9.00', '2026-11-02', NULL, NULL),"
        f" (randomblob(16), {SECOND}, '9.00', '2026-11-02', 2, NULL),"
        f" (randomblob(16), {FIRST}, '9.00', '2026-11-02', NULL, 2)",
        "payment 3 used credit as payment 2, but only one of them is reversed",
    ),
    "more credit than is prepaid": (
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on, prepays_id)"
        f" VALUES (randomblob(16), {FIRST}, '-9.00', '2026-11-02', {SECOND})",
        "invoice 2026-0002: it has 0.00 prepaid, but 9.00 of credit was used for it",
    ),
    "a prepayment on the invoice where it was credit": (
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on, prepays_id)"
        f" VALUES (randomblob(16), {FIRST}, '-9.00', '2026-11-02', {FIRST})",
        "payment 2 is not credit that 2026-0001 can have as a prepayment",
    ),
    "an invoice with an earlier date than the one before it": (
        "UPDATE invoice SET issue_date = '2026-10-01' WHERE number = '2026-0002'",
        "2026-0002 is dated before 2026-0001, the one before it in its series",
    ),
    "attachments that are no names": (
        "INSERT INTO message (uuid, message_id, record_id, sender_name, subject, body,"
        " attachments, received_at, digest)"
        f" VALUES (randomblob(16), 'a', 1, '', '', '', '[1]', 0, '{'0' * 64}')",
        "message 1 has attachments that are not a list of names",
    ),
    "a line that is gone": (
        f"DELETE FROM line_item WHERE invoice_id = {FIRST};"
        f"DELETE FROM invoice_line WHERE invoice_id = {FIRST} AND position = 2",
        "invoice 2026-0001: line 2 is missing from its rows",
    ),
    "the record of a line": (
        f"UPDATE invoice_line SET record_id = 2 WHERE invoice_id = {FIRST} AND position = 1",
        "invoice 2026-0001: line 1 is for case-1, but its row is for task-2",
    ),
    "the line that a line credits": (
        "UPDATE invoice_line SET credits_position = 7 WHERE credits_position IS NOT NULL",
        "invoice CN-2026-0001: line 1 credits line 1, but its row 7",
    ),
    "the seconds that a line bills of a log": (
        "UPDATE line_log SET worked_seconds = 60 WHERE log_id = 1",
        "invoice 2026-0001: line 1 bills 16200 s of work, but its logs have 60 s",
    ),
    "a segment of a log that is billed": (
        "UPDATE segment SET end_at = end_at - 3600 WHERE log_id = 1",
        "invoice 2026-0001 bills 16200 s of log 1, which has 12600 s",
    ),
    "a log that is no longer on its invoice": (
        "UPDATE log SET invoice_id = NULL WHERE id = 1",
        "invoice 2026-0001 bills log 1, which is not locked by it",
    ),
    "the record of a log that is billed": (
        "UPDATE log SET record_id = 2 WHERE id = 1",
        "log 1 does not match the history: record_id is 2, not 1",
    ),
    "the note of a log": (
        "UPDATE log SET note = 'Day shift' WHERE id = 1",
        "log 1 does not match the history: note is 'Day shift', not 'Night shift'",
    ),
    "the price of an item that is billed": (
        "UPDATE item SET unit_price = '4.50'",
        "item 1 does not match the history: unit_price is '4.50', not '45'",
    ),
    "the rate of a record": (
        "UPDATE record SET rate = '6' WHERE id = 1",
        "record 1 does not match the history: rate is '6', not '60'",
    ),
    "the amount of a payment": (
        "UPDATE payment SET amount = '384.30'",
        "payment 1 does not match the history: amount is '384.30', not '100",
    ),
    "a payment that is gone": (
        "DELETE FROM payment",
        "payment 1 is missing, but not deleted in the history",
    ),
    "a payment from nowhere": (
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on)"
        f" VALUES (randomblob(16), {FIRST}, '284.30', '2026-11-02')",
        "payment 2 is not in the history",
    ),
    "a payment of nonsense": (
        "UPDATE payment SET amount = '1e999x', paid_on = '2026-99-99'",
        "invoice 2026-0001: its payment 1 of 1e999x on 2026-99-99 cannot be read",
    ),
    "a counter": (
        "UPDATE counter SET last = 9",
        "does not match the history: last is 9, not 1",
    ),
    "the counter and the number of the last invoice": (
        "UPDATE counter SET last = 3 WHERE last = 2; UPDATE invoice SET seq = 3,"
        " number = '2026-0003', snapshot = replace(snapshot, '2026-0002', '2026-0003')"
        " WHERE number = '2026-0002'",
        "invoice 2026-0003: its snapshot has number 2026-0003, but 2026-0002_Acme.json has",
    ),
    "a log that is gone with all it has": (
        "DELETE FROM segment WHERE log_id = 3; DELETE FROM log WHERE id = 3",
        "log 3 is missing, but not deleted in the history",
    ),
    "an entry of the history with other words": (
        "UPDATE change SET after = replace(after, 'Night', 'Day') WHERE tbl = 'log'",
        "log 1 does not match the history: note is 'Night shift', not 'Day shift'",
    ),
    "a change of the history in the middle": (
        "UPDATE change SET after = replace(after, 'acme@', 'x@') WHERE tbl = 'customer_email'",
        "is missing, but not deleted in the history",
    ),
    "what a change began with": (
        "UPDATE change SET before = json_set(before, '$.note', 'x') WHERE tbl = 'log'"
        " AND before IS NOT NULL",
        "does not follow from the one before: log 3: note is 'x', not ''",
    ),
    "a change that is gone": (
        "DELETE FROM change WHERE tbl = 'log' AND before IS NOT NULL",
        "log 3 does not match the history: note is 'Changed', not ''",
    ),
    "a row that was replaced, which no trigger sees": (
        "-- with triggers: REPLACE INTO customer (id, uuid, name) VALUES (1, randomblob(16), 'X')",
        "does not follow from the one before: customer 1",
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cli = Cli(tmp_path_factory.mktemp("made"))
    for line in PREPARED:
        cli.run(line)
    return cli.path


@pytest.fixture
def filled(cli: Cli, made: Path) -> Cli:
    shutil.copy(made, cli.path)
    return cli


def tamper(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if statements.startswith("-- with triggers: "):
            connection.executescript(statements.removeprefix("-- with triggers: "))
            return
        connection.execute("PRAGMA ignore_check_constraints = ON")
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        rules = found.fetchall()
        for name, _ in rules:
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(statements)
        for _, sql in rules:
            connection.execute(sql)


def test_an_intact_database_has_no_problem(filled: Cli) -> None:
    assert filled.run("db check").out.startswith("OK: ")


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_behind_its_back_is_named(filled: Cli, what: str) -> None:
    statements, wanted = CHANGES[what]
    tamper(filled.path, statements)
    found = filled.run("db check --json", code=7).json["problems"]
    assert any(wanted in problem for problem in found), found
    assert not any("cannot be checked" in problem for problem in found), found
