"""``db check`` of a file with a hub."""

from __future__ import annotations

from tests.hub.team import Team

NOON = "2026-03-02 12:00"


def test_a_file_is_compared_with_its_hub(team: Team) -> None:
    first = team.first()
    first.at(NOON).run("log add case-1 9:00-10:00 --tag a")
    first.at(NOON).run("sync")
    desk = team.joined("desk")
    for one in (first, desk):
        checked = one.at(NOON).run("db check")
        assert "; the same as the hub" in checked.out
        assert one.at(NOON).run("db check --json").json["compared_with_hub"] is True


def test_what_is_different_at_the_hub_is_found(team: Team) -> None:
    first = team.first()
    for hours in ("9:00-10:00", "10:00-11:00"):
        first.at(NOON).run(f"log add case-1 {hours} --note Here")
    first.at(NOON).run("sync")
    team.hub.sql("UPDATE timelog.log SET note = 'There' WHERE start_at = '2026-03-02 09:00+01'")
    team.hub.sql("UPDATE timelog.log SET deleted = true WHERE start_at = '2026-03-02 10:00+01'")
    checked = first.at(NOON).run("db check", code=7)
    assert "problem: log 1 of case-1 is different at the hub: note" in checked.out
    assert "problem: log 2 of case-1 was deleted at the hub" in checked.out
    team.hub.sql("DELETE FROM timelog.log WHERE deleted")
    assert "problem: 1 more log here than at the hub" in first.at(NOON).run("db check", code=7).out


def test_it_says_why_it_is_not_compared(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    first.at(NOON).run("log add case-1 9:00-10:00")
    assert _why(first.at(NOON).run("db check").err) == "there are changes to send"
    first.at(NOON).run("sync")
    assert _why(desk.at(NOON).run("db check").err) == "there are changes to receive"
    team.hub.server.stop()
    assert "cannot be reached" in _why(first.at(NOON).run("db check").err)
    assert first.at(NOON).run("db check --json").json["compared_with_hub"] is False


def _why(said: str) -> str:
    return said.removeprefix("warning: not compared with the hub: ").strip()


def test_a_member_compares_what_members_see(team: Team) -> None:
    first = team.first()
    anna = team.colleague("anna")
    anna.at(NOON).run("log add case-1 9:00-10:00")
    first.at(NOON).run("log add case-1 9:00-10:00")
    team.synced(anna, first)
    assert "; the same as the hub" in anna.at(NOON).run("db check").out
