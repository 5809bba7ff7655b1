"""Restoring, backing up and compacting a file while others have it open, or killed on the way."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from tests.harness import Cli
from tests.store import processes

ADDING, ROUNDS, KILLS = 39, 2, 25
PATIENT = {"TIMELOG_BUSY_SECONDS": "300"}  # 40 processes on a machine that is busy


@pytest.fixture
def saved(cli: Cli) -> Cli:
    """A database with a record, and a backup of it beside."""
    cli.run("record add Shared")
    cli.run(["db", "backup", str(cli.folder / "backup.db")])
    return cli


def notes(path: Path) -> set[str]:
    """The notes of the logs in an intact file."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {row[0] for row in connection.execute("SELECT note FROM log")}


def test_logs_added_while_a_backup_is_restored_are_in_the_kept_file_or_in_the_new_one(
    saved: Cli, tmp_path: Path
) -> None:
    for turn in range(ROUNDS):
        folder = tmp_path / str(turn)
        folder.mkdir()
        path = folder / "timelog.db"
        shutil.copy(saved.path, path)
        adding = [
            processes.start(
                *(folder, "--db", path, "log", "add", "1", f"2026-10-{day % 28 + 1:02}"),
                *(f"{day // 28 + 1}:00-{day // 28 + 1}:30", "--note", f"note {day}"),
                env=PATIENT,
            )
            for day in range(ADDING)
        ]
        words = ("--db", path, "db", "restore", saved.folder / "backup.db", "--yes")
        restoring = processes.start(folder, *words, env=PATIENT)
        ends = [(process.communicate(timeout=300)[1], process.returncode) for process in adding]
        assert restoring.communicate(timeout=300)[1].startswith("Restored 1 record")
        assert [err for err, code in ends if code] == []
        (kept,) = folder.glob("*.before-restore-*")
        assert notes(kept) | notes(path) == {f"note {day}" for day in range(ADDING)}
        assert not notes(kept) & notes(path)
        assert {file.name for file in folder.glob("timelog.db*")} == {path.name, kept.name}
        for file in (path, kept):
            saved.run(["--db", str(file), "db", "check"])


def test_a_restore_that_waits_for_a_writer_does_not_keep_it_from_finishing(saved: Cli) -> None:
    """Two that wait for each other would both wait until their patience ends."""
    writer = sqlite3.connect(saved.path, isolation_level=None, timeout=5)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE record SET title = 'By the writer'")
    words = ("--db", saved.path, "db", "restore", saved.folder / "backup.db", "--yes")
    restoring = processes.start(saved.folder, *words, env=PATIENT)
    with suppress(TimeoutExpired):
        restoring.communicate(timeout=1.5)
    try:
        writer.execute("COMMIT")
    finally:
        writer.close()
        said = restoring.communicate(timeout=300)[1]
    assert said.startswith("Restored 1 record")
    assert title_of(saved.path) == "Shared"
    (kept,) = saved.folder.glob("*.before-restore-*")
    assert title_of(kept) == "By the writer"


