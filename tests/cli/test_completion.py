"""Completion as a shell asks for it: the environment that the installed scripts set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import Cli


@pytest.fixture
def cli(cli: Cli) -> Cli:
    cli.at("2026-11-02 08:00").run("service add Consulting --price 60 --currency USD")
    cli.at("2026-11-02 08:00").run('customer add "Müller & Söhne"')
    cli.at("2026-11-02 08:00").run('record add "Fix: login" --type case')
    cli.at("2026-11-02 08:00").run('record add "Write [offer]"')
    cli.at("2026-11-02 08:00").run("record add Done")
    cli.at("2026-11-02 08:00").run("record close task-3")
    cli.at("2026-11-02 09:00").run("start case-1 --tag web")
    cli.at("2026-11-02 10:00").run("stop")
    return cli


def completed(cli: Cli, line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    env = {
        **os.environ,
        **cli.environment("2026-11-02 09:00"),
        "_TIMELOG_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "timelog_cli"], env=env, capture_output=True, text=True
    )
    assert done.stderr == ""
    return [offered for offered in done.stdout.split("\n") if offered]


def test_commands_and_options_complete(cli: Cli) -> None:
    assert completed(cli, "timelog bil") == ["billing"]
    assert completed(cli, "timelog timer st") == ["start", "stop", "status"]
    assert "--switch" in completed(cli, "timelog start --s")


def test_references_complete_the_newest_first_and_leave_out_the_closed(cli: Cli) -> None:
    assert completed(cli, "timelog start ") == ["task-2", "case-1"]
    assert completed(cli, "timelog start ca") == ["case-1"]


def test_a_live_timers_record_comes_first(cli: Cli) -> None:
    cli.at("2026-11-02 11:00").run("start case-1")
    assert completed(cli, "timelog log add ") == ["case-1", "task-2"]
    assert completed(cli, "timelog stop ") == ["case-1"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("timelog record add x --service C", ["Consulting"]),
        ("timelog record add x --customer M", ["Müller & Söhne"]),
        ("timelog record add x --type t", ["task", "ticket"]),
        ("timelog log list --tag w", ["web"]),
        ("timelog log show ", ["1"]),
        ("timelog log fill ", ["1"]),
        ("timelog log gaps last", ["last-week", "last-month"]),
        ("timelog log gaps --owner a", ["ada"]),
        ("timelog config get work", ["work.hours"]),
        ("timelog config get seller.n", ["seller.name"]),
        ("timelog report last", ["last-week", "last-month"]),
    ],
)
def test_names_choices_settings_and_periods_complete(
    cli: Cli, line: str, offered: list[str]
) -> None:
    assert completed(cli, line) == offered


def test_without_a_database_nothing_is_offered_and_none_is_made(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    assert completed(cli, "timelog start ") == []
    assert not cli.path.exists()


def test_a_file_that_is_not_ours_offers_nothing(cli: Cli) -> None:
    cli.path.write_bytes(b"not a database" * 1000)
    assert completed(cli, "timelog start ") == []


def test_the_script_for_bash_is_shown_in_bash(cli: Cli) -> None:
    env = {**os.environ, **cli.environment("2026-11-02 09:00")}
    # Typer looks at the process that started it; the second command keeps bash from stepping aside.
    line = f"{sys.executable} -m timelog_cli --show-completion; exit $?"
    done = subprocess.run(["bash", "-c", line], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_TIMELOG_COMPLETE=complete_bash" in done.stdout
