from __future__ import annotations

import pytest

from tests.cli.invoicing import invoiced
from tests.harness import Cli, once


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme --email ada@acme.example")
    return cli


DETAILS = (
    *("street", "street2", "postcode", "city", "region", "country", "contact", "phone"),
    *("tax_number", "legal_id", "legal_scheme", "electronic_address", "electronic_scheme"),
    "buyer_reference",
)


def test_a_customer_has_what_an_invoice_needs(cli: Cli) -> None:
    added = cli.run(
        "customer add Acme --email Ada@ACME.example --email bob@acme.example"
        " --address 'Via Roma 1\n00100 Roma' --vat-id IT01234560587 --currency eur --terms 30d"
        " --tax-treatment reverse-charge --increment 15m --rounding nearest --round-per line"
        " --minimum 30m --locale it-it --json"
    )
    assert added.json == {
        "name": "Acme",
        "email": "ada@acme.example",
        "emails": ["ada@acme.example", "bob@acme.example"],
        "address": "Via Roma 1\n00100 Roma",
        "vat_id": "IT01234560587",
        **dict.fromkeys(DETAILS),
        "currency": "EUR",
        "terms_days": 30,
        "tax_treatment": "reverse-charge",
        "locale": "it_IT",
        "tax_note": None,
        "surcharge": None,
        "withholding": None,
        "increment_seconds": 900,
        "rounding": "nearest",
        "round_per": "line",
        "minimum_seconds": 1800,
        "budget_seconds": None,
        "budget_amount": None,
        "budget_currency": None,
        "budget_warn_percent": None,
        "exemption_code": None,
        "formats": [],
        "code": None,
        "terms": "30d",
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Rossi S.r.l.", "Added the customer Rossi S.r.l.\n"),
        ("Wait...", "Added the customer Wait...\n"),
        ("Yahoo!", "Added the customer Yahoo!\n"),
        ("Who?", "Added the customer Who?\n"),
        ("And so on…", "Added the customer And so on…\n"),
        ("S.r.l. Rossi", "Added the customer S.r.l. Rossi.\n"),
    ],
)
def test_a_sentence_that_ends_with_a_name_ends_once(acme: Cli, name: str, said: str) -> None:
    assert acme.run(["customer", "add", name]).err == said
    assert acme.run(["customer", "delete", name, "--yes"]).err.startswith("Deleted the customer")


def test_a_script_captures_the_name(cli: Cli) -> None:
    added = cli.run("customer add 'Bell & Co'")
    assert added.out == "Bell & Co\n"
    assert "Added the customer Bell & Co.\n" in added.err


def test_a_name_is_given_once_in_any_letter_case(cli: Cli) -> None:
    cli.run("customer add 'Émile Zola'")
    cli.at("2026-11-02 09:00").refused(
        "customer add 'émile zola'",
        message="the customer 'Émile Zola' already exists",
        hint="timelog customer show 'Émile Zola'",
    )


