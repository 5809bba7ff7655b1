"""``sync conflicts`` and ``sync resolve``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.harness import Cli
from tests.hub.team import MORNING, WORK, Team, seen

NOON = "2026-03-02 12:00"
LATER = "2026-03-02 15:00"


def conflict(cli: Cli) -> dict[str, Any]:
    """The only one."""
    (found,) = cli.run("sync conflicts --json").json
    return dict(found)


def settled(cli: Cli, keep: str, *others: Cli) -> str:
    """Settle the only conflict; what was said. All files are the same afterwards."""
    number = conflict(cli)["number"]
    said = cli.at(LATER).run(f"sync resolve {number} --keep {keep}").err
    for one in others:
        one.at(LATER).run("sync")
    cli.at(LATER).run("sync")
    for one in (cli, *others):
        assert one.run("sync conflicts --json").json == []
        assert seen(one) == seen(cli)
    return said


@pytest.fixture
def noted(team: Team) -> tuple[Cli, Cli]:
    """A log whose note was changed on the laptops of ada and of grace, who synced first."""
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-10:00 --note Begun --tag a")
    grace = team.colleague("grace", "lead")
    first.at(NOON).run("log edit 1 --note 'Written by ada'")
    grace.at(NOON).run("log edit 1 --note 'Written by grace'")
    team.synced(grace, first)
    return first, grace


def test_a_conflict_says_what_it_is_about_and_how_to_settle_it(noted: tuple[Cli, Cli]) -> None:
    first, grace = noted
    found = conflict(first)
    assert (found["kind"], found["what"]) == ("change", "log 1 of case-1")
    assert found["keep"] == ["mine", "theirs", "both"]
    assert found["settle"] == "timelog sync resolve 1 --keep mine (or theirs, both)"
    assert {found["mine"], found["theirs"]} == {"“Written by ada”", "“Written by grace”"}
    assert found["mine"] == "“Written by ada”"
    other = conflict(grace)
    assert (other["mine"], other["theirs"]) == (found["theirs"], found["mine"])
    assert "note" in found["said"]
    assert first.run("sync conflicts").out == (
        f"1  log 1 of case-1: {found['said']}\n"
        "   timelog sync resolve 1 --keep mine (or theirs, both)\n"
    )
    assert first.run("sync conflicts", terminal=40).out == first.run("sync conflicts").out
    assert first.run("sync conflicts --format table").out.startswith("N  WHAT ")


@pytest.mark.parametrize(
    ("keep", "note"), [("mine", "Written by ada"), ("theirs", "Written by grace")]
)
def test_one_of_two_notes_is_kept(noted: tuple[Cli, Cli], keep: str, note: str) -> None:
    first, grace = noted
    assert settled(first, keep, grace).startswith("Settled conflict 1: ")
    assert grace.run("log show 1 --json").json["note"] == note


def test_two_notes_become_one(noted: tuple[Cli, Cli]) -> None:
    first, grace = noted
    settled(grace, "both", first)
    note = first.run("log show 1 --json").json["note"]
    assert sorted(note.split("\n")) == ["Written by ada", "Written by grace"]


def test_what_cannot_be_both_is_refused(team: Team) -> None:
    first = team.first()
    desk = team.joined("desk")
    first.at(NOON).run("record wait case-1")
    desk.at(NOON).run("record resolve case-1")
    team.synced(desk, first)
    result = first.at(LATER).run("sync resolve 1 --keep both", code=1)
    assert result.err.startswith("error: case-1 cannot be both: ")
    assert "hint: timelog sync resolve 1 --keep mine (or theirs)" in result.err
    settled(first, "theirs", desk)


def test_an_unknown_conflict_is_said_to_be_so(team: Team) -> None:
    first = team.first()
    first.at(NOON).refused(
        "sync resolve 7 --keep mine",
        code=3,
        message="no open conflict 7",
        hint="to receive new ones: timelog sync; to list them: timelog sync conflicts",
    )
    first.at(NOON).refused(
        "sync resolve seven --keep mine",
        code=2,
        message="'seven' is not the number of a conflict",
        hint="timelog sync conflicts",
    )


@pytest.mark.parametrize(("keep", "left"), [("mine", 0), ("theirs", 1)])
def test_a_deletion_is_done_or_dropped(team: Team, keep: str, left: int) -> None:
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-10:00 --note Begun")
    grace = team.colleague("grace", "lead")
    grace.at(NOON).run("log edit 1 --note Changed")
    first.at(NOON).run("log delete 1 --yes")
    team.synced(grace, first)
    found = conflict(first)
    assert found["kind"] == "deletion"
    assert found["said"] == "you deleted it, but it was also changed, so it was kept"
    settled(first, keep, grace)
    assert len(grace.run("log list all --json").json) == left


def test_a_change_of_billed_time_is_dropped_or_the_way_is_said(team: Team) -> None:
    done = ("log add case-1 2026-03-01 9:00-10:00 --billable", "record resolve case-1")
    first = team.first(*WORK, *done)
    grace = team.colleague("grace", "lead")
    grace.at(NOON).run("log edit 1 --note Changed")
    first.at(NOON).run("billing issue case-1")
    team.synced(grace, first)
    found = conflict(grace)
    assert found["kind"] == "billed"
    assert "after it had been billed on 2026-0001" in found["said"]
    result = grace.at(LATER).run("sync resolve 1 --keep mine", code=1)
    assert "credit the invoice first: timelog billing credit 2026-0001" in result.err
    settled(grace, "theirs", first)


@pytest.mark.parametrize(
    ("keep", "mine"), [("mine", "Bell"), ("theirs", "Bell (2)"), ("both", "Bell (2)")]
)
def test_a_name_that_was_given_twice(team: Team, keep: str, mine: str) -> None:
    first = team.first()
    grace = team.colleague("grace", "lead")
    grace.at(NOON).run("customer add Bell --country DE")
    first.at(NOON).run("customer add Bell --country IT")
    team.synced(grace, first)
    assert conflict(first)["kind"] == "name"
    assert conflict(first)["what"] == "customer Bell (2)"
    settled(first, keep, grace)
    assert grace.run(f"customer show '{mine}' --json").json["country"] == "IT"


@pytest.fixture
def overlapping(team: Team) -> tuple[Cli, Cli]:
    """Two logs of ada at the same time: 9 to 11 from the laptop, 10 to 12 from the desk."""
    first, desk = team.first(), team.joined("desk")
    first.at(NOON).run("log add case-1 2026-03-01 9:00-11:00 --note Laptop --billable")
    desk.at(NOON).run("log add case-1 2026-03-01 10:00-12:00 --note Desk --billable")
    team.synced(first, desk)
    return first, desk


def test_time_logged_twice_is_kept_twice(overlapping: tuple[Cli, Cli]) -> None:
    first, desk = overlapping
    found = conflict(first)
    assert (found["kind"], found["kept"]) == ("overlap", "both")
    assert "10:00–11:00" in found["said"]
    settled(first, "both", desk)
    first.at(LATER).run("record resolve case-1")
    assert first.at(LATER).run("billing issue case-1 --json").json[0]["total"] == "320.00"


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_time_logged_twice_is_cut_from_one_and_said(
    overlapping: tuple[Cli, Cli], keep: str
) -> None:
    first, desk = overlapping
    said = settled(first, keep, desk)
    assert "removed 2026-03-01 10:00–11:00 from log " in said
    worked = [log["worked_seconds"] for log in first.run("log list all --json").json]
    assert sorted(worked) == [3600, 7200]


def test_a_deletion_of_what_is_used_again_says_by_what(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    first.at(NOON).run("record add Errand")
    team.synced(first, desk)
    first.at(NOON).run("undo")
    desk.at(NOON).run("log add task-2 9:00-10:00")
    team.synced(desk, first)
    first.at(LATER).refused(
        f"sync resolve {conflict(first)['number']} --keep mine",
        message="cannot delete task-2: it has 1 log",
    )
    assert "task-2 is unchanged" in settled(first, "theirs", desk)


def test_an_address_that_two_customers_have_is_said_in_words(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    first.at(NOON).run("customer add One --email post@example.com")
    desk.at(NOON).run("customer add Two --email post@example.com")
    team.synced(first, desk)
    assert conflict(first)["said"] == (
        "post@example.com is also an address of customer One, so it was removed here"
    )
    settled(first, "both", desk)


@pytest.mark.parametrize(("keep", "times"), [("mine", "9:00-10:00"), ("theirs", "9:00-12:00")])
def test_times_become_shorter_again(team: Team, keep: str, times: str) -> None:
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-11:00")
    desk = team.joined("desk")
    desk.at(NOON).run("log edit 1 --end 12:00")
    first.at("2026-03-02 11:00").run("log edit 1 --end 10:00")
    team.synced(desk, first)
    assert "times 2026-03-01 09:00–10:00 were replaced by" in conflict(first)["said"]
    # Both laptops are on this machine, so on both of them it is what this one said.
    settled(first, keep, desk)
    assert first.run("log show 1 --json").json["end"][11:16] == f"{times[5:]}"


def test_it_is_said_which_of_two_logs_at_the_same_time_is_mine(
    overlapping: tuple[Cli, Cli],
) -> None:
    first, _ = overlapping
    found = conflict(first)
    assert found["said"].endswith(f"; mine is {found['mine']}")
    assert settled(first, "both") == (
        f"Settled conflict {found['number']}: both logs stay, and can be billed.\n"
    )


def test_who_said_neither_is_told_what_theirs_does(team: Team) -> None:
    first = team.first()
    grace, leo = team.colleague("grace", "lead"), team.colleague("leo", "lead")
    grace.at(NOON).run("record edit case-1 --title Hers")
    leo.at("2026-03-02 12:30").run("record edit case-1 --title His")
    team.synced(grace, leo, first)
    said = "title “Hers” was replaced by “His”"
    assert conflict(grace)["said"] == f"your {said}"
    assert conflict(first)["said"] == f"grace's {said}; theirs changes it back"
    settled(first, "theirs", grace, leo)
    assert leo.run("record show case-1 --json").json["title"] == "Hers"


def test_a_name_that_changes_hands_is_said_of_both(team: Team) -> None:
    first = team.first()
    grace = team.colleague("grace", "lead")
    grace.at(NOON).run("customer add Bell --country DE")
    first.at("2026-03-02 12:30").run("customer add Bell --country IT")
    team.synced(grace, first)
    assert conflict(grace)["said"].endswith("is now called Bell (2); theirs undoes that")
    said = settled(first, "mine", grace)
    assert said.endswith(": it is now customer Bell, and the other one is customer Bell (2).\n")


def test_a_mail_taken_in_twice_is_said_to_be_in_two_cases(team: Team, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text("From: a@b.example\nSubject: Help\nMessage-ID: <1@b>\n\nPlease\n")
    first = team.first()
    grace = team.colleague("grace", "lead")
    grace.at(NOON).run(f"record mail {mail}")
    first.at("2026-03-02 12:30").run(f"record mail {mail}")
    team.synced(grace, first)
    (found,) = [one for one in first.run("sync conflicts --json").json if one["kind"] == "change"]
    assert found["said"] in {
        f"you took the same mail in as {found['mine']}, which stays",
        f"grace took the same mail in as {found['theirs']}, which stays; theirs changes it back",
    }


@pytest.mark.parametrize("line", ["sync resolve {0} --keep mine", "sync --reserve {0}"])
def test_a_number_of_thousands_of_digits_is_refused(team: Team, line: str) -> None:
    refused = team.first().at(NOON).run(line.format("9" * 5000), code=2).err
    assert refused.startswith("error: ")
    assert len(refused) < 250


_BILLED = (*WORK, "log add case-1 7:00-8:00 --billable", "record resolve case-1")


@pytest.mark.parametrize(("keep", "day"), [("mine", "2026-01-31"), ("theirs", "2026-02-10")])
def test_one_of_two_locks_is_kept(team: Team, keep: str, day: str) -> None:
    laptop, desk = team.first(), team.joined("desk")
    laptop.run("billing lock 2026-01-31")
    desk.run("billing lock 2026-02-10")
    team.synced(laptop, desk)
    assert laptop.run("sync conflicts --json").json[0]["what"] == "lock of a period"
    laptop.run(f"sync resolve 1 --keep {keep}")
    desk.run("sync")
    for one in (laptop, desk):
        assert one.run("billing lock").out == f"Logs up to {day} are locked.\n"


def test_a_lock_that_was_taken_away_and_changed_is_taken_away(team: Team) -> None:
    laptop, desk = team.first(*WORK, "billing lock 2026-01-31"), team.joined("desk")
    laptop.run("billing unlock")
    desk.run("billing lock 2026-02-10")
    team.synced(laptop, desk)
    laptop.run("sync resolve 1 --keep mine")
    desk.run("sync")
    assert desk.run("billing lock").out == "No logs are locked.\n"


def test_a_payment_that_two_took_back_stays_taken_back_once(team: Team) -> None:
    laptop = team.first(*_BILLED)
    laptop.run("billing issue case-1")
    laptop.run("billing pay 2026-0001")
    laptop.run("sync")
    desk = team.joined("desk")
    laptop.run("billing unpay 2026-0001 --reason typo")
    desk.run("billing unpay 2026-0001 --reason bank")
    team.synced(laptop, desk)
    assert laptop.run("sync conflicts --json").json[0]["what"] == "payment of 2026-0001"
    desk.at(MORNING).refused(
        "sync resolve 1 --keep mine",
        message="payment of 2026-0001 cannot be changed any more: your payment “bank” was replaced"
        " by “typo”",
        hint="timelog sync resolve 1 --keep theirs",
    )
    desk.run("sync resolve 1 --keep theirs")


def test_of_two_accepted_quotes_of_a_record_the_later_one_is_open_again(team: Team) -> None:
    laptop = team.first(*WORK, "record edit case-1 --estimate 5h")
    for _ in range(2):
        laptop.run("billing quote case-1")
    laptop.run("sync")
    desk = team.joined("desk")
    laptop.run("billing accept Q2026-0001")
    desk.run("billing accept Q2026-0002")
    team.synced(laptop, desk)
    for one in (laptop, desk):
        assert "the same as the hub" in one.run("db check").out
        quotes = one.run("billing quotes --json").json
        assert {each["number"]: each["status"] for each in quotes} == {
            "Q2026-0001": "accepted", "Q2026-0002": "open",
        }  # fmt: skip
    desk.at(MORNING).refused(
        "sync resolve 1 --keep mine",
        message="Q2026-0002 cannot be changed back: a record can have only one accepted quote",
        hint="to keep the change: timelog sync resolve 1 --keep theirs",
    )


def test_a_budget_that_does_not_fit_any_more_is_said_to_be_so(team: Team) -> None:
    laptop, desk = team.first(*WORK, "customer edit Acme --currency EUR"), team.joined("desk")
    laptop.run("customer edit Acme --budget 1000.00")
    desk.run("customer edit Acme --currency USD")
    team.synced(laptop, desk)
    laptop.at(MORNING).refused(
        "sync resolve 1 --keep mine",
        message="customer Acme cannot be changed back: that does not fit what it is now",
        hint="to keep the change: timelog sync resolve 1 --keep theirs",
    )
