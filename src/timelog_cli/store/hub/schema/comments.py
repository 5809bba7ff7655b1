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
    "workspace_id": "The workspace that the row belongs to.",
    "id": "The row, the same in every file.",
    "deleted_clock": "When the row was deleted: clock, file, and number of the push.",
    "first_seq": "The number of the push that made the row.",
    "hub_seq": "The number of the push that changed the row last.",
    "known_by": "The file that sent all of the row; 0 if several files did.",
    "deleted": "Whether the row is gone; reports leave such rows out.",
    "joined_into": "The row that this one was joined with, as both said the same.",
}
_KINDS = {
    "text": "Text.",
    "number": "A decimal number.",
    "integer": "A whole number.",
    "flag": "Yes or no.",
    "json": "JSON, to the letter.",
    "bytes": "Bytes of a file.",
    "instant": "An instant.",
    "day": "A day of the calendar.",
}
_NAMED = {
    "name": "Its name, which no other row has.",
    "title": "What it is called.",
    "note": "What was done.",
    "type": "task, case, ticket or work-order.",
    "status": "new, open, waiting, resolved or closed.",
    "kind": "invoice, credit-note or quote.",
    "billable": "Whether the customer pays for it.",
    "rate": "What a unit costs, in the currency of the record.",
    "price": "What a unit costs.",
    "unit": "What the rate or price is for, such as an hour.",
    "currency": "The code of a currency (ISO 4217).",
    "tax_rate": "In percent.",
    "includes_tax": "Whether prices are with tax.",
    "discount": "In percent.",
    "start_at": "When it began.",
    "end_at": "When it ended.",
    "created_at": "When it was added.",
    "issued_at": "When it was issued.",
    "issue_date": "The date of the document.",
    "due_date": "The day by which it is to be paid.",
    "total": "The amount with tax, in the currency of the document.",
    "payable": "What is to be paid, in the currency of the document.",
    "paid_on": "The day of the payment.",
    "running_since": "When it began to run; empty while it is paused.",
    "snapshot": "All that the document says, as JSON.",
    "half": "Whether it is half a day.",
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
# Columns that are something else in other tables, or not there.
_OWN = {
    "record": {"number": "The number of the record, the same in every file: the 13 of case-13."},
    "invoice": {"number": "The number of the document, such as 2026-0001."},
    "log": {"worked_seconds": _NAMED["worked_seconds"]},
    "imported": {"owner_id": "The owner of its log."},
}


def comments(table: Synced) -> list[str]:
    """The statements that say what a table and its columns are."""
    columns = {hub_name(one): _of(one) for one in table.columns}
    columns |= {part.name: _NAMED.get(part.name, _rows(part.columns)) for part in table.parts}
    columns |= {
        f"clock_{group.name}": f"When {group.name} changed: clock, file, and number of the push."
        for group in table.groups
    }
    columns |= {name: text for name, text in _COLUMNS.items() if name not in columns}
    columns |= _OWN.get(table.name, {})
    told = [_comment(f"TABLE timelog.{table.name}", _TABLES[table.name])]
    return told + [
        _comment(f"COLUMN timelog.{table.name}.{name}", text) for name, text in columns.items()
    ]


def _of(column: Column) -> str:
    if column.name in _NAMED:
        return _NAMED[column.name]
    if column.kind == "ref":
        return f"A row of {column.table}."
    if column.name.endswith("_seconds"):
        return "In seconds."
    return _KINDS[column.kind]


def _rows(columns: tuple[Column, ...]) -> str:
    return f"A list of: {', '.join(one.name for one in columns)}."


def _comment(on: str, text: str) -> str:
    quoted = text.replace("'", "''")
    return f"COMMENT ON {on} IS '{quoted}'"
