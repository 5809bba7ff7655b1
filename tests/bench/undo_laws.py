"""Walk at random over all writing commands, back to the beginning and forth, for minutes.

    python tests/bench/undo_laws.py --minutes 5 [--seed 7]

The same walks as in ``tests/faults/test_undo_laws.py``, longer and more of them. A walk that ends
wrong is shrunk to the shortest that does, printed line by line, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from hypothesis import HealthCheck, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults import walks
from tests.faults.walks import Typed, Walk

ROUND = 50
LONGEST = 30


def walk_round(start: Walk, number: int, *, billing: bool) -> int:
    """A round of walks from one beginning; how many there were."""
    done = 0

    @seed(number)
    @settings(
        max_examples=ROUND,
        database=None,
        deadline=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(walks.lines(LONGEST, billing=billing))
    def walked(lines: list[Typed]) -> None:
        nonlocal done
        done += 1
        with TemporaryDirectory() as folder:
            walks.follow(start.copied(Path(folder)), lines)

    walked()
    return done


def run(minutes: float, number: int) -> int:
    """Walk for so long; 1 if a walk ended wrong."""
    until, done, seen = monotonic() + minutes * 60, 0, Counter[tuple[str, int]]()
    with TemporaryDirectory() as plain, TemporaryDirectory() as issued:
        starts = (walks.prepared(Path(plain)), walks.prepared(Path(issued), *walks.ISSUED))
        while monotonic() < until:
            billing = bool(number % 2)
            try:
                done += walk_round(starts[billing], number, billing=billing)
            except AssertionError as error:
                print(f"seed {number}: {error}", *getattr(error, "__notes__", ()), sep="\n")
                return 1
            number += 1
        for start in starts:
            seen += start.seen
    print(f"{done:,} walks, {seen.total():,} commands, none ended wrong")
    report(seen)
    return 0


def report(seen: Counter[tuple[str, int]]) -> None:
    """How often each command was typed, and how often it was done."""
    for words in walks.commands():
        if words in walks.EXAMPLES:
            found = {code: count for (line, code), count in seen.items() if line == words}
            print(f"{words:16} {sum(found.values()):7,} typed {found.get(0, 0):7,} done")


def main() -> int:
    parser = argparse.ArgumentParser(description="Walk over all writing commands and back.")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    return run(options.minutes, options.seed)


if __name__ == "__main__":
    sys.exit(main())
