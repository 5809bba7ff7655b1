"""A command, at a moment, on a database: exact output, exit code, rows.

def test_a_timer_counts_every_second(cli):
    cli.at("2026-11-02 09:00").run('record add "Fix login" --type case')
    cli.at("2026-11-02 09:00").run("timer start case-1")
    stopped = cli.at("2026-11-02 10:30").run("timer stop --json").json
    assert stopped["worked_seconds"] == 5400
"""

from __future__ import annotations

import io
import json
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

HISTORY = {
    *("entry", "change", "open_entry", "sqlite_sequence", "_sqlite_migrations"),
    *("sync_state", "outbox", "number_block", "conflict"),
}


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error object of ``--json``."""
        return json.loads(self.err)["error"]


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


class _Keyboard(io.BytesIO):
    def isatty(self) -> bool:
        return True


@dataclass
class Cli:
    """The program on a database of its own. ``zone`` is the system's zone."""

    folder: Path
    zone: str = "Europe/Rome"
    user: str = "ada"
    env: dict[str, str] = field(default_factory=dict)
    sender: bool = False

    @property
    def path(self) -> Path:
        return self.folder / "timelog.db"

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def at(self, moment: str) -> At:
        """The program at a moment, as ``2026-11-02 09:00`` in the zone, or with an offset."""
        return At(self, moment)

    def run(self, line: str | list[str], **more: Any) -> Result:
        """The program at a moment that does not matter."""
        return self.at("2026-11-02 09:00").run(line, **more)

    def environment(self, moment: str) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "TIMELOG_DB": str(self.path),
            "TIMELOG_CONFIG": str(self.config),
            "TIMELOG_USER": self.user,
            "TIMELOG_NOW": moment.replace(" ", "T"),
            "TIMELOG_DEBUG": "1",
            "TZ": self.zone,
            **self.env,
        }

    def without_seller(self, words: list[str]) -> list[str]:
        """A command that issues, told that there is no sender where the settings have none.

        Few tests are about senders; those are, that set ``sender`` to ``True``.
        """
        if self.sender or "billing" not in words or words[0][0] not in "-b":
            return words
        at = words.index("billing") + 1
        issues = words[at : at + 1] in (["issue"], ["quote"])
        text = self.config.read_text("utf-8", "replace") if self.config.exists() else ""
        named = "seller.name" in text or "[seller]\nname" in text
        return words if named or not issues else [*words, "--no-seller"]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the file, read or changed beside the program."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(sql, values).fetchall()

    def content(self) -> dict[str, bytes]:
        """The bytes of the database, and of its journal where there is one."""
        paths = (self.path, self.folder / "timelog.db-wal", self.folder / "timelog.db-journal")
        return {path.name: path.read_bytes() for path in paths if path.exists()}

    def holds(self, content: dict[str, bytes]) -> bool:
        """Whether the database has the rows that it had when this was its content."""
        if self.content() == content:
            return True
        with TemporaryDirectory() as name:
            before = Cli(Path(name))
            for file, written in content.items():
                (before.folder / file).write_bytes(written)
            return self.dump(stamps=True) == before.dump(stamps=True)

    def dump(self, *, stamps: bool = False) -> dict[str, list[tuple[Any, ...]]]:
        """The whole database without its history.

        :param stamps: with the times of change, which an undo does not put back
        """
        if not self.path.exists():
            return {}
        with closing(sqlite3.connect(self.path)) as connection:
            tables = "SELECT name FROM sqlite_schema WHERE type = 'table'"
            names = {row[0] for row in connection.execute(tables)} - HISTORY
            return {name: _rows(connection, name, stamps) for name in sorted(names)}


def _rows(connection: sqlite3.Connection, table: str, stamps: bool) -> list[tuple[Any, ...]]:
    names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    left_out = {"changed_at"} if table in {"record", "log"} and not stamps else set()
    shown = ", ".join(name for name in names if name not in left_out)
    return connection.execute(f'SELECT {shown} FROM "{table}" ORDER BY 1, 2').fetchall()


@dataclass(frozen=True)
class At:
    """The program at one moment."""

    cli: Cli
    moment: str

    def run(
        self,
        line: str | list[str],
        *,
        stdin: bytes = b"",
        code: int | None = 0,
        terminal: int | None = None,
        answers: str | None = None,
        user: str | None = None,
        env: dict[str, str] | None = None,
    ) -> Result:
        """Run a command line as a shell would split it.

        :param code: the exit code that is expected; ``None`` takes any
        :param terminal: the width of the terminal that standard output is
        :param answers: what is typed at a terminal when questions are asked
        """
        words = shlex.split(line) if isinstance(line, str) else line
        if "_TIMELOG_COMPLETE" not in (env or {}):
            words = self.cli.without_seller(words)
        out, err = io.BytesIO(), io.BytesIO()
        made = _Terminal if terminal else io.TextIOWrapper
        stdout = made(out, encoding="utf-8", newline="", write_through=True)
        stderr = io.TextIOWrapper(err, encoding="utf-8", newline="", write_through=True)
        environment = self.cli.environment(self.moment) | (env or {})
        if terminal:
            environment |= {"COLUMNS": str(terminal), "TERM": "xterm-256color"}
        if user:
            environment["TIMELOG_USER"] = user
        keyboard = io.BytesIO(stdin) if answers is None else _Keyboard(answers.encode())
        exit_code = main(words, World(environment, keyboard, stdout, stderr))
        raw = out.getvalue()
        result = Result(exit_code, raw.decode("utf-8", "replace"), err.getvalue().decode(), raw)
        if code is not None:
            assert exit_code == code, f"{line}: code {exit_code}\n{result.out}\n{result.err}"
        return result

    def refused(
        self,
        line: str | list[str],
        *,
        code: int = 1,
        message: str,
        hint: str | None = None,
        **more: Any,
    ) -> Result:
        """A command that is refused: code, message and hint are so, and nothing has changed."""
        before = self.cli.content()
        result = self.run(line, code=code, **more)
        assert result.out == ""
        lines = result.err.splitlines()
        assert f"error: {message}" in lines, result.err
        if hint is not None:
            assert f"hint: {hint}" in lines, result.err
        assert not before or self.cli.holds(before)
        return result


def once(make: Callable[[Cli], object]) -> Callable[[Cli], Cli]:
    """What a test begins with: typed at first, and copied where the same is begun with again.

    The prompt's copy of the timer is left out, as it belongs to one file.
    """
    made: dict[frozenset[tuple[Path, bytes]], dict[Path, bytes]] = {}

    @wraps(make)
    def begin(cli: Cli) -> Cli:
        before = frozenset(_files(cli.folder).items())
        if before not in made:
            make(cli)
            made[before] = _files(cli.folder)
            return cli
        for name, content in made[before].items():
            (cli.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (cli.folder / name).write_bytes(content)
        return cli

    return begin


def _files(folder: Path) -> dict[Path, bytes]:
    """What is in the files of a folder; what begins with a dot is left out."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name.parts[0][0] != "."}
