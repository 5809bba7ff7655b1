"""What an entry of the history changed, for people."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import iso
from timelog_cli.render.plain import styled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    class _Change(Protocol):
        @property
        def table(self) -> str: ...
        @property
        def before(self) -> dict[str, Any] | None: ...
        @property
        def after(self) -> dict[str, Any] | None: ...


def changes_text(changes: Sequence[_Change], zone: str, color: bool) -> str:
    """One paragraph for each row: ``+`` what came, ``-`` what went, ``~`` what changed."""
    return "\n".join(_change(change, zone, color) for change in changes)


def _change(change: _Change, zone: str, color: bool) -> str:
    before, after = change.before or {}, change.after or {}
    if not before:
        return _row("+", "green", change.table, after, zone, color)
    if not after:
        return _row("-", "red", change.table, before, zone, color)
    key = next(iter(after))
    lines = [styled(shown(f"~ {change.table} {key}={after[key]}"), "yellow", color)]
    lines.extend(
        shown(f"    {name}: {_value(name, before, zone)} → {_value(name, after, zone)}")
        for name in after
        if before[name] != after[name]
    )
    return "\n".join(lines)


def _row(sign: str, style: str, table: str, row: dict[str, Any], zone: str, color: bool) -> str:
    values = "  ".join(
        f"{name}={_value(name, row, zone)}"
        for name, value in row.items()
        if value is not None and name != "uuid"
    )
    return styled(f"{sign} {table}", style, color) + shown(f"  {values}")


def _value(name: str, row: dict[str, Any], zone: str) -> str:
    """A value as it is stored; an instant as a time that can be read."""
    value = row[name]
    is_instant = name.endswith("_at") and isinstance(value, int)
    return iso(value, zone) if is_instant else repr(value)
