"""Quotes from estimates: what is on them, their numbers, and what is refused."""

from __future__ import annotations

import subprocess

import pytest

from tests import processes
from tests.cli import html_pages
from tests.cli.bills import settings
from tests.cli.quoting import estimated, priced, quote, worked
from tests.harness import Cli, once
from tests.localized import day


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    """``case-1`` with an estimate of 10 hours at 80 EUR and 22% tax."""
    priced(cli, more="--tax-rate 22")
    estimated(cli)
    return cli


def test_a_quote_is_the_estimate_at_the_rate(acme: Cli) -> None:
    made = acme.at("2026-11-02 10:00").run("billing quote case-1")
    assert made.err.splitlines()[-1] == (
        "Issued quote Q2026-0001 to Acme: 976.00 EUR, valid until 2026-12-02."
    )
    assert made.out == (
        "# Quote Q2026-0001\n"
        "\n"
        "**To**  \n"
        "Acme\n"
        "\n"
        "Date: 2026-11-02  \n"
        "Valid until: 2026-12-02\n"
        "\n"
        "|   # | Description | Record | Quantity | Unit  | Price | Tax | Net EUR |\n"
        "| --: | ----------- | ------ | -------: | ----- | ----: | --: | ------: |\n"
        "|   1 | Audit       | case-1 |    10.00 | hours | 80.00 | 22% |  800.00 |\n"
        "\n"
        "|                   |        EUR |\n"
        "| ----------------- | ---------: |\n"
        "| Subtotal          |     800.00 |\n"
        "| Tax 22% on 800.00 |     176.00 |\n"
        "| **Total**         | **976.00** |\n"
    )


def test_a_quote_as_json_has_a_validity_and_no_due_date(acme: Cli) -> None:
    made = quote(acme)
    assert (made["number"], made["kind"], made["status"]) == ("Q2026-0001", "quote", "open")
    assert (made["issue_date"], made["due_date"], made["valid_until"]) == (
        "2026-11-02",
        None,
        "2026-12-02",
    )
    (line,) = made["lines"]
    assert (line["first_day"], line["last_day"], line["worked_seconds"]) == (None, None, 0)
    assert (line["billed_seconds"], line["quantity"], line["net"]) == (36000, "10.00", "800.00")
    assert (made["subtotal"], made["tax_total"], made["total"]) == ("800.00", "176.00", "976.00")
    assert made["quotes"] == []


@pytest.mark.parametrize(
    ("estimate", "quantity", "net"),
    [("50m", "0.83333", "66.67"), ("20m", "0.33333", "26.67"), ("1h30m", "1.50", "120.00")],
)
def test_an_estimate_is_quoted_exactly_whatever_the_steps_of_billing(
    acme: Cli, estimate: str, quantity: str, net: str
) -> None:
    settings(acme, billing_increment="1h", billing_minimum="2h")
    acme.run(f"record edit case-1 --estimate {estimate} --increment 1h --minimum 4h")
    (line,) = quote(acme)["lines"]
    assert (line["quantity"], line["net"]) == (quantity, net)


def test_discounts_taxes_and_charges_are_those_of_invoices(acme: Cli) -> None:
    settings(acme, billing_surcharge="4% Fund", billing_withholding="20% Income tax")
    acme.run("record edit case-1 --discount 10%")
    made = quote(acme, "case-1 --discount 5%")
    assert made["lines"][0]["net"] == "720.00"
    assert (made["discount"], made["surcharge"]) == ("36.00", "27.36")
    assert (made["net_total"], made["tax_total"], made["total"]) == ("711.36", "156.50", "867.86")
    assert (made["withheld_on"], made["withheld"], made["payable"]) == (
        "684.00",
        "136.80",
        "731.06",
    )


def test_prices_that_include_tax_stay_so(cli: Cli) -> None:
    priced(cli, price="122 EUR", more="--tax-rate 22 --prices-include-tax")
    estimated(cli, "2h")
    made = quote(cli)
    assert (made["prices_include_tax"], made["total"], made["tax_total"]) == (
        True,
        "244.00",
        "44.00",
    )


def test_a_treatment_says_its_sentence(acme: Cli) -> None:
    acme.run("customer edit Acme --tax-treatment reverse-charge --vat-id DE123456788")
    made = quote(acme)
    assert (made["tax_total"], made["sentences"]) == (
        "0.00",
        ["Reverse charge: the recipient is liable for the tax."],
    )


