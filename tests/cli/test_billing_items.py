"""Fixed prices and expenses beside time."""

from __future__ import annotations

import sqlite3

import pytest

from tests.cli.bills import done, issue, log, record, service
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """One hour at 60 EUR on case-1."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="60 EUR")
    record(cli)
    log(cli, "case-1", "9:00-10:00")
    return cli


def add(cli: Cli, words: str, ref: str = "case-1") -> int:
    return int(cli.run(f"billing item add {ref} {words} --json").json["id"])


def test_an_item_is_what_was_typed(cli: Cli) -> None:
    added = cli.run("billing item add case-1 'Travel to Turin' 120")
    assert added.out == "1\n"
    assert added.err == (
        "Added item 1 to case-1 (Login fails): Travel to Turin, 1 flat at 120.00, 120.00 EUR,"
        " 2026-11-02.\n"
    )
    words = "'Own car' 0.425 --quantity 3 --unit km --date yesterday --tax-rate 0 --discount 5%"
    assert cli.run(f"billing item add 1 {words} --json").json == {
        "id": 2,
        "record": "case-1",
        "title": "Login fails",
        "day": "2026-11-01",
        "description": "Own car",
        "quantity": "3",
        "unit": "km",
        "unit_price": "0.425",
        "currency": "EUR",
        "discount": "5",
        "tax_rate": "0",
        "amount": "1.22",
        "invoice": None,
        "tax_category": None,
        "unit_code": None,
    }


def test_several_without_a_unit_are_pieces(cli: Cli) -> None:
    assert cli.run("billing item add 1 Keys 7.50 --quantity 2 --json").json["unit"] == "piece"


def test_items_come_after_the_time_in_the_order_of_their_days(cli: Cli) -> None:
    second = record(cli, title="Move")
    log(cli, second, "11:00-12:00")
    add(cli, "Hotel 90 --date 2026-11-03")
    add(cli, "Train 48 --date 2026-11-02")
    add(cli, "Van 70", ref=second)
    for ref in ("case-1", second):
        done(cli, ref)
    made = issue(cli, "--customer Acme --group-by day")
    lines = [(line["title"], line["record"], line["net"]) for line in made["lines"]]
    assert lines == [
        ("Login fails", "case-1", "60.00"),
        ("Move", "case-2", "60.00"),
        ("Train", "case-1", "48.00"),
        ("Hotel", "case-1", "90.00"),
        ("Van", "case-2", "70.00"),
    ]
    hotel = made["lines"][3]
    assert (hotel["first_day"], hotel["last_day"]) == ("2026-11-03", "2026-11-03")
    assert (hotel["worked_seconds"], hotel["billed_seconds"], hotel["service"]) == (0, 0, None)
    assert hotel["description"] == "Hotel, 2026-11-03"


def test_an_item_is_taxed_as_its_record_unless_it_says_otherwise(cli: Cli) -> None:
    add(cli, "Travel 100")
    add(cli, "Fee 50 --tax-rate 0")
    done(cli, "case-1")
    made = issue(cli)
    assert [(tax["tax_rate"], tax["base"], tax["tax"]) for tax in made["taxes"]] == [
        ("22", "160.00", "35.20"),
        ("0", "50.00", "0.00"),
    ]
    assert made["total"] == "245.20"


def test_the_discount_of_a_record_is_not_on_its_items(cli: Cli) -> None:
    cli.run("record edit case-1 --discount 10%")
    add(cli, "Travel 100")
    add(cli, "Licence 100 --discount 20%")
    done(cli, "case-1")
    assert [line["net"] for line in issue(cli)["lines"]] == ["54.00", "100.00", "80.00"]


def test_a_record_with_items_alone_is_billed(cli: Cli) -> None:
    ref = record(cli, title="Only things")
    add(cli, "Server 500", ref=ref)
    resolved = cli.at(LATE).run(f"record resolve {ref}")
    assert resolved.err.endswith(f"Unbilled: 1 item. To invoice: timelog billing issue {ref}\n")
    (made,) = cli.at(LATE).run("billing issue --all --json").json
    assert [line["net"] for line in made["lines"]] == ["500.00"]


def test_a_period_takes_the_items_of_its_days(cli: Cli) -> None:
    ref = record(cli, title="Only things")
    add(cli, "October 10 --date 2026-10-31", ref=ref)
    add(cli, "First 20 --date 2026-11-01", ref=ref)
    add(cli, "Last 30 --date 2026-11-30", ref=ref)
    add(cli, "December 40 --date 2026-12-01", ref=ref)
    done(cli, ref)
    made = issue(cli, f"{ref} --period 2026-11")
    assert [line["title"] for line in made["lines"]] == ["First", "Last"]
    preview = cli.at(LATE).run("billing preview --as-of 2026-11-30 --json").json
    assert [line["title"] for line in preview[0]["lines"]] == ["October"]
    assert cli.at(LATE).run("billing preview --period 2026-09 --json").json == []


def test_prices_of_a_record_with_tax_are_those_of_its_items(cli: Cli) -> None:
    cli.run("record edit case-1 --prices-include-tax")
    add(cli, "Travel 122")
    add(cli, "Fee 10 --tax-rate 0")
    assert cli.run("record show case-1 --json").json["unbilled_amount"] == "159.18"
    done(cli, "case-1")
    made = issue(cli)
    assert [line["net"] for line in made["lines"]] == ["49.18", "100.00", "10.00"]
    assert (made["net_total"], made["total"]) == ("159.18", "192.00")


def test_what_is_left_counts_them(cli: Cli) -> None:
    add(cli, "Travel 100")
    shown = cli.run("record show case-1")
    assert "unbilled       1:00, 1 item, 160.00 EUR" in shown.out
    assert "ITEM  DAY         DESCRIPTION  QUANTITY  UNIT   PRICE  AMOUNT" in shown.out
    found = cli.run("record show case-1 --json").json
    assert found["unbilled_amount"] == "160.00"
    assert [item["description"] for item in found["items"]] == ["Travel"]
    assert cli.run("customer show Acme --json").json["unbilled_amounts"] == {"EUR": "160.00"}
    assert cli.run("report all --by record --json").json[0]["amounts"] == {"EUR": "60.00"}


def test_unbilled_counts_them(cli: Cli) -> None:
    ref = record(cli, title="Only things")
    add(cli, "Server 500", ref=ref)
    text = cli.at(LATE).run("billing unbilled --json").out
    assert '"500.00"' in text


def test_a_customer_without_tax_is_charged_none_for_them(cli: Cli) -> None:
    cli.run("customer edit Acme --tax-treatment reverse-charge --vat-id DE123456788")
    add(cli, "Travel 100 --tax-rate 22")
    done(cli, "case-1")
    made = issue(cli)
    assert [line["tax_rate"] for line in made["lines"]] == ["0", "0"]


def test_an_item_that_includes_a_tax_that_is_not_due_is_refused(cli: Cli) -> None:
    cli.run("record edit case-1 --prices-include-tax --tax-rate ''")
    cli.run("customer edit Acme --tax-treatment exempt")
    add(cli, "Travel 100 --tax-rate 22")
    done(cli, "case-1")
    cli.at(LATE).refused(
        "billing issue case-1",
        message="cannot invoice item 1: its price includes tax, but Acme is not charged"
        " tax (exempt)",
        hint="timelog billing item edit 1 --tax-rate 0 --price PRICE",
    )


def test_they_are_listed_by_day_and_filtered(cli: Cli) -> None:
    second = record(cli, title="Move", customer="Acme")
    add(cli, "Hotel 90 --date 2026-11-03")
    add(cli, "Train 48.50")
    add(cli, "Van 70", ref=second)
    listed = cli.run("billing item list")
    assert listed.out.splitlines() == [
        "ITEM  DAY         RECORD  DESCRIPTION  QUANTITY  UNIT  PRICE  AMOUNT  CURRENCY  INVOICE",
        "   2  2026-11-02  case-1  Train               1  flat  48.50   48.50  EUR",
        "   3  2026-11-02  case-2  Van                 1  flat  70.00   70.00  EUR",
        "   1  2026-11-03  case-1  Hotel               1  flat  90.00   90.00  EUR",
    ]

    def ids(words: str) -> list[int]:
        return [item["id"] for item in cli.run(f"billing item list {words} --json").json]

    assert ids("case-2") == [3]
    assert ids("--period 2026-11-03") == [1]
    assert ids("--customer acm") == [2, 3, 1]
    assert ids("--invoiced") == []
    done(cli, second)
    issue(cli, second)
    assert ids("--invoiced") == [3]
    assert ids("--uninvoiced") == [2, 1]


def test_an_empty_list_says_how_to_make_one(cli: Cli) -> None:
    assert cli.run("billing item list").err == (
        "No items found. To add one: timelog billing item add REF DESCRIPTION PRICE\n"
    )


def test_an_item_changes_and_changes_back(cli: Cli) -> None:
    add(cli, "Travel 100 --tax-rate 4 --discount 5")
    before = cli.dump()
    second = record(cli, title="Move")
    words = f"--price 110 --quantity 2 --unit night --description Hotel --record {second}"
    done_so = cli.run(f"billing item edit @1 {words} --tax-rate '' --discount ''")
    assert done_so.err == (
        "Changed item 1 of case-2 (Move): Hotel, 2 night at 110.00, 220.00 EUR, 2026-11-02.\n"
    )
    cli.run("undo")
    cli.run("undo")
    assert cli.dump() == before
    cli.run("redo")
    cli.run("redo")
    assert cli.run("billing item list --json").json[0]["record"] == "case-2"
    assert (
        cli.run("billing item edit 1 --price 110").err
        == "Item 1 is unchanged: it already has these values.\n"
    )


def test_items_are_deleted_and_come_back(cli: Cli) -> None:
    add(cli, "Travel 100")
    add(cli, "Hotel 90")
    before = cli.dump()
    gone = cli.run("billing item delete 1")
    assert gone.err.splitlines() == [
        "Deleted item 1 of case-1 (Login fails): Travel, 1 flat at 100.00, 100.00 EUR, 2026-11-02.",
        "To undo: timelog undo",
    ]
    cli.run("undo")
    assert cli.dump() == before
    assert len(cli.run("billing item delete 1 2 1 --yes --json").json) == 2
    assert cli.rows("SELECT * FROM item") == []


def test_several_are_deleted_after_a_question(cli: Cli) -> None:
    add(cli, "Travel 100")
    add(cli, "Hotel 90")
    said = cli.run("billing item delete 1 2", answers="n\n", code=1)
    assert said.err == "Delete 2 items? [y/N] Nothing changed.\n"
    cli.at(LATE).refused(
        "billing item delete 1 2",
        message="confirmation needed, but there is no terminal: Delete 2 items?",
        hint="to confirm, add --yes",
    )


def test_a_credit_frees_them(cli: Cli) -> None:
    add(cli, "Travel 100")
    add(cli, "Hotel 90")
    done(cli, "case-1")
    issue(cli)
    said = cli.at(LATE).run("billing credit 2026-0001 --line 3")
    assert "-109.80 EUR. 1 item can be billed again." in said.err
    assert cli.rows("SELECT id, invoice_id FROM item") == [(1, 1), (2, None)]
    again = issue(cli)
    assert [line["title"] for line in again["lines"]] == ["Hotel"]
    said = cli.at(LATE).run("billing credit 2026-0001")
    assert "1 log and 1 item can be billed again." in said.err
    assert cli.run("db check").out.startswith("OK: ")


def test_what_is_invoiced_stays(cli: Cli) -> None:
    add(cli, "Travel 100")
    done(cli, "case-1")
    issue(cli)
    stays = {
        "message": "cannot change item 1: it is on invoice 2026-0001",
        "hint": "timelog billing credit 2026-0001",
    }
    cli.at(LATE).refused("billing item edit 1 --price 1", **stays)
    cli.at(LATE).refused("billing item delete 1", **stays)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE item SET unit_price = '1'", "the item is on an issued invoice and cannot change"),
        ("UPDATE item SET invoice_id = NULL", "the item is on an issued invoice and cannot change"),
        ("DELETE FROM item", "the item is on an issued invoice and cannot be deleted"),
        ("UPDATE line_item SET item_id = 2", "an issued invoice cannot be changed"),
        ("DELETE FROM line_item", "an issued invoice cannot be deleted"),
        ("INSERT INTO line_item VALUES (1, 1, 1, 1)", "an issued invoice cannot be changed"),
        ("UPDATE record SET currency = 'USD'", "the record has items in its current currency"),
    ],
)
def test_the_database_itself_refuses_to_change_what_is_invoiced(
    cli: Cli, sql: str, message: str
) -> None:
    add(cli, "Travel 100")
    done(cli, "case-1")
    issue(cli)
    with pytest.raises(sqlite3.IntegrityError, match=f"rule:{message}"):
        cli.rows(sql)


def test_the_database_itself_keeps_items_on_billable_records(cli: Cli) -> None:
    ref = record(cli, title="Only things")
    add(cli, "Server 500", ref=ref)
    with pytest.raises(sqlite3.IntegrityError, match="items in its current currency"):
        cli.rows("UPDATE record SET billable = 0 WHERE id = 2")
    with pytest.raises(sqlite3.IntegrityError, match="can be put on an invoice only when"):
        cli.rows(
            "INSERT INTO item (uuid, record_id, day, description, quantity, unit, unit_price,"
            " currency, invoice_id) VALUES (randomblob(16), 1, '2026-11-02', 'x', '1', 'y', '1',"
            " 'EUR', 1)"
        )
    with pytest.raises(sqlite3.IntegrityError, match="not billable in the currency of the item"):
        cli.rows("UPDATE item SET currency = 'USD'")


def test_a_record_keeps_the_currency_of_its_items(cli: Cli) -> None:
    add(cli, "Travel 100")
    service(cli, name="Abroad", price="70 USD")
    cli.at(LATE).refused(
        "record edit case-1 --service Abroad",
        message="cannot change the currency of case-1: item 1 is in EUR",
        hint="timelog billing item delete 1",
    )
    cli.at(LATE).refused(
        "record edit case-1 --no-service --unmark-logs",
        message="cannot make case-1 non-billable: it has 1 item not yet invoiced",
        hint="timelog billing item delete 1",
    )
    cli.at(LATE).refused(
        "record edit case-1 --no-billable --unmark-logs",
        message="cannot make case-1 non-billable: it has 1 item not yet invoiced",
        hint="timelog billing item delete 1",
    )
    done(cli, "case-1")
    issue(cli)
    cli.at(LATE).refused(
        "record edit case-1 --service Abroad",
        message="cannot change the currency of case-1: item 1 is in EUR",
        hint="to use another currency, add a record: timelog record add TITLE",
    )


def test_a_record_with_items_goes_only_with_them(cli: Cli) -> None:
    ref = record(cli, title="Only things")
    add(cli, "Server 500", ref=ref)
    cli.at(LATE).refused(
        f"record delete {ref} --yes",
        message="cannot delete case-2: it has 1 item",
        hint="timelog record delete case-2 --with-logs",
    )
    before = cli.dump()
    gone = cli.run(f"record delete {ref} --with-logs --yes")
    assert gone.err == ("Deleted case-2 (Only things) with 1 item. To undo: timelog undo\n")
    cli.run("undo")
    assert cli.dump() == before
    done(cli, ref)
    issue(cli, ref)
    cli.at(LATE).refused(
        f"record delete {ref} --with-logs --yes",
        message="cannot delete case-2: it is on invoice 2026-0001",
        hint="timelog record close case-2",
    )


@pytest.mark.parametrize(
    ("words", "code", "message", "hint"),
    [
        (
            "Rebate -50",
            1,
            "the price cannot be negative: -50",
            "use --discount PERCENT on the item, or --discount AMOUNT when you issue the invoice",
        ),
        (
            "Rebate 50 --quantity -1",
            1,
            "the quantity cannot be negative: -1",
            "use --discount PERCENT on the item, or --discount AMOUNT when you issue the invoice",
        ),
        (
            "Nothing 50 --quantity 0",
            1,
            "the quantity must be greater than 0",
            "use a quantity such as --quantity 1",
        ),
        ("Travel cheap", 2, "the price 'cheap' is not an amount", None),
        ("Travel 1,200", 2, "the price '1,200' is ambiguous", None),
        ("Travel 5 --quantity many", 2, "the quantity 'many' is not an amount", None),
        ("Travel 5 --discount 101", 2, "the discount '101' is more than 100%", None),
        ("Travel 5 --tax-rate -1", 2, "the tax rate '-1' is not a percentage", None),
        ("' ' 5", 2, "the description is empty", None),
        ("Travel 5 --unit ''", 2, "--unit is empty", None),
        ("Travel 5 --date someday", 2, "'someday' is not a day", None),
    ],
)
def test_bad_input_is_refused_by_name(
    cli: Cli, words: str, code: int, message: str, hint: str | None
) -> None:
    cli.at(LATE).refused(f"billing item add case-1 {words}", code=code, message=message, hint=hint)


def test_a_record_that_is_not_billable_or_closed_takes_none(cli: Cli) -> None:
    cli.run("record add Private")
    cli.at(LATE).refused(
        "billing item add task-2 Travel 5",
        message="cannot add an item to task-2: the record is not billable",
        hint="timelog record edit task-2 --service SERVICE --billable",
    )
    cli.run("record close case-1")
    cli.at(LATE).refused(
        "billing item add case-1 Travel 5",
        message="case-1 is closed",
        hint="timelog record reopen case-1",
    )


def test_an_item_stays_in_its_currency(cli: Cli) -> None:
    add(cli, "Travel 100")
    service(cli, name="Abroad", price="70 USD")
    ref = cli.run("record add US --service Abroad --billable --json").json["ref"]
    cli.at(LATE).refused(
        f"billing item edit 1 --record {ref}",
        message="cannot move item 1 to task-2: the item is in EUR, the record in USD",
        hint="timelog billing item add task-2 DESCRIPTION PRICE",
    )


def test_what_is_not_there_is_not_found(cli: Cli) -> None:
    for words in ("edit 9 --price 1", "delete 9", "delete @1"):
        number = words.split()[1]
        cli.at(LATE).refused(
            f"billing item {words}",
            code=3,
            message=f"no item {number}",
            hint="timelog billing item list",
        )
    cli.at(LATE).refused(
        "billing item delete one",
        code=2,
        message="'one' is not an item number",
        hint="use a number such as 12, or @1 for the newest item, @2 for the one before",
    )
    add(cli, "Travel 100")
    cli.at(LATE).refused(
        "billing item edit 1",
        code=2,
        message="no changes given",
        hint="timelog billing item edit --help",
    )
