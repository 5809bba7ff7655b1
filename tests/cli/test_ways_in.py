"""Every way into the program ends in the same place: processes, help, the Tab key, the prompt."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from shutil import rmtree
from typing import Any

import pytest

from docbuilder import program
from tests import forms
from tests.faults import walks
from tests.harness import Cli
from tests.ways import MOMENT, Left, Place
from timelog_cli.cli import commands, running
from timelog_cli.cli.completion import offer

COMMANDS = walks.commands()
PATHS = {path for command in COMMANDS.values() for path in forms.paths(command)}
PROCESSES = ("timelog_cli", "timelog_cli.cli.app")
# Beside every command that has a shortcut: a list, a refusal, what cannot be read, and no command.
LINES = (
    *(
        [*path, *forms.line(forms.example(command))]
        for command in COMMANDS.values()
        for path in forms.paths(command)[1:]
    ),
    ["record", "list", "--all", "--json"],
    ["billing", "issue", "5", "--out", "out"],
    ["timer", "start", "1"],
    ["log", "show", "99", "--json"],
    ["start", "--xyzzy"],
    ["xyzzy"],
    ["--version"],
    ["help", "start"],
    ["prompt"],
    ["prompt", "--preset", "waybar"],
    ["--install-completion"],
    [],
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("ways"))


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_process_leaves_what_the_function_leaves(line: list[str], place: Place) -> None:
    expected = without_random(place.run(line))
    for module in PROCESSES:
        place.restore()
        ran = process(place, module, *line)
        found = place.left(ran.returncode, ran.stdout, ran.stderr.decode())
        assert without_random(found) == expected, module


@pytest.mark.parametrize("module", PROCESSES)
@pytest.mark.parametrize("env", [{"TIMELOG_NOW": "x"}, {"TIMELOG_DB": __file__}], ids=str)
def test_the_prompt_says_nothing_of_what_is_wrong(
    module: str, env: dict[str, str], place: Place
) -> None:
    ran = process(place, module, "prompt", **env)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


@pytest.mark.parametrize("module", PROCESSES)
def test_the_tab_key_runs_no_command(module: str, place: Place) -> None:
    place.restore()
    before = place.cli.dump()
    ran = process(place, module, "log", "delete", "1", _TIMELOG_COMPLETE="fish")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert place.cli.dump() == before


def process(
    place: Place, module: str, *line: str, **env: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", module, *line],
        env=environment(place.cli) | env,
        cwd=place.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


def environment(cli: Cli) -> dict[str, str]:
    path = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**cli.environment(MOMENT), **path}


def without_random(left: Left) -> dict[str, Any]:
    """What a command left, but for the random numbers of rows."""
    rows = {name: [tuple(map(plain, row)) for row in rows] for name, rows in left.rows.items()}
    return {**vars(left), "rows": rows}


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return len(value)
    return re.sub("[0-9A-Fa-f]{32}", "", value) if isinstance(value, str) else value


@pytest.mark.parametrize("path", program.paths(), ids=" ".join)
def test_help_is_the_same_wherever_it_is_asked_for(path: tuple[str, ...], cli: Cli) -> None:
    asked = [[*path, "--help"], [*path, "-h"], ["help", *path], ["--quiet", *path, "--help"]]
    asked += [[*path, "--help", "--xyzzy"]] if path else [[]]
    assert len({cli.run(line).out for line in asked}) == 1


@pytest.mark.parametrize("words", [one for one in COMMANDS if len(forms.paths(COMMANDS[one])) > 1])
def test_the_help_of_a_shortcut_is_that_of_its_command(words: str, cli: Cli) -> None:
    def page(path: Sequence[str]) -> str:
        shown = cli.run([*path, "--help"]).out
        return shown.replace(f"Usage: timelog {' '.join(path)} ", "Usage: timelog … ", 1)

    own, *others = forms.paths(COMMANDS[words])
    assert {page(path) for path in others} == {page(own)}


@pytest.mark.parametrize("path", sorted(PATHS), ids=" ".join)
def test_help_and_the_tab_key_know_the_options_that_are_read(
    path: tuple[str, ...], cli: Cli
) -> None:
    command = commands.find(path)
    assert command is not None
    known = {one for param in program.own(command) for one in param.shown}
    known -= {
        "-a",
        "-b",
        "-e",
        "-j",
        "-n",
        "-r",
        "-s",
        "-t",
    }  # which help shows before the long ones
    shared = {one for param in program.GLOBALS for one in program.spelled(param)}
    _, _, listed = cli.run([*path, "--help"]).out.partition("\nOptions:\n")
    shown = set(re.findall(r"^  (?:-\w, )?(--[\w-]+|-0)(?:[ /]|$)", listed, re.MULTILINE))
    shown |= set(re.findall(r"^  (?:-\w, )?--[\w-]+ / (--[\w-]+)", listed, re.MULTILINE))
    offered = {name for name, _ in offer(path, "-", {}).names}
    assert shown == known | {"--help"}
    assert offered == known | shared | {"--help"}
    for spelled in offered - {"--help", "-0"}:  # -0x is a value
        assert running.read([*path, spelled + "x"]) is None
        assert f"unknown option {spelled}x" in cli.run([*path, spelled + "x"], code=2).err


# What the timer's state comes from, for the quick way of the prompt and for its options.
STATES: dict[str, Sequence[str]] = {
    "running": (),
    "paused": ("pause",),
    "switched": ("start 2 --switch",),
    "interrupted": ("interrupt 2",),
    "one paused": ("pause", "timer cancel 4 --yes"),
    "idle": ("timer cancel 1 --yes", "timer cancel 4 --yes"),
}
SETTINGS = (
    'user = "bob"',
    'timezone = "America/Lima"\nday_start = "04:00"',
    '[timer]\nwarn_after = "3d"',
    'user = " ada "\n[timer]\nwarn_after = "1h"',
    '# user = "bob"',
)
ENVIRONMENTS: Sequence[dict[str, str]] = (
    {"TIMELOG_USER": "bob"},
    {"TIMELOG_USER": " ada "},
    {"TIMELOG_USER": "", "LOGNAME": "ada"},
    {"TIMELOG_USER": "", "LOGNAME": "", "USER": "ada"},
    {"TIMELOG_DB": "~/timelog.db"},
    {"TIMELOG_DB": "timelog.db"},
    {"TIMELOG_DB": "nothing.db"},
    {"TIMELOG_NOW": "2026-11-02T10:30:00.900+05:00"},
    {"TIMELOG_NOW": "2026-11-04T08:00"},
)


@pytest.mark.parametrize("state", STATES)
def test_the_quick_prompt_shows_what_the_long_one_shows(
    state: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.restore()
    for line in STATES[state]:
        place.cli.at(MOMENT).run(line)
    monkeypatch.chdir(place.folder)
    cases = [("", {}), *((one, {"TIMELOG_USER": ""}) for one in SETTINGS)]
    cases += [(one, {}) for one in SETTINGS] + [("", one) for one in ENVIRONMENTS]
    for settings, env in cases:
        place.cli.config.write_text(settings)
        quick = prompt(place, env, ["prompt"])
        for line in (["--no-color", "prompt"], ["prompt", "--preset", "tmux"]):
            assert prompt(place, env, line) == quick, f"{line} with {settings!r} and {env}"


def prompt(place: Place, env: dict[str, str], line: list[str]) -> Left:
    """What the prompt leaves where no shell has a copy of the timer yet."""
    rmtree(place.folder / ".local", ignore_errors=True)
    result = place.cli.at(MOMENT).run(line, code=None, env=env)
    return place.left(result.code, result.raw, result.err)