def test_one_quote_for_each_customer_and_currency(acme: Cli) -> None:
    estimated(acme, "5h", title="Second")
    acme.run("customer add Bell")
    acme.run("record add Third --customer Bell --service Consulting --estimate 1h")
    acme.run("service add Abroad --price 100 --currency USD")
    acme.run("record add Fourth --customer Acme --service Abroad --estimate 1h")
    made = acme.at("2026-11-02 10:00").run("billing quote 1 2 3 4 2 --json").json
    assert [
        (one["number"], one["customer"], one["currency"], len(one["lines"])) for one in made
    ] == [
        ("Q2026-0001", "Acme", "EUR", 2),
        ("Q2026-0002", "Bell", "EUR", 1),
        ("Q2026-0003", "Acme", "USD", 1),
    ]
    plain = acme.at("2026-11-02 10:00").run("billing quote 1 3")
    assert plain.out == "Q2026-0004\nQ2026-0005\n"


def test_a_flat_price_is_quoted_without_an_estimate(acme: Cli) -> None:
    acme.run("service add Site --price 900 --currency EUR --per flat")
    acme.run("record add Website --customer Acme --service Site")
    (line,) = quote(acme, "task-2")["lines"]
    assert (line["quantity"], line["unit"], line["net"]) == ("1", "flat", "900.00")
    assert (line["billed_seconds"], line["first_day"]) == (0, None)


def test_a_flat_price_that_is_billed_is_not_quoted_again(acme: Cli) -> None:
    acme.run("service add Site --price 900 --currency EUR --per flat")
    acme.run("record add Website --customer Acme --service Site --billable")
    acme.run("record resolve task-2")
    acme.at("2026-11-30 18:00").run("billing issue task-2")
    acme.run("record reopen task-2")
    acme.at("2026-11-02 10:00").refused(
        "billing quote task-2",
        message="cannot quote task-2: its fixed price is already on invoice 2026-0001",
        hint="timelog billing show 2026-0001",
    )


def test_items_are_quoted_beside_the_estimate(acme: Cli) -> None:
    acme.run("billing item add case-1 Travel 120 --tax-rate 10")
    acme.run("record add Licences --customer Acme --service Consulting --billable")
    acme.run("billing item add task-2 Licence 50 --quantity 3 --unit piece")
    made = quote(acme, "1 2")
    assert [
        (line["record"], line["title"], line["quantity"], line["net"], line["tax_rate"])
        for line in made["lines"]
    ] == [
        ("case-1", "Audit", "10.00", "800.00", "22"),
        ("case-1", "Travel", "1", "120.00", "10"),
        ("task-2", "Licence", "3", "150.00", "22"),
    ]
    items = acme.run("billing item list --json").json
    assert [one["invoice"] for one in items] == [None, None]


def test_the_rate_is_the_one_of_the_day_of_the_quote(acme: Cli) -> None:
    acme.run("record edit case-1 --rate 90 --from 2026-11-10")
    assert quote(acme, "case-1 --date 2026-11-09")["subtotal"] == "800.00"
    assert quote(acme, "case-1 --date 2026-11-10")["subtotal"] == "900.00"


def test_a_record_that_is_not_billable_yet_can_be_quoted(acme: Cli) -> None:
    acme.run("record edit case-1 --no-billable")
    assert quote(acme)["total"] == "976.00"


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("--valid-until 14d", "2026-11-16"),
        ("--valid-until 0d", "2026-11-02"),
        ("--valid-until 2026-12-24", "2026-12-24"),
        ("--date 2026-11-10", "2026-12-10"),
        ("--date 2026-11-10 --valid-until 1", "2026-11-11"),
    ],
)
def test_how_long_a_quote_is_valid_is_said_in_days_or_by_the_day(
    acme: Cli, words: str, until: str
) -> None:
    assert quote(acme, f"case-1 {words}")["valid_until"] == until


def test_the_settings_say_how_quotes_are_numbered_and_how_long_they_are_valid(acme: Cli) -> None:
    settings(acme, billing_quote_number="Offer {yy}-{seq:03}", billing_quote_validity="10d")
    made = quote(acme)
    assert (made["number"], made["valid_until"]) == ("Offer 26-001", "2026-11-12")
    assert acme.at("2026-11-02 10:00").run("billing show 'offer 26-001' --format md").out