@pytest.mark.parametrize("name", ["/", "../..", "\\", "-", "…"])
def test_a_name_without_letters_and_digits_is_refused(acme: Cli, name: str) -> None:
    message = f"the customer name {name!r} must contain a letter or a digit"
    hint = "use a name such as 'Acme'"
    at = acme.at("2026-11-02 09:00")
    at.refused(["customer", "add", "--", name], code=2, message=message, hint=hint)
    at.refused(["customer", "edit", "Acme", f"--name={name}"], code=2, message=message, hint=hint)
    acme.run(["customer", "add", f"Łódź A/S {name} Ltd"])


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("../../x", "x"),
        ("..\\x", "x"),
        ("/etc/passwd", "passwd"),
        ("a/../b c", "'b c'"),
        ("\\\\server\\share", "share"),
        ("x/..", ".."),
        ("/x/", "Acme"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(acme: Cli, name: str, hint: str) -> None:
    message = f"the customer name {name!r} is a file path"
    hint = f"use the name alone: {hint}"
    at = acme.at("2026-11-02 09:00")
    at.refused(["customer", "add", name], code=2, message=message, hint=hint)
    at.refused(["customer", "edit", "Acme", f"--name={name}"], code=2, message=message, hint=hint)
    acme.run(["customer", "add", "Novo A/S"])
    acme.run(["customer", "add", "x/y..z/."])


def test_a_name_may_change_in_letter_case_only(acme: Cli) -> None:
    acme.run("customer edit acme --name ACME")
    assert acme.run("customer show acme --json").json["name"] == "ACME"
    acme.run("undo")
    assert acme.run("customer show acme --json").json["name"] == "Acme"


def test_an_address_belongs_to_one_customer(acme: Cli) -> None:
    acme.at("2026-11-02 09:00").refused(
        "customer add Bell --email ADA@acme.example",
        message="ada@acme.example is already used by 'Acme'",
        hint="timelog customer show Acme",
    )


@pytest.mark.parametrize(
    "address",
    ["ada", "ada@", "@acme.example", "a b@acme.example", "a@b@c", "a@.example", "<a@b.example>"],
)
def test_what_does_not_look_like_an_address_is_refused(acme: Cli, address: str) -> None:
    acme.at("2026-11-02 09:00").refused(
        ["customer", "edit", "acme", "--email", address],
        code=2,
        message=f"{address!r} is not an email address",
        hint="use an address such as ada@example.com",
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--currency", "EURO"], "'EURO' is not a currency in use"),
        (["--terms", "soon"], "'soon' are not payment terms"),
        (["--terms", "4000d"], "'4000d' is not a number of days"),
        (["--tax-treatment", "none"], "invalid value for --tax-treatment: 'none'"),
        (["--locale", "xx"], "unknown locale 'xx'"),
        (["--increment", "2d"], "'2d' is too long for a billing increment"),
        (["--increment", "0m"], "'0m' is zero"),
        (["--address", "a\x1b[31m"], "the address contains a character that is not allowed: \\x1b"),
        (["--vat-id", "1" * 100], "the VAT id has 100 characters; the maximum is 60"),
        (
            ["--name", "Ac\tme"],
            "the name of the customer contains a character that is not allowed: \\t",
        ),
        (["--name", ""], "the name of the customer is empty"),
    ],
)
def test_what_cannot_be_read_is_refused(acme: Cli, words: list[str], message: str) -> None:
    before = acme.dump()
    refused = acme.run(["customer", "edit", "acme", *words], code=2)
    assert refused.err.startswith(f"error: {message}")
    assert acme.dump() == before


def test_customers_are_listed_by_name(acme: Cli) -> None:
    acme.run("customer add Zeta --terms 14 --vat-id DE123456788 --currency CHF")
    assert acme.run("customer list").out == (
        "CUSTOMER  EMAIL             VAT ID       CURRENCY  TERMS\n"
        "Acme      ada@acme.example\n"
        "Zeta                        DE123456788  CHF       14d\n"
    )


def test_no_customers_say_how_to_make_one(cli: Cli) -> None:
    assert "No customers. To add one: timelog customer add NAME" in cli.run("customer list").err


