"""Documents as structured invoices from the command line, and as XML inside a PDF."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.bills import issue, log, record, settings, story
from tests.cli.pdf_tools import text_of
from tests.harness import Cli, once

XML = ("ubl", "cii", "xrechnung", "peppol")
SELLER = {
    "seller_name": "Ada Lovelace GmbH",
    "seller_street": "Hafenstr. 3",
    "seller_postcode": "20457",
    "seller_city": "Hamburg",
    "seller_country": "DE",
    "seller_vat_id": "DE123456788",
    "seller_contact": "Ada Lovelace",
    "seller_phone": "+49 40 1234567",
    "seller_email": "ada@example.org",
    "seller_electronic_address": "DE123456788",
    "seller_electronic_scheme": "9930",
    "seller_iban": "DE89370400440532013000",
}
CUSTOMER = (
    "customer edit Acme --country DE --street 'Werkstr. 1' --postcode 10115 --city Berlin"
    " --buyer-reference 04011000-12345-03 --electronic-address DE136695976"
    " --electronic-scheme 9930"
)


@pytest.fixture
@once
def ready(cli: Cli) -> Cli:
    settings(cli, **SELLER)
    story(cli)
    cli.run(CUSTOMER)
    cli.run("record edit case-1 --tax-rate 19")
    return cli


@pytest.mark.parametrize("format", XML)
def test_each_is_written_and_kept(ready: Cli, format: str) -> None:
    made = ready.at("2026-11-30 18:00").run(f"billing issue case-1 --format {format}").raw
    root = ElementTree.fromstring(made)
    assert root.tag.endswith("}CrossIndustryInvoice" if format == "cii" else "}Invoice")
    assert ready.rows("SELECT bytes FROM document WHERE format = ?", format) == [(made,)]
    assert ready.run(f"billing show 2026-0001 --format {format}").raw == made
    assert b"135.00" in made


def test_no_two_formats_have_files_of_one_name(ready: Cli) -> None:
    pytest.importorskip("typst")
    issue(ready)
    out = ready.folder / "out"
    every = "md,csv,json,html,pdf,ubl,cii,xrechnung,peppol,facturx"
    ready.run(f"billing export --out {out} --format {every}")
    ends = ("md", "csv", "json", "html", "pdf", "ubl.xml", "cii.xml", "xrechnung.xml")
    ends = (*ends, "peppol.xml", "facturx.pdf")
    assert {path.name for path in out.iterdir()} == {f"2026-0001_Acme.{end}" for end in ends}
    assert ready.run("db check").out.startswith("OK: ")


def test_what_lacks_something_is_not_issued(ready: Cli) -> None:
    ready.run("customer edit Acme --buyer-reference ''")
    refused = ready.at("2026-11-30 18:00").run("billing issue case-1 --format xrechnung", code=1)
    assert re.search(r"as xrechnung: it lacks .*buyer reference.* \(BT-10\)", refused.err)
    assert "hint: timelog billing check case-1 --format xrechnung" in refused.err
    assert ready.rows("SELECT count(*) FROM invoice") == [(0,)]
    assert ready.rows("SELECT count(*) FROM counter") == [(0,)]
    assert issue(ready)["number"] == "2026-0001"


def test_of_all_only_the_customer_that_lacks_something_is_left_out(ready: Cli) -> None:
    ready.run("customer edit Acme --formats pdf,xrechnung --buyer-reference ''")
    ready.run("customer add Bell")
    record(ready, customer="Bell", title="Other")
    log(ready, "case-2", "2026-11-05 9:00-10:00")
    ready.run("record resolve case-2")
    out = ready.folder / "out"
    done = ready.at("2026-11-30 18:00").run(f"billing issue --all --out {out}", code=5)
    assert "error: cannot issue 1 of 2 invoices: Acme: cannot write" in done.err
    assert [path.name for path in out.iterdir()] == ["2026-0001_Bell.md"]
    ready.run(CUSTOMER)
    pytest.importorskip("typst")
    ready.at("2026-11-30 18:00").run(f"billing issue --all --out {out}")
    assert {path.name for path in out.iterdir()} == {
        *("2026-0001_Bell.md", "2026-0002_Acme.pdf", "2026-0002_Acme.xrechnung.xml"),
    }


def test_a_later_format_that_lacks_something_is_refused_and_others_are_written(ready: Cli) -> None:
    issue(ready)
    ready.run("customer add Bell")
    record(ready, customer="Bell", title="Other")
    log(ready, "case-2", "2026-11-05 9:00-10:00")
    ready.run("record resolve case-2")
    issue(ready, "case-2")
    ready.at("2026-12-01 09:00").refused(
        "billing show 2026-0002 --format ubl",
        message="cannot write 2026-0002 as ubl: it lacks the buyer's country (BT-55),"
        " the tax rate of line 1 (BT-152)",
        hint="timelog billing check 2026-0002 --format ubl",
    )
    out = ready.folder / "out"
    done = ready.run(f"billing export --out {out} --format ubl", code=5)
    assert "error: cannot write all documents: 2026-0002: cannot write 2026-0002 as ubl" in done.err
    assert [path.name for path in out.iterdir()] == ["2026-0001_Acme.ubl.xml"]


def test_a_quote_has_no_structured_format_and_its_customer_gets_the_pdf(ready: Cli) -> None:
    pytest.importorskip("typst")
    ready.run("customer edit Acme --formats facturx,xrechnung")
    record(ready, "--estimate 3h", title="Next")
    for format in ("xrechnung", "facturx"):
        ready.at("2026-11-30 18:00").refused(
            f"billing quote case-2 --format {format}",
            code=2,
            message=f"quotes cannot be written as {format}",
            hint="use --format pdf",
        )
    out = ready.folder / "out"
    ready.run(f"billing quote case-2 --out {out}")
    assert [path.name for path in out.iterdir()] == ["Q2026-0001_Acme.pdf"]


def test_the_formats_of_a_customer_are_shown_and_taken_away(ready: Cli) -> None:
    changed = ready.run("customer edit Acme --formats XRechnung,pdf,pdf --json").json
    assert changed["formats"] == ["xrechnung", "pdf"]
    assert re.search(r"formats +xrechnung,pdf", ready.run("customer show Acme").out)
    ready.at("2026-11-02 09:00").refused(
        "customer edit Acme --formats docx",
        code=2,
        message="'docx' is not a document format",
    )
    assert ready.run("customer edit Acme --formats '' --json").json["formats"] == []


class TestFacturX:
    @pytest.fixture(autouse=True)
    def libraries(self) -> None:
        pytest.importorskip("typst")
        pytest.importorskip("pikepdf")

    def made(self, cli: Cli) -> bytes:
        issue(cli)
        return cli.run("billing show 2026-0001 --format facturx").raw

    def test_has_the_invoice_inside(self, ready: Cli) -> None:
        import pikepdf

        content = self.made(ready)
        with pikepdf.open(io.BytesIO(content)) as document:
            (spec,) = document.Root.AF
            assert (spec.AFRelationship, str(spec.UF)) == ("/Alternative", "factur-x.xml")
            inside = spec.EF.F.read_bytes()
            assert spec.EF.F.Subtype == "/text/xml"
        root = ElementTree.fromstring(inside)
        assert root.tag.endswith("}CrossIndustryInvoice")
        assert b"urn:cen.eu:en16931:2017</" in inside
        assert "Rechnung" not in text_of(content, ready.folder)
        assert "Invoice" in text_of(content, ready.folder)

    def test_says_so_in_metadata_that_stay_those_of_an_archive(self, ready: Cli) -> None:
        import pikepdf

        with pikepdf.open(io.BytesIO(self.made(ready))) as document:
            xmp = document.Root.Metadata.read_bytes()
            assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
            assert document.Root.MarkInfo.Marked
        root = ElementTree.fromstring(xmp)
        fx = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
        said = {one.tag.removeprefix(fx): one.text for one in root.iter() if fx in one.tag}
        assert said == {
            "DocumentFileName": "factur-x.xml",
            "DocumentType": "INVOICE",
            "Version": "1.0",
            "ConformanceLevel": "EN 16931",
        }
        (schemas,) = root.iter("{http://www.aiim.org/pdfa/ns/extension/}schemas")
        prefixes = [one.text for one in schemas.iter("{http://www.aiim.org/pdfa/ns/schema#}prefix")]
        assert sorted(str(one) for one in prefixes) == ["fx", "pdf", "xmpMM"]
        part = root.find(".//{http://www.aiim.org/pdfa/ns/id/}part")
        assert part is not None
        assert part.text == "3"

    def test_is_the_same_each_time(self, ready: Cli) -> None:
        words = "billing preview case-1 --format facturx"
        first = ready.run(words).raw
        assert first.startswith(b"%PDF")
        assert ready.run(words).raw == first

    def test_names_the_package_that_is_missing(
        self, ready: Cli, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pikepdf", None)
        ready.at("2026-11-30 18:00").refused(
            "billing issue case-1 --format facturx",
            message="cannot write facturx: the Python package pikepdf is not installed",
            hint=f"to install what is needed: {sys.executable} -m pip install typst pikepdf segno",
        )

    def test_is_not_printed_on_a_terminal(self, ready: Cli) -> None:
        ready.at("2026-11-30 18:00").refused(
            "billing issue case-1 --format facturx",
            code=2,
            message="facturx cannot be printed on a terminal",
            terminal=90,
        )


def test_the_validator_of_factur_x_takes_it(ready: Cli, tmp_path: Path) -> None:
    facturx = pytest.importorskip("facturx")
    pytest.importorskip("pikepdf")
    issue(ready)
    content = ready.run("billing show 2026-0001 --format facturx").raw
    name, xml = facturx.get_xml_from_pdf(content, check_xsd=True)
    assert name == "factur-x.xml"
    assert facturx.get_level(xml_root(xml)) == "en16931"


def xml_root(content: bytes) -> object:
    from lxml import etree

    return etree.fromstring(content)


def test_a_timesheet_is_beside_what_people_read(ready: Cli) -> None:
    pytest.importorskip("typst")
    out = ready.folder / "out"
    line = f"billing issue case-1 --with-timesheet --out {out} --format facturx,pdf,ubl,html"
    ready.at("2026-11-30 18:00").run(line)
    assert {path.name for path in out.iterdir()} == {
        *("2026-0001_Acme.facturx.pdf", "2026-0001_Acme.pdf", "2026-0001_Acme.ubl.xml"),
        *("2026-0001_Acme.html", "2026-0001_Acme_timesheet.pdf", "2026-0001_Acme_timesheet.html"),
    }
