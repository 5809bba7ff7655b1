"""What the question for time that is not billable reads: counted in steps of SQLite."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.bench.invoicing import prepare
from tests.store.test_undo_cost import counted
from timelog_cli.store import open_store
from timelog_cli.store.queries.unbilled import Span, left_aside


@pytest.mark.parametrize("forgotten", [False, True])
def test_logs_that_are_billable_are_not_read(tmp_path: Path, forgotten: bool) -> None:
    assert steps(tmp_path, 5, 5000, forgotten) <= steps(tmp_path, 5, 50, forgotten) * 1.1


def test_records_that_are_not_chosen_are_not_read(tmp_path: Path) -> None:
    assert steps(tmp_path, 400, 400, False) <= steps(tmp_path, 5, 400, False) * 1.1


def test_forgotten_records_are_looked_for_once_each(tmp_path: Path) -> None:
    few, many = (steps(tmp_path, count, 4000, True) for count in (50, 450))
    assert (many - few) / 400 <= 3  # of ten each


def steps(folder: Path, records: int, logs: int, forgotten: bool) -> int:
    """What the question for the first record takes in a file of so many billable logs."""
    path = folder / f"{records}-{logs}.db"
    prepare(str(path), records, logs)
    with closing(open_store(str(path))) as store, counted(store) as cost:
        assert left_aside(store, [1], None, Span(), forgotten=forgotten) == []
    return cost.steps
