"""The units of systemd on the pages are such that systemd takes them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs import pages

PAGE = pages.ROOT / "docs" / "how-to" / "unattended-invoices.md"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_takes_the_service_and_the_timer(tmp_path: Path) -> None:
    found = [block for block in pages.blocks(PAGE.read_text("utf-8")) if block.language == "ini"]
    units = [tmp_path / f"timelog-invoices.{kind}" for kind in ("service", "timer")]
    for unit, block in zip(units, found, strict=True):
        unit.write_text(block.text, "utf-8")
    program = tmp_path / ".venv" / "bin" / "timelog"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *map(str, units)],
        env={**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": "/run"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
