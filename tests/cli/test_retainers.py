"""Time and money that customers pay for in advance, and what later invoices draw on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.bills import done, log, record, service
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("config set seller.name Ada")
    cli.run("customer add Acme --currency EUR")
    service(cli, "--tax-rate 22", price="80 EUR")
    return cli


def retainer(cli: Cli, words: str) -> Any:
    return cli.at(LATE).run(f"billing retainer add Acme {words} --json").json


def billed(cli: Cli, when: str, more: str = "", words: str = "") -> Any:
    """The invoice for a record of its own with one log."""
    ref = record(cli, more)
    log(cli, ref, when)
    done(cli, ref)
    (made,) = cli.at(LATE).run(f"billing issue {ref} {words} --json").json
    return made


def left(cli: Cli) -> list[tuple[int | None, str | None]]:
    rows = cli.run("billing retainer list --json").json
    return [(row["left_seconds"], row["left_amount"]) for row in rows]


def test_hours_are_invoiced_in_advance_and_drawn_at_issue(acme: Cli) -> None:
    paid = retainer(acme, "10h --service consulting")
    assert (paid["subtotal"], paid["total"], paid["due_date"]) == ("800.00", "976.00", "2026-12-30")
    assert (paid["lines"][0]["quantity"], paid["lines"][0]["unit"]) == ("10.00", "hour")
    assert paid["lines"][0]["record"] is None

    made = billed(acme, "9:00-12:30")
    work, draw = made["lines"]
    assert (work["net"], draw["net"], made["total"]) == ("280.00", "-280.00", "0.00")
    assert (draw["quantity"], draw["unit_price"]) == ("-1", "280.00")
    assert draw["description"] == "Paid in advance, invoice 2026-0001: 3:30 used, 6:30 left"
    assert left(acme) == [(23400, None)]

    rest = billed(acme, "2026-11-03 8:00-16:00")
    assert (rest["subtotal"], rest["total"]) == ("120.00", "146.40")
    assert left(acme) == [(0, None)]
    assert len(billed(acme, "2026-11-04 8:00-9:00")["lines"]) == 1


def test_money_pays_for_items_and_fixed_prices_too(acme: Cli) -> None:
    retainer(acme, "500.00 --tax-rate 22 --title Deposit")
    ref = record(acme)
    acme.run(f"billing item add {ref} Train 120")
    log(acme, ref, "9:00-10:00")
    done(acme, ref)
    (made,) = acme.at(LATE).run(f"billing issue {ref} --json").json
    assert [line["net"] for line in made["lines"]] == ["80.00", "120.00", "-200.00"]
    assert left(acme) == [(None, "300.00")]


def test_hours_pay_for_time_alone(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    ref = record(acme)
    acme.run(f"billing item add {ref} Train 120")
    log(acme, ref, "9:00-10:00")
    done(acme, ref)
    (made,) = acme.at(LATE).run(f"billing issue {ref} --json").json
    assert (made["subtotal"], left(acme)) == ("120.00", [(32400, None)])


def test_hours_cover_time_whatever_its_rate_and_discount(acme: Cli) -> None:
    retainer(acme, "1h --rate 50 --tax-rate 22")
    made = billed(acme, "9:00-12:00", "--rate 100 --discount 10")
    work, draw = made["lines"]
    assert (work["net"], draw["net"], made["subtotal"]) == ("270.00", "-90.00", "180.00")


def test_the_oldest_retainer_is_used_up_first(acme: Cli) -> None:
    retainer(acme, "1h --service consulting")
    retainer(acme, "100.00 --tax-rate 22")
    made = billed(acme, "9:00-11:00")
    assert [line["net"] for line in made["lines"]] == ["160.00", "-80.00", "-80.00"]
    assert left(acme) == [(0, None), (None, "20.00")]


@pytest.mark.parametrize(
    "other",
    [
        "500.00 --tax-rate 10",
        "500.00",
        "500.00 --tax-rate 22 --currency USD",
    ],
)
def test_another_tax_rate_or_currency_is_left_alone(acme: Cli, other: str) -> None:
    retainer(acme, other)
    assert len(billed(acme, "9:00-10:00")["lines"]) == 1
    assert left(acme) == [(None, "500.00")]


def test_another_customer_draws_nothing(acme: Cli) -> None:
    retainer(acme, "500.00 --tax-rate 22")
    acme.run("customer add Bell")
    ref = record(acme, customer="Bell")
    log(acme, ref, "9:00-10:00")
    done(acme, ref)
    assert acme.at(LATE).run(f"billing issue {ref} --json").json[0]["total"] == "97.60"


def test_prices_with_tax_are_drawn_with_tax(cli: Cli) -> None:
    cli.run("config set seller.name Ada")
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22 --prices-include-tax", price="122 EUR")
    paid = retainer(cli, "2h --service consulting")
    assert (paid["net_total"], paid["total"]) == ("200.00", "244.00")
    made = billed(cli, "9:00-12:00")
    assert [line["amount"] for line in made["lines"]] == ["366.00", "-244.00"]
    assert [line["net"] for line in made["lines"]] == ["300.00", "-200.00"]
    assert (made["net_total"], made["tax_total"], made["total"]) == ("100.00", "22.00", "122.00")


def test_no_retainer_leaves_it_alone(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    assert billed(acme, "9:00-10:00", words="--no-retainer")["total"] == "97.60"
    assert left(acme) == [(36000, None)]


def test_a_preview_shows_it_and_draws_nothing(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    ref = record(acme)
    log(acme, ref, "9:00-10:00")
    done(acme, ref)
    preview = acme.at(LATE).run("billing preview --json").json
    assert preview[0]["total"] == "0.00"
    assert acme.at(LATE).run("billing preview --no-retainer --json").json[0]["total"] == "97.60"
    assert left(acme) == [(36000, None)]


def test_crediting_an_invoice_gives_back_what_it_drew(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    billed(acme, "9:00-10:00")
    note = acme.at(LATE).run("billing credit 2026-0002 --json").json
    assert (note["total"], len(note["lines"])) == ("0.00", 2)
    assert left(acme) == [(36000, None)]
    assert acme.run("db check").out.startswith("OK: ")


def test_what_is_drawn_on_cannot_be_credited(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    billed(acme, "9:00-10:00")
    acme.at(LATE).refused(
        "billing credit 2026-0001",
        message="cannot credit 2026-0001: 2026-0002 draws on this retainer",
        hint="to credit 2026-0002 first: timelog billing credit 2026-0002",
    )
    acme.at(LATE).refused(
        "billing credit 2026-0002 --line 1",
        message="cannot credit single lines of 2026-0002: it draws on a retainer",
        hint="to credit the whole invoice: timelog billing credit 2026-0002",
    )
    acme.at(LATE).run("billing credit 2026-0002")
    acme.at(LATE).run("billing credit 2026-0001")
    assert left(acme) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE retainer SET seconds = 1",
        "DELETE FROM retainer",
        "DELETE FROM retainer_draw",
        "UPDATE retainer_draw SET seconds = 1",
        "INSERT INTO retainer_draw VALUES (1, 1, 1, 60, NULL)",
    ],
)
def test_the_database_keeps_them(acme: Cli, statement: str) -> None:
    retainer(acme, "10h --service consulting")
    billed(acme, "9:00-10:00")
    with pytest.raises(Exception, match=r"^rule:"):
        acme.rows(statement)


def test_customer_show_says_what_is_left(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    retainer(acme, "500 --tax-rate 22")
    billed(acme, "9:00-10:30")
    shown = acme.run("customer show acme").out
    assert "retainers      8:30 of 10:00 left (2026-0001)\n" in shown
    assert "               500.00 of 500.00 EUR left (2026-0002)\n" in shown
    both = acme.run("customer show acme --json").json["retainers"]
    assert [one["left_seconds"] for one in both] == [30600, None]


def test_no_tax_is_charged_where_none_is_due(acme: Cli) -> None:
    acme.run("customer edit Acme --tax-treatment reverse-charge --vat-id DE123456788 --force")
    paid = retainer(acme, "10h --service consulting")
    assert (paid["tax_total"], paid["sentences"]) == (
        "0.00",
        ["Reverse charge: the recipient is liable for the tax."],
    )
    assert billed(acme, "9:00-10:00")["total"] == "0.00"


def test_what_is_exempt_is_not_paid_for_by_what_is_taxed_at_zero(acme: Cli) -> None:
    for name, category in (("Course", "exempt"), ("Book", "zero-rated"), ("Talk", "exempt")):
        rate = f"--price 90 --currency EUR --tax-rate 0 --tax-category {category}"
        acme.run(f"service add {name} {rate}")
        acme.run(f"record add {name} --customer Acme --service {name} --billable")
    retainer(acme, "1h --service Book")
    retainer(acme, "80 --service Course")
    retainer(acme, "1000 --currency EUR --tax-rate 0")
    for seq, start in ((1, 9), (2, 11), (3, 13)):
        acme.at(LATE).run(f"log add {seq} '2026-11-03 {start}:00-{start + 2}:00' --billable")
        acme.at(LATE).run(f"record resolve {seq}")
    (made,) = acme.at(LATE).run("billing issue 1 2 3 --json").json
    lines = [(one["net"], one["tax_category"]) for one in made["lines"]]
    assert lines == [
        *[("180.00", "exempt"), ("180.00", "zero-rated"), ("180.00", "exempt")],
        *[("-90.00", "zero-rated"), ("-80.00", "exempt"), ("-280.00", "exempt")],
    ]
    assert made["total"] == "90.00"


def test_the_invoice_has_the_references_the_note_and_the_due_date_that_are_typed(acme: Cli) -> None:
    made = retainer(
        acme,
        "10h --service consulting --order-reference PO-7 --buyer-reference B-1 --due 2026-12-24"
        " --note 'Thank you.'",
    )
    keys = "order_reference", "buyer_reference", "due_date", "note"
    assert [made[key] for key in keys] == ["PO-7", "B-1", "2026-12-24", "Thank you."]


def test_the_credit_note_of_a_retainer_says_nothing_of_logs(acme: Cli) -> None:
    retainer(acme, "10h --service consulting")
    said = acme.at(LATE).run("billing credit 2026-0001").err
    assert said == "Issued credit note CN-2026-0001 for invoice 2026-0001: -976.00 EUR.\n"


@pytest.mark.parametrize(
    ("words", "code", "message", "hint"),
    [
        (
            "500.00 --service consulting --rate 30",
            2,
            "--rate cannot be used with an amount, only with time",
            "timelog billing retainer add Acme 40h --rate 30",
        ),
        (
            "500.005 --service consulting",
            2,
            "the retainer 500.005 has too many decimal places for EUR",
            "use 500.01",
        ),
        (
            "40h",
            1,
            "a retainer of hours needs an hourly rate",
            "timelog billing retainer add Acme 40h --service SERVICE (or --rate 95)",
        ),
        (
            "abc --service consulting",
            2,
            "the retainer 'abc' is neither a duration nor an amount",
            "use a retainer such as 40h or 2000.00",
        ),
        (
            "'400 USD' --service consulting",
            2,
            "the retainer cannot be in both USD and EUR",
            "use only one currency",
        ),
        ("40h --service Nothing", 3, "no service 'Nothing'", "timelog service list"),
    ],
)
def test_bad_input_changes_nothing(
    acme: Cli, words: str, code: int, message: str, hint: str
) -> None:
    acme.at(LATE).refused(
        f"billing retainer add Acme {words}", code=code, message=message, hint=hint
    )


_WORK = st.lists(st.tuples(st.integers(1, 1200), st.integers(0, 3)), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(minutes=st.integers(1, 2000), worked=_WORK)
def test_what_is_paid_in_advance_and_later_is_all_the_work(
    tmp_path_factory: pytest.TempPathFactory, minutes: int, worked: list[tuple[int, int]]
) -> None:
    """At one rate, net: the retainer and the invoices come to the work and to what is left."""
    cli = Cli(tmp_path_factory.mktemp("law"))
    cli.run("config set seller.name Ada")
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="90 EUR")
    paid = Decimal(retainer(cli, f"{minutes}m --service consulting")["subtotal"])
    total, seconds = paid, 0
    for day, (length, _) in enumerate(worked, 2):
        made = billed(cli, f"2026-11-{day:02} 0:00-{length // 60}:{length % 60:02}")
        total += Decimal(made["subtotal"])
        seconds += length * 60
    ((unused, _),) = left(cli)
    assert unused == max(0, minutes * 60 - seconds)
    # A cent for each rounding of a part of a line.
    assert abs(total - Decimal(seconds + unused) * 90 / 3600) <= Decimal("0.01") * (len(worked) + 1)
