"""Compare a file of 1,000,000 logs with one of 1,000, and with the plain ``sqlite3`` command.

usage: python tests/bench/scale.py [--logs N] [--runs N] [--folder FOLDER] [--json FILE]

The histories are those of ``histories.py``: the same team, for ten years and for three days, their
history compacted as ``timelog db compact`` does it. Each round runs every command on the one and on
the other in turn; medians are compared. Commands that change something are undone afterwards,
outside of what is measured. ``--folder`` keeps the files for the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import children, histories
from tests.bench.children import seconds

PROGRAM = str(Path(sys.executable).parent / "timelog")
LOGS, FEW = 1_000_000, 1_000
GROWTH, OF_SQLITE, BYTES = 1.3, 2.5, 250
NOW = "2026-11-23T18:30:00Z"
# A command, its aim, and what makes it repeatable: the first starts a timer, the third stops it.
COMMANDS: tuple[tuple[str, float | None, tuple[str, ...]], ...] = (
    ("start task-1", GROWTH, ()),
    ("status", GROWTH, ()),
    ("pause", GROWTH, ()),
    ("resume", GROWTH, ()),
    ("stop", GROWTH, ("undo", "undo", "undo", "undo")),
    ("log add task-1 2026-11-23 17:30-18:00", GROWTH, ("undo",)),
    ("undo", None, ()),
    ("record show task-1", GROWTH, ()),
    ("report month", GROWTH, ()),
    ("report week --by day", GROWTH, ()),
    ("log list today", None, ()),
    ("prompt --format {today}", None, ()),
)
_MONTHS = """
SELECT strftime('%Y-%m', segment.start_at, 'unixepoch'), customer.name,
       sum(segment.end_at - segment.start_at),
       sum((segment.end_at - segment.start_at) * log.billable)
FROM log JOIN segment ON log_id = log.id JOIN record ON record.id = record_id
LEFT JOIN customer ON customer.id = customer_id GROUP BY 1, 2
"""
_DAYS = """
SELECT strftime('%Y-%m-%d', segment.start_at, 'unixepoch'), type || '-' || record.id, title,
       sum(segment.end_at - segment.start_at),
       sum((segment.end_at - segment.start_at) * log.billable)
