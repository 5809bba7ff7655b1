"""Settling what two files said differently: what is kept is written here, then said to the hub."""

from __future__ import annotations

from timelog_cli.domain.segments import without
from timelog_cli.domain.sync.results import Conflict, settled_by
from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.domain.sync.wording import spans
from timelog_cli.errors import Refused, Unfit
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs
from timelog_cli.store.queries import sync as names
from timelog_cli.store.sync import rewriting
from timelog_cli.usecases import customers, records, services
from timelog_cli.usecases.logs import check_may_change
from timelog_cli.usecases.sync import conflicts, exchanging, meeting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timelog_cli.domain.logs import Log
    from timelog_cli.store.sync.conflicts import Conflict as Stored
    from timelog_cli.usecases import Work

    Act = Callable[[Work, Stored], str]


class Settled(Frozen):
    """A conflict that is no longer open, and what was done about it."""

    conflict: Conflict
    said: tuple[str, ...]


def resolve(work: Work, number: int, keep: str) -> Settled:
    """Settle a conflict.

    :raises NotFound: there is none of that number
    :raises Refused: it cannot be settled so
    """
    conflicts.find(work, number)
    with meeting.met(work) as met:
        exchanging.exchange(met)
        one = conflicts.find(work, number)
        told = conflicts.told(work, one)
        side = "both" if keep == "both" else "lost" if _is_lost(work, one, keep) else "kept"
        _check(work, one, told, keep)
        said = _done(work, one, told, side)
        exchanging.exchange(met)
        met.settle(number, keep)
    return Settled(told, (f"Settled conflict {number}: {said}.",))


def _done(work: Work, one: Stored, told: Conflict, side: str) -> str:
    """What was done; where a rule is in the way, what else can be done."""
    try:
        return _ACTS[one.kind, side](work, one)
    except Refused as error:
        if error.hint is not None:
            raise
        why = "that does not fit what it is now" if isinstance(error, Unfit) else error.message
        raise Refused(
            f"{told.what} cannot be changed back: {why}",
            f"to keep the change: {settled_by(one.id, (told.kept,))}",
        ) from error


def _is_lost(work: Work, one: Stored, keep: str) -> bool:
    return (keep == "mine") == conflicts.is_mine(work, one)


def _check(work: Work, one: Stored, told: Conflict, keep: str) -> None:
    if keep in told.keeps:
        return
    if one.kind == "billed":
        invoice = conflicts.invoice_of(work, one)
        credit = f"credit the invoice first: timelog billing credit {invoice}"
        raise Refused(
            f"{told.what} has been billed, so it cannot change",
            f"to change it, {credit if invoice else 'ask a lead to credit the invoice first'}",
        )
    cannot = "be both" if keep == "both" else "be changed any more"
    if keep != "both" and BY_NAME[one.table].managed and BY_NAME[one.table].policy != "added":
        cannot = "be changed by a member"
    raise Refused(
        f"{told.what} cannot {cannot}: {told.said}",
        settled_by(one.id, told.keeps),
    )


def _says(what: str) -> Act:
    """What changes nothing here."""

    def act(_work: Work, _one: Stored) -> str:
        return what

    return act


def _stay(work: Work, one: Stored) -> str:
    told = conflicts.told(work, one)
    return f"{told.what} is unchanged"


def _rewrite(work: Work, one: Stored) -> str:
    with work.writing():
        rewriting.write(work.store, BY_NAME[one.table], one.uuid, conflicts.values_of(one.lost))
    return f"{conflicts.told(work, one).what} is changed back"


def _join(work: Work, one: Stored) -> str:
    kept, lost = conflicts.values_of(one.kept), conflicts.values_of(one.lost)
    joined = {name: _joined(name, kept.get(name), value) for name, value in lost.items()}
    with work.writing():
        rewriting.write(work.store, BY_NAME[one.table], one.uuid, joined)
    return f"{conflicts.told(work, one).what} has both"


def _joined(name: str, kept: object, lost: object) -> object:
    if isinstance(kept, list) and isinstance(lost, list):
        return sorted({*kept, *lost})
    between = " / " if name == "title" else "\n"
    return between.join(str(one) for one in (kept, lost) if one)


def _delete(work: Work, one: Stored) -> str:
    what = conflicts.told(work, one).what
    name = names.plain_name(work.store, one.table, one.uuid)
    if name is not None and one.table in _USED:
        _USED[one.table](work, name)
        return f"{what} is deleted"
    with work.writing():
        found = conflicts.log_of(work, one.uuid) if one.table == "log" else None
        if found:
            check_may_change(work, found, verb="delete")
        rewriting.delete(work.store, BY_NAME[one.table], one.uuid)
    return f"{what} is deleted"


# What others may refer to, which then refuses to go.
_USED: dict[str, Callable[[Work, str], object]] = {
    "record": lambda work, name: records.delete(work, [name]),
    "service": services.delete,
    "customer": customers.delete,
}


def _take_name(work: Work, one: Stored) -> str:
    kept, lost = conflicts.values_of(one.kept), conflicts.values_of(one.lost)
    table = BY_NAME[one.table]
    with work.writing():
        rewriting.write(work.store, table, one.uuid, lost)
        if one.other_uuid is None or any(isinstance(value, list) for value in lost.values()):
            return f"it is now {conflicts.what(work, one.table, one.uuid)}"
        rewriting.write(work.store, table, one.other_uuid, kept)
        this, other = (conflicts.what(work, one.table, it) for it in (one.uuid, one.other_uuid))
    return f"it is now {this}, and the other one is {other}"


def _cut(keeping: str) -> Act:
    """What takes the time that two logs share from one of them."""

    def act(work: Work, one: Stored) -> str:
        uuids = (one.uuid, one.other_uuid) if keeping == "lost" else (one.other_uuid, one.uuid)
        winner, loser = (conflicts.log_of(work, uuid) for uuid in uuids)
        if winner is None or loser is None:
            return "one of the logs is no longer here"
        common = conflicts.shared(loser, winner)
        if not common:
            return "they are no longer at the same time"
        with work.writing():
            check_may_change(work, loser)
            gone = _cut_out(work, loser, winner)
        taken = f"removed {spans(common, work.zone)} from log {loser.id}"
        return f"{taken}, which is deleted, as nothing was left" if gone else taken

    return act


def _cut_out(work: Work, loser: Log, winner: Log) -> bool:
    """Whether nothing was left of the log."""
    store = work.store
    left = without(loser.segments, winner.segments)
    if not left:
        logs.drop(store, loser.id)
        return True
    owner_id = queries.ensure_owner(store, loser.owner)
    logs.clear_segments(store, loser.id)
    logs.change(store, loser.id, start_at=left[0].start, end_at=left[-1].end)
    logs.put_segments(store, loser.id, owner_id, left)
    return False


_ACTS: dict[tuple[str, str], Act] = {
    ("change", "kept"): _stay,
    ("change", "lost"): _rewrite,
    ("change", "both"): _join,
    ("deletion", "kept"): _stay,
    ("deletion", "lost"): _delete,
    ("billed", "kept"): _says("it stays as billed"),
    ("name", "kept"): _says("the names stay"),
    ("name", "lost"): _take_name,
    ("name", "both"): _says("the names stay"),
    ("overlap", "kept"): _cut("kept"),
    ("overlap", "lost"): _cut("lost"),
    ("overlap", "both"): _says("both logs stay, and can be billed"),
}
