"""Moving many logs to another record."""

from __future__ import annotations

import pytest

from tests.cli import bills
from tests.harness import Cli, once

NOON = "2026-11-02 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """On case-1: log 1, billable, and log 2; on task-2 log 3; case-3 is billable, task-4 new."""
    start = cli.at("2026-11-01 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting --billable')
    start.run('record add "Write offer" --type task')
    start.run('record add "Other case" --type case --service Consulting --billable')
    start.run('record add "New" --type task')
    cli.at(NOON).run("log add case-1 9-10 --billable")
    cli.at(NOON).run("log add case-1 10-10:30 --tag web")
    cli.at(NOON).run("log add task-2 2026-11-01 7-8", user="bob")
    return cli


def places(cli: Cli) -> list[tuple[int, int, int]]:
    return cli.rows("SELECT id, record_id, billable FROM log ORDER BY id")


def test_logs_move_together_as_one_entry_and_open_the_record(cli: Cli) -> None:
    entries = cli.rows("SELECT count(*) FROM entry")[0][0]
    result = cli.at(NOON).run("log move 2 3 2 --to task-4")
    assert (result.out, result.err) == ("", "Moved 2 logs to task-4 (New): 1:30.\n")
    assert places(cli) == [(1, 1, 1), (2, 4, 0), (3, 4, 0)]
    assert cli.rows("SELECT status FROM record WHERE id = 4") == [("open",)]
    assert cli.rows("SELECT count(*) FROM entry") == [(entries + 1,)]


def test_a_billable_log_stays_billable_where_the_record_is(cli: Cli) -> None:
    found = cli.at(NOON).run("log move 1 2 --to CASE-3 --json").json
    assert [(log["id"], log["record"], log["billable"]) for log in found] == [
        (1, "case-3", True),
        (2, "case-3", False),
    ]


def test_what_stays_unbilled_on_a_billable_record_is_told(cli: Cli) -> None:
    moved = cli.at(NOON).run("log move 1 2 --to case-3").err
    assert moved == (
        "Moved 2 logs to case-3 (Other case): 1:30.\n"
        "Not billable: 0:30. To bill all time on case-3:"
        " timelog log mark all --record case-3 --billable\n"
    )
    assert "Not billable" not in cli.at(NOON).run("log move 1 2 --to case-1 --billable").err


def test_a_move_marks_them_if_so_wanted(cli: Cli) -> None:
    cli.at(NOON).run("log move 1 2 --to case-3 --billable")
    assert places(cli)[:2] == [(1, 3, 1), (2, 3, 1)]
    cli.at(NOON).run("log move @2 @3 --to task-4 --no-billable")
    assert places(cli)[:2] == [(1, 4, 0), (2, 4, 0)]


def test_a_billable_log_does_not_move_to_a_record_that_is_not(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log move 1 2 --to task-4",
        message="cannot move log 1 to task-4: the record is not billable",
        hint="to move all as non-billable, add --no-billable",
    )
    cli.at(NOON).run("log edit 2 --billable")
    cli.at(NOON).refused(
        "log move 1 2 3 --to task-4",
        message="cannot move logs 1, 2 to task-4: the record is not billable",
    )


def test_nothing_becomes_billable_on_a_record_that_is_not(cli: Cli) -> None:
    cli.at(NOON).refused(
        "log move 2 --to task-4 --billable",
        message="cannot mark time on task-4 as billable: the record is not billable",
        hint="timelog record edit task-4 --service SERVICE --billable",
    )


def test_no_log_moves_to_a_closed_record(cli: Cli) -> None:
    cli.at(NOON).run("record close case-3")
    cli.at(NOON).refused(
        "log move 1 2 --to case-3", message="case-3 is closed", hint="timelog record reopen case-3"
    )


def test_late_logs_move_to_a_resolved_record(cli: Cli) -> None:
    cli.at(NOON).run("record resolve case-3")
    cli.at(NOON).run("log move 1 --to case-3")
    assert cli.rows("SELECT status FROM record WHERE id = 3") == [("resolved",)]


@pytest.fixture
@once
def invoiced(cli: Cli) -> Cli:
    """Log 1 is on invoice 2026-0001."""
    cli.at(NOON).run("customer add Acme")
    cli.at(NOON).run("record edit case-1 --customer Acme")
    bills.done(cli, "case-1")
    cli.at("2026-11-30 19:00").run("billing issue case-1")
    return cli


def test_none_moves_when_one_is_on_an_invoice(invoiced: Cli) -> None:
    invoiced.at("2026-12-01 09:00").refused(
        "log move 2 1 --to case-3",
        message="cannot change log 1: it is on invoice 2026-0001",
        hint="timelog billing credit 2026-0001",
    )
    invoiced.at("2026-12-01 09:00").refused(
        "log move 2026-11 --record case-1 --to case-3",
        message="cannot change log 1: already on invoice 2026-0001",
        hint="to change the others, add --uninvoiced",
    )
    invoiced.at("2026-12-01 09:00").run("log move 2026-11 --record case-1 --to case-3 --uninvoiced")
    assert places(invoiced)[:2] == [(1, 1, 1), (2, 3, 0)]


def test_a_log_that_is_there_already_stays_as_it_is(cli: Cli) -> None:
    entries = cli.rows("SELECT count(*) FROM entry")
    result = cli.at(NOON).run("log move 1 2 --to case-1")
    assert result.err == "No logs to move to case-1 (Fix login). 2 were already on case-1.\n"
    assert cli.rows("SELECT count(*) FROM entry") == entries
    result = cli.at(NOON).run("log move 2 3 --to case-1")
    said = "Moved 1 log to case-1 (Fix login): 1:00. 1 was already on case-1."
    assert result.err.splitlines()[0] == said


def test_what_is_on_an_invoice_and_there_already_keeps_nothing_from_moving(invoiced: Cli) -> None:
    result = invoiced.at("2026-12-01 09:00").run("log move 1 3 --to case-1")
    said = "Moved 1 log to case-1 (Fix login): 1:00. 1 was already on case-1."
    assert result.err.splitlines()[0] == said


def test_all_of_a_period_on_the_wrong_record_moves(cli: Cli) -> None:
    before = cli.dump()
    line = "log move today --record case-1 --tag web --to task-4"
    result = cli.at(NOON).run(f"{line} --dry-run")
    assert result.err == "Read today as 2026-11-02.\nWould move 1 log to task-4 (New): 0:30.\n"
    assert cli.dump() == before
    cli.at(NOON).run(line)
    assert places(cli) == [(1, 1, 1), (2, 4, 0), (3, 2, 0)]


def test_filters_without_a_period_mean_this_week(cli: Cli) -> None:
    result = cli.at(NOON).run("log move --owner bob --owner ada --not-record case-1 --to task-4")
    assert result.err.splitlines() == [
        "This week: 2026-W45, 2026-11-02 to 2026-11-08.",
        "No logs to move to task-4 (New).",
    ]


def test_a_year_is_a_period_only_beside_filters(cli: Cli) -> None:
    result = cli.at(NOON).run("log move 2026 --record task-2 --to task-4")
    assert result.err.startswith("Read 2026 as the year 2026.\n")
    assert places(cli)[2] == (3, 4, 0)
    cli.at(NOON).refused(
        "log move 2026 --to task-4",
        code=3,
        message="no log 2026",
        hint="to move the year: timelog log move 2026-01-01..2026-12-31 --to task-4",
    )
    cli.at(NOON).refused("log move 1999 --to task-4", code=3, message="no log 1999")
    cli.at(NOON).refused("log move 9999 --to task-4", code=3, message="no log 9999")


def numbered(cli: Cli, number: int) -> None:
    """Give the next log this number."""
    cli.rows("UPDATE sqlite_sequence SET seq = ? WHERE name = 'log'", number - 1)
    cli.at(NOON).run("log add task-4 2026-10-01 9:00-10:00")


def test_a_number_that_can_be_a_log_or_a_year_with_logs_is_refused(cli: Cli) -> None:
    numbered(cli, 2026)
    cli.at(NOON).refused(
        "log move 2026 --to task-2",
        code=2,
        message="2026 is ambiguous: log 2026 or the year 2026",
        hint="to move the log: timelog log edit 2026 --record task-2; to move the year:"
        " timelog log move 2026-01-01..2026-12-31 --to task-2",
    )
    cli.at(NOON).run("log move '#2026' --to task-2")
    assert places(cli)[-1][:2] == (2026, 2)
    cli.at(NOON).run("log move 2026-01-01..2026-12-31 --to task-4 --no-billable")
    assert {place[1] for place in places(cli)} == {4}


def test_the_number_of_a_log_in_a_year_without_logs_is_echoed(cli: Cli) -> None:
    numbered(cli, 2020)
    result = cli.at(NOON).run("log move 2020 --to task-2")
    assert result.err.splitlines()[0] == "Read 2020 as log 2020."
    assert places(cli)[-1][:2] == (2020, 2)


def test_log_mark_reads_a_year_and_names_the_log_of_that_number(cli: Cli) -> None:
    assert (
        cli.at(NOON)
        .run("log mark 2026 --no-billable")
        .err.startswith("Read 2026 as the year 2026.\n")
    )
    numbered(cli, 2026)
    assert (
        cli.at(NOON)
        .run("log mark 2026 --no-billable")
        .err.startswith(
            "Read 2026 as the year 2026. To change log 2026: timelog log edit 2026 --no-billable\n"
        )
    )
    cli.at(NOON).run("log mark 2026-01-01..2026-12-31 --no-billable")


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    [
        (
            "log move --to case-3",
            2,
            "no logs given",
            "timelog log move 12 13 --to REF",
        ),
        (
            "log move 1 2 --record case-1 --to case-3",
            2,
            "use either log numbers or filters, not both",
            "use only one of them",
        ),
        (
            "log move 1",
            2,
            "log move: missing --to (the record to move them to)",
            "timelog log move --help",
        ),
        (
            "log move 1 --to case-9",
            3,
            "no record case-9",
            "did you mean case-3, case-1?",
        ),
        ("log move 1 9 --to case-3", 3, "no log 9", "timelog log list all"),
        (
            "log move todax --to case-3",
            2,
            "'todax' is not a period",
            None,
        ),
    ],
)
def test_a_move_that_cannot_be_read_is_refused(
    cli: Cli, line: str, code: int, message: str, hint: str | None
) -> None:
    cli.at(NOON).refused(line, code=code, message=message, hint=hint)


def test_a_move_is_undone_and_done_again(cli: Cli) -> None:
    before = cli.dump()
    cli.at(NOON).run("log move 1 2 3 --to task-4 --no-billable")
    after = cli.dump()
    cli.at(NOON).run("undo")
    assert cli.dump() == before
    cli.at(NOON).run("redo")
    assert cli.dump() == after
