"""Time the Tab key as ratios to a bare Python on the same machine.

usage: python tests/bench/completion.py [--runs N] [--logs N] [--json FILE]

Each round asks every question once, bare Python between them, so that a slow moment of the machine
hits all alike; the medians of the rounds are compared. The program is the ``timelog`` beside the
Python that runs this. The database has a hundred thousand logs with tags on a thousand records.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from pathlib import Path

from daily import BARE, PROGRAM, environment, seconds

AIM = 3.5
# What is typed behind the name of the program; the last word is the unfinished one.
QUESTIONS = (
    ("bil",),
    ("start", ""),
    ("start", "ca"),
    ("start", "12"),
    ("start", "login"),
    ("timer", "start", "--"),
    ("stop", ""),
    ("log", "list", "--tag", ""),
    ("log", "list", "--customer", "c"),
    ("log", "show", ""),
    ("record", "show", "case-5"),
    ("billing", "show", ""),
    ("report", "--by", ""),
    ("report", "last"),
    ("config", "set", "timer.on_start", ""),
    ("history", "show", ""),
)


def prepare(path: str, logs: int) -> None:
    """A thousand records of fifty customers, and the logs, each with one of forty tags."""
    from timelog_cli.store import open_store

    store = open_store(path)
    run, many = store.run, store.run_many
    run("BEGIN")
    uuid = "randomblob(16)"
    run("INSERT INTO owner (uuid, name) VALUES (randomblob(16), 'ada')")
    many(
        f"INSERT INTO customer (uuid, name) VALUES ({uuid}, ?)",
        [(f"Customer {number}",) for number in range(50)],
    )
    many(
        f"INSERT INTO record (uuid, type, title, customer_id, owner_id, created_at)"
        f" VALUES ({uuid}, ?, ?, ?, 1, 0)",
        [
            (("case", "task")[number % 2], f"Login number {number}", number % 50 + 1)
            for number in range(1000)
        ],
    )
    many(
        f"INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone)"
        f" VALUES ({uuid}, ?, 1, ?, ?, 'UTC')",
        [
            (number * 7 % 1000 + 1, at, at + 600)
            for number in range(logs)
            for at in (1_600_000_000 + number * 900,)
        ],
    )
    many(
        "INSERT INTO log_tag (log_id, tag) VALUES (?, ?)",
        [(number + 1, f"tag-{number % 40}") for number in range(logs)],
    )
    run("COMMIT")
    store.close()


def measure(runs: int, logs: int) -> list[tuple[str, float, float]]:
    """For each question its words, median in milliseconds and ratio."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        prepare(env["TIMELOG_DB"], logs)
        env["_TIMELOG_COMPLETE"] = "fish"
        bare: list[float] = []
        taken: dict[tuple[str, ...], list[float]] = {words: [] for words in QUESTIONS}
        for _ in range(runs + 1):
            for words in QUESTIONS:
                bare.append(seconds(BARE, env))
                taken[words].append(seconds([PROGRAM, *words], env))
        for words in QUESTIONS:
            done = subprocess.run([PROGRAM, *words], env=env, check=True, capture_output=True)
            offered = len(done.stdout.splitlines()) - 1
            assert offered > 0 or words[0] in {"billing", "history"}, (words, done)
    floor = statistics.median(bare[len(QUESTIONS) :])
    rows = [("python -c pass", floor * 1000, 1.0)]
    for words in QUESTIONS:
        median = statistics.median(taken[words][1:])  # the first round wrote the bytecode
        rows.append((" ".join(words) + "<Tab>", median * 1000, median / floor))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--logs", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = measure(given.runs, given.logs)
    for name, milliseconds, ratio in rows:
        print(f"{name:36} {milliseconds:7.1f} ms  {ratio:5.2f} ×")
    print(f"the slowest: {max(row[2] for row in rows):.2f} ×, the aim {AIM} ×")
    if given.json:
        keys = ("typed", "milliseconds", "ratio")
        given.json.write_text(
            json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=2)
        )


if __name__ == "__main__":
    main()
