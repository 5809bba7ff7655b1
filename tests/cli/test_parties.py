"""What structured invoices need to know of sellers and customers, and how addresses are printed."""

from __future__ import annotations

import json

import pytest

from tests.cli.bills import issue, settings, story
from tests.harness import Cli, once
from timelog_cli.domain.documents.values import as_values, from_values

DETAILS = {
    "street": "Hafenstr. 3",
    "street2": "Hof 2",
    "postcode": "20457",
    "city": "Hamburg",
    "region": "HH",
    "country": "DE",
    "contact": "Einkauf",
    "phone": "+49 40 1234",
    "tax_number": "12/345/67890",
    "legal_id": "HRB 1234",
    "legal_scheme": "0204",
    "electronic_address": "rechnung@stadt.example",
    "electronic_scheme": "EM",
    "buyer_reference": "04011000-12345-03",
}


def options(values: dict[str, str]) -> list[str]:
    return [word for name, text in values.items() for word in (f"--{name.replace('_', '-')}", text)]


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    story(cli)
    return cli


def details(cli: Cli) -> dict[str, str | None]:
    shown = cli.run("customer show Acme --json").json
    return {name: shown[name] for name in DETAILS}


def test_a_customer_keeps_what_is_said_of_it(acme: Cli) -> None:
    nothing = dict.fromkeys(DETAILS)
    assert details(acme) == nothing
    edited = acme.run(["customer", "edit", "Acme", *options(DETAILS), "--json"])
    assert {name: edited.json[name] for name in DETAILS} == DETAILS
    assert details(acme) == DETAILS
    assert all(text in acme.run("customer show Acme").out for text in DETAILS.values())
    acme.run("undo")
    assert details(acme) == nothing
    acme.run("redo")
    assert details(acme) == DETAILS
    acme.run(["customer", "edit", "Acme", *options(dict.fromkeys(DETAILS, ""))])
    assert details(acme) == nothing


def test_a_new_customer_takes_the_same_options_and_is_listed_with_them(acme: Cli) -> None:
    acme.run(["customer", "add", "Stadt", *options(DETAILS)])
    rows = {row["name"]: row for row in acme.run("customer list --json").json}
    assert rows["Stadt"].items() >= DETAILS.items()
    header, *_, last = acme.run("customer list --format csv --raw").out.splitlines()
    found = dict(zip(header.split(","), last.split(","), strict=True))
    assert found.items() >= DETAILS.items()


@pytest.mark.parametrize(
    ("option", "typed", "kept"),
    [
        ("vat_id", "it 012 345 605 87", "IT01234560587"),
        ("vat_id", "GR023456780", "EL023456780"),
        ("vat_id", "ATU13585627", "ATU13585627"),
        ("vat_id", "", None),
        ("country", "gb", "GB"),
        ("electronic_scheme", "em", "EM"),
        ("legal_scheme", "0002", "0002"),
        ("buyer_reference", "2026-11", "2026-11"),
        ("buyer_reference", "PO 4711", "PO 4711"),
    ],
)
def test_numbers_are_kept_in_one_spelling(
    acme: Cli, option: str, typed: str, kept: str | None
) -> None:
    acme.run("customer edit Acme --electronic-address a@b.example --legal-id 732829320")
    acme.run(["customer", "edit", "Acme", *options({option: typed})])
    assert acme.run("customer show Acme --json").json[option] == kept


