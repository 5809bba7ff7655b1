"""The Tab key in the real shells: what words the completed line has, in every kind of quotes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from tests.harness import Cli
from tests.shells import SHELLS, TAB, Shell, environment, needed

# What is typed of a name outside of quotes, inside double ones and inside single ones; ``None``
# where it cannot be typed so, and for fish where that differs.
NAMES = (
    ('O\'Brien & Söhne "Best" [x]: $(touch pwned)', "O\\'B", "\"O'B", None),
    ("Müller & Co; `touch pwned` | x", "Müller\\ ", '"Mül', "'Mül"),
    ("a:b:c = d", "a:b", '"a:b:', "'a:b"),
    ("Back\\slash $HOME {a,b} * ? ~", "Bac", '"Bac', "'Bac"),
    ("Über = gut #1 (x) <y>", "über", '"Über', "'Über"),
    ('"quoted"', '\\"q', '"\\"q', "'\"q"),
    ("'single'", "\\'s", "\"'s", None),
    ("!bang! end!", "\\!b", None, "'!b"),
    ("Wow! really", "Wow", '"Wow', "'Wow"),
    ("#hash", "\\#h", '"#h', "'#h"),
    ("~tilde", "\\~t", '"~t', "'~t"),
    ("mail@home %n", "mail@h", '"mail@', "'mail"),
    ("sto'", "sto", '"sto', "'sto"),
    ("tip\\", "tip", '"tip', "'tip"),
)

KEY = "Web:7/$(touch'pwned)\"*&"


@pytest.fixture(scope="module", params=SHELLS)
def shell(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    """A shell with completion, on a database of hostile names."""
    needed(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    cli = Cli(folder)
    for name, *_ in NAMES:
        cli.run(["customer", "add", name])
    cli.run('record add "Fix: login" --type case')
    cli.run('record add "$(touch pwned) `touch pwned`" --type case')
    cli.run("record add Other")
    cli.run(["record", "edit", "3", "--key", KEY])
    cli.at("2026-11-02 08:00").run('start case-1 --tag "a b"')
    (folder / "my folder").mkdir()
    (folder / "my folder" / "mail one.eml").touch()
    with Shell(cli, request.param) as started:
        yield started
    assert not (folder / "pwned").exists()


def cases() -> list[tuple[str, str]]:
    return [(name, typed) for name, *spelled in NAMES for typed in spelled if typed is not None]


@pytest.mark.parametrize(("name", "typed"), cases())
def test_a_name_arrives_as_it_is(shell: Shell, name: str, typed: str) -> None:
    words = shell.words(f"timelog record list --customer {typed}{TAB}")
    assert words == ["record", "list", "--customer", name]


@pytest.mark.parametrize(("name", "typed"), cases())
def test_a_name_behind_an_equals_sign_arrives_as_it_is(shell: Shell, name: str, typed: str) -> None:
    words = shell.words(f"timelog record list --customer={typed}{TAB}")
    assert words == ["record", "list", f"--customer={name}"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bil\tpre\t", ["billing", "preview"]),
        ("sta\trt\t", ["start"]),
        ("timer start ca\t1", ["timer", "start", "case-1"]),
        ("start CASE-1\t", ["start", "case-1"]),
        ("start 3\t", ["start", "task-3"]),
        ("start oth\t", ["start", "task-3"]),
        ("start web\t", ["start", KEY]),
        ("start 'Web\t", ["start", KEY]),
        ("log list --record=We\t", ["log", "list", f"--record={KEY}"]),
        ("stop c\t--no-b\t", ["stop", "case-1", "--no-billable"]),
        ("log list --tag a\tlast-w\t", ["log", "list", "--tag", "a b", "last-week"]),
        ("log list --form\tmd\t", ["log", "list", "--format", "md"]),
        ("billing issue --format md,js\t", ["billing", "issue", "--format", "md,json"]),
        ("config set timer.on_st\tref\t", ["config", "set", "timer.on_start", "refuse"]),
        ("--as a\tsta\trt\t", ["--as", "ada", "start"]),
        ("--db timel\tundo", ["--db", "timelog.db", "undo"]),
        ("--db=timel\tundo", ["--db=timelog.db", "undo"]),
        ("record mail my\\ folder/ma\t", ["record", "mail", "my folder/mail one.eml"]),
        ("start --note 'it is $HOME' 3\t", ["start", "--note", "it is $HOME", "task-3"]),
    ],
)
def test_a_line_is_completed(shell: Shell, typed: str, words: list[str]) -> None:
    assert shell.words(f"timelog {typed}") == words


def test_only_folders_are_offered_where_a_folder_is_wanted(shell: Shell) -> None:
    (folder, *_) = [
        word for word in shell.words(f"timelog billing issue --out my{TAB}")[3:] if word
    ]
    assert folder.rstrip("/") == "my folder"


@pytest.mark.parametrize("name", SHELLS)
def test_a_list_shows_titles_and_what_runs_comes_first(name: str, tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    for title in ("$(touch pwned)", "\\x1b[31mOther"):
        cli.run(["record", "add", title])
    cli.run("record add Third --type case")
    cli.run("start task-1")
    cli.rows("UPDATE record SET title = ? WHERE id = 2", "\x1b[31mOther")
    with Shell(cli, name) as shell:
        shown = shell.shows(
            "timelog start " + TAB * (2 if name == "bash" else 1), "pwned", "Other", "Third"
        )
    assert shown.index("$(touch pwned)") < shown.index("\\x1b[31mOther")
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_where_names_part_at_a_quoted_character_one_can_go_on(name: str, tmp_path: Path) -> None:
    """What ``Bell\\ \\&`` and ``Bell\\ \\'`` have in common ends in the middle of an escape."""
    cli = Cli(tmp_path)
    for customer in ("Bell & Co", "Bell 'x'"):
        cli.run(["customer", "add", customer])
    with Shell(cli, name) as shell:
        assert shell.words(f"timelog customer show Be{TAB}&{TAB}")[-1] == "Bell & Co"
        assert shell.words(f"timelog customer show Be{TAB}'{TAB}")[-1] == "Bell 'x'"


