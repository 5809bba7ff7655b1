"""Every refusal of the rules of the domain, and every exit code: the list to check against.

The tests of each command look closer; here each rule stands once, in the order of the rules, with
its message, its hint and its code, and with a database that is the same before and after.
"""

from __future__ import annotations

import shlex
import sqlite3
from pathlib import Path

import pytest

from tests import processes
from tests.harness import Cli, once
from timelog_cli.store.connection import VERSION

NOW = "2026-11-02 12:00"
STORY = (
    ("2026-11-02 05:00", "service add Consulting --price 60 --currency USD"),
    ("2026-11-02 05:00", "customer add Acme"),
    ("2026-11-02 05:00", "record add Paid --type case --customer Acme --service Consulting"),
    ("2026-11-02 05:00", "record edit case-1 --billable"),
    ("2026-11-02 07:00", "log add case-1 6:00-7:00 --billable"),
    ("2026-11-02 07:00", "record resolve case-1"),
    ("2026-11-02 07:00", "billing issue case-1"),
    ("2026-11-02 07:00", "record add Running"),
    ("2026-11-02 07:00", "record add Closed"),
    ("2026-11-02 07:00", "record close task-3"),
    ("2026-11-02 07:00", "record add Open --type case --customer Acme --service Consulting"),
    ("2026-11-02 07:00", "record edit case-4 --billable"),
    ("2026-11-02 09:00", "log add case-4 8:00-9:00 --billable"),
    ("2026-11-02 09:00", "record add Paused"),
    ("2026-11-02 09:30", "start task-5"),
    ("2026-11-02 10:00", "pause"),
    ("2026-11-02 10:00", "record add Resolved --type ticket"),
    ("2026-11-02 10:00", "record resolve ticket-6"),
    ("2026-11-02 11:00", "start task-2"),
)

