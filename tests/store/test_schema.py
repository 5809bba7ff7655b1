from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import Cli
from timelog_cli.domain.time.scan import checked_instant
from timelog_cli.errors import UsageError
from timelog_cli.store import open_store
from timelog_cli.store.connection import VERSION, CommandInfo, Store
from timelog_cli.store.maintenance.checks import schema_of
from timelog_cli.store.schema.journal import BLOBS, JOURNALED

SCHEMAS = Path(__file__).parent.parent / "fixtures" / "schema"
COMMAND = CommandInfo(1_000, "ada", "a test")
# The history itself, what is exchanged, and what sqlite-utils and SQLite keep for themselves.
WITHOUT_HISTORY = {
    *("entry", "open_entry", "change", "_sqlite_migrations", "sqlite_sequence"),
    *("sync_state", "outbox", "number_block", "conflict"),
}
# Never changed after the row was made, and too large to keep twice; and what no undo puts back.
NOT_KEPT = {
    *(("invoice", "snapshot"), ("document", "bytes"), ("logo", "bytes")),
    *(("record", "changed_at"), ("log", "changed_at")),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "store.db"))
    yield opened
    opened.close()


def tables(store: Store) -> list[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    return [name for (name,) in store.rows(sql)]


def columns(store: Store, table: str) -> list[str]:
    return [row[1] for row in store.rows(f"PRAGMA table_info({table})")]


class TestTables:
    def test_are_strict(self, store: Store) -> None:
        loose = store.rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")
        assert {name for (name,) in loose} <= {
            "_sqlite_migrations",
            "sqlite_schema",
            "sqlite_sequence",
            "sqlite_temp_schema",
        }

    def test_refer_only_to_what_exists(self, store: Store) -> None:
        assert store.rows("PRAGMA foreign_key_check") == []
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            store.connection.execute("INSERT INTO log_tag VALUES (7, 'x')")

    def test_have_an_index_for_each_reference_but_a_few_that_are_never_searched(
        self, store: Store
    ) -> None:
        searched = {
            (table, index[2])
            for table in tables(store)
            for listed in store.rows(f"PRAGMA index_list({table})")
            for index in store.rows(f"PRAGMA index_info('{listed[1]}')")
            if index[0] == 0
        }
        referring = {
            (table, key[3])
            for table in tables(store)
            for key in store.rows(f"PRAGMA foreign_key_list({table})")
            if key[1] == 0
        }
        assert referring - searched == {
            ("open_entry", "entry_id"),
            ("log", "owner_id"),
            ("record", "owner_id"),
        }

    def test_hold_the_instants_that_the_domain_admits(self, store: Store) -> None:
        add = "INSERT INTO entry (at, user, command) VALUES (?, 'ada', 'x')"
        for instant in (-50_400, 7_289_697_599):
            assert checked_instant(instant, "x") == instant
            store.connection.execute(add, (instant,))
        for instant in (-50_401, 7_289_697_600):
            with pytest.raises(UsageError):
                checked_instant(instant, "x")
            with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
                store.connection.execute(add, (instant,))


def test_the_text_of_the_schema_is_short(store: Store) -> None:
    """Every process parses it whole: ten thousand characters are a fiftieth of a daily command.

    Rules of a table and an event are one trigger, and what several conditions have in common is a
    view: before this number grows, look for what can say the same in fewer words.
    """
    assert store.value("SELECT sum(length(sql)) FROM sqlite_schema") < 71_500


class TestHistory:
    def test_is_kept_of_every_table(self, store: Store) -> None:
        kept_when_sealed = {"line_log", "line_item"}
        assert set(tables(store)) - WITHOUT_HISTORY - kept_when_sealed == set(JOURNALED)

    @pytest.mark.parametrize("table", sorted(JOURNALED))
    def test_has_every_column(self, store: Store, table: str) -> None:
        kept = list(JOURNALED[table][1])
        wanted = [name for name in columns(store, table) if (table, name) not in NOT_KEPT]
        assert kept == wanted

    @pytest.mark.parametrize("table", sorted(JOURNALED))
    def test_knows_the_key_of_a_row(self, store: Store, table: str) -> None:
        info = store.rows(f"PRAGMA table_info({table})")
        key = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
        assert list(JOURNALED[table][0]) == key

    def test_keeps_bytes_as_hexadecimal(self, store: Store) -> None:
        blobs = {
            row[1]
            for table in JOURNALED
            for row in store.rows(f"PRAGMA table_info({table})")
            if row[2] == "BLOB"
        }
        assert blobs == BLOBS

    def test_has_a_row_before_and_after(self, store: Store) -> None:
        with store.writing(COMMAND):
            number = store.insert("owner", uuid=bytes(range(16)), name="ada")
        with store.writing(COMMAND):
            store.update("owner", number, name="bob")
        with store.writing(COMMAND):
            store.delete("owner", number)
        ada, bob = (
            {"id": 1, "uuid": "000102030405060708090A0B0C0D0E0F", "name": name}
            for name in ("ada", "bob")
        )
        found = [
            (entry, before and json.loads(before), after and json.loads(after))
            for entry, before, after in store.rows(
                "SELECT entry_id, before, after FROM change ORDER BY id"
            )
        ]
        assert found == [(1, None, ada), (2, ada, bob), (3, bob, None)]

    def test_has_no_entry_for_a_change_that_changes_nothing(self, store: Store) -> None:
        with store.writing(COMMAND):
            store.insert("owner", uuid=bytes(16), name="ada")
        with store.writing(COMMAND):
            store.run("UPDATE owner SET name = name")
        assert store.rows("SELECT id FROM entry") == [(1,)]

    def test_has_nothing_of_a_transaction_that_was_undone(self, store: Store) -> None:
        store.run("BEGIN")
        store.insert("owner", uuid=bytes(16), name="ada")
        store.run("ROLLBACK")
        assert store.rows("SELECT * FROM entry") == []
        assert store.rows("SELECT * FROM change") == []

    def test_has_an_entry_of_its_own_for_each_change_by_another_program(self, cli: Cli) -> None:
        cli.run('record add "Fix login" --type case')
        with sqlite3.connect(cli.path) as other:
            other.execute("UPDATE record SET title = 'Fix logout'")
            other.execute("UPDATE record SET title = 'Fix both'")
        other.close()
        found = cli.rows("SELECT id, user, command FROM entry WHERE id > 1")
        assert found == [
            (2, "unknown", "(changed by another program)"),
            (3, "unknown", "(changed by another program)"),
        ]
        titles = "SELECT json_extract(before, '$.title'), json_extract(after, '$.title')"
        assert cli.rows(f"{titles} FROM change WHERE entry_id > 1 ORDER BY id") == [
            ("Fix login", "Fix logout"),
            ("Fix logout", "Fix both"),
        ]
        assert cli.run("db check").code == 0

    def test_of_a_command_is_one_entry_with_who_when_and_the_words(self, cli: Cli) -> None:
        cli.run('record add "Fix login" --type case')
        cli.at("2026-11-02 10:00").run("start case-1 --tag web --note 'Look at it'", user="bob")
        assert cli.rows("SELECT at, user, command FROM entry WHERE id = 2") == [
            (1793610000, "bob", "timelog start case-1 --tag web --note 'Look at it'")
        ]
        touched = "SELECT DISTINCT tbl FROM change WHERE entry_id = 2 ORDER BY tbl"
        assert [row[0] for row in cli.rows(touched)] == ["owner", "record", "timer", "timer_tag"]


class TestFilesOfEveryVersion:
    """Every schema there ever was is kept, and still opens."""

    def loaded(self, cli: Cli, name: str) -> None:
        cli.path.unlink()
        connection = sqlite3.connect(cli.path)
        connection.executescript((SCHEMAS / f"{name}.sql").read_text("utf-8"))
        connection.close()

    def test_the_schema_is_the_one_that_was_kept(self, cli: Cli, store: Store) -> None:
        """If this fails, tables or rules changed: write a migration, and keep the new schema.

        Before the first release only: python tests/fixtures/schema/make.py
        """
        self.loaded(cli, f"v{VERSION}")
        connection = sqlite3.connect(cli.path)
        assert schema_of(connection) == schema_of(store.connection)
        connection.close()

    @pytest.mark.parametrize("name", sorted(path.stem for path in SCHEMAS.glob("*.sql")))
    def test_opens_and_is_whole(self, cli: Cli, store: Store, name: str) -> None:
        self.loaded(cli, name)
        open_store(str(cli.path)).close()
        cli.run("db check")
        connection = sqlite3.connect(cli.path)
        assert schema_of(connection) == schema_of(store.connection)
        connection.close()

    @pytest.mark.parametrize("name", sorted(path.stem for path in SCHEMAS.glob("*-with-data.sql")))
    def test_has_the_columns_of_today_in_its_history(self, cli: Cli, name: str) -> None:
        """Undo compares rows with the history: a migration adds a new column there too."""
        self.loaded(cli, name)
        open_store(str(cli.path)).close()
        rows = cli.rows("SELECT tbl, json(before), json(after) FROM change ORDER BY id")
        kept = [(table, json.loads(row)) for table, *both in rows for row in both if row]
        found = {(table, tuple(row)) for table, row in kept if table in JOURNALED}
        assert found == {(table, JOURNALED[table][1]) for table, _ in found}

    @pytest.mark.parametrize("name", sorted(path.stem for path in SCHEMAS.glob("*-with-data.sql")))
    def test_keeps_its_data_and_can_be_worked_with(self, cli: Cli, name: str) -> None:
        self.loaded(cli, name)
        interruption = cli.at("2026-11-02 09:30").run("stop --json").json
        assert (interruption["record"], interruption["worked_seconds"]) == ("task-3", 1200)
        stopped = cli.at("2026-11-02 10:00").run("stop --json").json
        assert (stopped["record"], stopped["worked_seconds"]) == ("task-2", 600 + 1800)
        assert cli.run("record show case-1 --json").json["worked_seconds"] == 8100
        assert cli.run("log show 1 --json").json["note"] == "Naïve “quotes” 漢字"
        invoice = cli.run("billing show 2026-0001 --json").json
        assert (invoice["total"], invoice["status"]) == ("164.70", "paid")
        cli.run("undo")
        cli.run("db check")


class TestColumnsOfDaysInstantsAndMoney:
    """What no command could read is refused by the database, whoever writes it."""

    STORY = (
        "config set seller.name Ada",
        "customer add Acme",
        "service add Consulting --price 60 --currency USD --tax-rate 22",
        "record add One --type case --customer Acme --service Consulting --billable --discount 5",
        "record edit case-1 --rate 70 --from 2026-10-02",
        "billing item add case-1 Train 45.00",
        "billing quote case-1 --valid-until 30d",
        "billing accept Q2026-0001",
        "log add case-1 2026-10-01 9:00-10:00 --billable --rate 90",
        "record resolve case-1",
        "billing issue case-1",
        "billing send 2026-0001",
        "billing pay 2026-0001",
        "record add Two --type case",
        "start case-2 --at 2026-11-02T08:00",
        "pause",
    )
    ROWS = (
        "period_lock (last_day, locked_before) VALUES ('2026-09-30', 0)",
        "retainer (uuid, customer_id, invoice_id, amount, currency)"
        " SELECT randomblob(16), customer_id, id, '5.00', currency FROM invoice LIMIT 1",
        "retainer_draw (invoice_id, position, retainer_id, amount)"
        " SELECT invoice_id, position, 1, '5.00' FROM invoice_line LIMIT 1",
        "sent_message (uuid, invoice_id, sent_at, message_id, recipients)"
        " SELECT randomblob(16), id, 0, '<1@acme.example>', 'ada@acme.example'"
        " FROM invoice LIMIT 1",
        "sync_state (hub, workspace, workspace_id, node, member, role, seen, clock, token)"
        " VALUES ('service=team', 'team', randomblob(16), 1, 'ada', 'owner', 0, 0, randomblob(16))",
        "conflict VALUES (1, 'change', 'log', randomblob(16), NULL, 'note', '{}', '{}', 'laptop',"
        " 'ada', 0)",
    )
    NONSENSE = (
        (("_on", "_date", "day"), ("2026-99-99", "2026-02-30", "abc", "2026", "", "now")),
        (("_at", ".at", "_since"), (10**12, -(10**12))),
        (("amount", "total", "payable"), ("abc", "1e999", "1.2.3", "--1", "1.", "inf", "9" * 99)),
        (("price", "rate", "discount", "quantity"), ("abc", "1e9", "1.2.3", "-1", ".", "", "nan")),
    )

    @pytest.fixture
    def filled(self, cli: Cli) -> Iterator[sqlite3.Connection]:
        mail = b"From: Ada <ada@acme.example>\nDate: Mon, 02 Nov 2026 08:40:00 +0100\n\nHello\n"
        for line in self.STORY:
            cli.at("2026-11-02 09:00").run(line)
        cli.run("record mail -", stdin=mail)
        cli.rows("INSERT INTO day_off (uuid, day) VALUES (randomblob(16), '2026-12-25')")
        connection = sqlite3.connect(cli.path)
        sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        for (name,) in connection.execute(sql).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for rows in self.ROWS:
            connection.execute(f"INSERT INTO {rows}")
        yield connection
        connection.close()

    def test_take_nothing_else(self, filled: sqlite3.Connection) -> None:
        sql = (
            "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' AND m.name NOT GLOB '*sqlite*'"
        )
        columns = filled.execute(sql).fetchall()
        tried = [
            (table, column, value)
            for ends, values in self.NONSENSE
            for table, column in columns
            if f"{table}.{column}".endswith(ends)
            for value in values
        ]
        taken = [one for one in tried if self.takes(filled, *one)]
        assert taken == []
        assert len(tried) > 150

    def takes(self, filled: sqlite3.Connection, table: str, column: str, value: object) -> bool:
        assert filled.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
        try:
            filled.execute(f"UPDATE {table} SET {column} = ?", (value,))
        except (sqlite3.IntegrityError, sqlite3.OperationalError):
            return False
        return True
