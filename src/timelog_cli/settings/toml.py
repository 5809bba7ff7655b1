"""Read TOML that says nothing but ``key = "text"``: most files of settings, in most of their lines.

``tomllib`` takes longer to load than a daily command to run. What is not as plain as this, and
whatever is wrong, is left to it. The forms are those of TOML 1.0 (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container
    from typing import Any

_MOST_DOTS = 1_000  # in a key
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_DELETE = "\x7f"


def plain_values(text: str) -> dict[str, str | int] | None:
    """The values by dotted key, or ``None`` if ``tomllib`` must read the text."""
    values: dict[str, str | int] = {}
    tables: set[str] = set()
    prefix = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        stripped = line.strip(" \t")
        if not _is_printable(stripped):
            return None
        if not stripped or stripped[0] == "#":
            continue
        if stripped[0] == "[":
            name = _table(stripped)
            if name is None or name in tables:
                return None
            tables.add(name)
            prefix = f"{name}."
            continue
        key, _, written = stripped.partition("=")
        key, value = key.rstrip(" \t"), _value(written.strip(" \t"))
        if value is None or not _is_bare(key) or prefix + key in values:
            return None
        values[prefix + key] = value
    return values if tables.isdisjoint(values) else None


def _is_printable(line: str) -> bool:
    return line.isprintable() or not any(sign < " " or sign == _DELETE for sign in line)


def _is_bare(key: str) -> bool:
    return bool(key) and _BARE.issuperset(key)


def _table(line: str) -> str | None:
    name, closed, rest = line[1:].partition("]")
    name = name.strip(" \t")
    return name if closed and _is_bare(name) and _ends(rest) else None


def _value(written: str) -> str | int | None:
    """A text in one kind of quotation marks, or a whole number."""
    mark = written[:1]
    if mark in {'"', "'"}:
        value, closed, rest = written[1:].partition(mark)
        escaped = mark == '"' and "\\" in value
        return value if closed and not escaped and _ends(rest) else None
    number = written.partition("#")[0].rstrip(" \t")
    plain = number.isascii() and number.isdigit() and (number == "0" or number[0] != "0")
    return int(number) if plain and len(number) < 10 else None


def _ends(rest: str) -> bool:
    """Whether nothing but a remark follows; also not a third quotation mark."""
    return not rest.strip(" \t") or rest.lstrip(" \t")[0] == "#"


def any_values(text: str, path: str, keys: Container[str]) -> dict[str, Any]:
    """The values by dotted key of a file that ``plain_values`` does not read.

    :param keys: those whose value is no table of others
    :raises UsageError: it is not TOML
    """
    import tomllib

    if any(part.count(".") > _MOST_DOTS for part in text.replace("\n", "=").split("=")):
        # tomllib looks at every beginning of such a key: a quadratic time.
        raise UsageError(f"{path} is not TOML: a key has too many dots", "timelog config edit")
    try:
        values = _flat(tomllib.loads(text), keys)
        repr(values)  # Python refuses to write numbers of thousands of digits
        return values
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}", "timelog config edit") from error


def _flat(table: dict[str, Any], keys: Container[str], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict) and prefix + key not in keys:
            flat.update(_flat(value, keys, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat
