from __future__ import annotations

import csv
import io
import json
import os

import pytest

from tests.cli.bills import done, issue, log, record, service, settings, story
from tests.harness import Cli, once
from timelog_cli.domain.documents.formats import AT_ISSUE
from timelog_cli.domain.documents.values import from_values
from timelog_cli.render.documents.invoices import contents


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli)
    return cli


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV document by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def tables(markdown: str) -> list[list[list[str]]]:
    """The cells of the tables of a Markdown document, without their rules."""
    found = []
    for block in markdown.split("\n\n"):
        if block.startswith("|"):
            lines = [line.strip("|").split(" | ") for line in block.splitlines()]
            found.append(
                [[cell.strip(" *|") for cell in line] for line in lines if "--" not in line[-1]]
            )
    return found


def test_the_markdown_is_one_that_can_be_sent(cli: Cli) -> None:
    settings(
        cli,
        seller_name="Ada Consulting",
        seller_address="Via Roma 1\n00100 Roma",
        seller_vat_id="IT01234567890",
        seller_email="ada@ada.example",
        seller_iban="IT60X0542811101000000123456",
    )
    story(cli)
    cli.run(
        "customer edit Acme --email bill@acme.example --vat-id DE123456788"
        " --address 'Main Street 1\nBerlin'"
    )
    cli.run("record edit case-1 --tax-rate 22 --discount 10")
    issue(cli, "case-1 --discount 1.50")
    assert cli.run("billing show 2026-0001").out == (
        "# Invoice 2026-0001\n"
        "\n"
        "**From**  \n"
        "Ada Consulting  \n"
        "Via Roma 1  \n"
        "00100 Roma  \n"
        "VAT ID: IT01234567890  \n"
        "ada@ada.example\n"
        "\n"
        "**To**  \n"
        "Acme  \n"
        "Main Street 1  \n"
        "Berlin  \n"
        "VAT ID: DE123456788  \n"
        "bill@acme.example\n"
        "\n"
        "Date: 2026-11-30  \n"
        "Due: 2026-12-30\n"
        "\n"
        "|   # | Description                           | Record | Quantity | Unit  | Price |"
        " Discount | Tax | Net USD |\n"
        "| --: | ------------------------------------- | ------ | -------: | ----- | ----: |"
        " -------: | --: | ------: |\n"
        "|   1 | Login fails, 2026-11-02 to 2026-11-03 | case-1 |     2.25 | hours | 60.00 |"
        "    13.50 | 22% |  121.50 |\n"
        "\n"
        "|                   |        USD |\n"
        "| ----------------- | ---------: |\n"
        "| Subtotal          |     121.50 |\n"
        "| Discount          |      -1.50 |\n"
        "| Tax 22% on 120.00 |      26.40 |\n"
        "| **Total**         | **146.40** |\n"
        "\n"
        "Please pay **146.40 USD** by 2026-12-30 to IT60 X054 2811 1010 0000 0123 456,"
        " naming 2026-0001.\n"
    )


def test_the_csv_has_fixed_columns_and_ends_its_lines_in_crlf(cli: Cli) -> None:
    story(cli)
    issue(cli)
    raw = cli.run("billing show 2026-0001 --format csv").raw
    assert raw == (
        b"number,kind,credits,issue_date,due_date,customer,currency,position,record,service,"
        b"description,first_day,last_day,quantity,unit,unit_price,gross,discount,net,tax_rate,"
        b"rate_base,rate_tax,subtotal,document_discount,tax_total,total,"
        b"amount,prices_include_tax,surcharge_name,surcharge_percent,surcharge,rate_discount,"
        b"rate_surcharge,net_total,withholding_name,withholding_percent,withheld_on,withheld,"
        b"prepaid,payable,valid_until,buyer_reference,order_reference,document_note,credits_date,"
        b"early_payment_days,early_payment_percent,exemption_code,unit_code,tax_category\r\n"
        b"2026-0001,invoice,,2026-11-30,2026-12-30,Acme,USD,1,case-1,Consulting,"
        b'"Login fails, 2026-11-02 to 2026-11-03",2026-11-02,2026-11-03,2.25,hour,60.00,135.00,'
        b"0.00,135.00,,135.00,0.00,135.00,0.00,0.00,135.00,"
        b"135.00,false,,,0.00,0.00,0.00,135.00,,,0.00,0.00,0.00,135.00,,,,,,,,,,\r\n"
    )


def test_text_that_a_spreadsheet_would_run_is_guarded_and_numbers_never(acme: Cli) -> None:
    acme.run(["customer", "edit", "Acme", "--name", "@Acme"])
    record(acme, title='=HYPERLINK("http://x","y")', customer="@Acme")
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    issue(acme)
    text = acme.run("billing show 2026-0001 --format csv").out
    assert ",'@Acme,USD," in text
    assert '"\'=HYPERLINK(""http://x"",""y""), 2026-11-02"' in text
    acme.at("2026-11-30 19:00").run("billing credit 2026-0001")
    (row,) = rows(acme.run("billing show CN-2026-0001 --format csv").out)
    assert (row["net"], row["quantity"], row["total"]) == ("-60.00", "-1.00", "-60.00")


