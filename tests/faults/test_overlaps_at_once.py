"""Two processes that want the same time at once: never do both get it.

Each pair starts while the file is locked, so that both have read what they read beforehand when
the first may write.
"""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from itertools import pairwise

import pytest

from tests import processes
from tests.harness import Cli, once

NOON = "2026-11-02 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Logs 1 (8:00–9:00) and 2 (11:00–11:30) of ada, 3 (9:00–10:00) of bob."""
    for line in ("record add One", "record add Two", "record add Three"):
        cli.at(NOON).run(line)
    cli.at(NOON).run("log add 1 8:00-9:00")
    cli.at(NOON).run("log add 2 11:00-11:30")
    cli.at(NOON).run("log add 1 9:00-10:00 --owner bob")
    return cli


def at_once(cli: Cli, *lines: str) -> list[tuple[int, str]]:
    """The exit code and the message of each of some commands that start at the same time."""
    env = processes.environment(cli, NOON, TIMELOG_BUSY_SECONDS="60")
    with closing(sqlite3.connect(cli.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        running = [
            subprocess.Popen(
                processes.command(list(line.split())),
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for line in lines
        ]
        for process in running:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=0.5)
        holder.execute("ROLLBACK")
    errors = [process.communicate(timeout=120)[1].decode() for process in running]
    return [(process.returncode, err) for process, err in zip(running, errors, strict=True)]


def apart(cli: Cli) -> bool:
    """Whether no two segments, and no live timer, of one owner share a second."""
    spans = cli.rows(
        "SELECT owner_id, start_at, end_at FROM segment UNION ALL"
        " SELECT owner_id, start_at, end_at FROM timer_segment JOIN timer ON timer.id = timer_id"
        " UNION ALL SELECT owner_id, running_since, max(running_since, ?) FROM timer"
        " WHERE running_since IS NOT NULL ORDER BY 1, 2",
        1_793_617_200,  # noon
    )
    return all(one[0] != other[0] or one[2] <= other[1] for one, other in pairwise(spans))


ONE_OF_TWO = [
    ("log add 1 9:00-10:00", "log add 2 9:30-10:30"),
    ("log add 1 9:00-11:00", "log add 2 9:30-9:45"),
    ("log edit 1 --end 10:30", "log edit 2 --start 10:00"),
    ("log edit 1 --duration 2h", "log add 3 9:30-10:00"),
    ("log edit 1 --start 7:00", "log add 3 7:30-7:45"),
    ("log edit 1 --end 10:00", "log edit 3 --owner ada"),
    ("log edit 3 --owner ada", "add 2 9:15-9:30"),
    ("start 3 --at 11:45", "log add 1 11:30-11:50"),
    ("start 3 --at 11:30", "log edit 2 --end 11:40"),
    ("start 3 --at 11:40", "start 1 --at 11:50"),
]


@pytest.mark.parametrize(("one", "other"), ONE_OF_TWO)
def test_of_two_that_overlap_one_is_refused(cli: Cli, one: str, other: str) -> None:
    entries = cli.rows("SELECT count(*) FROM entry")[0][0]
    found = at_once(cli, one, other)
    assert sorted(code for code, _ in found) == [0, 1], found
    assert apart(cli)
    assert cli.rows("SELECT count(*) FROM entry") == [(entries + 1,)]
    assert cli.run("db check").code == 0


def test_since_last_means_the_last_log_when_it_writes(cli: Cli) -> None:
    """Whoever comes first: a log added before moves the start, one added after is refused."""
    started, added = at_once(cli, "start 3 --since-last", "log add 1 11:40-11:45")
    begun = "11:45" if added[0] == 0 else "11:30"
    assert (started[0], f"Started task-3 (Three) at {begun}," in started[1]) == (0, True)
    assert added[0] in {0, 1}
    assert apart(cli)


def test_one_that_trims_keeps_clear_of_one_that_adds(cli: Cli) -> None:
    for day in range(2):
        lines = [f"log add 1 2026-10-0{day + 1} 9:00-11:00 --on-overlap trim"]
        lines += [f"log add 2 2026-10-0{day + 1} 10:00-12:00"]
        found = at_once(cli, *lines)
        assert found[0][0] == 0, found
        assert apart(cli)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("log add 1 9:00-10:30 --on-overlap trim", "log add 2 9:30-10:45 --on-overlap trim"),
        ("log edit 1 --end 10:30 --on-overlap trim", "log edit 2 --start 9:30 --on-overlap trim"),
        ("log edit 1 --end 10:00 --on-overlap trim", "log fill 2 --start"),
    ],
)
def test_two_that_trim_share_the_time_between_them(cli: Cli, one: str, other: str) -> None:
    found = at_once(cli, one, other)
    assert [code for code, _ in found] == [0, 0], found
    assert apart(cli)
    assert cli.run("db check").code == 0


def test_a_timer_that_stops_and_a_log_in_its_time_do_not_both_succeed(cli: Cli) -> None:
    cli.at("2026-11-02 11:35").run("start 3")
    found = at_once(cli, "stop", "log add 1 11:40-11:50")
    assert found[0][0] == 0
    assert found[1][0] == 1
    assert apart(cli)


def test_an_undo_and_a_log_at_once_never_overlap(cli: Cli) -> None:
    cli.at(NOON).run("log delete 1")
    at_once(cli, "undo", "log add 2 8:30-9:00")
    assert apart(cli)
    assert cli.run("db check").code == 0
