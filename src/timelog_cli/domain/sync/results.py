"""What an exchange with the hub did, what is pending, who takes part, and what is open."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES = ("owner", "lead", "member")
KEEPS = ("mine", "theirs", "both")
# Of each table: one row, several.
WORDS = {
    "owner": ("owner", "owners"),
    "customer": ("customer", "customers"),
    "service": ("service", "services"),
    "record": ("record", "records"),
    "message": ("message", "messages"),
    "invoice": ("document", "documents"),
    "item": ("item", "items"),
    "log": ("log", "logs"),
    "timer": ("timer", "timers"),
    "day_off": ("day off", "days off"),
    "imported": ("imported entry", "imported entries"),
    "retainer": ("retainer", "retainers"),
    "payment": ("payment", "payments"),
    "period_lock": ("lock of a period", "locks of a period"),
}
_OTHER = ("other row", "other rows")


class Place(Frozen):
    """Whose file this is at which hub.

    :param hub: its URL, without a password
    :param node: the number of this file among those of the workspace
    """

    hub: str
    workspace: str
    node: int
    member: str
    role: str


class Exchanged(Frozen):
    """What went and what came, as the numbers of rows by table.

    :param conflicts: how many are open now
    :param at: when, as UTC seconds
    :param dry_run: whether it is only what would go and come
    :param gone: what the hub shows no more, of which the file has nothing now
    :param is_new_role: whether the member has another role than before
    """

    place: Place
    sent: dict[str, int]
    received: dict[str, int]
    conflicts: int
    at: int
    dry_run: bool = False
    gone: Mapping[str, int] = {}
    is_new_role: bool = False


class Status(Frozen):
    """How things are between a file and its hub.

    :param waiting: what is at the hub and not here; ``None`` where the hub is not in reach
    :param synced_at: UTC seconds; ``None`` before the first time
    :param free_numbers: of new records, which the hub has given to this file
    :param problem: why the hub is not in reach
    """

    place: Place | None
    pending: dict[str, int]
    waiting: dict[str, int] | None
    conflicts: int
    synced_at: int | None
    free_numbers: int
    problem: str | None = None


class Member(Frozen):
    """A person with a role at the hub.

    :param files: how many files of theirs take part
    :param synced_at: when the last of them did, as UTC seconds
    """

    name: str
    role: str
    files: int
    synced_at: int | None


class Conflict(Frozen):
    """Something that two files said differently, and what is kept until somebody decides.

    :param what: it is about, as ``log 12 of case-13``
    :param mine: what this file's user had said; ``None`` where it was nothing
    :param theirs: what the other said
    :param kept: ``mine`` or ``theirs``; ``both`` where both are there
    :param by: the other
    :param at: UTC seconds
    :param keeps: what ``--keep`` takes
    """

    number: int
    kind: str
    what: str
    said: str
    mine: str | None
    theirs: str | None
    kept: str
    by: str
    device: str
    at: int
    keeps: tuple[str, ...]


def settled_by(number: int, keeps: tuple[str, ...]) -> str:
    """The command that settles a conflict; a shell refuses it with what else could be kept."""
    first, *more = keeps
    others = f" (or {', '.join(more)})" if more else ""
    return f"timelog sync resolve {number} --keep {first}{others}"


def counted_rows(counts: Mapping[str, int]) -> str:
    """The numbers of rows in words: ``2 records, 5 logs``; empty for none."""
    found: dict[tuple[str, str], int] = {}
    for name, words in (*WORDS.items(), *((name, _OTHER) for name in counts if name not in WORDS)):
        if counts.get(name):
            found[words] = found.get(words, 0) + counts[name]
    return ", ".join(f"{count} {words[count != 1]}" for words, count in found.items())
