"""Settings and templates go along with ``db backup --all``, and come back with ``db restore``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.harness import Cli, once

BACKUP = "timelog-20261102-090000"
SETTINGS = '[seller]\nname = "Ada" # mine\n'
STAMP = "before-restore-20261102-090000"


@pytest.fixture
@once
def filled(cli: Cli) -> Cli:
    cli.config.write_text(SETTINGS)
    templates = cli.folder / "templates"
    templates.mkdir()
    (templates / "own.md.j2").write_text("Mine: {{ number }}")
    (templates / "own.html.j2").write_text("<p>{{ number }}</p>")
    (templates / "notes.txt").write_text("not a template")
    cli.run("record add Mine")
    return cli


@pytest.fixture
def other(filled: Cli) -> Cli:
    """Another machine, to which the backup was brought."""
    filled.run("db backup --all")
    return Cli(filled.folder / "other")


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): oct(path.stat().st_mode & 0o777)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "prompt" not in path.parts
    }


def test_a_folder_holds_database_settings_and_templates(filled: Cli) -> None:
    result = filled.run("db backup --all --json")
    folder = filled.folder / BACKUP
    names = ["config.toml", "templates/own.html.j2", "templates/own.md.j2"]
    assert result.json["path"] == str(folder)
    assert sorted(result.json["files"]) == [str(folder / name) for name in names]
    assert tree(folder) == dict.fromkeys([*names, "timelog.db"], "0o600")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "config.toml").read_text() == SETTINGS
    assert not list(filled.folder.glob("*.part"))
    filled.run(["--db", str(folder / "timelog.db"), "db", "check"])


def test_without_settings_the_database_is_alone(cli: Cli) -> None:
    said = cli.run("db backup --all").err
    assert said.startswith(f"Copied no records to {cli.folder / BACKUP} (")
    assert list(tree(cli.folder / BACKUP)) == ["timelog.db"]


def test_a_folder_that_is_not_there_is_made_and_the_backup_put_into_it(cli: Cli) -> None:
    said = cli.run(["db", "backup", "--all", f"{cli.folder}/new/"]).err.splitlines()
    assert said[0] == f"Created the folder {cli.folder}/new"
    assert (cli.folder / "new" / BACKUP / "timelog.db").exists()


def test_nothing_that_is_there_is_overwritten(filled: Cli) -> None:
    there = filled.folder / "there"
    there.mkdir()
    filled.run(["db", "backup", "--all", str(there)])
    assert (there / BACKUP / "timelog.db").exists()
    for named, target in ((there, there / BACKUP), (filled.config, filled.config)):
        filled.at("2026-11-02 09:00").refused(
            ["db", "backup", "--all", str(named)],
            message=f"{target} already exists",
            hint="choose another folder",
        )


def test_of_no_database_or_a_damaged_one_leaves_nothing(bare: Cli) -> None:
    bare.run("db backup --all", code=3)
    bare.path.write_bytes(b"rubbish" * 100)
    bare.run("db backup --all", code=7)
    assert [path.name for path in bare.folder.iterdir()] == ["timelog.db"]


def test_on_another_machine_everything_comes_back(filled: Cli, other: Cli) -> None:
    result = other.run(["db", "restore", str(filled.folder / BACKUP)])
    first, second = result.err.splitlines()
    assert first.startswith("Restored 1 record from ")
    assert second.startswith(f"Restored 3 files of settings and templates: {other.config}, ")
    assert other.config.read_text() == SETTINGS
    assert other.run("config get seller.name").out == "Ada\n"
    assert "own" in other.run("billing template list").out
    assert other.dump() == filled.dump()
    assert set(tree(other.folder).values()) == {"0o600"}


def test_what_differs_is_asked_about_and_kept(filled: Cli, other: Cli) -> None:
    backup = str(filled.folder / BACKUP)
    template = other.folder / "templates" / "own.md.j2"
    template.parent.mkdir(parents=True)
    template.write_text("Theirs")
    other.config.write_text('user = "bob"\n')
    asked = other.run(["db", "restore", backup], code=1, answers="n\n").err
    assert f"Replace {other.config}, {template} with {backup}" in asked
    assert not other.path.exists()
    other.run(["db", "restore", backup, "--yes"])
    assert other.config.read_text() == SETTINGS
    assert (other.folder / f"config.toml.{STAMP}").read_text() == 'user = "bob"\n'
    assert (template.parent / f"own.md.j2.{STAMP}").read_text() == "Theirs"
    again = other.run(["db", "restore", backup, "--yes", "--json"]).json
    assert again["files"] == []


def test_a_restore_writes_to_its_places_only(filled: Cli, other: Cli) -> None:
    """Whatever the folder says, which may be anybody's."""
    folder, elsewhere = filled.folder / BACKUP, filled.folder / "elsewhere"
    elsewhere.mkdir()
    (folder / "config.toml").write_text(f'[billing]\ntemplates = "{elsewhere}"\n')
    (folder / "templates" / "sub").mkdir()
    (folder / "templates" / "sub" / "x.md.j2").write_text("x")
    (folder / "templates" / "..x.md.j2").write_text("x")
    (folder / "extra").write_text("x")
    other.run(["db", "restore", str(folder)])
    assert list(elsewhere.iterdir()) == []
    templates = ["templates/own.html.j2", "templates/own.md.j2"]
    assert list(tree(other.folder)) == ["config.toml", *templates, "timelog.db"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("config.toml", "user = [", 2),
        ("config.toml", "timezone = 'Mars'", 2),
        ("config.toml", None, 2),
        ("templates/own.md.j2", None, 1),
        ("timelog.db", "rubbish", 7),
        ("timelog.db", None, 3),
    ],
)
def test_a_folder_that_cannot_be_used_changes_nothing(
    filled: Cli, other: Cli, name: str, content: str | None, code: int
) -> None:
    path = filled.folder / BACKUP / name
    path.unlink()
    if content is not None:
        path.write_text(content)
    elif name == "config.toml":
        os.mkfifo(path)
    else:
        path.mkdir()
    other.run(["db", "restore", str(filled.folder / BACKUP), "--yes"], code=code)
    assert not other.config.exists()
    assert not other.path.exists()


def test_a_folder_that_is_no_backup_is_refused(filled: Cli) -> None:
    empty = filled.folder / "empty"
    empty.mkdir()
    filled.at("2026-11-02 09:00").refused(
        ["db", "restore", str(empty), "--yes"],
        code=3,
        message=f"no backup in {empty}: it has no timelog.db",
        hint="timelog db backup --all",
    )


def test_settings_that_cannot_be_written_are_told_after_the_database(
    filled: Cli, other: Cli
) -> None:
    other.folder.mkdir()
    other.config.with_name("templates").write_text("in the way")
    result = other.run(["db", "restore", str(filled.folder / BACKUP), "--yes"], code=5)
    assert "error: restored the database, but not all settings and templates: " in result.err
    assert other.dump() == filled.dump()
