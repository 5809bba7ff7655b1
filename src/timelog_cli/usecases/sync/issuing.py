"""What gives a document its number: with the hub, where the file has one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from timelog_cli.usecases import Work


def numbering(work: Work) -> AbstractContextManager[object]:
    """The command's one transaction, in which documents can be issued.

    With a hub, that takes part: first all that is new comes from there, and nobody else issues
    anything until this ends; what is issued is there first, then here.

    :raises OutputError: the hub is not in reach
    :raises Refused: only leads and owners issue
    """
    from timelog_cli.store.queries import sync as stored
    from timelog_cli.usecases.sync.roles import check_leads

    if stored.role(work.store) is None:
        return work.writing()
    check_leads(work, "issue documents")
    from timelog_cli.usecases.sync.numbering import Numbering

    return Numbering(work)