WRONG = [
    ("vat_id", "DE123456789", "'DE123456789' is not a VAT id: its check digits are wrong"),
    ("vat_id", "DE12", "'DE12' is not a VAT id: its length is wrong"),
    ("vat_id", "DE12345678漢", "'DE12345678漢' is not a VAT id"),
    (
        "vat_id",
        "12-3456789",
        "'12-3456789' does not begin with a country whose VAT ids can be checked",
    ),
    ("electronic_scheme", "0001", "'0001' is not the scheme of an electronic address"),
    ("legal_scheme", "9930", "'9930' is not the scheme of a legal id"),
    (
        "buyer_reference",
        "04011000-12345-04",
        "'04011000-12345-04' is not a Leitweg-ID: its check digits are wrong",
    ),
    (
        "buyer_reference",
        "04011000-04",
        "'04011000-04' is not a Leitweg-ID: its check digits are wrong",
    ),
    (
        "buyer_reference",
        f"04011000-{'1' * 150}-03",
        f"'04011000-{'1' * 51}' is not a Leitweg-ID: its length is wrong",
    ),
]


@pytest.mark.parametrize(("option", "typed", "message"), WRONG)
def test_what_is_wrong_is_refused_and_kept_with_force(
    acme: Cli, option: str, typed: str, message: str
) -> None:
    acme.run("customer edit Acme --electronic-address a@b.example --legal-id 732829320")
    words = ["customer", "edit", "Acme", *options({option: typed})]
    before = acme.dump()
    refused = acme.run([*words, "--json"], code=2).error
    assert refused["message"] == message
    assert refused["hint"].endswith("to keep it anyway, add --force")
    assert acme.dump() == before
    assert acme.run([*words, "--force", "--json"]).json[option] == typed


@pytest.mark.parametrize(
    ("option", "typed", "message", "hint"),
    [
        ("country", "UK", "'UK' is not a country code", "did you mean GB?"),
        ("country", "DEU", "'DEU' is not a country code", "use a code of two letters, such as DE"),
        ("street", "a\x1b[2J", "the street contains a character that is not allowed: \\x1b", None),
        ("city", "a\nb", "the city contains a character that is not allowed: \\n", None),
        ("city", "a\uffff", "the city contains a character that is not allowed: \\uffff", None),
        ("contact", "a\x00", "the contact contains a character that is not allowed: \\x00", None),
        ("phone", "1" * 61, "the phone number has 61 characters; the maximum is 60", None),
    ],
)
def test_force_takes_no_country_and_no_text_that_cannot_be_stored(
    acme: Cli, option: str, typed: str, message: str, hint: str | None
) -> None:
    before = acme.dump()
    words = ["customer", "edit", "Acme", *options({option: typed}), "--force", "--json"]
    refused = acme.run(words, code=2).error
    assert (refused["message"], refused["hint"]) == (message, hint)
    assert acme.dump() == before


def test_a_word_for_a_scheme_is_answered_with_some_codes(acme: Cli) -> None:
    refused = acme.run("customer edit Acme --electronic-scheme leitweg --json", code=2).error
    assert refused["message"] == "'leitweg' is not the scheme of an electronic address"
    assert refused["hint"].endswith("0088 for a GLN or EM for email")


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("iban", "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("bic", "deutdeff", "DEUTDEFF"),
        ("vat_id", "DE 123456788", "DE123456788"),
        ("country", "de", "DE"),
        ("electronic_scheme", "em", "EM"),
        ("street", "Hafenstr. 3", "Hafenstr. 3"),
    ],
)
def test_the_settings_of_the_seller_are_kept_in_one_spelling(
    cli: Cli, key: str, typed: str, kept: str
) -> None:
    cli.run(["config", "set", f"seller.{key}", typed])
    assert cli.run(f"config get seller.{key}").out == f"{kept}\n"


@pytest.mark.parametrize(
    ("key", "typed", "message"),
    [
        ("iban", "GB82WEST12345698765433", "is not an IBAN: its check digits are wrong"),
        ("iban", "1234567", "is not an IBAN: its check digits are wrong"),
        ("bic", "DEUT", "is not a BIC: its length is wrong"),
        ("vat_id", "GB123456789", "is not a VAT id: its check digits are wrong"),
        ("legal_scheme", "EM", "is not the scheme of a legal id"),
    ],
)
def test_a_wrong_number_of_the_seller_is_refused_and_kept_with_force(
    cli: Cli, key: str, typed: str, message: str
) -> None:
    words = ["config", "set", f"seller.{key}", typed]
    refused = cli.run(words, code=2)
    assert refused.err.startswith(
        f"error: invalid setting seller.{key}: '{typed}' {message}\nhint: "
    )
    assert refused.err.endswith("to keep it anyway, add --force\n")
    assert not cli.config.exists()
    cli.run([*words, "--force"])
    assert cli.run(f"config get seller.{key}").out == f"{typed}\n"


