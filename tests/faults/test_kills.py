"""SIGKILL at random moments: the file stays whole, with all of a command's effect or none."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from tests.faults.walks import FRAMES
from tests.harness import Cli

RUNS = 100
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    "log add case-1 2026-11-02 06:00-07:00 --billable",
    "record resolve case-1",
    'record add "Other" --type task',
    'record add "Offer" --customer Acme --service Consulting --estimate 3h',
)
COMMANDS = (
    "start task-2",
    "stop",
    "log add task-2 2026-11-02 07:00-07:30 --tag web",
    "undo",
    "record edit task-2 --title Changed",
    "billing issue case-1 --no-seller",
    "billing quote task-3 --no-seller",
    f"import {FRAMES} --on-overlap allow",
)


def _process(cli: Cli, line: str, moment: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, **cli.environment(moment)}
    return subprocess.Popen(
        [sys.executable, "-m", "timelog_cli", *line.split()],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _effects(cli: Cli, line: str, moment: str, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the whole command does, tried on a copy."""
    copy = Cli(folder)
    copy.path.unlink(missing_ok=True)
    copy.path.write_bytes(cli.path.read_bytes())
    copy.at(moment).run(line, code=None)
    return _comparable(copy)


def _comparable(cli: Cli) -> dict[str, list[tuple[object, ...]]]:
    """The database without what is random: UUIDs, also in the row as JSON."""
    return {
        table: [tuple(cell for cell in row if not _has_uuid(cell)) for row in rows]
        for table, rows in cli.dump().items()
    }


def _has_uuid(cell: object) -> bool:
    if isinstance(cell, bytes):
        return len(cell) == 16
    return isinstance(cell, str) and '"uuid":' in cell


def test_a_kill_at_any_moment_leaves_all_of_a_command_or_nothing(cli: Cli, tmp_path: Path) -> None:
    for line in PREPARED:
        cli.at("2026-11-02 08:00").run(line)
    rng = random.Random(20261102)
    elsewhere = tmp_path / "copy"
    elsewhere.mkdir()
    outcomes = {"all": 0, "none": 0}
    took: dict[str, float] = {}
    for turn in range(RUNS):
        line = COMMANDS[turn % len(COMMANDS)]
        moment = f"2026-11-02 09:{turn // 60:02}:{turn % 60:02}"
        before = _comparable(cli)
        whole = _effects(cli, line, moment, elsewhere)
        began = monotonic()
        process = _process(cli, line, moment)
        # The first time to its end, later up to a moment of the time that it took when it ended.
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=rng.uniform(0.3, 1.2) * took[line] if line in took else None)
            took[line] = monotonic() - began
        process.kill()
        process.wait()
        cli.at(moment).run("db check")
        after = _comparable(cli)
        assert after in (before, whole), line
        outcomes["all" if after == whole else "none"] += 1
    assert min(outcomes.values()) > 0
