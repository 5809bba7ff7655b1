"""The table of quoted and billed amounts can be left off an invoice."""

from __future__ import annotations

import json

import pytest

from tests.cli.quoting import accept, estimated, priced, quote, worked
from tests.harness import Cli, once

AT = "2026-11-30 18:00"
TABLE = "| Quote "
WARNING = "which exceeds the 800.00 EUR quoted in Q2026-0001"


@pytest.fixture
@once
def above(cli: Cli) -> Cli:
    """``case-1`` of 10:30 hours, and an accepted quote of 10 hours."""
    priced(cli)
    estimated(cli)
    quote(cli)
    accept(cli)
    worked(cli, "2026-11-03 8:00-18:30")
    cli.at(AT).run("record resolve case-1")
    return cli


@pytest.mark.parametrize(
    ("setting", "option", "shown"),
    [
        (None, "", True),
        ("yes", "", True),
        ("no", "", False),
        ("no", "--compare-quotes", True),
        (None, "--no-compare-quotes", False),
        ("yes", "--no-compare-quotes", False),
    ],
)
def test_the_option_counts_before_the_setting(
    above: Cli, setting: str | None, option: str, shown: bool
) -> None:
    if setting:
        above.run(f"config set billing.compare_quotes {setting}")
    for command in ("preview", "issue"):
        done = above.at(AT).run(f"billing {command} case-1 {option}")
        assert (TABLE in done.out) is shown
        assert WARNING in done.err
    for kind in ("md", "html"):
        text = above.at(AT).run(f"billing show 2026-0001 --format {kind}").out
        assert ("Quoted" in text) is shown
    kept = above.at(AT).run("billing show 2026-0001 --format json").out
    assert bool(json.loads(kept)["quotes"]) is shown
    above.at(AT).run("db check")


def test_a_batch_warns_although_its_invoices_do_not_show_it(above: Cli) -> None:
    above.run("config set billing.compare_quotes no")
    batch = above.at(AT).run("billing issue --all --json")
    assert batch.json[0]["quotes"] == []
    assert WARNING in batch.err


def test_what_is_billed_on_hidden_invoices_counts_on_the_next_one(above: Cli) -> None:
    above.at(AT).run("billing issue case-1 --no-compare-quotes")
    above.at(AT).run("record reopen case-1")
    worked(above, "2026-11-04 9:00-10:00")
    (one,) = above.at(AT).run("billing preview case-1 --json").json[0]["quotes"]
    assert one["billed_seconds"] == 41_400
