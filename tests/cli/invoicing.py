"""A record whose billable time is on an invoice."""

from __future__ import annotations

from tests.harness import Cli


def invoiced(cli: Cli, ref: str = "1") -> None:
    """Put the record's billable logs on invoice 2026-0001, and leave the record open."""
    moment = cli.at("2026-11-30 12:00")
    moment.run(f"record resolve {ref}")
    moment.run(f"billing issue {ref}")
    moment.run(f"record reopen {ref}")
