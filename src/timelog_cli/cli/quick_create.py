"""A title where a reference was expected: the record is offered, or made if that is told."""

from __future__ import annotations

from timelog_cli.cli.common import confirmed
from timelog_cli.cli.fields import put
from timelog_cli.errors import NotFound
from timelog_cli.usecases.finding import looks_like_ref
from timelog_cli.usecases.quick_create import New, have_it, near_refs, titled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.cli.options.timers import NewRecord
    from timelog_cli.context import Context
    from timelog_cli.domain.heads import Head
    from timelog_cli.usecases.record_fields import RecordFields


def chosen(
    context: Context, text: str, told: NewRecord, billable: bool, command: str
) -> tuple[str, New | None] | None:
    """The reference or title to go on with, and what is said of a new record.

    ``None`` where somebody was asked and said no.

    :param command: such as ``timer start``
    :raises NotFound: nobody can be asked, and ``--create`` is not given
    """
    new = New(told["type"], _fields(told, billable), command)
    if told["create"] or looks_like_ref(text):
        return text, new
    there = titled(context.work, text)
    if len(there) > 1 or not context.world.interactive:
        raise _not_found(context, text, there, command)
    if there:
        yes = confirmed(context, False, f"{have_it(there)}. Start the timer on it?")
        return (there[0].ref, new) if yes else None
    kind = told["type"] or "task"
    question = f'There is no record "{text.strip()}". Make a {kind} of it and start?'
    return (text, new) if confirmed(context, False, question) else None


def _fields(told: NewRecord, billable: bool) -> RecordFields:
    fields: Any = {}
    put(fields, "customer", told["customer"], str)
    put(fields, "service", told["service"], str)
    if billable:
        fields["billable"] = True
    return fields  # type: ignore[no-any-return]


def _not_found(context: Context, text: str, there: list[Head], command: str) -> NotFound:
    message = f"there is no record {text[:60]!r}"
    if there:
        return NotFound(f"{message}; {have_it(there)}", f"timelog {command} {there[0].ref}")
    near = near_refs(context.work, text)
    meant = f"did you mean {', '.join(near)}? " if near else ""
    return NotFound(message, f"{meant}{context.line} --create makes it")
