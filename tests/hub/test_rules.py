"""What the hub decides where two files each said what cannot both be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hub.nodes import HOUR, START, Node, Shared
from timelog_cli.errors import Refused
from timelog_cli.store.hub.connecting import Moved


class Pair:
    """Two files of one person that know of one owner and one record."""

    def __init__(self, shared: Shared) -> None:
        self.one, self.other = shared.boss, shared.node("boss")
        self.owner = self.one.put("owner", name="boss")
        self.service = self.one.put("service")
        self.record = self.one.put(
            "record",
            owner_id=self.owner,
            billable=True,
            service_id=self.service,
            rate="100.00",
            unit="hour",
            unit_seconds=HOUR,
            currency="EUR",
        )
        self.settle()

    def settle(self) -> None:
        """Until both have all."""
        for node in (self.one, self.other, self.one, self.other):
            node.sync()
        assert self.one.known == self.other.known

    def log(self, node: Node, start: int, hours: int = 1, **values: Any) -> str:
        begin = START + start * HOUR
        end = begin + hours * HOUR
        return node.put(
            "log",
            owner_id=self.owner,
            **{"record_id": self.record, "start_at": begin, "end_at": end,
               "segments": [[begin, end]]} | values,
        )  # fmt: skip

    def timer(self, node: Node, running: int, **values: Any) -> str:
        at = START + running * HOUR
        return node.put(
            "timer",
            owner_id=self.owner,
            **{"record_id": self.record, "started_at": at, "changed_at": at,
               "running_since": at} | values,
        )  # fmt: skip

    def kinds(self) -> list[tuple[str, str]]:
        return [(one["kind"], one["tbl"]) for one in self.one.conflicts()]


@pytest.fixture
def pair(shared: Shared) -> Pair:
    return Pair(shared)


def both(pair: Pair, table: str, **values: Any) -> tuple[str, str]:
    """A row of the same values made in both files."""
    return pair.one.put(table, **values), pair.other.put(table, **values)


def test_a_customer_made_twice_is_joined_where_all_that_is_said_agrees(pair: Pair) -> None:
    first = pair.one.put("customer", name="Acme", city="Berlin")
    second = pair.other.put("customer", name="ACME", vat_id="DE1", emails=[["a@x.de", 0]])
    record = pair.other.put("record", id=2, owner_id=pair.owner, customer_id=second)
    pair.settle()
    assert list(pair.one.of("customer")) == [first]
    row = pair.one.of("customer")[first]
    assert (row["name"], row["city"], row["vat_id"]) == ("Acme", "Berlin", "DE1")
    assert row["emails"] == [["a@x.de", 0]]
    assert pair.one.of("record")[record]["customer_id"] == first
    assert pair.kinds() == []


def test_what_comes_later_for_a_customer_that_was_joined_is_for_the_other(pair: Pair) -> None:
    first, second = both(pair, "customer", name="Acme")
    pair.one.push()
    pair.other.push()
    pair.other.put("record", id=2, owner_id=pair.owner, customer_id=second)
    pair.other.put("customer", second, city="Bonn")
    pair.settle()
    assert {row["customer_id"] for row in pair.one.of("record").values()} == {None, first}
    assert pair.one.of("customer")[first]["city"] == "Bonn"


def test_customers_of_one_name_that_differ_both_stay_and_the_later_is_renamed(pair: Pair) -> None:
    first = pair.one.put("customer", name="Acme", city="Berlin")
    second = pair.other.put("customer", name="Acme", city="Bonn")
    pair.settle()
    names = {id_: row["name"] for id_, row in pair.one.of("customer").items()}
    assert names == {first: "Acme", second: "Acme (2)"}
    (conflict,) = pair.one.conflicts()
    assert (conflict["kind"], conflict["uuid"], conflict["other_uuid"]) == ("name", second, first)
    assert (conflict["kept"], conflict["lost"]) == ({"name": "Acme (2)"}, {"name": "Acme"})


def test_a_third_one_gets_the_next_name(pair: Pair) -> None:
    for city in ("Berlin", "Bonn"):
        pair.one.put("customer", name=f"Acme{' (2)' * (city == 'Bonn')}", city=city)
    pair.other.put("customer", name="Acme", city="Kiel")
    pair.settle()
    assert {row["name"] for row in pair.one.of("customer").values()} == {
        "Acme", "Acme (2)", "Acme (3)",
    }  # fmt: skip


def test_a_name_that_two_give_different_customers_stays_with_the_first(pair: Pair) -> None:
    one, other = (pair.one.put("customer", name=name) for name in "AB")
    pair.settle()
    pair.one.put("customer", one, name="Acme")
    pair.other.put("customer", other, name="acme")
    pair.settle()
    assert pair.one.of("customer")[one]["name"] == "Acme"
    assert pair.one.of("customer")[other]["name"] == "acme (2)"


def test_a_name_is_free_again_when_its_customer_is_deleted(pair: Pair) -> None:
    gone = pair.one.put("customer", name="Acme", city="Berlin")
    pair.settle()
    pair.one.drop("customer", gone)
    again = pair.one.put("customer", name="Acme", city="Bonn")
    pair.settle()
    assert {id_: row["name"] for id_, row in pair.one.of("customer").items()} == {again: "Acme"}
    assert pair.kinds() == []


def test_services_and_owners_made_twice_are_joined_too(pair: Pair) -> None:
    service, _ = both(pair, "service", name="Training", price="80.00")
    owner, mine = both(pair, "owner", name="carla")
    record = pair.other.put("record", id=3, owner_id=mine)
    pair.settle()
    assert set(pair.one.of("service")) == {pair.service, service}
    assert set(pair.one.of("owner")) == {pair.owner, owner}
    assert pair.one.of("record")[record]["owner_id"] == owner


def test_a_service_at_another_price_is_another_one(pair: Pair) -> None:
    pair.one.put("service", name="Training", price="80.00")
    pair.other.put("service", name="training", price="90.00")
    pair.settle()
    assert {row["name"] for row in pair.one.of("service").values()} == {
        "Consulting", "Training", "training (2)",
    }  # fmt: skip


def test_a_code_and_a_key_are_taken_off_the_later_row(pair: Pair) -> None:
    kept, lost = (
        node.put("customer", name=name, code="AC1")
        for node, name in ((pair.one, "A"), (pair.other, "B"))
    )
    key, other_key = (
        node.put("record", id=number, owner_id=pair.owner, key="JIRA-1x")
        for node, number in ((pair.one, 4), (pair.other, 5))
    )
    pair.settle()
    codes = {id_: row["code"] for id_, row in pair.one.of("customer").items()}
    assert codes == {kept: "AC1", lost: None}
    records = pair.one.of("record")
    assert (records[key]["key"], records[other_key]["key"]) == ("JIRA-1x", None)
    assert pair.kinds() == [("name", "customer"), ("name", "record")]


def test_an_address_of_mail_stays_with_the_customer_that_had_it_first(pair: Pair) -> None:
    kept = pair.one.put("customer", name="A", emails=[["a@x.de", 0]])
    lost = pair.other.put("customer", name="B", emails=[["b@x.de", 0], ["A@X.de", 1]])
    pair.settle()
    rows = pair.one.of("customer")
    assert rows[kept]["emails"] == [["a@x.de", 0]]
    assert rows[lost]["emails"] == [["b@x.de", 0]]
    assert pair.kinds() == [("name", "customer")]


def test_a_message_that_two_filed_is_one(pair: Pair) -> None:
    other = pair.one.put("record", id=2, owner_id=pair.owner)
    pair.settle()
    first = pair.one.put("message", record_id=pair.record)
    pair.other.put("message", record_id=other)
    pair.settle()
    assert list(pair.one.of("message")) == [first]
    assert pair.one.of("message")[first]["record_id"] == pair.record
    assert pair.kinds() == [("change", "message")]


def test_of_one_day_off_entered_twice_the_later_stays(pair: Pair) -> None:
    pair.one.put("day_off", owner_id=pair.owner, title="Christmas")
    pair.other.clock += 10**9
    later = pair.other.put("day_off", owner_id=pair.owner, half=True, title="Eve")
    pair.settle()
    assert {id_: row["title"] for id_, row in pair.one.of("day_off").items()} == {later: "Eve"}


def test_a_budget_in_another_currency_than_its_customer_goes(pair: Pair) -> None:
    customer = pair.one.put("customer", name="A")
    pair.settle()
    pair.one.put("customer", customer, budget_amount="100", budget_currency="USD")
    pair.other.put("customer", customer, currency="EUR")
    pair.settle()
    row = pair.one.of("customer")[customer]
    assert (row["currency"], row["budget_amount"], row["budget_currency"]) == ("EUR", None, None)
    assert pair.kinds() == [("change", "customer")]


def test_of_two_timers_that_run_the_one_started_later_runs_on(pair: Pair) -> None:
    second = pair.one.put("record", id=2, owner_id=pair.owner)
    pair.settle()
    earlier = pair.timer(pair.one, 0)
    later = pair.timer(pair.other, 2, record_id=second)
    pair.settle()
    timers = pair.one.of("timer")
    assert timers[later]["running_since"] == START + 2 * HOUR
    assert timers[earlier]["running_since"] is None
    assert timers[earlier]["changed_at"] == START + 2 * HOUR
    assert timers[earlier]["segments"] == [[START, START + 2 * HOUR]]
    assert pair.kinds() == []


def test_the_later_timer_runs_on_whichever_arrives_first(pair: Pair) -> None:
    second = pair.one.put("record", id=2, owner_id=pair.owner)
    pair.settle()
    later = pair.timer(pair.one, 2, record_id=second)
    earlier = pair.timer(pair.other, 0)
    pair.settle()
    timers = pair.one.of("timer")
    assert timers[later]["running_since"] == START + 2 * HOUR
    assert timers[earlier]["segments"] == [[START, START + 2 * HOUR]]


def test_of_two_timers_on_one_record_the_earlier_becomes_a_log(pair: Pair) -> None:
    earlier = pair.timer(pair.one, 0, note="begun", tags=["x"])
    later = pair.timer(pair.other, 2)
    pair.settle()
    assert list(pair.one.of("timer")) == [later]
    log = pair.one.of("log")[earlier]
    assert log["segments"] == [[START, START + 2 * HOUR]]
    assert (log["start_at"], log["end_at"]) == (START, START + 2 * HOUR)
    assert (log["note"], log["tags"], log["timed"]) == ("begun", ["x"], True)


def stop(pair: Pair, node: Node, timer: str, hours: int) -> None:
    """Stop a timer in a file: its log has its UUID."""
    node.drop("timer", timer)
    end = START + hours * HOUR
    node.put("log", timer, owner_id=pair.owner, record_id=pair.record, end_at=end,
             segments=[[START, end]], timed=True)  # fmt: skip


def test_a_timer_stopped_in_two_files_is_one_log(pair: Pair) -> None:
    timer = pair.timer(pair.one, 0)
    pair.settle()
    stop(pair, pair.one, timer, 2)
    pair.other.clock += 10**9
    stop(pair, pair.other, timer, 3)
    pair.settle()
    assert pair.one.of("timer") == {}
    assert pair.one.of("log")[timer]["end_at"] == START + 3 * HOUR
    (conflict,) = pair.one.conflicts()
    assert (conflict["kind"], conflict["grp"]) == ("change", "times")
    assert conflict["lost"]["segments"] == [[START, START + 2 * HOUR]]


def test_a_timer_that_was_paused_after_it_was_stopped_elsewhere_stays_stopped(pair: Pair) -> None:
    timer = pair.timer(pair.one, 0)
    pair.settle()
    stop(pair, pair.one, timer, 3)
    pair.other.put("timer", timer, running_since=None, changed_at=START + HOUR,
                   segments=[[START, START + HOUR]])  # fmt: skip
    pair.settle()
    assert pair.one.of("timer") == {}
    assert pair.one.of("log")[timer]["end_at"] == START + 3 * HOUR
    (conflict,) = pair.one.conflicts()
    assert conflict["lost"]["segments"] == [[START, START + HOUR]]


def test_a_timer_that_is_stopped_after_it_was_paused_elsewhere_is_a_log(pair: Pair) -> None:
    timer = pair.timer(pair.one, 0)
    pair.settle()
    pair.other.put("timer", timer, running_since=None, changed_at=START + HOUR,
                   segments=[[START, START + HOUR]])  # fmt: skip
    pair.other.push()
    stop(pair, pair.one, timer, 3)
    pair.settle()
    assert pair.one.of("timer") == {}
    assert pair.one.of("log")[timer]["end_at"] == START + 3 * HOUR


def test_a_timer_whose_stop_was_undone_runs_again(pair: Pair) -> None:
    timer = pair.timer(pair.one, 0)
    pair.settle()
    row = dict(pair.one.of("timer")[timer])
    stop(pair, pair.one, timer, 1)
    pair.settle()
    pair.one.drop("log", timer)
    pair.one.put("timer", timer, **row)
    pair.settle()
    assert pair.one.of("timer")[timer] == row
    assert pair.one.of("log") == {}


def test_a_timer_goes_back_to_none_where_that_one_was_stopped(pair: Pair) -> None:
    second = pair.one.put("record", id=2, owner_id=pair.owner)
    paused = pair.timer(pair.one, 0, running_since=None)
    pair.settle()
    again = pair.timer(pair.one, 1, record_id=second, resumes_id=paused)
    stop(pair, pair.other, paused, 1)
    pair.settle()
    assert pair.one.of("timer")[again]["resumes_id"] is None


def test_logs_at_one_time_both_stay_and_are_flagged(pair: Pair) -> None:
    one, other = pair.log(pair.one, 0, 2), pair.log(pair.other, 1, 2)
    pair.log(pair.other, 3, 2)
    pair.settle()
    (conflict,) = pair.one.conflicts()
    assert (conflict["kind"], conflict["grp"]) == ("overlap", "times")
    assert {conflict["uuid"], conflict["other_uuid"]} == {one, other}


def test_a_long_log_is_flagged_with_a_short_one_in_it(pair: Pair) -> None:
    pair.log(pair.one, 0, 24 * 30)
    pair.log(pair.other, 24 * 20)
    pair.settle()
    assert pair.kinds() == [("overlap", "log")]


def test_logs_whose_segments_do_not_meet_are_not_flagged(pair: Pair) -> None:
    begin, hour = START, HOUR
    pair.log(pair.one, 0, 3, segments=[[begin, begin + hour], [begin + 2 * hour, begin + 3 * hour]])
    pair.log(pair.other, 1, 1)
    pair.settle()
    assert pair.kinds() == []


def test_a_flag_goes_when_the_logs_do_not_overlap_any_more(pair: Pair) -> None:
    pair.log(pair.one, 0, 2)
    other = pair.log(pair.other, 1, 2)
    pair.settle()
    begin = START + 2 * HOUR
    pair.one.put("log", other, start_at=begin, segments=[[begin, begin + HOUR]])
    pair.settle()
    assert pair.kinds() == []


def test_an_overlap_that_was_allowed_is_not_flagged_again(pair: Pair) -> None:
    pair.log(pair.one, 0, 2)
    other = pair.log(pair.other, 1, 2)
    pair.settle()
    (conflict,) = pair.one.conflicts()
    pair.one.hub.resolve(conflict["id"], "both")
    pair.other.put(
        "log", other, end_at=START + 4 * HOUR, segments=[[START + HOUR, START + 4 * HOUR]]
    )
    pair.settle()
    assert pair.kinds() == []


def test_a_record_stays_billable_while_there_is_time_to_bill(pair: Pair) -> None:
    pair.log(pair.one, 0, billable=True)
    pair.one.push()
    pair.other.put("record", pair.record, billable=False, rate=None, unit=None, unit_seconds=None,
                   currency=None, service_id=None)  # fmt: skip
    pair.settle()
    record = pair.one.of("record")[pair.record]
    assert (record["billable"], record["rate"]) == (True, "100.00")
    assert pair.kinds() == [("change", "record")]


def _dollars(pair: Pair, node: Node, **values: Any) -> None:
    """A file changes what the record is billed in, with a budget in that."""
    node.put("record", pair.record, currency="USD", budget_amount="500", budget_currency="USD",
             **values)  # fmt: skip


def _billed_in(pair: Pair) -> tuple[object, object]:
    record = pair.one.of("record")[pair.record]
    return record["currency"], record["budget_amount"]


def test_a_budget_goes_where_its_record_gets_its_currency_back(pair: Pair) -> None:
    pair.log(pair.one, 0, billable=True)
    pair.one.push()
    _dollars(pair, pair.other, billable=False)
    pair.settle()
    assert _billed_in(pair) == ("EUR", None)
    assert pair.kinds() == [("change", "record"), ("change", "record")]


def test_a_record_stays_in_the_currency_of_an_item_that_came_before(pair: Pair) -> None:
    pair.one.put("item", record_id=pair.record)
    pair.one.push()
    _dollars(pair, pair.other)
    pair.settle()
    assert _billed_in(pair) == ("EUR", None)


def test_a_record_stays_in_the_currency_of_the_own_rate_of_a_log(pair: Pair) -> None:
    pair.log(pair.one, 0, billable=True, rate="90.00")
    pair.one.push()
    _dollars(pair, pair.other)
    pair.settle()
    assert _billed_in(pair) == ("EUR", None)


def test_a_record_changes_its_currency_together_with_its_items_and_rates(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True, rate="90.00")
    item = pair.one.put("item", record_id=pair.record)
    pair.settle()
    _dollars(pair, pair.other)
    pair.other.put("log", log, rate="99.00")
    pair.other.put("item", item, currency="USD")
    pair.settle()
    assert _billed_in(pair) == ("USD", "500")
    assert pair.kinds() == []


def test_a_log_has_no_rate_of_its_own_where_the_price_of_its_record_is_fixed(pair: Pair) -> None:
    pair.one.put("record", pair.record, unit="flat", unit_seconds=0)
    pair.one.push()
    log = pair.log(pair.other, 0, billable=True, rate="90.00")
    pair.settle()
    assert (pair.one.of("log")[log]["billable"], pair.one.of("log")[log]["rate"]) == (True, None)
    assert pair.kinds() == [("change", "log")]


def test_a_record_is_billable_again_for_an_item_that_comes_later(pair: Pair) -> None:
    pair.one.put("record", pair.record, billable=False)
    pair.one.push()
    pair.other.put("item", record_id=pair.record)
    pair.settle()
    assert pair.one.of("record")[pair.record]["billable"] is True
    assert pair.kinds() == [("change", "record")]


def test_a_record_and_its_logs_become_not_billable_together(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True)
    pair.settle()
    pair.one.put("log", log, billable=False)
    pair.one.put("record", pair.record, billable=False)
    pair.settle()
    assert pair.one.of("record")[pair.record]["billable"] is False
    assert pair.kinds() == []


def test_a_log_is_not_billable_on_a_record_that_is_not(pair: Pair) -> None:
    pair.one.put("record", pair.record, billable=False)
    pair.one.push()
    log = pair.log(pair.other, 0, billable=True, rate="90.00")
    timer = pair.timer(pair.other, 5, billable=True)
    pair.settle()
    assert pair.one.of("log")[log]["billable"] is False
    assert pair.one.of("log")[log]["rate"] is None
    assert pair.one.of("timer")[timer]["billable"] is False
    assert ("change", "log") in pair.kinds()


def issue(pair: Pair, node: Node, number: int, logs: list[str], **values: Any) -> str:
    """Put a document, its counter, and its number into a file."""
    customer = next(iter(node.of("customer")), None) or node.put("customer", name="Acme")
    node.put("counter", series="R", last=number, began_after=0)
    lines = [[1, pair.record, pair.service, None, False]]
    return node.put(
        "invoice",
        **{
            "number": f"R-{number}",
            "seq": number,
            "customer_id": customer,
            "lines": lines,
            "line_logs": [[1, log, pair.record, HOUR] for log in logs],
        }
        | values,
    )


def test_an_invoice_takes_its_logs(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True)
    pair.settle()
    invoice = issue(pair, pair.one, 1, [log])
    pair.one.push(issue=True)
    pair.other.pull()
    assert pair.other.of("log")[log]["invoice_id"] == invoice
    assert pair.other.of("invoice")[invoice]["snapshot"] == '{"a":  1}'


def test_documents_are_issued_only_with_all_that_the_hub_has(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True)
    pair.settle()
    pair.log(pair.other, 3)
    pair.other.push()
    issue(pair, pair.one, 1, [log])
    with pytest.raises(Moved):
        pair.one.push(issue=True)
    pair.one.pull()
    pair.one.push(issue=True)


def test_a_number_is_given_once_and_none_is_left_out(pair: Pair) -> None:
    issue(pair, pair.one, 1, [])
    pair.one.push(issue=True)
    pair.other.pull()
    issue(pair, pair.other, 3, [])
    with pytest.raises(Refused, match="increase by one"):
        pair.other.push(issue=True)
    pair.other.rows.clear()
    issue(pair, pair.other, 1, [])
    with pytest.raises(Refused, match="has been given already"):
        pair.other.push(issue=True)


def test_a_log_is_billed_once(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True)
    pair.settle()
    issue(pair, pair.one, 1, [log])
    pair.one.push(issue=True)
    pair.other.pull()
    issue(pair, pair.other, 2, [log])
    with pytest.raises(Refused, match="billed or changed elsewhere"):
        pair.other.push(issue=True)


def test_a_flagged_log_is_not_billed(pair: Pair) -> None:
    log = pair.log(pair.one, 0, 2, billable=True)
    pair.log(pair.other, 1, 2)
    pair.settle()
    issue(pair, pair.one, 1, [log])
    with pytest.raises(Refused, match="overlap"):
        pair.one.push(issue=True)


def test_a_log_that_was_billed_elsewhere_stays_as_it_was(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True)
    gone = pair.log(pair.one, 2, billable=True)
    pair.settle()
    invoice = issue(pair, pair.one, 1, [log, gone])
    pair.one.push(issue=True)
    pair.other.put("log", log, note="longer", end_at=START + 2 * HOUR)
    pair.other.drop("log", gone)
    pair.other.sync()
    row = pair.other.of("log")[log]
    assert (row["note"], row["end_at"], row["invoice_id"]) == ("", START + HOUR, invoice)
    assert gone in pair.other.of("log")
    assert sorted(one["grp"] for one in pair.one.conflicts()) == ["", "note", "times"]
    assert {one["kind"] for one in pair.one.conflicts()} == {"billed"}


def test_a_credit_frees_the_logs_of_its_lines(pair: Pair) -> None:
    log = pair.log(pair.one, 0, billable=True)
    pair.settle()
    invoice = issue(pair, pair.one, 1, [log])
    pair.one.push(issue=True)
    pair.one.pull()
    issue(pair, pair.one, 2, [], kind="credit-note", credits_id=invoice,
          lines=[[1, pair.record, pair.service, 1, False]])  # fmt: skip
    pair.one.push(issue=True)
    pair.other.pull()
    assert pair.other.of("log")[log]["invoice_id"] is None
    issue(pair, pair.other, 3, [log])
    pair.other.push(issue=True)


def test_what_was_issued_cannot_be_changed(pair: Pair) -> None:
    invoice = issue(pair, pair.one, 1, [])
    pair.one.push(issue=True)
    pair.one.put("invoice", invoice, total="1.00")
    with pytest.raises(Refused, match="issued"):
        pair.one.push()
    pair.one.rows.clear()
    pair.one.put("invoice", invoice, sent_on="2026-12-01")
    pair.one.push()


def test_a_file_with_documents_becomes_a_hub_in_several_pushes(pair: Pair) -> None:
    invoice = issue(pair, pair.one, 1, ["e" * 32])
    pair.one.push()
    log = pair.log(pair.one, 0, billable=True, invoice_id=invoice)
    pair.one.push()
    pair.other.pull()
    assert pair.other.of("log")[log]["invoice_id"] == invoice


def test_the_number_of_a_record_is_one_that_its_file_reserved(pair: Pair) -> None:
    first, last = pair.other.hub.lease(5)
    assert (first, last) == (11, 15)
    pair.other.put("record", id=first, owner_id=pair.owner)
    pair.other.push()
    pair.one.put("record", id=first, owner_id=pair.owner)
    with pytest.raises(Refused, match="number"):
        pair.one.push()


def test_rows_that_every_file_knows_to_be_gone_are_forgotten(shared: Shared, pair: Pair) -> None:
    log = pair.log(pair.one, 0)
    pair.settle()
    pair.one.drop("log", log)
    for number in range(105):
        pair.one.put("owner", pair.owner, name=f"boss {number}")
        pair.one.sync()
    for node in (pair.one, pair.other):
        node.sync()
        node.hub.hello(node.token, node.seen)
    assert shared.database.sql("SELECT count(*) FROM timelog.log") == [(1,)]
    pair.one.put("owner", pair.owner, name="boss")
    pair.one.push()
    assert shared.database.sql("SELECT count(*) FROM timelog.log") == [(0,)]
