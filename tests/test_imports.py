"""What each kind of command may import, as imports are most of what a command takes.

A kind has a list of modules, of Python or of others. Its commands may load those, with whatever
these load themselves, and nothing else; each command is looked at in a process of its own.
"""

from __future__ import annotations

import ast
import os
import shlex
import subprocess
import sys
from functools import cache
from typing import NamedTuple

import pytest

from tests.harness import Cli


class Kind(NamedTuple):
    """What its commands may import, and at most how many modules of this program.

    What stands before a semicolon is run before.
    """

    imports: tuple[str, ...]
    own: int | None
    lines: tuple[str, ...]


DECIMAL = ("sqlite3", "decimal")
JSON = (*DECIMAL, "json")
DOCUMENTS = (*JSON, "unicodedata", "hashlib", "csv", "copy", "jinja2", "babel.dates")
TYPER = ("typer", "pkgutil", "fcntl", *DECIMAL)  # neither Rich nor pydantic
MISTAKES = ("strat", "log lst", "start --nope", "log add --bilable")
KINDS = {
    "prompt": Kind((), 10, ("prompt",)),
    "prompt of a line of its own": Kind(
        ("sqlite3", "json", "contextlib"),
        None,
        (
            "prompt --format '{ref} {today}'",
            "prompt --format '{note} {customer} {tags} {since} {today_seconds}'",
            "prompt --preset waybar",
        ),
    ),
    "daily verbs": Kind(
        ("_sqlite3", "time", "datetime"),
        48,
        (
            "status",
            "pause",
            "pause; resume",
            "stop",
            "start task-3 --switch",
            "undo",
            "undo; redo",
        ),
    ),
    "daily verbs that are told more": Kind(
        ("sqlite3", "json"),
        None,
        (
            "status --json",
            "start task-3 --switch --at 8:50",
            "interrupt task-3",
            "stop; continue --same --tag deep",
            "stop --note 'Well done'",
            "timer list",
            "timer cancel --yes",
            "history",
            "history show 1",
            "shell-init bash",
        ),
    ),
    "settings": Kind(
        ("sqlite3", "contextlib", "tomlkit", "fcntl"),
        None,
        ("config list", "config get user", "config set timezone Europe/Paris", "db path"),
    ),
    "lists and shows": Kind(
        JSON,
        None,
        (
            "log list",
            "log list all --json",
            "log show 1",
            "log gaps 2026-11-01",
            "dayoff list",
            "record list",
            "record show case-1",
            "customer list",
            "customer show Acme",
            "service list",
        ),
    ),
    "changes": Kind(
        DECIMAL,
        None,
        (
            "log add task-3 2026-11-01 12:00-12:30",
            "add 'A fifth' 2026-11-01 13:00-13:30",
            "log edit 1 --note Again",
            "log fill 1",
            "log delete 1 --yes",
            "record add New",
            "dayoff add 2026-12-24 --half",
            "record edit task-3 --title New",
            "record resolve task-3",
            "customer add Globex",
            "service edit Consulting --price 61",
        ),
    ),
    "reports": Kind(
        (*JSON, "unicodedata"),
        None,
        ("report", "report all --by customer --by month", "report week --json", "balance"),
    ),
    "views": Kind(
        (*JSON, "unicodedata"),  # without Rich, in a picture too
        None,
        ("today", "week", "calendar", "today 2026-11-01", "week 2026-11-01 --json"),
    ),
    "billing": Kind(
        (*JSON, "unicodedata", "hashlib"),
        None,
        ("billing list", "billing unbilled", "billing preview case-1 --json"),
    ),
    "invoices": Kind(
        DOCUMENTS,
        None,
        (
            "billing preview case-1",
            "billing issue case-1 --no-seller",
            "timesheet all --rates",
            "timesheet all --format html",
        ),
    ),
    "help and mistakes": Kind(
        TYPER,
        None,
        (
            "--help",
            "timer --help",
            "timer start --help",
            "help log add",
            "--version",
            *MISTAKES,
        ),
    ),
}
COMPLETION = Kind(
    DECIMAL,
    None,
    ("timer st", "start ca", "start 1", "log list --customer A", "billing issue c", "report la"),
)
NAMES = Kind((), 16, ("", "bil", "hel"))
PROBE = """
import sys
before = {name.partition(".")[0] for name in sys.modules}
from timelog_cli.__main__ import main
code = main(sys.argv[1:])
names = sorted(name for name in sys.modules if name.partition(".")[0] not in before)
sys.stderr.write("\\n" + repr((code, names)))
"""
BRING = """
import sys
for name in sys.argv[1:]:
    __import__(name)
print(sorted(sys.modules))
"""
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme --email grace@acme.example",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    "record add Running",
    "record add Other",
    "log add case-1 2026-11-01 9:00-10:00 --billable --tag deep --note First",
    "log add task-2 2026-11-01 10:00-11:00",
    "record resolve case-1",
    "start task-2",
)
# Plain lines, as most people have them.
SETTINGS = 'timezone = "Europe/Rome"\n\n[timer]\nwarn_after = "9h"\n'


