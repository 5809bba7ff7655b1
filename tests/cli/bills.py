"""What the billing tests begin with, made by commands."""

from __future__ import annotations

import json
from typing import Any

from tests.harness import Cli, once


def service(cli: Cli, more: str = "", *, name: str = "Consulting", price: str = "60 USD") -> None:
    """A service, priced per hour unless ``more`` says otherwise."""
    amount, currency = price.split()
    cli.run(f"service add {name} --price {amount} --currency {currency} {more}")


def record(cli: Cli, more: str = "", *, title: str = "Login fails", customer: str = "Acme") -> str:
    """A billable case; its reference."""
    line = f"record add '{title}' --type case --customer {customer} --service Consulting --billable"
    return str(cli.run(f"{line} {more} --json").json["ref"])


def log(cli: Cli, ref: str, when: str, more: str = "--billable") -> int:
    """A log of 2026-11-02, such as ``9:00-10:30``, unless ``when`` names a day."""
    day = "" if " " in when else "2026-11-02 "
    added = cli.at("2026-11-30 18:00").run(f"log add {ref} '{day}{when}' {more} --json")
    return int(added.json["id"])


def done(cli: Cli, ref: str) -> None:
    """The record is resolved."""
    cli.at("2026-11-30 18:00").run(f"record resolve {ref}")


def settings(cli: Cli, **values: str) -> None:
    """Exactly these settings, ``billing_number`` for ``billing.number``."""
    lines = [f"{key.replace('_', '.', 1)} = {json.dumps(text)}" for key, text in values.items()]
    cli.config.write_text("\n".join(lines), "utf-8")


@once
def story(cli: Cli) -> None:
    """The story: 1:30 and 0:45 billable, 0:30 not, at 60 USD; the case is resolved."""
    cli.run("customer add Acme")
    service(cli)
    record(cli)
    log(cli, "case-1", "9:00-10:30")
    log(cli, "case-1", "2026-11-03 14:00-14:45")
    log(cli, "case-1", "2026-11-03 15:00-15:30", more="")
    done(cli, "case-1")


def issue(cli: Cli, words: str = "case-1", day: str = "2026-11-30") -> Any:
    """The only invoice that ``billing issue`` makes, as JSON."""
    (made,) = cli.at(f"{day} 18:00").run(f"billing issue {words} --json").json
    return made