BILLED = "cannot change log 1: it is on invoice 2026-0001"
CREDIT = "timelog billing credit 2026-0001"
RULES = (
    # Records
    ("log add task-3 30m", 1, "task-3 is closed", "timelog record reopen task-3"),
    ("start task-3", 1, "task-3 is closed", "timelog record reopen task-3"),
    ("start ticket-6", 1, "ticket-6 is resolved", "timelog record reopen ticket-6"),
    (
        "record resolve task-2",
        1,
        "task-2 has an active timer: ada's timer is running",
        "timelog record resolve task-2 --stop-timer",
    ),
    (
        "record close task-5",
        1,
        "task-5 has an active timer: ada's timer is paused",
        "timelog record close task-5 --stop-timer",
    ),
    (
        "record delete task-2 --yes",
        1,
        "task-2 has an active timer: ada's timer is running",
        "timelog record delete task-2 --stop-timer --with-logs",
    ),
    (
        "record delete case-4 --yes",
        1,
        "cannot delete case-4: it has 1 log",
        "timelog record delete case-4 --with-logs",
    ),
    (
        "record delete case-1 --with-logs --yes",
        1,
        "cannot delete case-1: it is on invoice 2026-0001",
        "timelog record close case-1",
    ),
    (
        "record add New --billable",
        1,
        "a record without a service cannot be billable",
        "timelog record add New --service SERVICE --billable",
    ),
    (
        "record edit case-4 --no-service",
        1,
        "cannot make case-4 non-billable: it has 1 unbilled log",
        "to make them non-billable too: timelog record edit case-4 --no-service --unmark-logs",
    ),
    (
        "record edit case-4 --no-rate",
        1,
        "cannot make case-4 non-billable: it has 1 unbilled log",
        "to make them non-billable too: timelog record edit case-4 --no-rate --unmark-logs",
    ),
    (
        "record edit case-4 --no-billable",
        1,
        "cannot make case-4 non-billable: it has 1 unbilled log",
        "to make them non-billable too: timelog record edit case-4 --no-billable --unmark-logs",
    ),
    (
        "log add task-2 30m --billable",
        1,
        "cannot mark time on task-2 as billable: the record is not billable",
        "timelog record edit task-2 --service SERVICE --billable",
    ),
    # Timers
    (
        "start case-4",
        1,
        "another timer is already running, on task-2",
        "to pause it first: timelog start case-4 --switch",
    ),
    (
        "resume task-5",
        1,
        "another timer is already running, on task-2",
        "to pause it first: timelog resume task-5 --switch",
    ),
    (
        "start task-2",
        1,
        "there is already a running timer on task-2",
        "timelog stop task-2",
    ),
    (
        "start task-5",
        1,
        "there is already a paused timer on task-5",
        "timelog resume task-5",
    ),
    (
        "resume task-2",
        1,
        "the timer on task-2 is already running",
        "timelog pause task-2",
    ),
    (
        "pause task-5",
        1,
        "the timer on task-5 is already paused",
        "timelog resume task-5",
    ),
    ("stop case-4", 1, "you have no timer on case-4", "timelog timer list"),
    ("--as bob stop", 1, "no timer to stop", "timelog start REF"),
    ("--as bob pause", 1, "no timer to pause", "timelog start REF"),
    ("--as bob resume", 1, "no timer to resume", "timelog start REF (or timelog continue)"),
    ("--as bob timer cancel --yes", 1, "no timer to cancel", "timelog start REF"),
    (
        "stop",
        1,
        "more than one timer to stop, so give a REF: task-2 (running), task-5 (paused)",
        "timelog stop task-2",
    ),
    (
        "pause --at 13:00",
        1,
        "2026-11-02 13:00:00 is in the future; it is now 2026-11-02 12:00:00",
        "give a time in the past, or leave out --at to use the current time",
    ),
    (
        "pause --at 10:30",
        1,
        "2026-11-02 10:30:00 is before the last change of the timer on task-2, at"
        " 2026-11-02 11:00:00",
        "use --at 2026-11-02T11:00:00 or later",
    ),
    (
        "start case-4 --switch --at 8:30",
        1,
        "2026-11-02 08:30:00 is before the last change of the timer on task-2, at"
        " 2026-11-02 11:00:00",
        "use --at 2026-11-02T11:00:00 or later",
    ),
    (
        "timer cancel task-2",
        1,
        "confirmation needed, but there is no terminal: Discard the timer on task-2 (1:00:00)?",
        "to confirm, add --yes",
    ),
    # Time
    (
        "log add case-4 --start 2026-03-29T02:30 --duration 1h",
        2,
        "2026-03-29 02:30 does not exist in Europe/Rome, because the clocks go forward",
        "use 2026-03-29 01:59:59 or earlier, or 2026-03-29 03:00:00 or later",
    ),
    (
        "log add case-4 --start 2026-10-25T02:30 --duration 1h",
        2,
        "2026-10-25 02:30 occurs twice in Europe/Rome, because the clocks go back",
        "use 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00",
    ),
    (
        "log add task-2 13:00-14:00",
        1,
        "the end 2026-11-02 14:00 is in the future; it is now 2026-11-02 12:00",
        "to log it anyway, add --allow-future",
    ),
    (
        "log add task-2 --start 9:00 --end 9:00",
        1,
        "the end 2026-11-02 09:00 must be after the start 2026-11-02 09:00",
        "give the date of both: --start 2026-11-02T22:00 --end 2026-11-03T01:30",
    ),
    (
        "log edit 2 --end 7:00",
        1,
        "the end 2026-11-02 07:00 must be after the start 2026-11-02 08:00",
        "give the date of both: --start 2026-11-02T22:00 --end 2026-11-03T01:30",
    ),
    # Billing
    ("log edit 1 --note x", 1, BILLED, CREDIT),
    (
        "log delete 1 --yes",
        1,
        BILLED.replace("change", "delete"),
        "timelog billing credit 2026-0001",
    ),
    ("log split 1 --at 6:30", 1, BILLED, CREDIT),
    ("log edit 1 --record case-4", 1, BILLED, CREDIT),
    (
        "log mark all --record case-1 --no-billable",
        1,
        "cannot change log 1: already on invoice 2026-0001",
        "to change the others, add --uninvoiced",
    ),
    (
        "customer delete Acme --yes",
        1,
        "cannot delete the customer 'Acme': it is on invoice 2026-0001",
        "to rename it: timelog customer edit Acme --name NAME",
    ),
    (
        "service delete Consulting --yes",
        1,
        "cannot delete the service 'Consulting': it is used by case-1, case-4",
        "timelog record edit case-1 --service OTHER (or --no-service)",
    ),
    (
        "billing issue case-4",
        1,
        "cannot invoice case-4: it is open, not resolved or closed",
        "timelog record resolve case-4",
    ),
    (
        "billing issue case-1",
        1,
        "nothing to bill on case-1: it has no unbilled time",
        "timelog log list all --record case-1",
    ),
    (
        "billing pay 2026-0001 --amount 60.01",
        1,
        "the payment of 60.01 USD exceeds the 60.00 USD due on 2026-0001",
        "to keep the rest as credit: timelog billing pay 2026-0001 --amount 60.01"
        " --allow-overpayment",
    ),
    (
        "billing pay 2026-0001 --amount 0",
        1,
        "the payment must be greater than 0",
        "timelog billing pay 2026-0001",
    ),
    # Not found
    ("record show case-99", 3, "no record case-99", "did you mean case-4, case-1?"),
    ("log show 99", 3, "no log 99", "timelog log list all"),
    ("customer show Nobody", 3, "no customer 'Nobody'", None),
    ("service show Nothing", 3, "no service 'Nothing'", None),
    ("billing show 2026-0099", 3, "no invoice '2026-0099'", None),
    # Usage
    ("frobnicate", 2, "timelog: unknown command 'frobnicate'", "timelog --help"),
    ("recrd list", 2, "timelog: unknown command 'recrd'", "did you mean timelog record?"),
    ("record frob", 2, "timelog record: unknown command 'frob'", "timelog record --help"),
    ("--jsn status", 2, "timelog: unknown option --jsn", None),
    ("status --frob", 2, "status: unknown option --frob", "timelog status --help"),
    ("log add 1 --tb", 2, "log add: unknown option --tb", "timelog log add --help"),
    ("status case-1 case-4", 2, "status: unexpected argument 'case-4'", "timelog status --help"),
    ("record add", 2, "record add: missing TITLE (the title, in one line)", None),
    ("record add A --type", 2, "--type needs a value: TYPE", "timelog record add --help"),
    ("record add A --type bug", 2, "invalid value for --type: 'bug'", None),
    (
        "record add A --owner a --owner b",
        2,
        "--owner can be given only once",
        "timelog record add --help",
    ),
    ("status --json=yes", 2, "--json does not take a value", "timelog status --help"),
    (
        "stop task-2 --billable --no-billable",
        2,
        "--billable cannot be used with --no-billable",
        None,
    ),
    ("--db", 2, "--db needs a value: PATH", "timelog --help"),
    ("--db '' status", 2, "--db is empty", "timelog --help"),
    ("status --as ''", 2, "--as is empty", "timelog status --help"),
    ("--as ada status --as bob", 2, "--as can be given only once", "timelog --help"),
    ("log add case-4 banana", 2, "'banana' is not a time range", None),
    ("log add case-4 --duration 30", 2, "'30' needs a unit", "use 30m or 30h"),
)


