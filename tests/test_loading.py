"""Our modules are found on a shorter way, and are the same modules."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import timelog_cli
from timelog_cli import loading
from timelog_cli.loading import PACKAGES, Finder

FOLDER = Path(timelog_cli.__file__).parent
SOURCES = sorted(FOLDER.rglob("*.py"))
RUN = "from timelog_cli.__main__ import program; program()"
# What was loaded on the short way, and what was not.
TELL = """
import atexit, sys
def tell():
    ours = [m for n, m in sys.modules.items() if n.startswith("timelog_cli.")]
    short = sum(type(m.__spec__.loader).__name__ == "_Quick" for m in ours)
    print(short, len(ours) - short, file=sys.stderr)
atexit.register(tell)
"""


def module_of(source: Path) -> str:
    parts = source.relative_to(FOLDER).with_suffix("").parts
    return ".".join(("timelog_cli", *(part for part in parts if part != "__init__")))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package in a folder of its own, with fresh bytecode."""
    place = tmp_path / "lib" / "timelog_cli"
    shutil.copytree(FOLDER, place, ignore=shutil.ignore_patterns("__pycache__"))
    for source in place.rglob("*.py"):
        py_compile.compile(str(source), doraise=True)
    return place


def run(
    copy: Path, *words: str, first: tuple[str, ...] = (), **env: str
) -> subprocess.CompletedProcess[str]:
    home = str(copy.parent.parent)
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own |= {"PYTHONPATH": str(copy.parent), "HOME": home, "TIMELOG_DB": f"{home}/t.db", **env}
    line = [sys.executable, *first, "-c", TELL + RUN, *words]
    return subprocess.run(line, env=own, cwd=home, capture_output=True, text=True)


def counted(done: subprocess.CompletedProcess[str]) -> tuple[int, int]:
    """How many modules were found on the short way, and how many by Python."""
    assert done.returncode == 0, done.stderr
    short, long = done.stderr.splitlines()[-1].split()
    return int(short), int(long)


def test_every_module_is_the_one_that_python_finds(copy: Path) -> None:
    program = (
        "import sys, json; from importlib.machinery import PathFinder\n"
        "from timelog_cli.loading import Finder\n"
        "for name in json.load(sys.stdin):\n"
        "    above = __import__(name.rpartition('.')[0], fromlist=['x']).__path__\n"
        "    ours, theirs = Finder.find_spec(name), PathFinder.find_spec(name, above)\n"
        "    for each in ('name', 'origin', 'cached', 'parent', 'has_location',\n"
        "                 'submodule_search_locations'):\n"
        "        assert getattr(ours, each) == getattr(theirs, each), (name, each)\n"
        "    code, other = ours.loader.get_code(name), theirs.loader.get_code(name)\n"
        "    assert code == other and code.co_filename == other.co_filename, name\n"
        "    assert ours.loader.get_code(name) == other\n"
        "    assert ours.loader.get_source(name) == theirs.loader.get_source(name)\n"
        "print('same')"
    )
    import json

    names = json.dumps([name for name in map(module_of, SOURCES) if name != "timelog_cli"])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(copy.parent)},
        input=names,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.returncode) == ("same\n", 0), done.stderr


def test_the_packages_are_those_of_the_tree() -> None:
    found = {str(one.parent.relative_to(FOLDER)) for one in SOURCES if one.name == "__init__.py"}
    assert found - {"."} == set(PACKAGES)


def test_a_command_loads_all_but_the_first_on_the_short_way(copy: Path) -> None:
    short, long = counted(run(copy, "status"))
    assert (short > 30, long) == (True, 2)  # the entry, and the finder itself


def test_a_source_that_changed_is_compiled_again(copy: Path) -> None:
    source = copy / "cli" / "help.py"
    before = source.stat()
    text = source.read_text()
    source.write_text(text + "\nraise SystemExit('the new one')\n")
    done = run(copy, "--help")
    assert (done.returncode, "the new one" in done.stderr) == (1, True)
    source.write_text(text.replace("def show(", "def shew("))  # the same size, another second
    os.utime(source, (before.st_atime, before.st_mtime + 1))
    assert "cannot import name 'show'" in run(copy, "--help", TIMELOG_DEBUG="1").stderr


def test_without_bytecode_python_compiles_and_keeps_it(copy: Path) -> None:
    for kept in copy.rglob("__pycache__"):
        shutil.rmtree(kept)
    assert counted(run(copy, "status"))[0] == 0
    assert counted(run(copy, "status"))[1] == 2


@pytest.mark.parametrize("damage", [b"", b"\x00", b"torn", b"\xff" * 400])
def test_torn_bytecode_is_not_run_and_mended(copy: Path, damage: bytes) -> None:
    for kept in copy.rglob("errors.*.pyc"):
        kept.write_bytes(damage)
    assert counted(run(copy, "status"))[1] == 3
    assert counted(run(copy, "status"))[1] == 2  # Python has written it anew


def test_bytecode_of_an_older_python_is_not_run(copy: Path) -> None:
    for kept in copy.rglob("errors.*.pyc"):
        kept.write_bytes(b"\x00\x00\r\n" + kept.read_bytes()[4:])
    short, long = counted(run(copy, "status", PYTHONDONTWRITEBYTECODE="1"))
    assert long == 3
    assert short > 30


def test_bytecode_that_is_compared_by_hash_is_left_to_python(copy: Path) -> None:
    for source in copy.rglob("*.py"):
        py_compile.compile(
            str(source), invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH
        )
    assert counted(run(copy, "status"))[0] == 0


@pytest.mark.parametrize("first", [("-O",), ("-OO",), ("-X", "pycache_prefix=elsewhere")])
def test_bytecode_kept_elsewhere_is_left_to_python(copy: Path, first: tuple[str, ...]) -> None:
    assert counted(run(copy, "status", first=first))[0] == 0


def test_it_runs_from_an_archive(copy: Path) -> None:
    archive = copy.parent.parent / "timelog.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for source in copy.rglob("*.py"):
            packed.write(source, source.relative_to(copy.parent))
    shutil.rmtree(copy)
    assert counted(run(copy, "status", PYTHONPATH=str(archive)))[0] == 0


def test_a_module_that_is_not_there_is_missing_as_ever(copy: Path) -> None:
    assert Finder.find_spec("timelog_cli.nothing") is None
    assert Finder.find_spec("timelog_client.cli") is None
    assert Finder.find_spec("json") is None
    (copy / "cli" / "help.py").unlink()
    done = run(copy, "--help", TIMELOG_DEBUG="1")
    assert "No module named 'timelog_cli.cli.help'" in done.stderr


def test_the_short_way_is_taken_by_the_program_only() -> None:
    assert loading.Finder not in sys.meta_path
