"""What timelog finds missing is what the official rules do not let pass, field by field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.harness import Cli
from tests.validators.corpus import CASES, billed
from tests.validators.rules import PROFILES, findings
from tests.validators.test_corpus import snapshot
from timelog_cli.domain.documents.einvoices.completeness import missing
from timelog_cli.domain.documents.values import from_values
from timelog_cli.render.documents.xml import content

FIELDS = (
    *(("name",), ("street",), ("postcode",), ("city",), ("country",), ("contact",), ("phone",)),
    *(("email",), ("vat_id",), ("tax_number",), ("vat_id", "tax_number"), ("iban",)),
    ("electronic_address", "electronic_scheme"),
)


def without(values: dict[str, Any], party: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {**values, party: {**values[party], **dict.fromkeys(names, "")}}


@pytest.mark.parametrize("name", ["one rate", "reverse charge", "out of scope", "credit of all"])
def test_each_field_is_missed_where_the_rules_miss_it(cli: Cli, name: str) -> None:
    values = json.loads(snapshot(cli, billed(cli, next(one for one in CASES if one.name == name))))
    broken = {"no buyer reference": {**values, "buyer_reference": None}}
    for party in ("seller", "buyer"):
        for names in FIELDS:
            if any(values[party][one] for one in names):
                broken[f"no {party} {' '.join(names)}"] = without(values, party, names)
    wrong = []
    for what, made in broken.items():
        document = from_values(made)
        assert missing(document, "facturx") == missing(document, "cii")
        for profile in PROFILES[:-1]:
            lacking = missing(document, profile)
            found = findings(content(document, profile), profile)
            if bool(lacking) != bool(found):
                wrong.append(f"{profile}, {what}: {lacking}, {[*map(str, found)]}")
    assert not wrong, "\n".join(wrong)