FROM log JOIN segment ON log_id = log.id JOIN record ON record.id = record_id GROUP BY 1, 2
"""
# The same rows, in the same groups; dates in UTC, which is less than timelog does.
REPORTS = (
    ("report all --by customer --by month --format csv", _MONTHS, OF_SQLITE),
    ("report all --by day --by record --format csv", _DAYS, None),
)
LISTS = (
    "log list all",
    "log list all --json",
    "log list all --format jsonl",
    "log list all --format csv",
    "log list all --format tsv",
    "log list all --format md",
    "record list",
    "record list --json",
)


def environment(database: Path, user: str = "user01") -> dict[str, str]:
    """A place of its own, and bytecode as an installation has it."""
    folder = str(database.parent)
    env = {**os.environ, "HOME": folder, "TIMELOG_DB": str(database), "TZ": "Europe/Rome"}
    env |= {"TIMELOG_CONFIG": f"{folder}/config.toml", "TIMELOG_USER": user, "TIMELOG_NOW": NOW}
    for name in ("PYTHONDONTWRITEBYTECODE", "XDG_RUNTIME_DIR", "XDG_STATE_HOME"):
        env.pop(name, None)
    return env


def history(folder: Path, count: int) -> Path:
    """The file with so many logs and without their history, made unless it is there."""
    made = folder / f"team-{count}.db"
    if not made.exists():
        part = folder / f"team-{count}.part"
        part.unlink(missing_ok=True)
        histories.team(str(part), count)
        env = environment(part) | {"TIMELOG_NOW": "2030-01-01T00:00:00Z"}
        seconds([PROGRAM, "db", "compact", "--yes"], env)
        part.rename(made)
    return made


def growth(many: Path, few: Path, runs: int) -> Iterator[dict[str, Any]]:
    """Each command on both files: medians and their ratio."""
    taken: dict[tuple[str, Path], list[float]] = {}
    for run in range(runs + 1):
        for line, _, back in COMMANDS:
            for database in (many, few) if run % 2 else (few, many):
                env = environment(database)
                if line == "undo":
                    seconds([PROGRAM, "log", "add", "task-1", "2026-11-23", "17:30-18:00"], env)
                took = seconds([PROGRAM, *line.split()], env)
                if run:  # the first round wrote the bytecode and read the file
                    taken.setdefault((line, database), []).append(took)
                for undo in back:
                    seconds([PROGRAM, undo], env)
    for line, aim, _ in COMMANDS:
        large, small = (statistics.median(taken[line, database]) for database in (many, few))
        yield _row(line, large, small, aim)


def _row(line: str, ours: float, other: float, aim: float | None) -> dict[str, Any]:
    return {
        "command": f"timelog {line}",
        "milliseconds": round(ours * 1000, 1),
        "compared_milliseconds": round(other * 1000, 1),
        "ratio": round(ours / other, 2),
        "aim": aim,
    }


def sums(many: Path, runs: int) -> Iterator[dict[str, Any]]:
    """Reports of everything beside sqlite3 on the same file."""
    for line, sql, aim in REPORTS:
        ours, plain = [], []
        for _ in range(runs):
            ours.append(seconds([PROGRAM, *line.split()], environment(many)))
            plain.append(seconds(["sqlite3", "-csv", str(many), sql], dict(os.environ)))
        yield _row(line, statistics.median(ours), statistics.median(plain), aim)


def peak(database: Path, line: str) -> int:
    """The largest memory of a run in KiB."""
    return children.peak([PROGRAM, *line.split()], environment(database))


def first_line(database: Path, line: str) -> float:
    """How long ``… | head -1`` takes, in seconds; the command must end well."""
    script = f"set -o pipefail; timelog {line} | head -1"
    env = environment(database)
    env["PATH"] = f"{Path(PROGRAM).parent}{os.pathsep}{env['PATH']}"
    return seconds(["bash", "-c", script], env)


def lists(many: Path, few: Path) -> Iterator[dict[str, Any]]:
    """The memory that each list takes on both files, and the first line of it."""
    for line in LISTS:
        yield {
            "command": f"timelog {line}",
            "peak_mib": round(peak(many, line) / 1024, 1),
            "compared_peak_mib": round(peak(few, line) / 1024, 1),
            "head_milliseconds": round(first_line(many, line) * 1000, 1),
            "compared_head_milliseconds": round(first_line(few, line) * 1000, 1),
        }


def measure(folder: Path, logs: int, runs: int) -> dict[str, Any]:
    """All of it."""
    folder.mkdir(parents=True, exist_ok=True)
    many, few = history(folder, logs), history(folder, FEW)
    return {
        "logs": logs,
        "compared_logs": FEW,
        "bytes_per_log": round(many.stat().st_size / logs, 1),
        "aim_bytes_per_log": BYTES,
        "growth": list(growth(many, few, runs)),
        "sums": list(sums(many, max(1, runs // 8))),
        "lists": list(lists(many, few)),
    }


def printed(found: dict[str, Any]) -> Iterator[str]:
    """What was measured, as lines."""
    logs, few = f"{found['logs']:,}", f"{found['compared_logs']:,}"
    yield f"{found['bytes_per_log']} bytes a log; aim {found['aim_bytes_per_log']}"
    for title, rows in ((f"{few} logs", found["growth"]), ("sqlite3", found["sums"])):
        yield f"\n{f'with {logs} logs':58}{'ms':>9}{title:>13}{'ratio':>8}{'aim':>6}"
        for row in rows:
            aim = "" if row["aim"] is None else f"{row['aim']:.1f}"
            yield (
                f"{row['command']:58}{row['milliseconds']:9.1f}"
                f"{row['compared_milliseconds']:13.1f}{row['ratio']:8.2f}{aim:>6}"
            )
    yield f"\n{'':58}{'MiB':>9}{few + ' logs':>13}{'head ms':>9}"
    for row in found["lists"]:
        yield (
            f"{row['command']:58}{row['peak_mib']:9.1f}"
            f"{row['compared_peak_mib']:13.1f}{row['head_milliseconds']:9.1f}"
        )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--logs", type=int, default=LOGS)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path, metavar="FILE")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measure(wanted.folder or Path(name), wanted.logs, wanted.runs)
    print("\n".join(printed(found)))
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
