"""The man pages of a wheel: there, complete, and without a fault that a formatter finds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from timelog_cli.cli.commands import MODULES, commands
from timelog_cli.cli.manpages import pages
from timelog_cli.cli.topics import SUMMARIES

ROOT = Path(__file__).parents[1]
WITHOUT_PACKAGES = """
import sys
sys.path.insert(0, "src")
from timelog_cli.cli.manpages import pages
sys.stdout.buffer.write(pages()["timelog-log.1"].encode("ascii"))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as a wheel installs them."""
    place = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (wheel,) = place.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(place)
    (found,) = place.glob("*.data/data/share/man/man1")
    return found


def test_a_wheel_has_a_page_for_the_program_and_each_command(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {"timelog.1", *(f"timelog-{name}.1" for name in MODULES)}
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == pages()


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_groff_has_nothing_to_say_about_them(folder: Path) -> None:
    files = [str(path) for path in folder.iterdir() if path.read_text("utf-8")[:3] != ".so"]
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", *files], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_finds_no_error(folder: Path) -> None:
    files = [str(path) for path in folder.iterdir() if path.read_text("utf-8")[:3] != ".so"]
    done = subprocess.run(["mandoc", "-Tlint", "-Werror", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_they_are_made_where_no_package_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", WITHOUT_PACKAGES], cwd=ROOT, capture_output=True
    )
    assert done.stderr == b""
    assert done.stdout.decode("ascii") == pages()["timelog-log.1"]


def test_each_command_stands_on_the_page_of_its_group() -> None:
    made = pages()
    for name in MODULES:
        text = made[f"timelog-{name}.1"]
        for command in commands(name).values():
            if command.path[0] == name and not command.hidden and text[:3] != ".so":
                assert f"timelog {command.words}".replace("-", "\\-") in text
    for topic in SUMMARIES:
        assert f".SH {topic.upper()}\n" in made["timelog.1"]


def test_nothing_in_a_text_is_read_as_a_request_or_an_escape() -> None:
    known = r"(TH|SH|SS|PP|TP|RS|RE|nf|fi|br|nh|B|so)\b"
    for name, text in pages().items():
        assert text.isascii()
        for line in text.splitlines():
            assert not line.startswith("'"), (name, line)
            assert not line.startswith(".") or re.match(rf"\.{known}", line), (name, line)
            assert not re.sub(r"\\(f[BIR]|e|-|&|\[u[0-9A-F]{4,}\])", "", line).count("\\"), line
