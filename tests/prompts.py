"""A real bash, zsh or fish that draws the timer as ``shell-init`` tells it to."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.harness import Cli
from tests.shells import ENTER, START, Shell, needed

SHELLS = ("bash", "zsh", "fish")
BARE = {"bash": ["bash", "--norc", "--noprofile"], "zsh": ["zsh", "-f"], "fish": ["fish", "-N"]}
RC = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
DRAW = "timelog_segment"


def ago(hours: int, minutes: int = 0) -> str:
    """A moment before now; some seconds more, so that the minute does not end meanwhile."""
    moment = datetime.now(UTC) - timedelta(hours=hours, minutes=minutes, seconds=5)
    return moment.isoformat(timespec="seconds")


def environment(cli: Cli, **more: str) -> dict[str, str]:
    """What a terminal gives to a shell, with nothing on its path."""
    env = {**cli.environment(ago(0)), "PATH": "/nowhere", "LANG": "C.UTF-8", "TERM": "dumb"}
    del env["TIMELOG_NOW"]
    return env | more


def init(cli: Cli, shell: str) -> str:
    """The file that holds what ``shell-init`` prints."""
    path = cli.folder / f"init.{shell}"
    path.write_text(cli.run(f"shell-init {shell}").out, encoding="utf-8")
    return str(path)


def output(
    cli: Cli, shell: str, script: str, *, cwd: Path | None = None, env: dict[str, str] | None = None
) -> str:
    """What a script prints behind ``shell-init``; it may print no error and must not fail."""
    program = needed(shell)
    lines = f"source '{init(cli, shell)}'\n{script}\n"
    done = subprocess.run(
        [program, *BARE[shell][1:], "-c", lines],
        env=environment(cli) | (env or {}),
        cwd=cwd or cli.folder,
        capture_output=True,
        timeout=60,
    )
    assert (done.stderr.decode(), done.returncode) == ("", 0)
    return done.stdout.decode()


def drawn(cli: Cli, shell: str, before: str = "", **env: str) -> str:
    """The timer as the shell draws it."""
    return output(cli, shell, f"{before}\n{DRAW}" if before else DRAW, env=env)


def copies(cli: Cli) -> list[Path]:
    """The copies of the timer's state below the home folder."""
    return sorted((cli.folder / ".local/state/timelog/prompt").glob("*"))


def copy_of(cli: Cli) -> Path:
    """The only one."""
    (found,) = copies(cli)
    return found


def fits(cli: Cli, copy: Path) -> bool:
    """Whether a copy says that it is of the database as it is."""
    return copy.stat().st_mtime_ns == cli.path.stat().st_mtime_ns


def put(cli: Cli, copy: Path, content: bytes) -> None:
    """Put something else into a copy, with the time that makes it believed."""
    copy.write_bytes(content)
    changed = cli.path.stat().st_mtime_ns
    os.utime(copy, ns=(changed, changed))


class Terminal(Shell):
    """An interactive shell whose start file is given; ``{init}`` in it is what is documented."""

    def __init__(self, cli: Cli, shell: str, rc: str) -> None:
        needed(shell)
        self.name = shell
        self.env = environment(cli, PATH=os.environ["PATH"], TERM="xterm", INPUTRC="/dev/null")
        path = cli.folder / RC[shell]
        path.parent.mkdir(parents=True, exist_ok=True)
        greeting = "function fish_greeting; end\n" if shell == "fish" else ""
        path.write_text(greeting + rc.replace("{init}", f"source '{init(cli, shell)}'"))
        self._open(START[shell], cli.folder)

    def screen(self, *lines: str) -> str:
        """What is seen on the screen until these lines have been run."""
        self._type("".join(line + ENTER for line in (*lines, "printf 'E''ND\\n'")))
        return plain(self.shows("", "END"))


def plain(text: str) -> str:
    """The letters of a text, without what moves the cursor."""
    escapes = r"\x1b(\[[0-9;?]*[a-zA-Z]|[()].|[=>]|\][^\x07\x1b]*(\x07|\x1b\\))"
    # A shell that is slow returns to the beginning of a line where it is already.
    return re.sub(r"(?<=\n)\r+(?!\n)", "", re.sub(escapes, "", text))