def test_a_quote_speaks_the_language_of_the_customer(acme: Cli) -> None:
    expected = {
        "it_IT": ("# Preventivo Q2026-0001", "Valido fino al"),
        "de_DE": ("# Angebot Q2026-0002", "Gültig bis"),
        "fr_FR": ("# Devis Q2026-0003", "Valable jusqu'au"),
        "es_ES": ("# Presupuesto Q2026-0004", "Válido hasta"),
        "en_GB": ("# Quote Q2026-0005", "Valid until"),
    }
    for locale, (title, until) in expected.items():
        made = acme.at("2026-11-02 10:00").run(f"billing quote case-1 --locale {locale}").out
        assert made.startswith(title + "\n")
        last = day("2026-12-02", locale).replace(".", "\\.")
        assert f"{until}: {last}" in made.splitlines()


def test_a_quote_as_html_asks_for_no_payment(acme: Cli) -> None:
    text = acme.at("2026-11-02 10:00").run("billing quote case-1 --format html").out
    page = html_pages.page(text)
    assert page.all("title")[0].text == "Quote Q2026-0001"
    assert [one.attributes["datetime"] for one in page.all("time")] == ["2026-11-02", "2026-12-02"]
    assert [one.text for one in page.all("dt")] == ["Date", "Valid until"]
    assert page.all("section", class_="payment") == []


def test_a_quote_as_csv_has_its_validity_in_a_column(acme: Cli) -> None:
    lines = acme.at("2026-11-02 10:00").run("billing quote case-1 --format csv").out.split("\r\n")
    assert lines[0].endswith(
        ",payable,valid_until,buyer_reference,order_reference,document_note,credits_date,"
        "early_payment_days,early_payment_percent,exemption_code,unit_code,tax_category"
    )
    assert lines[1].startswith(
        "Q2026-0001,quote,,2026-11-02,,Acme,EUR,1,case-1,Consulting,Audit,,,"
    )
    assert lines[1].endswith(",976.00,2026-12-02,,,,,,,,,")


def test_a_quote_is_written_with_a_template_of_ones_own(acme: Cli) -> None:
    folder = acme.folder / "templates"
    folder.mkdir()
    (folder / "short.md.j2").write_text("{{ kind }} {{ number }} {{ facts[1].day }}\n", "utf-8")
    made = acme.at("2026-11-02 10:00").run("billing quote case-1 --template short")
    assert made.out == "quote Q2026-0001 2026-12-02\n"
    (folder / "short.md.j2").write_text("{{ kind\n", "utf-8")
    broken = acme.at("2026-11-02 10:00").run("billing quote case-1 --template short", code=1)
    assert "short.md.j2, line 1" in broken.err


def test_descriptions_are_printed_if_they_are_asked_for(acme: Cli) -> None:
    acme.run("record edit case-1 --description 'Read the code.\n\n- write a | report'")
    estimated(acme, "2h", title="Workshop")
    words = "case-1 case-2 --preview"
    assert "Read the code" not in acme.at("2026-11-02 10:00").run(f"billing quote {words}").out
    asked = acme.at("2026-11-02 10:00").run(f"billing quote {words} --with-notes")
    assert "| Audit: Read the code. - write a \\| report |" in asked.out
    assert "| Workshop " in asked.out
    first, second = quote(acme, "case-1 case-2 --with-notes")["lines"]
    assert (first["title"], first["note"]) == ("Audit", "Read the code. - write a | report")
    assert first["description"] == "Audit: Read the code. - write a | report"
    assert (second["description"], second["note"]) == ("Workshop", "")


def test_the_help_speaks_of_quotes(acme: Cli) -> None:
    assert (
        "Discount on the whole quote, such as 5% or 50.00." in acme.run("billing quote --help").out
    )


def test_a_preview_writes_nothing(acme: Cli) -> None:
    before = acme.dump()
    shown = acme.at("2026-11-02 10:00").run("billing quote case-1 --preview --valid-until 7d")
    assert shown.out.startswith("# Quote PREVIEW\n")
    assert "Valid until: 2026-11-09\n" in shown.out
    (data,) = acme.at("2026-11-02 10:00").run("billing quote case-1 --preview --json").json
    assert (data["number"], data["status"]) == (None, "preview")
    assert acme.dump() == before


