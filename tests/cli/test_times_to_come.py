"""A day that is to come, where only the past is taken: the refusal says so, and its hint works."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

NOW = "2026-11-02 12:00"
EARLY = "2026-11-02 08:00"
USE_PAST = "give a time in the past, or leave out --at to use the current time"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    cli.at("2026-11-01 08:00").run("record add 'Write offer'")
    cli.at("2026-11-01 11:00").run("log add 1 6:00-7:00")
    return cli


@pytest.mark.parametrize("day", ["tomorrow", "'in 3 days'", "2026-12-24"])
@pytest.mark.parametrize("line", ["start 1", "interrupt 1", "continue"])
def test_a_timer_cannot_start_on_a_day_to_come(cli: Cli, line: str, day: str) -> None:
    refused = cli.at(NOW).run(f"{line} --at {day}", code=1)
    assert "is in the future; it is now 2026-11-02 12:00:00" in refused.err
    assert refused.err.endswith(f"hint: {USE_PAST}\n")
    cli.at(NOW).run(line)


@pytest.mark.parametrize("line", ["pause", "stop"])
def test_a_timer_cannot_change_on_a_day_to_come(cli: Cli, line: str) -> None:
    cli.at("2026-11-02 11:00").run("start 1")
    refused = cli.at(NOW).run(f"{line} --at tomorrow", code=1)
    assert refused.err.startswith("error: 2026-11-03 is in the future")
    assert refused.err.endswith(f"hint: {USE_PAST}\n")
    cli.at(NOW).run(line)


@pytest.mark.parametrize(
    ("now", "line", "hint", "instead"),
    [
        (
            *(NOW, "start 1 --at yesterday", "add a time, such as 'yesterday 9:30'"),
            "start 1 --at 'yesterday 9:30'",
        ),
        (
            *(EARLY, "start 1 --at today", "give a time that is past, such as -30m"),
            "start 1 --at -30m",
        ),
        (
            *(NOW, "log add 1 tomorrow"),
            "add times, such as tomorrow 9:00-11:30 --allow-future",
            "log add 1 tomorrow 9:00-11:30 --allow-future",
        ),
        (
            *(NOW, "log add 1 tomorrow 2h"),
            "add a time, such as tomorrow 9:00 for 2h --allow-future",
            "log add 1 tomorrow 9:00 for 2h --allow-future",
        ),
        (
            *(NOW, "log add 1 --start tomorrow --duration 1h"),
            "add a time, such as 'tomorrow 9:30' --allow-future",
            "log add 1 --start 'tomorrow 9:30' --allow-future --duration 1h",
        ),
        (
            *(EARLY, "log add 1 today", "give a time that is past, such as 1h30m"),
            "log add 1 1h30m",
        ),
        (
            *(EARLY, "log edit 1 --end tomorrow"),
            "add a time, such as 'tomorrow 9:30' --allow-future",
            "log edit 1 --end 'tomorrow 9:30' --allow-future",
        ),
        (
            *(EARLY, "log split 1 --at tomorrow"),
            "give a time inside the log, such as 2026-11-01T06:30",
            "log split 1 --at 2026-11-01T06:30",
        ),
    ],
)
def test_the_hint_at_a_day_alone_can_be_typed(
    cli: Cli, now: str, line: str, hint: str, instead: str
) -> None:
    assert cli.at(now).run(line, code=2).err.endswith(f"\nhint: {hint}\n")
    cli.at(now).run(instead)
