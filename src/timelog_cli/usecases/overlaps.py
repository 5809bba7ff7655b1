"""Two logs of one owner at the same time: refused with both sides shown, trimmed, or allowed."""

from __future__ import annotations

from timelog_cli.domain.logs import touching, without
from timelog_cli.domain.written import picture, pieces, span
from timelog_cli.errors import Refused
from timelog_cli.store import logs as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Segment, Taken
    from timelog_cli.domain.written import Stretch
    from timelog_cli.usecases.work import Work

POLICIES = ("refuse", "trim", "allow")
_MOST_SHOWN = 4


def made_free(
    work: Work, owner_id: int, segments: Sequence[Segment], policy: str, but_log: int = 0
) -> tuple[Sequence[Segment], list[Taken]]:
    """The segments that may be logged for an owner, and what was left out of them.

    :param policy: ``refuse``, ``trim`` or ``allow``
    :param but_log: the log that is being changed
    :raises Refused: the time is taken, or nothing of it is left
    """
    if policy == "allow" or not segments:
        return segments, []
    low, high = segments[0].start, segments[-1].end
    taken = stored.taken(work.store, owner_id, low, high, now=work.now, but_log=but_log)
    taken = touching(segments, taken)
    if not taken:
        return segments, []
    left = without(segments, taken)
    if policy == "refuse":
        raise _overlap(work.zone, segments, taken, left)
    if not left:
        raise Refused(
            f"nothing is left of {span(low, high, work.zone)}, taken by {_named(taken)}",
            "--on-overlap allow keeps both",
        )
    return left, taken


def refuse_taken(work: Work, segments: Sequence[Segment], taken: Sequence[Taken]) -> None:
    """Refuse segments whose time is taken in part.

    :raises Refused: showing both sides
    """
    touched = touching(segments, taken)
    if touched:
        raise _overlap(work.zone, segments, touched, without(segments, touched))


def _overlap(
    zone: str, segments: Sequence[Segment], taken: Sequence[Taken], left: Sequence[Segment]
) -> Refused:
    new = span(segments[0].start, segments[-1].end, zone)
    other = span(taken[0].start, taken[0].end, zone)
    message = f"{new} overlaps {_named(taken[:1])} ({other})"
    more = len({(one.by, one.ref) for one in taken}) - 1
    if more:
        message += f" and {more} more"
    keeps = f"--on-overlap trim keeps {pieces(left, zone)}, " if left else ""
    rows: list[tuple[str, Sequence[Stretch]]] = [("new", segments), *_rows(taken)]
    return Refused("\n".join([message, *picture(rows)]), f"{keeps}--on-overlap allow keeps both")


def _rows(taken: Sequence[Taken]) -> Sequence[tuple[str, Sequence[Taken]]]:
    rows: dict[str, list[Taken]] = {}
    for one in taken:
        label = one.by.removeprefix("log ") if one.by != "timer" else f"timer on {one.ref}"
        rows.setdefault(label, []).append(one)
    return list(rows.items())[:_MOST_SHOWN]


def _named(taken: Sequence[Taken]) -> str:
    names = (f"{'the timer' if one.by == 'timer' else one.by} on {one.ref}" for one in taken)
    return " and ".join(dict.fromkeys(names))
