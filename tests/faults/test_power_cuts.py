"""The power fails at any moment: the file is as before or after the command, and intact."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.harness import Cli
from tests.power import Recorder, after_cut, recorded

SCHEMAS = Path(__file__).parents[1] / "fixtures" / "schema"
CUTS = int(os.environ.get("TIMELOG_POWER_CUTS", "12"))  # of each command; more in the benchmark
PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    "log add case-1 2026-11-02 06:00-07:00 --billable",
    "record resolve case-1",
    'record add "Other" --type task',
)
SOON, LATER = "2026-11-02 09:30", "2026-12-02 09:30"
COMMANDS = (
    ("start task-2", "", SOON),
    ("stop", "start task-2", SOON),
    ("log add task-2 2026-11-02 07:00-07:30 --tag web", "", SOON),
    ("undo", "", SOON),
    ("billing issue case-1 --no-seller", "", SOON),
    ("db compact --keep 1d --yes", "", LATER),
    ("db restore BACKUP --yes", "db backup BACKUP; log add task-2 2026-11-02 07:00-07:30", SOON),
    ("db backup BACKUP", "", SOON),
)
SEED = os.environ.get("TIMELOG_POWER_SEED", "0")
pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.mark.parametrize(("line", "before", "when"), COMMANDS, ids=[one[0] for one in COMMANDS])
def test_a_power_cut_leaves_all_of_a_command_or_nothing(
    tmp_path: Path, line: str, before: str, when: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    here = Cli(disk)
    for one in (*PREPARED, *filter(None, before.split("; "))):
        here.at("2026-11-02 09:00").run(one.replace("BACKUP", str(disk / "backup.db")))
    old = here.dump()
    words = line.replace("BACKUP", str(disk / "backup.db")).split()
    env = {**os.environ, **here.environment(when)}
    record = recorded(disk, [sys.executable, "-m", "timelog_cli", *words], env)
    new = here.dump()
    assert record.calls
    chance = random.Random(f"{line} {SEED}")
    for number in range(CUTS):
        done = number == 0
        moment = len(record.calls) if done else chance.randrange(len(record.calls) + 1)
        found = replayed(record, moment, chance, tmp_path / "after")
        assert found == new if done else found in (old, new), (line, moment)


def test_a_power_cut_leaves_the_database_before_or_after_an_upgrade(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    here = Cli(disk)
    with closing(sqlite3.connect(here.path)) as connection:
        connection.executescript((SCHEMAS / "v1-with-data.sql").read_text("utf-8"))
    env = {**os.environ, **here.environment(LATER)}
    record = recorded(disk, [sys.executable, "-m", "timelog_cli", "status"], env)
    chance = random.Random(SEED)
    for _ in range(CUTS):
        moment = chance.randrange(len(record.calls) + 1)
        # Whatever is there is opened, and upgraded where it was not.
        assert replayed(record, moment, chance, tmp_path / "after") == here.dump(), moment


def replayed(
    record: Recorder, moment: int, chance: random.Random, folder: Path
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the database after a cut, once the program has opened it and found it intact."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in after_cut(record, moment, chance).items():
        (folder / name).write_bytes(data)
    copy = Cli(folder)
    copy.at(LATER).run("status")
    copy.run("db check")
    return copy.dump()
