"""What commands change in one file, carried into another one: both are the same then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults import walks
from tests.faults.walks import Typed, Walk
from tests.harness import Cli
from tests.store.exchange import (
    HUB,
    PULL,
    Carrier,
    apply,
    begin,
    cloned,
    contents,
    opened,
    state_of,
)
from timelog_cli.store.connection import Store
from timelog_cli.store.maintenance.checks import schema_of
from timelog_cli.store.sync import noting, outgoing, renumbering, state

ALONE = f"warning: not compared with the hub: the hub {HUB} cannot be reached\n"
short = settings(
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


HOSTILE = "'; DROP TABLE log; -- “Naïve” 漢字 \U0001f600 \\n \" \\u0000 ]]> $1 %s"


class Pair:
    """A file with a hub, and a clone of it that gets what the other one sends."""

    def __init__(self, one: Cli, folder: Path, *lines: str) -> None:
        self.one, self.carrier = one, Carrier()
        for line in lines:
            one.run(line)
        with opened(one) as store:
            begin(store, 1)
            with state.writing(store):
                noting.everything(store)
        self.carrier.sent(one)
        folder.mkdir()
        self.other = cloned(folder, self.carrier.kept)

    def carry(self) -> dict[str, tuple[int, ...]]:
        """Send and apply; how many rows of each table came, changed and went."""
        applied = apply(self.other, self.carrier.sent(self.one))
        assert_same(self.one, self.other)
        return {name: tuple(found) for name, found in applied.tables.items()}


LINES = (
    "service add Consulting --price 60.00 --currency USD",
    "customer add Acme --code A --email a@acme.example --email b@acme.example",
    "customer add Bolt --code B --email c@bolt.example",
    "record add One --type case --customer Acme --service Consulting --billable",
    "record add Two --customer Bolt",
    "log add case-1 2026-10-01 9:00-10:00 --billable --note First --tag a --tag b",
    "log add 2 2026-10-02 9:00-11:00",
)


@pytest.fixture
def pair(cli: Cli, tmp_path: Path) -> Pair:
    return Pair(cli, tmp_path / "other", *LINES)


@pytest.fixture
def store(pair: Pair) -> Iterator[Store]:
    with opened(pair.one) as opened_one:
        yield opened_one


def noted(cli: Cli) -> list[tuple[str, str]]:
    """What is in the outbox of a file: tables and groups."""
    with opened(cli) as store, state.writing(store):
        noting.note(store)
    return cli.rows("SELECT tbl, grp FROM outbox ORDER BY 1, 2")


class TestNoting:
    def test_names_the_groups_that_changed(self, pair: Pair) -> None:
        pair.one.run("log edit 1 --note Changed")
        pair.one.run("log edit 2 --tag x")
        pair.one.run("customer edit Acme --city Rome --terms 30d")
        pair.one.run("customer edit Bolt --email d@bolt.example")
        assert noted(pair.one) == [
            *(("customer", "address"), ("customer", "emails"), ("customer", "terms")),
            *(("log", "note"), ("log", "tags")),
        ]

    def test_says_nothing_twice(self, pair: Pair) -> None:
        pair.one.run("log edit 1 --note Changed")
        noted(pair.one)
        before = pair.one.rows("SELECT * FROM outbox"), pair.one.rows("SELECT * FROM sync_state")
        noted(pair.one)
        assert before == (
            pair.one.rows("SELECT * FROM outbox"),
            pair.one.rows("SELECT * FROM sync_state"),
        )
        pair.carry()
        assert noted(pair.one) == []
        assert pair.carry() == {}

    def test_says_nothing_of_what_is_as_it_was(self, pair: Pair) -> None:
        pair.one.run("log edit 1 --note Changed")
        pair.one.run("undo")
        pair.one.run("log delete 2 --yes")
        pair.one.run("undo")
        pair.one.run("tag rename a z")
        pair.one.run("tag rename z a")
        assert noted(pair.one) == []

    def test_forgets_a_row_that_came_and_went_unsent(self, pair: Pair) -> None:
        pair.one.run("record add Three")
        assert noted(pair.one) == [("record", "+")]
        pair.one.run("log add Three 2026-10-03 9:00-10:00")
        assert noted(pair.one) == [("log", "+"), ("record", "+"), ("record", "status")]
        pair.one.run("record delete Three --with-logs --yes")
        assert noted(pair.one) == []

    def test_says_that_a_row_went_that_the_hub_may_have(self, pair: Pair) -> None:
        pair.one.run("record add Three")
        noted(pair.one)
        with opened(pair.one) as store, state.writing(store):
            outgoing.batch(store, 2, 5000)
        pair.one.run("record delete Three --yes")
        assert noted(pair.one) == [("record", "")]

    def test_of_a_row_that_came_again_sends_all(self, pair: Pair) -> None:
        pair.one.run("log delete 2 --yes")
        assert noted(pair.one) == [("log", "")]
        pair.one.run("undo")
        assert noted(pair.one) == [("log", "*")]
        assert pair.carry() == {}

    def test_gives_clocks_of_the_moments_of_the_changes(self, pair: Pair) -> None:
        pair.one.at("2026-11-02 10:00").run("log edit 1 --note Early")
        pair.one.at("2026-11-02 11:00").run("log edit 2 --note Late")
        noted(pair.one)
        rows = pair.one.rows("SELECT clock >> 16 FROM outbox ORDER BY clock")
        early, late = (row[0] for row in rows)
        assert (early, late - early) == (1_793_610_000_000, 3_600_000)
        pair.one.at("2020-01-01 10:00").run("log edit 1 --note Back")
        noted(pair.one)
        ((newest, last),) = pair.one.rows(
            "SELECT max(outbox.clock), sync_state.clock FROM outbox, sync_state"
        )
        assert newest == last
        assert newest >> 16 >= late

    def test_leaves_out_what_came_from_others(self, pair: Pair) -> None:
        pair.one.run("log edit 1 --note Changed")
        pair.carry()
        assert noted(pair.other) == []


class TestBatches:
    def test_are_sent_again_as_they_were(self, pair: Pair, store: Store) -> None:
        pair.one.run("log edit 1 --note Changed")
        pair.one.run("log delete 2 --yes")
        with state.writing(store):
            noting.note(store)
            first = outgoing.batch(store, 2, 5000)
        with state.writing(store):
            assert outgoing.batch(store, 2, 5000) == first
        assert [row["clocks"].keys() for row in first["rows"]["log"]] == [{"note"}]
        assert [set(row) for row in first["deleted"]["log"]] == [{"id", "clock"}]

    def test_are_never_filled_up(self, pair: Pair, store: Store) -> None:
        pair.one.run("log edit 1 --note Changed")
        with state.writing(store):
            noting.note(store)
            outgoing.batch(store, 2, 5000)
        pair.one.run("log edit 1 --note Again")
        with state.writing(store):
            noting.note(store)
            assert outgoing.batch(store, 2, 5000)["rows"] == {}
            outgoing.drop_until(store, 2)
            (row,) = outgoing.batch(store, 3, 5000)["rows"]["log"]
        assert row["values"]["note"] == "Again"

    def test_that_arrived_are_dropped(self, pair: Pair, store: Store) -> None:
        pair.one.run("log edit 1 --note Changed")
        with state.writing(store):
            noting.note(store)
            outgoing.batch(store, 2, 5000)
            outgoing.drop_until(store, 2)
        assert noting.pending(store) == 0
        assert state_of(store).batch == 2

    def test_have_deletions_in_the_last_one_only(self, pair: Pair, store: Store) -> None:
        pair.one.run("log delete 2 --yes")
        pair.one.run("record delete 2 --yes")
        pair.one.run("record edit 1 --title New")
        pair.one.run("log edit 1 --note Changed")
        with state.writing(store):
            noting.note(store)
            bodies = []
            for number in (2, 3, 4):
                bodies.append(outgoing.batch(store, number, 1))
                outgoing.acknowledged(store, number)
        assert [list(body["rows"]) for body in bodies] == [["record"], ["log"], []]
        assert [sorted(body["deleted"]) for body in bodies] == [[], [], ["log", "record"]]

    def test_of_large_rows_have_fewer(
        self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for line in (*LINES, "record resolve 1", "billing issue 1", "billing credit 2026-0001"):
            cli.run(line)
        monkeypatch.setattr(outgoing, "BYTES", 1)
        pair = Pair(cli, tmp_path / "other")
        files = len(pair.carrier.kept["document"])
        assert (len(pair.carrier.kept["invoice"]), pair.carrier.number) == (2, 1 + files)
        assert_same(pair.one, pair.other)


class TestValues:
    def test_arrive_to_the_letter(self, pair: Pair) -> None:
        for line in (
            ["log", "edit", "1", "--note", HOSTILE, "--tag", "ünï'\";--"],
            ["record", "edit", "1", "--title", HOSTILE[:100], "--rate", "70.10"],
            ["record", "edit", "1", "--rate", "7", "--from", "2026-10-05"],
            ["customer", "edit", "Acme", "--address", "a\nb\n" + HOSTILE, "--locale", "de"],
            ["billing", "item", "add", "1", HOSTILE[:80], "0.10", "--quantity", "2.5"],
            ["service", "edit", "Consulting", "--price", "0.00"],
        ):
            pair.one.run(line)
        pair.carry()
        assert pair.other.rows("SELECT note FROM log WHERE start_at = 1790838000") == [(HOSTILE,)]
        pair.one.rows("UPDATE item SET quantity = '2.500', unit_price = '0.10'")
        pair.carry()
        assert pair.other.rows("SELECT quantity, unit_price FROM item") == [("2.500", "0.10")]
        assert pair.other.rows("SELECT rate FROM record_rate") == [("7",)]


class TestComing:
    def test_is_one_entry_that_undo_never_offers(self, pair: Pair) -> None:
        pair.other.run("log edit 2 --note Mine", user="bob")
        pair.one.run("log edit 1 --note Changed")
        pair.one.run("customer edit Acme --city Rome")
        pair.one.run("log add 2 2026-10-05 9:00-10:00")
        entries = len(pair.other.rows("SELECT id FROM entry"))
        applied = apply(pair.other, pair.carrier.sent(pair.one))
        assert applied.nodes == {1}
        assert {name: tuple(found) for name, found in applied.tables.items()} == {
            "customer": (0, 1, 0),
            "log": (1, 1, 0),
        }
        assert len(pair.other.rows("SELECT id FROM entry")) == entries + 1
        undone = pair.other.run("undo --any")
        assert "log edit 2 --note Mine" in undone.out + undone.err
        assert "Changed" in pair.other.run("log show 1").out

    def test_that_changed_a_row_keeps_an_older_change_from_being_undone(self, pair: Pair) -> None:
        pair.other.run("log edit 1 --note Mine", user="bob")
        pair.one.run("log edit 1 --note Theirs")
        apply(pair.other, pair.carrier.sent(pair.one))
        result = pair.other.run("undo", user="bob", code=1)
        assert "error: log 1 has been changed since by bob" in result.err

    def test_leaves_the_rules_in_place(self, pair: Pair) -> None:
        def schema() -> dict[tuple[str, str], str]:
            with opened(pair.other) as store:
                return schema_of(store.connection)

        before = schema()
        pair.one.run("log edit 1 --note Changed")
        pair.carry()
        assert schema() == before

    def test_of_nothing_new_writes_nothing_but_the_state(self, pair: Pair) -> None:
        pair.one.run("log edit 1 --note Changed")
        rows = pair.carrier.sent(pair.one)
        apply(pair.other, rows)
        before = (
            pair.other.rows("SELECT max(id) FROM change"),
            pair.other.rows("SELECT max(id) FROM entry"),
        )
        version = pair.other.rows("PRAGMA schema_version")
        assert apply(pair.other, rows).tables == {}
        assert before == (
            pair.other.rows("SELECT max(id) FROM change"),
            pair.other.rows("SELECT max(id) FROM entry"),
        )
        assert pair.other.rows("PRAGMA schema_version") == version

    def test_of_names_that_two_rows_have_exchanged(self, pair: Pair) -> None:
        for line in (
            "customer edit Acme --name Temporary --code T",
            "customer edit Bolt --name ACME --code A --email a@acme.example --email x@acme.example",
            "customer edit Temporary --name Bolt --code B --email c@bolt.example",
            "record edit 1 --key K1",
            "record edit 2 --key K2",
        ):
            result = pair.one.run(line, code=None)
            if result.code:  # an address is taken off its customer first
                pair.one.run("customer edit Temporary --email none@acme.example")
                pair.one.run(line)
        pair.carry()
        pair.one.run("record edit 1 --key T")
        pair.one.run("record edit 2 --key k1")
        pair.one.run("record edit 1 --key K2")
        pair.carry()

    def test_of_a_day_off_and_a_timer_in_the_place_of_others(self, pair: Pair) -> None:
        for line in (
            "dayoff add 2026-12-24 --half One",
            "start 1 --tag a",
            "interrupt 2",
        ):
            pair.one.run(line)
        pair.carry()
        for line in (
            "dayoff delete 2026-12-24 --yes",
            "dayoff add 2026-12-24 Two",
            "cancel 1 --yes",
            "start 1 --switch --note Again",
        ):
            pair.one.at("2026-11-02 10:00").run(line)
        pair.carry()
        pair.one.at("2026-11-02 11:00").run("interrupt Three --create")
        pair.one.at("2026-11-02 11:30").run("stop task-1000")
        pair.carry()

    def test_of_a_timer_that_resumes_one_that_is_newer_here(self, pair: Pair) -> None:
        pair.one.run("start 1")
        pair.one.run("interrupt 2")
        pair.carry()
        one, other = (
            row[0] for row in pair.other.rows("SELECT lower(hex(uuid)) FROM timer ORDER BY id")
        )
        kept = pair.carrier.kept["timer"]
        turned = [{**kept[one], "resumes_id": other}, {**kept[other], "resumes_id": None}]
        apply(pair.other, {"timer": turned})
        assert pair.other.rows(
            "SELECT lower(hex(timer.uuid)), lower(hex(resumed.uuid)) FROM timer"
            " JOIN timer AS resumed ON resumed.id = timer.resumes_id"
        ) == [(one, other)]
        assert pair.other.run("db check").code == 0

    def test_of_a_row_that_no_table_can_hold_changes_nothing(self, pair: Pair) -> None:
        kept = next(iter(pair.carrier.kept["log"].values()))
        before = pair.other.dump()
        with pytest.raises(Exception, match="CHECK"):
            apply(pair.other, {"log": [{**kept, "start_at": 10**13}]})
        assert pair.other.dump() == before
        assert pair.other.run("db check").code == 0


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walks.prepared(tmp_path_factory.mktemp("billed"), *walks.ISSUED)


def assert_same(one: Cli, other: Cli) -> None:
    with opened(one) as mine, opened(other) as theirs:
        assert contents(mine) == contents(theirs)
    for cli in (one, other):
        assert cli.run("db check").err in {"", ALONE}


@short
@given(
    lines=walks.lines(14, billing=True),
    pulls=st.lists(st.integers(1, 5), max_size=4),
    most=st.sampled_from([1, 3, 5000]),
)
def test_what_random_commands_change_arrives_in_another_file(
    walk: Walk, lines: list[Typed], pulls: list[int], most: int
) -> None:
    with TemporaryDirectory() as mine, TemporaryDirectory() as theirs:
        twin, carrier = walk.copied(Path(mine)), Carrier(alone=True)
        with opened(twin.cli) as store:
            begin(store, 1)
            with state.writing(store):
                noting.everything(store)
        carrier.sent(twin.cli, most)
        other = cloned(Path(theirs), carrier.kept)
        assert_same(twin.cli, other)
        for size in (*pulls, len(lines)):
            some, lines = lines[:size], lines[size:]
            for line in some:
                twin.type(line)
            apply(other, carrier.sent(twin.cli, most))
            assert_same(twin.cli, other)


class TestACopy:
    def test_gives_its_new_records_other_numbers(self, pair: Pair) -> None:
        for line in (
            "record add Three --key T3 --customer Acme --service Consulting --billable",
            "record edit task-1000 --rate 70 --from 2026-10-02",
            "log add task-1000 2026-10-03 9:00-10:00 --billable",
            "billing item add task-1000 Train 45",
            "start task-1000",
        ):
            pair.one.run(line)
        with opened(pair.one) as store:
            with state.writing(store):
                noting.note(store)
                state.drop_blocks(store)
                state.add_block(store, 5000, 5099)
            with state.Pulling(store, PULL):
                assert renumbering.renumber(store, [1000]) == {1000: 5000}
            assert list(renumbering.unsent(store)) == [5000]
        assert pair.one.run("record show T3 --json").json["ref"] == "task-5000"
        assert pair.one.run("db check").code == 0
        assert pair.carry()["record"] == (1, 0, 0)
        assert pair.one.run("record add Four --json").json["ref"] == "task-5001"
