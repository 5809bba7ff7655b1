"""The measuring beside other programs works, and the README says what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench import table

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "tests/bench/results.json"


@pytest.fixture(scope="module")
def found() -> Any:
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def test_the_readme_shows_what_was_measured_last(found: Any) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert table.put_in(page, found) == page


def test_a_page_without_the_marks_is_left_alone(found: Any) -> None:
    with pytest.raises(ValueError, match="the page has no"):
        table.put_in("# Another page\n", found)


def test_everything_is_measured_on_a_small_history_too(tmp_path: Path) -> None:
    written = tmp_path / "found.json"
    told = subprocess.run(
        [
            *(sys.executable, "-m", "tests.bench", "--runs", "1", "--calls", "3"),
            *("--intervals", "16", "--json", str(written), "--folder", str(tmp_path)),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(written.read_text(encoding="utf-8"))
    ours = [row for row in found["verbs"] if row["program"] == "timelog"]
    assert [row["verb"] for row in ours] == ["start", "status", "prompt", "pause", "resume", "stop"]
    assert {row["runs"] for row in ours} == {3}
    reports = [row["report"] for row in found["reports"] if row["program"] == "timelog"]
    assert reports == ["by project", "by project and tag", "by month", "every interval"]
    for row in found["verbs"] + found["reports"]:
        assert row["milliseconds"] > 0
    assert "| stop | " in told.stdout
    assert "| by month | " in told.stdout