@pytest.mark.parametrize("first", ["electronic_address", "electronic_scheme"])
def test_the_sellers_electronic_address_is_one_of_its_scheme(cli: Cli, first: str) -> None:
    typed = {"electronic_address": "04011000-12345-04", "electronic_scheme": "0204"}
    (second,) = typed.keys() - {first}
    cli.run(["config", "set", f"seller.{first}", typed[first]])
    before = cli.config.read_text()
    words = ["config", "set", f"seller.{second}", typed[second]]
    refused = cli.run(words, code=2)
    assert refused.err == (
        "error: the electronic address '04011000-12345-04' is not a Leitweg-ID (scheme 0204)\n"
        "hint: to change both, first: timelog config unset seller.electronic_scheme; to keep it"
        " anyway, add --force\n"
    )
    assert cli.config.read_text() == before
    cli.run([*words, "--force"])
    cli.run("config set seller.city Bremen")
    cli.run("config unset seller.electronic_scheme")
    cli.run("config set seller.electronic_address ada@ada.example")
    cli.run("config set seller.electronic_scheme EM")


def test_an_address_of_another_scheme_is_warned_of_when_the_settings_are_edited(
    cli: Cli,
) -> None:
    script = cli.folder / "editor.sh"
    script.write_text('printf "[seller]\\nelectronic_address = \'x\'\\n" > "$1"\n')
    script.write_text(script.read_text() + 'echo "electronic_scheme = \'9930\'" >> "$1"\n')
    edited = cli.run("config edit", env={"EDITOR": f"sh {script}", "TMPDIR": str(cli.folder)})
    assert "warning: the electronic address 'x' is not a VAT id of DE (scheme 9930)" in edited.err


def test_the_sellers_email_address_is_one(cli: Cli) -> None:
    refused = cli.run("config set seller.email ada.example", code=2)
    assert refused.err == (
        "error: invalid setting seller.email: 'ada.example' is not an email address\n"
        "hint: use an address such as ada@example.com\n"
    )
    cli.run("config set seller.email Ada@Example.com")
    assert cli.run("config get seller.email").out == "Ada@Example.com\n"


ADDRESSES = [
    ("DE", "HH", ["1 Road", "Floor 2", "123 City"]),
    ("CH", "ZH", ["1 Road", "Floor 2", "123 City"]),
    ("FR", "", ["1 Road", "Floor 2", "123 City"]),
    ("IT", "RM", ["1 Road", "Floor 2", "123 City RM"]),
    ("GB", "Kent", ["1 Road", "Floor 2", "City", "Kent", "123"]),
    ("US", "IL", ["1 Road", "Floor 2", "City, IL 123"]),
    ("JP", "Tokyo", ["1 Road", "Floor 2", "City, Tokyo 123"]),
    ("SE", "Skåne", ["1 Road", "Floor 2", "123 City", "Skåne"]),
    ("", "Region", ["1 Road", "Floor 2", "123 City", "Region"]),
]


@pytest.mark.parametrize(("country", "region", "lines"), ADDRESSES)
def test_the_printed_address_is_in_the_order_of_its_country(
    acme: Cli, country: str, region: str, lines: list[str]
) -> None:
    settings(acme, **{"seller_country": country} if country else {})
    parts = {"street": "1 Road", "street2": "Floor 2", "postcode": "123", "city": "City"}
    more = {"region": region, "country": country, "address": "the free address"}
    acme.run(["customer", "edit", "Acme", *options(parts | more)])
    (preview,) = acme.run("billing preview case-1 --json").json
    assert preview["buyer"]["address"].splitlines() == lines
    assert preview["buyer"]["city"] == "City"


