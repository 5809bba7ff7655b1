"""Logs that start in a locked period stay as they are, whoever asks and however."""

from __future__ import annotations

import json
import shlex
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.faults import walks
from tests.faults.test_overlaps_at_once import at_once
from tests.faults.walks import Typed, Walk
from tests.harness import Cli, once

NOW = "2026-11-02 12:00"
HINT = "timelog billing unlock"
LOCKED = "logs up to 2026-09-30 are locked"
FRAMES = walks.FRAMES.read_bytes()


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Logs 1 and 2 start in the locked period, 2 ends after it, 3 and 4 are after it."""
    for line in (
        "service add Work --price 60 --currency USD",
        "customer add Acme",
        "record add One --type case --customer Acme --service Work --billable",
        "record add Two",
        "log add 1 2026-09-12 9:00-12:00 --tag a --billable",
        "log add 1 2026-09-30 22:00-1:00 --tag a --note Late",
        "log add 1 2026-10-01 9:00-10:00 --tag b --billable",
        "log add 1 2026-10-02 9:00-10:00",
        "billing lock 2026-09-30",
    ):
        cli.at(NOW).run(line)
    return cli


def frozen(cli: Cli, before: int | None = None) -> list[Any]:
    """All that is known of the logs that start before an instant, but for their invoices."""
    if before is None:
        ((before,),) = cli.rows("SELECT locked_before FROM period_lock")
    names = [row[1] for row in cli.rows("PRAGMA table_info(log)")]
    kept = ", ".join(name for name in names if name not in {"invoice_id", "changed_at"})
    of = "SELECT {} WHERE log_id IN (SELECT id FROM log WHERE start_at < ?) ORDER BY 1, 2"
    return [
        cli.rows(f"SELECT {kept} FROM log WHERE start_at < ? ORDER BY id", before),
        cli.rows(of.format("* FROM segment"), before),
        cli.rows(of.format("* FROM log_tag"), before),
    ]


# What is locked


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("log add 1 2026-09-13 9:00-10:00", "cannot add a log that starts 2026-09-13 09:00"),
        (
            "log add 1 2026-09-30 23:59-0:30 --on-overlap trim",
            "cannot add a log that starts 2026-09-30 23:59",
        ),
        ("log add 1 2026-10-01 0:00-2:00 --on-overlap split", "cannot change log 2"),
        ("add New 2026-09-13 9:00-10:00", "cannot add a log that starts 2026-09-13 09:00"),
        ("log edit 1 --note x", "cannot change log 1"),
        ("log edit 1 --tag x", "cannot change log 1"),
        ("log edit 1 --no-billable", "cannot change log 1"),
        ("log edit 2 --end 2026-10-01T00:30", "cannot change log 2"),
        ("log edit 3 --start 2026-09-29T9:00 --end 2026-09-29T10:00", ""),
        ("log edit 3 --start 2026-09-30T21:30 --on-overlap trim", ""),
        ("log edit 1 --editor", "cannot change log 1"),
        ("log delete 1", "cannot delete log 1"),
        ("log delete 3 2 --yes", "cannot delete log 2"),
        ("log split 2 --at 0:10", "cannot change log 2"),
        ("log join 2 3", "cannot change log 2"),
        ("log move 1 --to 2 --no-billable", "cannot change log 1"),
        ("log move all --record 1 --to 2 --no-billable", "cannot change log 1"),
        ("log move all --record 1 --to 2 --no-billable --dry-run", "cannot change log 1"),
        ("log mark all --no-billable", "cannot change log 1"),
        ("log mark all --no-billable --dry-run", "cannot change log 1"),
        ("log mark all --billable", "cannot change log 2"),
        ("log fill 1", "cannot change log 1"),
        ("tag rename a c", ""),
        ("tag merge a b --into c", ""),
        ("tag delete a --yes", ""),
        ("record delete 1 --with-logs --yes", ""),
        ("record edit 1 --no-billable --unmark-logs", ""),
        ("start 1 --at 2026-09-20T9:00 --as cleo", ""),
        ("start New --create --at 2026-09-20T9:00 --as cleo", ""),
    ],
)
def test_nothing_changes_what_starts_in_the_period(cli: Cli, line: str, message: str) -> None:
    cli.at(NOW).refused(line, message=": ".join(one for one in (message, LOCKED) if one), hint=HINT)
    if message:
        error = cli.at(NOW).run(f"{line} --json", code=1).error
        assert error["kind"] == "locked"


def test_what_starts_after_it_is_free(cli: Cli) -> None:
    before = frozen(cli)
    for line in (
        "log add 1 2026-10-01 0:00-2:00 --on-overlap trim",
        "log add 1 2026-10-01 0:00-0:30 --on-overlap allow",
        "log edit 3 --note x --tag c",
        "log split 3 --at 9:30",
        "log move 4 --to 2",
        "log mark 2026-10 --no-billable",
        "tag rename b d",
        "log delete 3",
        "log delete 4",
        "start 1 --at 2026-10-03T9:00",
        "stop",
        "undo",
        "redo",
        "record edit 1 --rate 70",
        "record close 1",
    ):
        cli.at(NOW).run(line)
        assert frozen(cli) == before
    assert cli.run("db check --json").json["ok"]


def test_a_file_of_logs_is_refused_by_line(cli: Cli) -> None:
    path = cli.folder / "logs.csv"
    lines = ["case-1,2026-10-02 11:00,11:30", "case-1,2026-09-02 9:00,10:30"]
    path.write_text("\n".join(["record,start,end", *lines]))
    for dry_run in ("", "--dry-run"):
        result = cli.at(NOW).refused(
            f"log add --from {path} {dry_run}",
            message=f"line 3: cannot add a log that starts 2026-09-02 09:00: {LOCKED}",
        )
        assert f"hint: {HINT}" in result.err


def test_a_day_as_text_is_refused(cli: Cli) -> None:
    cli.env["EDITOR"] = "sed -i s/12:00/12:05/"
    result = cli.at(NOW).refused(
        "log edit --day 2026-09-12 --editor --yes", message=f"cannot change log 1: {LOCKED}"
    )
    assert f"hint: {HINT}" in result.err


def test_imported_entries_are_refused_one_by_one(cli: Cli, tmp_path: Path) -> None:
    before = cli.dump()
    for line in ("import - --from watson", "import - --from watson --dry-run"):
        refused = cli.at(NOW).run(line, stdin=FRAMES, code=1)
        assert f"entry 1: cannot add a log that starts 2026-09-07 09:00: {LOCKED}" in refused.err
        assert "entry 3: " in refused.err
        assert f"hint: {HINT}" in refused.err
        assert cli.dump() == before
    cli.at(NOW).run("billing unlock")
    cli.at(NOW).run("billing lock 2026-09-07")
    cli.at(NOW).run(f"import - --from watson --skip-bad {tmp_path}/bad", stdin=FRAMES)
    starts = cli.rows("SELECT datetime(min(start_at), 'unixepoch') FROM log WHERE id > 4")
    assert starts == [("2026-09-08 12:00:00",)]
    assert [one[0] for one in json.loads((tmp_path / "bad").read_text())] == [1_788_764_400]


@pytest.fixture
def imported(cli: Cli) -> Cli:
    """Imported logs, which somebody else has locked."""
    cli.at(NOW).run("billing unlock", user="bob")
    cli.at(NOW).run("import - --from watson", stdin=FRAMES)
    cli.at(NOW).run("billing lock 2026-09-30", user="bob")
    return cli


def test_an_import_is_not_undone(imported: Cli) -> None:
    imported.at(NOW).refused("undo", message=LOCKED, hint=HINT)


def test_an_entry_that_was_changed_elsewhere_does_not_change_its_log(imported: Cli) -> None:
    frames = json.loads(FRAMES)
    frames[0][1] += 60
    before = imported.dump()
    changed = json.dumps(frames).encode()
    refused = imported.at(NOW).run("import - --from watson --update", stdin=changed, code=1)
    assert f"entry 1: cannot change log 5: {LOCKED}" in refused.err
    assert f"hint: {HINT}" in refused.err
    assert imported.dump() == before
    imported.at(NOW).run("import - --from watson", stdin=changed)  # which changes no log
    assert imported.dump() == before


def test_undo_and_redo_stop_at_the_lock_of_somebody_else(cli: Cli) -> None:
    cli.at(NOW).run("billing unlock", user="bob")
    cli.at(NOW).run("log edit 1 --note x")
    cli.at(NOW).run("billing lock 2026-09-30", user="bob")
    cli.at(NOW).refused("undo", message=LOCKED, hint=HINT)
    cli.at(NOW).run("billing unlock", user="bob")
    cli.at(NOW).run("undo")
    cli.at(NOW).run("billing lock 2026-09-30", user="bob")
    cli.at(NOW).refused("redo", message=LOCKED, hint=HINT)


LOG = "id, uuid, record_id, owner_id, start_at, end_at, zone, created_at, changed_at"
WRITES = [
    "UPDATE log SET note = 'x' WHERE id = 1",
    "UPDATE log SET start_at = start_at + 1 WHERE id = 2",
    "UPDATE log SET start_at = 0 WHERE id = 3",
    "UPDATE log SET rate = '9' WHERE id = 1",
    "UPDATE log SET laid_out = 1 WHERE id = 1",
    "DELETE FROM log WHERE id = 1",
    "DELETE FROM log",
    f"INSERT INTO log ({LOG}) SELECT 9, randomblob(16), record_id, owner_id, 0, 60, zone, 0, 0"
    " FROM log WHERE id = 3",
    f"INSERT OR REPLACE INTO log ({LOG}) SELECT 1, randomblob(16), record_id, owner_id, start_at,"
    " end_at, zone, created_at, changed_at FROM log WHERE id = 3",
    f"INSERT OR REPLACE INTO log ({LOG}) SELECT 9, (SELECT uuid FROM log WHERE id = 1), record_id,"
    " owner_id, start_at, end_at, zone, created_at, changed_at FROM log WHERE id = 3",
    "DELETE FROM segment WHERE log_id = 1",
    "INSERT INTO segment SELECT 2, end_at, end_at, owner_id FROM log WHERE id = 2",
    "INSERT OR REPLACE INTO segment SELECT log_id, start_at, end_at - 1, owner_id FROM segment"
    " WHERE log_id = 1",
    "DELETE FROM log_tag WHERE log_id = 2",
    "INSERT INTO log_tag VALUES (2, 'x')",
    "UPDATE log_tag SET tag = 'x' WHERE log_id = 1",
    "UPDATE log_tag SET log_id = 1, tag = 'x' WHERE log_id = 3",
    "INSERT INTO timer (uuid, record_id, owner_id, started_at, changed_at, zone)"
    " VALUES (randomblob(16), 1, 1, 0, 0, 'UTC')",
]


@pytest.mark.parametrize("sql", WRITES)
def test_no_program_changes_what_is_locked(cli: Cli, sql: str) -> None:
    before = cli.dump(stamps=True)
    with pytest.raises(sqlite3.IntegrityError):
        cli.rows(sql)
    assert cli.dump(stamps=True) == before


# Billing goes on


def test_locked_logs_can_be_invoiced_and_credited(cli: Cli) -> None:
    cli.at(NOW).run("record resolve 1")
    before = frozen(cli)
    (made,) = cli.at(NOW).run("billing issue 1 --json").json
    assert made["total"] == "240.00"
    cli.at(NOW).run("billing credit 2026-0001")
    (again,) = cli.at(NOW).run("billing issue 1 --json").json
    assert again["total"] == "240.00"
    assert frozen(cli) == before
    assert cli.run("db check --json").json["ok"]


# The lock


def test_a_day_that_ends_later_elsewhere_can_be_locked_to_its_end(cli: Cli) -> None:
    log, day = "log add 1 2026-09-30", "2026-09-30"
    cli.run("config set timezone America/New_York")
    cli.at(NOW).run(f"{log} 20:00-21:00")
    said = cli.at(NOW).run(f"billing lock {day}").err
    assert said == "Locked logs up to 2026-09-30. To unlock them: timelog billing unlock\n"
    cli.at(NOW).run(f"{log} 21:00-22:00", code=1)
    cli.run("config set timezone Asia/Tokyo")
    said = cli.at(NOW).run(f"billing lock {day}").err
    assert said == "Logs up to 2026-09-30 are already locked.\n"


def test_the_lock_is_shown_moved_and_taken_away(cli: Cli) -> None:
    assert cli.run("billing lock").out == "Logs up to 2026-09-30 are locked.\n"
    assert cli.run("billing lock --json").json == {"locked_until": "2026-09-30"}
    said = cli.at(NOW).run("billing lock 2026-09-30").err
    assert said == "Logs up to 2026-09-30 are already locked.\n"
    said = cli.at(NOW).run("billing lock last-month").err
    assert said == "Locked logs up to 2026-10-31. To unlock them: timelog billing unlock\n"
    cli.at(NOW).refused(
        "billing lock 2026-09-30",
        message="cannot lock logs up to 2026-09-30: they are already locked up to 2026-10-31",
        hint="to lock fewer, unlock them first: timelog billing unlock",
    )
    said = cli.at(NOW).run("billing unlock").err
    assert said == "Unlocked logs up to 2026-10-31. To lock them again: timelog undo\n"
    assert cli.at(NOW).run("billing unlock").err == "No logs are locked.\n"
    assert cli.run("billing lock").out == "No logs are locked.\n"
    cli.at(NOW).run("log edit 1 --note x")
    commands = [row["command"] for row in cli.run("history --limit 3 --json").json]
    assert commands == [
        "timelog log edit 1 --note x",
        "timelog billing unlock",
        "timelog billing lock last-month",
    ]


def test_lock_and_unlock_can_be_undone(cli: Cli) -> None:
    locked = cli.dump()
    cli.at(NOW).run("billing unlock")
    unlocked = cli.dump()
    for line, then in (("undo", locked), ("redo", unlocked), ("undo", locked)):
        cli.at(NOW).run(line)
        assert cli.dump() == then


@pytest.mark.parametrize(
    ("day", "code", "message"),
    [
        ("2026-11-03", 1, "cannot lock logs up to 2026-11-03: that is in the future"),
        ("soon", 2, "'soon' is not a day or period with a last day"),
        ("all", 2, "'all' is not a day or period with a last day"),
    ],
)
def test_what_cannot_be_locked(cli: Cli, day: str, code: int, message: str) -> None:
    cli.at(NOW).refused(f"billing lock {day}", code=code, message=message)


def test_a_lock_without_a_day_makes_no_database(cli: Cli) -> None:
    cli.path.unlink()
    assert cli.run("billing lock", code=None).out == ""
    assert not cli.path.exists()


@pytest.mark.parametrize("paused", [False, True])
def test_a_timer_that_started_in_the_period_is_in_the_way(cli: Cli, paused: bool) -> None:
    cli.at("2026-10-05 17:00").run("start 1", user="bob")
    if paused:
        cli.at("2026-10-05 18:00").run("pause", user="bob")
    cli.at(NOW).refused(
        "billing lock 2026-10-05",
        message="cannot lock logs up to 2026-10-05: the timer of bob on case-1 started"
        " 2026-10-05 17:00:00",
        hint="timelog stop case-1 --as bob",
    )
    cli.at(NOW).run("billing lock 2026-10-04")
    with pytest.raises(sqlite3.IntegrityError, match="an active timer started in the period"):
        cli.rows("UPDATE period_lock SET locked_before = ?", 2**32)
    cli.at(NOW).run("stop case-1 --as bob")
    cli.at(NOW).run("billing lock 2026-10-05")


def test_a_day_ends_where_the_settings_say(cli: Cli) -> None:
    cli.at(NOW).run("billing unlock")
    cli.config.write_text('day_start = "04:00"\ntimezone = "America/New_York"\n')
    cli.at(NOW).run("billing lock 2026-10-01")
    instant = 1_790_928_000  # 2026-10-02 04:00 in New York
    assert cli.rows("SELECT last_day, locked_before FROM period_lock") == [("2026-10-01", instant)]
    cli.at(NOW).refused(
        "log add 2 --start 2026-10-02T03:59-04:00 --end 2026-10-02T04:10-04:00",
        message="cannot add a log that starts 2026-10-02 03:59: logs up to 2026-10-01 are locked",
    )
    cli.at(NOW).run(
        "log add 2 --start 2026-10-02T04:00-04:00 --end 2026-10-02T04:10-04:00 --on-overlap allow"
    )


def test_of_a_lock_and_a_log_at_once_one_comes_first(cli: Cli) -> None:
    found = at_once(cli, "billing lock 2026-10-05", "log add 2 2026-10-04T9:00..2026-10-04T10:00")
    logged = cli.rows("SELECT count(*) FROM log WHERE record_id = 2")[0][0]
    assert found[0][0] == 0, found
    assert (found[1][0] == 0) == bool(logged), found
    assert logged or "logs up to 2026-10-05 are locked" in found[1][1]


def test_the_lock_goes_with_all_rows(cli: Cli) -> None:
    twin = Cli(cli.folder / "twin")
    twin.folder.mkdir()
    twin.run("import -", stdin=cli.run("export --to jsonl").raw)
    assert twin.dump() == cli.dump()
    twin.at(NOW).refused("log delete 1", message=f"cannot delete log 1: {LOCKED}", hint=HINT)
    assert twin.run("db check --json").json["ok"]


# Whatever is typed


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walks.prepared(tmp_path_factory.mktemp("locked"), "billing lock 2026-10-02")


def _touches_the_lock(line: Typed) -> bool:
    return line.words[:2] == ("billing", "unlock") or line.words[0] in {"undo", "redo"}


@settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(walks.lines(14, billing=True))
def test_whatever_is_typed_what_is_locked_stays(locked: Walk, lines: list[Typed]) -> None:
    ((instant,),) = locked.cli.rows("SELECT locked_before FROM period_lock")
    with TemporaryDirectory() as folder:
        walk = locked.copied(Path(folder))
        before = frozen(walk.cli, instant)
        assert [len(rows) for rows in before] == [4, 4, 1]
        for line in lines:
            if _touches_the_lock(line):
                continue
            walk.type(line)
            assert frozen(walk.cli, instant) == before, shlex.join(line.words)
