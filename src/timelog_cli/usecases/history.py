"""Undo, redo, and the history."""

from __future__ import annotations

from timelog_cli.errors import Locked, NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import CommandInfo
from timelog_cli.store.queries import history as stored
from timelog_cli.usecases import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from timelog_cli.domain.history import HistoryEntry, IssuedNumber, RowChange
    from timelog_cli.usecases import Work

    Tick = Callable[[], None] | None


class UndoResult(Frozen):
    """An entry that was undone or redone, and how many rows that changed."""

    entry: HistoryEntry
    rows: int


class _DryRun(Exception):
    """Leaves the transaction without keeping what it did."""


def undo(
    work: Work, *, dry_run: bool = False, any_user: bool = False, tick: Tick = None
) -> UndoResult | None:
    """Undo the user's newest entry that is in force; ``None`` when there is none.

    :param any_user: whether it may be that of somebody else
    :param tick: is called for each row
    """
    entry = stored.to_undo(work.store, None if any_user else work.user)
    if entry is None:
        return None
    documents = stored.issued_by(work.store, entry.id)
    if documents is not None and stored.adds_customers(work.store, entry.id):
        raise _imported(work, entry, len(documents))
    if documents is not None:
        raise _issued(entry, documents)
    try:
        return _turn(work, entry, "undo", dry_run, any_user, tick)
    except Locked:
        raise
    except Refused as error:
        raise _sent(work, entry) or _built_on(work, entry, error) from error


def _built_on(work: Work, entry: HistoryEntry, error: Refused) -> Refused:
    """The refusal of an undo, which names the later change of somebody else, if there is one."""
    later = others(work, "undo")
    if later is None or later.id <= entry.id:
        return error
    return Refused(
        f"cannot undo {entry.command!r}: {later.user} has since run {later.command!r}",
        "to undo that first: timelog undo --any",
    )


def others(work: Work, verb: str) -> HistoryEntry | None:
    """The entry that ``undo`` or ``redo`` would turn if it may be that of somebody else."""
    return (stored.to_undo if verb == "undo" else stored.to_redo)(work.store, None)


def _imported(work: Work, entry: HistoryEntry, documents: int) -> Refused:
    """Why the import of a whole database is not undone: what is issued is never deleted."""
    added = "an issued document" if documents == 1 else f"{documents:,} issued documents"
    return Refused(
        f"cannot undo {entry.command!r}: it added {added}, which cannot be deleted",
        f"to start again, delete {work.store.path}",
    )


def _issued(entry: HistoryEntry, documents: Sequence[IssuedNumber]) -> Refused:
    """Why an entry that issued documents is not undone, and what to do instead."""
    written = ", ".join(one.number for one in documents) or "a document"
    have = "have" if len(documents) > 1 else "has"
    kinds = {one.kind for one in documents}
    if "credit-note" in kinds:
        return Refused(
            f"cannot undo {entry.command!r}: the credit note {written} has been issued",
            "to see what can be billed again: timelog billing preview",
        )
    instead, verb = ("declined", "decline") if "quote" in kinds else ("credited", "credit")
    return Refused(
        f"cannot undo {entry.command!r}: {written} {have} been issued and can only be {instead}",
        f"timelog billing {verb} {documents[0].number if documents else 'NUMBER'}",
    )


def _sent(work: Work, entry: HistoryEntry) -> Refused | None:
    """Why an entry that sent a message is not undone; ``None`` if it sent none."""
    number = stored.sent_by(work.store, entry.id)
    if number is None:
        return None
    return Refused(
        f"cannot undo {entry.command!r}: the message with {number} has been sent",
        f"timelog billing show {number}",
    )


def redo(
    work: Work, *, dry_run: bool = False, any_user: bool = False, tick: Tick = None
) -> UndoResult | None:
    """Redo the entry last undone, by the user or of the user; ``None`` when there is none."""
    entry = stored.to_redo(work.store, None if any_user else work.user)
    return None if entry is None else _turn(work, entry, "redo", dry_run, any_user, tick)


def compacted(work: Work) -> HistoryEntry | None:
    """The entry that removed older ones last, or ``None``."""
    return stored.compacted(work.store)


def _turn(
    work: Work, entry: HistoryEntry, kind: str, dry_run: bool, any_user: bool, tick: Tick
) -> UndoResult:
    store, user = work.store, None if any_user else work.user
    rows = 0
    try:
        with store.writing(CommandInfo(work.now, work.user, work.line, kind, entry.id)):
            again = (stored.to_undo if kind == "undo" else stored.to_redo)(store, user)
            if again is None or again.id != entry.id:
                raise Refused("another process has just changed the database", f"timelog {kind}")
            source = entry.id if kind == "undo" else stored.undoing(store, entry.id)
            rows = stored.revert(store, source, tick)
            stored.set_undone(store, entry.id, kind == "undo")
            if dry_run:
                raise _DryRun
            entry = entry._replace(undone=kind == "undo")
    except _DryRun:
        pass
    return UndoResult(entry, rows)


class HistoryFilters(Frozen):
    """Which entries are asked for; ``start`` and ``end`` are instants, half open.

    :param commands: how their lines begin, one way or another
    """

    record: str | None = None
    commands: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


def entries(work: Work, wanted: HistoryFilters, most: int) -> Iterator[HistoryEntry]:
    """Entries of the history, newest first."""
    record_id = None if wanted.record is None else lookup.named(work, wanted.record).id
    where, values = stored.condition(record_id, wanted.commands, wanted.start, wanted.end)
    return stored.matching(work.store, where, values, most)


def changes(work: Work, number: int) -> list[RowChange]:
    """What an entry changed, in order."""
    return stored.changes(work.store, number)


def entry(work: Work, number: int) -> tuple[HistoryEntry, list[RowChange]]:
    """An entry and what it changed.

    :raises NotFound: no such entry
    """
    found = stored.find(work.store, number)
    if found is None:
        gone = (
            "" if stored.compacted(work.store) is None else "; older entries may have been removed"
        )
        raise NotFound(f"no history entry {number}{gone}", "timelog history")
    return found, stored.changes(work.store, number)
