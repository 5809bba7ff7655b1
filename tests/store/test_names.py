"""The Tab key costs the same however many logs the file has; counted in steps of SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from timelog_cli.store import open_store
from timelog_cli.store.connection import Store
from timelog_cli.store.queries import names

KINDS = ("tags", "customers", "services", "owners", "timers", "invoices", "entries")


def filled(path: Path, logs: int) -> Store:
    """A file with three hundred records, and logs with ten tags on them."""
    store = open_store(str(path))
    store.run("INSERT INTO owner (uuid, name) VALUES (randomblob(16), 'ada')")
    store.run("BEGIN")
    store.run_many(
        "INSERT INTO record (uuid, type, title, owner_id, created_at)"
        " VALUES (randomblob(16), 'case', ?, 1, 0)",
        [(f"Number {number}",) for number in range(300)],
    )
    store.run_many(
        "INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone)"
        " VALUES (randomblob(16), ?, 1, ?, ?, 'UTC')",
        [(number % 300 + 1, number * 60, number * 60 + 60) for number in range(logs)],
    )
    store.run_many(
        "INSERT INTO log_tag (log_id, tag) VALUES (?, ?)",
        [(number + 1, f"tag-{number % 10}") for number in range(logs)],
    )
    store.run("COMMIT")
    return store


def steps(store: Store, kind: str) -> int:
    """The steps that a question takes, in tens."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    store.connection.set_progress_handler(count, 10)
    if kind == "logs":
        assert len(names.logs(store, "")) == 50
    elif kind.startswith("refs"):
        assert names.refs(store, kind.removeprefix("refs").strip())
    elif kind == "entitled":
        assert names.entitled(store, "number")
    else:
        names.of_kind(store, kind, "ada")
    store.connection.set_progress_handler(None, 10)
    return taken


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """A file with six hundred logs, and one with twelve thousand."""
    folder = tmp_path_factory.mktemp("names")
    with (
        closing(filled(folder / "small.db", 600)) as small,
        closing(filled(folder / "large.db", 12_000)) as large,
    ):
        yield small, large


@pytest.mark.parametrize(
    "kind", [*KINDS, "refs", "refs ca", "refs 1", "refs case-2", "entitled", "logs"]
)
def test_no_question_reads_all_logs(files: tuple[Store, Store], kind: str) -> None:
    small, large = (steps(store, kind) for store in files)
    assert large <= small * 1.1 + 5


def test_tags_of_the_newest_logs_come_first_and_all_are_there(files: tuple[Store, Store]) -> None:
    found = [tag for tag, _ in names.of_kind(files[0], "tags")]
    assert sorted(found) == [f"tag-{number}" for number in range(10)]
    assert found[0] == "tag-9"


def test_a_record_that_is_old_but_worked_on_is_found(tmp_path: Path) -> None:
    with closing(filled(tmp_path / "old.db", 1)) as store:
        found = [ref for ref, _ in names.refs(store, "")]
    assert found[:3] == ["case-1", "case-300", "case-299"]
    assert len(found) == names.MOST


@pytest.mark.parametrize(
    ("typed", "count", "first"),
    [
        ("1", 111, "case-1"),
        ("case-29", 11, "case-29"),
        ("task-1", 0, None),
        ("0", 0, None),
        ("99999999999999999999999", 0, None),
        ("case-", 200, "case-300"),
        ("cases", 0, None),
        ("٣", 0, None),
    ],
)
def test_a_number_finds_all_that_begin_so(
    files: tuple[Store, Store], typed: str, count: int, first: str | None
) -> None:
    found = [ref for ref, _ in names.refs(files[0], typed)]
    assert len(found) == count
    assert first is None or first in found[:200]