@pytest.fixture
@once
def told(cli: Cli) -> Cli:
    for moment, line in STORY:
        cli.at(moment).run(line)
    return cli


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    RULES,
    ids=[rule[0] for rule in RULES],
)
def test_a_rule_is_refused_with_its_message_and_what_to_type_instead(
    told: Cli, line: str, code: int, message: str, hint: str | None
) -> None:
    told.at(NOW).refused(line, code=code, message=message, hint=hint)
    history = told.rows("SELECT max(id) FROM entry")
    if "--json" in line or "--db" in line or line.endswith("--type"):
        return
    words = shlex.split(line)
    error = told.at(NOW).run([*words, "--json"], code=code)
    assert (error.error["message"], error.out) == (message, "")
    assert told.rows("SELECT max(id) FROM entry") == history


def test_a_clock_that_went_back_is_refused(told: Cli) -> None:
    told.at("2026-11-02 10:59").refused(
        "pause",
        message="the system clock has gone back: it shows 2026-11-02 10:59:00,"
        " but the timer on task-2 last changed at 2026-11-02 11:00:00",
    )


def test_a_start_inside_another_log_is_refused(told: Cli) -> None:
    told.at(NOW).run("pause")
    told.at(NOW).refused(
        "start case-4 --at 8:30",
        message="2026-11-02 08:30 overlaps log 2 on case-4 (2026-11-02 08:00–09:00)",
    )


