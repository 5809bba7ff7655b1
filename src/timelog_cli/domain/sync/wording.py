"""What two files said differently, in words."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.time.zones import day_and_time, pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from timelog_cli.domain.sync import Column, Group, Part

    Values = Mapping[str, Any]
    Name = Callable[[str, str], str]

_MOST = 60  # characters of a text
# What people call the columns whose names they have not seen.
_LABELS = {
    "start_at": "start",
    "end_at": "end",
    "running_since": "running since",
    "changed_at": "changed",
    "started_at": "started",
    "created_at": "added",
    "unit_seconds": "seconds per unit",
    "includes_tax": "tax included",
    "billed_elsewhere": "billed elsewhere",
    "laid_out": "hours only",
}
# Of a log, what its start, end and segments say together.
_TIMES = frozenset(("start_at", "end_at", "segments", "created_at", "timed", "laid_out", "zone"))


class Wording:
    """Writes values of a group as people know them.

    :param name: the name of a row, of its table and UUID
    :param zone: of the times
    """

    def __init__(self, name: Name, zone: str) -> None:
        self._name, self._zone = name, zone

    def difference(self, group: Group, one: Values, other: Values) -> tuple[str, str]:
        """What two say of a group, as far as that differs."""
        every: list[Column | Part] = [*group.columns, *group.parts]
        differing = [column for column in every if one.get(column.name) != other.get(column.name)]
        return self._said(differing, one), self._said(differing, other)

    def everything(self, group: Group, values: Values) -> str:
        """All that is said of a group."""
        return self._said([*group.columns, *group.parts], values)

    def _said(self, columns: list[Column | Part], values: Values) -> str:
        names = {column.name for column in columns}
        texts = []
        if names & _TIMES and "segments" in values:
            texts.append(self._times(values["segments"]))
            columns = [column for column in columns if column.name not in _TIMES]
        for column in columns:
            text = self._value(column, values.get(column.name))
            alone = len(columns) == 1 and not texts
            texts.append(text if alone else f"{label(column.name)} {text}")
        return ", ".join(texts) or "the same"

    def _value(self, column: Column | Part, value: Any) -> str:
        if value is None or value in ("", []):
            return "nothing"
        if column.name == "segments":
            return self._times(value)
        if isinstance(value, list):
            return ", ".join(str(one[0] if isinstance(one, list) else one) for one in value)
        match getattr(column, "kind", ""):
            case "ref":
                text = self._name(getattr(column, "table", ""), value)
            case "instant":
                text = day_and_time(value, self._zone)
            case "flag":
                text = "yes" if value else "no"
            case kind:
                text = quoted(value) if kind == "text" else str(value)
        return text

    def _times(self, segments: list[list[int]]) -> str:
        return spans([Segment(*one) for one in segments], self._zone) or "no time"


def spans(segments: Sequence[Segment], zone: str) -> str:
    """Stretches of time, the first one with its day."""
    if not segments:
        return ""
    day = day_and_time(segments[0].start, zone)[:10]
    return f"{day} {pieces(segments, zone)}"


def label(name: str) -> str:
    """What people call a column."""
    return _LABELS.get(name, name.removesuffix("_id").replace("_", " "))


def quoted(text: str) -> str:
    """A text as a quotation, cut where it is long."""
    line = " ".join(str(text).split())
    return f"“{line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + '…'}”"
