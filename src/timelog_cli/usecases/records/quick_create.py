"""A record created by a command that was given a title instead of a reference."""

from __future__ import annotations

from timelog_cli.domain.logs import TYPES, looks_like_ref
from timelog_cli.domain.names import near_ones
from timelog_cli.domain.text import capitalized, folded, one_line, shown, typed
from timelog_cli.errors import NotFound, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.records import make

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.logs import RecordSummary
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.records.fields import RecordFields

_OF_THE_TIME_TOO = ("billable", "owner")


class New(Frozen):
    """The fields of a record that may have to be created.

    :param create: whether the record may be created
    :param makes: whether it is created anyway, unless the title looks like a misspelt reference
    """

    kind: str | None
    fields: RecordFields
    create: bool = False
    makes: bool = False


class NoSuchTitle(NotFound):
    """A title is not that of a record, and creating one was not asked for."""


def found_or_made(work: Work, ref_or_title: str, new: New) -> tuple[RecordSummary, Record | None]:
    """The record of a reference, key or title, or a new one, in the caller's transaction.

    Where a new one is given a key, only this tells which record is meant. A title that only records
    have that are done is free for a new one.

    :raises NoSuchTitle: creating a record was not asked for
    :raises UsageError: a text that is no title, or the title of several records
    """
    head = _found(work, ref_or_title, new)
    if head is not None:
        return head, None
    if new.makes:
        _tell_of_part(work, ref_or_title)
    made = make(work, ref_or_title, new.kind or "task", new.fields)
    made_head = stored.summary(work.store, made.id)
    assert made_head is not None
    return made_head, made


def _tell_of_part(work: Work, title: str) -> None:
    """Tell of the one open record with that in its title, which may have been meant."""
    if work.notices is None:
        return
    near = lookup.open_with_part(stored.summaries(work.store), title)
    if near is not None:
        work.notices.append(
            f"{near.ref} ({shown(near.title)}) has {title[:60]!r} in its title. To log on it"
            f" instead: timelog undo, then use {near.ref}"
        )


def _found(work: Work, text: str, new: New) -> RecordSummary | None:
    """The record that is there, or ``None`` where one may be created."""
    if looks_like_ref(text):
        head = lookup.record(work.store, text)
        _check_nothing_said(head, new)
        return head
    title, key = one_line(text, "the title"), new.fields.get("key")
    found = lookup.of_key(work.store, key or title)
    heads = [] if found else stored.summaries(work.store)
    if found is None and key is None:
        found = lookup.entitled(heads, title)
        if found is None and not (new.create or new.makes):
            found = lookup.entitled(heads, title, done=True) or _of_part(work, heads, title, new)
    if found is None:
        _check_may_be_made(work, text, new, heads)
    elif not new.create:
        _check_nothing_said(found, new)
    return found


def _of_part(work: Work, heads: list[RecordSummary], title: str, new: New) -> RecordSummary | None:
    """The only record with that in its title, unless what is said is for a new one."""
    if new.kind or new.fields.keys() - {*_OF_THE_TIME_TOO} or not lookup.is_one(heads, title):
        return None
    return lookup.of_part(work, heads, title)


def _check_may_be_made(work: Work, title: str, new: New, heads: list[RecordSummary]) -> None:
    if new.create:
        return
    if new.makes:
        _check_not_misspelt(title)
        return
    near = lookup.near_question([head for head in heads if not head.done], title)
    hint = f"to create it: {work.line} --create"
    raise NoSuchTitle(f"no record {title[:60]!r}", f"{near} {capitalized(hint)}" if near else hint)


def _check_not_misspelt(title: str) -> None:
    """Refuse ``case1``, ``cas-1`` and ``case 1`` as titles."""
    kind = title.strip().rstrip("0123456789")
    number = title.strip()[len(kind) :]
    likely = near_ones(kind.rstrip("-_ #"), TYPES, 1, 0.8) if number and kind else []
    if likely:
        raise NotFound(
            f"no record {title[:60]!r}",
            f"did you mean {likely[0]}-{number}? To create it: timelog record add {typed(title)}",
        )


def _check_nothing_said(head: RecordSummary, new: New) -> None:
    if new.kind:
        raise UsageError(
            f"{head.ref} already exists; --type is only for a new record", "remove --type"
        )
    for name in new.fields:
        if name == "key" and folded(new.fields["key"] or "") == folded(head.key or ""):
            continue
        if name not in _OF_THE_TIME_TOO:
            option = "--" + name.removesuffix("_seconds").replace("_", "-")
            raise UsageError(
                f"{head.ref} already exists; {option} is only for a new record",
                f"timelog record edit {head.ref} {option} VALUE",
            )
