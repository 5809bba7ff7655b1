"""Time the issue of 200 invoices from 100,000 logs, as a ratio to what sqlite3 needs to sum them.

usage: python tests/bench/invoicing.py [--runs N] [--json FILE]

The yardstick is the ``sqlite3`` command with one query: the worked seconds of the same logs,
grouped by record. Both run in turn, on a fresh copy of the same file; medians are compared. The
peak of the memory is that of the child process, beside the one that issues two invoices only.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.children import peak, seconds

PROGRAM = str(Path(sys.executable).parent / "timelog")
AIM = 60.0
CUSTOMERS, RECORDS, LOGS = 200, 1_000, 100_000
SUM = (
    "SELECT record_id, sum(segment.end_at - segment.start_at) FROM log"
    " JOIN segment ON log_id = log.id WHERE billable = 1 GROUP BY record_id"
)


def environment(folder: str, database: str) -> dict[str, str]:
    """A place of its own, and bytecode as an installation has it."""
    env = {**os.environ, "HOME": folder, "TIMELOG_DB": database, "TZ": "UTC"}
    env |= {"TIMELOG_CONFIG": f"{folder}/config.toml", "TIMELOG_USER": "ada"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env | {"TIMELOG_NOW": "2026-11-23T12:00"}


def prepare(path: str, records: int, logs: int) -> None:
    """Resolved records of many customers, each with the same number of billable logs."""
    from timelog_cli.domain.logs import Segment
    from timelog_cli.store import open_store, queries
    from timelog_cli.store.connection import CommandInfo, new_uuid
    from timelog_cli.store.queries import logs as stored

    store = open_store(path)
    with store.writing(CommandInfo(0, "bench", "prepare")):
        owner = queries.ensure_owner(store, "ada")
        service = store.insert(
            "service",
            uuid=new_uuid(),
            name="Work",
            price="60",
            currency="USD",
            unit="hour",
            unit_seconds=3600,
        )
        customers = max(1, records * CUSTOMERS // RECORDS)
        for number in range(customers):
            store.insert("customer", uuid=new_uuid(), name=f"Customer {number}")
        for number in range(records):
            store.insert(
                "record",
                uuid=new_uuid(),
                type="case",
                title=f"Case {number}",
                customer_id=number % customers + 1,
                owner_id=owner,
                status="resolved",
                service_id=service,
                rate="60",
                unit="hour",
                unit_seconds=3600,
                currency="USD",
                billable=1,
                created_at=0,
            )
        for number in range(logs):
            start = 1_700_000_000 + number * 600
            stored.add(
                store,
                record_id=number % records + 1,
                owner_id=owner,
                start=start,
                end=start + 540,
                zone="UTC",
                segments=[Segment(start, start + 540)],
                billable=True,
            )
    store.close()


def issue(source: Path, folder: Path) -> float:
    """Issue everything that a copy of the file holds."""
    database = folder / "run.db"
    shutil.copyfile(source, database)
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    words = [
        PROGRAM,
        "billing",
        "issue",
        "--all",
        "--no-seller",
        "--out",
        str(out),
        "--format",
        "md,csv",
    ]
    return seconds(words, environment(str(folder), str(database)))


def memory(source: Path, folder: Path) -> int:
    """The largest memory of a run, in KiB."""
    database = folder / "run.db"
    shutil.copyfile(source, database)
    words = [PROGRAM, "billing", "issue", "--all", "--no-seller", "--out", str(folder / "memory")]
    found = peak(words, environment(str(folder), str(database)))
    shutil.rmtree(folder / "memory")
    return found


def run(runs: int) -> dict[str, float]:
    """The medians of both, their ratio, and the memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, small = folder / "large.db", folder / "small.db"
        prepare(str(large), RECORDS, LOGS)
        prepare(str(small), RECORDS // 100, LOGS // 100)
        summed, issued = [], []
        for _ in range(runs):
            summed.append(seconds(["sqlite3", str(large), SUM], dict(os.environ)))
            issued.append(issue(large, folder))
        return {
            "sqlite3_seconds": statistics.median(summed),
            "issue_seconds": statistics.median(issued),
            "ratio": statistics.median(issued) / statistics.median(summed),
            "memory_kib": memory(large, folder),
            "memory_of_two_invoices_kib": memory(small, folder),
        }


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", metavar="FILE")
    wanted = parser.parse_args()
    found = run(wanted.runs)
    for name, value in found.items():
        print(f"{name:28} {value:12.3f}")
    print(f"aim: a ratio of at most {AIM:g}")
    if wanted.json:
        Path(wanted.json).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
