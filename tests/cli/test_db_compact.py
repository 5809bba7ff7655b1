"""Removing old history: what goes, what stays, what can still be undone, and that it is asked."""

from __future__ import annotations

import os
import sqlite3

import pytest

from tests.harness import Cli, once
from tests.store import processes

LATER = "2026-11-02 10:00"
NOW = {"TIMELOG_BUSY_SECONDS": "0.1"}


@pytest.fixture
@once
def old(cli: Cli) -> Cli:
    """Two records of January, and one of this week."""
    cli.at("2026-01-10 09:00").run('record add "One"')
    cli.at("2026-01-10 09:00").run('record add "Two"')
    cli.at("2026-11-01 09:00").run('record add "Three"')
    return cli


def commands(cli: Cli) -> list[tuple[str, str]]:
    """The commands of the history and their states, the oldest first."""
    found = cli.at(LATER).run("history --json").json
    return [(entry["command"], entry["state"]) for entry in reversed(found)]


def test_what_is_older_than_90_days_goes_and_the_rest_can_be_undone(old: Cli) -> None:
    before = old.dump()
    result = old.at(LATER).run("db compact --yes")
    said, _, sizes = result.err.partition("; ")
    assert (result.out, said) == ("", "Removed 2 history entries from before 2026-08-04")
    assert ", now " in sizes
    assert old.dump() == before
    assert commands(old) == [
        ("timelog record add Three", ""),
        ("timelog db compact --yes", "compact"),
    ]
    assert old.rows("SELECT count(*) FROM change WHERE entry_id < 3") == [(0,)]
    assert "record add Three" in old.at(LATER).run("undo").err
    assert old.at(LATER).run("undo").err == (
        "Nothing to undo.\n"
        "Earlier history was removed by timelog db compact --yes (ada, 2026-11-02 10:00).\n"
    )
    assert "record add Three" in old.at(LATER).run("redo").err
    assert old.at(LATER).run("db check").code == 0


def test_a_compaction_is_neither_undone_nor_in_the_way_of_a_redo(old: Cli) -> None:
    old.at(LATER).run("undo")
    old.at(LATER).run("db compact --yes")
    assert "Redid: timelog record add Three" in old.at(LATER).run("redo").err


def test_json_says_what_went(old: Cli) -> None:
    size = old.path.stat().st_size
    found = old.at(LATER).run("db compact --keep 30d --yes --json").json
    assert found == {
        "path": str(old.path),
        "before": "2026-10-03T00:00:00+02:00",
        "entries": 2,
        "changes": 3,
        "kept_entries": 2,
        "size_before_bytes": size,
        "size_bytes": old.path.stat().st_size,
        "dry_run": False,
    }


def test_the_history_shows_who_compacted_it(old: Cli) -> None:
    old.at(LATER).run("db compact --yes")
    assert old.at(LATER).run("history show 4").out == (
        "4  2026-11-02 10:00  ada  timelog db compact --yes\n- entry  id=2  entries=2  changes=3\n"
    )
    old.at(LATER).refused(
        "history show 1",
        code=3,
        message="no history entry 1; older entries may have been removed",
        hint="timelog history",
    )


def test_a_dry_run_only_says_what_would_go(old: Cli) -> None:
    before = old.path.read_bytes()
    result = old.at(LATER).run("db compact --dry-run")
    assert result.err == (
        "Would remove 2 history entries from before 2026-08-04; 1 history entry is kept.\n"
    )
    assert old.at(LATER).run("db compact --dry-run --json").json["dry_run"] is True
    assert old.path.read_bytes() == before


def test_nothing_older_is_said(old: Cli) -> None:
    before = old.path.read_bytes()
    result = old.at(LATER).run("db compact --keep 3650d --yes")
    assert result.err == ("Nothing to remove from before 2016-11-04; 3 history entries are kept.\n")
    assert old.path.read_bytes() == before


def test_it_is_asked_before_and_no_is_an_answer(old: Cli) -> None:
    question = (
        "Permanently remove 2 history entries from before 2026-08-04? (To keep a copy"
        " first: timelog db backup)"
    )
    old.at(LATER).refused(
        "db compact",
        message=f"confirmation needed, but there is no terminal: {question}",
        hint="to confirm, add --yes",
    )
    result = old.at(LATER).run("db compact", answers="n\n", code=1)
    assert result.err == f"{question} [y/N] Nothing changed.\n"
    assert len(commands(old)) == 3
    assert "Removed 2" in old.at(LATER).run("db compact", answers="y\n").err


def test_without_any_days_kept_today_stays(old: Cli) -> None:
    old.at(LATER).run('record add "Four"')
    old.at(LATER).run("db compact --keep 0d --yes")
    assert commands(old)[0] == ("timelog record add Four", "")


