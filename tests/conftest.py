from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.harness import Cli

# Shells, editors and bars that tests start find the timelog beside this Python, installed or not.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

# Background jobs, nohup and some CI start with SIGINT ignored, and so would what tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no mistake of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The program on an empty database, in Rome, as the user ada."""
    return Cli(tmp_path)
