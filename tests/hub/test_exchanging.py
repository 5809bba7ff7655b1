"""``sync`` and ``sync status``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from tests.harness import Cli
from tests.hub.team import WORK, Team, kept, restore, seen
from timelog_cli.store.sync.spooling import Spool
from timelog_cli.usecases.sync import exchanging

NOON = "2026-03-02 12:00"


def test_one_line_says_what_came_and_went(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    desk.at(NOON).run("log add case-1 9:00-10:00")
    first.at(NOON).run("dayoff add 2026-03-06")
    assert desk.at(NOON).run("sync").err == "Sent 1 record, 1 log.\n"
    assert first.at(NOON).run("sync").err == "Sent 1 day off; received 1 record, 1 log.\n"
    assert desk.at(NOON).run("sync").err == "Received 1 day off.\n"
    assert desk.at(NOON).run("sync").err == "Nothing new on either side.\n"


def test_what_a_file_sends_does_not_come_back(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    come: list[dict[str, int]] = []

    class Counted(Spool):
        def fill(self, *arguments: Any) -> None:
            super().fill(*arguments)
            come.append(self.counts)

    monkeypatch.setattr(exchanging, "Spool", Counted)
    first = team.first()
    desk = team.joined("desk")
    desk.at(NOON).run("log add case-1 9:00-10:00")
    desk.at(NOON).run("sync")
    first.at(NOON).run("sync")
    assert come == [{}, {}, {"record": 1, "log": 1}]


def test_what_came_is_one_entry_of_the_history_which_undo_leaves_alone(team: Team) -> None:
    first = team.first()
    anna = team.colleague("anna")
    anna.at(NOON).run("log add case-1 9:00-10:00")
    anna.at(NOON).run("sync")
    first.at(NOON).run("sync")
    entry = first.run("history --limit 1 --json").json[0]
    assert entry["user"] == "anna"
    assert entry["command"].startswith("timelog sync (changes of anna on ")
    first.at(NOON).run("dayoff add 2026-03-06")
    first.at(NOON).run("undo")
    undone = first.at(NOON).run("undo --dry-run", code=None).err
    assert "record" in undone
    assert "timelog sync" not in undone


def test_a_dry_run_says_what_would_come_and_go_and_does_nothing(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    desk.at(NOON).run("log add case-1 9:00-10:00")
    desk.at(NOON).run("sync")
    first.at(NOON).run("dayoff add 2026-03-06")
    before = first.path.read_bytes()
    said = first.at(NOON).run("sync --dry-run").err
    assert said == "Would send 1 day off and receive 1 record, 1 log.\n"
    assert first.path.read_bytes() == before
    first.at(NOON).run("sync")
    assert first.at(NOON).run("sync --dry-run").err == "Nothing to send or receive.\n"


def test_the_status_says_what_is_pending_and_what_waits(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    desk.at(NOON).run("log add case-1 9:00-10:00 --tag a")
    desk.at(NOON).run("sync")
    first.at(NOON).run("log add case-1 10:00-11:00 --tag b")
    first.at(NOON).run("log add case-1 11:00-12:00")
    status = first.at(NOON).run("sync status --json").json
    assert status["pending"] == {"record": 1, "log": 2}
    # Both made the record open.
    assert status["waiting"] == {"log": 1}
    assert (status["workspace"], status["member"], status["role"]) == ("Team", "ada", "owner")
    text = first.at(NOON).run("sync status").out
    assert "to send       1 record, 2 logs" in text
    assert "to receive    1 log" in text
    assert first.at(NOON).run("sync").err == "Sent 1 record, 2 logs; received 1 log.\n"


def test_the_status_works_offline_and_writes_nothing(team: Team) -> None:
    first = team.first()
    first.at(NOON).run("log add case-1 9:00-10:00")
    team.hub.server.stop()
    before = first.path.read_bytes()
    status = first.at(NOON).run("sync status --json").json
    assert (status["pending"], status["waiting"]) == ({"record": 1, "log": 1}, None)
    assert "cannot be reached" in status["problem"]
    assert first.path.read_bytes() == before


def test_a_sync_without_news_writes_nothing(team: Team) -> None:
    first = team.first()
    first.at(NOON).run("sync")
    before = first.path.read_bytes()
    first.at("2026-03-02 13:00").run("sync")
    assert first.path.read_bytes() == before


def test_a_hub_that_is_away_leaves_the_file_usable(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    desk.at(NOON).run("log add case-1 9:00-10:00")
    team.hub.server.stop()
    result = desk.at(NOON).run("sync", code=6)
    assert "cannot be reached" in result.err
    desk.at(NOON).run("log add case-1 10:00-11:00")
    team.hub.server.start()
    desk.at(NOON).run("sync")
    first.at(NOON).run("sync")
    assert len(first.run("log list all --json").json) == 2


def test_numbers_of_records_never_clash(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    refs = [one.at(NOON).run("record add Same").out.strip() for one in (first, desk)]
    assert len(set(refs)) == 2
    team.synced(first, desk)
    shown = first.run("record list --json").json
    assert {record["ref"] for record in shown} == {"case-1", *refs}
    assert seen(first) == seen(desk)


def test_numbers_can_be_reserved_for_many_records(team: Team) -> None:
    first = team.first()
    first.at(NOON).run("sync --reserve 2500")
    assert first.run("sync status --json").json["free_numbers"] >= 2500
    for wrong in ("0", "-1", "many", "1000001"):
        first.at(NOON).refused(
            f"sync --reserve={wrong}",
            code=2,
            message=f"--reserve needs a number from 1 to 1000000, not {wrong!r}",
            hint="timelog sync --reserve 5000",
        )


def test_without_free_numbers_a_sync_gets_new_ones(team: Team) -> None:
    first = team.first()
    first.rows("UPDATE number_block SET next = last + 1")
    first.at(NOON).refused(
        "record add 'One too many'", message=_no_number(first), hint="timelog sync"
    )
    first.at(NOON).run("sync")
    first.at(NOON).run("record add 'One more'")


def _no_number(cli: Cli) -> str:
    """What is said where the numbers of records are used up."""
    said = cli.at(NOON).run("record add x", code=1).err
    return said.splitlines()[0].removeprefix("error: ")


@pytest.mark.parametrize("more", ["--dry-run", "--again", "--reserve 5"])
def test_every_goes_with_nothing_that_is_done_once(cli: Cli, more: str) -> None:
    cli.at(NOON).refused(
        f"sync --every 60s {more}",
        code=2,
        message="--every cannot be combined with --dry-run, --again or --reserve",
    )


def test_an_interval_has_to_be_one(cli: Cli) -> None:
    assert cli.at(NOON).run("sync --every soon", code=2).err.startswith("error: ")
    cli.at(NOON).refused("sync --every 60s", message="this file has no hub")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_every_goes_on_until_it_is_ended(team: Team, number: int) -> None:
    first, desk = team.first(), team.joined("desk")
    first.at(NOON).run("log add case-1 9:00-10:00")
    with subprocess.Popen(
        [sys.executable, "-m", "timelog_cli", "sync", "--every", "1s"],
        env={**os.environ, **first.environment(NOON)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "Sent 1 record, 1 log.\n"
        desk.at(NOON).run("sync")
        desk.at(NOON).run("log add case-1 10:00-11:00")
        desk.at(NOON).run("sync")
        assert process.stdout.readline() == "Received 1 log.\n"
        process.send_signal(number)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""


def test_every_outlives_a_hub_that_is_away(team: Team) -> None:
    first = team.first()
    team.hub.server.stop()
    with subprocess.Popen(
        [sys.executable, "-m", "timelog_cli", "sync", "--every", "1s", "--json"],
        env={**os.environ, **first.environment(NOON)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "cannot be reached" in process.stderr.readline()
        first.at(NOON).run("log add case-1 9:00-10:00")
        team.hub.server.start()
        assert '"sent": {"record": 1, "log": 1}' in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_all_is_sent_again_to_a_hub_that_was_restored(team: Team) -> None:
    first, desk = team.first(), team.joined("desk")
    copy = kept(team)
    for cli, hours in ((first, "9:00-10:00"), (desk, "10:00-11:00")):
        cli.at(NOON).run(f"log add case-1 {hours}")
        cli.at(NOON).run("record add 'After the backup'")
    team.synced(first, desk)
    restore(team, copy)
    result = first.at(NOON).run("sync", code=7)
    assert "the hub was restored from an older backup" in result.err
    assert "hint: to send everything to it again: timelog sync --again" in result.err
    first.at(NOON).run("log add case-1 11:00-12:00")
    for cli in (first, desk):
        cli.at(NOON).run("sync --again")
    team.synced(first, desk)
    assert len(first.run("log list all --json").json) == 3
    assert seen(first) == seen(desk)
    assert len(first.run("record list --json").json) == 3


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("service add Design --price 50 --currency EUR", "change services"),
        ("service edit Consulting --price 90", "change services"),
        ("service delete Consulting --yes", "change services"),
        ("billing lock 2026-01-31", "lock or unlock logs"),
        ("billing unlock", "lock or unlock logs"),
    ],
)
def test_a_member_is_refused_at_once_what_only_leads_do(team: Team, line: str, what: str) -> None:
    team.first(*WORK, "billing lock 2025-12-31", "record edit case-1 --no-service --no-billable")
    team.colleague("anna").at(NOON).refused(
        line,
        message=f"only a lead or an owner of the workspace can {what}",
        hint="to see the members: timelog sync member list",
    )
