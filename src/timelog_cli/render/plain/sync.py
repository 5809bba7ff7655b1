"""What an exchange with the hub did, and what it left open, for people and as JSON."""

from __future__ import annotations

from timelog_cli.domain.sync.results import counted_rows, settled_by
from timelog_cli.domain.text import capitalized, shown
from timelog_cli.domain.time.zones import iso
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import day_and_time, fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.sync.results import Conflict, Exchanged, Member, Place, Status


def _minute(text: str) -> str:
    return text[:16].replace("T", " ")


CONFLICT_COLUMNS = (
    Column("number", "N", right=True, names=True, style="reference"),
    Column("what", "WHAT", names=True, shrink=True),
    Column("said", "WHAT HAPPENED", shrink=True),
    Column("at", "WHEN", show=_minute, spare=True),
    Column("settle", "TO SETTLE IT", spare=True),
)
MEMBER_COLUMNS = (
    Column("name", "NAME", names=True, style="reference"),
    Column("role", "ROLE"),
    Column("files", "FILES", right=True),
    Column(
        "synced",
        "LAST SYNC",
        show=lambda text: _minute(text) if text else "",
        spare=True,
    ),
)


def place_shape(place: Place | None) -> dict[str, Any]:
    """Which hub, and who takes part in what with this file."""
    return {
        "hub": place and place.hub,
        "workspace": place and place.workspace,
        "node": place and place.node,
        "member": place and place.member,
        "role": place and place.role,
    }


def exchanged_shape(done: Exchanged, zone: str) -> dict[str, Any]:
    """What went and what came."""
    return {
        **place_shape(done.place),
        "sent": done.sent,
        "received": done.received,
        "conflicts": done.conflicts,
        "synced": None if done.dry_run else iso(done.at, zone),
        "dry_run": done.dry_run,
    }


def exchanged_text(done: Exchanged) -> tuple[str, tuple[str, ...]]:
    """One line of what went and what came, and what needs attention."""
    sent, received = counted_rows(done.sent), counted_rows(done.received)
    gone = counted_rows(done.gone)
    shown_no_more = [f"{gone}, which the hub no longer shows you"] * bool(gone)
    if done.dry_run:
        parts = [f"send {sent}"] * bool(sent) + [f"receive {received}"] * bool(received)
        parts += [f"remove {one}" for one in shown_no_more]
        text = f"Would {' and '.join(parts)}." if parts else "Nothing to send or receive."
    else:
        parts = [f"sent {sent}"] * bool(sent) + [f"received {received}"] * bool(received)
        parts += [f"removed {one}" for one in shown_no_more]
        text = capitalized(f"{'; '.join(parts)}.") if parts else "Nothing new on either side."
        if done.is_new_role:
            text = f"You are now {in_role(done.place.role)} of {done.place.workspace}. {text}"
    return text, _attention(done.conflicts)


def in_role(role: str) -> str:
    """What somebody with a role is."""
    return f"an {role}" if role == "owner" else f"a {role}"


def _attention(conflicts: int) -> tuple[str, ...]:
    if not conflicts:
        return ()
    many = "is 1 conflict" if conflicts == 1 else f"are {conflicts} conflicts"
    return (f"there {many} to settle: timelog sync conflicts",)


def status_shape(found: Status, zone: str) -> dict[str, Any]:
    """How things are between a file and its hub."""
    return {
        **place_shape(found.place),
        "pending": found.pending,
        "waiting": found.waiting,
        "conflicts": found.conflicts,
        "synced": None if found.synced_at is None else iso(found.synced_at, zone),
        "free_numbers": found.free_numbers,
        "problem": found.problem,
    }


def status_text(found: Status, zone: str) -> str:
    """The same for people."""
    place = found.place
    if place is None:
        return (
            "This file has no hub. To make one: timelog sync init --hub URL"
            "\nTo join one, in a new file: timelog sync join --hub URL"
        )
    at = found.synced_at
    waiting = found.problem or "not known"
    if found.waiting is not None:
        waiting = counted_rows(found.waiting) or "nothing"
    return fields(
        (
            ("hub", place.hub),
            ("workspace", place.workspace),
            ("you", f"{place.member} ({place.role}), file {place.node}"),
            (
                "last sync",
                "never" if at is None else day_and_time(at, zone),
            ),
            ("to send", counted_rows(found.pending) or "nothing"),
            ("to receive", waiting),
            ("conflicts", str(found.conflicts) if found.conflicts else None),
            ("free numbers", f"{found.free_numbers} for new records"),
        )
    )


def conflict_shape(one: Conflict, zone: str) -> dict[str, Any]:
    """Something that two files said differently."""
    return {
        "number": one.number,
        "kind": one.kind,
        "what": one.what,
        "said": one.said,
        "mine": one.mine,
        "theirs": one.theirs,
        "kept": one.kept,
        "by": one.by,
        "device": one.device,
        "at": iso(one.at, zone),
        "keep": list(one.keeps),
        "settle": settled_by(one.number, one.keeps),
    }


def conflicts_text(rows: list[dict[str, Any]]) -> str:
    """Conflicts as paragraphs, of which no terminal cuts anything."""
    wide = len(str(rows[-1]["number"])) + 2
    lines = []
    for one in rows:
        said = f"{shown(one['what'])}: {shown(one['said'])}"
        lines += [f"{one['number']:<{wide}}{said}", f"{'':<{wide}}{one['settle']}"]
    return "\n".join(lines)


def member_shape(one: Member, zone: str) -> dict[str, Any]:
    """Somebody who takes part."""
    return {
        "name": one.name,
        "role": one.role,
        "files": one.files,
        "synced": None if one.synced_at is None else iso(one.synced_at, zone),
    }
