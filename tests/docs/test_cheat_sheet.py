"""The cheat sheet can be typed from top to bottom."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.docs import pages
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "how-to" / "cheat-sheet.md"


def test_every_command_of_the_cheat_sheet_runs(tmp_path: Path) -> None:
    env = pages.environment(tmp_path)
    for block in pages.blocks(PAGE.read_text(encoding="utf-8")):
        ran = subprocess.run(
            ["bash", "--norc", "-exc", block.text],
            stdin=subprocess.DEVNULL,
            cwd=tmp_path,
            env=env | block.moment,
            capture_output=True,
        )
        assert ran.returncode == 0, f"line {block.line}:\n{ran.stderr.decode()}"