def test_logs_of_one_owner_do_not_overlap_and_both_sides_are_shown(told: Cli) -> None:
    told.at(NOW).refused(
        "log add task-2 8:30-9:15",
        message="2026-11-02 08:30–09:15 overlaps log 2 on case-4 (2026-11-02 08:00–09:00)",
    )


def test_what_was_changed_by_other_means_is_not_undone(told: Cli) -> None:
    told.at(NOW).run("record edit task-2 --title Named")
    with sqlite3.connect(told.path) as connection:
        connection.execute("DROP TRIGGER journal_record_update")
        connection.execute("UPDATE record SET title = 'Other' WHERE id = 2")
    connection.close()
    told.at(NOW).refused(
        "undo",
        message="record 2 has been changed since by another program",
        hint="timelog history",
    )


def test_an_issued_invoice_is_not_undone(told: Cli) -> None:
    for line in ("stop task-2", "stop task-5", "record resolve case-4", "billing issue case-4"):
        told.at(NOW).run(line)
    told.at(NOW).refused(
        "undo",
        message="cannot undo 'timelog billing issue case-4 --no-seller': 2026-0002 has been issued"
        " and can only be credited",
        hint="timelog billing credit 2026-0002",
    )


# Exit codes


def test_code_0_also_when_there_is_nothing_to_do(told: Cli) -> None:
    for line in ("redo", "log mark all --record task-2 --no-billable", "billing issue --all"):
        assert told.at(NOW).run(line).code == 0, line


