"""What becomes of the names of another program, and what an import comes to."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timelog_cli.domain.foreign import Problem
    from timelog_cli.domain.proposals import Proposal

FORMATS = (
    *("timewarrior", "watson", "klog", "toggl", "clockify", "harvest", "kimai", "solidtime"),
    *("timeclock", "timedot", "bartib", "utt", "gtimelog", "org", "ics", "activitywatch"),
    *("jsonl", "csv"),
)
DATE_ORDERS = ("ymd", "dmy", "mdy")
POLICIES = ("refuse", "trim", "allow")
RUNNING = ("skip", "start")


class Names(Frozen):
    """What an entry belongs to elsewhere; of its tags those that a mapping names."""

    client: str = ""
    project: str = ""
    task: str = ""
    user: str = ""
    tags: tuple[str, ...] = ()


class Target(Frozen):
    """What becomes of a name here; ``None`` says nothing.

    :param record: a reference, a key or a title; a title that no record has is made
    :param tags: what every log gets
    :param skip: whether its entries are left out
    """

    record: str | None = None
    type: str | None = None
    customer: str | None = None
    service: str | None = None
    billable: bool | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()
    skip: bool | None = None


class NameMap(Frozen):
    """How the names of a program are mapped, from what counts least to what counts most.

    :param default: for all entries
    :param projects: by client and project; without a client for all of them
    :param tasks: by client, project and task
    :param columns: of any table, which column is what
    """

    default: Target = Target()
    clients: Mapping[str, Target] = {}
    projects: Mapping[tuple[str, str], Target] = {}
    tasks: Mapping[tuple[str, str, str], Target] = {}
    tags: Mapping[str, Target] = {}
    users: Mapping[str, Target] = {}
    timezone: str | None = None
    date_order: str | None = None
    columns: Mapping[str, str] = {}


def target_of(names: Names, mapping: NameMap) -> Target:
    """What becomes of entries that name these: what is said of the more special name counts."""
    clients = ("", names.client) if names.client else ("",)
    said = [
        mapping.default,
        mapping.users.get(names.user),
        mapping.clients.get(names.client),
        *(mapping.projects.get((client, names.project)) for client in clients),
        *(mapping.tasks.get((client, names.project, names.task)) for client in clients),
        *(mapping.tags.get(tag) for tag in names.tags),
    ]
    return merged(one for one in said if one is not None)


def merged(targets: Iterable[Target]) -> Target:
    """What several say together: of each field the last one that says something, all tags."""
    found = Target()
    for one in targets:
        given = {name: value for name, value in one._asdict().items() if value is not None}
        given["tags"] = tuple(dict.fromkeys((*found.tags, *one.tags)))
        found = found._replace(**given)
    return found


def title_of(names: Names, label: str) -> str:
    """The title of the record for entries of which a mapping says nothing.

    :param label: the program that they are from
    """
    return ": ".join(filter(None, (names.project, names.task))) or f"Imported from {label}"


class Count(Frozen):
    """How many entries, and how long they are."""

    entries: int = 0
    seconds: int = 0

    def __add__(self, other: object) -> Count:
        """Both together."""
        assert isinstance(other, Count)
        return Count(self.entries + other.entries, self.seconds + other.seconds)


class Destination(Frozen):
    """A record that gets new logs.

    :param is_new: whether the import makes it
    """

    ref: str
    title: str
    customer: str | None
    is_new: bool
    total: Count


class Plan(Frozen):
    """What an import comes to: the counts of what was found add up to all that was found.

    :param skipped: by reason
    :param months: all that was found, by the month in which it begins, such as ``2026-03``
    :param trimmed: seconds of new and changed entries that were left out, as their time is taken
    :param customers: those that the import makes, and so for tags and owners
    :param unbillable: new entries that were billable there, on records that are not
    :param timers: how many of the new entries are timers that the import starts
    :param more_problems: how many problems there are besides
    :param place: what the places of problems count: ``line``, or ``entry`` where files are JSON
    :param proposals: what presence at a computer suggests and the import does not do
    """

    format: str
    new: Count
    same: Count
    changed: Count
    skipped: Mapping[str, Count]
    conflicting: Count
    months: Mapping[str, Count]
    records: Sequence[Destination]
    customers: Sequence[str]
    owners: Sequence[str]
    tags: Sequence[str]
    problems: Sequence[Problem]
    more_problems: int
    trimmed: int = 0
    unbillable: Count = Count()
    updated: int = 0
    timers: int = 0
    place: str = "line"
    proposals: Sequence[Proposal] = ()

    @property
    def found(self) -> Count:
        """All that was read."""
        every = (self.new, self.same, self.changed, self.conflicting, *self.skipped.values())
        return sum(every, Count(0, self.trimmed))

    @property
    def left_out(self) -> Count:
        """All that was skipped; the seconds also of what was trimmed."""
        return sum(self.skipped.values(), Count(0, self.trimmed))