def test_a_reader_of_the_old_file_reads_on_and_then_reads_the_new_one(saved: Cli) -> None:
    reader = sqlite3.connect(saved.path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM log").fetchall() == [(0,)]
    saved.run("log add 1 2026-10-01 9:00-10:00", code=4, env={"TIMELOG_BUSY_SECONDS": "0.1"})
    line = ["db", "restore", str(saved.folder / "backup.db"), "--yes"]
    saved.run(line, code=4, env={"TIMELOG_BUSY_SECONDS": "0.1"})
    assert sorted(file.name for file in saved.folder.glob("*.db*")) == ["backup.db", "timelog.db"]
    reader.execute("COMMIT")
    saved.run("record edit 1 --title Changed")
    assert reader.execute("SELECT title FROM record").fetchall() == [("Changed",)]
    saved.run(line)
    assert reader.execute("SELECT title FROM record").fetchall() == [("Shared",)]
    reader.execute("UPDATE record SET title = 'By the reader'")
    reader.close()
    assert saved.rows("SELECT title FROM record") == [("By the reader",)]
    saved.run("db check")


def test_a_compaction_that_waits_for_a_writer_does_not_keep_it_from_finishing(saved: Cli) -> None:
    writer = sqlite3.connect(saved.path, isolation_level=None, timeout=5)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE record SET title = 'By the writer'")
    words = ("--db", saved.path, "db", "compact", "--keep", "1d", "--yes")
    later = {**PATIENT, "TIMELOG_NOW": "2026-12-02T09:00:00+01:00"}
    compacting = processes.start(saved.folder, *words, env=later)
    with suppress(TimeoutExpired):
        compacting.communicate(timeout=1.5)
    try:
        writer.execute("COMMIT")
    finally:
        writer.close()
        said = compacting.communicate(timeout=300)[1]
    assert compacting.returncode == 0, said
    assert title_of(saved.path) == "By the writer"
    saved.run("db check")


@pytest.mark.parametrize("command", ["restore", "backup"])
def test_what_is_overwritten_stays_the_same_file(saved: Cli, command: str) -> None:
    target = saved.folder / "other.db"
    shutil.copy(saved.path, target)
    target.chmod(0o640)
    before = target.stat()
    words = {
        "restore": ["--db", str(target), "db", "restore", str(saved.folder / "backup.db")],
        "backup": ["db", "backup", str(target)],
    }
    saved.run([*words[command], "--yes"])
    after = target.stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)


def test_a_backup_that_someone_writes_into_is_overwritten_after_that(saved: Cli) -> None:
    target = saved.folder / "backup.db"
    other = sqlite3.connect(target, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE record SET title = 'In the backup'")
    line = ["db", "backup", str(target), "--yes"]
    assert "backup.db-journal as part of the backup" in saved.run(line, code=1).err
    other.execute("COMMIT")
    other.execute("BEGIN")
    other.execute("SELECT * FROM record").fetchall()
    saved.run(line, code=4, env={"TIMELOG_BUSY_SECONDS": "0.1"})
    other.execute("COMMIT")
    saved.run(line)
    assert other.execute("SELECT title FROM record").fetchall() == [("Shared",)]
    other.close()
    notes(target)


@pytest.fixture
def large(saved: Cli) -> Cli:
    """A backup and a database that take a while to write, told apart by a title."""
    for path, title in ((saved.path, "Old"), (saved.folder / "backup.db", "New")):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE record SET title = ?", (title,))
            connection.execute("CREATE TABLE big AS SELECT zeroblob(20000000) AS filling")
    return saved


def title_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return str(connection.execute("SELECT title FROM record").fetchone()[0])


def test_a_restore_killed_at_any_moment_leaves_the_old_file_or_the_new_one(
    large: Cli, tmp_path: Path
) -> None:
    rng = random.Random(20261102)
    path, found = tmp_path / "place" / "timelog.db", []
    path.parent.mkdir()
    words = ("--db", path, "db", "restore", large.folder / "backup.db", "--yes")
    took = None
    for _ in range(KILLS):
        for file in path.parent.iterdir():
            file.unlink()
        shutil.copy(large.path, path)
        started = time.monotonic()
        process = processes.start(path.parent, *words)
        with suppress(TimeoutExpired):
            process.communicate(timeout=took and rng.uniform(0.3, 1) * took)
            took = time.monotonic() - started  # as long as the last one that was not killed
        process.kill()
        process.communicate()
        cut_off = path.with_name(path.name + "-journal").exists()
        found.append((title_of(path), cut_off))
        for kept in path.parent.glob("*.before-restore-*[0-9]"):
            assert title_of(kept) == "Old"
        if found[-1][0] == "New":
            assert list(path.parent.glob("*.before-restore-*[0-9]"))
    assert {title for title, _ in found} == {"Old", "New"}
    assert ("Old", True) in found
