"""What an entry of the history changed, for people."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.render.text import styled

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


def changes_text(changes: Sequence[_Change], color: bool) -> str:
    """One paragraph for each row: ``+`` what came, ``-`` what went, ``~`` what changed."""
    return "\n".join(_change(change, color) for change in changes)


def _change(change: _Change, color: bool) -> str:
    before, after = change.before or {}, change.after or {}
    if not before:
        return _row("+", "green", change.table, after, color)
    if not after:
        return _row("-", "red", change.table, before, color)
    key = next(iter(after))
    lines = [styled(shown(f"~ {change.table} {key}={after[key]}"), "yellow", color)]
    lines.extend(
        shown(f"    {name}: {before[name]!r} → {after[name]!r}")
        for name in after
        if before[name] != after[name]
    )
    return "\n".join(lines)


def _row(sign: str, style: str, table: str, row: dict[str, Any], color: bool) -> str:
    values = "  ".join(
        f"{name}={value!r}" for name, value in row.items() if value is not None and name != "uuid"
    )
    return styled(f"{sign} {table}", style, color) + shown(f"  {values}")
