"""Both ways to a command are one: what the quick reader reads, Typer reads alike.

A line is read without Typer where the index explains it, and handed over to Typer where it does
not. Here lines go both ways: every example of the documentation, every option in every spelling,
and random lines of real options and nasty values.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docbuilder import program
from tests import forms
from tests.docs import blocks, pages
from tests.docs.examples import AT_A_HUB
from tests.faults import walks
from tests.forms import Given
from tests.ways import Left, Place, Reading, TyperWay, by_typer_alone, quickly
from timelog_cli.cli.commands import SHARED, Command, Param
from timelog_cli.cli.completion import CommandLine
from timelog_cli.errors import UsageError

COMMANDS = walks.commands()
PATHS = {" ".join(path): command for command in COMMANDS.values() for path in forms.paths(command)}
SHORTCUTS = [words for words, command in COMMANDS.items() if len(forms.paths(command)) > 1]
TYPER = TyperWay()
A_LIST = "log list"
NASTY = (
    "", " ", "-", "--", "---", "-5", "-30m", "-h", "-x", "--help", "--json", "--json=1", "--db",
    "--db=", "--as=bob", "--quiet", "--no-color", "--note", "--note=", "--note=--json", "--NOTE",
    "--billable", "--no-billable", "--format=json", "--format", "CSV", "case-1", "@1", "1", "all",
    "[red]", "+web", "+", "+1", "8:45", "8:4", "\x1b[31m", "a b", "$(id)",
    "ünï", "\udcff", "=", "--=", "--note=a=b", "task", "TASK",
)  # fmt: skip
REFUSED = ("nonsense", "status --bogus", "status x y", "start", "--bogus status", "sync stauts")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("ways"))


def both(words: Sequence[str]) -> Reading | UsageError | None:
    """What Typer reads of the words; the quick reader reads the same, or hands them over."""
    quick = quickly(words)
    try:
        typers = TYPER.read(words)
    except UsageError as refusal:
        assert quick is None, f"read without Typer, which refuses: {words}: {refusal.message}"
        return refusal
    assert quick is None or quick == typers, words
    return typers


@pytest.mark.parametrize("words", COMMANDS)
def test_an_example_of_the_help_is_read_alike(words: str) -> None:
    for example in program.examples(COMMANDS[words]):
        line = shlex.split(example.partition("timelog ")[2].partition(" < ")[0])
        assert quickly(line) is not None, f"handed over: {line}"
        assert isinstance(both(line), Reading)


def test_every_example_of_the_documentation_is_read_alike() -> None:
    texts = [page.read_text("utf-8") for page in pages.pages()]
    console = [command.typed for text in texts for command in pages.commands(text)]
    found = [block for text in texts for block in pages.blocks(text) if block.language == "sh"]
    code = [*console, *(block.text for block in found)]
    # What follows is Python, in quotes that go over lines.
    code = [text.partition("| python3 -c")[0] for text in code]
    lines = [line for text in code for line in blocks.timelog_commands(text)]
    assert len(lines) > 300
    for line in lines:
        both(line)


@pytest.mark.parametrize("words", PATHS)
def test_every_spelling_of_every_option_is_read_alike(words: str) -> None:
    """Each by itself, those of all lists on one list; and all of a command at once."""
    options = [*own_options(PATHS[words]), *(forms.shared() if words == A_LIST else ())]
    each = [forms.ways_to_give(PATHS[words], param, text)[0] for param, text in options]
    for form in (*each, forms.everything(PATHS[words])):
        found = [both([*words.split(), *line]) for line in forms.spellings(form)]
        first = found[0]
        assert isinstance(first, Reading), first
        for line, other in zip(forms.spellings(form), found, strict=True):
            assert isinstance(other, Reading), line
            assert (other.values, other.shared) == (first.values, first.shared)
            assert before_the_tab_key(PATHS[words], line) == typed(PATHS[words], first)
            assert quickly([*words.split(), *line]) is not None, f"handed over: {line}"


def own_options(command: Command) -> list[tuple[Param, str]]:
    """The options of a command, with what all lists share on one of them."""
    options = list(forms.options(command))
    if command.words != A_LIST:
        options = [one for one in options if one[0] not in forms.of_all_lists()]
    return options


def before_the_tab_key(command: Command, words: list[str]) -> dict[str, list[str]]:
    """What is typed by option, and as arguments, as far as the Tab key knows."""
    line = CommandLine(command.params)
    line.read(words)
    return line.given | ({"": line.positional} if line.positional else {})


def typed(command: Command, reading: Reading) -> dict[str, list[str]]:
    """The same of what was read."""
    found: dict[str, list[str]] = {}
    values = reading.values | reading.shared
    for param in command.params:
        value = values.get(param.name)
        if value is True or (value is False and param.negative):
            value = ""
        if value is not None and value is not False:
            texts = value if param.many else [value]
            found.setdefault(param.name if param.flags else "", []).extend(texts)
    return found


@pytest.mark.parametrize("words", PATHS)
def test_what_is_wrong_is_refused_by_typer_and_handed_over_before(words: str) -> None:
    for line in forms.wrong(PATHS[words]):
        both([*words.split(), *line])


def test_two_dashes_before_a_command_are_kept_as_a_value_only() -> None:
    for line in (["--db", "--", "status"], ["--", "status"], ["--quiet", "--", "status"]):
        reading = both(line)
        assert isinstance(reading, Reading)
        typed = [word for word in line[:-1] if word != "--" or "--db" in line]
        assert reading.line.split() == ["timelog", "status", *typed]


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command, with words of its options and nasty ones in any order."""
    words = draw(st.sampled_from(sorted(PATHS)))
    flags = [one for param in PATHS[words].params for one in program.spelled(param)]
    given = st.builds("{}={}".format, st.sampled_from(flags), st.sampled_from(NASTY))
    word = st.one_of(st.sampled_from(flags), st.sampled_from(NASTY), given, st.text(max_size=4))
    leading = (*NASTY[:26], "--db=a", "--db=b", "--version", "--show-completion=bash")
    before = draw(st.lists(st.sampled_from(leading), max_size=2))
    return [*before, *words.split(), *draw(st.lists(word, max_size=6))]


