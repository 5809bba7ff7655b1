from __future__ import annotations

import pytest

from tests.cli.invoicing import invoiced
from tests.harness import Cli, once


@pytest.fixture
@once
def consulting(cli: Cli) -> Cli:
    """A service at 60 USD an hour, and a billable case that copied it."""
    cli.run("service add Consulting --price 60 --currency USD")
    cli.run('record add "Fix login" --type case --service Consulting --billable')
    return cli


def test_a_service_has_a_price_per_hour(cli: Cli) -> None:
    added = cli.run("service add Consulting --price 66.50 --currency usd --tax-rate 22% --json")
    assert added.json == {
        "name": "Consulting",
        "price": "66.50",
        "per": "hour",
        "per_seconds": 3600,
        "currency": "USD",
        "tax_rate": "22",
        "prices_include_tax": False,
        "tax_category": None,
    }


def test_a_script_captures_the_name(cli: Cli) -> None:
    added = cli.run("service add 'Night work' --price 60 --currency USD")
    assert added.out == "Night work\n"
    assert "Added the service Night work: 60.00 USD per hour.\n" in added.err


@pytest.mark.parametrize(
    ("per", "unit", "seconds"),
    [("hour", "hour", 3600), ("15m", "15m", 900), ("day", "day", 28_800), ("1h", "hour", 3600)],
)
def test_a_price_is_per_hour_or_another_interval(
    cli: Cli, per: str, unit: str, seconds: int
) -> None:
    added = cli.run(f"service add Work --price 60 --currency USD --per {per} --json").json
    assert (added["per"], added["per_seconds"]) == (unit, seconds)


def test_a_day_has_the_hours_of_the_settings(cli: Cli) -> None:
    cli.config.write_text("hours_per_day = 7\n")
    added = cli.run("service add Work --price 600 --currency USD --per day --json").json
    assert added["per_seconds"] == 7 * 3600


@pytest.mark.parametrize(
    ("hours", "seconds"), [("7.5", 27_000), ("7,7", 27_720), ("1", 3600), ("24.00", 86_400)]
)
def test_a_day_may_have_parts_of_an_hour(cli: Cli, hours: str, seconds: int) -> None:
    cli.run(["config", "set", "billing.hours_per_day", hours])
    added = cli.run("service add Work --price 600 --currency USD --per day --json").json
    assert added["per_seconds"] == seconds


def test_the_currency_of_the_settings_counts_where_none_is_named(cli: Cli) -> None:
    cli.config.write_text('currency = "CHF"\n')
    assert cli.run("service add Work --price 60 --json").json["currency"] == "CHF"


def test_a_service_without_any_currency_is_refused(cli: Cli) -> None:
    cli.at("2026-11-02 09:00").refused(
        "service add Work --price 60",
        code=2,
        message="the service 'Work' needs a currency",
        hint="add --currency EUR (or timelog config set billing.currency EUR)",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "service add Work --currency EUR",
            "service add: missing --price (price per unit, such as 60 or 66.50)",
        ),
        ("service add Work --price -5 --currency EUR", "the price cannot have a sign: '-5'"),
        ("service add Work --price 6000000 --currency EUR", "the price '6000000' is too high"),
        ("service add Work --price sixty --currency EUR", "the price 'sixty' is not an amount"),
        ("service add Work --price 60 --currency EURO", "'EURO' is not a currency in use"),
        ("service add Work --price 60 --currency EUR --per 40d", "'40d' is too long"),
        ("service add Work --price 60 --currency EUR --per soon", "'soon' is not a duration"),
        ("service add Work --price 60 --currency EUR --tax-rate 122", "the tax rate '122' is more"),
        ("service add '  ' --price 60 --currency EUR", "the name of the service is empty"),
    ],
)
def test_what_cannot_be_read_is_refused(cli: Cli, line: str, message: str) -> None:
    cli.run("service list")
    before = cli.dump()
    refused = cli.run(line, code=2)
    assert refused.err.startswith(f"error: {message}")
    assert cli.dump() == before


def test_a_name_is_given_once_in_any_letter_case(consulting: Cli) -> None:
    consulting.at("2026-11-02 09:00").refused(
        "service add CONSULTING --price 1 --currency EUR",
        message="the service 'Consulting' already exists",
        hint="timelog service show Consulting",
    )


def test_services_are_listed_by_name(consulting: Cli) -> None:
    consulting.run("service add Ärger --price 1 --currency EUR --tax-rate 7")
    assert consulting.run("service list").out == (
        "SERVICE     PRICE  CURRENCY  PER   TAX %\n"
        "Consulting     60  USD       hour\n"
        "Ärger           1  EUR       hour      7\n"
    )


