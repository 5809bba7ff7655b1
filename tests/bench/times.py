"""Measure what reading one time costs: each form of the grammar, and the first in a process.

    python tests/bench/times.py [--rounds 30]

Each round reads every form, and between them the yardstick, ``datetime.fromisoformat`` of one
ISO time, so that a slow moment of the machine hits all alike. Medians are printed in microseconds
and as multiples of the yardstick; exits 1 if a form of the grammar takes a millisecond or more.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from time import perf_counter
from typing import Any

from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT, FORMS, Form

# The reader of each kind of form, and whether it asks for the moment.
READERS = {
    "time of day": ("clock.read_time_of_day", False),
    "instant": ("instants.read_instant", True),
    "day": ("periods.read_day", True),
    "duration": ("durations.read_duration", False),
    "range": ("ranges.read_range", True),
    "period": ("periods.read_period", True),
}
LOOPS = 100
LIMIT = 1000.0
FIRST = """
import sys
from time import perf_counter
from timelog_cli.domain.time import zones
from datetime import datetime
start = perf_counter()
from timelog_cli.domain.time.scan import Moment
moment = Moment(1_781_096_400, "Europe/Rome", 0, "DMY")
name, text, needs_moment = sys.argv[1:]
module, _, function = name.partition(".")
read = getattr(__import__("timelog_cli.domain.time." + module, fromlist=[function]), function)
read(text, *([moment] if needs_moment == "True" else []))
print(perf_counter() - start)
"""


def reader(name: str) -> Callable[..., Any]:
    """The function of a module of the time grammar."""
    module, _, function = name.partition(".")
    found: Callable[..., Any] = getattr(
        import_module(f"timelog_cli.domain.time.{module}"), function
    )
    return found


def reading(form: Form) -> Callable[[], Any]:
    """Reads the example of a form."""
    name, needs_moment = READERS[form.kind]
    read = reader(name)
    return (
        (lambda: read(form.example, EXAMPLE_MOMENT))
        if needs_moment
        else (lambda: read(form.example))
    )


def microseconds(run: Callable[[], Any]) -> float:
    start = perf_counter()
    for _ in range(LOOPS):
        run()
    return (perf_counter() - start) / LOOPS * 1e6


def yardstick() -> datetime:
    return datetime.fromisoformat("2026-06-09T08:12:00+02:00")


def measured(rounds: int) -> tuple[float, dict[Form, float]]:
    """The median of the yardstick and of each form, in microseconds."""
    found: dict[Form, list[float]] = {form: [] for form in FORMS}
    bare: list[float] = []
    for _ in range(rounds):
        for form in FORMS:
            bare.append(microseconds(yardstick))
            found[form].append(microseconds(reading(form)))
    medians = {form: statistics.median(values) for form, values in found.items()}
    return statistics.median(bare), medians


def first_reading(form: Form, rounds: int) -> float:
    """Milliseconds of the first reading in a process, the loading of the grammar included."""
    name, needs_moment = READERS[form.kind]
    command = [sys.executable, "-c", FIRST, name, form.example, str(needs_moment)]
    taken = [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]
    return statistics.median(taken) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what reading one time costs.")
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    bare, medians = measured(rounds)
    print(f"datetime.fromisoformat: {bare:.2f} µs\n")
    for form, taken in medians.items():
        print(f"{taken:8.1f} µs {taken / bare:6.0f} ×  {form.kind}: {form.example}")
    print("\nthe first reading in a process:")
    for kind in READERS:
        form = next(form for form in FORMS if form.kind == kind)
        print(f"{first_reading(form, rounds):8.2f} ms  {kind}: {form.example}")
    slow = [form.example for form, taken in medians.items() if taken >= LIMIT]
    print(f"\nslowest {max(medians.values()):.0f} µs" + (f"; too slow: {slow}" if slow else ""))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
