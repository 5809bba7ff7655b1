"""A hub of another version: brought up by who made it, and refused to who did not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hub.nodes import Node, Shared
from timelog_cli.errors import DatabaseError
from timelog_cli.store.hub.calls import connect
from timelog_cli.store.hub.schema import upgrading


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A program that knows one version more."""
    with monkeypatch.context() as context:
        context.setattr(upgrading, "VERSION", upgrading.VERSION + 1)
        step = ["ALTER TABLE timelog.node ADD COLUMN colour text"]
        context.setitem(upgrading.STEPS, upgrading.VERSION - 1, lambda: step)
        yield context


def columns(shared: Shared) -> list[tuple[str]]:
    return shared.database.sql(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = 'timelog.node'::regclass"
        " AND attname = 'colour'"
    )


def test_who_made_the_hub_brings_it_up(shared: Shared, newer: pytest.MonkeyPatch) -> None:
    boss = shared.boss
    owner = boss.put("owner", name="boss")
    boss.push()
    boss.hub.hello(boss.token, 0)
    made = shared.database.sql("SELECT version FROM timelog.migration ORDER BY 1")
    assert made == [(upgrading.VERSION - 1,), (upgrading.VERSION,)]
    assert columns(shared) == [("colour",)]
    boss.put("owner", owner, name="boss of all")
    boss.push()
    other = shared.node("boss")
    other.pull()
    assert other.known == boss.known
    newer.undo()
    with pytest.raises(DatabaseError, match="newer timelog"):
        boss.hub.hello(boss.token, 0)


def test_others_are_told_who_can_bring_it_up(shared: Shared) -> None:
    bob: Node = shared.member("bob")
    with pytest.MonkeyPatch.context() as context:
        context.setattr(upgrading, "VERSION", upgrading.VERSION + 1)
        with pytest.raises(DatabaseError, match="older timelog"):
            bob.hub.hello(None, 0)


def test_what_is_made_twice_is_made_once(shared: Shared) -> None:
    with connect(shared.database.url("boss")) as hub:
        hub.init("second", "first")
    assert shared.database.sql("SELECT count(*) FROM timelog.migration") == [(1,)]
