from __future__ import annotations

import inspect
import io
import re
import sqlite3
from importlib.metadata import version
from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree

import pytest

import build
from docbuilder import commands, exit_codes, pictures, program, settings, times
from docbuilder.exit_codes import Example
from docbuilder.run import Desk
from tests.docs import pages
from tests.docs.examples import (
    AT_A_HUB,
    BASE,
    EDITOR,
    INCOMPLETE,
    NOW,
    ON_A_TERMINAL,
    RUNNING,
    STDIN,
    prepared,
)
from timelog_cli import errors
from timelog_cli.cli import commands as index
from timelog_cli.cli.app import timelog
from timelog_cli.cli.commands import Command, examples_of
from timelog_cli.domain.time.grammar import FORMS
from timelog_cli.settings.keys import KEYS

LOCKED = (pages.ROOT / "requirements-dev.txt").read_text("utf-8")
SOURCE = Path(index.__file__).parents[1]
EXAMPLES = [
    pytest.param(command, example, id=example)
    for command, _ in commands.commands()
    for example in program.examples(command)
]


class Keyboard(io.BytesIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    Desk(folder).done(*BASE, at=NOW)
    return folder


@pytest.mark.parametrize("name", build.INDEX | build.PAGES)
def test_a_page_says_what_the_program_does(name: str) -> None:
    if name.endswith(".svg") and f"rich=={version('rich')} " not in LOCKED:
        pytest.skip("another version of Rich draws the same otherwise")
    written = (build.REFERENCE / name).read_text("utf-8")
    page = (build.INDEX | build.PAGES)[name]
    assert written == page(), f"{name} is old; run: python docs/build.py"


@pytest.mark.parametrize("name", pictures.pages())
def test_a_picture_is_small_and_loads_nothing(name: str) -> None:
    written = (build.REFERENCE.parent / "pictures" / name).read_text("utf-8")
    assert len(written) < 60_000
    assert ElementTree.fromstring(written).tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"url\(|@import|href|<script|<image", written)


def test_every_picture_is_on_a_page() -> None:
    shown = "".join(page.read_text("utf-8") for page in pages.pages())
    drawn = (build.REFERENCE.parent / "pictures").iterdir()
    assert {path.name for path in drawn} == set(pictures.pages())
    assert all(f"pictures/{name})" in shown for name in pictures.pages())


@pytest.mark.parametrize(("command", "example"), EXAMPLES)
def test_an_example_of_the_help_works(
    command: Command, example: str, base: Path, tmp_path: Path
) -> None:
    if command.words in AT_A_HUB:
        pytest.skip("needs a hub; tests/hub runs it")
    desk = prepared(base, tmp_path, command.words)
    stdin = STDIN.get(example, b"")
    line = example.replace("~", str(tmp_path)).replace("EDITOR=nano", "EDITOR=true")
    keyboard = stdin if " < " in example else Keyboard(stdin)
    ran = desk.run(line, NOW, stdin=keyboard, env=EDITOR)
    assert ran.code == (example in ON_A_TERMINAL | INCOMPLETE), ran.shown()


@pytest.mark.parametrize(("command", "example"), EXAMPLES)
def test_an_example_is_of_its_command(command: Command, example: str) -> None:
    found = index.find(example.partition("timelog ")[2].split())
    assert found is not None
    assert found.load() is command.load()


def test_every_command_has_an_example() -> None:
    for command in program.commands():
        assert program.examples(command), command.words


def test_the_examples_of_the_program_work_one_after_another(base: Path, tmp_path: Path) -> None:
    copytree(base, tmp_path, dirs_exist_ok=True)
    desk = Desk(tmp_path)
    lines = examples_of(inspect.getdoc(timelog) or "")[1]
    assert len(lines) > 3
    desk.done(*lines, at=NOW)


@pytest.mark.parametrize("example", exit_codes.EXAMPLES, ids=lambda example: str(example.code))
def test_an_exit_code_is_come_by_as_the_page_says(example: Example, tmp_path: Path) -> None:
    ran = example.run(tmp_path)
    assert ran.code == example.code, ran.shown()
    assert "Traceback" not in ran.err
    assert ("error: " in ran.err) is bool(example.code)


def test_every_exit_code_is_on_the_page() -> None:
    kinds = [errors.TimelogError, *errors.TimelogError.__subclasses__()]
    assert {0, *(kind.code for kind in kinds)} == {one.code for one in exit_codes.EXAMPLES}


@pytest.mark.parametrize("code", [1, 2, 3, 4, 7, 130])
def test_a_command_that_fails_changes_nothing(code: int, tmp_path: Path) -> None:
    (example,) = (one for one in exit_codes.EXAMPLES if one.code == code)
    desk = Desk(tmp_path)
    desk.done(*example.before)
    before = _content(desk)
    ran = example.play(desk, example.line) if example.play else desk.run(example.line)
    assert ran.code == code
    assert _content(desk) == before


def _content(desk: Desk) -> list[str]:
    if not desk.database.exists():
        return []
    connection = sqlite3.connect(desk.database)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_the_environment_variables_are_those_of_the_program() -> None:
    text = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    named = set(re.findall(r'"(TIMELOG_[A-Z_]+|NO_COLOR|FORCE_COLOR|TZ)"', text))
    assert named == set(commands.VARIABLES)


def test_every_kind_of_setting_and_of_time_is_explained() -> None:
    assert {setting.kind for setting in KEYS.values()} == set(settings.TAKES)
    assert {form.kind for form in FORMS} == set(times.USED)


def test_the_settings_of_the_page_can_be_used(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    file = tmp_path / ".config/timelog/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(settings.EXAMPLE, "utf-8")
    listed = desk.run("timelog config list")
    assert listed.code == 0, listed.shown()
    desk.done(*BASE[:7], at=NOW)
    desk.done(*RUNNING, at=NOW)
    assert "Paused case-1" in desk.run("timelog start task-2", NOW).err
