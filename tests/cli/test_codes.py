"""Codes and formats of customers, units of items, electronic addresses with their schemes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.bills import done, issue, record, service
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli)
    return cli


def shown(cli: Cli, name: str = "acme") -> Any:
    return cli.run(f"customer show {name} --json").json


# Customers


def test_a_customer_has_a_code_and_formats_until_they_are_removed(acme: Cli) -> None:
    changed = acme.run("customer edit acme --code Rossi1 --formats 'PDF, xrechnung,pdf'")
    assert changed.err == "Changed Acme: formats pdf,xrechnung, code Rossi1.\n"
    assert (shown(acme)["code"], shown(acme)["formats"]) == ("Rossi1", ["pdf", "xrechnung"])
    assert "formats        pdf,xrechnung\n" in acme.run("customer show acme").out
    acme.run("customer edit acme --code '' --formats ''")
    assert (shown(acme)["code"], shown(acme)["formats"]) == (None, [])
    acme.run("undo")
    assert (shown(acme)["code"], shown(acme)["formats"]) == ("Rossi1", ["pdf", "xrechnung"])


def test_a_code_is_of_one_customer(acme: Cli) -> None:
    acme.run("customer edit acme --code ROSSI")
    acme.run("customer edit acme --code Rossi")
    acme.at(LATE).refused(
        "customer add Bell --code rossi",
        message="the code rossi is already used by 'Acme'",
        hint="timelog customer show Acme",
    )


@pytest.mark.parametrize("code", ["A-1", "Ä", "a b", "A" * 21])
def test_what_no_number_can_contain_is_not_a_code(acme: Cli, code: str) -> None:
    acme.at(LATE).refused(
        ["customer", "edit", "acme", "--code", code],
        code=2,
        message=f"{code!r} is not a customer code",
        hint="use letters and digits, such as ROSSI",
    )


def test_a_format_that_documents_do_not_have_is_refused(acme: Cli) -> None:
    refused = acme.run("customer edit acme --formats pdf,docx", code=2)
    assert refused.err.startswith("error: 'docx' is not a document format\n")


# Units


def test_an_item_says_the_code_of_its_unit(acme: Cli) -> None:
    ref = record(acme)
    line = f"billing item add {ref} Hotel 90 --quantity 2 --unit night --unit-code day"
    assert "unit code DAY" in acme.run(line).err
    acme.run(f"billing item add {ref} Car 0.42 --quantity 180 --unit km")
    done(acme, ref)
    codes = [line["unit_code"] for line in issue(acme, ref)["lines"]]
    assert codes == ["DAY", None]


def test_a_code_goes_with_the_unit_that_it_is_of(acme: Cli) -> None:
    ref = record(acme)
    acme.run(f"billing item add {ref} Hotel 90 --unit night --unit-code DAY")
    assert acme.run("billing item edit 1 --price 80 --json").json["unit_code"] == "DAY"
    assert acme.run("billing item edit 1 --unit km --json").json["unit_code"] is None
    acme.run("billing item edit 1 --unit-code KMT")
    assert acme.run("billing item edit 1 --unit-code '' --json").json["unit_code"] is None


def test_a_code_that_is_not_of_a_unit_is_refused_unless_it_is_meant(acme: Cli) -> None:
    ref = record(acme)
    add = f"billing item add {ref} Hotel 90 --unit night --unit-code"
    what = "use a code of UN/ECE Recommendation 20, such as HUR for hours or KMT for kilometres"
    acme.at(LATE).refused(
        f"{add} QQQ",
        code=2,
        message="'QQQ' is not a unit code",
        hint=f"{what}; to keep it anyway, add --force",
    )
    acme.at(LATE).refused(
        f"{add} NIGHT --force", code=2, message="'NIGHT' is not a unit code", hint=what
    )
    assert acme.run(f"{add} QQQ --force --json").json["unit_code"] == "QQQ"


# Electronic addresses and legal ids

RIGHT = (
    ("EM", "billing@acme.example"),
    ("0088", "4012345000009"),
    ("0106", "12345678"),
    ("0201", "UFABCD"),
    ("0204", "04011000-12345-03"),
    ("0208", "0403170701"),
    ("0211", "IT01234560587"),
    ("9930", "DE123456788"),
    ("9930", "123456788"),
    ("0192", "988077917"),
    ("0007", "5560360793"),
    ("0245", "a number of a scheme that has no check"),
)


@pytest.mark.parametrize(("scheme", "address"), RIGHT)
def test_an_address_of_its_scheme_is_taken(acme: Cli, scheme: str, address: str) -> None:
    line = ["customer", "edit", "acme", "--electronic-address", address]
    acme.run([*line, "--electronic-scheme", scheme])
    found = shown(acme)
    assert (found["electronic_address"], found["electronic_scheme"]) == (address, scheme)


@pytest.mark.parametrize(
    ("scheme", "address", "what"),
    [
        ("EM", "acme.example", "an email address"),
        ("0088", "4012345000008", "a GLN"),
        ("0106", "1234567", "a KvK number"),
        ("0204", "04011000-12345-04", "a Leitweg-ID"),
        ("0208", "0403170702", "a Belgian enterprise number"),
        ("0211", "IT01234560588", "an Italian VAT id"),
        ("9930", "DE123456789", "a VAT id of DE"),
        ("9957", "DE123456788", "a VAT id of FR"),
    ],
)
def test_an_address_of_another_scheme_is_refused_unless_it_is_meant(
    acme: Cli, scheme: str, address: str, what: str
) -> None:
    line = f"customer edit acme --electronic-address {address} --electronic-scheme {scheme}"
    acme.at(LATE).refused(
        line,
        code=2,
        message=f"the electronic address {address!r} is not {what} (scheme {scheme})",
        hint="check the address and its scheme; to keep it anyway, add --force",
    )
    acme.run(f"{line} --force")
    assert shown(acme)["electronic_address"] == address
    acme.run("customer edit acme --city Rome")


@pytest.mark.parametrize(
    ("pair", "what"),
    [
        (("electronic-address", "electronic-scheme", "EM"), "electronic address"),
        (("legal-id", "legal-scheme", "0002"), "legal id"),
    ],
)
def test_a_scheme_needs_what_it_is_of(acme: Cli, pair: tuple[str, str, str], what: str) -> None:
    value, option, scheme = pair
    acme.at(LATE).refused(
        f"customer edit acme --{option} {scheme}",
        message=f"the scheme {scheme} needs the {what} that it is of",
        hint=f"timelog customer edit Acme --{value} TEXT --{option} {scheme}",
    )


def test_what_is_removed_takes_its_scheme_with_it(acme: Cli) -> None:
    acme.run("customer edit acme --electronic-address a@b.example --electronic-scheme EM")
    acme.run("customer edit acme --legal-id 732829320 --legal-scheme 0002")
    acme.run("customer edit acme --electronic-address '' --legal-id ''")
    assert (shown(acme)["electronic_scheme"], shown(acme)["legal_scheme"]) == (None, None)


def test_an_address_without_a_scheme_is_warned_about(acme: Cli) -> None:
    done = acme.run("customer edit acme --electronic-address a@b.example")
    assert (
        "warning: the electronic address has no scheme, which says what kind it is,"
        " such as 0204 for a Leitweg-ID or EM for email:"
        " timelog customer edit Acme --electronic-scheme SCHEME\n"
    ) in done.err


@pytest.mark.parametrize(
    "text",
    [f"04011000-{'1' * 180}-03", "04011000-12345\x1b-03", "04011000-12345-03\x00", "a" * 201],
)
def test_a_reference_that_no_document_can_carry_is_refused(acme: Cli, text: str) -> None:
    refused = acme.run(["customer", "edit", "acme", "--buyer-reference", text], code=2)
    assert refused.err.startswith("error: ")
    assert "\x1b" not in refused.err
    assert shown(acme)["buyer_reference"] is None
