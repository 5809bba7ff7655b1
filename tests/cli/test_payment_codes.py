"""Payment codes on invoices, read by a decoder that is not ours."""

from __future__ import annotations

import sys
from base64 import b64decode

import pytest

from tests.cli.bills import issue, log, record, service, settings
from tests.cli.html_pages import Element, page
from tests.cli.pdf_tools import codes, text_of
from tests.harness import Cli

pytest.importorskip("typst")
pytest.importorskip("segno")
SEPA, BRITISH = "DE89370400440532013000", "GB33BUKB20201555555555"
SWISS = "CH5800791123000889012"
ADDRESS = {
    "seller_street": "Rue du Lac 1268",
    "seller_postcode": "2501",
    "seller_city": "Biel",
    "seller_country": "CH",
}


def billed(cli: Cli, currency: str = "EUR", customer: str = "", **more: str) -> None:
    settings(cli, **{"seller_name": "Ada Lovelace", **more})
    cli.run(f"customer add Acme {customer}")
    service(cli, "--tax-rate 22", price=f"60 {currency}")
    record(cli)
    log(cli, "case-1", "9:00-10:30")
    cli.run("record resolve case-1")
    issue(cli)


def pdf(cli: Cli, number: str = "2026-0001") -> bytes:
    return cli.run(f"billing show {number} --format pdf").raw


def html(cli: Cli) -> Element:
    return page(cli.run("billing show 2026-0001 --format html").out)


def test_a_sepa_code_has_the_amount_due_the_account_and_the_number(cli: Cli) -> None:
    billed(cli, seller_iban=BRITISH, seller_bic="BUKBGB22")
    assert codes(pdf(cli), cli.folder) == [
        "\n".join(
            (
                *("BCD", "002", "1", "SCT", "BUKBGB22", "Ada Lovelace", BRITISH, "EUR109.80"),
                *("", "", "2026-0001"),
            )
        )
    ]


def test_the_html_has_the_same_code_and_a_name_for_it(cli: Cli) -> None:
    billed(cli, seller_iban=SEPA)
    (picture,) = html(cli).all("img")
    assert picture.attributes["alt"] == "Scan to pay"
    kind, _, content = picture.attributes["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b64decode(content).startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox=')


@pytest.mark.parametrize("name", ["Łódź Åse Öztürk", "Αθηναϊκή", "x" * 90])
def test_names_of_any_script_and_length_are_in_the_code(cli: Cli, name: str) -> None:
    billed(cli, seller_iban=SEPA, seller_name=name)
    (code,) = codes(pdf(cli), cli.folder)
    assert code.splitlines()[5] == name[:70]


def test_a_swiss_bill_has_its_payment_part(cli: Cli) -> None:
    customer = "--street 'Grosse Marktgasse 28' --postcode 9400 --city Rorschach --country CH"
    billed(cli, "CHF", f"{customer} --locale de_CH", seller_iban=SWISS, **ADDRESS)
    (code,) = codes(pdf(cli), cli.folder)
    assert code.split("\n") == [
        *("SPC", "0200", "1", SWISS),
        *("S", "Ada Lovelace", "Rue du Lac 1268", "", "2501", "Biel", "CH"),
        *[""] * 7,
        *("109.80", "CHF"),
        *("S", "Acme", "Grosse Marktgasse 28", "", "9400", "Rorschach", "CH"),
        *("NON", "", "2026-0001", "EPD"),
    ]
    said = text_of(pdf(cli), cli.folder)
    for word in ("Empfangsschein", "Zahlteil", "Zahlbar durch", "CH58 0079 1123 0008 8901 2"):
        assert word in said


def test_a_swiss_bill_without_the_address_of_the_customer_leaves_room_for_it(cli: Cli) -> None:
    billed(cli, "CHF", "--locale fr_CH", seller_iban=SWISS, **ADDRESS)
    (code,) = codes(pdf(cli), cli.folder)
    assert code.split("\n")[20:27] == [""] * 7
    assert "Payable par (nom/adresse)" in text_of(pdf(cli), cli.folder)


@pytest.mark.parametrize(
    ("currency", "more"),
    [
        ("USD", {"seller_iban": SEPA}),
        ("EUR", {"seller_iban": BRITISH}),  # without the BIC
        ("EUR", {"seller_iban": "DE88370400440532013000"}),
        ("EUR", {"seller_iban": "12345678"}),
        ("EUR", {"seller_iban": "AE070331234567890123456"}),
        ("EUR", {}),
        ("CHF", {"seller_iban": SWISS}),
        ("CHF", {"seller_iban": "CH4431999123000889012", **ADDRESS}),
    ],
)
def test_there_is_no_code_where_no_standard_has_one(
    cli: Cli, currency: str, more: dict[str, str]
) -> None:
    billed(cli, currency, **more)
    assert codes(pdf(cli), cli.folder) == []
    assert not html(cli).all("img")


def test_nothing_that_is_not_to_be_paid_has_a_code(cli: Cli) -> None:
    billed(cli, seller_iban=SEPA)
    cli.at("2026-12-01 09:00").run("billing credit 2026-0001")
    assert codes(pdf(cli, "CN-2026-0001"), cli.folder) == []
    record(cli, "--estimate 3h", title="Next")
    assert codes(cli.run("billing quote case-2 --format pdf").raw, cli.folder) == []
    issue(cli, "case-1 --prepaid 109.80", day="2026-12-01")
    assert codes(pdf(cli, "2026-0002"), cli.folder) == []
    log(cli, "case-2", "11:00-12:00")
    assert codes(cli.run("billing preview case-2 --format pdf").raw, cli.folder) == []


def test_without_the_package_documents_have_no_code(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    billed(cli, seller_iban=SEPA)
    assert not html(cli).all("img")
    assert "Scan to pay" not in text_of(pdf(cli), cli.folder)
