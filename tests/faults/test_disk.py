"""A disk without room, a file or folder cannot write that: a clear line, the file whole."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.harness import Cli
from tests.store.processes import rights_count, with_room_for, without_rights

READING = (
    "status",
    "prompt",
    "timer list",
    "log list all --format csv",
    "log show 1 --json",
    "record list",
    "record show case-1",
    "report all",
    "history",
    "billing preview case-1",
    "db check",
    "config list",
)
WRITING = ("start task-2", "log add task-2 30m", "record add New", "undo", "record resolve case-1")


@pytest.fixture
def prepared(cli: Cli) -> Cli:
    return processes.prepare(cli)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for little more than a database."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def filled(place: Path, left: int = 0) -> None:
    """Fill a file system but for so many bytes."""
    room = os.statvfs(place)
    (place / "filling").write_bytes(b"x" * (room.f_bavail * room.f_frsize - left))


def test_an_import_on_a_full_disk_changes_nothing(small_disk: Path) -> None:
    cli = Cli(small_disk)
    cli.run("record add First")
    frames = [[1e9 + 60 * n, 1e9 + 60 * n + 30, "web", f"{n:032x}", [], 1e9] for n in range(2000)]
    before = cli.dump()
    done = processes.run(cli, "import - --from watson", input=json.dumps(frames).encode())
    assert (done.returncode, done.stdout) == (7, b"")
    assert done.stderr.startswith(b"error: cannot write to")
    assert cli.dump() == before


def test_a_pipe_that_does_not_fit_among_the_temporary_files_is_refused(
    cli: Cli, small_disk: Path
) -> None:
    env = {**processes.environment(cli), "TMPDIR": str(small_disk)}
    done = processes.run(cli, "import - --from watson", input=b" " * 9_000_000, env=env)
    assert done.stderr.decode().splitlines() == [
        "error: the disk with the temporary files is full; nothing was changed",
        "hint: use another folder for them: export TMPDIR=FOLDER",
    ]


def test_the_first_command_on_a_full_disk_says_so_and_the_next_one_works(
    cli: Cli, small_disk: Path
) -> None:
    filled(small_disk, left=64 * 1024)
    cli = Cli(small_disk)
    done = processes.run(cli, "record add New")
    assert (done.returncode, done.stdout) == (7, b"")
    assert done.stderr.decode() == (
        f"error: cannot write to {cli.path}: the disk is full\n"
        "hint: free some disk space and run the command again (nothing was changed)\n"
    )
    (small_disk / "filling").unlink()
    assert processes.run(cli, "record add New").stdout == b"task-1\n"
    assert cli.run("db check").code == 0


@pytest.mark.parametrize("line", [*WRITING, "billing issue --all", "record delete 1 --with-logs"])
def test_a_change_on_a_full_disk_changes_nothing(
    prepared: Cli, small_disk: Path, line: str
) -> None:
    prepared.run("record resolve case-1")
    cli = Cli(small_disk)
    cli.path.write_bytes(prepared.path.read_bytes())
    filled(small_disk)
    before = cli.dump()
    done = processes.run(cli, [*line.split(), *(["--yes"] if "delete" in line else [])])
    assert done.returncode == 7
    assert done.stdout == b""
    assert b": the disk is full" in done.stderr
    assert cli.dump() == before
    for reading in READING:
        assert processes.run(cli, reading).returncode == 0, reading
    assert not list(small_disk.glob("*-journal"))


def test_an_invoice_whose_file_has_no_room_is_issued_and_can_be_exported(
    prepared: Cli, small_disk: Path
) -> None:
    prepared.run("record resolve case-1")
    filled(small_disk, left=4096)  # for the lock, and nothing else
    done = processes.run(prepared, f"billing issue case-1 --out {small_disk}")
    assert done.returncode == 6
    assert done.stderr.decode().endswith(
        f"error: cannot write {small_disk}/2026-0001_Acme.md: no space left on device\n"
        f"hint: timelog billing export --out {small_disk}\n"
    )
    assert sorted(path.name for path in small_disk.iterdir()) == ["filling"]
    (small_disk / "filling").unlink()
    exported = processes.run(prepared, f"billing export --out {small_disk}")
    assert exported.stdout.decode() == f"{small_disk}/2026-0001_Acme.md\n"


def test_nothing_is_issued_into_a_folder_without_room(prepared: Cli, small_disk: Path) -> None:
    prepared.run("record resolve case-1")
    filled(small_disk)
    before = prepared.dump()
    for words in ("case-1", "--all"):
        done = processes.run(prepared, f"billing issue {words} --out {small_disk}/new")
        assert (done.returncode, done.stdout) == (6, b"")
        assert done.stderr.decode() == (
            f"error: cannot write {small_disk}/new: no space left on device\n"
            "hint: choose another folder with --out DIR\n"
        )
        assert prepared.dump() == before
    assert sorted(path.name for path in small_disk.iterdir()) == ["filling"]


@pytest.mark.parametrize("words", ["case-1", "--all"])
def test_nothing_is_issued_into_a_folder_that_is_read_only(prepared: Cli, words: str) -> None:
    if not rights_count():
        pytest.skip("permissions do not count here")
    prepared.run("record resolve case-1")
    out = prepared.folder / "out"
    out.mkdir(mode=0o500)
    before = prepared.dump()
    done = processes.run(prepared, f"billing issue {words} --out {out}", preexec_fn=without_rights)
    assert (done.returncode, done.stdout) == (6, b"")
    assert done.stderr.decode() == (
        f"error: cannot write {out}: permission denied\n"
        "hint: choose another folder with --out DIR\n"
    )
    assert prepared.dump() == before
    out.chmod(0o700)
    done = processes.run(prepared, f"billing issue {words} --out {out}", preexec_fn=without_rights)
    assert done.returncode == 0


def test_a_backup_without_room_leaves_no_half_of_one(prepared: Cli, small_disk: Path) -> None:
    filled(small_disk, left=100_000)
    done = processes.run(prepared, f"db backup {small_disk}/copy.db")
    assert (done.returncode, done.stdout) == (6, b"")
    assert b"the disk is full" in done.stderr
    assert sorted(path.name for path in small_disk.iterdir()) == ["filling"]


def test_settings_without_room_stay_as_they_are(prepared: Cli, small_disk: Path) -> None:
    config = small_disk / "config.toml"
    config.write_text('user = "ada"\n')
    filled(small_disk)
    env = processes.environment(prepared, TIMELOG_CONFIG=str(config))
    done = processes.run(prepared, "config set billing.currency EUR", env=env)
    assert done.returncode == 6
    assert config.read_text() == 'user = "ada"\n'
    assert sorted(path.name for path in small_disk.iterdir()) == ["config.toml", "filling"]


def test_a_limit_on_the_size_of_files_is_like_a_full_disk(prepared: Cli) -> None:
    size = prepared.path.stat().st_size
    before = prepared.dump()
    for line in ("log add task-2 30m --note " + "x" * 60_000, "record add " + "x" * 400):
        done = processes.run(prepared, line, preexec_fn=with_room_for(size))
        if done.returncode == 0:
            continue
        assert done.returncode == 7
        assert prepared.dump() == before
    assert prepared.run("db check").code == 0


@pytest.mark.parametrize(
    ("file", "folder"), [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)], ids=oct
)
def test_what_cannot_be_written_can_be_read(prepared: Cli, file: int, folder: int) -> None:
    if not rights_count():
        pytest.skip("permissions do not count here")
    prepared.at(processes.MOMENT).run("start case-1")
    before = prepared.dump()
    prepared.path.chmod(file)
    prepared.folder.chmod(folder)
    try:
        for line in READING:
            done = processes.run(prepared, line, preexec_fn=without_rights)
            assert done.returncode == 0, line
            assert b"error" not in done.stderr
        for line in WRITING:
            done = processes.run(prepared, line, preexec_fn=without_rights)
            assert (done.returncode, done.stdout) == (7, b""), line
            assert done.stderr.decode() == (
                f"error: cannot write to {prepared.path}\n"
                f"hint: check the permissions of {prepared.path} and its folder\n"
            )
    finally:
        prepared.folder.chmod(0o700)
        prepared.path.chmod(0o600)
    assert prepared.dump() == before


def test_what_cannot_be_read_is_code_7_and_an_empty_prompt(prepared: Cli) -> None:
    if not rights_count():
        pytest.skip("permissions do not count here")
    prepared.path.chmod(0)
    for line, code in (("status", 7), ("start task-2", 7), ("prompt", 0)):
        done = processes.run(prepared, line, preexec_fn=without_rights)
        assert (done.returncode, done.stdout) == (code, b"")
        assert (b"cannot open" in done.stderr) == (code == 7)
    prepared.path.chmod(0o600)


def test_a_folder_that_takes_no_database_is_named(cli: Cli) -> None:
    if not rights_count():
        pytest.skip("permissions do not count here")
    locked = cli.folder / "locked"
    locked.mkdir(mode=0o500)
    env = processes.environment(cli, TIMELOG_DB=f"{locked}/t.db")
    done = processes.run(cli, "record add New", env=env, preexec_fn=without_rights)
    assert done.returncode == 7
    assert done.stderr.decode() == (
        f"error: cannot create {locked}/t.db: permission denied\n"
        "hint: choose another location with --db PATH\n"
    )