@settings(max_examples=2000, deadline=None)
@given(lines())
def test_random_lines_are_read_alike_or_handed_over(line: list[str]) -> None:
    both(line)


@pytest.mark.parametrize("words", COMMANDS)
def test_an_example_does_the_same_by_every_way(words: str, place: Place) -> None:
    """With what is typed in the example, and with as many options as any line that is done has."""
    done = [compared(place, COMMANDS[words], form) for form in forms.examples(COMMANDS[words])]
    assert (done[0].code == 0) is (words not in AT_A_HUB), done[0].err


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_is_done(words: str, place: Place) -> None:
    """By one way: that all ways read the same of it, and do the same with it, is seen above."""
    command = COMMANDS[words]
    for param, text in own_options(command):
        form, done = first_done(place, command, forms.ways_to_give(command, param, text))
        assert set(done.lines) <= {shlex.join(["timelog", *words.split(), *forms.line(form)])}
        refused = (words, program.label(param)) in forms.REFUSED or words in AT_A_HUB
        assert (done.code != 0) is refused, f"no line for {words} {param.flags}: {done.err}"


def first_done(place: Place, command: Command, choice: list[Given]) -> tuple[Given, Left]:
    """The first of the choice that is done; the last of it if none is."""
    for form in choice:
        done = place.run([*command.path, *forms.line(form)])
        if done.code == 0:
            break
    return form, done


