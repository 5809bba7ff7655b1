from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.harness import Cli
from tests.store import processes
from timelog_cli.errors import Unusable
from timelog_cli.store.connection import open_store
from timelog_cli.store.migrations import STEPS


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
from timelog_cli.store.connection import open_store
from timelog_cli.store.migrations import STEPS
def add_color(db):
    db.conn.execute("ALTER TABLE record ADD COLUMN color TEXT")
try:
    store = open_store(sys.argv[1], steps=(*STEPS, add_color))
    print(store.kept, store.value("SELECT count(color) FROM record"))
except TimelogError as error:
    print(error.message)
"""


@pytest.fixture
def filled(cli: Cli) -> Cli:
    cli.run('record add "Fix login" --type case')
    cli.run("start case-1")
    return cli


def copy_of(cli: Cli, number: str = "") -> Path:
    return cli.folder / f"timelog.db.before-upgrade-from-1{number}"


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
        assert filled.run("db check").out.startswith("ok: 1 record, 1 timer")

    def test_is_done_once(self, filled: Cli) -> None:
        steps = (*STEPS, add_color)
        open_store(str(filled.path), steps=steps).close()
        again = open_store(str(filled.path), steps=steps)
        assert again.kept is None
        again.close()
        assert names(filled) == ["timelog.db", "timelog.db.before-upgrade-from-1"]

    def test_that_fails_leaves_the_file_as_it_was(self, filled: Cli) -> None:
        before = filled.path.read_bytes()
        with pytest.raises(Unusable) as refusal:
            open_store(str(filled.path), steps=(*STEPS, add_color_then_fail))
        assert refusal.value.message == f"{filled.path} cannot be used: no such table: nowhere"
        assert filled.path.read_bytes() == before
        assert names(filled) == ["timelog.db"]
        filled.run("stop")

    def test_that_breaks_a_constraint_is_no_rule_of_the_user(self, filled: Cli) -> None:
        with pytest.raises(Unusable) as refusal:
            open_store(str(filled.path), steps=(*STEPS, break_a_constraint))
        assert refusal.value.message.startswith(f"{filled.path} could not be upgraded: ")
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
            assert ends == [[f"{path}.before-upgrade-from-1", "0"], ["None", "0"]]

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
        assert out.startswith(f"no copy of {filled.path} could be kept before the upgrade: "), err
        assert filled.path.read_bytes() == before
        assert names(filled) == ["timelog.db"]

    def test_is_not_stopped_by_what_a_killed_one_left(self, filled: Cli) -> None:
        left = filled.folder / f"timelog.db.before-upgrade-from-1.{os.getpid()}.part"
        left.write_bytes(b"half")
        store = open_store(str(filled.path), steps=(*STEPS, add_color))
        assert store.kept == str(copy_of(filled))
        store.close()
        assert left.read_bytes() == b"half"
