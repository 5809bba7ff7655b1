"""What presence at a computer suggests, compared with what is logged."""

from __future__ import annotations

from timelog_cli.domain import proposals
from timelog_cli.domain.foreign import AWAY
from timelog_cli.domain.gaps import joined, unlogged
from timelog_cli.domain.logs import Segment
from timelog_cli.domain.segments import clipped
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs as stored
from timelog_cli.store.queries import staged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from timelog_cli.domain.logs import Taken
    from timelog_cli.domain.proposals import Proposal
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.imports.staging import Choice


class _Presence(Frozen):
    """When somebody was at any computer, and away from all, in order and apart."""

    present: list[Segment]
    away: list[Segment]


def found(
    work: Work, owner: str | None, choice: Choice, left_out: Container[int]
) -> list[Proposal]:
    """What staged presence suggests to an owner, by default the user, before anything is written.

    :param choice: which entries are wanted
    :param left_out: the numbers of the names, here of computers, that a mapping leaves out
    """
    name = owner or work.user
    number = queries.find_owner(work.store, name)
    presence = _presence(work, choice, left_out)
    whose = "" if name == work.user else name
    return proposals.ordered(
        [
            *proposals.gaps(presence.present, _taken(work, number, presence.present), whose),
            *proposals.pauses(_logs(work, number, presence.away), presence.away),
        ]
    )


def beside_new(work: Work, every: Sequence[Proposal]) -> list[Proposal]:
    """What is left of proposals once the new entries are logged."""
    new = [Segment(start, end) for _, _, start, end in staged.new_times(work.store)]
    return proposals.beside(every, joined(new))


def _presence(work: Work, choice: Choice, left_out: Container[int]) -> _Presence:
    present, away, others = list[Segment](), list[Segment](), list[Segment]()
    for start, end, names_id, reason in staged.stretches(work.store):
        if names_id in left_out:
            continue
        if reason != AWAY:
            (others if reason else present).append(Segment(start, end))
        elif choice.has(start):
            away.append(Segment(start, end))
    past = clipped(joined(away), None, work.now)
    return _Presence(joined(present), unlogged(past, [*present, *others]))


def _taken(work: Work, owner: int | None, times: Sequence[Segment]) -> Sequence[Taken]:
    if owner is None or not times:
        return ()
    return stored.taken(work.store, owner, times[0].start, times[-1].end, now=work.now)


def _logs(work: Work, owner: int | None, times: Sequence[Segment]) -> dict[int, list[Segment]]:
    if owner is None or not times:
        return {}
    return stored.changeable(work.store, owner, times[0].start, times[-1].end)