def compared(place: Place, command: Command, form: Given) -> Left:
    """A line by all ways, with the same outcome."""
    own, *others = forms.paths(command)
    first = place.run([*own, *forms.line(form)])
    # A document that is made and sent has two lines of history.
    if first.code != 0:
        return first  # refused with words that name the command as it was typed
    assert set(first.lines) <= {shlex.join(["timelog", *own, *forms.line(form)])}
    for path in others:
        words = [*path, *forms.line(form)]
        found = place.run(words)
        same(found, first, f"with {words}")
        assert set(found.lines) <= {shlex.join(["timelog", *words])}
    for path in (own, *others):
        words = [*path, *forms.line(form, joined=True, place="before")]
        with pytest.MonkeyPatch.context() as patch:
            by_typer_alone(patch)
            found = place.run(words)
        same(found, first, f"by Typer alone: {words}")
        assert set(found.lines) <= {shlex.join(["timelog", *words])}
    return first


def same(found: Left, expected: Left, how: str, without: Sequence[str] = ()) -> None:
    for name in ("code", "err", "out", "files", "rows"):
        if name not in without:
            assert getattr(found, name) == getattr(expected, name), f"{name} {how}"


@pytest.mark.parametrize("words", SHORTCUTS)
def test_a_shortcut_refuses_with_the_same_words(words: str, place: Place) -> None:
    own, *others = forms.paths(COMMANDS[words])
    for line in forms.wrong(COMMANDS[words])[:20]:
        first = place.run([*own, *line])
        for path in others:
            found = place.run([*path, *line])
            short = partial(re.sub, rf"\b{words}\b", " ".join(path))
            assert short(found.err) == short(first.err)
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
        assert told.err.replace("you have", "bob has") == behind.err  # named only with --as
        same(told, behind, "told by the environment", without=("files", "err"))


@pytest.mark.parametrize("words", COMMANDS)
def test_json_is_asked_for_before_and_behind(words: str, place: Place) -> None:
    line = [*words.split(), *forms.line(forms.example(COMMANDS[words]))]
    same(place.run(["--json", *line]), place.run([*line, "--json"]), "with --json before")
    refused = place.run(["--json", *line, "--xyzzy"])
    assert refused.err.startswith('{"error": ')
    same(place.run([*line, "--xyzzy", "--json"]), refused, "with --json before")


@pytest.mark.parametrize("words", [one for one in COMMANDS if program.is_list(COMMANDS[one])])
def test_json_can_be_asked_for_as_a_format(words: str, place: Place) -> None:
    line = [*words.split(), *forms.line(forms.example(COMMANDS[words]))]
    expected = place.run([*line, "--json"])
    refused = place.run([*line, "--json", "--xyzzy"])
    assert refused.err.startswith('{"error": ')
    for spelled in (["--format", "json"], ["--format=json"], ["--format=JSON"]):
        same(place.run([*line, *spelled]), expected, f"with {spelled}")
        same(place.run([*line, *spelled, "--xyzzy"]), refused, f"with {spelled}")


@pytest.mark.parametrize("leading", ["-jj", "-j -j", "--quiet -jj", "--quiet -jj --"])
def test_the_history_keeps_options_before_the_command_as_typed(
    leading: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*leading.split(), "record", "edit", "1", "--title", "Renamed"]
    kept = [f"timelog record edit {leading.removesuffix(' --')} 1 --title Renamed"]
    assert place.run(words).lines == kept
    by_typer_alone(monkeypatch)
    assert place.run(words).lines == kept


@pytest.mark.parametrize("line", REFUSED)
@pytest.mark.parametrize("before", [True, False], ids=["before", "behind"])
def test_a_refusal_has_no_colour_where_none_is_wanted(
    line: str, before: bool, place: Place
) -> None:
    words, wish = line.split(), ["--no-color"]
    env = {"FORCE_COLOR": "1"}
    assert "\x1b[" in place.run(words, env=env).err
    assert "\x1b[" not in place.run([*wish, *words] if before else [*words, *wish], env=env).err


@pytest.mark.parametrize("line", ["stop 1 --note --json --x", "record add --type x -- --json"])
def test_a_text_that_reads_like_an_option_asks_for_nothing(line: str, place: Place) -> None:
    assert place.run(line.split()).err.startswith("error: ")


def test_what_is_shared_is_said_once() -> None:
    for command in program.commands():
        assert {param.name for param in command.params} >= SHARED, command.words
