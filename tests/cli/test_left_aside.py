"""Time that is not billable on a record that is: somebody may have forgotten ``--billable``."""

from __future__ import annotations

import pytest

from tests.cli.bills import log, record, story
from tests.harness import Cli

DAY = "2026-11-30 18:00"
LINE = (
    "0:30 more on case-1 is not billable. To bill it:"
    " timelog log mark all --record case-1 --billable"
)


@pytest.mark.parametrize(
    "line",
    [
        "billing preview",
        "billing preview case-1",
        "billing unbilled",
        "billing unbilled --customer acme",
        "billing issue case-1",
        "billing issue --all",
        "record close case-1",
    ],
)
def test_what_lies_beside_is_said_with_the_command_that_bills_it(cli: Cli, line: str) -> None:
    story(cli)
    assert cli.at(DAY).run(line).err.splitlines().count(LINE) == 1
    cli.at(DAY).run("undo", code=None)


def test_resolving_says_it_and_the_command_bills_it(cli: Cli) -> None:
    story(cli)
    cli.run("record reopen case-1")
    assert cli.at(DAY).run("record resolve case-1").err.splitlines()[-1] == LINE
    cli.at(DAY).run(LINE.partition(": timelog ")[2])
    for line in ("billing unbilled", "billing preview", "billing issue case-1"):
        assert "more on" not in cli.at(DAY).run(line).err


def test_json_and_quiet_have_no_such_line(cli: Cli) -> None:
    story(cli)
    assert "more on" not in cli.at(DAY).run("--quiet billing preview").err
    assert len(cli.at(DAY).run("billing preview --json").json) == 1


def test_a_record_without_any_billable_time_is_not_forgotten(cli: Cli) -> None:
    story(cli)
    cli.at(DAY).run("billing issue case-1")
    log(cli, record(cli, title="Audit"), "2026-11-05 9:00-11:00", more="")
    line = LINE.replace("0:30", "2:00").replace("case-1", "case-2")
    for command in ("billing unbilled", "billing preview"):
        said = cli.at(DAY).run(command).err.splitlines()
        assert line in said
        assert LINE not in said
    assert line not in cli.at(DAY).run("billing preview --period 2026-10").err.splitlines()
    assert "more on" not in cli.at(DAY).run("billing issue --all").err


def times(cli: Cli, line: str) -> tuple[int, int, int]:
    """All time of the only row, what of it is not billable, and what is unbilled, in minutes."""
    (row,) = cli.at(DAY).run(f"{line} --json").json
    keys = ("worked_seconds", "non_billable_seconds", "unbilled_seconds")
    worked, aside, unbilled = (row[key] // 60 for key in keys)
    return worked, aside, unbilled


def test_worked_is_all_time_billable_or_not_invoiced_or_not(cli: Cli) -> None:
    story(cli)
    assert times(cli, "billing unbilled") == (165, 30, 135)
    assert times(cli, "billing unbilled --period 2026-11-03") == (75, 30, 45)
    cli.at(DAY).run("billing issue case-1 --period 2026-11-02")
    assert times(cli, "billing unbilled") == (165, 30, 45)
    shown = cli.at(DAY).run("billing unbilled").out.splitlines()
    assert shown[0].split()[4:7] == ["WORKED", "UNBILLED", "ROUNDED"]
    assert shown[1].split()[-4:] == ["2:45", "0:45", "0:45", "45.00"]


def test_a_preview_has_the_time_that_is_not_billable_and_an_invoice_has_not(cli: Cli) -> None:
    story(cli)
    log(cli, record(cli, title="Audit"), "2026-11-05 9:00-11:00")
    log(cli, "case-2", "2026-11-06 9:00-9:10", more="")
    cli.at(DAY).run("record resolve case-2")
    (one,) = cli.at(DAY).run("billing preview --json").json
    assert one["non_billable_seconds"] == 2400
    (one,) = cli.at(DAY).run("billing preview case-2 --json").json
    assert one["non_billable_seconds"] == 600
    (made,) = cli.at(DAY).run("billing issue --all --json").json
    assert "non_billable_seconds" not in made
