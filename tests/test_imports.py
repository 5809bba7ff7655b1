"""No command loads what it does not use; counted in modules, not in seconds."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

from tests.harness import Cli

HEAVY = {
    "babel",
    "click",
    "dataclasses",
    "dateutil",
    "inspect",
    "jinja2",
    "markupsafe",
    "pathlib",
    "platformdirs",
    "pydantic",
    "rich",
    "sqlite_utils",
    "tomlkit",
    "typer",
}
# Parts of Python itself that the daily commands do without.
COSTLY = {
    "collections",
    "contextlib",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "importlib",
    "json",
    "re",
    "sqlite3",
    "typing",
    "zoneinfo",
}
# Without json, whose parts would not be missed then.
PROBE = """
import os, sys
os.chdir("/")
before = set(sys.modules)
from timelog_cli.__main__ import main
code = main(sys.argv[1:])
sys.stderr.write("\\n" + repr((code, sorted(set(sys.modules) - before))))
"""
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    "record add Other",
    "log add case-1 2026-11-02T06:00 - 2026-11-02T07:00 --billable",
)


def loaded(cli: Cli, line: str, moment: str = "2026-11-02 09:00") -> set[str]:
    """The modules that a command loads in a process of its own; without a moment it is now."""
    env = {**os.environ, **cli.environment(moment)}
    if not moment:
        del env["TIMELOG_NOW"]  # which is read with datetime
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *line.split()], env=env, capture_output=True, text=True
    )
    code, names = ast.literal_eval(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(names)


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


@pytest.fixture
def prepared(cli: Cli) -> Cli:
    for line in PREPARED:
        cli.at("2026-11-02 08:00").run(line)
    return cli


SETTINGS = """# Mine
user = "ada"
timezone = "Europe/Rome"

[timer]
warn_after = "9h"
"""


@pytest.mark.parametrize("line", ["prompt", "status", "pause", "stop"])
def test_a_plain_settings_file_is_read_without_tomllib(prepared: Cli, line: str) -> None:
    prepared.config.write_text(SETTINGS)
    prepared.at("2026-11-02 08:30").run("start task-2")
    assert not loaded(prepared, line, "") & {"tomllib", "zoneinfo", "datetime"}


def test_the_prompt_loads_next_to_nothing(prepared: Cli) -> None:
    prepared.at("2026-11-02 08:30").run("start task-2")
    del prepared.env
    prepared.env = {}
    env = {**os.environ, **prepared.environment("2026-11-02 09:00")}
    env.pop("TIMELOG_NOW")
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "prompt"], env=env, capture_output=True, text=True
    )
    code, names = ast.literal_eval(done.stderr.splitlines()[-1])
    assert (code, done.stdout[:8]) == (0, "▶ task-2")
    own = {name for name in names if name.startswith("timelog_cli")}
    assert own == {
        "timelog_cli",
        "timelog_cli.__main__",
        "timelog_cli.render",
        "timelog_cli.render.prompt",
        "timelog_cli.store",
        "timelog_cli.store.prompt",
        "timelog_cli.store.sqlite",
        "timelog_cli.usecases",
        "timelog_cli.usecases.prompt",
        "timelog_cli.usecases.prompt_copy",
    }
    light = {"re", "typing", "enum", "json", "decimal", "zoneinfo", "collections", "functools"}
    assert packages(set(names)) & (light | HEAVY) == set()


@pytest.mark.parametrize(
    "line",
    [
        "status",
        "start task-2",
        "timer list",
        "log add task-2 8:00-8:30",
        "log list",
        "log show 1",
        "log edit 1 --note x",
        "log gaps",
        "log fill 1",
        "record list",
        "record show case-1",
        "record add New",
        "record edit task-2 --title New",
        "record resolve case-1",
        "customer list",
        "service list",
        "report",
        "undo",
        "history",
        "db path",
        "billing list",
        "config get user",
        "config list",
    ],
)
def test_a_command_loads_no_heavy_package(prepared: Cli, line: str) -> None:
    assert packages(loaded(prepared, line)) & HEAVY == set()


@pytest.mark.parametrize("verb", ["pause", "resume", "stop", "status"])
def test_the_timer_loads_no_grammar_no_money_and_no_json(prepared: Cli, verb: str) -> None:
    prepared.at("2020-11-02 08:30").run("start task-2")
    if verb == "resume":
        prepared.at("2020-11-02 08:31").run("pause")
    names = loaded(prepared, verb, moment="")
    assert packages(names) & (HEAVY | COSTLY) == set()
    assert not any(name.startswith("timelog_cli.domain.times") for name in names)
    assert not {"timelog_cli.store.schema", "timelog_cli.store.journal"} & names


@pytest.mark.parametrize(
    "line", ["bil", "start ca", "start 1", "log list --customer A", "billing issue c", "report la"]
)
def test_the_tab_key_loads_no_heavy_package(prepared: Cli, line: str) -> None:
    prepared.env = {"_TIMELOG_COMPLETE": "fish"}
    names = loaded(prepared, line)
    assert packages(names) & (HEAVY | {"json", "typing", "tomllib"}) == set()
    assert not {"timelog_cli.store.schema", "timelog_cli.cli.completion_scripts"} & names
    if line == "bil":
        assert not {"sqlite3", "_sqlite3"} & names


@pytest.mark.parametrize("line", ["start case-1", "status", "pause", "stop"])
def test_a_plain_timer_loads_nothing_of_what_is_rare(prepared: Cli, line: str) -> None:
    if not line.startswith("start"):
        prepared.at("2026-11-02 08:30").run("start task-2")
    rare = {
        "timelog_cli.cli.quick_create",
        "timelog_cli.cli.record_fields",
        "timelog_cli.store.customers",
        "timelog_cli.usecases.going_back",
        "timelog_cli.usecases.quick_create",
        "timelog_cli.usecases.records",
        "timelog_cli.usecases.since_last",
    }
    assert loaded(prepared, line) & rare == set()


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_turning_back_loads_no_grammar_and_no_json(prepared: Cli, verb: str) -> None:
    if verb == "redo":
        prepared.run("undo")
    names = loaded(prepared, verb, moment="")
    assert packages(names) & (HEAVY | COSTLY) == set()
    assert not any(name.startswith("timelog_cli.domain.times") for name in names)


def test_only_making_a_database_loads_sqlite_utils(cli: Cli) -> None:
    assert "sqlite_utils" in loaded(cli, "status")
    assert "sqlite_utils" not in loaded(cli, "status")


@pytest.mark.parametrize("line", ["timer start --help", "timer --help", "--help", "help"])
def test_help_loads_no_typer_and_no_other_group_than_its_own(prepared: Cli, line: str) -> None:
    names = loaded(prepared, line)
    assert packages(names) & (HEAVY | COSTLY) == set()
    assert "timelog_cli.cli.billing" not in names


def test_help_for_a_narrow_terminal_loads_typer(prepared: Cli) -> None:
    prepared.env = {"COLUMNS": "60"}
    assert "typer" in loaded(prepared, "timer start --help")
