"""The line between a machine and the hub, as the tests break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.network import Line, Network
from tests.hub.server import Database

psycopg = pytest.importorskip("psycopg")


@pytest.fixture
def line(hub: Database, tmp_path: Path) -> Iterator[Line]:
    network = Network()
    yield network.line(tmp_path, hub.server.folder)
    network.close()


def connect(hub: Database, line: Line) -> psycopg.Connection:
    return psycopg.connect(f"postgresql://postgres@/{hub.name}?host={line.folder}", autocommit=True)


def test_a_line_leads_to_the_server(hub: Database, line: Line) -> None:
    with connect(hub, line) as connection:
        rows = connection.execute("SELECT repeat('x', 1000) FROM generate_series(1, 1000)")
        assert len(rows.fetchall()) == 1000
    assert line.heard > 1000


def test_what_is_done_before_the_answer_is_lost_stays_done(hub: Database, line: Line) -> None:
    with connect(hub, line) as connection:
        connection.execute("CREATE TABLE kept (id int)")
        line.break_after(0)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("INSERT INTO kept VALUES (1)")
    assert hub.sql("SELECT * FROM kept") == [(1,)]
    with pytest.raises(psycopg.OperationalError):
        connect(hub, line)
    line.mend()
    connect(hub, line).close()


def test_a_line_breaks_in_the_middle_of_an_answer(hub: Database, line: Line) -> None:
    with connect(hub, line) as connection:
        line.break_after(500)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT * FROM generate_series(1, 1000)")
