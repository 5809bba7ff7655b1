"""The ways to a command: the quick reader, Typer alone, and processes; what each leaves behind."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from typer.main import get_group

from docbuilder.json_page import install_hook
from tests.faults import walks
from tests.harness import Cli
from timelog_cli.cli import program, running
from timelog_cli.cli.app import app
from timelog_cli.cli.commands import EVERY, SHARED
from timelog_cli.cli.completion import scripts
from timelog_cli.cli.context import Context
from timelog_cli.cli.program import typers
from timelog_cli.cli.running import Call
from timelog_cli.domain.text import typed
from timelog_cli.runtime.world import World

MOMENT = "2026-11-02 10:30"
# What is done beside the database of the walks, so that each command has something to do.
AFTERWARDS = (
    "record add Seven --service S1 --billable",
    "record edit 7 --rate 70 --from 2026-11-05",
    "log add 2 2026-11-02 8:00-9:00 --owner bob",
    "log add 7 2026-10-07 9:00-10:00",
    "log add 7 2026-10-08 9:00-10:00",
    "log edit @1 --pause 9:20-9:40",
    "dayoff add 2026-10-01 --everybody",
    "customer edit C1 --code C1",
    "record add Eight --customer C1 --service S1 --billable",
    "record add Nine --customer C1 --service S1 --billable",
    "log add 8 2026-10-09 9:00-10:00 --billable",
    "log add 9 2026-10-09 11:00-12:00 --billable",
    "record resolve 8 9",
    "billing issue 8 --date 2026-10-10 --due 14d",
    "billing issue 9 --date 2026-10-10",
    "billing pay A2 --amount 70 --allow-overpayment",
    "record edit 4 --title Renamed",
    "record add Ten",
    "undo",
)
# Dates before those of the walk need a series of their own; one invoice is overdue, one overpaid.
EARLIER = f'{walks.SENDER}[billing]\nnumber = "A{{seq}}"\n'
SETTINGS = (
    f'timezone = "Europe/Berlin"\n{walks.SENDER}'
    '[mail]\nfrom = "ada@seller.example"\ncommand = "true"\n'
    '[billing]\nquote_number = "{customer}-Q{year}-{seq:04}"\n'
)


@dataclass(frozen=True)
class Left:
    """What a command leaves: its exit code, its output, every row, and every other file.

    ``lines`` are those that the history has since; rows are without them.
    """

    code: int
    out: bytes
    err: str
    lines: list[str]
    rows: dict[str, list[tuple[Any, ...]]]
    files: dict[str, bytes]


class Place:
    """A folder that is as it was before each command that runs in it."""

    def __init__(self, folder: Path) -> None:
        self._kept = folder / "kept"
        self.folder = folder / "home"
        self._kept.mkdir()
        walk = walks.prepared(self._kept, *walks.ISSUED)
        (self._kept / "config.toml").write_text(EARLIER)
        for line in AFTERWARDS:
            walk.cli.at("2026-11-02 10:00").run(line)
        shutil.copyfile(self._kept / "timelog.db", self._kept / "kept.db")
        (self._kept / "config.toml").write_text(SETTINGS)
        install_hook(self._kept / "hooks")
        self._unchanged = (self._kept / "timelog.db").read_bytes()
        self._rows = _rows(self._kept / "timelog.db")
        self.cli = Cli(self.folder, env={"EDITOR": walks.EDITOR, "TIMELOG_DEBUG": ""})

    def run(self, words: Sequence[str], **more: Any) -> Left:
        """Run a command line in this process."""
        self.restore()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(tempfile, "tempdir", str(self.folder))
            patch.setattr(os, "urandom", _Counted())
            result = self.cli.at(MOMENT).run(list(words), code=None, **more)
        return self.left(result.code, result.raw, result.err)

    def restore(self) -> None:
        """Put everything back."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    def left(self, code: int, out: bytes, err: str) -> Left:
        """What is there after a command ended."""
        same = self.cli.path.read_bytes() == self._unchanged
        rows = dict(self._rows if same else _rows(self.cli.path))
        lines = [line for (line,) in rows.pop("lines")[len(self._rows["lines"]) :]]
        return Left(code, out, err, lines, rows, _files(self.folder))


class _Counted:
    """Random bytes that are the same in each run."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, size: int) -> bytes:
        self.number += 1
        return self.number.to_bytes(size, "big")


def _rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, those of the history without the lines that it quotes, and these."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        rows = {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()
            for (name,) in names
        }
        columns = connection.execute("SELECT name FROM pragma_table_info('entry')").fetchall()
    words = columns.index(("command",))
    rows["lines"] = [row[words : words + 1] for row in rows["entry"]]
    rows["entry"] = [(*row[:words], *row[words + 1 :]) for row in rows["entry"]]
    return rows


def _files(folder: Path) -> dict[str, bytes]:
    """All other files; of the copy of the timer but for the second in which the file changed."""
    found = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "timelog.db"
    }
    for name, content in found.items():
        if "/timelog/prompt/" in name:
            words = content.split(b" ")
            found[name] = b" ".join((*words[:6], *words[7:]))
    return found


class TyperWay:
    """Typer alone as the reader of command lines, with functions that only tell what they get."""

    def __init__(self) -> None:
        self._program: Any = get_group(app)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(program, "typers", lambda function: typers(_telling(function)))
            for name in EVERY:
                self._program.get_command(None, name)

    def read(self, words: Sequence[str]) -> Reading | None:
        """What Typer reads; ``None`` where the words ask for a page instead.

        :raises UsageError: Typer refuses the words
        """
        call = Call(words, World({}, io.BytesIO(), io.StringIO(), io.StringIO()))
        try:
            with (
                pytest.MonkeyPatch.context() as patch,
                self._program.make_context("timelog", list(words), obj=call) as ctx,
            ):
                patch.setattr(scripts, "run", lambda *_, **__: None)
                self._program.invoke(ctx)
        except Told as told:
            shared = {name: getattr(call.options, name) for name in SHARED}
            given = {name: value for name, value in shared.items() if value not in {None, False}}
            return Reading(told.line, told.function, given, told.values)
        except (program.Shown, typer.Exit):
            return None
        raise AssertionError(words)


class Reading(NamedTuple):
    """What a command line means."""

    line: str
    function: Any
    shared: dict[str, Any]
    values: dict[str, Any]


def quickly(words: Sequence[str]) -> Reading | None:
    """What the quick reader reads; ``None`` where it hands over to Typer."""
    found = running.read(words)
    if found is None:
        return None
    line = " ".join(map(typed, found.line))
    return Reading(line, found.command.load(), found.shared, found.values)


class Told(Exception):
    """A function was called."""

    def __init__(self, line: str, function: Any, values: dict[str, Any]) -> None:
        super().__init__(line)
        self.line, self.function, self.values = line, function, values


def _telling(function: Any) -> Any:
    @wraps(function)
    def tell(context: Context, **values: Any) -> Any:
        raise Told(context.line, function, values)

    return tell


def by_typer_alone(patch: pytest.MonkeyPatch) -> None:
    """Let the program hand every command line over to Typer."""
    patch.setattr(running, "read", lambda words: None)
