"""Documents for every way in which timelog bills, each in a line or two.

A line is time, or ``item`` and a quantity, at a price; after ``/`` is the unit of the price, after
``tax`` the rate; ``times`` makes many logs of it. What follows are options of ``record add`` or
``billing item add``.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.harness import Cli

EVERY = ("ubl", "cii", "xrechnung", "peppol", "facturx")
NORM = ("ubl", "cii", "facturx")
SELLER = {
    "seller.name": "Studio Ada",
    "seller.street": "Hafenstraße 1",
    "seller.postcode": "20457",
    "seller.city": "Hamburg",
    "seller.country": "DE",
    "seller.contact": "Ada Lovelace",
    "seller.phone": "+49 40 123456",
    "seller.email": "ada@studio.example",
    "seller.vat_id": "DE136695976",
    "seller.tax_number": "22/815/08156",
    "seller.electronic_address": "DE136695976",
    "seller.electronic_scheme": "9930",
    "seller.iban": "DE89370400440532013000",
}
AT_HOME = (
    "--street 'Marktplatz 2' --postcode 28195 --city Bremen --country DE"
    " --electronic-address DE129273398 --electronic-scheme 9930 --vat-id DE129273398"
    " --buyer-reference 04011000-12345-03"
)
IN_AUSTRIA = (
    "--street 'Ring 3' --postcode 1010 --city Wien --country AT --vat-id ATU13585627"
    " --electronic-address ATU13585627 --electronic-scheme 9914 --buyer-reference AT-7"
)
IN_SWITZERLAND = (
    "--street 'Bahnhofstrasse 4' --postcode 8001 --city Zürich --country CH"
    " --electronic-address CHE109322551 --electronic-scheme 0183 --buyer-reference CH-8"
)
LINE = re.compile(
    r"(?:(?P<times>\d+) times )?(?:(?P<item>item) )?(?P<quantity>[\d.:]+\w*)(?: (?P<word>[a-z]+))?"
    r" at (?P<price>[\d.]+)(?:/(?P<per>\w+))?(?: tax (?P<rate>[\d.]+))?(?P<more>.*)"
)


@dataclass(frozen=True)
class Case:
    """A document, and the formats that it is meant for.

    ``advance`` are commands that have something paid in advance.
    ``credits`` are the options of ``billing credit``, one after the other: the last credit note is
    the document then.
    """

    name: str
    lines: tuple[str, ...]
    issue: str = ""
    customer: str = AT_HOME
    called: str = "Acme"
    currency: str = "EUR"
    advance: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = EVERY


def case(name: str, *lines: str, **more: object) -> Case:
    return Case(name, lines, **more)  # type: ignore[arg-type]


HOUR = "1h at 100 tax 19"
GROSS = "--prices-include-tax"
TWO_RATES = ("2h at 95 tax 19", "item 3 at 33.33 tax 7")
THREE = "1h at 3.33 tax 19", "1h at 3.33 tax 7", "1h at 3.34 tax 5"
THREE_GROSS = tuple(f"1h at 33.33 tax 22 {GROSS}" for _ in range(3))
TWO_GROSS = (f"2h at 113.05 tax 19 {GROSS}", f"50m at 64.2 tax 7 {GROSS}")
FREE = "1h at 100 tax 0 --tax-category zero-rated"
EXEMPT = "1h at 100 tax 0 --tax-category exempt"
CHARGE = {"billing.surcharge": "4% INPS"}
TAXED_AT_SOURCE = {"billing.withholding": "20% Ritenuta d'acconto"}
RETAINER = "billing retainer add Acme"
IN_ADVANCE = f"{RETAINER} 150.00 --currency EUR --tax-rate 19"
GROSS_SERVICE = f"service add Paid --price 113.05 --currency EUR --tax-rate 19 {GROSS}"
GROSS_IN_ADVANCE = (GROSS_SERVICE, f"{RETAINER} 1h --service Paid")
CASES = (
    # Prices, units and quantities
    case("one rate", HOUR),
    case("two rates", *TWO_RATES),
    case("three rates", *THREE),
    case("a rate with decimals", "1h at 99.99 tax 8.1"),
    case("minutes that are no decimal number of hours", "50m at 120 tax 19", "20m at 100 tax 19"),
    case("seconds", "7m13s at 85 tax 19"),
    case("a price with more digits", "3h at 66.6667 tax 19"),
    case("days", "20h at 900/day tax 19"),
    case("quarters of an hour", "1h15m at 25/15m tax 19", "50m at 25/15m tax 19"),
    case("half hours and two hours", "45m at 40/30m tax 19", "3h at 150/2h tax 19"),
    case("a flat price", "3h at 1500/flat tax 19", "2h at 80 tax 7"),
    case("kilometres", "item 180 km at 0.42 tax 19", HOUR),
    case("nights, pieces and words", "item 3 nights at 89.9 tax 7", "item 2 boxes at 10 tax 19"),
    case("a part of an item", "item 0.333 kg at 7.77 tax 7"),
    case("nothing but an item", "item 1 at 49.99 tax 19"),
    case("an item with a code for its unit", "item 3 sheets at 2.5 tax 19 --unit-code XST"),
    case("free of charge beside others", "1h at 0 tax 19", HOUR),
    # Discounts, surcharges, withholding, payment beforehand
    case("a discount in percent", "2h at 100 tax 19", issue="--discount 10%"),
    case("a discount in percent on two rates", *TWO_RATES, issue="--discount 7.5%"),
    case("an amount of discount", HOUR, issue="--discount 12.34"),
    case("an amount of discount on three rates", *THREE, issue="--discount 1.00"),
    case("a discount on a line", "2h at 100 tax 19 --discount 5%", HOUR),
    case("a discount on an item", "item 3 km at 3.33 tax 19 --discount 12.5%"),
    case("all of a line off", "1h at 100 tax 19 --discount 100%", HOUR),
    case("discounts on lines and on the whole", f"{HOUR} --discount 3%", issue="--discount 2%"),
    case("a surcharge", HOUR, settings=CHARGE),
    case("a surcharge on two rates", *TWO_RATES, settings=CHARGE),
    case("a surcharge on what a discount leaves", *THREE, issue="--discount 10%", settings=CHARGE),
    case("withholding", HOUR, settings=TAXED_AT_SOURCE),
    case("withholding beside a surcharge", HOUR, settings={**CHARGE, **TAXED_AT_SOURCE}),
    case("a part paid beforehand", HOUR, issue="--prepaid 50"),
    case("all paid beforehand", HOUR, issue="--prepaid 119"),
    case(
        *("everything at once", *TWO_RATES, "1h at 77 tax 19 --discount 5%"),
        issue="--discount 25 --prepaid 20",
        settings={**CHARGE, **TAXED_AT_SOURCE},
    ),
    # Prices that include tax
    case("tax in the price", f"1h at 119 tax 19 {GROSS}"),
    case("tax in the prices of two rates", *TWO_GROSS),
    case("tax in three times a third", *THREE_GROSS),
    case("tax in a flat price and in an item", f"3h at 999.99/flat tax 19 {GROSS}"),
    case("tax in quarters of an hour", f"50m at 20.01/15m tax 19 {GROSS}"),
    case("tax in discounted lines", f"1h at 59.99 tax 19 {GROSS} --discount 15%", *TWO_GROSS),
    case("tax in prices, a discount in percent", *TWO_GROSS, issue="--discount 10%"),
    case("tax in prices, an amount of discount", *THREE_GROSS, issue="--discount 9.99"),
    case("tax in prices and a surcharge", *TWO_GROSS, settings=CHARGE),
    case(
        *("tax in prices, everything at once", *TWO_GROSS, *THREE_GROSS),
        issue="--discount 3% --prepaid 10",
        settings={**CHARGE, **TAXED_AT_SOURCE},
    ),
    # In advance
    case("a retainer", advance=(f"{RETAINER} 10h --rate 100 --currency EUR --tax-rate 19",)),
    case("a retainer of money", advance=(IN_ADVANCE,)),
    case("more than was paid in advance", "3h at 100 tax 19", HOUR, advance=(IN_ADVANCE,)),
    case("all of it paid in advance", HOUR, advance=(IN_ADVANCE,)),
    case("two rates, one paid in advance", *TWO_RATES, advance=(IN_ADVANCE,)),
    case(
        *("paid in advance, everything at once", *TWO_RATES, HOUR),
        advance=(IN_ADVANCE,),
        issue="--discount 10% --prepaid 10",
        settings={**CHARGE, **TAXED_AT_SOURCE},
    ),
    case("a retainer with tax in the price", advance=GROSS_IN_ADVANCE),
    case("tax in prices and in a retainer", *TWO_GROSS, advance=GROSS_IN_ADVANCE),
    case(
        *("tax in prices and in a retainer, everything at once", *TWO_GROSS, *THREE_GROSS),
        advance=GROSS_IN_ADVANCE,
        issue="--discount 10% --prepaid 10",
        settings=CHARGE,
    ),
    case("credit of a retainer with tax", *TWO_GROSS, advance=GROSS_IN_ADVANCE, credits=("",)),
    case("credit of a retainer", advance=(IN_ADVANCE,), credits=("",)),
    case("credit of what was paid in advance", *TWO_RATES, advance=(IN_ADVANCE,), credits=("",)),
    # What tax is due
    case("zero-rated", FREE),
    case("zero-rated, exempt and taxed", FREE, EXEMPT, HOUR, issue="--discount 10%"),
    case("an exempt item", "item 2 at 9.5 --tax-rate 0 --tax-category exempt", HOUR),
    case("reverse charge", HOUR, customer=f"{IN_AUSTRIA} --tax-treatment reverse-charge"),
    case(
        *("reverse charge with a discount and a surcharge", *TWO_RATES),
        customer=f"{IN_AUSTRIA} --tax-treatment reverse-charge",
        issue="--discount 5%",
        settings=CHARGE,
    ),
    case("exempt", HOUR, customer=f"{AT_HOME} --tax-treatment exempt"),
    case(
        *("exempt, for a reason", HOUR),
        customer=f"{AT_HOME} --tax-treatment exempt --tax-note '§ 4 Nr. 21 UStG'"
        " --exemption-code VATEX-EU-132-1I",
    ),
    case("intra-community", HOUR, customer=f"{IN_AUSTRIA} --tax-treatment intra-community"),
    case("export", HOUR, customer=f"{IN_SWITZERLAND} --tax-treatment export"),
    case("out of scope", HOUR, customer=f"{IN_SWITZERLAND} --tax-treatment out-of-scope"),
    case(
        *("out of scope with a discount", *TWO_RATES),
        customer=f"{IN_SWITZERLAND} --tax-treatment out-of-scope",
        issue="--discount 10",
    ),
    case(
        *("a seller with a tax number only", EXEMPT),
        settings={"seller.vat_id": ""},
    ),
    # Currencies
    case("yen", "1h20m at 5000 tax 10", currency="JPY", issue="--discount 10%"),
    case("yen with tax in the price", f"1h at 4999 tax 10 {GROSS}", currency="JPY"),
    case("dinars", "2h at 10.5 tax 10", currency="KWD"),
    case("dollars", *TWO_RATES, currency="USD"),
    case("francs", HOUR, currency="CHF", customer=IN_SWITZERLAND),
    # Credit notes
    case("credit of all", *TWO_RATES, credits=("",)),
    case("credit of a discount and a surcharge", *THREE, issue="--discount 1.00", settings=CHARGE),
    case("credit of the second line", *TWO_RATES, credits=("--line 2",)),
    case("credit of one line after the other", *THREE, credits=("--line 1", "--line 3")),
    case("credit of what was left", *THREE, issue="--discount 10%", credits=("--line 2", "")),
    case("credit with tax in the prices", *THREE_GROSS, credits=("--line 1", "--line 2", "")),
    case("credit of what was paid beforehand", HOUR, issue="--prepaid 50", credits=("",)),
    case("credit of withholding", HOUR, settings=TAXED_AT_SOURCE, credits=("",)),
    case(
        *("credit of reverse charge", HOUR),
        customer=f"{IN_AUSTRIA} --tax-treatment reverse-charge",
        credits=("",),
    ),
    # Sizes, words, parties and terms
    case(
        *("two hundred lines", "110 times 7m at 53.17 tax 19", "90 times 4m at 99.99 tax 7"),
        issue="--group-by log --discount 3%",
    ),
    case("Greek", HOUR, called="Αθήνα Ο.Ε.", issue="--locale el_GR"),
    # Without PDF, for which not every computer has the font.
    case(
        *("Chinese", HOUR),
        called="北京有限公司",
        issue="--locale zh_CN",
        formats=("ubl", "cii", "xrechnung", "peppol"),
    ),
    case("Arabic", HOUR, called="شركة القاهرة", issue="--locale ar_EG"),
    case("what markup is made of", HOUR, called='Bell & <Söhne> "GmbH" ]]>'),
    case(
        *("an order, a note and a day", HOUR),
        issue="--order-reference PO-4711 --due 2026-12-05 --note 'Thanks & #1\n\nBye.'",
    ),
    case(
        *("an order in place of the buyer's reference", HOUR),
        customer=IN_AUSTRIA.partition(" --buyer-reference")[0],
        issue="--order-reference PO-4711",
        formats=("ubl", "cii", "peppol", "facturx"),
    ),
    case(
        "a free address",
        HOUR,
        customer="--address 'Weg 1\n28195 Bremen' --country DE",
        formats=NORM,
    ),
    case("an Italian invoice", *TWO_RATES, issue="--locale it_IT --with-notes"),
    case("a line for each log", "2h at 80 tax 19", HOUR, issue="--group-by log --with-notes"),
    case("payment within a week", HOUR, customer=f"{AT_HOME} --terms 7d"),
)


def billed(cli: Cli, one: Case) -> str:
    """The document, made by commands; its number."""
    known = {key: text for key, text in (SELLER | one.settings).items() if text}
    words = [f"{key} = {json.dumps(text)}" for key, text in known.items()]
    cli.config.write_text("\n".join(words), "utf-8")
    cli.run(["customer", "add", one.called, *shlex.split(one.customer)])
    number = ""
    for advance in one.advance:
        said = cli.at("2026-11-01 09:00").run(f"{advance} --json").json
        number = str(said.get("number", ""))
    if one.lines:
        number = _issued(cli, one)
    for options in one.credits:
        credited = cli.at("2026-12-02 10:00").run(f"billing credit {number} {options} --json").json
    return str(credited["number"]) if one.credits else number


def _issued(cli: Cli, one: Case) -> str:
    refs = " ".join([_line(cli, one, at, text) for at, text in enumerate(one.lines)])
    late = cli.at("2026-11-30 18:00")
    late.run(f"record resolve {refs}")
    (issued,) = late.run(f"billing issue {refs} {one.issue} --json").json
    return str(issued["number"])


def _line(cli: Cli, one: Case, at: int, text: str) -> str:
    """A record with what the line says; its reference."""
    found = LINE.fullmatch(text)
    assert found, text
    if not at:
        cli.run(f"service add Work --price 1 --currency {one.currency}")
    unit = f"--per {found['per']}" if found["per"] else ""
    rate = f"--tax-rate {found['rate']}" if found["rate"] else ""
    how = f"--type case --service Work --billable --rate {found['price']} {unit} {rate}"
    more = "" if found["item"] else found["more"]
    words = ["record", "add", f"Part {at + 1}", "--customer", one.called, "--json"]
    ref = str(cli.run([*words, *shlex.split(f"{how} {more}")]).json["ref"])
    day = f"2026-11-{at + 2:02}"
    if found["item"]:
        word = f"--unit {found['word']}" if found["word"] else ""
        what = f"{ref} 'Thing {at + 1}' {found['price']} --quantity {found['quantity']} {word}"
        cli.run(f"billing item add {what} --date {day} {found['more']}")
    elif found["times"]:
        logs = _logs(ref, day, int(found["times"]), found["quantity"])
        cli.at("2026-11-30 12:00").run("log add --from - --input-format jsonl", stdin=logs)
    else:
        when = f"{day} 1:00 for {found['quantity']}"
        cli.at("2026-11-30 12:00").run(f"log add {ref} '{when}' --billable --note 'Done & checked'")
    return ref


def _logs(ref: str, day: str, times: int, length: str) -> bytes:
    """Logs one after the other, of so many minutes each, as JSON Lines."""
    minutes = int(length.removesuffix("m"))
    first = datetime.fromisoformat(f"{day}T00:30+01:00")
    rows = []
    for at in range(times):
        start = first + timedelta(minutes=minutes * at)
        end = start + timedelta(minutes=minutes)
        row = {"record": ref, "start": start.isoformat(), "end": end.isoformat(), "billable": True}
        rows.append(json.dumps(row))
    return "\n".join(rows).encode()
