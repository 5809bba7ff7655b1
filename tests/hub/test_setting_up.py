"""``sync init``, ``sync join`` and ``sync leave``, and what is wrong with a hub."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.hub.network import Network
from tests.hub.team import MORNING, WORK, Team, copied
from timelog_cli.domain.text import typed

NO_HUB = "this file has no hub"
GET_ONE = (
    "to make one: timelog sync init --hub URL; to join one, in a new file:"
    " timelog sync join --hub URL"
)


def test_a_new_file_gets_all_that_is_in_the_first(team: Team) -> None:
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-11:30 --billable --note First")
    second = team.joined("desk")
    assert second.run("log list all --json").json == first.run("log list all --json").json
    assert second.run("record list --json").json == first.run("record list --json").json


def test_a_workspace_in_which_nothing_is_yet_can_be_joined(team: Team) -> None:
    first = team.laptop("laptop")
    first.at(MORNING).run(f"sync init --hub {team.hub.url('ada')}")
    second = team.joined("desk")
    second.at(MORNING).run("record add 'The first one'")
    second.at(MORNING).run("sync")
    first.at(MORNING).run("sync")
    assert first.run("record list --json").json == second.run("record list --json").json != []


def test_a_hub_that_is_far_away_is_made_in_few_round_trips(team: Team) -> None:
    network = Network()
    line = network.line(team.folder, team.hub.server.folder)
    laptop = team.laptop("laptop")
    laptop.run(f"sync init --hub postgresql://ada@/{team.hub.name}?host={line.folder}")
    network.close()
    assert 0 < line.turns < 40


@pytest.mark.parametrize("line", ["sync init --hub", "sync join --hub"])
@pytest.mark.parametrize(
    ("address", "told"),
    [("\udcff", "udcff"), ("postgresql://u@127.0.0.1:1/x\ny", "n"), ("host=\x1b", "x1b")],
)
def test_an_address_with_what_is_no_character_is_refused_as_one(
    team: Team, line: str, address: str, told: str
) -> None:
    message = f"--hub contains a character that is not allowed: \\{told}"
    laptop = team.laptop("laptop")
    laptop.at(MORNING).refused([*line.split(), address], code=2, message=message)
    assert not laptop.path.exists() or not laptop.rows("SELECT * FROM record")


def test_a_name_of_a_member_that_is_no_utf_8_is_refused(team: Team) -> None:
    laptop = team.first()
    for line in ("sync member add", "sync member remove"):
        more = ["--role", "member"] if "add" in line else []
        error = laptop.at(MORNING).run([*line.split(), "x\udcff", *more, "--json"], code=None).error
        assert error["kind"] in {"usage", "not-found"}
        assert "x\\udcff" in error["message"]


def test_it_says_what_was_sent_and_what_was_received(team: Team) -> None:
    first = team.laptop("laptop")
    for line in WORK:
        first.at(MORNING).run(line)
    url = team.hub.url("ada")
    said = first.at(MORNING).run(f"sync init --hub {url} --workspace Team").err
    assert f"This file now has a hub: workspace Team at {url}." in said
    assert "Sent 1 owner, 1 customer, 1 service, 1 record." in said
    second = team.laptop("desk")
    said = second.at(MORNING).run(f"sync join --hub {url}").err
    assert f"Joined workspace Team at {url} as ada (owner)." in said
    assert "Received 1 owner, 1 customer, 1 service, 1 record into" in said


def test_a_file_has_one_hub(team: Team) -> None:
    first = team.first()
    url = team.hub.url("ada")
    first.at(MORNING).refused(
        f"sync init --hub {url} --workspace Other",
        message=f"this file already has a hub: workspace Team at {url}",
        hint="to leave it first: timelog sync leave",
    )
    first.at(MORNING).refused(
        f"sync join --hub {url}",
        message=f"{first.path} has already joined workspace Team",
        hint="timelog sync",
    )


def test_a_file_with_data_of_its_own_cannot_join(team: Team) -> None:
    team.first()
    other = team.laptop("desk")
    other.at(MORNING).run("record add 'My own'")
    other.at(MORNING).refused(
        f"sync join --hub {team.hub.url('ada')}",
        message=f"cannot join with {other.path}: it already has data",
    )


def test_a_join_that_fails_leaves_no_file(team: Team) -> None:
    team.first()
    other = team.laptop("desk", "anna")
    team.hub.role("anna")
    said = other.at(MORNING).run(f"sync join --hub {team.hub.url('anna')}", code=None)
    assert said.code in {1, 7}
    assert said.err.startswith("error: ")
    assert not other.path.exists()


def test_a_password_is_neither_kept_nor_shown(team: Team) -> None:
    first = team.laptop("laptop")
    first.at(MORNING).run("record add One")
    team.hub.sql("GRANT with_password TO ada")
    team.hub.sql("ALTER ROLE ada PASSWORD 'open-sesame'")
    url = team.hub.url("ada", "open-sesame")
    said = first.at(MORNING).run(f"sync init --hub {url} --workspace Team")
    assert "open-sesame" not in said.err + said.out
    assert b"open-sesame" not in first.path.read_bytes()
    wrong = first.at(MORNING).run("sync", code=1)
    assert "open-sesame" not in wrong.err
    bad = team.hub.url("ada", "open-barley")
    other = team.laptop("desk").at(MORNING).run(f"sync join --hub {bad}", code=1)
    assert "open-barley" not in other.err
    assert "refused the name or the password" in other.err


@pytest.mark.parametrize("insecure", ["", " --insecure"])
def test_an_address_in_keywords_is_kept_with_its_blanks(team: Team, insecure: str) -> None:
    first = team.laptop("laptop")
    first.at(MORNING).run("record add One")
    address = (
        f"host={team.hub.server.folder} dbname={team.hub.name} user=ada sslmode=disable"
        r" application_name='ada\'s\\ own sslmode=prefer'"
    )
    first.at(MORNING).run(f"sync init --hub {shlex.quote(address)}{insecure}")
    first.at(MORNING).run("record add Two")
    assert "Sent 1 record." in first.run("sync").err
    hub = first.run("sync status --json").json["hub"]
    assert hub.endswith(" sslmode=prefer") == bool(insecure)


@pytest.mark.parametrize("line", ["sync", "sync --dry-run", "sync leave", "sync member list"])
def test_what_needs_a_hub_says_how_to_get_one(cli: Cli, line: str) -> None:
    cli.at(MORNING).refused(line, message=NO_HUB, hint=GET_ONE)


def test_a_file_without_a_hub_says_so(cli: Cli) -> None:
    assert cli.run("sync status").out.startswith("This file has no hub.")
    assert cli.run("sync status --json").json["hub"] is None
    assert cli.run("sync conflicts").err == "No conflicts.\n"


def test_an_address_that_is_none_is_refused(cli: Cli) -> None:
    result = cli.at(MORNING).run("sync init --hub nonsense", code=None)
    assert result.code in {1, 2}
    assert "hub" in result.err
    assert "hint: " in result.err


def test_a_hub_that_cannot_be_reached_is_said_to_be_so(cli: Cli) -> None:
    cli.at(MORNING).run("record add One")
    before = cli.dump()
    result = cli.at(MORNING).run("sync init --hub postgresql://ada@127.0.0.1:1/team", code=6)
    assert "cannot be reached" in result.err
    assert cli.dump() == before


def test_a_database_that_is_no_hub_is_refused(team: Team) -> None:
    other = team.laptop("desk")
    result = other.at(MORNING).run(f"sync join --hub {team.hub.url('ada')}", code=7)
    assert "is not a hub" in result.err
    assert not other.path.exists()


def test_without_psycopg_it_says_how_to_install_it(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    cli.at(MORNING).refused(
        "sync init --hub postgresql://ada@localhost/team",
        message="cannot use a hub: the Python package psycopg is not installed",
    )


def test_a_member_of_several_workspaces_names_one(team: Team) -> None:
    team.first()
    url = team.hub.url("ada")
    other = team.laptop("other")
    other.at(MORNING).run("record add 'Something else'")
    other.at(MORNING).run(f"sync init --hub {url} --workspace Family")
    third = team.laptop("third")
    result = third.at(MORNING).run(f"sync join --hub {url}", code=None)
    assert result.code
    assert "--workspace" in result.err
    third.at(MORNING).run(f"sync join --hub {url} --workspace Family")
    assert [one["title"] for one in third.run("record list --json").json] == ["Something else"]


def test_a_copy_of_a_file_is_noticed_and_becomes_one_of_its_own(team: Team, tmp_path: Path) -> None:
    first = team.first()
    copy = copied(first, tmp_path / "copy")
    copy.at("2026-03-02 12:00").run("log add case-1 9:00-10:00 --note 'On the copy'")
    copy.at("2026-03-02 12:00").run("record add 'On the copy'")
    first.at("2026-03-02 12:00").run("record add 'On the first'")
    first.at("2026-03-02 12:00").run("log add case-1 10:00-11:00 --note 'On the first'")
    first.at("2026-03-02 12:00").run("sync")
    copy.at("2026-03-02 12:01").refused(
        "sync",
        message="this file is a copy of another one that has been synced since",
        hint="to let it take part as a separate file: timelog sync join --hub "
        + typed(team.hub.url("ada")),
    )
    copy.at("2026-03-02 12:02").run(f"sync join --hub {team.hub.url('ada')}")
    first.at("2026-03-02 12:03").run("sync")
    for one in (first, copy):
        notes = {log["note"] for log in one.run("log list all --json").json}
        assert notes == {"On the copy", "On the first"}
        titles = {record["title"] for record in one.run("record list --json").json}
        assert titles == {"Fix the login", "On the copy", "On the first"}


def test_a_record_that_was_added_before_a_file_was_copied_is_one_in_both(
    team: Team, tmp_path: Path
) -> None:
    first = team.first()
    first.run("record add Both")
    copy = copied(first, tmp_path / "copy")
    first.run("sync")
    copy.run("record add Mine")
    copy.run("sync", code=1)
    copy.run(f"sync join --hub {team.hub.url('ada')}")
    first.run("sync")
    titles = {"Fix the login", "Both", "Mine"}
    for one in (first, copy):
        one.run("sync")
        assert sorted(row["title"] for row in one.run("record list --all --json").json) == sorted(
            titles
        )
        assert "the same as the hub" in one.run("db check").out


def test_a_file_that_leaves_keeps_everything_and_works_on(team: Team) -> None:
    first = team.first()
    desk = team.joined("desk")
    desk.at(MORNING).run("log add case-1 2026-03-01 9:00-10:00")
    desk.at(MORNING).refused(
        "sync leave",
        message="confirmation needed, but there is no terminal: Leave the hub without sending"
        " 1 record, 1 log?",
        hint="to confirm, add --yes",
    )
    said = desk.at(MORNING).run("sync leave --yes").err
    assert said == (
        f"{desk.path} no longer has a hub.\n"
        "warning: not sent, and in this file only: 1 record, 1 log\n"
    )
    desk.at(MORNING).run("record add 'On my own'")
    desk.at(MORNING).refused("sync", message=NO_HUB)
    assert [one["files"] for one in first.run("sync member list --json").json] == [1]


def test_a_file_can_leave_a_hub_that_is_gone(team: Team) -> None:
    first = team.first()
    team.hub.server.stop()
    said = first.at(MORNING).run("sync leave").err
    assert "the hub could not be told, so it may still list this file" in said
    first.at(MORNING).run("record add 'On my own'")


@pytest.mark.parametrize("name", ["x" * 101, "two\nlines", " "])
def test_a_workspace_has_a_name_of_one_line(team: Team, name: str) -> None:
    first = team.laptop("laptop")
    result = first.run(["sync", "init", "--hub", team.hub.url("ada"), "--workspace", name], code=2)
    assert "error: " in result.err
    assert "Traceback" not in result.err


def test_a_file_of_somebody_who_was_added_again_takes_part_again(team: Team) -> None:
    first = team.first()
    anna = team.colleague("anna")
    first.at(MORNING).run("sync member remove anna")
    anna.at(MORNING).run("log add case-1 2026-03-01 9:00-10:00 --note Meanwhile")
    assert "is not a member" in anna.at(MORNING).run("sync", code=1).err
    first.at(MORNING).run("sync member add anna --role member")
    assert (
        "hint: to take part again: timelog sync join --hub URL"
        in anna.at(MORNING).run("sync", code=1).err
    )
    first.at(MORNING).run("record edit case-1 --title Newer")
    first.at(MORNING).run("sync")
    said = anna.at(MORNING).run(f"sync join --hub {team.hub.url('anna')}").err
    assert "\nSent 1 record, 1 log; received 1 record into " in said
    team.synced(anna, first)
    assert [one["note"] for one in first.run("log list all --json").json] == ["Meanwhile"]
    assert [one["title"] for one in anna.run("record list --json").json] == ["Newer"]


def test_only_an_owner_changes_who_takes_part(team: Team) -> None:
    team.first()
    grace = team.colleague("grace", "lead")
    for line in ("add anna --role member", "remove ada"):
        grace.at(MORNING).refused(
            f"sync member {line}",
            message="only an owner of the workspace can change its members",
            hint="to see who is one: timelog sync member list",
        )
    assert team.hub.sql("SELECT FROM pg_roles WHERE rolname = 'anna'") == []


def test_a_file_of_somebody_else_does_not_join(team: Team) -> None:
    team.first()
    anna = team.colleague("anna")
    anna.at(MORNING).refused(
        f"sync join --hub {team.hub.url('ada')}",
        message=f"cannot join with {anna.path}: it is a file of anna, not of ada",
    )


def test_a_hub_of_another_workspace_is_said_to_be_another(team: Team) -> None:
    first = team.first()
    first.rows("UPDATE sync_state SET workspace_id = randomblob(16)")
    said = first.at(MORNING).run("sync", code=7).err
    assert "error: the hub does not have the workspace of this file: it is another hub" in said


def test_a_member_is_told_the_address_and_a_role_as_psql_reads_it(team: Team) -> None:
    first = team.first()
    said = first.at(MORNING).run("sync member add Zoe --role member").err
    assert '\\password "Zoe"' in said
    assert f"timelog sync join --hub '{team.hub.url('Zoe')}'" in said


def test_a_service_that_is_not_described_is_said_to_be_so(cli: Cli) -> None:
    result = cli.at(MORNING).run("sync init --hub service=nowhere", code=3)
    assert "the hub service=nowhere is not known: there is no such service" in result.err
