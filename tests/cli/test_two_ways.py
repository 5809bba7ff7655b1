"""However a command is reached, it does the same; every form is made from the registry.

A command has one function and one declaration. It is reached by its own words and by shortcuts,
with its options in many spellings; its line is read by the reader of the program, and by Typer,
which makes the help of the same declarations. What each way leaves is compared: exit code, both
outputs, every row with the history, every file.
"""

from __future__ import annotations

import io
import shlex
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any

import pytest

from tests import forms
from tests.faults import walks
from tests.forms import Given
from tests.ways import Left, Place, TyperWay
from timelog_cli.cli import registry, spec
from timelog_cli.cli.completion import Line
from timelog_cli.cli.spec import GLOBALS, Command

COMMANDS = walks.commands()
PATHS = {" ".join(path): command for command in COMMANDS.values() for path in forms.paths(command)}
SHORTCUTS = [words for words, command in COMMANDS.items() if len(forms.paths(command)) > 1]
SHARED = [(param, param.flags[0] if param.metavar is None else "x") for param in GLOBALS]
# Where the reader is stricter than Typer; each is a rule for all options.
STRICTER = ("is given twice", "is none of its values", "is empty", "contradict each other")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("ways"))


@pytest.fixture(scope="module")
def typer_way() -> TyperWay:
    return TyperWay()


@pytest.mark.parametrize("words", COMMANDS)
def test_an_example_does_the_same_by_every_way(
    words: str, place: Place, typer_way: TyperWay
) -> None:
    done = compared(place, typer_way, COMMANDS[words], [forms.example(COMMANDS[words])])
    assert done.code == 0, done.err


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_does_the_same_by_every_way(
    words: str, place: Place, typer_way: TyperWay
) -> None:
    command = COMMANDS[words]
    for param, text in forms.options(command):
        done = compared(place, typer_way, command, forms.ways_to_give(command, param, text))
        refused = (words, param.label) in forms.REFUSED
        assert (done.code != 0) is refused, f"no line for {words} {param.label}: {done.err}"


def compared(place: Place, typer_way: TyperWay, command: Command, choice: list[Given]) -> Left:
    """The first of the choice that is done, by all ways with the same outcome."""
    own, *others = forms.paths(command)
    for given in choice:
        first = place.run([*own, *forms.line(given)])
        if first.code == 0:
            break
    assert first.lines in ([], [shlex.join(["timelog", *own, *forms.line(given)])])
    for path in others:
        words = [*path, *forms.line(given)]
        found = place.run(words)
        same(found, first, f"by the reader: {words}")
        assert found.lines in ([], [shlex.join(["timelog", *words])])
    for path in (own, *others):
        words = [*path, *forms.line(given, joined=True, place="before")]
        with pytest.MonkeyPatch.context() as patch:
            typer_way.instead(patch)
            same(place.run(words), first, f"by Typer: {words}")
    return first


def same(found: Left, expected: Left, how: str, without: Sequence[str] = ()) -> None:
    for name in ("code", "err", "out", "files", "rows"):
        if name not in without:
            assert getattr(found, name) == getattr(expected, name), f"{name} {how}"


@pytest.mark.parametrize("words", PATHS)
def test_every_spelling_is_read_alike(words: str, typer_way: TyperWay) -> None:
    command, _ = registry.find(words.split())
    assert command is not None
    options = (*forms.options(PATHS[words]), *SHARED)
    each = [forms.ways_to_give(PATHS[words], param, text)[0] for param, text in options]
    for given in (*each, forms.everything(PATHS[words])):
        expected = reading(spec.read, PATHS[words], forms.line(given))
        assert isinstance(expected, dict), expected
        for line in forms.spellings(given):
            assert reading(spec.read, command, line) == expected, line
            assert reading(typer_way.read, command, line) == expected, line
            assert before_the_tab_key(command, line) == typed(command, expected), line


def before_the_tab_key(command: Command, words: list[str]) -> dict[str, list[str]]:
    """What is typed by option, and as arguments, as far as the Tab key knows."""
    line = Line((*command.params, *GLOBALS))
    line.read(words)
    return line.given | ({"": line.positional} if line.positional else {})


def typed(command: Command, values: dict[str, Any]) -> dict[str, list[str]]:
    """The same of what was read."""
    found: dict[str, list[str]] = {}
    for param in (*command.params, *GLOBALS):
        value = values.get(param.name)
        if value is True or (value is False and param.negative):
            value = ""
        if value is None or value is False or value == []:
            continue
        texts = value if param.many else [value]
        found.setdefault(param.name if param.flags else "", []).extend(texts)
    return found


@pytest.mark.parametrize("words", COMMANDS)
def test_what_one_way_cannot_read_no_way_can(words: str, typer_way: TyperWay) -> None:
    command = COMMANDS[words]
    for line in forms.wrong(command):
        ours = reading(spec.read, command, line)
        if isinstance(ours, str) and ours.endswith(STRICTER):
            continue
        typers = reading(typer_way.read, command, line)
        assert type(ours) is type(typers), f"{line}: {ours}, {typers}"
        assert isinstance(ours, str) or ours == typers, line


def reading(read: Any, command: Command, line: list[str]) -> dict[str, Any] | str:
    """What is read of the words, or why they cannot be read."""
    try:
        with redirect_stdout(io.StringIO()):
            found = read(command, line)
    except Exception as error:
        return str(getattr(error, "message", error))
    return {"help": True} if found.help else {**found.values, **found.globals}


@pytest.mark.parametrize("words", SHORTCUTS)
def test_a_shortcut_refuses_with_the_same_words(words: str, place: Place) -> None:
    own, *others = forms.paths(COMMANDS[words])
    for line in forms.wrong(COMMANDS[words]):
        first = place.run([*own, *line])
        for path in others:
            found = place.run([*path, *line])
            short = " ".join(path)
            assert found.err.replace(words, short) == first.err.replace(words, short)
            same(found, first, f"of {[*path, *line]}", without=("err",))


@pytest.mark.parametrize("words", COMMANDS)
def test_the_options_of_the_program_stand_before_and_behind(words: str, place: Place) -> None:
    line = [*words.split(), *forms.line(forms.example(COMMANDS[words]))]
    shared = ["--quiet", "--no-color", f"--db={place.cli.path}", "--as", "bob"]
    before, behind = place.run([*shared, *line]), place.run([*line, *shared])
    same(before, behind, "with options before the command")
    env = {"TIMELOG_DB": str(place.cli.path), "TIMELOG_USER": "bob"}
    told = place.run([*line, "--quiet", "--no-color"], env=env)
    if not words.startswith("config "):  # which says where a setting comes from
        same(told, behind, "told by the environment", without=("files",))


@pytest.mark.parametrize("words", [one for one in COMMANDS if COMMANDS[one].listing])
def test_json_can_be_asked_for_twofold(words: str, place: Place) -> None:
    line = [*words.split(), *forms.line(forms.example(COMMANDS[words]))]
    expected = place.run([*line, "--json"])
    refused = place.run([*line, "--json", "--xyzzy"])
    assert refused.err.startswith('{"error": ')
    for spelled in (["--format", "json"], ["--format=json"], ["--format=JSON"]):
        same(place.run([*line, *spelled]), expected, f"with {spelled}")
        same(place.run([*line, *spelled, "--xyzzy"]), refused, f"with {spelled}")


@pytest.mark.parametrize("line", ["stop 1 --note --json --x", "record add --type x -- --json"])
def test_a_text_that_reads_like_an_option_asks_for_nothing(line: str, place: Place) -> None:
    assert place.run(line.split()).err.startswith("error: ")
