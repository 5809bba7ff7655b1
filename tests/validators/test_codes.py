"""The code lists of timelog are those of the official rules."""

from __future__ import annotations

import re

import pytest

from tests.validators.rules import KOSIT
from timelog_cli.domain.documents.einvoices import completeness, unit_codes
from timelog_cli.domain.money import currencies
from timelog_cli.domain.parties import codes

# Reasons for other tax categories than exempt; timelog gives those of the Union by itself.
OF_OTHERS = {"VATEX-EU-AE", "VATEX-EU-G", "VATEX-EU-IC", "VATEX-EU-O", "VATEX-FR-AE"}
# Kosovo, Northern Ireland and the Netherlands Antilles are no countries of ISO 3166-1.
NO_COUNTRIES = {"1A", "XI", "AN"}
# The rules of CII do not know South Sudan.
FORGOTTEN = {"UBL": set(), "CII": {"SS"}}


def listed(rule: str, syntax: str) -> set[str]:
    """The codes that a rule takes, as its stylesheet lists them in a string."""
    text = (KOSIT / f"EN16931-{syntax}-validation.xsl").read_text("utf-8")
    ((test, _),) = re.findall(
        rf'<xsl:if test="([^"]*)">\s*<svrl:failed-assert[^>]*id="({rule})"', text
    )
    return set(max(re.findall(r"'([^']*)'", test), key=len).split())


@pytest.mark.parametrize("syntax", ["UBL", "CII"])
def test_the_lists_have_the_codes_that_the_rules_take(syntax: str) -> None:
    countries = set(codes.countries()) - FORGOTTEN[syntax]
    assert countries == listed("BR-CL-14", syntax) - NO_COUNTRIES
    assert set(codes.electronic_schemes()) == listed("BR-CL-25", syntax)
    assert set(codes.legal_schemes()) == listed("BR-CL-11", syntax)
    assert set(codes.exemption_codes()) == listed("BR-CL-22", syntax) - OF_OTHERS
    assert set(currencies._CODES.split()) - set(completeness._UNLISTED) <= listed(
        "BR-CL-04", syntax
    )
    assert not listed("BR-CL-04", syntax).intersection(completeness._UNLISTED)
    assert set(unit_codes._UNITS.split()) == listed("BR-CL-23", syntax)
