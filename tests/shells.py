"""A real bash, zsh or fish at a terminal: keys go in, and out comes what would have been run.

The shell loads the completion the way a user's does: ``timelog --install-completion`` has written
it. Then ``timelog`` is made a function that prints its arguments, one by one, so that it is seen
what words the shell makes of the completed line.
"""

from __future__ import annotations

import codecs
import os
import pty
import select
import shutil
import signal
import sys
import time
from pathlib import Path
from types import TracebackType

import pytest

from tests.harness import Cli

SHELLS = ("bash", "zsh", "fish")
TAB, ENTER = "\t", "\r"
_PROMPT = "ready> "
_BEGIN, _BETWEEN, _END = "\x1e", "\x1f", "\x1d"
_PATIENCE_SECONDS = 30
_RECORDER = "timelog() { printf '\\036'; printf '%s\\037' \"$@\"; printf '\\035'; }\n"
_SETUP = {
    "bash": (".bashrc", f"{_RECORDER}PS1='{_PROMPT}'; unset PROMPT_COMMAND\n"),
    "zsh": (".zshrc", f"{_RECORDER}PROMPT='{_PROMPT}'; unsetopt prompt_sp\n"),
    "fish": (
        ".config/fish/config.fish",
        "function timelog; printf '\\036'; printf '%s\\037' $argv; printf '\\035'; end\n"
        f"function fish_prompt; echo -n '{_PROMPT}'; end\nfunction fish_greeting; end\n",
    ),
}
START = {"bash": ["bash", "--noprofile", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish", "-i"]}


def needed(shell: str) -> str:
    """The path of a shell; the test is skipped where the machine has none."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"this machine has no {shell}: apt-get install {shell}")
    return found


class Shell:
    """An interactive shell in a terminal, with the completion installed."""

    def __init__(self, cli: Cli, shell: str) -> None:
        needed(shell)
        self.name = shell
        self.env = environment(cli)
        name, text = _SETUP[shell]
        rc = cli.folder / name
        rc.parent.mkdir(parents=True, exist_ok=True)
        rc.write_text(text, encoding="utf-8")
        cli.run(f"--install-completion {shell}")
        self._open(START[shell], cli.folder)
        self._until(_PROMPT)

    def _open(self, command: list[str], folder: Path) -> None:
        # Or fish reads every man page of the machine, in a process that goes on after the test.
        (folder / ".local/share/fish/generated_completions").mkdir(parents=True, exist_ok=True)
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, self.env)
        self._seen = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __enter__(self) -> Shell:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)

    def words(self, typed: str) -> list[str]:
        """The words that ``timelog`` is run with when this is typed, and Enter behind it."""
        self._type(typed + ENTER)
        self._until(_BEGIN)
        words = self._until(_END).removesuffix(_END)
        self._until(_PROMPT)
        return words.split(_BETWEEN)[:-1]

    def shows(self, typed: str, *parts: str) -> str:
        """What the terminal shows when this is typed, once all the parts are there."""
        self._type(typed)
        shown = ""
        while not all(part in shown for part in parts):
            shown += self._until(*(part for part in parts if part not in shown))
        return shown

    def _type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _until(self, *marks: str) -> str:
        """Everything up to one of the marks."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while not any(mark in self._seen for mark in marks):
            left = max(0.0, until - time.monotonic())
            ready, _, _ = select.select([self._terminal], [], [], left)
            assert ready, f"{self.name} shows no {marks} but {self._seen[-600:]!r}"
            self._seen += self._decoder.decode(os.read(self._terminal, 65536))
        mark = next(mark for mark in marks if mark in self._seen)
        before, mark, self._seen = self._seen.partition(mark)
        return before + mark


def environment(cli: Cli) -> dict[str, str]:
    """What a terminal gives to a shell of the user."""
    kept = {key: os.environ[key] for key in ("PYTHONPATH",) if key in os.environ}
    return {
        **kept,
        **cli.environment("2026-11-02 12:00"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "INPUTRC": "/dev/null",
        "COLUMNS": "100",
    }