def test_code_4_when_another_process_keeps_the_database(told: Cli) -> None:
    told.at(NOW).run("prompt")  # leaves its copy
    holder = sqlite3.connect(told.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    busy = {"TIMELOG_BUSY_SECONDS": "0.1"}
    for line in ("status", "log add task-2 30m", "undo", "db backup copy.db", "log list --json"):
        result = told.at(NOW).run(line, code=4, env=busy)
        assert "the database is in use by another process" in result.err
        assert result.out == ""
    assert told.at(NOW).run("prompt", env=busy).out == "▶ task-2 1:00\n"  # from the copy
    holder.execute("ROLLBACK")
    holder.close()
    assert told.at(NOW).run("status").code == 0


def test_code_4_is_for_writers_only_while_another_process_writes(told: Cli) -> None:
    holder = sqlite3.connect(told.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    busy = {"TIMELOG_BUSY_SECONDS": "0.1"}
    assert told.at(NOW).run("status", env=busy).code == 0
    before = told.dump()
    told.at(NOW).run("stop task-2", code=4, env=busy)
    holder.execute("ROLLBACK")
    holder.close()
    assert told.dump() == before


def test_code_5_when_a_batch_is_done_in_part(told: Cli, tmp_path: Path) -> None:
    good = tmp_path / "good.eml"
    good.write_bytes(b"Subject: Help\nFrom: a@b.c\nMessage-ID: <1@b>\n\nText\n")
    box = tmp_path / "box"
    box.mkdir()
    good.rename(box / "a.eml")
    (box / "b.eml").write_bytes(b"")
    result = told.at(NOW).run(f"record mail {box}", code=5)
    assert result.out == "case-7\n"
    assert "b.eml" in result.err


def test_code_6_when_the_folder_of_documents_cannot_be_written(told: Cli, tmp_path: Path) -> None:
    for line in ("stop task-2", "stop task-5", "record resolve case-4"):
        told.at(NOW).run(line)
    (tmp_path / "file").write_text("")
    target = tmp_path / "file" / "invoices"
    told.at(NOW).refused(
        f"billing issue case-4 --out {target}",
        code=6,
        message=f"cannot write {target}: not a directory",
        hint="choose another folder with --out DIR",
    )
    issued = told.at(NOW).run(f"billing issue case-4 --out {tmp_path / 'invoices'}")
    assert "2026-0002_Acme.md" in issued.out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"rubbish " * 1000, "{path} is not a timelog database"),
        (None, "{path} is a folder"),
    ],
)
def test_code_7_when_the_file_is_no_database(
    bare: Cli, content: bytes | None, message: str
) -> None:
    if content is None:
        bare.path.mkdir()
    else:
        bare.path.write_bytes(content)
    for line in ("status", "log add case-1 30m", "log list --json"):
        result = bare.at(NOW).run(line, code=7)
        assert message.format(path=bare.path) in result.err
        assert result.out == ""
    assert content is None or bare.path.read_bytes() == content


def test_code_7_when_the_file_is_newer(told: Cli) -> None:
    with sqlite3.connect(told.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    content = told.path.read_bytes()
    result = told.at(NOW).run("status", code=7)
    assert result.err == (
        f"error: {told.path} was written by a newer version of timelog (schema 99; this"
        f" version supports up to {VERSION})\n"
        "hint: upgrade timelog\n"
    )
    assert told.path.read_bytes() == content


def test_code_7_when_the_file_is_of_another_program(bare: Cli) -> None:
    with sqlite3.connect(bare.path) as connection:
        connection.execute("CREATE TABLE note (text)")
    connection.close()
    content = bare.path.read_bytes()
    result = bare.at(NOW).run("record add New", code=7)
    assert result.err == (
        f"error: {bare.path} is an SQLite database, but not a timelog database\n"
        "hint: choose a timelog database with --db PATH\n"
    )
    assert bare.path.read_bytes() == content


def test_code_130_at_the_question(told: Cli) -> None:
    """A real Ctrl-C in a real terminal, while the program waits for an answer."""
    import os
    import pty
    import signal
    import subprocess

    before = told.dump()
    reader, writer = pty.openpty()
    process = subprocess.Popen(
        processes.command(["record", "delete", "ticket-6"]),
        env=processes.environment(told, NOW),
        stdin=writer,
        stdout=writer,
        stderr=writer,
    )
    os.close(writer)
    printed = b""
    while b"[y/N]" not in printed:
        printed += os.read(reader, 1000)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert b"interrupted; nothing was changed" in os.read(reader, 1000)
    os.close(reader)
    assert told.dump() == before


def test_json_stands_before_the_command_too(cli: Cli) -> None:
    assert cli.run("--json status").json == cli.run("status --json").json
    assert cli.run("--json strat", code=2).error == {
        "kind": "usage",
        "message": "timelog: unknown command 'strat'",
        "detail": None,
        "hint": "did you mean timelog start?",
    }


def test_help_of_a_bare_group_is_no_error(bare: Cli) -> None:
    for line in ("record", "timer", "billing", "db", "config", ""):
        result = bare.run(line)
        assert result.out.startswith("Usage: timelog")
        assert result.err == ""
    assert not bare.path.exists()
