"""``timelog`` alone: on a terminal how things stand, in a pipe the help."""

from __future__ import annotations

import ast
import os
import pty
import subprocess
import sys
from itertools import product

import pytest

from tests import drawn
from tests.harness import Cli, once
from tests.test_imports import JSON, PROBE, brought, packages

NOW, LATER = "2026-11-06 15:20", "2026-12-20 11:00"
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "service add Beratung --price 100 --currency EUR",
    "customer add Acme",
    'customer add "Nord 日本"',
    'record add "Login fails" --type case --customer Acme --service Consulting --billable',
    'record add "Own web site"',
    'record add "Call 日本 cafe\u0301" --type ticket --customer Nord --service Beratung --billable',
    "log add 1 2026-11-05 9:00-10:30 --billable",
    "record resolve 1",
    "billing issue case-1",
    "record reopen 1",
    'log add 1 2026-11-06 9:00-10:30 --billable --note "First look"',
    "log add 2 2026-11-06 10:30-11:00",
    "log add 3 2026-11-06 11:12-12:30 --billable",
    "start 2 --at 13:40 --tag deep",
)
_PAID = "billing pay 2026-0001 --amount 90.00 --date 2026-11-05"
SIZES = (1, 2, 3, 7, 12, 20, 24, 33, 43, 44, 60, 80, 120, 300)


@pytest.fixture
@once
def prepared(cli: Cli) -> Cli:
    for line in PREPARED:
        cli.at(NOW).run(line)
    return cli


def show(cli: Cli, line: str = "", *, at: str = NOW, columns: int = 80, **env: str) -> str:
    result = cli.at(at).run(line, terminal=columns, env=env)
    assert result.err == ""
    return result.out


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_it_is_drawn_in_colour(prepared: Cli, columns: int) -> None:
    prepared.run('config set work.hours "mon-fri 9-17"')
    drawn.check(show(prepared, columns=columns), f"alone-{columns}-colour")


@pytest.mark.parametrize("columns", [30, 80])
def test_it_is_drawn_without_colour(prepared: Cli, columns: int) -> None:
    prepared.at(NOW).run("stop")
    out = show(prepared, at=LATER, columns=columns, NO_COLOR="1")
    assert "\x1b" not in out
    drawn.check(out, f"alone-{columns}-plain")
    assert show(prepared, "--no-color", at=LATER, columns=columns) == out
    assert drawn.uncoloured(show(prepared, at=LATER, columns=columns)) == out


def test_in_a_pipe_it_is_the_help(prepared: Cli) -> None:
    assert prepared.at(NOW).run("").out == prepared.at(NOW).run("--help").out
    assert prepared.at(NOW).run("", env={"FORCE_COLOR": "1"}).out == prepared.run("--help").out


def test_whoever_is_new_is_told_how_to_begin_and_gets_no_file(bare: Cli) -> None:
    out = show(bare, NO_COLOR="1")
    assert out == (
        'To start a timer:      timelog start "Fix the login" --create\n'
        "To see an example:     timelog demo\n"
        "To list all commands:  timelog --help\n"
    )
    assert show(bare, columns=36, NO_COLOR="1").count("\n") == 3
    assert not bare.path.exists()
    bare.at(NOW).run(out.splitlines()[0].partition("timelog ")[2])
    assert "task-1" in show(bare)


def test_a_database_that_is_named_must_exist(cli: Cli) -> None:
    cli.at(NOW).refused(
        f"--db {cli.folder}/no.db",
        code=7,
        message=f"no database at {cli.folder}/no.db",
        terminal=80,
    )


def test_it_is_at_most_twenty_lines(prepared: Cli) -> None:
    prepared.at(NOW).run("stop")
    for at in range(8):
        day, hours = f"2026-11-{at + 10}", f"{at}:00-{at}:30"
        for line in (
            f"service add S{at} --price 9 --currency {['CHF', 'GBP', 'SEK'][at % 3]}",
            f"record add R{at} --service S{at} --customer Acme --billable",
            f"log add R{at} {LATER[:10]} {hours} --billable",
            f"start R{at} --switch",
            f"log add 1 {day} 9:00-9:10 --billable",
            "record resolve 1",
            f"billing issue case-1 --date {day}",
            "record reopen 1",
        ):
            prepared.at(LATER).run(line)
    for columns in (20, 80):
        out = drawn.uncoloured(show(prepared, at="2027-01-31 11:00", columns=columns))
        assert len(out.splitlines()) <= 20, out
    assert "and 6 more: timelog status\n" in out
    assert "and 6 more: timelog billing list --overdue\n" in out
    assert "2 more currencies: timelog billing unbilled\n" in out
    assert "and 4 more, 2:00: timelog today\n" in show(prepared, at=LATER, NO_COLOR="1")
    assert len(show(prepared, at=LATER, columns=20, NO_COLOR="1").splitlines()) == 20


