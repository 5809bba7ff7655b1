"""The first command makes the database; one that fails leaves no file where there was none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults import walks
from tests.harness import Cli
from tests.ways import by_typer_alone
from timelog_cli.store.schema.upgrading import unmake_file

SCHEMA = Path(__file__).parents[1] / "fixtures" / "schema"
TOGGL = Path(__file__).parents[2] / "docs" / "files" / "toggl.csv"
CREATED = "Created a new database: "
# What needs a hub, or plays in a file of its own.
ELSEWHERE = {"demo", "sync join", "config edit", "config set", "config unset", "billing remind"}
LINES = (
    *walks.EXAMPLES.values(),
    *walks.MORE,
    *(line for words, line in walks.APART.items() if words not in ELSEWHERE),
)
WRONG = (
    "customer add X --vat-id DE1",
    "record add ''",
    "record add One --rate ten",
    "record add One --customer Nobody",
    "service add S --price 1 --currency EURO",
    "log add case-1 9:00",
    "add One 25:00-26:00",
    "start case-1",
    "billing issue --all --fail-if-empty",
    "billing retainer add Nobody 10h",
    "dayoff add yesterday..nonsense",
    "import nowhere.csv",
    "record mail nowhere.eml",
    "undo ten",
)


def files(cli: Cli) -> set[str]:
    return {path.name for path in cli.folder.iterdir()} - {".local", ".config", ".cache"}


@pytest.mark.parametrize("line", LINES)
def test_any_command_that_fails_leaves_no_file(bare: Cli, line: str) -> None:
    before = files(bare)
    result = bare.run(line, code=None)
    made = files(bare) - before
    if result.code:
        assert made == set()
        assert CREATED not in result.err
    elif made:
        assert result.err.startswith(f"{CREATED}{bare.path}\n")


@pytest.mark.parametrize("line", WRONG)
def test_bad_input_leaves_no_file(bare: Cli, line: str) -> None:
    result = bare.run(line, code=None)
    assert result.code in {1, 2, 3, 6}
    assert files(bare) == set()
    assert "error: " in result.err
    assert CREATED not in result.err


def test_the_command_that_then_works_says_that_it_made_the_file(bare: Cli) -> None:
    bare.run("customer add X --vat-id DE1", code=2)
    said = bare.run("customer add X").err
    assert said == f"{CREATED}{bare.path}\nAdded the customer X.\n"


def test_it_is_so_in_json_and_when_typer_reads_the_line(
    bare: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bare.run("customer add X --vat-id DE1 --json", code=2).error["kind"] == "usage"
    assert files(bare) == set()
    by_typer_alone(monkeypatch)
    bare.run("customer add X --vat-id DE1", code=2)
    assert files(bare) == set()


@pytest.mark.parametrize("name", ["hours.csv", "whole.jsonl"])
def test_an_import_refused_as_a_whole_leaves_no_file(bare: Cli, name: str) -> None:
    path = bare.folder / name
    if name == "hours.csv":
        path.write_text("Start,End,Title\n2026-11-02 9:00,nonsense,Login\n")
    else:
        other = Cli(bare.folder / "other")
        other.folder.mkdir()
        other.run("record add One")
        whole = other.run("export --to jsonl").out.splitlines()
        path.write_text("\n".join([*whole[:-1], whole[-1][:-9], ""]))
    before = files(bare)
    assert bare.run(["import", str(path)], code=None).code
    assert files(bare) == before


def test_an_import_that_leaves_out_entries_keeps_the_file_and_says_so(bare: Cli) -> None:
    path = bare.folder / "toggl.csv"
    rows = TOGGL.read_text("utf-8-sig")
    last = rows.splitlines()[-1].replace("2026-", "nonsense-")
    path.write_text(f"{rows}{last}\n", "utf-8")
    line = f"import {path} --timezone Europe/Rome"
    bare.run(line, code=1)
    assert not bare.path.exists()
    result = bare.run(f"{line} --skip-bad {bare.folder / 'bad.csv'}", code=None)
    assert result.code in {0, 5}
    assert bare.path.exists()
    assert f"{CREATED}{bare.path}\n" in result.err


def test_a_file_in_which_another_process_wrote_stays(bare: Cli) -> None:
    bare.run("record add One")
    assert not unmake_file(str(bare.path))
    bare.run("record show 1")


def test_a_file_that_another_process_uses_stays(bare: Cli) -> None:
    bare.run("undo")
    other = sqlite3.connect(bare.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not unmake_file(str(bare.path))
    other.execute("ROLLBACK")
    assert unmake_file(str(bare.path))
    assert not bare.path.exists()
    other.close()


def test_a_file_that_was_there_stays_whatever_fails(cli: Cli) -> None:
    before = cli.path.read_bytes()
    cli.run("customer add X --vat-id DE1", code=2)
    assert cli.path.read_bytes() == before


def test_an_upgrade_by_a_command_that_fails_is_told(bare: Cli) -> None:
    with closing(sqlite3.connect(bare.path)) as older:
        older.executescript((SCHEMA / "v4.sql").read_text("utf-8"))
    first, *_, last = bare.run("customer add X --vat-id DE1", code=2).err.splitlines()
    kept = f"{bare.path}.before-upgrade-from-4"
    assert first == f"Upgraded the database. The previous version is kept as {kept}"
    assert last.startswith("hint: ")
