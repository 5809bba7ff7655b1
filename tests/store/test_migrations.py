from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.harness import Cli, once
from tests.store import processes
from timelog_cli.errors import DatabaseError
from timelog_cli.store import open_store
from timelog_cli.store.connection import VERSION
from timelog_cli.store.schema.migrations import STEPS

SCHEMAS = Path(__file__).parent.parent / "fixtures" / "schema"


def add_color(db: Database) -> None:
    db.conn.execute("ALTER TABLE record ADD COLUMN color TEXT")


def add_color_then_fail(db: Database) -> None:
    db.conn.execute("ALTER TABLE record ADD COLUMN color TEXT")
    db.conn.execute("INSERT INTO nowhere VALUES (1)")


def break_a_constraint(db: Database) -> None:
    db.conn.execute("INSERT INTO open_entry (id) VALUES (1)")


def look_who_may_write(db: Database) -> None:
    """A step that finds the file locked for every other process."""
    path = Path(db.conn.execute("PRAGMA database_list").fetchone()[2])
    now = {"TIMELOG_BUSY_SECONDS": "0"}
    code, _, err = processes.run(path.parent, "--db", path, "stop", env=now)
    assert code == 4, err


UPGRADE = """
import sys
from timelog_cli.errors import TimelogError
from timelog_cli.store import open_store
from timelog_cli.store.schema.migrations import STEPS
def add_color(db):
    db.conn.execute("ALTER TABLE record ADD COLUMN color TEXT")
try:
    store = open_store(sys.argv[1], steps=(*STEPS, add_color))
    print(store.kept, store.value("SELECT count(color) FROM record"))
except TimelogError as error:
    print(error.message)
"""


@pytest.fixture
@once
def filled(cli: Cli) -> Cli:
    cli.run('record add "Fix login" --type case')
    cli.run("start case-1")
    return cli


def copy_of(cli: Cli, number: str = "") -> Path:
    return cli.folder / f"timelog.db.before-upgrade-from-{VERSION}{number}"


def names(cli: Cli) -> list[str]:
    """The files of the folder, which is the home of the tests too."""
    return sorted(path.name for path in cli.folder.iterdir() if path.name != ".local")


class TestAnUpgrade:
    def test_keeps_the_data_and_a_copy_of_the_file(self, filled: Cli) -> None:
        before, rows = filled.path.read_bytes(), filled.dump()
        store = open_store(str(filled.path), steps=(*STEPS, add_color))
        assert store.value("PRAGMA user_version") == len(STEPS) + 1
        assert store.row("SELECT title, color FROM record") == ("Fix login", None)
        assert store.kept == str(copy_of(filled))
        assert not store.created
        store.close()
        assert stat.S_IMODE(copy_of(filled).stat().st_mode) == 0o600
        assert Cli(filled.folder).path.read_bytes() != before
        copy_of(filled).replace(filled.path)
        assert filled.dump() == rows
        assert filled.run("db check").out.startswith("OK: 1 record, 1 timer")

    def test_is_done_once(self, filled: Cli) -> None:
        steps = (*STEPS, add_color)
        open_store(str(filled.path), steps=steps).close()
        again = open_store(str(filled.path), steps=steps)
        assert again.kept is None
        again.close()
        assert names(filled) == ["timelog.db", f"timelog.db.before-upgrade-from-{VERSION}"]

    def test_that_fails_leaves_the_file_as_it_was(self, filled: Cli) -> None:
        before = filled.path.read_bytes()
        with pytest.raises(DatabaseError) as refusal:
            open_store(str(filled.path), steps=(*STEPS, add_color_then_fail))
        assert refusal.value.message == f"cannot use {filled.path}: no such table: nowhere"
        assert filled.path.read_bytes() == before
        assert names(filled) == ["timelog.db"]
        filled.run("stop")

    def test_that_breaks_a_constraint_is_no_rule_of_the_user(self, filled: Cli) -> None:
        with pytest.raises(DatabaseError) as refusal:
            open_store(str(filled.path), steps=(*STEPS, break_a_constraint))
        assert refusal.value.message.startswith(f"cannot upgrade {filled.path}: ")
        assert names(filled) == ["timelog.db"]

    def test_holds_the_file_from_the_copy_to_the_end(self, filled: Cli) -> None:
        open_store(str(filled.path), steps=(*STEPS, look_who_may_write)).close()
        assert copy_of(filled).exists()

    def test_never_overwrites_a_copy_kept_before(self, filled: Cli) -> None:
        copy_of(filled).write_text("an older copy")
        store = open_store(str(filled.path), steps=(*STEPS, add_color))
        assert store.kept == str(copy_of(filled, "-2"))
        assert copy_of(filled).read_text() == "an older copy"
        store.close()

    def test_by_two_processes_at_once_is_done_by_one(self, tmp_path: Path) -> None:
        for number in range(6):
            path = tmp_path / f"{number}.db"
            open_store(str(path)).close()
            program = ("-c", UPGRADE)
            both = [processes.start(tmp_path, path, program=program) for _ in "ab"]
            ends = sorted(process.communicate()[0].split() for process in both)
            assert ends == [[f"{path}.before-upgrade-from-{VERSION}", "0"], ["None", "0"]]

    def test_follows_a_link_and_keeps_the_copy_beside_the_real_file(self, filled: Cli) -> None:
        link = filled.folder / "elsewhere" / "link.db"
        link.parent.mkdir()
        link.symlink_to(filled.path)
        store = open_store(str(link), steps=(*STEPS, add_color))
        assert store.kept == str(copy_of(filled))
        store.close()

    def test_without_room_for_the_copy_touches_nothing(self, filled: Cli) -> None:
        before = filled.path.read_bytes()
        _, out, err = processes.run(
            filled.folder,
            filled.path,
            program=("-c", UPGRADE),
            before=processes.with_room_for(50_000),
        )
        assert out.startswith(f"cannot save a copy of {filled.path} before upgrading it: "), err
        assert filled.path.read_bytes() == before
        assert names(filled) == ["timelog.db"]

    def test_is_not_stopped_by_what_a_killed_one_left(self, filled: Cli) -> None:
        left = filled.folder / f"timelog.db.before-upgrade-from-{VERSION}.{os.getpid()}.part"
        left.write_bytes(b"half")
        store = open_store(str(filled.path), steps=(*STEPS, add_color))
        assert store.kept == str(copy_of(filled))
        store.close()
        assert left.read_bytes() == b"half"


