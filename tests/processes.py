"""The installed program in a process of its own, as a shell starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from tests.harness import Cli, once

MOMENT = "2026-11-02 09:00"
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    'record add "Other"',
    "log add case-1 2026-11-02 06:00-07:00 --billable",
)


@once
def prepare(cli: Cli) -> Cli:
    """A customer, a service, ``case-1`` with a log, and ``task-2``."""
    for line in PREPARED:
        cli.at("2026-11-02 08:00").run(line)
    return cli


def environment(cli: Cli, moment: str = MOMENT, **env: str | None) -> dict[str, str]:
    """The environment of a process; ``None`` takes a variable out."""
    made: dict[str, str | None] = {**os.environ, **cli.environment(moment), "TIMELOG_DEBUG": ""}
    return {name: value for name, value in {**made, **env}.items() if value is not None}


def command(words: list[str | bytes]) -> list[str | bytes]:
    return [sys.executable, "-m", "timelog_cli", *words]


def run(
    cli: Cli, line: str | list[str | bytes], *, moment: str = MOMENT, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run a command line to its end; standard input is empty unless ``input`` is given."""
    words: list[str | bytes] = (
        list(cli.without_seller(line.split())) if isinstance(line, str) else line
    )
    env = more.pop("env", None) or environment(cli, moment)
    if "input" not in more:
        more.setdefault("stdin", subprocess.DEVNULL)
    more.setdefault("stdout", subprocess.PIPE)
    more.setdefault("stderr", subprocess.PIPE)
    return subprocess.run(command(words), env=env, timeout=60, **more)


def shell(
    cli: Cli, line: str, *, moment: str = MOMENT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which ``timelog`` is the program."""
    defined = f'timelog() {{ "{sys.executable}" -m timelog_cli "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", defined + line],
        env=env or environment(cli, moment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
