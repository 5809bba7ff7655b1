"""The HTML documents in a real browser: what it shows, reads aloud and prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import chromium
from tests.browser.chromium import A4, LETTER, Chromium, pages
from tests.cli.bills import done, log, service, settings
from tests.harness import Cli

pytestmark = pytest.mark.skipif(chromium.found() is None, reason="there is no Chromium here")

EVIL = "<script>document.title='x'</script>\"><img src=http://x.example/ onerror=alert(1)>"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
SELLER = {
    "seller_name": "Ada Lovelace Consulting",
    "seller_address": "1 Engine Street\nLondon",
    "seller_vat_id": "GB123456789",
    "seller_email": "ada@engine.example",
    "seller_iban": "GB33BUKB20201555555555",
}


def invoice(cli: Cli, titles: list[str], *, customer: str, price: str, more: str = "") -> None:
    """An invoice of records with these titles."""
    cli.run(["customer", "add", customer, "--address", "Main Street 2\nSpringfield"])
    service(cli, "--tax-rate 22", price=price)
    for number, title in enumerate(titles):
        of = ("--customer", customer, "--service", "Consulting", "--billable")
        made = cli.run(["record", "add", title, *of, "--json"])
        day, hour = divmod(number, 10)
        log(cli, made.json["ref"], f"2026-11-{day + 1:02} {hour + 8}:00 for {20 + number % 40}m")
        done(cli, made.json["ref"])
    cli.at("2026-11-30 18:00").run(
        ["billing", "issue", "--customer", customer, "--discount", "5%", *more.split()]
    )


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of some documents by what is particular about them."""
    wanted: dict[str, dict[str, Any]] = {
        "short": {"titles": ["Login fails", "Audit"], "customer": "Acme", "price": "60 USD"},
        "long": {
            "titles": [f"Case number {n} with a title that is rather long" for n in range(80)],
            "customer": "Acme",
            "price": "60 GBP",
            "more": "--locale en_GB",
        },
        "hostile": {"titles": [EVIL, LONG, "שלום עולם"], "customer": EVIL, "price": "60 USD"},
        "yen": {
            "titles": ["ログイン障害の調査"],
            "customer": "株式会社アクメ",
            "price": "12000 JPY",
            "more": "--locale ja_JP",
        },
        "german": {
            "titles": ["Anmeldung schlägt fehl", "Prüfung"],
            "customer": "Müller & Söhne GmbH",
            "price": "1120.50 EUR",
            "more": "--locale de_DE",
        },
    }
    found = {}
    for name, words in wanted.items():
        cli = Cli(tmp_path_factory.mktemp(name))
        settings(cli, **SELLER)
        invoice(cli, **words)
        if name == "short":
            cli.at("2026-12-01 18:00").run("billing credit 2026-0001")
        for number in ("2026-0001", "CN-2026-0001"):
            kept = cli.run(f"billing show {number} --format html", code=None)
            if kept.code == 0:
                path = cli.folder / f"{number}.html"
                path.write_bytes(kept.raw)
                found[name if number[0] == "2" else "credit"] = path
    return found


