from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest
import typer.main
from hypothesis import HealthCheck, settings

from tests.harness import Cli
from tests.hub import server
from timelog_cli.store import open_store
from timelog_cli.store.maintenance import checks

# Shells, editors and bars that tests start find the timelog beside this Python, installed or not.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

# Background jobs, nohup and some CI start with SIGINT ignored, and so would what tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Here one process runs many command lines: what Typer makes of the program, and the schema that
# ``db check`` compares with, are made once for all.
typer.main.get_command = cache(typer.main.get_command)
checks._fresh_schema = cache(checks._fresh_schema)

# A busy machine is no mistake of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


# Folders and files whose tests repeat what others run: with every option, at every step, in every
# zone. Coverage does not watch them, as a line that it watches takes two or three times as long.
REPEATING = {
    *("browser", "docs", "faults", "test_figures.py", "test_growth.py", "test_issue_cost.py"),
    *("test_layers.py", "test_local_time.py", "test_scale.py", "test_times_properties.py"),
    *("test_failures.py", "test_mutants.py", "test_schedules.py"),
    *("test_two_ways.py", "test_ways_in.py", "test_corpus.py", "test_completeness.py"),
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test that repeats what others run, or takes random examples, without coverage.

    The marker ``no_cover`` does not help in the processes of xdist, where pytest-cov starts two
    watchers and stops one.
    """
    places = item.path.relative_to(Path(__file__).parent).parts
    repeats = REPEATING.intersection(places) or item.get_closest_marker("hypothesis")
    watcher = sys.gettrace()
    if repeats:
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(watcher)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which nothing has been written yet."""
    path = tmp_path_factory.mktemp("empty") / "timelog.db"
    open_store(str(path)).close()
    return path


@pytest.fixture
def bare(tmp_path: Path) -> Cli:
    """The program where there is no database yet."""
    return Cli(tmp_path)


@pytest.fixture
def cli(tmp_path: Path, empty_database: Path) -> Cli:
    """The program on an empty database, in Rome, as the user ada."""
    made = Cli(tmp_path)
    copyfile(empty_database, made.path)
    made.path.chmod(0o600)
    return made


@pytest.fixture(scope="session")
def postgres() -> Generator[server.Server, None, None]:
    """A PostgreSQL of this process, started for the first test that wants one."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    try:
        made = server.started()
    except server.Missing as missing:
        pytest.skip(str(missing))
    yield made
    made.close()


@pytest.fixture
def hub(postgres: server.Server) -> Generator[server.Database, None, None]:
    """A new database on it, and the roles that a test makes there."""
    with postgres.database() as made:
        yield made
