"""The PostgreSQL of the tests: what they rely on."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hub.server import Database

psycopg = pytest.importorskip("psycopg")

ROOT = Path(__file__).parents[2]
_STARTS_ONE = """
import sys
from tests.hub import server
made = server.started()
print(made.folder, made.watcher.pid, flush=True)
sys.stdin.read()
"""


def test_a_database_is_new_for_each_test(hub: Database) -> None:
    assert hub.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    hub.sql("CREATE TABLE public.left_over (id int)")
    with hub.server.database() as other:
        assert other.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_roles_go_with_their_test(hub: Database) -> None:
    with hub.server.database() as other:
        other.owner("anna")
        other.sql("CREATE SCHEMA hers", user="anna")
    assert hub.sql("SELECT 1 FROM pg_roles WHERE rolname = 'anna'") == []


def test_a_role_with_a_password_has_to_give_it(hub: Database) -> None:
    hub.role("anna", password="right")
    for wrong in (None, "wrong"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(hub.url("anna", wrong))
    psycopg.connect(hub.url("anna", "right")).close()


def test_nobody_reaches_it_over_the_network(hub: Database) -> None:
    assert hub.sql("SHOW listen_addresses") == [("",)]


def test_what_was_committed_is_there_after_a_restart(hub: Database) -> None:
    hub.sql("CREATE TABLE kept (id int)")
    hub.server.restart()
    assert hub.sql("SELECT count(*) FROM kept") == [(0,)]


def test_a_paused_server_does_not_answer_until_it_goes_on(hub: Database) -> None:
    with psycopg.connect(hub.url()) as connection:
        hub.server.pause()
        with pytest.raises(psycopg.OperationalError, match="timeout"):
            psycopg.connect(hub.url(), connect_timeout=2)
        hub.server.go_on()
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for the child of a child")
def test_nothing_stays_of_the_server_of_a_process_that_was_killed(hub: Database) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STARTS_ONE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder, watcher = process.stdout.readline().split()
        watched = os.pidfd_open(int(watcher))
        with psycopg.connect(f"postgresql://postgres@/postgres?host={folder}") as connection:
            process.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(30)")
    assert select.select([watched], [], [], 30)[0]
    os.close(watched)
    assert not Path(folder).exists()
