"""Processes that are measured: how long they take, and how much memory."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time

_MEASURED = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
print(os.wait4(child, 0)[2].ru_maxrss)
"""


def seconds(
    words: list[str], env: dict[str, str], code: int = 0, *, terminal: bool = False
) -> float:
    """How long a process takes, in seconds of the wall clock.

    :param code: the exit code that it has to have
    :param terminal: whether standard output is one; what is written has to fit into its buffer
    """
    master, out = pty.openpty() if terminal else (None, os.open(os.devnull, os.O_WRONLY))
    begun = time.perf_counter()
    done = subprocess.run(words, env=env, stdout=out, stderr=subprocess.PIPE)
    taken = time.perf_counter() - begun
    os.close(out)
    if master is not None:
        os.close(master)
    if done.returncode != code:
        raise subprocess.CalledProcessError(done.returncode, words, stderr=done.stderr)
    return taken


def peak(words: list[str], env: dict[str, str]) -> int:
    """The largest memory of a process in KiB.

    A small process starts it: Linux counts what the parent held into the peak of its child.
    """
    line = [sys.executable, "-c", _MEASURED, *words]
    return int(subprocess.run(line, env=env, check=True, stdout=subprocess.PIPE).stdout)
