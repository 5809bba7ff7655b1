"""The schema of this version in an empty file."""

from __future__ import annotations

import re

from timelog_cli.store.schema import invoice_rules, journal, rules, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

# What a column of a kind may hold: what the program can read, and nothing else.
_KINDS = {
    # The days of 1970 to 2200, wherever they begin and end.
    "INSTANT": "{0} BETWEEN -50400 AND 7289697599",
    # SQLite takes 2026-02-30 for a date, until it has to count with it.
    "DAY": "{0} IS date({0}, '+0 days') AND {0} >= '0001-01-01'",
    # A number of JSON, but for those such as 1e9.
    "NUMBER": "{0} IS NULL OR json_valid({0}) AND {0} NOT GLOB '*[^0-9.]*' AND length({0}) <= 40",
    "AMOUNT": "{0} IS NULL OR json_valid({0}) AND {0} GLOB '[-0-9]*'"
    " AND substr({0}, 2) NOT GLOB '*[^0-9.]*' AND length({0}) <= 40",
    # No reference such as case-12, no number, and nothing that begins as @1 does.
    "KEY": "length({0}) BETWEEN 1 AND 100 AND instr({0}, char(0)) = 0"
    " AND {0} NOT GLOB '*[' || char(1) || '- ' || char(127) || ']*' AND {0} NOT GLOB '@*'"
    " AND rtrim(lower({0}), '0123456789')"
    " NOT IN ('', 'task-', 'case-', 'ticket-', 'work-order-')",
    "LINE": "{0} TEXT NOT NULL DEFAULT '' CHECK (length({0}) <= 200)",
    # Columns: what structured invoices need to know of a party, with its country.
    "DETAILS": """LINE(street), LINE(street2), LINE(postcode), LINE(city), LINE(region),
    {0} TEXT NOT NULL DEFAULT '' CHECK ({0} = '' OR {0} GLOB '[A-Z][A-Z]'),
    LINE(contact), LINE(phone), LINE(tax_number), LINE(legal_id), LINE(legal_scheme),
    LINE(electronic_address), LINE(electronic_scheme), LINE(buyer_reference)""",
    # A column: what a tax rate of zero means where tax is due in principle.
    "ZERO_RATE": "{0} TEXT CHECK ({0} IN ('zero-rated', 'exempt'))",
    # Columns: hours or money, and the percentage of them at which to warn; NULL is the usual one.
    "BUDGET": """{0}_seconds INTEGER CHECK ({0}_seconds > 0),
    {0}_amount TEXT CHECK (NUMBER({0}_amount) AND {0}_amount GLOB '*[1-9]*'),
    {0}_currency TEXT CHECK ({0}_currency GLOB '[A-Z][A-Z][A-Z]'
        AND ({0}_currency = currency OR currency IS NULL)),
    {0}_warn INTEGER CHECK ({0}_warn BETWEEN 1 AND 100)
        CHECK ({0}_seconds IS NULL OR {0}_amount IS NULL)
        CHECK (({0}_amount IS NULL) = ({0}_currency IS NULL))
        CHECK ({0}_warn IS NULL OR {0}_seconds IS NOT NULL OR {0}_amount IS NOT NULL)""",
}


def create(connection: sqlite3.Connection) -> None:
    """Put the schema of this version into an empty file."""
    for statement in (*_statements(_written(tables.TABLES)), *journal.columns()):
        connection.execute(statement)
    kept = [*rules.rules(), *invoice_rules.rules()]
    for statement in (
        *(*rules.VIEWS, *invoice_rules.VIEWS),
        *journal.triggers(rules.never(kept)),
        *rules.triggers(kept),
    ):
        connection.execute(statement)


def _statements(script: str) -> list[str]:
    # executescript would commit the transaction that guards the migration
    return [part for part in script.split(";\n") if part.strip()]


def _written(script: str) -> str:
    """The tables with ``KIND(column)`` written out, and what is in a kind again."""
    kind = re.compile(rf"\b({'|'.join(_KINDS)})\((\w+)\)")
    while kind.search(script):
        script = kind.sub(lambda found: _KINDS[found[1]].format(found[2]), script)
    return script
