"""What tests of the hub begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub.server import Database
from tests.hub.team import Team


@pytest.fixture
def team(hub: Database, tmp_path: Path) -> Team:
    """A hub of ada's, and no laptop yet."""
    return Team(hub, tmp_path)
