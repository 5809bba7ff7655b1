from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docbuilder import program
from tests.harness import Cli
from timelog_cli import __version__
from timelog_cli.cli.commands import EVERY, MODULES, find
from timelog_cli.cli.usage import INSTEAD
from timelog_cli.render.plain import width

PAGES = {command.words: command for command in program.commands()}
GROUPS = sorted({path[0] for path in program.paths() if path} - set(PAGES))
WIDEST = 100


@pytest.fixture
def cli(bare: Cli) -> Cli:
    """Where help is read first, there is no database."""
    return bare


def help_of(cli: Cli, words: str, flag: str = "--help") -> str:
    result = cli.run(f"{words} {flag}")
    assert result.err == ""
    assert not cli.path.exists()
    assert "\x1b" not in result.out
    assert max(map(width, result.out.splitlines())) <= WIDEST
    return result.out


@pytest.mark.parametrize("words", PAGES)
def test_the_help_of_a_command_begins_with_its_examples(cli: Cli, words: str) -> None:
    text, command = help_of(cli, words), PAGES[words]
    lines = [line.strip() for line in text.splitlines()]
    assert lines[0].startswith(f"Usage: timelog {words} ")
    assert lines[2] == "Examples:"
    examples = program.examples(command)
    assert lines[4 : 5 + len(examples)] == [*examples, ""]
    assert program.text(command).split()[0] == lines[5 + len(examples)].split()[0]


@pytest.mark.parametrize("words", PAGES)
def test_the_help_of_a_command_has_all_that_can_be_typed(cli: Cli, words: str) -> None:
    text = help_of(cli, words, "-h")
    flat = "".join(text.split())
    for param in program.own(PAGES[words]):
        for flag in (*param.shown, *param.choices):
            assert flag in flat
        assert "".join(param.help.split()) in flat


@pytest.mark.parametrize("words", PAGES)
def test_help_is_shown_wherever_it_is_asked_for(cli: Cli, words: str) -> None:
    assert help_of(cli, f"{words} x y --json") == help_of(cli, words)


@pytest.mark.parametrize("group", GROUPS)
def test_the_help_of_a_group_lists_its_commands(cli: Cli, group: str) -> None:
    text = help_of(cli, group)
    commands = [one.path for one in program.commands() if one.path[0] == group and not one.hidden]
    commands.sort(key=len)  # groups in the group come last
    names = list(dict.fromkeys(path[1] for path in commands))
    _, _, listed = text.partition("Commands:\n")
    assert [line.split()[0] for line in listed.splitlines() if line[2:3].strip()] == names
    assert cli.run(group).out == text
    assert help_of(cli, group, "-h") == text


def test_the_help_of_the_program_lists_everything_after_its_examples(cli: Cli) -> None:
    text = help_of(cli, "")
    assert text.index("Examples:") < text.index("Options:") < text.index("Commands:")
    listed = text.partition("Commands:\n")[2].partition("\n\n")[0]
    found = [line.split()[0] for line in listed.splitlines() if line[2:3].strip()]
    assert found == list(MODULES)
    for param in program.GLOBALS:
        assert param.flags[0] in text
    assert "--version" in text
    assert cli.run("").out == cli.run("help").out == cli.run("-h").out == text


def test_help_is_a_word_too(cli: Cli) -> None:
    assert cli.run("help record").out == help_of(cli, "record")
    assert cli.run("help record add").out == help_of(cli, "record add")


def test_words_that_begin_a_command_are_a_page_too(cli: Cli) -> None:
    assert cli.run("help sync member").out == help_of(cli, "sync")


def test_the_version(cli: Cli) -> None:
    result = cli.run("--version")
    assert (result.out, result.err) == (f"timelog {__version__}\n", "")


def test_help_of_what_does_not_exist_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").refused(
        "help recrd",
        code=2,
        message="timelog: unknown command 'recrd'",
        hint="did you mean timelog record?",
    )


