"""What is left to bill is one figure, whichever command is asked."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.cli.bills import log, service
from tests.harness import Cli, Result

LATE = "2026-11-30 18:00"
TREATMENTS = (
    *("standard", "reverse-charge", "intra-community", "export", "exempt", "out-of-scope"),
)
WITHOUT_TAX = TREATMENTS[1:]
# Of a record: a flat price, items, increments of billing, a discount.
WAYS = list(product((False, True), repeat=4))


def made(cli: Cli, treatment: str | None, *, included: bool) -> list[Result]:
    """A record of each way, resolved; what each ``record resolve`` printed."""
    if treatment:
        cli.run(f"customer add Acme --vat-id DE123456788 --country DE --tax-treatment {treatment}")
    service(cli, f"--tax-rate 22 --prices-{'in' if included else 'ex'}clude-tax", price="60 EUR")
    customer = "--customer Acme" if treatment else ""
    add = f"record add Work --type case --service Consulting --billable {customer}"
    for number, (flat, items, steps, discount) in enumerate(WAYS, 1):
        more = "--rate 900 --per flat" if flat else ""
        more += " --increment 15m" if steps else ""
        cli.run(f"{add} {more} {'--discount 5%' if discount else ''}")
        log(cli, str(number), f"2026-11-{number:02} 9:00 for 50m")
        log(cli, str(number), f"2026-11-{number:02} 10:00 for 7m")
        if items:
            cli.run(f"billing item add {number} Train 50 --discount 4% --tax-rate 4")
            cli.run(f"billing item add {number} Hotel 100")
    return [cli.at(LATE).run(f"record resolve {number}") for number, _ in enumerate(WAYS, 1)]


def amount(flat: bool, items: bool, steps: bool, discount: bool) -> Decimal:
    """What a record of that way costs, in the way of its price."""
    time = 900 if flat else 75 if steps else 57
    return time * Decimal("0.95" if discount else 1) + (148 if items else 0)


def at(cli: Cli, line: str) -> Any:
    return cli.at(LATE).run(f"{line} --json").json


def shown(cli: Cli) -> dict[str, str | None]:
    """What ``record show`` says of each record."""
    found = [at(cli, f"record show {number}") for number, _ in enumerate(WAYS, 1)]
    return {record["ref"]: record["unbilled_amount"] for record in found}


def listed(cli: Cli) -> dict[str, str | None]:
    """What ``billing unbilled`` says of each record."""
    return {row["record"]: row["amount"] for row in at(cli, "billing unbilled")}


def nets(invoice: Any) -> dict[str, Decimal]:
    """What the lines of each record come to."""
    found: dict[str, Decimal] = {}
    for line in invoice["lines"]:
        found[line["record"]] = found.get(line["record"], Decimal(0)) + Decimal(line["net"])
    return found


@pytest.mark.parametrize(
    ("treatment", "included"), [*((one, False) for one in TREATMENTS), ("standard", True)]
)
def test_every_command_says_what_the_invoice_says(cli: Cli, treatment: str, included: bool) -> None:
    for number, resolved in enumerate(made(cli, treatment, included=included), 1):
        assert resolved.err.endswith(f". To invoice: timelog billing issue case-{number}\n")
    (preview,) = at(cli, "billing preview")
    expected = {f"case-{number}": amount(*way) for number, way in enumerate(WAYS, 1)}
    assert Decimal(preview["subtotal"]) == sum(expected.values())
    assert included or nets(preview) == expected
    found = listed(cli)
    assert {ref: Decimal(text or "") for ref, text in found.items()} == nets(preview)
    assert shown(cli) == found
    assert at(cli, "customer show Acme")["unbilled_amounts"] == {"EUR": preview["net_total"]}
    (issued,) = at(cli, "billing issue --all")
    assert nets(issued) == nets(preview)
    assert listed(cli) == {}
    assert set(shown(cli).values()) == {"0.00"}
    assert at(cli, "customer show Acme")["unbilled_amounts"] == {}


@pytest.mark.parametrize("treatment", WITHOUT_TAX)
def test_no_command_says_what_nobody_can(cli: Cli, treatment: str) -> None:
    moment = cli.at(LATE)
    resolved = made(cli, treatment, included=True)
    words = [
        f"cannot invoice case-{number}: its price includes tax,"
        f" but Acme is not charged tax ({treatment})"
        for number, _ in enumerate(WAYS, 1)
    ]
    rows = at(cli, "billing unbilled")
    assert shown(cli) == listed(cli) == {f"case-{n}": None for n, _ in enumerate(WAYS, 1)}
    assert at(cli, "customer show Acme")["unbilled_amounts"] == {"EUR": None}
    customer = moment.run("customer show Acme").out
    for number, sentence in enumerate(words, 1):
        command = f"timelog record edit case-{number} --prices-exclude-tax --rate RATE"
        (missing,) = rows[number - 1]["missing"]
        assert missing == {"what": "price", "message": sentence, "command": command}
        assert resolved[number - 1].err.endswith(f"\n{sentence}: {command}\n")
        assert f"; {sentence}\n" in moment.run(f"record show {number}").out
        assert f"; {sentence}\n" in customer
        refused = {"message": sentence, "hint": command}
        moment.refused(f"billing preview case-{number}", **refused)
        moment.refused(f"billing issue case-{number}", **refused)
    preview = moment.run("billing preview --json")
    assert preview.json == []
    assert preview.err == f"Nothing to bill.\nwarning: cannot invoice Acme: {words[0]}\n"


@pytest.mark.parametrize("included", [False, True])
def test_without_a_customer_the_amount_is_that_of_a_standard_one(cli: Cli, included: bool) -> None:
    moment = cli.at(LATE)
    for number, resolved in enumerate(made(cli, None, included=included), 1):
        words, way_out = f"case-{number} has no customer", f"record edit case-{number} --customer"
        assert resolved.err.endswith(f"\n{words}: timelog {way_out} CUSTOMER\n")
        moment.refused(f"billing preview case-{number}", message=words)
    alone = shown(cli)
    assert listed(cli) == alone
    cli.run("customer add Acme")
    for number, way in enumerate(WAYS, 1):
        ref = f"case-{number}"
        cli.run(f"record edit {ref} --customer Acme")
        (preview,) = at(cli, f"billing preview {ref}")
        assert (preview["net_total"], Decimal(preview["subtotal"])) == (alone[ref], amount(*way))


def test_an_amount_that_nobody_can_say_hides_no_other(cli: Cli) -> None:
    service(cli, "--tax-rate 22")
    cli.run("customer add Acme --tax-treatment exempt")
    for more in ("", "--prices-include-tax", "--rate 90"):
        ref = cli.run(
            "record add Work --customer Acme --service Consulting --billable --json " + more
        ).json["ref"]
        log(cli, ref, f"{ref[-1]}:00 for 1h")
    assert [row["amount"] for row in at(cli, "billing unbilled")] == ["60.00", None, "90.00"]
    found = at(cli, "customer show Acme")
    assert (found["unbilled_amounts"], found["unbilled_seconds"]) == ({"USD": None}, 10800)
    assert (
        "unbilled       2:00, 150.00 USD\n"
        "               1:00; cannot invoice task-2: its price includes tax, but Acme is"
        " not charged tax (exempt)\n"
    ) in cli.run("customer show Acme").out


def test_a_flat_price_is_left_to_bill_before_the_work_is_done(cli: Cli) -> None:
    service(cli, "--per flat", price="900 EUR")
    cli.run("customer add Acme")
    cli.run("record add Website --customer Acme --service Consulting --billable")
    (row,) = at(cli, "billing unbilled")
    assert (row["amount"], [one["what"] for one in row["missing"]]) == ("900.00", ["status"])
    assert at(cli, "record show 1")["unbilled_amount"] == "900.00"
    assert at(cli, "customer show Acme")["unbilled_amounts"] == {"EUR": "900.00"}
    assert at(cli, "billing preview 1")[0]["net_total"] == "900.00"


def test_without_a_rate_nothing_has_an_amount(cli: Cli) -> None:
    cli.run("customer add Acme")
    cli.run("record add Work --customer Acme")
    log(cli, "1", "9:00-10:00", more="")
    found = at(cli, "record show 1")
    assert (found["unbilled_seconds"], found["unbilled_amount"]) == (0, None)
    assert "not invoiced" not in cli.run("record show 1").out
    assert listed(cli) == {}
    assert at(cli, "customer show Acme")["unbilled_amounts"] == {}


def test_currencies_are_never_summed(cli: Cli) -> None:
    service(cli)
    service(cli, name="Support", price="1000 JPY")
    cli.run("customer add Acme")
    for number, name in enumerate(("Consulting", "Support"), 1):
        cli.run(f"record add Work --customer Acme --service {name} --billable")
        log(cli, str(number), f"{number}:00 for 1h")
    assert at(cli, "customer show Acme")["unbilled_amounts"] == {"JPY": "1000", "USD": "60.00"}
    assert "unbilled       1:00, 1000 JPY\n               1:00, 60.00 USD\n" in (
        cli.run("customer show Acme").out
    )


def test_a_resolved_record_of_a_customer_without_tax_number_says_so(cli: Cli) -> None:
    service(cli)
    cli.run("customer add Bell --tax-treatment reverse-charge")
    cli.run("record add Work --customer Bell --service Consulting --billable")
    log(cli, "1", "9:00-10:00")
    assert cli.at(LATE).run("record resolve 1").err == (
        "Resolved task-1 (Work).\n"
        "reverse charge needs the VAT id of the customer 'Bell':"
        " timelog customer edit Bell --vat-id NUMBER\n"
    )
    assert at(cli, "record show 1")["unbilled_amount"] == listed(cli)["task-1"] == "60.00"
