"""What presence at a computer suggests: time to log, and pauses of what was logged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from timelog_cli.domain.gaps import gap_words, unlogged
from timelog_cli.domain.logs import Segment
from timelog_cli.domain.text import typed
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timelog_cli.domain.gaps import Stretch
    from timelog_cli.domain.time.scan import Moment

_LEAST = 300  # seconds; less is not worth a command


class Proposal(Frozen):
    """Time to log, or a pause to add to a log, in UTC seconds.

    :param log: the log that the pause is in; ``None`` for time to log
    :param owner: whose time it is, unless it is the user's
    """

    start: int
    end: int
    log: int | None = None
    owner: str = ""

    @property
    def kind(self) -> str:
        """``gap`` or ``pause``."""
        return "gap" if self.log is None else "pause"

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.end - self.start


def gaps(present: Iterable[Segment], taken: Iterable[Stretch], owner: str = "") -> list[Proposal]:
    """Time at the computer, in order and apart, in which nothing was logged."""
    return [Proposal(*one, owner=owner) for one in _long(unlogged(present, taken))]


def pauses(logs: Mapping[int, Sequence[Segment]], away: Sequence[Segment]) -> list[Proposal]:
    """Time away from the computer, in order and apart, within logs.

    A log that would have no time left gets none: it was worked elsewhere.

    :param logs: the segments of each, in order
    """
    starts, ends = [one.start for one in away], [one.end for one in away]
    found = []
    for number, segments in logs.items():
        first = bisect_right(ends, segments[0].start)
        near = away[first : bisect_left(starts, segments[-1].end)]
        inside = _long(unlogged(segments, unlogged(segments, near)))
        if unlogged(segments, inside):
            found += [Proposal(*one, number) for one in inside]
    return found


def beside(proposals: Sequence[Proposal], logged: Iterable[Segment]) -> list[Proposal]:
    """What is left of the proposals of an owner, by their start, where more is logged."""
    free = [one for one in proposals if one.log is None]
    within = [one for one in proposals if one.log is not None]
    owner = free[0].owner if free else ""
    return ordered([*gaps([Segment(one.start, one.end) for one in free], logged, owner), *within])


def ordered(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals by their start."""
    return sorted(proposals, key=lambda one: (one.start, one.end, one.log or 0))


def command(one: Proposal, moment: Moment) -> str:
    """The command that does what is proposed; of time to log it leaves the record open."""
    words = gap_words(Segment(one.start, one.end), moment)
    if one.log is not None:
        return f"timelog log edit {one.log} --pause {typed(words)}"
    whose = f" --owner {typed(one.owner)}" if one.owner else ""
    return f"timelog log add REF {words}{whose}"


def _long(segments: Iterable[Segment]) -> list[Segment]:
    return [one for one in segments if one.seconds >= _LEAST]
