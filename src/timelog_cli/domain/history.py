"""Entries of the history, and what each changed."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class HistoryEntry(Frozen):
    """One command that changed something; ``reverts`` names the entry an undo or redo is of."""

    id: int
    at: int
    user: str
    command: str
    kind: str
    reverts: int | None
    undone: bool


class RowChange(Frozen):
    """A row before and after; ``None`` where there was or is none."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class IssuedNumber(Frozen):
    """The number of a document, and its kind."""

    number: str
    kind: str
