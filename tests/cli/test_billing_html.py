from __future__ import annotations

import re

import pytest

from tests.cli.bills import done, issue, log, record, service, settings, story
from tests.cli.html_pages import Element, exact, page, rows
from tests.harness import Cli, once
from tests.localized import day, figure, money
from timelog_cli.domain.documents.wording import LANGUAGES, TABLE

RULE = set("|-: ")
EVIL = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> ' & {{ 7*7 }} </style>"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli)
    return cli


def shown(cli: Cli, number: str = "2026-0001") -> Element:
    return page(cli.run(f"billing show {number} --format html").out)


def check(document: Element) -> None:
    """It is one file, runs nothing, and says to a screen reader what is what."""
    assert document.attributes["lang"]
    tags = {one.tag for one in document.walk()}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "svg", "a"}
    names = {name for one in document.walk() for name in one.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "href", "style"}
    style = document.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    policy = document.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert len(document.all("h1")) == len(document.all("title")) == len(document.all("main")) == 1
    for table in document.all("table"):
        assert table.all("caption")[0].text
        assert all(cell.attributes.get("scope") for cell in table.all("th"))
        assert len({len(row) for row in rows(table)}) == 1
    ids = [one.attributes["id"] for one in document.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    labels = {one.attributes.get("aria-labelledby") for one in document.walk()} - {None}
    assert labels <= set(ids)


def test_an_invoice_is_one_page_with_all_that_the_json_has(cli: Cli) -> None:
    settings(cli, seller_name="Ada", seller_address="Via Roma 1\nRoma", seller_iban="IT60X05428")
    story(cli)
    cli.run("record edit case-1 --tax-rate 22 --discount 10")
    made = issue(cli, "case-1 --discount 1.50")
    document = shown(cli)
    check(document)
    assert document.all("title")[0].text == "Invoice 2026-0001 – Ada"
    assert document.all("h1")[0].text == "Invoice 2026-0001"
    lines, totals = document.all("table")
    assert [cell.text for cell in lines.all("th", scope="col")] == (
        ["#", "Description", "Quantity", "Unit", "Price", "Discount", "Tax", "Net USD"]
    )
    ((position, what, quantity, unit, price, discount, tax, net),) = rows(lines)
    assert position.text == "1"
    assert what.text == "Login fails 2026-11-02 to 2026-11-03 · case-1"
    (line,) = made["lines"]
    keys = ("quantity", "unit_price", "discount", "tax_rate", "net")
    cells = (quantity, price, discount, tax, net)
    assert [exact(cell) for cell in cells] == [line[key] for key in keys]
    assert unit.text == "hours"
    assert [(name.text, exact(amount)) for name, amount in rows(totals)] == [
        ("Subtotal", "121.50"),
        ("Discount", "-1.50"),
        ("Tax 22% on 120.00", "26.40"),
        ("Total", made["total"]),
    ]
    assert [one.attributes["datetime"] for one in document.all("time")] == (
        ["2026-11-30", "2026-12-30"]
    )
    payment = document.all("section", class_="payment")[0]
    assert payment.text == (
        "Payment To pay $146.40 Due 2026-12-30 Account IT60X05428 Reference 2026-0001"
    )


def test_text_from_outside_stays_text(acme: Cli) -> None:
    settings(
        acme, seller_name=EVIL, seller_address=f"{EVIL}\n{EVIL}", billing_number="{seq}</style>"
    )
    acme.run(
        [
            "customer",
            "edit",
            "Acme",
            "--name",
            EVIL,
            "--address",
            EVIL,
            "--vat-id",
            "<b>",
            "--force",
        ]
    )
    record(acme, title=EVIL.replace("'", "’"), customer="'<script>'")
    log(acme, "case-1", "9:00-10:00", f"--billable --note '{EVIL.replace(chr(39), '’')}'")
    done(acme, "case-1")
    issue(acme, "case-1 --with-notes")
    document = shown(acme, "'1</style>'")
    check(document)
    assert document.text.count(EVIL) == 6
    assert document.text.count(EVIL.replace("'", "’")) == 2
    assert document.all("h1")[0].text == "Invoice 1</style>"
    assert "49" not in document.text
    assert 'content: "Invoice 1\\3c \\2f style\\3e "' in document.all("style")[0].text


def test_marks_that_turn_text_around_are_made_visible(acme: Cli) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    acme.rows("UPDATE record SET title = 'a' || char(8238) || 'gpj' || char(27, 0, 8233) || '[2J'")
    acme.rows("UPDATE customer SET name = 'Ac' || char(8294) || 'me', address = char(7)")
    issue(acme)
    for one in ("html", "md"):
        text = acme.run(f"billing show 2026-0001 --format {one}").out
        assert not set(text) & set("\u202e\u2066\u2029\x1b\x00\x07")
    assert "a\\u202egpj\\x1b\\x00 [2J" in shown(acme).text
    assert "Ac\\u2066me" in shown(acme).text


def test_a_line_longer_than_a_page_may_go_over_pages(acme: Cli) -> None:
    for ref, note in (("case-1", "Short."), ("case-2", "Long. " * 300)):
        record(acme)
        acme.at("2026-11-30 18:00").run(
            ["log", "add", ref, f"2026-11-0{ref[-1]} 9:00-10:00", "--billable", "--note", note]
        )
        done(acme, ref)
    issue(acme, "case-1 case-2 --with-notes")
    text = acme.run("billing show 2026-0001 --format html").out
    assert text.count('<tr class="long">') == 1
    assert "tr.long { break-inside: auto;" in text


def test_days_and_sentences_of_other_directions_keep_theirs(acme: Cli) -> None:
    acme.run(["customer", "edit", "Acme", "--tax-note", "ملاحظة ضريبية"])
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    issue(acme, "case-1 --locale ar_EG")
    text = acme.run("billing show 2026-0001 --format html").out
    written = day("2026-11-30", "ar_EG")
    assert "نوفمبر" in written
    assert f'<dd><bdi><time datetime="2026-11-30">{written}</time></bdi></dd>' in text
    assert "<p><bdi>ملاحظة ضريبية</bdi></p>" in text


def test_a_file_of_html_stays_in_its_folder(acme: Cli) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    acme.rows("UPDATE customer SET name = '../../etc/passwd'")
    folder = acme.folder / "out" / "here"
    acme.run(f"billing issue case-1 --out {folder} --format html")
    assert [path.name for path in acme.folder.glob("out/**/*.*")] == ["2026-0001_etc-passwd.html"]
    kept = acme.run("billing show 2026-0001 --format html").raw
    assert (folder / "2026-0001_etc-passwd.html").read_bytes() == kept


@pytest.mark.parametrize(
    ("locale", "language", "title"),
    [
        ("en", "en", "Invoice"),
        ("en_GB", "en-GB", "Invoice"),
        ("it_IT", "it-IT", "Fattura"),
        ("de_DE", "de-DE", "Rechnung"),
        ("de_CH", "de-CH", "Rechnung"),
        ("fr_FR", "fr-FR", "Facture"),
        ("es_ES", "es-ES", "Factura"),
        ("ja_JP", "en", "Invoice"),
    ],
)
def test_a_document_is_in_the_language_of_its_locale(
    acme: Cli, locale: str, language: str, title: str
) -> None:
    settings(acme, billing_locale=locale)
    record(acme, "--rate 1234.56")
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    made = issue(acme)
    assert (made["locale"], made["total"]) == (locale, "1234.56")
    document = shown(acme)
    check(document)
    assert document.attributes["lang"] == language
    assert document.all("h1")[0].text == f"{title} 2026-0001"
    total = rows(document.all("table")[1])[-1][1]
    assert total.text == " ".join(money("1234.56", "USD", locale).split())
    assert exact(total) == "1234.56"


def test_plain_english_markdown_keeps_the_figures_of_the_other_formats(acme: Cli) -> None:
    record(acme, "--rate 12345.6")
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    text = acme.at("2026-11-30 18:00").run("billing preview").out
    assert "Date: 2026-11-30  \n" in text
    assert "Please pay **12345.60 USD** by 2026-12-30." in text


def test_markdown_is_in_the_language_of_its_locale(acme: Cli) -> None:
    settings(acme, billing_locale="it_IT")
    acme.run("customer edit Acme --tax-treatment exempt")
    record(acme, "--rate 1234.56 --discount 10")
    log(acme, "case-1", "9:00-10:00", "--billable --note 'a|b'")
    log(acme, "case-1", "2026-11-03 9:00-9:20")
    done(acme, "case-1")
    text = acme.at("2026-11-30 18:00").run("billing preview --with-notes").out
    first, second = (day(f"2026-11-0{number}", "it_IT", "medium") for number in (2, 3))
    issued, due = day("2026-11-30", "it_IT"), day("2026-12-30", "it_IT")
    quantity, price, discount, zero, total = (
        figure(one, "it_IT") for one in ("1.33333", "1234.56", "164.61", "0.00", "1481.47")
    )
    head = "# | Descrizione | Pratica | Quantità | Unità | Prezzo | Sconto | IVA | Netto USD"
    line = f"1 | Login fails, dal {first} al {second}: a\\|b | case-1 | {quantity} | ore | {price}"
    assert without_padding(text) == [
        "# Fattura ANTEPRIMA",
        "",
        "**A**  ",
        "Acme",
        "",
        f"Data: {issued}  ",
        f"Scadenza: {due}",
        "",
        head,
        f"{line} | {discount} | 0% | {total}",
        "",
        "USD",
        f"Subtotale | {total}",
        f"IVA 0% su {total} | {zero}",
        f"**Totale** | **{total}**",
        "",
        "Operazione esente da imposta.",
        "",
        f"Si prega di pagare **{money('1481.47', 'USD', 'it_IT')}** entro il {due}.",
    ]


@pytest.mark.parametrize(
    ("locale", "none", "one", "many"),
    [
        ("en", "hours", "hour", "hours"),
        ("pl_PL", "hours", "hour", "hours"),
        ("it_IT", "ore", "ora", "ore"),
        ("de_DE", "Stunden", "Stunde", "Stunden"),
        ("fr_FR", "heure", "heure", "heures"),
        ("es_ES", "horas", "hora", "horas"),
    ],
)
def test_a_unit_has_the_number_of_its_quantity(
    acme: Cli, locale: str, none: str, one: str, many: str
) -> None:
    for title, when in (("Half", "8:00-8:30"), ("One", "9:00-10:00"), ("Two", "10:00-12:00")):
        done(acme, _logged(acme, title, when))
    text = acme.at("2026-11-30 18:00").run(f"billing preview --locale {locale}").out
    cells = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
    assert [row[5] for row in cells if len(row) > 5 and row[1].isdigit()] == [none, one, many]


def _logged(cli: Cli, title: str, when: str) -> str:
    ref = record(cli, title=title)
    log(cli, ref, when)
    return ref


def test_english_without_a_country_has_iso_dates_in_every_format(acme: Cli) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    issue(acme)
    texts = [one.text for one in shown(acme).all("time")]
    assert texts == ["2026-11-30", "2026-12-30"]


@pytest.mark.parametrize("locale", ["en", "it_IT", "de_DE", "fr_FR", "es_ES"])
@pytest.mark.parametrize("treatment", ["reverse-charge", "exempt", "out-of-scope"])
def test_a_document_says_once_why_there_is_no_tax(acme: Cli, locale: str, treatment: str) -> None:
    acme.run(f"customer edit acme --tax-treatment {treatment} --vat-id IT01234560587")
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    preview = f"billing preview --locale {locale}"
    text = acme.at("2026-11-30 18:00").run(preview).out
    at = LANGUAGES.index(locale[:2])
    assert text.count(TABLE[f"{treatment}-sentence"][at]) == 1
    assert TABLE[treatment][at] not in text.replace(TABLE[f"{treatment}-sentence"][at], "")
    acme.run("customer edit acme --tax-note 'Art. 7-ter'")
    assert TABLE[treatment][at] in acme.at("2026-11-30 18:00").run(preview).out


def without_padding(markdown: str) -> list[str]:
    """The lines; those of tables as their cells alone, without the rule below the head."""
    lines = [line for line in markdown.splitlines() if not line.startswith("|") or set(line) - RULE]
    return [re.sub(r" +\| +", " | ", line.strip("| ")) if "|" in line else line for line in lines]


def test_the_machine_formats_know_no_locale(acme: Cli) -> None:
    settings(acme, billing_locale="de_DE")
    record(acme, "--rate 1234.56")
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    (line,) = issue(acme)["lines"]
    assert (line["net"], line["unit"], line["description"]) == (
        "1234.56",
        "hour",
        "Login fails, 2026-11-02",
    )
    text = acme.run("billing show 2026-0001 --format csv").out
    assert '"Login fails, 2026-11-02",2026-11-02,2026-11-02,1.00,hour,1234.56' in text