def test_an_entry_stays_as_long_as_what_turned_it_back(old: Cli) -> None:
    old.at("2026-11-01 10:00").run("undo")
    old.at("2026-11-01 10:00").run("undo")
    old.at(LATER).run("db compact --yes")
    assert commands(old) == [
        ("timelog record add Two", "undone"),
        ("timelog record add Three", "undone"),
        ("timelog undo", "undo 3"),
        ("timelog undo", "undo 2"),
        ("timelog db compact --yes", "compact"),
    ]
    old.at(LATER).run("redo")
    assert old.rows("SELECT title FROM record ORDER BY id") == [("One",), ("Two",)]


def test_what_issued_and_paid_invoices_stays_but_is_not_undone(cli: Cli) -> None:
    start = cli.at("2026-01-10 12:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run("customer add Acme")
    start.run('record add "Login" --customer Acme --service Consulting --billable')
    start.run("log add task-1 9:00-10:00 --billable")
    start.run("record resolve task-1")
    start.run("billing issue task-1")
    start.run("billing pay 2026-0001 --date 2026-01-10")
    before, shown = cli.dump(), cli.at(LATER).run("billing show 2026-0001 --json").json
    cli.at(LATER).run("db compact --yes")
    assert commands(cli) == [
        ("timelog billing issue task-1 --no-seller", "kept"),
        ("timelog billing pay 2026-0001 --date 2026-01-10", "kept"),
        ("timelog db compact --yes", "compact"),
    ]
    assert cli.at(LATER).run("undo").err.startswith("Nothing to undo.\n")
    assert cli.dump() == before
    assert cli.at(LATER).run("billing show 2026-0001 --json").json == shown
    assert cli.at(LATER).run("db check").code == 0
    again = cli.at("2027-11-02 10:00").run("db compact --yes").err
    assert again.startswith("Nothing to remove from before 2027-08-04; 3 history entries")


def test_the_file_becomes_smaller(cli: Cli) -> None:
    january = cli.at("2026-01-10 09:00")
    january.run('record add "One"')
    january.run(["record", "edit", "1", "--description", "x" * 90_000])
    january.run(["record", "edit", "1", "--description", "y" * 90_000])
    size = cli.path.stat().st_size
    cli.at(LATER).run("db compact --yes")
    assert cli.path.stat().st_size < size - 250_000


def test_room_that_nothing_uses_is_given_back_even_without_old_history(cli: Cli) -> None:
    cli.run('record add "One"')
    cli.rows("CREATE TABLE big (text)")
    cli.rows("INSERT INTO big VALUES (zeroblob(500000))")
    cli.rows("DROP TABLE big")
    size = cli.path.stat().st_size
    assert cli.at(LATER).run("db compact").err.startswith("Removed 0 history entries")
    assert cli.path.stat().st_size < size - 400_000
    assert len(commands(cli)) == 1


def test_another_process_that_reads_or_writes_keeps_all_as_it_is(old: Cli) -> None:
    other = sqlite3.connect(old.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM record").fetchone()
    old.at(LATER).refused(
        "db compact --yes",
        code=4,
        message="the database is in use by another process",
        hint="try again; if this continues, check for a timelog process that is stuck",
        env=NOW,
    )
    other.execute("ROLLBACK")
    assert len(commands(old)) == 3
    other.execute("BEGIN IMMEDIATE")
    old.at(LATER).run("db compact --yes", code=4, env=NOW)
    other.close()


def test_a_disk_without_room_for_it_is_named_before(old: Cli) -> None:
    whole = old.path.stat().st_size
    os.truncate(old.path, 2**42)  # takes no room itself; SQLite does not look beyond its pages
    result = old.at(LATER).run("db compact --yes", code=1)
    needed = 2 * 2**42 // 10**6
    assert result.err.startswith(
        f"error: cannot compact {old.path}: it needs {needed} MB of free disk space, and "
    )
    assert result.err.endswith("hint: free some disk space and try again\n")
    os.truncate(old.path, whole)
    assert len(commands(old)) == 3


def test_a_file_that_cannot_be_written_anew_is_as_large_as_before(old: Cli) -> None:
    size = old.path.stat().st_size
    code, out, err = processes.run(
        old.folder,
        *("db", "compact", "--yes"),
        env={
            "TIMELOG_DB": str(old.path),
            "TIMELOG_NOW": "2026-11-02T10:00:00+01:00",
            "SQLITE_TMPDIR": str(old.folder),
        },
        before=processes.with_room_for(size - 50_000),
    )
    assert (code, out) == (5, "")
    assert "error: removed 2 entries of the history, but the file could not be made smaller" in err
    assert err.endswith("hint: to try again: timelog db compact\n")
    assert len(commands(old)) == 2
    assert old.at(LATER).run("db check").code == 0


@pytest.mark.parametrize("keep", ["a year", "-1d", "4000d", ""])
def test_days_that_are_none_are_refused(old: Cli, keep: str) -> None:
    result = old.at(LATER).run(["db", "compact", "--yes", f"--keep={keep}"], code=2)
    assert result.err.startswith("error: ")
    assert len(commands(old)) == 3


def test_no_database_is_made_to_compact_it(bare: Cli) -> None:
    bare.at(LATER).refused(
        "db compact",
        code=3,
        message=f"no database at {bare.path}",
        hint="timelog db path",
    )
    assert not bare.path.exists()