UNKNOWN = [
    ("recrod", "timelog: unknown command 'recrod'", "did you mean timelog record?"),
    ("strat case-1", "timelog: unknown command 'strat'", "did you mean timelog start?"),
    ("record ad", "timelog record: unknown command 'ad'", "did you mean timelog record add?"),
    ("record xyzzy", "timelog record: unknown command 'xyzzy'", "timelog record --help"),
    ("xyzzy", "timelog: unknown command 'xyzzy'", "timelog --help"),
    ("record add x --typ case", "record add: unknown option --typ", "did you mean --type?"),
    ("start 1 --bilable", "start: unknown option --bilable", "did you mean --billable?"),
    ("start 1 --xyzzy", "start: unknown option --xyzzy", "timelog start --help"),
    ("--xyzzy start 1", "timelog: unknown option --xyzzy", "timelog --help"),
    ("--verison", "timelog: unknown option --verison", "did you mean --version?"),
    ("--db", "--db needs a value: PATH", "timelog --help"),
    ("start 1 --at", "--at needs a value: TIME", "timelog start --help"),
    ("start 1 --switch=yes", "--switch does not take a value", "timelog start --help"),
    ("--help=1", "--help does not take a value", "timelog --help"),
    ("start 1 -h=1", "-h does not take a value", "timelog start --help"),
    ("start 1 -hh", "start: unknown option -hh", "did you mean -h?"),
    ("record list -json", "record list: unknown option -json", "did you mean --json?"),
    ("-version", "timelog: unknown option -version", "did you mean --version?"),
    ("help --xyzzy", "help: unknown option --xyzzy", "timelog help --help"),
    ("start 1 --help=1", "--help does not take a value", "timelog start --help"),
    ("record --help=", "--help does not take a value", "timelog record --help"),
    ("start 1 --at 9:00 --at 8:00", "--at can be given only once", "timelog start --help"),
    (
        "start",
        "start: missing REF|TITLE (the record, such as case-12, 12, its key or title, or the title"
        " of a new one)",
        "timelog start --help",
    ),
    ("sync stauts", "timelog sync: unknown command 'stauts'", "did you mean timelog sync status?"),
    (
        "sync jion --hub x",
        "timelog sync: unknown command 'jion'",
        "did you mean timelog sync join?",
    ),
    ("sync --dry-run xyzzy", "timelog sync: unknown command 'xyzzy'", "timelog sync --help"),
    (
        "sync member",
        "timelog sync member: missing command",
        "use one of: timelog sync member add, timelog sync member list, timelog sync member remove",
    ),
    (
        "sync member lsit",
        "timelog sync member: unknown command 'lsit'",
        "did you mean timelog sync member list?",
    ),
    (
        "help sync member lsit",
        "timelog sync member: unknown command 'lsit'",
        "did you mean timelog sync member list?",
    ),
    (
        "help history shwo",
        "timelog history: unknown command 'shwo'",
        "did you mean timelog history show?",
    ),
    ("stop 1 2", "stop: unexpected argument '2'", "timelog stop --help"),
    (
        "record add --type case Fix the door",
        "record add: unexpected argument 'the'",
        "put words that belong together in quotes: 'Fix the door'",
    ),
    (
        "record edit 1 --customer Acme Corp --title Door",
        "record edit: unexpected argument 'Corp'",
        "put words that belong together in quotes: 'Acme Corp'",
    ),
    (
        "config set seller.name Ada Lovelace",
        "config set: unexpected argument 'Lovelace'",
        "put words that belong together in quotes",
    ),
    (
        "record show case-1 please",
        "record show: unexpected argument 'please'",
        "timelog record show --help",
    ),
    (
        "record add x --type bug",
        "invalid value for --type: 'bug'",
        "use one of task, case, ticket, work-order",
    ),
    (
        "stop --billable --no-billable",
        "--billable cannot be used with --no-billable",
        None,
    ),
]


@pytest.mark.parametrize(("line", "message", "hint"), UNKNOWN, ids=[one[0] for one in UNKNOWN])
def test_what_does_not_exist_is_refused_and_the_near_one_named(
    cli: Cli, line: str, message: str, hint: str | None
) -> None:
    cli.at("2026-11-02 09:00").refused(line, code=2, message=message, hint=hint)
    assert not cli.path.exists()


def test_what_is_typed_cannot_steer_the_terminal(cli: Cli) -> None:
    for words in (["\x1b[31mx"], ["record", "\x1b[31mx"], ["start", "--\x1b[31mx"], ["--\x1b[31m"]):
        assert "\x1b" not in cli.run(words, code=2).err


