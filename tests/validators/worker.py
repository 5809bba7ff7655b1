"""Runs official rules on documents, in a process of its own: one request and one answer a line.

A request names a schema, stylesheets and a document; the answer has what they find in it. Compiled
stylesheets are kept. Saxon brings a runtime with threads and signal handlers of its own, which the
tests' process is spared.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache

from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

# A place names each element with its namespace.
NAMESPACE = re.compile(r"Q\{[^}]*\}|\*:|\[namespace-uri\(\)=[^]]*\]")
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SAXON = PySaxonProcessor(license=False)
# The lists of Factur-X are read with its stylesheet, and not again for each document.
SAXON.set_configuration_property("http://saxon.sf.net/feature/preEvaluateDocFunction", "true")
XSLT = SAXON.new_xslt30_processor()


@cache
def stylesheet(path: str) -> PyXsltExecutable:
    return XSLT.compile_stylesheet(stylesheet_file=path)


@cache
def schema(path: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=path)


def by_schema(path: str, xml: bytes) -> list[dict[str, str]]:
    """What is not as the schema says; the line is the place."""
    checker = schema(path)
    checker.validate(etree.fromstring(xml))
    return [
        {"rule": "XSD", "severity": "fatal", "text": one.message, "location": f"line {one.line}"}
        for one in checker.error_log
    ]


def by_rules(path: str, xml: bytes) -> list[dict[str, str]]:
    """What the stylesheet's report says."""
    document = SAXON.parse_xml(xml_text=xml.decode("utf-8"))
    report = stylesheet(path).transform_to_string(xdm_node=document)
    root = etree.fromstring(report.encode("utf-8"))
    if root.find(f"{SVRL}fired-rule") is None:
        raise ValueError(f"{path} has no rule for such a document")
    return [found(one) for one in root.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")]


def found(one: etree._Element) -> dict[str, str]:
    text = " ".join("".join(one.itertext()).split())
    return {
        "rule": one.get("id", ""),
        "severity": one.get("flag", "fatal"),
        "text": text,
        "location": NAMESPACE.sub("", one.get("location", "")),
    }


def answer(request: dict[str, object]) -> list[dict[str, str]]:
    xml = str(request["xml"]).encode("utf-8")
    wrong = by_schema(str(request["schema"]), xml)
    # Rules count on the order that the schema asks for.
    return wrong or [one for path in request["rules"] for one in by_rules(path, xml)]


if __name__ == "__main__":
    for line in sys.stdin:
        try:
            made: object = answer(json.loads(line))
        except Exception as error:
            made = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(made), flush=True)
