"""The pages that need a hub, typed as they are, at a real one."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.docs import pages
from tests.docs.pages import Command
from tests.hub.server import Database

# What the pages call the hub.
SHOWN = "@db.example.com/timelog"


def play(page: Path, hub: Database, home: Path) -> tuple[list[Command], list[list[str]]]:
    """The commands of a page, and what they print, with the name of the hub of the page."""
    hub.owner("ada")
    real = f"@/{hub.name}?host={quote(str(hub.server.folder), safe='')}"
    typed = pages.commands(page.read_text(encoding="utf-8").replace(SHOWN, real))
    outputs = pages.play(typed, home)
    for command in typed:
        command.typed = command.typed.replace(real, SHOWN)
        command.expected = [line.replace(real, SHOWN) for line in command.expected]
    # A shell needs quotes around the real one.
    quotes = re.compile(f"'([^' ]*{re.escape(SHOWN)})'")
    return typed, [
        [quotes.sub(r"\1", line.replace(real, SHOWN)) for line in shown] for shown in outputs
    ]


@pytest.mark.parametrize("name", pages.AT_A_HUB)
def test_a_page_shows_what_its_commands_print(name: str, hub: Database, tmp_path: Path) -> None:
    typed, outputs = play(pages.ROOT / name, hub, tmp_path)
    for command, shown in zip(typed, outputs, strict=True):
        if not pages.fits(command, shown):
            where = f"{name}:{command.line}: $ {command.typed}"
            assert "\n".join(shown) == "\n".join(command.expected), where


def main(names: list[str]) -> None:
    """Write what the commands print now into the pages that are named."""
    import tempfile

    from tests.hub import server

    made = server.started()
    for page in map(Path, names):
        with made.database() as hub, tempfile.TemporaryDirectory() as home:
            _, outputs = play(page.resolve(), hub, Path(home))
            text = page.read_text(encoding="utf-8")
            page.write_text(pages.rewritten(text, outputs), encoding="utf-8")
    made.close()


if __name__ == "__main__":
    main(sys.argv[1:])
