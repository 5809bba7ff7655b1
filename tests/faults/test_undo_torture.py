"""Whatever is done in whatever order, undo leads back through every state, and redo forth again."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.harness import Cli

STEPS = 25
SEEDS = range(8)
Dump = dict[str, list[tuple[Any, ...]]]


class Typist:
    """Types commands at random; the clock goes on by a few minutes with each."""

    def __init__(self, cli: Cli, seed: int) -> None:
        self.cli = cli
        self.random = random.Random(seed)
        self.minute = 0
        self.done: list[str] = []

    def type_one(self) -> tuple[str, int]:
        line = self.random.choice(COMMANDS)(self)
        self.minute += self.random.choice((1, 7, 43))
        result = self.cli.at(self.moment).run(line, code=None)
        assert result.code in {0, 1, 2, 3}, f"{line}: {result.err}"
        return line, result.code

    @property
    def moment(self) -> str:
        hour, minute = divmod(self.minute, 60)
        return f"2026-11-{2 + hour // 24:02} {hour % 24:02}:{minute:02}"

    def record(self) -> str:
        return str(self.random.randint(1, 4))

    def log(self) -> str:
        return str(self.random.randint(1, 6))

    def span(self) -> str:
        start = self.random.randrange(0, 20)
        return f"2026-10-{self.random.randint(1, 3):02} {start}:00-{start + 2}:30"

    def some(self, *choices: str) -> str:
        return self.random.choice(choices)


COMMANDS: tuple[Callable[[Typist], str], ...] = (
    lambda t: f"record add 'Title {t.minute}' --type {t.some('task', 'case')}",
    lambda t: "record add Billable --service S1 --customer C1 --billable",
    lambda t: f"record edit {t.record()} --title 'New {t.minute}' --owner {t.some('ada', 'bob')}",
    lambda t: f"record edit {t.record()} --service S1 --rate {t.some('1', '66.50')} --billable",
    lambda t: f"record edit {t.record()} --no-billable --clear-logs",
    lambda t: f"record {t.some('resolve', 'close', 'wait')} {t.record()} --stop-timer",
    lambda t: f"record reopen {t.record()}",
    lambda t: f"record delete {t.record()} --with-logs --stop-timer --yes",
    lambda t: f"log add {t.record()} {t.span()} --tag {t.some('a', 'b')} --note 'N {t.minute}'",
    lambda t: f"log add {t.record()} {t.span()} --on-overlap trim --owner bob",
    lambda t: f"add 'Made {t.minute}' {t.span()} --on-overlap allow",
    lambda t: f"log edit {t.log()} --note 'E {t.minute}' --tag c --record {t.record()}",
    lambda t: f"log edit {t.log()} --duration {t.some('30m', '3h')}",
    lambda t: f"log split {t.log()} --at {t.some('1:00', '8:15', '12:00')}",
    lambda t: f"log fill {t.log()} {t.some('', '--start', '--end')}".rstrip(),
    lambda t: f"log join {t.log()} {t.log()} {t.some('', t.log())}",
    lambda t: f"log move {t.log()} {t.log()} --to {t.record()} --no-billable",
    lambda t: (
        f"log edit {t.log()} --pause '2026-10-0{t.some('1', '2', '3')} {t.some('9', '15')}-16'"
    ),
    lambda t: f"log edit {t.log()} {t.some('--no-pause', '--drop-segment')} 1 --on-overlap trim",
    lambda t: f"log delete {t.log()} --yes",
    lambda t: f"log mark all --record {t.record()} {t.some('--billable', '--no-billable')}",
    lambda t: f"start {t.record()} --switch --note 'T {t.minute}' --tag d",
    lambda t: f"start {t.record()} --switch",
    lambda t: t.some("pause", "resume", f"resume {t.record()} --switch"),
    lambda t: t.some("stop", f"stop {t.record()} --note done"),
    lambda t: f"timer cancel {t.record()} --yes",
    lambda t: f"customer add C{t.random.randint(1, 2)} --email c{t.minute}@example.com",
    lambda t: f"customer edit C1 --terms {t.random.randint(1, 40)}d --email new@example.com",
    lambda t: f"customer {t.some('delete', 'delete')} C{t.random.randint(1, 2)} --yes",
    lambda t: f"service add S{t.random.randint(1, 2)} --price {t.some('5', '60')} --currency USD",
    lambda t: f"service edit S1 --price {t.random.randint(1, 99)} --tax-rate 22",
    lambda t: f"service delete S{t.random.randint(1, 2)} --yes",
)


@pytest.mark.parametrize("seed", SEEDS)
def test_undo_goes_back_through_every_state_and_redo_forth(cli: Cli, seed: int) -> None:
    typist = Typist(cli, seed)
    cli.run("customer add C1")
    cli.run("service add S1 --price 60 --currency USD")
    states: list[Dump] = [cli.dump()]
    lines: list[str] = []
    while len(lines) < STEPS:
        line, code = typist.type_one()
        now = cli.dump()
        if code or now == states[-1]:
            assert now == states[-1], f"{line} ended with {code} and changed something"
            continue
        lines.append(line)
        states.append(now)
    for at in reversed(range(STEPS)):
        cli.at(typist.moment).run("undo")
        assert cli.dump() == states[at], f"undo of {lines[at]}"
    assert cli.run("db check").code == 0
    for at in range(STEPS):
        cli.at(typist.moment).run("redo")
        assert cli.dump() == states[at + 1], f"redo of {lines[at]}"
    assert cli.run("db check").code == 0
    cli.at(typist.moment).run("redo")
    assert cli.dump() == states[-1]