@pytest.fixture
def prepared(cli: Cli) -> Cli:
    for line in PREPARED:
        cli.at("2026-11-02 08:00").run(line)
    cli.config.write_text(SETTINGS, encoding="utf-8")
    os.utime(cli.config, (1, 1))  # before the copy of the timer that the next command leaves
    cli.run("prompt")
    return cli


def loaded(cli: Cli, words: list[str], *, works: bool = True, frozen: bool = True) -> set[str]:
    """The modules that a command loads.

    :param frozen: whether the clock stands still: a moment that is given is read with ``datetime``
    """
    env = {**os.environ, **cli.environment("2026-11-02 09:00")}
    if not frozen or words == ["prompt"]:
        del env["TIMELOG_NOW"]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    code, names = ast.literal_eval(done.stderr.splitlines()[-1])
    assert (code == 0) is works, done.stderr
    return set(names)


@cache
def brought(*imports: str) -> set[str]:
    """The packages that some imports load, here and with this Python."""
    done = subprocess.run(
        [sys.executable, "-c", BRING, *imports], capture_output=True, text=True, check=True
    )
    return packages(ast.literal_eval(done.stdout))


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names if not name.startswith("_")}


def check(kind: Kind, names: set[str]) -> None:
    """Compare what was loaded with what the kind may load."""
    assert packages(names) - brought(*kind.imports) <= {"timelog_cli"}
    own = sorted(name for name in names if name.partition(".")[0] == "timelog_cli")
    assert kind.own is None or len(own) <= kind.own, own


@pytest.mark.parametrize(
    ("kind", "line"), [(name, line) for name, kind in KINDS.items() for line in kind.lines]
)
def test_a_command_loads_what_its_kind_may(prepared: Cli, kind: str, line: str) -> None:
    *before, last = line.split("; ")
    for one in before:
        prepared.run(one)
    check(KINDS[kind], loaded(prepared, shlex.split(last), works=line not in MISTAKES))


@pytest.mark.parametrize("line", COMPLETION.lines)
def test_the_tab_key_loads_what_it_may(prepared: Cli, line: str) -> None:
    prepared.env = {"_TIMELOG_COMPLETE": "fish"}
    check(COMPLETION, loaded(prepared, line.split()))


@pytest.mark.parametrize("line", NAMES.lines)
def test_the_name_of_a_command_is_completed_without_the_database(prepared: Cli, line: str) -> None:
    prepared.env = {"_TIMELOG_COMPLETE": "fish"}
    check(NAMES, loaded(prepared, line.split()))


@pytest.mark.parametrize("line", ["start task-1", "pause", "resume", "status", "stop"])
def test_a_daily_verb_has_no_need_of_datetime(cli: Cli, line: str) -> None:
    ready = {"start task-1": (), "resume": ("start task-1", "pause")}
    for one in ("record add One", *ready.get(line, ("start task-1",))):
        loaded(cli, shlex.split(one), frozen=False)
    assert "datetime" not in loaded(cli, shlex.split(line), frozen=False)


def test_only_making_a_database_loads_sqlite_utils(bare: Cli) -> None:
    assert "sqlite_utils" in loaded(bare, ["undo"])
    assert "sqlite_utils" not in loaded(bare, ["undo"])


@pytest.mark.parametrize(
    "name", ["timelog_cli.store.schema.tables", "timelog_cli.store.schema.journal"]
)
def test_only_making_a_database_loads_the_tables_and_rules(bare: Cli, name: str) -> None:
    assert name in loaded(bare, ["undo"])
    assert name not in loaded(bare, ["record", "add", "One"])


@pytest.mark.parametrize(
    "line",
    ["status", "log list", "db check", "billing issue case-1 --no-seller"],
)
def test_only_what_speaks_with_a_hub_loads_what_does(prepared: Cli, line: str) -> None:
    names = loaded(prepared, shlex.split(line))
    assert "psycopg" not in names
    assert not [name for name in names if name.startswith("timelog_cli.store.hub")]
