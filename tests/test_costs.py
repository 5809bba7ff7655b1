"""No command costs more than is known of it: counted in a process of its own, so that a slip shows
on a noisy machine too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests import costs
from tests.costs import COMMANDS, Cost, Counting

PLACE, KNOWN = costs.table()
# What the verbs of every day may never cost, whatever the table says: modules, statements, files
# and calls of functions.
DAILY = {"start task-2", "pause", "resume", "stop", "status"}
MOST = (45, 46, 3, 2100)


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Counting:
    return Counting(tmp_path_factory.mktemp("costs"))


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_costs_no_more_than_is_known(line: str, counting: Counting) -> None:
    beyond = list(counting.cost(line).beyond(KNOWN[line], PLACE))
    meant = "if that is meant: python -m tests.costs"
    assert not beyond, f"timelog {line} (as it was: {costs.TABLE.name}; {meant})\n" + "\n".join(
        beyond
    )


def test_the_table_is_of_these_commands() -> None:
    assert list(KNOWN) == list(COMMANDS)


@pytest.mark.parametrize("line", sorted(DAILY))
def test_what_is_typed_every_day_stays_small(line: str) -> None:
    known = KNOWN[line]
    counts = (known.modules.total(), known.statements.total(), known.files.total(), known.calls)
    assert all(count <= most for count, most in zip(counts, MOST, strict=True)), counts


@pytest.mark.parametrize("line", [one for one in COMMANDS if one.startswith("timer ")][:5])
def test_a_shortcut_costs_what_its_command_costs(line: str) -> None:
    own, short = KNOWN[line], KNOWN[line.removeprefix("timer ")]
    assert own.modules == short.modules
    assert own.statements == short.statements
    assert own.files == short.files
    assert abs(own.calls - short.calls) < 10


def test_what_is_new_is_named() -> None:
    known = Cost(Counter(["re"]), Counter(["COMMIT"]), Counter(), 100)
    more = Cost(Counter(["re", "json"]), Counter(["COMMIT", "COMMIT"]), Counter(["a"]), 111)
    assert list(known.beyond(known, costs.PLACE)) == []
    assert list(more.beyond(known, costs.PLACE)) == [
        "loads json",
        "runs 2 times instead of 1: COMMIT",
        "opens 1 times instead of 0: a",
        "calls 111 functions instead of 100",
    ]
    assert list(more.beyond(known, "elsewhere")) == ["runs 2 times instead of 1: COMMIT"]
    other = replace(known, statements=Counter(["ROLLBACK"]))
    assert list(other.beyond(known, costs.PLACE)) == []
