"""The prompt while the database is replaced or upgraded, and where nothing can be written."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests import processes
from tests.harness import Cli
from tests.prompts import DRAW, SHELLS, ago, copies, drawn, output
from tests.store.processes import rights_count, without_rights
from timelog_cli.store import open_store
from timelog_cli.store.schema.migrations import STEPS

TIMER = "▶ case-1 1:05"
WAYS = (["prompt"], ["prompt", "--preset", "starship"])


@pytest.fixture
def running(cli: Cli) -> Cli:
    cli.at(ago(3)).run('record add "Fix login" --type case')
    cli.at(ago(1, 5)).run("start case-1")
    return cli


def prompted(cli: Cli, words: list[str | bytes], **env: str | None) -> tuple[int, str, str]:
    """Code, output and messages of a prompt in a process of its own."""
    given = processes.environment(cli, ago(0), TIMELOG_NOW=None, **env)
    done = processes.run(cli, words, env=given)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_database_that_is_upgraded(running: Cli, shell: str) -> None:
    found = []

    def look_at_the_prompt(db: Database) -> None:
        db.conn.execute("ALTER TABLE record ADD COLUMN color TEXT")
        found.append(drawn(running, shell))
        found.append(prompted(running, ["prompt"]))

    with closing(open_store(str(running.path), steps=(*STEPS, look_at_the_prompt))):
        pass
    assert found == [TIMER, (0, f"{TIMER}\n", "")]


def test_a_database_that_is_restored_again_and_again(running: Cli) -> None:
    idle = running.folder / "idle.db"
    timed = running.folder / "timed.db"
    running.at(ago(0)).run(["db", "backup", str(timed)])
    running.at(ago(0)).run("stop")
    running.at(ago(0)).run(["db", "backup", str(idle)])
    lines = [f"timelog db restore '{path}' --yes --quiet" for path in (timed, idle)]
    script = f"for at in 1 2 3 4 5; do {' && '.join(lines)} || exit 1; done"
    program = f'timelog() {{ "{sys.executable}" -m timelog_cli "$@"; }}\n'
    env = processes.environment(running, ago(0), TIMELOG_NOW=None)
    shown = []
    with subprocess.Popen(
        ["bash", "-c", program + script], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as restoring:
        while restoring.poll() is None:
            shown.append(prompted(running, ["prompt"]))
        assert restoring.stderr
        assert (restoring.returncode, restoring.stderr.read()) == (0, b"")
    assert set(shown) <= {(0, f"{TIMER}\n", ""), (0, "▶ case-1 1:06\n", ""), (0, "", "")}
    assert prompted(running, ["prompt"]) == (0, "", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_no_folder_for_the_state(running: Cli, shell: str) -> None:
    file = running.folder / "file"
    file.write_text("")
    running.env = {"XDG_STATE_HOME": str(file)}
    running.at(ago(0)).run("log list")
    assert drawn(running, shell) == ""
    assert prompted(running, ["prompt"], XDG_STATE_HOME=str(file)) == (0, f"{TIMER}\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_no_home(running: Cli, shell: str) -> None:
    script = f"unset HOME XDG_STATE_HOME XDG_RUNTIME_DIR TIMELOG_DB; {DRAW}; {DRAW}"
    assert output(running, shell, script) == ""


@pytest.mark.parametrize("home", [None, "", "/nonexistent", "relative"])
def test_no_home_for_the_program(running: Cli, home: str | None) -> None:
    left = copies(running)
    for words in WAYS:
        assert prompted(running, list(words), HOME=home) == (0, f"{TIMER}\n", "")
    assert copies(running) == left
    assert not Path("relative").exists()


@pytest.mark.skipif(not rights_count(), reason="permissions do not count for this user")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_folder_for_the_state_that_is_read_only(running: Cli, shell: str) -> None:
    folder = copies(running)[0].parent
    folder.chmod(0o555)
    for line, said in (("pause", "Paused case-1 (Fix login)"), ("prompt", "")):
        done = processes.run(running, line, moment=ago(0), preexec_fn=without_rights)
        assert done.returncode == 0
        assert done.stderr.decode().startswith(said)
    assert done.stdout.decode() == "⏸ case-1 1:05\n"
    assert drawn(running, shell) == ""
    folder.chmod(0o755)
    running.at(ago(0)).run("prompt")
    assert drawn(running, shell) == "⏸ case-1 1:05"


@pytest.mark.parametrize("shell", SHELLS)
def test_two_databases_at_once(running: Cli, shell: str) -> None:
    """Two shells side by side, each with a database of its own, whatever the other does."""
    other = {"TIMELOG_DB": str(running.folder / "other.db")}
    running.at(ago(2)).run("record add Other", env=other)
    running.at(ago(0, 20)).run("start task-1", env=other)
    assert (drawn(running, shell), drawn(running, shell, **other)) == (TIMER, "▶ task-1 0:20")
    running.at(ago(0)).run("stop", env=other)
    assert (drawn(running, shell), drawn(running, shell, **other)) == (TIMER, "")
