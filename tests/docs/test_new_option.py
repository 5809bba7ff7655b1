"""A new option: one line in a signature, and ``python docs/build.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIGNATURE = """def pause(
    context: Context, ref: OwnRef = None, *, at: At = None, if_running: IfRunning = False
) -> Outcome:"""
OPTION = """
    location: Annotated[
        str, typer.Option("--location", metavar="TEXT", help="Where you were.")
    ] = "here"
"""
READ = """
import sys
from tests.ways import TyperWay, quickly
quick, typers = quickly(sys.argv[1:]), TyperWay().read(sys.argv[1:])
print(quick and quick.values, typers.values)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program and its documentation."""
    for name in ("src", "docs", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def edited(copy: Path, option: str) -> None:
    """Give ``pause`` of the copy a new option."""
    file = copy / "src/timelog_cli/cli/timers.py"
    text = file.read_text("utf-8")
    assert SIGNATURE in text
    new = SIGNATURE.replace("at: At = None", f"at: At = None, {option}")
    file.write_text(text.replace(SIGNATURE, new), "utf-8")


def ran(copy: Path, *words: str, **env: str) -> str:
    """What a command of the copy prints."""
    paths = [str(copy / "src"), str(copy / "docs"), str(copy)]
    home = {"HOME": str(copy), "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env={**os.environ, **home, **env}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_new_option_is_everywhere_after_one_edit_and_one_regeneration(copy: Path) -> None:
    edited(copy, OPTION)
    line = ("pause", "--location", "home", "--at", "-5m")
    values = "{'ref': None, 'at': '-5m', 'location': 'home', 'if_running': False}"
    assert ran(copy, "-c", READ, *line) == f"None {values}\n", "Typer reads it at once"
    ran(copy, "docs/build.py")
    assert ran(copy, "-c", READ, *line) == f"{values} {values}\n"
    assert ran(copy, "-c", READ, "timer", "pause").count("'location': 'here'") == 2
    page = ran(copy, "-m", "timelog_cli", "pause", "--help")
    assert "--location TEXT  Where you were.  [default: here]" in page
    offered = ran(copy, "-m", "timelog_cli", "pause", "--loc", _TIMELOG_COMPLETE="fish")
    assert offered == "values\n--location\tWhere you were.\n"
    assert "--location TEXT" in (copy / "docs/reference/commands.md").read_text("utf-8")


def test_an_option_that_typer_converts_is_left_to_typer(copy: Path) -> None:
    edited(copy, 'floor: Annotated[int, typer.Option("--floor", help="Where.")] = 1')
    ran(copy, "docs/build.py")
    assert (
        ran(copy, "-c", READ, "pause", "--floor", "3")
        == "None {'ref': None, 'at': None, 'floor': 3, 'if_running': False}\n"
    )
