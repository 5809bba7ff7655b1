"""A record that is made on the way, by a command that was given a title instead of a reference."""

from __future__ import annotations

from timelog_cli.domain.names import near_ones
from timelog_cli.domain.text import one_line
from timelog_cli.errors import Refused, Unreadable
from timelog_cli.frozen import Frozen
from timelog_cli.store import heads as stored
from timelog_cli.usecases import finding
from timelog_cli.usecases.naming import listed
from timelog_cli.usecases.records import make

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.heads import Head
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases.record_fields import RecordFields
    from timelog_cli.usecases.work import Work

_OF_THE_TIME_TOO = ("billable", "owner")


class New(Frozen):
    """What is said of a record that may have to be made.

    :param once: the command that makes no second record of a title, to hint at the first one
    """

    kind: str | None
    fields: RecordFields
    once: str | None = None


def found_or_made(work: Work, ref_or_title: str, new: New) -> tuple[Head, Record | None]:
    """The record of a reference, or one made of a title, inside the transaction of the caller.

    :raises Refused: a live record has that title
    """
    if finding.looks_like_ref(ref_or_title):
        head = finding.record(work.store, ref_or_title)
        _check_nothing_said(head, new)
        return head, None
    if new.once:
        _check_once(work, ref_or_title, new.once)
    made = make(work, ref_or_title, new.kind or "task", new.fields)
    made_head = stored.head(work.store, made.id)
    assert made_head is not None  # noqa: S101 - made just now
    return made_head, made


def titled(work: Work, title: str) -> list[Head]:
    """The records of that title, in any letter case, that are not done, newest first.

    :raises Unreadable: a text that is no title
    """
    wanted = one_line(title, "the title").casefold()
    return [head for head in stored.live_heads(work.store) if head.title.casefold() == wanted]


def have_it(heads: list[Head]) -> str:
    """``task-7 has the title 'Call'``."""
    verb = "have" if len(heads) > 1 else "has"
    return f"{listed([head.ref for head in heads])} {verb} the title {heads[0].title!r}"


def near_refs(work: Work, text: str) -> list[str]:
    """The references that a misspelt one may mean."""
    if not text[-1:].isdigit() or " " in text:
        return []
    return near_ones(text, [head.ref for head in stored.live_heads(work.store)])


def _check_once(work: Work, title: str, command: str) -> None:
    there = titled(work, title)
    if there:
        raise Refused(have_it(there), f"timelog {command} {there[0].ref}")


def _check_nothing_said(head: Head, new: New) -> None:
    if new.kind:
        raise Unreadable(f"{head.ref} is there already, --type is for a new one", "leave it out")
    for name in new.fields:
        if name not in _OF_THE_TIME_TOO:
            option = "--" + name.removesuffix("_seconds").replace("_", "-")
            raise Unreadable(
                f"{head.ref} is there already, {option} is for a new one",
                f"timelog record edit {head.ref} {option} VALUE",
            )
