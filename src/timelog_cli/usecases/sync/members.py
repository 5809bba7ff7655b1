"""Who takes part in a workspace, and with which role."""

from __future__ import annotations

from timelog_cli.domain.sync.results import Member
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.usecases.sync import meeting
from timelog_cli.usecases.sync.places import address_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.hub.calls import Hub
    from timelog_cli.usecases import Work


class Changed(Frozen):
    """A member after a change.

    :param made_role: whether a login role was made for them, which has no password yet
    :param address: of the hub, for them
    """

    member: Member
    workspace: str
    made_role: bool = False
    address: str = ""


def everybody(work: Work) -> list[Member]:
    """All members, by name."""
    with meeting.met(work, reads=True) as met:
        return _members(met.hub)


def _members(hub: Hub) -> list[Member]:
    return [Member(one.name, one.role, one.files, one.last_at) for one in hub.members()]


def _member(hub: Hub, name: str) -> Member | None:
    return next((one for one in _members(hub) if one.name == name), None)


def add(work: Work, name: str, role: str) -> Changed:
    """Let somebody take part, or change the role of a member.

    :raises Refused: the caller may not
    """
    with meeting.met(work) as met:
        _check_may(met.hello.role)
        made = met.hub.member_add(name, role)
        member = _member(met.hub, name) or Member(name, role, 0, None)
        address = address_for(name, met.state.hub)
        return Changed(member, met.state.workspace, made, address)


def _check_may(role: str) -> None:
    if role != "owner":
        raise Refused(
            "only an owner of the workspace can change its members",
            "to see who is one: timelog sync member list",
        )


def remove(work: Work, name: str) -> Changed:
    """Take somebody out.

    :raises NotFound: nobody of that name takes part
    :raises Refused: the caller may not
    """
    with meeting.met(work) as met:
        _check_may(met.hello.role)
        member = _member(met.hub, name)
        if member is None:
            raise NotFound(f"{name!r} is not a member", "timelog sync member list")
        met.hub.member_remove(name)
        return Changed(member, met.state.workspace)
