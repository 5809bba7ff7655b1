"""Ctrl-C between any two steps of a command: all of its effect, or none, and code 130."""

from __future__ import annotations

import signal

import pytest

from tests.harness import Cli
from timelog_cli.store.connection import Store

MOST_STATEMENTS = 400


class Interrupter:
    """Sends the process a real SIGINT before the n-th statement."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        for name in ("run", "row", "rows"):
            monkeypatch.setattr(Store, name, self._counting(getattr(Store, name)))

    def _counting(self, original):  # type: ignore[no-untyped-def]
        def counted(store, *args):  # type: ignore[no-untyped-def]
            self.left -= 1
            if self.left == 0:
                signal.raise_signal(signal.SIGINT)
            return original(store, *args)

        return counted


@pytest.fixture
def interrupter(monkeypatch: pytest.MonkeyPatch) -> Interrupter:
    return Interrupter(monkeypatch)


PREPARED = (
    "service add Consulting --price 60 --currency USD",
    "customer add Acme",
    'record add "Fix login" --type case --customer Acme --service Consulting --billable',
    'record add "Other"',
    "log add case-1 2026-11-02 06:00-07:00 --billable",
    "start task-2",
)


@pytest.mark.parametrize(
    "line",
    [
        "start case-1 --switch --tag web",
        "stop --note done",
        "log add case-1 7:00-8:00 --tag db",
        "log delete 1",
        "record edit case-1 --title New --rate 70",
        "record delete case-1 --with-logs --yes",
        "undo",
    ],
)
def test_an_interrupt_before_any_statement_leaves_all_or_nothing(
    cli: Cli, interrupter: Interrupter, line: str
) -> None:
    for prepared in PREPARED:
        cli.at("2026-11-02 08:00").run(prepared)
    before = cli.dump()
    codes = []
    for nth in range(1, MOST_STATEMENTS):
        interrupter.left = nth
        result = cli.at("2026-11-02 09:00").run(line, code=None)
        if interrupter.left > 0:
            assert result.code == 0, result.err
            break
        codes.append(result.code)
        if cli.dump() != before:
            assert result.err.endswith("interrupted; the change itself was saved\n")
            cli.at("2026-11-02 09:00").run("redo" if line == "undo" else "undo")
            assert cli.dump() == before
            continue
        assert (result.code, result.out) == (130, "")
        assert result.err == "error: interrupted; nothing was changed\n"
    assert set(codes) == {130}
    assert cli.dump() != before
    interrupter.left = -1
    assert cli.run("db check").code == 0


def test_an_interrupted_issue_makes_no_gap_in_the_numbers(
    cli: Cli, interrupter: Interrupter
) -> None:
    for prepared in (*PREPARED, "record resolve case-1"):
        cli.at("2026-11-02 08:00").run(prepared)
    before = cli.dump()
    for nth in range(1, MOST_STATEMENTS):
        interrupter.left = nth
        result = cli.at("2026-11-02 09:00").run("billing issue case-1 --json", code=None)
        interrupted, interrupter.left = interrupter.left <= 0, -1
        if not interrupted or cli.dump() != before:
            break
        assert result.code == 130
    assert cli.rows("SELECT number, seq FROM invoice") == [("2026-0001", 1)]
    assert cli.run("db check").code == 0
