"""The program in processes of its own, with less rights, less room, or killed at a chosen step."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PR_CAPBSET_DROP = 24
CAPABILITIES_OF_ROOT = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What the program sees of the world; all of it lies in ``folder``."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),  # the same program as this process runs
        # A process without room would leave half a file for the next one to stumble over.
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder),
        "TIMELOG_CONFIG": str(folder / "config.toml"),
        "TIMELOG_USER": "ada",
        "TIMELOG_NOW": "2026-11-02T09:00:00+01:00",
        "TZ": "Europe/Rome",
        **more,
    }


def start(
    folder: Path,
    *words: str | Path,
    before: Callable[[], None] | None = None,
    env: dict[str, str] | None = None,
    program: tuple[str, ...] = ("-m", "timelog_cli"),
) -> subprocess.Popen[str]:
    """The program as a process that runs beside the test."""
    return subprocess.Popen(
        [sys.executable, *program, *map(str, words)],
        env=environment(folder, **(env or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509 - there are no threads in the tests
    )


def run(folder: Path, *words: str | Path, **more: Any) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of the program."""
    process = start(folder, *words, **more)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def without_rights() -> None:
    """Let the permissions of files count for root as well."""
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in CAPABILITIES_OF_ROOT:
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def rights_count() -> bool:
    """Whether ``without_rights`` does what it says on this machine."""
    script = (
        "import os, tempfile; handle, name = tempfile.mkstemp(); os.chmod(name, 0);"
        " allowed = os.access(name, os.R_OK); os.unlink(name); raise SystemExit(allowed)"
    )
    command = [sys.executable, "-c", script]
    return subprocess.run(command, preexec_fn=without_rights).returncode == 0


def with_room_for(size: int) -> Callable[[], None]:
    """No file may grow beyond ``size`` bytes."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


# Runs a command and stops it before the n-th thing it does to a file, by a signal: 9 is a kill,
# 2 is Ctrl-C. What Python does to files is audited; what SQLite does is stopped at its statements.
STOPPED_AT = """
import os, sys
at, number = int(sys.argv.pop(1)), int(sys.argv.pop(1))
watched = {"open", "os.link", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"}
seen = 0
def step(event, arguments):
    global seen
    if event in watched and not (event == "open" and str(arguments[0]).endswith((".py", ".pyc"))):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), number)
from timelog_cli.__main__ import main
from timelog_cli.store import failures
from timelog_cli.store.maintenance import backups, copies, history_checks, invoice_checks, replacing
from timelog_cli.store.schema import upgrading
import hashlib, sqlite_utils
sys.addaudithook(step)
code = main(sys.argv[1:])
sys.exit(99 if seen < at else code)
"""
DONE = 99


def stopped_at(folder: Path, step: int, number: int, *words: str | Path) -> tuple[int, str, str]:
    """The program stopped before its ``step``-th step; the code is ``DONE`` if it has less."""
    return run(folder, step, number, *words, program=("-c", STOPPED_AT))
