"""What only leads and owners of a workspace do, where the file has a hub."""

from __future__ import annotations

from timelog_cli.errors import Refused
from timelog_cli.store.queries import sync as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.usecases import Work


def check_leads(work: Work, what: str) -> None:
    """Refuse to a member what the hub would refuse when it is sent.

    :raises Refused: the file is that of a member
    """
    if stored.role(work.store) == "member":
        raise Refused(
            f"only a lead or an owner of the workspace can {what}",
            "to see the members: timelog sync member list",
        )
