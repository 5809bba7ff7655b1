"""What the tests of quotes begin with, made by commands."""

from __future__ import annotations

from typing import Any

from tests.harness import Cli

DAY = "2026-11-02"


def priced(cli: Cli, *, price: str = "80 EUR", more: str = "") -> None:
    """A customer and a service."""
    amount, currency = price.split()
    cli.run("customer add Acme")
    cli.run(f"service add Consulting --price {amount} --currency {currency} {more}")


def estimated(cli: Cli, estimate: str = "10h", more: str = "", *, title: str = "Audit") -> str:
    """A billable case with an estimate; its reference."""
    line = f"record add '{title}' --type case --customer Acme --service Consulting --billable"
    return str(cli.run(f"{line} --estimate {estimate} {more} --json").json["ref"])


def quote(cli: Cli, words: str = "case-1", day: str = DAY) -> Any:
    """The only quote that ``billing quote`` makes, as JSON."""
    (made,) = cli.at(f"{day} 10:00").run(f"billing quote {words} --json").json
    return made


def accept(cli: Cli, number: str = "Q2026-0001", day: str = "2026-11-03") -> Any:
    return cli.at(f"{day} 10:00").run(f"billing accept {number} --json").json


def worked(cli: Cli, *spans: str, ref: str = "case-1") -> None:
    """Billable logs such as ``2026-11-03 9:00-17:00``; the record is resolved then."""
    at = cli.at("2026-11-30 18:00")
    for span in spans:
        at.run(f"log add {ref} '{span}' --billable")
    at.run(f"record resolve {ref}")


def billed(cli: Cli, words: str = "case-1", day: str = "2026-11-30") -> Any:
    """The only invoice that ``billing issue`` makes, as JSON."""
    (made,) = cli.at(f"{day} 18:00").run(f"billing issue {words} --json").json
    return made
