"""How columns of the description are written in the hub's SQL."""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Group, Part, Synced

_TYPES = {
    "text": "text",
    "number": "numeric",
    "integer": "bigint",
    "flag": "boolean",
    "json": "text",
    "bytes": "bytea",
    "instant": "timestamptz",
    "day": "date",
    "ref": "uuid",
}
# Where the JSON on the way is read first: as what PostgreSQL reads by itself.
_READ = {"instant": "bigint", "bytes": "text"}


def hub_name(column: Column) -> str:
    """The name at the hub, where ``id`` is the UUID of a row: the number of a record is its own."""
    return "number" if column.name == "id" else column.name


def hub_type(column: Column) -> str:
    """The type at the hub."""
    return _TYPES[column.kind]


def part_type(part: Part) -> str:
    """The type of a part: a plain list of texts, or rows in JSON."""
    return "text[]" if len(part.columns) == 1 else "jsonb"


def read_types(group: Group) -> list[str]:
    """Columns and parts as they are read from JSON: ``"note" text``."""
    columns = [f'"{one.name}" {_READ.get(one.kind, hub_type(one))}' for one in group.columns]
    return columns + [f'"{part.name}" {part_type(part)}' for part in group.parts]


def arriving(group: Group, row: str) -> list[str]:
    """Values that were read from JSON, as they are kept."""
    return [_arriving(one, f'{row}."{one.name}"') for one in group.columns] + [
        f'{row}."{part.name}"' for part in group.parts
    ]


def _arriving(column: Column, value: str) -> str:
    if column.kind == "instant":
        return f"to_timestamp({value})"
    if column.kind == "bytes":
        return f"decode({value}, 'base64')"
    return value


def leaving(column: Column, row: str) -> str:
    """A kept value as it is on the way."""
    value = f"{row}.{hub_name(column)}"
    match column.kind:
        case "instant":
            return f"extract(epoch FROM {value})::bigint"
        case "bytes":
            return f"translate(encode({value}, 'base64'), E'\\n', '')"
        case "ref":
            return f"encode(uuid_send({value}), 'hex')"
        case "number" | "day":
            return f"{value}::text"
    return value


def leaving_all(table: Synced, row: str) -> dict[str, str]:
    """All values of a row by their names on the way back, where ``id`` is the UUID of the row."""
    found = {hub_name(one): leaving(one, row) for one in table.columns}
    return found | {part.name: f"{row}.{part.name}" for part in table.parts}


def hub_names(group: Group) -> list[str]:
    """The names of the columns and parts of a group."""
    return [hub_name(one) for one in group.columns] + [part.name for part in group.parts]


def hub_types(group: Group) -> list[str]:
    """The types of the columns and parts of a group."""
    return [hub_type(one) for one in group.columns] + [part_type(one) for one in group.parts]


def as_json(group: Group, row: str) -> str:
    """The values of a group as one object, as they are on the way."""
    pairs = [f"'{one.name}', {leaving(one, row)}" for one in group.columns]
    pairs += [f"'{part.name}', {row}.{part.name}" for part in group.parts]
    return f"jsonb_build_object({', '.join(pairs)})"


def tuple_of(group: Group, row: str) -> str:
    """The values of a group, to be compared with others."""
    return f"ROW({', '.join(f'{row}.{name}' for name in hub_names(group))})"


def refs(table: Synced) -> list[tuple[Group, Column]]:
    """The columns of a table that refer to rows, with their groups."""
    return [(group, one) for group in table.groups for one in group.columns if one.kind == "ref"]
