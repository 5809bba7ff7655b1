"""Commands that only read leave no trace: no file, no folder, no upgrade."""

from __future__ import annotations

import _sqlite3
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from docbuilder import program
from tests import processes
from tests.faults.walks import EXAMPLES, ISSUED, READING, SENDER, STATEMENT, prepared
from tests.harness import Cli

# They write other files than the database.
WRITING_FILES = ("billing export", "billing template copy", "db backup")
QUIET = {words: line for words, line in READING.items() if words not in WRITING_FILES}
TRIALS = (
    "undo --dry-run",
    "redo --dry-run",
    "log mark all --billable --dry-run",
    "db compact --dry-run",
)
# They only read when nothing is named or confirmed that they change.
SOMETIMES = {
    "billing lock": "billing lock",
    "billing pay": f"billing pay --from-bank {STATEMENT}",
    "billing remind": "billing remind",
}
PAGES = ("--help", "--version", "log --help", "help log add", "--show-completion bash")
SCHEMA = Path(__file__).parent.parent / "fixtures" / "schema"
Tree = dict[str, tuple[int, int, bytes]]


def tree(folder: Path) -> Tree:
    """Every file and folder below a folder: its mode, when it changed, and its bytes."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def usual(cli: Cli) -> dict[str, str | None]:
    """The environment of a process where everything is in its usual place, at home."""
    nothing = dict.fromkeys(
        ("TIMELOG_DB", "TIMELOG_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
         "XDG_RUNTIME_DIR")
    )  # fmt: skip
    return {**nothing, "HOME": str(cli.folder / "home")}


@pytest.fixture
def fresh(cli: Cli) -> Cli:
    """A user with an empty home."""
    cli.path.unlink()
    (cli.folder / "home").mkdir()
    return cli


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = prepared(tmp_path_factory.mktemp("filled"), *ISSUED).cli
    cli.config.write_text(SENDER)
    return cli


@pytest.fixture
def filled(walked: Cli, tmp_path: Path) -> Cli:
    """A database with something of everything."""
    shutil.copytree(walked.folder, tmp_path / "filled", ignore=shutil.ignore_patterns(".local"))
    return Cli(tmp_path / "filled")


def test_each_command_says_whether_it_only_reads() -> None:
    said = {
        program.aliases(command)[0].words: getattr(command.load(), "reads", False)
        for command in program.commands()
    }
    reading = {words for words, reads in said.items() if reads is True}
    # What a hook does is its own affair.
    assert reading - {"hook run"} == set(READING)
    assert not reading & set(EXAMPLES)
    assert {words for words, reads in said.items() if callable(reads)} == set(SOMETIMES)


@pytest.mark.parametrize("line", [*QUIET.values(), *SOMETIMES.values(), *TRIALS, *PAGES])
def test_reading_makes_nothing_in_an_empty_home(fresh: Cli, line: str) -> None:
    before = tree(fresh.folder)
    env = processes.environment(fresh, **usual(fresh))
    done = processes.run(fresh, [*shlex.split(line)], env=env, cwd=fresh.folder)
    assert done.returncode in {0, 1, 3}, done.stderr
    assert b"Created" not in done.stderr
    assert tree(fresh.folder) == before


def test_completing_makes_nothing_in_an_empty_home(fresh: Cli) -> None:
    before = tree(fresh.folder)
    for shell in ("bash", "zsh", "fish"):
        asking = {"_TIMELOG_COMPLETE": f"complete_{shell}", "COMP_WORDS": "timelog start ",
                  "COMP_CWORD": "2", "_TIMELOG_COMPLETE_ARGS": "timelog start "}  # fmt: skip
        env = processes.environment(fresh, **usual(fresh), **asking)
        assert processes.run(fresh, [], env=env, cwd=fresh.folder).returncode == 0
    assert tree(fresh.folder) == before


def test_an_empty_home_reads_as_an_empty_database(fresh: Cli) -> None:
    env = processes.environment(fresh, **usual(fresh))

    def said(line: str) -> tuple[int, bytes, bytes]:
        done = processes.run(fresh, line, env=env)
        return done.returncode, done.stdout, done.stderr

    assert said("log list all --json") == (0, b"[]\n", b"")
    assert said("record show case-1")[0] == 3
    assert said("status") == said("--quiet status")
    assert b'"exists": false' in said("db path --json")[1]
    first = said("record add New")
    assert first[0] == 0
    assert b"Created a new database: " in first[2]
    assert (fresh.folder / "home/.local/share/timelog/timelog.db").exists()


@pytest.mark.parametrize("line", ["status", "log list --json", "report", "undo --dry-run"])
def test_a_database_that_is_named_must_be_there_to_be_read(fresh: Cli, line: str) -> None:
    before = tree(fresh.folder)
    for words in (line.split(), ["--db", str(fresh.path), *line.split()]):
        told = fresh.run([*words], code=7).err
        assert f"no database at {fresh.path}" in told
        assert f"to create it: timelog --db {fresh.path} record add TITLE" in told
    assert tree(fresh.folder) == before
    fresh.run(["--db", str(fresh.path), "record", "add", "TITLE"])
    fresh.run(line)


@pytest.mark.parametrize("line", [*QUIET.values(), *SOMETIMES.values()])
def test_reading_leaves_the_database_and_its_folder_as_they_are(filled: Cli, line: str) -> None:
    before = tree(filled.folder)
    done = processes.run(filled, [*shlex.split(line)], cwd=filled.folder)
    assert done.returncode == 0, done.stderr
    after = tree(filled.folder)
    if line.startswith("prompt"):  # it leaves the timer for the shell's own prompt
        after = {path: found for path, found in after.items() if "/.local" not in path}
        after[str(filled.folder)] = before[str(filled.folder)]
    assert after == before


@pytest.fixture
def read_only(filled: Cli, tmp_path: Path) -> Iterator[Cli]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    for words in (
        ["--bind", str(filled.folder), str(place)],
        ["-o", "remount,bind,ro", str(place)],
    ):
        if not mount or subprocess.run([mount, *words], capture_output=True).returncode:
            pytest.skip("no disk can be mounted here")
    yield Cli(place)
    subprocess.run(["umount", str(place)], check=True)


def test_a_database_on_a_disk_without_writing_can_be_read(read_only: Cli) -> None:
    lines = [line for words, line in QUIET.items() if words != "prompt"]
    for line in (*lines, *SOMETIMES.values()):
        done = processes.run(read_only, [*shlex.split(line)], cwd="/")
        assert done.returncode == 0, (line, done.stderr)
    refused = processes.run(read_only, "record add New")
    assert refused.returncode == 7


def older(path: Path) -> None:
    """Put a database of the first version there."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((SCHEMA / "v1-with-data.sql").read_text())
    path.chmod(0o600)


def test_an_older_database_is_read_as_it_is_and_upgraded_when_something_is_written(
    cli: Cli,
) -> None:
    older(cli.path)
    before = tree(cli.folder)
    for line in (
        "status",
        "log list all",
        "record list --all",
        "report all",
        "history",
        "db check",
    ):
        assert "Upgraded" not in cli.run(line).err
        assert tree(cli.folder) == before, line
    listed = cli.run("log list all --json").json
    assert listed
    told = cli.run("record add New").err
    assert "Upgraded the database. The previous version is kept as " in told
    assert cli.run("log list all --json").json == listed


def test_an_older_database_that_is_damaged_is_told_as_such_and_nothing_stays_open(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(cli.path)
    cli.rows("DROP TABLE record")
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remembered(*values: Any, **more: Any) -> sqlite3.Connection:
        opened.append(connect(*values, **more))
        return opened[-1]

    for library in (sqlite3, _sqlite3):
        monkeypatch.setattr(library, "connect", remembered)
    result = cli.run("log list all", code=None)
    assert result.code == 7, result
    assert "crash" not in result.err
    assert len(opened) == 2  # the file, and its copy in memory
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