class TestFromVersion1:
    """What an older program wrote, with what version 2 has other columns and rules for."""

    MAIL = (
        "INSERT INTO message VALUES (7, x'00112233445566778899aabbccddee01', 'a@x', 1,"
        " 'Ada', 'ada@acme.example', 'Login', 'Nobody\n can “log in”.', '[]', 5, 6);"
        " INSERT INTO message_parent VALUES ('b@x', 7);"
    )
    # A payment that was deleted since, and one that no program could read.
    PAYMENTS = (
        "INSERT INTO payment VALUES (40, zeroblob(16), 1, '1', '2026-11-01');"
        " DELETE FROM payment WHERE id = 40;"
    )
    NONSENSE = (
        "INSERT INTO payment VALUES"
        " (41, x'00112233445566778899aabbccddee03', 1, 'abc', '2026-99-99');"
    )

    @pytest.fixture
    def old(self, bare: Cli) -> Cli:
        script = (SCHEMAS / "v1-with-data.sql").read_text("utf-8")
        self.run(bare, script + self.MAIL + self.PAYMENTS)
        return bare

    def run(self, cli: Cli, script: str) -> None:
        connection = sqlite3.connect(cli.path)
        connection.executescript(script)
        connection.close()

    def test_every_row_stays_and_nothing_is_written_to_the_history(self, old: Cli) -> None:
        tables = old.rows(
            "SELECT m.name, group_concat(c.name) FROM sqlite_schema AS m"
            " JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'"
            " AND m.name NOT GLOB '*sqlite_*' AND m.name <> 'change' GROUP BY m.name"
        )
        reading = [f"SELECT {columns} FROM {table}" for table, columns in tables]
        before = [old.rows(sql) for sql in reading]
        open_store(str(old.path)).close()
        assert [old.rows(sql) for sql in reading] == before
        assert old.run("db check").code == 0

    def test_a_mail_that_is_here_is_known(self, old: Cli) -> None:
        mail = (
            "From: Ada <ada@acme.example>\nMessage-ID: <a@x>\nSubject: Login\n\n"
            "Nobody  can “log in”.\n"
        )
        open_store(str(old.path)).close()
        said = old.run("record mail -", stdin=mail.encode()).err
        assert said == "case-1 (Fix login) already has this message.\n"

    def test_what_was_done_before_is_undone_after(self, old: Cli) -> None:
        old.run("record delete case-1 --with-logs --yes", code=1)
        for _ in range(3):
            old.run("undo")  # what another program changed
        assert old.rows("SELECT count(*) FROM payment") == [(1,)]
        old.run("undo")
        assert old.rows("SELECT count(*) FROM message") == [(0,)]
        old.run("redo")
        old.run("db check")

    def test_numbers_that_were_given_out_are_not_given_out_again(self, old: Cli) -> None:
        open_store(str(old.path)).close()
        assert old.rows("SELECT seq FROM sqlite_sequence WHERE name = 'payment'") == [(40,)]

    def test_what_a_rule_refuses_now_is_kept_and_named_by_the_check(self, old: Cli) -> None:
        self.run(old, self.NONSENSE)
        open_store(str(old.path)).close()
        assert old.rows("SELECT amount FROM payment WHERE id = 41") == [("abc",)]
        found = old.run("db check", code=7)
        assert "CHECK constraint failed in payment" in found.out + found.err


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_rows_of_an_older_file_have_the_times_of_its_history(bare: Cli, version: str) -> None:
    """Made by ``add`` or ``stop``; changed by resolving, issuing, a log that opened it, an undo."""
    connection = sqlite3.connect(bare.path)
    connection.executescript((SCHEMAS / f"{version}-with-data.sql").read_text("utf-8"))
    connection.close()
    open_store(str(bare.path)).close()
    stamps = "SELECT id, created_at, changed_at FROM"
    assert bare.rows(f"{stamps} log") == [
        (1, 1793356500, 1793358060),
        (2, 1793444700, 1793444820),
    ]
    assert bare.rows(f"{stamps} record WHERE id < 4") == [
        (1, 1793347260, 1793358000),
        (2, 1793347320, 1793444700),
        (3, 1793607000, 1793607000),
    ]
