"""The mapping of an import: given as a file, remembered from the last one, or suggested."""

from __future__ import annotations

from timelog_cli.domain.imports import Count, NameMap, Target, title_of
from timelog_cli.domain.logs import looks_like_ref
from timelog_cli.domain.text import shown, typed
from timelog_cli.errors import NotFound, UsageError
from timelog_cli.exchange import import_maps
from timelog_cli.exchange.log_source import refusing
from timelog_cli.store.queries import imports as stored
from timelog_cli.store.queries import staged_logs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timelog_cli.domain.imports import Names
    from timelog_cli.domain.logs import RecordSummary
    from timelog_cli.usecases import Work

_LIMIT = 10_000_000
_MOST_TAGS = 200


def read_map(path: str | None, *, is_made: bool) -> NameMap | None:
    """The mapping in a file; ``None`` where there is none to read.

    :param is_made: whether the file may be missing, as it is written then
    :raises NotFound: no such file
    :raises UsageError: no mapping
    """
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            content = file.read(_LIMIT + 1)
    except FileNotFoundError:
        if is_made:
            return None
        hint = f"to write it, add --dry-run --map {typed(path)}"
        raise NotFound(f"no such file: {shown(path)}", hint) from None
    except (OSError, ValueError):
        with refusing(path, "mapping.toml", "timelog import --help"):
            raise
    if len(content) > _LIMIT:
        raise UsageError(f"{shown(path)} is larger than {_LIMIT // 10**6} MB")
    return import_maps.read(content.decode("utf-8", "replace"), shown(path))


def remembered(work: Work, source: str) -> NameMap:
    """The mapping of the last import from a program; an empty one if there was none."""
    text = stored.mapping(work.store, source)
    return import_maps.read(text, "the mapping of the last import") if text else NameMap()


def unknown_names(mapping: NameMap, names: Sequence[Names]) -> list[str]:
    """What a mapping says something of, and no entry has: perhaps it is misspelt."""
    found: set[tuple[str, ...]] = {("client", one.client) for one in names}
    found |= {("user", one.user) for one in names}
    found |= {("tag", tag) for one in names for tag in one.tags}
    for one in names:
        for client in ("", one.client):
            found |= {("project", client, one.project), ("task", client, one.project, one.task)}
    said = [
        *(("client", name) for name in mapping.clients),
        *(("project", *name) for name in mapping.projects),
        *(("task", *name) for name in mapping.tasks),
        *(("tag", name) for name in mapping.tags),
        *(("user", name) for name in mapping.users),
    ]
    return [f"{name[0]} {shown(name[-1])!r}" for name in said if name not in found]


def suggested(mapping: NameMap, names: Mapping[Names, RecordSummary | None], label: str) -> NameMap:
    """A mapping with each of the names in it, to be kept or edited.

    :param label: the program that they are from
    :param names: with the record of each, if it is known; its reference stays when the title
        changes
    """
    projects, tasks, default = dict(mapping.projects), dict(mapping.tasks), mapping.default
    for one, head in names.items():
        said = Target(record=head.ref if head is not None else title_of(one, label))
        if _decisive_tag(one, mapping) is not None:
            continue
        if one.task:
            key = (one.client, one.project, one.task)
            tasks[key] = _filled(tasks.get(key), said)
        elif one.project:
            projects[one.client, one.project] = _filled(
                projects.get((one.client, one.project)), said
            )
        elif not one.tags:
            default = _filled(default, said)
    tags = _with_references(mapping, names)
    return mapping._replace(default=default, projects=projects, tasks=tasks, tags=tags)


def _decisive_tag(names: Names, mapping: NameMap) -> str | None:
    """The tag that says on which record an entry is logged, if one does."""
    said = (tag for tag in reversed(names.tags) if tag in mapping.tags and mapping.tags[tag].record)
    return next(said, None)


def _with_references(
    mapping: NameMap, names: Mapping[Names, RecordSummary | None]
) -> dict[str, Target]:
    """What is said of tags, with the reference of each record that is the only one of its tag."""
    refs: dict[str, set[str]] = {}
    for one, head in names.items():
        tag = _decisive_tag(one, mapping)
        if tag is not None and head is not None:
            refs.setdefault(tag, set()).add(head.ref)
    only = {tag: Target(record=its.pop()) for tag, its in refs.items() if len(its) == 1}
    return {tag: _filled(one, only.get(tag, Target())) for tag, one in mapping.tags.items()}


def offered(work: Work, mapping: NameMap, names: Sequence[Names]) -> str:
    """What else a mapping can say of staged entries, as comments with the time of each.

    Tags, where no entry has a project, and users, where there are several.

    :param names: those of the entries, by their number
    """
    text = ""
    if not any(one.project for one in names):
        tags = staged_logs.by_tag(work.store, _MOST_TAGS + len(mapping.tags))
        text += _offered("tag", mapping.tags, tags)
    users: dict[str, Count] = {}
    for number, count in staged_logs.by_names(work.store).items():
        user = names[number - 1].user
        users[user] = users.get(user, Count()) + count
    if len(users) > 1:
        text += _offered("user", {"": Target(), **mapping.users}, users)
    return text


def _offered(kind: str, mapped: Mapping[str, Target], counts: dict[str, Count]) -> str:
    """The names of which a mapping says nothing."""
    new = {name: one for name, one in counts.items() if name not in mapped}
    return import_maps.offers(kind, new) if new else ""


def _filled(there: Target | None, said: Target) -> Target:
    """What is said already, and what is not."""
    if there is None:
        return said
    is_ref = said.record is not None and looks_like_ref(said.record)
    return there._replace(record=said.record if is_ref else there.record or said.record)
