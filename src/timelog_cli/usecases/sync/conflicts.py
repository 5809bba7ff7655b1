"""What two files said differently, in people's words."""

from __future__ import annotations

import json

from timelog_cli.domain.segments import pauses, without
from timelog_cli.domain.sync.results import WORDS, Conflict
from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.domain.sync.wording import Wording, label, spans
from timelog_cli.errors import NotFound
from timelog_cli.store.queries import logs
from timelog_cli.store.queries import sync as names
from timelog_cli.store.sync import conflicts as stored
from timelog_cli.store.sync import state as states
from timelog_cli.usecases.sync.places import device_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.logs import Log, Segment
    from timelog_cli.store.sync.conflicts import Conflict as Stored
    from timelog_cli.usecases import Work

# Labels that are plural.
_PLURALS = frozenset(("times", "tags"))
_BOTH_TEXTS = frozenset(("note", "title", "description", "tags"))


def everything(work: Work) -> list[Conflict]:
    """All that are open, by their numbers."""
    return [told(work, one) for one in stored.open_ones(work.store)]


def find(work: Work, number: int) -> Stored:
    """The open one of a number.

    :raises NotFound: there is none
    """
    found = stored.find(work.store, number)
    if found is None:
        raise NotFound(
            f"no open conflict {number}",
            "to receive new ones: timelog sync; to list them: timelog sync conflicts",
        )
    return found


def is_mine(work: Work, one: Stored) -> bool:
    """Whether what is not kept was said by this file."""
    state = states.read(work.store)
    return state is not None and one.member == state.member and one.node == device_name()


def values_of(text: str) -> dict[str, Any]:
    """What a conflict keeps as JSON; empty for nothing."""
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else {}


def told(work: Work, one: Stored) -> Conflict:
    """A conflict in words."""
    mine_is_lost = is_mine(work, one)
    said, kept, lost, keeps = _TELL[one.kind](work, one, mine_is_lost)
    if not mine_is_lost and one.kind in _UNDOES:
        said = f"{said}; theirs {_UNDOES[one.kind]}"
    return Conflict(
        number=one.id,
        kind=one.kind,
        what=what(work, one.table, one.uuid),
        said=said,
        mine=lost if mine_is_lost else kept,
        theirs=kept if mine_is_lost else lost,
        kept="both" if one.kind == "overlap" else "theirs" if mine_is_lost else "mine",
        by=one.member,
        device=one.node,
        at=one.at,
        keeps=keeps,
    )


def what(work: Work, table: str, uuid: str) -> str:
    """What a row is called."""
    return names.name(work.store, table, uuid, WORDS.get(table, (table,))[0])


def wording(work: Work) -> Wording:
    """What writes the values of groups."""

    def name(table: str, uuid: str) -> str:
        return names.plain_name(work.store, table, uuid) or "something that is no longer here"

    return Wording(name, work.zone)


def _change(work: Work, one: Stored, mine: bool) -> tuple[str, str, str, tuple[str, ...]]:
    group = _group(one)
    kept, lost = wording(work).difference(group, values_of(one.kept), values_of(one.lost))
    whose, changed = _whose(work, one, mine), label(group.name)
    were = "were" if changed in _PLURALS else "was"
    said = f"{whose} {changed} {lost} {were} replaced by {kept}"
    if (one.table, group.name) == ("message", "record"):
        said = f"{'you' if mine else one.member} took the same mail in as {lost}, which stays"
    if not _may_change(work, one):
        return said, kept, lost, ("theirs" if mine else "mine",)
    both = ("both",) if group.name in _BOTH_TEXTS else ()
    return said, kept, lost, ("mine", "theirs", *both)


def _may_change(work: Work, one: Stored) -> bool:
    """Whether this file can change it: no payment ever changes, and members change no prices."""
    table, state = BY_NAME[one.table], states.read(work.store)
    leads = state is None or state.role != "member"
    return table.policy != "added" and (leads or not (table.managed or table.hidden))


def _whose(work: Work, one: Stored, mine: bool) -> str:
    """Who said what is not kept; on which machine, if that is another one of the same person."""
    state = states.read(work.store)
    if mine:
        return "your"
    if state is not None and one.member == state.member:
        return f"on {one.node}, your"
    return f"{one.member}'s"


def _group(one: Stored) -> Any:
    return next(group for group in BY_NAME[one.table].groups if group.name == one.group)


def _deletion(_work: Work, one: Stored, mine: bool) -> tuple[str, str, str, tuple[str, ...]]:
    who = "you" if mine else one.member
    said = f"{who} deleted it, but it was also changed, so it was kept"
    return said, "kept", "deleted", ("mine", "theirs")


def _billed(work: Work, one: Stored, mine: bool) -> tuple[str, str, str, tuple[str, ...]]:
    who = "you" if mine else one.member
    kept, lost = "as billed", "deleted"
    if one.group:
        group = _group(one)
        kept, lost = wording(work).difference(group, values_of(one.kept), values_of(one.lost))
    did = "deleted it" if lost == "deleted" else f"changed {label(one.group)} to {lost}"
    invoice = invoice_of(work, one)
    said = f"{who} {did} after it had been billed" + (f" on {invoice}" if invoice else "")
    return said, kept, lost, ("theirs" if mine else "mine",)


def invoice_of(work: Work, one: Stored) -> str | None:
    """The invoice that a log of a conflict is on, if it is seen here."""
    found = log_of(work, one.uuid) if one.table == "log" else None
    return found and found.invoice


def log_of(work: Work, uuid: str | None) -> Log | None:
    """The log of a UUID, if it is here."""
    number = names.number(work.store, "log", uuid) if uuid else None
    return None if number is None else logs.find(work.store, number)


def _name(work: Work, one: Stored, _mine: bool) -> tuple[str, str, str, tuple[str, ...]]:
    kept, lost = values_of(one.kept), values_of(one.lost)
    column = next((name for name, value in lost.items() if value != kept.get(name)), "name")
    now, was = kept.get(column), lost.get(column)
    if isinstance(was, list):
        was = ", ".join(one[0] for one in was if one not in (now or []))
        said = f"{was} is also an address of {what(work, one.table, one.other_uuid or '')}"
        return f"{said}, so it was removed here", "removed", was, ("mine", "theirs", "both")
    other = what(work, one.table, one.other_uuid) if one.other_uuid else "another"
    became = f"this one is now called {now}" if now else f"the {label(column)} was removed here"
    said = f"{label(column)} {was} is also that of {other}, so {became}"
    return said, str(now or "nothing"), str(was), ("mine", "theirs", "both")


def _overlap(work: Work, one: Stored, mine: bool) -> tuple[str, str, str, tuple[str, ...]]:
    this, other = log_of(work, one.uuid), log_of(work, one.other_uuid)
    where = what(work, "log", one.other_uuid or "")
    common = shared(this, other) if this and other else []
    when = f": {spans(common, work.zone)}" if common else ""
    here = what(work, "log", one.uuid)
    return (
        f"at the same time as {where}{when}; mine is {here if mine else where}",
        where,
        here,
        ("mine", "theirs", "both"),
    )


def shared(one: Log, other: Log) -> list[Segment]:
    """The time that two logs have in common."""
    low, high = one.segments[0].start, one.segments[-1].end
    return without(one.segments, pauses(other.segments, low, high))


# What ``theirs`` does, where it is not what this file said.
_UNDOES = {"change": "changes it back", "deletion": "deletes it", "name": "undoes that"}
_TELL = {
    "change": _change,
    "deletion": _deletion,
    "billed": _billed,
    "name": _name,
    "overlap": _overlap,
}
