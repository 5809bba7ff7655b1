"""Play random schedules of a team with a hub, and look for what is lost, twice or unlike.

    python tests/bench/sync_schedules.py --seeds 200 [--first 0] [--steps 70]

A schedule that ends wrong is told with all that happened in it, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.hub import schedules, server


def play(seeds: range, steps: int) -> int:
    """Play them all; how many ended wrong."""
    postgres, begun, wrong, happened = server.started(), monotonic(), [], 0
    try:
        for seed in seeds:
            with postgres.database() as database:
                faults, diary = schedules.run(seed, database, steps)
            happened += len(diary)
            if faults:
                wrong.append(seed)
                print(schedules.told(seed, faults, diary), flush=True)
    finally:
        postgres.close()
    print(
        f"{len(seeds)} schedules, {happened:,} steps, {monotonic() - begun:.0f} s;"
        f" {f'wrong: {wrong}' if wrong else 'none ended wrong'}"
    )
    return len(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=schedules.STEPS)
    given = parser.parse_args()
    return 1 if play(range(given.first, given.first + given.seeds), given.steps) else 0


if __name__ == "__main__":
    sys.exit(main())
