"""How many statements SQLite runs for the commands of every day, those of the rules included."""

from __future__ import annotations

import _sqlite3
import sqlite3
from typing import Any

import pytest

from tests.harness import Cli, once

AT_MOST = {
    "status": 5,
    "pause": 29,
    "resume": 26,
    "stop": 51,
    "start task-2": 40,
    "start task-2 --switch": 54,
}


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    for line in ("record add One", "record add Two", "log add task-1 9:00-10:00"):
        cli.at("2026-11-02 10:00").run(line)
    cli.run("record add Budgeted --budget 3h")  # which costs the others nothing
    return cli


def statements(cli: Cli, line: str, monkeypatch: pytest.MonkeyPatch, **more: Any) -> list[str]:
    """What SQLite runs for a command."""
    ran: list[str] = []
    connect = sqlite3.connect

    def listened(*values: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*values, **more)
        connection.set_trace_callback(ran.append)
        return connection

    with monkeypatch.context() as patched:
        for library in (sqlite3, _sqlite3):
            patched.setattr(library, "connect", listened)
        cli.at("2026-11-02 11:00").run(line, **more)
    return ran


@pytest.mark.parametrize("line", AT_MOST)
def test_a_daily_command_runs_few_statements(
    cli: Cli, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if line != "start task-2":
        cli.at("2026-11-02 10:30").run("start task-1")
    if line == "resume":
        cli.at("2026-11-02 10:40").run("pause")
    cli.at("2026-11-02 10:50").run("status")
    ran = statements(cli, line, monkeypatch)
    assert len(ran) <= AT_MOST[line], "\n".join(ran)


def test_a_prompt_asks_the_database_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.at("2026-11-02 10:30").run("start task-1")
    assert statements(cli, "prompt", monkeypatch) == []


@pytest.mark.parametrize("verb", ["start", "interrupt"])
@pytest.mark.parametrize(
    ("words", "code", "answers", "times"),
    [
        ("New --create", 0, None, 1),
        ("One", 0, None, 1),
        ("One --create", 0, None, 1),
        ("New", 3, None, 2),
        ("tusk-1", 3, None, 2),
        ("New", 1, "n\n", 2),
        ("New", 0, "y\n", 3),
    ],
)
def test_a_title_is_looked_for_once_in_each_transaction_and_never_outside_of_one(
    cli: Cli,
    verb: str,
    words: str,
    code: int,
    answers: str | None,
    times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran = statements(cli, f"{verb} {words}", monkeypatch, code=code, answers=answers)
    assert sum(one.endswith("FROM record ORDER BY id DESC") for one in ran) == times
    within = False
    for one in ran:
        within = one == "BEGIN IMMEDIATE" or (within and one not in {"COMMIT", "ROLLBACK"})
        assert within or "FROM record" not in one
