"""Series of numbers as JSON, as columns, and as a sentence."""

from __future__ import annotations

from timelog_cli.render.listing import Column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.documents.numbering import NumberSeries

_WORDS = {"invoice": "invoice", "credit-note": "credit note", "quote": "quote"}


def series_shape(series: NumberSeries) -> dict[str, Any]:
    """The JSON of a series."""
    return {
        "series": series.key,
        "kinds": list(series.kinds),
        "last_number": series.last_number,
        "next_number": series.next_number,
        "documents": series.documents,
        "began_after": series.began_after,
        "first_date": series.since and series.since.isoformat(),
    }


def set_sentence(series: NumberSeries) -> str:
    """What was set, and what the next document gets."""
    what = _WORDS[series.kinds[0]] if len(series.kinds) == 1 else "document"
    return (
        f"Set the last number of the series {series.key} to {series.last_number}."
        f" The next {what} is {series.next_number}."
    )


def _kinds(kinds: Sequence[str]) -> str:
    return ", ".join(_WORDS[kind] for kind in kinds)


COLUMNS = (
    Column("series", "SERIES", names=True, style="reference"),
    Column("kinds", "KIND", show=_kinds, spare=True),
    Column("last_number", "LAST"),
    Column("next_number", "NEXT"),
    Column("documents", "DOCUMENTS", right=True),
    Column("first_date", "SINCE"),
)
