"""A new option: one line in a signature, and ``python docs/build.py``."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXT = """
    weather: Annotated[
        str, typer.Option("--weather", metavar="TEXT", help="What the weather was like.")
    ] = "dry"
"""
NUMBER = 'floor: Annotated[int, typer.Option("--floor", help="Where.")] = 1'
LINE = ("pause", "--weather", "rain", "--at", "-5m")
READ = """
import sys
from tests.ways import TyperWay, quickly
quick, typers = quickly(sys.argv[1:]), TyperWay().read(sys.argv[1:])
print((quick and quick.values, typers.values))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which two commands have a new option, regenerated."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("src", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    edit(folder, "pause", TEXT)
    edit(folder, "resume", NUMBER)
    quick, typers = read(folder, *LINE)
    assert quick is None
    assert typers["weather"] == "rain", "Typer reads it at once"
    ran(folder, "docs/build.py")
    return folder


def edit(copy: Path, command: str, option: str) -> None:
    """Give a command of the copy a new option, before its ``--at``."""
    file = copy / "src/timelog_cli/cli/timers.py"
    before, name, after = file.read_text("utf-8").partition(f"def {command}(")
    signature, arrow, rest = after.partition(") -> Outcome:")
    assert signature.count("at: At = None") == 1
    new = signature.replace("at: At = None", f"at: At = None, {option}")
    file.write_text(f"{before}{name}{new}{arrow}{rest}", "utf-8")


def ran(copy: Path, *words: str, **env: str) -> str:
    """What a command of the copy prints."""
    paths = [str(copy / "src"), str(copy / "docs"), str(copy)]
    home = {"HOME": str(copy), "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "100"}
    home["PYTHONDONTWRITEBYTECODE"] = ""  # the copy is compiled once, not by every process
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env={**os.environ, **home, **env}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def read(copy: Path, *words: str) -> tuple[Any, Any]:
    """The values of a command line as they are read without Typer, and by Typer."""
    return ast.literal_eval(ran(copy, "-c", READ, *words))


def test_a_new_option_is_everywhere_after_one_edit_and_one_regeneration(copy: Path) -> None:
    for line, weather, at in ((LINE, "rain", "-5m"), (("timer", "pause"), "dry", None)):
        quick, typers = read(copy, *line)
        assert quick == typers
        assert (quick["weather"], quick["at"]) == (weather, at)
    page = ran(copy, "-m", "timelog_cli", "pause", "--help")
    assert "--weather TEXT What the weather was like. [default: dry]" in " ".join(page.split())
    offered = ran(copy, "-m", "timelog_cli", "pause", "--wea", _TIMELOG_COMPLETE="fish")
    assert offered == "values\n--weather\tWhat the weather was like.\n"
    assert "--weather TEXT" in (copy / "docs/reference/commands.md").read_text("utf-8")


def test_an_option_that_typer_converts_is_left_to_typer(copy: Path) -> None:
    quick, typers = read(copy, "resume", "--floor", "3")
    assert quick is None
    assert typers["floor"] == 3
