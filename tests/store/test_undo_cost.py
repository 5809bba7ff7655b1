"""What an undo reads does not grow with the file: counted in statements and in steps of SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.bench.undo import START, STRIDE, prepare
from timelog_cli.store import open_store
from timelog_cli.store.connection import Store
from timelog_cli.usecases import Work, history
from timelog_cli.usecases.logs import adding, cuts, edits
from timelog_cli.usecases.logs.adding import NewLog
from timelog_cli.usecases.logs.edits import LogChange
from timelog_cli.usecases.timers import control, stops

FEW, MANY = 100, 8000
NOW = START + STRIDE * 10_000


class Cost:
    """The statements and steps that SQLite has taken."""

    statements = 0
    steps = 0


@contextmanager
def counted(store: Store) -> Iterator[Cost]:
    cost = Cost()

    def statement(_: str) -> None:
        cost.statements += 1

    def step() -> int:
        cost.steps += 1
        return 0

    store.connection.set_trace_callback(statement)
    store.connection.set_progress_handler(step, 10)
    yield cost
    store.connection.set_trace_callback(None)
    store.connection.set_progress_handler(None, 0)


def started_and_stopped(work: Work) -> None:
    control.start(work, "1")
    stops.stop(work._replace(now=NOW + 60))


CHANGES: dict[str, Callable[[Work], object]] = {
    "log add": lambda work: adding.add(work, "1", NewLog(NOW - 60, NOW, tags=("a",))),
    "log edit": lambda work: edits.edit(work, "7", LogChange(note="x", duration=300)),
    "log split": lambda work: cuts.split(work, "7", START + 6 * STRIDE + 60),
    "log delete": lambda work: edits.delete(work, ["7"]),
    "timer stop": started_and_stopped,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("histories")
    for count in (FEW, MANY):
        prepare(str(folder / f"{count}.db"), count)
    return {count: folder / f"{count}.db" for count in (FEW, MANY)}


def costs(path: Path, change: Callable[[Work], object]) -> list[Cost]:
    """What it takes to undo the change, to redo it, and to find nothing more to redo."""
    found = []
    with closing(open_store(str(path))) as store:
        work = Work(store, NOW, "UTC", "ada", "timelog")
        change(work)
        turns = (history.undo, history.redo, history.redo, history.undo)
        for turn, done in zip(turns, (True, True, False, True), strict=True):
            with counted(store) as cost:
                assert (turn(work._replace(now=NOW + 90)) is not None) is done
            found.append(cost)
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_an_undo_reads_no_more_of_a_long_history(change: str, files: dict[int, Path]) -> None:
    few, many = (costs(files[count], CHANGES[change]) for count in (FEW, MANY))
    assert [cost.statements for cost in few] == [cost.statements for cost in many]
    for one, other in zip(few, many, strict=True):
        assert other.steps <= one.steps + 20
