"""The pages of ``docs/`` as programs: every console block is typed into a real shell.

A page is Markdown. In a block marked ``console`` a line ``$ command`` is typed (``> more`` goes
on with it) and the lines after it are what the terminal then shows. A page runs from top to
bottom in one bash, with a home of its own that holds nothing but a copy of ``docs/files``.

    <!-- at 2026-11-02 09:00 Europe/Rome user=ada -->  from the next block on: the moment, which
                                                       then stands still, the zone, the login
    <!-- output may be shortened -->                    in the next block ``…`` is lines left out

Write what the commands print now into pages: ``python -m tests.docs.pages docs/tutorial.md``.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME_ON_PAGES = "/home/ada"
COLUMNS = 100
PATIENCE_SECONDS = 60
SHORTENED = "…"
# Those that need a hub, which ``tests/hub`` types.
AT_A_HUB = ("docs/how-to/team.md",)
CONSOLE = "console"
_AT = re.compile(
    r"<!-- at (\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?: (\S+/\S+))?(?: user=(\w+))? -->"
)
_MAY_BE_SHORTENED = "<!-- output may be shortened -->"
_MARK = re.compile("\x01(\\d+)\x02")
# How far something is, on a slow machine: a line that is drawn over until it is taken away.
_DRAWN_OVER = re.compile("\r[^\r\n]*\x1b\\[K")


class PageError(Exception):
    """A page that is not written as pages are."""


@dataclass
class Command:
    """What is typed, where it stands on the page, and what the page says it prints."""

    typed: str
    line: int
    expected: list[str] = field(default_factory=list)
    moment: dict[str, str] = field(default_factory=dict)
    shortened: bool = False


@dataclass
class Block:
    """A fenced block: its language, the number of its first line, its lines."""

    language: str
    line: int
    lines: list[str]
    moment: dict[str, str]
    shortened: bool

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def commands(self) -> list[Command]:
        """The commands of a console block."""
        found: list[Command] = []
        for number, line in enumerate(self.lines, self.line):
            if line.startswith("$ "):
                moment = {} if found else self.moment
                found.append(Command(line[2:], number, [], moment, self.shortened))
            elif not found:
                raise PageError(f"line {number}: output without a command")
            elif line.startswith("> ") and not found[-1].expected:
                found[-1].typed += "\n" + line[2:]
            else:
                found[-1].expected.append(line)
        return found


def pages() -> list[Path]:
    """Every page that people read."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name(page: Path) -> str:
    """A page as its readers know it."""
    return str(page.relative_to(ROOT))


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    moment: dict[str, str] = {}
    shortened, inside = False, None
    for number, line in enumerate(text.splitlines(), 1):
        if inside is not None:
            if line == "```":
                found.append(inside)
                moment = {} if inside.language == CONSOLE else moment
                inside, shortened = None, False
            else:
                inside.lines.append(line)
        elif line.startswith("```"):
            inside = Block(line[3:].strip(), number + 1, [], moment, shortened)
        elif line.lstrip().startswith(("```", "~~~")):
            raise PageError(f"line {number}: a block begins at the left edge with three backticks")
        elif line.startswith("<!-- at "):
            moment = moment | _moment(line, number)
        elif line == _MAY_BE_SHORTENED:
            shortened = True
    if inside is not None:
        raise PageError(f"line {inside.line}: the block does not end")
    return found


def _moment(line: str, number: int) -> dict[str, str]:
    read = _AT.fullmatch(line)
    if read is None:
        raise PageError(
            f"line {number}: a moment is <!-- at 2026-11-02 09:00 Europe/Rome user=ada -->"
        )
    day, clock, zone, user = read.groups()
    found = {"TIMELOG_NOW": f"{day}T{clock}"}
    if zone:
        found["TZ"] = zone
    if user:
        found |= {"LOGNAME": user, "USER": user}
    return found


def commands(text: str) -> list[Command]:
    """All that is typed on a page."""
    return [
        command
        for block in blocks(text)
        if block.language == CONSOLE
        for command in block.commands()
    ]


def play(typed: list[Command], home: Path) -> list[list[str]]:
    """Type the commands into one bash; the lines that the terminal shows after each."""
    folder = home / "timelog"
    shutil.copytree(ROOT / "docs" / "files", folder / "docs" / "files")
    script = home / ".page.sh"
    script.write_text(_script(typed), encoding="utf-8")
    shown = _in_a_terminal(["bash", "--norc", str(script)], folder, environment(home))
    script.unlink()
    return _outputs(shown.replace(str(home), HOME_ON_PAGES), len(typed))


def _script(typed: list[Command]) -> str:
    """Each command at its moment, a mark after it; ``$?`` is what the command before left."""
    lines = ["__code=0"]
    for number, command in enumerate(typed):
        lines += [f"export {key}={shlex.quote(value)}" for key, value in command.moment.items()]
        lines.append("(exit $__code)")
        lines.append(f"eval {shlex.quote(command.typed)}")
        lines.append(f"__code=$?; printf '\\001{number}\\002'")
    return "\n".join(lines) + "\n"


def environment(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        # The program that the tests import, which in a work tree is not the installed one.
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "LOGNAME": "ada",
        "USER": "ada",
        "TZ": "Europe/Rome",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "NO_COLOR": "1",
        "COLUMNS": str(COLUMNS),
    }


def _in_a_terminal(words: list[str], folder: Path, env: dict[str, str]) -> str:
    """What a terminal shows of a program and its children."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        raw = _read_all(ours)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)
    return _DRAWN_OVER.sub("", raw.decode("utf-8").replace("\r\n", "\n"))


def _read_all(terminal: int) -> bytes:
    """Everything until the last program has gone."""
    read, until = b"", time.monotonic() + PATIENCE_SECONDS
    while True:
        ready, _, _ = select.select([terminal], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise PageError(f"the page waits for something; the last it showed:\n{read[-400:]!r}")
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side of a terminal is closed
            return read
        if not part:
            return read
        read += part


def _outputs(shown: str, count: int) -> list[list[str]]:
    parts = _MARK.split(shown)
    if len(parts) != 2 * count + 1:
        raise PageError(f"the shell ended early; the last it showed:\n{parts[-1][-400:]}")
    return [part.splitlines() for part in parts[0 : 2 * count : 2]]


def fits(command: Command, shown: list[str]) -> bool:
    """Whether the output is what the page says; ``…`` is any lines where that is marked."""
    if not (command.shortened and SHORTENED in command.expected):
        return command.expected == shown
    return _fits(command.expected, shown)


def _fits(expected: list[str], shown: list[str]) -> bool:
    if not expected:
        return not shown
    if expected[0] == SHORTENED:
        return any(_fits(expected[1:], shown[at:]) for at in range(len(shown) + 1))
    return bool(shown) and shown[0] == expected[0] and _fits(expected[1:], shown[1:])


def rewritten(text: str, outputs: list[list[str]]) -> str:
    """The page with what its commands print now."""
    lines = text.splitlines()
    for command, shown in reversed(list(zip(commands(text), outputs, strict=True))):
        if fits(command, shown):
            continue
        first = command.line + command.typed.count("\n")
        lines[first : first + len(command.expected)] = shown
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> None:
    """Write what the commands print now into the pages that are named."""
    for page in map(Path, names):
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as home:
            page.write_text(rewritten(text, play(commands(text), Path(home))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
