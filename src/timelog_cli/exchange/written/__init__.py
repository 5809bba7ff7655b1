"""Files for other programs: one module for each format, which all write in the same way.

A module has ``pieces(entries, losses)``, the text of the file in pieces. Each entry is a whole log
with its pauses; a format that knows no pauses has a stretch for each time between them.
"""

from __future__ import annotations

from importlib import import_module

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.segments import pauses as rest_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol

    from timelog_cli.domain.foreign import Entry

    class Writer(Protocol):
        """A module of a format."""

        def pieces(self, entries: Iterable[Entry], losses: Losses) -> Iterator[str]:
            """The text of a file with these entries."""


# The formats that modules of this package write, with the programs' own names.
LABELS = {
    "timewarrior": "timewarrior",
    "watson": "Watson",
    "klog": "klog",
    "timeclock": "timeclock",
    "toggl": "Toggl",
    "ics": "iCalendar",
}


def writer(format: str) -> Writer:
    """The module of a format."""
    module: Writer = import_module(f"{__name__}.{format}")
    return module


def has_own_name(format: str, title: str) -> bool:
    """Whether the name of a project is written as it is; else only its words are."""
    if format == "timeclock":
        return ";" not in title
    return format != "klog" or not {'"', "'"} <= set(title)


class Losses:
    """What a format cannot carry, and in how many logs there was such a thing."""

    def __init__(self) -> None:
        self._logs: dict[str, int] = {}

    def add(self, what: str) -> None:
        """Count one more log.

        :param what: the beginning of a sentence: ``Watson has no notes: left out those of``
        """
        self._logs[what] = self._logs.get(what, 0) + 1

    @property
    def sentences(self) -> list[str]:
        """A sentence for each kind of loss."""
        return [
            f"{what} {count:,} log{'' if count == 1 else 's'}" for what, count in self._logs.items()
        ]


def stretches(
    entries: Iterable[Entry], look: Callable[[Entry], None] | None = None
) -> Iterator[Entry]:
    """The parts of entries without their pauses, by their starts; none is of no length.

    Each has an id that stays the same.

    :param entries: by their starts
    :param look: is given each whole entry first
    """
    from heapq import heappop, heappush

    waiting: list[tuple[int, int, Entry]] = []
    count = 0
    for entry in entries:
        if look is not None:
            look(entry)
        for part in _parts(entry):
            count += 1
            heappush(waiting, (part.start or 0, count, part))
        while waiting and waiting[0][0] <= (entry.start or 0):
            yield heappop(waiting)[2]
    while waiting:
        yield heappop(waiting)[2]


def _parts(entry: Entry) -> Iterator[Entry]:
    assert entry.start is not None and entry.end is not None
    paused = [Segment(one.start, one.end) for one in entry.pauses]
    for number, part in enumerate(rest_of(paused, entry.start, entry.end)):
        id = entry.id if not number else _following(entry.id, number)
        yield entry._replace(start=part.start, end=part.end, pauses=(), id=id)


def _following(id: str, number: int) -> str:
    """The id of a later part, as random as that of the first."""
    from hashlib import sha256

    return sha256(f"{id} {number}".encode()).hexdigest()[:32]
