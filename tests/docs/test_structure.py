"""The pages for contributors name files and folders that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "timelog_cli"
ARCHITECTURE = ROOT / "docs" / "contributing" / "architecture.md"
PAGES = (ROOT / "CONTRIBUTING.md", ARCHITECTURE, ROOT / "docs" / "explanation" / "speed.md")
PATH = re.compile(r"(?<![\w./-])[a-z_.]+(?:/[a-z_.]+)+\.(?:py|json|sql|md)|\b[a-z]+_?[a-z]*\.py\b")


def exists(name: str) -> bool:
    """Whether a file is in the repository or in the program: by its path, or by its name alone."""
    beside = SOURCE if "/" in name else next(SOURCE.rglob(name), SOURCE).parent
    return any((folder / name).exists() for folder in (ROOT, SOURCE, ARCHITECTURE.parent, beside))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    named = PATH.findall(page.read_text("utf-8"))
    assert [name for name in named if not exists(name)] == []
    assert named


def test_the_picture_of_the_program_is_its_tree() -> None:
    picture = ARCHITECTURE.read_text("utf-8").split("```")[1]
    room, drawn = SOURCE, set()
    for line in picture.splitlines()[2:]:
        indent = len(line) - len(line.lstrip())
        for name in re.findall(r"[a-z_]+(?:/|\.py)(?=\s|$)", line.lstrip()):
            path = (SOURCE if indent == 2 else room) / name
            assert path.exists(), path
            if indent == 2:
                room = path
                drawn.add(path)
    rooms = {path for path in SOURCE.iterdir() if path.name not in {"__init__.py", "__pycache__"}}
    assert rooms - drawn <= {SOURCE / "py.typed"}
