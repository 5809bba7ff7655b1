"""The hub's tables of what is exchanged, with their indexes and comments."""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Synced
from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.store.hub.schema.checks import column_checks, table_checks
from timelog_cli.store.hub.schema.comments import comments
from timelog_cli.store.hub.schema.writing import hub_name, hub_type, part_type, refs

# Columns that only the hub fills; imported entries belong to the owner of their log, or to who
# pushed them.
_OWN = {
    "log": (
        "worked_seconds bigint NOT NULL GENERATED ALWAYS AS (timelog.seconds_of(segments)) STORED",
    ),
    "imported": ("owner_id uuid",),
}
# What is looked for by a value that no two rows share; letters as the files compare them.
_LOOKED_FOR = {
    "owner": ("timelog.folded(name)",),
    "customer": ("timelog.folded(name)", "timelog.folded(code)"),
    "service": ("timelog.folded(name)",),
    "record": ("timelog.folded(key)", "number"),
    "message": ("message_id, digest",),
    "invoice": ("timelog.folded(number)", "series, seq"),
    "log": ("owner_id, start_at",),
    "timer": ("owner_id, record_id",),
    "day_off": ("owner_id, day",),
    "payment": ("bank_entry",),
    "document": ("invoice_id, format",),
}
# The few rows among many that are looked for.
_FEW = {
    "log": (("long", "owner_id, start_at) WHERE end_at - start_at > interval '48 hours'"),),
    "timer": (("live", "owner_id) WHERE NOT deleted"),),
}


def tables() -> list[str]:
    """The statements that make the tables."""
    return [one for table in TABLES for one in _table(table)]


def told() -> list[str]:
    """The statements that say what the tables and their columns are."""
    return [one for table in TABLES for one in comments(table)]


def _table(table: Synced) -> list[str]:
    lines = ["workspace_id uuid NOT NULL REFERENCES timelog.workspace (id)", "id uuid NOT NULL"]
    for group in table.groups:
        lines += [_column(one) for one in group.columns]
        lines += [
            f"{part.name} {part_type(part)} NOT NULL DEFAULT '{{}}'"
            if part_type(part) == "text[]"
            else f"{part.name} jsonb NOT NULL DEFAULT '[]'"
            for part in group.parts
        ]
    lines += [f"clock_{group.name} bigint[] NOT NULL" for group in table.groups]
    lines += _OWN.get(table.name, ())
    lines += [
        "first_seq bigint NOT NULL",
        "hub_seq bigint NOT NULL",
        "known_by integer NOT NULL DEFAULT 0",
        "deleted boolean NOT NULL DEFAULT false",
        "deleted_clock bigint[]",
        "joined_into uuid",
        "PRIMARY KEY (workspace_id, id)",
    ]
    lines += [f"CHECK ({check})" for check in table_checks(table.name)]
    body = ",\n    ".join(lines)
    return [
        f"CREATE TABLE timelog.{table.name} (\n    {body}\n)",
        *_indexes(table),
    ]


def _column(column: Column) -> str:
    required = " NOT NULL" if column.required else ""
    checks = "".join(f" CHECK ({one})" for one in column_checks(column))
    return f"{hub_name(column)} {hub_type(column)}{required}{checks}"


def _indexes(table: Synced) -> list[str]:
    on = f"ON timelog.{table.name} (workspace_id, "
    found = [
        f"CREATE INDEX {table.name}_hub_seq {on}hub_seq)",
        f"CREATE INDEX {table.name}_deleted {on}hub_seq) WHERE deleted",
        *(
            f"CREATE INDEX {table.name}_{name} {on}{rest}"
            for name, rest in _FEW.get(table.name, ())
        ),
    ]
    for number, columns in enumerate(_LOOKED_FOR.get(table.name, ())):
        found.append(f"CREATE INDEX {table.name}_looked_for_{number} {on}{columns})")
    for _, column in refs(table):
        if table.name != "log" or column.name != "owner_id":
            found.append(
                f"CREATE INDEX {table.name}_{column.name} {on}{column.name})"
                f" WHERE {column.name} IS NOT NULL"
            )
    return found
