"""A hub that is lost at any moment, restarted, slow, full or gone: a sentence, and a whole file."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import processes
from tests.harness import Result
from tests.hub import wire
from tests.hub.machines import BEGIN, YEAR, Machine, Team
from tests.hub.network import Network
from tests.hub.server import Database

pytest.importorskip("psycopg")


@pytest.fixture
def team(hub: Database) -> Iterator[Team]:
    """Two machines of one person, who works on ``task-1``."""
    network = Network()
    with TemporaryDirectory(prefix="t", dir="/tmp") as folder:
        made = Team(random.Random(1), hub, network)
        first, second = (made.machine(Path(folder) / name, "ada", "owner", 0) for name in "ab")
        hub.owner("ada")
        hub.keep_time("ada")
        made.set_time()
        done(made, first, "record add One")
        done(made, first, f"sync init --hub {first.url}")
        done(made, second, f"sync join --hub {second.url}")
        yield made
    network.close()


def done(team: Team, machine: Machine, line: str) -> Result:
    """A command that has to be done."""
    result = machine.run(line.split(), team.now)
    assert result.code == 0, result.err
    return result


def logged(team: Team, machine: Machine, note: str) -> None:
    done(team, machine, f"log add task-1 2026-10-01 9:00-9:30 --on-overlap allow --note {note}")


def assert_one_sentence(result: Result) -> None:
    first, *others = result.err.splitlines()
    assert first.startswith("error: ")
    assert ". " not in first
    assert all(line.startswith("hint: ") for line in others)
    assert len(others) < 2
    assert result.out == ""


def assert_whole(team: Team, machine: Machine, notes: int) -> None:
    """The file is in order, and goes on being used."""
    done(team, machine, "db check")
    logged(team, machine, f"still{notes}")
    assert machine.rows("SELECT count(*) FROM log")[0][0] >= notes


def assert_equal(team: Team) -> None:
    for machine in team.machines * 2:
        done(team, machine, "sync")
    there = wire.of_hub(team.database.sql)
    for machine in team.machines:
        assert wire.differences(wire.of_file(machine.cli.path), there) == []


def moments_of(team: Team, machine: Machine, words: list[str], count: int) -> list[int]:
    """Numbers of messages over all that the hub sends while a command is done, and after it."""
    machine.line.mend()
    assert machine.run(words, team.now).code == 0
    heard = machine.line.heard
    return [heard * at // count for at in range(count)] + [heard + 20]


def billable(team: Team, machine: Machine, day: int) -> str:
    """A record that can be billed, with a log of its own time."""
    options = "--customer Acme --service Work --billable"
    record = done(team, machine, f"record add Day{day} {options}").out.split()[0]
    done(team, machine, f"log add {record} 2026-10-{day:02} 9:00-9:30 --billable")
    done(team, machine, f"record resolve {record}")
    return record


def test_a_connection_that_is_lost_at_any_message_loses_nothing(team: Team) -> None:
    first, second = team.machines
    logged(team, second, "one")
    done(team, second, "sync")
    logged(team, first, "one")
    moments, failed = moments_of(team, first, ["sync"], 10), 0
    for messages in moments:
        logged(team, second, f"n{messages}")
        done(team, second, "sync")
        logged(team, first, f"m{messages}")
        first.line.break_after(messages)
        result = first.run(["sync"], team.now)
        first.line.mend()
        if result.code:
            assert result.code == 6
            assert_one_sentence(result)
            failed += 1
    assert failed > len(moments) / 2
    assert_whole(team, first, failed)
    assert_equal(team)
    assert len(wire.of_hub(team.database.sql)["log"]) == 2 * len(moments) + 3


def test_an_issue_whose_answer_is_lost_at_any_message_has_one_number(team: Team) -> None:
    first, _ = team.machines
    for line in ("customer add Acme", "service add Work --price 60 --currency EUR"):
        done(team, first, line)
    billable(team, first, 1)
    codes = []
    for messages in moments_of(team, first, ["billing", "issue", "--all"], 16):
        record = billable(team, first, len(codes) + 2)
        first.line.break_after(messages)
        result = first.run(["billing", "issue", record], team.now)
        first.line.mend()
        if result.code:
            assert result.code == 6
            assert_one_sentence(result)
        codes.append(result.code)
    assert_equal(team)
    invoices = team.database.sql("SELECT seq FROM timelog.invoice ORDER BY seq")
    assert [seq for (seq,) in invoices] == list(range(1, len(invoices) + 1))
    assert set(codes) == {0, 6}


def test_a_hub_that_is_gone_is_said_so_and_what_waits_goes_later(team: Team) -> None:
    first, _ = team.machines
    logged(team, first, "waiting")
    team.database.server.stop()
    result = first.run(["sync"], team.now)
    assert result.code == 6
    assert_one_sentence(result)
    assert_whole(team, first, 1)
    team.database.server.start()
    assert_equal(team)


def test_a_hub_that_is_full_is_said_so_and_what_waits_goes_later(team: Team) -> None:
    first, _ = team.machines
    logged(team, first, "waiting")
    team.database.sql(
        "CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'could not extend file: No space left on device'"
        " USING ERRCODE = 'disk_full'; END $$"
    )
    team.database.sql(
        "CREATE TRIGGER is_full BEFORE INSERT ON timelog.log EXECUTE FUNCTION public.full()"
    )
    result = first.run(["sync"], team.now)
    assert result.code == 6
    assert_one_sentence(result)
    assert "full" in result.err
    assert_whole(team, first, 1)
    team.database.sql("DROP TRIGGER is_full ON timelog.log")
    assert_equal(team)


def started(machine: Machine, line: str) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""
    env = processes.environment(machine.cli, BEGIN.isoformat(), TIMELOG_BUSY_SECONDS="5")
    return subprocess.Popen(
        processes.command([*line.split()]),
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_hub_that_is_slow_holds_up_no_work(team: Team) -> None:
    first, _ = team.machines
    logged(team, first, "waiting")
    team.database.server.pause()
    with started(first, "sync") as process:
        logged(team, first, "meanwhile")
        assert process.poll() is None
        team.database.server.go_on()
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert_equal(team)


def test_a_hub_that_restarts_while_a_file_syncs_loses_nothing(team: Team) -> None:
    first, _ = team.machines
    for number in range(3):
        logged(team, first, f"n{number}")
    team.database.server.pause()
    with started(first, "sync") as process:
        logged(team, first, "meanwhile")
        team.database.server.restart()
        _, err = process.communicate(timeout=60)
    assert process.returncode in {0, 6}, err
    assert b"Traceback" not in err
    assert_whole(team, first, 4)
    assert_equal(team)


def test_a_clock_that_was_a_year_ahead_is_noticed_and_what_it_said_counts_as_said_now(
    team: Team,
) -> None:
    first, second = team.machines
    first.ahead_for_now = 365 * 86400
    done(team, first, "record edit task-1 --title Tomorrow")
    result = first.run(["sync"], team.now)
    assert result.code == 1
    assert_one_sentence(result)
    assert "clock" in result.err
    first.ahead_for_now = 0
    done(team, first, "sync")
    done(team, second, "sync")
    team.later(60)
    done(team, second, "record edit task-1 --title Today")
    assert_equal(team)
    assert first.rows("SELECT title FROM record") == [("Today",)]
    assert first.rows("SELECT count(*) FROM conflict") == [(0,)]


def test_a_hub_whose_clock_was_a_year_ahead_goes_on_taking_changes(team: Team) -> None:
    first, second = team.machines
    team.database.set_time(team.now.timestamp() + YEAR)
    done(team, first, "record edit task-1 --title One")
    assert_equal(team)
    team.set_time()
    for machine, title in ((second, "Two"), (first, "Three")):
        team.later(60)
        done(team, machine, f"record edit task-1 --title {title}")
        logged(team, machine, title)
        assert_equal(team)
    assert second.rows("SELECT title FROM record") == [("Three",)]
    assert first.rows("SELECT count(*) FROM conflict") == [(0,)]
