"""``sync member …``."""

from __future__ import annotations

from timelog_cli.cli.sync import app
from timelog_cli.domain.text import typed
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.sync import MEMBER_COLUMNS, in_role, member_shape
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.sync import members
from timelog_cli.usecases.sync.places import identifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions
    from timelog_cli.cli.options.sync import MemberName, Role


@app.command("sync member add")
def add(context: Context, name: MemberName, *, role: Role) -> Outcome:
    """Let somebody take part, or change the role of a member.

    The name is that of their login role in PostgreSQL, which is created if it is missing and you
    may create roles. They then run timelog sync join.

    Examples:
        timelog sync member add anna --role member
        timelog sync member add grace --role lead
    """
    done = members.add(context.work, name, role)
    said = [f"{done.member.name} is now {in_role(role)} of {done.workspace}."]
    if done.made_role:
        said.append(
            f"Created the login role {done.member.name} without a password. To set one, in psql:"
            f" \\password {identifier(done.member.name)}"
        )
    if not done.member.files:
        said.append(f"They take part with: timelog sync join --hub {typed(done.address)}")
    return Outcome(
        said=tuple(said),
        name=done.member.name,
        data={**member_shape(done.member, context.zone), "created_role": done.made_role},
    )


@app.command("sync member list")
def list_members(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List the members of the workspace, with their roles.

    Examples:
        timelog sync member list
        timelog sync member list --json
    """
    found = members.everybody(context.work)
    rows = [member_shape(one, context.zone) for one in found]
    head = header("sync member list")
    empty = "No members."
    return Outcome(listing=Listing(rows, MEMBER_COLUMNS, empty, context.layout(layout), head))


@app.command("sync member remove")
def remove(context: Context, name: MemberName) -> Outcome:
    """Take somebody out of the workspace.

    Their logs stay. Their file can no longer exchange anything; what it has already received stays
    in it.

    Examples:
        timelog sync member remove anna
    """
    done = members.remove(context.work, name)
    return Outcome(
        said=(
            f"{done.member.name} no longer takes part in {done.workspace}.",
            "Their login role stays in PostgreSQL. If nothing else needs it, in psql: DROP ROLE"
            f" {identifier(done.member.name)}",
        ),
        name=done.member.name,
        data={**member_shape(done.member, context.zone), "created_role": False},
    )
