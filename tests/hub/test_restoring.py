"""A hub that was restored from an older backup: noticed by every file, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tests.harness import Cli
from tests.hub.team import WORK, Team, copied, kept, restore, seen

NOON = "2026-03-02 12:00"
LATER = "2026-03-02 13:00"
OLDER = "the hub was restored from an older backup"


def titles(cli: Cli) -> set[str]:
    return {one["title"] for one in cli.run("record list --json").json}


def test_a_file_that_comes_late_notices_it_though_others_have_gone_on(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    copy = kept(team)
    first.at(NOON).run("record add Lost")
    team.synced(first, desk)
    restore(team, copy)
    first.at(NOON).run("sync --again")
    for number in range(5):
        first.at(NOON).run(f"record add 'New {number}'")
        first.at(NOON).run("sync")
    assert OLDER in desk.at(LATER).run("sync", code=7).err
    assert OLDER in desk.at(LATER).run("billing issue --all", code=7).err
    desk.at(LATER).run("sync --again")
    team.synced(first, desk)
    assert seen(first) == seen(desk)
    assert len(titles(desk)) == 7
    assert first.run("sync conflicts").err == "No conflicts.\n"


def test_a_file_that_sends_everything_again_changes_nothing_that_is_newer(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    copy = kept(team)
    first.at(NOON).run("record edit case-1 --title Before")
    first.at(NOON).run("log add case-1 9:00-10:00 --note gone")
    team.synced(first, desk)
    desk.at(NOON).run("log add case-1 10:00-11:00 --note deleted")
    desk.at(NOON).run("sync")
    first.at(NOON).run("sync")
    restore(team, copy)
    first.at(LATER).run("sync --again")
    first.at(LATER).run("record edit case-1 --title After")
    first.at(LATER).run("sync")
    desk.at(LATER).run("log delete 2 --yes")
    desk.at(LATER).run("sync --again")
    team.synced(first, desk)
    assert seen(first) == seen(desk)
    assert titles(desk) == {"After"}
    found = first.run("sync conflicts --json").json
    assert sorted(one["kind"] for one in found) == ["change", "deletion"]
    assert [one["note"] for one in first.run("log list all --json").json] == ["gone", "deleted"]
    assert [one["files"] for one in first.run("sync member list --json").json] == [2]


def test_a_member_sends_everything_again_after_a_lead(team: Team) -> None:
    first = team.first()
    anna = team.colleague("anna")
    copy = kept(team)
    first.at(NOON).run("record edit case-1 --log-billable")
    first.at(NOON).run("service edit Consulting --price 90")
    team.synced(first, anna)
    anna.at(NOON).run("log add case-1 9:00-10:00 --note billed")
    team.synced(anna, first)
    first.at(NOON).run("record resolve case-1")
    first.at(NOON).run("billing issue case-1")
    team.synced(anna, first)
    anna.at(NOON).run("log add case-1 10:00-11:00 --note pending")
    restore(team, copy)
    anna.at(LATER).refused(
        "sync --again",
        message="a lead or an owner of the workspace has to send everything first",
    )
    first.at(LATER).run("sync --again")
    assert OLDER in anna.at(LATER).run("sync", code=7).err
    anna.at(LATER).run("sync --again")
    team.synced(first, anna)
    logs = first.run("log list all --json").json
    assert {(one["note"], one["invoice"]) for one in logs} == {
        ("billed", "2026-0001"),
        ("pending", None),
    }
    assert len(anna.run("log list all --json").json) == 2
    assert first.run("sync conflicts").err == "No conflicts.\n"


def test_a_member_goes_on_after_taking_back_what_only_leads_change(team: Team) -> None:
    first = team.first()
    anna = team.colleague("anna", "lead")
    anna.at(NOON).run("log add case-1 9:00-10:00")
    anna.at(NOON).run("service edit Consulting --price 90")
    first.at(NOON).run("sync member add anna --role member")
    anna.at(NOON).run("sync")
    assert anna.run("service list --json").json[0]["price"] == "80"
    assert "1 record, 1 log" in first.at(NOON).run("sync").err
    assert [one["by"] for one in first.run("sync conflicts --json").json] == ["anna"]
    first.at(NOON).run("sync member add anna --role lead")
    anna.at(NOON).run("sync")
    anna.at(NOON).run("service add Design --price 50 --currency EUR")
    first.at(NOON).run("sync member add anna --role member")
    anna.at(NOON).refused(
        "sync",
        message="only a lead or an owner of the workspace can change services",
        hint="timelog undo",
    )
    anna.at(NOON).run("undo")
    anna.at(NOON).run("log add case-1 10:00-11:00 --owner ada")
    anna.at(NOON).refused(
        "sync", message="a member can change only logs of their own", hint="timelog undo"
    )
    anna.at(NOON).run("undo")
    team.synced(anna, first)
    assert len(first.run("service list --json").json) == 1


def test_a_copy_from_before_a_deletion_was_forgotten_has_it_no_more(
    team: Team, tmp_path: Path
) -> None:
    first = team.first()
    first.at(NOON).run("log add case-1 9:00-10:00")
    first.at(NOON).run("sync")
    old = copied(first, tmp_path / "old")
    first.at(NOON).run("log delete 1 --yes")
    first.at(NOON).run("sync")
    team.hub.sql("UPDATE timelog.workspace SET swept = seq")
    team.hub.sql("DELETE FROM timelog.log")
    old.at(LATER).run("log add case-1 10:00-11:00")
    old.at(LATER).run(f"sync join --hub {team.hub.url('ada')}")
    team.synced(old, first)
    assert seen(first) == seen(old)
    assert len(first.run("log list all --json").json) == 1
    assert old.run("db check").out.startswith("OK")


def test_a_lead_who_becomes_a_member_keeps_only_what_members_see(team: Team) -> None:
    first = team.first()
    leo = team.colleague("leo", "lead")
    first.at(NOON).run("record edit case-1 --log-billable")
    first.at(NOON).run("log add case-1 9:00-10:00 --note Secret")
    first.at(NOON).run("dayoff add 2026-03-06")
    team.synced(first, leo)
    leo.at(NOON).run("log add case-1 9:00-10:00 --note Own")
    team.synced(leo, first)
    first.at(NOON).run("record resolve case-1")
    first.at(NOON).run("billing issue case-1")
    team.synced(first, leo)
    first.at(LATER).run("sync member add leo --role member")
    said = leo.at(LATER).run("sync").err
    assert said.startswith("You are now a member of Team. Received 1 log; removed 1 document, ")
    assert [one["note"] for one in leo.run("log list all --json").json] == ["Own"]
    assert leo.run("billing list --json").json == []
    assert leo.run("db check").out.startswith("OK")
    leo.at(LATER).run("log add case-1 2026-03-01 9:00-10:00")
    leo.at(LATER).run("sync")
    first.at(LATER).run("sync member add leo --role lead")
    team.synced(leo, first)
    assert seen(leo) == seen(first)
    assert leo.run("db check").out.startswith("OK")
    assert len(leo.run("billing list --json").json) == 1


def test_a_lead_who_becomes_a_member_keeps_no_conflict_of_others(team: Team) -> None:
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-10:00 --note Begun")
    desk, leo = team.joined("desk"), team.colleague("leo", "lead")
    first.at(NOON).run("log edit 1 --note Changed")
    desk.at(NOON).run("log edit 1 --note 'Changed too'")
    team.synced(first, desk, leo)
    assert len(leo.run("sync conflicts --json").json) == 1
    first.at(LATER).run("sync member add leo --role member")
    leo.at(LATER).run("sync")
    assert leo.run("sync conflicts --json").json == []
    first.at(LATER).run("sync member add leo --role lead")
    assert leo.at(LATER).run("sync").err.startswith("You are now a lead of Team. Received ")
    assert leo.run("sync conflicts --json").json[0]["kind"] == "change"


def test_what_another_role_brings_and_takes_is_foreseen(team: Team) -> None:
    first = team.first()
    leo = team.colleague("leo")
    first.at(NOON).run("log add case-1 9:00-10:00")
    first.at(NOON).run("sync")
    leo.at(NOON).run("log add case-1 9:00-10:00")
    leo.at(NOON).run("sync")
    for role, would, waiting in (
        ("lead", "Would receive 1 log.\n", {"log": 1}),
        ("member", "Would remove 1 log, which the hub no longer shows you.\n", {}),
    ):
        first.at(NOON).run(f"sync member add leo --role {role}")
        status = leo.at(NOON).run("sync status --json").json
        assert (status["role"], status["waiting"]) == (role, waiting)
        assert leo.at(NOON).run("sync --dry-run").err == would
        leo.at(NOON).run("sync")


def test_a_file_that_joined_after_the_backup_is_told_that_the_hub_was_restored(team: Team) -> None:
    first = team.first()
    copy = kept(team)
    desk = team.joined("desk")
    desk.run("log add case-1 2026-02-02 9:00-10:00 --note Lost")
    desk.run("sync")
    restore(team, copy)
    desk.run("log add case-1 2026-02-03 9:00-10:00 --note Later")
    for line in ("sync", f"sync join --hub {team.hub.url('ada')}"):
        refused = desk.run(line, code=7)
        assert "restored from an older backup" in refused.err
        assert "sync --again" in refused.err
    assert "restored" in desk.run("sync status").out
    desk.run("sync --again")
    first.run("sync --again")
    assert {one["note"] for one in first.run("log list all --json").json} == {"Lost", "Later"}


def test_a_member_keeps_the_number_of_a_record_that_was_not_sent_before(team: Team) -> None:
    first = team.first()
    anna = team.colleague("anna")
    copy = kept(team)
    first.run("record add Lost")
    first.run("sync")
    anna.run("sync")
    anna.run("record add Mine")
    mine = {one["ref"] for one in anna.run("record list --json").json if one["title"] == "Mine"}
    restore(team, copy)
    first.run("sync --again")
    anna.run("sync --again")
    first.run("sync")
    assert titles(first) == titles(anna) >= {"Lost", "Mine"}
    assert mine <= {one["ref"] for one in first.run("record list --json").json}


def test_members_bring_records_that_no_lead_has_received(team: Team) -> None:
    first = team.first()
    copy = kept(team)
    anna = team.colleague("anna")
    anna.at(NOON).run("record add 'Of anna'")
    anna.at(NOON).run("sync")
    ben = team.colleague("ben")
    ben.at(NOON).run("record add 'Of ben'")
    ben.at(NOON).run("sync")
    restore(team, copy)
    first.at(LATER).run("sync --again")
    for name in ("anna", "ben"):
        first.at(LATER).run(f"sync member add {name} --role member")
    new = team.colleague("carla")
    new.at(LATER).run("record add 'Of carla'")
    new.at(LATER).run("sync")
    ben.at(LATER).run("sync --again")
    anna.at(LATER).run("sync --again")
    team.synced(first, new)
    assert titles(first) == titles(new) == {"Fix the login", "Of anna", "Of ben", "Of carla"}
    assert len({one["ref"] for one in first.run("record list --json").json}) == 4
