"""Long lists are written as they are read: in constant memory, and keeping nobody from writing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests import processes
from tests.harness import Cli

NOON = "2026-11-04 12:00"
PORTION = 2_000
FEW, MANY = 2 * PORTION + 100, 7 * PORTION


# What a process used at most, of the memory that was its own since it began (kB).
PEAK = """
with open("/proc/self/status") as status:
    print(*(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""
LISTS = "import sys; from timelog_cli.__main__ import main; main(sys.argv[1:])" + PEAK
KEEPS = (
    """
import sqlite3, sys
kept = sqlite3.connect(sys.argv[1]).execute("SELECT * FROM log JOIN owner").fetchall()
"""
    + PEAK
)
# SQLite keeps up to 2,000 kB of a file; a list that is kept takes four times as much.
CACHE = 2_500  # kB


def filled(cli: Cli, logs: int) -> Cli:
    """Logs of a minute, with a record and an entry of the history for each."""
    cli.at(NOON).run("record add Bulk")
    cli.at(NOON).run("log add task-1 2020-01-01 9:00-9:01 --note 'some words to be kept'")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    cli.rows(
        f"{numbers} INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone, note)"
        " SELECT randomblob(16), 1, owner_id, start_at + i * 3600, end_at + i * 3600, zone, note"
        " FROM log, n WHERE log.id = 1",
        logs - 1,
    )
    cli.rows(
        "INSERT INTO segment (log_id, start_at, end_at, owner_id)"
        " SELECT id, start_at, end_at, owner_id FROM log WHERE id > 1"
    )
    cli.rows(
        f"{numbers} INSERT INTO record (uuid, type, title, owner_id, created_at)"
        " SELECT randomblob(16), 'task', title || i, owner_id, 0"
        " FROM record, n WHERE record.id = 1",
        logs,
    )
    cli.rows(
        f"{numbers} INSERT INTO entry (at, user, command)"
        " SELECT i, 'ada', 'timelog log add ' || i FROM n",
        logs,
    )
    cli.rows("INSERT INTO change (entry_id, tbl, after) SELECT id, 'log', '{}' FROM entry")
    return cli


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Cli]:
    return {
        count: filled(Cli(tmp_path_factory.mktemp(f"logs-{count}")), count) for count in (FEW, MANY)
    }


def peak(cli: Cli, program: str, words: list[str]) -> int:
    """The memory that a program takes at most, in kB."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=processes.environment(cli, NOON),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    return int(ran.stderr)


def test_the_measure_sees_a_list_that_is_kept(histories: dict[int, Cli]) -> None:
    few, many = (peak(cli, KEEPS, [str(cli.path)]) for cli in histories.values())
    assert many > few + 2 * CACHE


@pytest.mark.parametrize(
    "line",
    [
        "log list all",
        "log list all --json",
        "log list all --format jsonl",
        "log list all --format csv",
        "log list all --format tsv",
        "log list all --format md",
        "record list",
        "record list --json",
        "history --limit 1000000",
        "history --limit 1000000 --json",
    ],
)
def test_a_list_takes_the_same_memory_however_long_it_is(
    histories: dict[int, Cli], line: str
) -> None:
    few, many = (peak(cli, LISTS, line.split()) for cli in histories.values())
    assert many < few + CACHE


def test_a_reader_that_stalls_keeps_nobody_from_writing(histories: dict[int, Cli]) -> None:
    cli = histories[MANY]
    with subprocess.Popen(
        processes.command(["log", "list", "all", "--json"]),
        env=processes.environment(cli, NOON),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.read(1) == b"["
        written = cli.at(NOON).run(
            "log add task-1 2019-01-01 9:00-9:30", env={"TIMELOG_BUSY_SECONDS": "0"}
        )
        assert written.code == 0
        rest = reader.stdout.read()
    assert rest.count(b'"id"') >= MANY
    assert reader.returncode == 0
    cli.at(NOON).run("undo")


@pytest.mark.parametrize(
    "line",
    [
        "log list all",
        "log list all --json",
        "log list all --format jsonl",
        "log list all --format csv",
        "log list all --format md",
        "record list",
        "history --limit 1000000",
        "report all --by day",
    ],
)
def test_head_gets_its_lines_and_the_command_ends_well(
    histories: dict[int, Cli], line: str
) -> None:
    done = processes.shell(histories[MANY], f"timelog {line} | head -2; echo ${{PIPESTATUS[*]}}")
    assert done.stderr == b""
    lines = done.stdout.decode().splitlines()
    assert (len(lines), lines[-1]) == (3, "0 0 0".removesuffix(" 0"))


def columns(lines: list[str]) -> Iterator[int]:
    """Where the record stands in each line."""
    for line in lines:
        yield line.index("task-1")


def test_a_wide_cell_far_down_widens_the_lines_of_its_portion(cli: Cli) -> None:
    filled(cli, 2 * PORTION + 100)
    cli.rows("UPDATE log SET note = 'wide' || note WHERE id = ?", 2 * PORTION + 50)
    cli.rows("UPDATE owner SET name = 'somebody with a long name'")
    lines = cli.at(NOON).run("log list all").out.splitlines()
    assert len(lines) == 1 + 2 * PORTION + 100 + 2
    assert lines[-1].split() == ["68:20"]
    found = list(columns(lines[1:-2]))
    assert len(set(found)) == 1


def test_the_total_of_a_long_table_is_of_all_rows(histories: dict[int, Cli]) -> None:
    lines = histories[MANY].at(NOON).run("log list all").out.splitlines()
    assert lines[-1].split() == [f"{MANY // 60}:{MANY % 60:02}"]
