"""What an import takes grows with its entries, and not with their square: in steps of SQLite."""

from __future__ import annotations

import json
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from tests.store.test_undo_cost import counted
from timelog_cli.domain.time.working_hours import read_working_hours
from timelog_cli.store import open_store
from timelog_cli.usecases import Work, imports
from timelog_cli.usecases.imports import Request

BEGIN, NOW = 1_600_000_000, 1_700_000_000


def steps(folder: Path, entries: int, policy: str) -> int:
    """The steps for entries of which every second one begins before the last one has ended."""
    found = []
    for number in range(entries):
        start = BEGIN + number // 2 * 2400 + number % 2 * 600
        found.append([start, start + 900, "web", f"{number:032x}", ["tag"], start])
    source = imports.opened("-", BytesIO(json.dumps(found).encode()))
    request = Request("watson", read_working_hours("mon-fri 9-17"), on_overlap=policy)
    file = closing(open_store(str(folder / f"{entries}.db")))
    with closing(source), file as store, counted(store) as cost:
        done = imports.run(Work(store, NOW, "UTC", "ada", "import"), source, request)
    assert done.plan.new.entries == entries
    return cost.steps


@pytest.mark.parametrize("policy", ["trim", "allow"])
def test_an_entry_takes_as_many_steps_among_many_as_among_few(tmp_path: Path, policy: str) -> None:
    few, many = (steps(tmp_path, entries, policy) / entries for entries in (200, 1600))
    assert many <= few * 1.2
