"""``--on-overlap split``: the log that has the time gets a pause there."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

NOW = "2026-11-02 18:00"
HINT = (
    "hint: to pause log 1 for that time, add --on-overlap split; to keep both, add --on-overlap"
    " allow"
)


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """Log 1 on case-1, 9:00 to 17:00."""
    now = cli.at(NOW)
    now.run("service add Consulting --price 60 --currency EUR")
    now.run("customer add Acme")
    now.run("record add Long --type case --customer Acme --service Consulting --billable")
    now.run("record add Short")
    now.run("log add 1 9:00-17:00 --billable")
    return cli


def segments(cli: Cli, log: str) -> list[str]:
    found = cli.at(NOW).run(f"log show {log} --json").json
    return [f"{one['start'][11:16]}-{one['end'][11:16]}" for one in found["segments"]]


def test_the_hint_in_the_middle_of_a_log_names_split(cli: Cli) -> None:
    assert cli.at(NOW).run("log add 2 10:00-10:30", code=1).err.splitlines()[-1] == HINT
    trimmed = cli.at(NOW).run("log add 2 10:00-10:30 --on-overlap trim", code=1)
    assert trimmed.err.splitlines()[-1] == HINT
    error = cli.at(NOW).run("log add 2 10:00-10:30 --json", code=1).error
    assert f"hint: {error['hint']}" == HINT


def test_split_pauses_the_other_log(cli: Cli) -> None:
    before = cli.dump()
    result = cli.at(NOW).run("log add 2 10:00-10:30 --on-overlap split")
    assert result.err == (
        "Logged 0:30 on task-2 (Short): log 2, 2026-11-02 10:00–10:30.\n"
        "Paused log 1 on case-1: 10:00–10:30.\n"
    )
    assert segments(cli, "1") == ["09:00-10:00", "10:30-17:00"]
    assert segments(cli, "2") == ["10:00-10:30"]
    after = cli.dump()
    cli.at(NOW).run("undo")
    assert cli.dump() == before
    cli.at(NOW).run("redo")
    assert cli.dump() == after
    cli.run("db check")


def test_the_json_is_of_the_log_that_was_added(cli: Cli) -> None:
    found = cli.at(NOW).run("log add 2 10:00-10:30 --on-overlap split --json").json
    assert (found["id"], found["worked_seconds"]) == (2, 1800)


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("8:00-9:30", ["09:30-17:00"]),
        ("16:00-17:30", ["09:00-16:00"]),
        ("9:00-9:30", ["09:30-17:00"]),
    ],
)
def test_at_an_edge_the_other_log_becomes_shorter(cli: Cli, when: str, left: list[str]) -> None:
    cli.at(NOW).run(f"add Other {when} --on-overlap split")
    assert segments(cli, "1") == left
    found = cli.at(NOW).run("log show 1 --json").json
    assert f"{found['start'][11:16]}-{found['end'][11:16]}" == left[0]


def test_several_logs_are_paused(cli: Cli) -> None:
    cli.at(NOW).run("log add 2 17:00-18:00")
    result = cli.at(NOW).run("log add 2 16:30-17:30 --on-overlap split")
    assert "Paused log 1 on case-1: 16:30–17:00.\n" in result.err
    assert "Paused log 2 on task-2: 17:00–17:30.\n" in result.err
    assert (segments(cli, "1"), segments(cli, "2")) == (["09:00-16:30"], ["17:30-18:00"])


def test_nothing_is_deleted_to_make_room(cli: Cli) -> None:
    cli.at(NOW).refused(
        "log add 2 8:00-18:00 --on-overlap split",
        message="nothing of log 1 would be left",
        hint="to keep both, add --on-overlap allow",
    )


def test_an_invoiced_log_is_not_split_and_not_offered(cli: Cli) -> None:
    cli.at(NOW).run("record resolve 1")
    cli.at(NOW).run("config set seller.name Ada")
    cli.at(NOW).run("billing issue 1")
    before = cli.dump()
    refused = cli.at(NOW).run("log add 2 10:00-10:30 --on-overlap split", code=1)
    assert "log 1" in refused.err and "invoice" in refused.err
    assert "split" not in cli.at(NOW).run("log add 2 10:00-10:30", code=1).err
    assert cli.dump() == before


def test_a_timer_is_not_split(cli: Cli) -> None:
    cli.at("2026-11-02 17:10").run("start 1")
    cli.at(NOW).refused(
        "log add 2 17:20-17:30 --on-overlap split",
        message="cannot split the timer on case-1: it is not a log yet",
    )


def test_an_edit_splits_too(cli: Cli) -> None:
    cli.at(NOW).run("log add 2 17:00-17:30")
    result = cli.at(NOW).run("log edit 2 --start 12:00 --end 12:45 --on-overlap split")
    assert "Paused log 1 on case-1: 12:00–12:45.\n" in result.err
    assert segments(cli, "1") == ["09:00-12:00", "12:45-17:00"]
    assert segments(cli, "2") == ["12:00-12:45"]


def test_the_log_of_another_owner_stays(cli: Cli) -> None:
    cli.at(NOW).run("log add 2 10:00-10:30 --on-overlap split --owner bob")
    assert segments(cli, "1") == ["09:00-17:00"]


def test_a_line_in_the_editor_splits_too(cli: Cli) -> None:
    script = cli.folder / "edit"
    script.write_text('#!/bin/sh\necho "+ 10:00-10:30 task-2" >> "$1"\n')
    script.chmod(0o755)
    cli.at(NOW).run("log edit --day today --editor --on-overlap split", env={"EDITOR": str(script)})
    assert segments(cli, "1") == ["09:00-10:00", "10:30-17:00"]
