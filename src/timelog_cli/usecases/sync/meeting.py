"""A file and its hub, connected: each has said who it is, and knows the other."""

from __future__ import annotations

from contextlib import contextmanager

from timelog_cli.domain.sync.clocks import after, milliseconds
from timelog_cli.domain.text import typed
from timelog_cli.errors import DatabaseError, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import new_uuid
from timelog_cli.store.hub import calls
from timelog_cli.store.hub.connecting import Unplaced
from timelog_cli.store.sync import anew, conflicts, foreseeing, outgoing
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.spooling import Spool
from timelog_cli.usecases.sync import recovering
from timelog_cli.usecases.sync.places import address, device_name, needed, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from timelog_cli.domain.sync.results import Place
    from timelog_cli.store.connection import Store
    from timelog_cli.store.hub.calls import Hello, Hub, Pushed
    from timelog_cli.store.sync.state import State
    from timelog_cli.usecases import Work

    Row = dict[str, Any]


_DAY_MS = 86_400_000
_TIMES = 32  # the bits of a push's number below how often the hub was restored


class News(Frozen):
    """What came of the hub besides rows.

    :param seq: the number of the last push that is in it
    :param clock: above all clocks that are in it
    :param nodes: the name of each file that takes part, and its member
    """

    seq: int
    clock: int
    role: str
    conflicts: list[Row]
    nodes: dict[int, tuple[str, str]]


