"""Structured invoices by the European norm EN 16931, which software reads instead of people.

``semantics`` has the terms of the norm (BT and BG are their numbers in it), ``building`` makes
them of a document, ``taxes`` its amounts without tax by tax category, and ``completeness`` says
what a document lacks for a profile.
"""

from __future__ import annotations

from timelog_cli.frozen import Frozen

_EN16931 = "urn:cen.eu:en16931:2017"
_BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UBL, CII = "ubl", "cii"


class Profile(Frozen):
    """A way to use the norm, under the name that ``--format`` takes.

    ``syntax`` is ``UBL`` or ``CII``; ``specification`` is BT-24, ``process`` BT-23 or empty.
    """

    name: str
    title: str
    syntax: str
    specification: str = _EN16931
    process: str = ""


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("ubl", "UBL (EN 16931)", UBL),
        Profile("cii", "CII (EN 16931)", CII),
        Profile(
            *("xrechnung", "XRechnung", UBL),
            f"{_EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
            _BILLING,
        ),
        Profile(
            *("peppol", "Peppol BIS Billing", UBL),
            f"{_EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            _BILLING,
        ),
        Profile("facturx", "Factur-X (EN 16931)", CII),
    )
}
