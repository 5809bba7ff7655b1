"""A new option: one line in a signature, and ``python docs/build.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = """
    location: Annotated[
        str, typer.Option("--location", metavar="TEXT", help="Where you were.")
    ] = "here"
"""
NUMBER = 'floor: Annotated[int, typer.Option("--floor", help="Where.")] = 1'
LINE = ("pause", "--location", "home", "--at", "-5m")
VALUES = "{'ref': None, 'at': '-5m', 'location': 'home', 'if_running': False}"
READ = """
import sys
from tests.ways import TyperWay, quickly
quick, typers = quickly(sys.argv[1:]), TyperWay().read(sys.argv[1:])
print(quick and quick.values, typers.values)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which two commands have a new option, regenerated."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("src", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    edit(folder, "pause", TEXT)
    edit(folder, "resume", NUMBER)
    assert ran(folder, "-c", READ, *LINE) == f"None {VALUES}\n", "Typer reads it at once"
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


def test_a_new_option_is_everywhere_after_one_edit_and_one_regeneration(copy: Path) -> None:
    assert ran(copy, "-c", READ, *LINE) == f"{VALUES} {VALUES}\n"
    assert ran(copy, "-c", READ, "timer", "pause").count("'location': 'here'") == 2
    page = ran(copy, "-m", "timelog_cli", "pause", "--help")
    assert "--location TEXT  Where you were.  [default: here]" in page
    offered = ran(copy, "-m", "timelog_cli", "pause", "--loc", _TIMELOG_COMPLETE="fish")
    assert offered == "values\n--location\tWhere you were.\n"
    assert "--location TEXT" in (copy / "docs/reference/commands.md").read_text("utf-8")


def test_an_option_that_typer_converts_is_left_to_typer(copy: Path) -> None:
    values = "{'ref': None, 'at': None, 'floor': 3, 'switch': False, 'unless_running': False}"
    assert ran(copy, "-c", READ, "resume", "--floor", "3") == f"None {values}\n"
