"""What the hub's tables say of themselves, for those who report on them."""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Synced
from timelog_cli.store.hub.schema.writing import hub_name

_TABLES = {
    "owner": "Who works: logs, timers and records belong to one.",
    "customer": "Who work is done for.",
    "service": "What is sold, at which price.",
    "record": "What time is logged on: tasks, cases, tickets, work orders.",
    "message": "The mails of a record.",
    "invoice": "What was issued: invoices, credit notes, quotes.",
    "item": "What is billed besides time.",
    "log": "Time that was worked; see the views log_segment and worked_day.",
    "timer": "Time that is being worked.",
    "day_off": "Days without work; without an owner they are everybody's.",
    "imported": "Entries of other programs that are already here.",
    "logo": "The logos of issued documents.",
    "document": "The files of issued documents.",
    "retainer": "What customers have paid in advance.",
    "payment": "What customers have paid.",
    "sent_message": "The messages by which documents were sent.",
    "counter": "The last number of each series of documents.",
    "period_lock": "The day up to which logs are locked.",
}
_COLUMNS = {
    "first_seq": "The number of the push that made the row.",
    "hub_seq": "The number of the push that changed the row last.",
    "known_by": "The file that sent all of the row; 0 if several files did.",
    "deleted": "Whether the row is gone; reports leave such rows out.",
    "joined_into": "The row that this one was joined with, as both said the same.",
}
_KINDS = {
    "number": "A decimal number.",
    "integer": "A whole number.",
    "flag": "Yes or no.",
    "json": "JSON, to the letter.",
    "bytes": "Bytes of a file.",
    "instant": "An instant.",
    "day": "A day of the calendar.",
}
_NAMED = {
    "number": "The number of the record, the same in every file: the 13 of case-13.",
    "segments": "When it was worked: pairs of a start and an end, in seconds since 1970.",
    "tags": "Words to find it by.",
    "emails": "Addresses, each with its position.",
    "rates": "Rates from a day on: the day, the instant at which it began, the rate.",
    "zone": "The time zone in which it was entered.",
    "laid_out": "Whether only its hours are known, and its start and end are not.",
    "timed": "Whether a timer measured it.",
    "billed_elsewhere": "Whether another program has billed it.",
    "worked_seconds": "The sum of its segments, in seconds.",
}


def comments(table: Synced) -> list[str]:
    """The statements that say what a table and its columns are."""
    columns = {hub_name(one): _of(one) for one in table.columns}
    columns |= {part.name: _NAMED.get(part.name, _rows(part.columns)) for part in table.parts}
    columns |= {
        f"clock_{group.name}": f"When {group.name} changed: clock, file, and number of the push."
        for group in table.groups
    }
    columns |= _COLUMNS
    if table.name == "log":
        columns["worked_seconds"] = _NAMED["worked_seconds"]
    told = [_comment(f"TABLE timelog.{table.name}", _TABLES[table.name])]
    return told + [
        _comment(f"COLUMN timelog.{table.name}.{name}", text)
        for name, text in columns.items()
        if text
    ]


def _of(column: Column) -> str:
    if hub_name(column) in _NAMED and column.kind != "number":
        return _NAMED[hub_name(column)]
    if column.kind == "ref":
        return f"A row of {column.table}."
    if column.name.endswith("_seconds"):
        return "In seconds."
    return _KINDS.get(column.kind, "")


def _rows(columns: tuple[Column, ...]) -> str:
    return f"A list of: {', '.join(one.name for one in columns)}."


def _comment(on: str, text: str) -> str:
    quoted = text.replace("'", "''")
    return f"COMMENT ON {on} IS '{quoted}'"
