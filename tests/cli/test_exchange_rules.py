"""What a hub changes for the commands of one file: numbers of records, and what can be billed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import Cli, once
from tests.store.exchange import begin, opened
from timelog_cli.store.sync import conflicts, noting, state
from timelog_cli.store.sync.conflicts import Conflict

NOW = "2026-11-02 09:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    for line in (
        "service add Consulting --price 60 --currency USD",
        "customer add Acme",
        "record add One --type case --customer Acme --service Consulting --billable",
        "log add case-1 2026-10-01 9:00-10:00 --billable",
        "log add case-1 2026-10-02 9:00-11:00 --billable",
    ):
        cli.run(line)
    with opened(cli) as store:
        begin(store, 1)
    return cli


def overlap(cli: Cli, one: int, other: int) -> None:
    """Flag two logs, as the hub does."""
    uuids = dict(cli.rows("SELECT id, lower(hex(uuid)) FROM log"))
    found = Conflict(
        *(7, "overlap", "log", uuids[one], uuids[other]),
        *("", "{}", "{}", "laptop", "ada", 1_793_610_000),
    )
    with opened(cli) as store, state.writing(store):
        conflicts.put(store, [found])


class TestRecords:
    def test_take_the_numbers_that_the_hub_keeps_for_the_file(self, cli: Cli) -> None:
        assert cli.run("record add Two --json").json["ref"] == "task-1000"
        assert cli.run("start Three --create --json").json["record"] == "task-1001"

    def test_never_take_the_number_of_one_that_was_deleted(self, cli: Cli) -> None:
        cli.run("record add Two")
        cli.run("record delete task-1000 --yes")
        cli.run("record add Three")
        cli.run("undo")
        assert cli.run("record add Four --json").json["ref"] == "task-1002"
        cli.run("undo")
        cli.run("redo")
        assert cli.run("record show task-1002 --json").json["title"] == "Four"

    def test_go_on_with_the_next_block(self, cli: Cli) -> None:
        with opened(cli) as store, state.writing(store):
            state.drop_blocks(store)
            state.add_block(store, 20, 21)
            state.add_block(store, 40, 40)
            assert state.free_numbers(store) == 3
        added = [cli.run(f"record add R{n} --json").json["ref"] for n in range(3)]
        assert added == ["task-20", "task-21", "task-40"]

    def test_are_refused_when_no_number_is_left(self, cli: Cli) -> None:
        with opened(cli) as store, state.writing(store):
            state.drop_blocks(store)
        for line in ("record add Two", "start Two --create", "add Two 9:00-10:00"):
            cli.at(NOW).refused(
                line, message="no number is left for a new record", hint="timelog sync"
            )

    def test_of_another_program_need_such_a_number_too(self, cli: Cli) -> None:
        with pytest.raises(Exception, match="no number is left"):
            cli.rows(
                "INSERT INTO record (uuid, type, title, owner_id, created_at)"
                " SELECT randomblob(16), 'task', 'X', owner_id, 0 FROM record"
            )

    def test_are_numbered_as_ever_in_a_file_that_left_its_hub(self, cli: Cli) -> None:
        cli.run("record add Two")
        with opened(cli) as store, state.writing(store):
            state.forget(store)
        assert cli.run("record add Three --json").json["ref"] == "task-1001"


class TestDocuments:
    def test_are_not_issued_without_the_hub(self, cli: Cli) -> None:
        with opened(cli) as store, state.writing(store):
            state.update(store, issuing=0)
        insert = (
            "INSERT INTO invoice (uuid, number, kind, series, seq, customer_id, currency,"
            " issue_date, due_date, total, payable, issued_at, snapshot)"
            " VALUES (randomblob(16), '1', 'invoice', 's', 1, 1, 'USD', '2026-11-02',"
            " '2026-11-02', '1', '1', 0, '{}')"
        )
        cli.rows("INSERT INTO counter (series, last) VALUES ('s', 1)")
        with pytest.raises(Exception, match="documents are issued with the hub"):
            cli.rows(insert)


class TestLogsThatOverlapThoseOfAnotherMachine:
    ASIDE = (
        "2:00 more on case-1 overlaps other logs and is not billed."
        " To decide: timelog sync conflicts"
    )

    def test_are_not_billed_until_somebody_decides(self, cli: Cli) -> None:
        cli.run("log add case-1 2026-10-02 12:00-13:00")
        overlap(cli, 2, 3)
        cli.rows("DELETE FROM sync_state")  # which would be asked for numbers
        cli.run("record resolve case-1")
        assert cli.run("billing unbilled --json").json[0]["unbilled_seconds"] == 3600
        for line in ("billing unbilled", "billing preview case-1", "billing issue case-1"):
            result = cli.run(line)
            assert self.ASIDE in result.out + result.err, line
        assert cli.rows("SELECT id FROM log WHERE invoice_id IS NOT NULL") == [(1,)]
        with opened(cli) as store, state.writing(store):
            conflicts.close(store, [7])
        cli.run("billing issue case-1")
        assert cli.rows("SELECT id FROM log WHERE invoice_id IS NOT NULL") == [(1,), (2,)]

    def test_are_named_where_nothing_else_is_left(self, cli: Cli) -> None:
        overlap(cli, 1, 2)
        cli.rows("DELETE FROM sync_state")
        cli.run("record resolve case-1")
        cli.at(NOW).refused(
            "billing issue case-1",
            message="nothing to bill on case-1: all its time overlaps other logs",
            hint="timelog sync conflicts",
        )
        said = cli.run("billing unbilled")
        assert "3:00 more on case-1 overlaps other logs" in said.out + said.err


class TestTheHistory:
    def test_that_is_removed_is_noted_before(self, cli: Cli) -> None:
        cli.run("log edit 1 --note Changed")
        cli.at("2027-11-02 09:00").run("db compact --keep 1d --yes")
        with opened(cli) as store:
            assert noting.pending(store) == 1
            with state.writing(store):
                noting.note(store)
            assert noting.pending(store) == 1
        assert cli.run("db check").code == 0

    def test_of_the_exchange_is_never_in_an_export(self, cli: Cli) -> None:
        out = cli.run("export --to jsonl").out
        assert "hub.example" not in out
        assert "number_block" not in out


class TestAWholeDatabase:
    def test_is_not_imported_where_a_hub_numbers_the_records(self, tmp_path: Path) -> None:
        folder = tmp_path / "other"
        folder.mkdir()
        cli, other = Cli(tmp_path), Cli(folder)
        cli.run("record add One")
        cli.run(f"export --to jsonl --out {tmp_path / 'all.jsonl'}")
        with opened(other) as store:
            begin(store, 2)
        result = other.run(f"import {tmp_path / 'all.jsonl'}", code=1)
        assert "its records are numbered by a hub" in result.err
        assert "timelog --db NEW.db import FILE" in result.err


class TestABackup:
    def test_that_is_restored_gives_up_its_numbers(self, cli: Cli) -> None:
        cli.run(f"db backup {cli.folder / 'kept.db'}")
        said = cli.run(f"db restore {cli.folder / 'kept.db'} --yes")
        assert "To exchange with its hub again: timelog sync" in said.out + said.err
        cli.at(NOW).refused(
            "record add Two", message="no number is left for a new record", hint="timelog sync"
        )

    def test_of_a_file_without_a_hub_is_what_it_was(self, tmp_path: Path) -> None:
        cli = Cli(tmp_path)
        cli.run("record add One")
        cli.run(f"db backup {tmp_path / 'kept.db'}")
        said = cli.run(f"db restore {tmp_path / 'kept.db'} --yes")
        assert "timelog sync" not in said.out + said.err
        cli.run("record add Two")


class TestAStoppedTimer:
    def test_is_known_by_the_same_uuid_as_its_log(self, cli: Cli) -> None:
        cli.run("start case-1")
        ((uuid,),) = cli.rows("SELECT uuid FROM timer")
        cli.at("2026-11-02 10:00").run("stop")
        assert (uuid,) in cli.rows("SELECT uuid FROM log")
        cli.run("undo")
        assert cli.rows("SELECT uuid FROM timer") == [(uuid,)]
