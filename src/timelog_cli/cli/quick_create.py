"""A title where a reference was expected: the record is offered, or made if that is told."""

from __future__ import annotations

from timelog_cli.cli.common import confirmed
from timelog_cli.cli.fields import put
from timelog_cli.usecases import timers
from timelog_cli.usecases.quick_create import New, NoSuchTitle, have_it

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.cli.options.timers import NewRecord
    from timelog_cli.context import Context
    from timelog_cli.usecases.record_fields import RecordFields
    from timelog_cli.usecases.timers import Changed, Run


def started(context: Context, text: str, run: Run, told: NewRecord, command: str) -> Changed | None:
    """Start the timer on the record of a reference or a title; somebody may be asked.

    ``None`` where the answer was no.

    :param command: such as ``timer start``
    :raises NoSuchTitle: nobody can be asked, and ``--create`` is not given
    """
    new = New(told["type"], _fields(told, run.billable), command, told["create"])
    try:
        return timers.start(context.work, text, run._replace(new=new))
    except NoSuchTitle as error:
        if len(error.titled) > 1 or not context.world.interactive:
            raise
        titled = error.titled
    if titled:
        text, question = titled[0].ref, f"{have_it(titled)}. Start the timer on it?"
    else:
        made = f"Make a {new.kind or 'task'} of it and start?"
        new, question = new._replace(create=True), f'There is no record "{text.strip()}". {made}'
    if not confirmed(context, False, question):
        return None
    return timers.start(context.work, text, run._replace(new=new))


def _fields(told: NewRecord, billable: bool | None) -> RecordFields:
    fields: Any = {}
    put(fields, "customer", told["customer"], str)
    put(fields, "service", told["service"], str)
    if billable:
        fields["billable"] = True
    return fields  # type: ignore[no-any-return]