def test_a_customer_shows_its_records_and_totals(acme: Cli) -> None:
    acme.run("service add Consulting --price 60 --currency USD")
    acme.run("record add Login --type case --customer acme --service consulting --billable")
    acme.run("record add Lunch --customer acme")
    acme.at("2026-11-02 09:00").run("timer start case-1 --billable")
    acme.at("2026-11-02 10:30").run("timer stop")
    acme.at("2026-11-02 10:30").run("timer start task-2")
    acme.at("2026-11-02 11:00").run("timer stop")
    shown = acme.run("customer show acme --json").json
    assert [record["ref"] for record in shown["records"]] == ["case-1", "task-2"]
    assert (shown["worked_seconds"], shown["billable_seconds"]) == (7200, 5400)
    assert (shown["unbilled_seconds"], shown["unbilled_amounts"]) == (5400, {"USD": "90.00"})
    assert acme.run("customer show acme").out == (
        "name           Acme\n"
        "email          ada@acme.example\n"
        "tax            standard\n"
        "worked         2:00\n"
        "billable time  1:30\n"
        "unbilled       1:30, 90.00 USD\n"
        "\n"
        "RECORD  STATUS  TITLE  OWNER  BILLABLE  WORKED  ESTIMATE\n"
        "case-1  open    Login  ada    yes         1:30\n"
        "task-2  open    Lunch  ada                0:30\n"
    )


def test_the_increments_of_a_customer_count_where_the_record_has_none(acme: Cli) -> None:
    acme.run("customer edit acme --increment 1h")
    acme.run("service add Consulting --price 60 --currency USD")
    acme.run("record add Login --customer acme --service consulting --billable")
    acme.at("2026-11-02 09:00").run("timer start 1 --billable")
    acme.at("2026-11-02 09:10").run("timer stop")
    assert acme.run("record show 1 --json").json["unbilled_amount"] == "60.00"
    acme.run("record edit 1 --increment 15m")
    assert acme.run("record show 1 --json").json["unbilled_amount"] == "15.00"


@pytest.mark.parametrize("what", ["customer edit acme", "record edit 1"])
def test_none_frees_of_the_increment_and_the_minimum_of_all(acme: Cli, what: str) -> None:
    acme.run("config set billing.increment 1h")
    acme.run("config set billing.minimum 2h")
    acme.run("service add Consulting --price 60 --currency USD")
    acme.run("record add Login --customer acme --service consulting --billable")
    acme.at("2026-11-02 09:00").run("timer start 1 --billable")
    acme.at("2026-11-02 09:10").run("timer stop")

    def amount() -> object:
        return acme.run("record show 1 --json").json["unbilled_amount"]

    assert amount() == "120.00"
    freed = acme.run(f"{what} --increment none --json").json
    assert (freed["increment_seconds"], freed["minimum_seconds"]) == (0, None)
    assert amount() == "120.00"
    said = acme.run(f"{what} --minimum NONE").err
    assert "no increment, no minimum" in said
    assert amount() == "10.00"
    assert acme.run(f"{what} --no-increment --json").json["increment_seconds"] is None
    assert amount() == "120.00"
    acme.run("undo")
    assert amount() == "10.00"


def test_a_record_is_freed_of_the_increment_of_its_customer(acme: Cli) -> None:
    acme.run("customer edit acme --increment 1h --minimum 2h")
    acme.run("service add Consulting --price 60 --currency USD")
    acme.run(
        "record add Login --customer acme --service consulting --increment none --minimum none"
    )
    acme.run("record edit 1 --billable")
    acme.at("2026-11-02 09:00").run("timer start 1 --billable")
    acme.at("2026-11-02 09:10").run("timer stop")
    assert acme.run("record show 1 --json").json["unbilled_amount"] == "10.00"


def test_an_edit_changes_what_is_said_and_keeps_the_rest(acme: Cli) -> None:
    edited = acme.run("customer edit acme --name 'Acme Ltd' --terms 14d")
    assert edited.err == "Changed Acme: name Acme Ltd, terms 14d.\n"
    shown = acme.run("customer show 'acme ltd' --json").json
    assert (shown["emails"], shown["terms_days"]) == (["ada@acme.example"], 14)


def test_addresses_are_replaced(acme: Cli) -> None:
    acme.run("customer edit acme --email eve@acme.example --email Eve@acme.example")
    assert acme.run("customer show acme --json").json["emails"] == ["eve@acme.example"]


