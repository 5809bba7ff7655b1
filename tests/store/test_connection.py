from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.store import processes
from timelog_cli.errors import Busy, DatabaseError, Refused
from timelog_cli.store import open_store
from timelog_cli.store.connection import VERSION, CommandInfo, check_library, connect, version

COMMAND = CommandInfo(0, "ada", "a test")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The program where there is no database yet."""
    return Cli(tmp_path)


@pytest.fixture
def rights() -> None:
    if not processes.rights_count():
        pytest.skip("root cannot give up its rights here")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=604k", "none", str(place)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


class TestANewFile:
    def test_is_for_its_user_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "share" / "timelog" / "timelog.db"
        open_store(str(path)).close()
        assert mode(path) == 0o600
        assert mode(path.parent) == 0o700

    def test_is_told_of_once(self, cli: Cli) -> None:
        first, second = cli.run("record add One"), cli.run("record add Two")
        told = f"Created a new database: {cli.path}\n"
        assert first.err == f"{told}Added task-1 (One).\n"
        assert second.err == "Added task-2 (Two).\n"

    def test_leaves_nothing_beside_it(self, cli: Cli) -> None:
        cli.run('record add "Fix login" --type case')
        beside = {path.name for path in cli.folder.iterdir()} - {".local"}  # its home folder too
        assert beside == {"timelog.db"}

    def test_made_by_two_processes_at_once_works_for_both(self, tmp_path: Path) -> None:
        for number in range(12):
            path = tmp_path / f"{number}.db"
            both = [processes.start(tmp_path, "--db", path, "undo", "--json") for _ in "ab"]
            ends = [(process.communicate()[1], process.returncode) for process in both]
            assert [code for _, code in ends] == [0, 0], ends
            told = f"Created a new database: {path}\n"
            assert sorted(err.startswith(told) for err, _ in ends) == [False, True]

    def test_made_by_another_while_one_looks_is_not_of_another_program(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "timelog.db"
        open_store(str(tmp_path / "other.db")).close()
        source = sqlite3.connect(tmp_path / "other.db")
        path.touch()
        store = connect(str(path))
        statements = iter(range(10))

        def make_it(_: str) -> None:
            if next(statements) == 1:  # after the first look
                with closing(sqlite3.connect(path)) as target:
                    source.backup(target)

        store.connection.set_trace_callback(make_it)
        assert version(store, VERSION) == 0
        assert version(store, VERSION) == VERSION
        store.close()
        source.close()

    def test_first_written_by_many_processes_at_once_has_all_they_wrote(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "timelog.db"
        words = ("--db", path, "record", "add", "Fix login", "--type", "case")
        many = [processes.start(tmp_path, *words) for _ in range(6)]
        refs = sorted(process.communicate()[0].strip() for process in many)
        assert refs == [f"case-{number}" for number in range(1, 7)]

    def test_that_is_a_link_to_nothing_is_made_where_it_points(self, cli: Cli) -> None:
        there = cli.folder / "other" / "real.db"
        cli.path.symlink_to(there)
        cli.run("undo")
        assert there.stat().st_size > 0
        assert mode(there) == 0o600

    @pytest.mark.parametrize("content", ["nothing", "no table"])
    def test_that_exists_empty_is_not_made_anew(self, cli: Cli, content: str) -> None:
        cli.path.touch()
        if content == "no table":
            cli.rows("VACUUM")
        before = cli.path.read_bytes()
        for line in ("status", "record add Again", "db check", "log list", "db backup", "undo"):
            result = cli.run(line, code=7)
            assert result.err.replace("cannot back up: ", "").splitlines() == [
                f"error: {cli.path} is empty",
                f"hint: to restore a backup: timelog --db {cli.path} db restore BACKUP;"
                " for a new database, delete the file first",
            ]
        assert cli.path.read_bytes() == before

    def test_that_could_not_be_finished_is_not_there(self, tmp_path: Path) -> None:
        """Killed before anything it does to a file: none, or a complete one."""
        for step in range(1, 40):
            path = tmp_path / str(step) / "timelog.db"
            code, _, _ = processes.stopped_at(tmp_path, step, 9, "--db", path, "undo")
            if path.exists():
                assert path.stat().st_size > 0
            assert processes.run(tmp_path, "--db", path, "db", "path")[0] == 0
            assert processes.run(tmp_path, "--db", path, "undo")[0] == 0
            if code == processes.DONE:
                return
        raise AssertionError("it never came to an end")

    @pytest.mark.parametrize(
        "name", ["a b.db", "what?mode=ro.db", "#1.db", "100%25.db", ":memory:", "naïve 漢.db"]
    )
    def test_may_have_any_name(self, cli: Cli, name: str) -> None:
        path = cli.folder / name
        cli.run(["--db", str(path), "record", "add", "Fix login", "--type", "case"])
        assert cli.run(["--db", str(path), "record", "list", "--json"]).json[0]["ref"] == "case-1"
        assert [found.name for found in cli.folder.iterdir()] == [name]

    def test_may_be_named_from_the_folder_one_is_in(
        self, cli: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(cli.folder)
        cli.run(["--db", ":memory:", "record", "add", "Fix login", "--type", "case"])
        assert cli.run(["--db", ":memory:", "record", "list", "--json"]).json[0]["ref"] == "case-1"

    def test_may_begin_with_two_slashes(self, cli: Cli) -> None:
        cli.run(["--db", f"/{cli.path}", "undo"])
        assert cli.path.exists()

    def test_may_have_a_name_that_is_no_utf_8(self, cli: Cli) -> None:
        path = os.fsdecode(os.fsencode(cli.folder) + b"/caf\xe9.db")
        cli.run(["--db", path, "record", "add", "Fix login", "--type", "case"])
        found = cli.run(["--db", path, "record", "list", "--json"]).json
        assert [record["ref"] for record in found] == ["case-1"]


class TestAFileThatCannotBeUsed:
    """One clear line, code 7, no traceback, and the file is as it was."""

    def unusable(self, cli: Cli, message: str, hint: str | None, line: str = "status") -> None:
        before = cli.path.read_bytes() if cli.path.is_file() else None
        result = cli.run(line, code=7)
        assert result.out == ""
        said = [f"error: {message}", *([f"hint: {hint}"] if hint else [])]
        assert result.err.splitlines() == said
        if before is not None:
            assert cli.path.read_bytes() == before

    def test_not_sqlite(self, cli: Cli) -> None:
        cli.path.write_bytes(b"Dear diary, " * 1000)
        self.unusable(
            cli,
            f"{cli.path} is not a timelog database",
            f"timelog --db {cli.path} db restore BACKUP",
        )

    def test_a_few_bytes(self, cli: Cli) -> None:
        cli.path.write_bytes(b"hello")
        self.unusable(
            cli,
            f"{cli.path} is not a timelog database",
            f"timelog --db {cli.path} db restore BACKUP",
        )

    @pytest.mark.parametrize(
        "made",
        [
            "CREATE TABLE song (title)",
            "PRAGMA user_version = 3; CREATE TABLE song (title)",
            "PRAGMA application_id = 1; CREATE TABLE song (title)",
            "PRAGMA application_id = 1; VACUUM",
        ],
    )
    def test_of_another_program(self, cli: Cli, made: str) -> None:
        connection = sqlite3.connect(cli.path)
        connection.executescript(made)
        connection.close()
        self.unusable(
            cli,
            f"{cli.path} is an SQLite database, but not a timelog database",
            "choose a timelog database with --db PATH",
        )

    def test_of_a_newer_version(self, cli: Cli) -> None:
        cli.run("undo")
        connection = sqlite3.connect(cli.path)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
        self.unusable(
            cli,
            f"{cli.path} was written by a newer version of timelog (schema 99; this"
            f" version supports up to {VERSION})",
            "upgrade timelog",
        )

    @pytest.mark.parametrize("kept", [600, 5000, 100_000])
    def test_truncated(self, cli: Cli, kept: int) -> None:
        cli.run("undo")
        with cli.path.open("r+b") as file:
            file.truncate(kept)
        self.unusable(cli, f"{cli.path} is damaged", f"timelog --db {cli.path} db restore BACKUP")

    def test_overwritten_in_the_middle(self, cli: Cli) -> None:
        cli.run('record add "Fix login" --type case')
        with cli.path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (cli.path.stat().st_size - 4096))
        self.unusable(
            cli,
            f"{cli.path} is damaged",
            f"timelog --db {cli.path} db restore BACKUP",
            'record add "Again" --type case',
        )

    def test_a_folder(self, cli: Cli) -> None:
        cli.path.mkdir()
        self.unusable(cli, f"{cli.path} is a folder", "choose a timelog database with --db PATH")

    def test_a_pipe(self, cli: Cli) -> None:
        os.mkfifo(cli.path)
        self.unusable(
            cli, f"{cli.path} is not a regular file", "choose a timelog database with --db PATH"
        )

    def test_under_a_file(self, cli: Cli) -> None:
        (cli.folder / "file").touch()
        path = cli.folder / "file" / "timelog.db"
        result = cli.run(["--db", str(path), "status"], code=7)
        assert result.err.splitlines() == [
            f"error: cannot open {path}: not a directory",
            "hint: choose another location with --db PATH",
        ]

    def test_a_link_to_itself(self, cli: Cli) -> None:
        cli.path.symlink_to(cli.path)
        self.unusable(
            cli,
            f"cannot open {cli.path}: too many levels of symbolic links",
            "choose another location with --db PATH",
        )

    def test_of_an_sqlite_library_that_is_too_old(self) -> None:
        with pytest.raises(DatabaseError) as refusal:
            check_library((3, 36, 0))
        assert refusal.value.message == (
            "this Python uses SQLite 3.36.0; timelog needs 3.37.0 or later"
        )
        check_library((3, 37, 0))


class TestWithoutRights:
    def test_a_folder_that_cannot_be_written(self, tmp_path: Path, rights: None) -> None:
        folder = tmp_path / "folder"
        folder.mkdir(mode=0o500)
        path = folder / "timelog.db"
        code, out, err = processes.run(
            tmp_path, "--db", path, "undo", before=processes.without_rights
        )
        assert (code, out) == (7, "")
        assert err.splitlines() == [
            f"error: cannot create {path}: permission denied",
            "hint: choose another location with --db PATH",
        ]
        assert list(folder.iterdir()) == []

    def test_a_file_that_cannot_be_written_can_be_read(self, cli: Cli, rights: None) -> None:
        cli.run('record add "Fix login" --type case')
        cli.path.chmod(0o400)
        before = cli.path.read_bytes()
        words = ("--db", cli.path)
        unprivileged = processes.without_rights
        code, out, _ = processes.run(
            cli.folder, *words, "record", "list", "--format", "csv", before=unprivileged
        )
        assert (code, out.count("case-1")) == (0, 1)
        code, out, err = processes.run(cli.folder, *words, "start", "case-1", before=unprivileged)
        assert (code, out) == (7, "")
        assert err.splitlines() == [
            f"error: cannot write to {cli.path}",
            f"hint: check the permissions of {cli.path} and its folder",
        ]
        assert cli.path.read_bytes() == before

    def test_a_file_in_a_folder_that_cannot_be_written(self, cli: Cli, rights: None) -> None:
        cli.run('record add "Fix login" --type case')
        cli.folder.chmod(0o500)
        before = cli.path.read_bytes()
        code, out, err = processes.run(
            cli.folder, "--db", cli.path, "start", "case-1", before=processes.without_rights
        )
        cli.folder.chmod(0o700)
        assert (code, out) == (7, "")
        assert len(err.splitlines()) == 2
        assert cli.path.read_bytes() == before

    def test_a_file_that_cannot_be_read(self, cli: Cli, rights: None) -> None:
        cli.run("undo")
        cli.path.chmod(0)
        code, out, err = processes.run(
            cli.folder, "--db", cli.path, "status", before=processes.without_rights
        )
        assert (code, out) == (7, "")
        assert err.splitlines() == [
            f"error: cannot open {cli.path}",
            f"hint: check the permissions of {cli.path} and its folder",
        ]


class TestAFullDisk:
    def test_refuses_a_new_database(self, tmp_path: Path) -> None:
        path = tmp_path / "timelog.db"
        code, out, err = processes.run(
            tmp_path, "--db", path, "undo", before=processes.with_room_for(20_000)
        )
        assert (code, out) == (7, "")
        message = f"error: cannot read or write {path}: disk error"
        assert err.splitlines()[0] == message
        assert list(tmp_path.iterdir()) == []

    def test_changes_nothing(self, cli: Cli, small_disk: Path) -> None:
        path = small_disk / "timelog.db"
        cli.run(["--db", str(path), "record", "add", "Fix login", "--type", "case"])
        before = path.read_bytes()
        (small_disk / "ballast").write_bytes(b"\0" * 20_000)
        note = "x" * 90_000
        result = cli.run(["--db", str(path), "start", "case-1", "--note", note], code=7)
        assert result.err.splitlines() == [
            f"error: cannot write to {path}: the disk is full",
            "hint: free some disk space and run the command again (nothing was changed)",
        ]
        assert path.read_bytes() == before
        assert sorted(found.name for found in small_disk.iterdir()) == ["ballast", "timelog.db"]


class TestALock:
    def locked(self, cli: Cli) -> sqlite3.Connection:
        cli.run('record add "Fix login" --type case')
        other = sqlite3.connect(cli.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other

    def test_of_another_process_that_stays_ends_with_code_4(self, cli: Cli) -> None:
        other = self.locked(cli)
        cli.at("2026-11-02 09:00").refused(
            "start case-1",
            code=4,
            message="the database is in use by another process",
            hint="try again; if this continues, check for a timelog process that is stuck",
            env={"TIMELOG_BUSY_SECONDS": "0.1"},
        )
        other.close()

    def test_for_writing_lets_others_read(self, cli: Cli) -> None:
        other = self.locked(cli)
        cli.run("status", env={"TIMELOG_BUSY_SECONDS": "0"})
        other.close()

    def test_for_everything_ends_reading_with_code_4(self, cli: Cli) -> None:
        other = self.locked(cli)
        other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        result = cli.run("status", code=4, env={"TIMELOG_BUSY_SECONDS": "0.1"})
        assert result.err.splitlines()[0] == "error: the database is in use by another process"
        other.close()

    def test_that_is_given_up_in_time_is_waited_for(self, cli: Cli) -> None:
        other = self.locked(cli)
        waiting = processes.start(cli.folder, "--db", cli.path, "start", "case-1")
        # The other one goes on as soon as the process has opened the file.
        while not any("timelog.db" in name for name in open_files(waiting.pid)):
            assert waiting.poll() is None
        other.execute("COMMIT")
        waiting.communicate()
        assert waiting.returncode == 0
        assert cli.rows("SELECT count(*) FROM timer") == [(1,)]
        other.close()


def open_files(pid: int) -> list[str]:
    folder = Path(f"/proc/{pid}/fd")
    if not folder.exists():
        pytest.skip("the open files of a process cannot be seen here")
    names = []
    for link in list(folder.iterdir()):
        try:
            names.append(str(link.readlink()))
        except OSError:
            continue
    return names


class TestATransaction:
    def test_that_fails_leaves_nothing(self, tmp_path: Path) -> None:
        store = open_store(str(tmp_path / "timelog.db"))
        with pytest.raises(ZeroDivisionError), store.writing(COMMAND):
            store.insert("owner", uuid=bytes(16), name="ada")
            _ = 1 / 0
        assert store.rows("SELECT * FROM owner") == []
        assert store.rows("SELECT * FROM entry") == []
        assert store.value("SELECT entry_id FROM open_entry") is None
        store.close()

    def test_that_changes_nothing_makes_no_entry(self, tmp_path: Path) -> None:
        store = open_store(str(tmp_path / "timelog.db"))
        with store.writing(COMMAND):
            pass
        with store.writing(COMMAND):
            store.insert("owner", uuid=bytes(16), name="ada")
        assert store.rows("SELECT id FROM entry") == [(1,)]
        store.close()

    def test_that_breaks_a_rule_says_which(self, tmp_path: Path) -> None:
        store = open_store(str(tmp_path / "timelog.db"))
        with pytest.raises(Refused) as refusal, store.writing(COMMAND):
            store.insert("owner", uuid=bytes(16), name="ada")
            store.insert("owner", uuid=bytes(16), name="bob")
        assert refusal.value.message == (
            "the database rejected the change: UNIQUE constraint failed: owner.uuid"
        )
        assert store.rows("SELECT * FROM owner") == []
        store.close()

    def test_waits_for_a_file_that_was_replaced_meanwhile_in_vain(self, tmp_path: Path) -> None:
        path = tmp_path / "timelog.db"
        store = open_store(str(path))
        shutil.copy(path, tmp_path / "copy.db")
        (tmp_path / "copy.db").replace(path)
        with pytest.raises(Busy) as refusal, store.writing(COMMAND):
            store.insert("owner", uuid=bytes(16), name="ada")
        assert refusal.value.hint == "run the command again"
        store.close()
        again = open_store(str(path))
        assert again.rows("SELECT * FROM owner") == []
        again.close()

    def test_reaches_the_disk_before_it_is_reported(self, tmp_path: Path) -> None:
        store = open_store(str(tmp_path / "timelog.db"))
        extra = 3
        assert store.value("PRAGMA synchronous") == extra
        assert store.value("PRAGMA journal_mode") == "delete"
        assert store.value("PRAGMA foreign_keys") == 1
        store.close()
