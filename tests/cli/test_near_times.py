"""What a mistyped time was likely meant to be, in its own words and figures."""

from __future__ import annotations

import pytest

from tests.harness import Cli

NOW = "2026-11-02 12:00"


def hint(cli: Cli, line: str) -> str:
    return cli.at(NOW).run(line, code=2).err.strip().rpartition("hint: ")[2]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tody", "today"),
        ("todya", "today"),
        ("tommorow", "tomorrow"),
        ("moday", "monday"),
        ("mnth", "month"),
        ("last wek", "last week"),
        ("24 dcc", "24 dec"),
        ("decembr 24", "december 24"),
        ("q4", "2026-Q4"),
        ("q3 2025", "2025-Q3"),
        ("w45", "2026-W45"),
        ("11/2026", "2026-11"),
        ("11-2026", "2026-11"),
        ("2026/11", "2026-11"),
        ("2026 11 2", "2026-11-02"),
        ("9-6-2026", "9.6.2026"),
        ("24", "2026-11-24"),
        ("last monday", "monday"),
        ("friday - monday", "friday..monday"),
        ("2026-12-24 2026-12-25", "2026-12-24..2026-12-25"),
    ],
)
def test_a_mistyped_period_is_hinted_at_in_its_own_words(cli: Cli, typed: str, meant: str) -> None:
    said = hint(cli, f"log list {typed}")
    assert said == f"did you mean {meant}?"
    cli.at(NOW).run(f"log list {meant}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("since monday", "monday.."), ("since tody", "today.."), ("until friday", "..friday")],
)
def test_since_and_until_are_hinted_at_as_periods(cli: Cli, typed: str, meant: str) -> None:
    assert hint(cli, f"log list {typed}") in {f"try {meant}", f"did you mean {meant}?"}
    cli.at(NOW).run(f"log list {meant}")


@pytest.mark.parametrize("typed", ["soon", "xyz", "next week", "9:30", "1h", "40"])
def test_where_no_period_is_near_the_hint_is_today(cli: Cli, typed: str) -> None:
    assert hint(cli, f"log list {typed}") == "try today"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("log add 1 tody 9-10", "did you mean today 9-10?"),
        ("log add 1 2 hourz", "did you mean 2 hours?"),
        ("log add 1 soon", "try 1h30m (duration, ending now)"),
        ("start 1 --at nwo", "did you mean now?"),
        ("start 1 --at 'yesterdy 9:30'", "did you mean yesterday 9:30?"),
        ("start 1 --at '5 minuts ago'", "did you mean 5 minutes ago?"),
    ],
)
def test_mistyped_words_of_other_times_are_respelled(cli: Cli, line: str, said: str) -> None:
    cli.at(NOW).run("record add 'Write offer'")
    assert hint(cli, line) == said