def test_empty_texts_take_values_away(acme: Cli) -> None:
    acme.run("customer edit acme --address Rome --vat-id DE123456788 --currency EUR --terms 30d")
    flags = ("--email", "--address", "--vat-id", "--currency", "--terms")
    emptied = [word for flag in flags for word in (flag, "")]
    cleared = acme.run(["customer", "edit", "acme", *emptied, "--json"]).json
    assert (cleared["emails"], cleared["address"], cleared["vat_id"]) == ([], "", None)
    assert (cleared["currency"], cleared["terms_days"]) == (None, None)


def test_increments_are_taken_away(acme: Cli) -> None:
    acme.run("customer edit acme --increment 15m --rounding up --minimum 15m")
    cleared = acme.run("customer edit acme --no-increment --json").json
    assert (cleared["increment_seconds"], cleared["rounding"]) == (None, None)
    acme.at("2026-11-02 09:00").refused(
        "customer edit acme --no-increment --minimum 15m",
        code=2,
        message="--no-increment cannot be used with --increment, --rounding, --round-per"
        " or --minimum",
        hint="use only one of them",
    )


def test_an_edit_without_options_is_refused(acme: Cli) -> None:
    acme.at("2026-11-02 09:00").refused(
        "customer edit acme",
        code=2,
        message="no changes given",
        hint="timelog customer edit --help",
    )


def test_a_customer_takes_no_name_of_another(acme: Cli) -> None:
    acme.run("customer add Bell")
    acme.at("2026-11-02 09:00").refused(
        "customer edit bell --name acme",
        message="the customer 'Acme' already exists",
        hint="timelog customer show Acme",
    )


def test_a_customer_with_records_is_not_deleted(acme: Cli) -> None:
    for number in range(7):
        acme.run(f"record add Work-{number} --customer acme")
    acme.at("2026-11-02 09:00").refused(
        "customer delete acme --yes",
        message="cannot delete the customer 'Acme': it is used by task-1, task-2, task-3, task-4,"
        " task-5 and 2 more",
        hint="timelog record edit task-1 --customer OTHER (or --no-customer)",
    )


def test_a_customer_without_records_is_deleted(acme: Cli) -> None:
    acme.at("2026-11-02 09:00").refused(
        "customer delete acme",
        message="confirmation needed, but there is no terminal: Delete the customer Acme?",
        hint="to confirm, add --yes",
    )
    deleted = acme.run("customer delete acme --yes")
    assert deleted.err == "Deleted the customer Acme. To undo: timelog undo\n"
    acme.run("customer add Bell --email ada@acme.example")


def test_an_unknown_customer_names_the_near_ones(acme: Cli) -> None:
    acme.at("2026-11-02 09:00").refused(
        "customer show acmee",
        code=3,
        message="no customer 'acmee'",
        hint="did you mean Acme?",
    )
    acme.at("2026-11-02 09:00").refused(
        "customer delete nobody --yes",
        code=3,
        message="no customer 'nobody'",
        hint="timelog customer list",
    )


def test_names_never_steer_the_terminal(cli: Cli) -> None:
    cli.run("customer add '[red]Acme[/]'")
    assert "[red]Acme[/]" in cli.run("customer show [red", terminal=80).out


def test_a_customer_with_invoices_is_not_deleted(acme: Cli) -> None:
    acme.run("service add Consulting --price 60 --currency USD")
    acme.run("record add Login --customer acme --service consulting --billable")
    acme.at("2026-11-02 09:00").run("timer start 1 --billable")
    acme.at("2026-11-02 10:00").run("timer stop")
    invoiced(acme)
    acme.run("record edit 1 --no-customer")
    assert acme.run("customer show acme --json").json["invoices"] == ["2026-0001"]
    acme.at("2026-11-02 10:00").refused(
        "customer delete acme --yes",
        message="cannot delete the customer 'Acme': it is on invoice 2026-0001",
        hint="to rename it: timelog customer edit Acme --name NAME",
    )
