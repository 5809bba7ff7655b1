"""Time lists of two thousand rows in colour, as ratios to the plain ones.

usage: python tests/bench/coloured.py [--runs N]

Coloured and plain lists are written in turns by processes of their own, into a pipe; the medians
are compared. The program is the ``timelog`` beside the Python that runs this.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.children import seconds

PROGRAM = str(Path(sys.executable).parent / "timelog")
ROWS = 2000
AIM = 1.3
LISTS = ("record list", "log list all", "log list all --columns id,start,record,title,note")
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"


def prepare(env: dict[str, str]) -> None:
    """As many records as rows, and a log of half an hour on each."""
    for line in ("record add One --estimate 1h", "log add 1 2020-01-01 9:00-9:30 --note words"):
        subprocess.run([PROGRAM, *line.split()], env=env, check=True, capture_output=True)
    connection = sqlite3.connect(env["TIMELOG_DB"])
    with connection:
        for into in (
            "INSERT INTO record (uuid, type, title, owner_id, created_at)"
            " SELECT randomblob(16), 'task', title || i, owner_id, 0 FROM record, n"
            " WHERE record.id = 1",
            "INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone, note)"
            " SELECT randomblob(16), i + 1, owner_id, start_at + i * 3600, end_at + i * 3600, zone,"
            " note FROM log, n WHERE log.id = 1",
        ):
            connection.execute(f"{_NUMBERS} {into}", (ROWS - 1,))
        connection.execute(
            "INSERT INTO segment (log_id, start_at, end_at, owner_id)"
            " SELECT id, start_at, end_at, owner_id FROM log WHERE id > 1"
        )
    connection.close()


def measure(runs: int) -> list[tuple[str, float, float]]:
    """For each list its name, the median of the plain one in milliseconds, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        plain = {**os.environ, "TIMELOG_DB": f"{folder}/timelog.db", "TIMELOG_USER": "ada"}
        plain |= {"TIMELOG_CONFIG": f"{folder}/config.toml", "TZ": "UTC", "HOME": folder}
        for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONDONTWRITEBYTECODE"):
            plain.pop(name, None)
        coloured = {**plain, "FORCE_COLOR": "1"}
        prepare(plain)
        rows = []
        for line in LISTS:
            words = [PROGRAM, *line.split()]
            pairs = [(seconds(words, plain), seconds(words, coloured)) for _ in range(runs + 1)]
            first, second = (statistics.median(taken) for taken in zip(*pairs[1:], strict=True))
            rows.append((line, first * 1000, second / first))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    for line, milliseconds, ratio in measure(parser.parse_args().runs):
        missed = ", missed" if ratio > AIM else ""
        print(
            f"{line:50} {milliseconds:7.1f} ms plain, {ratio:4.2f} × in colour  aim {AIM}{missed}"
        )


if __name__ == "__main__":
    main()