def test_files_are_written_and_restored_from_the_kept_bytes(acme: Cli) -> None:
    out = acme.folder / "quotes"
    made = acme.at("2026-11-02 10:00").run(
        f"billing quote case-1 --out {out} --format md,csv,json,html"
    )
    assert made.out.splitlines() == [
        f"{out}/Q2026-0001_Acme.{one}" for one in ("md", "csv", "json", "html")
    ]
    kept = (out / "Q2026-0001_Acme.html").read_bytes()
    (out / "Q2026-0001_Acme.html").unlink()
    acme.run("customer edit Acme --address Elsewhere")
    acme.run(f"billing export --quotes --out {out} --format html")
    assert (out / "Q2026-0001_Acme.html").read_bytes() == kept
    assert acme.run("billing show Q2026-0001 --format html").raw == kept


def test_an_export_of_all_invoices_has_no_quotes(acme: Cli) -> None:
    quote(acme)
    out = acme.folder / "out"
    assert acme.run(f"billing export --out {out}").out == ""
    assert acme.run(f"billing export Q2026-0001 --out {out}").out == f"{out}/Q2026-0001_Acme.md\n"
    acme.at("2026-11-02 10:00").refused(
        f"billing export Q2026-0001 --quotes --out {out}",
        code=2,
        message="--quotes cannot be used with Q2026-0001",
        hint="use only one of them",
    )


def test_an_unattended_issue_writes_no_quotes(acme: Cli) -> None:
    quote(acme)
    worked(acme, "2026-11-03 9:00-10:00")
    acme.at("2026-11-30 10:00").run(f"billing issue --all --out {acme.folder / 'invoices'}")
    assert [path.name for path in (acme.folder / "invoices").glob("*")] == ["2026-0001_Acme.md"]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (
            "record edit case-1 --no-estimate",
            "case-1 has no estimate",
            "timelog record edit case-1 --estimate 10h",
        ),
        (
            "record edit case-1 --no-billable --no-customer",
            "case-1 has no customer",
            "timelog record edit case-1 --customer CUSTOMER",
        ),
        (
            "record edit case-1 --no-service --no-rate --no-billable",
            "case-1 has no rate",
            "timelog record edit case-1 --service SERVICE",
        ),
        (
            "record resolve case-1",
            "cannot quote case-1: it is already resolved",
            "timelog record reopen case-1",
        ),
        (
            "record close case-1",
            "cannot quote case-1: it is already closed",
            "timelog record reopen case-1",
        ),
        (
            "customer edit Acme --tax-treatment reverse-charge",
            "reverse charge needs the VAT id of the customer 'Acme'",
            "timelog customer edit Acme --vat-id NUMBER",
        ),
    ],
)
def test_what_cannot_be_quoted_is_refused_by_name(
    acme: Cli, change: str, message: str, hint: str
) -> None:
    estimated(acme, title="Fine")
    acme.run(change)
    acme.at("2026-11-02 10:00").refused("billing quote case-2 case-1", message=message, hint=hint)
    acme.at("2026-11-02 10:00").refused(
        "billing quote case-1 --preview", message=message, hint=hint
    )


@pytest.mark.parametrize(
    ("words", "code", "message", "hint"),
    [
        (
            "",
            2,
            "billing quote: missing REF (the records, such as case-12, 12, their keys or titles)",
            None,
        ),
        ("case-9", 3, "no record case-9", "did you mean case-1?"),
        (
            "case-1 --valid-until never",
            2,
            "--valid-until 'never' is not a number of days or a date",
            "use --valid-until 30d, or --valid-until 2026-12-31",
        ),
        (
            "case-1 --valid-until 2026-11-01",
            1,
            "a quote dated 2026-11-02 cannot be valid until 2026-11-01, which is earlier",
            "use --valid-until 30d, or a later date",
        ),
        ("case-1 --valid-until=", 2, "--valid-until is empty", None),
        ("case-1 --discount 101%", 2, "the discount '101%' is more than 100%", None),
        (
            "case-1 --discount 800.01",
            1,
            "the discount of 800.01 EUR exceeds the subtotal of 800.00 EUR",
            "use --discount 800.00 or less, or a percentage such as --discount 10%",
        ),
        ("case-1 --locale xx_YY", 2, "unknown locale 'xx_YY'", None),
        ("case-1 --format docx", 2, "'docx' is not a document format", None),
        ("case-1 --template gone", 3, None, None),
    ],
)
def test_options_that_cannot_be_are_refused(
    acme: Cli, words: str, code: int, message: str | None, hint: str | None
) -> None:
    if message is None:
        before = acme.dump()
        acme.run(f"billing quote {words}", code=code)
        assert acme.dump() == before
    else:
        acme.at("2026-11-02 10:00").refused(
            f"billing quote {words}", code=code, message=message, hint=hint
        )


