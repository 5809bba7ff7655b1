"""Views for those who report on a team: what lists of a row hold, as rows; time by day."""

from __future__ import annotations

# They read as whoever looks: everybody sees in them what the tables show.
_WITH = "WITH (security_barrier = true)"


def views() -> list[str]:
    """The statements that make the views."""
    return []