def test_markdown_shows_text_as_text(acme: Cli) -> None:
    title = "a|b `c` <b>d</b> *e* _f_ [g](h) # ~i~ \\ &amp;"
    acme.run(["customer", "edit", "Acme", "--address", "- Dash\n1. One\n=== \n<script>"])
    record(acme, title=title)
    log(acme, "case-1", "9:00-10:00", "--billable --note 'one\n\n| two |\n# three'")
    done(acme, "case-1")
    issue(acme, "case-1 --with-notes")
    text = acme.run("billing show 2026-0001").out
    escaped = (
        r"a\|b \`c\` &lt;b&gt;d&lt;/b&gt; \*e\* \_f\_ \[g\](h) \# \~i\~ \\ &amp;amp;"
        r", 2026-11-02: one \| two \| \# three"
    )
    assert f"| {escaped} |" in text
    assert "Acme  \n\\- Dash  \n1\\. One  \n\\===  \n&lt;script&gt;\n" in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("IT60X0542811101000000123456", "IT60 X054 2811 1010 0000 0123 456"),
        ("it60 x0542811101 000000123456", "IT60 X054 2811 1010 0000 0123 456"),
        ("GB33BUKB20201555555555", "GB33 BUKB 2020 1555 5555 55"),
        ("Acme Bank 12-34-56", "Acme Bank 12-34-56"),
        ("account 1234567890", "account 1234567890"),
    ],
)
def test_an_iban_is_printed_in_groups_of_four(acme: Cli, typed: str, printed: str) -> None:
    settings(acme, seller_iban=typed)
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    assert issue(acme)["seller"]["iban"] == typed
    for kind in ("md", "html"):
        text = acme.run(f"billing show 2026-0001 --format {kind}").out
        assert f"{printed}," in text or f"{printed}<" in text


def test_text_in_the_database_never_steers_the_terminal(cli: Cli) -> None:
    story(cli)
    cli.rows("UPDATE record SET title = 'a' || char(27) || '[2Jb'")
    issue(cli)
    for one in ("md", "csv", "json"):
        shown = cli.run(f"billing show 2026-0001 --format {one}")
        assert b"\x1b" not in shown.raw


def test_the_stored_json_is_the_invoice_as_it_was_issued(cli: Cli) -> None:
    story(cli)
    issued = issue(cli)
    cli.at("2026-12-01 09:00").run("billing send 2026-0001")
    cli.at("2026-12-01 09:00").run("billing pay 2026-0001")
    assert json.loads(cli.run("billing show 2026-0001 --format json").out) == issued
    assert cli.run("billing show 2026-0001 --json").json["status"] == "paid"


def test_all_formats_carry_the_same_figures(acme: Cli) -> None:
    for number, (rate, minutes) in enumerate((("22", 20), ("10", 50), ("22", 61)), 1):
        ref = record(acme, f"--tax-rate {rate} --discount {number}", title=f"Part {number}")
        log(acme, ref, f"{8 + 2 * number}:00 for {minutes}m")
        done(acme, ref)
    invoice = issue(acme, "--customer Acme --discount 3%")
    lines, totals = tables(acme.run("billing show 2026-0001").out)
    csv_rows = rows(acme.run("billing show 2026-0001 --format csv").out)
    columns = ("record", "quantity", "unit", "unit_price", "discount", "net")
    from_json = [tuple(line[key] for key in columns) for line in invoice["lines"]]
    assert [tuple(row[key] for key in columns) for row in csv_rows] == from_json
    printed = [tuple(line[at] for at in (2, 3, 4, 5, 6, 8)) for line in lines[1:]]
    assert [(*cells[:2], cells[2].rstrip("s"), *cells[3:]) for cells in printed] == from_json
    by_rate = {(tax["tax_rate"], tax["base"], tax["tax"]) for tax in invoice["taxes"]}
    assert {(row["tax_rate"], row["rate_base"], row["rate_tax"]) for row in csv_rows} == by_rate
    assert totals[1:] == [
        ["Subtotal", invoice["subtotal"]],
        ["Discount 3%", f"-{invoice['discount']}"],
        *([f"Tax {tax['tax_rate']}% on {tax['base']}", tax["tax"]] for tax in invoice["taxes"]),
        ["Total", invoice["total"]],
    ]
    for key in ("subtotal", "tax_total", "total"):
        assert {row[key] for row in csv_rows} == {invoice[key]}


def test_a_preview_has_the_document_of_the_issue_but_its_number(cli: Cli) -> None:
    story(cli)
    preview = cli.at("2026-11-30 18:00").run("billing preview case-1").out
    issue(cli)
    issued = cli.run("billing show 2026-0001").out
    assert preview == issued.replace("Invoice 2026-0001", "Invoice PREVIEW").replace(
        ", naming 2026-0001", ""
    )


def test_the_snapshot_alone_gives_every_document_again(acme: Cli) -> None:
    record(acme, "--tax-rate 22 --discount 5 --rate 33.333", title="Città | =1")
    log(acme, "case-1", "9:00-10:10")
    log(acme, "case-1", "2026-11-03 9:00-9:01", "--billable --note Späť")
    done(acme, "case-1")
    issue(acme, "case-1 --discount 3% --with-notes --group-by log")
    acme.at("2026-12-01 09:00").run("billing credit 2026-0001 --line 2")
    for number in ("2026-0001", "CN-2026-0001"):
        ((snapshot,),) = acme.rows("SELECT snapshot FROM invoice WHERE number = ?", number)
        document = from_values(json.loads(snapshot))
        for one in AT_ISSUE:
            kept = acme.run(f"billing show {number} --format {one}").raw
            assert contents(document, [one]) == [kept]


@pytest.mark.parametrize("mode", [None, "640", "644"])
def test_files_are_for_their_user_alone_unless_asked_otherwise(acme: Cli, mode: str | None) -> None:
    before = os.umask(0)
    try:
        out = acme.folder / "out"
        if mode:
            acme.run(f"config set billing.file_mode {mode}")
        log(acme, record(acme, customer="Acme"), "2026-10-01 9:00-10:00")
        acme.run("record resolve 1")
        acme.run(f"billing issue --all --out {out} --format md,html")
        acme.run(f"billing export --out {out} --format csv,json")
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in out.iterdir()} == {int(mode or "600", 8)}
    assert len(list(out.iterdir())) == 4
