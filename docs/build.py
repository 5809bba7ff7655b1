"""Write the reference pages, the pictures and the index of commands: ``python docs/build.py``.

They are made from the program itself, so they say what it does. A test compares them with what
the program would give now.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docbuilder import (
    commands,
    exit_codes,
    formats,
    index,
    json_page,
    pictures,
    settings,
    templates,
    times,
    whole,
)

REFERENCE = Path(__file__).parent / "reference"
INDEX = index.pages()
PAGES = {
    "commands.md": commands.page,
    "settings.md": settings.page,
    "times.md": times.page,
    "topics.md": commands.topics_page,
    "templates.md": templates.page,
    "exit-codes.md": exit_codes.page,
    "json.md": json_page.page,
    "formats.md": formats.page,
    "everything.md": whole.page,
    **{f"../pictures/{name}": draw for name, draw in pictures.pages().items()},
}


def main() -> int:
    """Write each page that is not as it should be, and name it.

    The index comes first: commands that the other pages run are read by it, in a new process.
    """
    if written(INDEX):
        return subprocess.run([sys.executable, __file__], check=False).returncode
    written(PAGES)
    return 0


def written(pages: Mapping[str, Callable[[], str]]) -> bool:
    """Whether a page was not as it should be, and was written."""
    found = False
    for name, page in pages.items():
        path, text = REFERENCE / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path}\n")
            sys.stdout.flush()
            found = True
    return found


if __name__ == "__main__":
    sys.exit(main())
