"""Worked time and pauses: segments cut, put together, and taken out of each other."""

from __future__ import annotations

from itertools import pairwise

from timelog_cli.domain.logs import Segment, worked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timelog_cli.domain.logs import Log, Taken


def clipped(segments: Iterable[Segment], start: int | None, end: int | None) -> list[Segment]:
    """What of the segments lies between two instants; ``None`` is no bound."""
    kept = []
    for segment in segments:
        low = segment.start if start is None else max(segment.start, start)
        high = segment.end if end is None else min(segment.end, end)
        if low < high:
            kept.append(Segment(low, high))
    return kept


def cut(segments: Sequence[Segment], bounds: Sequence[int]) -> list[list[Segment]]:
    """The segments cut at ``bounds``: one list for each stretch from a bound up to the next."""
    return [clipped(segments, low, high) for low, high in pairwise(bounds)]


def welded(*groups: Sequence[Segment]) -> list[Segment]:
    """The segments of all groups in order; where two of different groups touch, they are one."""
    found: list[Segment] = []
    last = -1
    for segment, group in sorted((one, at) for at, ones in enumerate(groups) for one in ones):
        if found and found[-1].end == segment.start and group != last:
            found[-1] = Segment(found[-1].start, segment.end)
        else:
            found.append(segment)
        last = group
    return found


def without(segments: Iterable[Segment], taken: Iterable[Segment | Taken]) -> list[Segment]:
    """What is left of the segments when the taken stretches are left out."""
    left = list(segments)
    for other in taken:
        left = [
            piece
            for segment in left
            for piece in (
                Segment(segment.start, min(segment.end, other.start)),
                Segment(max(segment.start, other.end), segment.end),
            )
            if piece.start < piece.end
        ]
    return left


def touching(segments: Iterable[Segment], taken: Iterable[Taken]) -> list[Taken]:
    """The taken stretches that lie in one of the segments."""
    every = list(segments)
    return [
        other
        for other in taken
        if any(one.start < other.end and one.end > other.start for one in every)
    ]


def pauses(segments: Iterable[Segment], start: int, end: int) -> list[Segment]:
    """The time between ``start`` and ``end`` that was not worked."""
    found, at = [], start
    for segment in sorted(segments):
        if at < segment.start:
            found.append(Segment(at, segment.start))
        at = segment.end
    return [*found, Segment(at, end)] if at < end else found


def around(start: int, end: int, paused: Sequence[Segment]) -> list[Segment]:
    """The time from ``start`` up to ``end`` without the pauses that lie in it."""
    return pauses(clipped(paused, start, end), start, end)


def bounds(log: Log, segments: Sequence[Segment]) -> tuple[int, int]:
    """Start and end of a log with other segments: they move as its first and last segment do."""
    if not segments:
        return log.start, log.end
    first, last = segments[0].start, segments[-1].end
    same_first = log.segments and log.segments[0].start == first
    same_last = log.segments and log.segments[-1].end == last
    return (log.start if same_first else first, log.end if same_last else last)


def end_of(start: int, seconds: int, paused: Sequence[Segment]) -> int:
    """When ``seconds`` are worked that begin at ``start`` and go on after each pause."""
    at = start
    for piece in around(start, start + seconds + worked(paused), paused):
        if piece.seconds >= seconds:
            return piece.start + seconds
        seconds -= piece.seconds
        at = piece.end
    return at + seconds


def start_of(end: int, seconds: int, paused: Sequence[Segment]) -> int:
    """When to begin for ``seconds`` to be worked up to ``end``, pauses left out."""
    mirrored = [Segment(-pause.end, -pause.start) for pause in paused]
    return -end_of(-end, seconds, mirrored)
