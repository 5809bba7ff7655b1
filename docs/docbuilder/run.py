"""The program on a desk of its own: a home, a clock that stands still, captured output."""

from __future__ import annotations

import io
import shlex
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

HOME = "/home/ada"


@dataclass(frozen=True)
class Ran:
    """What a command left. The temporary folder is written as a home."""

    line: str
    code: int
    out: str
    err: str

    def shown(self) -> str:
        """The command and what it wrote, as on a terminal."""
        return f"$ {self.line}\n{self.out}{self.err}".rstrip()


class Interrupting(io.BytesIO):
    """A keyboard at which somebody types Ctrl-C."""

    def isatty(self) -> bool:
        """A question can be asked here."""
        return True

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002
        """Instead of an answer."""
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Desk:
    """The home of ada in Rome."""

    folder: Path

    @property
    def database(self) -> Path:
        """Where the program puts its database."""
        return self.folder / ".local/share/timelog/timelog.db"

    def run(
        self,
        line: str,
        at: str = "2026-11-02 09:00",
        *,
        user: str = "ada",
        stdin: bytes | BinaryIO = b"",
        env: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run ``NAME=value timelog …`` in the folder; ``< FILE`` is only shown."""
        world_env = {
            "HOME": str(self.folder),
            "TIMELOG_USER": user,
            "TIMELOG_NOW": at.replace(" ", "T"),
            "TZ": "Europe/Rome",
            **(env or {}),
        }
        out, err = _stream(), _stream()
        keyboard = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        words = shlex.split(line.partition(" < ")[0])
        while "=" in words[0]:
            name, _, value = words.pop(0).partition("=")
            world_env[name] = value
        with chdir(self.folder):
            code = main(words[1:], World(world_env, keyboard, out, err))
        return Ran(line, code, self._written(out), self._written(err))

    def done(self, *lines: str, at: str = "2026-11-02 09:00") -> None:
        """Run commands that must work."""
        for line in lines:
            ran = self.run(line, at)
            if ran.code:
                raise RuntimeError(ran.shown())

    def _written(self, stream: io.TextIOWrapper) -> str:
        raw = stream.buffer.getvalue()  # type: ignore[attr-defined]
        return str(raw.decode("utf-8")).replace(str(self.folder), HOME)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