class Meeting:
    """A file and its hub.

    :param hello: what the hub said
    """

    def __init__(self, work: Work, hub: Hub, hello: Hello) -> None:
        self.work, self.hub, self.hello = work, hub, hello

    @property
    def store(self) -> Store:
        """The file."""
        return self.work.store

    @property
    def state(self) -> State:
        """What the file knows of the hub now."""
        return needed(self.work.store)

    @property
    def sees_others(self) -> bool:
        """Whether other rows are to be seen than were: the member has another role, or the file is
        from before the hub forgot what was deleted."""
        role, swept, seen = self.hello.role, self.hello.swept, self.state.seen
        return role != self.state.role or 0 < seen < swept

    @property
    def place(self) -> Place:
        """Whose file this is, with the role that the member has now."""
        return place_of(self.state)._replace(role=self.hello.role)

    def foreseen(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many rows of each table would come or change here, and how many would go."""
        alone = self.sees_others
        with Spool() as spool:
            self.fetch(spool, lambda _: None, everything=alone)
            return foreseeing.counts(self.store, spool.tables(), alone=alone)

    def open_conflicts(self) -> int:
        """How many conflicts are open."""
        return conflicts.count(self.store)

    def settle(self, number: int, keep: str) -> None:
        """Close a conflict, there and here, unless it is over by itself."""
        if conflicts.find(self.store, number) is None:
            return
        self.hub.resolve(number, keep)
        with states.writing(self.store):
            conflicts.close(self.store, [number])

    def push(self, batch: int, body: Row) -> None:
        """Send a batch, and keep that it has arrived."""
        token = next_token(self.store)
        pushed = self.send(batch, body, token)
        with states.writing(self.store):
            self.arrived(batch, token, pushed)

    def send(self, batch: int, body: Row, token: bytes) -> Pushed:
        """Send a batch.

        :param token: the one that comes after this one
        """
        state = self.state
        return self.hub.push(batch, state.token, token, state.seen, body)

    def arrived(self, batch: int, token: bytes, pushed: Pushed) -> None:
        """Keep that a batch has arrived, in the caller's transaction."""
        outgoing.acknowledged(self.store, batch)
        clock = max(self.state.clock, pushed.clock)
        states.update(
            self.store, token=token, next_token=None, clock=clock, synced_at=self.work.now
        )

    def fetch(self, spool: Spool, step: Callable[[int], None], *, everything: bool = False) -> News:
        """Keep all that is new aside.

        :param step: is told how many more rows there are
        :param everything: whether also what is known, and what the file itself sent
        """
        seen = 0 if everything else self.state.seen
        with self.hub.reading():
            seq, rows = self.hub.pull(seen, everything=everything)
            spool.fill(rows, step)
            conflicts = self.hub.conflicts(seen)
            nodes = self.hub.nodes()
        hello = self.hello
        if seq != self.state.seen:
            hello = self.hub.hello(self.state.token, self.state.seen)
        return News(seq, hello.clock, self.hello.role, conflicts, nodes)


@contextmanager
def met(
    work: Work, *, insecure: bool = False, again: bool = False, reads: bool = False
) -> Iterator[Meeting]:
    """The file with its hub.

    :param insecure: whether a certificate that cannot be verified is taken
    :param reads: whether nothing is to be written to the file
    :param again: whether everything is to be sent to a hub that was restored from a backup
    :raises Refused: the file has no hub, or is a copy of another
    :raises DatabaseError: the hub is not what it was, or cannot be used
    """
    state = needed(work.store)
    url, lax = address(state.hub)
    with calls.connect(url, insecure=insecure or lax) as hub:
        hub.at(state.workspace_id, state.node, state.role)
        if again:
            _come_again(work, hub, state)
        state = needed(work.store)
        hello = _known(hub, state)
        _check(state, hello)
        if not reads:
            _check_clock(work, hello)
            _take_over(work, hub, state, hello)
        yield Meeting(work, hub, hello)


def _check_clock(work: Work, hello: Hello) -> None:
    """Check the clock; what it said while it was wrong counts as said now."""
    latest = hello.now_ms + _DAY_MS
    if work.now * 1000 > latest:
        raise Refused(
            "the clock of this computer is more than a day ahead of that of the hub",
            "set it right, then: timelog sync",
        )
    if milliseconds(needed(work.store).clock) > latest:
        with states.writing(work.store):
            outgoing.lower_clocks(work.store, after(hello.clock, hello.now_ms))


def _check(state: State, hello: Hello) -> None:
    if is_older(state, hello):
        raise restored()
    if not is_expected(state, hello):
        raise Refused(
            "this file is a copy of another one that has been synced since",
            f"to let it take part as a separate file: timelog sync join --hub {typed(state.hub)}",
        )


def restored() -> DatabaseError:
    """What is said where the hub lacks what the file had sent or received."""
    return DatabaseError(
        "the hub was restored from an older backup: it no longer has all that this file had"
        " sent or received",
        "to send everything to it again: timelog sync --again",
    )


def _take_over(work: Work, hub: Hub, state: State, hello: Hello) -> None:
    """Keep what the hub has taken, though its answer did not arrive."""
    if recovering.was_lost(state, hello):
        recovering.recover(work, hub, state, hello)
    elif not hello.token_is_same or hello.batch > state.batch:
        with states.writing(work.store):
            recovering.take_over(work.store, state, hello)


def is_expected(state: State, hello: Hello) -> bool:
    """Whether the hub expects this file next, and no copy of it has been there since."""
    return hello.token_is_same or hello.token == state.next_token


def is_older(state: State, hello: Hello) -> bool:
    """Whether the hub was restored from a backup, and lacks what the file had sent or seen."""
    begun_again = state.seen and hello.seq >> _TIMES != state.seen >> _TIMES
    return bool(begun_again) or hello.seq < state.seen or hello.batch < state.batch


def _come_again(work: Work, hub: Hub, state: State) -> None:
    """Take part as a new file, so that nothing that the hub may remember of it matters."""
    hello = recognized(hub, state)
    older = hello is None or is_older(state, hello)
    hub.begin_again(state.seen, is_older=older)
    # The place of another copy, which goes on, stays.
    if hello and (older or is_expected(state, hello)):
        hub.leave()
    place = hub.join(state.workspace, device_name())
    hub.at(place.workspace, place.node, state.role)
    with states.writing(work.store):
        anew.everything(work.store, work.now)
        new_place(work.store, place.workspace, place.node)
        states.update(work.store, seen=0)


def recognized(hub: Hub, state: State) -> Hello | None:
    """What the hub says; ``None`` where the file has no place there.

    Its backup is from before the file took part, or the member was removed and added again.
    """
    try:
        return hub.hello(state.token, state.seen)
    except Unplaced:
        return None


def _known(hub: Hub, state: State) -> Hello:
    """What the hub says to a file that it knows.

    :raises DatabaseError: it was restored from a backup that is older than the file's part in it
    """
    try:
        return hub.hello(state.token, state.seen)
    except Unplaced:
        if hub.has_place():
            raise
        raise restored() from None


def check_whole(hub: Hub, state: State, hello: Hello | None) -> None:
    """Check that the hub was not restored from an older backup.

    :param hello: what it said, where the file has a place there
    :raises DatabaseError: it was
    """
    if is_older(state, hello) if hello else not hub.has_place():
        raise restored()


def new_place(store: Store, workspace: bytes, node: int) -> None:
    """Make the file another one at the hub, in the caller's transaction."""
    states.update(
        store,
        workspace_id=workspace,
        node=node,
        token=new_uuid(),
        next_token=None,
        batch=0,
        sent=0,
    )
    states.drop_blocks(store)
    outgoing.start_again(store)


def next_token(store: Store) -> bytes:
    """The token that comes after this one, kept before the hub can know it."""
    state = needed(store)
    if state.next_token is not None:
        return state.next_token
    made = new_uuid()
    with states.writing(store):
        states.update(store, next_token=made)
    return made
