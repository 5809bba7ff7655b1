"""How things are between a file and its hub."""

from __future__ import annotations

from timelog_cli.domain.sync.results import Status
from timelog_cli.errors import TimelogError
from timelog_cli.store.sync import conflicts
from timelog_cli.store.sync import pending as unsent
from timelog_cli.store.sync import state as states
from timelog_cli.usecases.sync.places import needed, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.usecases import Work


def status(work: Work) -> Status:
    """What is pending here, and what waits at the hub, if that is in reach."""
    if states.read(work.store) is None:
        return Status(None, {}, None, 0, None, 0)
    from timelog_cli.usecases.sync import meeting

    known = offline(work)
    try:
        with meeting.met(work, reads=True) as met:
            coming, _ = met.foreseen()
            return known._replace(place=met.place, waiting=coming)
    except TimelogError as error:
        return known._replace(problem=error.message)


def offline(work: Work) -> Status:
    """What is pending here; the hub is not asked.

    :raises Refused: the file has none
    """
    state = needed(work.store)
    return Status(
        place_of(state),
        unsent.counts(work.store),
        None,
        conflicts.count(work.store),
        state.synced_at,
        states.free_numbers(work.store),
    )