def test_no_line_is_wider_than_the_terminal(prepared: Cli) -> None:
    for at, columns in product((NOW, LATER), SIZES):
        assert drawn.widest(show(prepared, at=at, columns=columns)) <= columns


def test_what_names_a_thing_is_never_left_out(prepared: Cli) -> None:
    for columns in (20, 80):
        out = drawn.uncoloured(show(prepared, at=LATER, columns=columns))
        assert "task-2" in out
        assert "2026-0001" in out


def test_text_from_outside_does_nothing(prepared: Cli) -> None:
    prepared.rows("UPDATE record SET title = ?", drawn.HOSTILE)
    for columns in (20, 40, 120):
        out = drawn.uncoloured(show(prepared, at=LATER, columns=columns))
        assert "\u202e" not in out
    assert "[red]x[/b]" in out


def test_the_money_is_that_of_the_lists(prepared: Cli) -> None:
    out = drawn.uncoloured(show(prepared, at=LATER))
    rows = prepared.at(LATER).run("billing unbilled --json").json
    assert [row["amount"] for row in rows] == ["90.00", "130.00"]
    assert "Unbilled 130.00 EUR\n          90.00 USD\n" in out
    (late,) = prepared.at(LATER).run("billing list --overdue --json").json
    assert (late["number"], late["amount_due"]) == ("2026-0001", "90.00")
    assert "Overdue  2026-0001  90.00 USD  14 days  Acme\n" in out


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ((), 1),
        (("billing pay 2026-0001 --amount 40.00 --date 2026-11-05",), 1),
        ((_PAID,), 0),
        (("billing pay 2026-0001 --amount 89.99 --date 2026-11-05",), 1),
        (
            (
                "billing pay 2026-0001 --amount 90.00 --date 2026-11-05",
                "billing unpay 2026-0001 --reason Returned",
            ),
            1,
        ),
        (("billing credit 2026-0001",), 0),
    ],
)
def test_overdue_is_what_the_list_calls_so(
    prepared: Cli, lines: tuple[str, ...], count: int
) -> None:
    for line in lines:
        prepared.at(NOW).run(line)
    assert len(prepared.at(LATER).run("billing list --overdue --json").json) == count
    assert ("Overdue" in show(prepared, at=LATER)) == bool(count)
    assert "Overdue" not in show(prepared)


def test_much_to_bill_is_left_to_the_list(prepared: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timelog_cli.usecases.overview.MOST_LOGS", 1)
    out = drawn.uncoloured(show(prepared))
    assert "Unbilled much; to sum it up: timelog billing unbilled\n" in out


def test_what_ran_last_can_be_continued(prepared: Cli) -> None:
    prepared.at(NOW).run("stop")
    out = drawn.uncoloured(show(prepared))
    assert out.startswith("○ idle  last task-2  Own web site\n  until 15:20 · timelog continue\n")
    prepared.at(NOW).run("continue")
    assert drawn.uncoloured(show(prepared)).startswith("▶ running  task-2  0:00:00  Own web site\n")


def test_a_forgotten_timer_is_told_with_the_way_out(prepared: Cli) -> None:
    out = drawn.uncoloured(show(prepared, at="2026-11-07 09:00"))
    assert "  running for 19:20. If you forgot it: timelog stop --at TIME\n" in out


def test_it_changes_nothing(prepared: Cli) -> None:
    before = prepared.dump(stamps=True)
    show(prepared)
    assert prepared.dump(stamps=True) == before


def test_it_is_the_same_with_typer(prepared: Cli) -> None:
    probe = "import sys; from timelog_cli.cli.app import app; app()"
    assert (
        _on_terminal(prepared, ["-c", probe])[0] == _on_terminal(prepared, ["-m", "timelog_cli"])[0]
    )


def test_it_loads_neither_rich_nor_typer(prepared: Cli) -> None:
    prepared.at(NOW).run(_PAID)
    _, err = _on_terminal(prepared, ["-c", PROBE])
    names = set(ast.literal_eval(err.splitlines()[-1])[1])
    assert packages(names) - brought(*JSON, "unicodedata", "hashlib") <= {"timelog_cli"}


def _on_terminal(cli: Cli, words: list[str]) -> tuple[str, str]:
    """What a process writes to a terminal, and to standard error."""
    master, slave = pty.openpty()
    env = {**os.environ, **cli.environment(NOW), "COLUMNS": "80", "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    done = subprocess.run(
        [sys.executable, *words], env=env, stdout=slave, stderr=subprocess.PIPE, text=True
    )
    os.close(slave)
    out = os.read(master, 65536).decode()
    os.close(master)
    return out, done.stderr
