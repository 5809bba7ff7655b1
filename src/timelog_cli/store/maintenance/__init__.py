"""Looking after the database file: check, back up, restore, compact."""

from __future__ import annotations

MOST_SAID = 20  # of one table, or of one document
_SHOWN = 40


def short(text: str) -> str:
    """A value as a finding of a check shows it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
