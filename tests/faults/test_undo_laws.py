"""Whatever is done in whatever order, undo leads back through every state, and redo forth again."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from tests.faults import walks
from tests.faults.walks import EXAMPLES, READING, Typed, Walk

ISSUING = ("billing issue", "billing credit", "billing quote", "billing retainer add")
short = settings(
    max_examples=9,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def unbilled(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walks.prepared(tmp_path_factory.mktemp("unbilled"))


@pytest.fixture(scope="module")
def billed(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walks.prepared(tmp_path_factory.mktemp("billed"), *walks.ISSUED)


def test_every_command_is_known_to_the_walks() -> None:
    kinds = (set(EXAMPLES), set(READING), set(walks.APART))
    assert set(walks.commands()) == set.union(*kinds)
    assert sum(map(len, kinds)) == len(walks.commands())


@pytest.mark.parametrize("words", EXAMPLES)
def test_every_option_of_a_writing_command_is_known_to_the_walks(words: str) -> None:
    command = walks.commands()[words]
    for param in walks.walked(command):
        if param.metavar is not None:
            assert isinstance(walks.values(command, param), SearchStrategy)


@pytest.mark.parametrize("line", [*EXAMPLES.values(), *walks.MORE])
def test_a_command_alone_is_undone_and_redone(line: str, billed: Walk, tmp_path: Path) -> None:
    walk = billed.copied(tmp_path)
    entries = len(walk.past)
    walk.type(Typed(tuple(shlex.split(line)), minutes=30))
    assert len(walk.past) == entries + 1, "the example changes nothing"
    walk.undo()
    assert len(walk.past) == entries + line.startswith(ISSUING)
    walk.redo()
    assert len(walk.past) == entries + 1


@pytest.mark.parametrize("words", READING)
def test_a_command_that_only_reads_leaves_no_entry_and_ends_no_redo(
    words: str, billed: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    walk = billed.copied(tmp_path)
    walk.type(Typed(("record", "add", "New")))
    walk.undo()
    walk.type(Typed(tuple(shlex.split(READING[words]))))
    assert walk.seen[words, 0] == 1
    assert walk.future
    walk.redo()


@short
@given(walks.lines(20, billing=False))
def test_undo_leads_to_the_very_beginning_and_redo_to_the_end(
    unbilled: Walk, lines: list[Typed]
) -> None:
    _followed(unbilled, lines, beginning=lambda walk: walk.past == [])


@short
@given(walks.lines(20, billing=True))
def test_undo_leads_down_to_the_last_document_that_was_issued(
    billed: Walk, lines: list[Typed]
) -> None:
    _followed(billed, lines, beginning=lambda walk: len(walk.past) > len(walks.PREPARED))


def _followed(start: Walk, lines: list[Typed], beginning: Callable[[Walk], bool]) -> None:
    with TemporaryDirectory() as folder:
        walk = start.copied(Path(folder))
        for line in lines:
            walk.type(line)
        walk.to_the_beginning()
        assert beginning(walk)
        walk.to_the_end()