ALL = ["short", "credit", "long", "hostile", "yen", "german"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    started = Chromium(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


def test_a_screen_reader_finds_headings_tables_and_what_each_cell_is(
    browser: Chromium, documents: dict[str, Path]
) -> None:
    browser.open(documents["short"])
    nodes = browser.nodes()

    def of(role: str) -> list[str]:
        return [node["name"] for node in nodes if node["role"] == role]

    (root,) = [node for node in nodes if node["role"] == "RootWebArea"]
    assert root["name"] == "Invoice 2026-0001 – Ada Lovelace Consulting"
    headings = [(node["level"], node["name"]) for node in nodes if node["role"] == "heading"]
    assert headings == [(1, "Invoice 2026-0001"), (2, "From"), (2, "To"), (2, "Payment")]
    assert of("table") == ["Lines", "Totals"]
    assert of("columnheader") == (
        ["#", "Description", "Quantity", "Unit", "Price", "Tax", "Net USD"]
    )
    assert of("rowheader")[0].startswith("Login fails")
    assert of("rowheader")[2:] == ["Subtotal", "Discount 5%", "Tax 22% on 38.95", "Total"]
    assert "main" in {node["role"] for node in nodes}
    assert [name for name in of("region") if name] == ["From", "To", "Payment"]
    assert browser.value("document.documentElement.lang") == "en"


@pytest.mark.parametrize("name", ALL)
def test_a_document_loads_nothing_runs_nothing_and_reports_nothing(
    browser: Chromium, documents: dict[str, Path], name: str
) -> None:
    browser.open(documents[name])
    loaded = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    # What a data: address names is in the document itself.
    assert [one for one in loaded if not one.startswith("data:image/")] == [
        documents[name].as_uri()
    ]
    said = {"Log.entryAdded", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening"}
    assert not said & {event.get("method") for event in browser.events}
    assert browser.value("document.title") != "x"
    assert browser.value("document.scripts.length") == 0
    # The payment code is a picture inside the document.
    sources = browser.value("[...document.images].map((one) => one.src.split(',')[0])")
    assert set(sources) <= {"data:image/svg+xml;base64", "data:image/png;base64"}


CUT = """
[...document.querySelectorAll("main *")].filter((one) => {
  const box = one.getBoundingClientRect(), main = document.querySelector("main");
  const hidden = one.tagName === "CAPTION";
  const edge = main.getBoundingClientRect();
  return !hidden && (box.right > edge.right + 1 || box.left < edge.left - 1
    || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display === "block");
}).map((one) => one.outerHTML.slice(0, 80))
"""
# What is left of A4 and of Letter between the margins, and two screens.
WIDTHS = [(673, "print"), (695, "print"), (794, "screen"), (1280, "screen")]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("width", "media"), WIDTHS)
def test_no_text_is_cut_off(
    browser: Chromium, documents: dict[str, Path], name: str, width: int, media: str
) -> None:
    browser.open(documents[name], width, media)
    assert browser.value(CUT) == []
    assert browser.value("document.documentElement.scrollWidth") <= width


def test_a_telephone_scrolls_the_table_and_not_the_page(
    browser: Chromium, documents: dict[str, Path]
) -> None:
    browser.open(documents["german"], 360)
    assert browser.value("document.documentElement.scrollWidth") == 360


CONTRAST = """
(() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((one) => {
      const part = one / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (!/, 0\\)$/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  return Math.min(...[...document.querySelectorAll("main *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => {
      const pair = [light(getComputedStyle(one).color), light(ground(one))];
      return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    }));
})()
"""


@pytest.mark.parametrize("name", ["short", "credit"])
def test_every_text_has_enough_contrast(
    browser: Chromium, documents: dict[str, Path], name: str
) -> None:
    browser.open(documents[name])
    assert browser.value(CONTRAST) >= 4.5


@pytest.mark.parametrize("name", ["short", "credit", "yen", "german"])
@pytest.mark.parametrize("paper", [A4, LETTER])
def test_a_short_document_is_printed_on_one_page(
    browser: Chromium, documents: dict[str, Path], name: str, paper: tuple[float, float]
) -> None:
    browser.open(documents[name])
    assert pages(browser.pdf(paper)) == 1


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_a_long_document_goes_over_pages_and_no_row_is_split(
    browser: Chromium, documents: dict[str, Path], paper: tuple[float, float]
) -> None:
    browser.open(documents["long"])
    count = pages(browser.pdf(paper))
    browser.open(documents["long"], 673, "print")
    height = browser.value("document.querySelector('main').getBoundingClientRect().height")
    room = paper[1] * 96 - (18 + 20) / 25.4 * 96
    assert height / room <= count <= height / room * 1.2 + 1
    style = "getComputedStyle(document.querySelector({!r})).{}"
    assert browser.value(style.format(".lines thead", "display")) == "table-header-group"
    assert browser.value(style.format(".lines tbody tr", "breakInside")) == "avoid"
    assert browser.value(style.format(".payment", "breakInside")) == "avoid"
    end = "document.querySelector('.totals').parentElement"
    assert browser.value(f"{end}.querySelectorAll('.totals, .payment').length") == 2
    assert browser.value(f"getComputedStyle({end}).breakInside") == "avoid"


@pytest.mark.parametrize("name", ["short", "german"])
def test_the_picture_has_its_text_within_white_margins(
    browser: Chromium, documents: dict[str, Path], name: str
) -> None:
    browser.open(documents[name])
    rows = browser.picture()
    sheet = [row[20:-20] for row in rows]
    assert min(map(min, sheet)) < 80  # there is dark text
    white = sum(row.count(255) for row in rows) / sum(map(len, rows))
    assert white > 0.4
    edges = {value for row in rows for value in (*row[:15], *row[-15:])}
    assert edges == {rows[0][0]}  # nothing runs over the edge
