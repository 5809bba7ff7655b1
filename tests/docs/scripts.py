"""The scripts of the page on scripts, and a home folder in which they are run."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest

from tests.docs import pages
from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

PAGE = pages.ROOT / "docs" / "how-to" / "scripts.md"
DAY = "2026-11-02"
USED: set[str] = set()
SHELLS = {
    "dash": ("dash",),
    "bash": ("bash", "--norc"),
    "zsh": ("zsh", "-f"),
    "busybox": ("busybox", "sh"),
}


def script(heading: str, number: int = 0, page: Path = PAGE) -> str:
    """A block under a heading of a page that is not typed into a terminal."""
    under = page.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = [block.text for block in pages.blocks(under) if block.language != pages.CONSOLE]
    if page == PAGE:
        USED.add(found[number])
    return found[number]


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"missing: {', '.join(missing)}")


in_each_shell = pytest.mark.parametrize(
    "shell", [pytest.param(name, marks=needs(name)) for name in SHELLS]
)


class Home:
    """A home folder, and what is run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = pages.environment(folder) | {"TIMELOG_NOW": f"{DAY}T12:00"}

    def at(self, clock: str) -> Home:
        """The same home at another time of the day."""
        self.env["TIMELOG_NOW"] = f"{DAY}T{clock}"
        return self

    def ran(
        self, words: list[str] | tuple[str, ...], **env: str
    ) -> subprocess.CompletedProcess[str]:
        """A program that has ended."""
        return subprocess.run(
            words,
            cwd=self.folder,
            env=self.env | env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def out(self, *lines: str) -> str:
        """What the last of several commands of timelog prints; none may fail."""
        printed = ""
        for line in lines:
            out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in "oe")
            with chdir(self.folder):
                code = main(shlex.split(line), World(self.env, io.BytesIO(), out, err))
            printed, told = (stream.buffer.getvalue().decode() for stream in (out, err))
            assert code == 0, told
        return printed

    def shell(self, shell: str, text: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A script that a shell has run."""
        path = self.folder / "script"
        path.write_text(text, "utf-8")
        return self.ran([*SHELLS.get(shell, (shell,)), str(path)], **env)

    def timer(self) -> str:
        """State and record of the timer, such as ``running case-1``."""
        timer = json.loads(self.out("status --json"))
        return " ".join(filter(None, (timer["state"], timer["record"])))


def prepared(tmp_path: Path) -> Home:
    """``case-1`` with three logs on this day, one of them with a note of two lines."""
    home = Home(tmp_path)
    note = "First line\nsecond, with \\ and \ttab"
    home.out(
        "customer add Acme",
        'record add "Login fails" --type case --customer Acme',
        "log add case-1 8:00-9:00",
        f"log add case-1 9:00-9:30 --note {shlex.quote(note)}",
        "log add case-1 9:30-10:00 --note =1+1",
    )
    return home
