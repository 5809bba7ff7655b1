"""Timesheets as HTML, as workbooks and as PDF, read back by other programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.bills import log, record, service, settings
from tests.cli.html_pages import page
from tests.harness import Cli, once

EVIL = "=1+1 <script>alert(1)</script> *#strong[x]* {{ title }}"


@pytest.fixture
@once
def worked(cli: Cli) -> Cli:
    settings(cli, seller_name="Ada Lovelace", seller_address="London")
    cli.run("customer add Acme --locale en_GB")
    service(cli, price="60 EUR")
    record(cli, title=EVIL)
    log(cli, "case-1", "9:00-10:30", f"--billable --note '{EVIL}'")
    return cli


def made(cli: Cli, format: str, more: str = "") -> bytes:
    """A timesheet, which is the same when it is made on another day."""
    line = f"timesheet 2026-11 --rates --format {format} {more}"
    first = cli.at("2026-11-30 18:00").run(line).raw
    assert cli.at("2027-01-01 09:00").run(line).raw == first
    return first


def cells(content: bytes, folder: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    openpyxl = pytest.importorskip("openpyxl")
    path = folder / "read.xlsx"
    path.write_bytes(content)
    book = openpyxl.load_workbook(path)
    for one in book.worksheets:
        assert {cell.data_type for row in one.iter_rows() for cell in row} <= {"s", "n", "d"}
    return list(book.worksheets[sheet].iter_rows(values_only=True))


def test_a_workbook_has_real_dates_and_durations_and_no_formula(worked: Cli) -> None:
    pytest.importorskip("xlsxwriter")
    rows = cells(made(worked, "xlsx"), worked.folder)
    at = next(number for number, row in enumerate(rows) if row[0] == "Date")
    found = dict(zip(rows[at], rows[at + 1], strict=True))
    assert found["Start"] == datetime(2026, 11, 2, 9)
    assert found["Duration"] == timedelta(hours=1, minutes=30)
    assert (found["Description"], found["Note"]) == (EVIL, EVIL)
    assert (found["Price"], found["Unit"]) == (60, "EUR / hour")
    assert rows[at + 2][0] == "Total time"
    assert timedelta(hours=1, minutes=30) in rows[at + 2]
    totals = cells(made(worked, "xlsx"), worked.folder, sheet=1)
    assert totals[-1][6] == 90


def test_a_cell_takes_what_it_can_of_the_longest_note(worked: Cli) -> None:
    pytest.importorskip("xlsxwriter")
    worked.run(["log", "edit", "1", "--note", "x" * 100_000])
    notes = [str(cell) for row in cells(made(worked, "xlsx"), worked.folder) for cell in row]
    assert max(notes, key=len) == "x" * 32_766 + "…"


@pytest.mark.parametrize(
    ("format", "package", "what", "packages"),
    [
        ("xlsx", "xlsxwriter", "it", "xlsxwriter"),
        ("pdf", "typst", "what is needed", "typst pikepdf segno"),
    ],
)
def test_without_the_package_a_sentence_says_what_installs_it(
    worked: Cli,
    monkeypatch: pytest.MonkeyPatch,
    format: str,
    package: str,
    what: str,
    packages: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    worked.at("2026-11-30 18:00").refused(
        f"timesheet 2026-11 --format {format}",
        message=f"cannot write {format}: the Python package {package} is not installed",
        hint=f"to install {what}: {sys.executable} -m pip install {packages}",
    )


def test_the_html_is_one_file_in_which_text_stays_text(worked: Cli) -> None:
    read = page(made(worked, "html").decode())
    assert read.attributes["lang"] == "en-GB"
    assert read.all("script") == []
    assert EVIL in read.text
    table = read.all("table", class_="rows")[0]
    assert [cell.text for cell in table.all("thead")[0].all("th")] == (
        ["Description", "Time", "Person", "Price", "Duration"]
    )
    assert table.all("th", scope="rowgroup")[0].text == "Monday, 2 November 2026"
    assert "90.00" in read.all("section", class_="billed")[0].text


def text_of(content: bytes, folder: Path, how: str = "-layout") -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("there is no pdftotext here")
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", how, path, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_pdf_says_the_same_and_repeats_its_headings(worked: Cli) -> None:
    pytest.importorskip("typst")
    for day in range(3, 29):
        log(worked, "case-1", f"2026-11-{day:02} 9:00-10:00")
    content = made(worked, "pdf")
    assert b"/StructTreeRoot" in content
    assert b"pdfaid" in content
    first, second, *_ = text_of(content, worked.folder).split("\f")
    assert "Ada Lovelace" in first
    assert EVIL.split("{", maxsplit=1)[0].strip() in " ".join(first.split())
    assert "Monday, 2 November 2026" in first
    for text in (first, second):
        assert "Description" in text
        assert "Duration" in text
    assert "1,650.00" in text_of(content, worked.folder)


def test_a_long_word_stays_inside_its_column_of_the_pdf(worked: Cli) -> None:
    pytest.importorskip("typst")
    long = "Donaudampfschiff" * 15
    worked.run(["record", "edit", "1", "--title", long])
    worked.run(["customer", "edit", "Acme", "--name", long])
    worked.run(["log", "edit", "1", "--owner", "x" * 90, "--note", f"https://x.example/{long}"])
    read = text_of(made(worked, "pdf"), worked.folder, "-bbox")
    words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', read)
    assert len(words) > 20
    a_margin = 45  # 16 mm, in points of a page that is 595 wide
    assert all(float(left) >= a_margin and float(right) <= 595 - a_margin for left, right in words)


def test_a_character_that_no_font_has_is_an_error_and_not_a_hole(worked: Cli) -> None:
    pytest.importorskip("typst")
    worked.run(["record", "edit", "1", "--title", "Sign \U000f0000"])
    told = worked.run("timesheet 2026-11 --format pdf", code=1)
    assert "no font on this computer has the character" in told.err
