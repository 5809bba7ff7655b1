"""Where files go when the environment names no place, or one that is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.harness import Cli

NO_PLACE = {"TIMELOG_DB": "", "TIMELOG_CONFIG": "", "HOME": ""}
HINT = "to choose the database, add --db PATH, or set TIMELOG_DB"


@pytest.fixture
def homeless(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A user whom the system knows no home of, in an empty folder."""
    (cli.folder / "here").mkdir()
    monkeypatch.chdir(cli.folder / "here")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    cli.env = NO_PLACE
    return cli


def test_without_a_home_no_folder_is_made_and_db_is_named(homeless: Cli) -> None:
    for line in ("status", "record add New", "db path", "db check", "log list", "db backup"):
        homeless.at("2026-11-02 09:00").refused(
            line,
            code=7,
            message="cannot find the database: this user has no home folder",
            hint=HINT,
        )
    homeless.run("prompt", code=None)
    assert list(Path().iterdir()) == []


def test_without_a_home_a_database_that_is_named_works(homeless: Cli) -> None:
    path = homeless.folder / "named.db"
    homeless.run(["--db", str(path), "record", "add", "New"])
    homeless.run("record list", env={"TIMELOG_DB": str(path)})
    homeless.run(["--db", str(path), "start", "1"])
    homeless.run(["--db", str(path), "billing", "template", "list"])
    assert list(Path().iterdir()) == []


def test_without_a_home_a_tilde_means_no_folder(homeless: Cli) -> None:
    homeless.at("2026-11-02 09:00").refused(
        "--db=~/x.db status",
        code=7,
        message="cannot find ~/x.db: this user has no home folder",
        hint=HINT,
    )


@pytest.mark.parametrize("line", ["config set user bob", "config unset user", "config path"])
def test_without_a_home_settings_have_no_place(homeless: Cli, line: str) -> None:
    homeless.at("2026-11-02 09:00").refused(
        line,
        code=6,
        message="cannot find a place for the settings: this user has no home folder",
        hint="to choose the file, set TIMELOG_CONFIG",
    )
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("value", ["data", "./data", "~/data", "../data", " "])
def test_relative_folders_of_the_xdg_variables_are_ignored(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    (cli.folder / "here").mkdir()
    monkeypatch.chdir(cli.folder / "here")
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    cli.env = {**NO_PLACE, "HOME": str(cli.folder), **dict.fromkeys(names, value)}
    home = cli.folder
    assert cli.run("db path").out == f"{home}/.local/share/timelog/timelog.db\n"
    assert cli.run("config path").out == f"{home}/.config/timelog/config.toml\n"
    cli.run("config set user bob")
    cli.run("record add New")
    cli.run("start 1")
    assert list(Path().iterdir()) == []
    copies = home / ".local" / "state" / "timelog" / "prompt"
    assert [copy.name.partition("@")[0] for copy in copies.iterdir()] == ["user-ada"]
    cli.run("--install-completion fish")
    assert (home / ".config" / "fish" / "completions" / "timelog.fish").exists()


def test_a_relative_home_is_none(homeless: Cli) -> None:
    homeless.env = {**NO_PLACE, "HOME": "somewhere"}
    homeless.run("status", code=7)
    assert list(Path().iterdir()) == []
