"""Time the timer that shells draw in their prompt, in the shells themselves.

usage: python tests/bench/shell_prompt.py [--calls N] [--rounds N] [--json FILE]

Each shell draws the running timer of a database of its own N times, and not at all; the difference
is what the calls take. The rounds of the shells alternate, and the medians are shown: of the clock
on the wall, and of the processor, which other work on the machine does not change. The program is
the ``timelog`` beside the Python that runs this.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "timelog")
AIM_MS = 0.3
LOOPS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-c"],
        "for ((i = 0; i < CALLS; i++)); do _timelog_prompt; done",
    ),
    "zsh": (["zsh", "-f", "-c"], "for ((i = 0; i < CALLS; i++)); do _timelog_precmd; done"),
    "fish": (["fish", "-N", "-c"], "for i in (seq CALLS); timelog_segment; end"),
}


def environment(folder: str) -> dict[str, str]:
    """A place of its own, with the time that the machine has."""
    env = {**os.environ, "HOME": folder, "TIMELOG_DB": f"{folder}/timelog.db"}
    env |= {"TIMELOG_CONFIG": f"{folder}/config.toml", "TIMELOG_USER": "ada", "LANG": "C.UTF-8"}
    for name in ("TIMELOG_NOW", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        env.pop(name, None)
    return env


def script(shell: str, calls: int, folder: str) -> list[str]:
    """The command line of a shell that draws the timer so many times."""
    start, loop = LOOPS[shell]
    return [*start, f"source {folder}/init.{shell}\n{loop.replace('CALLS', str(calls))}"]


def taken(words: list[str], env: dict[str, str]) -> tuple[float, float]:
    """The seconds that a process takes on the wall, and of the processor."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(calls: int, rounds: int) -> list[dict[str, str | float]]:
    """For each shell that is there, the milliseconds of a call."""
    shells = [shell for shell in LOOPS if shutil.which(shell)]
    found: dict[str, list[tuple[float, float]]] = {shell: [] for shell in shells}
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder)
        for line in ("record add One", "start task-1"):
            subprocess.run([PROGRAM, *line.split()], env=env, check=True, capture_output=True)
        for shell in shells:
            done = subprocess.run([PROGRAM, "shell-init", shell], env=env, capture_output=True)
            Path(folder, f"init.{shell}").write_bytes(done.stdout)
        for _ in range(rounds):
            for shell in shells:
                none, all_ = (taken(script(shell, n, folder), env) for n in (0, calls))
                found[shell].append((all_[0] - none[0], all_[1] - none[1]))
    return [
        {
            "shell": shell,
            "version": version(shell),
            "wall_ms": statistics.median(one[0] for one in found[shell]) / calls * 1000,
            "processor_ms": statistics.median(one[1] for one in found[shell]) / calls * 1000,
        }
        for shell in shells
    ]


def version(shell: str) -> str:
    """What the shell calls itself."""
    done = subprocess.run([shell, "--version"], capture_output=True, text=True)
    return done.stdout.splitlines()[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = measure(given.calls, given.rounds)
    for row in rows:
        print(
            f"{row['shell']:5} {row['wall_ms']:.3f} ms, {row['processor_ms']:.3f} of the processor,"
            f" aim {AIM_MS}  ({row['version']})"
        )
    if given.json:
        given.json.write_text(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
