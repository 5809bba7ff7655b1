"""What the hub makes of what two files say: the later change of a group stays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hub.nodes import HOUR, START, Node, Shared
from timelog_cli.domain.sync.tables import TABLES


def filled(node: Node) -> dict[str, str]:
    """An owner, a record and a log in a file."""
    owner = node.put("owner", name="anna")
    record = node.put("record", owner_id=owner)
    log = node.put("log", owner_id=owner, record_id=record, tags=["a"])
    return {"owner": owner, "record": record, "log": log}


@pytest.fixture
def pair(shared: Shared) -> tuple[Node, Node, dict[str, str]]:
    """Two files of one person that have the same owner, record and log."""
    one, other = shared.boss, shared.node("boss")
    ids = filled(one)
    one.sync()
    other.pull()
    return one, other, ids


def test_what_one_file_sends_another_one_gets_to_the_letter(shared: Shared) -> None:
    one, other = shared.boss, shared.node("boss")
    owner = one.put("owner", name="Zoë 'O\"Brien\\")
    service = one.put("service", price="85.00", tax_rate="7.5")
    customer = one.put("customer", emails=[["a@example.com", 1]], budget_seconds=3600)
    record = one.put("record", owner_id=owner, customer_id=customer, service_id=service)
    one.put("record", id=2, owner_id=owner, billable=True, service_id=service, rate="85.50",
            unit="hour", unit_seconds=3600, currency="EUR",
            rates=[["2026-01-01", START, "90.00"]])  # fmt: skip
    log = one.put("log", owner_id=owner, record_id=record, tags=["b", "a"], note="Ünïcode\n\t✓")
    one.put("timer", owner_id=owner, record_id=record)
    one.put("message", record_id=record, parents=["<0@x>"])
    one.put("day_off", owner_id=None)
    one.put("item", record_id=record)
    one.put("imported", log_id=log)
    one.put("period_lock")
    one.push()
    other.pull()
    assert other.known == one.known


def test_a_file_does_not_get_back_what_it_sent(pair: tuple[Node, Node, Any]) -> None:
    one, _, _ = pair
    assert one.pull() == []
    assert {table for table, _ in one.pull(everything=True)} == {"owner", "record", "log"}


def test_changes_of_different_groups_both_stay(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    one.put("log", ids["log"], note="from one")
    other.put("log", ids["log"], tags=["b"])
    one.push()
    other.sync()
    one.pull()
    assert one.known == other.known
    assert other.of("log")[ids["log"]]["note"] == "from one"
    assert other.of("log")[ids["log"]]["tags"] == ["b"]
    assert one.conflicts() == []


def test_of_two_changes_of_a_group_the_later_stays_and_the_other_is_kept_beside(
    pair: tuple[Node, Node, Any],
) -> None:
    one, other, ids = pair
    one.put("log", ids["log"], note="earlier")
    other.clock = one.clock + 1000
    other.put("log", ids["log"], note="later")
    other.push()
    one.sync()
    other.pull()
    assert one.known == other.known
    assert one.of("log")[ids["log"]]["note"] == "later"
    (conflict,) = one.conflicts()
    assert (conflict["kind"], conflict["tbl"], conflict["uuid"]) == ("change", "log", ids["log"])
    assert conflict["kept"] == {"note": "later"}
    assert conflict["lost"] == {"note": "earlier"}
    assert (conflict["node"], conflict["member"]) == ("first", "boss") or conflict["node"]


def test_the_later_change_stays_whichever_comes_first(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    one.put("log", ids["log"], note="earlier")
    other.clock = one.clock + 1000
    other.put("log", ids["log"], note="later")
    one.push()
    other.sync()
    one.pull()
    assert one.known == other.known
    assert one.of("log")[ids["log"]]["note"] == "later"
    assert one.conflicts()[0]["lost"] == {"note": "earlier"}


def test_the_same_change_twice_is_no_conflict(pair: tuple[Node, Node, Any]) -> None:
    _, other, ids = pair
    for node in pair[:2]:
        node.put("log", ids["log"], note="same")
        node.sync()
    assert other.conflicts() == []


def test_a_change_after_one_that_was_seen_is_no_conflict(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    one.put("log", ids["log"], note="first")
    one.sync()
    other.sync()
    other.put("log", ids["log"], note="second")
    other.sync()
    one.pull()
    assert one.of("log")[ids["log"]]["note"] == "second"
    assert one.conflicts() == []


def test_a_value_that_becomes_empty_is_a_change_too(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    customer = one.put("customer")
    one.put("record", ids["record"], customer_id=customer)
    one.sync()
    other.pull()
    other.put("record", ids["record"], customer_id=None)
    other.sync()
    one.pull()
    assert one.of("record")[ids["record"]]["customer_id"] is None


def test_what_is_deleted_is_gone_everywhere(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    one.drop("log", ids["log"])
    one.sync()
    other.sync()
    assert other.of("log") == {}


def test_an_edit_before_the_deletion_arrives_wins(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    other.put("log", ids["log"], note="edited")
    other.sync()
    one.drop("log", ids["log"])
    one.sync()
    assert one.of("log")[ids["log"]]["note"] == "edited"
    (conflict,) = one.conflicts()
    assert (conflict["kind"], conflict["uuid"]) == ("deletion", ids["log"])


def test_an_edit_after_the_deletion_arrived_wins(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    one.drop("log", ids["log"])
    one.sync()
    other.put("log", ids["log"], note="edited")
    other.sync()
    one.pull()
    assert one.known == other.known
    assert one.of("log")[ids["log"]]["note"] == "edited"
    assert [conflict["kind"] for conflict in one.conflicts()] == ["deletion"]


def test_a_deletion_that_was_undone_is_no_conflict(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    kept = dict(one.of("log")[ids["log"]])
    one.drop("log", ids["log"])
    one.sync()
    one.put("log", ids["log"], **kept)
    one.sync()
    other.sync()
    assert other.of("log")[ids["log"]] == kept
    assert other.conflicts() == []


def test_both_delete_it_and_it_is_gone(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    for node in pair[:2]:
        node.drop("log", ids["log"])
        node.sync()
    assert one.of("log") == other.of("log") == {}
    assert one.conflicts() == []


def test_a_record_that_somebody_logged_on_survives_its_deletion(
    pair: tuple[Node, Node, Any],
) -> None:
    one, other, ids = pair
    one.drop("log", ids["log"])
    one.drop("record", ids["record"])
    other.put("log", owner_id=ids["owner"], record_id=ids["record"], start_at=START + HOUR,
              end_at=START + 2 * HOUR, segments=[[START + HOUR, START + 2 * HOUR]])  # fmt: skip
    other.push()
    one.sync()
    other.pull()
    assert one.known == other.known
    assert ids["record"] in one.of("record")
    assert [conflict["kind"] for conflict in one.conflicts()] == ["deletion"]


def test_a_record_that_was_deleted_lives_again_for_a_log_on_it(
    pair: tuple[Node, Node, Any],
) -> None:
    one, other, ids = pair
    one.drop("log", ids["log"])
    one.drop("record", ids["record"])
    one.push()
    other.put("log", owner_id=ids["owner"], record_id=ids["record"], start_at=START + HOUR,
              end_at=START + 2 * HOUR, segments=[[START + HOUR, START + 2 * HOUR]])  # fmt: skip
    other.sync()
    one.pull()
    assert one.known == other.known
    assert ids["record"] in one.of("record")


def test_a_push_that_comes_twice_does_nothing(pair: tuple[Node, Node, Any]) -> None:
    one, other, ids = pair
    one.put("log", ids["log"], note="x")
    rows, token, batch = dict(one.rows), one.token, one.batch
    first = one.push()
    other.put("log", ids["log"], note="y")
    other.sync()
    sent_token = one.token
    one.rows, one.token, one.batch = rows, token, batch
    # The answer was lost: the file sends the same tokens again.
    again = one.hub.push(batch + 1, token, sent_token or b"", one.seen, {"rows": {}})
    assert (first.applied, again.applied) == (True, False)
    assert other.of("log")[ids["log"]]["note"] == "y"


def test_every_table_is_described_in_the_database(shared: Shared) -> None:
    query = (
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'timelog'::regnamespace AND c.relname = ANY (%s)"
        " AND attnum >= 0 AND obj_description(c.oid) IS NULL"
    )
    assert shared.database.sql(query, [table.name for table in TABLES]) == []
