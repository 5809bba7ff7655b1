"""What a reader tells of a file that a test wrote."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from timelog_cli.domain.foreign import Entry, Problem, Reading
from timelog_cli.exchange.trackers import reader
from timelog_cli.exchange.trackers.sources import File, Source, opened

ROME = "Europe/Rome"
NOW = 1_800_000_000  # 2027-01-15


class Told(NamedTuple):
    """Everything that a reader told."""

    entries: list[Entry]
    problems: list[Problem]
    remarks: list[str]

    @property
    def places(self) -> list[tuple[int, str]]:
        """The line of each problem, and what is wrong."""
        return [(one.line, one.message) for one in self.problems]


def source_of(content: str | bytes) -> Source:
    """A file of that content."""
    data = content.encode() if isinstance(content, str) else content
    return Source("export", [File("export", lambda: BytesIO(data))])


def told(name: str, content: str | bytes | Source | Path, zone: str = ROME, **given: Any) -> Told:
    """What the reader of a format tells of a text, of bytes, or of what lies at a path.

    :param given: what else the user gives
    """
    if isinstance(content, Path):
        content = opened(str(content), BytesIO())
    source = content if isinstance(content, Source) else source_of(content)
    problems: list[Problem] = []
    remarks: list[str] = []
    reading = Reading(zone, NOW, problems.append, remarks.append, **given)
    return Told(list(reader(name).entries(source, reading)), problems, remarks)


def worked(entries: list[Entry]) -> int:
    """The seconds of all entries, without pauses and what is skipped; running ones have none."""
    return sum(_seconds(one) for one in entries if not one.skip)


def _seconds(entry: Entry) -> int:
    if entry.start is None or entry.end is None:
        return entry.seconds
    return entry.end - entry.start - sum(pause.end - pause.start for pause in entry.pauses)
