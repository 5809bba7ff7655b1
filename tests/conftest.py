from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Cli


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The program on an empty database, in Rome, as the user ada."""
    return Cli(tmp_path)