def test_fish_asked_without_a_terminal(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    cli.run('record add "Fix: login\'s $(touch pwned)" --type case')
    cli.run(["customer", "add", NAMES[0][0]])
    cli.run("--install-completion fish")
    asked = "complete -C 'timelog start '; complete -C 'timelog customer show O'"
    done = subprocess.run(
        [needed("fish"), "-c", asked],
        env=environment(cli),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout == f"case-1\tFix: login's $(touch pwned)\n{NAMES[0][0]}\n"


@pytest.mark.parametrize("name", ["new\nline.csv", "new 'x' $y.csv", "new.csv"])
@pytest.mark.parametrize("option", ["", "--out ", "--out="])
def test_fish_completes_a_file_of_any_name(name: str, option: str, tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).touch()
    command = "export" if option else "import"
    with Shell(cli, "fish") as shell:
        words = shell.words(f"timelog {command} {option}in/ne{TAB}")
    assert words[0] == command
    assert " ".join(words[1:]).replace("\r\n", "\n") == f"{option}in/{name}"


def test_fish_asks_for_what_completes_once(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    cli.run("--install-completion fish")
    env = environment(cli)
    counting = tmp_path / "bin" / "timelog"
    counting.parent.mkdir()
    counting.write_text(
        f'#!/bin/sh\necho >>"{tmp_path}/asked"\nexec {which("timelog", path=env["PATH"])} "$@"\n'
    )
    counting.chmod(0o755)
    for line in ("timelog sta", "timelog import in/ne"):
        subprocess.run(
            [needed("fish"), "-c", f"complete -C '{line}'"],
            env={**env, "PATH": f"{counting.parent}:{env['PATH']}"},
            capture_output=True,
            check=True,
        )
    assert (tmp_path / "asked").read_text() == "\n\n"


def test_zsh_finds_the_script_in_a_folder_of_functions_too(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    (tmp_path / "functions").mkdir()
    script = cli.run("--show-completion zsh").out
    (tmp_path / "functions" / "_timelog").write_text(script, encoding="utf-8")
    asked = "fpath=(~/functions $fpath); autoload -Uz compinit; compinit -i; print $_comps[timelog]"
    done = subprocess.run(
        [needed("zsh"), "-f", "-c", asked],
        env=environment(cli),
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("_timelog\n", "")