def test_no_services_say_how_to_make_one(cli: Cli) -> None:
    listed = cli.run("service list")
    assert listed.out == ""
    assert "timelog service add NAME --price 60 --currency EUR" in listed.err
    assert cli.run("service list --json").json == []


def test_a_service_shows_what_is_linked_to_it(consulting: Cli) -> None:
    assert consulting.run("service show cons").out == (
        "name     Consulting\nprice    60.00 USD per hour\nrecords  case-1\n"
    )
    assert consulting.run("service show cons --json").json["records"] == ["case-1"]


def test_a_change_of_price_touches_no_record(consulting: Cli) -> None:
    edited = consulting.run("service edit consulting --price 90 --currency EUR --per day")
    assert edited.err == (
        "Changed Consulting: price 90.00 EUR per day.\nExisting records keep their rate: case-1.\n"
    )
    record = consulting.run("record show case-1 --json").json
    assert (record["rate"], record["currency"], record["rate_unit"]) == ("60", "USD", "hour")


def test_a_tax_rate_is_taken_away_by_an_empty_text(consulting: Cli) -> None:
    consulting.run("service edit consulting --tax-rate 22")
    edited = consulting.run(["service", "edit", "consulting", "--tax-rate", "", "--json"])
    assert edited.json["tax_rate"] is None


def test_a_service_is_renamed(consulting: Cli) -> None:
    consulting.run("service edit consulting --name CONSULTING")
    assert consulting.run("record show 1 --json").json["service"] == "CONSULTING"
    consulting.run("undo")
    assert consulting.run("record show 1 --json").json["service"] == "Consulting"


def test_a_service_takes_no_name_of_another(consulting: Cli) -> None:
    consulting.run("service add Training --price 1 --currency EUR")
    consulting.at("2026-11-02 09:00").refused(
        "service edit training --name consulting",
        message="the service 'Consulting' already exists",
        hint="timelog service show Consulting",
    )


def test_an_edit_that_changes_nothing_leaves_no_trace(consulting: Cli) -> None:
    entries = consulting.rows("SELECT count(*) FROM entry")
    assert consulting.run("service edit consulting --price 60").err == "Nothing changed.\n"
    assert consulting.rows("SELECT count(*) FROM entry") == entries


def test_an_edit_without_options_is_refused(consulting: Cli) -> None:
    consulting.at("2026-11-02 09:00").refused(
        "service edit consulting",
        code=2,
        message="no changes given",
        hint="timelog service edit --help",
    )


def test_a_service_in_use_is_not_deleted(consulting: Cli) -> None:
    consulting.at("2026-11-02 09:00").refused(
        "service delete consulting --yes",
        message="cannot delete the service 'Consulting': it is used by case-1",
        hint="timelog record edit case-1 --service OTHER (or --no-service)",
    )


def test_a_service_that_nothing_uses_is_deleted(consulting: Cli) -> None:
    consulting.run("record edit 1 --no-service")
    deleted = consulting.run("service delete consulting --yes")
    assert deleted.err == "Deleted the service Consulting. To undo: timelog undo\n"
    assert consulting.run("service list --json").json == []


def test_a_deletion_asks_first(cli: Cli) -> None:
    cli.run("service add Work --price 60 --currency EUR")
    moment = cli.at("2026-11-02 09:00")
    moment.refused(
        "service delete Work",
        message="confirmation needed, but there is no terminal: Delete the service Work?",
        hint="to confirm, add --yes",
    )
    assert moment.run("service delete Work", answers="n\n", code=1).err.endswith(
        "Nothing changed.\n"
    )
    moment.run("service delete Work", answers="y\n")
    assert cli.run("service list --json").json == []


def test_an_unknown_service_names_the_near_ones(consulting: Cli) -> None:
    consulting.at("2026-11-02 09:00").refused(
        "service show consultign",
        code=3,
        message="no service 'consultign'",
        hint="did you mean Consulting?",
    )


def test_an_ambiguous_beginning_names_what_it_could_be(consulting: Cli) -> None:
    consulting.run("service add Construction --price 1 --currency EUR")
    consulting.at("2026-11-02 09:00").refused(
        "service show cons",
        code=2,
        message="'cons' matches several services",
        hint="did you mean one of Construction, Consulting?",
    )


def test_a_service_on_an_invoice_is_not_deleted(consulting: Cli) -> None:
    consulting.run("customer add Acme")
    consulting.run("record edit 1 --customer acme")
    consulting.at("2026-11-02 09:00").run("timer start 1 --billable")
    consulting.at("2026-11-02 10:00").run("timer stop")
    invoiced(consulting)
    consulting.run("record edit 1 --no-service")
    consulting.at("2026-11-02 10:00").refused(
        "service delete consulting --yes",
        message="cannot delete the service 'Consulting': it is on invoice 2026-0001",
        hint="to rename it: timelog service edit Consulting --name NAME",
    )