def test_an_amount_is_taken_off_one_quote_only(acme: Cli) -> None:
    acme.run("customer add Bell")
    acme.run("record add Third --customer Bell --service Consulting --estimate 1h")
    acme.at("2026-11-02 10:00").refused(
        "billing quote 1 2 --discount 10.00",
        message="a fixed discount applies to one quote, but this would make 2",
        hint="use a percentage such as --discount 10%, or choose one customer's records",
    )


def test_a_folder_that_takes_no_files_takes_no_quotes(acme: Cli) -> None:
    file = acme.folder / "file"
    file.write_text("", "utf-8")
    before = acme.dump()
    acme.run(f"billing quote case-1 --out {file}", code=6)
    assert acme.dump() == before


# Numbers


def test_quotes_are_dated_one_after_the_other(acme: Cli) -> None:
    quote(acme, day="2026-11-05")
    acme.at("2026-11-06 10:00").refused(
        "billing quote case-1 --date 2026-11-04",
        message="cannot use the date 2026-11-04: the latest document in the series, Q2026-0001,"
        " is dated 2026-11-05",
        hint="use --date 2026-11-05 or later",
    )


def test_a_quote_of_the_future_is_warned_of(acme: Cli) -> None:
    warning = (
        "warning: 2026-12-02 is in the future; "
        "later documents in this series cannot have an earlier date"
    )
    acme.run("billing item add case-1 Travel 5 --date 2026-12-24")
    for words in ("case-1 --date 2026-12-02 --preview", "case-1 --date 2026-12-02"):
        made = acme.at("2026-11-02 10:00").run(f"billing quote {words}")
        assert warning in made.err
        assert "was done until" not in made.err


@pytest.mark.parametrize("setting", ["number", "credit_number"])
def test_quotes_take_no_numbers_of_invoices(acme: Cli, setting: str) -> None:
    settings(acme, **{f"billing_{setting}": "X{seq}", "billing_quote_number": "X{seq}"})
    acme.at("2026-11-02 10:00").refused(
        "billing quote case-1",
        message="quotes and invoices need different number patterns, but billing.quote_number"
        " is 'X{seq}', the same as for invoices",
        hint="timelog config set billing.quote_number PATTERN",
    )


def test_invoices_take_no_numbers_of_quotes(acme: Cli) -> None:
    quote(acme)
    worked(acme, "2026-11-03 9:00-10:00")
    settings(acme, billing_number="Q{year}-{seq:04}")
    acme.at("2026-11-30 10:00").refused(
        "billing issue case-1",
        message="quotes and invoices need different number patterns, but billing.number is"
        " 'Q{year}-{seq:04}', the same as for quotes",
        hint="timelog config set billing.number PATTERN",
    )


def test_processes_at_once_get_numbers_without_gap_or_double(acme: Cli) -> None:
    command = processes.command(["billing", "quote", "--no-seller", "case-1"])
    env = processes.environment(acme, TIMELOG_BUSY_SECONDS="60")
    running = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    for process in running:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    numbers = [one["number"] for one in acme.run("billing quotes --json").json]
    assert numbers == [f"Q2026-000{place}" for place in range(1, 7)]
    acme.run("db check")


def test_a_quote_that_cannot_be_rendered_takes_no_number(acme: Cli) -> None:
    acme.rows("UPDATE customer SET locale = 'xx'")
    before = acme.dump()
    acme.run("billing quote case-1", code=1)
    assert acme.dump() == before
    acme.run("customer edit Acme --locale en")
    assert quote(acme)["number"] == "Q2026-0001"
