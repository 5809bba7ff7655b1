"""A record created by a command that was given a title instead of a reference."""

from __future__ import annotations

from timelog_cli.domain.logs import TYPES
from timelog_cli.domain.names import near_ones
from timelog_cli.domain.text import folded, one_line, typed
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.names import listed
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

    :param once: the command that creates no second record with a title, for the hint
    :param create: whether the record may be created
    :param makes: whether it creates one anyway, unless the title looks like a misspelt reference
    :param rest: what follows the record on its line
    """

    kind: str | None
    fields: RecordFields
    once: str | None = None
    create: bool = False
    makes: bool = False
    rest: str = ""


class NoSuchTitle(NotFound):
    """A title is not a reference, and creating the record was not asked for.

    ``titled`` are the records of that title, in any letter case, that are not done, newest first.
    """

    def __init__(self, message: str, hint: str, titled: list[RecordSummary]) -> None:
        super().__init__(message, hint)
        self.titled = titled


def found_or_made(work: Work, ref_or_title: str, new: New) -> tuple[RecordSummary, Record | None]:
    """The record of a reference, or a new one with that title, in the caller's transaction.

    :raises NoSuchTitle: creating a record was not asked for
    :raises Refused: a record that is not done has that title
    :raises UsageError: a text that is no title
    """
    if lookup.looks_like_ref(ref_or_title):
        head = lookup.record(work.store, ref_or_title)
        _check_nothing_said(head, new)
        return head, None
    if new.once:
        _check_once(work, ref_or_title, new, new.once)
    made = make(work, ref_or_title, new.kind or "task", new.fields)
    made_head = stored.summary(work.store, made.id)
    assert made_head is not None
    return made_head, made


def have_it(heads: list[RecordSummary]) -> str:
    """``task-7 has the title 'Call'``."""
    verb = "have" if len(heads) > 1 else "has"
    return f"{listed([head.ref for head in heads])} {verb} the title {heads[0].title!r}"


def _check_once(work: Work, title: str, new: New, command: str) -> None:
    wanted = folded(one_line(title, "the title"))
    live = stored.active_summaries(work.store)
    command = command.removeprefix("timer ")
    titled = [head for head in live if folded(head.title) == wanted]
    if titled and (new.create or new.makes):
        again = f"timelog {command} {titled[0].ref} {new.rest}"
        raise Refused(have_it(titled), again.rstrip())
    if new.create:
        return
    if new.makes:
        _check_not_misspelt(title)
        return
    message = f"no record {title[:60]!r}"
    if titled:
        message, hint = f"{message}; {have_it(titled)}", f"timelog {command} {titled[0].ref}"
    else:
        near = _near_refs(title, live)
        hint = f"{near}{'T' if near else 't'}o create it: {work.line} --create"
    raise NoSuchTitle(message, hint, titled)


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


def _near_refs(text: str, live: list[RecordSummary]) -> str:
    """A question for the references that a misspelt one may mean."""
    if not text[-1:].isdigit() or " " in text:
        return ""
    near = near_ones(text, [head.ref for head in live])
    return f"did you mean {', '.join(near)}? " if near else ""


def _check_nothing_said(head: RecordSummary, new: New) -> None:
    if new.kind:
        raise UsageError(
            f"{head.ref} already exists; --type is only for a new record", "remove --type"
        )
    for name in new.fields:
        if name not in _OF_THE_TIME_TOO:
            option = "--" + name.removesuffix("_seconds").replace("_", "-")
            raise UsageError(
                f"{head.ref} already exists; {option} is only for a new record",
                f"timelog record edit {head.ref} {option} VALUE",
            )
