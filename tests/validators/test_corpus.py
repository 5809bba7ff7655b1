"""Documents of every kind keep the official rules, and say the same in XML as in JSON and PDF."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_invoice_pdf import text_of
from tests.harness import Cli
from tests.validators.corpus import CASES, Case, billed
from tests.validators.documents import changed
from tests.validators.figures import CII, UBL, differences
from tests.validators.printed import inside, unprinted
from tests.validators.rules import findings

# What is paid in advance has no day of delivery.
ALLOWED = {"BR-DE-TMP-32"}
ENDINGS = {"facturx": "facturx.pdf"} | {
    name: f"{name}.xml" for name in ("ubl", "cii", "xrechnung", "peppol")
}


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_document_keeps_the_rules_of_each_format(cli: Cli, one: Case, tmp_path: Path) -> None:
    files = exported(cli, one, tmp_path)
    said = json.loads(files.pop("json"))
    found = []
    for name, content in files.items():
        xml = content
        if name == "facturx":
            pages = text_of(content, tmp_path) if shutil.which("pdftotext") else None
            found += [f"not printed: {amount}" for amount in unprinted(said, pages)]
            xml = inside(content)
        found += [f"{name}: {wrong}" for wrong in differences(said, xml)]
        rules = [rule for rule in findings(xml, name) if one.lines or rule.rule not in ALLOWED]
        found += [f"{name}: {rule}" for rule in rules]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("format_name", "paths"), [("ubl", UBL), ("cii", CII)])
def test_a_figure_that_differs_is_found(cli: Cli, format_name: str, paths: dict[str, str]) -> None:
    number = billed(cli, next(one for one in CASES if one.name == "everything at once"))
    said = cli.run(f"billing show {number} --json").json
    xml = cli.run(f"billing show {number} --format {format_name}").raw
    lines = paths["line"].partition(" | ")[0]
    above = {"line": f"{lines}/", "base": f"{paths['tax']}/", "tax amount": f"{paths['tax']}/"}
    for name in paths.keys() - {"line", "position", "tax", "rate"}:
        place = above.get(name) or above.get(name.partition(" ")[0], "")
        wrong = changed(xml, f"/*/{place}{paths[name]}", "3.21")
        assert differences(said, wrong), name


def exported(cli: Cli, one: Case, folder: Path) -> dict[str, bytes]:
    """The document in its formats, and as JSON."""
    names = ("json", *one.formats)
    number = billed(cli, one)
    cli.run(f"billing export {number} --out {folder / 'made'} --format {','.join(names)}")
    files = {}
    for name in names:
        (path,) = (folder / "made").glob(f"*.{ENDINGS.get(name, name)}")
        files[name] = path.read_bytes()
    return files


def snapshot(cli: Cli, number: str) -> str:
    ((text,),) = cli.rows("SELECT snapshot FROM invoice WHERE number = ?", number)
    return str(text)


def test_the_corpus_is_large_and_each_case_has_a_name() -> None:
    assert len({one.name for one in CASES}) == len(CASES) >= 60
