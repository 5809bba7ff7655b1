"""Comparing a file with its hub."""

from __future__ import annotations

from itertools import islice

from timelog_cli.errors import TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store.sync import pending as unsent
from timelog_cli.store.sync import state as states

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timelog_cli.store.sync.state import State
    from timelog_cli.usecases import Work

_MOST = 20


class Compared(Frozen):
    """What came of it: ``why_not`` says why they were not compared."""

    problems: tuple[str, ...] = ()
    why_not: str | None = None


def compare(work: Work, tick: Callable[[], None] | None = None) -> Compared | None:
    """Compare all rows with those of the hub; ``None`` where the file has none.

    :param tick: called now and then
    """
    state = states.read(work.store)
    if state is None:
        return None
    if unsent.counts(work.store):
        return Compared(why_not="there are changes to send")
    try:
        return _compared(work, state, tick)
    except TimelogError as error:
        return Compared(why_not=error.message)


def _compared(work: Work, state: State, tick: Callable[[], None] | None) -> Compared:
    from timelog_cli.store.sync import comparing
    from timelog_cli.usecases.sync import meeting

    with meeting.met(work, reads=True) as met, met.hub.reading():
        seq, rows = met.hub.pull(0, everything=True)
        if seq != state.seen:
            return Compared(why_not="there are changes to receive")
        found = comparing.problems(work.store, rows, sees_all=state.role != "member", tick=tick)
        return Compared(tuple(islice(found, _MOST)))
