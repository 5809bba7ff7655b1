"""Documents of every kind keep the official rules, and say the same in XML as in JSON."""

from __future__ import annotations

import json

import pytest

from tests.harness import Cli
from tests.validators.corpus import CASES, Case, billed
from tests.validators.documents import changed
from tests.validators.figures import CII, UBL, differences
from tests.validators.rules import findings
from timelog_cli.domain.documents.values import from_values
from timelog_cli.render.documents.xml import content

# What is paid in advance has no day of delivery, and CII wants the element that would have it.
ALLOWED = {"BR-DE-TMP-32", "PEPPOL-EN16931-R008"}


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_document_keeps_the_rules_of_each_format(cli: Cli, one: Case) -> None:
    number = billed(cli, one)
    said = cli.run(f"billing show {number} --json").json
    document = from_values(json.loads(snapshot(cli, number)))
    found = []
    for name in one.formats:
        cli.run(f"billing check {number} --format {name}")
        xml = content(document, name)
        found += [f"{name}: {wrong}" for wrong in differences(said, xml)]
        allowed = set() if one.lines else ALLOWED
        wrong = [one for one in findings(xml, name) if one.rule not in allowed]
        found += [f"{name}: {one}" for one in wrong]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("format_name", "paths"), [("ubl", UBL), ("cii", CII)])
def test_a_figure_that_differs_is_found(cli: Cli, format_name: str, paths: dict[str, str]) -> None:
    one = next(one for one in CASES if one.name == "everything at once")
    number = billed(cli, one)
    said = cli.run(f"billing show {number} --json").json
    xml = content(from_values(json.loads(snapshot(cli, number))), format_name)
    lines = paths["line"].partition(" | ")[0]
    above = {"line": f"{lines}/", "base": f"{paths['tax']}/", "tax amount": f"{paths['tax']}/"}
    for name in paths.keys() - {"line", "position", "tax", "rate"}:
        place = above.get(name) or above.get(name.partition(" ")[0], "")
        wrong = changed(xml, f"/*/{place}{paths[name]}", "3.21")
        assert differences(said, wrong), name


def snapshot(cli: Cli, number: str) -> str:
    ((text,),) = cli.rows("SELECT snapshot FROM invoice WHERE number = ?", number)
    return str(text)


def test_the_corpus_is_large_and_each_case_has_a_name() -> None:
    assert len({one.name for one in CASES}) == len(CASES) >= 60
