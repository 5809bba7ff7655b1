"""What tests of the hub begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.nodes import Shared
from tests.hub.server import Database
from tests.hub.team import Team


@pytest.fixture
def team(hub: Database, tmp_path: Path) -> Team:
    """A hub of ada's, and no laptop yet."""
    return Team(hub, tmp_path)


@pytest.fixture
def shared(hub: Database) -> Iterator[Shared]:
    """A workspace with one owner, ``boss``, and one simulated file."""
    made = Shared(hub)
    yield made
    made.close()
