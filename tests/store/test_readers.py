"""A list that is read slowly, as in a pager, keeps nobody from writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from timelog_cli.store import open_store
from timelog_cli.store.connection import Store
from timelog_cli.store.queries import history, records
from timelog_cli.usecases import Work
from timelog_cli.usecases.records import add


@pytest.mark.parametrize(
    "read", [records.listed, lambda store: history.matching(store, "1", (), 5)]
)
def test_a_reader_holds_no_lock(tmp_path: Path, read: Callable[[Store], Iterator[object]]) -> None:
    path = str(tmp_path / "timelog.db")
    with closing(open_store(path)) as one, closing(open_store(path, busy_seconds=0)) as other:
        work = Work(other, 1_792_000_000, "UTC", "ada", "timelog test")
        for title in ("One", "Two", "Three"):
            add(work, title, "task", {})
        found = read(one)
        next(found)
        assert add(work, "Four", "task", {}).title == "Four"
        assert len(list(found)) == 2
