"""Timesheets in a real browser: what it shows, reads aloud and prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import A4, Chromium, pages
from tests.browser.test_invoices import CUT, EVIL, LONG
from tests.cli.bills import log, record, service, settings
from tests.harness import Cli

pytestmark = pytest.mark.skipif(chromium.found() is None, reason="there is no Chromium here")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A long timesheet with hostile and right-to-left text."""
    cli = Cli(tmp_path_factory.mktemp("sheet"))
    settings(cli, seller_name="Ada Lovelace Consulting")
    cli.run("customer add Acme --locale en_GB")
    service(cli)
    for title in ("Login fails", EVIL, "שלום עולם", LONG):
        record(cli, title=title)
    for day in range(1, 31):
        log(cli, f"case-{day % 4 + 1}", f"2026-11-{day:02} 9:00-10:30")
    cli.run(["log", "edit", "4", "--note", f"{EVIL} {LONG}", "--pause", "9:30-9:45"])
    made = cli.at("2026-11-30 18:00").run("timesheet 2026-11 --rates --format html")
    path = cli.folder / "sheet.html"
    path.write_bytes(made.raw)
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    started = Chromium(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


def test_a_screen_reader_finds_what_each_cell_is(browser: Chromium, sheet: Path) -> None:
    browser.open(sheet)
    nodes = browser.nodes()

    def of(role: str) -> list[str]:
        return [node["name"] for node in nodes if node["role"] == role]

    (root,) = [node for node in nodes if node["role"] == "RootWebArea"]
    assert root["name"] == "Timesheet – Acme"
    headings = [(node["level"], node["name"]) for node in nodes if node["role"] == "heading"]
    assert headings == [(1, "Timesheet"), (2, "From"), (2, "To"), (2, "Amounts")]
    assert of("table") == ["Timesheet", "Amounts"]
    assert of("columnheader")[:6] == (
        ["Description", "Time", "Pause", "Person", "Price", "Duration"]
    )
    assert "Sunday, 1 November 2026" in of("rowheader")
    assert "Total time" in of("rowheader")


def test_it_loads_nothing_and_runs_nothing(browser: Chromium, sheet: Path) -> None:
    browser.open(sheet)
    sent = [one for one in browser.events if one.get("method") == "Network.requestWillBeSent"]
    assert [one["params"]["request"]["url"] for one in sent] == [sheet.as_uri()]
    assert browser.value("document.title") != "x"
    assert browser.value("document.scripts.length + document.images.length") == 0


@pytest.mark.parametrize(("width", "media"), [(673, "print"), (794, "screen"), (1280, "screen")])
def test_no_text_is_cut_off(browser: Chromium, sheet: Path, width: int, media: str) -> None:
    browser.open(sheet, width, media)
    assert browser.value(CUT) == []
    assert browser.value("document.documentElement.scrollWidth") <= width


def test_it_prints_on_several_pages(browser: Chromium, sheet: Path) -> None:
    browser.open(sheet, media="print")
    assert 2 <= pages(browser.pdf(A4)) <= 5
    assert browser.value("getComputedStyle(document.querySelector('thead')).display") == (
        "table-header-group"
    )