def test_a_name_like_an_option_or_a_number_below_zero_is_a_value(cli: Cli) -> None:
    assert cli.run("record add -- --odd").out == "task-1\n"
    assert cli.run("record add -5").out == "task-2\n"
    assert cli.rows("SELECT title FROM record ORDER BY id") == [("--odd",), ("-5",)]


@pytest.mark.parametrize("wide", ["40", "80", "200"])
def test_help_fits_the_terminal(tmp_path: Path, wide: str) -> None:
    env = {**os.environ, "COLUMNS": wide, "HOME": str(tmp_path), "TERM": "dumb"}
    words = [sys.executable, "-m", "timelog_cli", "report", "--help"]
    ran = subprocess.run(words, capture_output=True, text=True, env=env, check=True)
    assert ran.stderr == ""
    assert ran.stdout.startswith("Usage: timelog report ")
    texts = [one for one in ran.stdout.splitlines() if not one.startswith("  timelog ")]
    assert max(map(len, texts)) <= min(80, int(wide))


def test_the_examples_of_the_first_screen_run_as_they_are_typed(cli: Cli) -> None:
    lines = [line.strip() for line in cli.run("--help").out.splitlines()]
    examples = [line.removeprefix("timelog ") for line in lines if line.startswith("timelog ")]
    for at, line in enumerate(examples):
        moment = f"2026-11-02 {9 + at:02}:00"
        assert cli.at(moment).run(line.replace("invoices", str(cli.folder / "out"))).code == 0
    assert [path.name for path in (cli.folder / "out").iterdir()] == ["2026-0001_Globex.md"]


LONG = 23  # a word that may stand beside names on a terminal of 40 columns


@pytest.mark.parametrize("words", ["", *GROUPS, *PAGES])
def test_a_narrow_terminal_gets_pages_that_fit(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    wide = cli.run(f"{words} --help").out
    for columns in (40, 60):
        monkeypatch.setenv("COLUMNS", str(columns))
        narrow = cli.run(f"{words} --help").out
        assert "".join(narrow.split()) == "".join(wide.split())
        assert {one for one in wide.split() if len(one) <= LONG} <= {*narrow.split()}
        lines = [one.rstrip() for one in narrow.splitlines() if not one.startswith("  timelog ")]
        assert max(map(len, lines)) <= columns


def test_help_of_a_command_of_two_words_that_begin_with_another(cli: Cli) -> None:
    assert cli.run("help history show").out == cli.run("history show --help").out
    assert "  show  Show one change" in cli.run("history --help").out


@pytest.mark.parametrize("word", INSTEAD)
def test_a_word_from_another_program_is_answered_with_the_command(cli: Cli, word: str) -> None:
    assert word not in EVERY
    hint = cli.run(word, code=2).err.partition("hint: ")[2].strip()
    assert hint == f"to {INSTEAD[word]}"
    suggested = hint.partition(": timelog ")[2].split()
    assert suggested == ["--version"] or find(suggested) is not None


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("log ls", "log list"),
        ("log rm 1", "log delete"),
        ("record new x", "record add"),
        ("customer update x", "customer edit"),
        ("service view x", "service show"),
        ("billing invoice 1", "billing issue"),
        ("billing cancel 1", "billing credit"),
        ("timer delete", "timer cancel"),
        ("tag RM x", "tag delete"),
        ("record done 1", "record resolve"),
    ],
)
def test_a_word_from_another_program_is_answered_within_a_group(
    cli: Cli, line: str, command: str
) -> None:
    refused = cli.run(line, code=2)
    assert refused.err.endswith(f"hint: did you mean timelog {command}?\n")


@pytest.mark.parametrize(
    ("short", "command"),
    [
        ("cancel", "timer cancel"),
        ("logs", "log list"),
        ("edit", "log edit"),
        ("split", "log split"),
        ("join", "log join"),
        ("delete", "log delete"),
        ("gaps", "log gaps"),
        ("records", "record list"),
        ("tags", "tag list"),
    ],
)
def test_a_daily_command_has_one_short_word(short: str, command: str) -> None:
    found, own = find([short]), find(command.split())
    assert found is not None
    assert own is not None
    assert (found.module, found.function) == (own.module, own.function)
    assert short not in INSTEAD
