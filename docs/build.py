"""Write the reference pages and the index of commands: ``python docs/build.py``.

They are made from the program itself, so they say what it does. A test compares them with what
the program would give now.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docbuilder import commands, exit_codes, index, json_page, settings, templates, times

REFERENCE = Path(__file__).parent / "reference"
PAGES = {
    "commands.md": commands.page,
    "settings.md": settings.page,
    "times.md": times.page,
    "templates.md": templates.page,
    "exit-codes.md": exit_codes.page,
    "json.md": json_page.page,
    **index.pages(),
}


def main() -> int:
    """Write each page that is not as it should be, and name it."""
    for name, page in PAGES.items():
        path, text = REFERENCE / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