def test_a_japanese_address_begins_with_the_largest(acme: Cli) -> None:
    settings(acme, seller_country="JP")
    parts = {"postcode": "100-0001", "region": "東京都", "city": "千代田区", "street": "千代田1-1"}
    acme.run(["customer", "edit", "Acme", *options(parts | {"country": "JP"})])
    (preview,) = acme.run("billing preview case-1 --json").json
    assert preview["buyer"]["address"] == "〒100-0001\n東京都千代田区千代田1-1"


def test_an_address_abroad_ends_with_its_country_in_the_language_of_the_document(acme: Cli) -> None:
    place = {"seller_street": "Via Roma 1", "seller_city": "Roma", "seller_country": "IT"}
    settings(acme, seller_name="Ada", **place)
    acme.run("customer edit Acme --street 'Hafenstr. 3' --city Hamburg --country DE")
    found = acme.run("billing preview case-1 --locale de --json").json[0]
    assert found["seller"]["address"] == "Via Roma 1\nRoma\nItalien"
    assert found["buyer"]["address"] == "Hafenstr. 3\nHamburg\nDeutschland"
    found = acme.run("billing preview case-1 --locale ja_JP --json").json[0]
    assert found["buyer"]["address"] == "Hafenstr. 3\nHamburg\nGermany"
    sheet = acme.run("timesheet all --customer Acme --locale it --format md").out
    assert "Italia" in sheet
    assert "Germania" in sheet


def test_without_parts_the_free_address_is_printed(acme: Cli) -> None:
    settings(acme, seller_address="Via Roma 1", seller_country="IT")
    acme.run("customer edit Acme --address 'High Street 1' --country GB --phone 123")
    found = acme.run("billing preview case-1 --json").json[0]
    assert (found["seller"]["address"], found["buyer"]["address"]) == (
        "Via Roma 1",
        "High Street 1",
    )


def test_an_issued_document_keeps_what_was_known_then(acme: Cli) -> None:
    settings(acme, seller_bic="DEUTDEFF", seller_legal_id="HRB 9", seller_country="DE")
    acme.run(["customer", "edit", "Acme", *options(DETAILS)])
    issue(acme)
    acme.run(["customer", "edit", "Acme", *options(dict.fromkeys(DETAILS, ""))])
    settings(acme, seller_legal_id="HRB 10", seller_country="GB")
    kept = acme.run("billing show 2026-0001 --json").json
    in_buyer = {name: text for name, text in DETAILS.items() if name != "buyer_reference"}
    assert kept["buyer"].items() >= in_buyer.items()
    assert kept["buyer_reference"] == DETAILS["buyer_reference"]
    assert kept["seller"].items() >= {"bic": "DEUTDEFF", "legal_id": "HRB 9"}.items()
    acme.at("2026-11-30 19:00").run("billing credit 2026-0001")
    note = acme.run("billing show CN-2026-0001 --json").json
    assert (note["buyer"], note["buyer_reference"]) == (kept["buyer"], kept["buyer_reference"])
    acme.run("db check")


def test_a_document_from_before_is_read_with_nothing_in_the_new_fields(acme: Cli) -> None:
    issue(acme)
    whole = json.loads(acme.rows("SELECT snapshot FROM invoice")[0][0])
    older = ("name", "address", "vat_id", "email", "iban")
    for party in ("seller", "buyer"):
        whole[party] = {name: whole[party][name] for name in older}
    del whole["buyer_reference"]
    read = as_values(from_values(whole))
    assert (read["buyer"]["city"], read["seller"]["bic"], read["buyer_reference"]) == ("", "", None)
