"""What gives a document its number: with the hub, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Cli
from tests.hub.team import WORK, Team, seen
from timelog_cli.errors import OutputError
from timelog_cli.store.hub.calls import Hub

NOON = "2026-03-02 12:00"
LATER = "2026-03-02 15:00"
DONE = (*WORK, "log add case-1 2026-03-01 9:00-11:00 --billable", "record resolve case-1")


def more(cli: Cli, *hours: str) -> None:
    """More work on another record, which can be billed."""
    ref = cli.at(NOON).run(
        "record add 'Something else' --customer Acme --service Consulting --billable"
    )
    for one in hours:
        cli.at(NOON).run(f"log add {ref.out.strip()} 2026-03-01 {one} --billable")
    cli.at(NOON).run(f"record resolve {ref.out.strip()}")


def numbers(cli: Cli) -> list[str]:
    return sorted(one["number"] for one in cli.run("billing list --json").json)


def test_an_invoice_that_is_issued_here_is_there(team: Team) -> None:
    first, desk = team.first(*DONE), team.joined("desk")
    first.at(NOON).run("billing issue case-1")
    desk.at(NOON).run("sync")
    assert numbers(desk) == numbers(first) == ["2026-0001"]
    assert seen(first) == seen(desk)
    for one in (first, desk):
        assert one.at(NOON).run("sync").err == "Nothing new on either side.\n"
        one.run("db check")


def test_an_invoice_has_the_time_of_everybody(team: Team) -> None:
    first = team.first()
    anna, ben = team.colleague("anna"), team.colleague("ben")
    anna.at(NOON).run("log add case-1 2026-03-01 9:00-10:00 --billable")
    ben.at(NOON).run("log add case-1 2026-03-01 9:00-11:00 --billable")
    team.synced(anna, ben)
    first.at(NOON).run("sync")
    first.at(NOON).run("record resolve case-1")
    made = first.at(NOON).run("billing issue case-1 --json").json
    assert made[0]["total"] == "240.00"


@pytest.mark.parametrize("offline", [False, True])
def test_credited_time_is_billable_only_if_its_record_is(team: Team, offline: bool) -> None:
    first, desk = team.first(*DONE), team.joined("desk")
    first.at(NOON).run("billing issue case-1")
    desk.at(NOON).run("sync")
    desk.at(NOON).run("record edit case-1 --no-billable --unmark-logs")
    if not offline:
        team.synced(desk, first)
    first.at(NOON).run("billing credit 2026-0001")
    team.synced(desk, first, desk)
    assert seen(first) == seen(desk)
    for one in (first, desk):
        one.run("db check")
        (log,) = one.run("log list all --json").json
        assert log["billable"] is offline, "the record stays billable if its time can be billed"
        assert len(one.run("sync conflicts --json").json) == offline


def test_two_people_who_issue_get_one_series(team: Team) -> None:
    first = team.first(*DONE)
    grace = team.colleague("grace", "lead")
    for number, cli in enumerate((grace, first, grace, first), 12):
        more(cli, f"{number}:00-{number}:30")
        cli.at(NOON).run("billing issue --all")
    team.synced(first, grace)
    assert numbers(first) == numbers(grace) == [f"2026-{n:04}" for n in range(1, 5)]
    assert seen(first) == seen(grace)


@pytest.mark.parametrize(
    "line",
    [
        "billing issue case-1",
        "billing issue --all",
        "billing quote case-1",
        "billing retainer add Acme 10h --service Consulting",
        "billing number set invoice 17",
    ],
)
def test_a_member_issues_nothing(team: Team, line: str) -> None:
    team.first(*DONE)
    anna = team.colleague("anna")
    more = " --no-seller" if "retainer" in line else ""
    anna.at(NOON).refused(
        line + more,
        message="only a lead or an owner of the workspace can issue documents",
        hint="to see the members: timelog sync member list",
    )


@pytest.mark.parametrize(
    "line",
    ["billing issue case-1", "billing credit 2026-0001", "billing quote case-2"],
)
def test_without_the_hub_nothing_is_issued_but_can_be_previewed(team: Team, line: str) -> None:
    first = team.first(*DONE, "record add Later --customer Acme --service Consulting --estimate 2h")
    if "credit" in line:
        first.at(NOON).run("billing issue case-1")
    team.hub.server.stop()
    before = first.dump()
    result = first.at(LATER).run(line, code=6)
    assert result.err.startswith("error: documents are issued with the hub: ")
    assert "hint: to see what would be issued: timelog billing preview" in result.err
    assert first.dump() == before
    if "issue" in line:
        assert "PREVIEW" in first.at(LATER).run("billing preview case-1").out


def test_all_that_gives_numbers_goes_through_the_hub(team: Team) -> None:
    first, desk = team.first(*DONE), team.joined("desk")
    first.at(NOON).run("record add Later --customer Acme --service Consulting --estimate 2h")
    first.at(NOON).run("billing quote task-2")
    first.at(NOON).run("billing number set invoice 17")
    first.at(NOON).run("billing retainer add Acme 1h --service Consulting --no-seller")
    first.at(NOON).run("billing issue case-1")
    first.at(NOON).run("billing credit 2026-0019")
    desk.at(NOON).run("sync")
    assert seen(desk) == seen(first)
    assert numbers(desk) == ["2026-0018", "2026-0019", "CN-2026-0001"]
    more(desk, "12:00-13:00")
    desk.at(LATER).run("billing issue --all")
    assert numbers(desk)[-2] == "2026-0020"


def test_a_refusal_leaves_nothing_there_and_nothing_here(team: Team) -> None:
    first, desk = team.first(*DONE), team.joined("desk")
    first.at(NOON).run("billing issue case-1")
    result = first.at(NOON).run("billing issue case-1", code=1)
    assert "nothing to bill" in result.err
    first.at(NOON).run("sync")
    desk.at(NOON).run("sync")
    assert numbers(first) == numbers(desk) == ["2026-0001"]


def test_what_others_did_comes_first(team: Team) -> None:
    first, desk = team.first(*DONE), team.joined("desk")
    desk.at(NOON).run("log add case-1 2026-03-01 12:00-13:00 --billable")
    desk.at(NOON).run("sync")
    made = first.at(LATER).run("billing issue case-1 --json").json
    assert made[0]["total"] == "240.00"


@pytest.mark.parametrize("arrived", [True, False], ids=["committed", "not committed"])
def test_a_lost_answer_is_cleared_up_by_the_next_sync(
    team: Team, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    first, desk = team.first(*DONE), team.joined("desk")
    before = first.dump()
    with monkeypatch.context() as patched:
        _lose_the_answer(patched, arrived)
        result = first.at(NOON).run("billing issue case-1", code=6)
    assert "the answer of the hub was lost" in result.err
    assert "hint: to find out: timelog sync" in result.err
    assert first.rows("SELECT count(*) FROM invoice") == [(0,)]
    assert before["log"] == first.dump()["log"]
    first.at(NOON).run("log add case-1 2026-03-01 13:00-14:00")
    first.at(NOON).run("sync")
    assert numbers(first) == (["2026-0001"] if arrived else [])
    first.at(NOON).run("billing issue --all")
    team.synced(first, desk)
    assert numbers(first) == numbers(desk) == ["2026-0001"]
    assert seen(first) == seen(desk)
    first.run("db check")


def _lose_the_answer(monkeypatch: pytest.MonkeyPatch, arrived: bool) -> None:
    """The next transaction in which documents are sent ends with a connection that is gone."""
    from contextlib import contextmanager

    real, push = Hub.transaction, Hub.push
    issues = False

    def pushed(self, *sent):  # type: ignore[no-untyped-def]
        nonlocal issues
        issues = issues or sent[-1]["issue"]
        return push(self, *sent)

    @contextmanager
    def transaction(self):  # type: ignore[no-untyped-def]
        with real(self):
            yield
            if issues and not arrived:
                self._connection.close()
        if issues:
            raise OutputError("the connection to the hub was lost")

    monkeypatch.setattr(Hub, "push", pushed)
    monkeypatch.setattr(Hub, "transaction", transaction)


def test_files_are_written_as_ever(team: Team, tmp_path: Path) -> None:
    first = team.first(*DONE)
    first.at(NOON).run(f"billing issue case-1 --out {tmp_path / 'out'}")
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["2026-0001_Acme.md"]
