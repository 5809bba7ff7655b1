"""Exchanging changes: what is pending goes, then comes what is new at the hub.

The file is never locked while the network is waited for: what comes is kept aside first, and put
in when it is all here, unless something was changed meanwhile, which then goes first.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter

from timelog_cli.domain.sync.results import Exchanged
from timelog_cli.errors import Busy, OutputError
from timelog_cli.store.connection import CommandInfo
from timelog_cli.store.sync import cloning, conflicts, incoming, noting, outgoing
from timelog_cli.store.sync import pending as unsent
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.conflicts import Conflict
from timelog_cli.store.sync.spooling import Spool
from timelog_cli.usecases.sync import meeting
from timelog_cli.usecases.sync.places import needed, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from timelog_cli.errors import TimelogError
    from timelog_cli.store.connection import Store
    from timelog_cli.store.hub.calls import Hub
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.sync.meeting import Meeting, News

    Report = Callable[[int, int | None], None]

ROWS = 5000  # of a batch at most
_ROUNDS = 10
_FREE_NUMBERS = 100


class _Pending(Exception):
    """Something was changed while rows were on their way."""


def sync(
    work: Work,
    *,
    insecure: bool = False,
    again: bool = False,
    reserve: int = 0,
    report: Report | None = None,
) -> Exchanged:
    """Exchange changes with the hub.

    :param again: whether everything goes again, as the hub was restored from a backup
    :param reserve: how many numbers are to be free for new records afterwards, at least
    :raises Refused: the file has no hub
    """
    with meeting.met(work, insecure=insecure, again=again) as met:
        return whole(met, report, everything=again, reserve=reserve)


def whole(
    met: Meeting, report: Report | None, *, everything: bool = False, reserve: int = 0
) -> Exchanged:
    """Exchange, and have numbers for new records afterwards."""
    done = exchange(met, report, everything=everything)
    keep_numbers(met, reserve)
    return done


def exchange(met: Meeting, report: Report | None = None, *, everything: bool = False) -> Exchanged:
    """Send what is pending, and receive what is new, until neither is left.

    :param everything: whether all that the hub has is fetched
    """
    counter, role = _Counter(report), met.state.role
    for _ in range(_ROUNDS):
        push(met, counter)
        try:
            received = pull(met, counter, everything=everything)
        except _Pending:
            continue
        return Exchanged(
            place_of(met.state),
            counter.sent,
            received,
            conflicts.count(met.store),
            met.work.now,
            gone=counter.gone,
            is_new_role=met.state.role != role,
        )
    raise Busy(
        "the database was changed all the time by other commands",
        "try again: timelog sync",
    )


class _Counter:
    """How many rows went by table, and how far that is."""

    def __init__(self, report: Report | None) -> None:
        self._report, self._done = report, 0
        self.sent: dict[str, int] = {}
        self.gone: dict[str, int] = {}

    def send(self, body: dict[str, Any]) -> None:
        """Count the rows of a batch."""
        for part in ("rows", "deleted"):
            for table, rows in body[part].items():
                self.sent[table] = self.sent.get(table, 0) + len(rows)
                self.step(len(rows))

    def step(self, rows: int) -> None:
        """Tell of more rows."""
        self._done += rows
        if self._report is not None:
            self._report(self._done, None)


def push(met: Meeting, counter: _Counter) -> None:
    """Send what is pending, batch by batch."""
    while (body := _next_body(met)) is not None:
        number = met.state.sent
        met.push(number, body)
        counter.send(body)


def _next_body(met: Meeting) -> dict[str, Any] | None:
    """The next batch, put together for good; ``None`` where nothing is pending."""
    store, state = met.store, met.state
    if state.sent == state.batch and not unsent.anything(store):
        return None
    meeting.next_token(store)
    with states.writing(store):
        noting.note(store, met.work.now)
        state = needed(store)
        if state.sent == state.batch and not noting.pending(store):
            return None
        number = state.sent if state.sent > state.batch else state.sent + 1
        return outgoing.batch(store, number, ROWS)


def pull(met: Meeting, counter: _Counter, *, everything: bool = False) -> dict[str, int]:
    """Receive what is new; how many rows changed by table.

    :param everything: whether all that the hub has is fetched
    :raises _Pending: something has to be sent first
    """
    with Spool() as spool:
        news = met.fetch(spool, counter.step, everything=everything or met.sees_others)
        if not spool.counts and not news.conflicts and news.seq == met.state.seen:
            return {}
        return _put_in(met, spool, news, counter)


def _put_in(met: Meeting, spool: Spool, news: News, counter: _Counter) -> dict[str, int]:
    store, work, alone = met.store, met.work, met.sees_others
    with states.Pulling(store, CommandInfo(work.now, work.user, work.line, "sync")) as entry:
        noting.note(store, work.now)
        if noting.pending(store):
            raise _Pending
        applied = incoming.apply(store, spool.tables(), alone=alone)
        _name(store, entry.entry_id, applied.nodes, news)
        if alone:
            conflicts.close_all(store)
        _put_conflicts(store, news)
        clock = max(met.state.clock, news.clock)
        states.update(store, seen=news.seq, clock=clock, role=news.role, synced_at=work.now)
    if not alone:
        return {name: sum(counts) for name, counts in applied.tables.items()}
    counter.gone = {name: counts.deleted for name, counts in applied.tables.items()}
    return {name: counts.new + counts.changed for name, counts in applied.tables.items()}


def _name(store: Store, entry_id: int, nodes: Iterable[int], news: News) -> None:
    """Say in the history whose changes came."""
    known = [news.nodes[node] for node in sorted(nodes) if node in news.nodes]
    people = ", ".join(dict.fromkeys(member for _, member in known)) or "hub"
    places = ", ".join(dict.fromkeys(f"{member} on {name}" for name, member in known)) or "the hub"
    incoming.set_entry(store, entry_id, people, f"timelog sync (changes of {places})")


def _put_conflicts(store: Store, news: News) -> None:
    open_ones = [one for one in news.conflicts if not one["resolved"]]
    conflicts.close(store, [one["id"] for one in news.conflicts if one["resolved"]])
    conflicts.put(store, [_conflict(one) for one in open_ones])


def _conflict(one: dict[str, Any]) -> Conflict:
    kept, lost = (json.dumps(one[name], ensure_ascii=False) for name in ("kept", "lost"))
    return Conflict(
        *(one["id"], one["kind"], one["tbl"], one["uuid"], one["other_uuid"], one["grp"]),
        *(kept, lost, one["node"], one["member"], one["at"]),
    )


def clone(met: Meeting, entry_id: int, report: Report | None) -> dict[str, int]:
    """Put all that the hub has into a new file, in the caller's transaction.

    :param entry_id: the history entry of the transaction
    """
    counter = _Counter(report)
    with met.hub.reading():
        seq, rows = met.hub.pull(0, everything=True)
        counts = cloning.clone(met.store, _by_table(rows, counter), entry_id)
        found = met.hub.conflicts(0)
        nodes = met.hub.nodes()
    hello = met.hub.hello(met.state.token, 0)
    news = meeting.News(seq, hello.clock, hello.role, found, nodes)
    _name(met.store, entry_id, [node for node in nodes if node != met.state.node], news)
    _put_conflicts(met.store, news)
    clock = max(met.state.clock, hello.clock)
    states.update(met.store, seen=seq, clock=clock, synced_at=met.work.now)
    return counts


def _by_table(
    rows: Iterable[tuple[str, dict[str, Any]]], counter: _Counter
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The rows of each table, while they come."""

    def told(row: tuple[str, dict[str, Any]]) -> dict[str, Any]:
        counter.step(1)
        return row[1]

    for table, group in groupby(rows, itemgetter(0)):
        yield table, map(told, group)


def keep_numbers(met: Meeting, reserve: int = 0) -> None:
    """Have so many numbers free for new records."""
    missing = max(reserve, _FREE_NUMBERS) - states.free_numbers(met.store)
    if missing > 0:
        first, last = lease(met.hub, missing)
        with states.writing(met.store):
            states.add_block(met.store, first, last)


def lease(hub: Hub, count: int) -> tuple[int, int]:
    """So many numbers for records, but never a few: the first and the last one."""
    return hub.lease(max(count, _FREE_NUMBERS))


def passes(error: TimelogError) -> bool:
    """Whether what is in the way passes by itself, as a network that is away."""
    return isinstance(error, Busy | OutputError)


def preview(work: Work, *, insecure: bool = False) -> Exchanged:
    """What would go and come; nothing is changed, here or there."""
    with meeting.met(work, insecure=insecure, reads=True) as met:
        coming, going = met.foreseen()
        return Exchanged(
            met.place,
            unsent.counts(work.store),
            coming,
            conflicts.count(work.store),
            work.now,
            dry_run=True,
            gone=going,
        )
