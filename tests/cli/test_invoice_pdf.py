"""Invoices, credit notes and quotes as PDF, read back by other programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.cli.bills import issue, log, record, service, settings, story
from tests.harness import Cli, once

pytest.importorskip("typst")
SELLER = {"seller_name": "Ada Lovelace", "seller_iban": "GB33BUKB20201555555555"}


def text_of(content: bytes, folder: Path) -> str:
    """The text of a PDF in its places."""
    return tool("pdftotext", content, folder, "-layout")


def tool(name: str, content: bytes, folder: Path, *words: str) -> str:
    if not shutil.which(name):
        pytest.skip(f"there is no {name} here")
    path = folder / "read.pdf"
    path.write_bytes(content)
    after = ["-"] if name == "pdftotext" else []
    done = subprocess.run([name, *words, path, *after], capture_output=True, text=True, check=True)
    return done.stdout


def figures(value: Any) -> set[str]:
    """The decimal figures of a document that are printed, without their signs."""
    if isinstance(value, dict):
        shown = {key: one for key, one in value.items() if not key.startswith("rate_")}
        return {found for one in shown.values() for found in figures(one)}
    if isinstance(value, list):
        return {found for one in value for found in figures(one)}
    is_figure = isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value)
    return {value.lstrip("-")} if is_figure and value.strip("-0.") else set()


@pytest.fixture
@once
def billed(cli: Cli) -> Cli:
    settings(cli, **SELLER, billing_surcharge="4% Pension fund", billing_withholding="20% Tax")
    story(cli)
    cli.run("record edit case-1 --tax-rate 22 --discount 10")
    issue(cli, "case-1 --discount 1.50 --prepaid 20.00")
    return cli


def pdf(cli: Cli, number: str = "2026-0001") -> bytes:
    return cli.at("2026-12-01 09:00").run(f"billing show {number} --format pdf").raw


def test_every_figure_of_the_json_is_in_the_pdf(billed: Cli) -> None:
    made = billed.run("billing show 2026-0001 --json").json
    words = set(text_of(pdf(billed), billed.folder).replace("$", " ").split())
    wanted = figures({key: made[key] for key in ("lines", "subtotal", "discount", "surcharge")})
    wanted |= figures({key: made[key] for key in ("total", "withheld", "prepaid", "payable")})
    unprinted = {made["lines"][0]["gross"]}
    assert wanted - unprinted <= {word.lstrip("-") for word in words}
    for tax in made["taxes"]:
        assert {tax["base"], tax["tax"]} <= words


@pytest.mark.parametrize("locale", ["en_US", "it_IT", "de_DE", "fr_FR", "es_ES"])
def test_the_pdf_says_what_the_html_says(billed: Cli, locale: str) -> None:
    from tests.cli.html_pages import page

    record(billed, "--tax-rate 22", title="Again")
    log(billed, "case-2", "2026-11-04 9:00-10:00", "--billable --note Übung")
    billed.run("record resolve case-2")
    issue(billed, f"case-2 --locale {locale} --with-notes")
    document = page(billed.run("billing show 2026-0002 --format html").out)
    said = "".join(text_of(pdf(billed, "2026-0002"), billed.folder).split())
    cells = [one for tag in ("h1", "td", "dd", "dt", "h2", "bdi") for one in document.all(tag)]
    for cell in cells:
        assert "".join(cell.text.split()) in said


def test_a_long_reference_does_not_touch_the_title(billed: Cli) -> None:
    record(billed, "--tax-rate 22", title="Again")
    log(billed, "case-2", "2026-11-04 9:00-10:00")
    billed.run("record resolve case-2")
    issue(billed, f"case-2 --buyer-reference {'R' * 190} --order-reference {'O' * 80}")
    words = tool("pdftotext", pdf(billed, "2026-0002"), billed.folder, "-bbox")
    found = re.findall(r'xMin="(.*?)" yMin=".*?" xMax="(.*?)" yMax=".*?">(.*?)</word>', words)
    (title,) = [float(end) for _, end, word in found if word == "Invoice"][:1]
    long = [float(begin) for begin, _, word in found if set(word) in ({"R"}, {"O"})]
    assert len(long) > 3
    assert "\u200b" not in words
    assert min(long) > title


def test_it_is_the_same_each_time_and_in_another_process(billed: Cli) -> None:
    record(billed, title="Other")
    log(billed, "case-2", "2026-11-04 9:00-10:00")
    words: list[str | bytes] = ["billing", "preview", "case-2", "--format", "pdf"]
    first, second = (billed.run([str(word) for word in words]).raw for _ in range(2))
    there = processes.run(billed, words, moment="2026-11-02 09:00")
    assert first == second == there.stdout
    assert first.startswith(b"%PDF-1.7")


def test_it_is_an_archive_with_a_title_a_language_and_its_fonts(billed: Cli) -> None:
    content = pdf(billed)
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in content
    said = tool("pdfinfo", content, billed.folder)
    assert re.search(r"Title: +Invoice 2026-0001\n", said)
    assert re.search(r"Tagged: +yes\n", said)
    assert re.search(rb"/Lang ?\(en\)", content)
    fonts = tool("pdffonts", content, billed.folder).splitlines()[2:]
    assert fonts
    assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in fonts), fonts
    assert all("LibertinusSerif" in line for line in fonts)


def test_many_lines_have_the_head_and_the_number_on_every_page(cli: Cli) -> None:
    settings(cli, **SELLER)
    cli.run("customer add Acme")
    service(cli)
    record(cli)
    for at in range(120):
        cli.run(f"billing item add case-1 Night {at + 1}.25 --date 2026-11-02")
    cli.run("record resolve case-1")
    made = issue(cli)
    pages = text_of(pdf(cli), cli.folder).rstrip("\f\n").split("\f")
    assert len(pages) > 3
    for at, page in enumerate(pages, 1):
        assert f"Page {at} of {len(pages)}" in page
        assert page.count("2026-0001") >= 2
        assert ("Description" in page) == any(f"{n}.25" in page for n in range(1, 121))
    lines = [re.search(r"^ *(\d+) +Night", line) for page in pages for line in page.splitlines()]
    assert [int(found[1]) for found in lines if found] == list(range(1, 121))
    assert made["total"] in pages[-1].replace(",", "")


@pytest.mark.parametrize(
    ("country", "locale", "size"),
    [("US", "en_US", "letter"), ("CA", "fr_CA", "letter"), ("IT", "it_IT", "A4"), ("", "en", "A4")],
)
def test_the_paper_is_that_of_the_sender(cli: Cli, country: str, locale: str, size: str) -> None:
    settings(cli, **SELLER, seller_country=country or "GB")
    story(cli)
    issue(cli, f"case-1 --locale {locale}")
    assert re.search(rf"Page size: .*\({size}\)", tool("pdfinfo", pdf(cli), cli.folder))


@pytest.mark.parametrize("name", ["Αθηναϊκή Εταιρεία", "Ёжик ООО", "Łódź Żółw Čšž", "شركة النور"])
def test_names_of_many_scripts_are_written(cli: Cli, name: str) -> None:
    settings(cli, **SELLER)
    cli.run(["customer", "add", name])
    service(cli)
    cli.run(f"record add Work --type case --customer '{name}' --service Consulting --billable")
    log(cli, "case-1", "9:00-10:00")
    cli.run("record resolve case-1")
    issue(cli)
    said = text_of(pdf(cli), cli.folder)
    if not name.isascii() and "ش" not in name:
        assert name in said


def test_a_character_without_a_font_is_named_and_nothing_is_issued(cli: Cli) -> None:
    settings(cli, **SELLER)
    story(cli)
    cli.run(["record", "edit", "case-1", "--title", "Egg \U0010abcd"])
    cli.at("2026-11-30 18:00").refused(
        "billing issue case-1 --format pdf",
        message="cannot write pdf: no font on this computer has the character '\\U0010abcd'",
        hint="install a font that has it, or try another --locale or --format html",
    )


def test_a_preview_and_a_quote_and_a_credit_note_are_written_too(billed: Cli) -> None:
    billed.run("record reopen case-1")
    billed.run("record edit case-1 --estimate 3h")
    quote = billed.at("2026-11-30 18:00").run("billing quote case-1 --format pdf").raw
    assert "Quote" in text_of(quote, billed.folder)
    credit = billed.at("2026-12-01 18:00").run("billing credit 2026-0001 --format pdf").raw
    said = text_of(credit, billed.folder)
    assert "Credit note" in said
    assert "For invoice" in said
    preview = billed.at("2026-12-01 18:00").run("billing preview case-1 --format pdf").raw
    assert "PREVIEW" in text_of(preview, billed.folder)


@pytest.mark.parametrize(
    "line", ["show 2026-0001", "issue case-1", "preview case-1", "credit 2026-0001", "quote case-1"]
)
def test_it_is_not_printed_on_a_terminal(billed: Cli, line: str) -> None:
    billed.at("2026-12-01 18:00").refused(
        f"billing {line} --format pdf",
        code=2,
        message="pdf cannot be printed on a terminal",
        terminal=100,
    )


def test_without_the_package_a_sentence_says_what_installs_it(
    billed: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    billed.at("2026-12-01 18:00").refused(
        "billing show 2026-0001 --format pdf",
        message="cannot write pdf: the Python package typst is not installed",
        hint=f"to install what is needed: {sys.executable} -m pip install typst pikepdf segno",
    )


def test_a_format_that_is_asked_for_later_is_kept_and_stays_as_it_is(billed: Cli) -> None:
    first = pdf(billed)
    kept = "SELECT bytes FROM document WHERE format = 'pdf'"
    assert billed.rows(kept) == [(first,)]
    settings(billed, seller_name="Somebody else")
    assert pdf(billed) == first
    (entry,) = billed.run("history --limit 1 --json").json
    assert (entry["kind"], entry["command"]) == (
        "document",
        "timelog billing show 2026-0001 --format pdf",
    )
    assert billed.run("db check").err == ""


def test_what_is_made_later_is_not_in_the_way_of_undo(billed: Cli) -> None:
    billed.run("billing pay 2026-0001 --amount 1.00 --date 2026-12-01")
    pdf(billed)
    assert "billing pay" in billed.run("undo").err
    pdf(billed)
    assert "billing pay" in billed.run("redo").err


def test_a_file_that_cannot_be_written_is_printed_from_and_left_alone(
    billed: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from timelog_cli.store import connection

    opened = connection.uri
    monkeypatch.setattr(connection, "uri", lambda path, mode: opened(path, "ro"))
    before = billed.dump()
    first = pdf(billed)
    assert first.startswith(b"%PDF")
    assert pdf(billed) == first
    assert billed.dump() == before


def test_what_the_customer_gets_is_kept_at_the_issue_and_written(cli: Cli) -> None:
    settings(cli, **SELLER)
    story(cli)
    cli.rows("UPDATE customer SET formats = 'pdf,csv'")
    out = cli.folder / "out"
    cli.at("2026-11-30 18:00").run(f"billing issue case-1 --out {out}")
    assert sorted(path.name for path in out.iterdir()) == [
        "2026-0001_Acme.csv",
        "2026-0001_Acme.pdf",
    ]
    formats = {name for (name,) in cli.rows("SELECT format FROM document")}
    assert formats == {"md", "csv", "json", "html", "pdf"}
    cli.run(f"billing export --out {out} --format md")
    assert (out / "2026-0001_Acme.md").exists()


def test_all_documents_are_written_later_with_one_entry_of_the_history(billed: Cli) -> None:
    record(billed, title="Again")
    log(billed, "case-2", "2026-11-04 9:00-10:00")
    billed.run("record resolve case-2")
    issue(billed, "case-2")
    before = len(billed.run("history --json").json)
    out = billed.folder / "out"
    billed.run(f"billing export --out {out} --format pdf")
    assert len(list(out.glob("*.pdf"))) == 2
    assert len(billed.run("history --json").json) == before + 1
    billed.run(f"billing export --out {out} --format pdf")
    assert len(billed.run("history --json").json) == before + 1
